"""What the facilitator did, for the report: every act is there as the facilitator's, with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from game.exercise.classroom.classroom import FACILITATOR, ClassRecord
from game.exercise.clock import exercise_seconds, parsed
from game.exercise.views.facilitator_view_builder import label
from game.record.events import Event, How, Kind
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the facilitator."""

    minute: int
    """Of exercise time; 0 before play begins."""
    what: str
    reason: str


def acts(record: ClassRecord, syndicate: str) -> tuple[Act, ...]:
    """Return what the facilitator did that concerns a syndicate, in order. No person is named."""
    events = chain(record.events, record.by_run[syndicate])
    mine = sorted((event for event in events if event.by == FACILITATOR), key=lambda event: parsed(event.at))
    return tuple(_told(record, syndicate, mine))


def _told(record: ClassRecord, syndicate: str, events: list[Event]) -> Iterator[Act]:
    begun = record.roster.begun_at
    for event in events:
        what = _words(record, syndicate, event)
        if what:
            at = parsed(event.at)
            minute = int(exercise_seconds(begun, at, record.roster.pauses) // 60) if begun else 0
            yield Act(minute, what, str(event.data.get("reason", "")))


def _words(record: ClassRecord, syndicate: str, event: Event) -> str:
    """An act in words; nothing where it is none, or concerns others alone."""
    data: Any = event.data
    scenario: Scenario = record.scenario
    match event.kind:
        case Kind.PLAY_BEGUN:
            return "began play"
        case Kind.PAUSED:
            return "paused the exercise"
        case Kind.RESUMED:
            return "went on"
        case Kind.ENDEX:
            return "gave ENDEX"
        case Kind.REASONS_ASKED:
            return "asked a reason of every choice" if data["required"] else "left reasons to each person"
        case Kind.HELD:
            return "held the syndicate"
        case Kind.LET_GO:
            return "let it go on"
        case Kind.TIME_SET:
            return f"gave “{scenario.inject(data['inject']).title}” {data['minutes']} minutes"
        case Kind.CHOICES_SHOWN:
            return f"laid the choices at “{scenario.inject(data['inject']).title}” open"
        case Kind.INJECT_RELEASED:
            return f"sent “{scenario.inject(data['inject']).title}” from the tray"
        case Kind.INJECT_WRITTEN:
            return f"wrote the news “{data['title']}”"
        case Kind.INJECT_ACKNOWLEDGED:
            return f"laid “{scenario.inject(data['inject']).title}” aside as read"
        case Kind.GAUGE_ADJUSTED:
            title = next(gauge.title for gauge in scenario.gauges if gauge.id == data["gauge"])
            effect = str(data["effect"])
            to = f"to {effect.lstrip('= ')}" if effect.startswith("=") else f"by {int(effect):+d}"
            return f"changed {title} {to}"
        case Kind.DECISION_TAKEN if data["how"] != How.VOTE:
            inject = scenario.inject(data["inject"])
            why = "time was up; took" if data["how"] == How.TIMER else "decided"
            return f"{why} “{label(inject, data['option'])}” at “{inject.title}”"
        case Kind.MESSAGE_SENT if data["to"] == "all" or data["to"] == f"syndicate {syndicate}":
            return f"wrote: {data['text']}"
        case Kind.MESSAGE_SENT if _of(record, data["to"]) == syndicate:
            return "wrote to one seat"
        case Kind.OBSERVATION_MADE if data["syndicate"] == syndicate:
            lesson = known_lessons(scenario).lessons.get(data["lesson"])
            return f"marked{f' “{lesson.title}”' if lesson else ''}: {data['text']}"
        case Kind.SEAT_REMOVED | Kind.SEAT_MOVED | Kind.SEATS_MERGED | Kind.ROLES_GIVEN | Kind.SEAT_ADMITTED:
            return _seat_words(record, syndicate, event)
        case _:
            return ""


def _seat_words(record: ClassRecord, syndicate: str, event: Event) -> str:
    if _of(record, event.data["seat"]) != syndicate and event.data.get("syndicate") != syndicate:
        return ""
    return {
        Kind.SEAT_REMOVED: "took a seat back",
        Kind.SEAT_MOVED: f"moved a seat to syndicate {event.data.get('syndicate')}",
        Kind.SEATS_MERGED: "made two seats of one person one",
        Kind.ROLES_GIVEN: "gave roles",
        Kind.SEAT_ADMITTED: "let somebody in",
    }[event.kind]


def _of(record: ClassRecord, seat: str) -> str:
    member = record.roster.members.get(seat)
    return member.syndicate if member else ""
