"""The screens as the commands start them: one function a way in."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.called import program
from game.exercise.run.run_store import Library
from game.ui.shell.faults import Faults
from game.ui.solo.solo_app import Opening, WhitecellApp
from game.wishes import Wish

if TYPE_CHECKING:
    from game.exercise.run.opening import Brought
    from game.exercise.run.run_session import Table
    from game.later import RecallShelf
    from game.record.run import Run
    from game.report.analysis import AnalysisReport
    from game.report.compare import RunComparison
    from game.scenario.scenario import Scenario


def home() -> Wish | None:
    """Open the home screen; return the class that the person left it for, hosted or joined, or None."""
    return _run(None)


def play(
    scenario: Scenario,
    seed: int,
    role: str | None,
    opened: Brought | None = None,
    asks: bool = False,
    colleagues: bool = False,
) -> None:
    """Begin a run; ``asks``: what it opens with is asked first. An unknown role is refused before the screen opens."""
    library = Library()
    if asks and opened is not None:
        library.roles(scenario, role)
        _run(lambda app: app.open_with(scenario, seed, role, opened, colleagues), library)
    else:
        sit(library, library.begin(scenario, seed, role, opened, colleagues))


def sit(library: Library, table: Table) -> None:
    """Play on at a table that is open."""
    _run(lambda app: app.sit(lambda: table), library)


def debrief(name: str, run: Run, full: bool = False) -> None:
    """Open the debrief of a run: in the long form, or ``full``."""
    _run(lambda app: app.show_debrief(name, run, full))


def cards(name: str, run: Run) -> None:
    """Open the ten cards of a run's talk."""
    _run(lambda app: app.show_cards(name, run))


def recall(later: RecallShelf, name: str) -> None:
    """Ask from memory about a run that was over some time ago."""
    from game.ui.solo.again import ask_again

    _run(lambda app: ask_again(app, later, name))


def compare(comparison: RunComparison) -> None:
    """Lay two runs side by side."""
    _run(lambda app: app.show_comparison(comparison))


def analysis(report: AnalysisReport) -> None:
    """Show what a scenario can do to a class."""
    from game.ui.author.analysis_screen import AnalysisScreen

    _run(lambda app: app.show(AnalysisScreen(report.title, lambda tell: report)))


def preview(path: Path) -> None:
    """Open the preview of a scenario's files."""
    from game.ui.author.preview import Preview

    _run(lambda app: app.show(Preview(path)))


def lessons() -> None:
    """Open the catalogue of lessons."""
    from game.ui.author.lessons import Lessons

    _run(lambda app: app.show(Lessons()))


def _run(opening: Opening | None, library: Library | None = None) -> Wish | None:
    """Run the program; where a screen fails, open it again where it was. Return what it was left for, if anything.

    Raises:
        SystemExit: 1, where it fails again and again; a sentence has been said then.
    """
    shelf = library or Library()
    faults = Faults(shelf.folder.parent)
    while True:
        app = WhitecellApp(shelf, _settled(opening))
        app.run()
        app.leave_table()  # a program that failed has not
        app.ahead.end()
        if app.fault is None:
            break
        if not faults.note(app.fault):
            later = f" Go on later with: {program()} resume {app.last_run}" if app.last_run else ""
            says = f"The screen fails again and again ({type(app.fault).__name__}). Nothing is lost.{later}"
            sys.stderr.write(f"{says}\nDetails for whoever mends it: {faults.path}\n")
            raise SystemExit(1)
        opening = _again(app.last_run, faults.says(app.fault), opening)
    if app.last_run:
        sys.stdout.write(f"Go on later with: {program()} resume {app.last_run}\n")
    return app.wish


def _settled(opening: Opening | None) -> Opening:
    """Open, and have the collector leave alone what is there then: looking through all of it holds up a key."""

    def opened(app: WhitecellApp) -> None:
        if opening is not None:
            opening(app)
        app.call_after_refresh(gc.freeze)

    return opened


def _again(run: str, says: str, opening: Opening | None) -> Opening:
    """Open at the run that was on the table, else as at first, and say what happened."""

    def opened(app: WhitecellApp) -> None:
        if run:
            app.resume(run)
        elif opening is not None:
            opening(app)
        app.say(says, error=True)

    return opened
