"""How large an exploration would be, before it is begun: from how many different states some random runs meet.

The number of kinds in a population is at least d + f1^2 / 2 f2, where of the kinds drawn f1 were drawn once and f2
twice (Chao, Nonparametric estimation of the number of classes in a population, 1984). What is refused on it would
really not have fitted; what is not refused is still watched.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.abstraction import reachable_values
from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import Asked
from game.analysis.columns.batch import Batch
from game.analysis.columns.column_rules import Walk
from game.analysis.columns.evaluate import number_type
from game.analysis.columns.inject_codes import InjectCodes, histories
from game.analysis.exact.bit_packing import Coder, Keys, Origin
from game.analysis.exact.layers import in_order
from game.analysis.exact.residual_keys import ResidualKeys
from game.analysis.exact.size_diagnosis import SizeDiagnosis, without
from game.analysis.sampled.simulation import Runs, Simulation
from game.scenario.scenario import Scenario

HIDDEN = 7
"""An exploration has about so many times the states that are foreseen at least: rare ones are seldom met at random."""

MOMENTS = 100
"""So many decisions are looked at, the ones that most runs meet."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The rows of a batch that had one inject on the table on one day."""

    day: int
    inject: int
    batch: Batch


@dataclass(frozen=True, slots=True)
class SizeForecast:
    """What is known of an exploration that has not been made."""

    states: int
    """At least so many states, all layers together."""
    transitions: int
    """At least so many ways out of them."""
    largest: SizeDiagnosis
    """Of the largest layer."""


def moments(simulation: Simulation, size: int) -> tuple[list[Moment], Runs]:
    """Play some runs at random: the rows at each decision, and what came of them."""
    found: list[Moment] = []
    runs = simulation.batch(0, size, watch=lambda day, inject, batch: found.append(Moment(day, inject, batch)))
    return sorted(found, key=lambda moment: -moment.batch.size)[:MOMENTS], runs


def foresee(scenario: Scenario, asked: Asked, simulated: Walk, met: list[Moment], most: int) -> SizeForecast:
    """Return how large an exploration would be at least; where that is more than `most` transitions, also why."""
    live = Liveness(scenario, asked)
    own = histories(live)
    values = {gauge: reachable_values.values(scenario, gauge, scenario.gauges[gauge].start) for gauge in live.tracked}
    origin = Origin(values, frozenset(index for index, _ in live.coming.injects), number_type(scenario))
    recoded = [_recoded(one, other) for one, other in zip(simulated.histories, own, strict=True)]
    layers: dict[tuple[int, int], list[Keys]] = {}
    coders: dict[tuple[int, int], Coder] = {}
    for moment in met:
        if moment.inject not in live.injects[moment.day]:
            continue
        place = (moment.day, moment.inject)
        if place not in coders:
            coders[place] = Coder(live, own, moment.day, moment.inject, origin)
        layers.setdefault(place, []).append(coders[place].encode(_translated(moment.batch, recoded)))
    states = transitions = 0
    largest: tuple[int, tuple[int, int]] = (0, (0, 0))
    for place, parts in layers.items():
        count = kinds(np.concatenate(parts))
        fan = sum(max(1, sum(map(bool, option.weights))) for option in scenario.injects[place[1]].options)
        states += count
        transitions += count * fan
        largest = max(largest, (count, place))
    count, place = largest
    factors = _factors(np.concatenate(layers[place]), coders[place]) if transitions > most else ()
    return SizeForecast(states, transitions, SizeDiagnosis(place[1], place[0], states, count, 0, 0, factors))


def foresee_merged(scenario: Scenario, asked: Asked, simulated: Walk, met: list[Moment], most: int) -> int:
    """Return how many transitions an exploration on merged states would make at least; looks no further beyond `most`.

    Merged states cannot be told from raw ones without working out what is left of the game, so it is worked out for
    the random runs' own states.
    """
    live = Liveness(scenario, asked)
    walk = Walk(live)
    recoded = [_recoded(one, other) for one, other in zip(simulated.histories, walk.histories, strict=True)]
    transitions = 0
    for moment in sorted(met, key=lambda moment: -moment.day):  # the later, the more states
        if moment.inject in live.injects[moment.day]:
            residual = ResidualKeys(live, walk, asked, (moment.day, 0, moment.inject))
            words, _ = residual.keys(_translated(moment.batch, recoded))
            fan = sum(max(1, sum(map(bool, option.weights))) for option in scenario.injects[moment.inject].options)
            transitions += fan * kinds(words[0] if len(words) == 1 else np.stack(words, 1))
            if transitions > most:
                break
    return transitions


def kinds(keys: Keys) -> int:
    """Return how many different states there are at least, of which these were drawn."""
    order, fresh = in_order(keys)
    counts = np.diff(np.append(np.flatnonzero(fresh), len(order)))
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    return len(counts) + (once * (once - 1)) // (2 * (twice + 1))  # the form without bias, for few drawn twice


def _factors(keys: Keys, coder: Coder) -> tuple[tuple[str, int, float], ...]:
    every = kinds(keys)
    found = [(field.kind, field.index, every / kinds(without(keys, field))) for field in coder.fields]
    return tuple(sorted(found, key=lambda factor: -factor[2]))


def _recoded(one: InjectCodes, other: InjectCodes) -> np.ndarray:
    """Code of an inject as the simulation has it to code as the exploration has it."""
    codes = [0, 1]
    for code in range(2, one.size):
        option, day, turn = one.read(code)
        codes.append(other.code(option, day, min(turn, other.rounds - 1)))
    return np.array(codes, other.type)


def _translated(batch: Batch, recoded: list[np.ndarray]) -> Batch:
    found = batch.copy()
    found.h = [None if column is None else table[column] for column, table in zip(batch.h, recoded, strict=True)]
    return found
