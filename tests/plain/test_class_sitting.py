"""A seat of a class as plain lines: everything that a screen can do, by typing and reading alone."""

import contextlib
import io
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.faces.decks import Decks
from game.faces.take_home import LocalCopy
from game.plain.class_sitting import ClassSitting
from game.plain.talk import Talk
from tests import discussion
from tests.exercise.quiet_word import SECRET, decide_both, quiet, quiet_last, table
from tests.exercise.seating import Clock, choose, group, leader_of, opened, seated
from tests.plain.robot import Answer, Robot, unsafe
from tests.ui.naughty import NAUGHTY


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, clock=Clock())[0]


def sits(room: Classroom, seat: str, answer: Answer) -> str:
    """Sit in a seat with a robot at the prompts; everything that was said."""
    out = io.StringIO()
    with patch("sys.stdin", Robot(answer, out)), contextlib.redirect_stdout(out):
        ClassSitting(Talk(), ClassSeat(room, seat), LocalCopy(room, seat)).play()
    assert unsafe(out.getvalue()) == []
    return out.getvalue()


Act = Callable[[], object]


def script(*steps: tuple[str, str | None, Act | None] | tuple[str, str | None]) -> Answer:
    """At a prompt with these words type this, and let others do something first; the steps in their order."""
    left = list(steps)

    def answer(prompt: str) -> str | None:
        if not left:
            return None
        words, typed, *act = left[0]
        if words not in prompt:
            return "y" if "y or n" in prompt else ""
        left.pop(0)
        if act and act[0]:
            act[0]()
        return typed

    return answer


def in_play(room: Classroom, people: int = 2) -> list[ClassSeat]:
    seats = seated(room, people)
    Desk(room).begin()
    return seats


def test_from_the_briefing_through_a_role_to_the_first_choice(room: Classroom) -> None:
    seat = room.join(room.syndicates[0].code, "Ada").seat
    said = sits(
        room, seat,
        script(("A role, 1 to", "2"), ("A role, 1 to", "", Desk(room).begin), ("Your decision, 1 to", "1"),
               ("reason", "It can be mended"), ("sure", "8"), ("argument", "They were not asked"),
               ("", None)),
    )  # fmt: skip
    assert "The rule of the room" in said
    assert "Company Commander" in said
    made = room.tables["1"].run.choices["pump"][0]
    assert (made.reason, made.confidence, made.counter) == ("It can be mended", 8, "They were not asked")
    assert "Chosen. Nobody sees it yet." in said
    assert "Your seat is kept" in said


def test_others_choices_are_told_only_once_all_have_chosen_and_the_leader_decides(room: Classroom) -> None:
    seats = in_play(room)
    leader = leader_of(seats)
    other = next(seat for seat in seats if seat is not leader)
    choose(leader, 0, "mine")
    said = sits(
        room, leader.id,
        script(("look again", "x"), ("y or n", "n"), ("look again", "", lambda: choose(other, 1, "theirs")),
               ("The decision of your syndicate", "1"), ("y or n", "y"), ("Your decision, 1 to", None)),
    )  # fmt: skip
    before, _, after = said.partition("What each of you would do:")
    assert "theirs" not in before
    assert "theirs" in after
    assert "Decided by" in after
    assert "Eleven trucks" in after


def test_what_others_do_is_said_as_it_happens(room: Classroom) -> None:
    seats = in_play(room)
    choose(seats[0])
    said = sits(
        room, seats[0].id,
        script(("look again", "v", lambda: Desk(room).pause("Coffee")), ("look again", None)),
    )  # fmt: skip
    assert "* " in said
    assert "paused" in said.lower()


def test_papers_facts_messages_and_who_is_here_are_letters_at_every_prompt(room: Classroom) -> None:
    seats = in_play(room, 4)
    knows = next(seat for seat in seats if group(seat).facts)
    Desk(room).message("all", "Five minutes left")
    Desk(room).write("1", "A call", "The capital rings")
    said = sits(
        room, knows.id,
        script(("Your decision", "m"), ("Your decision", "v"), ("Your decision", "o"), ("Your decision", "y"),
               ("y or n", "y"), ("Your decision", "o"), ("Your decision", None)),
    )  # fmt: skip
    for words in (
        "To everybody.\n  Five minutes left",
        "News: A call.\n  The capital rings",
        "Known to you alone",
        ", told by ",
    ):
        assert words in said
    assert "Person 3" in said


