"""Writing to a run: the one way in which anything gets into a log, for a table and for a class.

What is asked for becomes facts, the facts are folded into what is known, and only where the log
takes them is that what is known from then on. So memory is at any time the fold of the log as far
as it was read, a fact that would not fold is never written, and the rules move once a command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar

from game.exercise.clock import Clock
from game.exercise.errors import Refused
from game.exercise.identity import CommandIdentity, with_ends
from game.record.events import Event, Fact, Kind
from game.record.log import ConflictError, Doubled, Log, RecordError
from game.words import lazy

ATTEMPTS = 20
"""How often facts are made anew because another writer was first; then it is said, and whoever asked may ask again."""
MAX_EVENTS = 100_000
"""Events of one run, or of a class's own log."""
KEPT_FOR_THE_DESK = 1_000
"""Of these so many that no seat may fill: the facilitator can always end what somebody has flooded."""
MAX_OF_A_SEAT = 5_000
"""Events that one seat of a class may make in a run: more than any day has, and too few to fill it."""
MAX_NOTES = 2_000
"""Notes of one seat in a run."""
ANOTHERS = lazy("another command had this id: nothing was done. Begin again on a fresh screen.")


class Fold(Protocol):
    """What the events of a run make: the same again, with one event more."""

    @property
    def seq(self) -> int:
        """The number of events folded in."""
        ...

    def with_event(self, event: Event, /) -> Self:
        """Return it with one more event (RecordError where that cannot have happened)."""
        ...


Memory = TypeVar("Memory", bound=Fold)
Told = Callable[[Sequence[Event], Memory, Memory], None]
"""Is called with what is new, and with what was known before it and is known now."""
Follows = Callable[[str, Memory, Memory], Sequence[Fact]]
"""What follows from a command of this id that makes one memory of another, and is written in the same breath."""


class RunLog(Generic[Memory]):
    """One run of a log, as one writer knows it."""

    def __init__(
        self,
        log: Log,
        run: str,
        fold: Callable[[Sequence[Event]], Memory],
        clock: Clock,
        follows: Follows[Memory] = lambda id, before, after: (),
        shared: bool = True,
    ) -> None:
        events = log.events(run)
        self.run = run
        self.memory = fold(events)
        self.told: list[Told[Memory]] = []
        """Called after each change, in this order."""
        self._log, self._clock, self._follows, self._shared = log, clock, follows, shared
        self._known: dict[str, Event] = {}
        self._count: Counter[str] = Counter()
        self._done: Counter[tuple[str, Kind]] = Counter()
        self._learn(events)

    @property
    def seq(self) -> int:
        """The number of events that are known."""
        return self.memory.seq

    def latest(self, wanted: Callable[[Event], bool]) -> Event | None:
        """The last event of some kind, or None."""
        return next((event for event in reversed(self._known.values()) if wanted(event)), None)

    def times(self, by: str, kind: Kind) -> int:
        """How often somebody has done something of this kind, as far as the log was read."""
        return self._done[by, kind]

    def has(self, id: str, by: str) -> bool:
        """Whether somebody's command of this id is in the log."""
        return any((found := self._known.get(each)) and found.by == by for each in with_ends(id))

    def answered(self, asked: CommandIdentity) -> bool:
        """Whether the log has what is asked for (Refused where its id stands for something else)."""
        found = [self._known[id] for id in asked.ids if id in self._known]
        if found and not any(map(asked.is_in, found)):
            raise Refused(ANOTHERS)
        return bool(found)

    def write_once(
        self,
        asked: CommandIdentity,
        make: Callable[[], Sequence[Fact]],
        rests: Callable[[], Iterable[RunLog[Any]]] = lambda: (),
    ) -> None:
        """Write the facts that ``make`` returns, once; where another writer was first they are made anew.

        ``rests`` names the other runs that the facts rest on. Nothing is written unless they are as known here, and
        a command that was done in one of them is done.

        Raises:
            Refused: where ``make`` refuses it, all that was written until now being known; or its id is another's.
            RecordError: where it could not be written; nothing has changed then.
        """
        for _ in range(ATTEMPTS):
            others = [book for book in rests() if book is not self]
            answers = [book.answered(asked) for book in (self, *others)]
            if any(answers):
                return
            try:
                facts = list(make())
                if not facts:
                    return
                events, memory = self._tried(asked, facts)
            except (Refused, RecordError):
                # What is refused may rest on old news.
                if not self._read_all(others):
                    raise
                continue
            try:
                seen = {book.run: book.seq for book in others}
                self._log.append(self.run, self.seq, [_fact(event) for event in events], events[0].at, seen)
            except ConflictError:
                if not self._read_all(others):
                    says = f"run '{self.run}' cannot be written: the log is not as it was read, and shows nothing new."
                    raise RecordError(f"{says} Nothing was done; stop this host and start it again.") from None
            except Doubled:  # in a file of the first edition, by another run
                raise Refused(ANOTHERS) from None
            else:
                self._take(events, memory)
                return
        raise RecordError("too many write at once: nothing was done. Do it again.")

    def read(self) -> bool:
        """Take in what other writers wrote since; return whether there was anything."""
        events = self._log.events(self.run, self.seq)
        memory = self.memory
        for event in events:
            memory = memory.with_event(event)
        if events:
            self._take(events, memory)
        return bool(events)

    def _read_all(self, others: Sequence[RunLog[Any]]) -> bool:
        news = [book.read() for book in (*others, self)]
        return any(news)

    def _tried(self, asked: CommandIdentity, facts: list[Fact]) -> tuple[list[Event], Memory]:
        """The facts as events and what is known with them, before anything is written."""
        self._bound(asked, facts)
        at = self._clock().isoformat(timespec="milliseconds")
        memory, events = self.memory, list[Event]()

        def fold(more: Sequence[Fact]) -> None:
            nonlocal memory
            for fact in more:
                event = Event(fact.id, self.run, memory.seq + 1, fact.kind, at, fact.by, fact.data)
                memory = memory.with_event(event)
                events.append(event)

        fold(facts)
        fold(self._follows(asked.id, self.memory, memory))
        return events, memory

    def _bound(self, asked: CommandIdentity, facts: Sequence[Fact]) -> None:
        """Refused where a log, or a seat's part in it, is full."""
        by, free = asked.by, MAX_EVENTS - self.seq
        if free < len(facts) + 2:
            raise Refused(lazy("this log is full: it holds {most} events. End the exercise.", most=MAX_EVENTS))
        if any(fact.kind is Kind.NOTE_ADDED for fact in facts) and self._done[by, Kind.NOTE_ADDED] >= MAX_NOTES:
            raise Refused(lazy("you have written {most} notes; there is room for no more.", most=MAX_NOTES))
        if self._shared and not asked.desk and (self._count[by] >= MAX_OF_A_SEAT or free < KEPT_FOR_THE_DESK):
            raise Refused(lazy("this seat has done all that a log has room for; tell the facilitator."))

    def _take(self, events: Sequence[Event], memory: Memory) -> None:
        before, self.memory = self.memory, memory
        self._learn(events)
        for told in self.told:
            told(events, before, memory)

    def _learn(self, events: Iterable[Event]) -> None:
        for event in events:
            self._known[event.id] = event
            self._count[event.by] += 1
            self._done[event.by, event.kind] += 1


def _fact(event: Event) -> Fact:
    return Fact(event.id, event.kind, event.by, event.data)
