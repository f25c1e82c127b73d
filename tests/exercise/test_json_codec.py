"""Views and commands on the wire: what goes out comes back the same; what comes in forged becomes nothing."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise import commands as cmd
from game.exercise import json_codec
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.rehearsal import Rehearsal
from game.exercise.commands import Refused
from tests.exercise.seating import opened

ONE_OF_EACH = (
    cmd.ReadBriefing(), cmd.TakeRole(role="srsg"), cmd.GiveRoleBack(role="srsg"),
    cmd.OpenDocument(inject="a", document=2), cmd.Choose(inject="a", option="b"),
    cmd.ShareFact(inject="a", role="srsg"), cmd.Foretell(forecast="f", percent=30),
    cmd.Recall(prompt="weighed", pick="a", text="so"),
    cmd.Choose(inject="a", option="b", confidence=7, reason="Grüße, 東京", counter="…"),
    cmd.ShowChoices(inject="a"), cmd.Vote(inject="a", option="b"), cmd.Settle(inject="a", option="b"),
    cmd.GivePen(inject="a", seat="s2"), cmd.WriteAnswer(inject="a", text="Wir, 東京.\nZwei."),
    cmd.Acknowledge(inject="a"), cmd.AddNote(text="a note"), cmd.Answer(question="q", answer=3, then=True),
    cmd.Consent(names=True), cmd.TurnCard(card="recall", shown=True, text="Grüße"),
    cmd.CommitAction(text="Ask", owner="Engineers", due="May", priority=1),
)  # fmt: skip


@pytest.mark.parametrize("command", ONE_OF_EACH, ids=lambda each: type(each).__name__)
def test_a_command_comes_back_as_it_went_out(command: cmd.Command) -> None:
    assert json_codec.command_from(json.loads(json.dumps(json_codec.command_json(command)))) == command


def test_every_command_of_a_class_has_a_word() -> None:
    assert {type(command) for command in ONE_OF_EACH} == set(json_codec.COMMANDS.values())


def test_what_a_person_alone_may_do_has_no_word() -> None:
    """Decide is choice and decision in one: in a class it would pass the others by."""
    assert cmd.Decide not in json_codec.COMMANDS.values()


def test_every_view_of_a_whole_exercise_comes_back_as_it_went_out(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1)
    rehearsal = Rehearsal.join(room)
    seen = set()
    for turn in range(120):
        rehearsal.tick()
        if turn == 10:
            Desk(room).begin()
        for seat in rehearsal.seats:
            view = seat.snapshot()
            assert view.group is not None
            seen.add(view.group.stage)
            assert json_codec.view_from(json.loads(json.dumps(json_codec.view_json(view)))) == view
    assert len(seen) >= 5


GOOD: dict[str, Any] = {"do": "choose", "id": "0" * 32, "inject": "a", "option": "b"}


@pytest.mark.parametrize(
    "forged",
    [
        None, [], "choose", 5, {}, {"do": "choose"}, GOOD | {"do": "decide"}, GOOD | {"do": None},
        GOOD | {"do": "Choose"},
        GOOD | {"id": "x"}, GOOD | {"id": "../../etc"}, GOOD | {"id": "0" * 65}, GOOD | {"id": "a" * 31 + ":"},
        GOOD | {"id": None}, GOOD | {"id": 10**40}, GOOD | {"inject": 5}, GOOD | {"inject": None}, GOOD | {"more": 1},
        GOOD | {"confidence": "7"}, GOOD | {"confidence": 7.5}, GOOD | {"confidence": True}, GOOD | {"reason": ["x"]},
        {"do": "open_document", "id": "0" * 32, "inject": "a", "document": "1"},
        {"do": "consent", "id": "0" * 32, "names": "yes"}, {"do": "consent", "id": "0" * 32},
        GOOD | {"inject": "\ud800"}, GOOD | {"__class__": "os"},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_command_becomes_none(forged: object) -> None:
    with pytest.raises(Refused):
        json_codec.command_from(forged)


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner)
)
fields = st.dictionaries(
    st.sampled_from(["do", "id", "inject", "option", "document", "role", "text", "names"]), anything
)


@given(anything | fields | fields.map(lambda made: GOOD | made))
def test_nothing_on_the_wire_does_more_than_be_refused(said: object) -> None:
    try:
        made = json_codec.command_from(said)
    except Refused:
        return
    assert type(made) in json_codec.COMMANDS.values()


def test_a_view_of_another_version_is_refused_in_a_sentence(room: Classroom) -> None:
    from game.exercise.classroom.participant_session import ClassSeat

    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    data = json_codec.view_json(seat.snapshot())
    for wrong in ({}, None, [data], {key: value for key, value in data.items() if key != "group"} | {"day": "later"}):
        with pytest.raises(Refused, match="another version"):
            json_codec.view_from(wrong)


def test_a_repeated_command_on_the_wire_is_done_once(room: Classroom) -> None:
    from game.exercise.classroom.participant_session import ClassSeat

    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    note = cmd.AddNote(text="once")
    for _ in range(3):
        seat.submit(json_codec.command_from(json.loads(json.dumps(json_codec.command_json(note)))))
    assert [text for _, text in seat.snapshot().notes] == ["once"]
    seat.submit(replace(note, id="f" * 32))
    assert len(seat.snapshot().notes) == 2
