"""The syndicates side by side at one inject, for the facilitator; ``w`` shows them on the wall, or takes them down."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.exercise.classroom.classroom import Classroom
from game.exercise.views.facilitator_view_builder import still_on
from game.faces.content_builder import literal
from game.ui.shell.confirm import Confirm
from game.ui.shell.screen_base import Panel, named
from game.ui.widgets.hanging_text import Prose
from game.words import ENGLISH


class SideBySide(Panel[str]):
    """Enter or Escape closes it. It ends with what is to be said of the wall, where that has changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Close", show=False),
        Binding("w", "wall", "On the wall", show=False),
        Binding("up,pageup", "scroll(-1)", "Up", show=False),
        Binding("down,pagedown,space", "scroll(1)", "Down", show=False),
    ]

    def __init__(self, room: Classroom, inject: str, page: Content) -> None:
        super().__init__()
        self.room, self.inject, self.page = room, inject, page

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel reader") as panel:
            panel.border_title = literal(ENGLISH.say("Syndicates side by side"))
            with VerticalScroll(can_focus=False):
                yield Prose(id="text")
            on, off = (
                ENGLISH.say("show it on the wall, without anybody's own choice"),
                ENGLISH.say("take it off the wall"),
            )
            yield Static(named(("Enter", ENGLISH.say("close")), ("w", off if self.shown else on)), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#text", Prose).show(self.page)

    @property
    def shown(self) -> bool:
        """Whether this inject is on the wall."""
        return self.room.on_wall == self.inject

    def action_done(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Scroll five lines."""
        self.query_one(VerticalScroll).scroll_relative(y=5 * by, animate=False)

    def action_wall(self) -> None:
        """Show it on the wall, or take it down; asked where a syndicate may still decide it."""
        waiting = () if self.shown else still_on(self.room, self.inject)
        if not waiting:
            self.put(True)
            return
        names = ", ".join(f"syndicate {each}" for each in waiting)
        detail = f"Not decided yet by: {names}. They will read what others did."
        self.app.push_screen(Confirm(ENGLISH.say("Show it already?"), detail, ENGLISH.say("Show it")), self.put)

    def put(self, sure: bool | None) -> None:
        """Do so, where that was meant."""
        if sure:
            down = self.shown
            self.room.on_wall = "" if down else self.inject
            self.dismiss("Taken down: the wall shows nothing of their play." if down else "It is on the wall.")
