"""Scenarios made at random that are full of decisions: every rule has its chance to matter in them."""

from __future__ import annotations

import random
from typing import Any

from tests import kit
from tests.kit import Plain

LESSONS = kit.LESSONS[:3]


class World:
    """One random scenario as plain data; the same number gives the same scenario."""

    def __init__(
        self,
        number: int,
        injects: int = 4,
        days: int = 8,
        options: int = 3,
        wild: float = 0.5,
        tray: float | None = None,
        added: bool = False,
    ) -> None:
        """`wild` is how often something out of the ordinary is written (0 to 1), `tray` how often into the tray.

        `added`: with openings and answers, and every other one with a clock of hours, four to a day of the others.
        """
        self.added = added
        self.random = random.Random(number)
        self.hours = added and self._often(0.5)
        self.days, self.wild = days * 4 if self.hours else days, wild
        self.tray = 0.05 * wild if tray is None else tray
        self.gauges = {f"g{n}": self._gauge() for n in range(self.random.randint(2, 4))}
        self.flags = [f"f{n}" for n in range(self.random.randint(1, 3))]
        self.options = {
            f"i{n}": [f"o{m}" for m in range(0 if self._often(0.08) else self.random.randint(2, options))]
            for n in range(injects)
        }

    @property
    def tick(self) -> str:
        """What the clock counts, as a condition and an inject name it."""
        return "hour" if self.hours else "day"

    def _often(self, share: float) -> bool:
        return self.random.random() < share

    def _gauge(self) -> Plain:
        low = self.random.choice((0, 0, -5))
        high = low + self.random.choice((6, 12, 20, 100))
        start = self.random.randint(low, high)
        return {"start": start, "min": low, "max": high, "good": self.random.choice(("high", "low"))}

    def number(self) -> str:
        """A gauge or something reckoned."""
        gauge = self.random.choice(list(self.gauges))
        if self._often(0.15 * self.wild):
            return f"{gauge} {self.random.choice('+-')} {self.random.choice(list(self.gauges))}"
        if self._often(0.1 * self.wild):
            return f"max({gauge}, {self.random.randint(0, 8)})"
        return gauge

    def condition(self, depth: int = 0) -> str:
        kind = self.random.random()
        if depth < 2 and kind < 0.2:
            joint = self.random.choice((" and ", " or "))
            return f"({self.condition(depth + 1)}{joint}{self.condition(depth + 1)})"
        if kind < 0.28:
            return f"(not {self.condition(depth + 1)})" if depth < 2 else self.random.choice(self.flags)
        if kind < 0.45:
            return self.random.choice(self.flags)
        if kind < 0.58:
            inject = self.random.choice(list(self.options))
            chosen = self.options[inject]
            return (
                f"chose({inject}, {self.random.choice(chosen)})" if chosen and self._often(0.7) else f"chose({inject})"
            )
        if kind < 0.63:
            return f"{self.tick} {self.random.choice(('<', '>=', '=='))} {self.random.randint(0, self.days)}"
        gauge = self.gauges[self.random.choice(list(self.gauges))]
        value = gauge["start"] + self.random.randint(-6, 6)
        return f"{self.number()} {self.random.choice(('<', '<=', '>', '>=', '==', '!='))} {value}".replace("  ", " ")

    def change(self, often: float = 0.8) -> Plain:
        part: Plain = {}
        if self._often(often):
            ids = self.random.sample(list(self.gauges), self.random.randint(1, 2))
            part["effects"] = {
                id: f"= {self.random.randint(self.gauges[id]['min'], self.gauges[id]['max'])}"
                if self._often(0.12 * self.wild)
                else self.random.choice((-5, -3, -2, -1, 1, 2, 3, 5))
                for id in ids
            }
        if self._often(0.25):
            part["set"] = [self.random.choice(self.flags)]
        if self._often(0.1):
            part["clear"] = [self.random.choice(self.flags)]
        return part

    def option(self, id: str) -> Plain:
        evidence = {lesson: self.random.choice((-3, -2, -1, 1, 2, 3)) for lesson in LESSONS if self._often(0.35)}
        part = kit.option(id, evidence, **self.change())
        if self._often(0.25):
            part["requires"] = self.condition()
        if self._often(0.45):
            branches = [kit.branch(self.random.choice((1, 1, 2, 3)), **self.change()) for _ in range(2)]
            if self._often(0.1):
                branches.append(kit.branch(self.random.choice((0, 2)), **self.change()))
            part["chance"] = branches
        if self._often(0.35):
            part["later"] = [self._later() for _ in range(self.random.randint(1, 2))]
        return part

    def _later(self) -> Plain:
        made = kit.later(self.random.randint(1, max(1, self.days // 2)), **self.change(0.9))
        if self._often(0.4):
            made["when"] = self.condition()
        return made

    def inject(self, id: str) -> Plain:
        first = self.random.randint(0, self.days)
        part = kit.inject(id, *(self.option(each) for each in self.options[id]), **{self.tick: first})
        if self._often(0.4 * self.wild):
            part["until"] = min(self.days, first + self.random.randint(0, self.days))
        if self._often(0.5 * self.wild):
            part["when"] = self.condition()
        if self._often(self.tray):
            part["manual"] = True
        return part

    def draft(self) -> Plain:
        """The scenario."""
        endings = [kit.ending(f"e{n}", when=self.condition()) for n in range(self.random.randint(1, 2))]
        if self._often(0.5):
            gauge = self.random.choice(list(self.gauges))
            low = self.gauges[gauge]["min"]
            when = (
                f"{gauge} <= {low + self.random.randint(0, 1)}"
                if self._often(1 - 0.4 * self.wild)
                else self.condition()
            )
            endings.append(kit.ending("stop", when=when, stops=True))
        if self._often(0.6):
            endings.append(kit.ending("else"))
        trends: list[Any] = []
        for n in range(self.random.choice((0, 1, 1, 2))):
            trends.append(kit.trend(f"t{n}", self.random.randint(1, max(1, self.days // 2)), **self.change(1)))
            if self._often(0.6):
                trends[-1]["when"] = self.condition()
        injects = [self.inject(id) for id in self.options]
        more: Plain = {}
        if self.added:
            for inject in injects:
                if inject.get("options") and self._often(0.4):
                    inject["answer"] = "written"
            more["opens_with"] = [{"flag": flag, "default": self.random.choice(("yes", "no"))} for flag in self.flags]
            more |= {"clock": {"hours": self.days, "start": "2031-03-01 06:30"}} if self.hours else {}
            more["epilogue"] = [{"about": "The well", "when": self.condition(), "text": "Water."}]
        return kit.draft(
            injects,
            gauges=self.gauges,
            flags=self.flags,
            lessons=LESSONS,
            endings=endings,
            days=self.days,
            trends=trends,
            **more,
        )
