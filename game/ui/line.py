"""The one line that is typed into, on every screen: what is pasted is text, and none of it is left out in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.widgets import Input

from game.scenario.text import as_digits, one_line

if TYPE_CHECKING:
    from game.ui.program import Program


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
            return f"There is room for {self.max_length} letters; the end of what was pasted is left out."
        self.replace(text[:room] if self.restrict is None else text, start, end)
        return ""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        said = self.paste(event.text)
        if said:
            cast("Program", self.app).say(said, error=True)
