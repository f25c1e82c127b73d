"""A syndicate's debrief on the facilitator's screen, for the hot wash: sections on the left, a page on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.report.group import GroupDebrief
from game.ui.marked import MarkedList
from game.ui.pages.group_debrief import group_sections
from game.ui.prose import Prose
from game.ui.write import MUTED, STRONG, Page, literal

if TYPE_CHECKING:
    from game.ui.class_debrief import ClassDebriefApp


class GroupDebriefScreen(Screen[None]):
    """Looked at, not written to; Escape goes back to the desk."""

    CSS_PATH = "debrief.tcss"
    CSS = "GroupDebriefScreen #list { width: 36; height: 1fr; } GroupDebriefScreen #page { border: round $border; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Close", show=False),
        Binding("pagedown,space", "page_down", "Down", show=False, priority=True),
        Binding("pageup", "page_up", "Up", show=False, priority=True),
        Binding("m", "longer", "Longer", show=False),
        Binding("right,n", "other(1)", "Next", show=False),
        Binding("left,b", "other(-1)", "Before", show=False),
    ]

    def __init__(self, group: GroupDebrief, others: bool = False) -> None:
        super().__init__()
        self.group, self.long, self.others = group, False, others
        self.sections = group_sections(group, self.long)

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            yield MarkedList(*(Option(section.entry()) for section in self.sections), id="list")
            with VerticalScroll(id="page", can_focus=False):
                yield Prose(id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        title = Page().add(f" SYNDICATE {self.group.syndicate}", STRONG).add(f"  {self.group.debrief.title}", MUTED)
        self.query_one("#header", Static).update(title.content())
        keys = Page().add(" ↑ ↓", STRONG).add(" section  ", MUTED).add("PgUp PgDn", STRONG).add(" scroll  ", MUTED)
        if self.others:
            keys.add("← →", STRONG).add(" syndicate  ", MUTED)
        keys.add("m", STRONG).add(" 5 or 20 minutes  ", MUTED).add("Esc", STRONG).add(" back", MUTED)
        self.query_one("#footer", Static).update(keys.content())
        self.query_one("#list", OptionList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_section)

    @on(OptionList.OptionHighlighted, "#list")
    def show_section(self) -> None:
        """Write the marked section for the width there is."""
        index = self.query_one("#list", OptionList).highlighted
        if index is not None and index < len(self.sections):
            section, page = self.sections[index], self.query_one("#page", VerticalScroll)
            page.border_title = literal(section.title)
            self.query_one("#text", Prose).show(section.write(max(30, page.size.width - 4)))
            page.scroll_home(animate=False)

    def action_longer(self) -> None:
        """Change between the two forms of the talk."""
        self.long = not self.long
        self.sections = group_sections(self.group, self.long)
        self.show_section()

    def action_page_down(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)

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
