"""Every form of a run and of classes of one to six people is read: no score, and nothing of a small group."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import pytest

from game import carrying, filing
from game.exercise import commands as cmd
from game.exercise.acts.offer import Offer
from game.exercise.run.run_store import ALONE, Library
from game.faces import cards, front_page, long_form, talk
from game.faces.lines import report
from game.faces.logbook import document as logbook_page
from game.faces.recall import document as then_and_now
from game.faces.remembering import at_the_end
from game.later import RecallShelf
from game.logbook import logbook
from game.report import tables
from game.report.office import xapi
from game.report.recall import at_once, marking, offers
from game.report.tables import TableSource
from game.words import ENGLISH
from tests import carried
from tests.exercise.seating import starter

SCORES = re.compile(
    r"\b(total score|score|scored|points? earned|grade|graded|rank(?:ed|ing)?|pass(?:ed)? mark|percent correct|"
    r"best possible|\d+ out of \d+ lessons|well done|failed to)\b",
    re.IGNORECASE,
)
"""Words of a grade, wherever they stand in what the program says."""
ALLOWED = re.compile(
    r"nothing here is a rank|there is no score|never (?:one|a) score|none of it is a score|no total and no rank|"
    r"no score|Brier score",
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


def asked_again(name: str) -> Iterator[tuple[str, str]]:
    """What is asked from memory of a run, at its end and later, and what stands beside it; logbook, cards and talk."""
    library = Library()
    table = library.resume(name)
    seat = table.seat(ALONE)
    yield "at the end", said_by(at_the_end(ENGLISH, seat.snapshot()))
    for offer in at_the_end(ENGLISH, seat.snapshot()):
        given = dict(offer.given)
        pick = {"weighed": "none", "luck": "nowhere"}.get(given["prompt"], "")
        seat.submit(cmd.Recall(prompt=given["prompt"], pick=pick, text="A line." * (not pick)))
    table.log.close()
    shelf = RecallShelf(library)
    for moment in ("7", "42"):
        found, made, _ = shelf.opened(name, moment)
        yield f"after {moment} days", said_by((*offers(ENGLISH, found), marking(ENGLISH, found)))
        yield f"told after {moment} days", "\n".join(at_once(ENGLISH, found, "tested"))
        yield f"then and now, {moment}", "\n".join(report(ENGLISH, then_and_now(ENGLISH, found, made, found.first)))
    yield "first page", "\n".join(report(ENGLISH, front_page.document(ENGLISH, made)))
    yield "logbook", "\n".join(report(ENGLISH, logbook_page(ENGLISH, logbook(shelf))))
    for number, card in enumerate(cards.cards(ENGLISH, made), 1):
        yield f"card {number}", "\n".join((*cards.lines(ENGLISH, card, number, 10), *cards.told(ENGLISH, card)))
    yield "talk", "\n".join(ask for of in (talk.short(ENGLISH, made), talk.long(ENGLISH, made)) for _, ask in of)
    yield "long form", "\n".join(report(ENGLISH, long_form.document(ENGLISH, made)))


def said_by(some: Iterable[Offer]) -> str:
    return "\n".join(
        "\n".join((each.label, each.title, *(f"{field} {getattr(field, 'rows', '')}" for field in each.fields)))
        for each in some
    )


def test_nothing_asked_from_memory_or_told_beside_it_is_a_score(solo: list[TableSource], tmp_path: Path) -> None:
    blob = tmp_path / "run.wcx"
    carrying.export(solo[0].name, blob)
    with pytest.MonkeyPatch.context() as patch:  # what is answered stays out of the run that other tests read
        carried.at_home(patch, tmp_path / "home")
        carrying.bring(blob)
        quoted = "\n".join(starter().source.files.values())
        forms = dict(asked_again(solo[0].name))
        for form, text in forms.items():
            assert text, form
            assert not scores(text, quoted), form
            assert not re.search(r"\b\d+ of \d+ (right|correct)|[✓✗]", text), form
        assert len(forms) == 21


@pytest.mark.parametrize("group", [5], indirect=True)
def test_no_page_of_a_class_or_a_seat_holds_a_score(group: list[TableSource], tmp_path: Path) -> None:
    record = group[0].record
    assert record
    for name in (record.name, f"{record.name}.1", f"{record.name}.1/s1"):
        for form, text in carried.class_forms(name, tmp_path / name.replace("/", "-")).items():
            assert not scores(text, ""), (name, form)
