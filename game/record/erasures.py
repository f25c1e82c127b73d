"""What was erased here, without a name or a word of it: played again over whatever is brought back from before.

A backup, or an exported file, that is older than an erasure still holds what was erased. So each erasure is noted
beside the logs: which log, which seat or none, when, and the seals of what was taken out. A seal is a salted hash
(see `game.record.sealing`), and its salt went with the words. Where a backup's log keeps nothing apart yet, its seals
are made anew at each reading; then the events in which the words stood tell.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.record import private
from game.record.events import Fact, Kind, new_id
from game.record.log import RecordError
from game.record.parcel import erasable, without
from game.record.sealing import Halves
from game.record.sqlite import erase_in_log, read_log

FILE = "erasures.jsonl"
"""In the data folder, a line an erasure."""
MOST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure."""

    log: str
    """The id of the first event of the log."""
    at: str
    seat: str
    """Nothing where a name was looked for."""
    seals: frozenset[str]
    events: frozenset[tuple[str, int]]
    """Run and number of each event in which something was taken out."""

    def found(self, halves: Halves, apart: bool) -> set[str]:
        """Return the seals of what it takes out of a log, where that is its log; ``apart``: its seals are kept."""
        if not halves.events or halves.events[0].id != self.log:
            return set()
        if apart:
            return set(self.seals & halves.secrets.keys())
        if self.seat:
            return erasable(halves, self.seat, set())[0]
        return {each for each, said in halves.secrets.items() if said.words and (said.run, said.seq) in self.events}


def erasure(halves: Halves, gone: Iterable[str], seat: str, at: str) -> Erasure:
    """Return what is noted of an erasure that takes these seals out of a log."""
    seals = frozenset(gone)
    events = frozenset((halves.secrets[each].run, halves.secrets[each].seq) for each in seals)
    return Erasure(halves.events[0].id, at, seat, seals, events)


def taken_out(halves: Halves, erasures: Sequence[Erasure], apart: bool) -> tuple[Halves, int]:
    """Return a log without what was erased from it, and how many names and texts that were."""
    gone: set[str] = set()
    for each in erasures:
        gone |= each.found(halves, apart)
    return (without(halves, set(halves.secrets) - gone), len(gone)) if gone else (halves, 0)


def play_again(path: Path, erasures: Sequence[Erasure], at: str) -> int:
    """Erase from a log whatever was erased from it before; return how many names and texts that were.

    Raises:
        RecordError: where it cannot be read or written.
    """
    log = read_log(path)
    try:
        apart, count = log.apart, taken_out(log.halves(), erasures, log.apart)[1]
    finally:
        log.close()

    def again(halves: Halves) -> tuple[Halves, list[tuple[str, Fact]]]:
        left, gone = taken_out(halves, erasures, apart)
        first = halves.events[0].run
        run = next((each.run for each in halves.events if each.kind is Kind.CLASS_OPENED), first)
        return left, [(run, Fact(new_id(), Kind.ERASED, "", {"what": "", "count": gone}))]

    if count:
        erase_in_log(path, again, at)
    return count


# --- the list


def as_json(each: Erasure) -> dict[str, Any]:
    """Return an erasure as plain data."""
    return {"log": each.log, "at": each.at, "seat": each.seat, "seals": sorted(each.seals),
            "events": sorted(map(list, each.events))}  # fmt: skip


def from_json(data: object) -> Erasure:
    """Return the erasure in plain data.

    Raises:
        ValueError: where it is none.
    """
    if not isinstance(data, Mapping):
        raise ValueError("it is no erasure")
    log, at, seat = data.get("log"), data.get("at"), data.get("seat")
    seals, events = data.get("seals"), data.get("events")
    if not isinstance(log, str) or not isinstance(at, str) or not isinstance(seat, str):
        raise ValueError("it is no erasure")
    if not isinstance(seals, list) or not isinstance(events, list):
        raise ValueError("it is no erasure")
    pairs = [tuple(each) for each in events if isinstance(each, list)]
    known = all(len(each) == 2 and isinstance(each[0], str) and type(each[1]) is int for each in pairs)
    if not known or len(pairs) < len(events) or not all(isinstance(each, str) for each in seals):
        raise ValueError("it is no erasure")
    return Erasure(log, at, seat, frozenset(seals), frozenset((run, seq) for run, seq in pairs))


def read(folder: Path) -> list[Erasure]:
    """Return the erasures of a data folder; none where there is no list.

    Raises:
        RecordError: where the list is not as it was written: who was erased would come back by it.
    """
    path = folder / FILE
    try:
        if not path.exists():
            return []
        if path.stat().st_size > MOST:
            raise ValueError("it is too long")
        return [from_json(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError, RecursionError) as problem:
        says = f"the list of erasures, '{path}', cannot be read ({str(problem)[:100]}): mend it, or move it away."
        raise RecordError(says) from None


def note(folder: Path, made: Sequence[Erasure]) -> None:
    """Add erasures to the list of a data folder; those that are in it already are left out.

    Raises:
        RecordError: where it cannot be read or written.
    """
    new = [each for each in made if each not in read(folder)]
    if not new:
        return
    try:
        private.folder(folder)
        with open(folder / FILE, "a", encoding="utf-8", opener=private.opener) as out:
            out.writelines(json.dumps(as_json(each), sort_keys=True) + "\n" for each in new)
            out.flush()
            os.fsync(out.fileno())
    except OSError as problem:
        raise RecordError(f"the list of erasures cannot be written: {problem.strerror or problem}.") from None
