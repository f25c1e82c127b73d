"""What a run opens with, on one panel: each question with its answer and where that comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.run.opening import YES, Before, Brought, following, runs_before
from game.exercise.run.run_store import local_time
from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.scenario.scenario import Scenario
from game.ui.panels.picker import Picker
from game.ui.shell.actions import either_case
from game.ui.shell.screen_base import Keys, Panel, Shell, foot
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH

if TYPE_CHECKING:
    from game.exercise.run.run_store import Library


def ask_openings(
    app: Shell,
    scenario: Scenario,
    brought: Brought,
    answered: Callable[[Brought], None],
    library: Library | None = None,
    otherwise: Callable[[], None] = lambda: None,
) -> None:
    """Ask what a run opens with, alone or in a class, and go on with it; ``otherwise`` where nobody began."""

    def closed(opened: Brought | None) -> None:
        if opened is None:
            otherwise()
        else:
            answered(opened)

    app.push_screen(Openings(scenario, brought, runs_before(scenario, library), library), closed)


class Openings(Panel[Brought]):
    """Returns what the run opens with, as it was answered here; None where somebody thought better of it.

    The first row begins, so that who has nothing to change goes on with the key that brought them here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(either_case("b"), "begin", "Begin", show=False),
        Binding(either_case("a"), "after", "After an earlier run", show=False),
    ]

    def __init__(
        self, scenario: Scenario, brought: Brought, before: Sequence[Before] = (), library: Library | None = None
    ) -> None:
        super().__init__()
        self.scenario, self.brought, self.before, self.library = scenario, brought, before, library

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel picker")
        panel.border_title = literal(self.scenario.title)
        with panel:
            yield Static(
                literal(ENGLISH.say("What has come before? Whatever you answer stands in the report."), MUTED),
                classes="hint",
            )
            yield MarkedList(
                Option(literal(ENGLISH.say("Begin with these answers"), STRONG)), *(Option(row) for row in self.rows())
            )
            yield foot(*self.does)

    @property
    def does(self) -> Keys:
        """See `Panel.does`."""
        after = (("a", ENGLISH.say("after an earlier run")),) if self.before else ()
        return (("Enter", ENGLISH.say("begin, or turn an answer")), *after, ("Esc", ENGLISH.say("back")))

    def rows(self) -> list[Content]:
        """A row an answer."""
        return [
            Page().add(f"{YES[each.says]:<4}", STRONG).line(each.ask).add(f"    {each.source}", MUTED).content()
            for each in self.brought.answers
        ]

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """The first row begins; the answer of any other becomes the other one."""
        if event.option_index == 0:
            self.action_begin()
            return
        answers, place = list(self.brought.answers), event.option_index - 1
        answers[place] = answers[place].turned(not answers[place].says)
        self.show(replace(self.brought, answers=tuple(answers)))

    def show(self, brought: Brought) -> None:
        """Show other answers in the place of those that stand here."""
        self.brought = brought
        shown = self.query_one(OptionList)
        for index, row in enumerate(self.rows(), 1):
            shown.replace_option_prompt_at_index(index, row)

    def action_begin(self) -> None:
        """Begin with what stands here."""
        self.dismiss(self.brought)

    def action_after(self) -> None:
        """Read the answers in an earlier run; what was given by hand stands."""
        if not self.before:
            return

        def picked(index: int | None) -> None:
            if index is None:
                return
            try:
                self.show(following(self.scenario, self.brought, self.before[index].name, self.library))
            except Said as problem:
                self.program.say(problem.said(ENGLISH), error=True)

        rows = [
            Page().line(each.title, STRONG).add(f"  {each.name} · {local_time(each.last)}", MUTED).content()
            for each in self.before
        ]
        self.app.push_screen(Picker(ENGLISH.say("Which of them came before?"), rows), picked)
