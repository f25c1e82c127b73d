"""An act: what can be done, by whom, how it stands now, and what it becomes on the wire. It has no state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from game.exercise.acts.offer import ActValue, Offer
from game.exercise.commands import Command
from game.exercise.views.seat_view import View
from game.words import Language, Message


class Right(StrEnum):
    """Whose an act is."""

    ALONE = "alone"
    """Somebody who plays a run alone."""
    SEAT = "seat"
    """A seat of a class."""


Offers = Callable[[Language, View], tuple[Offer, ...]]
Passed = Callable[[View, Mapping[str, object]], Message]
Build = Callable[[Offer, Mapping[str, ActValue], str], tuple[Command, ...]]
"""From an offer, what its fields hold and the id of this sending: what is sent, in its order."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to an exercise."""

    id: str
    rights: frozenset[Right]
    command: type[Command]
    """What it becomes: the contract of the wire (`game.exercise.commands`)."""
    offers: Offers
    """From a view: how the act stands now, once for each thing that it can be done to; none where it cannot be done."""
    build: Build
    passed: Passed
    """What is said where it is not offered: from the view, and what the command was for."""
    stops: bool = True
    """Whether it waits while play is stopped."""
