"""A seat as a document: what stands first, what is said aloud, what is shared, and in whose language it is."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.views.binder import FolderView
from game.exercise.views.seat_view import DocumentView, FactView, Stage, View
from game.faces import lines, page, terminal
from game.faces.model import Paper, Section, para
from game.faces.seat import document as seat
from game.faces.seat import papers
from game.scenario.catalogue import catalogue
from game.words import ENGLISH, Message
from tests.exercise.seating import opened
from tests.faces.made import paper
from tests.faces.test_pseudo import PSEUDO, outside, words_of
from tests.walk.stages import Day, Met, alone, alone_in_writing, discussed, in_class, in_writing, made

LEFT = {
    "ClassView.says": "what there is to do is put together on the host",
    "ClassView.decided": "how the last decision was taken, as one sentence of the host",
    "View.elsewhere": "who is at work, as one sentence of the host",
    "View.you": "the host's words for who sits here",
    "InjectView.in_place_of": "whom it is for, as one sentence of the host",
    "InjectView.decided_by": "a role's title, or the host's words for a vote",
    "OptionView.closed": "a condition in words takes the grammar of a language",
    "EntryView.title": "the host's words for what is no decision",
    "EntryView.cause": "whence something came back, as the host puts it together",
    "EntryView.text": "the host's words for what is no author's text",
    "LessonView.family": "a family of the catalogue, or the host's words for a scenario's own objectives",
    "FactView.told_by": "a name, or the facilitator",
    "TalkCard.title": "the host puts the cards together from the debrief, the same for all seats, in its language",
    "TalkCard.ask": "the same",
    "TalkCard.record": "the same",
}
"""Fields of a view that are English still, each with why; the rest of a seat is in brackets or somebody's own words."""


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> list[Met]:
    """A view of every stage, alone and in class."""
    folder = tmp_path_factory.mktemp("seat")
    chosen, written = Day(folder / "class"), Day(folder / "writing", discussed())
    return [*alone(folder), *alone_in_writing(folder), *in_class(chosen), *in_writing(written)]


def ids(view: View) -> list[str]:
    return [each.id for each in seat.document(ENGLISH, view).sections]


def one(met: list[Met], stage: str, who: str = "Ada") -> View:
    return next(each.view for each in met if each.stage == stage and each.seat == who and each.view.group)


def test_what_there_is_to_do_has_its_place_at_every_stage(met: list[Met]) -> None:
    for each in met:
        shown, view = ids(each.view), each.view
        assert len(shown) == len(set(shown))
        if view.group and view.group.stage is Stage.LOBBY:
            assert shown == ["door"]
        elif not view.briefed:
            assert shown[:4] == ["rule", "setting", "role", "questions"]
        elif view.inject:
            assert {"situation", "act"} <= set(shown)


def test_the_section_to_look_at_first_is_there_and_changes_with_the_scene_alone(met: list[Met]) -> None:
    for each in met:
        shown = seat.document(ENGLISH, each.view)
        assert shown.first in [section.id for section in shown.sections]
    talk, choose = (seat.document(ENGLISH, one(met, stage)) for stage in ("talk", "choose"))
    assert (talk.first, choose.first) == ("spread", "situation")
    assert talk.scene != choose.scene
    chosen = seat.document(ENGLISH, one(met, "chosen"))
    assert (chosen.first, chosen.scene) == (choose.first, choose.scene)
    assert seat.document(ENGLISH, one(met, "paused")).scene == choose.scene
    assert seat.document(ENGLISH, one(met, "information")).first == "outcome"


def test_what_is_worth_saying_aloud_is_what_is_new(met: list[Met]) -> None:
    choose, talk, told = (one(met, stage, "Bo") for stage in ("choose", "talk", "told"))
    assert seat.document(ENGLISH, choose, choose).said == ""
    assert "Talk" in seat.document(ENGLISH, talk, choose).said
    assert seat.document(ENGLISH, told, talk).said == "Ada has told what they alone knew."
    assert "The facilitator has written to you." in seat.document(ENGLISH, choose, one(met, "briefed", "Bo")).said
    decided = seat.document(ENGLISH, one(met, "information", "Bo"), told).said
    assert decided.startswith("Decided: ")


