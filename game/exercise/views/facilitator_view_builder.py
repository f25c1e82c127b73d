"""The facilitator's view, made from a class: one row a syndicate, and syndicates side by side at one inject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from game.exercise import wording
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.roster import Member, Roster
from game.exercise.classroom.votes import (
    addressees,
    by_vote,
    chosen_at,
    decider,
    leading,
    on_table,
    open_options,
    spread,
    writer,
)
from game.exercise.clock import exercise_seconds, parsed
from game.exercise.views.facilitator_view import (
    Beside,
    DeskRow,
    DeskView,
    EventRow,
    EventStand,
    Namesake,
    OptionRow,
    ReachedRow,
    SeatRow,
    State,
    SyndicateRow,
    WallColumn,
    WallView,
)
from game.exercise.views.inject_state import SAID, Close, InjectState, decided, stand, stands
from game.exercise.views.sittings import first_sitting
from game.record.events import How
from game.record.run import Decision, Run
from game.rules import play
from game.rules.state import NOT_PLAYED
from game.scenario.catalogue import catalogue, for_facilitators
from game.scenario.lessons import known_lessons
from game.scenario.markdown import points
from game.scenario.scenario import Inject, Scenario
from game.words import Wording, lazy

MOST_PROBES = 4


def survey(room: Classroom, connected: Callable[[str], bool]) -> DeskView:
    """Return everything that the facilitator sees; ``connected`` says whether somebody looks at a seat."""
    roster = room.roster

    def row(
        member: Member, run: Run | None = None, chosen: frozenset[str] = frozenset(), asked: bool = True
    ) -> SeatRow:
        briefed = run is not None and member.seat in run.briefed
        first = roster.namesake(member)
        perhaps = Namesake(first.seat, first.name) if first and not connected(first.seat) else None
        return SeatRow(
            member.seat, member.name, member.syndicate, member.roles, member.admitted, briefed,
            member.seat in chosen, connected(member.seat), asked, member.shares, member.observes, perhaps,
        )  # fmt: skip

    rows = tuple(_Row(room, each.id).row(each.code, row) for each in roster.syndicates)
    return DeskView(
        name=room.name,
        title=room.title,
        state=state(roster, rows),
        syndicates=rows,
        at_door=tuple(row(each) for each in roster.members.values() if not each.admitted and not each.removed),
        tray=tuple((inject.id, inject.title) for inject in room.scenario.injects if inject.manual),
        observations=roster.observations,
        messages=roster.messages,
        exercise_seconds=room.exercise_time(),
        reasons=roster.reasons,
        gauges=tuple((gauge.id, gauge.title) for gauge in room.scenario.gauges),
        lessons=lessons(room.scenario),
        roles=tuple((role.id, role.title) for role in room.scenario.roles),
        gate=roster.gate,
        desks=tuple(DeskRow(each.desk, each.name, each.right) for each in roster.holders.values() if not each.taken),
        recall=roster.recall,
        trouble=room.log.trouble,
        reached=reached(room),
        restarted=roster.paused and roster.restarted,
        on_wall=roster.wall,
        wall=on_wall(room),
    )


def state(roster: Roster, rows: tuple[SyndicateRow, ...]) -> State:
    """Return what the banner says: HELD where every syndicate that still plays is held."""
    if roster.over:
        return State.ENDEX
    if not roster.begun:
        return State.LOBBY
    if roster.paused:
        return State.PAUSED
    playing = [row for row in rows if not row.over]
    return State.HELD if playing and all(row.held for row in playing) else State.RUNNING


class _Row:
    """One surveying of one syndicate."""

    def __init__(self, room: Classroom, syndicate: str) -> None:
        self.room, self.id = room, syndicate
        self.run: Run = room.tables[syndicate].run
        self.inject: Inject | None = on_table(self.run) if room.roster.begun else None

    def row(self, code: str, seat: Callable[[Member, Run, frozenset[str], bool], SeatRow]) -> SyndicateRow:
        room, run, inject = self.room, self.run, self.inject
        members = room.roster.at(self.id)
        asked = addressees(room.roster, self.id, inject)
        chosen = frozenset(chosen_at(run, inject))
        voted = run.votes.get(inject.id, {}) if inject else {}
        decides, yours = self.decides(inject, asked) if inject else ("", False)
        sent = inject is not None and inject.id in run.texts
        open_now = open_options(room.tables[self.id])
        titles = {role.id: role.title for role in room.scenario.roles}
        return SyndicateRow(
            id=self.id,
            code=code,
            clock=wording.clock(room.scenario, run.state.day),
            inject=inject.id if inject else "",
            title=inject.title if inject else "",
            seconds=room.seconds_left(self.id),
            waiting=self.waiting() if inject else 0,
            last=self.last(),
            seats=tuple(seat(member, run, chosen, member in asked) for member in members),
            chosen=sum(member.seat in chosen for member in asked),
            voted=sum(member.seat in voted for member in asked),
            decides=decides,
            by_vote=inject is not None and by_vote(inject) and not sent,
            yours=yours,
            shown=inject is not None and inject.id in run.shown,
            held=run.held,
            over=run.state.over,
            options=tuple(
                OptionRow(
                    option.id, option.label, inject.default is not None and option is inject.options[inject.default]
                )
                for option in inject.options
                if option.id in open_now
            )
            if inject
            else (),
            spread=spread(room.roster, run, inject) if inject else (),
            facts=tuple(
                (titles.get(role, role), text, (inject.id, role) in run.shared) for role, text in inject.private
            )
            if inject
            else (),
            probes=probes(inject) if inject else (),
            doctrine=named(inject) if inject else (),
            gauges=tuple(
                (gauge.title, value) for gauge, value in zip(room.scenario.gauges, run.state.gauges, strict=True)
            ),
            roles=tuple(role.id for role in room.scenario.roles if room.roster.in_play(self.id, role.id)),
            had=self.had(),
            queued=tuple(
                room.scenario.injects[index].id
                for index in queue(run)
                if room.scenario.injects[index].id != run.beneath
            ),
            ready=tuple(
                inject.id
                for index, inject in enumerate(room.scenario.injects)
                if inject.manual and play.may_interrupt(room.scenario, run.state, index)
            )
            if room.roster.begun
            else (),
            waits=tuple(
                (inject.id, when)
                for index, inject in enumerate(room.scenario.injects)
                if inject.manual and (when := waits(run, index))
            )
            if room.roster.begun
            else (),
            lapsed=tuple(each.id for each in room.scenario.injects if each.manual and run.state.day > each.last),
            beneath=room.scenario.inject(run.beneath).title if run.beneath else "",
            news=tuple(
                (number, title) for number, (_, title, _) in enumerate(run.written) if number not in run.withdrawn
            ),
            undo=run.decisions[-1].inject if run.before is not None and run.decisions else "",
            gated=run.gated,
            expected=points(inject.expected) if inject else (),
            seen=tuple(sorted(room.roster.seen.get((self.id, inject.id), ()))) if inject else (),
            **self.writing(inject),
        )

    def had(self) -> tuple[str, ...]:
        """The injects of the tray that were sent already, or played."""
        state, injects = self.run.state, self.room.scenario.injects
        return tuple(
            inject.id
            for index, inject in enumerate(injects)
            if inject.manual and (index in state.released or state.played[index] != NOT_PLAYED)
        )

    def writing(self, inject: Inject | None) -> dict[str, Any]:
        """Who writes an answer, and what was sent."""
        if inject is None or not inject.written:
            return {}
        writes, sent = writer(self.room.roster, self.run, self.id, inject), self.run.texts.get(inject.id)
        return {"written": True, "writes": writes.name if writes else "", "answer": sent.text if sent else ""}

    def decides(self, inject: Inject, asked: tuple[Member, ...]) -> tuple[Wording, bool]:
        """Who decides, and whether it is for the facilitator to act now; ``asked`` are those whom it is for."""
        if inject.id in self.run.texts:
            return lazy("you judge what they wrote"), True
        run, here = self.run, {member.seat for member in asked}
        shown = inject.id in run.shown
        if by_vote(inject):
            votes = run.votes.get(inject.id, {})
            tied = shown and here <= set(votes) and leading(votes, here) is None
            return lazy("the vote; it is tied") if tied else lazy("the vote"), tied or not asked
        role = self.room.scenario.role(inject.decided_by)
        holder = decider(self.room.roster, self.id, inject)
        if holder:
            return lazy("{role} ({name})", role=role.title, name=holder.name) if role else holder.name, False
        if role is None:
            return lazy("you"), True
        return lazy(
            "you: nobody is {role}", role=role.title
        ), shown or inject.written or not inject.options or not asked

    def waiting(self) -> int:
        """Seconds of exercise time since the inject came up."""
        return round(self.room.seconds_on_table(self.id))

    def last(self) -> str:
        """The last decision, in the author's words."""
        taken = next(iter(self.run.decisions[-1:]), None)
        if taken is None:
            return ""
        inject = self.room.scenario.inject(taken.inject)
        return f"{inject.title} → {label(inject, taken.option)}"


