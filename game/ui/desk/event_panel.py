"""One event of the board, for the facilitator: its preview, the syndicates side by side, what may be done by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from game.exercise.acts.offer import Offer
from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.ui.shell.actions import either_case
from game.ui.shell.screen_base import Panel
from game.ui.widgets.hanging_text import Prose, ReadingPage
from game.words import ENGLISH


class EventPanel(Panel[Offer]):
    """Enter or Escape closes it. It ends with the offer that was asked for by its key, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Close", show=False),
        *(Binding(either_case(key), f"ask('{key}')", show=False) for key in "izw"),
        Binding("up,pageup", "scroll(-1)", "Up", show=False),
        Binding("down,pagedown,space", "scroll(1)", "Down", show=False),
    ]

    def __init__(self, title: str, page: Content, offers: Sequence[tuple[str, Offer]]) -> None:
        """Args:
        title: of the event.
        page: what stands in it.
        offers: what may be done, each with its key.
        """
        super().__init__()
        self.heading, self.page, self.offers = title, page, offers

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel reader") as panel:
            panel.border_title = literal(self.heading)
            yield ReadingPage(can_focus=False)
            keys = Page().add("Enter", STRONG).add(ENGLISH.say(" close"), MUTED)
            for key, offer in self.offers:
                keys.add(f"  {key}", STRONG).add(f" {offer.label}", MUTED)
            yield Static(keys.content(), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#text", Prose).show(self.page)

    def action_done(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll five lines."""
        self.query_one(ReadingPage).scroll_relative(y=5 * by, animate=False)

    def action_ask(self, key: str) -> None:
        """Ask for what stands behind a key, where it is offered."""
        found = next((offer for known, offer in self.offers if known == key), None)
        if found is not None:
            self.dismiss(found)
