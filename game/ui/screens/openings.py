"""What a run opens with, on one panel: each question with its answer and where that comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.exercise.run.opening import YES, Brought
from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.ui.frame import Panel
from game.ui.textual_private import MarkedList


class Openings(Panel[Brought]):
    """Returns what the run opens with, as it was answered here; None where somebody thought better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("b", "begin", "Begin", show=False)]

    def __init__(self, title: str, brought: Brought) -> None:
        super().__init__()
        self.heading, self.brought = title, brought

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel picker")
        panel.border_title = literal(self.heading)
        with panel:
            yield Static(
                literal("What has come before? Whatever you answer stands in the report.", MUTED), classes="hint"
            )
            yield MarkedList(*(Option(row) for row in self.rows()))
            keys = Page().add("b", STRONG).add(" begin with these  ", MUTED).add("Enter", STRONG)
            yield Static(keys.add(" turn  ", MUTED).add("Esc", STRONG).add(" back", MUTED).content(), classes="keys")

    def rows(self) -> list[Content]:
        """A row an answer."""
        return [
            Page().add(f"{YES[each.says]:<4}", STRONG).line(each.ask).add(f"    {each.source}", MUTED).content()
            for each in self.brought.answers
        ]

    @on(OptionList.OptionSelected)
    def turned(self, event: OptionList.OptionSelected) -> None:
        """The answer of a row becomes the other one."""
        answers = list(self.brought.answers)
        answers[event.option_index] = answers[event.option_index].turned(not answers[event.option_index].says)
        self.brought = replace(self.brought, answers=tuple(answers))
        shown = self.query_one(OptionList)
        for index, row in enumerate(self.rows()):
            shown.replace_option_prompt_at_index(index, row)

    def action_begin(self) -> None:
        """Begin with what stands here."""
        self.dismiss(self.brought)
