"""Asking for things in one line at the foot of a screen, one after the other; every answer is checked as it comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from game.exercise.commands import MAX_NOTE
from game.ui.drafting import Drafting


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask."""

    question: str
    limit: int = MAX_NOTE
    """Letters at most."""
    most: int | None = None
    """For a number: it is asked from 0 to this."""
    required: bool = False
    field: str = ""
    """Of the draft in which it is kept while it is typed; nothing: it is kept in none."""

    def complaint(self, typed: str) -> str:
        """Return what is wrong with an answer, in a sentence; nothing where it will do."""
        if not typed:
            return "This is asked of everybody: the facilitator wants it so." if self.required else ""
        if self.most is not None and (not typed.isdecimal() or int(typed) > self.most):
            return f"A whole number from 0 to {self.most}, please."
        return ""

    @property
    def restrict(self) -> str | None:
        """What may be typed at all."""
        return None if self.most is None else rf"\d{{0,{len(str(self.most))}}}"


Answers = tuple[str, ...]


@dataclass
class Asking:
    """Questions on their way, and the answers so far."""

    title: str
    asks: Sequence[Ask]
    then: Callable[[Answers], bool | None]
    """Told of all answers; where it says False nothing was sent, and the last question stays."""
    about: str = ""
    """The inject that it is about: where that is off the table, nothing is asked any more."""
    each: Callable[[int, str], None] | None = None
    """Told of each answer as it is given; what was given before Esc then stands."""
    drafting: Drafting | None = None
    answers: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def begun(self) -> str:
        """What was typed before for what is asked now."""
        return self.drafting.of(self.now.field) if self.drafting and self.now.field else ""

    def typing(self, text: str) -> None:
        """This is typed by now."""
        if self.drafting and self.now.field:
            self.drafting.typed(self.now.field, text)

    def leave(self) -> None:
        """The field is left: what is typed by now is kept."""
        if self.drafting:
            self.drafting.write()

    def again(self, problem: str) -> None:
        """The last answer was not sent: it is asked once more."""
        self.answers = self.answers[:-1]
        self.problem = problem

    @property
    def now(self) -> Ask:
        """What is asked now; at the end, what was asked last."""
        return self.asks[min(len(self.answers), len(self.asks) - 1)]

    def take(self, typed: str) -> bool:
        """Take an answer; True where it was the last one."""
        typed = typed.strip()
        self.leave()
        self.problem = self.now.complaint(typed)
        if self.problem:
            return False
        self.answers.append(typed)
        if self.each:
            self.each(len(self.answers) - 1, typed)
        return len(self.answers) == len(self.asks)

    @property
    def hint(self) -> str:
        """What Enter does."""
        left = len(self.asks) - len(self.answers)
        return "Enter keeps it" if left == 1 else f"Enter goes on, {left - 1} more to ask"
