"""The first page of a debrief as data: what weighed most, where known and true parted, what was not heard, luck, what
was bought and paid, and one question for Monday.

Chosen from the run by rules that are the same for one person, a syndicate and a class (`game.report.class_front`);
pure. Numbers are those of the page, rounded as they are printed. Lessons are never compared by what was closed: that
would be a grade.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from game.exercise import wording
from game.exercise.run.run_store import ALONE
from game.exercise.views.inject_state import TAKEN_FOR
from game.exercise.views.seat_view_builder import may_read, roles_of
from game.exercise.views.sittings import sittings
from game.record.events import How
from game.record.run import Run
from game.report.front_model import (
    At,
    Drawn,
    Exchange,
    Facts,
    Front,
    Monday,
    Parted,
    Position,
    Unheard,
    Weight,
)
from game.report.reach import CLAUSE, LEVEL, TOLD, DecisionReach, better, closed, kept, most_closed
from game.rules import judge
from game.rules.history import parts
from game.rules.state import Decided, Passed
from game.scenario.catalogue import Catalogue
from game.scenario.scenario import Document, Evidence, Inject, Scenario

T = TypeVar("T")

PROSE = frozenset(("letter", "email", "report", "press", "cable"))
"""Kinds of papers of which a sentence can be quoted that its author did not mark: the others are rows and calls."""

FEWEST, MOST = 7, 24
"""Words of a quotation that nobody marked."""

FINE = 20
"""A gauge with a smaller range is told to a tenth."""


def front(
    run: Run,
    catalogue: Catalogue,
    weighed: Sequence[DecisionReach] = (),
    how: str = "",
    cut_off: bool = False,
    coming: bool = False,
) -> Front:
    """Return the first page of a run, as far as it was played.

    ``weighed`` is what an analysis knows of its decisions (`game.report.open`), ``how`` how to have that worked out;
    ``cut_off`` where ENDEX ended the exercise: what is not finished otherwise can be played on;
    ``coming`` where more of what is known of its decisions is being worked out beside this.
    """
    return _Builder(run, catalogue, {each.inject: each for each in weighed}, how, cut_off, coming).front()


def for_roles(found: Front, roles: frozenset[str]) -> Front:
    """Return a first page for whoever held these roles (titles): of what was not heard, what was theirs to say alone.

    The title of a paper left closed is in no copy for a role: it may have lain before other seats.
    """
    if found.unheard is None or found.unheard.role in roles:
        return found
    return replace(found, unheard=None, withheld=True)


def for_class(found: Front) -> Front:
    """Return a first page as a whole class may read it: a private fact by its decision alone, no single voice."""
    unheard = found.unheard
    if unheard is not None and unheard.role:
        unheard = replace(unheard, role="", line="", cut=False)
    return replace(found, unheard=unheard, apart=())


@dataclass(frozen=True, slots=True)
class _Step:
    """A decision with what was true and known before it."""

    at: At
    event: Decided
    true: tuple[int, ...]
    known: tuple[int, ...]


class _Builder:
    """One building of one first page."""

    def __init__(
        self,
        run: Run,
        catalogue: Catalogue,
        weighed: Mapping[int, DecisionReach],
        how: str,
        cut_off: bool,
        coming: bool,
    ) -> None:
        self.cut_off, self.coming = cut_off, coming
        self.run, self.catalogue, self.weighed, self.how = run, catalogue, weighed, how
        self.scenario: Scenario = run.scenario
        self.gauges = run.scenario.gauges
        self.taken = {each.inject: each for each in run.decisions}
        self.table = bool(run.seats) and set(run.seats) != {ALONE}
        held = [roles_of(run, seat) for seat in run.seats]
        self.roles = frozenset(role for each in held for role in each)
        self.steps = list(self._steps())

    def front(self) -> Front:
        run, scenario = self.run, self.scenario
        weight = self.weight()
        exchange = self.exchange(weight)
        state, lying = run.state, run.state.on_table
        seminar = not self.gauges
        known = any(each.reaches for each in self.weighed.values())
        parted, luck = self.parted(), self.luck()
        about = (weight and (weight.about or weight.gain_about), parted and parted.about, luck and luck.about)
        return Front(
            title=scenario.title,
            decisions=len(self.steps),
            finished=state.over,
            cut_off=self.cut_off and not state.over,
            when=wording.short(scenario, state.day),
            endings=tuple(scenario.endings[i].title for i in judge.endings(scenario, state)) if state.over else (),
            on_table=scenario.injects[lying].title if lying is not None else "",
            method="about" if any(about) else "exact" if known else "none",
            coming=self.coming,
            how=self.how,
            unweighed=tuple(step.at.number for step in self.steps if known and self.of(step) is None),
            gauges=len(self.gauges),
            unseen=sum(gauge.shown != "open" for gauge in self.gauges),
            draws=sum(step.event.chance is not None for step in self.steps),
            papers=sum(len(self._offered(scenario.injects[step.event.inject])) for step in self.steps),
            weight=weight,
            parted=parted,
            unheard=self.unheard(None if known else exchange),
            luck=luck,
            exchange=exchange,
            monday=self.monday(weight),
            positions=tuple(self.positions()) if seminar else (),
            apart=tuple(self.against()) if seminar and not self.table else (),
            facts=tuple(self.facts()),
            reached={step.at.inject: self.reached(found) for step in self.steps if (found := self.of(step))},
        )

    def _steps(self) -> Iterator[_Step]:
        """Walk the run once: the truth, and what the last look showed, as each decision was taken."""
        true = [gauge.start for gauge in self.gauges]
        known = list(true)
        number = 0
        for event in self.run.happenings:
            if isinstance(event, Decided | Passed):
                number += 1
            if isinstance(event, Decided):
                yield _Step(self._at(number, event), event, tuple(true), tuple(known))
            for part in parts(event):
                for move in part.moves:
                    true[move.effect.gauge] = move.after
                    if self.gauges[move.effect.gauge].shown == "open":
                        known[move.effect.gauge] = move.after
            if isinstance(event, Decided):
                for gauge in event.assessed:
                    known[gauge] = true[gauge]

    def _at(self, number: int, event: Decided) -> At:
        inject = self.scenario.injects[event.inject]
        taken = self.taken.get(inject.id)
        how = taken.how if taken else How.ALONE
        return At(number, inject.id, inject.title, wording.short(self.scenario, event.day), event.day, how,
                  how not in TAKEN_FOR)  # fmt: skip

    # --- numbers

    def points(self, gauge: int, value: float) -> float:
        """A value or a difference of a gauge, as it is printed."""
        fine = self.gauges[gauge].max - self.gauges[gauge].min < FINE
        return round(value, 1) if fine else int(value + 0.5 if value >= 0 else value - 0.5)

    def of(self, step: _Step) -> DecisionReach | None:
        found = self.weighed.get(step.event.inject)
        return found if found is not None and found.reaches else None

    def closed(self, step: _Step) -> float:
        found = self.of(step)
        return most_closed(self.gauges, found)[0] if found else 0.0

    def reached(self, weighed: DecisionReach) -> dict[str, float]:
        """How far each gauge could be brought after a decision, as a share of its range."""
        found = {}
        for reach in weighed.reaches:
            gauge = self.gauges[reach.gauge]
            found[gauge.id] = round((reach.options[weighed.option] - gauge.min) / ((gauge.max - gauge.min) or 1), 3)
        return found

    def label(self, step: _Step, option: int | None = None) -> str:
        option = step.event.option if option is None else option
        return self.scenario.injects[step.event.inject].options[option].label

    # --- 1: what weighed most

    def weight(self) -> Weight | None:
        """The own decision and gauge with the greatest closed share; one taken for the group where no own one tells."""
        for own in (True, False):
            found = [
                (closed(self.gauges[reach.gauge], reach, weighed.option), step, weighed, place)
                for step in self.steps
                if step.at.own is own and (weighed := self.of(step))
                for place, reach in enumerate(weighed.reaches)
            ]
            most = max((each[0] for each in found), default=0.0)
            if most >= TOLD:
                _, step, weighed, place = next(each for each in found if each[0] >= most - LEVEL)
                return self._weight(step, weighed, place)
        return None

    def _weight(self, step: _Step, weighed: DecisionReach, place: int) -> Weight:
        reach = weighed.reaches[place]
        gauge = self.gauges[reach.gauge]
        other = kept(gauge, reach)
        gain, share = None, CLAUSE
        for each in weighed.reaches:
            more = better(self.gauges[each.gauge], each.options[weighed.option], each.options[other])
            if more >= share and (gain is None or more > share):
                gain, share = each, more
        return Weight(
            at=step.at,
            option=self.label(step),
            gauge=gauge.id,
            gauge_title=gauge.title,
            low=not gauge.high_is_good,
            scale=(gauge.min, gauge.max),
            before=self.points(reach.gauge, reach.before),
            after=self.points(reach.gauge, reach.options[weighed.option]),
            kept=self.points(reach.gauge, reach.options[other]),
            other=self.label(step, other),
            other_option=other,
            gain=self.gauges[gain.gauge].title if gain else "",
            gain_low=bool(gain) and not self.gauges[gain.gauge].high_is_good if gain else False,
            gain_points=self.points(
                gain.gauge, abs(gain.options[weighed.option] - gain.options[other])
            ) if gain else 0,
            about=reach.about,
            gain_about=gain is not None and gain.about,
        )  # fmt: skip

    # --- 2: known and true

    def parted(self) -> Parted | None:
        """The widest gap between the truth and the last look, at a decision."""
        for shown in ("assessed", "hidden"):
            gaps = [
                (abs(better(gauge, step.true[index], step.known[index])), step, index)
                for step in self.steps
                for index, gauge in enumerate(self.gauges)
                if gauge.shown == shown
            ]
            most = max((gap for gap, _, _ in gaps), default=0.0)
            if most >= TOLD:
                _, step, index = next(each for each in gaps if each[0] >= most - LEVEL)
                return self._parted(step, index)
        return None

    def _parted(self, step: _Step, index: int) -> Parted:
        gauge = self.gauges[index]
        during = [
            each for each in self.steps if abs(better(gauge, each.true[index], each.known[index])) >= TOLD
        ]  # fmt: skip
        look = next(
            (
                each.at.number
                for each in during
                if any(
                    index in self.scenario.injects[each.event.inject].options[option].assess
                    for option in each.event.open
                    if option != each.event.option
                )
            ),
            0,
        )
        width = gauge.max - gauge.min
        cost: float | None = 0.0
        about = False
        for each in during:
            weighed = self.of(each)
            reach = next((r for r in weighed.reaches if r.gauge == index), None) if weighed else None
            if reach is None or cost is None:
                cost = None
            else:
                about |= reach.about
                cost += max(0.0, (reach.before - reach.options[each.event.option]) * (1 if gauge.high_is_good else -1))
        return Parted(
            gauge=gauge.id,
            gauge_title=gauge.title,
            shown=gauge.shown,
            at=step.at,
            true=step.true[index],
            known=step.known[index],
            during=tuple(each.at.number for each in during),
            cost=None if cost is None else self.points(index, cost) if cost >= CLAUSE * width else 0,
            look=look,
            about=about and bool(cost),
        )

    # --- 3: not heard

    def unheard(self, exchange: Exchange | None) -> Unheard | None:
        """From the most closed decision down: a private fact that was not told, else a paper that stayed closed.

        Where it is not known what any of them closed, the decision of block 5 comes first.
        """
        first = exchange.at.number if exchange else 0
        for step in sorted(self.steps, key=lambda each: (-self.closed(each), each.at.number != first, each.at.number)):
            inject = self.scenario.injects[step.event.inject]
            told = self._fact(step, inject) or self._paper(step, inject)
            if told:
                return told
        return None

    def _held(self, inject: Inject) -> list[tuple[str, str]]:
        """Private facts that somebody at the table held."""
        return [(role, text) for role, text in inject.private if role in self.roles] if self.table else []

    def _fact(self, step: _Step, inject: Inject) -> Unheard | None:
        silent = [(role, text) for role, text in self._held(inject) if (inject.id, role) not in self.run.shared]
        if not silent:
            return None
        bears = dict(inject.bears_on)
        role, text = self._bearing(step, inject, silent, lambda each: bears.get(each[0], ()), lambda each: each[1])
        title = next((each.title for each in self.scenario.roles if each.id == role), role)
        return Unheard(step.at, "fact", role=title, line=" ".join(text.split()), cut=True)

    def _paper(self, step: _Step, inject: Inject) -> Unheard | None:
        opened = {number for _, id, number in self.run.opened if id == inject.id}
        offered = self._offered(inject)
        shut = [paper for number, paper in offered if number not in opened]
        if not shut:
            return None
        paper = self._bearing(step, inject, shut, lambda each: each.bears_on, lambda each: each.text,
                              lambda each: bool(each.line))  # fmt: skip
        return Unheard(
            step.at, "paper", title=paper.title, line=self._quotation(inject, paper), closed=len(shut),
            offered=len(offered),
        )  # fmt: skip

    def _offered(self, inject: Inject) -> list[tuple[int, Document]]:
        """The papers of an inject that somebody at the table could open."""
        return [
            (number, paper)
            for number, paper in enumerate(inject.documents)
            if not self.run.seats or any(may_read(roles_of(self.run, seat), inject, paper) for seat in self.run.seats)
        ]

    def _bearing(
        self,
        step: _Step,
        inject: Inject,
        some: Sequence[T],
        bears: Callable[[T], Iterable[str]],
        text: Callable[[T], str],
        speaks: Callable[[T], bool] = bool,
    ) -> T:
        """The one that its author marked as bearing on the option taken or kept; else that with most words in common
        with what there was to weigh. Of those that are marked, one that can be quoted (``speaks``) comes first."""
        options = {inject.options[step.event.option].id}
        weighed = self.of(step)
        if weighed and (reach := most_closed(self.gauges, weighed)[1]):
            options.add(inject.options[kept(self.gauges[reach.gauge], reach)].id)
        basis = _stems(f"{inject.expected} {inject.dilemma}")
        return max(
            enumerate(some),
            key=lambda each: (
                bool(options.intersection(bears(each[1]))),
                speaks(each[1]),
                _alike(text(each[1]), basis),
                -each[0],
            ),
        )[1]

    def _quotation(self, inject: Inject, paper: Document) -> str:
        """The sentence that bears, in the paper word for word; nothing where none can stand alone."""
        if paper.line:
            return " ".join(paper.line.split())
        if paper.kind not in PROSE or paper.picture:
            return ""
        words = [inject.expected, inject.dilemma]
        for option in inject.options:
            words += [option.label, option.case, *(each.because for each in option.evidence)]
        basis = _stems(" ".join(words))
        found = [each for each in _sentences(paper.text, paper.kind == "cable") if FEWEST <= len(each.split()) <= MOST]
        return max(enumerate(found), key=lambda each: (_alike(each[1], basis), -each[0]), default=(0, ""))[1]

    def facts(self) -> Iterator[Facts]:
        """At each decision how many private facts were held at the table, and how many were marked as told."""
        for step in self.steps:
            inject = self.scenario.injects[step.event.inject]
            held = self._held(inject)
            if held:
                told = sum((inject.id, role) in self.run.shared for role, _ in held)
                yield Facts(inject.id, inject.title, len(held), told)

    # --- 4: luck

    def luck(self) -> Drawn | None:
        """The draw that changed the reach of a gauge most against what could be expected after the choice."""
        found: tuple[float, _Step, DecisionReach, int] | None = None
        for step in self.steps:
            weighed = self.of(step)
            if weighed is None or step.event.chance is None:
                continue
            for place, reach in enumerate(weighed.reaches):
                share = abs(better(self.gauges[reach.gauge], reach.after, reach.options[step.event.option]))
                if share >= CLAUSE and (found is None or share > found[0] + LEVEL):
                    found = share, step, weighed, place
        if found is None:
            return None
        _, step, weighed, place = found
        reach = weighed.reaches[place]
        gauge = self.gauges[reach.gauge]
        option = self.scenario.injects[step.event.inject].options[step.event.option]
        branch = option.chance[step.event.chance or 0]
        expected = reach.options[step.event.option]
        total = sum(option.weights)
        shared = math.gcd(branch.weight, total) or 1
        return Drawn(
            at=step.at,
            text=branch.change.text,
            odds=(branch.weight // shared, total // shared),
            gauge=gauge.id,
            gauge_title=gauge.title,
            more=reach.after > expected,
            points=self.points(reach.gauge, abs(reach.after - expected)),
            choice=self.points(reach.gauge, closed(gauge, reach, step.event.option) * (gauge.max - gauge.min)),
            about=reach.about,
        )

    # --- 5: bought and paid

    def exchange(self, weight: Weight | None) -> Exchange | None:
        """The own decision at which most was served and spent at once; another one than that of block 1 if there is."""
        found = []
        for step in self.steps:
            evidence = self.scenario.injects[step.event.inject].options[step.event.option].evidence
            served = sum(each.weight for each in evidence if each.weight > 0)
            spent = -sum(each.weight for each in evidence if each.weight < 0)
            if step.at.own and served and spent:
                other = weight is None or step.at.number != weight.at.number
                found.append((other, min(served, spent), served + spent, -step.at.number, step, evidence))
        if not found:
            return None
        *_, step, evidence = max(found, key=lambda each: each[:4])
        bought = max((each for each in evidence if each.weight > 0), key=lambda each: each.weight)
        paid = min((each for each in evidence if each.weight < 0), key=lambda each: each.weight)
        return Exchange(
            step.at, self._lesson(bought), bought.because, self._lesson(paid), paid.because, bought.lesson, paid.lesson
        )

    def _lesson(self, evidence: Evidence) -> str:
        found = self.catalogue.lessons.get(evidence.lesson)
        return found.title if found else evidence.lesson

    # --- 6: for Monday

    def monday(self, weight: Weight | None) -> Monday | None:
        """The lesson that own decisions spent most, one spent at block 1 first."""
        found = []
        spent: dict[str, int] = {}
        there: set[str] = set()
        for step in self.steps:
            if not step.at.own:
                continue
            for each in self.scenario.injects[step.event.inject].options[step.event.option].evidence:
                if each.weight < 0:
                    spent[each.lesson] = spent.get(each.lesson, 0) - each.weight
                    if weight is not None and step.at.number == weight.at.number:
                        there.add(each.lesson)
        for place, lesson in enumerate(self.catalogue.lessons):
            if lesson in spent:
                found.append((lesson in there, spent[lesson], -place, lesson))
        if not found:
            return None
        told = self.catalogue.lessons[max(found)[3]]
        return Monday(told.id, told.title, told.probe)

    # --- where there are no gauges: positions

    def positions(self) -> Iterator[Position]:
        """Each question that was asked twice, or where none was, each question: what was answered, and what moved."""
        answered = {step.event.inject: step for step in self.steps}
        second = sittings(self.scenario)
        again = set(second.values())
        for index, step in answered.items():
            if index in again:
                continue
            then = answered.get(second.get(index, -1))
            yield self._position(step, then, index in second)

    def _position(self, step: _Step, then: _Step | None, twice: bool) -> Position:
        inject = self.scenario.injects[step.event.inject]
        option = inject.options[step.event.option].id
        words = self._words(inject.id)
        if then is None:
            return Position(step.at, self.label(step), words, 0, "", "", "once" if not twice else "not yet")
        again = self.scenario.injects[then.event.inject]
        other, later = again.options[then.event.option].id, self._words(again.id)
        if other == option:
            how = "kept" if later == words or not later else "kept in other words"
        else:
            how = "moved" if other in {each.id for each in inject.options} else "left"
        return Position(step.at, self.label(step), words, then.at.number, self.label(then), later, how)

    def _words(self, inject: str) -> str:
        written = self.run.texts.get(inject)
        return " ".join(written.text.split()) if written else ""

    def against(self) -> Iterator[tuple[str, str]]:
        """What somebody who played alone wrote against their own choice: title of the inject, and the sentence."""
        for step in self.steps:
            for choice in self.run.choices.get(step.at.inject, ()):
                if choice.counter:
                    yield step.at.title, " ".join(choice.counter.split())


def _stems(text: str) -> frozenset[str]:
    """The beginnings of a text's longer words: a coarse measure of what it is about."""
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{5,}", text.lower()))


def _alike(text: str, basis: frozenset[str]) -> float:
    """How many word stems a text shares with others, a long one not for its length alone."""
    return len(_stems(text) & basis) / math.sqrt(4 + len(text.split()))


def _sentences(text: str, cable: bool) -> Iterator[str]:
    """The sentences of a paper, and each with the next where both are short enough; no heads, no rows.

    The paragraphs of a ``cable`` are numbered, it may be in capitals, and its head is lines with a word and a colon.
    """
    for whole_paragraph in re.split(r"\n\s*\n", text):
        paragraph = re.sub(r"^\s*\d+[.)]\s+", "", whole_paragraph) if cable else whole_paragraph
        head = cable and re.match(r"\s*[A-Z][A-Z ]+:", paragraph)
        if head or "|" in paragraph or re.match(r"\s*([-*#>]|\d+[.)])", paragraph):
            continue
        said = re.split(r"(?<=[.!?])\s+", " ".join(paragraph.split()))
        whole = [each for each in said if each[-1:] in (".", "!", "?") and (cable or not each.isupper())]
        for number, each in enumerate(whole):
            yield each
            after = whole[number + 1] if number + 1 < len(whole) else ""
            if after and f"{each} {after}" in " ".join(said):
                yield f"{each} {after}"
