"""The briefing: the no-fault rule, the setting, the role card, questions before play."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.errors import Said
from game.exercise.commands import ReadBriefing
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import QuestionView, View
from game.ui.actions import Where, acts, bindings
from game.ui.frame import Frame, footer
from game.ui.pages import table
from game.ui.pages.briefing import cards, rule, setting
from game.ui.prose import Prose
from game.ui.questions import ask_all
from game.words import ENGLISH


class Briefing(Frame):
    """Three pages, one after the other, then into play."""

    WHERE = Where.BRIEFING
    CSS_PATH = "page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.BRIEFING)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.view = seat.snapshot()
        self.at = 0
        self.pages: tuple[tuple[str, Callable[[View], Content]], ...] = (
            ("Before you begin", rule),
            ("Where you are", setting),
            ("Who you are", cards),
        )

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with VerticalScroll(id="page"):
            yield Prose(id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.draw()

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Show the page at hand."""
        title, write = self.pages[self.at]
        page = self.query_one("#page", VerticalScroll)
        page.border_title = title
        page.border_subtitle = f"page {self.at + 1} of {len(self.pages)}"
        self.query_one("#header", Static).update(table.header(self.view, self.size.width))
        self.query_one("#text", Prose).show(write(self.view))
        self.query_one("#footer", Static).update(footer(acts(self.WHERE), self.size.width))
        page.focus()

    def action_go_on(self) -> None:
        """The next page; after the last one the questions, then play."""
        if self.at + 1 < len(self.pages):
            self.at += 1
            self.draw()
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)
        else:
            ask_all(self, self.seat, unanswered(self.view), self.into_play)

    def into_play(self) -> None:
        """Begin."""
        try:
            self.seat.submit(ReadBriefing())
        except Said as problem:
            self.program.say(problem.said(ENGLISH), error=True)
        else:
            self.done()

    def done(self) -> None:
        """The briefing is read: play takes its place."""
        from game.ui.screens.play import Play

        self.app.switch_screen(Play(self.seat))


def unanswered(view: View) -> tuple[QuestionView, ...]:
    """The questions of this moment that have no answer yet."""
    return tuple(question for question in view.questions if question.answer is None)
