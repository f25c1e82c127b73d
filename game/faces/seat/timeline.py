"""What happened, as a seat knows it: the outcome of a move, what came since, the timeline, how it ended."""

from __future__ import annotations

from dataclasses import replace

from game.exercise.views.seat_view import OWN_HAND, EntryView, MoveView, OutcomeView, What
from game.faces.model import (
    Block,
    Card,
    Item,
    Items,
    Para,
    Section,
    TextSpan,
    aside,
    para,
    strong,
    text,
)
from game.faces.moves import move
from game.faces.prose import prose
from game.faces.seat.shared import shared
from game.faces.spoken import lower
from game.faces.spoken import value as with_unit
from game.faces.spoken import when as heard
from game.words import Language, Message

SIGNS = {
    What.DECIDED: "●", What.READ: "·", What.PASSED: "✕", What.OTHERS: "○", What.CAME_BACK: "↩", What.WENT_ON: "∼",
    What.ADJUSTED: "✎", What.STOPPED: "■",
}  # fmt: skip
BRIEF = (What.DECIDED, What.READ, What.PASSED, What.STOPPED, What.CAME_BACK)
"""What stands in a narrow column, a line each: what was decided, and what came back of it."""
TOLD = (What.DECIDED, What.OTHERS, What.PASSED)
"""What somebody needs to know who comes back, or late."""


def say(words: Language, told: str | Message) -> str:
    """Return what a view tells, in the reader's language."""
    return str(words.value(told))


# --- one thing that happened


def entries(words: Language, some: tuple[EntryView, ...]) -> Items:
    """Return things that happened, in their order."""
    return Items(tuple(entry(words, each) for each in some), "sign")


def entry(words: Language, each: EntryView) -> Item:
    """Return one thing that happened; beneath it what is told of it, and the moves that were seen."""
    more: list[Block] = []
    if each.text and each.what is not What.DECIDED:
        more += prose(say(words, each.text))
    if each.moves:
        more.append(Items(tuple(move(words, moved) for moved in each.moves), "sign"))
    day = TextSpan(f"{each.when}  ", "aside", spoken=f"{heard(words, each.when)}, ")
    return Item((day, *_head(words, each)), tuple(more), SIGNS[each.what])


def _head(words: Language, each: EntryView) -> tuple[TextSpan, ...]:
    """What happened, in a line."""
    title = strong(say(words, each.title))
    match each.what:
        case What.DECIDED:
            by = words.message(each.decided or OWN_HAND)
            arrow = TextSpan(f" → {_whose(words, each.decided)}", "aside", spoken=f": {lower(by)}: ")
            return title, arrow, TextSpan(say(words, each.text))
        case What.READ:
            return TextSpan("", spoken=words.say("read: ")), title
        case What.STOPPED:
            return TextSpan("", spoken=words.say("the exercise stopped: ")), title
        case What.WENT_ON:
            return (TextSpan(words.say("Went on"), "strong", spoken=words.say("meanwhile:")),)
        case What.CAME_BACK:
            came = TextSpan(words.say("Came back"), "strong", spoken=words.say("this came back"))
            cause = say(words, each.cause)
            return text(came, TextSpan(f" {cause}", "aside", spoken=f" {heard(words, cause)}") if cause else "")
        case What.PASSED:
            return (title,)
        case _:
            return (replace(title, spoken=lower(title.text)),)


def _whose(words: Language, decided: Message | None) -> str:
    """Who decided, before the option; nothing where one plays alone."""
    return "" if decided in (None, OWN_HAND) else f"{words.message(decided)}: "


# --- sections


@shared
def outcome(words: Language, done: OutcomeView, decided: str | Message, since: tuple[EntryView, ...]) -> Section:
    """Return what is seen at once of a decision: luck as luck, what moved, what was set in motion, what came then.

    ``decided`` says in a class how it was taken.
    """
    by = words.message(done.decided)
    whose = TextSpan(_whose(words, done.decided), "aside", spoken=f"{by}: ")
    made: list[Block] = [para(say(words, decided), role="note")] if decided else []
    made += [Para((whose, TextSpan(done.option)), "lead"), *prose(done.text)]
    if done.luck:
        chance = words.say("Chance: {odds}; it happened.", odds=done.luck.odds)
        made.append(Card(prose(done.luck.text), text(chance), "warn"))
    made += _seen(words, done)
    if done.set_in_motion:
        moved = words.many(
            "Set in motion: {n} thing that will come back later.",
            "Set in motion: {n} things that will come back later.",
            done.set_in_motion,
        )
        made.append(para(moved, role="warn"))
    if since:
        made += (para(words.say("And then"), role="label"), entries(words, since))
    title = words.say("Outcome: {title}", title=done.title)
    return Section("outcome", title, tuple(made), words.say("Outcome"), key="w")


