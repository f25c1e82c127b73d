"""Two runs of one scenario laid side by side: where they parted, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

from game.errors import Said
from game.exercise import wording
from game.exercise.views.inject_state import stand, taken_for
from game.record.run import Run
from game.report.debrief import began
from game.rules import judge
from game.rules.judge import Reading
from game.scenario.catalogue import Catalogue
from game.scenario.lessons import known_lessons
from game.words import Message


class CannotCompare(Said):
    """Two runs that have nothing to lay side by side, in one sentence."""


@dataclass(frozen=True, slots=True)
class DecisionPair:
    """One inject: what each run decided, or nothing where it did not."""

    inject: str
    title: str
    left: str
    right: str
    when: tuple[str, str]
    same: bool
    stood: tuple[Message, Message]
    """Where the inject stood in each run, in words: what is said where it was not decided."""


@dataclass(frozen=True, slots=True)
class GaugePair:
    title: str
    unit: str
    start: int
    left: int
    right: int
    high_is_good: bool


@dataclass(frozen=True, slots=True)
class LessonPair:
    id: str
    title: str
    left: Reading
    right: Reading
    same: bool


@dataclass(frozen=True, slots=True)
class RunComparison:
    """Two runs of one scenario."""

    title: str
    names: tuple[str, str]
    clocks: tuple[Message, Message]
    same_seed: bool
    parted: str
    """The title of the first inject at which they differ; empty where they never do."""
    decisions: tuple[DecisionPair, ...]
    gauges: tuple[GaugePair, ...]
    lessons: tuple[LessonPair, ...]
    endings: tuple[tuple[str, ...], tuple[str, ...]]
    dice: bool = False
    """Whether any luck in them came from dice on a table: then no two of them had the same."""
    opened: tuple[str, str] = ("", "")
    """What each opened with, where that was not the same."""

    @property
    def luck(self) -> str:
        """Whether the two had the same luck, in a sentence."""
        if self.dice:
            return "Luck came from dice in one of them or both: it was not the same."
        return "The same luck in both." if self.same_seed else "The two had different luck: another seed."


def compare(left: tuple[str, Run], right: tuple[str, Run], lessons: Catalogue | None = None) -> RunComparison:
    """Return two runs side by side.

    Raises:
        CannotCompare: where they are not of the same text of the same scenario.
    """
    (name, a), (other, b) = left, right
    scenario = a.scenario
    known = known_lessons(scenario, lessons)
    if scenario.sha256 != b.scenario.sha256:
        what = "a changed text of" if scenario.id == b.scenario.id else "another scenario than"
        raise CannotCompare(f"run '{other}' is of {what} run '{name}': they cannot be laid side by side.")
    pairs = tuple(_decisions(a, b))
    judged = [judge.judge(scenario, run.state, run.happenings, taken_for(run)) for run in (a, b)]
    told = [
        tuple(scenario.endings[i].title for i in judge.endings(scenario, run.state)) if run.state.over else ()
        for run in (a, b)
    ]
    return RunComparison(
        title=scenario.title,
        names=(name, other),
        clocks=(wording.clock(scenario, a.state.day), wording.clock(scenario, b.state.day)),
        same_seed=a.seed == b.seed,
        dice="dice" in (a.luck, b.luck),
        opened=("", "") if a.brought == b.brought else (" ".join(began(a)), " ".join(began(b))),
        parted=next((pair.title for pair in pairs if not pair.same), ""),
        decisions=tuple(sorted(pairs, key=lambda pair: pair.same)),  # what differs first, each part in its order
        gauges=tuple(
            sorted(
                (
                    GaugePair(g.title, g.unit, g.start, a.state.gauges[i], b.state.gauges[i], g.high_is_good)
                    for i, g in enumerate(scenario.gauges)
                ),
                key=lambda pair: pair.left == pair.right,
            )
        ),
        lessons=tuple(
            LessonPair(
                id, known.lessons[id].title, judged[0][id].reading, judged[1][id].reading,
                judged[0][id].reading is judged[1][id].reading,
            )
            for id in known.lessons
            if id in scenario.lessons
        ),
        endings=(told[0], told[1]),
    )  # fmt: skip


def _decisions(a: Run, b: Run) -> list[DecisionPair]:
    """Every inject that either run decided, in the order of the days, the earlier of the two."""
    scenario = a.scenario
    by_inject = [{each.inject: each for each in run.decisions} for run in (a, b)]
    order: dict[str, tuple[int, int]] = {}
    for found in by_inject:
        for place, (id, decision) in enumerate(found.items()):
            order[id] = min(order.get(id, (decision.day, place)), (decision.day, place))
    pairs = []
    for id in sorted(order, key=order.__getitem__):
        inject = scenario.inject(id)
        taken = [found.get(id) for found in by_inject]
        labels = []
        for each in taken:
            index = inject.option(each.option) if each else None
            labels.append("" if index is None else inject.options[index].label)
        when = [wording.short(scenario, each.day) if each else "" for each in taken]
        stood = (stand(a, id).says, stand(b, id).says)
        same = labels[0] == labels[1]
        pairs.append(DecisionPair(id, inject.title, labels[0], labels[1], (when[0], when[1]), same, stood))
    return pairs
