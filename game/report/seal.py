"""The seal as a report: every mark in words, the broken ones first, and the plays of the attack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from game.analysis.mending.attack import Attack
from game.analysis.mending.seal import SealMark
from game.analysis.result.fingerprint import fingerprint
from game.analysis.result.model import Analysis

WORDS = {True: "held", False: "broken", None: "not known"}
"""What is said of a mark."""


@dataclass(frozen=True, slots=True)
class SealReport:
    """Everything that the page of the seal shows."""

    title: str
    verdict: str
    rules: str
    """The hash of the rules that it is about: prose may change, and it stays."""
    marks: tuple[SealMark, ...]
    attacks: tuple[Attack, ...]


def report(analysis: Analysis, marks: Sequence[SealMark], attacks: Sequence[Attack]) -> SealReport:
    """Return the report of a seal: broken marks first, then those not known."""
    count = {held: sum(mark.held is held for mark in marks) for held in WORDS}
    if count[False]:
        verdict = f"Not sealed: {count[False]} of {len(marks)} marks {'is' if count[False] == 1 else 'are'} broken."
    elif count[None]:
        verdict = f"Not sealed: {count[None]} of {len(marks)} marks {'is' if count[None] == 1 else 'are'} not known."
    else:
        verdict = f"Sealed: all {len(marks)} marks are held."
    order = {False: 0, None: 1, True: 2}
    ordered = tuple(sorted(marks, key=lambda mark: order[mark.held]))
    return SealReport(analysis.scenario.title, verdict, fingerprint(analysis.scenario), ordered, tuple(attacks))


def as_json(analysis: Analysis, marks: Sequence[SealMark], attacks: Sequence[Attack] | None) -> dict[str, Any]:
    """Return the seal as plain data: one line for a program."""
    made: dict[str, Any] = {
        "scenario": analysis.scenario.id,
        "sha256": analysis.scenario.sha256,
        "rules": fingerprint(analysis.scenario),
        "method": analysis.method,
        "sealed": all(mark.held for mark in marks),
        "marks": [asdict(mark) for mark in marks],
    }
    if attacks is not None:
        made["attacks"] = [asdict(attack) for attack in attacks]
    return made
