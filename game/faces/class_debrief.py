"""A class as a document: its syndicates side by side, in the order given, never ranked, no person named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

from game.exercise.views.inject_state import TAKEN_FOR, InjectState
from game.faces import class_front
from game.faces import debrief as run
from game.faces.course import named as most_named
from game.faces.debrief import TalkForm
from game.faces.debrief_numbers import content, points
from game.faces.front_page import pins
from game.faces.lesson_trail import sign, tone, when
from game.faces.model import (
    Block,
    Card,
    Chart,
    Curve,
    FaceDocument,
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
from game.faces.prose import prose
from game.record.events import How
from game.report import readings
from game.report.class_front import LETTERS
from game.report.compare import CannotCompare
from game.report.measure_words import DECIDED, measured, people
from game.report.measures import FEWEST_PEOPLE, Measures, Spread
from game.report.model import Debrief, DecisionPart, LessonPart, StandPart
from game.rules.judge import Outcome, Reading
from game.scenario.text import parted
from game.words import Language

if TYPE_CHECKING:  # it brings numpy, which the rest of a class's page does without
    from game.report.class_open import ClassDecision, ClassOpen

MOST = 12
FEW = 4
"""Syndicates up to which an option stands in words in each cell; of more it is a number, and in words in the first."""
NOTHING = "–"

Named = Sequence[tuple[str, Debrief]]
"""Syndicates with their debriefs, in their order."""


def document(
    words: Language,
    named: Named,
    counted: Sequence[Measures] = (),
    open: ClassOpen | None = None,
    remembered: Sequence[tuple[str, int]] = (),
) -> FaceDocument:
    """Return the page of a class; of a class that was counted, one syndicate is enough.

    ``remembered`` is what five people or more named from memory as weighing most (`game.report.course.most_named`).

    Raises:
        CannotCompare: where there are fewer than two or more than twelve, or they are not of one text of one scenario.
    """
    one_text(named, bool(counted))
    runs = [each for _, each in named]
    first = runs[0]
    injects = tuple(_injects(words, runs, counted))
    sections = [
        *class_front.sections(words, named),
        endings(words, named),
        decisions(words, named, injects),
        reasons(words, injects, any(met.chose is None for each in counted for met in each.met)),
        lessons(words, named),
        gauges(words, named),
    ]
    if first.headquarters:
        sections.append(headquarters(words, named))
    if any(each.answers for each in runs) or any(each.asked for each in counted):
        sections.append(answers(words, runs, counted))
    if counted:
        sections.append(measures(words, named, counted))
    if remembered:
        sections.append(_section("memory", words.say("From memory"), most_named(words, remembered)))
    if open:
        sections.append(others(words, open))
    sections.append(run.questions(words, first, TalkForm.BOTH))
    count = words.many(
        "{n} syndicate, in the order in which they were named.",
        "{n} syndicates, in the order in which they were named.",
        len(runs),
    )
    facts = (count, _luck(words, runs), words.say("Nothing here is a rank."))
    kind = text(words.say("A class, side by side"))
    foot = (words.say(first.disclaimer), *pins(words, (each for _, each in named)))
    return FaceDocument(first.title, words.code, tuple(sections), facts, kind, foot)


def one_text(named: Named, counted: bool) -> None:
    """See that runs may stand side by side: two to twelve of one text; of a counted class one is enough.

    Raises:
        CannotCompare: where they may not.
    """
    if not (1 if counted else 2) <= len(named) <= MOST:
        raise CannotCompare(f"a class page lays 2 to {MOST} runs side by side, not {len(named)}.")
    (name, first), *others = named
    for other, each in others:
        if each.sha256 != first.sha256:
            what = "a changed text of" if each.scenario == first.scenario else "another scenario than"
            raise CannotCompare(f"run '{other}' is of {what} run '{name}': they cannot be laid side by side.")


def _luck(words: Language, runs: Sequence[Debrief]) -> str:
    if len({each.seed for each in runs}) == 1 and all(each.luck == "seed" for each in runs):
        return words.say("All of them had the same luck at the same inject: only decisions differ.")
    if any(each.luck == "dice" for each in runs):
        return words.say("They did not have the same luck: dice on a table drew in some of them.")
    return words.say("They did not have the same luck: runs with different seeds draw differently.")


def _heads(first: str, named: Named) -> tuple[str, ...]:
    """What the rows are, and each syndicate with the letter that stands for it."""
    return (first, *(f"{LETTERS[at]} {name}" for at, (name, _) in enumerate(named)))


def _section(id: str, title: str, *blocks: Block, sections: tuple[Section, ...] = ()) -> Section:
    return Section(id, title, blocks, name=title, sections=sections)


def endings(words: Language, named: Named) -> Section:
    """Return how each ended, and what became of whom."""
    heads = (words.say("Syndicate"), words.say("Played to"), words.say("Threads"))
    rows, told = [], []
    for who, (_, each) in zip(_heads("", named)[1:], named, strict=True):
        stopped = words.say(" (ended before its time)") if each.stopped else ""
        state = stopped if each.finished else words.say(" (not finished)")
        threads = "; ".join(title for title, _ in each.endings) or NOTHING
        rows.append((text(who), text(words.message(each.clock), TextSpan(state, "", "warn")), text(threads)))
        if each.epilogue:
            cards = tuple(Card(prose(said), text(about)) for about, said in each.epilogue)
            told.append(Card(cards, text(words.say("{who}: what became of them", who=who))))
    return _section("endings", words.say("How it ended"), Grid("", heads, tuple(rows)), *told)


# --- decisions


class _Inject:
    """One inject, and what each syndicate did there."""

    def __init__(
        self, title: str, parts: Sequence[DecisionPart | None], stood: Sequence[StandPart], enough: Sequence[bool]
    ) -> None:
        self.title, self.parts, self.stood, self.enough = title, parts, stood, enough
        self.labels = list(dict.fromkeys(part.option for part in parts if part and part.option))

    def who(self, label: str) -> str:
        """Return the letters of those who took an option."""
        return " ".join(LETTERS[at] for at, part in enumerate(self.parts) if part and part.option == label)

    @property
    def same(self) -> bool:
        """Whether every syndicate took the same option."""
        return len(self.labels) == 1 and all(part and part.option for part in self.parts)


def _injects(words: Language, runs: Sequence[Debrief], counted: Sequence[Measures]) -> Iterator[_Inject]:
    """Every inject that at least one syndicate has reached: those that came up by the earliest day, then the others.

    Of a class that was counted, reasons stand only where enough people chose for one to be shown.
    """
    taken = [{part.inject: part for part in each.decisions} for each in runs]
    stands = [{each.inject: each for each in run.stands} for run in runs]
    enough = [{met.inject for met in each.met if met.chose is not None} for each in counted]
    rows = [id for id in stands[0] if any(of[id].state is not InjectState.NOT_REACHED for of in stands)]
    days = _days(runs)
    for inject in sorted(rows, key=lambda id: days.get(id, (1 << 30, 0))):
        shown = [inject in each for each in enough] or [True] * len(runs)
        parts, stood = [of.get(inject) for of in taken], [of[inject] for of in stands]
        yield _Inject(stood[0].title, parts, stood, shown)


def _days(runs: Sequence[Debrief]) -> dict[str, tuple[int, int]]:
    """The earliest day on which each inject came up in some run, and its place among those of that day."""
    found: dict[str, tuple[int, int]] = {}
    for each in runs:
        came = [(part.inject, part.day) for part in each.decisions]
        lying = (InjectState.ON_TABLE, InjectState.LEFT)
        came += [(stood.inject, each.day) for stood in each.stands if stood.state in lying]
        for place, (inject, day) in enumerate(came):
            found[inject] = min(found.get(inject, (day, place)), (day, place))
    return found


def decisions(words: Language, named: Named, injects: Sequence[_Inject]) -> Section:
    """Return who chose what."""
    few = len(named) <= FEW
    rows = tuple(
        (_named(words, each, few), *(_choice(words, each, at, few) for at in range(len(named)))) for each in injects
    )
    said = words.say(
        "Options are numbered in each row as they first appear from left to right; the number says nothing of their "
        "worth."
    )
    hatched = words.say(" A hatched cell was not the syndicate's own decision.")
    theirs = any(part and part.option and part.how in TAKEN_FOR for each in injects for part in each.parts)
    grid = Grid("", _heads(words.say("Inject"), named), rows, filled=True)
    note = para(said, hatched if theirs else "", role="note")
    return _section("decisions", words.say("Who chose what"), grid, note)


def _named(words: Language, inject: _Inject, few: bool) -> Text:
    same = aside(words.say(" = all the same")) if inject.same else ""
    key = "; ".join(f"{number} {label}" for number, label in enumerate(inject.labels, 1))
    return text(inject.title, same, "" if few or not key else aside(f": {key}"))


def _choice(words: Language, inject: _Inject, at: int, few: bool) -> Text:
    part = inject.parts[at]
    if part is None or not part.option:
        return text(
            aside(f"{NOTHING} {words.message(inject.stood[at].says)}"), *(_at(words, part.when) if part else ())
        )
    how = words.message(DECIDED[How(part.how)]) if part.how not in ("", How.ALONE) else ""
    theirs: Tone = "warn" if part.how in TAKEN_FOR else ""
    said = text(
        strong(str(inject.labels.index(part.option) + 1)), f" {part.option}" if few else "", *_at(words, part.when)
    )
    return (*said, TextSpan(f" · {how}", "aside", theirs)) if how else said


def _at(words: Language, short: str) -> Text:
    return (TextSpan("  ", spoken=", "), when(words, short)) if short else ()


def reasons(words: Language, injects: Sequence[_Inject], few: bool) -> Section:
    """Return why each option was taken, without who said so; ``few`` says that some reasons are left out."""
    made: list[Block] = []
    if few:
        note = words.say("Reasons are shown where {n} people or more chose.", n=FEWEST_PEOPLE)
        made.append(para(note, role="note"))
    inner = tuple(
        Section(f"reasons-{number}", each.title, (Items(tuple(_reason(each, label) for label in each.labels)),))
        for number, each in enumerate(injects, 1)
        if each.labels
    )
    if not inner:
        made.append(para(words.say("No decision was taken.")))
    return _section("reasons", words.say("Reasons given"), *made, sections=inner)


def _reason(inject: _Inject, label: str) -> Item:
    given = [
        part.reason
        for part, shown in zip(inject.parts, inject.enough, strict=True)
        if part and part.option == label and part.reason and shown
    ]
    quoted = (Items(tuple(Item(text(f"“{reason}”")) for reason in given)),) if given else ()
    return Item(text(strong(inject.who(label)), f" {label}"), quoted)


# --- lessons, gauges, people


def lessons(words: Language, named: Named) -> Section:
    """Return what each syndicate's own decisions did to each lesson, and what came of it."""
    runs = [each for _, each in named]
    by_id = [{part.id: part for family in each.families for part in family.lessons} for each in runs]
    rows: list[tuple[Text, ...]] = []
    quiet = []
    for family in runs[0].families:
        inner = []
        for lesson in family.lessons:
            parts = [found[lesson.id] for found in by_id]
            if all(part.reading is Reading.UNTESTED and not part.trail for part in parts):
                quiet.append(lesson.title)
            else:
                inner.append((text(lesson.title), *(_judged(words, part) for part in parts)))
        rows += [(text(family.title),), *inner] if inner else []
    intro = words.say(
        "What each syndicate's own decisions did (+ served, − spent, ± both ways, · not at stake) and, apart from it, "
        "what came of it (held or did not hold in the end)."
    )
    made: list[Block] = [para(f"{intro} {words.say(runs[0].luck_said)}")]
    made.append(Grid("", _heads(words.say("Lesson"), named), tuple(rows), filled=True))
    if quiet:
        made.append(para(strong(words.say("Not at stake for anyone: ")), f"{'; '.join(quiet)}."))
    return _section("lessons", words.say("Lessons"), *made)


