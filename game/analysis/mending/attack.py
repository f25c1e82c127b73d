"""The attack on the seal: plays that break a scenario, each as a script that `play` takes.

The same search turned round. A habit that loses nowhere, doing nothing, always the first option, the shortest way to
each ending, and two plays that do the same and are told apart. What a play did is told by the rules of play, by
playing it; nothing here is believed because the analysis says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from game.analysis.abstraction.objectives import Objective
from game.analysis.result.findings import NEAR, compared
from game.analysis.result.model import Analysis
from game.analysis.sampled.strategies import Follow, strategies
from game.rules import chance, judge, play
from game.scenario.scenario import Change, Option, Scenario

TRIES = 200
"""Seeds of random play in which two like options are held beside each other."""

MORE_TRIES = 4_000
"""The same where the analysis says that they lead to something else."""

SEEDS = 40
"""Seeds with which the first option is always taken, to say what that loses."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A play against a scenario."""

    id: str
    says: str
    """What it does, and what came of it."""
    breaks: bool
    """Whether it shows a fault; a shortest way to an ending is none."""
    scripts: tuple[dict[str, str], ...]
    seed: int


@dataclass(frozen=True, slots=True)
class LikeOptions:
    """Two options of an inject that do the same to everything that is counted, and after which runs end differently."""

    inject: int
    one: int
    other: int
    differs: str
    """What ends differently."""
    scripts: tuple[dict[str, str], ...] = field(default=())
    seed: int = 0


@dataclass(frozen=True, slots=True)
class PlayEnd:
    """What a play ended in."""

    script: dict[str, str]
    gauges: tuple[int, ...]
    endings: tuple[str, ...]
    verdicts: dict[str, str]
    sums: dict[str, int]
    """Lesson to P - N."""


def played(scenario: Scenario, seed: int, choose: play.Chooser) -> PlayEnd:
    """Play by the rules, and return what it ended in with the script of it."""
    script: dict[str, str] = {}

    def noted(inject: int, open: tuple[int, ...]) -> int:
        option = choose(inject, open)
        script[scenario.injects[inject].id] = scenario.injects[inject].options[option].id
        return option

    step = play.playthrough(scenario, seed, noted)
    judged = judge.judge(scenario, step.state, step.happenings)
    told = tuple(scenario.endings[index].id for index in judge.endings(scenario, step.state))
    verdicts = {lesson: str(each.verdict) for lesson, each in judged.items()}
    sums = {lesson: each.served - each.spent for lesson, each in judged.items()}
    return PlayEnd(script, step.state.gauges, told, verdicts, sums)


# --- two like plays


def alike(scenario: Scenario, analysis: Analysis) -> list[LikeOptions]:
    """Return the pairs of like options after which, all else alike, runs end differently."""
    found = []
    for index, inject in enumerate(scenario.injects):
        for one in range(len(inject.options)):
            for other in range(one + 1, len(inject.options)):
                if _does(inject.options[one]) == _does(inject.options[other]):
                    pair = _apart(scenario, index, one, other, analysis)
                    found += [pair] if pair else []
    return found


def _does(option: Option) -> tuple[object, ...]:
    """What an option does to everything that is counted: gauges, at once, by chance and later, and evidence."""
    return (
        _moves(option.change),
        tuple((branch.weight, _moves(branch.change)) for branch in option.chance),
        tuple(sorted((later.after, _moves(later.change)) for later in option.later)),
        tuple(sorted((each.lesson, each.weight) for each in option.evidence)),
    )


def _moves(change: Change) -> tuple[tuple[int, int, bool], ...]:
    return tuple((effect.gauge, effect.amount, effect.outright) for effect in change.effects)


def _apart(scenario: Scenario, inject: int, one: int, other: int, analysis: Analysis) -> LikeOptions | None:
    """Hold two options beside each other in random plays, the same luck and the same decisions else."""
    told = _in_store(scenario, inject, one, other, analysis)
    released = scenario.injects[inject].manual
    for seed in range(0 if released else MORE_TRIES if told else TRIES):
        ends = [
            played(scenario, seed, _beside(scenario, seed, inject, (one, other), option)) for option in (one, other)
        ]
        differs = _differs(*ends)
        if differs:
            return LikeOptions(inject, one, other, differs, (ends[0].script, ends[1].script), seed)
    return LikeOptions(inject, one, other, told) if told else None


def _beside(scenario: Scenario, seed: int, inject: int, pair: tuple[int, int], option: int) -> play.Chooser:
    """Play at random, and take one of two options where both are open."""

    def choose(at: int, open: tuple[int, ...]) -> int:
        if at == inject and set(pair) <= set(open):
            return option
        return chance.pick(seed, scenario.injects[at].id, open)

    return choose


