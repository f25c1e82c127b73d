"""A seat's view, cut out of a run: the one place that knows what a seat may see.

A seat sees the documents addressed to its roles and the facts private to them; open gauges
as they are, assessed ones as they were when last looked at, hidden ones not at all; of what
happens it reads the texts, and the moves of the gauges that it can see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.exercise import wording
from game.exercise.views.inject_state import decided
from game.exercise.views.seat_view import (
    AdviceView,
    DocumentView,
    EntryView,
    ForecastView,
    GaugeView,
    InjectView,
    LessonView,
    LuckView,
    MoveView,
    OptionView,
    OutcomeView,
    Phase,
    QuestionView,
    RoleView,
    View,
    What,
)  # fmt: skip
from game.record.run import Run
from game.rules import chance, judge, play
from game.rules.history import tracks
from game.rules.state import (
    Acknowledged,
    Adjusted,
    Decided,
    DelayedApplied,
    Happening,
    Move,
    Part,
    Passed,
    Pending,
    Stopped,
    TrendApplied,
)  # fmt: skip
from game.scenario.catalogue import catalogue
from game.scenario.scenario import Document, Gauge, Inject, Option, Role, Scenario


def cut(run: Run, name: str, seat: str, roles: frozenset[str] | None = None, over: bool = False) -> View:
    """Return what a seat of a run may see now.

    ``roles`` are those that it holds, where the run does not say; ``over`` is True where play was
    ended before the run came to its end.
    """
    return _Seat(run, name, seat, roles_of(run, seat) if roles is None else roles, over).view()


def roles_of(run: Run, seat: str) -> frozenset[str]:
    """Return the roles that a seat holds."""
    return frozenset(run.seats[seat]["roles"])


@dataclass
class _Seat:
    """One cutting of one view."""

    run: Run
    name: str
    seat: str
    roles: frozenset[str]
    over: bool

    def __post_init__(self) -> None:
        self.scenario: Scenario = self.run.scenario

    def view(self) -> View:
        run, scenario, state = self.run, self.scenario, self.run.state
        phase = self.phase()
        playing = phase is not Phase.BRIEFING
        inject = None if state.on_table is None else self.inject(scenario.injects[state.on_table])
        latest = run.happenings[run.latest :] if playing and run.latest else run.happenings if playing else ()
        return View(
            run=self.name,
            scenario=scenario.id,
            title=scenario.title,
            summary=scenario.summary,
            phase=phase,
            day=max(0, state.day) if playing else 0,
            days=scenario.days,
            clock=wording.clock(scenario, state.day if playing else 0),
            you=self.you(),
            paused=run.paused,
            briefed=self.seat in run.briefed,
            setting=scenario.setting,
            roles=tuple(self.role(role) for role in scenario.roles if role.id in self.roles),
            table=tuple(role.title for role in scenario.roles),
            questions=tuple(self.questions(phase)),
            inject=inject if playing and phase is not Phase.OVER else None,
            outcome=self.outcome(latest),
            news=self.entries(event for event in latest if not isinstance(event, Decided | Acknowledged)),
            gauges=tuple(self.gauges()),
            lessons=lessons_of(scenario),
            timeline=self.entries(run.happenings) if playing else (),
            notes=tuple((self.about(note.about), note.text) for note in run.notes if note.by == self.seat),
            endings=tuple((scenario.endings[i].title, scenario.endings[i].text) for i in judge.endings(scenario, state))
            if phase is Phase.OVER and state.over
            else (),
            seq=run.seq,
        )

    def phase(self) -> Phase:
        state = self.run.state
        if self.over:
            return Phase.OVER
        if self.seat not in self.run.briefed:
            return Phase.BRIEFING
        if state.on_table is None:
            return Phase.OVER
        return Phase.DECIDE if self.scenario.injects[state.on_table].options else Phase.READ

    def you(self) -> str:
        held = [role.title for role in self.scenario.roles if role.id in self.roles]
        if len(held) > 1 and len(held) == len(self.scenario.roles):
            return "All seats"
        return ", ".join(held) or "The decision-maker"

    def role(self, role: Role) -> RoleView:
        interests = tuple((self.scenario.gauges[gauge].title, weight) for gauge, weight in role.interests)
        return RoleView(role.id, role.title, role.brief, interests)

    def about(self, id: str) -> str:
        index = self.scenario.inject_index.get(id)
        return id if index is None else self.scenario.injects[index].title

    def questions(self, phase: Phase) -> Iterable[QuestionView]:
        when = {Phase.BRIEFING: "before", Phase.OVER: "after"}.get(phase)
        for question in self.scenario.questions:
            if when and question.when in (when, "both"):
                answer = self.run.answers.get((self.seat, question.id, when))
                yield QuestionView(question.id, question.ask, question.scale, answer)

    # --- the inject on the table

    def inject(self, inject: Inject) -> InjectView:
        documents = tuple(self.documents(inject))
        decided_by = self.scenario.role(inject.decided_by)
        decides = decided_by.title if decided_by else "Vote of all seats" if inject.decided_by == "vote" else ""
        order = chance.display_order(self.run.seed, inject)
        return InjectView(
            id=inject.id,
            title=inject.title,
            situation=inject.situation,
            documents=documents,
            private=tuple(
                (role.title, text) for role in self.scenario.roles for id, text in inject.private
                if id == role.id and id in self.roles
            ),
            question=inject.question,
            minutes=inject.minutes,
            minutes_read=sum(document.minutes for document in documents if document.opened),
            decided_by=decides if inject.options else "",
            options=tuple(self.option(inject.options[index]) for index in order),
            forecasts=tuple(
                ForecastView(each.id, each.ask, self.run.forecasts.get((self.seat, each.id)))
                for each in self.scenario.forecasts
                if each.inject == inject.id
            ),
        )  # fmt: skip

    def documents(self, inject: Inject) -> Iterable[DocumentView]:
        for number, document in enumerate(inject.documents):
            if self.may_read(inject, document):
                opened = (self.seat, inject.id, number) in self.run.opened
                to = tuple(role.title for role in self.scenario.roles if role.id in document.to)
                text = document.text if opened else ""
                yield DocumentView(
                    number, document.kind, document.title, document.sender, to, document.minutes, opened, text
                )

    def may_read(self, inject: Inject, document: Document) -> bool:
        to = document.to or inject.to
        return not to or bool(self.roles.intersection(to))

    def option(self, option: Option) -> OptionView:
        advice = tuple(
            AdviceView(role.title, advice.stance, advice.says)
            for advice in option.advice
            if (role := self.scenario.role(advice.role))
        )
        closed = ""
        if option.requires is not None and not play.holds(self.run.state, option.requires):
            closed = f"needs {wording.condition(self.scenario, option.requires.tree)}"
        return OptionView(option.id, option.label, option.case, option.detail, advice, closed)

    # --- gauges

    def sees(self, gauge: int) -> bool:
        """Whether a gauge is always shown as it is."""
        return self.scenario.gauges[gauge].shown == "open"

    def gauges(self) -> Iterable[GaugeView]:
        run, day = self.run, max(0, self.run.state.day)
        before = tracks(self.scenario, run.happenings[: run.latest])
        for index, (gauge, track) in enumerate(
            zip(self.scenario.gauges, tracks(self.scenario, run.happenings), strict=True)
        ):
            if gauge.shown == "hidden":
                continue
            assessed = not self.sees(index)
            value, since = run.state.assessed[index] if assessed else (run.state.gauges[index], day)
            yield GaugeView(
                id=gauge.id,
                title=gauge.title,
                unit=gauge.unit,
                low=gauge.min,
                high=gauge.max,
                high_is_good=gauge.high_is_good,
                value=value,
                assessed=assessed,
                age=day - since,
                change=value - before[index].known[-1].value,
                points=track.known,
            )

    def moves(self, part: Part) -> tuple[MoveView, ...]:
        """What can be seen of a change: the net move of each gauge that is shown open."""
        first: dict[int, Move] = {}
        last: dict[int, Move] = {}
        for move in part.moves:
            if self.sees(move.effect.gauge):
                first.setdefault(move.effect.gauge, move)
                last[move.effect.gauge] = move
        return tuple(
            moved(self.scenario.gauges[index], first[index].before, last[index].after, last[index].cut)
            for index in first
        )

    # --- what happened

    def outcome(self, latest: tuple[Happening, ...]) -> OutcomeView | None:
        event = next((event for event in latest if isinstance(event, Decided)), None)
        if event is None:
            return None
        inject = self.scenario.injects[event.inject]
        option = inject.options[event.option]
        luck = None
        if event.chance is not None:
            branch = option.chance[event.chance]
            odds = wording.odds(branch.weight, sum(option.weights))
            luck = LuckView(branch.change.text, odds, self.moves(event.luck))
        return OutcomeView(
            inject=inject.id,
            title=inject.title,
            day=event.day,
            option=option.label,
            text=option.outcome or option.change.text,
            moves=self.moves(event.part),
            luck=luck,
            assessed=tuple(self.looked_at(event)),
            set_in_motion=len(event.scheduled),
            decided=decided(self.run, inject.id),
        )

    def looked_at(self, event: Decided) -> Iterable[MoveView]:
        """Gauges that this decision had looked at: what was believed, and what is so."""
        upto = self.run.happenings.index(event)
        before, after = (tracks(self.scenario, self.run.happenings[: upto + more]) for more in (0, 1))
        for gauge in event.assessed:
            if self.scenario.gauges[gauge].shown == "assessed":
                yield moved(self.scenario.gauges[gauge], before[gauge].known[-1].value, after[gauge].known[-1].value)

    def entries(self, happenings: Iterable[Happening]) -> tuple[EntryView, ...]:
        found = (entry for event in happenings if (entry := self.entry(event)))
        return tuple(replace(entry, when=wording.short(self.scenario, entry.day)) for entry in found)

    def entry(self, event: Happening) -> EntryView | None:
        """A happening as the players know it; None where they notice nothing."""
        scenario = self.scenario
        match event:
            case Decided(day, inject, option):
                chosen = scenario.injects[inject]
                taken = chosen.options[option].label
                by = decided(self.run, chosen.id)
                return EntryView(day, What.DECIDED, chosen.title, taken, inject=chosen.id, decided=by)
            case Acknowledged(day, inject):
                return EntryView(day, What.READ, scenario.injects[inject].title)
            case Passed(day, inject):
                text = "Nothing that you could have done was open to you; it passed unanswered."
                return EntryView(day, What.PASSED, scenario.injects[inject].title, text)
            case TrendApplied(day, trend, part):
                change, moves = scenario.trends[trend].change, self.moves(part)
                return (
                    EntryView(day, What.WENT_ON, "Meanwhile", change.text, moves=moves)
                    if change.text or moves
                    else None
                )
            case DelayedApplied(day, cause, part):
                moves = self.moves(part)
                later = scenario.injects[cause.inject].options[cause.option].later[cause.later]
                if not later.change.text and not moves:
                    return None
                return EntryView(
                    day, What.CAME_BACK, "What came of it", later.change.text, cause_of(scenario, cause), moves
                )
            case Adjusted(day, part):
                return EntryView(day, What.ADJUSTED, "By the facilitator's hand", moves=self.moves(part))
            case Stopped(day, ending):
                return EntryView(day, What.STOPPED, scenario.endings[ending].title)
            case _:
                return None


def lessons_of(scenario: Scenario) -> tuple[LessonView, ...]:
    """Return the lessons that a scenario lists, in the catalogue's order."""
    known = catalogue()
    return tuple(
        LessonView(family.title, lesson.title, lesson.imperative)
        for family in known.families
        for lesson in known.of(family.id)
        if lesson.id in scenario.lessons
    )


def moved(gauge: Gauge, before: int, after: int, cut: bool = False) -> MoveView:
    """Return a gauge's move in the words of a view."""
    better = None if before == after else (after > before) == gauge.high_is_good
    return MoveView(gauge.title, gauge.unit, before, after, better, cut)


def cause_of(scenario: Scenario, cause: Pending) -> str:
    """Return the decision that a delayed effect came from, in wording."""
    inject = scenario.injects[cause.inject]
    option = inject.options[cause.option]
    decided = cause.due - option.later[cause.later].after
    return f"from {wording.short(scenario, decided)}, {inject.title}: {option.label}"
