"""A syndicate's debrief on the facilitator's screen, for the hot wash: sections on the left, a page on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content

from game.faces.content_builder import MUTED, STRONG, Page
from game.faces.group_debrief import document
from game.faces.leafing import leaves
from game.faces.model import FOLD
from game.report.group import GroupDebrief
from game.ui.debrief.sectioned_reader import Sectioned
from game.words import ENGLISH

if TYPE_CHECKING:
    from game.ui.debrief.class_debrief import ClassDebriefApp


class GroupDebriefScreen(Sectioned):
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

    def __init__(self, group: GroupDebrief, others: bool = False) -> None:
        super().__init__()
        self.group, self.full, self.unfolded, self.others = group, False, False, others

    def on_mount(self) -> None:
        super().on_mount()
        self.build()

    def build(self) -> None:
        """Make the debrief anew: told once, or everything in full."""
        shown = document(ENGLISH, self.group, unfolded=self.unfolded, full=self.full)
        self.fill(leaves(shown, {FOLD: "o"}))

    def headline(self) -> Content:
        title = Page().add(f" SYNDICATE {self.group.syndicate}", STRONG)
        return title.add(f"  {self.group.debrief.title}", MUTED).content()

    def keys(self) -> Content:
        keys = Page().add(" ↑ ↓", STRONG).add(" section  ", MUTED).add("PgUp PgDn", STRONG).add(" scroll  ", MUTED)
        if self.others:
            keys.add("← →", STRONG).add(" syndicate  ", MUTED)
        keys.add("m", STRONG).add(" more  ", MUTED).add("Esc", STRONG).add(" back", MUTED)
        return keys.content()

    def action_everything(self) -> None:
        """Tell everything in full, or once in short."""
        self.full = not self.full
        self.build()

    def action_unfold(self) -> None:
        """Tell the lessons of one decision in full, or fold them again."""
        self.unfolded, self.full = not self.unfolded, True
        self.build()

    def action_other(self, by: int) -> None:
        """The next syndicate, or the one before."""
        if self.others:
            cast("ClassDebriefApp", self.app).turn(by)

    def action_close(self) -> None:
        """Back to the desk, or out."""
        if len(self.app.screen_stack) > 2:
            self.app.pop_screen()
        else:
            cast("ClassDebriefApp", self.app).back()
