"""A hash chain over a log: each event's canonical JSON under the hash before it, so that any change is found and named.

The chain (Haber and Stornetta, "How to Time-Stamp a Digital Document", 1991) tells accident and careless change. Who
rewrites all of it can make another one; so its first signs stand on paper, at the foot of every form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from game.record.events import Event, Kind
from game.record.sealing import canonical

BEGIN = b"whitecell export 1\n"
PIN = 12
"""Signs of the head on paper: 48 bits, enough to see that it is this log and short enough to compare by eye."""


def body(event: Event) -> dict[str, Any]:
    """Return an event as it is chained."""
    return {
        "id": event.id,
        "run": event.run,
        "seq": event.seq,
        "kind": str(event.kind),
        "at": event.at,
        "by": event.by,
        "data": event.data,
    }


def first(sha256: str) -> str:
    """Return the hash before the first event: that of the scenario."""
    return hashlib.sha256(BEGIN + sha256.encode()).hexdigest()


def after(before: str, link: dict[str, Any]) -> str:
    """Return the hash after one more event."""
    return hashlib.sha256(before.encode() + canonical(link)).hexdigest()


def pin(sha256: str, events: Iterable[Event]) -> str:
    """Return what stands on paper for a log: the head's first signs, as it was before anything was erased.

    What tells of an erasure comes last, and so paper that was printed before it still names its log.
    """
    found = list(events)
    while found and found[-1].kind is Kind.ERASED:
        found.pop()
    *_, head = (first(sha256), *heads(sha256, found))
    return head[:PIN]


def heads(sha256: str, events: Iterable[Event]) -> Iterator[str]:
    """Yield the hash after each event; all personal values in them are sealed."""
    head = first(sha256)
    for event in events:
        head = after(head, body(event))
        yield head
