"""Play: what has happened, what can be decided, what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.acts import seat_acts
from game.exercise.acts.offer import Offer
from game.exercise.commands import Command, new_id
from game.exercise.seat_port import Seat
from game.exercise.views.binder import FolderView, maps
from game.exercise.views.seat_view import InjectView, Phase, View
from game.faces import terminal
from game.faces.content_builder import STRONG, literal
from game.faces.hanging import hang
from game.faces.model import Items, Paper, Section
from game.faces.remembering import Typed, anything, at_the_end, intro
from game.faces.seat import document as seats
from game.faces.seat import papers, timeline
from game.ui.actions import Act, Where, acts, bindings, for_reading
from game.ui.drafting import Drafting
from game.ui.frame import Frame, footer
from game.ui.pages import gauges
from game.ui.pages.header import header, strip, unread
from game.ui.pages.seat import NO_MAP, option_in_full
from game.ui.pages.sheet import WIDE, more
from game.ui.prose import Prose
from game.ui.questions import ask_all
from game.ui.rows import lines
from game.ui.screens.briefing import unanswered
from game.ui.screens.confirm import Confirm
from game.ui.screens.offered import OfferPanel
from game.ui.screens.picker import Picker
from game.ui.screens.reader import Reader
from game.ui.textual_private import MarkedList
from game.words import ENGLISH

PAGE_EDGES, OPTION_EDGES = 7, 9
"""Cells that the edges of the page and of the list of options take in a narrow window."""
OTHER_ROWS = 7
"""Rows of a narrow window beside texts, options and gauges: header, footer, edges, the line of parts, a blank one."""
GAUGES_WIDTH = 40
"""Cells for the column of gauges before its width is known."""


class Play(Frame):
    """The main screen. It shows a view and sends commands; it knows nothing else."""

    WHERE = Where.PLAY
    CSS_PATH = "play.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PLAY)

    def __init__(self, seat: Seat, told: bool = True) -> None:
        super().__init__()
        self.seat, self.told = seat, told
        self.view: View = seat.snapshot()
        self.shown = "situation"
        self.called = False
        """Whether the options were asked for, or the situation was read to its end."""
        self.raised = 0.0
        """When the inject on the table came up here, by the app's timer: once what went before it was read."""
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
        self.watch(self.reading, "scroll_y", self.draw_more, init=False)
        self.show_view(self.seat.snapshot())
        if not self.told and self.view.timeline and self.inject is not None:
            previously = Reader("Previously", drawn(seats.so_far(ENGLISH, self.view)), "outcome", "go on")
            self.app.push_screen(previously, self.go_on)

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
            self.timed, self.raised, self.shown, self.called = id, self.program.timer(), "situation", False
            self.fill_options()
            self.reading.scroll_home(animate=False)
        self.draw()

    def fill_options(self) -> None:
        """Lay out the options of the inject on the table."""
        options = self.query_one("#options", OptionList)
        options.clear_options()
        inject = self.inject
        if inject is None:
            over = self.view.phase is Phase.OVER
            options.add_option(Option(literal("Enter  To the debrief." if over else "Enter  Let them decide.")))
            options.highlighted = 0
            options.focus()
            return
        for number, each in enumerate(self.rows.items, 1):
            options.add_option(Option(hang(terminal.row(each, number), self.room())))
        if not inject.options:
            to_write = inject.written and not inject.answer
            says = "Enter  Write your answer." if to_write else "Enter  You have read it; go on."
            options.add_option(Option(literal(says)))
        options.highlighted = 0
        options.focus()

    @property
    def rows(self) -> Items:
        """The options of the inject on the table."""
        return seats.options_of(ENGLISH, self.inject) if self.inject else Items(())

    def room(self) -> int:
        """The width for an option, less its edge and a scroll bar."""
        return self.query_one("#options", OptionList).size.width - 6

    def draw_to_measure(self) -> None:
        """Draw anew what is cut to a width that is known only now; the mark stays."""
        self.draw_gauges()
        options = self.query_one("#options", OptionList)
        full = self.shown != "advice" or self.size.width >= WIDE  # the case stands in the advice, which needs the room
        for index, each in enumerate(self.rows.items):
            options.replace_option_prompt_at_index(index, hang(terminal.row(each, index + 1, full), self.room()))
        self.fold()

    @property
    def reading(self) -> VerticalScroll:
        """What the page scrolls in."""
        return self.query_one("#page", VerticalScroll)

    # --- reading first, where there is not room for everything

    @property
    def folded(self) -> bool:
        """Whether the page has the screen, and the options wait to be called."""
        return self.has_class("-folded")

    def fold(self) -> None:
        """Give the page the screen where it would not fit over the options and they were not called yet."""
        folded = not self.called and self.shown != "advice" and self.crowded()
        if folded != self.folded or not folded:
            self.set_class(folded, "-folded")
            self.set_class(self.called and self.shown != "advice" and self.crowded(), "-called")
            if folded:
                self.set_focus(None)
            else:
                self.query_one("#options").focus()
        self.call_after_refresh(self.draw_more)

    def crowded(self) -> bool:
        """Whether a narrow window has no room for the situation with the options under it."""
        inject, (width, height) = self.inject, self.size
        if inject is None or not inject.options or width >= WIDE:
            return False
        text = lines(self.situation(width - PAGE_EDGES), width - PAGE_EDGES)
        question = lines(literal(inject.question), width - PAGE_EDGES)
        options = [lines(terminal.row(each, at), width - OPTION_EDGES) for at, each in enumerate(self.rows.items, 1)]
        strip = lines(gauges.strip(self.view.gauges, width), width)
        return len(text) + len(question) + sum(map(len, options)) + len(strip) + OTHER_ROWS > height

    def call_options(self) -> None:
        """Have the options come up; the end of what was read stays in sight."""
        self.called = True
        self.fold()
        self.call_after_refresh(self.reading.scroll_end, animate=False)

    def draw_more(self) -> None:
        """Say how much of the page lies below the fold, and that there are options; then the keys that work now."""
        if not self.is_mounted or not self.query("#page"):  # the screen is being taken down
            return
        page = self.reading
        above, shown = round(page.scroll_y), page.scrollable_content_region.height
        left_over = more(above, shown, above + shown + round(page.max_scroll_y - page.scroll_y))
        inject, left, options = self.inject, self.query_one("#left"), self.query_one("#options")
        decides = f"decided by: {inject.decided_by}" if inject and inject.decided_by else ""
        subtitles = [decides, f"Enter: {len(inject.options)} options" if inject and self.folded else ""]
        titles = [f"Your options, 1 to {len(inject.options)}" if inject and inject.options else "Your options"]
        (subtitles if self.folded else titles).append(left_over)
        left.border_subtitle = literal(" · ".join(filter(None, subtitles)))
        options.border_title = literal(" · ".join(filter(None, titles)))
        self.draw_footer()

    def draw(self) -> None:
        """Draw everything for the size there is."""
        inject, view = self.inject, self.view
        width = self.size.width
        self.query_one("#header", Static).update(header(view, width))
        self.query_one("#strip", Static).update(gauges.strip(view.gauges, width))
        self.draw_gauges()
        entries = self.query_one("#entries", Prose)
        happened = timeline.timeline(ENGLISH, view.timeline, True)
        entries.show(terminal.column(happened, entries.size.width or GAUGES_WIDTH))
        self.query_one("#timeline", VerticalScroll).scroll_end(animate=False)
        self.query_one("#left").border_title = literal(inject.title) if inject else ""
        self.query_one("#question", Static).update(literal(inject.question, "bold") if inject else "")
        self.query_one("#question").display = bool(inject and inject.question)
        self.draw_page()
        self.fold()

    def draw_gauges(self) -> None:
        """Draw the column of gauges."""
        column = self.query_one("#gauge-list", Static)
        column.update(gauges.column(self.view.gauges, column.size.width or GAUGES_WIDTH))

    def draw_page(self) -> None:
        """Draw the page that is turned to, and the strip of pages above it."""
        inject = self.inject
        tabs, text = self.query_one("#tabs", Static), self.query_one("#text", Prose)
        width = max(30, text.size.width)
        if inject is None:
            over = self.view.phase is Phase.OVER
            shown = seats.ending(ENGLISH, self.view) if over else seats.situation(ENGLISH, self.view)
            tabs.update(literal("The exercise is over." if over else shown.title, STRONG))
            text.show(terminal.reading(width, shown))
            return
        marked = self.marked_row()
        match self.shown:
            case "advice" if marked is not None:
                text.show(option_in_full(inject, marked, width))
            case "private":
                text.show(terminal.reading(width, seats.private(ENGLISH, self.view)))
            case "since":
                text.show(terminal.reading(width, timeline.news(ENGLISH, self.view.news)))
            case _:
                text.show(self.situation(width))
        tabs.update(self.tabs(inject))

    def situation(self, width: int) -> Content:
        """What has happened, and what is written of an answer."""
        return terminal.reading(width, seats.situation(ENGLISH, self.view), seats.answer(ENGLISH, self.view))

    def tabs(self, inject: InjectView) -> Content:
        """The line over the page: where one is, what waits to be read, what else there is."""
        many, closed, facts = len(inject.documents), unread(inject), len(inject.private)
        parts = [
            ("situation", "s", "Situation"),
            ("documents", "d", f"Documents {many}/{many}" if many and not closed else ""),
            ("advice", "a", "Advice" if inject.options else ""),
            ("private", "o", "Only you know" if facts and self.shown == "private" else ""),
            ("since", "w", f"What came {len(self.view.news)}" if self.view.news else ""),
        ]
        mine = 0 if self.shown == "private" else facts
        room = self.size.width - (PAGE_EDGES if self.size.width < WIDE else self.query_one("#right").size.width + 8)
        return strip(self.shown, (part for part in parts if part[2]), closed, mine, room)

    def possible(self) -> tuple[Act, ...]:
        """What can be done here now."""
        inject = self.inject
        can = {
            "page_down": self.reading.max_scroll_y > 0,
            "gauges": bool(self.view.gauges),
            "mark": bool(inject and inject.options),
            "advice": bool(inject and inject.options),
            "documents": bool(inject and inject.documents),
            "private": bool(inject and inject.private),
        }
        here = [act for act in acts(self.WHERE) if can.get(act.id, True)]
        named = {"page_down": "read on", "take": self.enter_does()}
        return for_reading(replace(act, title=named.get(act.id, act.title)) for act in here)

    def enter_does(self) -> str:
        """What Enter does now, in a word or two."""
        inject = self.inject
        offer = self.offer("decide")
        return "go on" if inject is None or offer is None else "options" if self.folded else offer.label

    def draw_footer(self) -> None:
        """Draw the keys and the time left."""
        if self.is_mounted:
            line = footer(self.possible(), self.size.width, self.time_left(), alone=True)
            self.query_one("#footer", Static).update(line)

    def time_left(self) -> str:
        """The suggested minutes, less those played and those that papers cost; only a hint."""
        inject = self.inject
        if inject is None or not inject.minutes:
            return ""
        seconds = round((inject.minutes - inject.minutes_read) * 60 - (self.program.timer() - self.raised))
        return f"{seconds // 60}:{seconds % 60:02} left" if seconds > 0 else "time is up; take what you need"

    # --- pages

    def action_back(self) -> None:
        """Back one step: from a part, or the options, to the situation. From there it is asked before it is left."""
        if self.inject is not None and (self.shown != "situation" or (self.called and self.crowded())):
            self.called = False
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
        self.reading.scroll_home(animate=False)
        self.draw_to_measure()

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
        self.reading.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the page; behind its end the options come up."""
        if not self.at_end():
            self.reading.scroll_page_down(animate=False)

    def action_up(self) -> None:
        """A line up."""
        self.reading.scroll_up(animate=False)

    def action_down(self) -> None:
        """A line down; behind the end the options come up."""
        if not self.at_end():
            self.reading.scroll_down(animate=False)

    def at_end(self) -> bool:
        """Whether there was no more to read: the options come up then."""
        ended = self.folded and self.reading.scroll_y >= self.reading.max_scroll_y
        if ended:
            self.call_options()
        return ended

    def action_gauges(self) -> None:
        """Every gauge in full."""
        self.read(seats.known(ENGLISH, self.view))

    def action_timeline(self) -> None:
        """Everything that happened."""
        self.read(timeline.timeline(ENGLISH, self.view.timeline))

    def action_lessons(self) -> None:
        """The lessons of this scenario."""
        self.read(seats.lessons(ENGLISH, self.view))

    def action_role(self) -> None:
        """The role cards and the setting."""
        self.read(seats.cards(ENGLISH, self.view), seats.setting(ENGLISH, self.view))

    def read(self, *shown: Section) -> None:
        """Open sections in a panel, under the title of the first."""
        self.app.push_screen(Reader(shown[0].title, drawn(*shown)))

    def action_who(self) -> None:
        """Every role, and who holds it."""
        self.read(seats.people(ENGLISH, self.view))

    def action_so_far(self) -> None:
        """What somebody needs who comes back."""
        self.read(seats.so_far(ENGLISH, self.view))

    # --- documents and notes

    def action_binder(self) -> None:
        """Every paper opened so far; one that is read leads back to the list."""
        folders = self.binder()
        shown = papers.binder(ENGLISH, folders)
        opened = [(folder, paper) for folder, inner in zip(folders, shown.sections, strict=True)
                  for paper in inner.blocks if isinstance(paper, Paper)]  # fmt: skip
        if not opened:
            self.program.say("You have opened no paper yet.")
            return

        def picked(index: int | None) -> None:
            if index is not None:
                self.app.push_screen(reader_of(opened[index][1]), lambda _: self.action_binder())

        rows = [terminal.paper_row(paper, f"{folder.when or 'now':<5}", folder.title) for folder, paper in opened]
        self.app.push_screen(Picker(shown.title, rows), picked)

    def action_map(self) -> None:
        """The map that was opened last."""
        found = maps(self.binder())
        if found:
            self.app.push_screen(reader_of(papers.paper(ENGLISH, "map", found[0])))
        else:
            self.program.say(NO_MAP)

    def binder(self) -> tuple[FolderView, ...]:
        """What was opened so far."""
        try:
            return self.seat.binder()
        except Said as problem:
            self.program.say(problem.said(ENGLISH), error=True)
            return ()

    def action_documents(self) -> None:
        """The papers on the table; opening one is recorded."""
        inject = self.inject
        if inject is None or not inject.documents:
            self.program.say("There are no papers on the table.")
            return
        rows = [terminal.paper_row(papers.paper(ENGLISH, inject.id, each)) for each in inject.documents]

        def picked(index: int | None) -> None:
            if index is not None:
                self.open_document(index)

        self.app.push_screen(Picker("Papers on the table", rows), picked)

    def open_document(self, index: int) -> None:
        """Open a paper, and come back to the list."""
        inject = self.inject
        assert inject is not None
        document = inject.documents[index]
        if not document.opened and not self.send(seat_acts.offered(ENGLISH, self.view)["open"][index], {}):
            return
        assert self.inject is not None
        shown = papers.paper(ENGLISH, inject.id, self.inject.documents[index])
        self.app.push_screen(reader_of(shown), lambda _: self.action_documents())

    def action_note(self) -> None:
        """Write a note about the inject on the table."""
        offer = self.offer("note")
        assert offer is not None
        self.do(offer, done=lambda: self.program.say("Noted; it goes into the report."))

    def drafting(self, about: str) -> Drafting:
        """The draft of what is typed about an inject, or as a note."""
        return Drafting(self, self.seat, about, lambda text: self.program.say(text, error=True))

    # --- doing

    def offer(self, *acts: str) -> Offer | None:
        """The first of these acts that can be done now."""
        return seat_acts.first(self.view, *acts)

    def do(
        self,
        offer: Offer,
        known: dict[str, str] | None = None,
        shown: Content | None = None,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Ask for what an offer needs beside what is known, under what is ``shown``, and send it."""
        id, about = new_id(), seat_acts.about(offer)

        def typed(fields: dict[str, str] | None) -> None:
            if fields is not None and self.send(offer, fields, id) and done is not None:
                done()

        if {each.name for each in offer.fields} <= set(known or {}):
            typed(known or {})
        else:
            self.app.push_screen(OfferPanel(offer, known, shown, self.drafting(about or "")), typed)

    def send(self, offer: Offer, fields: dict[str, str], id: str = "") -> bool:
        """Send what an offer becomes; say so where it could not be done."""
        return all(self.submit(each) for each in seat_acts.commands(offer, fields, id or new_id()))

    # --- deciding

    def marked_option(self) -> str | None:
        """The id of the option that is marked."""
        index = self.marked_row()
        return self.inject.options[index].id if self.inject and index is not None else None

    def marked_row(self) -> int | None:
        """The place of the option that is marked."""
        return self.query_one("#options", OptionList).highlighted if self.rows.items else None

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
        inject, marked = self.inject, self.marked_row()
        offer = self.offer("write", "decide", "acknowledge", "colleagues")
        if offer is None:
            self.go_on(True)
        elif self.folded:
            self.call_options()
        elif offer.act == "write":
            self.do(offer, done=self.judge)
        elif offer.act != "decide" or inject is None or marked is None:
            self.do(offer, done=self.after_move)
        else:
            option = inject.options[marked]
            if option.closed:
                self.program.say(f"Closed: {option.closed}.")
                return
            self.do(offer, {"option": option.id}, option_in_full(inject, marked, self.size.width), self.after_move)

    def judge(self) -> None:
        """The answer is sent: show what it is judged by."""
        self.fill_options()
        self.turn("situation")

    def after_move(self) -> None:
        """Show the outcome, or the news; then the next inject or the end."""
        view = self.view
        if view.outcome or view.news:
            leave = "see how it ended" if view.phase is Phase.OVER else "go on"
            shown = seats.came(ENGLISH, view)
            self.app.push_screen(Reader(shown.title, drawn(shown), "outcome", leave), self.go_on)
        else:
            self.go_on(True)

    def go_on(self, _: bool | None) -> None:
        """Go on to what is next: its time begins now."""
        self.raised = self.program.timer()
        if self.view.phase is Phase.OVER:
            self.end()
        else:
            self.draw_footer()

    def end(self) -> None:
        """Show how it ended, alone; only then ask what is asked after play."""
        view = self.view
        if view.endings:
            told = timeline.ending(ENGLISH, (), (*view.endings, *view.epilogue), False)
            self.app.push_screen(Reader(told.title, drawn(told), "outcome", "go on"), self.ask_after)
        else:
            self.ask_after(True)

    def ask_after(self, _: bool | None) -> None:
        """Ask the questions after play, then look back."""
        ask_all(self, self.seat, unanswered(self.view), self.ask_from_memory)

    def ask_from_memory(self) -> None:
        """Ask from memory before anything is shown; then look back."""
        from game.ui.screens.recall import RecallPanel

        offers = at_the_end(ENGLISH, self.view)

        def keep(offer: Offer, typed: Typed) -> tuple[str, ...]:
            if anything(typed):
                self.send(offer, dict(typed))
            return ()

        if offers:
            panel = RecallPanel("From memory", offers, keep, intro(ENGLISH))
            self.app.push_screen(panel, lambda _: self.program.finish())
        else:
            self.program.finish()

    def submit(self, command: Command) -> bool:
        """Send a command and show the new view; say so where it could not be done."""
        try:
            self.show_view(self.seat.submit(command))
        except Said as problem:
            self.program.say(problem.said(ENGLISH), error=True)
            return False
        return True


def drawn(*shown: Section) -> Callable[[int], Content]:
    """Return what draws sections for a width."""
    return lambda width: terminal.reading(width, *shown)


def reader_of(paper: Paper) -> Reader:
    """Return a panel that shows a paper as what it is."""
    return Reader(paper.name, lambda width: terminal.content((paper,), width), f"kind-{paper.kind}")
