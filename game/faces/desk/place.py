"""What somebody at a desk looks at more closely: a syndicate, a person, an event; it stands in the page's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from game.exercise.views.facilitator_view import DeskView

NAMES = ("at", "seat", "event")
LONGEST = 80
"""Letters of a name in an address; whatever is longer is none of ours."""


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """What is looked at."""

    at: str = ""
    """The syndicate."""
    seat: str = ""
    event: str = ""
    """The inject on the board of events."""

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark."""
        named = {name: getattr(self, name) for name in NAMES}
        return f"?{urlencode({name: to for name, to in named.items() if to})}"

    def to(self, part: str, **more: str) -> str:
        """Return the address of something else to look at, from here, and of the part that shows it."""
        return f"{replace(self, **more).query}#{part}"


def place(view: DeskView, asked: Mapping[str, str]) -> DeskPlace:
    """Return what an address asks for, as far as it is there; by default the first syndicate."""
    syndicates = [each.id for each in view.syndicates]
    wanted = {name: str(asked.get(name, ""))[:LONGEST] for name in NAMES}
    people = {seat.seat for each in view.syndicates for seat in each.seats} | {each.seat for each in view.at_door}
    return DeskPlace(
        wanted["at"] if wanted["at"] in syndicates else next(iter(syndicates), ""),
        wanted["seat"] if wanted["seat"] in people else "",
        wanted["event"],
    )
