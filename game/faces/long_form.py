"""The long form of a debrief: what happened, told once, in about 600 words, 260 a decision and 18 a lesson tested.

A decision's card tells its exchange; every other place refers to it by its number. What was read in play already, what
a well-led team was expected to weigh, every figure and every branch of chance stand in the full debrief
(`game.faces.debrief`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from game.exercise.views.seat_view import MoveView
from game.faces import debrief as full
from game.faces import debrief_numbers, decisions, front_page, lesson_trail, spoken, talk
from game.faces.debrief import Copy
from game.faces.front_page import cut
from game.faces.lesson_trail import pill, sign
from game.faces.model import (
    Block,
    Card,
    Chart,
    FaceDocument,
    Item,
    Items,
    Pairs,
    Para,
    Section,
    Text,
    TextSpan,
    Tone,
    aside,
    para,
    strong,
    text,
)
from game.faces.spoken import capital, lower, stop
from game.record.events import How
from game.report import readings
from game.report.model import CamePart, Debrief, DecisionPart, FamilyPart, LessonPart, MarkPart, OpenRow, OtherPart
from game.rules.judge import Outcome, Reading
from game.words import Language

REASON, COUNTER = 40, 30
"""Words of a reason, and of the argument against it."""

LONG = 8
"""An author's sentence of so many words or more is told once."""


@dataclass(frozen=True, slots=True)
class _Room:
    """How much room there is at each decision."""

    text: int
    """Words of what chance and time brought, and of a note."""
    others: int
    """Options not taken that are named; more are counted."""
    label: int
    """Words of a label and of a title."""
    papers: int
    """Titles of papers left closed; more are counted."""
    own: int
    """Words of a reason and of the argument against it, less than they may have."""
    terse: bool = False
    """Whether lessons that were not at stake are counted, and of gauges where they went alone is said."""


_ROOMS = (
    _Room(16, 4, 9, 2, 0), _Room(13, 3, 8, 2, 0), _Room(11, 2, 7, 1, 0), _Room(9, 2, 6, 1, 5), _Room(8, 1, 6, 1, 12),
    _Room(8, 1, 6, 1, 12, True), _Room(7, 0, 5, 0, 18, True), _Room(5, 0, 4, 0, 24, True),
)  # fmt: skip
"""From the widest to the narrowest."""


def budget(debrief: Debrief) -> int:
    """Return how many words the long form of a run may have."""
    tested = {part.id for part in _every(debrief) if part.reading is not Reading.UNTESTED or part.trail}
    return 600 + 260 * len(debrief.decisions) + 18 * len(tested)


def document(words: Language, debrief: Debrief, copy: Copy | None = None, more: Iterable[Section] = ()) -> FaceDocument:
    """Return the long form; ``more`` stands before the talk."""
    sections = tuple(more)
    for room in _ROOMS:
        made = _document(words, debrief, copy, room)
        if count(made) <= budget(debrief):
            break
    before = next(place for place, each in enumerate(made.sections) if each.id == "talk")
    return replace(made, sections=(*made.sections[:before], *sections, *made.sections[before:]))


def _document(words: Language, debrief: Debrief, copy: Copy | None, room: _Room) -> FaceDocument:
    whole = full.document(words, debrief, copy=copy)
    telling = _Telling(words, debrief, room)
    sections = [front_page.section(words, debrief)] if debrief.front else []
    sections += [telling.ending(copy or Copy()), telling.timeline(), telling.lessons(), telling.gauges()]
    counted = telling.counted()
    sections += [counted] if counted.blocks else []
    sections += [talk.section(words, debrief), telling.notes(copy or Copy())]
    return replace(whole, sections=tuple(sections))


def _every(debrief: Debrief) -> Iterator[LessonPart]:
    """Each lesson once: those that the scenario lists, then barriers that it does not."""
    listed = [part for family in debrief.families for part in family.lessons]
    yield from listed
    yield from (part for part in debrief.barriers if part.id not in {each.id for each in listed})


def evidence(debrief: Debrief) -> dict[int, list[tuple[LessonPart, MarkPart]]]:
    """Return by the number of a decision what it served and spent, in the catalogue's order."""
    found: dict[int, list[tuple[LessonPart, MarkPart]]] = {}
    for part in _every(debrief):
        for mark in part.trail:
            found.setdefault(mark.number, []).append((part, mark))
    return found


