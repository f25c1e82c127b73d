"""A row of a store as an event, checked: a file may have been damaged, or written by somebody else's hand.

Only what is wrong whatever the scenario is found here; whether an event fits its scenario is found by folding it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from game.record.events import Event, Kind
from game.record.sealing import unsealed


class Damaged(ValueError):
    """A row that is no event."""


class LaterVersionError(ValueError):
    """An event of a kind that only a later version knows."""


EVENT_VERSION = 1
"""The newest form of an event's data that this program knows."""

_TEXT, _NUMBER, _YES, _LIST, _MAP = "a text", "a whole number", "true or false", "a list of texts", "a map"
_TYPES: Mapping[str, str] = {
    **dict.fromkeys(("scenario", "title", "sha256", "inject", "option", "run", "reason", "counter", "text"), _TEXT),
    **dict.fromkeys(("about", "gauge", "how", "lesson", "question", "when", "forecast", "facilitator"), _TEXT),
    **dict.fromkeys(("seat", "syndicate", "name", "token", "into", "role", "to", "desk", "right"), _TEXT),
    **dict.fromkeys(("owner", "due", "what", "card"), _TEXT),
    **dict.fromkeys(("seed", "day", "document", "answer", "percent", "minutes", "action", "letter", "news"), _NUMBER),
    **dict.fromkeys(("priority", "count"), _NUMBER),
    **dict.fromkeys(("admit", "names", "required", "seen", "closed", "gate", "shown"), _YES),
    **dict.fromkeys(("roles", "endings"), _LIST),
    **dict.fromkeys(("seats", "syndicates"), _MAP),
}
"""What a key holds, in whichever kind of event it stands."""
_OPENING = frozenset({"scenario", "title", "sha256", "seed"})
_NEEDED: Mapping[Kind, frozenset[str]] = {
    Kind.RUN_STARTED: _OPENING | {"seats"},
    Kind.RUN_BRANCHED: frozenset({"run", "inject"}),
    Kind.DECISION_TAKEN: frozenset({"inject", "option", "how", "day"}),
    Kind.CLASS_OPENED: _OPENING | {"syndicates", "facilitator", "admit"},
    Kind.SEAT_JOINED: frozenset({"seat", "syndicate", "name", "token"}),
    Kind.COMMITTED: frozenset({"text", "owner", "due", "priority"}),
    Kind.CARD_TURNED: frozenset({"card", "shown", "text"}),
    Kind.RUN_ENDED: frozenset({"day", "endings"}),
}
"""Keys without which not even a list of runs or classes can be made."""
_MOST = 2**53
"""Beyond it no number of an exercise lies."""
_YEARS = range(1970, 9_000)
"""A machine without a clock of its own begins in 1970; some systems cannot show what is before."""


def event_of(row: tuple[Any, ...], said: Mapping[str, Any] | None = MappingProxyType({})) -> Event:
    """Return a row (id, run, seq, kind, at, by, data, and the version where its file has one) as an event.

    ``said`` are the values of what is sealed in it, by their seals; with None it stays sealed.

    Raises:
        Damaged: where it cannot be one.
        Later: where this version does not know its kind, or not in this form.
    """
    id, run, seq, kind, at, by, packed = row[:7]
    version = row[7] if len(row) > 7 else 1
    if not isinstance(seq, int) or not all(isinstance(each, str) for each in (id, run, kind, at, by, packed)):
        raise Damaged("a row of it is no event")
    where = f"event {seq} of run '{run[:40]}'"
    try:
        known = Kind(kind)
    except ValueError:
        raise LaterVersionError(f"{where} is of a kind that this version does not know: '{kind[:40]}'") from None
    if not isinstance(version, int) or version > EVENT_VERSION:
        raise LaterVersionError(f"{where} ({known}) is written in a form that this version does not know")
    if not is_time(at):
        raise Damaged(f"{where} has no time, but '{at[:40]}'")
    try:
        data = json.loads(packed)
    except (ValueError, RecursionError):
        raise Damaged(f"what {where} holds cannot be read") from None
    if not isinstance(data, dict):
        raise Damaged(f"what {where} holds is no map")
    if said is None:
        return Event(id, run, seq, known, at, by, data)
    data = unsealed(data, said)
    missing = sorted(_NEEDED.get(known, frozenset()) - data.keys())
    if missing:
        raise Damaged(f"{where} ({known}) lacks '{missing[0]}'")
    for key, value in data.items():
        wanted = _TYPES.get(key)
        if wanted and not _is(wanted, value):
            raise Damaged(f"'{key}' of {where} ({known}) is not {wanted}")
    _check_known(where, known, data)
    return Event(id, run, seq, known, at, by, data)


def is_time(at: object) -> bool:
    """Whether this is a wall time of the log: ISO 8601 with its zone, of a year that every system can show."""
    if not isinstance(at, str):
        return False
    try:
        moment = dt.datetime.fromisoformat(at)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment.year in _YEARS


def _is(wanted: str, value: object) -> bool:
    if wanted == _NUMBER:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _MOST
    if wanted == _LIST:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return isinstance(value, {_TEXT: str, _YES: bool, _MAP: dict}[wanted])


def _check_known(where: str, kind: Kind, data: Mapping[str, Any]) -> None:
    """What is inside of the maps, and what may be left out."""
    if kind is Kind.RUN_STARTED:
        for seat in data["seats"].values():
            if not isinstance(seat, dict) or not isinstance(seat.get("name"), str) or not _is(_LIST, seat.get("roles")):
                raise Damaged(f"a seat of {where} is none")
    elif kind is Kind.CLASS_OPENED:
        if not all(isinstance(code, str) for code in data["syndicates"].values()) or not data["syndicates"]:
            raise Damaged(f"a syndicate of {where} has no code")
    elif kind is Kind.CHOICE_MADE and data.get("confidence") is not None and not _is(_NUMBER, data["confidence"]):
        raise Damaged(f"'confidence' of {where} is not {_NUMBER}")
    if data.get("since") and not is_time(data["since"]):
        raise Damaged(f"'since' of {where} is no time")
