"""A class: joining, private choices, the spread, decisions by leader and by vote, the facilitator's acts."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import CLASS, Classroom
from game.exercise.classroom.facilitator_session import Desk, State
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.rehearsal import Rehearsal
from game.exercise.commands import Refused
from game.exercise.views.seat_view import Phase, Stage
from game.record.events import Kind
from game.record.log import RecordError
from tests.exercise.seating import Clock, choose, choose_all, leader_of, opened, seated, shelf, stage, texts

# --- joining


def test_a_code_is_read_in_small_letters_and_without_its_dash(room: Classroom) -> None:
    code = room.syndicates[1].code
    joined = room.join(f" {code.lower().replace('-', ' ')} ", "Ada")
    assert room.member(joined.seat).syndicate == "2"


def test_syndicates_stand_in_the_order_of_their_numbers_over_a_restart(tmp_path: Path) -> None:
    room = opened(tmp_path, 12)[0]
    room.close()
    assert [each.id for each in shelf(tmp_path).reopen(room.name).syndicates] == [str(n) for n in range(1, 13)]


@pytest.mark.parametrize("code", ["", "ZZZZ-9", "4SXU", "<b>", "A" * 10_000])
def test_a_wrong_code_lets_nobody_in(room: Classroom, code: str) -> None:
    with pytest.raises(Refused, match="no syndicate has this code"):
        room.join(code, "Ada")


def test_a_name_is_cleaned_and_two_people_of_one_name_are_told_apart(room: Classroom) -> None:
    code = room.syndicates[0].code
    seats = [room.join(code, "[b]Ada[/b]\x1b[2J") for _ in range(2)]
    names = [room.member(seat.seat).name for seat in seats]
    assert names[0] != names[1]
    assert all("\x1b" not in name for name in names)


def test_a_token_is_kept_only_as_its_hash(room: Classroom, tmp_path: Path) -> None:
    joined = room.join(room.syndicates[0].code, "Ada")
    room.close()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert joined.token.encode() not in written


def test_a_token_that_was_taken_back_opens_nothing(room: Classroom) -> None:
    joined = room.join(room.syndicates[0].code, "Ada")
    assert room.seat_of(joined.token) == joined.seat
    Desk(room).remove(joined.seat, "left early")
    assert room.seat_of(joined.token) is None
    with pytest.raises(Refused, match="no longer yours"):
        ClassSeat(room, joined.seat).snapshot()


def test_a_token_that_was_given_back_opens_nothing_even_on_a_host_that_was_started_again(tmp_path: Path) -> None:
    room, facilitator = opened(tmp_path, 1)
    joined, other = (room.join(room.syndicates[0].code, name) for name in ("Ada", "Ben"))
    room.give_back(joined.token)
    room.give_back(joined.token)
    room.give_back(facilitator)
    room.give_back("x" * 43)
    room.close()
    again = shelf(tmp_path, Clock()).reopen(room.name)
    assert again.seat_of(joined.token) is None
    assert again.seat_of(other.token) == other.seat
    assert not again.is_facilitator(facilitator)
    assert not again.member(joined.seat).removed  # the seat is still there, for the facilitator to give
    again.close()


def test_at_the_door_nothing_is_seen_but_the_title(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1, admit=True)
    seat = ClassSeat(room, room.join(room.syndicates[0].code, "Ada").seat)
    view = seat.snapshot()
    assert stage(seat) is Stage.LOBBY
    assert not any((view.setting, view.roles, view.gauges, view.inject, view.table, view.lessons))
    with pytest.raises(Refused, match="not let in"):
        seat.submit(cmd.ReadBriefing())
    Desk(room).admit(seat.id)
    assert seat.snapshot().setting


# --- choosing and deciding


def test_before_play_begins_no_inject_is_seen(room: Classroom) -> None:
    seat = seated(room, 1)[0]
    assert stage(seat) is Stage.READY
    assert seat.snapshot().inject is None
    with pytest.raises(Refused, match="facilitator begins"):
        seat.submit(cmd.Choose(inject="pump", option="pump_today"))


def test_a_choice_is_nobodys_business_until_all_have_chosen(room: Classroom) -> None:
    seats = seated(room, 3)
    Desk(room).begin()
    choose(seats[0], reason="a secret reason")
    assert "a secret reason" not in repr(seats[1].snapshot())
    assert stage(seats[0]) is Stage.CHOSEN
    choose(seats[1])
    choose(seats[2])
    assert stage(leader_of(seats)) is Stage.TALK
    assert "a secret reason" in repr(seats[1].snapshot())


def test_after_the_spread_nobody_changes_a_choice(room: Classroom) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    for seat in seats:
        choose(seat)
    with pytest.raises(Refused, match="shown already"):
        choose(seats[0], 1)


def test_only_the_deciding_role_decides(room: Classroom) -> None:
    seats = seated(room, 3)
    Desk(room).begin()
    option = choose_all(seats)
    other = next(seat for seat in seats if not seat.leads())
    with pytest.raises(Refused, match="not for this seat"):
        other.submit(cmd.Settle(inject="pump", option=option))
    leader_of(seats).submit(cmd.Settle(inject="pump", option=option))
    assert all(seat.snapshot().outcome for seat in seats)


def test_a_repeated_command_is_answered_as_done(room: Classroom) -> None:
    seats = seated(room, 1)
    Desk(room).begin()
    option = choose(seats[0])
    command = cmd.Settle(inject="pump", option=option)
    seats[0].submit(command)
    seats[0].submit(command)
    assert len(seats[0].table.run.decisions) == 1


def test_where_nobody_holds_the_role_the_facilitator_decides(room: Classroom) -> None:
    code = room.syndicates[0].code
    seat = ClassSeat(room, room.join(code, "Ada").seat)
    seat.submit(cmd.ReadBriefing())
    desk = Desk(room)
    desk.begin()
    option = choose(seat)
    with pytest.raises(Refused):
        seat.submit(cmd.Settle(inject="pump", option=option))
    desk.decide("1", option)
    assert str(seat.table.run.decisions[0].how) == "facilitator"


def test_the_last_vote_decides_and_a_tie_goes_to_the_facilitator(room: Classroom) -> None:
    seats = seated(room, 2)
    desk = Desk(room)
    desk.begin()
    while (inject := seats[0].snapshot().inject) is not None and inject.id != "what_changed":
        if inject.options:
            option = choose_all(seats)
            leader_of(seats).submit(cmd.Settle(inject=inject.id, option=option))
        else:
            leader_of(seats).submit(cmd.Acknowledge(inject=inject.id))
    options = [choose(seat, number) for number, seat in enumerate(seats)]
    assert stage(seats[0]) is Stage.VOTE
    for seat, option in zip(seats, options, strict=True):
        seat.submit(cmd.Vote(inject="what_changed", option=option))
    assert stage(seats[0]) is Stage.VOTE
    assert "tied" in repr(seats[0].snapshot().group)
    seats[1].submit(cmd.Vote(inject="what_changed", option=options[0]))
    assert seats[0].snapshot().phase is Phase.OVER
    assert str(seats[0].table.run.decisions[-1].how) == "vote"


# --- who sees what


def test_a_seat_sees_only_the_papers_and_facts_of_its_roles(room: Classroom) -> None:
    seats = seated(room, 4)
    Desk(room).begin()
    scenario = room.scenario
    inject = scenario.injects[0]
    for seat in seats:
        shown = texts(seat.snapshot())
        for role, fact in inject.private:
            assert (fact in shown) == (role in room.roles(seat.id))
        for role in scenario.roles:
            assert (role.brief in shown) == (role.id in room.roles(seat.id))


def test_a_syndicate_sees_nothing_of_another(room: Classroom) -> None:
    ours, theirs = seated(room, 1, 0), seated(room, 1, 1)
    Desk(room).begin()
    choose(theirs[0], reason="over there")
    theirs[0].submit(cmd.AddNote(text="a note over there"))
    Desk(room).message("syndicate 2", "for them alone")
    shown = repr(ours[0].snapshot())
    assert not any(text in shown for text in ("over there", "for them alone"))


def test_both_syndicates_have_the_same_luck(room: Classroom) -> None:
    ours, theirs = seated(room, 1, 0), seated(room, 1, 1)
    Desk(room).begin()
    for seat in (*ours, *theirs):
        seat.submit(cmd.Settle(inject="pump", option=choose(seat)))
    assert ours[0].snapshot().outcome == theirs[0].snapshot().outcome


# --- the facilitator


def test_a_pause_stops_everybody_and_takes_no_time(room: Classroom, clock: Clock) -> None:
    seats = seated(room, 1)
    desk = Desk(room)
    desk.begin()
    before = room.seconds_left("1")
    desk.pause("fire drill")
    assert stage(seats[0]) is Stage.PAUSED
    with pytest.raises(Refused, match="PAUSED"):
        choose(seats[0])
    clock.passes(600)
    desk.resume()
    assert room.seconds_left("1") == before


def test_at_zero_nothing_happens_by_itself(room: Classroom, clock: Clock) -> None:
    seats = seated(room, 1)
    Desk(room).begin()
    clock.passes(3600)
    left = room.seconds_left("1")
    assert left is not None
    assert left < 0
    assert stage(seats[0]) is Stage.CHOOSE


def test_a_held_syndicate_waits_and_the_other_goes_on(room: Classroom) -> None:
    ours, theirs = seated(room, 1, 0), seated(room, 1, 1)
    desk = Desk(room)
    desk.begin()
    desk.hold("1")
    assert stage(ours[0]) is Stage.HELD
    assert stage(theirs[0]) is Stage.CHOOSE
    desk.let_go("1")
    assert stage(ours[0]) is Stage.CHOOSE


def test_an_inject_from_the_tray_comes_up_next_and_only_once(room: Classroom) -> None:
    seats = seated(room, 1)
    desk = Desk(room)
    desk.begin()
    tray = desk.snapshot().tray[0][0]
    desk.release("1", tray)
    with pytest.raises(Refused, match="already"):
        desk.release("1", tray)
    seats[0].submit(cmd.Settle(inject="pump", option=choose(seats[0])))
    played = seats[0].table.run.state.played
    index = room.scenario.inject_index[tray]
    assert seats[0].snapshot().inject.id == tray or played[index] != -2 or room.scenario.injects[index].when  # type: ignore[union-attr]


def test_a_change_by_hand_needs_a_reason_and_is_told_as_the_facilitators(room: Classroom) -> None:
    seats = seated(room, 1)
    desk = Desk(room)
    desk.begin()
    with pytest.raises(Refused, match="reason"):
        desk.adjust("1", "public_trust", "5", " ")
    with pytest.raises(Refused, match="whole number"):
        desk.adjust("1", "public_trust", "five", "a rumour")
    desk.adjust("1", "public_trust", "= 40", "a rumour")
    desk.adjust("1", "public_trust", "+5", "and another")
    view = seats[0].snapshot()
    assert next(gauge for gauge in view.gauges if gauge.id == "public_trust").value == 45
    assert [reason for _, _, reason in seats[0].table.run.adjusted] == ["a rumour", "and another"]


def test_endex_ends_play_for_everybody_and_keeps_every_decision(room: Classroom) -> None:
    seats = seated(room, 1)
    desk = Desk(room)
    desk.begin()
    seats[0].submit(cmd.Settle(inject="pump", option=choose(seats[0])))
    desk.endex("time")
    assert desk.snapshot().state is State.ENDEX
    assert stage(seats[0]) is Stage.ENDEX
    assert seats[0].snapshot().phase is Phase.OVER
    assert len(seats[0].table.run.decisions) == 1
    with pytest.raises(Refused, match="ENDEX"):
        seats[0].submit(cmd.Choose(inject="eleven_trucks", option="ring_first"))
    seats[0].submit(cmd.AddNote(text="for the hot wash"))


def test_a_class_that_was_stopped_comes_back_paused_with_everything(tmp_path: Path, clock: Clock) -> None:
    room, token = opened(tmp_path, 1, clock=clock)
    seats = seated(room, 2)
    Desk(room).begin()
    choose(seats[0], reason="kept")
    shown = seats[0].snapshot()
    left = room.seconds_left("1")
    room.close()
    clock.passes(3600)
    again = shelf(tmp_path, clock).reopen(room.name)
    seat = ClassSeat(again, seats[0].id)
    assert stage(seat) is Stage.PAUSED
    assert again.is_facilitator(token)
    Desk(again).resume()
    assert seat.snapshot().inject == shown.inject
    assert seat.snapshot().group.mine == shown.group.mine  # type: ignore[union-attr]
    assert again.seconds_left("1") == left


def test_a_class_is_open_on_one_host_at_a_time(room: Classroom, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="another window"):
        shelf(tmp_path).reopen(room.name)


def test_a_rehearsal_plays_the_whole_day(tmp_path: Path) -> None:
    room, _ = opened(tmp_path)
    rehearsal = Rehearsal.join(room)
    for _ in range(20):
        rehearsal.tick()
    Desk(room).begin()
    for _ in range(600):
        rehearsal.tick()
    assert all(table.run.state.over for table in room.tables.values())


def test_a_class_that_is_opened_again_waits_once_and_not_before_it_began_or_after_its_end(tmp_path: Path) -> None:
    def pauses() -> int:
        room = shelf(tmp_path).reopen(name)
        found = [event for event in room.log.events(CLASS) if event.kind is Kind.PAUSED]
        room.close()
        return len(found)

    room = opened(tmp_path, 1)[0]
    name = room.name
    room.close()
    assert pauses() == 0
    room = shelf(tmp_path).reopen(name)
    seated(room, 1)
    Desk(room).begin()
    room.close()
    assert pauses() == 1
    assert pauses() == 1
    room = shelf(tmp_path).reopen(name)
    Desk(room).resume("here again")
    Desk(room).endex("time")
    room.close()
    assert pauses() == 1
