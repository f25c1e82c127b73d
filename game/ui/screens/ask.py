"""A panel that asks for a line of text, or a number."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from game.exercise.commands import MAX_NOTE
from game.ui.frame import Panel
from game.ui.write import BAD, MUTED, Page, literal


class AskText(Panel[str]):
    """Returns the line typed, or None; where it may be ``empty``, nothing typed is an answer too."""

    def __init__(self, title: str, question: str, limit: int = MAX_NOTE, empty: bool = False) -> None:
        super().__init__()
        self.heading, self.question, self.limit, self.empty = title, question, limit, empty

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel small")
        panel.border_title = literal(self.heading)
        with panel:
            yield Static(literal(self.question))
            yield Input(max_length=self.limit)
            yield Static(literal("Enter keeps it, Esc leaves it.", MUTED), classes="keys")

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """The line is done."""
        self.dismiss(event.value.strip() or ("" if self.empty else None))


class AskNumber(Panel[int]):
    """Returns a whole number from 0 to `most`, or None where it was skipped."""

    def __init__(self, title: str, question: str, most: int, words: str = "") -> None:
        super().__init__()
        self.heading, self.question, self.most, self.words = title, question, most, words

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel small")
        panel.border_title = literal(self.heading)
        with panel:
            yield Static(Page().line(self.question).gap().add(self.words or f"0 to {self.most}", MUTED).content())
            yield Input(restrict=r"\d{0,3}", max_length=3, id="number")
            yield Static(literal("Enter answers, Esc skips.", MUTED), classes="keys", id="hint")

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """The number is typed."""
        if not event.value:
            self.dismiss(None)
        elif int(event.value) > self.most:
            self.query_one("#hint", Static).update(literal(f"A number from 0 to {self.most}, please.", BAD))
        else:
            self.dismiss(int(event.value))
