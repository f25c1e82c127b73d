"""What a scenario can do to a class: sections on the left, the page of one of them on the right."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.scenario.checks.subject import Subject
from game.scenario.node import Node
from game.scenario.scenario import Scenario
from game.scenario.source import Source
from game.ui.actions import Where, acts, bindings
from game.ui.frame import Frame, footer
from game.ui.marked import MarkedList
from game.ui.pages.debrief import Section
from game.ui.prose import Prose
from game.ui.write import MUTED, STRONG, Page, literal

if TYPE_CHECKING:
    from game.analysis.study import Stage
    from game.report.analysis import AnalysisReport

EVERY = 0.25
"""Seconds between two looks at how far it is."""

Tell = Callable[["Stage"], None]
Work = Callable[[Tell], "AnalysisReport"]
"""Makes the report, and tells now and then how far it is."""


def worked_out(scenario: Scenario, root: Node, source: Source, tell: Tell) -> AnalysisReport:
    """Return the report of a scenario that has been read: from what is kept, else worked out and kept."""
    from game import analysing  # here, because they bring numpy, which the other screens do without
    from game.report.analysis import report

    made = analysing.analysed(scenario, analysing.Asking(), tell)
    return report(made, analysing.said(made, Subject(scenario, root, source)))


class AnalysisScreen(Frame):
    """The author's page; where the analysis is not made yet, it is made beside the screen."""

    WHERE = Where.ANALYSIS
    CSS_PATH = "analysis.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.ANALYSIS)

    def __init__(self, title: str, made: Work, done: Callable[[], None] | None = None) -> None:
        """`done` is called when the report is there."""
        super().__init__()
        self.heading, self.made, self.done = title, made, done
        self.sections: list[Section] = []
        self.enough = False
        """Whether the person wants to wait no longer."""
        self.told = 0.0
        """When the stage was last shown."""

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            with VerticalScroll(id="page", can_focus=False):
                yield Prose(literal("Looking whether it is known …", MUTED), id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#list").border_title = "Analysis"
        self.query_one("#list", OptionList).focus()
        self.find_out()

    def on_unmount(self) -> None:
        self.enough = True

    def on_resize(self) -> None:
        page = Page().add(" ANALYSIS", STRONG).add(f"  {self.heading}")
        self.query_one("#header", Static).update(page.content())
        self.show_keys()
        self.call_after_refresh(self.show_section)

    def show_keys(self) -> None:
        """The line of keys; there is nothing to stop where the report is there."""
        possible = tuple(act for act in acts(self.WHERE) if act.id != "enough" or not self.sections)
        self.query_one("#footer", Static).update(footer(possible, self.size.width))

    # --- making it

    @work(thread=True, exclusive=True)
    def find_out(self) -> None:
        """Read it where it is kept, else work it out."""
        try:
            report = self.made(self.tell)
        except Said as problem:
            self.app.call_from_thread(self.failed, str(problem))
        else:
            if self.is_attached:
                self.app.call_from_thread(self.show_report, report)

    def tell(self, stage: Stage) -> None:
        """Show how far it is; from another thread. Where the person waits no longer, end it early."""
        from game.analysis.workers import GivenUp

        if self.enough:
            raise GivenUp
        if time.monotonic() - self.told > EVERY:
            self.told = time.monotonic()
            try:
                self.app.call_from_thread(self.show_stage, stage)
            except RuntimeError:  # the program was closed meanwhile
                raise GivenUp from None

    def show_stage(self, stage: Stage) -> None:
        """Say how far it is."""
        page = Page().line(f"{stage.doing[:1].upper()}{stage.doing[1:]}: {stage.done} of {stage.of}", STRONG)
        page.line(f"{stage.states:,} states, {stage.seconds:.0f} seconds", MUTED).gap()
        page.line("x stops and shows what is known by then; Esc goes back. It is kept when it is done.")
        if not self.sections and self.is_attached:
            self.query_one("#text", Prose).show(page.content())

    def failed(self, says: str) -> None:
        """Say what went wrong."""
        self.query_one("#text", Prose).show(literal(says))

    def show_report(self, report: AnalysisReport) -> None:
        """Fill the list and show its first page."""
        from game.ui.pages.analysis import sections

        if not self.is_attached:
            return
        self.sections = sections(report)
        options = self.query_one("#list", OptionList)
        options.clear_options()
        options.add_options(Option(section.entry()) for section in self.sections)
        options.highlighted = 0
        self.show_keys()
        self.show_section()
        if self.done:
            self.done()

    # --- showing it

    @on(OptionList.OptionHighlighted, "#list")
    def marked(self) -> None:
        """Show the section that is marked."""
        self.show_section()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def show_section(self) -> None:
        """Write the marked section for the width there is."""
        index = self.query_one("#list", OptionList).highlighted
        if index is not None and index < len(self.sections):
            section = self.sections[index]
            page = self.query_one("#page", VerticalScroll)
            page.border_title = literal(section.title.removeprefix("· "))
            self.query_one("#text", Prose).show(section.write(max(30, page.size.width - 4)))

    @on(OptionList.OptionSelected, "#list")
    def turned(self) -> None:
        """Enter goes down the page, and at its end to the next section."""
        page = self.query_one("#page", VerticalScroll)
        if page.scroll_y < page.max_scroll_y:
            page.scroll_page_down(animate=False)
        else:
            self.query_one("#list", OptionList).action_cursor_down()

    def action_enough(self) -> None:
        """Stop, with what is known by then."""
        if self.sections:
            self.program.say("It is done.")
        self.enough = True

    def action_page_down(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)
