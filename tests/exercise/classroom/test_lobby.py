"""The lobby and the seats: roles taken, dealt and given back; seats moved, merged, taken back; who waits for whom."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.desk_acts import desk_commands, merge
from game.exercise.classroom.capacity import (
    A_SYNDICATE,
    AT_DOOR,
    LARGE_SEATS,
    MAX_SEATS,
    MAX_SYNDICATES,
    seats_of_a_syndicate,
)
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.facilitator_view import Namesake
from game.exercise.views.seat_view import Stage
from game.words import ENGLISH
from tests.exercise.seating import choose, choose_all, group, leader_of, opened, seated, stage


def sit(room: Classroom, name: str = "Ada", syndicate: int = 0) -> ClassSeat:
    return ClassSeat(room, room.join(room.syndicates[syndicate].code, name).seat)


def holders(seat: ClassSeat) -> dict[str, str]:
    """Who holds which role, as a seat sees it."""
    return {chair.id: chair.holder for chair in group(seat).chairs}


def test_who_comes_again_under_the_same_name_is_told_how_to_get_the_seat_back_and_the_desk_offers_it(
    room: Classroom,
) -> None:
    away: set[str] = set()
    desk = Desk(room, lambda seat: seat not in away)
    old, other = sit(room, "Lt Berg"), sit(room, "Lt Berg", 1)
    old.submit(cmd.TakeRole(role="company_commander"))
    again = sit(room, "lt berg (2)")
    told = "Somebody called Lt Berg is here already: if that is you, ask the facilitator to give you your seat back."
    assert told in str(group(again).says)
    assert not any("called" in str(group(each).says) for each in (old, other))
    rows = {each.seat: each for each in desk.snapshot().syndicates[0].seats}
    assert rows[again.id].perhaps is None  # both are here: two people may share a name
    away.add(old.id)
    view = desk.snapshot()
    rows = {each.seat: each for each in view.syndicates[0].seats}
    assert (rows[again.id].perhaps, rows[old.id].perhaps) == (Namesake(old.id, "Lt Berg"), None)
    (offer,) = (each for each in merge(ENGLISH, view) if dict(each.given)["seat"] == again.id)
    assert offer.fields[0].first == old.id
    Desk(room).give_roles(again.id, ["humanitarian_liaison"])
    again.submit(cmd.ReadBriefing())  # settled: a namesake, or merged later
    assert told not in str(group(again).says)
    (sent,) = desk_commands(offer, {"into": offer.fields[0].first}, "0" * 32)
    desk.submit(sent)
    assert room.member(old.id).roles == ("company_commander", "humanitarian_liaison")


# --- roles


def test_a_free_role_is_taken_and_given_back(room: Classroom) -> None:
    ada = sit(room)
    ada.submit(cmd.TakeRole(role="company_commander"))
    assert holders(ada)["company_commander"] == "Ada"
    assert [card.id for card in ada.snapshot().roles] == ["company_commander"]
    ada.submit(cmd.GiveRoleBack(role="company_commander"))
    assert holders(ada)["company_commander"] == ""


def test_one_person_may_hold_several_roles(room: Classroom) -> None:
    ada = sit(room)
    for role in ("company_commander", "humanitarian_liaison"):
        ada.submit(cmd.TakeRole(role=role))
    assert room.roles(ada.id) == {"company_commander", "humanitarian_liaison"}


def test_a_role_that_somebody_holds_is_not_taken_from_them(room: Classroom) -> None:
    ada, bram = sit(room), sit(room, "Bram")
    ada.submit(cmd.TakeRole(role="company_commander"))
    with pytest.raises(Refused, match="Ada is Company Commander already"):
        bram.submit(cmd.TakeRole(role="company_commander"))


def test_the_same_role_is_free_in_the_other_syndicate(room: Classroom) -> None:
    ada, theirs = sit(room), sit(room, "Bram", 1)
    ada.submit(cmd.TakeRole(role="company_commander"))
    theirs.submit(cmd.TakeRole(role="company_commander"))
    assert holders(ada)["company_commander"] == "Ada"
    assert holders(theirs)["company_commander"] == "Bram"


def test_once_play_has_begun_only_the_facilitator_gives_roles(room: Classroom) -> None:
    ada = sit(room)
    Desk(room).begin()
    with pytest.raises(Refused, match="facilitator gives roles now"):
        ada.submit(cmd.TakeRole(role="company_commander"))
    Desk(room).give_roles(ada.id, ["company_commander"])
    assert room.roles(ada.id) == {"company_commander"}


def test_a_role_that_is_not_in_the_scenario_cannot_be_taken(room: Classroom) -> None:
    with pytest.raises(Refused, match="no such role"):
        sit(room).submit(cmd.TakeRole(role="emperor"))


def test_at_the_door_no_role_can_be_taken(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, admit=True)
    ada = sit(room)
    for command in (cmd.TakeRole(role="company_commander"), cmd.Consent(names=True), cmd.AddNote(text="x")):
        with pytest.raises(Refused, match="not let in"):
            ada.submit(command)


def test_dealing_gives_every_free_role_to_whoever_holds_fewest(room: Classroom) -> None:
    ada, bram, cleo = (sit(room, name) for name in ("Ada", "Bram", "Cleo"))
    ada.submit(cmd.TakeRole(role="company_commander"))
    Desk(room).deal_roles("1")
    counts = sorted(len(room.roles(seat.id)) for seat in (ada, bram, cleo))
    assert counts == [1, 1, 2]
    assert "company_commander" in room.roles(ada.id)
    assert all(holders(ada).values())


# --- seats


def test_two_seats_of_one_person_become_one_and_both_tokens_open_it(room: Classroom) -> None:
    first = room.join(room.syndicates[0].code, "Ada")
    second = room.join(room.syndicates[0].code, "Ada again")
    ClassSeat(room, first.seat).submit(cmd.TakeRole(role="company_commander"))
    ClassSeat(room, second.seat).submit(cmd.TakeRole(role="humanitarian_liaison"))
    Desk(room).merge(second.seat, first.seat, "she joined twice")
    assert room.seat_of(first.token) == room.seat_of(second.token) == first.seat
    assert room.roles(first.seat) == {"company_commander", "humanitarian_liaison"}
    with pytest.raises(Refused, match="no longer yours"):
        ClassSeat(room, second.seat).snapshot()


def test_a_seat_is_not_merged_with_itself(room: Classroom) -> None:
    seat = room.join(room.syndicates[0].code, "Ada").seat
    with pytest.raises(Refused, match="itself"):
        Desk(room).merge(seat, seat)


def test_whoever_is_moved_leaves_the_roles_behind_and_reads_the_briefing_there(room: Classroom) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    Desk(room).move(seats[0].id, "2", "the other one was short")
    assert room.roles(seats[0].id) == frozenset()
    assert stage(seats[0]) is Stage.READY
    assert "the others play" in str(group(seats[0]).says)
    assert len(group(seats[1]).members) == 1


def test_moving_where_one_is_already_is_refused(room: Classroom) -> None:
    seat = room.join(room.syndicates[0].code, "Ada").seat
    with pytest.raises(Refused, match="already"):
        Desk(room).move(seat, "1")
    with pytest.raises(Refused, match="no syndicate '9'"):
        Desk(room).move(seat, "9")


def test_a_seat_that_was_taken_back_makes_room_for_another(room: Classroom) -> None:
    code = room.syndicates[0].code
    joined = [room.join(code, f"Person {number}").seat for number in range(MAX_SEATS // 2)]
    with pytest.raises(Refused, match="all are taken"):
        room.join(code, "One more")
    Desk(room).remove(joined[0])
    assert room.member(room.join(code, "Person 0").seat).name == "Person 0"


@pytest.mark.parametrize(("syndicates", "seats"), [(1, 60), (2, 30), (4, 15), (5, 12), (12, 12)])
def test_one_code_opens_its_share_of_the_seats_and_never_those_of_others(
    tmp_path: Path, syndicates: int, seats: int
) -> None:
    room, _ = opened(tmp_path, syndicates)
    for number in range(seats):
        room.join(room.syndicates[0].code, f"Person {number}")
    with pytest.raises(Refused, match="all are taken"):
        room.join(room.syndicates[0].code, "One more")
    if syndicates > 1:
        room.join(room.syndicates[1].code, "Ada")


def test_all_seats_of_a_class_are_sixty(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 12)
    for number in range(MAX_SEATS):
        room.join(room.syndicates[number % 12].code, f"Person {number}")
    with pytest.raises(Refused, match="this class has 60 seats"):
        room.join(room.syndicates[0].code, "One more")


def test_a_pass_that_was_given_back_makes_room_and_a_part_in_play_keeps_it(room: Classroom) -> None:
    code = room.syndicates[0].code
    joined = [room.join(code, f"Person {number}") for number in range(MAX_SEATS // 2)]
    Desk(room).give_roles(joined[0].seat, ["company_commander"])
    room.give_back(joined[0].token)
    with pytest.raises(Refused, match="all are taken"):
        room.join(code, "One more")
    room.give_back(joined[1].token)
    room.join(code, "One more")


def test_whoever_waits_at_the_door_holds_no_seat_and_the_door_has_a_bound_of_its_own(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 5, admit=True)
    code = room.syndicates[0].code
    waiting = [room.join(code, f"Person {number}").seat for number in range(AT_DOOR)]
    with pytest.raises(Refused, match="too many wait at this syndicate's door"):
        room.join(code, "One more")
    room.join(room.syndicates[1].code, "Ada")
    for seat in waiting[:A_SYNDICATE]:
        Desk(room).admit(seat)
    with pytest.raises(Refused, match="this syndicate has 12 seats"):
        Desk(room).admit(waiting[-1])
    room.join(code, "Who comes now waits")


@pytest.mark.parametrize("count", [3, 7, 12, 61, 80])
def test_the_shares_of_the_syndicates_hold_all_seats_of_the_class(tmp_path: Path, count: int) -> None:
    large = count > MAX_SYNDICATES
    room, _ = opened(tmp_path, count, large=large)
    assert seats_of_a_syndicate(room.roster) * count >= (LARGE_SEATS if large else MAX_SEATS)


def test_letting_in_twice_is_refused(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, admit=True)
    seat = room.join(room.syndicates[0].code, "Ada").seat
    Desk(room).admit(seat)
    with pytest.raises(Refused, match="already"):
        Desk(room).admit(seat)


# --- waiting


def test_a_waiting_seat_says_whom_it_waits_for(room: Classroom) -> None:
    seats = seated(room, 3)
    Desk(room).begin()
    choose(seats[0])
    assert str(group(seats[0]).says) == "Chosen. Waiting for Person 1, Person 2."
    choose(seats[1])
    assert str(group(seats[0]).says) == "Chosen. Waiting for Person 2."


def test_the_talk_says_who_decides_by_role_and_name(room: Classroom) -> None:
    seats = seated(room, 3)
    Desk(room).begin()
    choose_all(seats)
    leader = leader_of(seats)
    name = room.member(leader.id).name
    other = next(seat for seat in seats if seat is not leader)
    assert str(group(leader).says) == "Talk, then decide: your role decides."
    assert str(group(other).says) == f"Talk. Head of Field Office ({name}) decides."


def test_where_nobody_holds_the_role_the_talk_says_that_the_facilitator_decides(room: Classroom) -> None:
    ada = sit(room)
    ada.submit(cmd.ReadBriefing())
    Desk(room).begin()
    choose(ada)
    assert str(group(ada).says) == "Talk. The facilitator (nobody is Head of Field Office) decides."


def test_a_vote_is_counted_again_when_whoever_had_not_voted_leaves(room: Classroom) -> None:
    seats = seated(room, 3)
    desk = Desk(room)
    desk.begin()
    while (inject := seats[0].snapshot().inject) is not None and inject.id != "what_changed":
        option = choose_all(seats) if inject.options else ""
        leader = leader_of(seats)
        leader.submit(
            cmd.Settle(inject=inject.id, option=option) if inject.options else cmd.Acknowledge(inject=inject.id)
        )
    option = choose_all(seats)
    for seat in seats[:2]:
        seat.submit(cmd.Vote(inject="what_changed", option=option))
    assert stage(seats[0]) is Stage.VOTE
    desk.remove(seats[2].id, "had to go")
    assert stage(seats[0]) is Stage.ENDED
    assert str(seats[0].table.run.decisions[-1].how) == "vote"


# --- what else a seat may do


def test_what_one_alone_knows_is_put_on_the_table_once(room: Classroom) -> None:
    seats = seated(room, 4)
    Desk(room).begin()
    knows = next(seat for seat in seats if group(seat).facts)
    other = next(seat for seat in seats if seat is not knows)
    fact = group(knows).facts[0]
    assert fact.text not in repr(other.snapshot())
    knows.submit(cmd.ShareFact(inject="pump", role=fact.role))
    told = next(each for each in group(other).facts if each.role == fact.role)
    assert told.text == fact.text
    assert told.told_by == room.member(knows.id).name
    with pytest.raises(Refused, match="already"):
        knows.submit(cmd.ShareFact(inject="pump", role=fact.role))
    with pytest.raises(Refused, match="alone knows"):
        other.submit(cmd.ShareFact(inject="pump", role=fact.role))


def test_where_reasons_are_asked_a_choice_without_one_is_refused(room: Classroom) -> None:
    ada = seated(room, 1)[0]
    Desk(room).begin()
    Desk(room).ask_reasons(True)
    assert group(ada).reason_required
    option = next(each.id for each in ada.snapshot().inject.options if not each.closed)  # type: ignore[union-attr]
    for command in (
        cmd.Choose(inject="pump", option=option),
        cmd.Choose(inject="pump", option=option, reason="Because."),
        cmd.Choose(inject="pump", option=option, confidence=4),
    ):
        with pytest.raises(Refused, match="asks for a reason"):
            ada.submit(command)
    ada.submit(cmd.Choose(inject="pump", option=option, reason="Because.", confidence=4))
    assert stage(ada) is Stage.TALK


def test_whose_run_is_over_waits_for_endex_and_is_asked_how_it_was_then(room: Classroom) -> None:
    seats = seated(room, 1)
    desk = Desk(room)
    desk.begin()
    while not seats[0].table.run.state.over:
        inject = seats[0].snapshot().inject
        assert inject is not None
        if not inject.options:
            seats[0].submit(cmd.Acknowledge(inject=inject.id))
            continue
        option = choose(seats[0])
        kind = cmd.Vote if stage(seats[0]) is Stage.VOTE else cmd.Settle
        seats[0].submit(kind(inject=inject.id, option=option))
    assert stage(seats[0]) is Stage.ENDED
    assert "Waiting for the facilitator" in str(group(seats[0]).says)
    desk.endex()
    asked = seats[0].snapshot().questions
    assert {question.then for question in asked} == {False, True}
    question = asked[0]
    seats[0].submit(cmd.Answer(question=question.id, answer=7))
    seats[0].submit(cmd.Answer(question=question.id, answer=3, then=True))
    answers = seats[0].table.run.answers
    assert answers[seats[0].id, question.id, "after"] == 7
    assert answers[seats[0].id, question.id, "then"] == 3


def test_how_it_was_then_is_not_asked_before_play(room: Classroom) -> None:
    ada = sit(room)
    question = ada.snapshot().questions[0]
    with pytest.raises(Refused, match="after play"):
        ada.submit(cmd.Answer(question=question.id, answer=3, then=True))


def test_a_name_stands_in_no_report_until_its_owner_agrees(room: Classroom) -> None:
    ada = sit(room)
    assert not group(ada).named
    ada.submit(cmd.Consent(names=True))
    assert group(ada).named
    ada.submit(cmd.Consent(names=False))
    assert not room.member(ada.id).named


def test_changes_are_told_to_those_whom_they_concern(room: Classroom) -> None:
    ours, theirs = seated(room, 2, 0), seated(room, 1, 1)
    desk = Desk(room)
    desk.begin()
    told: list[str] = []
    for seat in (*ours, *theirs):
        seat.on_change(lambda id=seat.id: told.append(id))
    choose(ours[0])
    assert set(told) == {ours[0].id, ours[1].id}
    told.clear()
    ours[0].submit(cmd.AddNote(text="mine alone"))
    assert told == [ours[0].id]
    told.clear()
    desk.message(theirs[0].id, "for one")
    assert told == [theirs[0].id]
    told.clear()
    desk.observe("1", "", "nobody's business")
    assert told == []
    desk.pause()
    assert set(told) == {seat.id for seat in (*ours, *theirs)}


def test_who_still_thinks_is_told_later_that_another_has_chosen_and_at_once_that_it_is_shown(room: Classroom) -> None:
    ada, ben, _ = seated(room, 3)
    Desk(room).begin()
    told: list[str] = []
    room.on_change(lambda: told.append("now"), ben.id, lambda: told.append("later"))
    room.on_change(lambda: told.append("desk"))
    choose(ada)
    assert told == ["later", "desk"]
    told.clear()
    room.typed(ada.id)
    assert told == ["later", "desk"]
    told.clear()
    Desk(room).show_choices("1", "time")
    assert told == ["now", "desk"]


def test_the_link_of_the_facilitator_gives_a_pass_and_nothing_else_does(tmp_path: Path) -> None:
    room, link = opened(tmp_path)
    assert room.enter("guessed") is None
    passes = [room.enter(link) for _ in range(2)]
    assert all(each is not None and room.is_facilitator(each) for each in passes)


def test_a_desk_that_gives_its_pass_back_leaves_the_passes_of_others(tmp_path: Path) -> None:
    room, link = opened(tmp_path)
    laptop, tablet = room.enter(link), room.enter(link)
    assert laptop is not None
    assert tablet is not None
    room.give_back(laptop)
    assert not room.is_facilitator(laptop)
    assert room.is_facilitator(tablet)
