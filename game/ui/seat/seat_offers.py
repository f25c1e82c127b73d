"""What is done from a seat: an offer is asked for, sent through the port, and what it became is shown."""

from __future__ import annotations

from collections.abc import Callable

from game.errors import Said
from game.exercise.acts import seat_acts
from game.exercise.acts.fields import Complaint, PickField
from game.exercise.acts.offer import Offer
from game.exercise.commands import Command, new_id
from game.exercise.drafting import NOTE, as_note
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import InjectView, Stage, View
from game.ui.seat import seat_sheet as pages
from game.ui.seat.inline_form import Asking, Typed
from game.ui.seat.seat_board import ON_TABLE
from game.ui.seat.seat_line import SeatLine
from game.ui.seat.seat_sheet import PaperShelf
from game.ui.widgets.drafting import Drafting
from game.words import ENGLISH

WRITING = (Stage.CHOOSE, Stage.CHOSEN, Stage.WRITE, Stage.PAUSED, Stage.HELD)
"""Stages in which somebody may write a choice or an answer. In the last two it cannot be sent."""
ROLES = ("take_role", "give_role_back")


class SeatOffers(SeatLine):
    """Each act of the seat by its key, or by the row that is marked."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.passed_by: set[tuple[tuple[str, str], ...]] = set()
        """Questions that were answered or left out here: they are not asked again."""

    def show_view(self, view: View) -> None:
        """Show a newer view."""
        self.view = view
        self.draw()

    def about(self) -> str:
        """The inject that a choice can be about now; nothing where the time for choosing alone is over.

        A pause or a hold only locks sending: what is being typed is typed on.
        """
        inject = self.inject
        return inject.id if inject and self.view.stage in WRITING else ""

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
        self.be_sure((sure.then or sure.ask).replace("{picked}", label), lambda: self.send_sure(asking, typed))
        self.sure_of = asking
        self.draw()

    def send_sure(self, asking: Asking, typed: Typed) -> None:
        """It is sent; what could not be is kept where it was typed."""
        if not asking.send(typed) and asking.fields:
            self.say(ENGLISH.say("Not sent, but kept. {said}", said=self.turned.said), wrong=True)

    def drafting(self, about: str) -> Drafting:
        """The draft of what is typed about an inject, or as a note."""
        return Drafting(self, self.seat, about, lambda text: self.say(text, wrong=True))

    def kept_as_note(self, typed: str) -> bool:
        """Put what was typed into the draft of this seat's note, behind what stands there."""
        note = self.drafting("")
        before = note.of(NOTE)
        if typed not in before:
            note.typed(NOTE, f"{before} {typed}".strip())
            note.write()
        return True

    def submit(self, command: Command) -> bool:
        """Send a command and show the new view; say so where it could not be done."""
        try:
            view = self.seat.submit(command)
        except Said as problem:
            self.say(problem.said(ENGLISH), wrong=True)
            return False
        self.show_view(view)
        return True

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

    def action_show(self) -> None:
        """See the spread; where it is not shown yet, whoever leads asks for it."""
        if self.group.spread:
            self.show_page("spread")
        elif offer := self.offer("show"):
            self.do(offer, done=lambda: self.show_page("spread"))
        else:
            self.say(ENGLISH.say("The choices are shown when all have chosen."))

    def said_of(self, offer: Offer, label: str) -> None:
        """Say what became of a choice or a vote."""
        if offer.act == "choose" and self.view.stage is Stage.CHOSEN:
            self.say(ENGLISH.say("Nobody sees it yet. Your choice: {label}", label=label))
        elif offer.act == "vote" and self.group.my_vote:
            self.say(ENGLISH.say("Your vote: {label}.", label=label))

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
