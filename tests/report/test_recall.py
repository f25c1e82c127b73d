"""From memory before the reveal: asked, kept for one seat alone, told on its own first page, in nobody else's form."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from game import carrying, looking_back
from game.exercise import commands as cmd
from game.exercise.acts import seat_acts
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.run.run_store import ALONE, Library
from game.faces import fold_over, front_page
from game.faces.lines import report
from game.faces.remembering import at_the_end, plan, steps
from game.faces.report_page import group_html
from game.report.debrief import debrief
from game.report.group import group_debrief, seat_debrief
from game.words import ENGLISH
from tests import carried, kit
from tests.exercise.seating import opened, seated
from tests.kit import inject, option

HUSH = "Quokka said the river was the price"
TWO = kit.scenario([inject("gate", option("open")), inject("wall", option("climb"), day=3)])


def over(home: Path) -> tuple[Library, str]:
    library = Library(home)
    table = library.begin(TWO, 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    assert not at_the_end(ENGLISH, seat.snapshot())
    for id, taken in (("gate", "open"), ("wall", "climb")):
        seat.submit(cmd.Decide(inject=id, option=taken))
    table.log.close()
    return library, table.name


def test_four_questions_are_asked_once_play_is_over_with_the_titles_in_the_order_played(tmp_path: Path) -> None:
    library, name = over(tmp_path)
    table = library.resume(name)
    view = table.seat(ALONE).snapshot()
    offers = at_the_end(ENGLISH, view)
    assert [dict(each.given)["prompt"] for each in offers] == ["weighed", "exchange", "unknown", "luck"]
    (picks, *_) = [each.field for each in steps(offers)]
    assert [row.label for row in getattr(picks, "rows", ())] == ["Gate", "Wall", "None of them"]
    assert not any(each.required for offer in offers for each in offer.fields)
    table.log.close()


def test_what_is_skipped_leaves_no_event_and_what_was_said_is_asked_no_more(tmp_path: Path) -> None:
    library, name = over(tmp_path)
    before = len(library.events(name))
    table = library.resume(name)
    with pytest.raises(Refused, match="nothing was typed"):
        table.seat(ALONE).submit(cmd.Recall(prompt="exchange"))
    assert len(library.events(name)) == before
    table.seat(ALONE).submit(cmd.Recall(prompt="weighed", pick="wall", text="why not"))
    with pytest.raises(Refused):
        table.seat(ALONE).submit(cmd.Recall(prompt="weighed", pick="gate"))
    with pytest.raises(Refused, match="none of them"):
        table.seat(ALONE).submit(cmd.Recall(prompt="luck", pick="somewhere"))
    assert plan(ENGLISH, table.seat(ALONE).snapshot())
    table.log.close()


def test_the_first_page_opens_with_it_beside_what_the_page_says_and_stays_within_its_words(tmp_path: Path) -> None:
    library, name = over(tmp_path)
    table = library.resume(name)
    for said in (
        cmd.Recall(prompt="weighed", pick="wall", text="because " * 30), cmd.Recall(prompt="exchange", text="b " * 90),
        cmd.Recall(prompt="unknown", text="u " * 90), cmd.Recall(prompt="luck", pick="nowhere", sure=7),
        cmd.Recall(prompt="plan", text="When asked, I will look."),
    ):  # fmt: skip
        table.seat(ALONE).submit(said)
    table.log.close()
    made = debrief(library.read(name), name)
    page = front_page.section(ENGLISH, made)
    text = " ".join(report(ENGLISH, front_page.document(ENGLISH, made)))
    assert "You named decision 2, “Wall”, sure 7 of 10, because “because" in text
    assert "You said nowhere." in text
    assert "You wrote: “When asked, I will look." in text
    assert front_page.count(page) <= front_page.WORDS


def classroom(home: Path, people: int = 5) -> tuple[Classroom, list[ClassSeat]]:
    room, _ = opened(home / "classes", 1, scenario=TWO)
    seats = seated(room, people)
    desk = Desk(room)
    desk.begin()
    seats[0].snapshot()
    desk.decide("1", "open", timer=True, inject="gate")
    desk.endex()
    return room, seats


def said_by(looked: looking_back.LookedBack) -> str:
    data = looking_back.as_json(looked)
    for each in data["syndicates"].values():
        each["debrief"]["pin"] = ""  # it says of which state of the log a form is
    return json.dumps(data)


def test_nobody_elses_form_differs_by_what_a_seat_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = carried.at_home(monkeypatch, tmp_path / "home")
    room, seats = classroom(home)
    name = room.name
    before = said_by(looking_back.found(name))
    for seat in seats:
        assert at_the_end(ENGLISH, seat.snapshot())
        seat.submit(cmd.Recall(prompt="weighed", pick="gate", text=HUSH))
    room.log.close()
    for target in (name, f"{name}.1"):
        forms = carried.class_forms(target, tmp_path / target)
        assert not [form for form, text in forms.items() if HUSH in text]
        blob = tmp_path / f"{target}.wcx"
        carrying.export(target, blob)
        assert HUSH.encode() not in blob.read_bytes()
        assert "left out" in carrying.verify(blob)
    assert said_by(looking_back.found(name)) == before
    pages = {form: text for form, text in carried.class_forms(name, tmp_path / "again").items() if "5 named" in text}
    assert pages
    assert all("5 named “Gate”; others elsewhere." in text for text in pages.values())
    assert not [text for text in carried.class_forms(f"{name}.1", tmp_path / "one").values() if "5 named" in text]
    own = carried.class_forms(f"{name}.1/{seats[0].id}", tmp_path / "own")
    assert any(HUSH in text for text in own.values())
    blob = tmp_path / "own.wcx"
    carrying.export(f"{name}.1/{seats[0].id}", blob)
    assert HUSH.encode() in blob.read_bytes()
    assert "Erased" in carrying.erase(name, seats[0].id)
    assert HUSH not in "".join(carried.class_forms(f"{name}.1/{seats[0].id}", tmp_path / "gone").values())


def test_the_facilitator_may_leave_it_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room, seats = classroom(carried.at_home(monkeypatch, tmp_path))
    Desk(room).ask_recall(False)
    assert not seats[0].snapshot().recalls
    assert not seat_acts.offered(ENGLISH, seats[0].snapshot())["recall"]
    Desk(room).ask_recall(True)
    assert seats[0].snapshot().recalls
    assert not seat_debrief(room.record(), seats[0].id).debrief.recalled
    room.log.close()


def test_a_seats_page_ends_in_a_card_with_the_two_days_and_the_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, seats = classroom(carried.at_home(monkeypatch, tmp_path))
    made, others = seat_debrief(room.record(), seats[0].id), group_debrief(room.record(), "1")
    room.log.close()
    assert made.over_at
    over = dt.datetime.fromisoformat(made.over_at).date()
    card = group_html(made, own=True).split('<section id="again"')[1]
    for days in (7, 42):
        assert ENGLISH.date(over + dt.timedelta(days=days)) in card
    assert "about 1 “Gate”" in card
    assert "What did you choose, what did it buy, and what did it cost?" in card
    assert "<section" not in card, "nothing follows it"
    assert '<section id="again"' not in group_html(made), "a syndicate's copy has none"
    assert not others.over_at
    assert fold_over.section(ENGLISH, replace(made, over_at="")) is None
