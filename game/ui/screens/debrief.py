"""The debrief: sections on the left, the page of one of them on the right."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.commands import AddNote
from game.exercise.library import ALONE
from game.record.run import Run
from game.report.compare import compare
from game.report.debrief import debrief
from game.report.model import Opened
from game.ui.actions import Where, acts, bindings
from game.ui.frame import Frame, footer
from game.ui.marked import MarkedList
from game.ui.pages.debrief import Section, sections
from game.ui.prose import Prose
from game.ui.screens.ask import AskText
from game.ui.screens.picker import Picker
from game.ui.write import MUTED, STRONG, Page, literal


class DebriefScreen(Frame):
    """A run looked back on."""

    WHERE = Where.DEBRIEF
    CSS_PATH = "debrief.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DEBRIEF)

    def __init__(self, name: str, run: Run) -> None:
        super().__init__()
        self.run_name, self.run = name, run
        self.long = False
        self.opened = Opened()
        self.sections: list[Section] = []

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            with VerticalScroll(id="page", can_focus=False):
                yield Prose(id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#list").border_title = "Debrief"
        self.build()
        self.query_one("#list", OptionList).focus()
        self.look_what_was_open()

    def build(self) -> None:
        """Make the debrief anew: after a note, or a change of form."""
        self.debrief = debrief(self.run, self.run_name, opened=self.opened)
        self.sections = sections(self.debrief, self.long)
        options = self.query_one("#list", OptionList)
        marked = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(section.entry()) for section in self.sections)
        options.highlighted = min(marked, len(self.sections) - 1)

    @work(thread=True)
    def look_what_was_open(self) -> None:
        """Read it beside the screen: it may take a moment where it was not kept."""
        from game.report.open import opened  # here, because it brings numpy, which play does without

        found = opened(self.run)
        self.app.call_from_thread(self.show_what_was_open, found)

    def show_what_was_open(self, found: Opened) -> None:
        """Take it into the debrief."""
        self.opened = found
        self.build()
        self.show_section()

    def on_resize(self) -> None:
        page = Page().add(" DEBRIEF", STRONG).add(f"  {self.debrief.title}").add(f"   {self.debrief.clock}", MUTED)
        self.query_one("#header", Static).update(page.content())
        self.query_one("#footer", Static).update(footer(acts(self.WHERE), self.size.width))
        self.call_after_refresh(self.show_section)

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
            page.border_title = literal(section.title)
            self.query_one("#text", Prose).show(section.write(max(30, page.size.width - 4)))

    @on(OptionList.OptionSelected, "#list")
    def turned(self) -> None:
        """Enter goes down the page, and at its end to the next section."""
        page = self.query_one("#page", VerticalScroll)
        if page.scroll_y < page.max_scroll_y:
            page.scroll_page_down(animate=False)
        else:
            self.query_one("#list", OptionList).action_cursor_down()

    def go_to(self, id: str) -> None:
        """Mark a section by its id."""
        ids = [section.id for section in self.sections]
        self.query_one("#list", OptionList).highlighted = ids.index(id)

    def action_page_down(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the page."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)

    def action_gauges(self) -> None:
        """To the gauges."""
        self.go_to("gauges")

    def action_timeline(self) -> None:
        """To the timeline."""
        self.go_to("timeline")

    def action_lessons(self) -> None:
        """To the first family of lessons."""
        if self.debrief.families:
            self.go_to(self.debrief.families[0].id)

    def action_longer(self) -> None:
        """Change between the two forms of the talk."""
        self.long = not self.long
        self.build()
        self.go_to("talk")

    def action_note(self) -> None:
        """Write a note into the report."""
        table = self.solo.table
        if table is None:
            self.program.say("This run is open in another window; notes are written there.")
            return

        def written(text: str | None) -> None:
            if text:
                try:
                    table.seat(ALONE).submit(AddNote(text=text))
                except Said as problem:
                    self.program.say(str(problem), error=True)
                else:
                    self.run = table.run
                    self.build()
                    self.go_to("notes")

        self.app.push_screen(AskText("A note for the report", "What do you take away, or object to?"), written)

    def action_branch(self) -> None:
        """Pick a decision to play on from."""
        decided = self.run.decisions
        if not decided:
            self.program.say("No decision was taken in this run.")
            return
        by_inject = {part.inject: part for part in self.debrief.decisions}
        rows = []
        for decision in decided:
            part = by_inject[decision.inject]
            rows.append(
                Page()
                .add(f"{part.when}  ", MUTED)
                .add(part.title, STRONG)
                .line("")
                .add(f"      you: {part.option}", MUTED)
                .content()
            )

        def picked(index: int | None) -> None:
            if index is not None:
                self.app.pop_screen()
                self.solo.branch(self.run_name, decided[index].inject)

        hint = "Everything before it stays as it was, with the same luck. This run is kept."
        self.app.push_screen(Picker("Play on from which decision?", rows, hint), picked)

    def action_compare(self) -> None:
        """Pick another run of the same scenario, and lay the two side by side."""
        from game.exercise.library import local_time

        others = [
            entry
            for entry in self.solo.library.entries()
            if entry.scenario == self.run.scenario.id and entry.id != self.run_name and entry.decisions
        ]
        if not others:
            self.program.say("There is no other run of this scenario yet: b makes one from a decision.")
            return
        rows = [
            Page()
            .add(entry.id, STRONG)
            .add(f"  {'finished' if entry.ended else 'unfinished'}, {local_time(entry.last)}", MUTED)
            .content()
            for entry in others
        ]

        def picked(index: int | None) -> None:
            if index is None:
                return
            try:
                other = self.solo.library.read(others[index].id)
                self.solo.show_comparison(compare((self.run_name, self.run), (others[index].id, other)))
            except Said as problem:
                self.program.say(str(problem), error=True)

        self.app.push_screen(Picker("Lay beside which run?", rows), picked)
