"""`analyse` and `check --analyse`: the contract of the JSON, what is kept, what is said when it is too much."""

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from game import analysing
from game.analysis.run.study import StudyStage
from game.analysis.run.workers import GivenUp
from game.scenario.check import check
from game.scenario.load import find, load
from tests import kit
from tests.analysis.page import DRAFT
from tests.test_cli import PYTHON, answered, said_of

ONE = ("--workers", "1")

FAULT = """\
format: 1
id: fault
title: A fault
clock: {days: 9}
roles: {leader: }
gauges: {trust: {start: 50}, safety: {start: 50}}
lessons: {measure_impact: , keep_revisiting: }
injects:
  - id: before
    situation: Something is about to happen.
    options:
      - {id: trade, label: Trade, effects: {trust: +2, safety: -1}}
      - {id: keep, label: Keep, effects: {trust: -2, safety: +1}}
  - id: news
    day: 1
    situation: Something has happened.
    options:
      - id: up
        label: Go up
        effects: {trust: +2, safety: -1}
        evidence: {measure_impact: {weight: +1, because: It is looked at.}}
      - id: down
        label: Go down
        effects: {trust: -2, safety: +1}
        evidence: {keep_revisiting: {weight: +1, because: It is asked again.}}
      - id: shut
        label: Stay here
        requires: trust > 50 and safety > 50
        effects: {trust: -1, safety: +1}
        evidence: {measure_impact: {weight: +1, because: It is looked at.}}
endings:
  - {id: liked, title: Liked, when: trust > 50, text: They wave.}
  - {id: over, title: Over, text: It is over.}
"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A scenario with something of everything."""
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(DRAFT), encoding="utf-8")
    return str(path)


@pytest.fixture
def fault(tmp_path: Path) -> Path:
    """A scenario with an option that is never open."""
    path = tmp_path / "fault.yaml"
    path.write_text(FAULT, encoding="utf-8")
    return path


