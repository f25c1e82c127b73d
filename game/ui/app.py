"""The program on a screen: which screen is shown, colours, the palette, leaving."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from game.errors import Said
from game.exercise.library import ALONE, Library
from game.scenario.text import clean_line
from game.ui.frame import Frame
from game.ui.settings import load_theme, save_theme
from game.ui.themes import THEMES, after

if TYPE_CHECKING:
    from game.exercise.table import Table
    from game.record.run import Run
    from game.report.compare import Comparison
    from game.scenario.scenario import Scenario

Opening = Callable[["WhitecellApp"], None]


class WhitecellApp(App[None]):
    """Home is always the lowest screen; everything else lies on it."""

    CSS_PATH = "whitecell.tcss"
    TITLE = "Whitecell"
    BINDINGS: ClassVar[list[BindingType]] = []
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (104, "-wide")]

    def __init__(
        self,
        library: Library,
        opening: Opening | None = None,
        timer: Callable[[], float] = time.monotonic,
        ticking: bool = True,
    ) -> None:
        super().__init__()
        self.library = library
        self.opening = opening
        self.timer = timer
        """Seconds from any start: the soft clock of an inject reads it."""
        self.ticking = ticking
        self.table: Table | None = None
        self.last_run = ""
        """The run played last, where it is unfinished: said when the program is left."""

    def on_mount(self) -> None:
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = load_theme(self.library.folder.parent)
        from game.ui.screens.home import Home

        self.push_screen(Home())
        if self.opening is not None:
            self.call_after_refresh(self.opening, self)

    def on_unmount(self) -> None:
        self.leave_table()

    # --- runs

    def begin(self, scenario: Scenario, seed: int, role: str | None) -> None:
        """Begin a run and show its briefing."""
        self.sit(lambda: self.library.begin(scenario, seed, role))

    def resume(self, run: str) -> None:
        """Go on with a run."""
        self.sit(lambda: self.library.resume(run))

    def branch(self, run: str, inject: str) -> None:
        """Play on from a decision, as a new run."""
        self.sit(lambda: self.library.branch(run, inject))

    def sit(self, opened: Callable[[], Table]) -> None:
        """Sit down at a table and show what it is there."""
        self.leave_table()
        try:
            table = opened()
        except Said as problem:
            self.say(str(problem), error=True)
            return
        self.table = table
        self.show_table(table)

    def show_table(self, table: Table) -> None:
        """Show the screen that fits a run: its briefing, its play, or its debrief."""
        from game.exercise.view import Phase
        from game.ui.screens.briefing import Briefing
        from game.ui.screens.play import Play

        seat = table.seat(ALONE)
        view = seat.snapshot()
        self.last_run = "" if view.phase is Phase.OVER else table.name
        if view.phase is Phase.OVER:
            self.show_debrief(table.name, table.run)
        else:
            self.push_screen(Briefing(seat) if view.phase is Phase.BRIEFING else Play(seat))

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

    def show_debrief(self, name: str, run: Run) -> None:
        """Show the debrief of a run; notes can be written into it where its table is open."""
        from game.ui.screens.debrief import DebriefScreen

        if self.table is None or self.table.name != name:
            self.leave_table()
            try:
                self.table = self.library.resume(name)
            except Said as problem:
                self.say(f"It can be read, but no note can be added: {problem}")
        self.push_screen(DebriefScreen(name, run))

    def show_comparison(self, comparison: Comparison) -> None:
        """Show two runs side by side."""
        from game.ui.screens.compare import Compare

        self.push_screen(Compare(comparison))

    # --- everywhere

    def back(self) -> None:
        """Back one step: from a screen to the one below, never out."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
            if len(self.screen_stack) == 2:
                self.leave_table()

    def say(self, text: str, error: bool = False) -> None:
        """Show a sentence for a moment; text from outside is only text."""
        text = clean_line(text, 600)
        self.notify(text[:1].upper() + text[1:], severity="error" if error else "information", markup=False)

    def next_theme(self) -> None:
        """Take the next colour scheme, and keep it for the next time."""
        self.theme = after(self.theme)
        save_theme(self.library.folder.parent, self.theme)
        self.say(f"Colours: {self.theme.removeprefix('whitecell-').replace('-', ' ')}.")

    def ask_to_leave(self) -> None:
        """Ask once whether to leave."""
        from game.ui.screens.confirm import Confirm

        run = self.table.name if self.table and self.last_run else ""
        kept = f"Everything is kept. Go on later with: whitecell resume {run}" if run else "Nothing is lost."
        self.push_screen(Confirm("Leave Whitecell?", kept, "Leave"), lambda leave: self.exit() if leave else None)

    async def action_quit(self) -> None:
        """What Textual itself calls for its own quit."""
        self.ask_to_leave()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done on this screen, for the palette."""
        if isinstance(screen, Frame):
            for act in screen.possible():
                if act.palette:
                    title = f"{act.title[:1].upper()}{act.title[1:]} ({act.shown})"
                    yield SystemCommand(title, act.help, getattr(screen, f"action_{act.id}"))
        for theme in THEMES:
            title = f"Colours: {theme.name.removeprefix('whitecell-').replace('-', ' ')}"
            yield SystemCommand(title, "Change the colour scheme.", lambda name=theme.name: self.use_theme(name))
        yield SystemCommand("Screenshot", "Save a picture of the screen as SVG.", self.action_screenshot)

    def use_theme(self, name: str) -> None:
        """Use a colour scheme by name, and keep it for the next time."""
        self.theme = name
        save_theme(self.library.folder.parent, name)
