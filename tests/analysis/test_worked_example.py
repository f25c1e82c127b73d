"""The guide's example with five faults: each is said in the guide as the program says it, and each mend mends it."""

from pathlib import Path

import pytest

from game import analysing
from game.cli import main
from game.scenario.check import check
from game.scenario.findings import Finding
from tests.scenario import test_guide as guide

FAULTY = guide.boxes("faulty")[0]
SAID = guide.boxes("said")
MENDS = guide.boxes("mend")
CODES = ["WC282", "WC275", "WC271", "WC272", "WC274"]


def mended(text: str, mend: str) -> str:
    """The text with the lines that go replaced by those that come; each of them is there once."""
    lines = mend.splitlines()
    for old, new in zip(lines[::2], lines[1::2], strict=True):
        assert (old[0], new[0]) == ("-", "+")
        assert text.count(f"{old[1:]}\n") == 1, old
        text = text.replace(f"{old[1:]}\n", f"{new[1:]}\n")
    return text


def found(text: str, folder: Path) -> list[Finding]:
    """What `check --analyse` has to say of a text."""
    path = folder / "well.yaml"
    path.write_text(text, encoding="utf-8")
    return check(path, more=analysing.Further(analysing.AnalyseOptions(workers=1)))


def folded(text: str) -> str:
    return " ".join(text.split())


def test_only_the_analysis_finds_the_five_faults(tmp_path: Path) -> None:
    (tmp_path / "well.yaml").write_text(FAULTY, encoding="utf-8")
    assert check(tmp_path / "well.yaml") == []
    assert [finding.code for finding in found(FAULTY, tmp_path)] == CODES


def test_the_guide_says_of_each_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("well.yaml").write_text(FAULTY, encoding="utf-8")
    assert main(["analyse", "well.yaml", "--plain", "--workers", "1"]) == 0
    out = capsys.readouterr().out
    listed = out[out.index("What to mend:") : out.index("How to read the numbers:")]
    said = [folded(each).partition(" Why it matters: ")[0] for each in listed.split("\n\n") if "well.yaml:" in each]
    assert said == [folded(each).removeprefix("- ") for each in SAID]


def test_each_mend_mends_its_fault_and_no_other_and_in_the_end_there_is_none(tmp_path: Path) -> None:
    text = FAULTY
    for number, mend in enumerate(MENDS, 1):
        text = mended(text, mend)
        assert [finding.code for finding in found(text, tmp_path)] == CODES[number:]
    assert len(MENDS) == len(CODES)


def test_what_the_guide_says_of_the_mended_one_is_so(tmp_path: Path) -> None:
    text = FAULTY
    for mend in MENDS:
        text = mended(text, mend)
    (tmp_path / "well.yaml").write_text(text, encoding="utf-8")
    ending = analysing.analysed(
        analysing.read(str(tmp_path / "well.yaml")).scenario, analysing.AnalyseOptions(workers=1)
    ).endings["theirs"]
    assert f"theirs in {ending.random.value * 100:.0f} of 100 runs" in guide.GUIDE
    assert (ending.least.value, ending.greatest.value) == (0, 1)
