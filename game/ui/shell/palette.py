"""The command palette: everything that can be done here, by name; typing narrows it.

Textual's own fails under quick fingers (a search that outlives its panel), so this one searches at once, in one
place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.ui.shell.screen_base import Keys, Panel, foot
from game.ui.widgets.line import Line
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH


class Palette(Panel[int]):
    """Returns the index of the command that was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", "Up", show=False),
        Binding("down", "down", "Down", show=False),
        Binding("ctrl+p", "back", "Close", show=False),
    ]

    def __init__(self, commands: Sequence[SystemCommand]) -> None:
        super().__init__()
        self.commands = commands
        self.shown: list[int] = []
        """The commands that have what was typed, by index."""

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel picker")
        panel.border_title = ENGLISH.say("What can be done here")
        with panel:
            yield Line(placeholder=ENGLISH.say("type a word of it"), id="word")
            yield MarkedList(id="list")
            yield foot(*self.does, typing=True)

    @property
    def does(self) -> Keys:
        """See `Panel.does`."""
        return (("Enter", ENGLISH.say("do it")), ("↑ ↓", ENGLISH.say("choose")), ("Esc", ENGLISH.say("back")))

    def on_mount(self) -> None:
        self.narrow("")
        self.query_one("#word", Input).focus()

    @on(Input.Changed, "#word")
    def typed(self, event: Input.Changed) -> None:
        """Show what has all the words typed so far, in its name or in what it does."""
        self.narrow(event.value)

    def narrow(self, text: str) -> None:
        """Fill the list."""
        words = text.casefold().split()
        said = [f"{command.title} {command.help}".casefold() for command in self.commands]
        self.shown = [index for index, each in enumerate(said) if all(word in each for word in words)]
        options = self.query_one("#list", OptionList)
        options.clear_options()
        for index in self.shown:
            command = self.commands[index]
            options.add_option(Option(Page().line(command.title, STRONG).add(f"  {command.help}", MUTED).content()))
        if not self.shown:
            options.add_option(Option(literal(ENGLISH.say("Nothing here has these words."), MUTED), disabled=True))
        options.highlighted = 0 if self.shown else None

    def action_up(self) -> None:
        """The row above."""
        self.query_one("#list", OptionList).action_cursor_up()

    def action_down(self) -> None:
        """The row below."""
        self.query_one("#list", OptionList).action_cursor_down()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def taken(self) -> None:
        """A command was picked."""
        row = self.query_one("#list", OptionList).highlighted
        if row is not None and row < len(self.shown):
            self.dismiss(self.shown[row])
