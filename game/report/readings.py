"""Readings in words: the sign, the title and the sentence of each, from one place for every form of a debrief.

The words stand in ``assets/debrief.yaml`` under ``readings``; `game.rules.judge.reading` says which one it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.report.model import Debrief, LessonPart, MarkPart
from game.report.texts import ReadingText, texts
from game.rules.judge import Reading
from game.words import Language


def words(reading: Reading) -> ReadingText:
    """Return a reading's sign and words."""
    return texts().readings.of[reading]


def tone(reading: Reading) -> str:
    """Return which hue goes with the sign: ``served`` (blue), ``spent`` (amber), ``both`` or ``flat``."""
    return {"+": "served", "−": "spent", "±": "both"}.get(words(reading).sign, "flat")


def ordered(parts: Iterable[LessonPart]) -> list[LessonPart]:
    """Return lessons as every list shows them: both ways first, not at stake last; else as they came."""
    return sorted(parts, key=lambda part: part.reading.place)


def told(parts: Iterable[LessonPart]) -> list[LessonPart]:
    """Return the lessons that are told in full: of those that rest on more than one decision, in order."""
    return [part for part in ordered(parts) if part.reading is not Reading.UNTESTED and not part.reading.once]


def once(parts: Iterable[LessonPart]) -> list[LessonPart]:
    """Return the lessons that rest on one single decision, which lists fold into two lines."""
    return [part for part in parts if part.reading.once]


def untested(parts: Iterable[LessonPart]) -> list[LessonPart]:
    """Return the lessons on which no decision of the group's own bore."""
    return [part for part in parts if part.reading is Reading.UNTESTED]


def told_at(debrief: Debrief, number: int) -> list[tuple[LessonPart, MarkPart]]:
    """Return the folded lessons whose one decision is this, with its evidence: it is told there and nowhere else."""
    parts = (part for family in debrief.families for part in once(family.lessons))
    return [(part, mark) for part in parts for mark in own(part) if mark.number == number]


def sentence(language: Language, part: LessonPart) -> str:
    """Return the sentence beneath a lesson's reading, with the numbers of the decisions it rests on."""
    away = taken_for(part)
    if part.reading is Reading.UNTESTED and away:
        return language.say(texts().readings.only_taken_for, n=numbers(away))
    served = [mark for mark in part.evidence_for if mark.own]
    spent = [mark for mark in part.evidence_against if mark.own]
    said = language.say(words(part.reading).said, served=numbers(served), spent=numbers(spent))
    return f"{said} {language.say(texts().readings.taken_for, n=numbers(away))}" if away else said


def own(part: LessonPart) -> list[MarkPart]:
    """Return the evidence of the group's own decisions."""
    return [mark for mark in part.trail if mark.own]


def taken_for(part: LessonPart) -> list[MarkPart]:
    """Return the evidence of decisions that the facilitator or the end of the time took."""
    return [mark for mark in part.trail if not mark.own]


def numbers(marks: Iterable[MarkPart]) -> str:
    """Return the numbers of decisions in their order: ``2, 5``."""
    return ", ".join(str(number) for number in sorted(mark.number for mark in marks))
