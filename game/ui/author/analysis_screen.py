"""What a scenario can do to a class, on screen; it is worked out beside the screen where it is not known yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from game.errors import Said
from game.faces.analysis import document
from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.faces.leafing import leaves
from game.scenario.checks.check_context import Subject
from game.scenario.load import called
from game.scenario.node import Node
from game.scenario.scenario import Scenario
from game.scenario.source import Source
from game.ui.debrief.sectioned_reader import Sectioned
from game.ui.shell.actions import KeyAct, Where, bindings
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.hanging_text import Prose
from game.words import ENGLISH

if TYPE_CHECKING:
    from game.analysis.run.study import StudyStage
    from game.report.analysis import AnalysisReport

EVERY = 0.25
"""Seconds between two looks at how far it is."""

Tell = Callable[["StudyStage"], None]
Work = Callable[[Tell], "AnalysisReport"]
"""Makes the report, and tells now and then how far it is."""


def worked_out(scenario: Scenario, root: Node, source: Source, tell: Tell) -> AnalysisReport:
    """Return the report of a scenario that has been read: from what is kept, else worked out and kept."""
    from game import analysing  # here, because they bring numpy, which the other screens do without
    from game.report.analysis import report

    made = analysing.analysed(scenario, analysing.AnalyseOptions(), tell)
    return report(made, analysing.said(made, Subject(scenario, root, source)), called(source))


class AnalysisScreen(Sectioned, Frame):
    """The author's page; where the analysis is not made yet, it is made beside the screen."""

    WHERE = Where.ANALYSIS
    NAME = "Analysis"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.ANALYSIS)

    def __init__(self, title: str, made: Work, done: Callable[[], None] | None = None) -> None:
        """`done` is called when the report is there."""
        super().__init__()
        self.heading, self.made, self.done = title, made, done
        self.enough = False
        """Whether the person wants to wait no longer."""
        self.told = 0.0
        """When the stage was last shown."""

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#text", Prose).show(literal(ENGLISH.say("Looking whether it is known …"), MUTED))
        self.find_out()

    def on_unmount(self) -> None:
        self.enough = True

    def headline(self) -> Content:
        return Page().add(ENGLISH.say(" ANALYSIS"), STRONG).add(f"  {self.heading}").content()

    def possible(self) -> tuple[KeyAct, ...]:
        """There is nothing to stop where the report is there."""
        return tuple(act for act in super().possible() if act.id != "enough" or not self.sections)

    def keys(self) -> Content:
        return footer(self.possible(), self.size.width)

    # --- making it

    @work(thread=True, exclusive=True)
    def find_out(self) -> None:
        """Read it where it is kept, else work it out."""
        try:
            report = self.made(self.tell)
        except Said as problem:
            self.app.call_from_thread(self.failed, problem.said(ENGLISH))
        else:
            if self.is_attached:
                self.app.call_from_thread(self.show_report, report)

    def tell(self, stage: StudyStage) -> None:
        """Show how far it is; from another thread. Where the person waits no longer, end it early."""
        from game.analysis.run.workers import GivenUp

        if self.enough:
            raise GivenUp
        if time.monotonic() - self.told > EVERY:
            self.told = time.monotonic()
            try:
                self.app.call_from_thread(self.show_stage, stage)
            except RuntimeError:  # the program was closed meanwhile
                raise GivenUp from None

    def show_stage(self, stage: StudyStage) -> None:
        """Say how far it is."""
        doing = f"{stage.doing[:1].upper()}{stage.doing[1:]}"
        page = Page().line(ENGLISH.say("{doing}: {done} of {of}", doing=doing, done=stage.done, of=stage.of), STRONG)
        states, seconds = f"{stage.states:,}", f"{stage.seconds:.0f}"
        page.line(ENGLISH.say("{n} states, {seconds} seconds", n=states, seconds=seconds), MUTED).gap()
        page.line(ENGLISH.say("x stops and shows what is known by then; Esc goes back. It is kept when it is done."))
        if not self.sections and self.is_attached:
            self.query_one("#text", Prose).show(page.content())

    def failed(self, says: str) -> None:
        """Say what went wrong."""
        self.query_one("#text", Prose).show(literal(says))

    def show_report(self, report: AnalysisReport) -> None:
        """Fill the list and show its first page."""
        if not self.is_attached:
            return
        self.fill(leaves(document(ENGLISH, report)))
        self.query_one("#footer", Static).update(self.keys())
        self.show_section()
        if self.done:
            self.done()

    def action_enough(self) -> None:
        """Stop, with what is known by then."""
        if self.sections:
            self.program.say(ENGLISH.say("It is done."))
        self.enough = True
