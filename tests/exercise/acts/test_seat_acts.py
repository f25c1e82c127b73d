"""The acts of a seat: every command from an offer, what is offered is done, and what is not offered is refused."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.fields import ActField, PickField, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import BY_ID, offered
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.json_codec import COMMANDS, command_from, command_json
from game.exercise.run.run_session import LocalSeat
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase, Stage
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import discussion, kit
from tests.exercise.seating import Clock, group, opened, shelf, stage

PLAYED = (
    "read_briefing",
    "take_role",
    "foretell",
    "open",
    "tell",
    "choose",
    "vote",
    "settle",
    "pen",
    "write",
    "acknowledge",
)
"""Acts that bring a class on, in the order in which a seat does them."""


def filled(field: ActField) -> str:
    """An answer that will do."""
    match field:
        case PickField(rows=rows):
            return next(row.id for row in rows if not row.closed)
        case WholeField(high=high):
            return str(high)
        case TextField():
            return "Because it holds."
        case YesField():
            return "yes"
        case _:
            return "1"


def built(offer: Offer) -> tuple[cmd.Command, ...]:
    """What an offer becomes, filled in."""
    values = offer.read({each.name: filled(each) for each in offer.fields})
    return BY_ID[offer.act].build(offer, values, cmd.new_id())


def everything() -> Scenario:
    """A scenario in which every act of a class comes up."""
    options = (kit.option("a"), kit.option("b"))
    papers = [kit.document(), kit.document(to=["deputy"])]
    return kit.scenario(
        [
            kit.inject("word", day=1),
            kit.inject("ours", *options, day=2, decided_by="head", documents=papers, private={"deputy": "She knows."}),
            kit.inject("vote", *options, day=3, decided_by="vote"),
            kit.inject("text", *options, day=4, decided_by="head", answer="written", question="What do you write?"),
            kit.inject("pen", *options, day=5, decided_by="vote", answer="written", question="Who writes?"),
        ],
        roles={"head": {"title": "Head"}, "deputy": {"title": "Deputy"}},
        forecasts=[{"id": "rain", "ask": "How likely is rain?", "inject": "ours", "about": "trust > 50"}],
        questions=[{"id": "sure", "ask": "How sure are you?", "when": "both", "scale": 5}],
    )  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, 1, clock=Clock(), scenario=everything())[0]


def test_every_command_of_a_class_is_built_from_an_offer_and_what_is_not_offered_is_refused(room: Classroom) -> None:
    desk, code = Desk(room), room.syndicates[0].code
    seats = [ClassSeat(room, room.join(code, name).seat) for name in ("Ada", "Bram")]
    kinds: set[type[cmd.Command]] = set()
    known: dict[tuple[str, ...], cmd.Command] = {}
    for turn in range(60):
        if turn == 6:
            desk.begin()
        if (row := desk.snapshot().syndicates[0]).answer:
            desk.judge("1", row.options[0].id, "It holds.")
        if turn == 40:
            assert stage(seats[0]) is Stage.ENDED
            room.deck = lambda syndicate: {}
            desk.endex()
        seat = seats[turn % 2]
        offers = offered(ENGLISH, seat.snapshot())
        now = {each.key: each for some in offers.values() for each in some}
        for command in (made for each in now.values() for made in built(each)):
            assert command_from(command_json(command)) == command
            kinds.add(type(command))
        for key, command in known.items():
            if ":".join(key[1:]) not in now and key[0] == seat.id:
                with pytest.raises(Refused):
                    seat.submit(replace(command, id=cmd.new_id()))
        for each in now.values():
            if each.act not in ("note", "names", "answer"):
                known[seat.id, each.key] = built(each)[-1]
        act = next((act for act in PLAYED if offers[act] and not done_already(act, seat, offers)), None)
        for command in built(offers[act][0]) if act else ():
            seat.submit(command)
    assert kinds == set(COMMANDS.values())


def done_already(act: str, seat: ClassSeat, offers: Mapping[str, tuple[Offer, ...]]) -> bool:
    """What may be done again, and would be for ever."""
    view = seat.snapshot()
    assert view.group is not None
    match act:
        case "choose":
            return bool(view.group.mine)
        case "vote" | "pen":
            return bool(view.group.my_vote)
        case "open":
            return view.inject is not None and view.inject.documents[0].opened
        case "foretell":
            return view.inject is not None and view.inject.forecasts[0].percent is not None
        case "take_role":
            return bool(view.roles)
    return False


def test_whoever_plays_alone_plays_by_offers_too(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(everything(), 7)
    seat, kinds = table.seat(ALONE), set()
    while (view := seat.snapshot()).phase is not Phase.OVER:
        offers = offered(ENGLISH, view)
        act = next(act for act in ("read_briefing", "write", "decide", "acknowledge") if offers[act])
        for command in built(offers[act][0]):
            kinds.add(type(command))
            seat.submit(command)
    assert kinds == {cmd.ReadBriefing, cmd.WriteAnswer, cmd.Decide, cmd.Acknowledge, cmd.Foretell}


def test_what_is_typed_under_a_pause_rests_and_is_not_sent(room: Classroom) -> None:
    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    for act in ("read_briefing", "take_role"):
        seat.submit(built(offered(ENGLISH, seat.snapshot())[act][0])[0])
    Desk(room).begin()
    seat.submit(built(offered(ENGLISH, seat.snapshot())["acknowledge"][0])[0])
    Desk(room).pause("Coffee")
    (offer,) = offered(ENGLISH, seat.snapshot())["choose"]
    assert offer.rests.startswith("PAUSED")
    with pytest.raises(Refused, match="PAUSED"):
        seat.submit(built(offer)[-1])


def test_a_choice_brings_its_forecasts_and_sent_again_nothing_twice(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(everything(), 7)
    seat: LocalSeat = table.seat(ALONE)
    for act in ("read_briefing", "acknowledge"):
        seat.submit(built(offered(ENGLISH, seat.snapshot())[act][0])[0])
    (offer,) = offered(ENGLISH, seat.snapshot())["decide"]
    values = offer.read({each.name: filled(each) for each in offer.fields})
    sent = BY_ID["decide"].build(offer, values, "0" * 32)
    assert [type(each) for each in sent] == [cmd.Foretell, cmd.Decide]
    assert BY_ID["decide"].build(offer, values, "0" * 32) == sent
    for _ in range(2):
        for each in sent:
            seat.submit(each)
    assert len(table.run.forecasts) == len(table.run.decisions) == 1


def test_a_written_answer_is_judged_and_not_decided_on(tmp_path: Path) -> None:
    table = shelf(tmp_path) and Library(tmp_path).begin(discussion.scenario(), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    assert offered(ENGLISH, seat.snapshot())["decide"] == ()
    seat.submit(built(offered(ENGLISH, seat.snapshot())["write"][0])[0])
    (pick,) = (each for each in offered(ENGLISH, seat.snapshot())["decide"][0].fields if isinstance(each, PickField))
    assert pick.then == "You judge your answer: {picked}"


def test_at_the_door_nothing_is_offered(tmp_path: Path) -> None:
    room = opened(tmp_path, admit=True, clock=Clock())[0]
    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    assert group(seat).stage is Stage.LOBBY
    assert offered(ENGLISH, seat.snapshot()) == {}
