"""Choosing: the option once more, the reason, how sure, and what speaks against it, before any effect is shown."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from game.exercise.commands import MAX_REASON
from game.exercise.views.seat_view import ForecastView, OptionView
from game.ui.frame import Panel
from game.ui.pages import table
from game.ui.prose import Prose
from game.ui.write import BAD, MUTED, STRONG, Page, literal


@dataclass(frozen=True, slots=True)
class Made:
    """What the panel returns."""

    reason: str
    confidence: int | None
    counter: str
    forecasts: tuple[tuple[str, int], ...]


class Choice(Panel[Made]):
    """Every answer may be left empty. Enter goes to the next line, and from the last one decides."""

    def __init__(self, number: int, option: OptionView, forecasts: tuple[ForecastView, ...]) -> None:
        super().__init__()
        self.number, self.option = number, option
        self.forecasts = tuple(forecast for forecast in forecasts if forecast.percent is None)

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel choice")
        panel.border_title = "You are about to decide"
        page = Page()
        table.detail(page, self.number, self.option)
        with panel:
            with VerticalScroll(can_focus=False):
                yield Prose(page.content())
            for forecast in self.forecasts:
                yield Static(literal(f"{forecast.ask} (0 to 100 percent)"), classes="label")
                yield Input(restrict=r"\d{0,3}", max_length=3, classes="forecast", compact=True)
            yield Static(literal("Why? Your reason, in a line"), classes="label")
            yield Input(max_length=MAX_REASON, id="reason", compact=True)
            yield Static(literal("How sure are you? 0 (a guess) to 10 (certain)"), classes="label")
            yield Input(restrict=r"\d{0,2}", max_length=2, id="confidence", compact=True)
            yield Static(literal("The strongest argument against it"), classes="label")
            yield Input(max_length=MAX_REASON, id="counter", compact=True)
            keys = Page().add("Enter", STRONG).add(" next line; on the last one: decide  ", MUTED)
            yield Static(keys.add("Esc", STRONG).add(" think again", MUTED).content(), classes="keys", id="hint")

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_resize(self) -> None:
        """Leave the questions in sight: what is read above them scrolls."""
        rows = 9 + sum(2 + len(forecast.ask) // 70 for forecast in self.forecasts)
        self.query_one(VerticalScroll).styles.max_height = max(3, self.app.size.height - rows - 2)

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """Go to the next line, or decide."""
        inputs = list(self.query(Input))
        # From the line that has the focus, not the one that sent this: a fast typist is a key ahead of us.
        at = inputs.index(self.focused if isinstance(self.focused, Input) else event.input)
        if at + 1 < len(inputs):
            self.set_focus(inputs[at + 1])
        else:
            self.decide()

    def decide(self) -> None:
        """Check the numbers and return what was typed."""
        sure = self.query_one("#confidence", Input)
        if sure.value and int(sure.value) > 10:
            self.complain("How sure you are is a number from 0 to 10.", sure)
            return
        forecasts = []
        for forecast, typed in zip(self.forecasts, self.query(".forecast").results(Input), strict=True):
            if typed.value and int(typed.value) > 100:
                self.complain("A forecast is a number from 0 to 100.", typed)
                return
            if typed.value:
                forecasts.append((forecast.id, int(typed.value)))
        self.dismiss(
            Made(
                reason=self.query_one("#reason", Input).value,
                confidence=int(sure.value) if sure.value else None,
                counter=self.query_one("#counter", Input).value,
                forecasts=tuple(forecasts),
            )
        )

    def complain(self, text: str, field: Input) -> None:
        """Say what is wrong and go there; nothing typed is lost."""
        self.query_one("#hint", Static).update(literal(text, BAD))
        field.focus()
