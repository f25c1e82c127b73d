"""Generated scenarios of the shape that authors write: fixed days, a delayed effect on nearly every option, trends that
couple gauges, bounds near; now and then a stop, an outright effect, a cleared flag, a window, two injects on one day.
"""

from __future__ import annotations

from random import Random

from tests import kit
from tests.kit import Plain

LESSONS = ("balance_quick_and_long", "force_protection_vs_development")


class Authored:
    """One such scenario, from its number."""

    def __init__(self, number: int, injects: int | None = None) -> None:
        luck = self.luck = Random(number)
        self.number = number
        self.gauges = [f"g{n}" for n in range(luck.randint(3, 5))]
        self.flags = [f"f{n}" for n in range(luck.randint(2, 4))]
        self.injects = [f"i{n}" for n in range(injects or luck.choice([4, 5, 5, 6]))]
        wide = luck.random() < 0.5
        self.greatest, self.step = (100, 6) if wide else (20, 4)
        self.starts = {g: luck.randint(35, 65) if wide else luck.choice([3, 10, 17]) for g in self.gauges}
        self.outright, self.clears, self.stops, self.windows = (luck.random() < p for p in (0.2, 0.3, 0.4, 0.3))

    def draft(self) -> Plain:
        """Return it as plain data."""
        luck, day, injects = self.luck, 0, []
        for id in self.injects:
            day += 0 if luck.random() < 0.12 else luck.randint(2, 9)
            injects.append(self._inject(id, day))
        a, b, c = self.gauges[:3]
        endings = [
            kit.ending("a", when=f"{self._compare(a)} and ({self._compare(b)} or {self._compare(c)})"),
            kit.ending("b", when=self._condition()),
        ]
        if self.stops:
            gauge = luck.choice(self.gauges)
            limit = luck.randint(0, max(0, self.starts[gauge] - 4))
            endings.append(kit.ending("stop", when=f"{gauge} <= {limit}", stops=True))
        endings.append(kit.ending("rest"))
        return kit.draft(
            injects,
            {g: {"start": start, "min": 0, "max": self.greatest} for g, start in self.starts.items()},
            self.flags,
            LESSONS,
            endings=endings,
            days=max(60, day + 6),
            id=f"authored_{self.number}",
            trends=[self._trend(n) for n in range(luck.randint(1, 4))],
        )

    def _compare(self, gauge: str = "") -> str:
        gauge = gauge or self.luck.choice(self.gauges)
        sign = self.luck.choice(["<", "<=", ">", ">="])
        return f"{gauge} {sign} {max(0, min(self.greatest, self.starts[gauge] + self.luck.randint(-8, 8)))}"

    def _condition(self, depth: int = 0) -> str:
        luck = self.luck
        match luck.randrange(9 if depth < 2 else 5):
            case 0 | 1:
                return self._compare()
            case 2:
                return luck.choice(self.flags)
            case 3:
                return f"chose({luck.choice(self.injects)}, o{luck.randrange(2)})"
            case 4:
                gauge = luck.choice(self.gauges)
                low, high = self.starts[gauge] - luck.randint(0, 6), self.starts[gauge] + luck.randint(1, 9)
                return f"{low} <= {gauge} < {high}"
            case 5:
                return f"not ({self._condition(depth + 1)})"
            case _:
                joined = luck.choice(["and", "or"])
                return f"({self._condition(depth + 1)}) {joined} ({self._condition(depth + 1)})"

    def _part(self, often: float = 0.9) -> Plain:
        luck, part = self.luck, {}
        if luck.random() < often:
            part["effects"] = {g: self._effect() for g in luck.sample(self.gauges, luck.randint(1, 3))}
        if luck.random() < 0.25:
            part["set"] = [luck.choice(self.flags)]
        if self.clears and luck.random() < 0.25:
            part["clear"] = [luck.choice(self.flags)]
        return part

    def _effect(self) -> int | str:
        if self.outright and self.luck.random() < 0.1:
            return f"= {self.luck.randint(0, self.greatest)}"
        return self.luck.choice([step for step in range(-self.step, self.step + 1) if step])

    def _option(self, id: str) -> Plain:
        luck, found = self.luck, self._part()
        if luck.random() < 0.25:
            found["requires"] = self._condition()
        if luck.random() < 0.7:
            found["chance"] = [kit.branch(luck.randint(1, 5), **self._part(0.7)) for _ in range(2)]
        if luck.random() < 0.85:
            same = luck.randint(1, 25)
            found["later"] = [self._later(same) for _ in range(luck.choice([1, 1, 2]))]
        evidence = {luck.choice(LESSONS): luck.choice([-2, 1, 3])} if luck.random() < 0.4 else None
        return kit.option(id, evidence, **found)

    def _later(self, same: int) -> Plain:
        luck = self.luck
        when = {"when": self._condition()} if luck.random() < 0.35 else {}
        return kit.later(same if luck.random() < 0.5 else luck.randint(1, 25), **when, **self._part(1))

    def _inject(self, id: str, day: int) -> Plain:
        luck, found = self.luck, {}
        options = [self._option(f"o{n}") for n in range(luck.choice([2, 2, 3]))]
        if self.windows and luck.random() < 0.3:
            found = {"when": self._condition(), "until": day + luck.choice([0, 0, 6])}
        if luck.random() < 0.1:
            found["manual"] = True
        return kit.inject(id, *options, day=day, **found)

    def _trend(self, number: int) -> Plain:
        luck = self.luck
        effects = {g: luck.choice([-2, -1, 1, 2]) for g in luck.sample(self.gauges, luck.randint(1, 2))}
        when = {"when": self._condition()} if luck.random() < 0.85 else {}
        return kit.trend(f"t{number}", luck.randint(4, 20), effects=effects, **when)
