"""The run sheet: a session of 45, 90 or 180 minutes planned from a scenario's own minutes, on paper.

What has to go so that the rest fits is left out by a stated rule and said on the sheet; what cannot fit is refused.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from game.errors import Said
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Change, Condition, Inject, Scenario
from game.scenario.tree import mentioned

ASSUMED_DECISION = 5
"""Minutes of a decision whose author gave none."""
ASSUMED_READING = 2
LONGEST, SHORTEST = 1.5, 0.8
"""How far an inject's minutes may be stretched and shortened."""

RULE = (
    "Each inject has the minutes that its author gave it, reading included; where the author gave none, "
    f"{ASSUMED_DECISION} for a decision and {ASSUMED_READING} for information. Where they do not fill the time for "
    "play they are stretched, to one and a half times at most. Where they do not fit they are shortened, to four "
    "fifths at least; where that is not enough, injects are left out. The first and the last decision stay. Of the "
    "others goes the one without which the fewest lessons lose their only test; of equals the later one, which has "
    "less time to come back."
)


class CannotFit(Said):
    """A scenario that no plan for so many minutes is honest about, in one sentence."""


@dataclass(frozen=True, slots=True)
class Session:
    """How a session's minutes are shared out; they add up to the whole."""

    opening: int
    """No-fault rule, seats, questions before play."""
    situation: int
    play: int
    pause: int
    writing: int
    """Quiet writing before the talk."""
    debrief: int
    closing: int
    """One change for Monday; questions after play."""


SESSIONS = {
    45: Session(opening=6, situation=4, play=23, pause=0, writing=2, debrief=8, closing=2),
    90: Session(opening=8, situation=4, play=56, pause=0, writing=4, debrief=14, closing=4),
    180: Session(opening=12, situation=6, play=104, pause=10, writing=6, debrief=34, closing=8),
}


@dataclass(frozen=True, slots=True)
class SessionSlot:
    """An inject of the session."""

    inject: Inject
    minutes: int
    written: int
    """The author's minutes, or the assumed ones."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the timetable: from one minute to another."""

    start: int
    end: int
    what: str
    inject: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An inject that does not fit."""

    inject: Inject
    minutes: int
    lost: tuple[str, ...]
    """Titles of the lessons that only it would have tested."""
    hanging: tuple[str, ...]
    """What asks for something that is decided there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A session."""

    minutes: int
    session: Session
    slots: tuple[SessionSlot, ...]
    left_out: tuple[LeftOut, ...]
    never: tuple[Inject, ...]
    """Injects whose last day lies before their first: they never come up."""
    tray: tuple[SessionSlot, ...]
    """Injects in the facilitator's tray."""
    spare: int
    """Minutes of play that the scenario does not fill."""
    untested: tuple[str, ...]
    """Titles of the lessons that nothing on this sheet tests, though the whole timeline would."""
    rows: tuple[SheetRow, ...]


def plan(scenario: Scenario, minutes: int) -> Plan:
    """Return the plan of a session of 45, 90 or 180 minutes.

    Raises:
        CannotFit: where the session has another length, nothing comes up on the timeline, or the first and the last
            decision alone need more than the time for play.
    """
    session = SESSIONS.get(minutes)
    if session is None:
        raise CannotFit(f"a run sheet is for {', '.join(map(str, SESSIONS))} minutes, not {minutes}.")
    # In the order in which they come up: by day, and on one day in the file's.
    timeline = sorted((inject for inject in scenario.injects if not inject.manual), key=lambda inject: inject.first)
    kept = [inject for inject in timeline if inject.first <= min(inject.last, scenario.days)]
    never = tuple(inject for inject in timeline if inject.first > min(inject.last, scenario.days))
    if not kept:
        raise CannotFit(f"“{scenario.title}” brings nothing up by itself, so there is no timetable to print.")
    tested = {lesson for inject in kept for lesson in _lessons(inject)}
    once = _tested_once(kept)
    kept, dropped = _parted(kept, session.play)
    if (needed := sum(map(_least, kept))) > session.play:
        raise CannotFit(
            f"“{scenario.title}” does not fit in {minutes} minutes: its first and last decision alone need {needed} of "
            f"the {session.play} minutes of play. {_cure(minutes, needed)}"
        )
    shared = _shared([written(inject) for inject in kept], session.play)
    slots = tuple(_slot(inject, given) for inject, given in zip(kept, shared, strict=True))
    spare = session.play - sum(shared)
    still = {lesson for inject in kept for lesson in _lessons(inject)}
    hanging = _Hanging(scenario, kept)
    return Plan(
        minutes=minutes,
        session=session,
        slots=slots,
        left_out=tuple(
            LeftOut(inject, written(inject), _titles(scenario, _lessons(inject) & once), hanging.on(inject))
            for inject in dropped
        ),
        never=never,
        tray=tuple(_slot(inject, written(inject)) for inject in scenario.injects if inject.manual),
        spare=spare,
        untested=_titles(scenario, tested - still),
        rows=tuple(_timetable(session, slots, spare)),
    )


