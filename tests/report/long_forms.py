"""Long forms of random runs, and what holds for every one of them."""

import re
from collections.abc import Iterator

from game.faces import long_form
from game.faces.lines import report
from game.faces.model import FaceDocument, TextSpan
from game.report.model import Debrief
from game.words import ENGLISH

LONG = 8
"""A sentence of so many words or more is told once."""


def untrue(made: Debrief) -> Iterator[str]:
    """Yield what is wrong with a long form: too many words, a thing told twice or not at all, a number of nothing."""
    shown = long_form.document(ENGLISH, made)
    words, most = long_form.count(shown), long_form.budget(made)
    if words > most:
        yield f"{words} words of {most}"
    rest = [each for each in shown.sections if each.id != "front"]
    lines = report(ENGLISH, FaceDocument("", "en", tuple(rest)))
    yield from twice(lines, named(made))
    told = " ".join(" ".join(lines).split())
    reasons = [
        " ".join(mark.because.split())
        for number in range(1, len(made.decisions) + 1)
        for _, mark in long_form.evidence(made).get(number, ())
    ]
    for reason in set(reasons):
        if told.count(reason) != 1 and len(reason.split()) > 6:
            yield f"told {told.count(reason)} times: {reason}"
    for span in spans(shown):
        if span.to.startswith("decision-") and not 1 <= int(span.to.removeprefix("decision-")) <= len(made.decisions):
            yield f"there is no {span.to}"


def named(made: Debrief) -> list[str]:
    """Titles and labels, which may stand in any number of places, the longest first."""
    found = {part.title for part in made.gauges} | {part.role for part in made.headquarters}
    for part in made.decisions:
        found |= {part.title, part.option, *part.unread, *(other.label for other in part.others)}
    found |= {lesson.title for family in made.families for lesson in family.lessons}
    return sorted((" ".join(each.split()) for each in found if each), key=len, reverse=True)


def twice(lines: list[str], apart: list[str]) -> Iterator[str]:
    """Yield each long sentence that stands in more than one place, titles, labels and what is quoted apart."""
    seen: set[str] = set()
    for line in lines:
        bare = re.sub(r"“[^”]*”", "“”", line.strip().removeprefix("- "))
        for name in apart:
            bare = bare.replace(name, "")
        for sentence in re.split(r"(?<=[.!?])\s+", bare):
            sentence = re.sub(r"(rose|fell) by [0-9]+", "", sentence)
            if sum(any(map(str.isalpha, word)) for word in sentence.split()) >= LONG:
                if sentence in seen:
                    yield f"told twice: {sentence}"
                seen.add(sentence)


def spans(thing: object) -> Iterator[TextSpan]:
    """Yield every run of words in a document."""
    if isinstance(thing, TextSpan):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from spans(each)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from spans(getattr(thing, name))
