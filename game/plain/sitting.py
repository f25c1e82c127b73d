"""Playing a run at a seat: the briefing, then inject after inject, each a few questions."""

from __future__ import annotations

from dataclasses import replace

from game.exercise.acts.fields import PickField, WholeField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import BY_ID, offered
from game.exercise.views.binder import maps
from game.exercise.views.seat_view import InjectView, Phase, View
from game.faces.asking import scale
from game.faces.lines import blocks, paper, part, rows
from game.faces.model import Paper, Section
from game.faces.seat import document as seats
from game.faces.seat import inject as table
from game.faces.seat import papers, timeline
from game.faces.spoken import clock, stop
from game.plain.acting import Acting
from game.plain.talk import Deed, Deeds, by_act
from game.words import ENGLISH


class Sitting(Acting):
    """One person at one seat. It shows views and sends commands; it knows nothing else."""

    def play(self) -> None:
        """Play until the run is over."""
        view = self.view
        self.talk.run = view.run
        if view.phase is Phase.BRIEFING:
            self.brief()
        else:
            self.talk.say(ENGLISH.say("You go on with {title}, run {run}.", title=view.title, run=view.run))
            if view.timeline:
                self.told(seats.so_far(ENGLISH, view))
        while (view := self.view).phase is not Phase.OVER:
            self.inject(view)
        self.talk.run = ""

    # --- what works at every prompt

    def deeds(self, keys: str = "gdtlrsnbphw") -> Deeds:
        """The commands of every prompt in play, or some of them."""
        every = {
            "g": Deed(
                ENGLISH.say("gauges, and since when you know them"),
                lambda _: self.told(seats.known(ENGLISH, self.view)),
            ),
            "d": Deed(ENGLISH.say("papers; with a number: open that one"), self.documents, "number"),
            "t": Deed(ENGLISH.say("timeline"), lambda _: self.told(timeline.timeline(ENGLISH, self.view.timeline))),
            "l": Deed(
                ENGLISH.say("lessons that this scenario can test"),
                lambda _: self.told(seats.lessons(ENGLISH, self.view)),
            ),
            "r": Deed(ENGLISH.say("role card and setting"), lambda _: self.card()),
            "s": Deed(ENGLISH.say("what is on the table, once more"), lambda _: self.table()),
            **dict([by_act(BY_ID["note"], self.note, "text")]),
            "b": Deed(
                ENGLISH.say("binder: every paper you have opened; with a number: that one"), self.binder, "number"
            ),
            "p": Deed(ENGLISH.say("the map that you opened last"), lambda _: self.map()),
            "h": Deed(
                ENGLISH.say("so far: the setting, each decision in a line"),
                lambda _: self.told(seats.so_far(ENGLISH, self.view)),
            ),
            "w": Deed(ENGLISH.say("who is who"), lambda _: self.told(seats.people(ENGLISH, self.view))),
        }
        return {key: every[key] for key in keys}

    def told(self, *shown: Section) -> None:
        """Say sections of the document that every face draws."""
        for each in shown:
            self.talk.say(part(ENGLISH, each))

    def card(self) -> None:
        """The role cards and the setting."""
        self.told(seats.cards(ENGLISH, self.view), seats.setting(ENGLISH, self.view))

    def table(self) -> None:
        """The inject on the table, with its options."""
        inject = self.view.inject
        if inject is None:
            self.talk.say(ENGLISH.message(self.view.elsewhere) or ENGLISH.say("Nothing is on the table."))
            return
        self.on_table(inject)
        self.options(inject)

    def on_table(self, inject: InjectView) -> None:
        """What has happened: the situation, the papers, what this seat alone knows, what was written, the question."""
        view = self.view
        self.told(seats.situation(ENGLISH, view))
        if inject.documents:
            self.papers(inject)
        if inject.private:
            self.told(seats.private(ENGLISH, view))
        self.written()
        if inject.question:
            self.talk.say(["", inject.question])

    def written(self) -> None:
        """What is written of the group's answer, where anything is."""
        answer = seats.answer(ENGLISH, self.view)
        if answer.blocks:
            self.told(answer)

    def options(self, inject: InjectView) -> None:
        """The options, numbered, with what speaks for each."""
        if inject.options:
            listed = rows(ENGLISH, seats.options_of(ENGLISH, inject, self.view.group))
            self.talk.say(["", ENGLISH.say("Your options:"), *listed])

    def papers(self, inject: InjectView) -> None:
        """The papers on the table, numbered."""
        shown = papers.papers(ENGLISH, inject.id, inject.documents)
        opened, _, of = shown.count.partition("/")
        title = ENGLISH.say("{title}, {n} of {of} opened (d 1 opens the first):", title=shown.title, n=opened, of=of)
        self.told(replace(shown, title=title))

    def header(self) -> None:
        """Where and who one is."""
        view = self.view
        when, you = stop(clock(ENGLISH.message(view.clock))), stop(ENGLISH.message(view.you))
        said = ENGLISH.say("{clock} You are: {you}", clock=when, you=you)
        self.talk.say(["", f"{said} {ENGLISH.say('The exercise is paused.')}" if view.paused else said])

    def news(self) -> None:
        """What has happened since the last move."""
        if self.view.news:
            self.told(timeline.news(ENGLISH, self.view.news))

    def documents(self, number: str) -> None:
        """List the papers, or open one; opening is recorded."""
        on_table = self.view.inject
        if on_table is None or not on_table.documents:
            self.talk.say(ENGLISH.say("There are no papers on the table."))
        elif not number:
            self.papers(on_table)
        elif not 1 <= int(number) <= len(on_table.documents):
            self.talk.say(ENGLISH.say("There is no paper {number}; d lists them.", number=int(number)))
        else:
            lies = on_table.documents[int(number) - 1]
            if not lies.opened:
                offer = offered(ENGLISH, self.view)["open"][int(number) - 1]
                opened = self.view.inject if self.do(offer) else None
                if opened is None:
                    return
                lies = opened.documents[int(number) - 1]
            self.talk.say(paper(ENGLISH, papers.paper(ENGLISH, on_table.id, lies)))

    def binder(self, number: str) -> None:
        """List every paper opened so far, or read one once more."""
        shown = papers.binder(ENGLISH, self.seat.binder())
        kept = [each for inner in shown.sections for each in inner.blocks if isinstance(each, Paper)]
        if not number:
            self.told(shown)
            if kept:
                self.talk.say(ENGLISH.say("b and a number opens one."))
        elif 1 <= int(number) <= len(kept):
            self.talk.say(paper(ENGLISH, kept[int(number) - 1]))
        else:
            self.talk.say(ENGLISH.say("There is no paper {number} in your binder; b lists them.", number=int(number)))

    def map(self) -> None:
        """Read the map once more that was opened last."""
        found = maps(self.seat.binder())
        last = papers.paper(ENGLISH, "map", found[0]) if found else None
        self.talk.say(paper(ENGLISH, last) if last else ENGLISH.say("You have opened no map yet."))

    def note(self, text: str) -> None:
        """Write a note about what is on the table."""
        offer = self.offer("note")
        if offer and self.do(offer, known={"text": text} if text else None, skips=True):
            self.talk.say(ENGLISH.say("Noted; it goes into the debrief."))

    # --- before and after

    def brief(self) -> None:
        """The rule of the room, the setting, the role cards, and the questions before play."""
        self.talk.say(ENGLISH.say("Whitecell: {title}", title=self.view.title))
        self.told(*seats.before_play(ENGLISH, self.view))
        self.questions()
        while True:
            self.talk.pause(ENGLISH.say("Press Enter to begin (? is help):"), self.deeds("lrn"))
            if (offer := self.offer("read_briefing")) and self.do(offer):
                return

    def questions(self) -> None:
        """Ask the scenario's questions of this moment that have no answer yet."""
        waiting = [question for question in self.view.questions if question.answer is None]
        for number, asked in enumerate(waiting, 1):
            given = (("question", asked.id), ("then", str(asked.then)))
            offer = next(each for each in offered(ENGLISH, self.view)["answer"] if each.given == given)
            (field,) = offer.fields
            assert isinstance(field, WholeField)
            self.talk.say(
                ["", ENGLISH.say("Question {number} of {n}. {ask}", number=number, n=len(waiting), ask=field.ask)]
            )
            answer = self.talk.number(
                ENGLISH.say("{scale}; Enter skips:", scale=scale(ENGLISH, field)),
                field.low,
                field.high,
                self.deeds("lrn"),
            )
            if answer is not None:
                self.do(offer, known={"answer": str(answer)})

    # --- one inject

    def inject(self, view: View) -> None:
        """Show what is on the table, ask what is asked, and take the decision."""
        on_table = view.inject
        if on_table is None:
            self.header()
            self.news()
            self.talk.say(["", str(view.elsewhere)])
            self.talk.pause(ENGLISH.say("Press Enter to let them (? is help):"), self.deeds())
            self.at_once("colleagues")
            return
        self.header()
        self.news()
        self.on_table(on_table)
        if not on_table.options and not on_table.written:
            self.talk.pause(ENGLISH.say("Press Enter when you have read it (? is help):"), self.deeds())
            self.at_once("acknowledge")
            return
        while (offer := self.offer("write")) is not None:
            self.do(offer, self.deeds())
        if on_table.written:
            self.written()
        while not self.decided():
            self.talk.say(ENGLISH.say("Nothing is decided yet."))
        if self.view.outcome:
            self.told(timeline.outcome(ENGLISH, self.view.outcome, "", ()))  # what came then is said with what is next
            self.talk.breath()

    def at_once(self, act: str) -> None:
        """Do what asks for nothing."""
        offer = self.offer(act)
        if offer is not None:
            self.do(offer)

    def decided(self, *acts: str) -> bool:
        """Decide, or say in a class what one would do, before any effect is shown."""
        offer = self.offer(*acts or ("decide",))
        view_one = Deed(
            ENGLISH.say("an option's detail and what others advise; v alone: all of them"), self.detail, "number"
        )
        return offer is not None and self.do(offer, self.deeds(), picks={"v": view_one})

    def tell(self, offer: Offer, field: PickField) -> None:
        """See `Acting.tell`: the options with what speaks for each."""
        inject = self.view.inject
        if field.name == "option" and inject is not None:
            self.options(inject)

    def detail(self, number: str) -> None:
        """Print an option in full, or all of them."""
        on_table = self.view.inject
        assert on_table is not None
        if number and not 1 <= int(number) <= len(on_table.options):
            self.talk.say(ENGLISH.say("There is no option {number}.", number=int(number)))
            return
        for index, option in enumerate(on_table.options, 1):
            if not number or index == int(number):
                self.talk.say(["", *blocks(ENGLISH, (table.detail(ENGLISH, index, option),))])
