"""What a seat, or a desk, can ask for: one frozen dataclass a command.

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
MAX_NAME = 40
"""Letters of somebody's name."""
MAX_HEADING = 120
"""Letters of the heading of news."""
MAX_ANSWER = 2_000
"""Signs of an answer in writing."""
NEXT, NOW, AFTER = "next", "now", "after:"
"""Places at which an inject of the tray is sent (`ReleaseInject`)."""
BY_HEADS = "heads"
"""How roles are dealt (`DealRoles`)."""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Recall(Command):
    """Say from memory what one is asked once play is over: for oneself alone."""

    prompt: str
    """See `game.exercise.recalling`."""
    pick: str = ""
    """The id of an inject or a lesson, or a word for none."""
    sure: int | None = None
    """0 (a guess) to 10 (certain), or None where it was skipped."""
    text: str = ""
    mark: str = ""
    """One's own word for how much came back."""
    moment: str = "end"
    """``end``, or so many days after it."""


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


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnCard(Command):
    """Go to a card of the talk that a syndicate leads itself, or lay the record beside it open."""

    card: str
    shown: bool
    text: str = ""
    """The line typed for the group."""


# --- at a desk


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskCommand(Command):
    """Anything that a desk asks for; ``syndicate`` is the one that it is done to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reasoned(DeskCommand):
    """What the reason of an act says stands in the report."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginPlay(DeskCommand):
    """Close the lobby and begin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PausePlay(Reasoned):
    """Stop everybody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResumePlay(Reasoned):
    """Let everybody go on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GiveEndex(Reasoned):
    """End the exercise for everybody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RequireReasons(DeskCommand):
    """Have every choice say why and how sure, or leave it to each person."""

    required: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SetGate(DeskCommand):
    """Have each syndicate stop after each decision until it is let go, or not."""

    closed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldSyndicate(Reasoned):
    """Let a syndicate wait where it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LetGoOn(Reasoned):
    """Let a syndicate that is held go on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetMinutes(Reasoned):
    """Give the inject on a table so many minutes in all."""

    inject: str
    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RevealChoices(Reasoned):
    """Lay the choices made so far open to a syndicate."""

    inject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideFor(Reasoned):
    """Decide for a syndicate."""

    inject: str
    option: str
    how: str = "facilitator"
    """``timer`` where time is up and its rule takes it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgeAnswer(Reasoned):
    """Say which option an answer in writing is; that is the syndicate's decision."""

    inject: str
    option: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LayAside(DeskCommand):
    """Lay an inject without options aside for a syndicate."""

    inject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseInject(Reasoned):
    """Send an inject from the tray."""

    inject: str
    place: str = ""
    """`NEXT`, `NOW` (it interrupts what is on the table), `AFTER` and the id of another that waits, or nothing: where
    the scenario's order puts it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteNews(Reasoned):
    """Write news on the spot; it changes no gauge."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawInject(Reasoned):
    """Take an inject that was sent from the tray out again, before it comes up."""

    inject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawNews(Reasoned):
    """Withdraw news; that it was is seen."""

    news: int
    """Its number in the syndicate's run, from 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawLetter(Reasoned):
    """Withdraw a letter; that it was is seen."""

    letter: int
    """Its number in the class, from 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeDecisionBack(Reasoned):
    """Take the last decision of a syndicate back: its inject is on the table again."""

    inject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AdjustGauge(Reasoned):
    """Change a gauge by hand."""

    gauge: str
    effect: str
    """``5``, ``-5``, or ``=40``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SendLetter(DeskCommand):
    """Write to ``all``, ``syndicate 2`` or a seat."""

    to: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LetIn(DeskCommand):
    """Let somebody in who waits at the door."""

    seat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GiveRoles(DeskCommand):
    """Give a seat roles: all that it holds from now on."""

    seat: str
    roles: tuple[str, ...]
    held: str | None = None
    """The roles that it held when that was looked at, with blanks between; None where nobody looked."""
    share: bool = False
    """Whether whoever holds one of them goes on to decide in it, and the two share it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SwapRoles(DeskCommand):
    """Have two people of a syndicate change roles."""

    seat: str
    other: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetObserving(DeskCommand):
    """Let somebody observe: they read and listen, hold no role and are asked nothing; or have them play again."""

    seat: str
    observes: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SetRoles(DeskCommand):
    """Say which of the scenario's roles are held at a syndicate's table."""

    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DealRoles(DeskCommand):
    """Deal the roles of a syndicate round its table: those that nobody holds, or all anew."""

    how: str = ""
    """`BY_HEADS`, or nothing: only what nobody holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveSeat(Reasoned):
    """Move somebody to another syndicate, which is ``syndicate``; roles stay behind."""

    seat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeSeats(Reasoned):
    """Make one person's two seats one."""

    seat: str
    into: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeSeatBack(Reasoned):
    """Take a seat back: its token is worth nothing from now on."""

    seat: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GiveDesk(DeskCommand):
    """Give somebody a desk of their own."""

    right: str
    name: str
    token: str = ""
    """The hash of what opens it. The token is made on the host, which shows it once; nothing opens nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeDeskBack(Reasoned):
    """Take a desk back: its token is worth nothing from now on."""

    desk: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkLesson(DeskCommand):
    """Mark something seen about a lesson, or about none of them."""

    lesson: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitAction(DeskCommand):
    """Write down what a syndicate means to do, for the plan in its report."""

    text: str
    owner: str = ""
    """A body or a post; never a person."""
    due: str = ""
    priority: int = 0
    """1 to 3, or 0 where none was given."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskRecall(DeskCommand):
    """Have each seat asked from memory before its debrief opens, or leave that out."""

    asked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ShowOnWall(DeskCommand):
    """Lay the syndicates side by side at an inject on the wall, or take that down."""

    inject: str
    shown: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TickAction(DeskCommand):
    """Say that something expected of a well-led team was seen at an inject, or was not after all."""

    inject: str
    action: int
    """Its number among what the inject expects, from 0."""
    seen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteForAll(DeskCommand):
    """Write a note about the exercise as a whole."""

    text: str
