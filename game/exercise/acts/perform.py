"""Whether an act may be done now, looked at on the host: its right, what it was given for, its rest, its fields.

The id comes before all of this (`game.exercise.run.run_log`): what was done already is answered as done, even where it
is offered no more, for the answer may have been lost on the way. What follows from an act is the session's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from game.exercise.acts import desk_acts
from game.exercise.acts.act import Act, Right
from game.exercise.acts.fields import ActField, Complaint, YesField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import ACTS, let_in
from game.exercise.commands import Command, Refused
from game.exercise.identity import CommandIdentity
from game.exercise.views.facilitator_view import DeskView
from game.exercise.views.seat_view import Stage, View
from game.record.events import Fact
from game.words import ENGLISH, Message, lazy

Seen = TypeVar("Seen")
_BY_COMMAND = {act.command: act for act in ACTS}
_AT_DESK = {act.command: act for act in desk_acts.ACTS}
STOPS = (Stage.PAUSED, Stage.HELD, Stage.ENDED, Stage.ENDEX, Stage.READY, Stage.ELSEWHERE, Stage.OBSERVE)
"""Stages at which nothing is played: what there is to wait for is said to whoever tries."""
NOT_HERE = lazy("this cannot be done here.")
NOT_LET_IN = lazy("you are not let in yet.")


def perform(
    view: View, asked: CommandIdentity, command: Command, facts: Callable[[CommandIdentity, Command], Sequence[Fact]]
) -> Sequence[Fact]:
    """Return the facts that a seat's command becomes.

    Args:
        view: what the seat sees now.
        asked: the command with its texts as they would stand in the log.
        facts: what follows from it, once it may be done.

    Raises:
        Refused: where it may not be done now, or ``facts`` refuses it.
    """
    act = _BY_COMMAND.get(type(command))
    right = Right.ALONE if view.group is None else Right.SEAT
    if not let_in(view):
        raise Refused(NOT_LET_IN)
    if act is None or right not in act.rights:
        raise Refused(_stopped(view) or NOT_HERE)
    _check(act, view, asked, command, _stopped(view) if act.stops else None)
    return facts(asked, command)


def perform_at_desk(
    view: DeskView,
    right: Right,
    asked: CommandIdentity,
    command: Command,
    facts: Callable[[CommandIdentity], Sequence[Fact]],
) -> Sequence[Fact]:
    """Return the facts that a desk's command becomes.

    Args:
        view: what the desk sees now.
        right: whose desk it is.
        asked: the command with its texts as they would stand in the log.
        facts: what follows from it, once it may be done.

    Raises:
        Refused: where it may not be done by this desk or not now, or ``facts`` refuses it.
    """
    act = _AT_DESK.get(type(command))
    if act is None:
        raise Refused(NOT_HERE)
    if right not in act.rights:
        raise Refused(not_yours(act.rights))
    _check(act, view, asked, command, None)
    return facts(asked)


def _check(act: Act[Seen], view: Seen, asked: CommandIdentity, command: Command, stopped: Message | None) -> None:
    """`Refused` where an act is not offered for what a command is about, rests, or a field will not do."""
    held = _held(asked, command)
    offer = next((each for each in act.offers(ENGLISH, view) if _is_for(each, held, act)), None)
    if offer is None:
        raise Refused(stopped or act.passed(view, held))
    if offer.rests:
        raise Refused(stopped or lazy("{why}", why=offer.rests))
    try:
        offer.read({each.name: _typed(each, held) for each in offer.fields})
    except Complaint as problem:
        # A syndicate to which it cannot be done is as good as no offer.
        says = act.passed(view, held) if problem.field == "syndicate" else problem.says
        raise Refused(says) from None


def not_yours(rights: frozenset[Right]) -> Message:
    """Return whose desk an act is for, as somebody at another is told."""
    whose = [each for each in Right if each in rights]
    if len(whose) == 1:
        return lazy("your desk may not do this: it is for the {right}.", right=whose[0])
    return lazy("your desk may not do this: it is for the {one} and the {other}.", one=whose[0], other=whose[1])


def _stopped(view: View) -> Message | None:
    """Why nothing is played now; None where it is."""
    return view.group.stopped if view.group and view.group.stage in STOPS else None


def _held(asked: CommandIdentity, command: Command) -> dict[str, object]:
    """What a command says, with its texts as they would stand in the log."""
    names = type(command).__dataclass_fields__
    return {name: asked.data.get(name, getattr(command, name)) for name in names}


def _is_for(offer: Offer, held: Mapping[str, object], act: Act[Seen]) -> bool:
    """Whether an offer was made for what a command is about; a note may be about anything.

    What a command leaves open (None) is as it was offered.
    """
    return act.id == "note" or all(
        held.get(name, "") in (None, value) or str(held.get(name)) == value for name, value in offer.given
    )


def _typed(field: ActField, held: Mapping[str, Any]) -> str:
    """What a field holds, as somebody types it. To be sure of it is the face's to ask: what is sent is meant."""
    value = held.get(field.name)
    if isinstance(field, YesField):
        return "no" if value is False else "yes"
    if isinstance(value, list | tuple):
        return " ".join(value)
    return "" if value is None else str(value)
