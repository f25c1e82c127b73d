"""A debrief built from a run: pure, the same on every machine and in every form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from game.exercise import recalling, wording
from game.exercise.ticks import ticks
from game.exercise.views.inject_state import Close, decided, stands, taken_for
from game.exercise.views.seat_view import MoveView
from game.exercise.views.seat_view_builder import may_read, roles_of
from game.exercise.views.timeline_builder import moved
from game.record.events import How
from game.record.run import Run
from game.report import readings
from game.report.front import front
from game.report.model import (
    AnswerPart,
    BearingPart,
    CamePart,
    Debrief,
    DecisionPart,
    DoctrinePart,
    ExchangePart,
    FamilyPart,
    ForecastPart,
    GaugePart,
    HeadquartersPart,
    LessonPart,
    LuckPart,
    MarkPart,
    NotePart,
    Opened,
    OtherPart,
    PicturePart,
    RecallPart,
    StandPart,
)  # fmt: skip
from game.report.texts import Texts, texts
from game.rules import judge, play
from game.rules.history import parts, tracks
from game.rules.judge import Judgement, Mark
from game.rules.state import Decided, DelayedApplied, DelayedLapsed, Part, Passed, Pending
from game.scenario.catalogue import Catalogue, Lesson
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Change, Inject, Option, Scenario


def debrief(
    run: Run,
    name: str,
    lessons: Catalogue | None = None,
    said: Texts | None = None,
    opened: Opened | None = None,
    close: Close | None = None,
) -> Debrief:
    """Return the debrief of a run; of an unfinished one as far as it went.

    `opened` is what an analysis says of what was still open at each decision (`game.report.open`), `close` the end of
    the run's class, where ENDEX was given.
    """
    return _Builder(
        run, run.called or name, known_lessons(run.scenario, lessons), said or texts(), opened or Opened(), close
    ).debrief()


def began(run: Run) -> Iterator[str]:
    """Yield what a run opened with, in words: each question with its answer."""
    ids = [flag.id for flag in run.scenario.flags]
    since = f" (from run {run.brought_from})" if run.brought_from else ""
    for each in run.scenario.opens_with:
        answer = "Yes" if run.brought[ids[each.flag]] else "No"
        yield f"{each.ask or run.scenario.flags[each.flag].title} {answer}{since}."


@dataclass
class _Builder:
    """One building of one debrief."""

    run: Run
    name: str
    catalogue: Catalogue
    said: Texts
    opened: Opened
    close: Close | None

    def __post_init__(self) -> None:
        self.scenario: Scenario = self.run.scenario
        self.judged = judge.judge(self.scenario, self.run.state, self.run.happenings, taken_for(self.run))
        self.decided = [event for event in self.run.happenings if isinstance(event, Decided)]
        told = (event.inject for event in self.run.happenings if isinstance(event, Decided | Passed))
        self.numbers = {inject: number for number, inject in enumerate(told, start=1)}

    def debrief(self) -> Debrief:
        run, scenario, state = self.run, self.scenario, self.run.state
        held = [role.title for role in scenario.roles if any(role.id in roles_of(run, seat) for seat in run.seats)]
        headquarters = tuple(self.headquarters())
        contents = [each.content for each in headquarters]
        scored = self.scored() if state.over else {}
        branched = run.branched_from
        families = tuple(self.families())
        return Debrief(
            run=self.name,
            scenario=scenario.id,
            sha256=scenario.sha256,
            title=scenario.title,
            you="All seats" if len(held) == len(scenario.roles) else ", ".join(held),
            seed=run.seed,
            finished=state.over,
            stopped=state.stopped is not None,
            day=max(0, state.day),
            clock=wording.clock(scenario, state.day),
            branched_from=(branched[0], scenario.inject(branched[1]).title) if branched else None,
            endings=tuple((scenario.endings[i].title, scenario.endings[i].text) for i in judge.endings(scenario, state))
            if state.over
            else (),
            families=families,
            barriers=tuple(self.lesson(self.catalogue.lessons[id]) for id in self.catalogue.barriers),
            decisions=tuple(self.decisions()),
            gauges=tuple(self.gauges()),
            headquarters=headquarters,
            spread=max(contents) - min(contents) if contents else 0.0,
            forecasts=tuple(
                ForecastPart(scored[id][0], percent, scored[id][1])
                for (_, id), percent in run.forecasts.items()
                if id in scored
            ),
            brier=self.brier(scored),
            answers=tuple(self.answers()),
            by_facilitator=tuple(
                (wording.short(scenario, day), gauge, reason) for day, gauge, reason in run.adjusted
            ),
            notes=tuple(NotePart(self.about(note.about), note.text) for note in run.notes),
            luck_said=self.said.luck,
            disclaimer=self.said.disclaimer,
            what=self.said.what,
            so_what=self.said.so_what,
            now_what=self.said.now_what,
            decision_check=self.said.decision_check,
            open_said=self.opened.said,
            ledger=self.opened.ledger,
            stands=tuple(
                StandPart(each.inject, scenario.inject(each.inject).title, each.state, each.says)
                for each in stands(run, self.close)
            ),
            epilogue=tuple(
                (scenario.epilogue[i].about, scenario.epilogue[i].text) for i in judge.epilogue(scenario, state)
            )
            if state.over
            else (),
            luck=run.luck,
            opened=dict(run.brought),
            ticks=ticks(scenario),
            began=tuple(began(run)),
            doctrine=tuple(self.doctrine(families)),
            front=front(run, self.catalogue, self.opened.weighed, self.opened.how,
                        self.close is not None, bool(self.opened.coming)),
            pin=run.pin,
            recalled=tuple(self.recalled()),
        )  # fmt: skip

    def recalled(self) -> Iterator[RecallPart]:
        """What was said from memory as play ended: of a group's run nothing is left in it."""
        told = {each.prompt: each for each in self.run.recalled if each.moment == recalling.END}
        for each in told.values():
            number = self.numbers.get(self.scenario.inject_index.get(each.pick, -1), 0)
            title = self.scenario.inject(each.pick).title if number else ""
            yield RecallPart(each.prompt, each.pick, number, title, each.sure, each.text)

    def about(self, id: str) -> str:
        """What a note is about, as a title."""
        if id in self.scenario.inject_index:
            return self.scenario.inject(id).title
        return self.catalogue.lessons[id].title if id in self.catalogue.lessons else ""

    # --- lessons

    def families(self) -> Iterator[FamilyPart]:
        for family in self.catalogue.families:
            listed = [lesson for lesson in self.catalogue.of(family.id) if lesson.id in self.scenario.lessons]
            if listed:
                yield FamilyPart(family.id, family.title, family.idea, tuple(map(self.lesson, listed)))

    def doctrine(self, families: Iterable[FamilyPart]) -> Iterator[DoctrinePart]:
        """What was written on the lessons at stake: on those of several decisions, or where there are none on all."""
        parts = [part for family in families for part in family.lessons]
        for part in readings.told(parts) or readings.once(parts):
            references = self.catalogue.lessons[part.id].references
            if references:
                yield DoctrinePart(part.title, tuple(each.said for each in references))

    def lesson(self, lesson: Lesson) -> LessonPart:
        judged = self.judged.get(lesson.id) or Judgement(lesson.id, judge.verdict(0, 0), 0, 0, None, ())
        test = self.scenario.lessons.get(lesson.id)
        marks = [self.mark(mark, lesson.id) for mark in judged.trail]
        return LessonPart(
            id=lesson.id,
            family=lesson.family,
            title=lesson.title,
            imperative=lesson.imperative,
            listed=lesson.id in self.scenario.lessons,
            served=judged.served,
            spent=judged.spent,
            outcome=judged.outcome if self.run.state.over else None,
            test=wording.condition(self.scenario, test.tree) if test else "",
            evidence_for=tuple(mark for mark in marks if mark.weight > 0),
            evidence_against=tuple(mark for mark in marks if mark.weight < 0),
            probe=lesson.probe,
            reading=judged.reading,
            served_at=judged.served_at,
            spent_at=judged.spent_at,
        )

    def mark(self, mark: Mark, lesson: str) -> MarkPart:
        inject = self.scenario.injects[mark.inject]
        option = inject.options[mark.option]
        return MarkPart(
            day=mark.day,
            when=wording.short(self.scenario, mark.day),
            inject=inject.id,
            title=inject.title,
            option=option.label,
            weight=mark.weight,
            because=mark.because,
            in_exchange=tuple(self.in_exchange(mark, option, lesson)),
            number=self.numbers[mark.inject],
            own=mark.own,
        )

    def in_exchange(self, mark: Mark, option: Option, lesson: str) -> Iterator[ExchangePart]:
        """What the same decision bought where it spent this lesson, or cost where it served it."""
        for evidence in option.evidence:
            if evidence.lesson != lesson and evidence.weight * mark.weight < 0:
                title = self.catalogue.lessons[evidence.lesson].title
                yield ExchangePart(evidence.weight, lesson=title, because=evidence.because)
        event = next(event for event in self.decided if event.inject == mark.inject)
        for move in self.moves(event.part):
            if move.better is not None and move.better == (mark.weight < 0):
                yield ExchangePart(move.after - move.before, gauge=move.gauge)

    # --- decisions

    def decisions(self) -> Iterator[DecisionPart]:
        for event in self.run.happenings:
            if isinstance(event, Decided):
                yield self.decision(event)
            elif isinstance(event, Passed):
                yield self.passed(event)

    def decision(self, event: Decided) -> DecisionPart:
        inject = self.scenario.injects[event.inject]
        option = inject.options[event.option]
        taken = next((each for each in self.run.decisions if each.inject == inject.id), None)
        choice = next((each for each in self.run.choices.get(inject.id, ()) if taken and each.seat == taken.by), None)
        if taken and taken.how is How.JUDGED:
            choice = None  # why it was judged so stands with the judgement
        return DecisionPart(
            **self.common(inject, event.day),
            option=option.label,
            how=str(taken.how) if taken else "",
            confidence=choice.confidence if choice else None,
            reason=choice.reason if choice else "",
            counter=choice.counter if choice else "",
            outcome=option.outcome,
            moves=self.moves(event.part),
            luck=self.luck(event, option),
            came=tuple(self.came(event)),
            others=tuple(self.others(inject, event)),
            open=self.opened.decisions.get(inject.id),
            decided=decided(self.run, inject.id),
            answer=written.text if (written := self.run.texts.get(inject.id)) else "",
            judged=taken.reason if taken and taken.how is How.JUDGED else "",
            bearing=self.bearing(inject, option.id),
        )

    def passed(self, event: Passed) -> DecisionPart:
        inject = self.scenario.injects[event.inject]
        others = tuple(self.other(option, closed=True) for option in inject.options)
        return DecisionPart(
            **self.common(inject, event.day), option="", how="", confidence=None, reason="", counter="", outcome="",
            moves=(), luck=None, came=(), others=others, bearing=self.bearing(inject, ""),
        )  # fmt: skip

    def bearing(self, inject: Inject, taken: str) -> tuple[BearingPart, ...]:
        """What bore on a decision by its author's word: papers that a seat could open, and what one seat alone knew.

        Who plays alone holds all that they know: nothing of it could be put on a table.
        """
        opened = {number for _, id, number in self.run.opened if id == inject.id}
        held = frozenset(role for seat in self.run.seats for role in roles_of(self.run, seat))
        labels = {option.id: option.label for option in inject.options}
        found = [
            BearingPart(
                each.title or each.kind,
                each.line,
                tuple(labels[id] for id in each.bears_on),
                taken in each.bears_on,
                number in opened,
                to=self.reached(inject, each.to),
            )
            for number, each in enumerate(inject.documents)
            if (each.bears_on or each.line) and (not held or may_read(held, inject, each))
        ]
        texts = dict(inject.private)
        found += [
            BearingPart(
                wording.titles(self.scenario, (role,))[0],
                texts[role],
                tuple(labels[id] for id in options),
                taken in options,
                (inject.id, role) in self.run.shared,
                alone=True,
                to=wording.titles(self.scenario, (role,)),
            )
            for role, options in (inject.bears_on if not self.run.seats else ())
        ]
        return tuple(sorted(found, key=lambda each: not each.taken))

    def reached(self, inject: Inject, roles: tuple[str, ...]) -> tuple[str, ...]:
        """Titles of the roles that a paper was for: its own, else those of its inject; none: everyone."""
        if roles or not inject.to:
            return wording.titles(self.scenario, roles)
        return wording.titles(self.scenario, (*inject.to, inject.decided_by))

    def common(self, inject: Inject, day: int) -> dict[str, Any]:
        opened = {number for _, id, number in self.run.opened if id == inject.id}
        return {
            "day": day,
            "clock": wording.clock(self.scenario, day),
            "when": wording.short(self.scenario, day),
            "inject": inject.id,
            "title": inject.title,
            "dilemma": inject.dilemma,
            "documents_opened": len(opened),
            "documents_offered": len(inject.documents),
            "unread": tuple(each.title for number, each in enumerate(inject.documents) if number not in opened),
            "expected": inject.expected,
            "pictures": tuple(
                PicturePart(
                    each.title,
                    each.alt,
                    each.picture.sha256,
                    each.picture.kind,
                    wording.titles(self.scenario, each.to),
                )
                for each in inject.documents
                if each.picture
            ),
            "notes": tuple(note.text for note in self.run.notes if note.about == inject.id),
        }

    def luck(self, event: Decided, option: Option) -> LuckPart | None:
        if event.chance is None:
            return None
        total = sum(option.weights)
        drawn = option.chance[event.chance]
        others = [branch for i, branch in enumerate(option.chance) if i != event.chance and branch.weight]
        worth = [self.worth(branch.change) for branch in others]
        mine = self.worth(drawn.change)
        weight = sum(branch.weight for branch in others)
        mean = (
            sum(value * branch.weight for value, branch in zip(worth, others, strict=True)) / weight if weight else mine
        )
        return LuckPart(
            text=drawn.change.text,
            odds=wording.odds(drawn.weight, total),
            moves=self.moves(event.luck),
            others=tuple((wording.odds(branch.weight, total), branch.change.text) for branch in others),
            kind="better" if mine > mean else "worse" if mine < mean else "even",
        )

    def worth(self, change: Change) -> float:
        """The sum of a change's moves towards the good ends, each as a share of its gauge's range."""
        total = 0.0
        for effect in change.effects:
            gauge = self.scenario.gauges[effect.gauge]
            amount = effect.amount - gauge.start if effect.outright else effect.amount
            total += amount / (gauge.max - gauge.min) * (1 if gauge.high_is_good else -1)
        return total

    def came(self, event: Decided) -> Iterator[CamePart]:
        """Each delayed effect of a decision: landed, lapsed, or still on its way at the end."""
        fates: dict[Pending, DelayedApplied | DelayedLapsed] = {
            after.cause: after for after in self.run.happenings if isinstance(after, DelayedApplied | DelayedLapsed)
        }
        for pending in event.scheduled:
            later = self.scenario.injects[pending.inject].options[pending.option].later[pending.later]
            fate = fates.get(pending)
            status = "not yet" if fate is None else "landed" if isinstance(fate, DelayedApplied) else "lapsed"
            moves = self.moves(fate.part) if isinstance(fate, DelayedApplied) else ()
            yield CamePart(pending.due, later.change.text, status, moves)

    def others(self, inject: Inject, event: Decided) -> Iterator[OtherPart]:
        for index, option in enumerate(inject.options):
            if index != event.option:
                yield self.other(option, index not in event.open)

    def other(self, option: Option, closed: bool) -> OtherPart:
        return OtherPart(
            label=option.label,
            case=option.case,
            closed=closed,
            serves=tuple(self.catalogue.lessons[each.lesson].title for each in option.evidence if each.weight > 0),
            strains=tuple(self.catalogue.lessons[each.lesson].title for each in option.evidence if each.weight < 0),
        )

    def moves(self, part: Part) -> tuple[MoveView, ...]:
        """Every move of a change, hidden gauges too: the debrief hides nothing."""
        return tuple(
            moved(self.scenario.gauges[move.effect.gauge], move.before, move.after, move.cut) for move in part.moves
        )

    # --- gauges and people

    def gauges(self) -> Iterator[GaugePart]:
        cuts = [
            move.effect.gauge
            for event in self.run.happenings
            for part in parts(event)
            for move in part.moves
            if move.cut
        ]
        final = max(0, self.run.state.day)
        for index, (gauge, track) in enumerate(
            zip(self.scenario.gauges, tracks(self.scenario, self.run.happenings), strict=True)
        ):
            known = track.known[-1]
            yield GaugePart(
                id=gauge.id,
                title=gauge.title,
                unit=gauge.unit,
                low=gauge.min,
                high=gauge.max,
                high_is_good=gauge.high_is_good,
                shown=gauge.shown,
                start=gauge.start,
                final=self.run.state.gauges[index],
                known=known.value,
                known_since=final if gauge.shown == "open" else known.day,
                true_points=track.true,
                known_points=track.known,
                cuts=cuts.count(index),
            )

    def headquarters(self) -> Iterator[HeadquartersPart]:
        contents = judge.interests(self.scenario, self.run.state.gauges)
        for role in self.scenario.roles:
            if role.interests:
                shares = judge.interest_parts(self.scenario, role, self.run.state.gauges)
                named = tuple((self.scenario.gauges[gauge].title, float(share)) for gauge, share in shares)
                yield HeadquartersPart(role.title, contents[role.id], named)

    def scored(self) -> dict[str, tuple[str, bool]]:
        """Each forecast of the scenario: what it asked, and whether it came true."""
        return {each.id: (each.ask, play.holds(self.run.state, each.about)) for each in self.scenario.forecasts}

    def brier(self, scored: dict[str, tuple[str, bool]]) -> float | None:
        answers = {id: percent for (_, id), percent in self.run.forecasts.items()}
        return judge.brier(answers, {id: true for id, (_, true) in scored.items()})

    def answers(self) -> Iterator[AnswerPart]:
        for question in self.scenario.questions:
            given = {when: self.answer(question.id, when) for when in ("before", "after")}
            if any(value is not None for value in given.values()):
                yield AnswerPart(question.ask, question.scale, given["before"], given["after"])

    def answer(self, question: str, when: str) -> int | None:
        found: Iterable[int] = (
            value for (_, id, at), value in self.run.answers.items() if (id, at) == (question, when)
        )
        return next(iter(found), None)
