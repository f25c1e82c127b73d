"""Handing on what is typed while it is typed: at most once a second, and at once where a field is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.message_pump import MessagePump
from textual.timer import Timer

from game.errors import Said
from game.exercise.seat_port import Seat
from game.words import ENGLISH

EVERY = 1.0
"""Seconds between two writings: so much is lost to a kill at most."""


class PanelDraft(Protocol):
    """What was typed into the fields of something that is asked, and not sent."""

    def of(self, field: str) -> str:
        """Return what was typed into a field so far."""
        ...

    def typed(self, field: str, text: str) -> None:
        """A field holds this now."""
        ...

    def write(self) -> None:
        """Have it kept now."""
        ...


class DeskDraft:
    """What was typed at the desk and let be: there when it is asked again, as long as this program runs."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def of(self, field: str) -> str:
        """See `PanelDraft.of`."""
        return self._fields.get(field, "")

    def typed(self, field: str, text: str) -> None:
        """See `PanelDraft.typed`."""
        self._fields[field] = text

    def write(self) -> None:
        """See `PanelDraft.write`."""


class Drafting:
    """The draft of one thing that is asked: about an inject, or with nothing the note."""

    def __init__(self, owner: MessagePump, seat: Seat, about: str, say: Callable[[str], None]) -> None:
        self._owner, self._seat, self.about, self._say = owner, seat, about, say
        self._fields: dict[str, str] = {}
        self._fresh: dict[str, str] = {}
        """What is not written yet."""
        self._timer: Timer | None = None
        try:
            self._fields = seat.draft(about)
        except Said as problem:
            say(problem.said(ENGLISH))

    def of(self, field: str) -> str:
        """Return what was typed into a field so far."""
        return self._fields.get(field, "")

    @property
    def fields(self) -> dict[str, str]:
        """All that was typed so far."""
        return dict(self._fields)

    def typed(self, field: str, text: str) -> None:
        """A field holds this now."""
        if text == self.of(field):
            return
        self._fields[field] = self._fresh[field] = text
        if self._timer is None:
            self._timer = self._owner.set_timer(EVERY, self.write)

    def write(self) -> None:
        """Have it kept now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        fresh, self._fresh = self._fresh, {}
        if not fresh:
            return
        try:
            self._seat.keep_draft(self.about, fresh)
        except Said as problem:
            self._say(problem.said(ENGLISH))
