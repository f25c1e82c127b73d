"""The plain stream as the commands start it: one function a way in, the same as those of the screens."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.exercise.run.opening import Brought, runs_before
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import Library
from game.faces import long_form
from game.faces.analysis import document as analysed
from game.faces.compare import document as compared
from game.faces.debrief import document
from game.faces.lines import report as told
from game.faces.seal import document as sealed
from game.later import RecallShelf
from game.plain import leading, opening_text
from game.plain.after import play_on
from game.plain.home import HomeInLines
from game.plain.recall import again
from game.plain.talk import InputEnded, Left, Talk
from game.record.run import Run
from game.report.compare import RunComparison
from game.report.debrief import debrief as build
from game.scenario.scenario import Scenario
from game.wishes import Wish
from game.words import ENGLISH

if TYPE_CHECKING:
    from game.report.analysis import AnalysisReport
    from game.report.seal import SealReport

UNFINISHED = 1


def home() -> Wish | None:
    """Ask what to play, go on with or look back on; return the class that the person wants, or None."""
    wished: list[Wish | None] = []
    _held(lambda talk: wished.append(HomeInLines(talk, Library()).ask()))
    return next(iter(wished), None)


def play(
    scenario: Scenario,
    seed: int,
    role: str | None,
    opened: Brought | None = None,
    asks: bool = False,
    colleagues: bool = False,
) -> None:
    """Begin a run and play it; ``asks``: what it opens with is asked first.

    An unknown role is refused before anything is printed.
    """
    library = Library()
    if not asks or opened is None:
        sit(library, library.begin(scenario, seed, role, opened, colleagues))
        return
    library.roles(scenario, role)

    def begin(talk: Talk) -> None:
        asked = opening_text.ask(talk, scenario, opened, runs_before(scenario, library), library)
        play_on(talk, library, library.begin(scenario, seed, role, asked, colleagues))

    _held(begin)


def sit(library: Library, table: Table) -> None:
    """Play on at a table that is open."""
    _held(lambda talk: play_on(talk, library, table))


def debrief(name: str, run: Run, full: bool = False) -> None:
    """Print the debrief of a run: in the long form, or ``full``."""
    from game.report.open import opened  # here, because it brings numpy, which play does without

    made = build(run, name, opened=opened(run))
    Talk().say(told(ENGLISH, document(ENGLISH, made) if full else long_form.document(ENGLISH, made)))


def cards(name: str, run: Run) -> None:
    """Lead through the ten cards of a run's talk; where somebody types, what they type for the group is kept."""
    from game.report.open import opened  # here, because it brings numpy, which play does without

    made = build(run, name, opened=opened(run))
    _held(lambda talk: leading.lead(talk, name, made))


def recall(later: RecallShelf, name: str) -> None:
    """Ask from memory about a run that was over some time ago."""
    _held(lambda talk: again(talk, later, name))


def analysis(report: AnalysisReport) -> None:
    """Print what a scenario can do to a class."""
    Talk().say(told(ENGLISH, analysed(ENGLISH, report)))


def seal(report: SealReport) -> None:
    """Print the marks of a scenario, and the attack on it."""
    Talk().say(told(ENGLISH, sealed(ENGLISH, report)))


def compare(comparison: RunComparison) -> None:
    """Print two runs side by side."""
    Talk().say(told(ENGLISH, compared(ENGLISH, comparison)))


def _held(conversation: Callable[[Talk], None]) -> None:
    """Hold a conversation to its end; where it breaks off, say on stderr how to go on, and exit with 1.

    Raises:
        SystemExit: where a run was left unfinished by the end of the input, or Ctrl+C was pressed.
    """
    talk = Talk()
    try:
        conversation(talk)
    except Left:
        return
    except InputEnded:
        if talk.run:
            says = ENGLISH.say("The input ended before the run did. {goes_on}", goes_on=talk.going_on())
            sys.stderr.write(f"{says}\n")
            raise SystemExit(UNFINISHED) from None
    except KeyboardInterrupt:
        says = ENGLISH.say("Stopped. {goes_on}", goes_on=talk.going_on())
        sys.stderr.write(f"\n{says}\n")
        raise SystemExit(UNFINISHED) from None
