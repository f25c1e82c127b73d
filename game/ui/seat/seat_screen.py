"""A seat, alone or in a class: read, choose, decide, see what came of it.

It shows views and sends commands through a port; whether the host is in this process or at the other end of a network,
it does not know. What there is only alone or only in a class comes from the view's stage and from what is offered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on, work

from game.errors import Said
from game.exercise.acts import seat_acts
from game.exercise.acts.fields import Complaint, PickField
from game.exercise.acts.offer import Offer
from game.exercise.commands import Command, new_id
from game.exercise.drafting import NOTE, as_note
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import NO_CLASS, ClassView, InjectView, Phase, Stage, View
from game.faces.group_debrief import document
from game.faces.leafing import leaves
from game.faces.remembering import anything, at_the_end, intro
from game.faces.take_home import TakeHome
from game.ui.seat import seat_sheet as pages
from game.ui.seat.inline_form import Asking, Typed
from game.ui.seat.seat_board import ON_TABLE, SeatBoard
from game.ui.seat.seat_sheet import PaperShelf
from game.ui.shell.confirm import Confirm
from game.ui.widgets.drafting import Drafting
from game.ui.widgets.row_canvas import Board
from game.words import ENGLISH

WRITING = (Stage.CHOOSE, Stage.CHOSEN, Stage.WRITE, Stage.PAUSED, Stage.HELD)
"""Stages in which somebody may write a choice or an answer. In the last two it cannot be sent."""
ROLES = ("take_role", "give_role_back")


class SeatScreen(SeatBoard):
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
        self.passed_by: set[tuple[tuple[str, str], ...]] = set()
        """Questions that were answered or left out here: they are not asked again."""

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
                self.turn(self.turned.page if self.turned.page == "outcome" else "")
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

    def about(self) -> str:
        """The inject that a choice can be about now; nothing where the time for choosing alone is over.

        A pause or a hold only locks sending: what is being typed is typed on.
        """
        inject = self.inject
        return inject.id if inject and self.view.stage in WRITING else ""

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

    def action_show(self) -> None:
        """See the spread; where it is not shown yet, whoever leads asks for it."""
        if self.group.spread:
            self.show_page("spread")
        elif offer := self.offer("show"):
            self.do(offer, done=lambda: self.show_page("spread"))
        else:
            self.say(ENGLISH.say("The choices are shown when all have chosen."))

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
            (_, act), self.sure, self.sure_of = self.sure, None, None
            act()
            self.draw()
            return
        inject = self.inject
        if self.page in pages.OF_ITS_OWN and not self.page_seen:
            return
        if self.turned.shelf is not PaperShelf.NONE:
            self.read_paper()
        elif self.page == "briefing":
            self.read_on()
        elif self.page == "lobby":
            self.take_role()
        elif self.page in ("outcome", "previously"):
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

    def take_role(self) -> None:
        """Take the marked role, or give it back."""
        if chairs := self.group.chairs:
            chair = chairs[min(self.turned.marked, len(chairs) - 1)]
            given = (("role", chair.id),)
            offers = seat_acts.offered(ENGLISH, self.view)
            offer = next((each for act in ROLES for each in offers[act] if each.given == given), None)
            if offer:
                self.do(offer)
            else:
                self.say(
                    ENGLISH.say("{holder} is {title} already.", holder=chair.holder, title=chair.title), wrong=True
                )

    def action_back(self) -> None:
        """Back one step: from a question, from a page."""
        asked = self.asking is not None or self.sure is not None
        stands = (
            self.turned.page in ("", "situation") and self.turned.shelf is PaperShelf.NONE and not self.turned.called
        )
        if self.page in pages.OF_ITS_OWN and not self.page_seen and not asked:
            return
        if self.page in ("outcome", "previously") and not asked:
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

    def at_end(self) -> bool:
        """Whether the page is scrolled to its end."""
        return self.laid is None or self.laid.offset + self.laid.page_rows >= self.laid.page_lines

    def take_row(self, inject: InjectView) -> None:
        """Do with the marked row what there is to do now: choose, vote, decide, give the pen, write, lay aside."""
        option = inject.options[min(self.turned.marked, len(inject.options) - 1)] if inject.options else None
        offer = self.offer(*ON_TABLE)
        if offer is not None and offer.act == "write":
            option = None
        if option and option.closed:
            self.say(ENGLISH.say("Closed: {closed}.", closed=option.closed), wrong=True)
        elif offer is None:
            self.say(ENGLISH.message(self.group.says))
        elif offer.act == "pen":
            self.do(offer, {"seat": self.group.pens[min(self.turned.marked, len(self.group.pens) - 1)][0]})
        elif option is None:
            self.do(offer, done=self.draw)
        else:
            number = inject.options.index(option) + 1
            if offer.act in ("choose", "decide"):  # it stands in full over what is asked
                self.turned.page, self.turned.offset = "advice", 0
            row = f"{number}  {option.label}"
            then = next((each.then for each in offer.fields if isinstance(each, PickField) and each.then), "{picked}")
            title = then.replace("{picked}", row)  # alone: what one is about to do, and with what
            self.do(offer, {"option": option.id}, title, lambda: self.said_of(offer, option.label))

    def said_of(self, offer: Offer, label: str) -> None:
        """Say what became of a choice or a vote."""
        if offer.act == "choose" and self.view.stage is Stage.CHOSEN:
            self.say(ENGLISH.say("Nobody sees it yet. Your choice: {label}", label=label))
        elif offer.act == "vote" and self.group.my_vote:
            self.say(ENGLISH.say("Your vote: {label}.", label=label))

    # --- offers

    def do(
        self, offer: Offer, known: Typed | None = None, title: str = "", done: Callable[[], None] | None = None
    ) -> bool:
        """Ask for what an offer needs beside what is known, and send it; whether it was sent at once."""
        asking = self.asks(offer, known or {}, title, done)
        if asking.fields:
            self.ask(asking)
        elif asking.sure is not None and asking.sure.name not in asking.known:
            self.make_sure(asking)
        else:
            return asking.send({})
        return False

    def asks(self, offer: Offer, known: Typed, title: str = "", done: Callable[[], None] | None = None) -> Asking:
        """An offer on its way. Sent again, from here, it is the same sending."""
        id, syndicate, about = new_id(), self.group.syndicate, seat_acts.about(offer)

        def send(typed: Typed) -> bool:
            inject, asking.about = asking.about, ""  # what comes back may be past this: it has been sent
            try:
                sent = seat_acts.commands(offer, {**known, **typed}, id, syndicate)
            except Complaint as problem:
                self.say(ENGLISH.message(problem.says), wrong=True)
                sent = ()
            if not sent or not all(self.submit(each) for each in sent):
                asking.about = inject
                return False
            if done is not None:
                done()
            return True

        drafting = None if about is None else self.drafting(about)
        asking = Asking(title or offer.title, offer, send, known, about or "", drafting)
        return asking

    def make_sure(self, asking: Asking) -> None:
        """Ask once more before it is sent."""
        sure = asking.sure
        assert sure is not None
        label = asking.title.partition("  ")[2] or asking.title
        typed = {**asking.typed, sure.name: "yes"}
        self.be_sure(sure.ask.replace("{picked}", label), lambda: self.send_sure(asking, typed))
        self.sure_of = asking
        self.draw()

    def send_sure(self, asking: Asking, typed: Typed) -> None:
        """It is sent; what could not be is kept where it was typed."""
        if not asking.send(typed) and asking.fields:
            self.say(ENGLISH.say("Not sent, but kept. {said}", said=self.turned.said), wrong=True)

    def action_tell(self) -> None:
        """Put what one alone knows on the table."""
        mine = seat_acts.offered(ENGLISH, self.view).get("tell", ())
        if not mine:
            self.say(ENGLISH.say("There is nothing that you alone know."))
            return

        def told() -> None:
            if all(self.do(each, {"sure": "yes"}) for each in mine[1:]):
                self.turn("private")
                self.say(ENGLISH.say("Told: it is on the table for all of you."))

        self.do(mine[0], done=told)

    def action_note(self) -> None:
        """Write a note about the inject on the table."""
        offer = self.offer("note")
        if offer is None:
            return
        about = self.inject.id if self.inject else ""
        left = self.drafting(about) if about and not self.about() else None
        if left is not None and (typed := as_note(left.fields)):
            self.kept_as_note(typed)
        asking = self.asks(offer, {}, done=lambda: self.say(ENGLISH.say("Noted; it goes into the report.")))
        asking.skipped = self.draw
        self.ask(asking)

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

    def action_cards(self) -> None:
        """The card that lies before all; the first one is laid there after a question."""
        if self.group.talk:
            self.to_the_card()
        elif self.group.cards:
            begin = self.turns[0]
            self.be_sure(ENGLISH.say("Begin the cards now? All of your syndicate see them."), lambda: self.do(begin))

    def to_the_card(self) -> None:
        """Turn to the card that lies before all."""
        self.turned.told = True
        self.turned.marked = 0
        self.show_page("talk")

    def action_commit(self) -> None:
        """Write down what the syndicate means to do."""
        if offer := self.offer("commit"):
            self.do(offer, done=lambda: self.show_page("plan"))

    def action_names(self) -> None:
        """Say whether one's name may stand beside one's reasons in the report."""
        if self.view.stage is not Stage.ENDEX:
            return
        wanted = not self.group.named

        offer = self.offer("names")
        assert offer is not None
        said = "Your name may stand in the report." if wanted else "Your name is left out."
        known = {"names": "yes" if wanted else "no"}
        words = "May your name stand in the report?" if wanted else "Leave your name out of the report?"
        self.be_sure(words, lambda: self.do(offer, known, done=lambda: self.say(said)))

    def action_documents(self) -> None:
        """The papers on the table; opening one is recorded."""
        inject = self.inject
        if inject is None or not inject.documents:
            self.say(ENGLISH.say("There are no papers on the table."))
            return
        self.turn("")
        self.turned.shelf = PaperShelf.TABLE
        unread = [at for at, each in enumerate(inject.documents) if not each.opened]
        self.turned.marked = unread[0] if unread else 0
        self.draw()

    def read_paper(self) -> None:
        """Open the marked paper, or read on in it; behind its end to the list, with the next unread one marked."""
        shelf, index = self.turned.shelf, self.turned.marked
        if self.page == "paper" and self.turned.paper == index:
            if self.at_end():
                unread = [at for at, (_, each) in enumerate(pages.shelf(self.view, self.turned)) if each.offer]
                self.turned.page, self.turned.marked = "", unread[0] if unread else index
                self.draw()
            else:
                self.action_page_down()
            return
        if shelf is PaperShelf.TABLE and self.inject is not None and not self.inject.documents[index].opened:
            if not self.do(seat_acts.offered(ENGLISH, self.view)["open"][index]):
                return
            self.turned.shelf = shelf
        self.turned.page, self.turned.paper, self.turned.offset, self.turned.called = "paper", index, 0, False
        self.draw()

    def go_on(self) -> None:
        """What came, or went before, is read: to what is next, whose time begins now."""
        self.turn("")
        self.turned.marked, self.came_up = 0, self.program.timer()
        self.look_back()
        if self.view.group is None and self.view.phase is Phase.OVER and not self.view.endings:
            self.ask_questions(self.ask_from_memory)
        self.draw()

    def ask_questions(self, then: Callable[[], None]) -> None:
        """Ask the scenario's questions of this moment, each skippable; then go on."""
        asked = [
            offer
            for each, offer in zip(self.view.questions, seat_acts.offered(ENGLISH, self.view)["answer"], strict=True)
            if each.answer is None and offer.given not in self.passed_by
        ]
        if not asked:
            then()
            return
        first = asked[0]

        def on() -> None:
            self.passed_by.add(first.given)
            self.ask_questions(then)

        asking = self.asks(first, {}, done=lambda: self.call_next(on))
        asking.skipped, asking.more = on, len(asked) - 1
        self.ask(asking)

    def submit(self, command: Command) -> bool:
        """Send a command and show the new view; say so where it could not be done."""
        try:
            view = self.seat.submit(command)
        except Said as problem:
            self.say(problem.said(ENGLISH), wrong=True)
            return False
        self.show_view(view)
        return True


def dealt_with(view: View) -> int:
    """How many injects have been dealt with."""
    return len([entry for entry in view.timeline if entry.what.value in ("decided", "read", "passed", "others")])
