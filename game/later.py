"""What is due to be asked again, and where its answers are kept: of runs played here, and of seats' copies.

A run of one's own keeps them in its log. A copy of a class is never changed; its answers lie in a log beside it, which
goes with it. What was put off is in a file of its own, without a word in it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from game.errors import Said
from game.exercise import recalling
from game.exercise.clock import Clock, now
from game.exercise.commands import Recall, Refused, new_id
from game.exercise.identity import asked_by
from game.exercise.run.run_store import ALONE, ONLY, Library
from game.record import private
from game.record.events import Kind
from game.record.log import RecordError
from game.record.run import Recalled, recalled_in
from game.report import copies
from game.report.model import Debrief
from game.report.recall import RecallSheet, sheet
from game.scenario.scenario import Scenario
from game.words import lazy

WINDOWS = ((recalling.WEEK, 7, 20), (recalling.SIX_WEEKS, 42, 70))
"""Each moment with the first and the last day after a run's end on which it is due."""
SETTINGS = "logbook.json"
FAR = "9999-12-31"


@dataclass(frozen=True, slots=True)
class DueRecall:
    """A run that is to be asked about now."""

    name: str
    title: str
    moment: str


@dataclass(frozen=True, slots=True)
class RecallSettings:
    """What was put off, and from when on a logbook counts."""

    off: Mapping[str, str] = field(default_factory=dict)
    """By run: the day before which nothing is asked."""
    asked: str = ""
    """The day on which something was asked last."""
    since: str = ""
    """Runs that ended before this time are not in the logbook."""


def days_after(end: str, today: dt.datetime) -> int:
    """Return how many whole days lie between two times; below 0 where the clock was set back.

    Days of twenty-four hours in UTC, so that no change of the clocks in spring makes one too few.
    """
    try:
        since = today - dt.datetime.fromisoformat(end)
    except (TypeError, ValueError):
        return -1
    return since // dt.timedelta(days=1)


def moment_of(end: str, today: dt.datetime, told: Sequence[str]) -> str:
    """Return the moment that is due after a run's end; nothing where none is, or where it was answered."""
    days = days_after(end, today)
    return next((moment for moment, low, high in WINDOWS if low <= days <= high and moment not in told), "")


