"""Playing a run at a seat: the briefing, then inject after inject, each a few questions."""

from __future__ import annotations

from game.errors import Said
from game.exercise.commands import (
    Acknowledge,
    AddNote,
    Answer,
    Command,
    Decide,
    Foretell,
    LetColleagues,
    OpenDocument,
    ReadBriefing,
    WriteAnswer,
)
from game.exercise.drafting import ANSWER, NOTE
from game.exercise.seat_port import Seat
from game.exercise.views.binder import maps
from game.exercise.views.seat_view import InjectView, OptionView, Phase, View
from game.faces.lessons import of_scenario
from game.faces.lines import blocks
from game.plain import view_text
from game.plain.document_text import document
from game.plain.talk import Deed, Deeds, Talk
from game.report.texts import texts
from game.words import ENGLISH


class Sitting:
    """One person at one seat. It shows views and sends commands; it knows nothing else."""

    def __init__(self, talk: Talk, seat: Seat) -> None:
        self.talk, self.seat = talk, seat

    @property
    def view(self) -> View:
        return self.seat.snapshot()

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
            return [view.elsewhere or "Nothing is on the table."]
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
                opened = self.seat.submit(OpenDocument(inject=on_table.id, document=paper.number)).inject
                assert opened is not None
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
        about = self.view.inject
        text = text or self.typed("", NOTE, "Your note, in a line", "(Enter: none)")
        if text:
            self.seat.submit(AddNote(text=text, about=about.id if about else ""))
            self.talk.say("Noted; it goes into the debrief.")

    def typed(self, about: str, field: str, prompt: str, skips: str, deeds: Deeds | None = None) -> str:
        """Ask for a line; what was typed at a terminal before, and not sent, is offered again and kept until it is."""
        before = self.draft(about).get(field, "")
        hint = f"(Enter keeps “{before}”, - takes it out)" if before else skips
        ask = f"{prompt} {hint}:"
        answer = self.talk.line(ask, free=True) if deeds is None else self.talk.ask(ask, deeds, free=True)
        if before and answer in ("", "-"):
            answer = "" if answer else before
        self.keep_draft(about, {field: answer})
        return answer

    def draft(self, about: str) -> dict[str, str]:
        """What was typed at this seat and not sent; a script has said all it means already."""
        return self.seat.draft(about) if self.talk.by_hand else {}

    def keep_draft(self, about: str, fields: dict[str, str]) -> None:
        """Keep what was typed until it is sent."""
        if self.talk.by_hand:
            try:
                self.seat.keep_draft(about, fields)
            except Said as problem:
                self.talk.refuse(problem)

    def submit(self, command: Command) -> bool:
        """Send a command; say so where it could not be done."""
        try:
            self.seat.submit(command)
        except Said as problem:
            self.talk.refuse(problem)
            return False
        return True

    # --- before and after

    def brief(self) -> None:
        """The rule of the room, the setting, the role cards, and the questions before play."""
        self.talk.say(view_text.briefing(self.view, texts().no_fault))
        self.questions()
        while True:
            self.talk.pause("Press Enter to begin (? is help):", self.deeds("lrn"))
            if self.submit(ReadBriefing()):
                return

    def questions(self) -> None:
        """Ask the scenario's questions of this moment that have no answer yet."""
        deeds = self.deeds("lrn")
        waiting = [question for question in self.view.questions if question.answer is None]
        for number, question in enumerate(waiting, 1):
            self.talk.say(["", f"Question {number} of {len(waiting)}. {question.ask}"])
            prompt = f"0 (not at all) to {question.scale} (fully); Enter skips:"
            answer = self.talk.number(prompt, 0, question.scale, deeds)
            if answer is not None:
                self.submit(Answer(question=question.id, answer=answer))

    # --- one inject

    def inject(self, view: View) -> None:
        """Show what is on the table, ask what is asked, and take the decision."""
        on_table = view.inject
        if on_table is None:
            self.talk.say([*view_text.header(view), *view_text.news(view.news), "", view.elsewhere])
            self.talk.pause("Press Enter to let them (? is help):", self.deeds())
            self.submit(LetColleagues())
            return
        self.talk.say([*view_text.header(view), *view_text.news(view.news), *view_text.inject(on_table)])
        if not on_table.options and not on_table.written:
            self.talk.pause("Press Enter when you have read it (? is help):", self.deeds())
            self.submit(Acknowledge(inject=on_table.id))
            return
        self.forecasts(on_table)
        if on_table.written:
            on_table = self.write(on_table)
        self.talk.say(view_text.options(on_table))
        while True:
            chosen = self.choose()
            command = self.reasons(on_table, chosen)
            if command and self.submit(command):
                break
            self.talk.say("Nothing is decided yet.")
        done = self.view.outcome
        if done:
            self.talk.say(view_text.outcome(done))
            self.talk.breath()

    def forecasts(self, on_table: InjectView) -> None:
        """Ask the forecasts that have no answer yet."""
        for forecast in on_table.forecasts:
            if forecast.percent is None:
                self.talk.say(["", f"A forecast: {forecast.ask}"])
                percent = self.talk.number("In percent, 0 to 100; Enter skips:", 0, 100, self.deeds())
                if percent is not None:
                    self.submit(Foretell(forecast=forecast.id, percent=percent))

    def write(self, on_table: InjectView) -> InjectView:
        """Have the answer written, and show what it is judged by; return the inject with its options."""
        while not on_table.answer:
            prompt, skips = "Your answer, in your own words", "(in one line)"
            text = self.typed(on_table.id, ANSWER, prompt, skips, self.deeds())
            if not text:
                self.talk.say("An answer is needed; ? is help.")
            elif self.submit(WriteAnswer(inject=on_table.id, text=text)):
                found = self.view.inject
                assert found is not None
                on_table = found
        self.talk.say([*view_text.answer(on_table), "", "Judge it yourselves: which of these is your answer?"])
        return on_table

    def choose(self) -> OptionView:
        """Ask for an option until one is taken that is open."""
        view_one = Deed("an option's detail and what others advise; v alone: all of them", self.detail, "number")
        while True:
            on_table = self.view.inject
            assert on_table is not None
            last = len(on_table.options)
            prompt = f"Your decision, 1 to {last} (v 1: detail and advice on 1; ? is help):"
            number = self.talk.number(prompt, 1, last, {"v": view_one, **self.deeds()}, skip=False)
            assert number is not None
            chosen = on_table.options[number - 1]
            if not chosen.closed:
                return chosen
            self.talk.say(f"“{chosen.label}” is closed: {chosen.closed}.")

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

    def reasons(self, on_table: InjectView, chosen: OptionView) -> Decide | None:
        """Ask for reason, confidence and counter-argument before any effect is shown; None to think again."""
        deeds = self.deeds()
        self.talk.say(["", f"You are about to decide: {chosen.label}"])
        reason = self.typed(on_table.id, "reason", "Why? Your reason, in a line", "(Enter skips)", deeds)
        before = self.draft(on_table.id).get("confidence", "")
        enter = f"Enter keeps {before}" if before else "Enter skips"
        confidence = self.talk.number(f"How sure are you? 0 (a guess) to 10 (certain); {enter}:", 0, 10, deeds)
        confidence = int(before) if confidence is None and before.isdecimal() else confidence
        self.keep_draft(on_table.id, {"confidence": "" if confidence is None else str(confidence)})
        counter = self.typed(on_table.id, "counter", "The strongest argument against it", "(Enter skips)", deeds)
        if not self.talk.sure("Is that your decision? n: think again.", deeds):
            return None
        return Decide(inject=on_table.id, option=chosen.id, confidence=confidence, reason=reason, counter=counter)
