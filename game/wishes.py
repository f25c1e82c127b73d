"""What a person at the home screen may want that needs another program: a class, hosted or joined, or a browser."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostWish:
    """To host a class."""

    scenario: str
    """The id of a scenario, or the name of a class to open again."""
    syndicates: int | None = None
    """None for a class that is opened again."""
    lan: bool = False
    tls: bool = False
    rehearse: bool = False
    new: bool = False
    """To begin another class, though one of this scenario is in play."""
    after: str = ""
    """The earlier run in which answers were read, or nothing."""
    openings: tuple[str, ...] = ()
    """What the scenario opens with, as it was answered: ``FLAG=yes`` or ``FLAG=no``."""


@dataclass(frozen=True, slots=True)
class JoinWish:
    """To join a class; the rest is asked at its door."""


@dataclass(frozen=True, slots=True)
class PageWish:
    """To play a run in a browser."""

    run: str


Wish = HostWish | JoinWish | PageWish
