"""Questions from memory, one after the other over whatever is below: Enter goes on, Escape leaves all of it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.exercise.acts.fields import ActField, Complaint, PickField, TextField, WholeField
from game.exercise.acts.offer import Offer
from game.faces.asking import question
from game.faces.content_builder import MUTED, STRONG, TITLE, WARN, Page, literal
from game.faces.remembering import Typed, steps
from game.ui.shell.screen_base import Panel
from game.ui.widgets.hanging_text import Prose
from game.ui.widgets.line import Line
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH

Keep = Callable[[Offer, Typed], Sequence[str]]
"""Keeps what was typed, which may be nothing, and returns what is said at once."""
SKIP = "s"


class RecallPanel(Panel[bool]):
    """Returns True where it went to the end, None where it was left in the middle; what was kept by then stays."""

    def __init__(self, heading: str, offers: Sequence[Offer], keep: Keep, intro: str = "") -> None:
        super().__init__()
        self.heading, self.keep, self.intro = heading, keep, intro
        self.steps = steps(offers)
        self.at = 0
        self.typed: dict[str, str] = {}
        self.said: list[str] = []
        """What was said at once of the question before."""
        self.problem = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel reader"):
            with VerticalScroll(can_focus=False):
                yield Prose(id="text")
                yield MarkedList(id="rows")
            yield Line("", limit=1)
            yield Static(literal("", MUTED), classes="keys", id="keys")

    def on_mount(self) -> None:
        self.draw()

    @property
    def field(self) -> ActField:
        """What is asked now."""
        return self.steps[self.at].field

    def draw(self) -> None:
        """Draw what is asked now."""
        step = self.steps[self.at]
        self.query_one(".panel").border_title = literal(f"{self.heading} · {step.number} of {step.of}")
        page = Page()
        if self.intro and not self.at:
            page.line(self.intro, MUTED).gap()
        for each in self.said:
            page.line(each, STRONG)
        if self.said:
            page.gap()
        page.line(step.offer.title, MUTED)
        if step.offer.says:
            page.line(step.offer.says, STRONG).gap()
        field = step.field
        page.line(field.ask if isinstance(field, PickField) else question(ENGLISH, field), TITLE)
        if self.problem:
            page.line(self.problem, WARN)
        self.query_one("#text", Prose).show(page.content())
        rows, line = self.query_one("#rows", MarkedList), self.query_one(Line)
        rows.display, line.display = isinstance(field, PickField), not isinstance(field, PickField)
        if isinstance(field, PickField):
            rows.clear_options()
            rows.add_option(Option(literal(ENGLISH.say("Leave it out"), MUTED)))
            rows.add_options(Option(literal(row.label)) for row in field.rows)
            rows.highlighted = 0
            rows.focus()
        else:
            limit = field.limit if isinstance(field, TextField) else len(str(getattr(field, "high", 100)))
            line.begin("", limit, None if isinstance(field, TextField) else rf"\d{{0,{limit}}}|{SKIP}")
            line.focus()
        keys = "Enter takes the marked row" if isinstance(field, PickField) else "Enter goes on, with or without a word"
        self.query_one("#keys", Static).update(
            literal(ENGLISH.say("{keys}; Esc leaves all of it out", keys=keys), MUTED)
        )

    @on(OptionList.OptionSelected, "#rows")
    def picked(self, event: OptionList.OptionSelected) -> None:
        """A row was taken, or it is left out."""
        field = self.field
        if isinstance(field, PickField) and self.seen:
            self.take(field.rows[event.option_index - 1].id if event.option_index else "")

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """A line is done; s alone leaves all of it out."""
        typed = event.value.strip()
        if typed.casefold() == SKIP:
            self.dismiss(None)
        else:
            self.take(typed)

    def take(self, answer: str) -> None:
        """Keep an answer and go on; behind the last one the panel closes."""
        step = self.steps[self.at]
        if isinstance(step.field, WholeField | TextField):
            try:
                step.field.read(answer)
            except Complaint as problem:
                self.problem = ENGLISH.message(problem.says)
                self.draw()
                return
        self.problem = ""
        self.typed[step.field.name] = answer
        if step.last:
            self.said = list(self.keep(step.offer, dict(self.typed)))
            self.typed = {}
        if self.at + 1 == len(self.steps):
            self.dismiss(True)
        else:
            self.at += 1
            self.draw()
