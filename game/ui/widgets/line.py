"""What is typed into, on every screen, a line or several: what is pasted is text, none of it left out in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, cast

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from game.scenario.text import as_digits, clean, one_line
from game.words import ENGLISH


def too_long(room: int | None) -> str:
    """What is said where there was no room for all that was pasted."""
    return ENGLISH.say("There is room for {n} letters; the end of what was pasted is left out.", n=room)


class Speaker(Protocol):
    """A program that can say a sentence."""

    def say(self, text: str, error: bool = False) -> None:
        """Say it; ``error`` where something went wrong."""
        ...


class Line(Input):
    """A line of text, or with ``digits`` a number of at most so many."""

    def __init__(
        self,
        value: str = "",
        *,
        limit: int = 0,
        digits: int = 0,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
        compact: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(
            value, placeholder=placeholder, max_length=digits or limit, id=id, classes=classes, compact=compact,
            restrict=rf"\d{{0,{digits}}}" if digits else None, select_on_focus=False, name=name,
        )  # fmt: skip

    def begin(self, text: str, limit: int, restrict: str | None) -> None:
        """Make ready for an answer, with what was typed of it before."""
        self.max_length, self.restrict = limit, restrict
        self.value = text
        self.cursor_position = len(text)

    def mark_all(self) -> None:
        """Mark all of it."""
        self.action_select_all()

    def insert_text(self, text: str) -> None:
        """Put a letter at the cursor, in the place of what is marked."""
        self.replace(text, *sorted(self.selection))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in the place of a part of the line; where only digits go, a French row gives digits."""
        super().replace(as_digits(text) if self.restrict else text, start, end)

    def paste(self, text: str) -> str:
        """Put pasted text at the cursor, its lines joined by blanks; return what to say of it, or nothing.

        Enter never comes with it.
        """
        start, end = sorted(self.selection)
        text = one_line(text)
        if self.restrict or not self.value[:start].strip():
            text = text.lstrip()
        if self.restrict:
            text = text.rstrip()
        room = self.max_length - len(self.value) + end - start if self.max_length else len(text)
        if self.restrict is None and len(text.rstrip()) > room:
            self.replace(text[:room], start, end)
            return too_long(self.max_length)
        self.replace(text[:room] if self.restrict is None else text, start, end)
        return ""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        said = self.paste(event.text)
        if said:
            cast(Speaker, self.app).say(said, error=True)


class Lines(TextArea):
    """Several lines of text, wrapped. Enter ends the answer, as it ends one of a line; Ctrl+J makes a new line."""

    ROWS = 6
    """Rows of a screen that it takes."""

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.limit = 0

    @property
    def value(self) -> str:
        """What was typed."""
        return self.text

    def begin(self, text: str, limit: int, restrict: str | None) -> None:
        """See `Line.begin`."""
        self.limit = limit
        self.load_text(text)
        self.move_cursor(self.document.end)

    def mark_all(self) -> None:
        """See `Line.mark_all`."""
        self.select_all()

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "ctrl+j", "shift+enter"):
            event.prevent_default()
            event.stop()
            if event.key == "enter":
                self.post_message(self.Submitted())
            else:
                self.insert_text("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if said := self.paste(event.text):
            cast(Speaker, self.app).say(said, error=True)

    def insert_text(self, text: str) -> None:
        """Put a letter at the cursor, in the place of what is marked; nothing where there is no room."""
        start, end = sorted(self.selection)
        if len(self.text) - len(self.selected_text) + len(text) <= self.limit:
            self.replace(text, start, end)

    def paste(self, text: str) -> str:
        """See `Line.paste`; line ends stay what they are."""
        start, end = sorted(self.selection)
        text = clean(text).strip("\n")
        room = self.limit - len(self.text) + len(self.selected_text)
        self.replace(text[:room], start, end)
        return too_long(self.limit) if len(text) > room else ""
