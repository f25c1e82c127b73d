"""The stream itself: lines out, answers in, and the commands that work at every prompt."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from game.called import program
from game.errors import Said
from game.exercise.acts.act import Act
from game.exercise.views.seat_view import View
from game.faces import help as telling
from game.faces.lines import blocks, part
from game.faces.spoken import capital, stop
from game.faces.wrapping import terminal_width, wrapped
from game.plain.pasted import let_go, rest_of
from game.scenario.findings import ScenarioError
from game.scenario.text import as_digits, clean, clean_line
from game.words import ENGLISH, Wording, lazy

MAX_ANSWER = 4_000
_COMMAND = re.compile(r"(\?|[a-z](?![^\W\d]))\s*(.*)", re.I | re.S)


class InputEnded(Exception):
    """Nobody is there to answer: standard input has ended."""


class Left(Exception):
    """The person asked to leave and was told how to go on."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a letter does at a prompt."""

    says: str
    do: Callable[[str], None]
    takes: str = ""
    """What may follow the letter: nothing, a ``number``, or any ``text``."""


Deeds = Mapping[str, Deed]


def by_act(act: Act[View], do: Callable[[str], None], takes: str = "") -> tuple[str, Deed]:
    """Return the letter of an act, and what it does at a prompt in the words of the act."""
    says = ENGLISH.message(act.help).removesuffix(".")
    return act.key, Deed(says[:1].lower() + says[1:], do, takes)


