"""The one narrow port between a seat and its exercise, whatever lies between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from game.exercise.commands import Command
from game.exercise.views.seat_view import View


class Seat(Protocol):
    """A seat: look, be told, ask. The same for a terminal, a browser, a plain stream and a test."""

    def snapshot(self) -> View:
        """Return what this seat may see now."""
        ...

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change that may concern this seat."""
        ...

    def submit(self, command: Command) -> View:
        """Ask for something, once; return what the seat sees then.

        Raises:
            Refused: where it cannot be done now, in one sentence.
            RecordError: where it could not be written; nothing has changed then.
        """
        ...


class ClassPort(Seat, Protocol):
    """A seat in a class: in the host's process, or at the other end of a network."""

    @property
    def trouble(self) -> str:
        """What stands between this port and its exercise now, in a sentence; nothing where nothing does."""
        ...

    def forget(self, listener: Callable[[], None]) -> None:
        """Call a function no longer."""
        ...
