"""An analysis as a document for authors: findings first, then the whole in tables and drawings, then every inject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from game.called import program
from game.faces.model import (
    Bands,
    Block,
    Card,
    FaceDocument,
    Flow,
    FlowStep,
    Grid,
    Item,
    Items,
    Section,
    Text,
    TextSpan,
    Tone,
    aside,
    para,
    strong,
    text,
)
from game.report import analysis_intros as intros
from game.scenario.text import parted
from game.words import MINUS, Language

if TYPE_CHECKING:  # the report brings numpy, which plain play does without
    from game.report.analysis import (
        AnalysedInject,
        AnalysisReport,
        BandPart,
        FindingLine,
        Heat,
        OptionLine,
        ValueLine,
    )

STRONGLY, TELLING = 0.5, 0.12
"""Shares of the greatest difference above which an option moves something much, and at all."""


def document(words: Language, report: AnalysisReport) -> FaceDocument:
    """Return the whole report."""
    ending, lesson, gauge = words.say("Ending"), words.say("Lesson"), words.say("Gauge")
    there, readings, begun = words.say("way there"), words.say("readings at random"), words.say("start")
    bands: tuple[Block, ...] = tuple(_band(words, each) for each in report.bands)
    if bands:
        bands = (para(intros.BANDS, role="note"), *bands)
    sections = (
        _findings(words, report),
        _section("reading", words.say("How to read the numbers"), *map(para, report.reading)),
        _section("endings", words.say("Endings"), *_values(words, report.endings, intros.ENDINGS, ending, there)),
        _section("lessons", words.say("Lessons"), *_values(words, report.lessons, intros.LESSONS, lesson, readings)),
        _section(
            "gauges", words.say("Gauges"), *_values(words, report.gauges, intros.GAUGES, gauge, begun),
            *bands,
        ),
        _map(words, report),
        _course(words, report.decisions),
        _strategies(words, report),
        *_teaching(words, report),
        _section(
            "questions", words.say("How it was worked out"), para(intros.QUESTIONS),
            Items(tuple(Item(text(strong(f"{name}: "), said)) for name, said in report.questions)),
        ),
        _injects(words, report),
    )  # fmt: skip
    says = words.say("It says what a scenario can do, not what a class should do.")
    made_by = words.say("Made by {program} analyse.", program=program())
    kind = text(words.say("Analysis"))
    return FaceDocument(report.title, words.code, sections, report.summary, kind, (made_by, says))


def _section(id: str, title: str, *blocks: Block) -> Section:
    return Section(id, title, blocks, name=title)


def _findings(words: Language, report: AnalysisReport) -> Section:
    """What is to be mended; where something was not tested it never says that there is nothing."""
    made: list[Block] = [_finding(words, each) for each in report.findings]
    if made:
        made = [*(para(said, role="lead") for said in report.mending), *made]
    else:
        made.append(para(intros.NOTHING_TESTED if report.untested else intros.NOTHING, role="lead"))
    if report.untested:
        made.append(para(intros.UNTESTED, role="warn"))
        made.append(Items(tuple(Item(text(said)) for said in report.untested)))
    name = words.say("Findings: {n}", n=len(report.findings))
    return Section("findings", words.say("What to mend"), tuple(made), name=name)


def _finding(words: Language, finding: FindingLine) -> Card:
    says = para(strong(finding.says), f" {finding.cure}" if finding.cure else "")
    why = words.say("Why it matters: {why}", why=finding.why)
    tone: Tone = "warn" if finding.level == "warning" else "flat"
    head = text(aside(f"{finding.place}: "), TextSpan(f"{finding.level} {finding.code}:", "", tone))
    proved = (para(strong(words.say("Proved: ")), finding.proved),) if finding.proved else ()
    return Card((says, *proved, *((para(why, role="note"),) if finding.why else ())), head, tone)


def _values(words: Language, rows: Sequence[ValueLine], intro: str, what: str, note: str) -> Iterator[Block]:
    """Endings, lessons or gauges with the random, the least and the greatest of each."""
    yield para(intro, role="note")
    if not rows:
        yield para(words.say("There are none."))
        return
    heads = (what, words.say("at random"), words.say("at least"), words.say("at most"), note)
    cells = ((each.title, each.random, each.least, each.greatest, f"{each.note} {each.way}".strip()) for each in rows)
    yield Grid("", heads, tuple(tuple(map(text, row)) for row in cells))


def _band(words: Language, part: BandPart) -> Bands:
    _, nine, half, middle, half_to, nine_to = part.days[-1]
    says = words.say(
        "It begins at {start}. On the last day half of all random runs lie between {half} and {half_to}, "
        "nine in ten between {nine} and {nine_to}, the middle one at {middle}.",
        start=part.start, half=half, half_to=half_to, nine=nine, nine_to=nine_to, middle=middle,
    )  # fmt: skip
    title = f"{part.title} ({part.note})" if part.note else part.title
    labels = (words.say("19 in 20"), words.say("middle"), words.say("1 in 20"))
    return Bands(f"band-{parted(part.id)}", title, says, part.start, part.low, part.high, part.days, labels, part.ticks)


def _map(words: Language, report: AnalysisReport) -> Section:
    """Options against what they move."""
    title = words.say("Options and what they move")
    heads = (words.say("Option"), words.say("open"), words.say("taken"), *report.about)
    rows: list[tuple[Text, ...]] = []
    for part in report.decisions:
        if part.options:
            came = words.say("({when}; comes up: {chance})", when=part.when, chance=part.chance)
            rows.append((text(part.title, aside(f" {came}"), f" {part.note}" if part.note else ""),))
        for option in part.options:
            marks = tuple(TextSpan(f" · {mark}", "", "warn") for mark in option.marks)
            cells = (_cell(heat) for heat in option.heats)
            rows.append((text(option.label, *marks), text(option.open), text(option.taken), *cells))
    signs = text(
        TextSpan("++", "", "good"), aside(words.say(" much, ")), TextSpan("+", "", "good"),
        aside(words.say(" some, for the better; ")), TextSpan(MINUS * 2, "", "bad"), aside(words.say(" and ")),
        TextSpan(MINUS, "", "bad"), aside(words.say(" for the worse; · little or nothing.")),
    )  # fmt: skip
    colours = words.say(
        "The stronger the colour, the more it is for this scenario; green is the good direction, red the bad."
    )
    grid = Grid(colours, heads, tuple(rows), frozenset((1, 2)), signs=signs, filled=True)
    return Section("map", title, (para(intros.HEAT, role="note"), grid), name=title, overview=True)


def _cell(heat: Heat) -> Text:
    return (TextSpan(heat.text, "strong" if abs(heat.share) > STRONGLY else "", _tone(heat)),)


def _tone(heat: Heat) -> Tone:
    return "" if abs(heat.share) <= TELLING else "good" if heat.share > 0 else "bad"


def _course(words: Language, decisions: Sequence[AnalysedInject]) -> Section:
    """How often each inject comes up at random, and what comes after it."""
    title = words.say("What follows what")
    steps = tuple(FlowStep(each.title, _comes(words, each), each.chance, each.leads) for each in decisions)
    says = words.say(
        "Each box is an inject, with how often it comes up at random; each arrow says how often which one follows."
    )
    drawing = Flow(
        "course-drawing", words.say("What follows what under random play"), says, steps, words.say("The end")
    )
    return Section("course", title, (para(intros.COURSE, role="note"), drawing), name=title, overview=True)


def _comes(words: Language, part: AnalysedInject) -> str:
    return words.say("{when}, comes up: {chance}", when=part.when, chance=part.chance)


def _strategies(words: Language, report: AnalysisReport) -> Section:
    """What naive play ends in, beside random play."""
    none = text(aside(words.say("nothing")))
    heads = (words.say("Strategy"), words.say("better"), words.say("worse"), words.say("ends in"))
    rows = tuple(
        (text(each.name), _toned(each.better, "good") or none, _toned(each.worse, "bad") or none, text(each.endings))
        for each in report.strategies
    )
    return _section("strategies", words.say("Naive strategies"), para(intros.STRATEGIES), Grid("", heads, rows))


def _teaching(words: Language, report: AnalysisReport) -> Iterator[Section]:
    """What decisions teach, how large a class has to be, which numbers matter: each where something is known of it."""
    if report.teaching:
        columns = (
            *(words.say("Decision"), words.say("of verdicts"), words.say("of endings"), words.say("minutes")),
            words.say("bits in ten minutes"),
        )
        rows = tuple(
            tuple(map(text, (each.title, each.verdicts, each.endings, each.minutes, each.rate)))
            for each in report.teaching
        )
        grid = Grid("", columns, rows, frozenset((1, 2, 3, 4)))
        title = words.say("What each decision teaches")
        yield _section("teaching", title, para(intros.TEACHING, role="note"), grid)
    if report.class_plan:
        title, note = words.say("How large a class"), para(intros.CLASS_PLAN, role="note")
        yield _section("class-plan", title, note, *map(para, report.class_plan))
    if report.sensitivity:
        title, note = words.say("What endings and lessons hang on"), para(intros.SENSITIVITY, role="note")
        heads = (words.say("Number"), words.say("step"), words.say("what it moves"))
        told = tuple(tuple(map(text, (each.where, each.step, each.moves))) for each in report.sensitivity)
        yield _section("sensitivity", title, note, Grid("", heads, told))


def _toned(said: str, tone: Tone) -> Text:
    return text(TextSpan(said, "", tone)) if said else ()


def _injects(words: Language, report: AnalysisReport) -> Section:
    """Every inject: its options, what they bring, and how each is reached."""
    inner = tuple(
        Section(
            f"inject-{parted(part.id)}",
            part.title,
            tuple(_inject(words, part, report.about)),
            name=f"· {part.title}",
        )
        for part in report.decisions
    )
    title = words.say("Every inject, and how it is reached")
    return Section("injects", title, (para(intros.WAYS), para(intros.HEAT, role="note")), name=title, sections=inner)


def _inject(words: Language, part: AnalysedInject, about: Sequence[str]) -> Iterator[Block]:
    yield para(aside(f"{part.id}, {_comes(words, part)}"))
    if part.note:
        yield para(part.note, role="warn")
    yield from _way(words, part.way)
    if part.options:
        title = words.many("{n} option", "{n} options", len(part.options))
        told = tuple(_option(words, each, about) for each in part.options)
        yield Card((Items(told),), text(title), fold="closed")
    if part.leads:
        yield para(words.say("What comes next, at random"), role="label")
        yield Items(tuple(Item(text(f"{share}  ", target)) for target, share in part.leads))


def _option(words: Language, option: OptionLine, about: Sequence[str]) -> Item:
    brought = tuple(_brought(title, heat) for title, heat in zip(about, option.heats, strict=True) if _tone(heat))
    more = (
        *(para(mark, role="warn") for mark in option.marks),
        *((Items(brought, "sign"),) if brought else ()),
        *_way(words, option.way),
    )
    often = words.say(" ({id}): open {open}, taken {taken}", id=option.id, open=option.open, taken=option.taken)
    return Item(text(strong(option.label), aside(often)), more)


def _brought(title: str, heat: Heat) -> Item:
    sign = ("+" if heat.share > 0 else MINUS) * (2 if abs(heat.share) > STRONGLY else 1)
    return Item(text(f"{title} {heat.text}"), (), sign, _tone(heat))


def _way(words: Language, way: str) -> Iterable[Block]:
    return (para(aside(words.say("Reached by: ")), way),) if way else ()
