"""When a run is over: how it ended, the debrief, and what can be done with it."""

from __future__ import annotations

from game.errors import Said
from game.exercise.commands import AddNote
from game.exercise.run.opening import once_more
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library, fresh_seed, local_time
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import Phase
from game.faces import long_form
from game.faces import spoken as words
from game.faces.compare import document as compared
from game.faces.debrief import document
from game.faces.lesson_trail import once_in_full
from game.faces.lines import blocks, chapter, report
from game.faces.model import FOLD, listed
from game.faces.seat import timeline
from game.plain import remembering
from game.plain.sitting import Sitting
from game.plain.talk import Deed, InputEnded, Talk
from game.record.run import Run, as_played
from game.report.compare import compare
from game.report.debrief import debrief
from game.report.model import Debrief
from game.report.replay import Purpose, purposes
from game.words import ENGLISH
from game.working_ahead import ValuesAhead


def play_on(talk: Talk, library: Library, table: Table) -> None:
    """Play a run to its end and look back on it; then play on in the branches that are made of it."""
    opened, ahead = table, ValuesAhead()
    try:
        while True:
            ahead.begin(as_played(opened.run))
            seat = opened.seat(ALONE)
            view = seat.snapshot()
            name, played = view.run, view.phase is not Phase.OVER
            if played:
                Sitting(talk, seat).play()
                end(talk, seat)
            wish = LookBack(talk, library, name, seat).ask(told=played)
            if wish is None:
                return
            run = opened.run
            opened.log.close()
            if wish.inject:
                opened = library.branch(name, wish.inject)
            else:
                luck = fresh_seed() if wish.other_luck else run.seed
                opened = library.begin(run.scenario, luck, wish.role, once_more(run))
    finally:
        ahead.end()
        opened.log.close()


def end(talk: Talk, seat: Seat) -> None:
    """Tell how it ended, and ask the questions after play."""
    view = seat.snapshot()
    sitting = Sitting(talk, seat)
    sitting.news()
    talk.say(["", ENGLISH.say("The exercise is over.")])
    sitting.told(*timeline.ending(ENGLISH, (), (*view.endings, *view.epilogue), False).sections)
    try:
        talk.breath()
        sitting.questions()
        remembering.at_end(talk, seat)
    except InputEnded:
        talk.say(ENGLISH.say("No more answers: the questions are skipped."))


