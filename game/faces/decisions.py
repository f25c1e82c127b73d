"""Decisions of a debrief: what was decided and why, what chance did, what came back, and what else was open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.exercise.ticks import Ticks
from game.exercise.views.inject_state import SAID, InjectState
from game.faces import spoken
from game.faces.lesson_trail import pill, when
from game.faces.lesson_trail import tone as tone_of
from game.faces.model import (
    Block,
    Card,
    Grid,
    Image,
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
from game.faces.moves import better, moves
from game.faces.prose import prose
from game.faces.spoken import capital, stop
from game.record.events import How
from game.report import readings
from game.report.model import BearingPart, CamePart, Debrief, DecisionPart, LuckPart, OpenCell, OpenPart, OtherPart
from game.scenario.markdown import points
from game.words import Language


def timeline(words: Language, debrief: Debrief) -> Section:
    """Return every decision with its reason, its luck and what came back."""
    title = words.say("Decision by decision")
    made: list[Block] = [decision(words, debrief, n, part) for n, part in enumerate(debrief.decisions, 1)]
    if not made:
        made.append(para(words.say("No decision was taken.")))
    titles = {gauge.id: gauge.title for gauge in debrief.gauges}
    by_hand = tuple(_changed(words, day, titles.get(gauge, gauge), why) for day, gauge, why in debrief.by_facilitator)
    made += [Items(by_hand, "sign")] if by_hand else []
    made += [para(line, role="warn") for line in not_decided(words, debrief)]
    return Section("timeline", title, tuple(made), name=title)


def not_decided(words: Language, debrief: Debrief) -> Iterator[str]:
    """Yield what lay on the table undecided, by its title; how many others did not come so far, without theirs."""
    for each in debrief.stands:
        if each.state in (InjectState.ON_TABLE, InjectState.LEFT):
            yield f"{each.title}: {words.message(each.says)}."
    for state in (InjectState.IN_TRAY, InjectState.MISSED, InjectState.NOT_REACHED):
        count = sum(each.state is state for each in debrief.stands)
        if count:
            yield words.many("{n} inject: {state}.", "{n} injects: {state}.", count, state=SAID[state])


def _changed(words: Language, day: str, gauge: str, why: str) -> Item:
    said = text(when(words, day), words.say(" the facilitator changed {gauge}: ", gauge=gauge), stop(why))
    return Item(said, (), "✎", "warn")


def head(words: Language, part: DecisionPart, number: int = 0) -> Text:
    """Return what stands over a decision: its number, its day, its title."""
    heard = words.say("Decision {n}. ", n=number) if number else ""
    day = TextSpan(f"{part.when} ", "aside", spoken=f"{capital(spoken.when(words, part.when))}, ")
    return text(TextSpan(f"{number} · ", "aside", spoken=heard) if number else "", day, part.title)


def decision(words: Language, debrief: Debrief, number: int, part: DecisionPart) -> Card:
    """Return one decision in full, with the number by which lessons refer to it."""
    clock = words.message(part.clock)
    made: list[Block] = [Para(text(TextSpan(clock, spoken=spoken.clock(clock))), "note")]
    made += prose(part.dilemma, "note")
    if part.option:
        made += _decided(words, debrief, number, part)
    else:
        made.append(para(words.say("Passed unanswered: no option was open."), role="warn"))
    missed = tuple(_unheard(words, each) for each in part.bearing if not each.heard)
    if missed:
        made += (para(words.say("What bore on it and was not heard"), role="label"), Items(missed, "sign"))
    made += [Image(each.title, each.alt, each.sha256) for each in part.pictures]
    weighed = tuple(Item(text(each)) for each in points(part.expected))
    if weighed:
        made += (para(words.say("What a well-led team was expected to weigh"), role="label"), Items(weighed))
    notes = tuple(Item(text(words.say("Your note: {note}", note=_line(note))), (), "✎", "warn") for note in part.notes)
    made += [Items(notes, "sign")] if notes else []
    return Card(tuple(made), head(words, part, number), id=f"decision-{number}")


def _decided(words: Language, debrief: Debrief, number: int, part: DecisionPart) -> Iterable[Block]:
    yield Pairs(tuple(_facts(words, part)))
    if part.outcome.strip():
        yield para(words.say("At once"), role="label")
        yield from prose(part.outcome)
    if part.moves:
        yield moves(words, part.moves)
    told = tuple(
        Item(text(pill(words, lesson.reading, ":"), f" {stop(lesson.title)} ",
                  words.say("Because: {why}", why=stop(mark.because))),
             (), readings.words(lesson.reading).sign, tone_of(lesson.reading))
        for lesson, mark in readings.told_at(debrief, number)
    )  # fmt: skip
    if told:
        yield Items(told, "sign")
    if part.luck:
        said = _line(part.luck.text) or words.say("nothing was said of it")
        yield para(strong(words.say("Chance, {odds}: ", odds=part.luck.odds), "warn"), stop(said))
        if part.luck.moves:
            yield moves(words, part.luck.moves, words.say("By chance: "))
    if part.came:
        yield Items(tuple(_came(words, each, debrief.ticks) for each in part.came), "sign")


def _facts(words: Language, part: DecisionPart) -> Iterable[tuple[str, Text]]:
    """Who decided what and why, how sure, what spoke against it, which papers were read."""
    if part.answer:
        # The group's own words are text, and no Markdown.
        yield words.say("You wrote"), text(" ".join(part.answer.split()))
    yield words.message(part.decided), text(strong(part.option))
    if part.judged:
        yield words.say("In the words of whoever judged"), text(part.judged)
    if part.reason or part.confidence is not None:
        sure = "" if part.confidence is None else words.say(" (how sure: {n} of 10)", n=part.confidence)
        whose = words.say("Your reason") if part.how == How.ALONE else words.say("The deciding role's reason")
        yield whose, text(part.reason or words.say("no reason given"), aside(sure))
    if part.counter:
        yield words.say("Against it"), text(part.counter)
    if part.documents_offered:
        papers = words.say("{n} of {all}", n=part.documents_opened, all=part.documents_offered)
        left = words.say("; left closed: {papers}", papers=", ".join(part.unread)) if part.unread else ""
        yield words.say("Papers read"), text(papers, left)
    if heard := [each.title for each in part.bearing if each.heard]:
        yield words.say("Bore on it, and was heard"), text("; ".join(heard))


def _unheard(words: Language, part: BearingPart) -> Item:
    """A paper left closed, or a fact that stayed with one seat, with what it bears on and the line in it."""
    if part.alone:
        says = words.say("{role} alone held this, and it was not marked as told", role=part.title)
    else:
        says = words.say("“{paper}” stayed closed", paper=part.title)
    on = [words.say("what was taken")] if part.taken else [f"“{label}”" for label in part.on]
    bears = words.say("; it bears on {what}", what=", ".join(on)) if on else ""
    quoted = (para(words.say("“{line}”", line=_line(part.line))),) if part.line else ()
    return Item(text(f"{says}{bears}."), quoted, "○")


FATES = {"landed": "↩", "lapsed": "∅", "not yet": "…"}


def _came(words: Language, part: CamePart, read: Ticks) -> Item:
    """A delayed effect, and what became of it."""
    at = capital(read.on(part.day))
    said = {
        "landed": words.say("{when}, came back: ", when=at),
        "lapsed": words.say("{when}, did not come about: ", when=at),
        "not yet": words.say("{when}, was still on its way at the end: ", when=at),
    }[part.status]
    told = stop(_line(part.text) or words.say("nothing was said of it"))
    return Item(text(aside(said), told), (moves(words, part.moves),) if part.moves else (), FATES[part.status])


# --- luck


def luck(words: Language, debrief: Debrief) -> Section:
    """Return every draw of chance with what else could have come."""
    title = words.say("Decisions and luck")
    drawn = tuple(
        Card(tuple(_drawn(words, part.luck)), text(*head(words, part), f": {part.option}"))
        for part in debrief.decisions
        if part.luck
    )
    none = (para(words.say("Chance had no part in this run.")),)
    return Section("luck", title, (para(words.say(debrief.luck_said), role="note"), *(drawn or none)), name=title)


def _drawn(words: Language, part: LuckPart) -> Iterable[Block]:
    yield para(
        strong(words.say("{odds}, and it happened: ", odds=capital(words.message(part.odds))), "warn"), _line(part.text)
    )
    kinds: dict[str, tuple[str, str, Tone]] = {
        "better": ("▲ ", words.say("Kinder than the alternatives."), "good"),
        "worse": ("▼ ", words.say("Harder than the alternatives."), "bad"),
        "even": ("= ", words.say("No better and no worse than the alternatives."), "flat"),
    }
    sign, said, tone = kinds[part.kind]
    yield Para(text(TextSpan(sign, "", tone, spoken=""), TextSpan(said, "pill", tone)))
    for odds, other in part.others:
        told = _line(other) or words.say("nothing is said of it")
        yield para(words.say("It could have been, {odds}: ", odds=odds), stop(told), role="note")


def _line(said: str) -> str:
    return " ".join(said.split())


# --- what else was open


def others(words: Language, debrief: Debrief) -> Section:
    """Return for each decision the options, what they bear on, and what was in store after each."""
    title = words.say("What else was open")
    intro = words.say("For each decision, what else lay on the table. None of it was the right answer.")
    made: list[Block] = [para(intro)]
    made += [para(said, role="note") for said in debrief.open_said]
    made += [Card(tuple(_open(words, part)), head(words, part)) for part in debrief.decisions]
    if debrief.ledger:
        heads = (
            words.say("What"), words.say("within reach"), words.say("by decisions"), words.say("by luck"),
            words.say("came to"),
        )  # fmt: skip
        rows = tuple(
            tuple(map(text, (part.title, part.reach, part.given_up, part.luck, part.came))) for part in debrief.ledger
        )
        caption = words.say("What was within reach, and where it went")
        made.append(Grid(caption, heads, rows, frozenset((1, 2, 3, 4))))
    return Section("others", title, tuple(made), name=title)


def _open(words: Language, part: DecisionPart) -> Iterable[Block]:
    decided = f"{words.message(part.decided)}: " if part.decided else words.say("Not decided: ")
    yield para(aside(decided), strong(part.option or words.say("passed unanswered")))
    other = tuple(_other(words, each) for each in part.others)
    if other:
        yield Items(other, "sign")
    if part.open and part.open.about:
        yield _store(words, part.open)
    elif part.open:
        said = words.say("Little hung on this one: whatever was taken, most of the same stayed open.")
        yield para(said, role="note")


def _other(words: Language, other: OtherPart) -> Item:
    """An option that was not taken: its case, and what it would have served and spent."""
    more: list[Block] = []
    if other.case:
        more.append(para(words.say("The case for it: “{case}”", case=other.case)))
    if other.serves:
        said = words.say("It would serve: {lessons}.", lessons="; ".join(other.serves))
        more.append(Para((TextSpan(said, "", "served"),)))
    if other.strains:
        said = words.say("It would spend: {lessons}.", lessons="; ".join(other.strains))
        more.append(Para((TextSpan(said, "", "spent"),)))
    closed = (" ", TextSpan(words.say("It was closed."), "", "warn")) if other.closed else ()
    return Item(text(strong(stop(other.label) if closed else other.label), *closed), tuple(more), "○")


def _store(words: Language, part: OpenPart) -> Grid:
    """What was in store after each option, for each of the things that hung on the decision most."""
    taken = aside(words.say(" (decided)"))
    rows = tuple(
        (text(row.label, taken if row.taken else ""), *(_cell(words, each) for each in row.cells)) for row in part.rows
    )
    return Grid(words.say("What was in store after each"), (words.say("Option"), *part.about), rows)


def _cell(words: Language, cell: OpenCell) -> Text:
    sign = {None: "", True: "▲ ", False: "▼ "}[cell.better]
    heard = {None: "", True: words.say(", likely better"), False: words.say(", likely worse")}[cell.better]
    tone: Tone = "" if cell.better is None else better(cell.better)
    return text(
        TextSpan(f"{sign}{cell.likely}", "", tone, spoken=words.say("likely {value}", value=cell.likely)),
        aside(f" ({cell.span})"),
        TextSpan("", spoken=heard),
    )
