"""Putting a finding aside in the file itself, with a reason: ``# whitecell: ok WC205 because ...``.

The comment stands on the line of the finding or on the line above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from game.scenario.checks.codes import CODES
from game.scenario.checks.subject import Subject
from game.scenario.findings import Finding, Level, Place

_COMMENT = re.compile(r"(?:^|\s)#\s*whitecell:\s*ok\b[ ,:]*(?P<codes>(?:\w+[ ,]+)*?\w*)\s*(?:\bbecause\b(?P<reason>.*))?$", re.I)
_CODE = re.compile(r"\b[Ww][Cc]\d+\b")


@dataclass(slots=True)
class _Silencing:
    place: Place
    codes: frozenset[str]
    reason: str
    used: set[str] = field(default_factory=set)


def silenced(subject: Subject, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that no comment puts aside, and what is wrong with the comments."""
    comments = {(each.place.file, each.place.line): each for each in _comments(subject)}
    for finding in findings:
        if not _put_aside(finding, comments):
            yield finding
    for comment in comments.values():
        yield from _complaints(subject, comment)


def _comments(subject: Subject) -> Iterator[_Silencing]:
    for shown in subject.source.shown.values():
        if not shown.endswith((".yaml", ".yml")) and shown != subject.root.file:
            continue
        for number, line in enumerate(subject.source.lines(shown), 1):
            if "whitecell:" in line and (found := _COMMENT.search(line)):
                codes = frozenset(code.upper() for code in _CODE.findall(found.group("codes")))
                place = Place(shown, number, line.index("#", found.start()) + 1)
                yield _Silencing(place, codes, (found.group("reason") or "").strip(" .:"))


def _put_aside(finding: Finding, comments: dict[tuple[str, int], _Silencing]) -> bool:
    if finding.level is Level.ERROR:
        return False
    for line in (finding.place.line, finding.place.line - 1):
        comment = comments.get((finding.place.file, line))
        if comment and finding.code in comment.codes:
            comment.used.add(finding.code)
            return bool(comment.reason)
    return False


def _complaints(subject: Subject, comment: _Silencing) -> Iterator[Finding]:
    unknown = sorted(code for code in comment.codes if code not in CODES or CODES[code].level is Level.ERROR)
    if unknown or not comment.codes:
        says = f"{', '.join(unknown)} cannot be silenced." if unknown else "this comment names no code."
        cure = "Write '# whitecell: ok WC205 because ...' with the code of a warning or note."
        yield subject.at("WC292", comment.place, says, cure)
    elif not comment.reason:
        says = "this comment gives no reason, so it silences nothing."
        yield subject.at("WC291", comment.place, says, "Write 'because' and why it is meant.")
    elif unused := sorted(comment.codes - comment.used):
        says = f"{', '.join(unused)} does not come up here."
        yield subject.at("WC302", comment.place, says, "Take it out of the comment.")