def test_seats_that_see_the_same_share_the_section_and_its_drawing(met: list[Met]) -> None:
    ada, bo = (seat.document(ENGLISH, one(met, "talk", who)).sections for who in ("Ada", "Bo"))
    mine, yours = ({each.id: each for each in some} for some in (ada, bo))
    assert {"situation", "spread", "gauges"} <= {id for id in mine if mine[id] is yours.get(id)}
    assert mine["private"] is not yours["private"]
    again = seat.document(ENGLISH, one(met, "talk", "Ada")).sections
    assert [each for each in again if each is not mine[each.id]] == []


def test_what_nobody_may_see_yet_is_in_no_section(met: list[Met]) -> None:
    """What others chose stands in nobody's document before the choices are laid open."""
    said = "\n".join(words_of(seat.document(ENGLISH, one(met, "chosen", "Bo"))))
    assert "Ada says so." not in said
    assert "Ada says so." in "\n".join(words_of(seat.document(ENGLISH, one(met, "talk", "Bo"))))


# --- words


def texts(value: object) -> Iterator[str]:
    """The texts of a view's fields that are English still, places and all."""
    if isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if f"{type(value).__name__}.{field.name}" in LEFT:
                yield from words_of(inner)
            elif not isinstance(value, Message):
                yield from texts(inner)


def test_a_seat_is_said_in_the_readers_language_at_every_stage(met: list[Met]) -> None:
    people = ("Ada", "Bo", "Cem", "Coffee", "Ten minutes.", "Speak up.", "A lamp", "It burns on the far side.")
    people += ("It is ours.", "Said before.", "It does.", "So.", "But.", "Time", "It went well.", "picked")
    people += ("We never asked.", "Ask first", "The ford's office", "Monday")
    people += tuple(f"{name} says so." for name in ("Ada", "Bo", "Cem"))
    for each in met:
        said = seat.document(PSEUDO, each.view)
        written = (made(), discussed(), catalogue(), people, tuple(texts(each.view)))
        assert outside((said.sections, said.facts, said.banner), *written) == set(), each.stage


def test_each_field_that_is_left_is_a_field() -> None:
    import game.exercise.views.class_view as group
    import game.exercise.views.seat_view as views

    for place in LEFT:
        kind, name = place.split(".")
        there = getattr(views, kind, None) or getattr(group, kind)
        assert name in {field.name for field in dataclasses.fields(there)}


# --- papers


def document(kind: str, text: str, opened: bool = True, minutes: int = 0) -> DocumentView:
    return DocumentView(0, kind, "Night", "Gate post", ("Warden",), minutes, opened, text if opened else "")


def test_an_email_flows_and_a_map_stays_where_it_is() -> None:
    broken = "Nobody who wrote this line meant it to end here,\nand here it goes on.\n\nYours,"
    flowing = papers.lines(broken, "email")
    assert [line.text for line in flowing] == [
        "Nobody who wrote this line meant it to end here, and here it goes on.", "", "Yours,"
    ]  # fmt: skip
    assert [line.text for line in papers.lines("  +--+\n  |  |", "map")] == ["  +--+", "  |  |"]
    assert [(line.head, line.text) for line in papers.lines("0610 East bank\n  asks.\n0615 None.", "radio")] == [
        ("0610", "East bank asks."), ("0615", "None.")
    ]  # fmt: skip


def test_a_radio_log_hangs_under_its_times_in_a_terminal() -> None:
    entry = "East bank asks for passage, and says so three times before anybody at the gate answers it."
    shown = papers.paper(ENGLISH, "gate", document("radio", f"0610 {entry}"))
    rows = terminal.content((shown,), 60).plain.split("\n")
    first = next(row for row in rows if row.startswith("0610"))
    assert rows[rows.index(first) + 1].startswith("     ")


def test_a_closed_paper_is_a_button_on_a_page_and_says_what_it_costs_everywhere() -> None:
    shown = papers.paper(ENGLISH, "gate", document("cable", "Secret.", opened=False, minutes=2))
    html = str(page.blocks((shown,), 3))
    assert "<button" in html
    assert "Secret" not in html
    assert "costs 2 min" in html
    assert "costs 2 min" in terminal.paper_row(shown).plain
    assert "reading it costs 2 minutes" in lines.blocks(ENGLISH, (shown,))[0]


