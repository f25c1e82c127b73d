"""A question with a yes and a no."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from game.faces.content_builder import TITLE, Page
from game.ui.shell.screen_base import Panel, named
from game.words import ENGLISH


class Confirm(Panel[bool]):
    """Enter says yes, Escape no, and so does any letter: a sentence typed where no line is open may not say yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "yes", "Yes", show=False),
    ]

    def __init__(self, question: str, detail: str, yes: str) -> None:
        super().__init__()
        page = Page().line(question, TITLE).gap().line(detail).gap()
        keys = named(("Enter", f"{yes[:1].lower()}{yes[1:]}  "), ("Esc", ENGLISH.say("stay")))
        self.asked = page.put(keys).content()

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel small"):
            yield Static(self.asked)

    def on_key(self, event: events.Key) -> None:
        """A letter is no answer; a question mark is a question."""
        if event.is_printable and event.character != "?":
            event.stop()
            self.dismiss(None)

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(True)
