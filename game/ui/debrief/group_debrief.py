"""A syndicate's debrief on the facilitator's screen, for the hot wash: sections on the left, a page on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from game.faces.content_builder import MUTED, STRONG, Page
from game.faces.group_debrief import document
from game.faces.leafing import leaves
from game.faces.model import FOLD
from game.report.group import GroupDebrief
from game.ui.debrief.sectioned_reader import Folded
from game.ui.shell.app_base import Program
from game.ui.shell.screen_base import named
from game.words import ENGLISH


class GroupDebriefScreen(Folded):
    """Looked at, not written to; Escape goes back to the desk."""

    NAME = "Debrief"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
        Binding("pagedown,space", "page_down", "Down", show=False, priority=True),
        Binding("pageup", "page_up", "Up", show=False, priority=True),
        Binding("m", "everything", "More", show=False),
        Binding("o", "unfold", "Unfold", show=False),
        Binding("right,n", "other(1)", "Next", show=False),
        Binding("left,b", "other(-1)", "Before", show=False),
    ]

    def __init__(
        self, group: GroupDebrief, turn: Callable[[int], None] | None = None, leave: Callable[[], None] | None = None
    ) -> None:
        """Args:
        turn: goes to another syndicate, so many on.
        leave: where there is no screen below to go back to.
        """
        super().__init__()
        self.group, self.turn, self.leave = group, turn, leave

    def build(self) -> None:
        """Make the debrief anew: told once, or everything in full."""
        shown = document(ENGLISH, self.group, unfolded=self.unfolded, full=self.full)
        self.fill(leaves(shown, {FOLD: "o"}))

    def headline(self) -> Content:
        title = Page().add(ENGLISH.say(" SYNDICATE {syndicate}", syndicate=self.group.syndicate), STRONG)
        return title.add(f"  {self.group.debrief.title}", MUTED).content()

    def keys(self) -> Content:
        does = [("↑ ↓", ENGLISH.say("section")), ("PgUp PgDn", ENGLISH.say("scroll"))]
        does += [("← →", ENGLISH.say("syndicate"))] if self.turn else []
        return Page().add(" ").put(named(*does, ("m", ENGLISH.say("more")), ("Esc", ENGLISH.say("back")))).content()

    def action_other(self, by: int) -> None:
        """The next syndicate, or the one before."""
        if self.turn:
            self.turn(by)

    def action_close(self) -> None:
        """Back to the desk, or out."""
        if self.leave:
            self.leave()
        else:
            self.app.pop_screen()


class ClassDebriefApp(Program):
    """Looks back on a class that is not hosted now: one syndicate at a time, the others a key away."""

    def __init__(self, groups: Sequence[GroupDebrief], settings: Path | None = None) -> None:
        super().__init__(settings)
        self.groups, self.at = groups, 0

    def on_mount(self) -> None:
        self.push_screen(self.shown())

    def shown(self) -> GroupDebriefScreen:
        """The debrief of the syndicate that it stands at."""
        turn = self.turn if len(self.groups) > 1 else None
        return GroupDebriefScreen(self.groups[self.at], turn, leave=self.ask_to_leave)

    def turn(self, by: int) -> None:
        """Go to another syndicate."""
        self.at = (self.at + by) % len(self.groups)
        self.switch_screen(self.shown())
