"""How it reads: length, loaded words, reading time, and whether waiting is among the options."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game.scenario.checks.check_context import Subject
from game.scenario.findings import Finding, nearest
from game.scenario.node import Path
from game.scenario.scenario import Inject, Option

SITUATION = 90
"""Words of a situation that a group still listens to."""

PACE = 200
"""Words a minute that a person reads at a table."""

STANCES = ("for", "against", "neutral")
"""Words of a stance that are shown as a side; any others are shown as they are."""

_LABEL_RATIO, _LABEL_GAP = 2, 20
_TEXT_RATIO, _TEXT_GAP = 2, 150

_LOADED = re.compile(
    r"\b(obviously|clearly|of course|naturally|simply|merely|needlessly|blindly|stubborn\w*|reckless\w*|na[iï]ve\w*"
    r"|coward\w*|foolish\w*|stupid\w*|irresponsibl\w*|heroic\w*|noble|nobly|wisely|prudently|sensibl\w*|brave\w*"
    r"|the (?:right|wrong|correct|best|worst) (?:thing|way|choice|answer|course|decision))\b",
    re.IGNORECASE,
)

_WAITS = re.compile(
    r"\b(waits?|waiting|holds?|delay\w*|postpone\w*|defer\w*|pauses?|suspend\w*|keeps?|leaves?|declines?|refuses?|refers?"
    r"|until|later|before|first|then|nothing|stays?|silent|watch\w*|observe\w*|study|not|don't|let|same)\b",
    re.IGNORECASE,
)


def wording(subject: Subject) -> Iterator[Finding]:
    """What is wrong with how it reads."""
    english = subject.scenario.language.casefold().startswith("en")
    for index, inject in enumerate(subject.scenario.injects):
        path: Path = ("injects", index)
        yield from _situation(subject, inject, path)
        yield from _lengths(subject, inject, path)
        yield from _stances(subject, inject, path)
        if english:
            yield from _loaded(subject, inject, path)
            yield from _waits(subject, inject, path)
    yield from _untold(subject)
    title = subject.root.get("title")
    if title is None or not title.text.strip():
        says = f"the scenario has no title; the menu calls it '{subject.scenario.title}'."
        yield subject.finding("WC312", ("id",), says, "Add 'title:' with what people call it.", key=True)
    # Where an inject names no minutes, reading it takes some all the same.
    timed = [each for each in subject.scenario.injects if not each.manual]
    planned, asked = subject.scenario.minutes, sum(each.minutes or reading_minutes(each) for each in timed)
    if planned and asked > planned:
        says = f"the injects take {asked} minutes together; the scenario plans {planned}."
        yield subject.finding("WC255", ("minutes",), says, "Plan more, or give the injects less.")


def _situation(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    words = len(inject.situation.split())
    if words > SITUATION:
        says = f"the situation of '{inject.id}' has {words} words; {SITUATION} are enough."
        yield subject.finding(
            "WC253", (*path, "situation"), says, "Keep what calls for a decision; make a document of the rest."
        )
    minutes = reading_minutes(inject)
    if inject.minutes and minutes > inject.minutes:
        says = f"reading '{inject.id}' takes some {minutes} minutes of its {inject.minutes}."
        yield subject.finding("WC254", (*path, "minutes"), says, "Give it more minutes, or less to read.")


def reading_minutes(inject: Inject) -> int:
    """Return the minutes that a group spends reading an inject before it talks, to the nearest.

    Documents count as their author says, or at reading pace where that is more.
    """
    texts = [inject.situation, inject.question, *(f"{each.label} {each.case} {each.detail}" for each in inject.options)]
    words = sum(len(text.split()) for text in texts)
    papers = sum(len(f"{document.text} {document.alt}".split()) for document in inject.documents)
    words += max(papers, PACE * sum(document.minutes for document in inject.documents))
    return (words + PACE // 2) // PACE


def _lengths(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    if len(inject.options) < 2:
        return
    sizes = [("label", _LABEL_RATIO, _LABEL_GAP, [len(each.label) for each in inject.options])]
    sizes.append(("text", _TEXT_RATIO, _TEXT_GAP, [len(each.case) + len(each.detail) for each in inject.options]))
    for what, ratio, gap, lengths in sizes:
        short, long = min(lengths), max(lengths)
        if long > ratio * short and long - short > gap:
            number = lengths.index(long)
            ids = [inject.options[lengths.index(each)].id for each in (long, short)]
            says = f"the {what} of '{ids[0]}' has {long} characters, that of '{ids[1]}' {short}."
            yield subject.finding("WC251", (*path, "options", number), says, "Bring them to about one length.")
            return


def _loaded(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    texts: list[tuple[Path, str]] = [((*path, "situation"), inject.situation), ((*path, "question"), inject.question)]
    for number, option in enumerate(inject.options):
        texts += [((*path, "options", number, key), getattr(option, key)) for key in ("label", "detail")]
    for where, text in texts:
        found = _LOADED.search(text)
        if found:
            says = f"'{found.group()}' says what the author thinks of it."
            word = found.group().split()[0]
            yield subject.finding("WC252", where, says, "Say what is done, and leave the judgement out.", word=word)


def _stances(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    """Any words may stand for a stance; a slip in one of the three that have a colour is most likely no choice."""
    for number, option in enumerate(inject.options):
        for advice in option.advice:
            if advice.stance in STANCES:
                continue
            if meant := nearest(advice.stance, STANCES, most=1):  # within two edits of `for` is half a dictionary
                says = f"the stance of '{advice.role}' on '{option.id}' is '{advice.stance[:60]}'."
                where: Path = (*path, "options", number, "advice", advice.role, "stance")
                yield subject.finding("WC260", where, says, f"Did you mean '{meant}'?")


def _waits(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    if len(inject.options) > 1 and not any(_may_wait(option) for option in inject.options):
        says = f"no option of '{inject.id}' seems to wait, refuse or leave things as they are."
        yield subject.finding("WC256", (*path, "options"), says, "Add one, and let it cost something too.", key=True)


def _may_wait(option: Option) -> bool:
    return bool(_WAITS.search(option.label) or _WAITS.search(option.id.replace("_", " ")))


def _untold(subject: Subject) -> Iterator[Finding]:
    for path, _, option in subject.options():
        if not option.outcome:
            says = f"option '{option.id}' has no 'outcome'."
            yield subject.finding("WC307", path, says, "Say what the players see at once.")
    for cause in subject.causes:
        option_itself = len(cause.path) == 4
        if cause.change.effects and not cause.change.text and not option_itself:
            yield subject.finding(
                "WC311", cause.path, f"{cause.what} has no 'text'.", "Say what happened, and from what."
            )