class Talk:
    """A conversation in lines. All that goes out is cleaned and wrapped here, all that comes in is cleaned here."""

    def __init__(self, reader: TextIO | None = None, writer: TextIO | None = None) -> None:
        self._in = reader or sys.stdin
        self._out = writer or sys.stdout
        self.run = ""
        """The unfinished run that is being played, so that leaving can say how to go on with it."""

    # --- out

    def say(self, lines: Wording | Iterable[Wording | None]) -> None:
        """Print lines, wrapped; messages in the reader's language."""
        given = [lines] if isinstance(lines, Wording) else lines
        for line in wrapped((clean(ENGLISH.message(line)) for line in given), terminal_width()):
            self._out.write(f"{line}\n")
        self._out.flush()

    def refuse(self, problem: Said | ScenarioError) -> None:
        """Print why something could not be done, as one sentence."""
        self.say(stop(capital(problem.said(ENGLISH) if isinstance(problem, Said) else str(problem))))

    def going_on(self) -> str:
        """Say that nothing is lost, and how to go on."""
        return (
            ENGLISH.say("Nothing is lost. Go on later with: {program} resume {run}", program=program(), run=self.run)
            if self.run
            else ENGLISH.say("Nothing is lost.")
        )

    # --- in

    @property
    def by_hand(self) -> bool:
        """Whether somebody types at a terminal; a pipe or a script is taken at its word."""
        return bool(self._in) and self._in.isatty()

    def line(self, prompt: str, free: bool = False) -> str:
        """Print a prompt and return the line that was typed, without white space around it.

        Several lines that come at once were pasted. They are one text and never answer the questions behind this one.

        Args:
            free: the answer is a text; pasted lines are joined by blanks. Otherwise none of them is an answer.

        Raises:
            InputEnded: where there is nothing more to read.
        """
        *before, last = wrapped([clean(prompt)], terminal_width() - 1)
        self._out.write("".join(f"{line}\n" for line in before) + last + " ")
        self._out.flush()
        typed = self._in.readline(MAX_ANSWER) if self._in else ""
        more = typed
        while len(more) == MAX_ANSWER and not more.endswith("\n"):
            more = self._in.readline(MAX_ANSWER)  # what is longer than any answer is let go
        if not typed:
            self._out.write("\n")
            self._out.flush()
            raise InputEnded
        answer = clean_line(typed, MAX_ANSWER)
        pasted = rest_of(self._in, MAX_ANSWER)
        if pasted:
            if not pasted[-1].endswith("\n"):
                self._out.write("\n")
            if not free:
                self.say(ENGLISH.say("Several lines came at once, as from a paste: none of them is an answer here."))
                return self.line(prompt)
            answer = clean_line(" ".join((typed, *pasted)), MAX_ANSWER)
            self.say(ENGLISH.say("Taken as one line: {answer}", answer=answer))
        if not self._in.isatty():
            self.say(answer)  # a log shows what was answered, as a terminal would
        return answer

    def ask(self, prompt: str, deeds: Deeds | None = None, free: bool = False) -> str:
        """Ask until the answer is none of the commands, and return it.

        Args:
            free: the answer is a text: a command then takes no text behind it, so that no sentence is taken for one.
        """
        known = {
            **(deeds or {}),
            "q": Deed(ENGLISH.say("leave; asks once, and nothing is lost"), lambda _: self.leave()),
        }
        known["?"] = Deed(
            ENGLISH.say("this list; ? and a word: what the word means"), lambda word: self.help(known, word), "text"
        )
        while True:
            answer = self.line(prompt, free)
            found = _COMMAND.fullmatch(answer)
            deed = known.get(found[1].lower()) if found else None
            if not found or not deed or not _fits(deed, found[1], found[2], free):
                return answer
            try:
                deed.do(found[2])
            except Said as problem:
                self.refuse(problem)

    def number(self, prompt: str, low: int, high: int, deeds: Deeds | None = None, skip: bool = True) -> int | None:
        """Ask for a whole number; None where Enter skipped it."""
        while True:
            answer = self.ask(prompt, deeds).rstrip(".)")
            answer = as_digits(answer) if self.by_hand else answer
            if not answer and skip:
                return None
            if answer.isdecimal() and len(answer) < 10 and low <= int(answer) <= high:
                return int(answer)
            skips = lazy("Type a number from {low} to {high}, or Enter to skip; ? is help.", low=low, high=high)
            self.say(skips if skip else lazy("Type a number from {low} to {high}; ? is help.", low=low, high=high))

    def pick(self, prompt: str, choices: Sequence[str], deeds: Deeds | None = None) -> int | None:
        """Print numbered choices and ask for one; return its index, or None where Enter picked none."""
        self.say(f"{number}. {choice}" for number, choice in enumerate(choices, 1))
        picked = self.number(prompt, 1, len(choices), deeds)
        return None if picked is None else picked - 1

    def pause(self, prompt: str, deeds: Deeds | None = None) -> None:
        """Wait for Enter alone: a line meant for another prompt goes nowhere by mistake."""
        while self.ask(prompt, deeds):
            self.say(ENGLISH.say("Press Enter alone to go on; ? is help."))

    def breath(self) -> None:
        """Leave what was said alone on the screen until Enter; a pipe or a script is not waited for."""
        if self.by_hand:
            self.pause(ENGLISH.say("Press Enter to go on (? is help):"))

    def sure(self, question: str, deeds: Deeds | None = None) -> bool:
        """Ask a question that is answered by y or n, once it stands there: what came before is no answer to it."""
        if let_go(self._in, MAX_ANSWER):
            self.say(ENGLISH.say("What came before this question is let go: it could not have been meant for it."))
        kept = {key: deed for key, deed in (deeds or {}).items() if key not in ("y", "n")}
        while True:
            answer = self.ask(ENGLISH.say("{question} y or n:", question=question), kept).lower()
            if answer in ("y", "yes", "n", "no"):
                return answer[0] == "y"
            self.say(ENGLISH.say("Type y for yes or n for no; ? is help."))

    # --- everywhere

    def help(self, known: Deeds, word: str) -> None:
        """Say what can be typed here, or what a word means."""
        if word:
            self.say(blocks(ENGLISH, telling.explained(ENGLISH, word).blocks))
            return
        title = ENGLISH.say("What you can type here, beside an answer")
        rows = tuple(
            (ENGLISH.say("{key} or {key} 2", key=key) if deed.takes == "number" else key, deed.says)
            for key, deed in known.items()
        )
        for each in (telling.doing(ENGLISH, title, rows), telling.terms(ENGLISH)):
            self.say(part(ENGLISH, each))

    def leave(self) -> None:
        """Ask once whether to leave.

        Raises:
            Left: where the answer is yes.
        """
        while True:
            answer = self.line(ENGLISH.say("Leave Whitecell? Nothing is lost. y or n:")).lower()
            if answer in ("y", "yes", "q"):
                self.say(self.going_on() if self.run else ENGLISH.say("Goodbye."))
                raise Left
            if answer in ("n", "no", ""):
                return


def _fits(deed: Deed, key: str, rest: str, free: bool) -> bool:
    """Whether what follows a letter may follow it."""
    if not rest:
        return True
    if deed.takes == "number":
        return rest.isdecimal() and len(rest) < 4
    return deed.takes == "text" and (key == "?" or not free)
