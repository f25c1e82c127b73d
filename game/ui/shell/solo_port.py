"""What the screens of somebody alone may ask of the program that shows them: they are handed it when they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from game.ui.shell.screen_base import Shell

if TYPE_CHECKING:
    from game.exercise.run.run_session import Table
    from game.exercise.run.run_store import Library
    from game.record.run import Run
    from game.report.compare import RunComparison
    from game.scenario.scenario import Scenario
    from game.wishes import Wish
    from game.working_ahead import ValuesAhead


class SoloPort(Shell, Protocol):
    """The shelf of runs, the table, and every way from one of its screens to another."""

    library: Library
    table: Table | None
    last_run: str
    ahead: ValuesAhead
    for_a_browser: bool
    """Whether the run that is opened next is played in a browser."""

    def begin(self, scenario: Scenario, seed: int, role: str | None) -> None:
        """Begin a run."""
        ...

    def again(self, run: Run, seed: int, role: str | None) -> None:
        """Begin a run anew."""
        ...

    def resume(self, run: str) -> None:
        """Go on with a run."""
        ...

    def branch(self, run: str, inject: str) -> None:
        """Play on from a decision, as a new run."""
        ...

    def leave_table(self) -> None:
        """Let go of the run that is played."""
        ...

    def show_debrief(self, name: str, run: Run, full: bool = False) -> None:
        """Show the debrief of a run."""
        ...

    def show_comparison(self, comparison: RunComparison) -> None:
        """Show two runs side by side."""
        ...

    def leave_for(self, wish: Wish) -> None:
        """Leave for a class, hosted or joined, or for a browser."""
        ...
