"""The log beside a class: who came in and what failed. Never a token, never a word that anybody wrote; and bounded.

Whoever makes the host write a line may do so a million times. A file that begins anew at a size keeps the disk, and
would still lose what matters among a million lines alike: so of one kind of line only some are written.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic

from game.web.limits import Bucket

MAX_LOG = 1_000_000
"""Bytes of the log beside a class; then it begins anew, and the one before is kept."""
ALIKE = (100, 0.2)
"""Lines of one kind: at once, and a second. A whole class joins within a minute, and each of its lines is kept."""
KINDS = 256
"""Kinds of line that are told apart; beyond them the oldest is forgotten."""
LOGGERS = ("game.web", "asyncio")
"""Whose lines are kept: ours, and those of the loop, which would else go to the terminal under the desk."""


class Trickle(logging.Filter):
    """Lets so many lines of one kind through, and says how many it kept back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kinds: dict[str, tuple[Bucket, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written; its text says how many like it were not."""
        kind = str(record.msg)
        bucket, kept_back = self._kinds.pop(kind, (None, 0))
        bucket = bucket or Bucket(*ALIKE, self._clock)
        while len(self._kinds) >= KINDS:
            del self._kinds[next(iter(self._kinds))]
        through = bucket.left() >= 1
        if through:
            bucket.take()
            if kept_back:
                record.msg, record.args = f"{record.getMessage()} (and {kept_back:,} more like it)", ()
        self._kinds[kind] = (bucket, 0 if through else kept_back + 1)
        return through


def keep_log(folder: Path, name: str, screen: bool) -> None:
    """Keep the log of a class in a folder; without a screen warnings are said on stderr too."""
    handlers: list[logging.Handler] = []
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(RotatingFileHandler(folder / f"{name}.log", maxBytes=MAX_LOG, backupCount=1, delay=True))
        handlers[0].setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    if not screen:
        handlers.append(logging.StreamHandler())
        handlers[-1].setLevel(logging.WARNING)
    for each in LOGGERS:
        logger = logging.getLogger(each)
        logger.setLevel(logging.INFO)
        logger.addFilter(Trickle())
        for handler in handlers:
            logger.addHandler(handler)
        logger.propagate = False  # a line on the terminal would stand in the middle of the desk
