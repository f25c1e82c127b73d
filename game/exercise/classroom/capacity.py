"""How many seats a class, a syndicate and its door have room for."""

from __future__ import annotations

import math

from game.exercise.classroom.roster import Member, Roster
from game.words import Message, lazy

MAX_SYNDICATES = 12
MAX_SEATS = 60
LARGE_SYNDICATES, LARGE_SEATS = 80, 1000
"""Of a class that was opened as a large one: more than one laptop holds where an act goes to everybody at once."""
A_SYNDICATE = 12
"""Seats that a syndicate has room for in any class: ten play in the largest one, and two may have to join anew."""
AT_DOOR = 24
"""People of one syndicate who may wait at the door: all of it, twice over."""


def seats_of_a_class(roster: Roster) -> int:
    """Return how many seats a class has room for."""
    return LARGE_SEATS if roster.large else MAX_SEATS


def seats_of_a_syndicate(roster: Roster) -> int:
    """Return how many seats one syndicate's code opens: its share of the class, so that no code takes all of them.

    Rounded up, for a class that fills all its seats by turns has syndicates with one more than others.
    """
    return max(A_SYNDICATE, math.ceil(seats_of_a_class(roster) / len(roster.syndicates)))


def no_room(roster: Roster, syndicate: str, admitted: bool, without: str = "") -> Message | None:
    """Return why nobody more has room in a syndicate, in a sentence; None where there is room.

    Whoever waits at the door holds no seat: the door has a bound of its own.

    Args:
        roster: the class.
        syndicate: where somebody wants to be.
        admitted: whether they would have a seat at once.
        without: a seat that they give up for it.
    """
    held = [each for each in roster.members.values() if holds_room(each) and each.seat != without]
    there = [each for each in held if each.syndicate == syndicate]
    if not admitted:
        waiting = sum(not each.admitted for each in there)
        too_many = lazy("too many wait at this syndicate's door; wait until some were let in.")
        return too_many if waiting >= AT_DOOR else None
    if sum(each.admitted for each in held) >= (most := seats_of_a_class(roster)):
        return lazy("this class has {most} seats, and all are taken.", most=most)
    most = seats_of_a_syndicate(roster)
    if sum(each.admitted for each in there) >= most:
        return lazy("this syndicate has {most} seats, and all are taken.", most=most)
    return None


def holds_room(member: Member) -> bool:
    """Whether somebody can come back to a seat, or it has a part in play."""
    return not member.removed and bool(member.tokens or member.roles)
