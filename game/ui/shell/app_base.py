"""What every program on a screen shares: colours, sentences, the palette, going back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePath
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from game.scenario.text import clean_line
from game.ui.shell.actions import Where
from game.ui.shell.screen_base import Frame, Keys
from game.ui.shell.settings import load_theme, save_theme
from game.ui.shell.themes import NAMES, THEMES, after
from game.ui.widgets.bursts import read_bursts_as_pastes
from game.ui.widgets.textual_private import QuietApp
from game.ui.widgets.textual_workarounds import keep_words_at_no_break_spaces, let_go_of_what_was_drawn
from game.words import ENGLISH

let_go_of_what_was_drawn()
keep_words_at_no_break_spaces()
read_bursts_as_pastes()


class Program(QuietApp):
    """An app of ours."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = Path(__file__).with_name("whitecell.tcss")
    TITLE = "Whitecell"
    BINDINGS: ClassVar[list[BindingType]] = []
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (104, "-wide")]

    def __init__(
        self,
        settings: Path | None = None,
        timer: Callable[[], float] = time.monotonic,
        ticking: bool = True,
    ) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        # Set before the first frame: a change afterwards would read every stylesheet again. Nobody watches it so early,
        # so what a watcher would do is done here.
        self.set_reactive(App.theme, load_theme(settings) if settings else NAMES[0])
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.settings = settings
        """The folder for preferences; None where none are kept."""
        self.timer = timer
        """Seconds from any start: the soft clock of an inject reads it."""
        self.ticking = ticking

    async def on_event(self, event: events.Event) -> None:
        """Keys are the screen's before they are anybody else's, in the order in which they were typed."""
        shown = self.screen if self.has_screen else None
        if isinstance(shown, Frame):
            if isinstance(event, events.Key) and await shown.take_key(event):
                return
            if isinstance(event, events.Paste) and shown.take_paste(event.text):
                return
        await super().on_event(event)

    def back(self) -> None:
        """Back one step: from a screen to the one below, never out."""
        if len(self.screen_stack) > 2:
            self.pop_screen()

    def hand_over(self, name: str, page: str) -> None:
        """Give a page to the person: as a file beside them."""
        from game.report.html.write import keep_page

        self.say(ENGLISH.say("Written: {keep_page}", keep_page=keep_page(Path(), name, page)))

    def finish(self) -> None:
        """The run on the table is over."""

    def show_help(self, where: Where, keys: Keys = ()) -> None:
        """Open the help of a kind of screen, or of a panel over it that has ``keys`` of its own."""
        from game.ui.shell.help import Help

        self.push_screen(Help(where, keys))

    def ask_to_leave(self) -> None:
        """Ask once whether to leave."""
        from game.ui.shell.confirm import Confirm

        question, kept = self.leaving()
        self.push_screen(Confirm(question, kept, ENGLISH.say("Leave")), lambda leave: self.exit() if leave else None)

    def leaving(self) -> tuple[str, str]:
        """The question that is asked before leaving, and what becomes of everything."""
        return ENGLISH.say("Leave Whitecell?"), ENGLISH.say("Nothing is lost.")

    async def action_quit(self) -> None:
        """What Textual itself calls for its own quit."""
        self.ask_to_leave()

    def say(self, text: str, error: bool = False) -> None:
        """Show a sentence for a moment; text from outside is only text."""
        text = clean_line(text, 600)
        self.notify(text[:1].upper() + text[1:], severity="error" if error else "information", markup=False)

    def next_theme(self) -> None:
        """Take the next colour scheme."""
        self.use_theme(after(self.theme))
        self.say(ENGLISH.say("Colours: {colours}.", colours=colours(self.theme)))

    def use_theme(self, name: str) -> None:
        """Use a colour scheme by name, and keep it for the next time."""
        self.theme = name
        if self.settings:
            save_theme(self.settings, name)

    def action_command_palette(self) -> None:
        """Open the palette for the screen below it; on a panel there is none."""
        from game.ui.shell.palette import Palette

        if isinstance(self.screen, ModalScreen):
            return
        commands = list(self.get_system_commands(self.screen))

        def picked(index: int | None) -> None:
            if index is not None:
                self.call_next(commands[index].callback)

        self.push_screen(Palette(commands), picked)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done on this screen, for the palette."""
        if isinstance(screen, Frame):
            for act in screen.possible():
                if act.palette:
                    said = ENGLISH.message(act.title)
                    title = f"{said[:1].upper()}{said[1:]} ({act.shown})"
                    yield SystemCommand(title, ENGLISH.message(act.help), partial(screen.run_action, act.action))
        for theme in THEMES:
            title = f"Colours: {colours(theme.name)}"
            yield SystemCommand(
                title, ENGLISH.say("Change the colour scheme."), lambda name=theme.name: self.use_theme(name)
            )


def colours(theme: str) -> str:
    """Return a colour scheme's name in words."""
    return theme.removeprefix("whitecell-").replace("-", " ")