def queue(run: Run) -> tuple[int, ...]:
    """Return what waits to come up by hand, in its order: with a place first, then as the scenario's order has it."""
    state = run.state
    sent = (each for each in sorted(state.released) if state.played[each] == NOT_PLAYED and each != state.on_table)
    return tuple(dict.fromkeys((*state.queue, *sent)))


def waits(run: Run, index: int) -> Wording:
    """Return when an inject can come up, where its days or its `when` do not allow it now; nothing where they do."""
    inject, scenario, today = run.scenario.injects[index], run.scenario, run.state.day
    if today > inject.last:
        return lazy("no more: its last day was {day}", day=wording.day(scenario, inject.last))
    known = {"day": wording.day(scenario, inject.first), "last": wording.day(scenario, inject.last)}
    if today < inject.first and inject.when is not None:
        return lazy("from {day} to {last}, where its condition holds then", **known)
    if today < inject.first:
        return lazy("from {day} on", **known)
    return "" if play.holds(run.state, inject.when) else lazy("once its condition holds, until {last}", **known)


def events(room: Classroom) -> tuple[EventRow, ...]:
    """Return every inject by its first day, with where it stands for each syndicate."""
    runs = {id: table.run for id, table in room.tables.items()}
    queues = {id: queue(run) for id, run in runs.items()}
    known = {id: stands(run, closed(room.roster, run)) for id, run in runs.items()}

    def state(syndicate: str, index: int) -> InjectState:
        return known[syndicate][index].state if room.roster.begun else before(index)

    def before(index: int) -> InjectState:
        return InjectState.IN_TRAY if room.scenario.injects[index].manual else InjectState.NOT_REACHED

    rows = [
        EventRow(
            inject.id, inject.title, wording.clock(room.scenario, inject.first), inject.manual,
            tuple(
                EventStand(
                    id, state(id, index), index in queued, queued.index(index) + 1 if index in queued else 0,
                    waits(runs[id], index) if index in queued else "",
                )
                for id, queued in queues.items()
            ),
        )
        for index, inject in enumerate(room.scenario.injects)
    ]  # fmt: skip
    first = {inject.id: inject.first for inject in room.scenario.injects}
    return tuple(sorted(rows, key=lambda row: first[row.id]))


