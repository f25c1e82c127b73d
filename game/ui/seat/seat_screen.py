"""A seat, alone or in a class: read, choose, decide, see what came of it.

It shows views and sends commands through a port; whether the host is in this process or at the other end of a network,
it does not know. What there is only alone or only in a class comes from the view's stage and from what is offered.
"""

from __future__ import annotations

import asyncio

from textual import on, work

from game.errors import Said
from game.exercise.acts import seat_acts
from game.exercise.acts.offer import Offer
from game.exercise.commands import new_id
from game.exercise.drafting import as_note
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import NO_CLASS, ClassView, Phase, Stage, View
from game.faces.group_debrief import document
from game.faces.leafing import leaves
from game.faces.remembering import anything, at_the_end, intro
from game.faces.take_home import TakeHome
from game.ui.seat import seat_sheet as pages
from game.ui.seat.inline_form import Asking, Typed
from game.ui.seat.seat_board import ON_TABLE
from game.ui.seat.seat_offers import SeatOffers
from game.ui.seat.seat_sheet import PaperShelf
from game.ui.shell.confirm import Confirm
from game.ui.widgets.row_canvas import RowCanvas
from game.words import ENGLISH


class SeatScreen(SeatOffers):
    """What is new is said in a line; what the keys ask for goes through the port."""

    def __init__(self, seat: Seat, home: TakeHome | None = None, told: bool = True) -> None:
        """Args:
        seat: through which it looks and asks.
        home: where the debrief and its page come from, once a class has ended.
        told: whether it is known what went before; else that is read first.
        """
        super().__init__(seat)
        self.home, self.told = home, told
        self.fetching = False
        """Whether the debrief is being made, or is here."""

    def on_mount(self) -> None:
        super().on_mount()
        if not self.told and self.view.timeline and self.inject is not None:
            self.turn("previously")
        self.call_after_refresh(self.see)
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
        stage, was = view.stage, before.stage
        if (view.inject.id if view.inject else "") != (before.inject.id if before.inject else ""):
            self.came_up = self.seen_at
            self.turn("")
            self.turned.marked = 0
        if dealt_with(view) > dealt_with(before):
            own = view.outcome or (view.news and view.group is None)
            self.turn("outcome" if own else "since" if view.news else "")
            self.turned.marked = 0
        if stage is not was:
            self.turned.said = ""
            if stage in (Stage.TALK, Stage.VOTE) and was in (Stage.CHOOSE, Stage.CHOSEN):
                self.turn("spread")
            if stage in (Stage.ENDED, Stage.ENDEX):
                self.turn("outcome" if "outcome" in (self.turned.page, self.turned.under) else "")
        if before.group is not None:
            self.say_news(before, before.group)
        if self.asking and self.asking.about and self.asking.about != self.about():
            self.break_off(self.asking)
        self.follow_the_cards(self.group, before.group or NO_CLASS)
        self.look_back()
        self.draw()

    def follow_the_cards(self, group: ClassView, was: ClassView) -> None:
        """One card lies before all seats: who reads the debrief, or the card before it, is turned to it."""
        card, old = group.talk, was.talk
        if card is None or (old and (old.id, old.shown) == (card.id, card.shown)):
            return
        if old and old.id != card.id and self.asking and self.asking.offer.act == "card":
            self.stop_asking()  # the line was for the card before it
        if not self.asking and (old is None or self.page == "talk"):
            self.to_the_card()

    def say_news(self, before: View, was: ClassView) -> None:
        """Say in a line what the person should know of."""
        group = self.group
        if self.letters > self.turned.heard and self.letters > len(was.messages) + len(was.written):
            self.say(ENGLISH.say("The facilitator has written to you: m reads it."))
        told = [fact for fact in group.facts if fact.told_by and fact.told_by != group.name]
        if len(told) > len([fact for fact in was.facts if fact.told_by and fact.told_by != was.name]):
            self.say(ENGLISH.say("{told_by} has told what they alone knew: o shows it.", told_by=told[-1].told_by))
        held = {role.title for role in self.view.roles} - {role.title for role in before.roles}
        if held and self.view.briefed and was.stage is not Stage.LOBBY:
            self.say(ENGLISH.say("You are now {held}: r shows your card.", held=", ".join(sorted(held))))

    def break_off(self, asking: Asking) -> None:
        """The time for choosing alone has ended under somebody who writes: loudly, and what they wrote is a note."""
        self.stop_asking()
        inject, shown = self.inject, self.view.stage in (Stage.TALK, Stage.VOTE)
        still = inject is not None and inject.id == asking.about and shown
        typed = as_note(asking.drafting.fields) if asking.drafting else ""
        kept = typed and self.kept_as_note(typed)
        if still and asking.drafting:
            for field in asking.drafting.fields:
                asking.drafting.typed(field, "")
            asking.drafting.write()
        self.app.bell()
        why = ENGLISH.say("The choices are shown: NOT sent.") if still else ENGLISH.say("Decided meanwhile: NOT sent.")
        self.say(" ".join((why, ENGLISH.say("Your words are kept: n makes a note of them.") * bool(kept))), wrong=True)

    def look_back(self) -> None:
        """Once the exercise is over: fetch the debrief."""
        if self.view.stage is not Stage.ENDEX:
            return
        if not self.sections and not self.fetching and self.home is not None:
            self.fetching = True
            self.fetch(self.home)

    @work
    async def fetch(self, home: TakeHome) -> None:
        """Have the debrief made, beside the loop that all seats share."""
        try:
            made = await asyncio.to_thread(lambda: leaves(document(ENGLISH, home.debrief(), full=False)))
        except Said as problem:
            self.fetching = False
            self.say(problem.said(ENGLISH), wrong=True)
        else:
            self.sections = [(leaf.entry, leaf.write) for leaf in made]
            self.draw()

    @on(RowCanvas.Pressed)
    def pressed(self, event: RowCanvas.Pressed) -> None:
        """A click marks a row of the list; on the marked one it does what Enter does."""
        item = self.laid.item_at.get(event.row) if self.laid else None
        if item is None or self.asking or self.sure:
            return
        if item == self.turned.marked or (self.page in ("briefing", "outcome") and not self.shelved):
            self.action_take()
        else:
            self.mark(item)

    # --- acting

    def action_take(self) -> None:
        """What Enter does depends on where the syndicate is."""
        if self.sure and not self.sure_seen:
            return
        if self.sure:
            (_, act), self.sure, self.sure_of = self.sure, None, None
            act()
            self.draw()
            return
        inject = self.inject
        if self.page in pages.OF_ITS_OWN and not self.page_seen:
            return
        if self.turned.shelf is not PaperShelf.NONE:
            self.read_paper()
        elif self.turned.under and self.page in pages.ASKED_FOR:
            self.action_back()
        elif self.page == "briefing":
            self.read_on()
        elif self.page == "lobby":
            self.take_role()
        elif self.page in pages.READ_ON:
            self.go_on()
        elif self.page in ("ending", "section"):
            self.read_debrief()
        elif self.page == "talk":
            self.do(self.turns[min(self.turned.marked, len(self.turns) - 1)])
        elif self.page == "plan":
            self.action_commit()
        elif inject is None:
            if offer := self.offer(*ON_TABLE):
                self.do(offer)
            self.draw()
        elif self.folded:
            self.call_options()
        else:
            self.take_row(inject)

    def read_on(self) -> None:
        """The next page of the briefing; after the last one the questions, then it is read."""
        if self.turned.part + 1 < pages.BRIEFING:
            self.turned.part, self.turned.offset = self.turned.part + 1, 0
            self.draw()
        else:
            self.ask_questions(self.have_read)

    def have_read(self) -> None:
        """The briefing is read; what is asked again after play is another question."""
        self.passed_by.clear()
        self.turn("")
        offer = self.offer("read_briefing")
        if offer and self.do(offer) and self.view.group and self.view.timeline:  # who comes late reads what went before
            self.show_page("so_far")

    def action_back(self) -> None:
        """Back one step: from a question, from a page."""
        asked = self.asking is not None or self.sure is not None
        stands = (
            self.turned.page in ("", "situation") and self.turned.shelf is PaperShelf.NONE and not self.turned.called
        )
        if self.page in pages.OF_ITS_OWN and not self.page_seen and not asked:
            return
        if self.page in pages.READ_ON and not asked and not self.shelved:
            self.go_on()
        elif self.page == "briefing" and self.turned.part and not asked:
            self.turned.part, self.turned.offset = self.turned.part - 1, 0
            self.draw()
        elif self.view.group is None and stands and not asked:
            self.leave_run()
        else:
            super().action_back()

    def leave_run(self) -> None:
        """Alone, from the situation: to the screen below, once that was asked; from the briefing at once."""
        if self.page == "briefing":
            self.program.back()
            return
        kept = ENGLISH.say("It is kept as it is; the first screen goes on with it whenever you like.")
        asks = Confirm(ENGLISH.say("Leave this run for now?"), kept, ENGLISH.say("Leave it"))
        self.app.push_screen(asks, lambda yes: self.program.back() if yes else None)

    def read_debrief(self) -> None:
        """Down the page, and at its end to the next part."""
        laid, alone = self.laid, self.view.group is None
        if alone or (self.view.stage is Stage.ENDEX and not self.turned.told):
            if not self.at_end():
                self.action_page_down()
                return
            self.turned.told = not alone
            self.ask_questions(self.ask_from_memory)
            self.draw()
        elif self.page == "ending" and self.sections:
            self.mark(0)
        elif laid and laid.offset == self.turned.offset and self.at_end():
            self.mark(self.turned.marked + 1)
        else:
            self.action_page_down()

    def ask_from_memory(self) -> None:
        """Ask from memory before anything is looked back on; what is said is this seat's alone."""
        from game.ui.panels.recall import RecallPanel

        offers = at_the_end(ENGLISH, self.view)
        if not offers:
            self.program.finish()
            return
        syndicate = self.group.syndicate

        def keep(offer: Offer, typed: Typed) -> tuple[str, ...]:
            if anything(typed):
                for each in seat_acts.commands(offer, typed, new_id(), syndicate):
                    self.submit(each)
            return ()

        panel = RecallPanel(ENGLISH.say("From memory"), offers, keep, intro(ENGLISH))
        self.app.push_screen(panel, lambda _: self.looked_back())

    def looked_back(self) -> None:
        """What was asked from memory is dealt with: to the debrief."""
        self.program.finish()
        self.draw()

    def go_on(self) -> None:
        """What came, or went before, is read: to what is next, whose time begins now."""
        self.turn("")
        self.turned.marked, self.came_up = 0, self.program.timer()
        self.look_back()
        if self.view.group is None and self.view.phase is Phase.OVER and not self.view.endings:
            self.ask_questions(self.ask_from_memory)
        self.draw()

    def action_keep(self) -> None:
        """Keep this seat's copy of the debrief as a page."""
        if self.home is None or self.view.stage is not Stage.ENDEX:
            self.say(ENGLISH.say("There is a page to keep once the exercise is over."))
            return
        self.hand_over(self.home)

    @work(exclusive=True, group="page")
    async def hand_over(self, home: TakeHome) -> None:
        """Have the page made, and hand it over."""
        try:
            name, page = await asyncio.to_thread(home.page)
        except Said as problem:
            self.say(problem.said(ENGLISH), wrong=True)
        else:
            self.program.hand_over(name, page)
            self.say(ENGLISH.say("{name}: your copy, one page that needs nothing else.", name=name))


def dealt_with(view: View) -> int:
    """How many injects have been dealt with."""
    return len([entry for entry in view.timeline if entry.what.value in ("decided", "read", "passed", "others")])
