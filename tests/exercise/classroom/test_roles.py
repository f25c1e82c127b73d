"""Roles: dealt by heads, shared, changed, a set of them for a syndicate; and who observes."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import offered_at_desk
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.dealing import Hand, deal_by_heads
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import Refused
from game.exercise.views.facilitator_view import SyndicateRow
from game.exercise.views.seat_view import Stage
from game.record.events import Kind
from game.report.acts import acts
from game.words import ENGLISH
from tests.exercise.seating import choose, group, leader_of, seated, stage

LEAD, LIAISON = "company_commander", "humanitarian_liaison"


def sit(room: Classroom, *names: str) -> list[ClassSeat]:
    return [ClassSeat(room, room.join(room.syndicates[0].code, name).seat) for name in names]


def row(room: Classroom) -> SyndicateRow:
    return Desk(room).snapshot().syndicates[0]


def held(room: Classroom) -> dict[str, tuple[str, ...]]:
    return {each.name: each.roles for each in row(room).seats}


# --- by heads


@given(st.integers(1, 6), st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=9))
def test_by_heads_everybody_has_a_role_and_the_numbers_differ_by_one_at_most(
    number: int, before: list[set[int]]
) -> None:
    roles = [str(each) for each in range(number)]
    taken: set[str] = set()
    hands = {}
    for seat, wanted in enumerate(before):
        leads = [role for role in roles if int(role) in wanted and role not in taken]
        shares = [role for role in roles if int(role) in wanted and role not in leads]
        taken |= set(leads)
        hands[str(seat)] = Hand(leads, shares)
    deal_by_heads(roles, hands)
    assert sorted(chain.from_iterable(hand.leads for hand in hands.values())) == roles
    counts = [len(hand.leads) for hand in hands.values()]
    assert max(counts) - min(counts) <= 1
    assert all(hand.roles and len(hand.roles) == len(set(hand.roles)) for hand in hands.values())
    dealt = {seat: list(hand.roles) for seat, hand in hands.items()}
    deal_by_heads(roles, hands)
    assert {seat: hand.roles for seat, hand in hands.items()} == dealt


def test_who_comes_late_gets_a_role_of_somebody_who_holds_two(room: Classroom) -> None:
    roles = [role.id for role in room.scenario.roles]
    sit(room, "Ada")
    Desk(room).deal_roles("1")
    assert held(room)["Ada"] == tuple(roles)
    sit(room, "Ben")
    Desk(room).deal_roles("1", cmd.BY_HEADS)
    assert sorted(len(each) for each in held(room).values()) == [len(roles) // 2, len(roles) - len(roles) // 2]


def test_where_there_are_more_people_than_roles_some_share_one_and_one_of_them_decides(room: Classroom) -> None:
    number = len(room.scenario.roles) + 1
    seats = seated(room, number)
    assert row(room).without_role == (f"Person {number - 1}",)
    Desk(room).deal_roles("1", cmd.BY_HEADS)
    last = row(room).seats[-1]
    assert row(room).without_role == ()
    assert last.shares == last.roles
    (role,) = last.roles
    chair = next(each for each in group(seats[-1]).chairs if each.id == role)
    assert (chair.yours, chair.shared) == (True, (last.name,))
    assert room.roster.holder("1", role) is not None
    assert room.roster.holder("1", role) != room.member(last.seat)
    Desk(room).begin()
    for seat in seats:
        choose(seat)
    assert sum(group(seat).may_decide for seat in seats) == 1


# --- shared, changed


def test_a_role_is_shared_until_who_decides_in_it_goes_and_a_log_says_so(room: Classroom) -> None:
    ada, ben = sit(room, "Ada", "Ben")
    desk = Desk(room)
    desk.give_roles(ada.id, [LEAD])
    desk.give_roles(ben.id, [LEAD, LIAISON], share=True)
    event = [each for each in room.log.events("class") if each.kind is Kind.ROLES_GIVEN][-1]
    assert dict(event.data) == {"seat": ben.id, "roles": [LEAD, LIAISON], "shared": [LEAD]}
    assert room.roster.holder("1", LEAD) == room.member(ada.id)
    ada.submit(cmd.GiveRoleBack(role=LEAD))
    assert room.roster.holder("1", LEAD) == room.member(ben.id)
    ada.submit(cmd.TakeRole(role="civil_affairs"))
    assert room.member(ben.id).roles == (LEAD, LIAISON)


def test_who_shares_a_role_takes_another_and_takes_it_from_nobody(room: Classroom) -> None:
    ada, ben = sit(room, "Ada", "Ben")
    Desk(room).give_roles(ada.id, [LEAD])
    Desk(room).give_roles(ben.id, [LEAD], share=True)
    ben.submit(cmd.TakeRole(role=LIAISON))
    assert room.roster.holder("1", LEAD) == room.member(ada.id)
    Desk(room).give_roles(ben.id, [LEAD])  # alone: it is taken from whoever decided in it
    assert (room.member(ada.id).roles, room.member(ben.id).shares) == ((), ())


def test_two_people_change_roles_and_what_they_share_goes_along(room: Classroom) -> None:
    ada, ben, cleo = sit(room, "Ada", "Ben", "Cleo")
    desk = Desk(room)
    desk.give_roles(ada.id, [LEAD])
    desk.give_roles(ben.id, [LEAD], share=True)
    desk.give_roles(cleo.id, [LIAISON])
    desk.submit(cmd.SwapRoles(seat=ada.id, other=ben.id))
    assert room.roster.holder("1", LEAD) == room.member(ben.id)
    assert room.member(ada.id).shares == (LEAD,)
    desk.submit(cmd.SwapRoles(seat=cleo.id, other=ben.id))
    assert room.roster.holder("1", LEAD) == room.member(cleo.id)
    assert (room.member(ben.id).roles, room.member(ada.id).shares) == ((LIAISON,), (LEAD,))
    with pytest.raises(Refused):
        desk.submit(cmd.SwapRoles(seat=cleo.id, other="s99"))


# --- a set of roles


def test_a_syndicate_plays_with_a_set_of_the_roles(room: Classroom) -> None:
    ada, ben = sit(room, "Ada", "Ben")
    Desk(room).give_roles(ada.id, [LEAD, LIAISON])
    Desk(room).submit(cmd.SetRoles(syndicate="1", roles=(LEAD,)))
    assert held(room) == {"Ada": (LEAD,), "Ben": ()}
    assert [each.id for each in group(ben).chairs] == [LEAD]
    assert len(Desk(room).snapshot().syndicates[1].roles) == len(room.scenario.roles)
    with pytest.raises(Refused, match="none of them"):
        Desk(room).give_roles(ben.id, [LIAISON])
    with pytest.raises(Refused):
        ben.submit(cmd.TakeRole(role=LIAISON))
    Desk(room).deal_roles("1", cmd.BY_HEADS)
    assert held(room) == {"Ada": (LEAD,), "Ben": (LEAD,)}
    assert any("had these roles alone held" in str(each.what) for each in acts(room.record(), "1"))
    with pytest.raises(Refused):
        Desk(room).submit(cmd.SetRoles(syndicate="1", roles=()))


# --- observing


def test_who_has_no_role_is_named_before_play_begins_and_can_observe(room: Classroom) -> None:
    seats = seated(room, len(room.scenario.roles) + 1)
    name = row(room).seats[-1].name
    begin = offered_at_desk(ENGLISH, Desk(room).snapshot(), Right.FACILITATOR)["begin"][0]
    assert f"No role: {name}." in begin.says
    Desk(room).submit(cmd.SetObserving(seat=seats[-1].id, observes=True))
    assert row(room).without_role == ()
    Desk(room).begin()
    watcher = seats[-1]
    assert stage(watcher) is Stage.OBSERVE
    assert watcher.snapshot().inject is not None
    with pytest.raises(Refused, match="You observe"):
        watcher.submit(cmd.Choose(inject="pump", option=room.scenario.inject("pump").options[0].id))
    for seat in seats[:-1]:
        choose(seat)
    assert group(watcher).spread, "all who are asked have chosen, and the observer reads along"
    leader_of(seats[:-1]).submit(cmd.Settle(inject="pump", option=room.scenario.inject("pump").options[0].id))
    Desk(room).submit(cmd.SetObserving(seat=watcher.id, observes=False))
    assert stage(watcher) is not Stage.OBSERVE


def test_who_is_given_a_role_plays_again(room: Classroom) -> None:
    ada, _ = sit(room, "Ada", "Ben")
    Desk(room).give_roles(ada.id, [LEAD])
    Desk(room).submit(cmd.SetObserving(seat=ada.id, observes=True))
    assert (row(room).seats[0].roles, row(room).seats[0].observes) == ((), True)
    Desk(room).give_roles(ada.id, [LEAD])
    assert not row(room).seats[0].observes


@pytest.mark.parametrize("right", [Right.CO_FACILITATOR, Right.OBSERVER])
def test_a_co_facilitator_deals_and_an_observer_does_not(room: Classroom, right: Right) -> None:
    ada, ben = sit(room, "Ada", "Ben")
    Desk(room).give_roles(ada.id, [LEAD])
    desk = Desk(room, by="desk 2", right=right)
    asked: list[cmd.DeskCommand] = [
        cmd.DealRoles(syndicate="1", how=cmd.BY_HEADS), cmd.SwapRoles(seat=ada.id, other=ben.id),
        cmd.SetObserving(seat=ada.id, observes=True), cmd.SetRoles(syndicate="1", roles=(LEAD,)),
    ]  # fmt: skip
    for command in asked:
        if right is Right.OBSERVER:
            with pytest.raises(Refused, match="your desk may not do this"):
                desk.submit(command)
        else:
            desk.submit(command)