def data(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    """What `analyse --json` prints."""
    got, out, err = answered(capsys, "analyse", *arguments, "--json", *ONE)
    assert got == code
    assert bool(err) == bool(code)
    made: dict[str, Any] = json.loads(out)
    return made


# --- the contract


def test_the_json_holds_every_part_of_the_scenario_as_the_contract_says(
    page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made, scenario = data(capsys, page), load(Path(page))
    assert (made["scenario"], made["sha256"], made["method"]) == (scenario.id, scenario.sha256, "exact")
    assert type(made["states"]) is type(made["transitions"]) is int
    assert type(made["seconds"]) is float
    assert list(made["injects"]) == [each.id for each in scenario.injects]
    assert list(made["options"]) == [f"{i.id}.{o.id}" for i in scenario.injects for o in i.options]
    assert list(made["endings"]) == [each.id for each in scenario.endings]
    assert list(made["lessons"]) == list(scenario.lessons)
    assert list(made["gauges"]) == [each.id for each in scenario.gauges]
    for each in made["injects"].values():
        assert type(each["reachable"]) is bool
        assert 0 <= each["random"] <= 1
    for each in made["options"].values():
        assert type(each["reachable"]) is bool
        assert type(each["random"]) is float
        assert (
            each["why"]["dominated_by"]
            if each["dominated_by"] is None
            else set(each["dominated_by"]) <= set(made["options"])
        )
    for each in (*made["endings"].values(), *made["lessons"].values(), *made["gauges"].values()):
        assert each["min"] - 1e-9 <= each["random"] <= each["max"] + 1e-9
    assert all(type(each["reachable"]) is bool for each in made["endings"].values())
    for each in made["findings"]:
        assert each["code"] in {"WC271", "WC272", "WC274", "WC276", "WC277", "WC278", "WC282"}
        assert each["level"] in ("warning", "note")
        assert each["says"]


def test_a_finding_says_where_it_is(fault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = data(capsys, str(fault))["findings"]
    assert (found["code"], found["level"]) == ("WC272", "warning")
    assert "'shut' is never open" in found["says"]
    assert "fault.yaml" in json.dumps(found)


def test_a_sample_has_the_same_fields_with_three_numbers_for_one(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    exact, sampled = data(capsys, page), data(capsys, page, "--sample", "100")
    assert sampled["method"] == "sampled"
    assert sampled["runs"] >= 100
    for kind in ("injects", "options", "endings", "lessons", "gauges"):
        assert list(sampled[kind]) == list(exact[kind])
        for id, each in sampled[kind].items():
            for name in {"random", "min", "max"} & set(each):
                estimate, low, high = each[name]
                assert low <= estimate <= high
                truth = exact[kind][id][name]
                assert low - 0.05 * (1 + abs(truth)) <= truth <= high + 0.05 * (1 + abs(truth)), (kind, id, name)


def test_the_same_seedless_sample_comes_out_the_same(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (data(capsys, page, "--sample", "100") for _ in range(2))
    assert one | {"seconds": 0} == other | {"seconds": 0}


def test_the_shipped_starter_is_worked_out_exactly_and_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    made = data(capsys, "starter")
    assert (made["method"], made["findings"]) == ("exact", [])


# --- what is kept


def kept(home: Path) -> list[Path]:
    return sorted((home / "analysis").iterdir())


def test_it_is_kept_and_a_change_of_prose_does_not_throw_it_away(
    home: Path, fault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = data(capsys, str(fault))
    (place,) = kept(home)
    fault.write_text(FAULT.replace("Something has happened.", "Nothing has happened.\n"), encoding="utf-8")
    again = data(capsys, str(fault))
    assert kept(home) == [place]
    assert again["seconds"] == first["seconds"]
    assert again["sha256"] != first["sha256"]
    assert again["sha256"] == load(fault).sha256


def test_a_finding_of_a_kept_analysis_has_its_place_in_the_text_as_it_now_is(
    fault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (before,) = data(capsys, str(fault))["findings"]
    fault.write_text(f"# a line more\n{FAULT}", encoding="utf-8")
    (after,) = data(capsys, str(fault))["findings"]
    assert after["line"] == before["line"] + 1


def test_a_change_of_the_rules_is_worked_out_anew(home: Path, fault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data(capsys, str(fault))
    fault.write_text(FAULT.replace("trust > 50 and safety > 50", "trust > 40"), encoding="utf-8")
    made = data(capsys, str(fault))
    assert len(kept(home)) == 2
    assert made["options"]["news.shut"]["reachable"] is True


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"injects": 3}', "\x00" * 50])
def test_a_damaged_cache_is_worked_out_anew(
    home: Path, fault: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = data(capsys, str(fault))
    for file in (path for path in (home / "analysis").rglob("*") if path.is_file()):
        file.write_text(damage, encoding="utf-8")
    again = data(capsys, str(fault))
    assert again | {"seconds": 0, "questions": []} == first | {"seconds": 0, "questions": []}
    assert data(capsys, str(fault)) == again  # and kept


def test_a_cache_that_cannot_be_written_hinders_nobody(
    home: Path, fault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "analysis").write_text("a file where the folder would be", encoding="utf-8")
    assert data(capsys, str(fault))["method"] == "exact"


def test_a_sample_is_not_kept_in_place_of_exact_numbers(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    data(capsys, page, "--sample", "100")
    assert data(capsys, page)["method"] == "exact"


def test_what_little_memory_left_unknown_is_not_kept_for_others(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.analysis.run.study.MERGED", 0)
    assert data(capsys, "starter", "--memory", "20k")["method"] == "mixed"
    assert data(capsys, "starter")["method"] == "exact"


# --- too much, and too wrong


def test_where_memory_is_too_small_it_says_how_far_it_got_and_why_and_samples(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.analysis.run.study.MERGED", 0)
    made = data(capsys, "starter", "--memory", "20k")
    whys = [question["why"] for question in made["questions"] if not question["exact"]]
    assert made["method"] == "mixed"
    assert re.search(r"got as far as '\w+' \(day \d\) with \d+ states and \d+ more waiting there", whys[0])
    assert "20.5 kB are allowed" in whys[0]
    assert re.search(r"there are so many because of gauge '\w+' \(\d\.\d times\)", whys[0])
    assert made["runs"] > 0
    for each in (*made["endings"].values(), *made["gauges"].values()):
        assert isinstance(each["min"], list) == ("min" in each.get("kinds", {}))


def test_exact_that_does_not_fit_is_answered_with_no(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(capsys, "analyse", page, "--exact", "--memory", "60", "--plain", *ONE)
    assert (code, err) == (1, "not everything fits into memory; what did not was sampled.\n")
    assert "sampled; got as far as" in out


@pytest.mark.parametrize("name", ["test.yaml", "two words/test.yaml", "two words"])
def test_a_scenario_given_by_its_path_is_named_by_its_path(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path(name) if name.endswith(".yaml") else Path(name, "scenario.yaml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(kit.written(DRAFT), encoding="utf-8")
    _, out, _ = answered(capsys, "analyse", name, "--plain", *ONE)
    assert f"analyse {shlex.quote(name)} --mend" in " ".join(out.split())


@pytest.mark.parametrize("id", ["starter", "orvane_mission"])  # a file, and a folder
def test_a_shipped_scenario_is_named_by_its_id(id: str) -> None:
    assert analysing.read(id).called == id


def test_exact_that_fits_is_exact(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert data(capsys, page, "--exact")["method"] == "exact"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["starter", "--memory", "nonsense"], "'nonsense' is no amount of memory. Write it like 4G or 500M."),
        (["starter", "--memory", "0"], "'0' is no amount of memory. Write it like 4G or 500M."),
        (["starter", "--memory=-4G"], "'-4G' is no amount of memory. Write it like 4G or 500M."),
        (["starte"], "starte: there is no such scenario. Did you mean 'starter'?"),
        (["nowhere/at_all.yaml"], "nowhere/at_all.yaml"),
        (["starter", "--sample", "0"], "Invalid value for '--sample'"),
        (["starter", "--workers", "0"], "Invalid value for '--workers'"),
        (["starter", "--exact", "--sample", "9"], "--exact and --sample are two ways to get numbers: ask for one"),
        (["starter", "--workers", "2", "--cluster", "tcp://x"], "--workers and --cluster are two ways"),
        (["starter", "--export", "jani"], "No such option '--export'"),
        ([], "Missing argument 'PATH'."),
    ],
)  # fmt: skip
def test_a_wrong_wish_gets_one_sentence(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert says in said_of(capsys, "analyse", *arguments)


def test_a_scenario_with_a_mistake_in_it_is_not_analysed(fault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fault.write_text(FAULT.replace("trust > 50 and safety", "trsut > 50 and safety"), encoding="utf-8")
    code, out, err = answered(capsys, "analyse", str(fault))
    assert (code, out) == (2, "")
    assert "did you mean 'trust'?" in err.lower()


def test_a_page_is_written_where_it_was_asked_for(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "page.html"
    code, out, err = answered(capsys, "analyse", page, "--html", str(where), *ONE)
    assert (code, err) == (0, "")
    assert str(where) in out
    assert where.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_that_cannot_be_written_gets_one_sentence(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no_folder" in said_of(capsys, "analyse", page, "--html", str(tmp_path / "no_folder" / "page.html"))


# --- progress, and enough


class Screen(io.StringIO):
    """An error stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_progress_stands_on_one_line_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    with analysing.progress() as tell:
        tell(StudyStage("exploring", 3, 19, 1_234_567, 4.2))
        tell(StudyStage("playing at random", 1, 8, 0, 5.0))
    shown = screen.getvalue()
    assert "\r   4 s  exploring: 3 of 19, 1,234,567 states  (Ctrl+C: what is known so far)" in shown
    assert "playing at random: 1 of 8  (Ctrl+C" in shown
    assert "\n" not in shown
    assert shown.endswith("\r")
    assert not shown.split("\r")[-2].strip()


def test_nobody_is_told_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    with analysing.progress() as tell:
        tell(StudyStage("exploring", 3, 19, 5, 4.2))
    assert quiet.getvalue() == ""


def gone(group: int) -> bool:
    """Whether a group of processes ends within a few seconds: the last goes when it sees that the first went."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to another process there")
def test_ctrl_c_prints_what_is_known_and_leaves_nothing_running() -> None:
    """The flagship takes a minute and more; as soon as its progress is on the terminal, it is stopped."""
    import pty

    master, slave = pty.openpty()
    command = [*PYTHON, "analyse", "orvane_mission", "--json", "--workers", "2"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave, start_new_session=True)
    os.close(slave)
    told = b""
    while b"exploring" not in told:
        told += os.read(master, 4_096)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    try:
        while more := os.read(master, 4_096):
            told += more
    except OSError:  # the other end is closed: all is read
        pass
    os.close(master)
    made = json.loads(out)
    assert child.returncode == 1
    assert b"it was stopped; this is what was known by then." in told
    assert b"Traceback" not in told
    assert made["complete"] is False
    scenario = load(find("orvane_mission"))
    assert list(made["injects"]) == [each.id for each in scenario.injects]
    assert all(len(each["random"]) == 3 for each in made["gauges"].values())
    assert gone(child.pid)


# --- check --analyse


def test_the_findings_join_those_of_check_in_the_order_of_the_file(
    fault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fault.write_text(FAULT.replace("    situation: Something has happened.\n", ""), encoding="utf-8")
    alone = json.loads(answered(capsys, "check", str(fault), "--json")[1])
    joined = json.loads(answered(capsys, "check", str(fault), "--json", "--analyse")[1])
    assert "WC272" in [each["code"] for each in joined]
    assert [each for each in joined if each["code"] != "WC272"] == alone
    assert [each["line"] for each in joined] == sorted(each["line"] for each in joined)


def test_check_shows_them_with_their_line_and_their_reason(fault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answered(capsys, "check", str(fault), "--analyse")
    assert (code, err) == (0, "")
    assert "warning WC272: 'shut' is never open when 'news' comes up. Each part of 'trust > 50 and safety > 50'" in out
    assert "- id: shut" in out
    assert "why it matters: Players read a choice that none of them will ever have." in out


def test_they_are_in_the_sarif_too(fault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads(answered(capsys, "check", str(fault), "--sarif", "--analyse")[1])
    (run,) = made["runs"]
    assert "WC272" in [result["ruleId"] for result in run["results"]]
    assert "WC272" in [rule["id"] for rule in run["tool"]["driver"]["rules"]]


def codes(capsys: pytest.CaptureFixture[str], path: Path, *how: str) -> list[str]:
    """The codes that `check` comes to."""
    return [each["code"] for each in json.loads(answered(capsys, "check", str(path), "--json", *how)[1])]


def test_a_comment_with_a_reason_puts_one_aside_everywhere(fault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comment = "      # whitecell: ok WC272 because the second part opens it\n      - id: shut"
    fault.write_text(FAULT.replace("      - id: shut", comment), encoding="utf-8")
    assert data(capsys, str(fault))["findings"] == []
    assert not {"WC272", "WC302"} & {*codes(capsys, fault, "--analyse"), *codes(capsys, fault)}


def test_a_comment_that_puts_nothing_aside_is_said_to_be_needless_once_it_was_asked(
    fault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    comment = "      # whitecell: ok WC275 because we know\n      - id: up"
    fault.write_text(FAULT.replace("      - id: up", comment), encoding="utf-8")
    assert "WC302" in codes(capsys, fault, "--analyse")
    assert "WC302" not in codes(capsys, fault)


def test_a_scenario_that_cannot_be_played_is_checked_and_not_analysed(
    fault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fault.write_text(FAULT.replace("trust > 50 and safety", "trsut > 50 and safety"), encoding="utf-8")
    code, out, err = answered(capsys, "check", str(fault), "--analyse")
    assert (code, err) == (1, "")
    assert "WC120" in out or "WC110" in out


def test_several_scenarios_are_analysed_each(fault: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answered(capsys, "check", str(fault), page, "--json", "--analyse")[1])
    assert {"fault.yaml", "test.yaml"} == {
        Path(each["file"]).name for each in found if each["code"] in ("WC272", "WC223")
    }


def test_check_without_it_loads_no_analysis() -> None:
    code = "import sys; from game.cli import main; main(['check', 'starter']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert not {"numpy", "game.analysis"} & set(done.stdout.split())


def test_of_what_is_only_sampled_check_says_that_there_may_be_more(
    page: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.analysis.run.study.MOST", 1)
    monkeypatch.setattr("game.analysis.run.study.MERGED", 0)
    code, out, err = answered(capsys, "check", page, "--analyse")
    assert code == 0
    assert "Traceback" not in out
    assert re.search(
        r"test: \d of \d+ questions were answered exactly; .*'trust'.* are sampled, and may hide more\.", err
    )
    assert err.rstrip().endswith(f" analyse {shlex.quote(Path(page).as_posix())}")


def test_an_analysis_that_is_given_up_is_said_to_be_and_is_not_kept(page: str, home: Path) -> None:
    def enough(stage: StudyStage) -> None:
        raise GivenUp

    further = analysing.Further(analysing.AnalyseOptions(workers=1), enough)
    found = check(page, more=further)
    assert further.stopped
    assert further.partly
    assert "WC272" not in [each.code for each in found]
    assert kept(home) == []
