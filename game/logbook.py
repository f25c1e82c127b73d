"""The logbook of whoever uses this machine: their runs and their own copies are read, and what to play next is found.

Nothing else is read, and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from game.errors import Said
from game.exercise.run.run_store import ALONE, Entry
from game.exercise.views.seat_view_builder import roles_of
from game.later import RecallShelf
from game.record.run import Run
from game.report import copies
from game.report.debrief import debrief
from game.report.logbook import Logbook, Next, PlayedRun, least_content_seat
from game.report.logbook import logbook as book
from game.scenario.catalogue import catalogue


def logbook(later: RecallShelf) -> Logbook:
    """Return the logbook; what cannot be read is left out, and named where runs are listed."""
    since = later.kept().since
    entries = [each for each in later.library.entries() if not each.problem and each.last >= since]
    runs = [*_runs(later, entries), *_copies(later, since)]
    return book(runs, catalogue(), _wanted(later, entries, runs))


def _runs(later: RecallShelf, entries: Sequence[Entry]) -> Iterator[PlayedRun]:
    for entry in entries:
        with suppress(Said):
            run = later.library.read(entry.id)
            titles = tuple(role.title for role in run.scenario.roles if role.id in roles_of(run, ALONE))
            yield PlayedRun(entry.id, debrief(run, entry.id), entry.finished, titles, run.notes, run.recalled)


def _copies(later: RecallShelf, since: str) -> Iterator[PlayedRun]:
    for name in copies.names():
        with suppress(Said):
            copy = copies.read(name)
            _, end = later.ended(name) if copy.parcel.seat else ("", "")
            if copy.parcel.seat and end >= since:
                _, _, roles = copy.group.debrief.you.partition(": ")
                held = tuple(part.role for part in copy.group.debrief.headquarters if part.role in roles.split(", "))
                yield PlayedRun(name, copy.group.debrief, end, held, (), later.recalled(name))


def _wanted(later: RecallShelf, entries: Sequence[Entry], runs: Sequence[PlayedRun]) -> Iterator[Next]:
    """Yield what to play next, the nearest first; what costs most to find comes last, and is seldom reached."""
    for entry in (each for each in entries if not each.ended):
        yield Next("resume", entry.id, entry.title)
        break
    for due in later.due()[:1]:
        yield Next("recall", due.name, due.title)
    yield from _scenario(runs)
    ended = [run for run in runs if run.ended and later.library.has(run.name)]
    if not ended:
        return
    last = max(ended, key=lambda each: each.ended)
    run = later.library.read(last.name)
    if seat := least_content_seat(runs, last.debrief.scenario):
        ids = {role.title: role.id for role in run.scenario.roles}
        yield Next("seat", last.debrief.scenario, last.debrief.title, seat, option=ids.get(seat, ""))
    yield from _from_the_last(run, last.name, entries)


def _scenario(runs: Sequence[PlayedRun]) -> Iterator[Next]:
    """The shipped scenario with most lessons that were never at stake for this person; of equals the shorter one."""
    from game.scenario.load import load, shipped

    met = {
        part.id for run in runs for family in run.debrief.families for part in family.lessons
        if part.served_at + part.spent_at
    }  # fmt: skip
    known = catalogue().lessons
    found = []
    for path in shipped().values():
        made = load(path)
        fresh = [known[id].title for id in made.lessons if id in known and id not in met]
        found.append((-len(fresh), made.minutes or 10_000, made.id, made.title, tuple(fresh)))
    if found and (best := min(found))[0]:
        yield Next("scenario", best[2], best[3], detail=best[4][:2])


def _from_the_last(run: Run, name: str, entries: Sequence[Entry]) -> Iterator[Next]:
    """The decision that closed most in the last run; then one from which an ending not seen is still open."""
    from game.report.open import open_endings, opened  # here, because it brings numpy

    made = run.scenario
    numbers = {each.inject: number for number, each in enumerate(run.decisions, 1)}
    closed = opened(run).closed_most
    if closed in numbers:
        yield Next("branch", name, made.title, str(numbers[closed]), option=closed)
    seen = {ending for each in entries if each.scenario == made.id for ending in each.endings}
    if (inject := open_endings(run, seen)) in numbers:
        yield Next("ending", name, made.title, str(numbers[inject]), option=inject)
