"""Playing a run at a seat: the briefing, then inject after inject, each a few questions."""

from __future__ import annotations

from game.exercise.acts.fields import PickField, WholeField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import offered
from game.exercise.views.binder import maps
from game.exercise.views.seat_view import Phase, View
from game.faces.asking import scale
from game.faces.lessons import of_scenario
from game.faces.lines import blocks
from game.plain import view_text
from game.plain.acting import Acting
from game.plain.document_text import document
from game.plain.talk import Deed, Deeds
from game.report.texts import texts
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
            self.talk.say(f"You go on with {view.title}, run {view.run}.")
            if view.timeline:
                self.talk.say(view_text.so_far(view))
        while (view := self.view).phase is not Phase.OVER:
            self.inject(view)
        self.talk.run = ""

    # --- what works at every prompt

    def deeds(self, keys: str = "gdtlrsnbphw") -> Deeds:
        """The commands of every prompt in play, or some of them."""
        every = {
            "g": Deed(
                "gauges, and since when you know them", lambda _: self.talk.say(view_text.gauges(self.view.gauges))
            ),
            "d": Deed("papers; with a number: open that one", self.documents, "number"),
            "t": Deed("timeline", lambda _: self.talk.say(view_text.timeline(self.view.timeline))),
            "l": Deed("lessons that this scenario can test", lambda _: self.talk.say(self.lessons())),
            "r": Deed("role card and setting", lambda _: self.talk.say(self.card())),
            "s": Deed("what is on the table, once more", lambda _: self.talk.say(self.table())),
            "n": Deed("write a note for the debrief", self.note, "text"),
            "b": Deed("binder: every paper you have opened; with a number: that one", self.binder, "number"),
            "p": Deed("the map that you opened last", lambda _: self.map()),
            "h": Deed(
                "so far: the setting, each decision in a line", lambda _: self.talk.say(view_text.so_far(self.view))
            ),
            "w": Deed("who is who", lambda _: self.talk.say(self.who())),
        }
        return {key: every[key] for key in keys}

    def lessons(self) -> list[str]:
        """The lessons of this scenario, without any verdict."""
        return ["", *blocks(ENGLISH, of_scenario(ENGLISH, self.view.lessons))]

    def card(self) -> list[str]:
        """The role cards and the setting."""
        view = self.view
        return ["", *view_text.cards(view), "", *view_text.setting(view)]

    def table(self) -> list[str]:
        """The inject on the table, with its options."""
        view = self.view
        on_table = view.inject
        if on_table is None:
            return [ENGLISH.message(view.elsewhere) or "Nothing is on the table."]
        shown = [*view_text.inject(on_table), *view_text.answer(on_table)]
        return shown + (view_text.options(on_table) if on_table.options else [])

    def documents(self, number: str) -> None:
        """List the papers, or open one; opening is recorded."""
        on_table = self.view.inject
        if on_table is None or not on_table.documents:
            self.talk.say("There are no papers on the table.")
        elif not number:
            self.talk.say(view_text.documents(on_table))
        elif not 1 <= int(number) <= len(on_table.documents):
            self.talk.say(f"There is no paper {int(number)}; d lists them.")
        else:
            paper = on_table.documents[int(number) - 1]
            if not paper.opened:
                offer = offered(ENGLISH, self.view)["open"][int(number) - 1]
                opened = self.view.inject if self.do(offer) else None
                if opened is None:
                    return
                paper = opened.documents[int(number) - 1]
            self.talk.say(document(paper))

    def binder(self, number: str) -> None:
        """List every paper opened so far, or read one once more."""
        folders = self.seat.binder()
        papers = [paper for folder in folders for paper in folder.papers]
        if not number:
            self.talk.say(view_text.binder(folders))
        elif 1 <= int(number) <= len(papers):
            self.talk.say(document(papers[int(number) - 1]))
        else:
            self.talk.say(f"There is no paper {int(number)} in your binder; b lists them.")

    def map(self) -> None:
        """Read the map once more that was opened last."""
        found = maps(self.seat.binder())
        self.talk.say(document(found[0]) if found else "You have opened no map yet.")

    def who(self) -> list[str]:
        """Every role, and who holds it."""
        return view_text.who(self.view)

    def note(self, text: str) -> None:
        """Write a note about what is on the table."""
        offer = self.offer("note")
        if offer and self.do(offer, known={"text": text} if text else None, skips="(Enter: none)"):
            self.talk.say("Noted; it goes into the debrief.")

    # --- before and after

    def brief(self) -> None:
        """The rule of the room, the setting, the role cards, and the questions before play."""
        self.talk.say(view_text.briefing(self.view, texts().no_fault))
        self.questions()
        while True:
            self.talk.pause("Press Enter to begin (? is help):", self.deeds("lrn"))
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
            self.talk.say(["", f"Question {number} of {len(waiting)}. {field.ask}"])
            answer = self.talk.number(
                f"{scale(ENGLISH, field)}; Enter skips:", field.low, field.high, self.deeds("lrn")
            )
            if answer is not None:
                self.do(offer, known={"answer": str(answer)})

    # --- one inject

    def inject(self, view: View) -> None:
        """Show what is on the table, ask what is asked, and take the decision."""
        on_table = view.inject
        if on_table is None:
            self.talk.say([*view_text.header(view), *view_text.news(view.news), "", view.elsewhere])
            self.talk.pause("Press Enter to let them (? is help):", self.deeds())
            self.at_once("colleagues")
            return
        self.talk.say([*view_text.header(view), *view_text.news(view.news), *view_text.inject(on_table)])
        if not on_table.options and not on_table.written:
            self.talk.pause("Press Enter when you have read it (? is help):", self.deeds())
            self.at_once("acknowledge")
            return
        while (offer := self.offer("write")) is not None:
            self.do(offer, self.deeds())
        if on_table.written:
            judged = self.view.inject
            assert judged is not None
            self.talk.say([*view_text.answer(judged), "", "Judge it yourselves: which of these is your answer?"])
        while not self.decided():
            self.talk.say("Nothing is decided yet.")
        done = self.view.outcome
        if done:
            self.talk.say(view_text.outcome(done))
            self.talk.breath()

    def at_once(self, act: str) -> None:
        """Do what asks for nothing."""
        offer = self.offer(act)
        if offer is not None:
            self.do(offer)

    def decided(self, *acts: str) -> bool:
        """Decide, or say in a class what one would do, before any effect is shown."""
        offer = self.offer(*acts or ("decide",))
        view_one = Deed("an option's detail and what others advise; v alone: all of them", self.detail, "number")
        return offer is not None and self.do(offer, self.deeds(), picks={"v": view_one})

    def tell(self, offer: Offer, field: PickField) -> None:
        """See `Acting.tell`: the options with what speaks for each."""
        inject = self.view.inject
        if field.name == "option" and inject is not None:
            self.talk.say(view_text.options(inject))

    def detail(self, number: str) -> None:
        """Print an option in full, or all of them."""
        on_table = self.view.inject
        assert on_table is not None
        if number and not 1 <= int(number) <= len(on_table.options):
            self.talk.say(f"There is no option {int(number)}.")
            return
        for index, option in enumerate(on_table.options, 1):
            if not number or index == int(number):
                self.talk.say(view_text.option(index, option))
