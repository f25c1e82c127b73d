"""An after-action report as parts: what is in a document, before anything is laid out.

Two forms of the trade: the after-action report with its improvement plan (Homeland Security Exercise and Evaluation
Program, template HSEEP-IP01, revision of April 2013) and observation, discussion, conclusion, recommendation, as NATO's
lessons process writes them down. What is not known is an empty field; nothing is rated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from game.exercise import wording
from game.report import readings
from game.report.front_model import Exchange, Parted, Unheard, Weight
from game.report.measure_words import DECIDED
from game.report.model import Debrief, DecisionPart, ExchangePart, LessonPart, MarkPart
from game.report.office.chart import Drawing
from game.report.tables import TableSource
from game.rules.judge import Reading
from game.words import MINUS, Language

AREAS = frozenset({Reading.SPENT_ONCE, Reading.SPENT, Reading.MOSTLY_SPENT, Reading.BOTH})
"""Readings that are an area for improvement; the others that were at stake are strengths."""
EMPTY_ROWS = 2
"""Beside each action of the plan, for what is added by hand."""
MOST_FORMS = 5
"""Forms of observation, discussion, conclusion and recommendation: more nobody follows up."""
PARTS = ("overview", "page", "objectives", "decisions", "plan", "odcr")
FORMS: Mapping[str, tuple[str, ...]] = {
    "aar": ("overview", "page", "objectives", "decisions", "plan"),
    "odcr": ("odcr",),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a document."""

    style: str
    """``title``, ``heading 1`` to ``3``, ``body``, ``bullet``, ``caption``, ``proposal``, ``table``."""
    text: str = ""
    lead: str = ""
    """What stands before it, in bold."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table; the first is its head."""
    shares: tuple[int, ...] = ()
    """How wide its columns are, each as a share; none where those of its like serve."""
    fresh: bool = False
    """Whether it begins a side."""
    held: bool = False
    """Whether it stands on the same side as what follows it."""
    drawing: Drawing | None = None
    """The chart that stands behind what it says."""


Pages = Mapping[str, Sequence[Piece]]
"""By run its first page."""


def parts(
    words: Language, sources: Sequence[TableSource], pages: Pages, ratings: bool = False
) -> dict[str, list[Piece]]:
    """Return every part of a document by its name, for a run or for all syndicates of a class."""
    return {
        "overview": list(_overview(words, sources)),
        "page": list(_page(words, sources, pages)),
        "objectives": list(_objectives(words, sources, ratings)),
        "decisions": list(_decisions(words, sources)),
        "plan": list(_plan(words, sources)),
        "odcr": list(_odcr(words, sources)),
    }


def title(words: Language, sources: Sequence[TableSource], form: str) -> str:
    """Return the title of a document."""
    what = sources[0].debrief.title
    if form == "odcr":
        return words.say("Observations: {what}", what=what)
    return words.say("After-action report and improvement plan: {what}", what=what)


def foot(words: Language, sources: Sequence[TableSource]) -> str:
    """Return what stands under a document: of which runs and logs it is, and what it is worth."""
    first = sources[0].debrief
    runs = ", ".join(each.name for each in sources)
    pins = ", ".join(dict.fromkeys(each.debrief.pin for each in sources if each.debrief.pin))
    said = words.say("{runs}, seed {seed}, text {sha}.", runs=runs, seed=first.seed, sha=first.sha256[:12])
    return f"{said} {words.say('Log {pins}.', pins=pins)}" if pins else said


