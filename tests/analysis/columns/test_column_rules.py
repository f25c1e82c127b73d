"""The rules on columns against the rules one by one: the same decision in the same state leads to the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import LaterId, everything
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_decisions import decide
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.evaluate import number_type
from game.analysis.columns.inject_codes import codes_of
from game.analysis.columns.visitor import Segment
from game.rules import play
from game.rules.state import NOT_PLAYED, Decided, State
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.result.test_review import on
from tests.analysis.worlds import World

SHAPES, STATES = 50, 200
"""So many scenarios, and so many random states in each: 10,000."""


def states(made: Scenario, luck: random.Random, count: int) -> list[State]:
    """States with a decision on the table: how they came about is a run's, gauges and flags are anything."""
    found: list[State] = []
    for _attempt in range(4 * count):
        step = on(made, play.begin(made))
        for _ in range(luck.randrange(len(made.injects))):
            if step.state.over:
                break
            option = luck.choice(play.open_options(made, step.state))
            step = on(made, play.decide(made, luck.randrange(1 << 30), step.state, step.state.on_table or 0, option))
        if not step.state.over:
            gauges = tuple(luck.randint(low, high) for low, high in made.bounds)
            flags = tuple(luck.randrange(2) for _ in made.flags)
            state = replace(step.state, gauges=gauges, flags=flags)
            stopped = any(play.holds(state, ending.when) for _, ending in made.stops)
            if not stopped and play.open_options(made, state):
                found.append(state)
        if len(found) == count:
            break
    return found


@dataclass
class Came:
    """What became of one row."""

    on_table: int | None
    day: int | None
    stopped: bool
    batch: Batch
    row: int


class Watched:
    """Keeps where each row went."""

    def __init__(self) -> None:
        self.came: dict[int, Came] = {}

    def _went(self, batch: Batch, on_table: int | None, day: int | None, stopped: bool) -> None:
        places = np.arange(batch.size) if batch.place is None else batch.place
        for row, place in enumerate(places):
            self.came[int(place)] = Came(on_table, day, stopped, batch, row)

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> None:
        self._went(batch, inject, day, False)

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        self._went(batch, None, day if stopped else None, stopped)

    def read(self, day: int, inject: int, batch: Batch) -> None:
        pass

    def passed(self, day: int, inject: int, batch: Batch) -> None:
        pass

    def trend(self, day: int, trend: int, batch: Batch, where: np.ndarray | None) -> None:
        pass

    def landed(self, day: int, later: LaterId, batch: Batch, due: np.ndarray, lands: np.ndarray) -> None:
        pass

    def stood(self, first: int, last: int, batch: Batch) -> None:
        pass


def laid(walk: Walk, made: Scenario, rows: list[State]) -> Batch:
    """States as columns."""
    batch = Batch.blank(made, len(rows))
    for gauge in range(len(made.gauges)):
        batch.g[gauge] = np.array([state.gauges[gauge] for state in rows], number_type(made))
    for flag in range(len(made.flags)):
        batch.f[flag] = np.array([state.flags[flag] for state in rows], np.uint8)
    codes = [codes_of(state, walk.histories) for state in rows]
    for index, history in enumerate(walk.histories):
        batch.h[index] = np.array([row[index] for row in codes], history.type)
    return batch


def together(found: list[State]) -> Iterator[tuple[int, int, int, list[State]]]:
    """States with the same inject on the table on the same day, after as many decisions."""
    groups: dict[tuple[int, int, int], list[State]] = {}
    for state in found:
        turn = sum(played >= 0 for played in state.played)
        groups.setdefault((state.on_table or 0, state.day, turn), []).append(state)
    yield from ((*key, rows) for key, rows in groups.items())


@pytest.mark.parametrize("number", range(SHAPES))
def test_a_decision_leads_to_the_same_in_columns_and_one_by_one(number: int) -> None:
    luck = random.Random(number)
    for again in range(20):  # some scenarios are over before anything is decided
        made = kit.compiled(World(5_000 + 20 * number + again, injects=5, days=9, wild=0.7).draft())
        found = states(made, luck, STATES)
        if len(found) == STATES:
            break
    assert len(found) == STATES
    decisions_agree(made, luck, found)


@pytest.mark.parametrize("number", range(2))
def test_openings_and_written_answers_change_nothing_in_columns(number: int) -> None:
    """The long form: tests.endurance.whole_format."""
    made = kit.compiled(World(20_000 + number, injects=5, days=9, wild=0.7, added=True).draft())
    luck = random.Random(number)
    decisions_agree(made, luck, states(made, luck, STATES))


def decisions_agree(made: Scenario, luck: random.Random, found: list[State]) -> None:
    """Take a decision in each of these states, at once and one by one, and fail where the two differ."""
    walk = Walk(Liveness(made, everything(made)))
    for inject, day, turn, rows in together(found):
        batch = laid(walk, made, rows)
        open = walk.open(inject, batch, day)
        assert [tuple(np.flatnonzero(each)) for each in open] == [play.open_options(made, state) for state in rows]
        options = [luck.choice(play.open_options(made, state)) for state in rows]
        taken = np.zeros_like(open)
        taken[np.arange(len(rows)), options] = True
        watched, segments = Watched(), list[Segment]()
        decide(walk, inject, batch, day, turn, taken, watched, segments)
        for row, (state, option) in enumerate(zip(rows, options, strict=True)):
            seed = luck.randrange(1 << 30)
            one = on(made, (first := play.decide(made, seed, state, inject, option)))
            event = next(each for each in first.happenings if isinstance(each, Decided))
            place = place_of(segments, row, option, event.chance)
            same(made, walk, one.state, watched.came[place])


def place_of(segments: list[Segment], row: int, option: int, branch: int | None) -> int:
    """Where a row of the decision stands in the joined batch."""
    for segment in segments:
        rows = range(segment.size) if segment.rows is None else segment.rows.tolist()
        if segment.option == option and segment.branch == branch and row in rows:
            return segment.start + list(rows).index(row)
    raise AssertionError("the row went nowhere")


def same(made: Scenario, walk: Walk, state: State, came: Came) -> None:
    """Whether a state and a row of columns are the same, as far as the columns know."""
    assert came.on_table == state.on_table
    assert came.stopped == (state.stopped is not None)
    if state.on_table is not None or came.stopped:
        assert came.day == state.day
    for gauge, column in enumerate(came.batch.g):
        assert column is not None
        assert column[came.row] == state.gauges[gauge]
    if state.over:
        return
    for flag, column in enumerate(came.batch.f):
        assert column is None or column[came.row] == state.flags[flag]
    for index, column in enumerate(came.batch.h):
        played = NOT_PLAYED if column is None else walk.histories[index].options[column[came.row]]
        assert column is None or played == state.played[index]
    for pending in state.pending:
        later = (pending.inject, pending.option, pending.later)
        column = came.batch.h[pending.inject]
        if pending.due in walk.live.later_days.get(later, ()):
            assert column is not None
            _, day, _ = walk.histories[pending.inject].read(int(column[came.row]))
            assert day + walk.live.later(later).after == pending.due
