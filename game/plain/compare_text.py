"""Two runs side by side, in words: what is the same in both, and what became of each where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from game.plain import words
from game.plain.words import stop
from game.report import readings
from game.report.compare import Comparison, DecisionPair, GaugePair
from game.rules.judge import Reading

_TWO = ("first", "second")


def comparison_lines(comparison: Comparison) -> list[str]:
    """Return the whole comparison."""
    first, second = comparison.names
    clocks = [words.clock(clock) for clock in comparison.clocks]
    lines = [
        f"Two runs of {stop(comparison.title)}",
        f"The first is {first}, at {stop(clocks[0])}",
        f"The second is {second}, at {stop(clocks[1])}",
        comparison.luck,
        *(f"The {each} opened with: {said}" for each, said in zip(_TWO, comparison.opened, strict=True) if said),
        f"They part at “{comparison.parted}”." if comparison.parted else "They never part.",
        "",
        "Decisions:",
    ]
    for pair in comparison.decisions:
        if pair.same:
            lines.append(f"- {pair.title}, the same in both: {stop(pair.left)}")
        else:
            lines += [f"- {pair.title}, different:", *_each(pair)]
    if not comparison.decisions:
        lines.append("None was taken in either.")
    lines += ["", "Gauges at the end:", *map(_gauge, comparison.gauges), "", "Lessons that differ:"]
    differing = [pair for pair in comparison.lessons if not pair.same]
    for lesson in differing:
        lines.append(f"- {lesson.title}: first {_read(lesson.left)}, second {_read(lesson.right)}.")
    if not differing:
        lines.append("None.")
    lines += ["", "How they ended:"]
    lines += [f"- The {name}: {_ended(told)}" for name, told in zip(_TWO, comparison.endings, strict=True)]
    return lines


def _each(pair: DecisionPair) -> list[str]:
    runs = zip(("first", "second"), pair.when, (pair.left, pair.right), pair.stood, strict=True)
    return [
        f"  The {name}, {words.when(day)}: {stop(label)}" if label else f"  The {name}: {stood}."
        for name, day, label, stood in runs
    ]


def _read(reading: Reading) -> str:
    return words.lower(readings.words(reading).title)


def _gauge(pair: GaugePair) -> str:
    start, left, right = (words.value(value, pair.unit) for value in (pair.start, pair.left, pair.right))
    if pair.left == pair.right:
        return f"- {pair.title}, from {start}: {left} in both."
    better = "first" if (pair.left > pair.right) == pair.high_is_good else "second"
    return f"- {pair.title}, from {start}: first {left}, second {right}; better in the {better}."


def _ended(told: Sequence[str]) -> str:
    return stop("; ".join(told)) if told else "it is not finished."
