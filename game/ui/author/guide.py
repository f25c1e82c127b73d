"""The guide for authors, to leaf through: its headings at the left, what stands under the marked one at the right."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from game.faces import guide
from game.faces.content_builder import MUTED, STRONG, Page
from game.faces.leafing import leaves
from game.ui.debrief.sectioned_reader import Sectioned
from game.ui.shell.actions import Where, acts, bindings
from game.ui.shell.screen_base import Frame, footer
from game.words import ENGLISH


class Guide(Sectioned, Frame):
    """How to write a scenario."""

    WHERE = Where.GUIDE
    NAME = "Guide"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.GUIDE)

    def on_mount(self) -> None:
        super().on_mount()
        self.fill(leaves(guide.document(ENGLISH), headed=True))

    def headline(self) -> Content:
        """See `Sectioned.headline`."""
        where = ENGLISH.say("the same as scenarios/{file}", file=guide.FILE)
        return Page().add(ENGLISH.say(" GUIDE"), STRONG).add(f"  {where}", MUTED).content()

    def keys(self) -> Content:
        """See `Sectioned.keys`."""
        return footer(acts(self.WHERE), self.size.width)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)
