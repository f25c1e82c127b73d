"""Play: what has happened, what can be decided, what is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.commands import Acknowledge, AddNote, Command, Decide, Foretell, OpenDocument
from game.exercise.seat_port import Seat
from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import InjectView, Phase, View
from game.faces import terminal
from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.faces.hanging import hang
from game.faces.lessons import of_scenario
from game.ui.actions import Where, acts, bindings
from game.ui.drafting import Drafting
from game.ui.frame import Frame, footer
from game.ui.marked import MarkedList
from game.ui.pages import documents, gauges, table
from game.ui.pages.briefing import cards, setting
from game.ui.prose import Prose
from game.ui.questions import ask_all
from game.ui.screens.ask import AskText
from game.ui.screens.briefing import unanswered
from game.ui.screens.choice import Choice, Made
from game.ui.screens.confirm import Confirm
from game.ui.screens.picker import Picker
from game.ui.screens.reader import Reader
from game.words import ENGLISH

GAUGES_WIDTH = 40
"""Cells for the column of gauges before its width is known."""


class Play(Frame):
    """The main screen. It shows a view and sends commands; it knows nothing else."""

    WHERE = Where.PLAY
    CSS_PATH = "play.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PLAY)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.view: View = seat.snapshot()
        self.shown = "situation"
        self.raised = 0.0
        """When the inject on the table was first seen here, by the app's timer."""
        self.timed: str | None = None
        """The inject whose time runs; nothing at the end of play, and None before the first view."""

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        yield Static(id="strip")
        yield Static(id="banner")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Static(id="tabs")
                with VerticalScroll(id="page", can_focus=False):
                    yield Prose(id="text")
                yield Static(id="question")
                yield MarkedList(id="options")
            with Vertical(id="right"):
                with VerticalScroll(id="gauges", can_focus=False):
                    yield Static(id="gauge-list")
                with VerticalScroll(id="timeline", can_focus=False):
                    yield Prose(id="entries")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#gauges").border_title = "What you know"
        self.query_one("#timeline").border_title = "Timeline"
        self.query_one("#options").border_title = "Your options"
        if self.program.ticking:
            self.set_interval(1, self.draw_footer)
        self.show_view(self.seat.snapshot())

    def on_resize(self) -> None:
        self.draw()
        self.call_after_refresh(self.draw_to_measure)

    # --- showing

    @property
    def inject(self) -> InjectView | None:
        return self.view.inject

    def show_view(self, view: View) -> None:
        """Show a new view; a new inject begins with its situation."""
        self.view = view
        id = view.inject.id if view.inject else ""
        if id != self.timed:
            self.timed, self.raised, self.shown = id, self.program.timer(), "situation"
            self.fill_options()
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)
        self.draw()

    def fill_options(self) -> None:
        """Lay out the options of the inject on the table."""
        options = self.query_one("#options", OptionList)
        options.clear_options()
        inject = self.inject
        if inject is None:
            options.add_option(Option(literal("Enter  To the debrief.")))
            options.highlighted = 0
            options.focus()
            return
        for number, each in enumerate(inject.options, 1):
            options.add_option(Option(hang(table.option(number, each), self.room())))
        if not inject.options:
            options.add_option(Option(literal("Enter  You have read it; go on.")))
        options.highlighted = 0
        options.focus()

    def room(self) -> int:
        """The width for an option, less its edge and a scroll bar."""
        return self.query_one("#options", OptionList).size.width - 6

    def draw_to_measure(self) -> None:
        """Draw anew what is cut to a width that is known only now; the mark stays."""
        self.draw_gauges()
        options, inject = self.query_one("#options", OptionList), self.inject
        for index, each in enumerate(inject.options if inject else ()):
            options.replace_option_prompt_at_index(index, hang(table.option(index + 1, each), self.room()))

    def draw(self) -> None:
        """Draw everything for the size there is."""
        inject, view = self.inject, self.view
        width = self.size.width
        self.query_one("#header", Static).update(table.header(view, width))
        self.query_one("#strip", Static).update(gauges.strip(view.gauges, width))
        self.draw_gauges()
        self.query_one("#entries", Prose).show(table.timeline(view.timeline, brief=True))
        self.query_one("#timeline", VerticalScroll).scroll_end(animate=False)
        self.query_one("#left").border_title = literal(inject.title) if inject else ""
        decides = f"decided by: {inject.decided_by}" if inject and inject.decided_by else ""
        self.query_one("#left").border_subtitle = literal(decides)
        self.query_one("#question", Static).update(literal(inject.question, "bold") if inject else "")
        self.query_one("#question").display = bool(inject and inject.question)
        self.draw_page()
        self.draw_footer()

    def draw_gauges(self) -> None:
        """Draw the column of gauges."""
        column = self.query_one("#gauge-list", Static)
        column.update(gauges.column(self.view.gauges, column.size.width or GAUGES_WIDTH))

    def draw_page(self) -> None:
        """Draw the page that is turned to, and the strip of pages above it."""
        inject = self.inject
        if inject is None:
            self.query_one("#tabs", Static).update(literal("The exercise is over.", STRONG))
            self.query_one("#text", Prose).show(table.endings(self.view))
            return
        pages: dict[str, Callable[[InjectView], Content]] = {
            "situation": table.situation,
            "advice": lambda on_table: table.advice(on_table, self.marked_option()),
            "private": table.private,
            "since": lambda on_table: table.news(self.view),
        }
        self.query_one("#text", Prose).show(pages[self.shown](inject))
        self.query_one("#tabs", Static).update(self.tabs(inject))

    def tabs(self, inject: InjectView) -> Content:
        """The strip of pages: the one turned to is marked with brackets as well as by colour."""
        opened = sum(document.opened for document in inject.documents)
        pages = [
            ("situation", "s", "Situation"),
            ("documents", "d", f"Documents {opened}/{len(inject.documents)}" if inject.documents else ""),
            ("advice", "a", "Advice" if inject.options else ""),
            ("private", "o", "Only you know" if inject.private else ""),
            ("since", "w", f"What came {len(self.view.news)}" if self.view.news else ""),
        ]
        page = Page()
        for id, key, title in pages:
            if title and id == self.shown:
                page.add(f"[{title}]  ", STRONG)
            elif title:
                page.add(key, STRONG).add(f" {title}  ", MUTED)
        return page.content()

    def draw_footer(self) -> None:
        """Draw the keys and the time left."""
        if self.is_mounted:
            self.query_one("#footer", Static).update(footer(acts(self.WHERE), self.size.width, self.time_left()))

    def time_left(self) -> str:
        """The suggested minutes, less those played and those that papers cost; only a hint."""
        inject = self.inject
        if inject is None or not inject.minutes:
            return ""
        seconds = round((inject.minutes - inject.minutes_read) * 60 - (self.program.timer() - self.raised))
        return f"{seconds // 60}:{seconds % 60:02} left" if seconds > 0 else "time is up; take what you need"

    # --- pages

    def action_back(self) -> None:
        """Back one step: from a part to the situation. From there it is asked before the run is left."""
        if self.shown != "situation" and self.inject is not None:
            self.turn("situation")
            return
        words = "It is kept as it is; the first screen goes on with it whenever you like."
        self.app.push_screen(
            Confirm("Leave this run for now?", words, "Leave it"), lambda yes: self.program.back() if yes else None
        )

    def turn(self, page: str) -> None:
        """Turn to a page."""
        self.shown = page
        self.draw_page()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def action_situation(self) -> None:
        """What has happened."""
        self.turn("situation")

    def action_advice(self) -> None:
        """The marked option in detail."""
        self.turn("advice")

    def action_private(self) -> None:
        """What only this seat knows."""
        self.turn("private")

    def action_since(self) -> None:
        """What came since the last move."""
        self.turn("since")

    def action_page_up(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_gauges(self) -> None:
        """Every gauge in full."""
        view = self.view
        self.read("What you know", lambda width: gauges.full(view.gauges, view.day, width))

    def action_timeline(self) -> None:
        """Everything that happened."""
        view = self.view
        self.read("Timeline", lambda width: table.timeline(view.timeline, brief=False))

    def action_lessons(self) -> None:
        """The lessons of this scenario."""
        shown = of_scenario(ENGLISH, self.view.lessons)
        self.read("Lessons that this scenario can test", lambda width: terminal.content(shown, width))

    def action_role(self) -> None:
        """The role cards and the setting."""
        view = self.view
        self.read("Role card and setting", lambda width: Content.assemble(cards(view), "\n\n", setting(view)))

    def read(self, title: str, write: Callable[[int], Content]) -> None:
        """Open a text in a panel."""
        self.app.push_screen(Reader(title, write))

    # --- documents and notes

    def action_documents(self) -> None:
        """The papers on the table; opening one is recorded."""
        inject = self.inject
        if inject is None or not inject.documents:
            self.program.say("There are no papers on the table.")
            return
        rows = [documents.row(document) for document in inject.documents]

        def picked(index: int | None) -> None:
            if index is not None:
                self.open_document(index)

        self.app.push_screen(Picker("Papers on the table", rows), picked)

    def open_document(self, index: int) -> None:
        """Open a paper, and come back to the list."""
        inject = self.inject
        assert inject is not None
        document = inject.documents[index]
        if not document.opened and not self.submit(OpenDocument(inject=inject.id, document=document.number)):
            return
        assert self.inject is not None
        opened = self.inject.documents[index]
        reader = Reader(kind_name(opened.kind), lambda width: documents.look(opened), f"kind-{opened.kind}")
        self.app.push_screen(reader, lambda _: self.action_documents())

    def action_note(self) -> None:
        """Write a note about the inject on the table."""
        inject = self.inject

        def written(text: str | None) -> None:
            if text and self.submit(AddNote(text=text, about=inject.id if inject else "")):
                self.program.say("Noted; it goes into the report.")

        question = "What do you want to remember of this?"
        self.app.push_screen(AskText("A note for the report", question, drafting=self.drafting("")), written)

    def drafting(self, about: str) -> Drafting:
        """The draft of what is typed about an inject, or as a note."""
        return Drafting(self, self.seat, about, lambda text: self.program.say(text, error=True))

    # --- deciding

    def marked_option(self) -> str | None:
        """The id of the option that is marked."""
        index = self.query_one("#options", OptionList).highlighted
        inject = self.inject
        return inject.options[index].id if inject and inject.options and index is not None else None

    def action_mark(self, number: int) -> None:
        """Mark an option and show its detail."""
        if self.inject and number <= len(self.inject.options):
            self.query_one("#options", OptionList).highlighted = number - 1
            self.turn("advice")

    @on(OptionList.OptionHighlighted, "#options")
    def marked(self) -> None:
        """The advice follows the mark."""
        if self.shown == "advice":
            self.draw_page()

    @on(OptionList.OptionSelected, "#options")
    def selected(self) -> None:
        """An option was picked; pressed twice, it is picked once."""
        if self.is_active:
            self.action_take()

    def action_take(self) -> None:
        """Decide on the marked option, or lay the inject aside as read."""
        inject, id = self.inject, self.marked_option()
        if inject is None:
            self.go_on(True)
            return
        if not inject.options:
            if self.submit(Acknowledge(inject=inject.id)):
                self.after_move()
            return
        option = next(each for each in inject.options if each.id == id)
        if option.closed:
            self.program.say(f"Closed: {option.closed}.")
            return
        number = inject.options.index(option) + 1

        def made(choice: Made | None) -> None:
            if choice is not None:
                self.decide(inject.id, option.id, choice)

        self.app.push_screen(Choice(number, option, inject.forecasts, self.drafting(inject.id)), made)

    def decide(self, inject: str, option: str, made: Made) -> None:
        """Send forecasts and the decision; show what comes of it."""
        for id, percent in made.forecasts:
            if not self.submit(Foretell(forecast=id, percent=percent)):
                return
        command = Decide(
            inject=inject, option=option, confidence=made.confidence, reason=made.reason, counter=made.counter
        )
        if self.submit(command):
            self.after_move()

    def after_move(self) -> None:
        """Show the outcome, or the news; then the next inject or the end."""
        view = self.view
        if view.outcome:
            done = view.outcome
            leave = "see how it ended" if view.phase is Phase.OVER else "go on"
            reader = Reader(f"Outcome: {done.title}", lambda width: table.outcome(view, done), "outcome", leave)
            self.app.push_screen(reader, self.go_on)
        elif view.news:
            self.app.push_screen(Reader("Since then", lambda width: table.news(view), "outcome", "go on"), self.go_on)
        else:
            self.go_on(True)

    def go_on(self, _: bool | None) -> None:
        """Go on to what is next."""
        if self.view.phase is Phase.OVER:
            ask_all(self, self.seat, unanswered(self.view), self.program.finish)

    def submit(self, command: Command) -> bool:
        """Send a command and show the new view; say so where it could not be done."""
        try:
            self.show_view(self.seat.submit(command))
        except Said as problem:
            self.program.say(str(problem), error=True)
            return False
        return True
