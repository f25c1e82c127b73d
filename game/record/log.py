"""The promise of a log, whatever store lies under it.

1. What `append` has returned is there after any crash, whole and once.
2. The events of a run are numbered from 1 without a gap; a reader sees a prefix of them.
3. Facts appended together are there together or not at all.
4. Nothing is written unless the run has exactly ``after`` events, and every run in ``seen`` as many as it says: whoever
   writes has read all that its facts rest on.
5. An id is there once in a run. A second one is an error, never an answer: a repeat is known by who has read all (4).
6. Nothing is ever changed or taken out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from game.errors import Said
from game.record.events import Event, Fact

if TYPE_CHECKING:
    from game.record.drafts import Drafts


NOTE = "note"
"""The field of a draft in which a note is typed. It is about no inject, and so it stays until it is sent."""


class RecordError(Said):
    """A record that cannot be read or written, in one sentence with the cure."""


class ConflictError(RecordError):
    """Another writer was first: read again what is there since, then decide anew."""


class Doubled(RecordError):
    """An id is there already, of another command: this one is not the same, and is not written."""


ITSELF_ALONE: Mapping[str, int] = MappingProxyType({})
"""What facts rest on that rest on nothing but their own run."""


class Log(Protocol):
    """An exercise's log: any number of writers, of whom one is first; any number of readers."""

    @property
    def drafts(self) -> Drafts:
        """What is typed and not sent yet: kept beside the log, never in it."""
        ...

    def append(
        self, run: str, after: int, facts: Sequence[Fact], at: str, seen: Mapping[str, int] = ITSELF_ALONE
    ) -> tuple[Event, ...]:
        """Write facts behind the ``after``-th event of a run and return them as events.

        ``seen`` names every other run that the facts rest on, with the number of its events.

        Raises:
            Taken: where this run or one in ``seen`` has another number of events than is said.
            Doubled: where an id is in this run already.
            RecordError: where the store cannot be written; nothing of it is there then.
        """
        ...

    def events(self, run: str, after: int = 0) -> tuple[Event, ...]:
        """Return the events of a run behind the ``after``-th, in order."""
        ...

    def runs(self) -> tuple[str, ...]:
        """Return the runs of this exercise, in the order in which they began."""
        ...

    def keep(self, sha256: str, files: Mapping[str, str]) -> None:
        """Keep a scenario's text under its hash; keeping it again changes nothing."""
        ...

    def kept(self, sha256: str) -> dict[str, str]:
        """Return a scenario's text (RecordError where it was never kept)."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...