def test_the_debrief_is_read_here_and_kept_as_a_page(
    room: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ada = in_play(room, 1)[0]
    ada.submit(cmd.Settle(inject="pump", option=choose(ada, reason="because of this")))
    Desk(room).endex()
    said = sits(
        room, ada.id,
        script(("n writes a note", "u"), ("y or n", "y"), ("n writes a note", "k"), ("n writes a note", "q")),
    )  # fmt: skip
    assert "because of this" in said
    assert room.member(ada.id).named
    (page,) = tmp_path.glob("*my-copy.html")
    assert "Written:" in said
    assert page.name in said.replace("\n", "")


def test_a_seat_taken_back_ends_with_its_sentence(room: Classroom) -> None:
    seats = in_play(room, 2)
    choose(seats[0])
    said = sits(room, seats[0].id, script(("look again", "", lambda: Desk(room).remove(seats[0].id))))
    assert "no longer yours" in said


@pytest.mark.parametrize("name", NAUGHTY[:8])
def test_hostile_names_reasons_and_news_are_only_text(room: Classroom, name: str) -> None:
    seats = in_play(room)
    for seat in seats:
        choose(seat, reason=name)
    if name.strip():
        Desk(room).message("all", name)
    sits(room, seats[0].id, script(("", "x"), ("", "m"), ("", "v"), ("", None)))


def test_a_seat_that_is_not_asked_is_told_who_is_at_work_and_then_what_moved(tmp_path: Path) -> None:
    room, (chief, adviser, _) = table(tmp_path / "quiet", quiet())

    def others_decide() -> None:
        choose(chief, 1)
        chief.submit(cmd.Settle(inject="word", option="yield"))

    said = sits(
        room, adviser.id,
        script(("look again", "s"), ("look again", "d"), ("look again", "o"), ("look again", "v"), ("look again", "x"),
               ("look again", "", others_decide), ("Your decision, 1 to", None)),
    )  # fmt: skip
    before, _, after = said.partition("What open is about.")
    assert "Others are at work: Chief decides." in before
    assert "others at work. What was for Chief is decided." in " ".join(before.split())
    assert after
    assert not [word for word in SECRET if word in said]


def test_what_came_of_the_last_inject_is_said_once_though_none_comes_up_behind_it(tmp_path: Path) -> None:
    room, seats = table(tmp_path / "quiet", quiet_last())
    said = sits(
        room, seats[1].id,
        script(("Your decision, 1 to", "g", lambda: decide_both(*seats)), ("Your decision, 1 to", "1"),
               ("look again", ""), ("look again", "", lambda: Desk(room).endex("The hour is over")),
               ("n writes a note", None)),
    )  # fmt: skip
    assert " ".join(said.split()).count("others at work. What was for Chief is decided. - Trust") == 1
    before, _, after = said.partition("ENDEX")
    assert after
    assert not [word for word in SECRET if word in before]


def test_who_is_here_says_who_is_not_asked(tmp_path: Path) -> None:
    room, (chief, *_) = table(tmp_path / "quiet", quiet())
    said = sits(room, chief.id, script(("Your decision", "v"), ("Your decision", None)))
    assert "Person 1: Adviser; is not asked." in said


def test_the_pen_is_given_and_the_answer_written_in_lines(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, clock=Clock(), scenario=discussion.scenario())[0]
    seats = seated(room, 2)
    Desk(room).begin()

    def judged() -> None:
        Desk(room).judge("1", "says_limits", "It does.")

    def voted() -> None:
        seats[1].submit(cmd.GivePen(inject="press", seat=seats[0].id))

    writer = leader_of(seats)
    steps: list[tuple[str, str | None, Act | None]] = []
    for _ in range(3):
        steps += [("The answer of your syndicate", "We own it.", None), ("look again", "", judged)]
    steps += [
        ("Who writes", "1", None),
        ("Who writes", "", voted),
        ("The answer of your syndicate", "We say so.", None),
        ("look again", None, None),
    ]
    said = sits(room, writer.id, script(*steps))
    assert "1. Person 0" in said
    assert room.tables["1"].run.texts["press"].text == "We say so."
    assert said.count("Your answer was judged by the facilitator: “It does.”") == 3


def test_the_cards_are_walked_through_in_lines_and_a_line_is_kept_for_the_group(room: Classroom) -> None:
    one, two = in_play(room)
    room.deck = Decks(room)
    Desk(room).endex()
    said = sits(
        room, one.id,
        script(("c leads by cards", "c"), ("Enter or a letter", ""), ("Enter or a letter", ""),
               ("Enter or a letter", "l", lambda: two.submit(cmd.TurnCard(card="weight", shown=False))),
               ("Enter or a letter", "d"), ("c leads by cards", "e"), ("What do you mean to do", "Ask the drivers"),
               ("c leads by cards", None)),
    )  # fmt: skip
    assert "Card 1 of 10: From memory:" in said
    assert "Keep it in front of you" in said
    assert "Card 3 of 10: What weighed most:" in said
    assert "Ask the drivers" in said.partition("What you mean to do")[2]
    talk = room.tables["1"].run.talk
    assert talk is not None
    assert talk.card == "weight"


def test_a_card_that_somebody_else_turned_is_shown_in_place_of_the_one_that_was_meant(room: Classroom) -> None:
    one, two = in_play(room)
    room.deck = Decks(room)
    Desk(room).endex()
    said = sits(
        room, one.id,
        script(("c leads by cards", "c"),
               ("Enter or a letter", "n", lambda: two.submit(cmd.TurnCard(card="ended", shown=False))),
               ("Enter or a letter", "d"), ("c leads by cards", None)),
    )  # fmt: skip
    assert "The talk is at another card by now: look again." in said
    assert "Card 2 of 10: How it ended:" in said