def written(inject: Inject) -> int:
    """Return an inject's minutes as its author gave them, or the assumed ones."""
    return inject.minutes or (ASSUMED_DECISION if inject.options else ASSUMED_READING)


def _slot(inject: Inject, minutes: int) -> SessionSlot:
    return SessionSlot(inject, minutes, written(inject))


def _least(inject: Inject) -> int:
    return ceil(SHORTEST * written(inject))


def _parted(timeline: Sequence[Inject], play: int) -> tuple[list[Inject], list[Inject]]:
    """What is kept and what is left out, each in the order of time.

    The one that goes first is on top of a heap; what it would cost to leave one out can only grow, so that a cost which
    has grown meanwhile is put back into it.
    """
    lessons = [_lessons(inject) for inject in timeline]
    counted = Counter(lesson for each in lessons for lesson in each)

    def cost(index: int) -> int:
        """How many lessons nothing else that is kept would test."""
        return sum(counted[lesson] == 1 for lesson in lessons[index])

    stay = _staying(timeline)
    heap = [(cost(index), -index) for index in range(len(timeline)) if index not in stay]
    heapq.heapify(heap)
    needed, gone = sum(map(_least, timeline)), set[int]()
    while needed > play and heap:
        thought, index = heap[0][0], -heap[0][1]
        if (now := cost(index)) > thought:
            heapq.heapreplace(heap, (now, -index))
            continue
        heapq.heappop(heap)
        gone.add(index)
        needed -= _least(timeline[index])
        counted.subtract(lessons[index])
    kept = [inject for index, inject in enumerate(timeline) if index not in gone]
    return kept, [timeline[index] for index in sorted(gone)]


def _staying(timeline: Sequence[Inject]) -> set[int]:
    """The places of the first and the last decision; of a scenario without any, that of the first inject."""
    decisions = [index for index, inject in enumerate(timeline) if inject.options] or [0]
    return {decisions[0], decisions[-1]}


def _lessons(inject: Inject) -> set[str]:
    return {evidence.lesson for option in inject.options for evidence in option.evidence}


def _tested_once(injects: Sequence[Inject]) -> set[str]:
    """The lessons that one of the injects alone tests."""
    counted = Counter(lesson for inject in injects for lesson in _lessons(inject))
    return {lesson for lesson, times in counted.items() if times == 1}


def _shared(wanted: Sequence[int], play: int) -> list[int]:
    """Share the minutes of play out in whole minutes, each between its bounds and in step with what was wanted."""
    shrinking = sum(wanted) > play
    given = [ceil(SHORTEST * each) if shrinking else each for each in wanted]
    most = [each if shrinking else floor(LONGEST * each) for each in wanted]
    while sum(given) < play:
        open_still = [i for i in range(len(wanted)) if given[i] < most[i]]
        if not open_still:
            break
        given[min(open_still, key=lambda i: (given[i] / wanted[i], i))] += 1
    return given


