"""Dealing roles by heads: nobody decides in two roles while another has none.

Where there are more people than roles some share one, in which one of them decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Hand:
    """What one seat holds."""

    leads: list[str] = field(default_factory=list)
    """Roles in which it decides."""
    shares: list[str] = field(default_factory=list)
    """Roles that it shares: another decides in them."""

    @property
    def roles(self) -> list[str]:
        """All of them."""
        return [*self.leads, *self.shares]


def deal_free(roles: Sequence[str], hands: Mapping[str, Hand]) -> None:
    """Deal the roles that nobody holds, each to whoever holds the fewest; nobody loses one."""
    held = {role for hand in hands.values() for role in hand.roles}
    for role in roles if hands else ():
        if role not in held:
            min(hands.values(), key=lambda hand: len(hand.roles)).leads.append(role)


def deal_by_heads(roles: Sequence[str], hands: Mapping[str, Hand]) -> None:
    """Deal roles so that everybody has one, and the numbers differ by one at most; who holds a role keeps it where that
    can be."""
    if not hands or not roles:
        return
    everybody = list(hands.values())
    for role in roles:
        if any(role in hand.leads for hand in everybody):
            continue
        sharing = next((hand for hand in everybody if role in hand.shares), None)
        to = sharing or min(everybody, key=lambda hand: len(hand.leads))
        _lead(to, role)
    while True:
        least, most = (chosen(everybody, key=lambda hand: len(hand.leads)) for chosen in (min, max))
        if len(most.leads) - len(least.leads) < 2:
            break
        _lead(least, most.leads.pop())
    for hand in everybody:
        if not hand.roles:
            hand.shares.append(min(roles, key=lambda role: sum(role in each.roles for each in everybody)))


def _lead(hand: Hand, role: str) -> None:
    """Who gets a first role of their own shares none for want of one any more."""
    if not hand.leads:
        hand.shares.clear()
    hand.leads.append(role)
    if role in hand.shares:
        hand.shares.remove(role)