class LookBack:
    """The debrief, and the menu under it."""

    def __init__(self, talk: Talk, library: Library, name: str, seat: Seat | None) -> None:
        self.talk, self.library, self.name, self.seat = talk, library, name, seat

    def run(self) -> Run:
        """The run as it stands in its log, the notes of a moment ago with it."""
        return self.library.read(self.name)

    def debrief(self) -> Debrief:
        """The run's debrief."""
        from game.report.open import opened  # here, because it brings numpy, which play does without

        run = self.run()
        return debrief(run, self.name, opened=opened(run))

    def ask(self, told: bool) -> Purpose | None:
        """Print the debrief, without how it ended where that is told, and ask what now.

        Returns:
            What to play again for, or None to leave it.
        """
        shown = long_form.document(ENGLISH, self.debrief())
        self.talk.say(report(ENGLISH, shown, _LETTERS, "ending" if told else ""))
        note = Deed(ENGLISH.say("write a note into the debrief"), self.note, "text")
        unfold = Deed(
            ENGLISH.say("read the lessons of one decision in full"), lambda _: self.talk.say(in_full(self.debrief()))
        )
        plan = Deed(str(remembering.PLAN), lambda _: self.plan())
        while True:
            self.talk.say(["", ENGLISH.say("What now? This is run {name}.", name=self.name)])
            try:
                picked = self.talk.pick(
                    ENGLISH.say("Your choice (Enter: done; n: a note; p: your plan; o: lessons of one decision):"),
                    _CHOICES,
                    {"n": note, "o": unfold, "p": plan},
                )
                if picked is None:
                    return None
                if picked == 0 and (inject := self.pick_decision()):
                    return Purpose("", "", inject=inject)
                if picked == 4 and (wish := self.pick_purpose()):
                    return wish
                if picked == 1:
                    self.lay_beside()
                if picked == 2:
                    self.read_again()
                if picked == 3:
                    self.talk.say(report(ENGLISH, document(ENGLISH, self.debrief())))
            except Said as problem:
                self.talk.refuse(problem)
            except InputEnded:
                return None

    def note(self, text: str) -> None:
        """Write a note about the run as a whole."""
        text = text or self.talk.line(ENGLISH.say("What do you take away, or object to? (Enter: nothing):"), free=True)
        if text and self.seat:
            self.seat.submit(AddNote(text=text))
            self.talk.say(ENGLISH.say("Noted; it goes into the debrief."))

    def plan(self) -> None:
        """Write down what one means to do: "When ..., I will ..."."""
        if self.seat:
            remembering.write_plan(self.talk, self.seat)

    def pick_decision(self) -> str:
        """Ask which decision to play on from."""
        looked = self.debrief()
        decisions = [part for part in looked.decisions if part.option]
        if not decisions:
            self.talk.say(ENGLISH.say("No decision was taken in this run."))
            return ""
        self.talk.say(
            ["", ENGLISH.say("Play on from which decision? All before it stays, with the same luck. This run is kept.")]
        )
        rows = [
            f"{words.capital(looked.ticks.on(part.day))}, {part.title}: {words.lower(str(part.decided))}: {part.option}"
            for part in decisions
        ]
        picked = self.talk.pick(ENGLISH.say("The decision (Enter: none):"), rows)
        return "" if picked is None else decisions[picked].inject

    def pick_purpose(self) -> Purpose | None:
        """Ask what to play again for."""
        from game.report.open import opened  # here, because it brings numpy, which play does without

        run = self.run()
        made = purposes(run, opened(run), self.library.entries())
        self.talk.say(["", ENGLISH.say("Play again, to what end? This run is kept.")])
        picked = self.talk.pick(
            ENGLISH.say("The purpose (Enter: none):"), [f"{wish.title}. {wish.why}" for wish in made]
        )
        return None if picked is None else made[picked]

    def lay_beside(self) -> None:
        """Ask for another run of the same scenario and lay the two side by side."""
        mine = self.run()
        others = [
            entry
            for entry in self.library.entries()
            if entry.scenario == mine.scenario.id and entry.id != self.name and entry.decisions
        ]
        if not others:
            self.talk.say(ENGLISH.say("There is no other run of this scenario yet: 1 makes one from a decision."))
            return
        rows = [
            ENGLISH.say("{id}, finished, {when}", id=each.id, when=local_time(each.last))
            if each.ended
            else ENGLISH.say("{id}, unfinished, {when}", id=each.id, when=local_time(each.last))
            for each in others
        ]
        self.talk.say(["", ENGLISH.say("Lay beside which run?")])
        picked = self.talk.pick(ENGLISH.say("The run (Enter: none):"), rows)
        if picked is not None:
            other = others[picked].id
            both = compare((self.name, mine), (other, self.library.read(other)))
            self.talk.say(report(ENGLISH, compared(ENGLISH, both)))

    def read_again(self) -> None:
        """Print one part of the debrief."""
        sections = listed(long_form.document(ENGLISH, self.debrief()))
        self.talk.say(["", ENGLISH.say("Which part?")])
        picked = self.talk.pick(ENGLISH.say("The part (Enter: none):"), [section.title for section in sections])
        if picked is not None:
            self.talk.say(chapter(ENGLISH, sections[picked], _LETTERS))


def in_full(made: Debrief) -> list[str]:
    """Return the lessons that rest on one decision, which the debrief folds."""
    found = once_in_full(ENGLISH, made)
    return ["", *blocks(ENGLISH, found)] if found else [ENGLISH.say("No lesson rests on one decision alone.")]


_LETTERS = {FOLD: "o"}
_CHOICES = (
    "Play on from one of your decisions, as a new run.",
    "Lay this run beside another of the same scenario.",
    "Read one part of the debrief again.",
    "Read everything in full: what was read in play, what was to be weighed, every figure.",
    "Play again with a purpose: the decision that closed most, another seat, an ending not seen.",
)
