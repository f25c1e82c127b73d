"""Help: the keys of the screen below, and the glossary with a search."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from game.faces import help as telling
from game.faces.content_builder import literal
from game.faces.model import Section
from game.faces.terminal import reading
from game.ui.shell.actions import Where, acts
from game.ui.shell.screen_base import Panel, named
from game.ui.widgets.hanging_text import Prose, ReadingPage
from game.ui.widgets.line import Line
from game.words import ENGLISH


class Help(Panel[None]):
    """Typing searches the glossary; without a word typed, the keys stand above all of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Up", show=False),
    ]

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel reader"):
            yield Line(placeholder=ENGLISH.say("type a word to search the glossary"), id="word")
            yield ReadingPage()
            keys = named(("Esc", ENGLISH.say("close")), ("PgUp PgDn", ENGLISH.say("scroll")))
            yield Static(keys, classes="keys")

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    @on(Input.Changed, "#word")
    def draw(self) -> None:
        """Show the keys and the glossary, or the terms that have the word."""
        shown = sections(self.where, self.query_one("#word", Input).value)
        self.query_one(".panel").border_title = literal(shown[0].title)
        width = min(self.app.size.width - 4, 100) - 6
        self.query_one("#text", Prose).show(reading(width, *shown))

    def action_page(self, by: int) -> None:
        """Scroll a page."""
        page = self.query_one(ReadingPage)
        page.scroll_relative(y=by * page.size.height, animate=False)


def sections(where: Where, word: str) -> tuple[Section, ...]:
    """Return the help of a screen, or of the glossary what has a word."""
    if word.strip():
        return (telling.explained(ENGLISH, word),)
    rows = (
        *((act.shown, ENGLISH.message(act.help)) for act in acts(where)),
        ("Ctrl+P", ENGLISH.say("Everything that can be done here, by name.")),
        ("Shift", ENGLISH.say("Held down while marking text with the mouse, it lets your terminal copy.")),
    )
    title = ENGLISH.say("Keys: {where}", where=ENGLISH.message(where.value))
    return telling.doing(ENGLISH, title, rows), telling.signs(ENGLISH), telling.explained(ENGLISH)