class _Telling:
    """One telling: what an author wrote twice is said at its first place, and referred to at the others."""

    def __init__(self, words: Language, debrief: Debrief, room: _Room) -> None:
        self.words, self.debrief, self.room = words, debrief, room
        self.told: dict[str, int] = {}
        self.barriers = {part.id for part in debrief.barriers}
        self.marks = evidence(debrief)

    def once(self, said: str, number: int, most: int = 0) -> str:
        """A text that an author wrote; where it stood before, at which decision."""
        said = cut(said, most) if most else " ".join(said.split())
        left, before = [], number
        for sentence in re.split(r"(?<=[.!?])\s+", said):
            if len(sentence.split()) >= LONG and sentence in self.told:
                before = self.told[sentence]
            else:
                self.told[sentence] = number
                left.append(sentence)
        return stop(" ".join(left)) if left else self.words.say("as at {n}.", n=before)

    # --- how it ended

    def ending(self, copy: Copy) -> Section:
        """By its titles: what was read at the end is not told again."""
        words, debrief = self.words, self.debrief
        made: list[Block] = []
        if not debrief.finished:
            made.append(para(words.say("This run is not finished; the debrief goes so far."), role="warn"))
        if debrief.stopped:
            made.append(para(words.say("The exercise ended before its time."), role="warn"))
        made += [para(words.say("It opened with: {said}", said=said), role="note") for said in debrief.began]
        if debrief.luck == "dice":
            made.append(para(words.say("Luck came from dice where they were thrown, else from the seed."), role="note"))
        made += [Items(tuple(Item(text(strong(title))) for title, _ in debrief.endings))] if debrief.endings else []
        made += [para(copy.said, role="note")] if copy.said else []
        title = words.say("How it ended")
        return Section("ending", title, tuple(made), name=title)

    # --- decisions

    def timeline(self) -> Section:
        words = self.words
        title = words.say("Decision by decision")
        made: list[Block] = [self.card(n, part) for n, part in enumerate(self.debrief.decisions, 1)]
        if not made:
            made.append(para(words.say("No decision was taken.")))
        titles = {gauge.id: gauge.title for gauge in self.debrief.gauges}
        by_hand = [
            Item(text(aside(day), words.say(" the facilitator changed {gauge}: ", gauge=titles.get(gauge, gauge)),
                      stop(cut(why, COUNTER))), (), "✎", "warn")
            for day, gauge, why in self.debrief.by_facilitator
        ]  # fmt: skip
        made += [Items(tuple(by_hand), "sign")] if by_hand else []
        made += [para(line, role="warn") for line in decisions.not_decided(words, self.debrief)]
        return Section("timeline", title, tuple(made), name=words.say("Decisions"))

    def card(self, number: int, part: DecisionPart) -> Card:
        words = self.words
        made: list[Block] = []
        if part.option:
            made += self.decided(number, part)
        else:
            made.append(para(words.say("Passed unanswered: no option was open."), role="warn"))
        made += self.others(part)
        made += self.papers(part)
        made += [para(aside(words.say("Your note: ")), f"“{cut(note, self.room.text)}”") for note in part.notes]
        return Card(tuple(made), decisions.head(words, part, number), id=f"decision-{number}")

    def decided(self, number: int, part: DecisionPart) -> Iterator[Block]:
        words = self.words
        if part.answer:
            yield para(aside(words.say("You wrote: ")), f"“{cut(part.answer, REASON - self.room.own)}”")
        yield para(aside(f"{words.message(part.decided)}: "), strong(stop(part.option)))
        why = part.judged or part.reason
        if why:
            whose = words.say("Why: ") if part.how == How.ALONE else words.say("Why, for the deciding role: ")
            sure = "" if part.confidence is None else words.say(" Sure: {n} of 10.", n=part.confidence)
            yield para(aside(whose), f"“{cut(why, REASON - self.room.own)}”", aside(sure))
        if part.counter:
            yield para(aside(words.say("Against it: ")), f"“{cut(part.counter, COUNTER - self.room.own)}”")
        exchange = tuple(self.mark(number, lesson, mark) for lesson, mark in self.marks.get(number, ()))
        if exchange:
            yield Items(exchange, "sign")
        if part.moves:
            yield Para(text(aside(words.say("At once: ")), *self.moves(part.moves)))
        if part.luck:
            yield Para(
                text(
                    strong(words.say("Chance, {odds}: ", odds=part.luck.odds), "warn"),
                    self.once(part.luck.text or words.say("nothing was said of it"), number, self.room.text),
                    " " if part.luck.moves else "",
                    *self.moves(part.luck.moves),
                )
            )
        if part.came:
            yield Items(tuple(self.came(number, each) for each in part.came), "sign")

    def mark(self, number: int, lesson: LessonPart, mark: MarkPart) -> Item:
        """One side of an exchange: which lesson it served or spent, and why."""
        tone: Tone = "served" if mark.weight > 0 else "spent"
        said = self.words.say("serves") if mark.weight > 0 else self.words.say("spends")
        shown = TextSpan(f"{lesson.title}: ", "strong", tone, spoken=f"{said} “{lesson.title}”: ")
        return Item(text(shown, self.once(mark.because, number)), (), "+" if mark.weight > 0 else "−", tone)

    def moves(self, some: Sequence[MoveView]) -> Iterator[TextSpan]:
        for place, each in enumerate(some):
            tone: Tone = "flat" if each.better is None else "good" if each.better else "bad"
            end = "." if place == len(some) - 1 else "; "
            yield TextSpan(
                f"{each.gauge} {each.before} → {each.after}{end}", "", tone,
                spoken=f"{spoken.change(self.words, each.gauge, each.after - each.before)}{end}",
            )  # fmt: skip

    def came(self, number: int, part: CamePart) -> Item:
        words = self.words
        at = capital(self.debrief.ticks.on(part.day))
        said = {
            "landed": words.say("{when}, came back: ", when=at),
            "lapsed": words.say("{when}, did not come about: ", when=at),
            "not yet": words.say("{when}, was still on its way: ", when=at),
        }[part.status]
        told = self.once(part.text or words.say("nothing was said of it"), number, self.room.text)
        return Item(
            text(aside(said), told, " " if part.moves else "", *self.moves(part.moves)),
            (),
            decisions.FATES[part.status],
        )

    def others(self, part: DecisionPart) -> Iterator[Block]:
        """Each option that was open and not taken, in one line: what would likely have come out otherwise."""
        words = self.words
        left = [each for each in part.others if not each.closed]
        rows = {row.label: row for row in part.open.rows} if part.open else {}
        if not left:
            return
        told = tuple(self.other(each, rows.get(each.label), part) for each in left[: self.room.others])
        yield para(words.say("Also open"), role="label")
        yield Items(told, "sign")
        if len(left) > self.room.others:
            yield para(words.many("And {n} more.", "And {n} more.", len(left) - self.room.others), role="note")

    def other(self, part: OtherPart, row: OpenRow | None, decision: DecisionPart) -> Item:
        words = self.words
        label = cut(part.label, self.room.label)
        said: list[str] = []
        if row is not None and decision.open:
            pairs = list(zip(decision.open.about, row.cells, strict=True))
            better = next((name for name, cell in pairs if cell.better is True), "")
            worse = next((name for name, cell in pairs if cell.better is False), "")
            said += [words.say("likely better for {what}", what=better)] if better else []
            said += [words.say("likely worse for {what}", what=worse)] if worse else []
            if not said:
                said.append(words.say("likely much the same"))
        return Item(text(f"“{label}”", ": " if said else "", *(["; ".join(said)] if said else [])), (), "○")

    def papers(self, part: DecisionPart) -> Iterator[Block]:
        words = self.words
        if part.unread:
            named = "; ".join(f"“{cut(each, self.room.label)}”" for each in part.unread[: self.room.papers])
            more = len(part.unread) - self.room.papers
            also = words.many(" and {n} more", " and {n} more", more) if more > 0 else ""
            count = words.say("{n} of {all}", n=len(part.unread), all=part.documents_offered)
            yield para(aside(words.say("Left closed, {n}: ", n=count)), f"{named}{also}.")
        alone = [each for each in part.bearing if each.alone and not each.heard]
        for each in alone:
            yield para(words.say("{role} alone held a fact that was not marked as told.", role=each.title), role="note")

    # --- lessons

    def lessons(self) -> Section:
        """One line a lesson: reading, numbers of decisions, what came of it."""
        words, debrief = self.words, self.debrief
        said = words.say("The numbers are those of your decisions, where each exchange is told. There is no score.")
        made: list[Block] = [para(said, role="note")] if debrief.families else []
        unlisted = tuple(part for part in _every(debrief) if not part.listed and part.trail)
        families = list(debrief.families)
        if unlisted:
            families.append(FamilyPart("", words.say("Standing barriers beside them"), "", unlisted))
        for family in families:
            blocks = tuple(self.family(family))
            if blocks:
                made.append(Card(blocks, text(family.title), id=f"family-{family.id}" if family.id else ""))
        if not made:
            made.append(para(words.say("This scenario lists no lessons.")))
        title = words.say("Lessons")
        return Section("lessons", title, tuple(made), name=title, marks=lesson_trail.at_stake(_every(debrief)))

    def family(self, family: FamilyPart) -> Iterator[Block]:
        words = self.words
        told = tuple(Item(self.line(part), (), readings.words(part.reading).sign, lesson_trail.tone(part.reading))
                     for part in readings.told(family.lessons))  # fmt: skip
        if told:
            yield Items(told, "sign")
        for reading in (Reading.SERVED_ONCE, Reading.SPENT_ONCE):
            found = [part for part in family.lessons if part.reading is reading]
            if found:
                spans: list[str | TextSpan] = [sign(reading), pill(words, reading, ":"), " "]
                for part in found:
                    spans += [f"{self.named(part)} (", *self.numbers(readings.own(part)), f"{self.held(part)})",
                              "; " if part is not found[-1] else "."]  # fmt: skip
                yield Para(text(*spans))
        away = [part for part in family.lessons if part.reading is Reading.UNTESTED]
        if away:
            names = []
            for part in away:
                taken = readings.taken_for(part)
                for_you = words.say(" (taken for you: {n})", n=readings.numbers(taken)) if taken else ""
                names.append(f"{self.named(part)}{for_you}")
            at = words.say("Not at stake: ")
            yield para(aside(at), str(len(away)) if self.room.terse else "; ".join(names), ".")

    def line(self, part: LessonPart) -> Text:
        """A lesson in a line."""
        words = self.words
        served = [mark for mark in part.evidence_for if mark.own]
        spent = [mark for mark in part.evidence_against if mark.own]
        numbers: list[str | TextSpan] = []
        if served and spent:
            numbers += [words.say("served "), *self.numbers(served), words.say(", spent "), *self.numbers(spent)]
        else:
            numbers += self.numbers(served or spent)
        taken = readings.taken_for(part)
        for_you = words.say(", taken for you {n}", n=readings.numbers(taken)) if taken else ""
        title = TextSpan(lower(words.say(readings.words(part.reading).title)), "pill", lesson_trail.tone(part.reading))
        return text(f"{self.named(part)}: ", title, ": ", *numbers, f"{for_you}{self.held(part)}.")

    def named(self, part: LessonPart) -> str:
        return f"{part.title} [{self.words.say('barrier')}]" if part.id in self.barriers else part.title

    def held(self, part: LessonPart) -> str:
        if part.outcome is None:
            return ""
        return self.words.say(", held") if part.outcome is Outcome.HELD else self.words.say(", did not hold")

    @staticmethod
    def numbers(marks: Iterable[MarkPart]) -> list[str | TextSpan]:
        made: list[str | TextSpan] = []
        for number in sorted(mark.number for mark in marks):
            made += [", "] if made else []
            made.append(TextSpan(str(number), to=f"decision-{number}"))
        return made

    # --- gauges, and what is counted

    def gauges(self) -> Section:
        words, debrief = self.words, self.debrief
        shown = debrief_numbers.gauges(words, debrief)
        if not debrief.gauges:
            return replace(shown, name=words.say("Gauges"))
        marks = debrief_numbers.decision_marks(debrief)
        made: list[Block] = [para(words.say("On the whole of each scale; numbers below are decisions."), role="note")]
        for part in debrief.gauges:
            chart = debrief_numbers.gauge(words, part, max(1, debrief.day), marks, debrief.ticks)
            went = words.say("{start} to {final}", start=part.start, final=part.final)
            if part.shown == "hidden":
                knew = words.say("never shown")
            elif part.shown == "assessed":
                when = debrief.ticks.at(part.known_since)
                knew = words.say("you went by {known}, last looked {when}", known=part.known, when=when)
            else:
                knew = words.say("always shown")
            cuts = words.many("cut short {n} time", "cut short {n} times", part.cuts) if part.cuts else ""
            if self.room.terse and part.shown != "assessed":
                knew = cuts = ""
            made.append(replace(chart, says=f"{'; '.join(filter(None, (went, knew, cuts)))}."))
        return replace(shown, blocks=tuple(made), name=words.say("Gauges"))

    def counted(self) -> Section:
        """Headquarters, forecasts, confidence, papers: one line each."""
        words, debrief = self.words, self.debrief
        rows: list[tuple[str, Text]] = []
        for part in debrief.headquarters:
            said = words.say("as content as at the start")
            if abs(part.content) > EVEN:
                said = words.say("more content than then") if part.content > 0 else words.say("less content than then")
            most = max(part.parts, key=lambda each: abs(each[1]), default=("", 0.0))
            mostly = (
                words.say(", mostly for {gauge}", gauge=most[0]) if min(abs(most[1]), abs(part.content)) > EVEN else ""
            )
            rows.append((words.say("Headquarters, {role}", role=part.role), text(f"{said}{mostly}.")))
        for forecast in debrief.forecasts:
            came = words.say("it came about") if forecast.came_true else words.say("it did not come about")
            rows.append((forecast.ask, text(words.say("you said {n} in 100; {came}.", n=forecast.percent, came=came))))
        for answer in debrief.answers:
            both = [words.say("no answer") if each is None else str(each) for each in (answer.before, answer.after)]
            said = words.say("{before} before, {after} after, of {scale}.", before=both[0], after=both[1],
                             scale=answer.scale)  # fmt: skip
            rows.append((answer.ask, text(said)))
        sure = sorted(part.confidence for part in debrief.decisions if part.confidence is not None)
        if sure:
            said = words.say("from {least} to {most} of 10, the middle {middle}.", least=sure[0], most=sure[-1],
                             middle=sure[len(sure) // 2])  # fmt: skip
            rows.append((words.say("How sure"), text(said)))
        offered = sum(part.documents_offered for part in debrief.decisions)
        if offered:
            read = sum(part.documents_opened for part in debrief.decisions)
            rows.append((words.say("Papers read"), text(words.say("{n} of {all}.", n=read, all=offered))))
        title = words.say("Headquarters, forecasts, papers")
        return Section("counted", title, (Pairs(tuple(rows)),) if rows else (), name=words.say("Counted"))

    # --- notes

    def notes(self, copy: Copy) -> Section:
        """Notes on the whole run and on lessons: one on a decision stands there."""
        words, debrief = self.words, self.debrief
        shown = full.notes(words, debrief, copy)
        titles = {part.title for part in debrief.decisions}
        found = tuple(
            Item(text(aside(words.say("On {what}: ", what=note.about or words.say("the run"))),
                      f"“{cut(note.text, 2 * self.room.text)}”"), (), "✎")
            for note in debrief.notes
            if note.about not in titles
        )  # fmt: skip
        there = para(words.say("Notes on a decision stand there."), role="note")
        return replace(shown, blocks=(Items(found, "sign"),) if found else (there,) if debrief.notes else shown.blocks,
                       name=words.say("Notes"))  # fmt: skip


EVEN = 0.1
"""A headquarters no farther from where it was is as content as then."""


def count(shown: FaceDocument) -> int:
    """Return how many words a debrief has in a plain stream, the numbers of its charts apart."""
    from game.faces.lines import report
    from game.words import ENGLISH

    return len(" ".join(report(ENGLISH, replace(shown, sections=tuple(map(_undrawn, shown.sections))))).split())


def _undrawn(shown: Section) -> Section:
    """A section with the sentence of each chart in its place."""
    blocks = (para(f"{each.title}: {each.says}") if isinstance(each, Chart) else each for each in shown.blocks)
    return replace(shown, blocks=tuple(blocks), sections=tuple(map(_undrawn, shown.sections)))
