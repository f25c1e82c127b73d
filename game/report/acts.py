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
from game.scenario.markdown import points
from game.scenario.scenario import Scenario
from game.words import Message, lazy


@dataclass(frozen=True, slots=True)
class FacilitatorAct:
    """One act of the facilitator."""

    minute: int
    """Of exercise time; 0 before play begins."""
    what: Message
    reason: str


def acts(record: ClassRecord, syndicate: str) -> tuple[FacilitatorAct, ...]:
    """Return what the facilitator did that concerns a syndicate, in order. No person is named."""
    events = chain(record.events, record.by_run[syndicate])
    desks = {FACILITATOR, *record.roster.holders}
    mine = sorted((event for event in events if event.by in desks), key=lambda event: parsed(event.at))
    return tuple(_told(record, syndicate, mine))


def _told(record: ClassRecord, syndicate: str, events: list[Event]) -> Iterator[FacilitatorAct]:
    begun = record.roster.begun_at
    for event in events:
        what = _words(record, syndicate, event)
        if what:
            at = parsed(event.at)
            minute = int(exercise_seconds(begun, at, record.roster.pauses) // 60) if begun else 0
            yield FacilitatorAct(minute, what, str(event.data.get("reason", "")))


def _words(record: ClassRecord, syndicate: str, event: Event) -> Message | None:
    """An act in words; None where it is none, or concerns others alone."""
    told = (_of_the_exercise(event), _at_an_inject(record, event), _written(record, syndicate, event),
            _seen(record, syndicate, event), _seats(record, syndicate, event))  # fmt: skip
    return next((each for each in told if each), None)


def _of_the_exercise(event: Event) -> Message | None:
    """What was set for all or one, whatever lay on the table."""
    match event.kind:
        case Kind.PLAY_BEGUN:
            return lazy("began play")
        case Kind.PAUSED:
            return lazy("paused the exercise")
        case Kind.RESUMED:
            return lazy("went on")
        case Kind.ENDEX:
            return lazy("gave ENDEX")
        case Kind.REASONS_ASKED if event.data["required"]:
            return lazy("asked a reason of every choice")
        case Kind.REASONS_ASKED:
            return lazy("left reasons to each person")
        case Kind.RECALL_ASKED if event.data["asked"]:
            return lazy("had each seat asked from memory")
        case Kind.RECALL_ASKED:
            return lazy("left out the questions from memory")
        case Kind.GATE_SET if event.data["closed"]:
            return lazy("had each syndicate stop after each decision")
        case Kind.GATE_SET:
            return lazy("let each syndicate go on by itself after a decision")
        case Kind.HELD:
            return lazy("held the syndicate")
        case Kind.LET_GO:
            return lazy("let it go on")
        case _:
            return None


def _at_an_inject(record: ClassRecord, event: Event) -> Message | None:
    """What was done with an inject, or with what it had moved."""
    data: Any = event.data
    scenario: Scenario = record.scenario
    inject = _inject(scenario, data.get("inject"))
    match event.kind:
        case Kind.WALL_SET if data["shown"]:
            return lazy("laid the syndicates side by side at “{inject}” on the wall", inject=inject)
        case Kind.WALL_SET:
            return lazy("took “{inject}” off the wall", inject=inject)
        case Kind.TIME_SET:
            return lazy("gave “{inject}” {n} minutes", inject=inject, n=data["minutes"])
        case Kind.CHOICES_SHOWN:
            return lazy("laid the choices at “{inject}” open", inject=inject)
        case Kind.INJECT_RELEASED if interrupted := _inject(scenario, data.get("before")):
            return lazy("interrupted “{other}” with “{inject}” from the tray", other=interrupted, inject=inject)
        case Kind.INJECT_RELEASED:
            return lazy("sent “{inject}” from the tray", inject=inject)
        case Kind.INJECT_WITHDRAWN:
            return lazy("took “{inject}” out again before it came up", inject=inject)
        case Kind.DECISION_TAKEN_BACK:
            return lazy("took the decision at “{inject}” back", inject=inject)
        case Kind.INJECT_ACKNOWLEDGED:
            return lazy("laid “{inject}” aside as read", inject=inject)
        case Kind.GAUGE_ADJUSTED:
            title = next(gauge.title for gauge in scenario.gauges if gauge.id == data["gauge"])
            effect = str(data["effect"])
            if effect.startswith("="):
                return lazy("changed {gauge} to {value}", gauge=title, value=effect.lstrip("= "))
            return lazy("changed {gauge} by {value}", gauge=title, value=f"{int(effect):+d}")
        case Kind.DECISION_TAKEN if data["how"] != How.VOTE:
            option = label(scenario.inject(data["inject"]), data["option"])
            if data["how"] == How.TIMER:
                return lazy("time was up; took “{option}” at “{inject}”", option=option, inject=inject)
            return lazy("decided “{option}” at “{inject}”", option=option, inject=inject)
        case _:
            return None


def _written(record: ClassRecord, syndicate: str, event: Event) -> Message | None:
    """What was written to a syndicate, and taken back."""
    data: Any = event.data
    match event.kind:
        case Kind.NEWS_WITHDRAWN:
            return lazy("withdrew the news “{title}”", title=_news(record, syndicate, data["news"]))
        case Kind.MESSAGE_WITHDRAWN if text := _letter(record, syndicate, data["letter"]):
            return lazy("withdrew what was written: {text}", text=text)
        case Kind.INJECT_WRITTEN:
            return lazy("wrote the news “{title}”", title=data["title"])
        case Kind.MESSAGE_SENT if data["to"] == "all" or data["to"] == f"syndicate {syndicate}":
            return lazy("wrote: {text}", text=data["text"])
        case Kind.MESSAGE_SENT if _of(record, data["to"]) == syndicate:
            return lazy("wrote to one seat")
        case _:
            return None


def _seen(record: ClassRecord, syndicate: str, event: Event) -> Message | None:
    """What a desk saw of a syndicate and wrote down."""
    data: Any = event.data
    scenario: Scenario = record.scenario
    match event.kind:
        case Kind.ACTION_SEEN if data["syndicate"] == syndicate:
            inject = _inject(scenario, data["inject"])
            known = points(scenario.inject(data["inject"]).expected) if inject else ()
            action = known[data["action"]] if data["action"] < len(known) else ""
            if data["seen"]:
                return lazy("saw at “{inject}”: {action}", inject=inject, action=action)
            return lazy("had not seen at “{inject}”: {action}", inject=inject, action=action)
        case Kind.OBSERVATION_MADE if data["syndicate"] in ("", syndicate):
            lesson = known_lessons(scenario).lessons.get(data["lesson"])
            if lesson:
                return lazy("marked “{lesson}”: {text}", lesson=lesson.title, text=data["text"])
            return lazy("marked: {text}", text=data["text"])
        case _:
            return None


def _inject(scenario: Scenario, id: str | None) -> str:
    """The title of an inject; nothing where there is none of this id."""
    return scenario.inject(id).title if id in scenario.inject_index else ""


def _news(record: ClassRecord, syndicate: str, number: int) -> str:
    known = record.runs[syndicate].written
    return known[number][1] if 0 <= number < len(known) else ""


def _letter(record: ClassRecord, syndicate: str, number: int) -> str:
    """A letter that went to a syndicate; nothing where it went to others, or to one seat alone."""
    known = record.roster.messages
    if not 0 <= number < len(known) or known[number].to not in ("all", f"syndicate {syndicate}"):
        return ""
    return known[number].text


def _seats(record: ClassRecord, syndicate: str, event: Event) -> Message | None:
    """What was done with seats and roles of a syndicate."""
    data: Any = event.data
    to = data.get("syndicate")
    if event.kind is Kind.ROLE_SET_GIVEN and to == syndicate:
        titles = [role.title for role in record.scenario.roles if role.id in data["roles"]]
        return lazy("had these roles alone held: {roles}", roles=", ".join(titles))
    observes = lazy("let somebody observe") if data.get("observes") else lazy("had somebody play who observed")
    said = {
        Kind.SEAT_REMOVED: lazy("took a seat back"),
        Kind.SEAT_MOVED: lazy("moved a seat to syndicate {name}", name=str(to)),
        Kind.SEATS_MERGED: lazy("made two seats of one person one"),
        Kind.ROLES_GIVEN: lazy("gave roles"),
        Kind.SEAT_OBSERVES: observes,
        Kind.SEAT_ADMITTED: lazy("let somebody in"),
    }.get(event.kind)
    return said if said and syndicate in (_of(record, data["seat"]), to) else None


def _of(record: ClassRecord, seat: str) -> str:
    member = record.roster.members.get(seat)
    return member.syndicate if member else ""
