"""The view of a seat of a class, cut from the class: its run as the seat may see it, and the class around it.

Nothing of what is not for a seat gets into its view: before it is let in there is the title alone; an inject that
reaches none of its roles is told as others' work, without choices, votes, facts and clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from game.exercise import wording
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.roster import Member
from game.exercise.classroom.votes import addressees, chosen_at, decider, on_table, spread, tally, writer
from game.exercise.clock import exercise_seconds
from game.exercise.drafting import ANSWER
from game.exercise.views.class_view import (
    CARD_MINUTES,
    CARDS,
    SAYS,
    ActionView,
    ChairView,
    ClassView,
    FactView,
    MemberView,
    Stage,
    TalkView,
)
from game.exercise.views.seat_view import Phase, QuestionView, View
from game.exercise.views.stage import stage, under
from game.record.events import How
from game.record.run import Choice, Run
from game.scenario.scenario import Inject
from game.words import Message, Wording, lazy

WITHDRAWN = lazy("Withdrawn by the facilitator.")
"""What stands in the place of news, or of a letter, that was withdrawn: that something was is seen."""


def class_view(room: Classroom, seat: str) -> View:
    """Return everything that a seat of a class sees now.

    Raises:
        Refused: where the seat was taken back.
    """
    return ClassViewBuilder(room, room.member(seat)).view()


@dataclass(frozen=True, slots=True)
class ByWhom:
    """One sentence about who does something, for each way in which that can be: each whole, for its translator."""

    holder: Message
    """A role that somebody holds: ``{role}`` and ``{name}``."""
    person: Message
    """Somebody by ``{name}``, where there are no roles."""
    vacant: Message
    """The facilitator, since nobody holds the ``{role}``."""
    facilitator: Message


DECIDES = ByWhom(
    lazy("Talk. {role} ({name}) decides."),
    lazy("Talk. {name} decides."),
    lazy("Talk. The facilitator (nobody is {role}) decides."),
    lazy("Talk. The facilitator decides."),
)
WRITES = ByWhom(
    lazy("Talk. {role} ({name}) writes your answer; read along."),
    lazy("Talk. {name} writes your answer; read along."),
    lazy("Talk. The facilitator (nobody is {role}) writes your answer; read along."),
    lazy("Talk. The facilitator writes your answer; read along."),
)
LAYS_ASIDE = ByWhom(
    lazy("Read; {role} ({name}) lays it aside for all of you."),
    lazy("Read; {name} lays it aside for all of you."),
    lazy("Read; the facilitator (nobody is {role}) lays it aside for all of you."),
    lazy("Read; the facilitator lays it aside for all of you."),
)


@dataclass
class ClassViewBuilder:
    """One cutting of one view; it also answers what the seat's commands ask about its place."""

    room: Classroom
    member: Member

    def __post_init__(self) -> None:
        self.run: Run = self.room.tables[self.member.syndicate].run
        self.inject: Inject | None = None if self.run.gated else on_table(self.run)
        """What is on the table; at a gate nothing yet: the outcome has the table to itself."""
        self.stage: Stage = stage(self.room.roster, self.run, self.member)
        self.under: Stage = under(self.room.roster, self.run, self.member)

    def view(self) -> View:
        """The whole view. Before the seat is let in there is nothing in it but the title."""
        roster, member, scenario = self.room.roster, self.member, self.room.scenario
        view = self.room.tables[member.syndicate].view(member.seat, over=roster.over)
        group = self.group()
        if self.stage is Stage.LOBBY:
            return outside(view, group)
        titles = [role.title for role in scenario.roles if role.id in member.roles]
        you: Wording = member.name
        if len(titles) == 1:
            you = lazy("{name}: {role}", name=member.name, role=titles[0])
        elif titles:
            you = lazy("{name}: {role} +{more}", name=member.name, role=titles[0], more=len(titles) - 1)
        view = replace(view, you=you)
        if not roster.begun:
            view = replace(
                view, phase=Phase.BRIEFING, day=0, clock=wording.clock(scenario, 0), inject=None, elsewhere="",
                outcome=None, news=(), timeline=(),
            )  # fmt: skip
        if self.run.gated and not roster.over:
            view = replace(view, inject=None, elsewhere="")
        asks = roster.recall and self.stage is Stage.ENDEX
        return replace(view, group=group, questions=self.questions(view), recalls=view.recalls if asks else ())

    def questions(self, view: View) -> tuple[QuestionView, ...]:
        """The questions of this moment; after play also how it was before, as one sees it now."""
        if view.phase is not Phase.OVER:
            return view.questions
        answers = self.run.answers
        then = tuple(
            QuestionView(each.id, each.ask, each.scale, answers.get((self.member.seat, each.id, "then")), then=True)
            for each in self.room.scenario.questions
            if each.when == "both"
        )
        return (*view.questions, *then)

    # --- its place at the table

    def choice(self) -> Choice | None:
        """What this seat chose at the inject on the table."""
        made = self.run.choices.get(self.inject.id, ()) if self.inject else ()
        return next((choice for choice in made if choice.seat == self.member.seat), None)

    def leader(self) -> Member | None:
        """Who decides at the inject on the table; None where the vote or the facilitator does."""
        return decider(self.room.roster, self.member.syndicate, self.inject) if self.inject else None

    def leads(self) -> bool:
        """Whether this seat decides at the inject on the table."""
        leader = self.leader()
        return leader is not None and leader.seat == self.member.seat

    def by_whom(self, says: ByWhom) -> Message:
        """Who does what is the deciding role's, in a sentence."""
        role = self.room.scenario.role(self.inject.decided_by) if self.inject else None
        holder = self.leader()
        if holder and role:
            return lazy(says.holder.text, role=role.title, name=holder.name)
        if holder:
            return lazy(says.person.text, name=holder.name)
        return lazy(says.vacant.text, role=role.title) if role else says.facilitator

    def chairs(self) -> tuple[ChairView, ...]:
        """Every role, and who holds it here."""
        roster, seat = self.room.roster, self.member.seat
        at = self.member.syndicate
        known = [(role, roster.holder(at, role.id)) for role in self.room.scenario.roles if roster.in_play(at, role.id)]
        return tuple(
            ChairView(
                role.id, role.title, holder.name if holder else "",
                any(each.seat == seat and role.id in each.roles for each in roster.at(at)),
                tuple(each.name for each in roster.at(at) if role.id in each.roles and each is not holder),
            )
            for role, holder in known
        )  # fmt: skip

    def facts_of(self, inject: Inject) -> tuple[tuple[str, str], ...]:
        """Role and fact of everything private that can be told: of a role that does not get the inject, nothing."""
        return tuple((role, text) for role, text in inject.private if inject.gets(role))

    def facts_known(self, inject: Inject) -> tuple[FactView, ...]:
        """What its own roles alone know of the inject, and what others put on the table."""
        titles = {role.id: role.title for role in self.room.scenario.roles}
        told = {role: by for (id, role), by in self.run.shared.items() if id == inject.id}
        return tuple(
            FactView(role, titles.get(role, role), text, self.room.name_of(told[role]) if role in told else "")
            for role, text in self.facts_of(inject)
            if role in told or role in self.member.roles
        )

    # --- what it sees of the class

    def group(self) -> ClassView:
        """What this seat sees of its class."""
        room, member, run, stage = self.room, self.member, self.run, self.stage
        playing = room.roster.begun and not room.roster.over
        inject = self.inject if playing and self.inject and self.inject.reaches(member.roles) else None
        shown = inject is not None and inject.id in run.shown
        mine = self.choice() if inject else None
        reading = stage not in (Stage.LOBBY, Stage.READY)
        return ClassView(
            stage=stage,
            under=self.under,
            says=self.told_of_namesake(self.says()),
            syndicate=member.syndicate,
            name=member.name,
            members=self.members(inject),
            chairs=self.chairs(),
            mine=mine.option if mine else "",
            spread=spread(room.roster, run, inject) if inject and shown else (),
            votes=tally(run, inject) if inject and shown else (),
            my_vote=run.votes.get(inject.id, {}).get(member.seat, "") if inject else "",
            may_decide=self.leads() and (stage is Stage.READ or (shown and stage is Stage.TALK)),
            may_show=self.leads() and stage in (Stage.CHOOSE, Stage.CHOSEN),
            decided=self.decided() if reading else None,
            facts=self.facts_known(inject) if inject and reading else (),
            reason_required=room.roster.reasons,
            messages=tuple(
                (each.to, WITHDRAWN if each.withdrawn else each.text) for each in room.roster.messages
                if each.to in ("all", f"syndicate {member.syndicate}", member.seat)
            ),
            written=(*self.news(), *self.taken_back(), *self.interrupted()) if reading else (),
            seconds_left=room.seconds_left(member.syndicate) if inject else self.card_seconds(),
            ticking=stage not in (Stage.PAUSED, Stage.HELD),
            named=member.named,
            begun=room.roster.begun,
            tied=stage is Stage.VOTE and not self.waited_for(),
            again=self.again(inject) if reading else "",
            **self.writing(inject),
            **self.looking_back(),
        )  # fmt: skip

    def news(self) -> Iterator[tuple[Wording, Wording]]:
        """The news that the facilitator wrote, by its heading."""
        for number, (_, title, text) in enumerate(self.run.written):
            yield title, WITHDRAWN if number in self.run.withdrawn else text

    def taken_back(self) -> Iterator[tuple[Wording, Wording]]:
        """The decisions that the facilitator took back, where they were for this seat, with why."""
        for inject_id, _, reason in self.run.taken_back:
            inject = self.room.scenario.inject(inject_id)
            if inject.reaches(self.member.roles):
                title = lazy("“{title}” is on your table again", title=inject.title)
                yield title, why_back(reason)

    def again(self, inject: Inject | None) -> Wording:
        """Why the inject on the table is there again; nothing where it is there for the first time."""
        reasons = [reason for id, _, reason in self.run.taken_back if inject is not None and id == inject.id]
        return why_back(reasons[-1]) if reasons else ""

    def interrupted(self) -> Iterator[tuple[Wording, Wording]]:
        """The inject that had to give way to what is on the table, where it was for this seat."""
        known = self.room.scenario.inject(self.run.beneath) if self.run.beneath else None
        if known is not None and known.reaches(self.member.roles) and not self.room.roster.over:
            title = lazy("“{title}” waits", title=known.title)
            yield title, lazy("Something came between. It comes up again behind it, as you left it.")

    def writing(self, inject: Inject | None) -> dict[str, Any]:
        """Who writes the answer, what is typed of it so far, and who may be given the pen."""
        if inject is None or not inject.written:
            return {}
        run, roster, seat = self.run, self.room.roster, self.member.seat
        writes = writer(roster, run, self.member.syndicate, inject)
        votes = Counter(run.votes.get(inject.id, {}).values())
        typed = writes is not None and writes.seat != seat and inject.id not in run.texts
        table = self.room.tables[self.member.syndicate]
        return {
            "writes": writes.name if writes else "",
            "draft": table.draft(writes.seat, inject.id).get(ANSWER, "") if writes and typed else "",
            "pens": tuple(
                (each.seat, each.name, votes[each.seat]) for each in addressees(roster, self.member.syndicate, inject)
            )
            if self.under is Stage.PEN
            else (),
        }

    def looking_back(self) -> dict[str, Any]:
        """What the syndicate does together once the exercise is over: the card before it, and what it means to do."""
        if self.stage is not Stage.ENDEX:
            return {}
        meant = (ActionView(each.text, each.owner, each.due, each.priority) for each in self.run.actions)
        return {"cards": self.room.deck is not None, "talk": self.talk(), "actions": tuple(meant)}

    def card_seconds(self) -> int | None:
        """Seconds of the soft time for the card that lies before all; None where none does."""
        talk = self.run.talk if self.stage is Stage.ENDEX and self.room.deck else None
        return None if talk is None else round(CARD_MINUTES * 60 - exercise_seconds(talk.at, self.room.clock(), ()))

    def talk(self) -> TalkView | None:
        """The card that lies before all seats of this syndicate; what the record says of it once that is laid open."""
        talk, deck = self.run.talk, self.room.deck
        if talk is None or deck is None or talk.card not in CARDS:
            return None
        number, shown = CARDS.index(talk.card), talk.card in talk.shown
        card = deck(self.member.syndicate).get(talk.card)
        if card is not None and not shown:
            card = replace(card, record=())
        reader = self.reader(number)
        return TalkView(
            talk.card, card, number + 1, len(CARDS), shown, talk.lines.get(talk.card, ""), reader.name,
            reader.seat == self.member.seat,
        )  # fmt: skip

    def reader(self, number: int) -> Member:
        """Whose turn it is at a card: each in turn, and whoever decided least begins."""
        decided = Counter(each.by for each in self.run.decisions if each.how is How.LEADER)
        here = sorted(self.room.roster.at(self.member.syndicate), key=lambda each: decided[each.seat])
        return here[number % len(here)]

    def members(self, inject: Inject | None) -> tuple[MemberView, ...]:
        """Who sits at this table, with who has chosen at an inject that this seat reads."""
        titles = {role.id: role.title for role in self.room.scenario.roles}
        chosen, asked = chosen_at(self.run, inject), addressees(self.room.roster, self.member.syndicate, inject)
        return tuple(
            MemberView(
                each.name, tuple(titles[role] for role in each.roles if role in titles), each.seat in chosen,
                each.seat == self.member.seat, each in asked,
            )
            for each in self.room.roster.at(self.member.syndicate)
        )  # fmt: skip

    def waited_for(self) -> tuple[str, ...]:
        """The names of those whose vote is missing at the inject on the table."""
        cast = self.run.votes.get(self.inject.id, {}) if self.inject else {}
        asked = addressees(self.room.roster, self.member.syndicate, self.inject)
        return tuple(each.name for each in asked if each.seat not in cast)

    def decided(self) -> Message | None:
        """Who took the last decision, and how; None where it was not for this seat."""
        taken = next(iter(self.run.decisions[-1:]), None)
        if taken is None or not self.room.scenario.inject(taken.inject).reaches(self.member.roles):
            return None
        match taken.how:
            case How.VOTE:
                return lazy("Decided by vote.")
            case How.TIMER:
                return lazy("Time was up: the facilitator took it for you.")
            case How.FACILITATOR:
                return lazy("Decided by the facilitator.")
            case How.JUDGED if taken.reason:
                return lazy("Your answer was judged by the facilitator: “{reason}”", reason=taken.reason)
            case How.JUDGED:
                return lazy("Your answer was judged by the facilitator.")
            case _:
                return lazy("Decided by {name}.", name=self.room.name_of(taken.by))

    def says(self) -> Message:
        """What there is to do or to wait for, in a sentence."""
        seat, inject = self.member.seat, self.inject
        asked = addressees(self.room.roster, self.member.syndicate, inject)
        match self.stage:
            case Stage.READY if seat not in self.run.briefed:
                if self.room.roster.begun:
                    return lazy("Read your briefing; the others play.")
                return lazy("Read your briefing; play begins when everybody has.")
            case Stage.ELSEWHERE if inject:
                others = wording.others_at_work(self.room.scenario, inject)
                return lazy("{others} Nobody waits for you.", others=others)
            case Stage.PAUSED if self.room.roster.restarted:
                return lazy("PAUSED: the host was started again. Nothing is lost; the facilitator lets you all go on.")
            case Stage.HELD if self.run.gated:
                return lazy("STOP after the decision. What comes next is shown when the facilitator lets you go on.")
            case Stage.CHOSEN:
                chosen = chosen_at(self.run, inject)
                missing = ", ".join(each.name for each in asked if each.seat not in chosen)
                if not missing:
                    return lazy("Chosen. Waiting for the facilitator to show the choices.")
                return lazy("Chosen. Waiting for {names}.", names=missing)
            case Stage.TALK:
                return lazy("Talk, then decide: your role decides.") if self.leads() else self.by_whom(DECIDES)
            case (Stage.VOTE | Stage.PEN) as voting if inject:
                return voted(voting, seat in self.run.votes.get(inject.id, {}), ", ".join(self.waited_for()))
            case Stage.WRITE:
                return lazy("Talk. You hold the pen: write the answer of your syndicate. The others read along.")
            case Stage.WRITING if inject:
                writes = writer(self.room.roster, self.run, self.member.syndicate, inject)
                if writes is None:
                    return self.by_whom(WRITES)
                return lazy("Talk. {name} writes your answer; read along.", name=writes.name)
            case Stage.JUDGING:
                return lazy("Your answer is sent. The facilitator reads it, and judges it with a word of reason.")
            case Stage.ENDEX if talk := self.talk():
                return at_card(talk)
            case Stage.READ if self.leads():
                return lazy("Read; you lay it aside when your syndicate has.")
            case Stage.READ:
                return self.by_whom(LAYS_ASIDE)
            case _:
                return SAYS[self.stage]

    def told_of_namesake(self, says: Message) -> Message:
        """What there is to do, and to whoever may have a seat here already how they get it back."""
        member, roles = self.member, self.room.scenario.roles
        settled = member.seat in self.run.briefed and (member.roles or member.observes or not roles)
        first = None if settled or self.stage is Stage.ENDEX else self.room.roster.namesake(member)
        if first is None:
            return says
        return lazy(
            "{says} Somebody called {name} is here already: if that is you, ask the facilitator to give you your seat "
            "back.", says=says, name=first.name,
        )  # fmt: skip