def _overview(words: Language, sources: Sequence[TableSource]) -> Iterator[Piece]:
    first, made = sources[0].debrief, sources[0].run.scenario
    dates = sorted({each.run.started[:10] for each in sources} | {each.run.last[:10] for each in sources})
    held = {role for each in sources for role in _roles(each)}
    roles = ", ".join(role.title for role in made.roles if role.title in held or not held)
    tested = [family for family in first.families if any(_bore(each, family.id) for each in sources)]
    lessons = [lesson.title for family in first.families for lesson in family.lessons]
    groups = (
        words.many("{n} syndicate", "{n} syndicates", len(sources)) if sources[0].group else words.say("One person")
    )
    rows = (
        (words.say("Exercise name"), first.title),
        (words.say("Exercise dates"), dates[0] if dates[0] == dates[-1] else f"{dates[0]} – {dates[-1]}"),
        (words.say("Scope"), words.say("Tabletop exercise. Played: {how}. {groups}.", how=first.clock, groups=groups)),
        (words.say("Mission area"), ""),
        (words.say("Core capabilities"), "; ".join(family.title for family in tested)),
        (words.say("Objectives"), "; ".join(lessons)),
        (words.say("Threat or hazard"), ""),
        (words.say("Scenario"), made.summary or first.title),
        (words.say("Sponsor"), ""),
        (words.say("Participants"), words.say("Roles at the table: {roles}", roles=roles) if roles else ""),
        (words.say("Point of contact"), ""),
    )
    yield Piece("heading 1", words.say("Exercise overview"))
    yield Piece("table", rows=((words.say("Field"), words.say("Entry")), *rows))


def _roles(source: TableSource) -> Iterator[str]:
    titles = {role.id: role.title for role in source.run.scenario.roles}
    if source.record and source.group:
        members = source.record.roster.at(source.group.syndicate)
        yield from (titles[role] for member in members for role in member.roles if role in titles)
    for seat in source.run.seats.values():
        yield from (titles[role] for role in seat["roles"] if role in titles)


def _bore(source: TableSource, family: str) -> bool:
    return any(
        lesson.reading is not Reading.UNTESTED
        for each in source.debrief.families
        if each.id == family
        for lesson in each.lessons
    )


def _page(words: Language, sources: Sequence[TableSource], pages: Pages) -> Iterator[Piece]:
    yield Piece("heading 1", words.say("Executive summary"))
    for source in sources:
        if len(sources) > 1:
            yield Piece("heading 2", _who(words, source))
        *above, last = pages.get(source.name) or [Piece("body")]
        yield from (replace(each, held=True) for each in above)
        yield last


def _who(words: Language, source: TableSource) -> str:
    if source.group:
        return words.say("Syndicate {name}", name=source.group.syndicate)
    return words.say("Run {name}", name=source.name)


# --- objectives


def _objectives(words: Language, sources: Sequence[TableSource], ratings: bool) -> Iterator[Piece]:
    yield Piece("heading 1", words.say("Analysis of objectives"))
    if ratings:
        head = (words.say("Objective"), "P", "S", "M", "U")
        titles = [lesson.title for family in sources[0].debrief.families for lesson in family.lessons]
        yield Piece("table", rows=(head, *((each, "", "", "", "") for each in titles)), shares=(8, 1, 1, 1, 1))
    for place, family in enumerate(sources[0].debrief.families):
        told = False
        for at, lesson in enumerate(family.lessons):
            found = [(source, source.debrief.families[place].lessons[at]) for source in sources]
            found = [(source, each) for source, each in found if each.reading is not Reading.UNTESTED]
            if found:
                if not told:
                    yield Piece("heading 2", words.say("Capability: {family}", family=family.title))
                told = True
                yield Piece("heading 3", lesson.title)
                yield from _objective(words, found, len(sources) > 1)
    if not any(_bore(source, family.id) for source in sources for family in source.debrief.families):
        yield Piece("body", words.say("No decision bore on an objective."))


def _objective(words: Language, found: Sequence[tuple[TableSource, LessonPart]], several: bool) -> Iterator[Piece]:
    noted: list[str] = []
    for source, lesson in found:
        area = lesson.reading in AREAS
        name = words.say("Area for improvement") if area else words.say("Strength")
        who = f" ({_who(words, source)})" if several else ""
        yield Piece("body", words.say(readings.words(lesson.reading).title) + ".", f"{name}{who}: ")
        for mark in readings.own(lesson):
            yield Piece("bullet", _observed(words, source, mark), words.say("Observation: "))
            why = mark.because or words.say("The author gave no reason.")
            change = "; ".join(dict.fromkeys(_exchanged(each) for each in mark.in_exchange))
            more = f" {words.say('In return: {what}.', what=change)}" if change else ""
            yield Piece("bullet", f"{why}{more}{_further(words, source, mark.inject)}", words.say("Analysis: "))
        noted += [note.text for note in source.debrief.notes if note.about == lesson.title]
    for said in noted or [found[0][1].imperative]:
        yield Piece("proposal", said, words.say("Recommendation: "))


