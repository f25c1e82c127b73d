"""A view in which every text is a word of its own, so that it can be found wherever it is shown."""

from __future__ import annotations

import dataclasses
import itertools
import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any, TypeVar

from game.words import Message, lazy

Seen = TypeVar("Seen")
"""What a seat, or the facilitator, is handed."""
KEPT = {
    "View.run": "the name that the log goes by",
    "View.scenario": "an id",
    "View.recalls[]": "ids; each question is asked in words of the program's own",
    "*.id": "an id",
    "EntryView.inject": "an id",
    "OutcomeView.inject": "an id",
    "FactView.role": "an id",
    "TalkCard.about": "an inject's id",
    "DocumentView.picture": "a hash; the picture is had by it",
    "GaugeView.tick": "a word of the format: a day or an hour",
    "DocumentView.kind": "a word of the format, shown in words",
    "ClassView.pens[].0": "the id of a seat",
    "ClassView.mine": "an option's id",
    "ClassView.my_vote": "an option's id",
    "SeatRow.seat": "an id",
    "Namesake.seat": "an id",
    "SeatRow.syndicate": "an id",
    "SeatRow.roles[]": "ids, shown by their titles",
    "SyndicateRow.inject": "an id",
    "SyndicateRow.had[]": "an id",
    "SyndicateRow.queued[]": "an id",
    "SyndicateRow.ready[]": "an id",
    "SyndicateRow.waits[].0": "an id",
    "SyndicateRow.lapsed[]": "an id",
    "SyndicateRow.roles[]": "an id",
    "SeatRow.shares[]": "an id",
    "ReachedRow.waiting[]": "an id",
    "DeskView.on_wall": "an id",
    "SyndicateRow.undo": "an id",
    "DeskRow.desk": "an id",
    "DeskView.tray[].0": "an id",
    "DeskView.gauges[].0": "an id",
    "DeskView.lessons[].0": "an id",
    "DeskView.roles[].0": "an id",
    "FacilitatorMessage.to": "as in a seat's messages",
    "Observation.syndicate": "an id",
    "Observation.lesson": "an id",
    "Observation.inject": "an id",
    "*.at": "a time of the log",
    "ClassView.messages[].0": "whom it is to: all, a syndicate or a seat's id, shown in words",
}
"""Texts that are not for people but for the program, with why: they stay as they are."""


def keeps(owner: str, name: str) -> bool:
    """Whether a text is the program's own."""
    return f"{owner}.{name}" in KEPT or f"*.{name}" in KEPT


def marked(view: Seen) -> tuple[Seen, dict[str, str]]:
    """A view with a word in place of each text, and where each word stands: ``View.inject.options[].label``."""
    words: dict[str, str] = {}
    numbers = itertools.count(1)

    def mark(value: Any, path: str, owner: str, name: str) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, Message):  # one text, whatever values stand in it
            return lazy(mark(str(value), path, owner, name))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            kind = type(value).__name__
            parts = {
                each.name: mark(getattr(value, each.name), f"{path}.{each.name}", kind, each.name)
                for each in dataclasses.fields(value)
            }
            return type(value)(**parts)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            inner = path.endswith("[]")  # of a tuple of tuples: its parts differ, and are told by their places
            return tuple(
                mark(part, f"{path}.{at}" if inner else f"{path}[]", owner, f"{name}.{at}" if inner else f"{name}[]")
                for at, part in enumerate(value)
            )
        if isinstance(value, str) and value and not keeps(owner, name):
            word = f"Zq{next(numbers)}z"
            words[word] = path
            return word
        return value

    return mark(view, type(view).__name__, "", ""), words


def texts(kind: type, path: str = "") -> Iterator[str]:
    """Every place of a view where a text may stand, by its types: what a walk has to have met."""
    path = path or kind.__name__
    hints = typing.get_type_hints(kind)
    for each in dataclasses.fields(kind):
        yield from _texts(hints[each.name], f"{path}.{each.name}", kind.__name__, each.name)


def _texts(hint: Any, path: str, owner: str, name: str) -> Iterator[str]:
    parts = typing.get_args(hint)
    if hint is Message:
        yield path
    elif isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        for part in parts:
            yield from _texts(part, path, owner, name)
    elif typing.get_origin(hint) is tuple and parts[-1] is Ellipsis:
        yield from _texts(parts[0], f"{path}[]", owner, f"{name}[]")
    elif typing.get_origin(hint) is tuple:
        for at, part in enumerate(parts):
            yield from _texts(part, f"{path}.{at}", owner, f"{name}.{at}")
    elif dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield from texts(hint, path)
    elif hint is str and not keeps(owner, name):
        yield path
