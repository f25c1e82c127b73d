"""Preview: a scenario's file beside what each seat will see of it, read anew each time the file is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from game.author import file_watch
from game.author.file_watch import FileReading
from game.author.preview_state import PreviewStage, at_inject, settled, stepped, view_of
from game.faces.content_builder import MUTED, STRONG, literal
from game.scenario.findings import Place
from game.scenario.scenario import Scenario
from game.ui.author import author_text as author
from game.ui.author import preview_text as pages
from game.ui.author import staging
from game.ui.author.analysis_screen import AnalysisScreen, worked_out
from game.ui.seat import gauges
from game.ui.shell.actions import Where, acts, bindings
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.hanging_text import Prose
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH

EVERY = 0.5
"""Seconds between two looks at the files."""

_LONG = 4_000
"""Lines of a file that are still broken to the width of its window."""


class Preview(Frame):
    """The file at the left, the play at the right; in a narrow window one of the two."""

    CSS_PATH = "preview.tcss"
    WHERE = Where.PREVIEW
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PREVIEW)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.reading: FileReading | None = None
        self.scenario: Scenario | None = None
        """The last one that could be played."""
        self.stage = PreviewStage()
        self.page = "situation"
        self.file = ""
        self.busy = False

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield TextArea(read_only=True, show_line_numbers=True, id="file")
                yield MarkedList(id="findings")
            with Vertical(id="right"):
                yield Static(id="tabs")
                yield Static(id="strip")
                with VerticalScroll(id="page"):
                    yield Prose(literal(ENGLISH.say("Reading …"), MUTED), id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#findings").border_title = ENGLISH.say("Findings")
        self.query_one("#page").focus()
        self.look()
        if self.program.ticking:
            self.set_interval(EVERY, self.look)

    def on_resize(self) -> None:
        self.draw()

    # --- reading

    def look(self) -> None:
        """Read the files if one of them was saved since."""
        if not self.busy and (self.reading is None or file_watch.changed(self.path, self.reading)):
            self.busy = True
            self.read()

    def read_again(self) -> None:
        """Read though nothing was saved: more is known of it."""
        self.read()

    @work(thread=True, exclusive=True)
    def read(self) -> None:
        """Read and check beside the screen."""
        from game.analysing import kept  # here, because it brings numpy, which the other screens do without

        made = file_watch.read(self.path, kept)
        self.app.call_from_thread(self.show_reading, made)

    def show_reading(self, made: FileReading) -> None:
        """Show what was read; where it is broken, the last good one stays."""
        if not self.query("#findings"):  # the program was left while this was read
            return
        self.reading, self.busy = made, False
        if made.scenario is not None:
            self.scenario = made.scenario
            self.stage = settled(made.scenario, self.stage)
        findings = self.query_one("#findings", OptionList)
        marked = findings.highlighted or 0
        findings.clear_options()
        findings.border_subtitle = ""
        findings.add_options(Option(author.finding(found)) for found in made.findings)
        if made.findings:
            findings.highlighted = min(marked, len(made.findings) - 1)
        else:
            findings.add_option(Option(literal(ENGLISH.say("Nothing to say: it can be played."), MUTED), disabled=True))
        findings.border_title = literal(ENGLISH.say("Findings: {counted}", counted=author.counted(made.findings)))
        files = made.files()
        fresh = self.file not in files
        if fresh:
            self.file = files[0] if files else ""
        self.show_file(Place(self.file))
        if fresh:
            self.follow()
        self.draw()

    def show_file(self, place: Place) -> None:
        """Show a file, and where the place has a line, that line; else the view stays where it was."""
        if self.reading is None:
            return
        area = self.query_one("#file", TextArea)
        text = self.reading.text(place.file)
        if place.file != self.file or text != area.text:
            at = area.cursor_location if place.file == self.file else (0, 0)
            scroll = area.scroll_offset
            self.file = place.file
            area.soft_wrap = text.count("\n") < _LONG
            area.load_text(text)
            area.move_cursor(at, center=False)
            if not place.line:
                area.scroll_to(scroll.x, scroll.y, animate=False)
        if place.line:
            area.move_cursor((place.line - 1, max(0, place.column - 1)), center=True)
        area.border_title = literal(place.file.replace("\\", "/").rsplit("/", 1)[-1])

    def follow(self) -> None:
        """Let the file follow to the inject on the stage."""
        place = self.reading.place(self.stage.inject) if self.reading else None
        if place is not None:
            self.show_file(place)

    # --- drawing

    def draw(self) -> None:
        """Draw everything for the size there is."""
        if self.reading is None or not self.is_mounted:
            return
        width = self.size.width
        self.query_one("#header", Static).update(
            pages.header(self.path, self.reading, self.scenario, self.stage, width)
        )
        self.query_one("#footer", Static).update(footer(acts(self.WHERE), width))
        scenario = self.scenario
        page, strip = self.query_one("#page"), self.query_one("#strip", Static)
        if scenario is None or not scenario.injects:
            nothing = (
                author.broken(self.reading.findings)
                if scenario is None
                else literal(ENGLISH.say("It has no injects yet."))
            )
            self.query_one("#tabs", Static).update(literal(ENGLISH.say("Nothing to play yet"), STRONG))
            self.query_one("#text", Prose).show(nothing)
            strip.update("")
            return
        view = view_of(scenario, self.stage)
        room = self.query_one("#right").size.width or width
        self.query_one("#tabs", Static).update(pages.tabs(view, self.page, room))
        strip.update(gauges.strip(view.gauges, room))
        inject = scenario.inject(self.stage.inject)
        page.border_title = literal(inject.title)
        at = scenario.inject_index[inject.id] + 1
        page.border_subtitle = literal(f"{inject.id} · {at} of {len(scenario.injects)}")
        text = self.query_one("#text", Prose)
        text.show(pages.written(self.page, scenario, self.stage, view, text.size.width or room))

    # --- what keys do

    def turn(self, page: str) -> None:
        """Turn to a page."""
        self.page = page
        self.remove_class("-file")
        self.draw()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def set_stage(self, stage: PreviewStage) -> None:
        """Show another stage; the file follows to its inject."""
        if self.scenario is not None:
            moved = stage.inject != self.stage.inject
            self.stage = settled(self.scenario, stage)
            if moved:
                self.follow()
                self.query_one("#page", VerticalScroll).scroll_home(animate=False)
            self.draw()

    def staged(self, act: Callable[[Scenario], None]) -> None:
        """Do something that needs a scenario with injects."""
        if self.scenario is None or not self.scenario.injects:
            self.program.say(ENGLISH.say("There is nothing to play yet: mend what the findings name."))
        else:
            act(self.scenario)

    def action_next(self) -> None:
        """The next inject."""
        self.staged(lambda scenario: self.set_stage(stepped(scenario, self.stage, 1)))

    def action_before(self) -> None:
        """The inject before."""
        self.staged(lambda scenario: self.set_stage(stepped(scenario, self.stage, -1)))

    def action_jump(self) -> None:
        """Any inject."""
        self.staged(
            lambda scenario: staging.pick_inject(
                self, scenario, self.stage, lambda id: self.set_stage(at_inject(self.stage, id))
            )
        )

    def action_seat(self) -> None:
        """Another seat."""
        self.staged(lambda scenario: staging.pick_seat(self, scenario, self.stage, self.set_stage))

    def action_change(self) -> None:
        """Another state."""
        self.staged(lambda scenario: staging.change(self, scenario, self.stage, self.set_stage))

    def action_walk(self) -> None:
        """The state of a run that gets here."""

        def never() -> None:
            self.program.say(ENGLISH.say("Played in that way this inject never comes up."))

        self.staged(lambda scenario: staging.play_to_here(self, scenario, self.stage, self.set_stage, never))

    def action_show_situation(self) -> None:
        """What everyone reads."""
        self.turn("situation")

    def action_papers(self) -> None:
        """The seat's papers."""
        self.turn("papers")

    def action_options(self) -> None:
        """The options in detail."""
        self.turn("options")

    def action_only_you(self) -> None:
        """The seat's private facts."""
        self.turn("only_you")

    def action_facilitator(self) -> None:
        """The facilitator's part."""
        self.turn("facilitator")

    def action_conditions(self) -> None:
        """Which conditions hold."""
        self.turn("conditions")

    def action_graph(self) -> None:
        """What leads to what, from the inject on the stage."""
        self.turn("graph")
        self.call_after_refresh(self.show_here)

    def show_here(self) -> None:
        """Scroll the map to the inject on the stage."""
        line = self.query_one("#text", Prose).line_of(author.HERE)
        self.query_one("#page", VerticalScroll).scroll_to(y=max(0, line - 1), animate=False)

    def action_analysis(self) -> None:
        """What it can do to a class; what was found joins the other findings."""
        reading = self.reading
        if reading is None or reading.scenario is None or reading.root is None:
            self.program.say(ENGLISH.say("There is nothing to analyse yet: mend what the findings name."))
            return
        made = partial(worked_out, reading.scenario, reading.root, reading.source)
        self.app.push_screen(AnalysisScreen(reading.scenario.title, made, self.read_again))

    def action_card(self) -> None:
        """Role card and setting."""
        self.turn("card")

    def action_file(self) -> None:
        """To the findings, and back."""
        self.toggle_class("-file")
        self.query_one("#findings" if self.has_class("-file") else "#page").focus()

    def action_catalogue(self) -> None:
        """The lessons, with the options of this scenario that bear on them."""
        from game.ui.author.lessons import Lessons

        self.app.push_screen(Lessons(self.scenario))

    @on(OptionList.OptionHighlighted, "#findings")
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        """Say below the list why the finding that is marked matters."""
        findings = self.reading.findings if self.reading else ()
        why = findings[event.option_index].why if event.option_index < len(findings) else ""
        self.query_one("#findings").border_subtitle = literal(why, MUTED)

    @on(OptionList.OptionSelected, "#findings")
    def taken(self, event: OptionList.OptionSelected) -> None:
        """Show the line that a finding is about."""
        findings = self.reading.findings if self.reading else ()
        if event.option_index < len(findings):
            self.show_file(findings[event.option_index].place)

    def action_page_up(self) -> None:
        """Scroll what is shown."""
        self.scrolled().scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll what is shown."""
        self.scrolled().scroll_page_down(animate=False)

    def scrolled(self) -> VerticalScroll | TextArea:
        """The file where it is looked at, else the page."""
        area = self.query_one("#file", TextArea)
        return area if self.focused is area else self.query_one("#page", VerticalScroll)