def why_back(reason: str) -> Message:
    """Return that a decision was taken back, and why."""
    return lazy("The facilitator took the decision back. {reason}", reason=reason)


def voted(stage: Stage, cast: bool, waiting: str) -> Message:
    """Return what there is to do at a vote; ``waiting`` are the names of those whose vote is missing."""
    if stage is Stage.PEN:
        if cast:
            return lazy("Your vote is cast. Waiting for {names}.", names=waiting)
        return lazy("Talk, and vote on who writes. Waiting for {names}.", names=waiting)
    if cast and waiting:
        return lazy("Your vote is cast. Waiting for {names}.", names=waiting)
    if cast:
        return lazy("Your vote is cast. The vote is tied: change it, or the facilitator settles it.")
    if waiting:
        return lazy("Talk, then vote. Waiting for {names}.", names=waiting)
    return lazy("Talk, then vote. The vote is tied: change it, or the facilitator settles it.")


def at_card(talk: TalkView) -> Message:
    """Return which card lies before all, and who reads it."""
    if talk.card is None:
        return lazy("Card {n} of {all} is being put together.", n=talk.number, all=talk.of)
    held: dict[str, str | int] = {"n": talk.number, "all": talk.of, "title": talk.card.title}
    if talk.shown:
        return lazy("Card {n} of {all}: {title}. The record lies open.", **held)
    if talk.reads:
        return lazy("Card {n} of {all}: {title}. You read it aloud.", **held)
    return lazy("Card {n} of {all}: {title}. {name} reads it aloud.", **held, name=talk.reader)


def outside(view: View, group: ClassView) -> View:
    """What somebody at the door sees: the title, and that they wait."""
    return replace(
        view, phase=Phase.BRIEFING, summary="", setting="", roles=(), table=(), questions=(), inject=None,
        outcome=None, news=(), gauges=(), lessons=(), timeline=(), notes=(), endings=(), you=lazy("At the door"),
        day=0, days=0, clock=lazy(""),
        group=replace(
            group, members=(), chairs=(), messages=(), written=(), spread=(), votes=(), facts=(), decided=None,
            mine="", my_vote="", seconds_left=None, writes="", draft="", pens=(),
        ),
    )  # fmt: skip