def _exchanged(each: ExchangePart) -> str:
    return f"{each.gauge} {f'{each.by:+d}'.replace('-', MINUS)}" if each.gauge else str(each).rstrip(".")


def _further(words: Language, source: TableSource, inject: str) -> str:
    """Where the summary says what else there was to a decision: what was known, not heard, or drawn."""
    front = source.debrief.front
    blocks = (
        (front.parted, words.say("Known and true")), (front.unheard, words.say("Not heard")),
        (front.luck, words.say("Luck")),
    ) if front else ()  # fmt: skip
    named = [f"“{name}”" for block, name in blocks if block and block.at.inject == inject]
    return f" {words.say('See {blocks} in the executive summary.', blocks=words.listed(named))}" if named else ""


def _observed(words: Language, source: TableSource, mark: MarkPart) -> str:
    return words.say(
        "{n} “{title}” ({when}): “{option}”, {how}.",
        n=mark.number, title=mark.title, when=mark.when, option=mark.option, how=_how(words, source, mark.inject),
    )  # fmt: skip


def _how(words: Language, source: TableSource, inject: str) -> str:
    taken = next((each for each in source.run.decisions if each.inject == inject), None)
    return words.message(DECIDED[taken.how]) if taken else words.say("not decided")


def _decisions(words: Language, sources: Sequence[TableSource]) -> Iterator[Piece]:
    yield Piece("heading 1", words.say("Decisions"))
    head = (words.say("No."), words.say("Day"), words.say("Decision"), words.say("Taken"), words.say("How"))
    for source in sources:
        if len(sources) > 1:
            yield Piece("heading 2", _who(words, source))
        rows = tuple(_row(words, source, number, part) for number, part in enumerate(source.debrief.decisions, 1))
        yield Piece("table", rows=(head, *rows))


def _row(words: Language, source: TableSource, number: int, part: DecisionPart) -> tuple[str, ...]:
    how = _how(words, source, part.inject)
    return str(number), part.when, part.title, part.option or words.say("no option was open"), how


# --- the plan


def _plan(words: Language, sources: Sequence[TableSource]) -> Iterator[Piece]:
    yield Piece("heading 1", words.say("Improvement plan"))
    head = (
        words.say("Issue"), words.say("Corrective action"), words.say("Capability element"), words.say("Owner"),
        words.say("Contact"), words.say("Start"), words.say("Due"), words.say("Priority"), words.say("Status"),
    )  # fmt: skip
    empty = ("",) * len(head)
    rows: list[tuple[str, ...]] = []
    for source in sources:
        for each in source.run.actions:
            priority = str(each.priority) if each.priority else ""
            rows.append(("", each.text, "", each.owner, "", "", each.due, priority, words.say("open")))
            rows += [empty] * EMPTY_ROWS
    for lesson in () if rows else _areas(sources):
        rows += [(lesson.title, *empty[1:]), *[empty] * EMPTY_ROWS]
    yield Piece("table", rows=(head, *(rows or [empty] * (1 + EMPTY_ROWS))))


def _areas(sources: Sequence[TableSource]) -> Iterator[LessonPart]:
    """The lessons that were spent most often in own decisions, each once: what a plan is likely to be about."""
    found = [lesson for each in sources for family in each.debrief.families for lesson in family.lessons]
    spent = {lesson.id: lesson for lesson in found if lesson.reading in AREAS}
    yield from list(spent.values())[:3]


# --- observation, discussion, conclusion, recommendation


