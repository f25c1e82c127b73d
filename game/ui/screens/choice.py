"""Choosing: the option once more, the reason, how sure, and what speaks against it, before any effect is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from game.exercise.commands import MAX_REASON
from game.exercise.drafting import FORECAST
from game.exercise.views.seat_view import ForecastView, OptionView
from game.faces.content_builder import BAD, MUTED, STRONG, WARN, Page, literal
from game.scenario.text import clean_line
from game.ui.drafting import Drafting
from game.ui.frame import Panel
from game.ui.line import Line
from game.ui.pages import table
from game.ui.prose import Prose

KEYS = (
    Page().add("Enter", STRONG).add(" next line; the last one asks  ", MUTED)
    .add("Esc", STRONG).add(" think again, what you typed stays", MUTED).content()
)  # fmt: skip

LABEL = 36
"""Letters of an option in the last question: its keys have to stand beside it in 80 columns."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the panel returns."""

    reason: str
    confidence: int | None
    counter: str
    forecasts: tuple[tuple[str, int], ...]


class Sure(Static, can_focus=True):
    """The line of keys, and once all is typed the question whether that is the decision."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "decide", "Decide", show=False),
        Binding("escape,up", "reconsider", "Back", show=False),
    ]

    class Reconsidered(Message):
        """Not yet."""

    class Decided(Message):
        """That is the decision."""

    seen = False
    """Whether the question has been drawn: until then nobody can have meant a key for it."""

    def ask(self, question: Content) -> None:
        """Ask; what was pasted cannot answer, nor what was typed before the question stood there."""
        self.seen = False
        self.update(question)
        self.focus()
        self.call_after_refresh(setattr, self, "seen", True)

    def action_decide(self) -> None:
        """Enter."""
        if self.seen:
            self.post_message(self.Decided())

    def action_reconsider(self) -> None:
        """Escape."""
        self.post_message(self.Reconsidered())


class Choice(Panel[Made]):
    """Every answer may be left empty. Enter goes to the next line; behind the last one it is asked once more."""

    def __init__(
        self,
        number: int,
        option: OptionView,
        forecasts: tuple[ForecastView, ...],
        drafting: Drafting | None = None,
        written: bool = False,
    ) -> None:
        """``written``: the options are what an answer in writing is judged by, and nothing is decided anew."""
        super().__init__()
        self.number, self.option, self.drafting, self.written = number, option, drafting, written
        self.forecasts = tuple(forecast for forecast in forecasts if forecast.percent is None)

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel choice")
        panel.border_title = "You judge your answer" if self.written else "You are about to decide"
        page = Page()
        table.detail(page, self.number, self.option)
        with panel:
            with VerticalScroll(can_focus=False):
                yield Prose(page.content())
            for forecast in self.forecasts:
                yield Static(literal(f"{forecast.ask} (0 to 100 percent)"), classes="label")
                yield self.line(f"{FORECAST}{forecast.id}", digits=3)
            yield Static(literal("Why? Your reason, in a line"), classes="label")
            yield self.line("reason", limit=MAX_REASON)
            yield Static(literal("How sure are you? 0 (a guess) to 10 (certain)"), classes="label")
            yield self.line("confidence", digits=2)
            yield Static(literal("The strongest argument against it"), classes="label")
            yield self.line("counter", limit=MAX_REASON)
            yield Sure(KEYS, classes="keys", id="hint")

    def line(self, field: str, limit: int = 0, digits: int = 0) -> Line:
        """A line for a field, with what was typed there before."""
        forecast = field.startswith(FORECAST)
        typed = self.drafting.of(field) if self.drafting else ""
        made = Line(
            typed, limit=limit, digits=digits, compact=True,
            id=None if forecast else field, classes="forecast" if forecast else None, name=field,
        )  # fmt: skip
        made.cursor_position = len(typed)
        return made

    def on_mount(self) -> None:
        self.query(Line).first().focus()

    @on(Input.Changed)
    def typing(self, event: Input.Changed) -> None:
        """What is typed is kept, so that neither Escape nor a killed program takes it away."""
        if self.drafting and event.input.name:
            self.drafting.typed(event.input.name, event.value)

    def leave(self) -> None:
        """A field is left."""
        if self.drafting:
            self.drafting.write()

    def dismiss(self, result: Made | None = None) -> AwaitComplete:
        """See `Panel.dismiss`; what is typed stays."""
        self.leave()
        return super().dismiss(result)

    def on_resize(self) -> None:
        """Leave the questions in sight: what is read above them scrolls."""
        rows = 9 + sum(2 + len(forecast.ask) // 70 for forecast in self.forecasts)
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - rows - 2)

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """Go to the next line, or ask whether that is the decision."""
        self.leave()
        inputs = list(self.query(Line))
        # From the line that has the focus, not the one that sent this: a fast typist is a key ahead of us.
        if not isinstance(self.focused, Line):
            return
        at = inputs.index(self.focused)
        if at + 1 < len(inputs):
            self.set_focus(inputs[at + 1])
        elif self.made() is not None:
            label = clean_line(self.option.label, LABEL)
            question = Page().add(f" {'Is it' if self.written else 'Decide on'} “{label}”? ", WARN)
            keys = (
                question.add("Enter", STRONG)
                .add(" yes  " if self.written else " decides  ", MUTED)
                .add("Esc", STRONG)
                .add(" back", MUTED)
            )
            self.query_one(Sure).ask(keys.content())

    @on(Sure.Reconsidered)
    def reconsidered(self) -> None:
        """Back to the last line; nothing is decided."""
        self.query_one(Sure).update(KEYS)
        self.query(Line).last().focus()

    @on(events.DescendantFocus)
    def went_back(self, event: events.DescendantFocus) -> None:
        """Another line has the focus: the question is put away."""
        if isinstance(event.widget, Line) and self.query_one(Sure).seen:
            self.query_one(Sure).seen = False
            self.query_one(Sure).update(KEYS)

    @on(Sure.Decided)
    def decide(self) -> None:
        """That is the decision."""
        made = self.made()
        if made is not None:
            self.dismiss(made)

    def made(self) -> Made | None:
        """Check the numbers; what was typed, or None where one of them will not do."""
        sure = self.query_one("#confidence", Line)
        if sure.value and int(sure.value) > 10:
            self.complain("How sure you are is a number from 0 to 10.", sure)
            return None
        forecasts = []
        for forecast, typed in zip(self.forecasts, self.query(".forecast").results(Line), strict=True):
            if typed.value and int(typed.value) > 100:
                self.complain("A forecast is a number from 0 to 100.", typed)
                return None
            if typed.value:
                forecasts.append((forecast.id, int(typed.value)))
        return Made(
            reason=self.query_one("#reason", Line).value,
            confidence=int(sure.value) if sure.value else None,
            counter=self.query_one("#counter", Line).value,
            forecasts=tuple(forecasts),
        )

    def complain(self, text: str, field: Line) -> None:
        """Say what is wrong and go there; nothing typed is lost."""
        self.query_one(Sure).update(literal(text, BAD))
        field.focus()
        field.action_select_all()