def _judged(words: Language, part: LessonPart) -> Text:
    """One lesson in one syndicate: its reading, what others decided that bore on it, what came of it."""
    made: list[TextSpan] = [
        sign(part.reading),
        TextSpan(words.say(readings.words(part.reading).title), "", tone(part.reading)),
    ]
    away = "; ".join(mark.title for mark in readings.taken_for(part))
    if away:
        made.append(aside(words.say(" · taken for them at: {titles}", titles=away)))
    if part.outcome:
        held = part.outcome is Outcome.HELD
        made.append(aside(words.say(" · held") if held else words.say(" · did not hold")))
    return tuple(made)


def gauges(words: Language, named: Named) -> Section:
    """Return each gauge as it truly was, one line a syndicate."""
    runs = [each for _, each in named]
    intro = words.say(
        "Every gauge as it truly was, on the whole of its scale, one line a syndicate. The dotted line is the start."
    )
    legend = para(aside(" · ".join(_heads("", named)[1:])))
    charts = tuple(_gauge(words, runs, at) for at in range(len(runs[0].gauges)))
    return _section("gauges", words.say("Gauges"), para(intro), legend, *charts)


def _gauge(words: Language, runs: Sequence[Debrief], at: int) -> Chart:
    tracks, read = [each.gauges[at] for each in runs], runs[0].ticks
    gauge = tracks[0]
    ends = ", ".join(f"{LETTERS[place]} {track.final}" for place, track in enumerate(tracks))
    values = {"start": f"{gauge.start} {gauge.unit}".rstrip(), "ends": ends}
    high = words.say("From {start}; high is good. At the end: {ends}.", **values)
    says = high if gauge.high_is_good else words.say("From {start}; low is good. At the end: {ends}.", **values)
    curves = tuple(
        Curve(LETTERS[place], points(gauge.start, track.true_points), series=place + 1)
        for place, track in enumerate(tracks)
    )
    numbers = (
        words.say("The numbers of “{gauge}”", gauge=gauge.title),
        words.say("Hour") if read.hours else words.say("Day"),
    )
    last = max(1, *(each.day for each in runs))
    return Chart(
        f"gauge-{parted(gauge.id)}",
        gauge.title,
        (),
        says,
        curves,
        gauge.low,
        gauge.high,
        last,
        (),
        read,
        numbers=numbers,
    )


