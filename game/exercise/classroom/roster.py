"""Who is in a class: seats, roles, syndicates, and what was decided for all; folded from the class's own log."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from game.exercise.acts.act import Right
from game.exercise.clock import Break
from game.record.events import Event, Kind
from game.record.log import RecordError

MAX_DESKS = 12
"""Passes to the desk at a time; the one given longest ago ends first."""
_NUMBER = re.compile(r" \(\d+\)$", re.ASCII)
"""What the second of a name got behind it."""


@dataclass(frozen=True, slots=True)
class Syndicate:
    """A group that plays a run of its own."""

    id: str
    code: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's seat."""

    seat: str
    name: str
    syndicate: str
    tokens: tuple[str, ...]
    """Hashes of the tokens that open it: its own, and those of seats merged into it."""
    admitted: bool
    roles: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    """Those of its roles in which another decides, as long as there is one."""
    observes: bool = False
    """Whether it reads and listens, and is asked nothing."""
    removed: bool = False
    named: bool = False
    """Whether its name may stand in a report; no, until the person says so."""
    left: tuple[str, ...] = ()
    """The syndicates in which it sat before."""


@dataclass(frozen=True, slots=True)
class DeskHolder:
    """Somebody who has a desk beside the facilitator's."""

    desk: str
    """By this the log names what they do."""
    name: str
    right: Right
    token: str
    """The hash of what opens it."""
    taken: bool = False
    """Whether it was taken back."""


@dataclass(frozen=True, slots=True)
class FacilitatorMessage:
    """What the facilitator wrote."""

    to: str
    """``all``, ``syndicate 2``, or a seat."""
    text: str
    at: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """An observer's mark."""

    syndicate: str
    lesson: str
    inject: str
    text: str
    at: str


