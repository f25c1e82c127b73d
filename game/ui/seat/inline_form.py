"""What an offer asks in one place at the foot of a screen, field by field; every answer is checked as it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from game.exercise.acts.fields import ActField, Complaint, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import DRAFTED
from game.faces.asking import question
from game.ui.widgets.drafting import Drafting
from game.words import ENGLISH

Typed = Mapping[str, str]


@dataclass
class Asking:
    """An offer on its way: what is known of it, what is asked now, and what was typed so far."""

    title: str
    offer: Offer
    send: Callable[[Typed], bool]
    """Told of all fields; where it says False nothing was sent, and the last question stays."""
    known: Typed = field(default_factory=dict)
    """Fields that need not be asked: what was marked."""
    about: str = ""
    """The inject that it is about: where that is off the table, nothing is asked any more."""
    drafting: Drafting | None = None
    skipped: Callable[[], None] | None = None
    """What Enter alone does, where the whole of it may be left out."""
    more: int = 0
    """How many more are asked after this one."""
    typed: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def fields(self) -> tuple[ActField, ...]:
        """What is asked, line by line; what one has to be sure of is asked by the screen, after all of it."""
        return tuple(
            each for each in self.offer.fields if each.name not in self.known and not isinstance(each, YesField)
        )

    @property
    def sure(self) -> YesField | None:
        """What one has to be sure of before it is sent."""
        return next((each for each in self.offer.fields if isinstance(each, YesField)), None)

    @property
    def now(self) -> ActField:
        """What is asked now; at the end, what was asked last."""
        return self.fields[min(len(self.typed), len(self.fields) - 1)]

    @property
    def question(self) -> str:
        """What is asked now, with what will do for an answer."""
        return question(ENGLISH, self.now)

    @property
    def lines(self) -> int:
        """Lines that an answer may take."""
        return self.now.lines if isinstance(self.now, TextField) else 1

    @property
    def limit(self) -> int:
        """Letters of an answer at most."""
        now = self.now
        return now.limit if isinstance(now, TextField) else len(str(now.high)) if isinstance(now, WholeField) else 0

    @property
    def restrict(self) -> str | None:
        """What may be typed at all."""
        return rf"\d{{0,{self.limit}}}" if isinstance(self.now, WholeField) else None

    @property
    def kept_in(self) -> str:
        """The field of the draft that holds what is asked now."""
        return DRAFTED.get(self.offer.act) or self.now.name

    @property
    def begun(self) -> str:
        """What was typed before for what is asked now."""
        return self.drafting.of(self.kept_in) if self.drafting else ""

    def typing(self, text: str) -> None:
        """This is typed by now."""
        if self.drafting:
            self.drafting.typed(self.kept_in, text)

    def leave(self) -> None:
        """The field is left: what is typed by now is kept."""
        if self.drafting:
            self.drafting.write()

    def again(self, problem: str) -> None:
        """The last answer was not sent: it is asked once more."""
        self.typed.pop(self.now.name, None)
        self.problem = problem

    def take(self, typed: str) -> bool:
        """Take an answer; True where it was the last one."""
        typed = typed.strip()
        self.leave()
        self.problem = ""
        now = self.now
        try:
            if typed or self.skipped is None:
                now.read(typed)
        except Complaint as problem:
            says = ENGLISH.message(problem.says)
            self.problem = says[:1].upper() + says[1:]
            return False
        self.typed[now.name] = typed
        return len(self.typed) == len(self.fields)

    @property
    def hint(self) -> str:
        """What Enter does."""
        left = len(self.fields) - len(self.typed) + self.more
        line = ENGLISH.say("  Ctrl+J a new line") if self.lines > 1 else ""
        return (
            ENGLISH.say("Enter keeps it") if left == 1 else ENGLISH.say("Enter goes on, {n} more to ask", n=left - 1)
        ) + line