def headquarters(words: Language, named: Named) -> Section:
    """Return how content each role's own headquarters was with each syndicate."""
    runs = [each for _, each in named]
    rows = tuple(
        (text(part.role), *(content(words, each.headquarters[at].content) for each in runs))
        for at, part in enumerate(runs[0].headquarters)
    )
    intro = para(words.say("0 is as content as on day 0; ▲ more, ▼ less."))
    title = words.say("What each headquarters thought")
    return _section("headquarters", title, intro, Grid("", _heads(words.say("Role"), named), rows))


def answers(words: Language, runs: Sequence[Debrief], counted: Sequence[Measures]) -> Section:
    """Return the spread of answers: of each syndicate that was counted, else of all; of five people or more."""
    title = words.say("Answers before and after")
    heads = [words.say("Asked"), words.say("Before"), words.say("After"), words.say("Of")]
    if counted:
        heads.insert(2, words.say("Before, as seen after"))
        rows = tuple(
            (text(strong(f"{LETTERS[at]} "), asked.ask),
             *(text(words.message(people(of))) for of in (asked.before, asked.then, asked.after)),
             text(str(asked.scale)))
            for at, each in enumerate(counted)
            for asked in each.asked
            if asked.before or asked.after or asked.then
        )  # fmt: skip
    else:
        rows = tuple(_spread(words, runs))
    none = words.say("Fewer than five people answered, so nothing of their answers is shown.")
    return _section("answers", title, Grid("", tuple(heads), rows) if rows else para(none))


