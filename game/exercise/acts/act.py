"""An act: what can be done, by whom, how it stands now, and what it becomes on the wire. It has no state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from game.exercise.acts.offer import ActValue, Offer
from game.exercise.commands import Command
from game.words import Language, Message


class Right(StrEnum):
    """Whose an act is."""

    ALONE = "alone"
    """Somebody who plays a run alone."""
    SEAT = "seat"
    """A seat of a class."""
    FACILITATOR = "facilitator"
    """The desk, in all it can do."""
    CO_FACILITATOR = "co-facilitator"
    """A desk that helps: play goes on by it, but it neither begins, ends nor changes what counts for all."""
    OBSERVER = "observer"
    """A desk that sees everything, marks, ticks and notes, and changes nothing of play."""


Seen = TypeVar("Seen")
"""What somebody sees of an exercise: a seat's view, or the desk's."""
Offers = Callable[[Language, Seen], tuple[Offer, ...]]
Passed = Callable[[Seen, Mapping[str, object]], Message]
Build = Callable[[Offer, Mapping[str, ActValue], str], tuple[Command, ...]]
"""From an offer, what its fields hold and the id of this sending: what is sent, in its order."""


@dataclass(frozen=True, slots=True)
class Act(Generic[Seen]):
    """Something that can be done to an exercise."""

    id: str
    rights: frozenset[Right]
    command: type[Command]
    """What it becomes: the contract of the wire (`game.exercise.commands`)."""
    offers: Offers[Seen]
    """From a view: how the act stands now, once for each thing that it can be done to; none where it cannot be done."""
    build: Build
    passed: Passed[Seen]
    """What is said where it is not offered: from the view, and what the command was for."""
    stops: bool = True
    """Whether it waits while play is stopped."""
    key: str = ""
    """The key, or the letter at a prompt, by which it is done; acts that have the same stand in for each other."""
    title: Message = field(kw_only=True)
    """What it is called beside its key."""
    help: Message = field(kw_only=True)
    """What it does, in a sentence."""
