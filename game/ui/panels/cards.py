"""The ten cards of a talk that a group leads itself: one at a time, the question first, then the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from game.exercise.commands import MAX_NOTE
from game.exercise.views.class_view import CARD_MINUTES, TalkCard
from game.faces.content_builder import MUTED, STRONG, TITLE, Page, literal
from game.ui.shell.screen_base import Panel
from game.ui.widgets.hanging_text import Prose
from game.ui.widgets.line import Line
from game.words import ENGLISH

Keep = Callable[[str, str, str], bool]
"""Takes a card's title, the inject that it is about and what was typed; returns whether it is kept."""


class Cards(Panel[bool]):
    """Enter keeps the line and shows the record, and from there goes on; Escape leaves, and what was typed is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "turn", "Turn", show=False),
        Binding("pagedown", "on", "Next", show=False),
        Binding("pageup", "before", "Before", show=False),
    ]

    def __init__(self, cards: Sequence[TalkCard], keep: Keep) -> None:
        super().__init__()
        self.cards, self.keep = cards, keep
        self.at = 0
        self.turned: set[int] = set()
        """The cards whose record was shown."""
        self.typed: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel reader"):
            with VerticalScroll(can_focus=False):
                yield Prose(id="text")
            yield Line("", limit=MAX_NOTE)
            yield Static(literal("", MUTED), classes="keys", id="keys")

    def on_mount(self) -> None:
        self.draw()

    @property
    def card(self) -> TalkCard:
        """The card on the screen."""
        return self.cards[self.at]

    def draw(self) -> None:
        """Draw the card: its question, and where it was turned what was typed and what the record says."""
        card, turned = self.card, self.at in self.turned
        panel = self.query_one(".panel")
        panel.border_title = literal(
            ENGLISH.say(
                "Card {n} of {of} · {minutes} minutes · {title}",
                n=self.at + 1,
                of=len(self.cards),
                minutes=CARD_MINUTES,
                title=card.title,
            )
        )
        page = Page().line(card.ask, TITLE)
        if self.at in self.typed:
            page.gap().add(ENGLISH.say("You: "), MUTED).line(self.typed[self.at])
        if turned:
            page.gap().line(ENGLISH.say("The record"), STRONG)
            for each in card.record:
                page.line(each).gap()
        self.query_one("#text", Prose).show(page.content())
        line = self.query_one(Line)
        line.display = not (turned or card.private)
        if line.display:
            line.focus()
        else:
            self.set_focus(None)
        does = "goes on" if turned else "shows the record" if card.private else "keeps the line and shows the record"
        self.query_one("#keys", Static).update(
            literal(ENGLISH.say("Enter {does}, PgUp and PgDn turn, Esc leaves", does=does), MUTED)
        )

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Keep the line for the group, and turn the card."""
        said = event.value.strip()
        if said and self.keep(self.card.title, self.card.about, said):
            self.typed[self.at] = said
        self.query_one(Line).value = ""
        self.turned.add(self.at)
        self.draw()

    def action_turn(self) -> None:
        """Turn a card that asks for no line; from one that is turned go on."""
        if self.at in self.turned:
            self.action_on()
        else:
            self.turned.add(self.at)
            self.draw()

    def action_on(self) -> None:
        """The next card; behind the last one, the debrief."""
        if self.at == len(self.cards) - 1:
            self.dismiss(True)
        else:
            self.at += 1
            self.draw()

    def action_before(self) -> None:
        """The card before."""
        self.at = max(0, self.at - 1)
        self.draw()