def _spread(words: Language, runs: Sequence[Debrief]) -> Iterator[tuple[Text, ...]]:
    for ask, scale in dict.fromkeys((part.ask, part.scale) for each in runs for part in each.answers):
        parts = [part for each in runs for part in each.answers if (part.ask, part.scale) == (ask, scale)]
        before, after = (_of(part.before for part in parts), _of(part.after for part in parts))
        if before or after:
            yield text(ask), text(words.message(people(before))), text(words.message(people(after))), text(str(scale))


def _of(given: Iterable[int | None]) -> Spread | None:
    values = [each for each in given if each is not None]
    if len(values) < FEWEST_PEOPLE:
        return None
    return Spread(len(values), min(values), median(values), max(values))


def measures(words: Language, named: Named, counted: Sequence[Measures]) -> Section:
    """Return what is counted of each syndicate; what one was never asked is a dash."""
    columns = [{words.message(name): words.message(of) for name, of in measured(each)} for each in counted]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = tuple((text(name), *(text(column.get(name, NOTHING)) for column in columns)) for name in names)
    intro = words.say("Counted of each syndicate, never of a person. None of it is a score, and there is no sum.")
    return _section("measures", words.say("Measures"), para(intro), Grid("", _heads(words.say("Measure"), named), rows))


def others(words: Language, open: ClassOpen) -> Section:
    """Return what else was open, as an analysis knows it."""
    inner = [
        Section(f"open-{number}", each.title, tuple(_open(words, each))) for number, each in enumerate(open.decisions)
    ]
    if open.lines:
        lines = Items(tuple(Item(text(strong(f"{letter} "), said)) for letter, said in open.lines))
        inner.append(Section("open-lines", words.say("How surprising each line is"), (lines,)))
    return _section("others", words.say("What else was open"), para(open.said), sections=tuple(inner))


def _open(words: Language, each: ClassDecision) -> Iterator[Block]:
    if each.agreed:
        yield para(each.agreed)
    nobody = text(aside(words.say("nobody")))
    rows = tuple((text(option.label), text(option.who) or nobody, *map(text, option.cells)) for option in each.options)
    yield Grid("", (words.say("option"), words.say("taken by"), *each.about), rows)
