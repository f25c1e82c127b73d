"""Play as pure functions: a state and a decision in, a new state and what happened out.

`advance` walks the days until someone has to act; `decide` and `acknowledge` act. Neither
changes its arguments. Same scenario, same seed, same decisions: the same run (rule 7).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from game.errors import Said
from game.rules.board import Board
from game.rules.state import NOT_PLAYED, Happening, State, before_the_first_day
from game.scenario.scenario import Condition, Effect, Scenario


class RuleError(Said):
    """A move that the rules do not allow, in one sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a move led to: the new state, and what happened on the way, in order."""

    state: State
    happenings: tuple[Happening, ...] = ()


def begin(scenario: Scenario, opened: Collection[int] | None = None) -> Step:
    """Return the state at which someone first has to act, from the start of the clock.

    ``opened`` are the flags that the run brings along (see `before_the_first_day`).
    """
    return advance(scenario, before_the_first_day(scenario, opened))


def advance(scenario: Scenario, state: State) -> Step:
    """Walk the days until an inject is on the table or the game is over (rule 2)."""
    board = Board(scenario, state)
    board.walk()
    return Step(board.state(), tuple(board.happenings))


def decide(scenario: Scenario, seed: int, state: State, inject: int, option: int, drawn: int | None = None) -> Step:
    """Take an option of the inject on the table, and walk on to the next (rule 3).

    ``drawn`` is the number of the branch, in file order, where luck came from dice on a table; else the seed draws.

    Raises:
        RuleError: where this inject is not on the table, has no such option, the option is closed, or it has no such
            branch.
    """
    title = _on_table(scenario, state, inject)
    options = scenario.injects[inject].options
    if not 0 <= option < len(options):
        raise RuleError(f"'{title}' has no such option.")
    if option not in open_options(scenario, state):
        raise RuleError(f"'{options[option].id}' is closed in '{title}'.")
    weights = options[option].weights
    if drawn is not None and not (0 <= drawn < len(weights) and weights[drawn]):
        raise RuleError(f"'{options[option].id}' in '{title}' has no branch {drawn} that luck could take.")
    board = Board(scenario, state)
    board.decide(seed, option, drawn)
    board.walk()
    return Step(board.state(), tuple(board.happenings))


def acknowledge(scenario: Scenario, state: State, inject: int) -> Step:
    """Lay an inject without options aside as read, and walk on (rule 2c).

    Raises:
        RuleError: where this inject is not on the table, or wants a decision.
    """
    title = _on_table(scenario, state, inject)
    if scenario.injects[inject].options:
        raise RuleError(f"'{title}' wants a decision.")
    board = Board(scenario, state)
    board.acknowledge()
    board.walk()
    return Step(board.state(), tuple(board.happenings))


def adjust(scenario: Scenario, state: State, effects: tuple[Effect, ...]) -> Step:
    """Change gauges by the facilitator's hand; the stops are tested once afterwards (rule 5).

    Raises:
        RuleError: where the run is over.
    """
    if state.over:
        raise RuleError("this run is over.")
    board = Board(scenario, state)
    board.adjust(effects)
    board.walk()
    return Step(board.state(), tuple(board.happenings))


def release(scenario: Scenario, state: State, inject: int, place: int | None = None) -> Step:
    """Let an inject of the tray come up; it does so where its days and its `when` allow (rule 2c).

    ``place`` is its place in the queue, from 0: it comes up before all that is due and not queued. Without one it comes
    up where the file's order puts it.

    Raises:
        RuleError: where the run is over, or the inject was released or played before.
    """
    board = _from_tray(scenario, state, inject)
    board.release(inject, place)
    board.walk()
    return Step(board.state(), tuple(board.happenings))


def interrupt(scenario: Scenario, state: State, inject: int) -> Step:
    """Let an inject of the tray come up at once, before what is on the table; that comes up again behind it.

    Raises:
        RuleError: where the run is over, the inject was released or played before, nothing is on the table, or its days
            or its `when` do not allow it now.
    """
    board = _from_tray(scenario, state, inject)
    if state.on_table is None or not may_interrupt(scenario, state, inject):
        raise RuleError(f"'{scenario.injects[inject].id}' cannot come up now.")
    board.give_way()
    board.release(inject, 0)
    board.walk()
    return Step(board.state(), tuple(board.happenings))


def may_interrupt(scenario: Scenario, state: State, inject: int) -> bool:
    """Return whether an inject of the tray can come up at once: something is on the table, and its days and its
    `when` allow it now."""
    found = scenario.injects[inject]
    if state.over or state.on_table is None or inject in state.released or state.played[inject] != NOT_PLAYED:
        return False
    return found.manual and found.first <= state.day <= found.last and holds(state, found.when)


def _from_tray(scenario: Scenario, state: State, inject: int) -> Board:
    """A board for what is done with an inject that lies in the tray."""
    if state.over:
        raise RuleError("this run is over.")
    if not scenario.injects[inject].manual or inject in state.released or state.played[inject] != NOT_PLAYED:
        raise RuleError(f"'{scenario.injects[inject].id}' is not in the tray.")
    return Board(scenario, state)


def withdraw(scenario: Scenario, state: State, inject: int) -> Step:
    """Take an inject of the tray that was released out again, before it comes up.

    Raises:
        RuleError: where the run is over, or the inject was not released, is on the table or was played.
    """
    if state.over:
        raise RuleError("this run is over.")
    if inject not in state.released or inject == state.on_table or state.played[inject] != NOT_PLAYED:
        raise RuleError(f"'{scenario.injects[inject].id}' waits no more to come up.")
    board = Board(scenario, state)
    board.withdraw(inject)
    return Step(board.state(), tuple(board.happenings))


def open_options(scenario: Scenario, state: State) -> tuple[int, ...]:
    """Return the open options of the inject on the table, in file order."""
    return Board(scenario, state).open_options(state.on_table) if state.on_table is not None else ()


def holds(state: State, condition: Condition | None) -> bool:
    """Return whether a compiled condition holds in a state; None always does."""
    return condition is None or bool(condition.holds(state.gauges, state.flags, state.played, state.day))


def _on_table(scenario: Scenario, state: State, inject: int) -> str:
    """The id of the inject, which must be on the table."""
    id = scenario.injects[inject].id
    if state.over:
        raise RuleError("this run is over.")
    if state.on_table != inject:
        raise RuleError(f"'{id}' is not on the table.")
    return id


Chooser = Callable[[int, tuple[int, ...]], int]
"""Takes an inject and its open options, returns the one to take."""


def playthrough(
    scenario: Scenario,
    seed: int,
    choose: Chooser,
    opened: Collection[int] | None = None,
    draws: Mapping[int, int] | None = None,
) -> Step:
    """Play a whole run without a stop for people: every decision is asked of ``choose``.

    The same rules on one board throughout, without a frozen state at each step. ``opened`` are the flags that the run
    brings along; ``draws`` maps an inject to the branch that dice gave there.
    """
    board = Board(scenario, before_the_first_day(scenario, opened))
    given = draws or {}
    injects = scenario.injects
    board.walk()
    while board.on_table is not None:
        if injects[board.on_table].options:
            board.decide(seed, choose(board.on_table, board.open or ()), given.get(board.on_table))
        else:
            board.acknowledge()
        board.walk()
    return Step(board.state(), tuple(board.happenings))
