"""Where a log comes from: its pin, and what came with it where it was brought from another machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from game.record import chain
from game.record.log import Log
from game.record.run import Run
from game.record.sqlite import SqliteLog

NAME, PINNED, OUTLOOK = "name", "pinned", "outlook"
"""What is kept of it in a store."""
WHOLE = "class"
"""The key of what an analysis said of all runs of a class together."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of a log beside its events."""

    pin: str = ""
    """The first signs of its chain's head; nothing where what is personal does not stand apart in it."""
    name: str = ""
    """The name that it was brought here under; nothing where it was begun here."""
    looked: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By run what an analysis said of it, with the number of happenings that it saw."""

    def of(self, run: str, seen: Run) -> str:
        """Return what an analysis said of a run, as JSON; nothing where it has been played on since."""
        found = self.looked.get(run, {})
        if found.get("happenings") != len(seen.happenings) or not found.get("said"):
            return ""
        return json.dumps(found["said"])

    @property
    def whole(self) -> str:
        """What an analysis said of a class as a whole, as JSON; nothing where it said nothing."""
        found = self.looked.get(WHOLE, {})
        return json.dumps(found["said"]) if found.get("said") else ""


def provenance(log: Log) -> Provenance:
    """Return where a log comes from.

    Raises:
        RecordError: where it cannot be read.
    """
    if not isinstance(log, SqliteLog) or not log.apart:
        return Provenance()
    carried = log.carried()
    pin = ""
    if carried.get(PINNED) != "no":
        halves = log.halves()
        started = next((str(event.data["sha256"]) for event in halves.events if "sha256" in event.data), "")
        pin = chain.pin(started, halves.events)
    try:
        looked = dict(json.loads(carried.get(OUTLOOK, "{}")))
    except (TypeError, ValueError, RecursionError):
        looked = {}
    return Provenance(pin, carried.get(NAME, ""), looked)
