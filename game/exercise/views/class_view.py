"""What a seat of a class is handed beside its run: its stage, who is here, what was chosen, told and written.

`game.exercise.views.class_view_builder` makes it; `game.exercise.views.stage` works out the stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from game.words import Message, Wording, lazy


class Stage(StrEnum):
    """What a seat of a class has to do now, or what it waits for."""

    LOBBY = "lobby"
    """At the door: waits to be let in."""
    READY = "ready"
    """Let in; takes a role, reads the briefing, waits for the facilitator to begin."""
    CHOOSE = "choose"
    """Choose alone, before anyone's choice is shown."""
    CHOSEN = "chosen"
    """Waits for the others' choices."""
    TALK = "talk"
    """The spread is shown; talk, then the leader decides."""
    VOTE = "vote"
    PEN = "pen"
    """Vote on who writes the answer."""
    WRITE = "write"
    """Hold the pen: write the answer of the group."""
    WRITING = "writing"
    """Others write; what they have typed so far can be read."""
    JUDGING = "judging"
    """The answer is sent, and waits to be judged."""
    READ = "read"
    ELSEWHERE = "elsewhere"
    """What is on the table is not for this seat: others are at work, and it is not waited for."""
    OBSERVE = "observe"
    """Reads and listens; asked nothing, and nobody waits for this seat."""
    HELD = "held"
    PAUSED = "paused"
    ENDED = "ended"
    """The syndicate's run has come to its end; the others may still play."""
    ENDEX = "endex"


SAYS = {
    Stage.LOBBY: lazy("You are at the door. The facilitator has to let you in."),
    Stage.READY: lazy("You are ready. The facilitator begins when everybody is."),
    Stage.CHOOSE: lazy("Choose alone: nobody sees it until all choices are shown."),
    Stage.ELSEWHERE: lazy("Others are at work: what is on the table is not for your seat."),
    Stage.OBSERVE: lazy("You observe: read and listen. Nobody waits for you."),
    Stage.HELD: lazy("HELD: the facilitator asks your syndicate to wait here. Time stands still."),
    Stage.PAUSED: lazy("PAUSED by the facilitator. Nothing is lost; time stands still."),
    Stage.ENDED: lazy("Your syndicate has come to its end. Waiting for the facilitator to end the exercise for all."),
    Stage.ENDEX: lazy("ENDEX: the exercise is over. Now look back on it together."),
}
"""What there is to do or to wait for at a stage, where that hangs on nothing else."""


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody at the same table."""

    name: str
    roles: tuple[str, ...]
    chosen: bool
    """Whether they have chosen at the inject on the table; never what."""
    you: bool
    asked: bool = True
    """Whether what is on the table is for them; else nobody waits for them."""


@dataclass(frozen=True, slots=True)
class ChairView:
    """A role of the scenario, and who holds it in this syndicate."""

    id: str
    title: str
    holder: str
    """A name; nothing where nobody holds it: the facilitator does then. Of those who share it, who decides."""
    yours: bool
    shared: tuple[str, ...] = ()
    """The names of those who share it with the holder."""


@dataclass(frozen=True, slots=True)
class FactView:
    """What one role alone knows of the inject on the table."""

    role: str
    """The role's id."""
    title: str
    text: str
    told_by: Wording
    """The name of who put it on the table; nothing while it is known to one seat alone."""


@dataclass(frozen=True, slots=True)
class SpreadView:
    """What one seat would do, laid open."""

    name: str
    option: str
    confidence: int | None
    reason: str


CARDS = ("recall", "ended", "weight", "other", "known", "unheard", "luck", "exchange", "tag", "monday")
"""The cards of a talk that a group leads itself, in their order."""
PRIVATE_CARDS = frozenset(("recall", "monday"))
"""Those at which each answers for themselves: nothing of it is kept."""
CARD_MINUTES = 2
"""Soft: for each card."""