@dataclass(frozen=True)
class Roster:
    """A class at one point of its log."""

    scenario: str
    sha256: str
    title: str
    seed: int
    syndicates: tuple[Syndicate, ...]
    facilitator: str
    admit: bool
    """Whether the facilitator lets each one in."""
    opened: str
    desks: tuple[str, ...] = ()
    """Hashes of the passes that the facilitator's link was exchanged for, the oldest first."""
    holders: Mapping[str, DeskHolder] = field(default_factory=dict)
    """Who has a desk beside the facilitator's, or had one, by its name in the log."""
    seq: int = 1
    members: Mapping[str, Member] = field(default_factory=dict)
    begun_at: str = ""
    """Wall time at which play began."""
    pauses: tuple[Break, ...] = ()
    restarted: bool = False
    """Whether the last of them came by itself, as the host was started again."""
    messages: tuple[FacilitatorMessage, ...] = ()
    observations: tuple[Observation, ...] = ()
    seen: Mapping[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    """By syndicate and inject: the numbers of the expected actions that somebody at a desk saw."""
    reasons: bool = False
    """Whether a choice needs a reason."""
    gate: bool = False
    """Whether each syndicate stops after each decision."""
    recall: bool = True
    """Whether each seat is asked from memory before its debrief opens."""
    large: bool = False
    """Whether it was opened with room for more syndicates and seats than one laptop is promised to hold."""
    over_at: str = ""
    """Wall time of ENDEX."""
    role_sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Syndicate to the roles that are held at its table, where these are not all of the scenario's."""
    wall: str = ""
    """The inject at which the syndicates lie side by side on the wall; nothing: none of their play is there."""

    @property
    def begun(self) -> bool:
        """Whether play has begun."""
        return bool(self.begun_at)

    @property
    def over(self) -> bool:
        """Whether ENDEX was given."""
        return bool(self.over_at)

    @property
    def paused(self) -> bool:
        """Whether everybody waits."""
        return bool(self.pauses) and not self.pauses[-1][1]

    def at(self, syndicate: str) -> tuple[Member, ...]:
        """The seats of a syndicate that are let in, in the order of joining."""
        return tuple(self._let_in.get(syndicate, ()))

    @cached_property
    def _let_in(self) -> Mapping[str, list[Member]]:
        """The seats that are let in, by syndicate: each view asks some twenty times."""
        found: dict[str, list[Member]] = {}
        for member in self.members.values():
            if member.admitted and not member.removed:
                found.setdefault(member.syndicate, []).append(member)
        return found

    @cached_property
    def _by_token(self) -> Mapping[str, Member]:
        return {token: each for each in self.members.values() if not each.removed for token in each.tokens}

    @cached_property
    def _first_of_name(self) -> Mapping[tuple[str, str], Member]:
        found: dict[tuple[str, str], Member] = {}
        for each in self.members.values():
            if not each.removed:
                found.setdefault((each.syndicate, bare(each.name).casefold()), each)
        return found

    def namesake(self, member: Member) -> Member | None:
        """Who came to a member's syndicate before them under the same name: perhaps the same person, whose device
        forgot its seat."""
        first = self._first_of_name.get((member.syndicate, bare(member.name).casefold()))
        return None if first is None or first.seat == member.seat else first

    def holder(self, syndicate: str, role: str) -> Member | None:
        """Who decides in a role in a syndicate: of those who share it one; nobody means the facilitator."""
        held = [member for member in self.at(syndicate) if role in member.roles]
        return next((member for member in held if role not in member.shares), next(iter(held), None))

    def in_play(self, syndicate: str, role: str) -> bool:
        """Whether a role of the scenario is held at a syndicate's table."""
        return syndicate not in self.role_sets or role in self.role_sets[syndicate]

    def by_token(self, token: str) -> Member | None:
        """The seat that a token belongs to, where it is still worth something."""
        return self._by_token.get(digest(token))  # a hash is asked for, so that the time taken tells nothing

    def desk_by_token(self, token: str) -> DeskHolder | None:
        """The desk that a token opens, where it is still worth something."""
        given, found = digest(token), None
        for holder in self.holders.values():  # all of them, so that the time taken tells nothing
            if hmac.compare_digest(holder.token, given) and not holder.taken:
                found = holder
        return found

    def with_event(self, event: Event) -> Roster:
        """Return the roster after one more event (RecordError where the log has a gap)."""
        if event.seq != self.seq + 1:
            raise RecordError(f"event {event.seq} of the class follows event {self.seq}: the log has a gap.")
        apply = _APPLY.get(event.kind)
        return replace(apply(self, event) if apply else self, seq=event.seq)


def bare(name: str) -> str:
    """Return a name without the number that the second of that name got."""
    return _NUMBER.sub("", name)


def digest(token: str) -> str:
    """Return a token as it is kept: its SHA-256. Tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def fold_class(events: Iterable[Event]) -> Roster:
    """Return the roster that a class's events make (RecordError where they are none)."""
    stream = iter(events)
    first = next(stream, None)
    if first is None or first.kind is not Kind.CLASS_OPENED:
        raise RecordError("this log does not begin with the opening of a class.")
    data = first.data
    roster = Roster(
        scenario=data["scenario"],
        sha256=data["sha256"],
        title=data["title"],
        seed=int(data["seed"]),
        # In the order of their numbers, which a log does not keep: 2 stands before 10.
        syndicates=tuple(
            Syndicate(id, data["syndicates"][id]) for id in sorted(data["syndicates"], key=lambda id: (len(id), id))
        ),
        facilitator=data["facilitator"],
        admit=bool(data["admit"]),
        opened=first.at,
        large=bool(data.get("large")),
    )
    for event in stream:
        roster = roster.with_event(event)
    return roster


def _joined(roster: Roster, event: Event) -> Roster:
    data = event.data
    member = Member(data["seat"], data["name"], data["syndicate"], (data["token"],), not roster.admit)
    return replace(roster, members={**roster.members, member.seat: member})


def _changed(roster: Roster, event: Event) -> Roster:
    member = roster.members[event.data["seat"]]
    match event.kind:
        case Kind.SEAT_ADMITTED:
            member = replace(member, admitted=True)
        case Kind.SEAT_REMOVED:
            member = replace(member, removed=True, roles=(), shares=())
        case Kind.PASS_GIVEN_BACK:
            member = replace(member, tokens=tuple(each for each in member.tokens if each != event.data["token"]))
        case Kind.SEAT_MOVED:
            left = tuple(dict.fromkeys((*member.left, member.syndicate)))
            member = replace(member, syndicate=event.data["syndicate"], roles=(), shares=(), left=left)
        case Kind.ROLES_GIVEN:
            before, roles = member, tuple(event.data["roles"])
            shares = tuple(role for role in event.data.get("shared", member.shares) if role in roles)
            member = replace(member, roles=roles, shares=shares, observes=member.observes and not roles)
            roster = _taken_from_others(roster, before, member)
        case Kind.SEAT_OBSERVES:
            member = replace(member, observes=bool(event.data["observes"]))
            member = _without(member, frozenset(member.roles)) if member.observes else member
    return replace(roster, members={**roster.members, member.seat: member})


def _decides_in(member: Member) -> frozenset[str]:
    """The roles that a member holds and does not share under another."""
    return frozenset(member.roles) - frozenset(member.shares)


def _taken_from_others(roster: Roster, before: Member, to: Member) -> Roster:
    """One person decides in a role: whoever did before holds it no longer; who shares it goes on sharing it."""
    gained = _decides_in(to) - _decides_in(before)
    members = {
        seat: _without(member, gained & _decides_in(member)) if member.syndicate == to.syndicate else member
        for seat, member in roster.members.items()
    }
    return replace(roster, members=members)


def _without(member: Member, gone: frozenset[str]) -> Member:
    """A member without some roles."""
    roles, shares = (tuple(each for each in held if each not in gone) for held in (member.roles, member.shares))
    return replace(member, roles=roles, shares=shares) if gone else member


def _role_set(roster: Roster, event: Event) -> Roster:
    """Roles that are held at a table no more are nobody's there."""
    syndicate, roles = event.data["syndicate"], tuple(event.data["roles"])
    members = {
        seat: _without(member, frozenset(member.roles) - frozenset(roles)) if member.syndicate == syndicate else member
        for seat, member in roster.members.items()
    }
    return replace(roster, members=members, role_sets={**roster.role_sets, syndicate: roles})


def _merged(roster: Roster, event: Event) -> Roster:
    """One person's two seats become one: its roles there, and both tokens open it."""
    gone, kept = roster.members[event.data["seat"]], roster.members[event.data["into"]]
    roles = gone.roles if gone.syndicate == kept.syndicate else ()
    both = tuple(dict.fromkeys((*kept.roles, *roles)))
    decides = _decides_in(kept) | (_decides_in(gone) & frozenset(roles))
    kept = replace(
        kept,
        roles=both,
        shares=tuple(role for role in both if role not in decides),
        observes=kept.observes and not both,
        tokens=(*kept.tokens, *gone.tokens),
        admitted=kept.admitted or gone.admitted,
    )
    gone = replace(gone, removed=True, roles=(), shares=(), tokens=())
    return replace(roster, members={**roster.members, gone.seat: gone, kept.seat: kept})


def _consent(roster: Roster, event: Event) -> Roster:
    member = replace(roster.members[event.by], named=bool(event.data["names"]))
    return replace(roster, members={**roster.members, member.seat: member})


def _resumed(roster: Roster, event: Event) -> Roster:
    if not roster.paused:
        return roster
    return replace(roster, pauses=(*roster.pauses[:-1], (roster.pauses[-1][0], event.at)))


def _paused(roster: Roster, event: Event) -> Roster:
    since = event.data.get("since") or event.at
    if roster.paused:
        return roster
    return replace(roster, pauses=(*roster.pauses, (since, "")), restarted=bool(event.data.get("since")))


def _message(roster: Roster, event: Event) -> Roster:
    message = FacilitatorMessage(event.data["to"], event.data["text"], event.at)
    return replace(roster, messages=(*roster.messages, message))


def _message_withdrawn(roster: Roster, event: Event) -> Roster:
    number = event.data["letter"]
    letters = tuple(replace(each, withdrawn=True) if at == number else each for at, each in enumerate(roster.messages))
    return replace(roster, messages=letters)


def _observation(roster: Roster, event: Event) -> Roster:
    data = event.data
    made = Observation(data["syndicate"], data["lesson"], data["inject"], data["text"], event.at)
    return replace(roster, observations=(*roster.observations, made))


def _action_seen(roster: Roster, event: Event) -> Roster:
    data = event.data
    place = (data["syndicate"], data["inject"])
    before, one = roster.seen.get(place, frozenset()), frozenset((data["action"],))
    return replace(roster, seen={**roster.seen, place: before | one if data["seen"] else before - one})


def _wall_set(roster: Roster, event: Event) -> Roster:
    inject = event.data["inject"]
    if event.data["shown"]:
        return replace(roster, wall=inject)
    return replace(roster, wall="") if roster.wall == inject else roster


def _desk_given(roster: Roster, event: Event) -> Roster:
    data = event.data
    try:
        right = Right(data["right"])
    except ValueError:  # of a later edition: whoever has it sees, and may do nothing of play
        right = Right.OBSERVER
    holder = DeskHolder(data["desk"], data["name"], right, data["token"])
    return replace(roster, holders={**roster.holders, holder.desk: holder})


def _desk_taken(roster: Roster, event: Event) -> Roster:
    known = roster.holders.get(event.data["desk"])
    return replace(roster, holders={**roster.holders, known.desk: replace(known, taken=True)}) if known else roster


_APPLY: Mapping[Kind, Callable[[Roster, Event], Roster]] = {
    Kind.FACILITATOR_RENEWED: lambda roster, event: replace(
        roster, facilitator=event.data["facilitator"], desks=tuple(event.data.get("passes", ()))
    ),
    Kind.DESK_GIVEN: _desk_given,
    Kind.DESK_TAKEN: _desk_taken,
    Kind.SEAT_JOINED: _joined,
    Kind.SEAT_ADMITTED: _changed,
    Kind.SEAT_REMOVED: _changed,
    Kind.PASS_GIVEN_BACK: _changed,
    Kind.SEAT_MOVED: _changed,
    Kind.SEATS_MERGED: _merged,
    Kind.ROLES_GIVEN: _changed,
    Kind.SEAT_OBSERVES: _changed,
    Kind.ROLE_SET_GIVEN: _role_set,
    Kind.CONSENT_GIVEN: _consent,
    Kind.REASONS_ASKED: lambda roster, event: replace(roster, reasons=bool(event.data["required"])),
    Kind.RECALL_ASKED: lambda roster, event: replace(roster, recall=bool(event.data["asked"])),
    Kind.GATE_SET: lambda roster, event: replace(roster, gate=bool(event.data["closed"])),
    Kind.WALL_SET: _wall_set,
    Kind.PLAY_BEGUN: lambda roster, event: roster if roster.begun else replace(roster, begun_at=event.at),
    Kind.PAUSED: _paused,
    Kind.RESUMED: _resumed,
    Kind.MESSAGE_SENT: _message,
    Kind.MESSAGE_WITHDRAWN: _message_withdrawn,
    Kind.OBSERVATION_MADE: _observation,
    Kind.ACTION_SEEN: _action_seen,
    Kind.ENDEX: lambda roster, event: roster if roster.over else replace(roster, over_at=event.at),
}
