"""The program on a screen: which screen is shown, colours, the palette, leaving."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.screen import Screen

from game.called import program
from game.errors import Said
from game.exercise.run.run_store import ALONE, Library
from game.ui.shell.app_base import Program
from game.wishes import PageWish, Wish
from game.words import ENGLISH
from game.working_ahead import ValuesAhead

if TYPE_CHECKING:
    from game.exercise.run.opening import Brought
    from game.exercise.run.run_session import Table
    from game.record.run import Run
    from game.report.compare import RunComparison
    from game.scenario.scenario import Scenario

Opening = Callable[["WhitecellApp"], None]


class WhitecellApp(Program):
    """Home is always the lowest screen; everything else lies on it."""

    def __init__(
        self,
        library: Library,
        opening: Opening | None = None,
        timer: Callable[[], float] = time.monotonic,
        ticking: bool = True,
    ) -> None:
        super().__init__(library.folder.parent, timer, ticking)
        self.library = library
        self.opening = opening
        self.table: Table | None = None
        self.last_run = ""
        """The run played last, where it is unfinished: said when the program is left."""
        self.ahead = ValuesAhead()
        """Values for the debrief, worked out beside play."""
        self.wish: Wish | None = None
        """What the person left this program for: a class, or a browser."""
        self.for_a_browser = False
        """Whether the run that is opened next is played in a browser."""

    def on_mount(self) -> None:
        from game.ui.solo.home import Home

        self.push_screen(Home(self))
        if self.opening is not None:
            self.call_after_refresh(self.opening, self)

    def on_unmount(self) -> None:
        self.leave_table()
        self.ahead.end()

    # --- runs

    def begin(self, scenario: Scenario, seed: int, role: str | None) -> None:
        """Begin a run and show its briefing; what it opens with is asked first, where it asks anything."""
        from game.exercise.run.opening import brought

        self.open_with(scenario, seed, role, brought(scenario))

    def open_with(
        self, scenario: Scenario, seed: int, role: str | None, opened: Brought, colleagues: bool = False
    ) -> None:
        """Ask what a run opens with, where it opens with anything, and begin it."""

        def answered(brought: Brought) -> None:
            self.sit(lambda: self.library.begin(scenario, seed, role, brought, colleagues))

        if opened.answers:
            from game.ui.panels.openings import ask_openings

            ask_openings(self, scenario, opened, answered, self.library)
        else:
            answered(opened)

    def again(self, run: Run, seed: int, role: str | None) -> None:
        """Begin a run anew, with what the other one opened with."""
        from game.exercise.run.opening import once_more

        self.sit(lambda: self.library.begin(run.scenario, seed, role, once_more(run)))

    def resume(self, run: str) -> None:
        """Go on with a run."""
        self.sit(lambda: self.library.resume(run))

    def branch(self, run: str, inject: str) -> None:
        """Play on from a decision, as a new run."""
        self.sit(lambda: self.library.branch(run, inject), told=True)

    def sit(self, opened: Callable[[], Table], told: bool = False) -> None:
        """Sit down at a table and show what it is there; ``told`` where it is known what went before."""
        self.leave_table()
        try:
            table = opened()
        except Said as problem:
            self.say(problem.said(ENGLISH), error=True)
            return
        from game.record.run import as_played

        self.table = table
        if self.for_a_browser:
            self.leave_for(PageWish(table.name))
            return
        self.show_table(table, told)
        self.call_after_refresh(self.ahead.begin, as_played(table.run))

    def show_table(self, table: Table, told: bool) -> None:
        """Show the screen that fits a run: its seat, or its debrief."""
        from game.exercise.views.seat_view import Phase
        from game.ui.seat.seat_screen import SeatScreen

        seat = table.seat(ALONE)
        view = seat.snapshot()
        self.last_run = "" if view.phase is Phase.OVER else table.name
        if view.phase is Phase.OVER:
            self.show_debrief(table.name, table.run)
        else:
            self.push_screen(SeatScreen(seat, told=told))

    def leave_table(self) -> None:
        """Let go of the run, so that another window may open it."""
        if self.table is not None:
            self.table.log.close()
            self.table = None

    def finish(self) -> None:
        """The run is over: show its debrief in the place of its screen."""
        if self.table is not None:
            self.last_run = ""
            self.pop_screen()
            self.show_debrief(self.table.name, self.table.run)

    def show_debrief(self, name: str, run: Run, full: bool = False) -> None:
        """Show the debrief of a run; notes can be written into it where its table is open."""
        from game.ui.debrief.debrief_screen import DebriefScreen

        if self.table is None or self.table.name != name:
            self.leave_table()
            try:
                self.table = self.library.resume(name)
            except Said as problem:
                self.say(ENGLISH.say("It can be read, but no note can be added: {problem}", problem=problem))
        self.push_screen(DebriefScreen(self, name, run, full))

    def show_cards(self, name: str, run: Run) -> None:
        """Show the debrief of a run with the cards of its talk over it."""
        self.show_debrief(name, run)
        self.call_after_refresh(self.show_cards_over)

    def show_cards_over(self) -> None:
        """Show the cards of the debrief that is on the screen."""
        from game.ui.debrief.debrief_screen import DebriefScreen

        if isinstance(self.screen, DebriefScreen):
            self.screen.action_cards()

    def show_comparison(self, comparison: RunComparison) -> None:
        """Show two runs side by side."""
        from game.ui.debrief.compare import Compare

        self.push_screen(Compare(comparison))

    def show(self, screen: Screen[None]) -> None:
        """Show a screen that needs nothing of this program's: a preview, the lessons."""
        self.push_screen(screen)

    def leave_for(self, wish: Wish) -> None:
        """Leave this program for a class, hosted or joined, or for a browser."""
        self.wish, self.last_run = wish, ""
        self.exit()

    # --- everywhere

    def back(self) -> None:
        """Back one step; at home the table is let go of."""
        super().back()
        if len(self.screen_stack) == 2:
            self.leave_table()

    def leaving(self) -> tuple[str, str]:
        """Say how to go on later."""
        run = self.table.name if self.table and self.last_run else ""
        kept = f"Everything is kept. Go on later with: {program()} resume {run}" if run else "Nothing is lost."
        return ENGLISH.say("Leave Whitecell?"), kept

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done on this screen, for the palette."""
        yield from super().get_system_commands(screen)
        yield SystemCommand(
            ENGLISH.say("Screenshot"), ENGLISH.say("Save a picture of the screen as SVG."), self.action_screenshot
        )