def _odcr(words: Language, sources: Sequence[TableSource]) -> Iterator[Piece]:
    made = [form for source in sources for form in _forms(words, source, len(sources) > 1)]
    for number, rows in enumerate(made[:MOST_FORMS]):
        yield Piece("heading 1", rows[0][1], fresh=number > 0)
        yield Piece("table", rows=((words.say("Field"), words.say("Entry")), *rows))
    if not made:
        yield Piece("body", words.say("Nothing weighed enough to be written down."))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one form says, and at which inject it was found."""

    title: str
    inject: str
    observed: str
    discussed: str
    concluded: str


def _forms(words: Language, source: TableSource, several: bool) -> Iterator[tuple[tuple[str, str], ...]]:
    """The forms of one run: what weighed most, where known and true parted, what was not heard, what was paid."""
    front = source.debrief.front
    if front is None:
        return
    lead = f"{_who(words, source)}: " if several else ""
    if front.weight:
        yield _form(words, source, lead, _weighed(words, front.weight))
    if front.parted:
        yield _form(words, source, lead, _parted(words, front.parted))
    if front.unheard:
        yield _form(words, source, lead, _unheard(words, front.unheard))
    if front.exchange:
        yield _form(words, source, lead, _paid(words, front.exchange))


def _weighed(words: Language, found: Weight) -> _Found:
    observed = words.say(
        "{n} “{title}”: “{option}” was taken.", n=found.at.number, title=found.at.title, option=found.option
    )
    discussed = words.say(
        "{gauge} ({least} to {most}): {before} was within reach before it, {after} after it; “{other}” kept {kept}.",
        gauge=found.gauge_title, least=found.scale[0], most=found.scale[1],
        before=_figure(words, found.before, found.about), after=_figure(words, found.after, found.about),
        other=found.other, kept=_figure(words, found.kept, found.about),
    )  # fmt: skip
    if found.gain:
        points = _figure(words, found.gain_points, found.gain_about)
        discussed += " " + words.say("In return, {gain} could end {n} better.", gain=found.gain, n=points)
    concluded = words.say("What was in reach changed most here.")
    return _Found(found.at.title, found.at.inject, observed, discussed, concluded)


def _parted(words: Language, found: Parted) -> _Found:
    observed = words.say(
        "At {n} “{title}” {gauge} was taken for {known}; it was {true}.",
        n=found.at.number, title=found.at.title, gauge=found.gauge_title, known=found.known, true=found.true,
    )  # fmt: skip
    during = ", ".join(map(str, found.during))
    discussed = words.say("Decisions taken meanwhile: {numbers}.", numbers=during) if during else ""
    concluded = words.say("An assessment was older than the decision that rested on it.")
    return _Found(found.gauge_title, found.at.inject, observed, discussed, concluded)


def _unheard(words: Language, found: Unheard) -> _Found:
    what = found.title or found.role
    observed = words.say(
        "At {n} “{title}” this was not heard: {what}.", n=found.at.number, title=found.at.title, what=what
    )
    concluded = words.say("What was known in one place was not on the table as the decision was taken.")
    return _Found(what, found.at.inject, observed, found.line, concluded)


def _paid(words: Language, found: Exchange) -> _Found:
    observed = words.say(
        "{n} “{title}” bought “{one}” and paid with “{other}”.",
        n=found.at.number, title=found.at.title, one=found.bought, other=found.paid,
    )  # fmt: skip
    discussed = " ".join(each for each in (found.bought_because, found.paid_because) if each)
    concluded = words.say("One objective was served at the cost of another.")
    return _Found(found.bought, found.at.inject, observed, discussed, concluded)


def _figure(words: Language, value: float, about: bool) -> str:
    said = words.number(value, 1) if value != int(value) else str(int(value))
    return words.say("about {n}", n=said) if about else said


def _advice(debrief: Debrief, inject: str) -> str:
    """What the group noted about an inject; else what the lesson that was spent there says is to be done."""
    part = next((each for each in debrief.decisions if each.inject == inject), None)
    if part and part.notes:
        return " ".join(part.notes)
    for family in debrief.families:
        for lesson in family.lessons:
            if any(mark.inject == inject for mark in lesson.evidence_against):
                return lesson.imperative
    return ""


def _form(words: Language, source: TableSource, lead: str, found: _Found) -> tuple[tuple[str, str], ...]:
    made = source.run.scenario
    role = wording.titles(made, (made.roles[0].id,))[0] if len(made.roles) == 1 else source.debrief.you
    return (
        (words.say("Title"), f"{lead}{found.title}"),
        (words.say("Originator"), role),
        (words.say("Classification"), ""),
        (words.say("Observation"), found.observed),
        (words.say("Discussion"), found.discussed),
        (words.say("Conclusion"), found.concluded),
        (words.say("Recommendation"), _advice(source.debrief, found.inject)),
        (words.say("Proposed action body"), ""),
    )
