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
from game.exercise.port import Seat
from game.exercise.view import QuestionView, View
from game.report.texts import texts
from game.ui.actions import Where, acts, bindings
from game.ui.frame import Frame, footer
from game.ui.pages import table
from game.ui.prose import Prose
from game.ui.questions import ask_all
from game.ui.write import MUTED, STRONG, TITLE, Page


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
            self.program.say(str(problem), error=True)
        else:
            self.done()

    def done(self) -> None:
        """The briefing is read: play takes its place."""
        from game.ui.screens.play import Play

        self.app.switch_screen(Play(self.seat))


def unanswered(view: View) -> tuple[QuestionView, ...]:
    """The questions of this moment that have no answer yet."""
    return tuple(question for question in view.questions if question.answer is None)


def rule(view: View) -> Content:
    """The no-fault rule."""
    page = Page().line("The rule of the room", TITLE).gap().prose(texts().no_fault)
    page.gap().line("How it goes", TITLE)
    page.line(" • Read what has happened, open the papers, hear the advice.")
    page.line(" • Choose; say why, how sure you are, and what speaks against it.")
    page.line(" • See what comes of it at once. Some of it comes back later.")
    page.line(" • At the end look back: what served which lesson, and what it cost.")
    page.gap().line("Every decision is kept the moment you take it. ? shows the keys.", MUTED)
    return page.content()


def setting(view: View) -> Content:
    """Where the scenario plays."""
    return Page().line(view.title, TITLE).line(view.clock, MUTED).gap().prose(view.setting or view.summary).content()


def cards(view: View) -> Content:
    """The role cards of this seat."""
    page = Page()
    if len(view.roles) > 1:
        page.line("You hold all of these, and decide for everybody.", MUTED).gap()
    for role in view.roles:
        page.gap().line(role.title, TITLE).prose(role.brief)
        if role.interests:
            ranked = sorted(role.interests, key=lambda pair: -pair[1])
            page.add("Your own headquarters watches: ", MUTED)
            page.line(", ".join(f"{title}{' (above all)' if weight >= 3 else ''}" for title, weight in ranked), STRONG)
    if not view.roles:
        page.line("There are no roles here: you decide.", MUTED)
    others = [title for title in view.table if title not in {role.title for role in view.roles}]
    if others:
        page.gap().line(f"Others at the table: {', '.join(others)}.", MUTED)
    return page.content()
