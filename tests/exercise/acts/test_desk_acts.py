"""The acts of a desk: every command from an offer, what is offered is done, who may not is refused, ids come first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import ACTS, ALL, BY_ID, decide, desk_commands, offered_at_desk
from game.exercise.acts.fields import AmountField, Complaint, PickField
from game.exercise.acts.offer import Offer
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.json_codec import command_from
from game.exercise.views.facilitator_view import State
from game.record.events import Kind
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import kit
from tests.exercise.acts.test_seat_acts import filled
from tests.exercise.seating import Clock, opened

DESKS = (Right.FACILITATOR, Right.CO_FACILITATOR, Right.OBSERVER)
IN_PLAY = {
    *("hold", "let_go", "decide", "judge", "lay_aside", "tray", "news", "adjust", "minutes", "show", "pause", "resume")
}
"""What is offered while play is on, and at no other time."""


def day() -> Scenario:
    """A scenario in which every act of a desk comes up."""
    options = (kit.option("a"), kit.option("b"))
    return kit.scenario(
        [
            kit.inject("word", day=1),
            kit.inject("ours", *options, day=2, decided_by="head", expected="- They ask.\n- They wait."),
            kit.inject("text", *options, day=3, decided_by="head", answer="written", question="What do you write?"),
            {**kit.inject("extra", *options, day=9), "manual": True},
        ],
        roles={"head": {"title": "Head"}, "deputy": {"title": "Deputy"}},
    )  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, 2, admit=True, clock=Clock(), scenario=day())[0]


def offers(room: Classroom, right: Right = Right.FACILITATOR) -> Mapping[str, tuple[Offer, ...]]:
    return offered_at_desk(ENGLISH, Desk(room).snapshot(), right)


def typed(offer: Offer, **more: str) -> dict[str, str]:
    return {each.name: filled(each) for each in offer.fields} | more


def do(room: Classroom, act: str, at: int = 0, right: Right = Right.FACILITATOR, **more: str) -> None:
    """Fill an offer in and send what it becomes."""
    offer = offers(room, right)[act][at]
    for command in desk_commands(offer, typed(offer, **more), cmd.new_id()):
        Desk(room, right=right).submit(command)


def people(room: Classroom) -> list[ClassSeat]:
    return [ClassSeat(room, room.join(room.syndicates[at].code, name).seat) for at, name in ((0, "Ada"), (1, "Bo"))]


def whole_day(room: Classroom) -> Iterator[State]:
    """A day by offers alone, in which each act comes up; stops wherever something new can be done."""
    ada, _ = people(room)
    room.join(room.syndicates[0].code, "Cy")
    yield State.LOBBY
    for _ in range(3):
        do(room, "admit")
    do(room, "roles", roles="head")
    ada.submit(cmd.ReadBriefing())
    do(room, "give_desk")
    yield State.LOBBY
    do(room, "begin")
    yield State.RUNNING
    do(room, "hold")
    for act in ("tray", "news", "message"):
        do(room, act)
    yield State.RUNNING
    do(room, "let_go")
    do(room, "lay_aside")
    yield State.RUNNING
    do(room, "decide")
    ada.submit(cmd.WriteAnswer(inject="text", text="We hold."))
    yield State.RUNNING
    do(room, "judge")
    do(room, "pause")
    yield State.PAUSED
    do(room, "resume")
    do(room, "endex")
    yield State.ENDEX


def test_where_time_is_up_nothing_is_said_to_be_by_hand_that_the_timer_may_take(room: Classroom) -> None:
    for _ in whole_day(room):
        if offers(room)["decide"]:
            break
    view = Desk(room).snapshot()
    late = replace(view, syndicates=tuple(replace(each, seconds=0) for each in view.syndicates))
    by_hand, up = (decide(ENGLISH, each)[0] for each in (view, late))
    assert by_hand.says == "It is decided by your hand, and the report says so."
    assert [each.name for each in up.fields] == ["option", "how", "reason"]
    assert up.says == "The report says how it was taken."


def test_every_command_of_a_desk_is_built_from_an_offer_and_every_act_is_done_by_one(tmp_path: Path) -> None:
    """At each stop every offer is filled in and sent, each in a class of its own: what is offered is done."""
    kinds: set[type[cmd.Command]] = set()
    acts: set[str] = set()
    stops = len(list(whole_day(opened(tmp_path / "whole", 2, True, Clock(), day())[0])))
    for stop in range(stops):
        first = room_at(tmp_path / f"{stop}", stop)
        for act, some in offers(first).items():
            if not some or act in acts:
                continue
            acts.add(act)
            here = room_at(tmp_path / f"{stop}-{act}", stop)
            for command in desk_commands(some[0], typed(some[0]), cmd.new_id()):
                kinds.add(type(command))
                before = here.record()
                Desk(here).submit(command)
                assert here.record() != before, act
                Desk(here).submit(command)  # sent again: answered as done, though it may be offered no more
                with pytest.raises(Refused):  # a seat's door knows none of them
                    command_from({"do": act, "id": command.id})
            here.close()
        first.close()
    assert acts == set(BY_ID)
    assert kinds == {act.command for act in ACTS} == every_kind()


def every_kind() -> set[type[cmd.DeskCommand]]:
    known = {each for each in vars(cmd).values() if isinstance(each, type) and issubclass(each, cmd.DeskCommand)}
    return known - {cmd.DeskCommand, cmd.Reasoned}


def room_at(folder: Path, stop: int) -> Classroom:
    """A class that has come to the so-many-th stop of the day."""
    room = opened(folder, 2, True, Clock(), day())[0]
    for at, _ in enumerate(whole_day(room)):
        if at == stop:
            break
    return room


def test_each_state_offers_what_can_be_done_then_and_no_more(room: Classroom) -> None:
    for state in whole_day(room):
        assert Desk(room).snapshot().state is state
        for right in DESKS:
            now = offers(room, right)
            assert set(now) == {act.id for act in ACTS if right in act.rights}
            can = {act for act, some in now.items() if some}
            if state in (State.LOBBY, State.ENDEX):
                assert not can & IN_PLAY
            if right is Right.FACILITATOR:
                assert ("begin" in can) == (state is State.LOBBY)
                assert ("endex" in can) == (state is not State.ENDEX)


@pytest.mark.parametrize("right", DESKS)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.id)
def test_who_may_not_is_refused_by_the_classroom_and_not_by_the_page(tmp_path: Path, act: object, right: Right) -> None:
    known = BY_ID[act.id]  # type: ignore[attr-defined]
    if right in known.rights:
        return
    room = room_at(tmp_path, 2)
    fields = {
        name: {"int": 1, "bool": True, "tuple[str, ...]": ()}.get(str(field.type), "1")
        for name, field in known.command.__dataclass_fields__.items()
    }
    before = room.record()
    with pytest.raises(Refused, match="your desk may not do this: it is for the facilitator"):
        Desk(room, right=right).submit(known.command(**{**fields, "id": cmd.new_id()}))
    assert room.record() == before


def test_an_observer_marks_ticks_and_notes_and_changes_nothing_of_play(room: Classroom) -> None:
    for stop, _ in enumerate(whole_day(room)):
        if stop == 4:
            break
    can = {act for act, some in offers(room, Right.OBSERVER).items() if some}
    assert can == {"observe", "tick", "note"}
    runs = room.record().runs
    for act in can:
        do(room, act, right=Right.OBSERVER)
    assert room.record().runs == runs
    row = Desk(room).snapshot().syndicates[0]
    assert (row.expected, row.seen) == (("They ask.", "They wait."), (0,))
    do(room, "tick")  # the same place now takes it back
    assert Desk(room).snapshot().syndicates[0].seen == ()


def test_what_goes_to_all_is_one_command_each_under_an_id_of_its_own(room: Classroom) -> None:
    next(stops := whole_day(room))
    for _ in (1, 2):
        next(stops)
    (offer,) = offers(room)["hold"]
    sent = desk_commands(offer, typed(offer, syndicate=ALL), "0" * 32)
    assert [each.syndicate for each in sent] == ["1", "2"]
    assert sent == desk_commands(offer, typed(offer, syndicate=ALL), "0" * 32)
    assert len({each.id for each in sent}) == 2
    for each in sent:
        Desk(room).submit(each)
    assert Desk(room).snapshot().state is State.HELD


def test_roles_that_changed_while_the_boxes_stood_open_are_not_taken_away(room: Classroom) -> None:
    ada, _ = people(room)
    Desk(room).admit(ada.id)
    (offer,) = offers(room)["roles"]
    ada.submit(cmd.TakeRole(role="deputy"))
    with pytest.raises(Refused, match="changed meanwhile"):
        Desk(room).submit(desk_commands(offer, typed(offer, roles="head"), cmd.new_id())[0])
    do(room, "roles", roles="head deputy")
    assert room.roles(ada.id) == {"head", "deputy"}


def test_the_boxes_of_roles_stand_as_they_are_held(room: Classroom) -> None:
    ada, _ = people(room)
    Desk(room).admit(ada.id)
    do(room, "roles", roles="deputy")
    (field,) = offers(room)["roles"][0].fields
    assert isinstance(field, PickField)
    assert (field.first, field.several) == ("deputy", True)
    do(room, "roles", roles="")
    assert room.roles(ada.id) == set()


def test_a_timer_is_asked_of_where_time_is_up_and_only_there(tmp_path: Path) -> None:
    clock = Clock()
    room = opened(tmp_path, 1, clock=clock)[0]
    room.join(room.syndicates[0].code, "Ada")
    Desk(room).begin()
    assert [each.name for each in offers(room)["decide"][0].fields] == ["option", "reason"]
    clock.passes(3_600)
    assert [each.name for each in offers(room)["decide"][0].fields] == ["option", "how", "reason"]
    do(room, "decide")
    assert room.log.events("1")[-1].data["how"] == "timer"


def test_a_strange_field_and_a_change_that_is_none_are_complained_of(room: Classroom) -> None:
    for stop, _ in enumerate(whole_day(room)):
        if stop == 2:
            break
    offer = offers(room)["adjust"][0]
    assert any(isinstance(each, AmountField) for each in offer.fields)
    for wrong in ({"effect": "much"}, {"reason": " "}, {"gauge": "none"}, {"action": "x"}):
        with pytest.raises(Complaint):
            desk_commands(offer, typed(offer, **wrong), cmd.new_id())


def test_by_is_whoever_sits_at_that_desk(room: Classroom) -> None:
    Desk(room, by="desk 2", right=Right.OBSERVER).submit(cmd.NoteForAll(text="They laughed."))
    event = room.log.events("class")[-1]
    assert (event.by, event.kind) == ("desk 2", Kind.OBSERVATION_MADE)
