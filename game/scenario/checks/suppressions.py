"""Putting a finding aside in the file itself, with a reason: ``# whitecell: ok WC205 because ...``.

The comment stands on the line of what it speaks of, or on the line above. It covers that part and all that is in it:
above a key one value, above an inject the whole of it, above ``lessons:`` all lessons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from game.scenario.checks.check_context import Line, Subject
from game.scenario.checks.code_analysis import ANALYSED
from game.scenario.checks.codes import CODES
from game.scenario.findings import Finding, Level, Place

_COMMENT = re.compile(r"(?:^|\s)(#\s*whitecell\s*:\s*(?P<ok>ok\b)?(?P<rest>.*))$", re.IGNORECASE)
_BECAUSE = re.compile(r"\bbecause\b", re.IGNORECASE)
_CODE = re.compile(r"\bWC\d+\b", re.IGNORECASE)

HOW = "Write '# whitecell: ok WC205 because ...' with the code of a warning or note."


@dataclass(slots=True)
class _Silencing:
    place: Place
    codes: frozenset[str]
    reason: str
    alone: bool
    """Whether nothing else stands on its line: then it speaks of the line below."""
    used: set[str] = field(default_factory=set)


def silenced(subject: Subject, findings: Iterable[Finding], analysed: bool = False) -> Iterator[Finding]:
    """Yield the findings that no comment puts aside, and what is wrong with the comments.

    `analysed` says that an analysis was asked, too: else it is not known whether its findings come up.
    """
    comments = {(each.place.file, each.place.line): each for each in _comments(subject)}
    for finding in findings:
        if not comments or not _put_aside(subject, finding, comments):
            yield finding
    for comment in comments.values():
        yield from _complaints(subject, comment, frozenset() if analysed else ANALYSED)


def _comments(subject: Subject) -> Iterator[_Silencing]:
    for shown, text in zip(subject.source.shown.values(), subject.source.files.values(), strict=True):
        if "whitecell" not in text.casefold():
            continue
        for number, line in enumerate(subject.source.lines(shown), 1):
            if found := _COMMENT.search(line):
                codes, *reason = _BECAUSE.split(found.group("rest"), maxsplit=1)
                known = frozenset(code.upper() for code in _CODE.findall(codes)) if found.group("ok") else frozenset()
                place = Place(shown, number, found.start(1) + 1)
                alone = not line[: found.start(1)].strip()
                yield _Silencing(place, known, "".join(reason).strip(" .:"), alone)


def _put_aside(subject: Subject, finding: Finding, comments: dict[Line, _Silencing]) -> bool:
    if finding.level is Level.ERROR:
        return False
    for file, line in subject.covered_by(finding):
        for comment in _speaking_of(subject, file, line, comments):
            if finding.code in comment.codes:
                comment.used.add(finding.code)
                return bool(comment.reason)
    return False


def _speaking_of(subject: Subject, file: str, line: int, comments: dict[Line, _Silencing]) -> Iterator[_Silencing]:
    """The comments behind a line and right above it, however many lines of comment stand there."""
    if (behind := comments.get((file, line))) and not behind.alone:
        yield behind
    lines = subject.source.lines(file)
    while (line := line - 1) > 0 and lines[line - 1].lstrip().startswith("#"):
        if above := comments.get((file, line)):
            yield above


def _complaints(subject: Subject, comment: _Silencing, unasked: frozenset[str]) -> Iterator[Finding]:
    unknown = sorted(code for code in comment.codes if code not in CODES or CODES[code].level is Level.ERROR)
    if unknown or not comment.codes:
        says = f"{', '.join(unknown)} cannot be silenced." if unknown else "this comment names no code."
        yield subject.at("WC292", comment.place, says, HOW)
    elif not comment.reason:
        says = "this comment gives no reason, so it silences nothing."
        yield subject.at("WC291", comment.place, says, "Write 'because' and why it is meant.")
    elif unused := sorted(comment.codes - comment.used - unasked):
        says = f"{', '.join(unused)} does not come up here."
        yield subject.at("WC302", comment.place, says, "Take it out of the comment.")