@dataclass(frozen=True, slots=True)
class TalkCard:
    """One card of the talk by which a group looks back without anybody who leads it."""

    id: str
    title: str
    ask: str
    """What is asked, before anything is shown."""
    record: tuple[str, ...]
    """What the record says, a paragraph each."""
    about: str = ""
    """The inject that an answer is a note on; nothing for the run."""

    @property
    def private(self) -> bool:
        """Whether each answers for themselves."""
        return self.id in PRIVATE_CARDS


@dataclass(frozen=True, slots=True)
class TalkView:
    """The card that lies before all seats of a syndicate. Its record is in it once that is laid open, never before."""

    id: str
    card: TalkCard | None
    """None while the record is being put together."""
    number: int
    of: int
    shown: bool
    """Whether the record beside it is laid open."""
    line: str
    """What was typed at it for the group."""
    reader: str
    """The name of whose turn it is to read the card aloud, and to type."""
    reads: bool
    """Whether that is this seat."""


@dataclass(frozen=True, slots=True)
class ActionView:
    """What the syndicate means to do, as it stands in the plan of its report."""

    text: str
    owner: str
    due: str
    priority: int


@dataclass(frozen=True, slots=True)
class ClassView:
    """What a seat sees of its class, beside the run."""

    stage: Stage
    under: Stage
    """The stage beneath a pause or a hold, to which it comes back; where there is neither, the stage itself."""
    says: Message
    """What there is to do or to wait for, in a sentence."""
    syndicate: str
    name: str
    members: tuple[MemberView, ...]
    chairs: tuple[ChairView, ...]
    mine: str
    """The id of the option that this seat chose at the inject on the table."""
    spread: tuple[SpreadView, ...]
    votes: tuple[tuple[str, int], ...]
    """Option label and number of votes, once the spread is shown."""
    my_vote: str
    """The id of the option that this seat voted for last."""
    may_decide: bool
    """Whether this seat's role decides now, or lays aside what was only to be read."""
    may_show: bool
    """Whether this seat may lay the choices open now."""
    decided: Message | None
    """Who took the last decision and how, in a sentence; None where none was taken that this seat reads."""
    facts: tuple[FactView, ...]
    """Known to this seat alone, or put on the table by somebody."""
    reason_required: bool
    messages: tuple[tuple[str, Wording], ...]
    """To whom, and the text."""
    written: tuple[tuple[Wording, Wording], ...]
    """Title and text of what the facilitator wrote on the spot."""
    seconds_left: int | None
    """Of the soft time for the inject when this view was made; below 0 where it is up, None where none was set."""
    ticking: bool
    """Whether that time runs now."""
    named: bool
    """Whether this person's name may stand in a report."""
    begun: bool = False
    """Whether play has begun: from then on the facilitator gives roles."""
    tied: bool = False
    """Whether everybody has voted and no option leads: somebody has to change their vote."""
    writes: str = ""
    """The name of who writes the answer, once that is known."""
    draft: str = ""
    """What they have typed so far, for the others to read."""
    pens: tuple[tuple[str, str, int], ...] = ()
    """Where it is voted who writes: seat, name and votes of each who may."""
    cards: bool = False
    """Whether the syndicate can lead its own talk by cards now."""
    talk: TalkView | None = None
    """The card that lies before all, once somebody has begun."""
    actions: tuple[ActionView, ...] = ()
    """What the syndicate means to do."""
    again: Wording = ""
    """Why the inject on the table is there again, where its decision was taken back."""

    @property
    def stopped(self) -> Message:
        """Why nothing is played at a stage that stops play, in a sentence."""
        return self.says if self.stage in (Stage.PAUSED, Stage.HELD) else SAYS[self.stage]


NO_CLASS = ClassView(
    stage=Stage.READY, under=Stage.READY, says=lazy(""), syndicate="", name="", members=(), chairs=(), mine="",
    spread=(), votes=(), my_vote="", may_decide=True, may_show=False, decided=None, facts=(), reason_required=False,
    messages=(), written=(), seconds_left=None, ticking=False, named=False,
)  # fmt: skip
"""What somebody who plays alone has beside the run: nobody to wait for, and the right to decide."""
