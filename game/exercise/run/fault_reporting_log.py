"""A log that tells when it cannot be written, and when it can again: a facilitator hears of a full disk at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from game.record.events import Event, Fact
from game.record.log import ITSELF_ALONE, ConflictError, Doubled, Log, RecordError


class TellingLog:
    """Passes everything on to another log (see `game.record.log.Log`) and keeps what went wrong last."""

    def __init__(self, log: Log, tell: Callable[[], None]) -> None:
        self._log, self._tell = log, tell
        self.drafts = log.drafts
        self.trouble = ""
        """Why the last write failed, in a sentence; nothing once one has succeeded."""

    def append(
        self, run: str, after: int, facts: Sequence[Fact], at: str, seen: Mapping[str, int] = ITSELF_ALONE
    ) -> tuple[Event, ...]:
        """See `Log.append`."""
        try:
            written = self._log.append(run, after, facts, at, seen)
        except (ConflictError, Doubled):  # the log is well
            raise
        except RecordError as problem:
            self._is(str(problem))
            raise
        self._is("")
        return written

    def _is(self, trouble: str) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self._tell()

    def events(self, run: str, after: int = 0) -> tuple[Event, ...]:
        """See `Log.events`."""
        return self._log.events(run, after)

    def runs(self) -> tuple[str, ...]:
        """See `Log.runs`."""
        return self._log.runs()

    def keep(self, sha256: str, files: Mapping[str, str]) -> None:
        """See `Log.keep`."""
        self._log.keep(sha256, files)

    def kept(self, sha256: str) -> dict[str, str]:
        """See `Log.kept`."""
        return self._log.kept(sha256)

    def close(self) -> None:
        """See `Log.close`."""
        self._log.close()
