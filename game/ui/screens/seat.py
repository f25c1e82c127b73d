"""A seat in a class: the play screen, with what the others do and what the facilitator says."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from game.exercise.class_seat import ClassSeat
from game.exercise.commands import Acknowledge, Choose, Foretell, Settle, ShowChoices, Vote
from game.exercise.view import ClassView, InjectView, Stage, View
from game.ui.actions import Where, bindings
from game.ui.pages import group as pages
from game.ui.pages import table
from game.ui.prose import Prose
from game.ui.screens.briefing import Briefing
from game.ui.screens.choice import Choice, Made
from game.ui.screens.play import Play
from game.ui.screens.reader import Reader
from game.ui.write import STRONG, literal


class SeatScreen(Play):
    """Choose alone, see the spread, talk; the deciding role decides, or the vote does."""

    WHERE = Where.SEAT
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SEAT)

    def __init__(self, seat: ClassSeat) -> None:
        super().__init__(seat)
        self.told = 0
        """How many decisions this screen has shown the outcome of."""
        self.heard = 0
        """How many messages and pieces of news it has announced."""
        self.briefing = False

    def on_mount(self) -> None:
        self.told = self.decided(self.view)
        group = self.group
        self.heard = len(group.messages) + len(group.written)
        super().on_mount()

    @property
    def group(self) -> ClassView:
        assert self.view.group is not None
        return self.view.group

    @staticmethod
    def decided(view: View) -> int:
        """How many injects have been dealt with."""
        return len([entry for entry in view.timeline if entry.what.value in ("decided", "read", "passed")])

    def refresh_view(self) -> None:
        """Something has changed in the class: look again."""
        self.show_view(self.seat.snapshot())

    def show_view(self, view: View) -> None:
        before = self.view
        super().show_view(view)
        group = self.group
        if group.stage is not Stage.LOBBY and not view.briefed and not self.briefing:
            self.briefing = True
            self.app.push_screen(ClassBriefing(self.seat))
        if self.decided(view) > self.told:
            self.told = self.decided(view)
            self.show_outcome(view)
        heard = len(group.messages) + len(group.written)
        if heard > self.heard:
            self.heard = heard
            self.program.say("The facilitator has written to you: m reads it.")
        if before.group and before.group.stage is not group.stage and group.stage in (Stage.TALK, Stage.VOTE):
            self.turn("spread")

    def show_outcome(self, view: View) -> None:
        """The outcome, to all seats at once."""
        done = view.outcome
        if done:
            reader = Reader(f"Outcome: {done.title}", lambda width: table.outcome(view, done), "outcome", "go on")
            self.app.push_screen(reader)

    # --- drawing

    def draw(self) -> None:
        self.query_one("#banner", Static).update(pages.banner(self.group))
        super().draw()

    def draw_page(self) -> None:
        inject = self.inject
        if self.shown == "spread":
            self.query_one("#text", Prose).show(pages.spread(self.group))
        elif inject is None:
            self.query_one("#tabs", Static).update(literal(f"Syndicate {self.group.syndicate}", STRONG))
            self.query_one("#text", Prose).show(self.nothing_on_table())
            return
        else:
            super().draw_page()
        if inject is not None:
            self.query_one("#tabs", Static).update(self.tabs(inject))

    def nothing_on_table(self) -> Content:
        """What is read in the lobby, and after the end."""
        parts = [table.endings(self.view), pages.who(self.group)]
        return Content("\n\n").join([part for part in parts if part.plain])

    def tabs(self, inject: InjectView) -> Content:
        strip = super().tabs(inject)
        if not self.group.spread:
            return strip
        mark = "[Choices]" if self.shown == "spread" else "x Choices"
        return Content.assemble(strip, " ", (mark, STRONG))

    def fill_options(self) -> None:
        super().fill_options()
        if self.inject is None:
            self.query_one("#options", OptionList).clear_options()

    def time_left(self) -> str:
        return pages.clock(self.group.seconds_left)

    # --- acting

    def action_show(self) -> None:
        """See the spread; where it is not shown yet, ask for it."""
        inject = self.inject
        if inject is None:
            return
        if self.group.spread or self.submit(ShowChoices(inject=inject.id)):
            self.turn("spread")

    def action_who(self) -> None:
        """Who is at the table."""
        group = self.group
        self.read("Who is here", lambda width: pages.who(group))

    def action_messages(self) -> None:
        """What the facilitator wrote."""
        group = self.group
        self.read("From the facilitator", lambda width: pages.messages(group))

    def action_take(self) -> None:
        """What Enter does depends on where the syndicate is."""
        inject, id = self.inject, self.marked_option()
        if inject is None:
            return
        if not inject.options:
            self.submit(Acknowledge(inject=inject.id))
            return
        option = next(each for each in inject.options if each.id == id)
        if option.closed:
            self.program.say(f"Closed: {option.closed}.")
            return
        stage = self.group.stage
        if stage in (Stage.CHOOSE, Stage.CHOSEN):
            number = inject.options.index(option) + 1
            self.app.push_screen(Choice(number, option, inject.forecasts), self.chosen(inject.id, option.id))
        elif stage is Stage.VOTE:
            if self.submit(Vote(inject=inject.id, option=option.id)):
                self.program.say(f"Your vote: {option.label}.")
        elif self.group.may_decide:
            from game.ui.screens.confirm import Confirm

            ask = Confirm("Decide for your syndicate?", option.label, "Decide")
            self.app.push_screen(ask, lambda yes: self.settle(inject.id, option.id) if yes else None)
        else:
            self.program.say(self.group.says)

    def chosen(self, inject: str, option: str) -> Callable[[Made | None], None]:
        """What becomes of the panel's answer: a private choice."""

        def made(choice: Made | None) -> None:
            if choice is None:
                return
            for id, percent in choice.forecasts:
                self.submit(Foretell(forecast=id, percent=percent))
            self.submit(
                Choose(
                    inject=inject, option=option, confidence=choice.confidence, reason=choice.reason,
                    counter=choice.counter,
                )
            )  # fmt: skip

        return made

    def settle(self, inject: str, option: str) -> None:
        """Decide for the syndicate."""
        self.submit(Settle(inject=inject, option=option))

    def action_back(self) -> None:
        """There is nothing below a seat."""
        self.turn("situation")


class ClassBriefing(Briefing):
    """The briefing over the seat's screen."""

    def done(self) -> None:
        """Back to the seat, which waits for the facilitator."""
        self.app.pop_screen()
