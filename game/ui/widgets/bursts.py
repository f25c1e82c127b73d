"""Keys that come faster than anybody types are a paste, whether or not the terminal says so.

Most terminals put marks round what is pasted, and Textual reads them. Where the marks are missing (an old console, a
multiplexer, a program that types for somebody) every line end would be Enter, and every letter a command.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from textual import events
from textual.message import Message

from game.ui.widgets.textual_private import XTermParser

MANY = 3
"""Text keys in one burst from which on it is a paste; two may be a letter and Enter on a slow line."""
TOGETHER = 0.01
"""Seconds between two readings of the terminal that are one burst: nobody types three keys in that time."""
STILL = 0.05
"""The same, once it is known to be a paste: its end may come in a piece of its own."""
_LINE_ENDS = {"enter": "\n", "ctrl+j": "\n", "tab": "\t"}


class Bursts:
    """Turns bursts of text keys into pastes. Other keys, and what is typed, go through as they are."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._length, self._heard = 0, float("-inf")
        """Text keys of the burst so far, and when its last one came."""

    def sift(self, heard: Iterable[Message]) -> list[Message]:
        """Return what one reading of the terminal means."""
        now = self._timer()
        if now - self._heard > (STILL if self._length >= MANY else TOGETHER):
            self._length = 0
        made: list[Message] = []
        for textual, run in groupby(heard, lambda event: text_of(event) is not None):
            messages = list(run)
            if not textual:
                if any(isinstance(each, events.Key) for each in messages):
                    self._length = 0
                made += messages
                continue
            self._length, self._heard = self._length + len(messages), now
            if self._length >= MANY and not only_enter(messages, self._length):
                made.append(events.Paste("".join(text_of(each) or "" for each in messages)))
            else:
                made += messages
        return made


def text_of(event: Message) -> str | None:
    """Return what a key would be in a pasted text; None where it is no text."""
    if not isinstance(event, events.Key):
        return None
    return _LINE_ENDS.get(event.key) or (event.character if event.is_printable else None)


def only_enter(messages: list[Message], length: int) -> bool:
    """Whether somebody leans on Enter, or on one letter: a key that repeats is no text."""
    return length == len(messages) and len({getattr(each, "key", "") for each in messages}) == 1


class BurstParser(XTermParser):
    """Textual's reader of terminals, with bursts as pastes."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._bursts = Bursts()

    def feed(self, data: str) -> Iterable[Message]:
        """Take what one reading gave."""
        return self._bursts.sift(super().feed(data))


def read_bursts_as_pastes() -> None:
    """Have the terminal of this process read so. A browser's line says itself what was pasted."""
    driver: Any = importlib.import_module(f"textual.drivers.{'win32' if sys.platform == 'win32' else 'linux_driver'}")
    driver.XTermParser = BurstParser
