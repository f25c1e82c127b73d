"""Extras are fetched before the commands that need them, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import extras


@pytest.mark.parametrize(
    ("line", "wants"),
    [
        ("", ()),
        ("host starter", ("web",)),
        ("join", ("web",)),
        ("play starter", ()),
        ("play starter --page", ("web",)),
        ("msel export starter --out flood.xlsx", ("office",)),
        ("msel export starter --out=flood.XLSX", ("office",)),
        ("msel export starter --out flood.csv", ()),
        ("msel export --help flood.xlsx", ()),
        ("msel import there.xlsx --into flood", ("office",)),
        ("msel import nowhere.xlsx --into flood", ()),  # refused at once, and not after a minute of fetching
        ("debrief run --docx aar.docx", ("office",)),
        ("debrief run --tables tables.xlsx", ("office",)),
        ("debrief run --tables folder", ()),
        ("debrief run --html page.html", ()),
        ("analyse starter --cluster tcp://10.0.0.1:8786", ("cluster",)),
        ("analyse starter", ()),
    ],
)
def test_a_command_names_the_extra_that_it_needs(
    line: str, wants: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.xlsx").touch()
    assert extras.wanted(line.split()) == wants


def test_the_way_to_an_extra_works_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("web", "office", "cluster"):
        assert extras.wanted(extras.cure(extra).split()[3:]) == (extra,)  # that start is one that fetches it
    assert extras.cure("dev") == "python -m tests"
    monkeypatch.setattr(extras, "PYPROJECT", str(tmp_path / "none"))
    assert extras.cure("office") == "pip install 'whitecell[office]'"
