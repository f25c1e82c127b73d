"""Panels with a list to pick from: one row of it, or several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.faces.content_builder import MUTED, literal
from game.ui.shell.screen_base import Panel, Result, named
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH, Message, Wording, lazy


class _Rows(Panel[Result]):
    """A list under its title."""

    DOES: ClassVar[tuple[tuple[Wording, Message], ...]] = (("Enter", lazy("take")), ("Esc", lazy("back")))

    def __init__(self, title: str, rows: Sequence[Content], hint: str) -> None:
        """Args:
        title: what stands over the list.
        rows: the rows.
        hint: what stands above the first row.
        """
        super().__init__()
        self.heading, self.rows, self.hint = title, rows, hint

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel picker")
        panel.border_title = literal(self.heading)
        with panel:
            if self.hint:
                yield Static(literal(self.hint, MUTED), classes="hint")
            yield MarkedList(*(Option(self.row(index)) for index in range(len(self.rows))))
            yield Static(
                named(*((ENGLISH.message(key), ENGLISH.message(does)) for key, does in self.DOES)), classes="keys"
            )

    def row(self, index: int) -> Content:
        """A row as it is shown."""
        return self.rows[index]


class Picker(_Rows[int]):
    """Returns the index of the row that was picked; the row ``at`` is marked to begin with."""

    def __init__(self, title: str, rows: Sequence[Content], hint: str = "", at: int = 0) -> None:
        super().__init__(title, rows, hint)
        self.at = at

    def on_mount(self) -> None:
        if self.at:
            self.query_one(MarkedList).highlighted = self.at

    @on(OptionList.OptionSelected)
    def picked(self, event: OptionList.OptionSelected) -> None:
        """A row was picked."""
        self.dismiss(event.option_index)


class Boxes(_Rows[tuple[int, ...]]):
    """Returns the indexes of the rows that are ticked; some may be to begin with."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick", show=False)]
    DOES = ((lazy("Space"), lazy("tick")), *_Rows.DOES)

    def __init__(self, title: str, rows: Sequence[Content], ticked: Collection[int] = (), hint: str = "") -> None:
        super().__init__(title, rows, hint)
        self.ticked = set(ticked)

    def row(self, index: int) -> Content:
        """A row with its box; a sign in it, as no colour says it alone."""
        return Content.assemble("[x] " if index in self.ticked else "[ ] ", self.rows[index])

    def action_tick(self) -> None:
        """Tick the marked row, or take the tick away."""
        options = self.query_one(MarkedList)
        if options.highlighted is not None:
            self.ticked ^= {options.highlighted}
            options.replace_option_prompt_at_index(options.highlighted, self.row(options.highlighted))

    @on(OptionList.OptionSelected)
    def taken(self) -> None:
        """What is ticked is taken."""
        self.dismiss(tuple(sorted(self.ticked)))
