"""What of a state somebody can still read, day by day: what nobody reads again cannot change an answer.

That is liveness in the sense of data-flow analysis (Kildall, A unified approach to global program optimization, 1973),
with one program point a day; it is what a model checker calls a dead-variable reduction (Bozga, Fernandez and Ghirvu,
State space reduction based on live variables analysis, 1999).
Found by walking back from the last day. On each day the injects come after the trends and delayed effects (rule 2),
so what is live on a day stands for the moment at which that day's injects come up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from game.analysis.abstraction.inject_windows import InjectWindows
from game.analysis.abstraction.objectives import Asked, LaterId
from game.analysis.abstraction.read_sets import ReadSets, read
from game.analysis.abstraction.thresholds import Aside, Scale, Thresholds, stopped_by_bounds
from game.rules.state import NOT_PLAYED, State, before_the_first_day
from game.scenario.scenario import Change, Condition, Inject, Later, Option, Scenario


class Liveness:
    """What matters when, for what is asked."""

    def __init__(self, scenario: Scenario, asked: Asked, start: State | None = None) -> None:
        """`start` is where it begins; the start of the clock by default."""
        self.scenario, self.asked, self.start = scenario, asked, start
        self.coming = InjectWindows(scenario, start)
        self.earning = frozenset(asked.gauges)
        """Gauges whose every move counts."""
        stops = [read(ending.when) for _, ending in scenario.stops]
        # A stop that waits for a day or a choice, or holds from the start, comes with the next change, whatever it be.
        self.stops_always = any(
            reads.day or reads.chosen or holds_at_start(scenario, ending.when)
            for reads, (_, ending) in zip(stops, scenario.stops, strict=True)
        )
        self.stop_flags = frozenset(flag for reads in stops for flag in reads.flags)
        self.injects: dict[int, tuple[int, ...]] = {}
        """Day to the injects that may come up on it and matter, in file order."""
        self.trends: dict[int, list[int]] = {}
        self.laters: dict[int, list[LaterId]] = {}
        """Day to the delayed effects that may fall due on it and matter, in the order in which they are scheduled."""
        self.later_days: dict[LaterId, set[int]] = {}
        self.last_day: dict[int, int] = {}
        """Inject to the last day on which it matters."""
        self.flags: dict[int, frozenset[int]] = {}
        self.chosen: dict[int, frozenset[tuple[int, int | None]]] = {}
        self._cuts: dict[tuple[int, int], Thresholds] = {}
        self.tracked = {gauge for reads in stops for gauge in reads.gauges} | self.earning | asked.values
        """The gauges that have to be known from the start on: those that somebody reads."""
        self._sweep(stops)

    # --- what is asked of the result

    def cuts(self, day: int, inject: int) -> Thresholds:
        """Return the cuts for the states in which an inject is on the table on a day."""
        known = self._cuts[day, inject]
        asides = {name: Aside(self._spread(aside.bits, day), aside.spots) for name, aside in known.asides.items()}
        return Thresholds(known.scales, self._spread(known.bits, day), asides)

    def _spread(self, bits: list[int], day: int) -> list[int]:
        """The cuts, with all that floating injects may still move the gauges by."""
        return [
            self._at.scales[gauge].spread(each, self.coming.moves(gauge, day)) if each else 0
            for gauge, each in enumerate(bits)
        ]

    def later(self, id: LaterId) -> Later:
        """The delayed effect with this id."""
        return self.scenario.injects[id[0]].options[id[1]].later[id[2]]

    def ending_tests(self) -> tuple[int, ...]:
        """The endings whose `when` has to be tested for the endings that are asked."""
        endings = self.scenario.endings
        if any(endings[index].when is None for index in self.asked.endings):
            return tuple(index for index, ending in enumerate(endings) if ending.when is not None)
        return self.asked.endings

    # --- the way back

    def _sweep(self, stops: list[ReadSets]) -> None:
        scenario = self.scenario
        scales = [Scale(low, high, self.coming.slack(gauge)) for gauge, (low, high) in enumerate(scenario.bounds)]
        self._at, self._stop = Thresholds(scales), Thresholds(scales)
        self._flags: set[int] = set(self.asked.flags)
        self._chosen: set[tuple[int, int | None]] = set()
        tests = [read(scenario.endings[index].when) for index in self.ending_tests()]
        for reads in tests:
            self._add(reads)
        self._stop_reads = [*stops, *tests]
        if stops:
            for reads in self._stop_reads:
                self._stop.read(reads)
            self._keep_values(self._stop)
        self._ahead = False
        """Whether something that is asked can still change: else it does not matter when the game stops."""
        self._look_ahead(bool(self.asked.endings or self.asked.values))
        self._keep_values(self._at)
        by_due = self._by_due()
        for day in range(scenario.days, -1, -1):
            self._decisions(day)
            self._laters_of(day, by_due.get(day, []))
            self._trends_of(day)
            self._keep_values(self._at)

    def _keep_values(self, cuts: Thresholds) -> None:
        for gauge in self.asked.values:
            cuts.bits[gauge] |= cuts.scales[gauge].every()

    def _look_ahead(self, something: bool) -> None:
        if something and not self._ahead:
            self._ahead = True
            if self.scenario.stops:
                for reads in self._stop_reads:
                    self._flags |= reads.flags
                    self._chosen |= reads.chosen

    def _add(self, reads: ReadSets) -> None:
        self._at.read(reads)
        self.tracked |= reads.gauges
        self._flags |= reads.flags
        self._chosen |= reads.chosen

    def _before(self, change: Change, after: Thresholds) -> Thresholds:
        """The cuts before a part of the rules is applied whole and the stops are tested (rule 5)."""
        if self._ahead:
            after = after.copy()
            after.join(self._stop)
        return after.before(change, self.earning)

    @property
    def _any_change(self) -> bool:
        """Whether every change matters, because any may be the one with which a stop comes."""
        return self.stops_always and self._ahead

    def touches(self, changes: Iterable[Change]) -> bool:
        """Whether one of these changes moves what somebody reads later, or what is asked."""
        gauges = self._at.gauges() | self.earning
        if self._ahead:
            gauges |= self._stop.gauges()
        return any(
            any(effect.gauge in gauges for effect in change.effects)
            or any(flag in self._flags for flag in (*change.set, *change.clear))
            for change in changes
        )

    # --- one day's injects

    def _decisions(self, day: int) -> None:
        window = self.coming.on(day)
        if not window:
            self.injects[day] = ()
            return
        after, ahead = self._at, self._ahead
        matter: set[int] = set()
        while True:  # what one inject of the day reads may make another one matter
            self._at = after.copy()
            self._ahead = ahead
            before = (set(matter), len(self._flags), len(self._chosen))
            self._through(day, window, matter)
            if before == (matter, len(self._flags), len(self._chosen)):
                break
        self.injects[day] = tuple(sorted(matter))
        for index in matter:
            self.last_day.setdefault(index, day)
        self.flags[day], self.chosen[day] = frozenset(self._flags), frozenset(self._chosen)

    def _through(self, day: int, window: list[tuple[int, Inject]], matter: set[int]) -> None:
        """Go back through a day's injects, and note the cuts at each."""
        met = [self._at]  # at any of these moments a floating inject may be on the table
        self._floating_reads(day, window, matter)
        for index, inject in reversed(window):
            if index in self.coming.floating or not self._matters(index, inject, day):
                continue
            matter.add(index)
            after = self._at
            self._look_ahead(self._counts(index))
            self._at = self._before_options(inject.options, after)
            if inject.when is not None:
                self._at.join(after)
            self._add(read(inject.when))
            for option in inject.options:
                self._add(read(option.requires))
            self._cuts[day, index] = self._at
            met.append(self._at)
        self._floating_reads(day, window, matter)
        met.append(self._at)
        together = self._at.copy()
        for cuts in met:
            together.join(cuts)
        for index in matter & self.coming.floating:
            self._cuts[day, index] = together

    def _floating_reads(self, day: int, window: list[tuple[int, Inject]], matter: set[int]) -> None:
        again = True
        self._at = self._at.copy()
        while again:
            again = False
            for index, inject in window:
                if index not in self.coming.floating or not (index in matter or self._matters(index, inject, day)):
                    continue
                again |= index not in matter
                matter.add(index)
                self._look_ahead(self._counts(index))
                self._add(read(inject.when))
                for option in inject.options:
                    self._add(read(option.requires))
                    for change in (option.change, *(branch.change for branch in option.chance)):
                        self._floating_part(change)

    def _floating_part(self, change: Change) -> None:
        """Note what is told apart when a change of unknown time is applied; its moves are in the set of moves."""
        if self._ahead:
            self._at.join(self._stop)
        for effect in change.effects:
            if effect.gauge in self.earning:
                scale = self._at.scales[effect.gauge]
                cuts = scale.every() if effect.outright else stopped_by_bounds(scale, effect.amount)
                self._at.bits[effect.gauge] |= cuts

    def _before_options(self, options: tuple[Option, ...], after: Thresholds) -> Thresholds:
        passes = all(option.requires for option in options)  # also: there are none, it is read
        found = after.copy() if passes else Thresholds(after.scales)
        for option in options:
            drawn = Thresholds(after.scales)
            branches = [branch.change for branch in option.chance if branch.weight]
            for change in branches:
                drawn.join(self._before(change, after))
            found.join(self._before(option.change, drawn if branches else after))
        return found

    def _counts(self, index: int) -> bool:
        """Whether something that is asked comes directly of an inject."""
        lessons = self.asked.lessons
        return index in self.asked.injects or any(
            any(evidence.lesson in lessons for evidence in option.evidence)
            or any(map(self.asked.moved_by, (option.change, *(branch.change for branch in option.chance))))
            for option in self.scenario.injects[index].options
        )

    def _matters(self, index: int, inject: Inject, day: int) -> bool:
        """Whether it can make a difference to what is asked that this inject comes up on this day."""
        if self._any_change or any(chosen == index for chosen, _ in self._chosen) or self._counts(index):
            return True
        if self.start is not None and (self.start.on_table, self.start.day) == (index, day):
            return True
        return any(
            self.touches([option.change, *(branch.change for branch in option.chance)])
            or any(day + later.after in self.later_days.get((index, o, n), ()) for n, later in enumerate(option.later))
            for o, option in enumerate(inject.options)
        )

    # --- one day's morning

    def _by_due(self) -> dict[int, list[LaterId]]:
        """Day to the delayed effects that may fall due on it."""
        found: dict[int, list[LaterId]] = {}
        for pending in self.start.pending if self.start else ():
            found.setdefault(pending.due, []).append((pending.inject, pending.option, pending.later))
        for index, inject in self.coming.injects:
            last = self.coming.last(index, inject)
            for o, option in enumerate(inject.options):
                for n, later in enumerate(option.later):
                    for day in range(inject.first + later.after, min(self.scenario.days, last + later.after) + 1):
                        found.setdefault(day, []).append((index, o, n))
        return found

    def _laters_of(self, day: int, due: list[LaterId]) -> None:
        after = self._at
        here: list[LaterId] = []
        again = True
        while again:  # what one of them reads may make another one matter
            again = False
            for id in due:
                later = self.later(id)
                asked = id in self.asked.laters
                if id not in here and (asked or self._any_change or self.touches([later.change])):
                    here.append(id)
                    self.later_days.setdefault(id, set()).add(day)
                    self._look_ahead(asked or self.asked.moved_by(later.change))
                    self._at = self._at.copy()
                    self._add(read(later.when))
                    again = True
        # In the order in which they are scheduled: longest under way first, then as decided, then as written.
        here.sort(key=lambda id: (-self.later(id).after, id))
        self.laters[day] = here
        self._at = after.copy()
        floats = [self.later(id) for id in here if id[0] in self.coming.floating]
        self._floating_laters(floats)
        for id in reversed([id for id in here if id[0] not in self.coming.floating]):
            self._maybe(id, self.later(id).when, self.later(id).change, id in self.asked.laters)
        self._floating_laters(floats)

    def _floating_laters(self, laters: list[Later]) -> None:
        for later in laters:
            self._add(read(later.when))
            self._floating_part(later.change)

    def _maybe(self, name: Hashable, when: Condition | None, change: Change, asked: bool) -> None:
        """Go back over a change that may or may not be applied."""
        after = self._at
        self._at = self._before(change, after)
        self._at.join(after)
        if asked or not self._moves_only(change):
            self._add(read(when))
            return
        if self._ahead:
            after = after.copy()
            after.join(self._stop)
        reads = read(when)
        self._add(ReadSets(flags=reads.flags, chosen=reads.chosen))
        self.tracked |= reads.gauges
        self._at.add_aside(name, Aside(self._at.of(reads), after.telling(change)))

    def _moves_only(self, change: Change) -> bool:
        """Whether nothing comes of a change but that gauges move, at a time that is known."""
        return (
            not self._any_change
            and not any(flag in self._flags for flag in (*change.set, *change.clear))
            and not any(
                effect.gauge in self.earning or self._at.scales[effect.gauge].slack for effect in change.effects
            )
        )

    def _trends_of(self, day: int) -> None:
        here: list[int] = []
        for index in reversed(range(len(self.scenario.trends))):
            trend = self.scenario.trends[index]
            asked = index in self.asked.trends
            if day and day % trend.every == 0 and (asked or self._any_change or self.touches([trend.change])):
                here.append(index)
                self._look_ahead(asked or self.asked.moved_by(trend.change))
                if trend.when is None:
                    self._at = self._before(trend.change, self._at)
                else:
                    self._maybe(("trend", index), trend.when, trend.change, asked)
        self.trends[day] = here[::-1]


def holds_at_start(scenario: Scenario, when: Condition | None) -> bool:
    """Whether a condition holds before anything has happened."""
    starts = [gauge.start for gauge in scenario.gauges]
    played = [NOT_PLAYED] * len(scenario.injects)
    return when is None or bool(when.holds(starts, before_the_first_day(scenario).flags, played, 0))
