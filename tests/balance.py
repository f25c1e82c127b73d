"""What the shipped scenarios do to habits: the figures behind the bars of balance, by the product's own rules.

What can be read off the files is exact. The rest is played in columns (`game.analysis.sampled.simulation`) from fixed
seeds, and told with its sample and the half-width of a 95 % interval. The bars themselves, with the sentence that each
fails by, are in `bars`; the suite asks for them with a small sample, ``python -m tests.endurance.balance`` with a
large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import sqrt

import numpy as np

from game.analysing import read
from game.analysis.mending.habits import HABITS, PlayMeasures
from game.analysis.mending.seal import COMMON, RARE, SealMark, marks_of_play
from game.scenario.check import check_files
from game.scenario.load import load, shipped
from game.scenario.scenario import Inject, Scenario
from tests.data.balance import ANSWERS, FIGURE_OF_SPEECH, GOOD, GRIM, NOT_A_HABIT

LONG = ("orvane_mission", "ridge_prt", "estrane_brussels", "halvia_cabinet")
"""The long scenarios: what is played in an afternoon."""

HARM = re.compile(
    r"\b(kill(s|ed)|dies|dead|burn(s|ed|t)|set on fire|expelled|maimed|drowned|loses an? (hand|arm|leg|foot|eye))\b",
    re.IGNORECASE,
)
"""Words of luck that kills, burns, expels or maims."""


@cache
def measured(id: str, runs: int, policy_runs: int) -> PlayMeasures:
    """Return what is measured of a shipped scenario, worked out once."""
    return PlayMeasures(load(shipped()[id]), runs, policy_runs)


def share(times: float, runs: int) -> tuple[float, float]:
    """Return a share with half of its 95 % interval."""
    value = times / runs
    return value, 1.96 * sqrt(value * (1 - value) / runs)


@cache
def _sealed(id: str) -> dict[str, SealMark]:
    """The marks of the product's seal that hang on the rules alone: where it knows the same as a bar, it is asked."""
    subject = read(str(shipped()[id])).subject
    return {mark.id: mark for mark in marks_of_play(subject, PlayMeasures(subject.scenario, 1, 1))}


def _broken(made: PlayMeasures, *ids: str) -> Iterator[str]:
    for id in ids:
        mark = _sealed(made.scenario.id)[id]
        if not mark.held:
            yield f"{mark.says}: {mark.figure}. {' '.join(mark.mend)}"


def bars(id: str, runs: int, policy_runs: int) -> Iterator[tuple[int, str]]:
    """Yield every miss of a bar in a scenario: the bar's number, and where it is missed by how much."""
    made = measured(id, runs, policy_runs)
    for number, bar in BARS.items():
        for miss in bar(made):
            yield number, miss


def dominated(made: PlayMeasures) -> Iterator[str]:
    """No option is no better than another on any expected gauge and any lesson."""
    for inject in made.decisions:
        for one in inject.options:
            for other in inject.options:
                if one is other or other.requires:
                    continue
                lessons = {*made.evidence(one), *made.evidence(other)}
                tagged = all(made.evidence(other).get(x, 0) >= made.evidence(one).get(x, 0) for x in lessons)
                if tagged and (made.moves(other) >= made.moves(one)).all():
                    yield f"{inject.id}.{one.id} is nowhere better than {other.id}"


def virtue_pays(made: PlayMeasures) -> Iterator[str]:
    """In at most 40 % of the decisions the best evidence is also the best sum of expected gauge changes."""
    yield from _broken(made, "virtue")


def spreads(made: PlayMeasures) -> Iterator[str]:
    """The options of one decision lie at most 8 points apart on the sum of expected gauge changes."""
    for inject in made.decisions:
        sums = [float(made.moves(option).sum()) for option in inject.options]
        if max(sums) - min(sums) > 8.0001:
            told = ", ".join(f"{o.id} {s:+.1f}" for o, s in zip(inject.options, sums, strict=True))
            yield f"{inject.id} {max(sums) - min(sums):.1f}: {told}"


def endings(made: PlayMeasures) -> Iterator[str]:
    """Every ending comes in 2 to 70 % of random runs."""
    for ending, told in zip(made.scenario.endings, made.random.told, strict=True):
        value, half = share(told.sum(), made.runs)
        if value + half < RARE or value - half > COMMON:
            yield f"{ending.id} {value:.1%} ±{half:.1%} of {made.runs} runs"


def contingencies(made: PlayMeasures) -> Iterator[str]:
    """Every decision that hangs on a condition comes up in 5 to 95 % of random runs."""
    for inject in made.contingent:
        if _on_openings(made.scenario, inject):
            continue
        value, half = share(made.random.came[made.scenario.inject_index[inject.id]].sum(), made.runs)
        if value + half < 0.05 or value - half > 0.95:
            yield f"{inject.id} {value:.1%} ±{half:.1%} of {made.runs} runs"


