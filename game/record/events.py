"""What can happen in an exercise: facts in the past tense, with author-given ids and never positions.

Only what people did is written down. What the rules made of it is worked out again each time
a log is read, so an event holds no effect and no value of a gauge.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


def new_id() -> str:
    """Return a fresh id for a command, or for an event that answers none."""
    return os.urandom(16).hex()


class Kind(StrEnum):
    """Every kind of event, with what its `data` holds."""

    RUN_STARTED = "run_started"
    """scenario, title, sha256, seed, seats: {seat: {name, roles}}.

    colleagues: true, where simulated ones decide; hours: true, where the clock counts them.
    """
    OPENED_WITH = "opened_with"
    """flags: {flag: true or false}, run: where they were read, or nothing. It follows the start, before day 0."""
    RUN_BRANCHED = "run_branched"
    """run, inject: played on from this inject of that run; what follows it in the log was copied from there."""
    BRIEFING_READ = "briefing_read"
    """The seat has read setting and role card. No data."""
    INJECT_RELEASED = "inject_released"
    """inject, reason: an inject of the tray was let up.

    after: it comes up before all that is not queued, behind the inject of this id, or "" for the next of all; without
    it, where the file's order puts it. before: the inject that lay on the table, which it interrupted and which comes
    up again.
    """
    INJECT_WITHDRAWN = "inject_withdrawn"
    """inject, reason: one that was released from the tray was taken out again before it came up."""
    DOCUMENT_OPENED = "document_opened"
    """inject, document: the number of the document in its inject, from 0."""
    CHOICE_MADE = "choice_made"
    """inject, option, confidence (0-10 or null), reason, counter: what one seat would do."""
    DECISION_TAKEN = "decision_taken"
    """inject, option, how (see `How`), day; reason, where the facilitator or a colleague decided, or somebody judged;
    drawn: the number, in file order, of the branch that dice on a table gave, where they did."""
    DECISION_TAKEN_BACK = "decision_taken_back"
    """inject, reason: the last decision counts no more, and its inject is on the table again; nothing came after it."""
    ANSWER_WRITTEN = "answer_written"
    """inject, text: what the group answers, in its own words; it stays as it was sent."""
    INJECT_ACKNOWLEDGED = "inject_acknowledged"
    """inject, day: one without options was read."""
    GAUGE_ADJUSTED = "gauge_adjusted"
    """gauge, effect (an amount, or "= value"), reason: by the facilitator's hand."""
    NOTE_ADDED = "note_added"
    """text, about: an inject, a lesson, or "" for the run as a whole."""
    PAUSED = "paused"
    """reason, since: the last moment before it that counts, where a host came back; else the event's own."""
    RESUMED = "resumed"
    """reason."""
    TIME_SET = "time_set"
    """inject, minutes, reason."""
    MESSAGE_SENT = "message_sent"
    """to, text."""
    MESSAGE_WITHDRAWN = "message_withdrawn"
    """letter, reason: the message of this number, from 0, was withdrawn."""
    OBSERVATION_MADE = "observation_made"
    """syndicate, lesson, inject, text; without a syndicate it is about all of the exercise."""
    ACTION_SEEN = "action_seen"
    """syndicate, inject, action, seen: whether one of the actions expected at an inject, by its number, was seen."""
    QUESTION_ANSWERED = "question_answered"
    """question, when (before, after, or then: before play, as seen after it), answer: 0 to the question's scale."""
    FORECAST_MADE = "forecast_made"
    """forecast, percent: 0 to 100."""
    CLASS_OPENED = "class_opened"
    """scenario, title, sha256, seed, syndicates: {syndicate: code}, facilitator: hash of its token, admit."""
    FACILITATOR_RENEWED = "facilitator_renewed"
    """facilitator: hash of the token that is worth something from now on."""
    DESK_GIVEN = "desk_given"
    """desk, right, name, token: its hash; somebody sits at a desk of their own from then on."""
    DESK_TAKEN = "desk_taken"
    """desk, reason: its token is worth nothing from then on."""
    SEAT_JOINED = "seat_joined"
    """seat, syndicate, name, token: its hash."""
    SEAT_ADMITTED = "seat_admitted"
    """seat."""
    SEAT_REMOVED = "seat_removed"
    """seat, reason: its token is worth nothing from then on."""
    PASS_GIVEN_BACK = "pass_given_back"
    """seat, token: the hash of one that is worth nothing from then on; the seat stays."""
    SEAT_MOVED = "seat_moved"
    """seat, syndicate, reason."""
    SEATS_MERGED = "seats_merged"
    """seat, into, reason: one person's two seats; the first one's token opens the other from then on."""
    ROLES_GIVEN = "roles_given"
    """seat, roles: all that it holds from then on; shared: those of them in which another decides, or nothing."""
    ROLE_SET_GIVEN = "role_set_given"
    """syndicate, roles: the only ones that are held at its table from then on."""
    SEAT_OBSERVES = "seat_observes"
    """seat, observes: whether it reads and listens from then on, holds no role and is asked nothing."""
    CONSENT_GIVEN = "consent_given"
    """names: whether the seat's name may stand beside its reasons in a report."""
    REASONS_ASKED = "reasons_asked"
    """required: whether a choice needs a reason from then on."""
    PLAY_BEGUN = "play_begun"
    """The lobby is closed and play begins. No data."""
    ENDEX = "endex"
    """reason: the exercise is over for everybody."""
    GATE_SET = "gate_set"
    """closed: whether each syndicate stops after each decision from then on."""
    WALL_SET = "wall_set"
    """inject, shown: whether the syndicates lie side by side at this inject on the wall from then on, in place of any
    other."""
    HELD = "held"
    """reason: the syndicate may not go on; gate: true, where it stopped by itself after a decision."""
    LET_GO = "let_go"
    """reason: it may again."""
    CHOICES_SHOWN = "choices_shown"
    """inject: what each seat would do is laid open to its syndicate; reason, where the facilitator did it."""
    FACT_SHARED = "fact_shared"
    """inject, role: what this role alone knew was put on the table for its syndicate."""
    VOTE_CAST = "vote_cast"
    """inject, option."""
    INJECT_WRITTEN = "inject_written"
    """title, text, day, reason: news that the facilitator wrote on the spot; it changes no gauge."""
    NEWS_WITHDRAWN = "news_withdrawn"
    """news, reason: the news of this number in the run, from 0, was withdrawn."""
    COMMITTED = "committed"
    """text, owner, due, priority: what the group means to do, for its plan. owner is a body or a post; what is not
    known is "", priority 1 to 3 or 0."""
    CARD_TURNED = "card_turned"
    """card, shown, text: the talk of the group is at this card, by its id; whether the record beside it is laid open;
    the line that was typed for the group there, or nothing."""
    RECALL_ASKED = "recall_asked"
    """asked: whether each seat is asked from memory before its debrief opens."""
    RECALLED = "recalled"
    """moment (end, 7 or 42: so many days after it), prompt, pick, sure (0-10 or null), text, mark: one seat's own
    answer from memory, or what it means to do; nobody else's to read, whatever their right."""
    ERASED = "erased"
    """what (a seat, or nothing where a name was looked for), count: so many names and texts were taken out."""
    RUN_ENDED = "run_ended"
    """day, endings: ids, for a list of runs that need not be played again."""


class How(StrEnum):
    """How a decision was taken."""

    ALONE = "alone"
    LEADER = "leader"
    VOTE = "vote"
    TIMER = "timer"
    FACILITATOR = "facilitator"
    JUDGED = "judged"
    """The group wrote, and the option is what its answer was judged to be."""
    COLLEAGUE = "colleague"
    """By a simulated colleague of somebody who plays one seat alone."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An event before it has a place in a log."""

    id: str
    """The id of the command that it answers, or one made from it: a repeat is known by it."""
    kind: Kind
    by: str
    """The seat that did it."""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in its place: the `seq`-th event of its run, from 1."""

    id: str
    run: str
    seq: int
    kind: Kind
    at: str
    """Wall time, UTC, ISO 8601: for display only, no rule reads it."""
    by: str
    data: Mapping[str, Any]
