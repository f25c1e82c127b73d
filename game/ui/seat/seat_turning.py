"""Where a seat's screen is turned to: its pages, scrolling, the mark in the list."""

from __future__ import annotations

from textual import on

from game.errors import Said
from game.exercise.views.seat_view import Stage
from game.ui.seat import seat_sheet as pages
from game.ui.seat.seat_board import SeatBoard
from game.ui.seat.seat_sheet import PaperShelf
from game.ui.widgets.row_canvas import RowCanvas
from game.words import ENGLISH


class SeatTurning(SeatBoard):
    """Every page is a key away, and Escape leads back one step."""

    def action_situation(self) -> None:
        """What has happened."""
        self.show_page("situation")

    def action_advice(self) -> None:
        """The marked option in detail."""
        self.show_page("advice")

    def action_private(self) -> None:
        """What only this seat knows, and what others told."""
        self.show_page("private")

    def action_since(self) -> None:
        """What came since the last move."""
        self.show_page("since")

    def action_gauges(self) -> None:
        """Every gauge in full."""
        self.show_page("gauges")

    def action_timeline(self) -> None:
        """Everything that happened."""
        self.show_page("timeline")

    def action_lessons(self) -> None:
        """The lessons of this scenario."""
        self.show_page("lessons")

    def action_so_far(self) -> None:
        """What somebody needs who comes back, or late."""
        self.show_page("so_far")

    def action_binder(self) -> None:
        """Every paper opened so far; one that is read leads back to the list."""
        if not self.fetch_binder():
            return
        if not any(folder.papers for folder in self.turned.binder):
            self.say(ENGLISH.say("You have opened no paper yet."))
            return
        self.look_up("")
        self.turned.shelf, self.turned.marked = PaperShelf.BINDER, 0
        self.draw()

    def action_map(self) -> None:
        """The map that was opened last."""
        if self.fetch_binder():
            self.show_page("map")

    def fetch_binder(self) -> bool:
        """Ask for the binder; whether it could be had."""
        try:
            self.turned.binder = self.seat.binder()
        except Said as problem:
            self.say(problem.said(ENGLISH), wrong=True)
            return False
        return True

    def action_role(self) -> None:
        """The role cards and the setting."""
        self.show_page("role")

    def action_who(self) -> None:
        """Who is at the table."""
        self.show_page("who")

    def action_messages(self) -> None:
        """What the facilitator wrote."""
        self.turned.heard = self.letters
        self.show_page("messages")

    def action_page_down(self) -> None:
        """Scroll the page."""
        self.scroll_page(self.laid.page_rows - 1 if self.laid else 1)

    def action_page_up(self) -> None:
        """Scroll the page."""
        self.scroll_page(1 - self.laid.page_rows if self.laid else -1)

    def scroll_page(self, by: int) -> None:
        """Scroll by so many lines; behind the end of what is read first the list comes up."""
        if by > 0 and self.folded and self.laid and self.laid.offset + self.laid.page_rows >= self.laid.page_lines:
            self.call_options()
            return
        self.turned.offset = max(0, self.turned.offset + by)
        self.draw()

    def call_options(self) -> None:
        """Have the options come up; the end of what was read stays in sight."""
        self.turned.called = True
        self.turned.offset = self.laid.page_lines if self.laid else 0
        self.draw()

    @on(RowCanvas.Wheeled)
    def wheel(self, event: RowCanvas.Wheeled) -> None:
        """The wheel scrolls the page."""
        self.scroll_page(3 * event.by)

    def at_end(self) -> bool:
        """Whether the page is scrolled to its end."""
        return self.laid is None or self.laid.offset + self.laid.page_rows >= self.laid.page_lines

    def entries(self) -> int:
        """How many rows the list has."""
        if self.turned.shelf is not PaperShelf.NONE:
            return len(pages.shelf(self.view, self.turned))
        if self.page == "lobby":
            return len(self.group.chairs)
        if self.page in ("ending", "section"):
            return len(self.sections) if self.turned.told else 0
        if self.page == "talk":
            return len(self.turns)
        if self.view.stage is Stage.PEN:
            return len(self.group.pens)
        return len(self.inject.options) if self.inject else 0

    def mark(self, index: int) -> None:
        """Mark a row of the list; of the debrief, show it too."""
        count = self.entries()
        if not count:
            return
        self.turned.marked = max(0, min(index, count - 1))
        if self.page in ("ending", "section") and self.sections:
            self.turned.page, self.turned.part, self.turned.offset = "section", self.turned.marked, 0
        elif self.page == "advice":
            self.turned.offset = 0
        self.draw()

    def action_mark(self, number: int) -> None:
        """Mark an option and show its detail."""
        if self.sure or number > self.entries():
            return
        alone = ("lobby", "ending", "section", "talk", "plan")
        if self.page not in alone and self.turned.shelf is PaperShelf.NONE:
            self.turn("advice")
        self.mark(number - 1)

    def action_up(self) -> None:
        """The row above; on a page that is only read, a line up."""
        self.step(-1)

    def action_down(self) -> None:
        """The row below; on a page that is only read, a line down."""
        self.step(1)

    def step(self, by: int) -> None:
        """Move the mark, or the page where there is nothing to mark."""
        if self.asking or self.sure:
            return
        reading = self.page in (*pages.ASKED_FOR, "outcome", "briefing", "previously")
        if self.entries() and (self.shelved or not reading) and not self.folded:
            self.mark(self.turned.marked + by)
        else:
            self.scroll_page(by)

    def action_back(self) -> None:
        """Back one step: from a page."""
        if self.page == "paper" and self.turned.shelf is not PaperShelf.NONE:
            self.turned.page, self.turned.offset = "", 0
        else:
            if self.shelved:
                self.turned.marked = 0
            offset = self.turned.under_offset if self.turned.under else 0
            self.turn(self.turned.under)
            self.turned.offset = offset
        self.draw()