@pytest.mark.parametrize("face", ["terminal", "plain", "page"])
def test_every_word_of_a_paper_is_in_every_face(face: str) -> None:
    shown = paper("zz")
    said = {
        "terminal": terminal.content((shown,), 200).plain,
        "plain": "\n".join(lines.paper(ENGLISH, shown)),
        "page": str(page.blocks((shown,), 3)),
    }[face]
    wanted = {word for word in words_of(shown) if word.startswith("zz")}
    elsewhere = {"terminal": {"zzkind", "zzcosts"}, "plain": set(), "page": {"zzunseen", "zzcosts", "zzalt"}}[face]
    assert {word for word in wanted - elsewhere if word not in said} == set()


def test_the_binder_holds_what_was_opened_by_inject() -> None:
    folders = (FolderView("Who opens the gate", "w1", (document("cable", "Quiet."),)), FolderView("Now", "", ()))
    shown = papers.binder(ENGLISH, folders)
    assert [each.title for each in shown.sections] == ["Week 1, Who opens the gate", "Now"]
    assert isinstance(shown.sections[0].blocks[0], Paper)
    assert papers.binder(ENGLISH, ()).blocks


def test_ids_are_once_on_a_page(met: list[Met]) -> None:
    for each in met:
        found = re.findall(r' id="([^"]+)"', str(page.body(seat.document(ENGLISH, each.view))))
        assert len(found) == len(set(found)), each.stage


def test_paragraphs_of_a_card_stand_apart_where_they_are_read() -> None:
    facts = (FactView("warden", "Warden", "The lock is filed.\n\nNobody has said so.", ""),)
    shown = seat.inject.facts(ENGLISH, facts, (), True)
    assert "  The lock is filed.\n\n  Nobody has said so." in terminal.reading(80, shown).plain


def test_what_is_read_names_each_section_behind_the_first() -> None:
    first, other = Section("one", "One", (para("first"),)), Section("two", "Two", (para("second"),))
    assert terminal.reading(80, first, Section("none", "None", ()), other).plain == "first\n\nTwo\nsecond"


def test_a_section_says_its_terms_under_its_title() -> None:
    shown = seat.inject.elsewhere(ENGLISH, "Others decide.")
    timed = dataclasses.replace(shown, terms=(seat.TextSpan("Suggested time: 6 minutes."),))
    assert "Suggested time: 6 minutes." in str(page.section(timed))
    assert lines.part(ENGLISH, timed)[2] == "Suggested time: 6 minutes."


def test_what_a_page_asks_is_true_before_anything_is_filled_in(met: list[Met]) -> None:
    pages = [str(page.body(seat.document(ENGLISH, each.view))) for each in met]
    drawn = "\n".join(pages)
    assert "Is that the decision of your syndicate?" in drawn
    assert "{picked}" not in drawn
    assert "…?" not in drawn
    numbers = re.findall(r'<label for="[^"]*">((?:(?!</label>).)*)</label><input [^>]*type="number"', drawn)
    assert any("percent, 0–100" in each for each in numbers)
    assert len(numbers) == drawn.count('type="number"')
    assert all(re.search(r"\d–\d+\)</span>$", each) for each in numbers)


def test_who_has_no_role_is_told_when_one_can_be_taken(tmp_path: Path) -> None:
    room = opened(tmp_path, 1)[0]
    ada = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)

    def told() -> tuple[str, bool]:
        view = ada.snapshot()
        shown = str(page.body(seat.document(ENGLISH, view)))
        return shown.partition("You have no role yet: ")[2].partition("<")[0], "take_role" in shown

    assert told() == ("you take one once you have read this, or the facilitator gives you one.", False)
    ada.submit(cmd.ReadBriefing())
    assert told() == ("take one before it begins, or the facilitator gives you one.", True)
    Desk(room).begin()
    assert told() == ("the facilitator gives you one.", False)