def _in_store(scenario: Scenario, inject: int, one: int, other: int, analysis: Analysis) -> str:
    """What the analysis knows to be in store after one and not after the other; nothing where it knows of nothing."""
    made = scenario.injects[inject]
    decision = analysis.decisions.get(made.id)
    stores = [decision.options.get(made.options[option].id) if decision else None for option in (one, other)]
    if not stores[0] or not stores[1] or made.options[one].requires or made.options[other].requires:
        return ""  # where they are open at different times, means over those say nothing
    for objective, store in stores[0].stores.items():
        beside = stores[1].stores.get(objective)
        if beside and objective.kind != "gauge" and not objective.id.startswith("family:"):
            parts = zip((store.least, store.greatest, store.random), (beside.least, beside.greatest, beside.random),
                        strict=True)  # fmt: skip
            if any(abs(a - b) > NEAR for a, b in parts):
                return f"{'ending' if objective.kind == 'ending' else 'lesson'} '{objective.id}'"
    return ""


def _differs(one: PlayEnd, other: PlayEnd) -> str:
    endings = set(one.endings) ^ set(other.endings)
    if endings:
        return f"ending {', '.join(f'{chr(39)}{id}{chr(39)}' for id in sorted(endings))}"
    lessons = [id for id in one.verdicts if one.verdicts[id] != other.verdicts[id]]
    return f"verdict on {', '.join(f'{chr(39)}{id}{chr(39)}' for id in lessons)}" if lessons else ""


# --- habits and shortest ways


def attacks(scenario: Scenario, analysis: Analysis) -> Iterator[Attack]:
    """Yield the plays, those that break something first as they come."""
    yield from _habits(scenario, analysis)
    for ending in scenario.endings:
        way = analysis.ending_reach[ending.id].way
        if way is not None and not way.releases and way.seed is not None:
            many = "no decision" if not way.script else f"{len(way.script)} decisions" if len(way.script) > 1 else "one"
            says = f"The shortest way to '{ending.id}' takes {many}."
            yield Attack(f"ending:{ending.id}", says, False, (dict(way.script),), way.seed)
    for pair in alike(scenario, analysis):
        inject = scenario.injects[pair.inject]
        one, other = inject.options[pair.one].id, inject.options[pair.other].id
        says = f"At '{inject.id}' '{one}' and '{other}' do the same, and runs end differently: {pair.differs}."
        if pair.scripts:
            yield Attack(f"alike:{inject.id}", says, True, pair.scripts, pair.seed)


def _habits(scenario: Scenario, analysis: Analysis) -> Iterator[Attack]:
    """Best at everything, nothing done, always the first option: what each loses beside random play."""
    known = {ran.name: ran for ran in analysis.strategies}
    random = {Objective("tally", id): outcome.random for id, outcome in analysis.lessons.items()}
    random |= {Objective("gauge", id): outcome.random for id, outcome in analysis.gauges.items()}
    least: tuple[int, str, play.Chooser, list[str]] | None = None
    for strategy in strategies(scenario):
        if strategy.name not in known:
            continue  # it was stopped before that one was tried
        ranks = Follow.of(scenario, strategy).ranks

        def choose(inject: int, open: tuple[int, ...], ranks: tuple[tuple[int, ...], ...] = ranks) -> int:
            return next(option for option in ranks[inject] if option in open)

        own = {strategy.id} if strategy.kind == "lesson" else set()
        better, losing = compared(scenario, known[strategy.name], random, own)
        worse = [objective.id for objective in losing]
        if strategy.kind == "wait":
            yield _habit(scenario, "nothing_done", "Changing as little as possible", choose, worse, bool(better))
        if better and (least is None or len(worse) < least[0]):
            least = len(worse), strategy.name, choose, worse
    worse = _worse(scenario, analysis, _first)
    yield _habit(scenario, "always_first", "Always the first open option", _first, worse, True)
    if least is not None:
        _, name, best, worse = least
        yield _habit(scenario, "best_at_everything", f"The habit that loses least ({name})", best, worse, True)


def _first(_: int, open: tuple[int, ...]) -> int:
    return open[0]


def _habit(scenario: Scenario, id: str, what: str, choose: play.Chooser, worse: list[str], gains: bool) -> Attack:
    ended = played(scenario, 0, choose)
    lost = f"loses on {_few(worse)}" if worse else "loses nowhere against random play"
    ends = f" With seed 0 it ends in {_few(ended.endings)}." if ended.endings else ""
    return Attack(id, f"{what} {lost}.{ends}", gains and not worse, (ended.script,), 0)


def _worse(scenario: Scenario, analysis: Analysis, choose: play.Chooser) -> list[str]:
    """The lessons and gauges that end worse than under random play, in the mean of some seeds."""
    ends = [played(scenario, seed, choose) for seed in range(SEEDS)]
    found = []
    for index, gauge in enumerate(scenario.gauges):
        value = sum(each.gauges[index] for each in ends) / SEEDS
        random = analysis.gauges[gauge.id].random
        if (random.low - value if gauge.high_is_good else value - random.high) > NEAR:
            found.append(gauge.id)
    for lesson in scenario.lessons:
        value = sum(each.sums[lesson] for each in ends) / SEEDS
        if analysis.lessons[lesson].random.low - value > NEAR:
            found.append(lesson)
    return found


def _few(ids: Iterable[str]) -> str:
    names = [f"'{id}'" for id in ids]
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return ", ".join([*names[:SHOWN], *more])


SHOWN = 4
"""So many lessons and gauges are named."""
