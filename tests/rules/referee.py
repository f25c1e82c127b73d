"""A second reading of the rules, straight from the paper and from plain data: slow, plain, and ours only in tests.

It shares nothing with `game.rules`: conditions are evaluated by Python over names, as an author would read them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tests.kit import Plain

Dice = Callable[[str, str], int | None]
"""Takes an inject's id and the option taken, returns the branch that dice on a table gave, or None."""
Policy = Callable[[str, list[str]], str]
"""Takes an inject's id and its open options, returns one of them."""


class Referee:
    """Plays a whole scenario given as plain data."""

    def __init__(
        self,
        draft: Plain,
        seed: int,
        policy: Policy,
        opened: Plain | None = None,
        dice: Dice = lambda inject, option: None,
    ) -> None:
        self.draft, self.seed, self.policy, self.dice = draft, seed, policy, dice
        asked = draft.get("opens_with") or []
        default = {each["flag"]: each.get("default") in ("yes", True) for each in asked}
        self.opened: dict[str, bool] = {**default, **(opened or {})}
        self.thrown = False
        self.read: dict[str, list[int]] = {}
        """Inject to the numbers of the paragraphs that followed its situation."""
        self.gauges = {id: gauge["start"] for id, gauge in (draft.get("gauges") or {}).items()}
        self.flags: set[str] = {flag for flag, answer in self.opened.items() if answer}
        self.played: dict[str, str | None] = {}
        self.pending: list[tuple[int, Plain, str]] = []
        self.day = 0
        self.stopped = False
        self.decisions: list[Plain] = []
        self.applied: list[Plain] = []
        self.evidence: list[tuple[str, int]] = []

    @property
    def tick(self) -> str:
        return "hour" if "hours" in self.draft["clock"] else "day"

    @property
    def last(self) -> int:
        return self.draft["clock"][f"{self.tick}s"]

    # --- the language

    def holds(self, text: Any) -> bool:
        if text is None:
            return True
        names: dict[str, Any] = {self.tick: self.day, "chose": self.chose}
        names |= {"min": lambda *values: min(values), "max": lambda *values: max(values)}
        names |= self.gauges
        names |= {flag: flag in self.flags for flag in self.draft.get("flags") or {}}
        # The ids inside chose(...) are words, not values.
        quoted = re.sub(
            r"chose\(\s*(\w+)\s*(?:,\s*(\w+)\s*)?\)",
            lambda found: f"chose({', '.join(repr(id) for id in found.groups() if id)})",
            " ".join(str(text).split()),
        )
        return bool(eval(quoted, {"__builtins__": {}}, names))

    def chose(self, inject: str, option: str | None = None) -> bool:
        return inject in self.played if option is None else self.played.get(inject) == option

    # --- changes

    def apply(self, part: Plain) -> None:
        for id, effect in (part.get("effects") or {}).items():
            gauge = (self.draft.get("gauges") or {})[id]
            value = int(effect.lstrip("= ")) if isinstance(effect, str) else self.gauges[id] + effect
            self.gauges[id] = max(gauge.get("min", 0), min(gauge.get("max", 100), value))
        self.flags |= set(part.get("set") or [])
        self.flags -= set(part.get("clear") or [])
        for ending in self.draft.get("endings") or []:
            if ending.get("stops") and self.holds(ending.get("when")):
                self.stopped = True

    # --- the days

    def play(self) -> Plain:
        for day in range(self.last + 1):
            self.day = day
            self.one_day()
            if self.stopped:
                break
        return self.result()

    def one_day(self) -> None:
        for trend in self.draft.get("trends") or []:
            if self.day > 0 and self.day % trend["every"] == 0 and self.holds(trend.get("when")):
                self.apply(trend)
                if self.stopped:
                    return
        for due, later, cause in [each for each in self.pending if each[0] == self.day]:
            if self.holds(later.get("when")):
                self.applied.append({"day": due, "cause": cause, "effects": later.get("effects") or {}})
                self.apply(later)
                if self.stopped:
                    return
        while (inject := self.due()) is not None:
            self.meet(inject)
            if self.stopped:
                return

    def due(self) -> Plain | None:
        for inject in self.draft.get("injects") or []:
            first = inject.get(self.tick, 0)
            last = inject.get("until", inject.get(self.tick, self.last))
            if inject["id"] in self.played or inject.get("manual") or not first <= self.day <= last:
                continue
            if self.holds(inject.get("when")):
                return inject
        return None

    def meet(self, inject: Plain) -> None:
        options = {option["id"]: option for option in inject.get("options") or []}
        open_now = [id for id, option in options.items() if self.holds(option.get("requires"))]
        if open_now or not options:
            also = enumerate(inject.get("also") or [])
            self.read[inject["id"]] = [number for number, each in also if self.holds(each["when"])]
        if not open_now:
            self.played[inject["id"]] = None
            return
        taken = self.policy(inject["id"], open_now)
        option = options[taken]
        record: Plain = {
            "day": self.day, "inject": inject["id"], "option": taken, "chance": None, "open": open_now, "how": "alone"
        }  # fmt: skip
        self.decisions.append(record)
        self.played[inject["id"]] = taken
        self.evidence += [(lesson, each["weight"]) for lesson, each in (option.get("evidence") or {}).items()]
        self.apply(option)
        if self.stopped:
            return
        if branches := option.get("chance"):
            drawn = self.dice(inject["id"], taken)
            self.thrown |= drawn is not None
            if drawn is None:
                drawn = self.draw(inject["id"], [branch["weight"] for branch in branches])
            record["chance"] = drawn
            self.apply(branches[drawn])
            if self.stopped:
                return
        for number, later in enumerate(option.get("later") or []):
            self.pending.append((self.day + later["after"], later, f"{inject['id']}.{taken}.later.{number}"))

    def draw(self, inject: str, weights: list[int]) -> int:
        digest = hashlib.blake2b(f"{self.seed}:{inject}".encode(), digest_size=8).digest()
        point = int.from_bytes(digest, "big") % sum(weights)
        line = [branch for branch, weight in enumerate(weights) for _ in range(weight)]
        return line[point]

    # --- the end

    def told(self) -> list[int]:
        """The paragraphs of the epilogue: of each subject, in file order, the first that holds."""
        found: dict[str, int] = {}
        for number, each in enumerate(self.draft.get("epilogue") or []):
            if each["about"] not in found and self.holds(each.get("when")):
                found[each["about"]] = number
        return sorted(found.values())

    def result(self) -> Plain:
        endings = self.draft.get("endings") or []
        told = [each["id"] for each in endings if each.get("when") is not None and self.holds(each["when"])]
        lessons = {}
        for id, lesson in (self.draft.get("lessons") or {}).items():
            served = sum(weight for name, weight in self.evidence if name == id and weight > 0)
            spent = -sum(weight for name, weight in self.evidence if name == id and weight < 0)
            served_at = sum(name == id and weight > 0 for name, weight in self.evidence)
            spent_at = sum(name == id and weight < 0 for name, weight in self.evidence)
            test = (lesson or {}).get("holds_if")
            lessons[id] = {
                "verdict": verdict(served, spent),
                "for": served,
                "against": spent,
                "outcome": None if test is None else "held" if self.holds(test) else "failed",
                "reading": reading(served_at, spent_at, served, spent),
                "served_at": served_at,
                "spent_at": spent_at,
            }
        return {
            "seed": self.seed,
            "day": self.day,
            "endings": told or [each["id"] for each in endings if each.get("when") is None],
            "stopped": self.stopped,
            "gauges": self.gauges,
            "flags": [flag for flag in self.draft.get("flags") or {} if flag in self.flags],
            "decisions": self.decisions,
            "luck": "dice" if self.thrown else "seed",
            "opened": self.opened,
            "applied": self.applied,
            "lessons": lessons,
            "interests": {id: self.content(role or {}) for id, role in (self.draft.get("roles") or {}).items()},
        }

    def content(self, role: Plain) -> float:
        total = Fraction(0)
        for id, weight in (role.get("interests") or {}).items():
            gauge = (self.draft.get("gauges") or {})[id]
            moved = Fraction(self.gauges[id] - gauge["start"], gauge.get("max", 100) - gauge.get("min", 0))
            total += weight * moved * (-1 if gauge.get("good") == "low" else 1)
        return float(total)


def verdict(served: int, spent: int) -> str:
    if served + spent == 0:
        return "untested"
    if served >= 3 and served >= 2 * spent:
        return "evidenced"
    return "strained" if spent >= 3 and spent >= 2 * served else "traded"


def reading(served_at: int, spent_at: int, served: int, spent: int) -> str:
    """The table of the paper, row by row; each entry of the evidence is one decision's."""
    rows = {
        "untested": served_at + spent_at == 0,
        "served_once": (served_at, spent_at) == (1, 0),
        "spent_once": (served_at, spent_at) == (0, 1),
        "served": served_at >= 2 and spent_at == 0,
        "spent": spent_at >= 2 and served_at == 0,
        "mostly_served": served_at > 0 and spent_at > 0 and served >= 3 and served >= 2 * spent,
        "mostly_spent": served_at > 0 and spent_at > 0 and spent >= 3 and spent >= 2 * served,
    }
    return next((row for row, where in rows.items() if where), "both")
