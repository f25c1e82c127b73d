"""Sections on the left, the page of the marked one on the right: what debriefs and the author's page share."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.faces.content_builder import literal
from game.faces.leafing import Leaf
from game.ui.widgets.hanging_text import Paged, Prose, ReadingPage
from game.ui.widgets.textual_private import MarkedList


class Sectioned(Paged[None]):
    """A report to leaf through."""

    CSS_PATH = Path(__file__).with_name("sectioned_reader.tcss")  # whole, because its screens live in many folders
    NAME = ""
    """What stands over the list."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Leaf] = []

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            yield ReadingPage(id="page", can_focus=False)
        yield Static(id="footer")

    def on_mount(self) -> None:
        sections = self.query_one("#list", OptionList)
        sections.border_title = self.NAME
        sections.focus()

    def on_resize(self) -> None:
        self.query_one("#header", Static).update(self.headline())
        self.query_one("#footer", Static).update(self.keys())
        self.call_after_refresh(self.show_section)

    def headline(self) -> Content:
        """The line at the top."""
        raise NotImplementedError

    def keys(self) -> Content:
        """The line of keys at the bottom."""
        raise NotImplementedError

    def fill(self, sections: list[Leaf]) -> None:
        """Lay down other sections; the mark stays where it was."""
        self.sections = sections
        options = self.query_one("#list", OptionList)
        marked = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(section.entry) for section in sections)
        options.highlighted = min(marked, len(sections) - 1)

    @on(OptionList.OptionHighlighted, "#list")
    def marked(self) -> None:
        """Show the section that is marked."""
        self.show_section()
        self.query_one("#page", ReadingPage).scroll_home(animate=False)

    def show_section(self) -> None:
        """Write the marked section for the width there is."""
        index = self.query_one("#list", OptionList).highlighted
        if index is not None and index < len(self.sections):
            section = self.sections[index]
            page = self.query_one("#page", ReadingPage)
            page.border_title = literal(section.title.removeprefix("· "))
            self.query_one("#text", Prose).show(section.write(max(30, page.size.width - 4)))

    @on(OptionList.OptionSelected, "#list")
    def turned(self) -> None:
        """Enter goes down the page, and at its end to the next section."""
        page = self.query_one("#page", ReadingPage)
        if page.scroll_y < page.max_scroll_y:
            page.scroll_page_down(animate=False)
        else:
            self.query_one("#list", OptionList).action_cursor_down()

    def go_to(self, id: str) -> None:
        """Mark a section by its id."""
        ids = [section.id for section in self.sections]
        self.query_one("#list", OptionList).highlighted = ids.index(id)


class Folded(Sectioned):
    """A debrief: told once in short, or everything in full; the lessons of one decision fold and unfold."""

    full = unfolded = False

    def on_mount(self) -> None:
        super().on_mount()
        self.build()

    def build(self) -> None:
        """Make the debrief anew."""
        raise NotImplementedError

    def action_everything(self) -> None:
        """Tell everything in full, or once in short."""
        self.full = not self.full
        self.build()

    def action_unfold(self) -> None:
        """Tell the lessons of one decision in full, or fold them again."""
        self.unfolded, self.full = not self.unfolded, True
        self.build()
