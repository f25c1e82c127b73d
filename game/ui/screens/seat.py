"""A seat in a class: choose alone, see the spread, talk; the deciding role decides, or the vote does.

It shows views and sends commands through a port; whether the host is in this process or at the
other end of a network, it does not know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on, work

from game.errors import Said
from game.exercise import commands as cmd
from game.exercise.drafting import ANSWER, FORECAST, NOTE, as_note
from game.exercise.seat_port import ClassPort
from game.exercise.views.seat_view import ClassView, InjectView, OptionView, Stage, View
from game.faces.group_debrief import document
from game.faces.leafing import leaves
from game.faces.take_home import TakeHome
from game.ui.board import Board
from game.ui.drafting import Drafting
from game.ui.pages import seat as pages
from game.ui.prompts import Answers, Ask, Asking
from game.ui.screens.seat_board import SeatBoard
from game.words import ENGLISH

WRITING = (Stage.CHOOSE, Stage.CHOSEN, Stage.WRITE, Stage.PAUSED, Stage.HELD)
"""Stages in which somebody may write a choice or an answer. In the last two it cannot be sent."""


class SeatScreen(SeatBoard):
    """What is new is said in a line; what the keys ask for goes through the port."""

    def __init__(self, seat: ClassPort, home: TakeHome | None = None) -> None:
        super().__init__(seat)
        self.home = home
        self.fetching = False
        """Whether the debrief is being made, or is here."""

    def on_mount(self) -> None:
        super().on_mount()
        self.look_back()
        self.draw()

    # --- what is new

    def refresh_view(self) -> None:
        """Something has changed in the class: look again (Said where the seat is no longer ours)."""
        view = self.seat.snapshot()
        if view != self.view:
            self.show_view(view)
        elif self.shown_trouble != self.seat.trouble:
            self.draw()

    def show_view(self, view: View) -> None:
        """Show a newer view, and say what is new in it."""
        before, self.view = self.view, view
        self.seen_at = self.program.timer()
        group, was = self.group, before.group
        assert was is not None
        if dealt_with(view) > dealt_with(before):
            self.turn("outcome" if view.outcome else "since" if view.news else "")
            self.turned.marked = 0
        elif (view.inject.id if view.inject else "") != (before.inject.id if before.inject else ""):
            self.turn("")
            self.turned.marked = 0
        if group.stage is not was.stage:
            self.turned.said = ""
            if group.stage in (Stage.TALK, Stage.VOTE) and was.stage in (Stage.CHOOSE, Stage.CHOSEN):
                self.turn("spread")
            if group.stage in (Stage.ENDED, Stage.ENDEX):
                self.turn(self.turned.page if self.turned.page == "outcome" else "")
        self.say_news(before, was)
        if self.asking and self.asking.about and self.asking.about != self.about():
            self.break_off(self.asking)
        self.look_back()
        self.draw()

    def say_news(self, before: View, was: ClassView) -> None:
        """Say in a line what the person should know of."""
        group = self.group
        if self.letters > self.turned.heard and self.letters > len(was.messages) + len(was.written):
            self.say("The facilitator has written to you: m reads it.")
        told = [fact for fact in group.facts if fact.told_by and fact.told_by != group.name]
        if len(told) > len([fact for fact in was.facts if fact.told_by and fact.told_by != was.name]):
            self.say(f"{told[-1].told_by} has told what they alone knew: o shows it.")
        held = {role.title for role in self.view.roles} - {role.title for role in before.roles}
        if held and self.view.briefed and was.stage is not Stage.LOBBY:
            self.say(f"You are now {', '.join(sorted(held))}: r shows your card.")

    def about(self) -> str:
        """The inject that a choice can be about now; nothing where the time for choosing alone is over.

        A pause or a hold only locks sending: what is being typed is typed on.
        """
        inject = self.inject
        return inject.id if inject and self.group.stage in WRITING else ""

    def break_off(self, asking: Asking) -> None:
        """The time for choosing alone has ended under somebody who writes: loudly, and what they wrote is a note."""
        self.stop_asking()
        inject, shown = self.inject, self.group.stage in (Stage.TALK, Stage.VOTE)
        still = inject is not None and inject.id == asking.about and shown
        why = "The choices are shown" if still else "Decided meanwhile"
        typed = as_note(asking.drafting.fields) if asking.drafting else ""
        kept = typed and self.kept_as_note(typed)
        if still and asking.drafting:
            for field in asking.drafting.fields:
                asking.drafting.typed(field, "")
            asking.drafting.write()
        self.program.bell()
        words = " Your words are kept: n makes a note of them." if kept else ""
        self.say(f"{why}: NOT sent.{words}", wrong=True)

    def kept_as_note(self, typed: str) -> bool:
        """Put what was typed into the draft of this seat's note, behind what stands there."""
        note = self.drafting("")
        before = note.of(NOTE)
        if typed not in before:
            note.typed(NOTE, f"{before} {typed}".strip())
            note.write()
        return True

    def drafting(self, about: str) -> Drafting:
        """The draft of what is typed about an inject, or as a note."""
        return Drafting(self, self.seat, about, lambda text: self.say(text, wrong=True))

    def look_back(self) -> None:
        """Once the exercise is over: fetch the debrief."""
        if self.group.stage is not Stage.ENDEX:
            return
        if not self.sections and not self.fetching and self.home is not None:
            self.fetching = True
            self.fetch(self.home)

    @work
    async def fetch(self, home: TakeHome) -> None:
        """Have the debrief made, beside the loop that all seats share."""
        try:
            made = await asyncio.to_thread(lambda: leaves(document(ENGLISH, home.debrief())))
        except Said as problem:
            self.fetching = False
            self.say(str(problem), wrong=True)
        else:
            self.sections = [(leaf.entry, leaf.write) for leaf in made]
            self.draw()

    def action_show(self) -> None:
        """See the spread; where it is not shown yet, whoever leads asks for it."""
        inject = self.inject
        if self.group.spread:
            self.show_page("spread")
        elif inject is not None and self.group.may_show:
            self.be_sure("Lay the choices made so far open to all of you?", self.show_choices(inject.id))
        else:
            self.say("The choices are shown when all have chosen.")

    def show_choices(self, inject: str) -> Callable[[], None]:
        """Lay the choices open that are there to be shown now."""
        command = cmd.ShowChoices(inject=inject, syndicate=self.group.syndicate)

        def show() -> None:
            if self.submit(command):
                self.show_page("spread")

        return show

    @on(Board.Pressed)
    def pressed(self, event: Board.Pressed) -> None:
        """A click marks a row of the list; on the marked one it does what Enter does."""
        item = self.laid.item_at.get(event.row) if self.laid else None
        if item is None or self.asking or self.sure:
            return
        if item == self.turned.marked or self.page in ("briefing", "outcome"):
            self.action_take()
        else:
            self.mark(item)

    # --- acting

    def action_take(self) -> None:
        """What Enter does depends on where the syndicate is."""
        if self.sure and not self.sure_seen:
            return
        if self.sure:
            (_, act), self.sure = self.sure, None
            act()
            self.draw()
            return
        inject = self.inject
        if self.page == "briefing":
            self.read_on()
        elif self.page == "lobby":
            self.take_role()
        elif self.page == "outcome":
            self.go_on()
        elif self.page in ("ending", "section"):
            self.read_debrief()
        elif inject is None:
            self.draw()
        elif self.turned.papers:
            self.read_paper(inject)
        elif inject.written:
            self.write(inject)
        elif not inject.options:
            if self.submit(cmd.Acknowledge(inject=inject.id)):
                self.draw()
        elif self.folded:
            self.call_options()
        else:
            self.take_option(inject, inject.options[min(self.turned.marked, len(inject.options) - 1)])

    def read_on(self) -> None:
        """The next page of the briefing; after the last one the questions, then it is read."""
        if self.turned.part + 1 < len(pages.BRIEFING):
            self.turned.part, self.turned.offset = self.turned.part + 1, 0
            self.draw()
        else:
            self.ask_questions(self.have_read)

    def have_read(self) -> None:
        """The briefing is read."""
        self.turn("")
        if self.submit(cmd.ReadBriefing()) and self.view.timeline:  # whoever comes late reads what went before
            self.show_page("so far")

    def take_role(self) -> None:
        """Take the marked role, or give it back."""
        chairs = self.group.chairs
        if chairs:
            chair = chairs[min(self.turned.marked, len(chairs) - 1)]
            kind = cmd.GiveRoleBack if chair.yours else cmd.TakeRole
            self.submit(kind(role=chair.id))

    def action_back(self) -> None:
        """Back one step: from a question, from a page."""
        if self.page == "outcome" and not self.asking and not self.sure:
            self.go_on()
        else:
            super().action_back()

    def read_debrief(self) -> None:
        """Down the page, and at its end to the next part."""
        laid = self.laid
        if self.group.stage is Stage.ENDEX and not self.turned.told:
            if not self.at_end():
                self.action_page_down()
                return
            self.turned.told = True
            self.ask_questions(lambda: None)
            self.draw()
        elif self.page == "ending" and self.sections:
            self.mark(0)
        elif laid and laid.offset == self.turned.offset and self.at_end():
            self.mark(self.turned.marked + 1)
        else:
            self.action_page_down()

    def at_end(self) -> bool:
        """Whether the page is scrolled to its end."""
        before = self.turned.offset
        self.scroll_page(1)
        moved = self.turned.offset != before
        self.scroll_page(-1 if moved else 0)
        return not moved

    def take_option(self, inject: InjectView, option: OptionView) -> None:
        """Choose, vote or decide, as the stage is."""
        stage = self.group.stage
        if option.closed:
            self.say(f"Closed: {option.closed}.", wrong=True)
        elif stage in WRITING and not self.group.spread:
            self.choose(inject, option)
        elif stage is Stage.VOTE:
            vote = cmd.Vote(inject=inject.id, option=option.id, syndicate=self.group.syndicate)
            if self.submit(vote) and self.group.my_vote == option.id:
                self.say(f"Your vote: {option.label}.")
        elif self.group.may_decide:
            settle = cmd.Settle(inject=inject.id, option=option.id, syndicate=self.group.syndicate)
            self.be_sure(f"Decide for your syndicate: {option.label}?", lambda: self.submit(settle))
        else:
            self.say(self.group.says)

    def write(self, inject: InjectView) -> None:
        """Vote on who writes, or write where the pen is in this hand."""
        group = self.group
        if group.stage is Stage.PEN and group.pens:
            to = group.pens[min(self.turned.marked, len(group.pens) - 1)][0]
            self.submit(cmd.GivePen(inject=inject.id, seat=to, syndicate=group.syndicate))
            return
        if group.stage is not Stage.WRITE:
            self.say(group.says)
            return
        id, syndicate = cmd.new_id(), group.syndicate

        def sent(answers: Answers) -> bool:
            asking.about = ""  # what comes back is no longer to be written: this one has been sent
            if self.submit(cmd.WriteAnswer(inject=inject.id, text=answers[0], id=id, syndicate=syndicate)):
                return True
            asking.about = inject.id
            return False

        ask = Ask(inject.question or "Your answer?", cmd.MAX_ANSWER, field=ANSWER)
        title = "Your answer, in your own words"
        asking = Asking(title, [ask], sent, inject.id, drafting=self.drafting(inject.id))
        self.ask(asking)

    def choose(self, inject: InjectView, option: OptionView) -> None:
        """Ask why, how sure, and what speaks against it; then send it."""
        forecasts = [each for each in inject.forecasts if each.percent is None]
        needed = self.group.reason_required
        id, syndicate = cmd.new_id(), self.group.syndicate
        asks = [Ask(f"{each.ask} (0 to 100 percent)", most=100, field=f"{FORECAST}{each.id}") for each in forecasts]
        asks += [
            Ask("Why? Your reason, in a line.", cmd.MAX_REASON, required=needed, field="reason"),
            Ask("How sure are you? 0 (a guess) to 10 (certain)", most=10, required=needed, field="confidence"),
            Ask("The strongest argument against it?", cmd.MAX_REASON, field="counter"),
        ]

        def chosen(answers: Answers) -> bool:
            for forecast, typed in zip(forecasts, answers, strict=False):
                said = cmd.Foretell(forecast=forecast.id, percent=int(typed or 0), syndicate=syndicate)
                if typed and not self.submit(said):
                    return False
            reason, sure, counter = answers[-3:]
            made = cmd.Choose(
                inject=inject.id, option=option.id, reason=reason, confidence=int(sure) if sure else None,
                counter=counter, id=id, syndicate=syndicate,
            )  # fmt: skip
            asking.about = ""  # what comes back may have the choices shown: this one has been sent
            if not self.submit(made):
                asking.about = inject.id
                return False
            if self.group.stage is Stage.CHOSEN:
                self.say(f"Nobody sees it yet. Your choice: {option.label}")
            return True

        title = f"{inject.options.index(option) + 1}  {option.label}"
        asking = Asking(title, asks, chosen, inject.id, drafting=self.drafting(inject.id))
        self.ask(asking)

    def action_tell(self) -> None:
        """Put what one alone knows on the table."""
        inject, syndicate = self.inject, self.group.syndicate
        mine = [fact for fact in self.group.facts if not fact.told_by]
        if inject is None or not mine:
            self.say("There is nothing that you alone know.")
            return

        def tell() -> None:
            told = [self.submit(cmd.ShareFact(inject=inject.id, role=fact.role, syndicate=syndicate)) for fact in mine]
            if all(told):
                self.turn("private")
                self.say("Told: it is on the table for all of you.")

        self.be_sure("Put what you alone know on the table for all of you to read?", tell)

    def action_note(self) -> None:
        """Write a note about the inject on the table."""
        about = self.inject.id if self.inject else ""
        id, syndicate = cmd.new_id(), self.group.syndicate

        def written(answers: Answers) -> bool:
            if not answers[0]:
                return True
            if not self.submit(cmd.AddNote(text=answers[0], about=about, id=id, syndicate=syndicate)):
                return False
            self.say("Noted; it goes into the report.")
            return True

        left = self.drafting(about) if about and not self.about() else None
        if left is not None and (typed := as_note(left.fields)):
            self.kept_as_note(typed)
        asks = [Ask("What do you want to remember of this?", field=NOTE)]
        self.ask(Asking("A note for the report", asks, written, drafting=self.drafting("")))

    def action_keep(self) -> None:
        """Keep this seat's copy of the debrief as a page."""
        if self.home is None or self.group.stage is not Stage.ENDEX:
            self.say("There is a page to keep once the exercise is over.")
            return
        self.hand_over(self.home)

    @work(exclusive=True, group="page")
    async def hand_over(self, home: TakeHome) -> None:
        """Have the page made, and hand it over."""
        try:
            name, page = await asyncio.to_thread(home.page)
        except Said as problem:
            self.say(str(problem), wrong=True)
        else:
            self.program.hand_over(name, page)
            self.say(f"{name}: your copy, one page that needs nothing else.")

    def action_names(self) -> None:
        """Say whether one's name may stand beside one's reasons in the report."""
        if self.group.stage is not Stage.ENDEX:
            return
        wanted = not self.group.named

        def change() -> None:
            if self.submit(cmd.Consent(names=wanted)):
                self.say("Your name may stand in the report." if self.group.named else "Your name is left out.")

        self.be_sure("May your name stand in the report?" if wanted else "Leave your name out of the report?", change)

    def action_documents(self) -> None:
        """The papers on the table; opening one is recorded."""
        inject = self.inject
        if inject is None or not inject.documents:
            self.say("There are no papers on the table.")
            return
        self.turn(self.turned.page if self.turned.page == "paper" else "")
        self.turned.papers = True
        unread = [at for at, each in enumerate(inject.documents) if not each.opened]
        self.turned.marked = unread[0] if unread else 0
        self.draw()

    def read_paper(self, inject: InjectView) -> None:
        """Open the marked paper; the list stays."""
        index = min(self.turned.marked, len(inject.documents) - 1)
        document = inject.documents[index]
        if document.opened or self.submit(cmd.OpenDocument(inject=inject.id, document=document.number)):
            self.turned.page, self.turned.paper, self.turned.offset = "paper", index, 0
            self.turned.papers = True
            self.draw()

    def go_on(self) -> None:
        """The outcome is read: to what is next."""
        self.turn("")
        self.turned.marked = 0
        self.look_back()
        self.draw()

    def ask_questions(self, then: Callable[[], None]) -> None:
        """Ask the scenario's questions of this moment, each skippable; then go on."""
        open_now = [each for each in self.view.questions if each.answer is None]

        def answered(at: int, typed: str) -> None:
            if typed:
                each = open_now[at]
                self.submit(cmd.Answer(question=each.id, answer=int(typed), then=each.then))

        if not open_now:
            then()
            return
        asks = [
            Ask(
                f"{'Before play, as you now see it: ' if each.then else ''}{each.ask} "
                f"0 (not at all) to {each.scale} (fully)",
                most=each.scale,
            )
            for each in open_now
        ]
        self.ask(Asking("A question", asks, lambda _: then(), each=answered))

    def submit(self, command: cmd.Command) -> bool:
        """Send a command and show the new view; say so where it could not be done."""
        try:
            view = self.seat.submit(command)
        except Said as problem:
            self.say(str(problem), wrong=True)
            return False
        self.show_view(view)
        return True


def dealt_with(view: View) -> int:
    """How many injects have been dealt with."""
    return len([entry for entry in view.timeline if entry.what.value in ("decided", "read", "passed", "others")])
