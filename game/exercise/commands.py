"""What a seat can ask for: one frozen dataclass a command.

A command carries an id that its sender made. Sent again with the same id (after a crash, or
a lost answer) it is answered as done and does nothing twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from game.exercise.errors import Refused as Refused
from game.record.events import new_id as new_id

MAX_REASON = 300
MAX_NOTE = 2_000
MAX_ANSWER = 2_000
"""Signs of an answer in writing."""


def derived(id: str, name: str) -> str:
    """Return the id of what is sent along with a command: the same whenever that is sent again."""
    return hashlib.blake2s(f"{id}{name}".encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """Anything that a seat asks for."""

    id: str = field(default_factory=new_id)
    syndicate: str = ""
    """In a class, the syndicate for which it was given; nothing where it was asked of none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadBriefing(Command):
    """Setting and role card are read; play begins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDocument(Command):
    """Open a document of the inject on the table."""

    inject: str
    document: int
    """Its number in the inject, from 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decide(Command):
    """Choose an option and have it carried out: what a person alone does."""

    inject: str
    option: str
    confidence: int | None = None
    """0 (a guess) to 10 (certain), or None where it was skipped."""
    reason: str = ""
    counter: str = ""
    """The strongest argument against the option."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteAnswer(Command):
    """Send the group's answer in its own words; it stays as it was sent."""

    inject: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledge(Command):
    """Lay an inject without options aside as read."""

    inject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LetColleagues(Command):
    """Let simulated colleagues deal with what is on the table and not for this seat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddNote(Command):
    """Write a note for the debrief."""

    text: str
    about: str = ""
    """An inject's id, a lesson's id, or nothing for the run as a whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer(Command):
    """Answer one of the scenario's questions before or after play."""

    question: str
    answer: int
    then: bool = False
    """After play: how it was before play, as one sees it now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Foretell(Command):
    """Say how likely something is, in percent."""

    forecast: str
    percent: int


# --- in a class


@dataclass(frozen=True, kw_only=True, slots=True)
class Choose(Command):
    """Say alone what one would do, before anyone's choice is shown."""

    inject: str
    option: str
    confidence: int | None = None
    reason: str = ""
    counter: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowChoices(Command):
    """Lay the choices made so far open to the syndicate (its leader, or the facilitator)."""

    inject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote(Command):
    """Vote, where the inject is decided so."""

    inject: str
    option: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GivePen(Command):
    """Vote on who writes the answer, where the inject is decided by vote."""

    inject: str
    seat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Settle(Command):
    """Decide for the syndicate: its leader once the spread is shown."""

    inject: str
    option: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeRole(Command):
    """Take a role that nobody in the syndicate holds, before play begins."""

    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GiveRoleBack(Command):
    """Give a role up, before play begins."""

    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareFact(Command):
    """Put what one's role alone knows on the table for the syndicate."""

    inject: str
    role: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Consent(Command):
    """Say whether one's name may stand beside one's reasons in a report."""

    names: bool
