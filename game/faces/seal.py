"""The seal as a document: what is broken and where to mend it, what is not known, what holds; then the attack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.called import program
from game.faces.model import (
    Block,
    Card,
    FaceDocument,
    Item,
    Items,
    Section,
    TextSpan,
    Tone,
    aside,
    para,
    strong,
    text,
)
from game.words import Language

if TYPE_CHECKING:  # the report brings numpy, which plain play does without
    from game.analysis.mending.attack import Attack
    from game.analysis.mending.seal import SealMark
    from game.report.seal import SealReport


def document(words: Language, report: SealReport) -> FaceDocument:
    """Return the whole report."""
    sections = [
        _section("broken", words.say("What to mend"), [_mark(mark) for mark in report.marks if mark.held is False]),
        _section("unknown", words.say("Not known"), [_mark(mark) for mark in report.marks if mark.held is None]),
    ]
    held = tuple(
        Item(text(f"{mark.says}: ", strong(mark.figure), aside(f" ({mark.id})"))) for mark in report.marks if mark.held
    )
    sections.append(_section("held", words.say("What holds"), [Items(held, "tick")] if held else []))
    sections.append(_section("attack", words.say("The attack"), [_attack(words, each) for each in report.attacks]))
    made_by = words.say("Made by {program} seal. Hash of the rules: {rules}.", program=program(), rules=report.rules)
    says = words.say(
        "It says what a machine can know of a scenario. Whether it is worth a class\u2019s day it does not."
    )
    kind = text(words.say("Seal"))
    shown = tuple(section for section in sections if section.blocks)
    return FaceDocument(report.title, words.code, shown, (report.verdict,), kind, (made_by, says))


def _section(id: str, title: str, blocks: list[Block]) -> Section:
    return Section(id, title, tuple(blocks), name=title)


def _mark(mark: SealMark) -> Card:
    tone: Tone = "flat" if mark.held is None else "warn"
    head = text(TextSpan(f"{mark.says}: ", "", tone), strong(mark.figure), aside(f" ({mark.id})"))
    return Card((Items(tuple(Item(text(each)) for each in mark.mend)),), head, tone)


def _attack(words: Language, attack: Attack) -> Card:
    tone: Tone = "warn" if attack.breaks else "flat"
    head = text(TextSpan(f"{attack.says} ", "", tone), aside(f"({attack.id})"))
    told = [
        para(
            aside(words.say("Script, with seed {seed}: ", seed=attack.seed)),
            TextSpan(", ".join(f"{inject}: {option}" for inject, option in script.items()), "code"),
        )
        for script in attack.scripts
    ]
    return Card(tuple(told), head, tone)
