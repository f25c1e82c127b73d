"""What is personal in an event, apart from the facts: sealed in the log, with salt and value beside it.

A commitment scheme by hash (salted SHA-256, as in Certificate Transparency or a JSON Web Token with selective
disclosure): the log holds ``{"sealed": SHA-256(salt + value)}``, and the pair itself lies elsewhere and may be deleted.
What is chained over the log, `game.record.chain`, is the same before and after.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from game.record.events import Event, Kind

SALT = 16
"""Bytes of a salt: 128 bits, so that nobody can try all values of a short answer."""
ERASED = "(erased)"
"""What stands where a text was."""
KEY = "sealed"

_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.RUN_STARTED: ("seats.*.name",),
    Kind.SEAT_JOINED: ("name",),
    Kind.CHOICE_MADE: ("reason", "counter"),
    Kind.ANSWER_WRITTEN: ("text",),
    Kind.NOTE_ADDED: ("text",),
    Kind.MESSAGE_SENT: ("text",),
    Kind.OBSERVATION_MADE: ("text",),
    Kind.INJECT_WRITTEN: ("title", "text"),
    Kind.COMMITTED: ("text", "owner"),
    Kind.CARD_TURNED: ("text",),
    Kind.RECALLED: ("text",),
}
"""Names and what somebody wrote. ``reason`` is sealed in every other kind as well. An erasure takes these out."""
_OWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.CHOICE_MADE: ("option", "confidence"),
    Kind.VOTE_CAST: ("option",),
    Kind.QUESTION_ANSWERED: ("answer",),
    Kind.FORECAST_MADE: ("percent",),
    Kind.RECALLED: ("pick", "sure", "mark"),
    Kind.DOCUMENT_OPENED: ("inject", "document"),
    Kind.SEAT_JOINED: ("token",),
    Kind.PASS_GIVEN_BACK: ("token",),
    Kind.CLASS_OPENED: ("facilitator", "syndicates.*"),
    Kind.FACILITATOR_RENEWED: ("facilitator", "passes"),
}
"""Facts of one seat alone, and what opens doors: they stay after an erasure, and are left out of others' copies."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Salt and value of what is sealed at one place of one event."""

    salt: str
    value: Any
    run: str
    seq: int
    words: bool = True
    """Whether it is a name or a text, and not a fact."""


@dataclass(frozen=True, slots=True)
class Halves:
    """The events of some runs with everything personal sealed, and what was sealed, by its seal."""

    events: tuple[Event, ...]
    secrets: Mapping[str, Secret]


def canonical(value: Any) -> bytes:
    """Return plain data as JSON in its one form: keys sorted, no spaces, UTF-8 (ValueError where it has none)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def seal(salt: str, value: Any) -> str:
    """Return what stands in a log for a value: SHA-256 over the salt's bytes and the value's canonical JSON."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(value)).hexdigest()


def sealed(event: Event, salts: Callable[[int], bytes] = os.urandom) -> Halves:
    """Return one event with everything personal sealed."""
    data: dict[str, Any] = dict(event.data)
    secrets: dict[str, Secret] = {}
    for place, words in _places(event.kind):
        for holder, key in _found(data, place.split(".")):
            if holder[key] in ("", None):  # nothing was said: that is no secret, and there is nothing to erase
                continue
            salt = salts(SALT).hex()
            stands = seal(salt, holder[key])
            secrets[stands] = Secret(salt, holder[key], event.run, event.seq, words)
            holder[key] = {KEY: stands}
    return Halves((replace(event, data=data),), secrets)


def unsealed(data: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an event's data with the values that are there; `ERASED` stands for one that is not."""
    return {key: _opened(value, values) for key, value in data.items()}


def seals(data: Any) -> Iterator[str]:
    """Yield every seal in an event's data."""
    if is_seal(data):
        yield data[KEY]
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from seals(value)


def is_seal(value: Any) -> bool:
    """Whether this stands for something that was sealed."""
    return isinstance(value, Mapping) and len(value) == 1 and isinstance(value.get(KEY), str)


def word_seals(event: Event) -> Iterator[str]:
    """Yield the seals of names and texts in an event as it is kept."""
    data: dict[str, Any] = dict(event.data)
    for place, words in _places(event.kind):
        for holder, key in _found(data, place.split(".")) if words else ():
            if is_seal(holder[key]):
                yield holder[key][KEY]


def _places(kind: Kind) -> Iterator[tuple[str, bool]]:
    """Where something personal may stand in an event of this kind, and whether it is words."""
    words = _WORDS.get(kind, ())
    yield from ((place, True) for place in words)
    if "reason" not in words:
        yield "reason", True
    yield from ((place, False) for place in _OWN.get(kind, ()))


def _found(data: dict[str, Any], path: list[str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each map and key that a path leads to; maps on the way are copied, so that the event stays as it is."""
    name, *rest = path
    for key in list(data) if name == "*" else [name] if name in data else []:
        if not rest:
            yield data, key
        elif isinstance(data[key], dict):
            data[key] = dict(data[key])
            yield from _found(data[key], rest)


def _opened(value: Any, values: Mapping[str, Any]) -> Any:
    if is_seal(value):
        return values.get(value[KEY], ERASED)
    if isinstance(value, dict):
        return {key: _opened(part, values) for key, part in value.items()}
    return value
