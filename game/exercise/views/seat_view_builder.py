"""A seat's view, cut out of a run: the one place that knows what a seat may see.

A seat sees the injects that are for its roles, of these the documents addressed to its roles and the facts private to
them; open gauges as they are, assessed ones as they were when last looked at, hidden ones not at all. What happened is
told by `game.exercise.views.timeline_builder`.

Whoever sits alone decides everything. An inject that is not for the one seat that they took they read all the same, for
they decide it in another's place; its papers and private facts stay with those whom they are for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.exercise import wording
from game.exercise.recalling import waiting
from game.exercise.run import colleagues
from game.exercise.views.seat_view import (
    AdviceView,
    DocumentView,
    ForecastView,
    GaugeView,
    InjectView,
    LessonView,
    OptionView,
    Phase,
    QuestionView,
    RoleView,
    View,
)  # fmt: skip
from game.exercise.views.shared_cut import CutShare, SeenByAll, ToldInPlay
from game.exercise.views.timeline_builder import Timeline
from game.record.run import Run
from game.rules import chance, judge, play
from game.rules.history import tracks
from game.rules.state import NOT_PLAYED, Raised
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Document, Inject, Option, Role, Scenario
from game.words import Wording, lazy


def cut(
    run: Run,
    name: str,
    seat: str,
    roles: frozenset[str] | None = None,
    over: bool = False,
    share: CutShare | None = None,
) -> View:
    """Return what a seat of a run may see now.

    ``roles`` are those that it holds among others; None is a person alone, who decides everything in the seats that the
    run names. ``over`` is True where play was ended before the run came to its end. ``share`` keeps what other seats of
    the run see alike.
    """
    held = roles_of(run, seat) if roles is None else roles
    return _Seat(run, name, seat, held, roles is None, over, share or CutShare()).view()


def also_of(run: Run, inject: Inject) -> tuple[str, ...]:
    """Return the paragraphs that followed the situation of an inject as it came up."""
    index = run.scenario.inject_index[inject.id]
    # What was interrupted comes up once more: as it lies there now.
    again = reversed(run.happenings)
    raised = next((each for each in again if isinstance(each, Raised) and each.inject == index), None)
    if raised is None:  # on a stage that an author set, nothing has happened
        return tuple(each.text for each in inject.also if play.holds(run.state, each.when))
    return tuple(inject.also[number].text for number in raised.also)


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
    alone: bool
    over: bool
    share: CutShare

    def __post_init__(self) -> None:
        self.scenario: Scenario = self.run.scenario
        self.timeline = Timeline(self.run, self.reads)

    def reads(self, inject: Inject) -> bool:
        """Whether this seat reads an inject: it is for its roles, or somebody alone has to decide it."""
        return self.alone or inject.reaches(self.roles)

    def view(self) -> View:
        run, scenario, state = self.run, self.scenario, self.run.state
        phase = self.phase()
        playing = phase is not Phase.BRIEFING
        inject = None
        if state.on_table is not None and phase in (Phase.DECIDE, Phase.READ):
            inject = scenario.injects[state.on_table]
        reads = inject is not None and self.reads(inject)
        for_all, told = self.share.for_all(run, self.for_all), self.told(playing)
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
            inject=self.inject(inject) if inject and reads else None,
            elsewhere=wording.others_at_work(scenario, inject) if inject and not reads else "",
            outcome=told.outcome,
            news=told.news,
            gauges=for_all.gauges,
            lessons=for_all.lessons,
            timeline=told.timeline,
            notes=tuple((self.about(note.about), note.text) for note in run.notes if note.by == self.seat),
            endings=tuple((scenario.endings[i].title, scenario.endings[i].text) for i in judge.endings(scenario, state))
            if phase is Phase.OVER and state.over
            else (),
            epilogue=tuple(
                (scenario.epilogue[i].about, scenario.epilogue[i].text) for i in judge.epilogue(scenario, state)
            )
            if phase is Phase.OVER and state.over
            else (),
            seq=run.seq,
            recalls=waiting(run, self.seat) if phase is Phase.OVER and run.decisions else (),
        )

    def for_all(self) -> SeenByAll:
        """What every seat of the run sees."""
        return SeenByAll(tuple(self.gauges()), lessons_of(self.scenario))

    def told(self, playing: bool) -> ToldInPlay:
        """What every seat is told that reads the same of what has been played."""
        run, played = self.run, self.run.state.played
        limited = frozenset(
            at for at, each in enumerate(self.scenario.injects)
            if each.to and played[at] != NOT_PLAYED and self.reads(each)
        )  # fmt: skip

        def made() -> ToldInPlay:
            latest = run.happenings[run.latest :] if playing and run.latest else run.happenings if playing else ()
            entries = self.timeline.entries(run.happenings) if playing else ()
            return ToldInPlay(self.timeline.outcome(latest), self.timeline.news(latest), entries)

        return self.share.told(run, playing, limited, made)

    def phase(self) -> Phase:
        state = self.run.state
        if self.over:
            return Phase.OVER
        if self.seat not in self.run.briefed:
            return Phase.BRIEFING
        if state.on_table is None:
            return Phase.OVER
        return Phase.DECIDE if self.scenario.injects[state.on_table].options else Phase.READ

    def you(self) -> Wording:
        """Who sits here, by the titles of its roles."""
        held = [role.title for role in self.scenario.roles if role.id in self.roles]
        if len(held) > 1 and len(held) == len(self.scenario.roles):
            return lazy("All seats")
        return ", ".join(held) or lazy("The decision-maker")

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
        documents = tuple(documents_of(self.run, self.seat, self.roles, inject))
        order = chance.display_order(self.run.seed, inject)
        written = self.run.texts.get(inject.id)
        return InjectView(
            id=inject.id,
            title=inject.title,
            situation=inject.situation,
            also=also_of(self.run, inject),
            documents=documents,
            private=tuple(
                (role.title, text) for role in self.scenario.roles for id, text in inject.private
                if id == role.id and id in self.roles and inject.gets(id)
            ),
            question=inject.question,
            minutes=inject.minutes,
            minutes_read=sum(document.minutes for document in documents if document.opened),
            decided_by=wording.deciding(self.scenario, inject) if inject.options else "",
            options=tuple(self.option(inject.options[index]) for index in order) if self.judges(inject) else (),
            written=inject.written,
            answer=written.text if written else "",
            expected=inject.expected if written and self.alone else "",
            forecasts=tuple(
                ForecastView(each.id, each.ask, self.run.forecasts.get((self.seat, each.id)))
                for each in self.scenario.forecasts
                if each.inject == inject.id
            ),
            in_place_of="" if inject.reaches(self.roles) else wording.in_place_of(self.scenario, inject),
            theirs=bool(inject.options) and colleagues.theirs(self.run, self.seat, inject),
        )  # fmt: skip

    def judges(self, inject: Inject) -> bool:
        """Whether this seat reads the options: of a written answer only who judges it, once it is there."""
        return not inject.written or (self.alone and inject.id in self.run.texts)

    def option(self, option: Option) -> OptionView:
        advice = tuple(
            AdviceView(role.title, advice.stance, advice.says)
            for advice in option.advice
            if (role := self.scenario.role(advice.role))
        )
        closed: Wording = ""
        if option.requires is not None and not play.holds(self.run.state, option.requires):
            closed = lazy("needs {condition}", condition=wording.condition(self.scenario, option.requires.tree))
        return OptionView(option.id, option.label, option.case, option.detail, advice, closed)

    # --- gauges

    def gauges(self) -> Iterable[GaugeView]:
        run, day = self.run, max(0, self.run.state.day)
        before = tracks(self.scenario, run.happenings[: run.latest])
        for index, (gauge, track) in enumerate(
            zip(self.scenario.gauges, tracks(self.scenario, run.happenings), strict=True)
        ):
            if gauge.shown == "hidden":
                continue
            assessed = gauge.shown != "open"
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
                tick=self.scenario.names.tick,
            )


def documents_of(run: Run, seat: str, roles: frozenset[str], inject: Inject) -> Iterable[DocumentView]:
    """Return the papers of an inject that are for a seat, each with its text once it was opened there."""
    for number, document in enumerate(inject.documents):
        if may_read(roles, inject, document):
            opened = (seat, inject.id, number) in run.opened
            to = wording.titles(run.scenario, document.to)
            text = document.text if opened else ""
            picture = document.picture.sha256 if opened and document.picture else ""
            yield DocumentView(
                number, document.kind, document.title, document.sender, to, document.minutes, opened, text,
                document.alt if opened else "", picture,
            )  # fmt: skip


def may_read(roles: frozenset[str], inject: Inject, document: Document) -> bool:
    """Whether a document is for somebody: a role that it is addressed to gets the inject as well."""
    if not document.to:
        return inject.reaches(roles)
    return any(role in document.to and inject.gets(role) for role in roles)


def lessons_of(scenario: Scenario) -> tuple[LessonView, ...]:
    """Return the lessons that a scenario lists, in the catalogue's order."""
    known = known_lessons(scenario)
    return tuple(
        LessonView(family.title, lesson.title, lesson.imperative)
        for family in known.families
        for lesson in known.of(family.id)
        if lesson.id in scenario.lessons
    )