class RecallShelf:
    """What may be asked again on one machine."""

    def __init__(self, library: Library | None = None, clock: Clock = now) -> None:
        self.library, self.clock = library or Library(), clock
        self.file = self.library.folder.parent / SETTINGS

    # --- what is due

    def due(self) -> tuple[DueRecall, ...]:
        """Return what is due, what ended first before the rest; where one was asked today there is nothing more."""
        kept, today = self.kept(), self.clock()
        day = today.date().isoformat()
        if kept.asked >= day:  # asked today, or the clock was set back
            return ()
        found = [each for each in self._ended() if kept.off.get(each[0], "") <= day]
        made = [(end, DueRecall(name, title, moment_of(end, today, told))) for name, title, end, told in found]
        return tuple(due for _, due in sorted(made, key=lambda each: (each[0], each[1].name)) if due.moment)

    def _ended(self) -> Iterator[tuple[str, str, str, Sequence[str]]]:
        """Name, title, end and moments answered of each run that ended here, and of each seat's copy."""
        for entry in self.library.entries():
            if entry.ended and not entry.problem:
                yield entry.id, entry.title, entry.finished, entry.recalled
        for name in copies.names():
            with suppress(Said):
                copy = copies.read(name)
                if copy.parcel.seat:
                    told = [each.moment for each in self.recalled(name)]
                    yield name, copy.group.debrief.title, _end(copy), told

    def tomorrow(self, name: str) -> None:
        """Ask no more today."""
        self._keep(replace(self.kept(), asked=self.clock().date().isoformat()))

    def never(self, name: str) -> None:
        """Ask about this run no more."""
        kept = self.kept()
        self._keep(replace(kept, off={**kept.off, name: FAR}))

    def empty(self) -> None:
        """Let the logbook begin now: what was before is in it no more."""
        self._keep(replace(self.kept(), since=self.clock().isoformat(timespec="seconds")))

    def kept(self) -> RecallSettings:
        """Return what was put off; a file that cannot be read is as good as none."""
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return RecallSettings()
        if not isinstance(data, dict):
            return RecallSettings()
        off = data.get("off")
        return RecallSettings(
            {str(name): str(day) for name, day in off.items()} if isinstance(off, dict) else {},
            str(data.get("asked", "")), str(data.get("since", "")),
        )  # fmt: skip

    def _keep(self, kept: RecallSettings) -> None:
        there = {each.id for each in self.library.entries()} | set(copies.names())
        data = {"off": {name: day for name, day in kept.off.items() if name in there}, "asked": kept.asked,
                "since": kept.since}  # fmt: skip
        try:
            private.write_text(self.file, json.dumps(data, indent=1) + "\n")
        except OSError as problem:
            raise RecordError(f"'{SETTINGS}' cannot be written: {problem.strerror or problem}.") from None

    # --- one run

    def opened(self, name: str, moment: str = "") -> tuple[RecallSheet, Debrief, Scenario]:
        """Return what is asked about a run now; without a ``moment`` that which is due, or else the next one.

        Raises:
            Refused: where the run is not over, or no decision was taken in it.
            Said: where there is none of this name, or it cannot be read.
        """
        debrief, made, end = self._read(name)
        told = self.recalled(name)
        moments = [each.moment for each in told]
        moment = moment or moment_of(end, self.clock(), moments)
        moment = moment or (recalling.SIX_WEEKS if recalling.WEEK in moments else recalling.WEEK)
        found = sheet(debrief, made, moment, told)
        if found is None:
            raise Refused(lazy("no decision was taken in '{name}': there is nothing to ask about.", name=name))
        return found, debrief, made

    def _read(self, name: str) -> tuple[Debrief, Scenario, str]:
        if name in copies.names() and not self.library.has(name):
            copy = copies.read(name)
            if not copy.parcel.seat:
                raise Refused(
                    lazy("'{name}' is a syndicate's copy: from memory is asked with a seat's own.", name=name)
                )
            return copy.group.debrief, copy.scenario, _end(copy)
        from game.report.debrief import debrief
        from game.report.open import opened  # here, because it brings numpy

        run = self.library.read(name)
        if not run.state.over:
            raise Refused(lazy("'{name}' is not over yet.", name=name))
        end = next(each for each in self.library.entries() if each.id == name).finished
        return debrief(run, name, opened=opened(run)), run.scenario, end

    def ended(self, name: str) -> tuple[str, str]:
        """Return the title and the end of a run (Said where it is not over, or not there)."""
        debrief, _, end = self._read(name)
        return debrief.title, end

    def recalled(self, name: str) -> tuple[Recalled, ...]:
        """Return what was said from memory of a run or a copy, at its end and later."""
        if self.library.has(name):
            return self.library.read(name).recalled
        copy = copies.read(name)
        events = [each for each in copy.parcel.events if each.kind is Kind.RECALLED and each.by == copy.parcel.seat]
        file = beside(name)
        if file.exists():
            from game.record.sqlite import read_log  # here, because a screen's module knows no store

            log = read_log(file)
            try:
                events += [each for each in log.events(ONLY) if each.kind is Kind.RECALLED]
            finally:
                log.close()
        return tuple(map(recalled_in, events))

    def keep(self, name: str, said: Recall) -> None:
        """Keep one answer.

        Raises:
            Refused: where nothing was said.
            RecordError: where it cannot be written.
        """
        if self.library.has(name):
            table = self.library.resume(name)
            try:
                table.recall(ALONE, said)
            finally:
                table.log.close()
        else:
            from game.record.sqlite import open_log

            fact = asked_by(copies.read(name).parcel.seat, said).fact()
            log = open_log(beside(name))
            try:
                log.append(ONLY, len(log.events(ONLY)), [fact], self.clock().isoformat(timespec="seconds"))
            finally:
                log.close()

    def done(self) -> None:
        """Something was asked: today no more."""
        self.tomorrow("")


def _end(copy: copies.BroughtCopy) -> str:
    """When the exercise of a copy was over."""
    return next((each.at for each in copy.parcel.events if each.kind is Kind.ENDEX), "")


def beside(name: str) -> Path:
    """Return the log in which the answers to a copy lie."""
    return copies.path(name).with_suffix(".recall")


def command(given: Mapping[str, str], typed: Mapping[str, str]) -> Recall:
    """Return the answer that was typed to a question."""
    return Recall(
        id=new_id(), moment=given["moment"], prompt=given["prompt"], pick=typed.get("pick", ""),
        text=typed.get("text", ""), mark=typed.get("mark", ""),
    )  # fmt: skip


def listed(found: Sequence[DueRecall]) -> list[dict[str, Any]]:
    """Return what is due as plain data."""
    return [{"run": each.name, "title": each.title, "days": int(each.moment)} for each in found]


def calendar(name: str, end: str) -> str:
    """Return two entries for a calendar, without a word of what is asked (RecordError where there is no end)."""
    try:
        over = dt.datetime.fromisoformat(end)
    except ValueError:
        raise RecordError(f"'{name}' has no end to count from.") from None
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Whitecell//EN"]
    for _, days, _ in WINDOWS:
        day = (over + dt.timedelta(days=days)).strftime("%Y%m%d")
        lines += [
            "BEGIN:VEVENT", f"UID:{name.replace('/', '-')}-{days}@whitecell", f"DTSTAMP:{over:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{day}", "SUMMARY:Whitecell: two minutes", "END:VEVENT",
        ]  # fmt: skip
    return "\r\n".join((*lines, "END:VCALENDAR", ""))
