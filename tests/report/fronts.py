"""First pages of random runs, and what holds for every one of them."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace

from game.exercise.run.run_store import ALONE
from game.faces import front_page
from game.faces.lines import report
from game.faces.model import Para, Section, plain
from game.record.events import How
from game.record.run import Decision, Run
from game.report.as_json import plain as as_data
from game.report.debrief import debrief
from game.report.model import Debrief, Opened
from game.report.reach import DecisionReach, Reach
from game.rules.play import playthrough
from game.rules.policy import Policy, chooser
from game.rules.state import Decided
from game.scenario.catalogue import catalogue
from game.scenario.scenario import Scenario
from game.words import ENGLISH

FORBIDDEN = ("should", "best", "wrong", "missed", "failed to", "lost", "only")
"""Words that a first page says of nobody: they stand in quotations, titles and labels alone."""

HOW = (How.LEADER, How.VOTE, How.FACILITATOR, How.TIMER)


def random_run(scenario: Scenario, seed: int) -> Run:
    """A run by random choices: alone, or at a table of seats with decisions of every kind, some papers opened."""
    drawn = random.Random(seed)
    alone = seed % 3 != 0
    roles = [role.id for role in scenario.roles]
    seats = {ALONE: roles} if alone else {f"s{at}": roles[at::3] for at in range(3)}
    step = playthrough(scenario, seed, chooser(scenario, seed, Policy.RANDOM))
    decided = [event for event in step.happenings if isinstance(event, Decided)]
    decisions = tuple(
        Decision(
            (inject := scenario.injects[event.inject]).id, inject.options[event.option].id, event.day,
            next(iter(seats)), How.ALONE if alone else drawn.choice(HOW), "", at,
        )
        for at, event in enumerate(decided)
    )  # fmt: skip
    share = drawn.choice((0, 0.5, 1))
    opened = {
        (seat, inject.id, number)
        for inject in scenario.injects
        for number in range(len(inject.documents))
        for seat in seats
        if drawn.random() < share
    }
    shared = {
        (inject.id, role): "s0" for inject in scenario.injects for role, _ in inject.private if drawn.random() < share
    }
    return Run(
        scenario, seed, {seat: {"name": seat, "roles": held} for seat, held in seats.items()}, step.state,
        step.happenings, "", decisions=decisions, opened=frozenset(opened), shared=shared,
        brought={scenario.flags[each.flag].id: each.default for each in scenario.opens_with},
    )  # fmt: skip


def made_up(run: Run) -> Opened:
    """Reach drawn at random: every block of the page is there, as long as it can be."""
    drawn = random.Random(run.seed)
    found = []
    for event in run.happenings:
        if isinstance(event, Decided):
            reaches = []
            for index, gauge in enumerate(run.scenario.gauges):
                options = {each: drawn.uniform(gauge.min, gauge.max) for each in event.open}
                best = (max if gauge.high_is_good else min)(options.values())
                reaches.append(Reach(index, best, options, drawn.uniform(gauge.min, gauge.max)))
            found.append(DecisionReach(event.inject, event.option, tuple(reaches)))
    return Opened(weighed=tuple(found))


def looked(run: Run, opened: Opened) -> Debrief:
    """The debrief of a run."""
    return debrief(run, "a-run", opened=opened)


def untrue(made: Debrief, scenario: Scenario) -> Iterator[str]:
    """Yield what does not hold for a first page: its length, its words, its numbers, its quotations."""
    assert made.front
    shown = front_page.section(ENGLISH, made)
    said = "\n".join(plain(block.text) for block in shown.blocks if isinstance(block, Para))
    told = [line for line in report(ENGLISH, replace(front_page.document(ENGLISH, made), foot=())) if line]
    chart = len(chart_of(shown).split())
    length = len(" ".join(told[2:]).split()) - chart
    if max(length, front_page.count(shown)) > front_page.WORDS:
        yield f"{length} words"
    bare = without_quotations(said)
    titles = [scenario.title, *(each.title for each in (*scenario.gauges, *scenario.endings, *scenario.roles))]
    for title in sorted(titles, key=len, reverse=True):
        bare = bare.replace(title, "")
    for each in made.front.endings:
        bare = bare.replace(front_page.cut(each, 11), "")
    for word in FORBIDDEN:
        if re.search(rf"\b{word}\b", bare, re.IGNORECASE):
            yield f"says '{word}': {bare}"
    known = set(re.findall(r"\d+", json.dumps(as_data(made.front)))) | {str(len(made.front.endings) - 2)}
    known |= {str(len(made.front.parted.during))} if made.front.parted else set()
    for number in re.findall(r"\d+", bare):
        if number not in known:
            yield f"{number} is not in the JSON: {bare}"
    written = everything(scenario)
    for quoted in quotations(said):
        words = " ".join(quoted.removesuffix("…").split())
        if words not in written and words != "When …, I will":
            yield f"nobody wrote “{quoted}”"


def chart_of(shown: Section) -> str:
    """What is said of the chart."""
    return " ".join(block.says for block in shown.blocks if hasattr(block, "says"))


def without_quotations(said: str) -> str:
    """A text without what stands in quotation marks, also one in another."""
    while "“" in said:
        said, before = re.sub(r"“[^“”]*”", "", said), said
        if said == before:
            break
    return said


def quotations(said: str) -> list[str]:
    """What stands in the outer quotation marks."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(said):
        if sign == "“":
            start = at + 1 if not depth else start
            depth += 1
        elif sign == "”" and depth:
            depth -= 1
            if not depth:
                found.append(said[start:at])
    return found


_WRITTEN: dict[str, str] = {}


def everything(scenario: Scenario) -> str:
    """Every text of a scenario and of the catalogue, one line each."""
    if scenario.sha256 not in _WRITTEN:
        texts: list[str] = []
        for inject in scenario.injects:
            texts += [inject.title, *(text for _, text in inject.private)]
            for paper in inject.documents:
                texts += [paper.title, paper.text, paper.line]
            for option in inject.options:
                texts += [option.label, *(each.because for each in option.evidence)]
                texts += [each.change.text for each in option.chance]
        texts += [each.title for each in scenario.own_lessons.values()]
        for lesson in catalogue().lessons.values():
            texts += [lesson.title, lesson.probe]
        _WRITTEN[scenario.sha256] = "\n".join(" ".join(text.split()) for text in texts)
    return _WRITTEN[scenario.sha256]