def lessons(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the id and title of each lesson that a scenario lists."""
    known = known_lessons(scenario).lessons
    return tuple((id, known[id].title) for id in scenario.lessons)


def label(inject: Inject, option: str) -> str:
    """Return an option's label by its id."""
    index = inject.option(option)
    return option if index is None else inject.options[index].label


def probes(inject: Inject) -> tuple[str, ...]:
    """Return the catalogue's questions about the lessons that an inject can test, those tested most first."""
    known = catalogue().lessons
    asked = [known[lesson].probe for lesson in _tested(inject) if lesson in known and known[lesson].probe]
    return tuple(dict.fromkeys(asked))[:MOST_PROBES]


def named(inject: Inject) -> tuple[str, ...]:
    """Return the doctrine that names a real operation, of the lessons that an inject can test."""
    return tuple(each.said for lesson in _tested(inject) for each in for_facilitators().get(lesson, ()))


def _tested(inject: Inject) -> list[str]:
    """The lessons that an inject can test, those tested most first."""
    weights: Counter[str] = Counter()
    for option in inject.options:
        for evidence in option.evidence:
            weights[evidence.lesson] += abs(evidence.weight)
    return [lesson for lesson, _ in weights.most_common()]


def beside(room: Classroom, syndicate: str, inject_id: str) -> Beside:
    """Return how one syndicate met one inject."""
    run, inject = room.tables[syndicate].run, room.scenario.inject(inject_id)
    taken = next((each for each in run.decisions if each.inject == inject_id), None)
    choices = run.choices.get(inject_id, ())
    counts = Counter(label(inject, choice.option) for choice in choices)
    stood = stand(run, inject_id, closed(room.roster, run))
    return Beside(
        syndicate=syndicate,
        state=stood.says if room.roster.begun else SAID[InjectState.NOT_REACHED],
        option=label(inject, taken.option) if taken else "",
        how=taken.how if taken else None,
        by=room.name_of(taken.by) if taken else "",
        seconds=decision_seconds(taken, room.roster.begun_at, room.breaks(syndicate)) if taken else None,
        spread=tuple(counts.most_common()),
        confidence=tuple(sorted(choice.confidence for choice in choices if choice.confidence is not None)),
        told=sum(id == inject_id for id, _ in run.shared),
        facts=len(inject.private),
    )


def on_wall(room: Classroom) -> WallView | None:
    """Return the syndicates side by side at the inject that the facilitator shows on the wall, in letter order."""
    if room.roster.wall not in room.scenario.inject_index:
        return None
    inject = room.scenario.inject(room.roster.wall)
    columns = (_column(room, each.id, inject) for each in room.syndicates)
    return WallView(inject.title, inject.question, tuple(columns))


def _column(room: Classroom, syndicate: str, inject: Inject) -> WallColumn:
    run, met = room.tables[syndicate].run, beside(room, syndicate, inject.id)
    taken = next((each for each in run.decisions if each.inject == inject.id), None)
    reason, how = "", decided(run, inject.id)
    if inject.id in run.texts:  # the sentence stands there; which answer it is beneath it
        judged = taken is not None and taken.how is How.JUDGED
        how = lazy("Judged by the facilitator") if judged else how or lazy("Sent, and not judged yet")
    if taken is not None and taken.how is How.LEADER:
        by = room.roster.members.get(taken.by)
        own = next((each.reason for each in run.choices.get(inject.id, ()) if each.seat == taken.by), "")
        reason = own if by is not None and by.named else ""
    minutes = None if met.seconds is None else round(met.seconds / 60)
    first = first_sitting(room.scenario, room.scenario.inject_index[inject.id])
    said = (_sentence(run, inject.id), "" if first is None else _sentence(run, room.scenario.injects[first].id))
    return WallColumn(syndicate, how or met.state, met.option, minutes, reason, *said)


def _sentence(run: Run, inject: str) -> str:
    """What a group answered in writing, on one line."""
    sent = run.texts.get(inject)
    return " ".join(sent.text.split()) if sent else ""


def reached(room: Classroom) -> tuple[ReachedRow, ...]:
    """Return the injects with something to decide that came up somewhere."""
    if not room.roster.begun:
        return ()
    runs = {id: table.run for id, table in room.tables.items()}
    came = {
        index for run in runs.values() for index, option in enumerate(run.state.played)
        if option != NOT_PLAYED or index == run.state.on_table
    }  # fmt: skip
    injects = room.scenario.injects
    return tuple(
        ReachedRow(
            injects[index].id, injects[index].title,
            () if room.roster.over else tuple(id for id, run in runs.items() if _may_decide(run, index)),
        )
        for index in sorted(came) if injects[index].options
    )  # fmt: skip


def _may_decide(run: Run, index: int) -> bool:
    """Whether a syndicate may still decide an inject: it lies before it, or its days are not over."""
    state = run.state
    return not state.over and state.played[index] == NOT_PLAYED and state.day <= run.scenario.injects[index].last


def closed(roster: Roster, run: Run) -> Close | None:
    """Return how a class ended for one of its runs; None before ENDEX."""
    return Close(roster.over_at, roster.begun_at, (*roster.pauses, *run.holds, *run.away)) if roster.over else None


def decision_seconds(taken: Decision, begun_at: str, breaks: tuple[tuple[str, str], ...]) -> int | None:
    """Return the exercise time that a decision took: from its inject's coming up, without breaks."""
    if not taken.raised or not begun_at:
        return None
    since = max(taken.raised, begun_at, key=parsed)
    return round(exercise_seconds(since, parsed(taken.at), (*breaks, *taken.away)))
