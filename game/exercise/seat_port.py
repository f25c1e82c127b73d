"""The one narrow port between a seat and its exercise, whatever lies between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from game.exercise.commands import Command
from game.exercise.views.binder import FolderView
from game.exercise.views.seat_view import View


class Seat(Protocol):
    """A seat: look, be told, ask. The same for a terminal, a browser, a plain stream and a test."""

    @property
    def trouble(self) -> str:
        """What stands between this port and its exercise now, in a sentence; nothing where nothing does."""
        ...

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

    def binder(self) -> tuple[FolderView, ...]:
        """Return every paper that this seat has opened so far, by inject.

        Raises:
            Refused: where the seat was taken back.
        """
        ...

    def draft(self, about: str) -> dict[str, str]:
        """Return what this seat has typed and not sent, by field: about an inject, or with nothing its note.

        Raises:
            RecordError: where it cannot be read.
        """
        ...

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """Keep what is typed by now, so that no pause, kill or other device loses it; an empty field is taken out.

        Raises:
            Refused: where it is about something that is no longer on the table.
            RecordError: where it could not be written.
        """
        ...


class ClassPort(Seat, Protocol):
    """A seat in a class: in the host's process, or at the other end of a network."""

    def forget(self, listener: Callable[[], None]) -> None:
        """Call a function no longer."""
        ...
