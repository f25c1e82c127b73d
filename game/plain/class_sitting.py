"""A seat in a class as plain lines: what others do is said as it happens, and Enter goes on to it."""

from __future__ import annotations

from pathlib import Path

from game.called import program
from game.errors import Said
from game.exercise.acts.fields import PickField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import BY_ID, offered
from game.exercise.seat_port import ClassPort
from game.exercise.views.class_view import CARDS
from game.exercise.views.seat_view import ClassView, EntryView, InjectView, Stage, View
from game.faces.group_debrief import document
from game.faces.lines import report, rows
from game.faces.model import FOLD, Items
from game.faces.seat import document as seats
from game.faces.seat import inject as table
from game.faces.seat import syndicate, timeline
from game.faces.seat import talk as together
from game.faces.take_home import TakeHome
from game.plain import remembering
from game.plain.after import in_full
from game.plain.sitting import Sitting
from game.plain.talk import Deed, Deeds, InputEnded, Left, Talk, by_act
from game.words import ENGLISH, lazy

LOOK = lazy("Press Enter to look again (? is help):")


class ClassSitting(Sitting):
    """One person at one seat of a class."""

    def __init__(self, talk: Talk, seat: ClassPort, home: TakeHome) -> None:
        super().__init__(talk, seat)
        self.port, self.home = seat, home
        self.said = ""
        self.shown: tuple[str, Stage] | None = None
        """The inject and stage that were shown last."""
        self.done_with = ""
        """The outcome that was shown last."""
        self.heard: tuple[EntryView, ...] = ()
        """The news that was shown last."""

    @property
    def group(self) -> ClassView:
        """The class, as this seat sees it."""
        group = self.view.group
        assert group is not None
        return group

    def play(self) -> None:
        """Sit there until the seat is left, or taken back."""
        self.port.on_change(self.announce)
        try:
            while self.stepped():
                pass
        except (Left, InputEnded):
            self.talk.say(ENGLISH.say("Your seat is kept. Come back with: {program} join --plain", program=program()))
        finally:
            self.port.forget(self.announce)

    def stepped(self) -> bool:
        """Do one step; False where the seat is no longer this person's."""
        try:
            self.step()
        except Said as problem:
            self.talk.refuse(problem)
            try:
                self.port.snapshot()
            except Said:
                return False
            self.talk.ask(str(LOOK), self.deeds())
        return True

    def announce(self) -> None:
        """Say what has changed for this seat. Called in the line's thread, while the person may be typing."""
        try:
            says = self.port.trouble or ENGLISH.message(self.group.says)
        except Said as problem:
            says = problem.said(ENGLISH)
        if says != self.said:
            self.said = says
            self.talk.say(ENGLISH.say("* {says} Press Enter.", says=says))

    # --- what works at every prompt

    def deeds(self, keys: str = "gdtlrsnbphw") -> Deeds:
        """The commands of every prompt, with what only a class has."""
        more = {
            "o": Deed(
                ENGLISH.say("what only you know, and what was told"),
                lambda _: self.told(seats.private(ENGLISH, self.view)),
            ),
            **dict([by_act(BY_ID["tell"], lambda _: self.share())]),
            "x": Deed(
                ENGLISH.say("the choices, once they are shown; whoever leads shows them"), lambda _: self.choices()
            ),
            "v": Deed(ENGLISH.say("who is here"), lambda _: self.told(seats.people(ENGLISH, self.view))),
            "m": Deed(
                ENGLISH.say("what the facilitator wrote"), lambda _: self.told(seats.messages(ENGLISH, self.group))
            ),
        }
        return {**super().deeds(keys), **more}

    def choices(self) -> None:
        """See the spread, or ask for it."""
        inject = self.view.inject
        if not self.group.spread and self.group.may_show and inject is not None:
            offer = self.offer("show")
            if offer is None or not self.do(offer):
                return
        self.spread()

    def spread(self) -> None:
        """What each seat would do, once that is laid open."""
        self.told(table.spread(ENGLISH, self.group.spread, self.group.votes))

    def share(self) -> None:
        """Put what one alone knows on the table."""
        mine = offered(ENGLISH, self.view).get("tell", ())
        if not mine:
            self.talk.say(ENGLISH.say("There is nothing that you alone know."))
        elif self.do(mine[0]) and all(self.do(each, known={"sure": "yes"}) for each in mine[1:]):
            self.talk.say(ENGLISH.say("Told."))

    # --- one step

    def step(self) -> None:
        """Do what there is to do now, or wait for it."""
        view, group = self.view, self.group
        self.outcome(view)
        self.said = ENGLISH.message(group.says)
        inject = view.inject
        place = (inject.id if inject else str(len(view.timeline)), group.stage)
        fresh, self.shown = place != self.shown, place
        match group.stage:
            case Stage.READY if not view.briefed:
                self.brief()
                if self.view.timeline:  # whoever comes late hears what went before
                    self.told(seats.so_far(ENGLISH, self.view))
            case Stage.READY:
                self.lobby()
            case Stage.CHOOSE if inject:
                self.read(view, inject) if fresh else None
                if self.decided("choose"):
                    self.talk.say(ENGLISH.say("Chosen. Nobody sees it yet."))
            case Stage.TALK | Stage.VOTE if inject:
                self.talk_it_over(fresh)
            case Stage.PEN | Stage.WRITE if inject:
                self.read(view, inject) if fresh else None
                self.talk.say(["", group.says])
                self.do_or_look("pen", "write")
            case Stage.WRITING | Stage.JUDGING | Stage.OBSERVE if inject:
                self.read(view, inject) if fresh else None
                self.talk.say(["", str(group.says)])
                if not fresh:
                    self.written()
                self.talk.ask(str(LOOK), self.deeds())
            case Stage.READ if inject:
                self.read(view, inject) if fresh else None
                self.lay_aside()
            case Stage.ENDEX:
                self.look_back(view)
            case Stage.ELSEWHERE if fresh:
                self.header()
                self.news()
                self.talk.say(["", str(group.says)])
                self.talk.ask(str(LOOK), self.deeds())
            case Stage.ENDED:
                self.unheard(view)
                self.talk.say(["", str(group.says)])
                self.talk.ask(str(LOOK), self.deeds())
            case _:
                self.talk.say(["", group.says])
                self.talk.ask(str(LOOK), self.deeds())

    def outcome(self, view: View) -> None:
        """Say what came of the last decision, once."""
        done = view.outcome
        if done and f"{done.inject}.{done.day}" != self.done_with:
            self.done_with = f"{done.inject}.{done.day}"
            self.told(timeline.outcome(ENGLISH, done, self.group.decided, ()))

    def read(self, view: View, inject: InjectView) -> None:
        """Show what is on the table."""
        self.header()
        self.news()
        self.on_table(inject)

    def news(self) -> None:
        """See `Sitting.news`: it is remembered what was heard."""
        self.heard = self.view.news
        super().news()

    def unheard(self, view: View) -> None:
        """The same where it has not been said: no inject comes up after the last one to say it with."""
        if view.news != self.heard:
            self.news()

    def lobby(self) -> None:
        """Take roles, or wait for the beginning."""
        group = self.group
        self.told(seats.people(ENGLISH, self.view))
        self.talk.say(["", str(group.says)])
        if not group.chairs:
            self.talk.ask(str(LOOK), self.deeds("rn"))
            return
        chairs = Items(tuple(syndicate.chair(ENGLISH, each, ()) for each in group.chairs))
        self.talk.say([ENGLISH.say("Roles; a number takes one, or gives yours back:"), *rows(ENGLISH, chairs)])
        number = self.talk.number(
            ENGLISH.say("A role, 1 to {n}, or Enter to look again (? is help):", n=len(group.chairs)),
            *(1, len(group.chairs), self.deeds("rn")),
        )
        if number is not None and self.group.stage is Stage.READY:
            chair = self.group.chairs[number - 1]
            known = offered(ENGLISH, self.view)
            mine = [*known["take_role"], *known["give_role_back"]]
            offer = next((each for each in mine if dict(each.given)["role"] == chair.id), None)
            if offer is None:
                self.talk.say(ENGLISH.say("{holder} is {title} already.", holder=chair.holder, title=chair.title))
            elif self.do(offer) and not chair.yours:
                self.told(seats.cards(ENGLISH, self.view))

    def tell(self, offer: Offer, field: PickField) -> None:
        """See `Acting.tell`: the options, or who may write."""
        if field.name == "seat":
            self.talk.say(rows(ENGLISH, syndicate.pens(ENGLISH, self.group.pens, self.group.my_vote)))
        super().tell(offer, field)
        if offer.act == "choose":
            self.talk.say(["", self.group.says])

    def talk_it_over(self, fresh: bool) -> None:
        """See the spread; then decide, vote, or wait for whoever does."""
        if fresh:
            self.spread()
        self.talk.say(["", self.group.says])
        self.do_or_look("vote", "settle")

    def do_or_look(self, *acts: str) -> None:
        """Do what there is to do, or look again."""
        offer = self.offer(*acts)
        if offer is None:
            self.talk.ask(str(LOOK), self.deeds())
        else:
            self.do(offer, self.deeds(), leaves=True)

    def lay_aside(self) -> None:
        """Lay news aside, where that is for this seat to do."""
        self.talk.say(["", self.group.says])
        offer = self.offer("acknowledge")
        if offer is None:
            self.talk.ask(str(LOOK), self.deeds())
            return
        self.talk.pause(ENGLISH.say("Press Enter when your syndicate has read it (? is help):"), self.deeds())
        self.do(offer)

    def look_back(self, view: View) -> None:
        """After ENDEX: the questions, how it ended, the debrief, the page to keep."""
        self.unheard(view)
        self.talk.say(["", str(self.group.says)])
        self.told(timeline.ending(ENGLISH, (), (*view.endings, *view.epilogue), True))
        self.talk.breath()
        self.questions()
        remembering.at_end(self.talk, self.seat)
        debrief = self.home.debrief()
        keep = Deed(ENGLISH.say("keep your copy of the debrief as a page"), lambda _: self.keep())
        names = dict([by_act(BY_ID["names"], lambda _: self.names())])
        unfold = Deed(
            ENGLISH.say("read the lessons of one decision in full"), lambda _: self.talk.say(in_full(debrief.debrief))
        )
        cards = Deed(ENGLISH.say("the ten cards by which you lead the talk yourselves"), lambda _: self.cards())
        commit = dict([by_act(BY_ID["commit"], lambda _: self.commit())])
        plan = Deed(str(remembering.PLAN), lambda _: remembering.write_plan(self.talk, self.seat))
        deeds = {**self.deeds("gtln"), "k": keep, **names, "o": unfold, "p": plan, **commit}
        deeds |= {"c": cards} if self.group.cards else {}
        self.talk.say(report(ENGLISH, document(ENGLISH, debrief, full=False), {FOLD: "o"}))
        while True:
            ask = ENGLISH.say("n writes a note, k keeps your copy, q leaves (? is help):")
            led = ENGLISH.say("c leads by cards, n writes a note, k keeps your copy, q leaves (? is help):")
            self.talk.ask(led if self.group.cards else ask, deeds)

    def cards(self) -> None:
        """Walk through the cards with the others: the same one lies before all."""
        if self.group.talk is None and not self.do(self.turns[0]):
            return
        while (at := self.group.talk) is not None:
            self.told(together.cards(ENGLISH, at, ()))
            offers = {dict(each.given)["card"]: each for each in self.turns}
            here, on = offers.get(at.id), offers.get(CARDS[at.number] if at.number < at.of else "")
            forward, back = here or on, offers.get(CARDS[at.number - 2]) if at.number > 1 else None
            ways = [ENGLISH.say("Enter: {does}", does=forward.label)] if forward else []
            ways += [ENGLISH.say("n: next card")] if on and forward is not on else []
            ways += [ENGLISH.say("b: card before")] if back else []
            self.talk.say(["", ENGLISH.say("{ways}; l: look again; d: to the debrief.", ways="; ".join(ways))])
            typed = self.talk.ask(ENGLISH.say("Enter or a letter (? is help):")).lower()
            offer = {"": forward, "n": on, "b": back}.get(typed)
            if typed == "d" or (not typed and forward is None):
                return
            if offer is not None:
                self.do(offer)
            elif typed not in ("", "l"):
                self.talk.say(ENGLISH.say("Enter, or one of these letters, please; ? is help."))

    @property
    def turns(self) -> tuple[Offer, ...]:
        """What can be done with the card that lies before all."""
        return offered(ENGLISH, self.view)["card"]

    def commit(self) -> None:
        """Write down what the syndicate means to do."""
        offer = self.offer("commit")
        if offer and self.do(offer):
            self.told(together.plan(ENGLISH, self.group.actions, ()))

    def keep(self) -> None:
        """Write this seat's copy into the current folder."""
        from game.report.html.write import keep_page

        name, page = self.home.page()
        self.talk.say(ENGLISH.say("Written: {keep_page}", keep_page=keep_page(Path(), name, page)))

    def names(self) -> None:
        """Say whether one's name may stand in the report."""
        offer = self.offer("names")
        if offer and self.do(offer):
            self.talk.say(ENGLISH.say("It may stand there.") if self.group.named else ENGLISH.say("It is left out."))