def _seen(words: Language, done: OutcomeView) -> tuple[Block, ...]:
    """What could be seen to move, and what somebody looked at."""
    moved = [move(words, each) for each in done.moves]
    moved += [move(words, each, words.say("By chance: ")) for each in (done.luck.moves if done.luck else ())]
    made: tuple[Block, ...] = (para(words.say("No gauge that you can see has moved."), role="note"),)
    if moved:
        made = (para(words.say("What you can see move"), role="label"), Items(tuple(moved), "sign"))
    if done.assessed:
        looked = Items(tuple(Item(text(*_looked(words, each)), sign="•") for each in done.assessed), "sign")
        made += (para(words.say("You had somebody look"), role="label"), looked)
    return made


def _looked(words: Language, moved: MoveView) -> tuple[TextSpan | str, ...]:
    """A gauge that somebody looked at: what is true, and what was believed."""
    said = {"gauge": moved.gauge, "after": with_unit(moved.after, moved.unit)}
    if moved.before == moved.after:
        return (words.say("{gauge} stands at {after}, as you believed.", **said),)
    before = with_unit(moved.before, moved.unit)
    return (strong(words.say("{gauge} stands at {after}; you believed {before}.", before=before, **said)),)


@shared
def news(words: Language, since: tuple[EntryView, ...]) -> Section:
    """Return what has happened since the last move."""
    nothing = para(words.say("Nothing came of anything since your last move."), role="note")
    made = (entries(words, since),) if since else (nothing,)
    title = words.say("What has happened since")
    return Section("since", title, made, words.say("Since"), str(len(since)) if since else "", key="w")


@shared
def timeline(words: Language, happened: tuple[EntryView, ...], brief: bool = False) -> Section:
    """Return everything that happened so far; ``brief``, for a narrow column, what was decided and what came back."""
    shown = tuple(each for each in happened if each.what in BRIEF or not brief)
    nothing = para(words.say("Nothing has been decided yet."), role="note")
    made = (entries(words, shown),) if shown else (nothing,)
    return Section("timeline", words.say("Timeline"), made, words.say("Timeline"), key="t", side=True)


@shared
def so_far(
    words: Language, setting: str, happened: tuple[EntryView, ...], title: str, question: str, elsewhere: str | Message
) -> Section:
    """Return what whoever comes back, or late, needs: the setting, each decision in a line, what is on the table.

    ``title`` and ``question`` are those of the inject on the table; ``elsewhere`` says who is at work on another's.
    """
    made: list[Block] = []
    if setting:
        made += (para(words.say("Where you are"), role="label"), *prose(setting))
    told = tuple(each for each in happened if each.what in TOLD)
    nothing = para(words.say("Nothing has been decided yet."), role="note")
    made += (para(words.say("So far"), role="label"), entries(words, told) if told else nothing)
    made.append(para(words.say("On the table"), role="label"))
    if title:
        made += (para(strong(title)), para(question))
    else:
        made.append(para(say(words, elsewhere) or words.say("Nothing is on the table."), role="note"))
    return Section("so_far", words.say("So far"), tuple(made), words.say("So far"), key="h")


@shared
def ending(
    words: Language, since: tuple[EntryView, ...], told: tuple[tuple[str, str], ...], cut_short: bool
) -> Section:
    """Return how it ended, behind what came of the last move where nothing has told that.

    ``told`` are the titles and texts of endings and epilogue; ``cut_short`` says that the exercise was ended first.
    """
    made: list[Block] = []
    if since:
        made += (para(words.say("Since your last move"), role="label"), entries(words, since))
    if cut_short and not told:
        end = words.say("The exercise was ended before your run came to its end. Everything you decided is kept.")
        made.append(para(end))
    inner = tuple(Section(f"ending-{at}", title, prose(body)) for at, (title, body) in enumerate(told))
    return Section("ending", words.say("How it ended"), tuple(made), words.say("The end"), sections=inner)


@shared
def hot_wash(words: Language, named: bool) -> Section:
    """Return what there is to do once the exercise is over for all; ``named``: one's name may stand in the report."""
    names = words.say("Your name may stand beside your reasons in the report.") if named else (
        words.say("Your name does not stand beside your reasons in the report."))  # fmt: skip
    made = (
        para(words.say("Look back together, part by part: what happened, so what, now what.")),
        para(TextSpan(words.say("A note of yours goes into the report."), to="note"), role="note"),
        para(TextSpan(words.say("A copy of the debrief is yours to keep."), to="keep"), role="note"),
        para(TextSpan(names, to="names"), role="note"),
    )
    return Section("hot_wash", words.say("The hot wash"), made, words.say("Hot wash"))


def note_of(about: str, body: str) -> Item:
    """Return a note that was written: what it is about, and its text."""
    return Item(text(aside(f"{about}: ") if about else "", body))
