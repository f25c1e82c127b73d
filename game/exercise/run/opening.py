"""What a run opens with: answers given by hand, read in an earlier run, or the author's own, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.exercise.clock import parsed
from game.exercise.errors import Refused, did_you_mean
from game.record.events import Fact, Kind, new_id
from game.record.run import Run
from game.scenario.conditions import ConditionError, lower, parse
from game.scenario.scenario import Opening, Scenario
from game.words import Message, Wording, lazy

if TYPE_CHECKING:
    from game.exercise.run.run_store import Library

YES = ("no", "yes")
"""How an answer is written on a command line, by its truth."""
SAID = (lazy("no"), lazy("yes"))
"""How an answer is said to a reader."""
_WORDS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class OpeningAnswer:
    """One answer, and where it comes from."""

    flag: str
    ask: Wording
    says: bool
    source: Message
    """As people read it: ``from run ridge-ab2c: yes``."""
    given: bool = False
    """Whether somebody gave it by hand."""

    def turned(self, says: bool) -> OpeningAnswer:
        """The same as somebody answers it now; as it was where that is no change."""
        return self if says == self.says else replace(self, says=says, source=lazy("given by hand"), given=True)


@dataclass(frozen=True, slots=True)
class Brought:
    """All that a run opens with."""

    answers: tuple[OpeningAnswer, ...] = ()
    run: str = ""
    """The run in which they were read, or nothing."""

    @property
    def flags(self) -> dict[str, bool]:
        """Flag id to its answer."""
        return {each.flag: each.says for each in self.answers}

    def fact(self, by: str = "") -> tuple[Fact, ...]:
        """The event that says so; none where the scenario asks nothing."""
        data = {"flags": self.flags, "run": self.run}
        return (Fact(new_id(), Kind.OPENED_WITH, by, data),) if self.answers else ()

    @property
    def given(self) -> dict[str, bool]:
        """Those alone that somebody gave by hand: they stand, whatever an earlier run says."""
        return {each.flag: each.says for each in self.answers if each.given}

    @property
    def settled(self) -> bool:
        """Whether somebody gave every answer by hand, so that nothing is left to ask."""
        return all(each.given for each in self.answers)

    @property
    def words(self) -> tuple[str, ...]:
        """The answers as a command line gives them."""
        return tuple(f"{each.flag}={YES[each.says]}" for each in self.answers)

    def indices(self, scenario: Scenario) -> list[int]:
        """The flags that are set, as the rules know them."""
        set_flags = self.flags
        return [index for index, flag in enumerate(scenario.flags) if set_flags.get(flag.id)]


def read_given(given: Iterable[str]) -> dict[str, bool]:
    """Return answers as a command line gives them, ``FLAG=yes`` or ``FLAG=no``.

    Raises:
        Refused: where one is neither.
    """
    answers: dict[str, bool] = {}
    for each in given:
        flag, equals, word = each.partition("=")
        if not equals or word.strip().casefold() not in _WORDS:
            raise Refused(lazy("'{each}' is no answer to an opening. Write FLAG=yes or FLAG=no.", each=each[:60]))
        answers[flag.strip()] = _WORDS[word.strip().casefold()]
    return answers


def brought(
    scenario: Scenario, given: Mapping[str, bool] | None = None, after: tuple[str, Run] | None = None
) -> Brought:
    """Return what a run of a scenario opens with; ``after`` is the name of an earlier run, and the run.

    Raises:
        Refused: where an answer is given to what is not asked, or a scenario that asks nothing follows a run.
    """
    asked = {scenario.flags[each.flag].id: each for each in scenario.opens_with}
    for flag in given or {}:
        if flag not in asked:
            these = lazy("It asks about: {names}.", names=", ".join(asked)) if asked else lazy("It asks nothing.")
            cure = did_you_mean(flag, asked, these)
            raise Refused(
                lazy(
                    "'{scenario}' does not open with '{flag}'. {cure}", scenario=scenario.id, flag=flag[:60], cure=cure
                )
            )
    if after and not asked:
        raise Refused(
            lazy(
                "'{scenario}' opens with nothing that an earlier run could bring along; leave --after out.",
                scenario=scenario.id,
            )
        )
    answers = tuple(_answer(flag, each, (given or {}).get(flag), after) for flag, each in asked.items())
    return Brought(answers, after[0] if after else "")


@dataclass(frozen=True, slots=True)
class Before:
    """A run that was played to its end, in which a scenario finds answers to what it opens with."""

    name: str
    """As ``--after`` takes it: of a class with the number of the syndicate behind a dot."""
    title: str
    last: str
    """Wall time at which it was used last."""


def runs_before(scenario: Scenario, library: Library | None = None) -> tuple[Before, ...]:
    """Return the runs on this machine that a scenario can follow, the one used last first: over, and of a scenario in
    which it reads an answer."""
    sources = {each.source for each in scenario.opens_with if each.source and each.when}
    if not sources:
        return ()
    from game.exercise.classroom.class_store import Classes
    from game.exercise.run.run_store import Library

    alone = (entry for entry in (library or Library()).entries() if entry.ended)
    found = [Before(each.id, each.title, each.last) for each in alone if each.scenario in sources]
    for entry in Classes().entries():
        if entry.over and entry.scenario in sources:
            groups = range(1, entry.syndicates + 1)
            found += [Before(f"{entry.id}.{number}", entry.title, entry.last) for number in groups]
    return tuple(sorted(found, key=lambda each: parsed(each.last), reverse=True))


def following(scenario: Scenario, opened: Brought, name: str, library: Library | None = None) -> Brought:
    """Return what a run opens with after an earlier one; what somebody gave by hand stands.

    Raises:
        Refused, game.record.log.RecordError: as `earlier`.
    """
    return brought(scenario, opened.given, (name, earlier(name, library)))


def once_more(run: Run) -> Brought:
    """Return what a run opened with, for another one that begins as it did."""
    answers = brought(run.scenario, dict(run.brought)).answers if run.brought else ()
    return Brought(answers, run.brought_from)


def earlier(name: str, library: Library | None = None) -> Run:
    """Return the run of this name; with a dot and a number behind it, a syndicate's of a class.

    Raises:
        Refused, game.record.log.RecordError: where there is none, or it cannot be read.
    """
    from game.exercise.run.run_store import Library  # here: the shelf begins runs with what is made here

    whole, dot, syndicate = name.partition(".")
    if not dot:
        return (library or Library()).read(name)
    from game.exercise.classroom.class_store import Classes

    runs = Classes().read(whole).runs
    if syndicate not in runs:
        raise Refused(
            lazy(
                "class '{whole}' has no syndicate '{syndicate}'; it has {known}.",
                whole=whole,
                syndicate=syndicate[:20],
                known=", ".join(runs),
            )
        )
    return runs[syndicate]


def _answer(flag: str, opening: Opening, given: bool | None, after: tuple[str, Run] | None) -> OpeningAnswer:
    ask = opening.ask or lazy("Does '{flag}' hold?", flag=flag)
    if given is not None:
        return OpeningAnswer(flag, ask, given, lazy("given by hand"), given=True)
    authors = SAID[opening.default]
    default = OpeningAnswer(flag, ask, opening.default, lazy("as its author has it: {answer}", answer=authors))
    if after is None or not (opening.source and opening.when):
        return default
    name, run = after
    if run.scenario.id != opening.source:
        says = lazy(
            "as its author has it: {answer}; run {run} is not of '{scenario}'",
            answer=authors, run=name, scenario=opening.source,
        )  # fmt: skip
        return replace(default, source=says)
    try:
        # The names are those of the text that is stored in that run, whatever became of the file since.
        holds = lower(parse(opening.when, run.scenario.names))
    except ConditionError as problem:
        why = problem.says.rstrip(".")
        says = lazy(
            "cannot be read in run {run} ({why}): as its author has it, {answer}", run=name, why=why, answer=authors
        )
        return replace(default, source=says)
    state = run.state
    says_so = bool(holds(state.gauges, state.flags, state.played, max(0, state.day)))
    return OpeningAnswer(flag, ask, says_so, lazy("from run {run}: {answer}", run=name, answer=SAID[says_so]))
