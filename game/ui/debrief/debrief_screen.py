"""The debrief of a run on screen."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.worker import get_current_worker

from game.errors import Said
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import commands
from game.exercise.commands import AddNote, new_id
from game.exercise.run.run_store import ALONE, fresh_seed
from game.faces import long_form
from game.faces.cards import cards
from game.faces.content_builder import MUTED, STRONG, Page
from game.faces.debrief import document
from game.faces.leafing import leaves
from game.faces.model import FOLD
from game.faces.remembering import Typed, anything, plan
from game.record.run import Run
from game.report.compare import compare
from game.report.debrief import debrief
from game.report.model import Opened
from game.report.replay import purposes
from game.ui.debrief.sectioned_reader import Folded
from game.ui.panels.ask import AskText
from game.ui.panels.picker import Picker
from game.ui.shell.actions import Where, bindings
from game.ui.shell.screen_base import Frame, footer
from game.ui.shell.solo_port import SoloPort
from game.ui.widgets.drafting import Drafting
from game.words import ENGLISH

AGAIN = 0.5
"""Seconds after which it is looked again whether more was worked out beside the page."""


class DebriefScreen(Folded, Frame):
    """A run looked back on."""

    WHERE = Where.DEBRIEF
    NAME = "Debrief"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DEBRIEF)

    def __init__(self, solo: SoloPort, name: str, run: Run, full: bool = False) -> None:
        super().__init__()
        self.solo, self.run_name, self.run = solo, name, run
        self.full = full
        self.opened = Opened()

    def on_mount(self) -> None:
        super().on_mount()
        self.look_what_was_open()

    def headline(self) -> Content:
        page = (
            Page()
            .add(ENGLISH.say(" DEBRIEF"), STRONG)
            .add(f"  {self.debrief.title}")
            .add(f"   {self.debrief.clock}", MUTED)
        )
        return page.content()

    def keys(self) -> Content:
        return footer(self.possible(), self.size.width, alone=True)

    def build(self) -> None:
        """Make the debrief anew: after a note, or a change of form."""
        self.debrief = debrief(self.run, self.run_name, opened=self.opened)
        if self.full:
            shown = document(ENGLISH, self.debrief, unfolded=self.unfolded)
        else:
            shown = long_form.document(ENGLISH, self.debrief)
        self.set_class(not self.full, "-brief")
        self.fill(leaves(shown, {FOLD: "o"}, headed=True))

    @work(thread=True)
    def look_what_was_open(self) -> None:
        """Read it beside the screen: it may take a moment where it was not kept, and fills in while more is made."""
        from game.report.open import left_open, opened  # here, because it brings numpy, which play does without

        ahead = self.solo.ahead
        ahead.hurry()
        worker = get_current_worker()
        found = opened(self.run, coming=ahead.running)
        self.app.call_from_thread(self.show_what_was_open, found)
        while found.coming and not worker.is_cancelled:
            running = ahead.runs_on(AGAIN)
            if not running or left_open(self.run) != found.coming:
                found = opened(self.run, coming=running)
                if not worker.is_cancelled:
                    self.app.call_from_thread(self.show_what_was_open, found)

    def show_what_was_open(self, found: Opened) -> None:
        """Take it into the debrief."""
        self.opened = found
        with suppress(NoMatches):  # the screen is being taken down
            self.build()
            self.show_section()

    def action_gauges(self) -> None:
        """To the gauges."""
        self.go_to("gauges")

    def action_timeline(self) -> None:
        """To the timeline."""
        self.go_to("timeline")

    def action_lessons(self) -> None:
        """To the lessons; in full to the first family of them."""
        ids = [section.id for section in self.sections]
        if "lessons" in ids:
            self.go_to("lessons")
        elif self.debrief.families:
            self.go_to(ids[ids.index("ending") + 1])

    def action_cards(self) -> None:
        """Lead the talk by its ten cards."""
        from game.ui.panels.cards import Cards

        def kept(title: str, about: str, typed: str) -> bool:
            table = self.solo.table
            if table is None:
                self.program.say(ENGLISH.say("This run is open in another window; nothing typed here is kept."))
                return False
            try:
                table.seat(ALONE).submit(AddNote(text=f"{title}: {typed}", about=about))
            except Said as problem:
                self.program.say(str(problem), error=True)
                return False
            self.run = table.run
            self.build()
            return True

        self.app.push_screen(Cards(cards(ENGLISH, self.debrief), kept))

    def action_plan(self) -> None:
        """Write down what one means to do; it is nobody else's to read."""
        from game.ui.panels.recall import RecallPanel

        table = self.solo.table
        offer = plan(ENGLISH, table.seat(ALONE).snapshot()) if table else None
        if table is None or offer is None:
            self.program.say(ENGLISH.say("This run is open in another window, or not over: nothing can be kept here."))
            return
        seat = table.seat(ALONE)

        def keep(given: Offer, typed: Typed) -> tuple[str, ...]:
            try:
                for each in commands(given, typed, new_id()) if anything(typed) else ():
                    seat.submit(each)
            except Said as problem:
                self.program.say(problem.said(ENGLISH), error=True)
            self.run = table.run
            self.build()
            return ()

        self.app.push_screen(RecallPanel(ENGLISH.say("Your plan"), (offer,), keep))

    def action_note(self) -> None:
        """Write a note into the report."""
        table = self.solo.table
        if table is None:
            self.program.say(ENGLISH.say("This run is open in another window; notes are written there."))
            return

        def written(text: str | None) -> None:
            if text:
                try:
                    table.seat(ALONE).submit(AddNote(text=text))
                except Said as problem:
                    self.program.say(problem.said(ENGLISH), error=True)
                else:
                    self.run = table.run
                    self.build()
                    self.go_to("notes")

        drafting = Drafting(self, table.seat(ALONE), "", lambda text: self.program.say(text, error=True))
        question = "What do you take away, or object to?"
        self.app.push_screen(AskText(ENGLISH.say("A note for the report"), question, drafting=drafting), written)

    @work(thread=True, exclusive=True, group="save")
    def action_save(self) -> None:
        """Write the debrief as one page beside the person, never over a file; say where it lies."""
        from game.faces.report_page import debrief_html

        page = debrief_html(self.debrief, language=self.run.scenario.language)
        self.app.call_from_thread(self.hand_over, page)

    def hand_over(self, page: str) -> None:
        """Give the page to the person."""
        try:
            self.program.hand_over(f"{self.run_name}.html", page)
        except Said as problem:
            self.program.say(problem.said(ENGLISH), error=True)

    def action_branch(self) -> None:
        """Pick a decision to play on from."""
        decided = self.run.decisions
        if not decided:
            self.program.say(ENGLISH.say("No decision was taken in this run."))
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
                .add(ENGLISH.say("      you: {option}", option=part.option), MUTED)
                .content()
            )

        def picked(index: int | None) -> None:
            if index is not None:
                self.app.pop_screen()
                self.solo.branch(self.run_name, decided[index].inject)

        hint = "Everything before it stays as it was, with the same luck. This run is kept."
        self.app.push_screen(Picker(ENGLISH.say("Play on from which decision?"), rows, hint), picked)

    def action_replay(self) -> None:
        """Play again with a purpose: each row says why, and what stays the same."""
        wishes = purposes(self.run, self.opened, self.solo.library.entries())

        def picked(index: int | None) -> None:
            if index is not None:
                wish = wishes[index]
                self.app.pop_screen()
                if wish.inject:
                    self.solo.branch(self.run_name, wish.inject)
                else:
                    self.solo.again(self.run, fresh_seed() if wish.other_luck else self.run.seed, wish.role)

        rows = [Page().add(wish.title, STRONG).line("").add(f"      {wish.why}", MUTED).content() for wish in wishes]
        self.app.push_screen(
            Picker(ENGLISH.say("Play again, to what end?"), rows, ENGLISH.say("This run is kept.")), picked
        )

    def action_compare(self) -> None:
        """Pick another run of the same scenario, and lay the two side by side."""
        from game.exercise.run.run_store import local_time

        others = [
            entry
            for entry in self.solo.library.entries()
            if entry.scenario == self.run.scenario.id and entry.id != self.run_name and entry.decisions
        ]
        if not others:
            self.program.say(ENGLISH.say("There is no other run of this scenario yet: b makes one from a decision."))
            return
        rows = [
            Page()
            .add(entry.id, STRONG)
            .add(
                f"  {ENGLISH.say('finished') if entry.ended else ENGLISH.say('unfinished')}, {local_time(entry.last)}",
                MUTED,
            )
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
                self.program.say(problem.said(ENGLISH), error=True)

        self.app.push_screen(Picker(ENGLISH.say("Lay beside which run?"), rows), picked)
