"""What an author should know of a scenario's analysis, each in words, with its place and a cure."""

from __future__ import annotations

from collections.abc import Iterator

from game.analysis.abstraction.objectives import Objective
from game.analysis.exact.tray_releases import tray
from game.analysis.interval import Figure
from game.analysis.result.model import Analysis, OptionResult, Ran, Reached
from game.analysis.result.phrases import only_if, unknown
from game.scenario.checks.check_context import Subject
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Option, Scenario

NEAR = 1e-9


def findings(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    """Yield everything that is to be said; only what is known exactly is said to be so."""
    yield from _injects(analysis, subject)
    yield from _options(analysis, subject)
    yield from _parts(analysis, subject)
    yield from _endings(analysis, subject)
    yield from _lessons(analysis, subject)
    yield from _gauges(analysis, subject)
    yield from _strategies(analysis, subject)


def _injects(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    for index, inject in enumerate(analysis.scenario.injects):
        path: Path = ("injects", index)
        reached = analysis.injects[inject.id]
        if reached.reachable is False:
            says = f"'{inject.id}' never comes up, {_however(analysis)}. {reached.barred}".rstrip()
            yield subject.finding("WC271", path, says, "Loosen its 'when', move its days, or take it out.", key=True)
        elif reached.only_if and not inject.manual:
            yield _released(subject, path, f"'{inject.id}' comes up", reached, key=True)
        passes = analysis.passes.get(inject.id)
        if passes is not None and passes.value > 0:
            says = f"'{inject.id}' can come up with every option closed: in {_percent(passes.value)} of random runs."
            yield subject.finding("WC278", path, says, "Leave 'requires' out of one of its options.", key=True)


def _however(analysis: Analysis) -> str:
    """Over what it is proved that something never comes to pass."""
    return "however it is played" + (" and whatever is released" if tray(analysis.scenario) else "")


def _shut(analysis: Analysis) -> str:
    """Under what a figure holds: nobody opens the tray."""
    return ", as long as nothing is released from the tray" if tray(analysis.scenario) else ""


def _released(subject: Subject, path: Path, what: str, reached: Reached, key: bool = False) -> Finding:
    says = f"{what} {only_if(reached.only_if)} from the tray."
    return subject.finding("WC324", path, says, "Nothing, where that is meant; else give people a way to it.", key=key)


def _options(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    for path, inject, option in subject.options():
        result, comes_up = analysis.options[f"{inject.id}.{option.id}"], analysis.injects[inject.id]
        if result.reached.reachable is False and comes_up.reachable:
            says = f"'{option.id}' is never open when '{inject.id}' comes up"
            says += ", whatever is released" if tray(analysis.scenario) else ""
            cure = "Loosen its 'requires', or take the option out."
            yield subject.finding("WC272", path, f"{says}. {result.reached.barred}".rstrip(), cure)
        elif result.reached.only_if and result.reached.only_if != comes_up.only_if:
            yield _released(subject, path, f"'{option.id}' is open", result.reached)
        yield from _beaten(analysis, result, subject, path, option.id)


def _beaten(analysis: Analysis, result: OptionResult, subject: Subject, path: Path, id: str) -> Iterator[Finding]:
    cure = "Give it something that the other cannot buy, or make the other dearer."
    shut = _shut(analysis)
    if result.hopeless_beside:
        says = f"the best after '{id}' is nowhere better than the worst after {_short(result.hopeless_beside)}{shut}."
        yield subject.finding("WC276", path, says, cure)
    elif result.dominated_by:
        says = f"nobody has a reason to take '{id}': {_short(result.dominated_by)} leaves as much open of every lesson "
        says += f"and every gauge, at best and at worst, and more of some{shut}."
        yield subject.finding("WC275", path, says, cure)
    elif result.outdone_by:
        says = f"at its best '{id}' leads nowhere that {_short(result.outdone_by)} does not lead as well or better"
        says += f"{shut}."
        yield subject.finding("WC321", path, says, cure)
    else:
        if result.so_far:
            says = f"on all that is exact {_short(result.so_far)} leaves as much open as '{id}', and more of some"
            says += f"{shut}; whether '{id}' is dominated is not known, because {result.why['dominated_by']}."
            yield subject.finding("WC325", path, says, "Ask for --exact, or look at what speaks for it.")
        if result.dominated_on_gauges:
            says = f"on the gauges alone '{id}' is dominated by {_short(result.dominated_on_gauges)}{shut}."
            yield subject.finding("WC322", path, says, "That may be meant: then its evidence has to be worth it.")
        if result.dominated_on_evidence:
            says = f"on the evidence alone '{id}' is dominated by {_short(result.dominated_on_evidence)}{shut}."
            yield subject.finding("WC323", path, says, "That may be meant: then the gauges have to tempt people.")


def _parts(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    cure = "Look at its condition and its days, or take it out."
    however = _however(analysis)
    for path, inject, option in subject.options():
        taken = analysis.options[f"{inject.id}.{option.id}"].reached
        if not taken.reachable:
            continue
        for kind, parts in (("chance", option.chance), ("later", option.later)):
            for number in range(len(parts)):
                reached = analysis.parts[f"{inject.id}.{option.id}.{kind}.{number}"]
                if reached.reachable is False:
                    name = "this branch is never drawn" if kind == "chance" else "this delayed effect never lands"
                    says = f"{name}, {however}. {reached.barred}".rstrip()
                    yield subject.finding("WC273", (*path, kind, number), says, cure)
                elif reached.only_if and reached.only_if != taken.only_if:
                    name = "this branch is drawn" if kind == "chance" else "this delayed effect lands"
                    yield _released(subject, (*path, kind, number), name, reached)
    for index, trend in enumerate(analysis.scenario.trends):
        reached = analysis.parts[trend.id]
        if reached.reachable is False:
            says = f"'{trend.id}' never happens, {however}. {reached.barred}".rstrip()
            yield subject.finding("WC273", ("trends", index), says, cure)
        elif reached.only_if:
            yield _released(subject, ("trends", index), f"'{trend.id}' happens", reached)


def _endings(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    for index, ending in enumerate(analysis.scenario.endings):
        reached = analysis.ending_reach[ending.id]
        outcome = analysis.endings.get(ending.id)
        path: Path = ("endings", index)
        if reached.reachable is False:
            says = f"'{ending.id}' is never told, {_however(analysis)}. {reached.barred}".rstrip()
            yield subject.finding("WC274", path, says, "Move its numbers, or give people a way to it.", key=True)
        elif reached.only_if:
            yield _released(subject, path, f"'{ending.id}' is told", reached, key=True)
        elif outcome and outcome.least.exact and outcome.least.value > 1 - NEAR:
            says = f"'{ending.id}' is told after every run, whatever is decided{_shut(analysis)}."
            cure = "Move its numbers so that decisions matter to it."
            if ending.when is None:
                cure = "Add endings with a 'when' that decisions can bring about."
            yield subject.finding("WC279", path, says, cure, key=True)


def _lessons(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    for lesson in analysis.scenario.lessons:
        outcome = analysis.lessons.get(lesson)
        injects = {
            inject.id: inject.manual
            for _, inject, option in subject.options()
            if any(evidence.lesson == lesson for evidence in option.evidence)
        }
        tested = bool(injects) and not any(injects.values())  # the tray is not part of the figures
        tested = tested and not any(_judged(subject, id) for id in injects)  # a judgement makes it, and no decision
        if outcome and tested and outcome.exact and outcome.greatest.value - outcome.least.value < NEAR:
            says = f"no decision makes a difference to '{lesson}': P - N is {outcome.least.value:+.0f} in every run"
            yield subject.finding(
                "WC280",
                ("lessons", lesson),
                f"{says}{_shut(analysis)}.",
                "Let options of one inject bear on it differently.",
                key=True,
            )


def _gauges(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    moved = {effect.gauge for cause in subject.causes for effect in cause.change.effects}
    moved -= {
        gauge for _, inject, option in subject.options() if _judged(subject, inject.id) for gauge in _moves(option)
    }
    for index, gauge in enumerate(analysis.scenario.gauges):
        outcome = analysis.gauges.get(gauge.id)
        if index in moved and outcome and outcome.exact and outcome.greatest.value - outcome.least.value < NEAR:
            says = f"no decision makes a difference to where '{gauge.id}' is expected to end: {outcome.least.value:g}"
            yield subject.finding(
                "WC281", ("gauges", gauge.id), f"{says}{_shut(analysis)}.", "Let decisions move it.", key=True
            )


def _strategies(analysis: Analysis, subject: Subject) -> Iterator[Finding]:
    """A strategy that wins everything, and a lesson that costs nothing."""
    random = {Objective("tally", id): outcome.random for id, outcome in analysis.lessons.items()}
    random |= {Objective("gauge", id): outcome.random for id, outcome in analysis.gauges.items()}
    sampled = [objective for objective, figure in random.items() if not figure.exact]
    beside = f" ({unknown(sampled)}, but it is clear of the bounds)" if sampled else ""
    end = f"{beside}{_shut(analysis)}."
    winning = []
    for ran in analysis.strategies:
        kind, _, id = ran.name.partition(":")
        better, worse = compared(analysis.scenario, ran, random, {id} if kind == "lesson" else set())
        if worse or not ran.exact:
            continue
        if kind == "lesson":
            if any(weights for weights in _weights(subject, id, judged=False)):
                says = f"'{id}' costs nothing: serving it at every turn leaves nothing else worse than chance does{end}"
                cure = "Let the options that serve it cost a gauge, or another lesson."
                yield subject.finding("WC282", ("lessons", id), says, cure, key=True)
        elif better:
            winning.append(WORDS[kind].format(id))
    if winning:
        says = f"always {winning[0]} wins everything: no gauge and no lesson ends worse than by chance{end}"
        if len(winning) > 1:
            says = f"{len(winning)} naive ways of playing win everything, with no gauge and no lesson worse than by "
            says += f"chance{end[:-1]}: always {'; '.join(winning)}."
        cure = "Make that way of playing cost something that matters."
        yield subject.finding("WC277", ("injects",), says, cure, key=True)


WORDS = {
    "gauge": "taking what helps '{}' most",
    "role": "taking what '{}' is rewarded for",
    "wait": "changing as little as possible",
    "loudest": "following whoever says most",
}


def compared(
    scenario: Scenario, ran: Ran, random: dict[Objective, Figure], own: set[str]
) -> tuple[list[Objective], list[Objective]]:
    """Which lessons and gauges end better than under random play, and which worse; without the one that is served.

    Where random play was sampled, whatever is not clear of its bounds may be worse, and counts as such.
    """
    low = {gauge.id for gauge in scenario.gauges if not gauge.high_is_good}
    better, worse = [], []
    for objective, value in ran.values.items():
        if objective.kind == "ending" or objective.id in own or objective not in random:
            continue
        less_is_better = objective.kind == "gauge" and objective.id in low
        more = random[objective].low - value if less_is_better else value - random[objective].high
        if more > NEAR:
            better.append(objective)
        elif more < -NEAR:
            worse.append(objective)
    return better, worse


def _judged(subject: Subject, inject: str) -> bool:
    """Whether somebody else judges what is written there, so that no decision takes one of its options."""
    return subject.scenario.judged(subject.scenario.inject_index[inject])


def _moves(option: Option) -> Iterator[int]:
    """The gauges that an option moves, at once, by chance or later."""
    parts = (option.change, *(branch.change for branch in option.chance), *(later.change for later in option.later))
    yield from (effect.gauge for part in parts for effect in part.effects)


def _weights(subject: Subject, lesson: str, judged: bool) -> Iterator[int]:
    """The weights on a lesson of the options that are taken by whoever plays, or of those by whoever judges."""
    for _, inject, option in subject.options():
        if _judged(subject, inject.id) != judged:
            continue
        yield from (evidence.weight for evidence in option.evidence if evidence.lesson == lesson)


def _short(options: tuple[str, ...]) -> str:
    """Options by their own ids: they belong to one inject."""
    return " or ".join(f"'{option.rpartition('.')[2]}'" for option in options)


def _percent(share: float) -> str:
    return "under 1 %" if share < 0.01 else f"{share * 100:.0f} %"
