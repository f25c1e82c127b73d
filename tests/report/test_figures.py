"""Every form of a run and of classes of one to six people is read: no score, and nothing of a small group."""

import io
import re
from collections.abc import Iterator

import docx
import pytest

from game import filing
from game.report import tables
from game.report.office import xapi
from game.report.tables import TableSource
from tests import carried
from tests.exercise.seating import starter

SCORES = re.compile(
    r"\b(total score|score|scored|points? earned|grade|graded|rank(?:ed|ing)?|pass(?:ed)? mark|percent correct|"
    r"best possible|\d+ out of \d+ lessons|well done|failed to)\b",
    re.IGNORECASE,
)
"""Words of a grade, wherever they stand in what the program says."""
ALLOWED = re.compile(
    r"there is no score|never (?:one|a) score|none of it is a score|no total and no rank|no score|Brier score",
    re.IGNORECASE,
)
"""Sentences that say there is none; and of forecasts the measure that bears the name of a score."""


def filed(sources: list[TableSource]) -> Iterator[tuple[str, str]]:
    """Every file that is made of runs, as text."""
    for form in ("aar", "odcr"):
        made = docx.Document(io.BytesIO(filing.document(sources, form, None, ratings=False)[0]))
        said = [each.text for each in made.paragraphs]
        said += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        yield form, "\n".join(said)
    yield "tables", "\n".join(tables.as_csv(name, rows) for name, rows in tables.tables(sources).items())
    yield "xapi", xapi.lines(sources)


def scores(text: str, quoted: str) -> list[str]:
    """Words of a grade in a text, those that an author wrote apart."""
    bare = ALLOWED.sub("", text)
    return [found[0] for found in SCORES.finditer(bare) if found[0] not in quoted]


def test_no_form_of_a_run_holds_a_score(solo: list[TableSource]) -> None:
    name = solo[0].name
    quoted = "\n".join(starter().source.files.values())
    for form, text in (*carried.run_forms(name).items(), *filed(solo)):
        assert not scores(text.replace("<style>", ""), quoted), form


@pytest.mark.parametrize("group", [1, 4, 5], indirect=True)
def test_no_file_of_a_class_holds_a_score_or_leaks_of_a_small_group(group: list[TableSource]) -> None:
    sources, record = group, group[0].record
    assert record
    people = len(record.roster.at("1"))
    for form, text in filed(sources):
        assert not scores(text, ""), form
        assert not [each.name for each in record.roster.members.values() if each.name in text], form
        assert "Against it spoke" not in text, form
        for seat, member in record.roster.members.items():
            spoken = set(re.findall(rf"Because {seat} saw it so at (\w+)", text))
            run = record.runs[member.syndicate]
            led = {each.inject for each in run.decisions if each.by == seat and str(each.how) == "leader"}
            assert spoken <= led, (form, seat)
    rows = tables.tables(sources)
    if people < 5:
        assert not rows["answers"]
        assert not rows["forecasts"]
        assert all(row[-1] is None and row[-2] is None for row in rows["decisions"])