def _cure(minutes: int, needed: int) -> str:
    longer = next((length for length, session in SESSIONS.items() if session.play >= needed and length > minutes), None)
    return f"It fits in {longer} minutes." if longer else "Play it in two sessions, or shorten its injects."


def _titles(scenario: Scenario, lessons: set[str]) -> tuple[str, ...]:
    known = known_lessons(scenario).lessons
    return tuple(lesson.title for id, lesson in known.items() if id in lessons)


def _timetable(session: Session, slots: Sequence[SessionSlot], spare: int) -> Iterator[SheetRow]:
    parts: list[tuple[int, str, str]] = [
        (session.opening, "Opening: no-fault rule, seats, questions before play", ""),
        (session.situation, "Situation: setting, role cards, what everyone knows", ""),
    ]
    played, whole = 0, sum(slot.minutes for slot in slots)
    paused = not session.pause
    for slot in slots:
        if not paused and played + slot.minutes / 2 >= whole / 2:
            parts.append((session.pause, "Pause", ""))
            paused = True
        parts.append((slot.minutes, slot.inject.title, slot.inject.id))
        played += slot.minutes
    parts += [
        (spare, "Spare: an inject from the tray, a decision played again, or a longer debrief", ""),
        (session.writing, "Quiet writing: what surprised me, what I would keep, what I would change", ""),
        (session.debrief, "Debrief: what, so what, now what", ""),
        (session.closing, "One change for Monday; questions after play", ""),
    ]
    at = 0
    for length, what, inject in parts:
        if length:
            yield SheetRow(at, at + length, what, inject)
            at += length


# --- what hangs on an inject that is left out


class _Hanging:
    """What on the sheet asks for something that only an inject that is left out could have brought about."""

    def __init__(self, scenario: Scenario, kept: Sequence[Inject]) -> None:
        self.scenario = scenario
        self.brought = {flag for inject in kept for flag in _flags(inject)}
        self.says: list[str] = []
        self.asks: dict[tuple[str, int], list[int]] = {}
        """Flag or inject, and its index, to where in `says` those stand that ask for it."""
        for says, condition in _conditions(scenario, kept):
            _, flags, injects, _ = mentioned(condition.tree)
            for name in (*(("flag", flag) for flag in flags), *(("inject", inject) for inject in injects)):
                self.asks.setdefault(name, []).append(len(self.says))
            self.says.append(says)

    def on(self, inject: Inject) -> tuple[str, ...]:
        """What hangs on one inject."""
        names = [("inject", self.scenario.inject_index[inject.id])]
        names += [("flag", flag) for flag in _flags(inject) - self.brought]
        places = sorted({place for name in names for place in self.asks.get(name, ())})
        return tuple(dict.fromkeys(self.says[place] for place in places))


def _conditions(scenario: Scenario, kept: Sequence[Inject]) -> Iterator[tuple[str, Condition]]:
    """Every condition that a session asks, and what it belongs to in words."""
    found: list[tuple[str, Condition | None]] = []
    for inject in kept:
        found.append((f"whether “{inject.title}” comes up", inject.when))
        for option in inject.options:
            found.append((f"whether “{option.label}” is open", option.requires))
            found += [(f"what comes back of “{option.label}”", later.when) for later in option.later]
    found += [("what goes on by itself", trend.when) for trend in scenario.trends]
    found += [(f"the ending “{ending.title}”", ending.when) for ending in scenario.endings]
    found += [(f"the test of “{title}”", test) for title, test in _tests(scenario)]
    yield from ((says, condition) for says, condition in found if condition is not None)


def _tests(scenario: Scenario) -> Iterator[tuple[str, Condition | None]]:
    known = known_lessons(scenario).lessons
    for lesson, test in scenario.lessons.items():
        yield (known[lesson].title if lesson in known else lesson), test


def _flags(inject: Inject) -> set[int]:
    changes: list[Change] = []
    for option in inject.options:
        changes += [option.change, *(b.change for b in option.chance), *(later.change for later in option.later)]
    return {flag for change in changes for flag in (*change.set, *change.clear)}