def _on_openings(scenario: Scenario, inject: Inject) -> bool:
    """Whether what brings an inject is answered before the first day: no play moves it."""
    assert inject.when
    brought = {scenario.flags[each.flag].id for each in scenario.opens_with}
    return set(inject.when.text.replace("(", " ").replace(")", " ").split()) - {"or", "and", "not"} <= brought


def branching(made: PlayMeasures) -> Iterator[str]:
    """A third of the decisions hangs on what happened; the tray holds two; success and trouble each have an answer."""
    yield from _broken(made, "contingent", "tray")
    for id in ANSWERS[made.scenario.id]:
        if id not in {inject.id for inject in made.contingent}:
            yield f"{id} does not hang on a condition"


def habits_lose(made: PlayMeasures) -> Iterator[str]:
    """Each habit loses 8 points or more against random play on a gauge that some seat cares for."""
    cared = {gauge for role in made.scenario.roles for gauge, weight in role.interests if weight}
    for name in HABITS:
        if (made.scenario.id, name) in NOT_A_HABIT:
            continue
        ends, half = made.against_random(made.habit(name))
        worst = min(cared, key=lambda gauge: ends[gauge])
        if ends[worst] - half[worst] > -8:
            gauge = made.scenario.gauges[worst].id
            yield f"{name} loses {-ends[worst]:.1f} ±{half[worst]:.1f} on {gauge} ({made.policy_runs} runs)"


def mixed_threads(made: PlayMeasures) -> Iterator[str]:
    """No habit ends in threads that all sound good, none in threads that all sound bad."""
    for name in HABITS:
        told = made.habit(name).told
        often = {e.id for e, t in zip(made.scenario.endings, told, strict=True) if t.mean() >= 0.05}
        if often <= GOOD[made.scenario.id]:
            yield f"{name} ends in good threads alone: {', '.join(sorted(often))}"
        if often <= GRIM[made.scenario.id]:
            yield f"{name} ends in bad threads alone: {', '.join(sorted(often))}"


def prices(made: PlayMeasures) -> Iterator[str]:
    """Who always serves a lesson falls below random play on some gauge, who always spends it rises on some.

    What only the tray tests comes up in no play of the timeline: its price is read off the options there.
    """
    for id in made.scenario.lessons:
        for sign, verb in ((1, "serving"), (-1, "spending")):
            price = made.price(id, sign)
            if price is None:
                continue
            ends, half = price
            in_tray = all(inject.manual for inject in made.testing(id, sign))
            how = "in the tray" if in_tray else f"({made.policy_runs} runs)"
            paid = -ends * sign
            best = int(np.argmax(paid))
            if paid[best] + half[best] < 1.2:
                gauge = made.scenario.gauges[best].id
                yield f"{verb} {id} moves {gauge} by {-sign * paid[best]:+.1f} ±{half[best]:.1f} {how}"


def off_the_bounds(made: PlayMeasures) -> Iterator[str]:
    """No gauge ends at a bound in more than 5 % of random runs."""
    for gauge, ended in zip(made.scenario.gauges, made.random.gauges, strict=True):
        value, half = share(((ended <= gauge.min) | (ended >= gauge.max)).sum(), made.runs)
        if value - half > 0.05:
            yield f"{gauge.id} {value:.1%} ±{half:.1%} of {made.runs} runs"


def asking_fails(made: PlayMeasures) -> Iterator[str]:
    """In two decisions or more the fastest option has the best evidence, and one that asks first a negative sum."""
    found = []
    for inject in made.decisions:
        tags = [sum(made.evidence(option).values()) for option in inject.options]
        fast = [tag for tag, option in zip(tags, inject.options, strict=True) if "fast" in option.style]
        asks = [tag for tag, option in zip(tags, inject.options, strict=True) if "consult" in option.style]
        if fast and asks and max(fast) == max(tags) and min(asks) < 0:
            found.append(inject.id)
    if len(found) < 2:
        yield f"{len(found)} decisions: {', '.join(found)}"


def remembered(made: PlayMeasures) -> Iterator[str]:
    """Luck that kills, burns, expels or maims sets a flag, and each flag is asked for somewhere."""
    for inject in made.scenario.injects:
        for option in inject.options:
            name = f"{made.scenario.id}.{inject.id}.{option.id}"
            for branch in option.chance:
                harm = HARM.search(branch.change.text)
                if harm and not (branch.change.set or option.change.set or name in FIGURE_OF_SPEECH):
                    yield f"{inject.id}.{option.id}: nothing remembers '{harm[0]}'"
    for finding in check_files(made.scenario.source.files):
        if finding.code == "WC303":
            yield finding.says


BARS = {
    1: dominated,
    2: virtue_pays,
    3: spreads,
    4: endings,
    5: contingencies,
    6: branching,
    7: habits_lose,
    8: mixed_threads,
    9: prices,
    10: off_the_bounds,
    11: asking_fails,
    12: remembered,
}
"""The bars by their number."""
