"""A panel that asks for a line of text, or a number."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.widgets import Input, Static

from game.exercise.commands import MAX_NOTE
from game.exercise.drafting import NOTE
from game.faces.content_builder import BAD, MUTED, Page, literal
from game.ui.shell.screen_base import Panel
from game.ui.widgets.drafting import Drafting
from game.ui.widgets.line import Line
from game.words import ENGLISH


class AskText(Panel[str]):
    """Returns the line typed, or None where there is none; ``drafting`` keeps it as a note's draft."""

    def __init__(self, title: str, question: str, limit: int = MAX_NOTE, drafting: Drafting | None = None) -> None:
        super().__init__()
        self.heading, self.question, self.limit, self.drafting = title, question, limit, drafting

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel small")
        panel.border_title = literal(self.heading)
        with panel:
            yield Static(literal(self.question))
            before = self.drafting.of(NOTE) if self.drafting else ""
            line = Line(before, limit=self.limit)
            line.cursor_position = len(before)
            yield line
            yield Static(
                literal(ENGLISH.say("Enter keeps it, Esc leaves it; what is typed stays."), MUTED), classes="keys"
            )

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """What is typed is kept, so that neither Escape nor a killed program takes it away."""
        if self.drafting:
            self.drafting.typed(NOTE, event.value)

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """See `Panel.dismiss`; the field is left."""
        if self.drafting:
            self.drafting.write()
        return super().dismiss(result)

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """The line is done."""
        self.dismiss(event.value.strip() or None)


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
            yield Line(digits=3, id="number")
            yield Static(literal(ENGLISH.say("Enter answers, Esc skips."), MUTED), classes="keys", id="hint")

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """The number is typed."""
        if not event.value:
            self.dismiss(None)
        elif int(event.value) > self.most:
            self.query_one("#hint", Static).update(
                literal(ENGLISH.say("A number from 0 to {most}, please.", most=self.most), BAD)
            )
        else:
            self.dismiss(int(event.value))
