"""Two runs side by side as a document: what differs first, in the words of their debriefs; what is the same last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.faces.lesson_trail import sign, tone, when
from game.faces.model import (
    Block,
    Card,
    FaceDocument,
    Grid,
    Item,
    Items,
    Para,
    Section,
    Text,
    TextSpan,
    para,
    strong,
    text,
)
from game.faces.spoken import lower
from game.report import readings
from game.report.compare import DecisionPair, GaugePair, RunComparison
from game.rules.judge import Reading
from game.words import Language


def document(words: Language, both: RunComparison) -> FaceDocument:
    """Return the whole comparison."""
    parted = words.say("They part at “{inject}”.", inject=both.parted) if both.parted else words.say("They never part.")
    facts = (
        words.say("The first is {run}, at {clock}", run=both.names[0], clock=both.clocks[0]),
        words.say("The second is {run}, at {clock}", run=both.names[1], clock=both.clocks[1]),
        words.say(both.luck),
        *(
            words.say("{run} opened with: {said}", run=name, said=said)
            for name, said in zip(_runs(words), both.opened, strict=True)
            if said
        ),
        parted,
    )
    sections = (
        decided(words, both),
        gauges(words, both),
        lessons(words, both),
        endings(words, both),
        same(words, both),
    )
    return FaceDocument(both.title, words.code, sections, facts, text(words.say("Two runs")))


def _pair(words: Language, left: Iterable[TextSpan | str], right: Iterable[TextSpan | str]) -> Card:
    """The first and the second: beside each other where there is room."""
    first, second = (TextSpan(f"{each}  ", "aside", spoken=f"{each}: ") for each in _runs(words))
    return Card((para(first, *left), para(second, *right)), beside=True)


def _runs(words: Language) -> tuple[str, str]:
    return words.say("First"), words.say("Second")


def decided(words: Language, both: RunComparison) -> Section:
    """Return the decisions that differ."""
    title = words.say("Decisions that differ")
    cards = tuple(
        Card((_pair(words, _option(words, each, 0), _option(words, each, 1)),), text(each.title))
        for each in both.decisions
        if not each.same
    )
    none = (para(words.say("None.")),)
    return Section("decisions", title, cards or none, name=title)


def _option(words: Language, pair: DecisionPair, side: int) -> tuple[TextSpan | str, ...]:
    label = (pair.left, pair.right)[side]
    if not label:
        return (f"{words.message(pair.stood[side])}.",)
    return when(words, pair.when[side]), TextSpan("  ", spoken=", "), strong(label)


def gauges(words: Language, both: RunComparison) -> Section:
    """Return how the gauges ended."""
    title = words.say("Gauges at the end")
    first, second = _runs(words)
    heads = (words.say("Gauge"), words.say("Start"), first, second, words.say("Better"))
    differing = [each for each in both.gauges if each.left != each.right]
    rows = tuple(_gauge(words, each) for each in differing)
    alike = tuple(
        Item(text(words.say("{gauge}: {value} in both, from {start}", gauge=each.title, value=_value(each, each.left),
                            start=each.start)))
        for each in both.gauges
        if each.left == each.right
    )  # fmt: skip
    made: list[Block] = [Grid(words.say("Those that differ"), heads, rows, frozenset((1, 2, 3)))] if rows else []
    made += [para(words.say("Those that are alike"), role="label"), Items(alike)] if alike else []
    return Section("gauges", title, tuple(made), name=title)


def _value(pair: GaugePair, value: int) -> str:
    return f"{value} {pair.unit}".rstrip()


def _gauge(words: Language, pair: GaugePair) -> tuple[Text, ...]:
    better = (pair.left > pair.right) == pair.high_is_good
    ends = (text(_value(pair, pair.left)), text(_value(pair, pair.right)))
    where = words.say("in the first") if better else words.say("in the second")
    return text(pair.title), text(str(pair.start)), *ends, text(where)


def lessons(words: Language, both: RunComparison) -> Section:
    """Return the lessons that differ, with their readings."""
    title = words.say("Lessons that differ")
    rows = tuple(
        (text(each.title), _reading(words, each.left), _reading(words, each.right))
        for each in both.lessons
        if not each.same
    )
    found = Grid(words.say("What the decisions of each did"), (words.say("Lesson"), *_runs(words)), rows)
    return Section("lessons", title, (found if rows else para(words.say("None.")),), name=title)


def _reading(words: Language, of: Reading) -> Text:
    return (sign(of), TextSpan(lower(words.say(readings.words(of).title)), "", tone(of)))


def endings(words: Language, both: RunComparison) -> Section:
    """Return how each ended."""
    title = words.say("How they ended")
    unfinished = words.say("it is not finished.")
    left, right = (_told(told) or unfinished for told in both.endings)
    return Section("endings", title, (_pair(words, (left,), (right,)),), name=title)


def _told(told: Sequence[str]) -> str:
    return "; ".join(told)


def same(words: Language, both: RunComparison) -> Section:
    """Return the decisions that are the same in both."""
    title = words.say("The same in both")
    found = tuple(Item(text(f"{each.title}: ", each.left)) for each in both.decisions if each.same)
    made: Block = Items(found) if found else Para(text(words.say("No decision.")))
    return Section("same", title, (made,), name=title)
