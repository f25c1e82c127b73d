"""What is measured of a class under load, and what the design promises for a laptop with two cores."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.endurance.class_host import Host


@dataclass
class Figures:
    """Times in milliseconds, memory in MiB."""

    seats: int = 0
    storm: list[float] = field(default_factory=list)
    """From the start of the storm to each seat's first whole screen."""
    first_screen: list[float] = field(default_factory=list)
    """From each one's own join to that."""
    act: list[float] = field(default_factory=list)
    """From the facilitator's form to every page of the class: a pause, going on."""
    acknowledged: list[float] = field(default_factory=list)
    """From the form that decides to its own answer: it is written."""
    decision: list[float] = field(default_factory=list)
    """From the form that decides to every page of that syndicate."""
    painted: list[float] = field(default_factory=list)
    """The same, to the paint of a real browser."""
    burst: list[float] = field(default_factory=list)
    """Everybody's half-typed note is kept at one instant: to the answer of each."""
    typing: list[float] = field(default_factory=list)
    """Everybody types, in their own time: to the answers."""
    megabytes_first: float = 0.0
    megabytes_a_seat: float = 0.0
    """Of each seat beside the first."""
    growth: list[float] = field(default_factory=list)
    """Memory of the host during the soak, from its beginning to its end."""
    lost: int = 0
    """Forms and acts that nothing came of."""
    came_back: int = 0
    """Lines that were lost on purpose during the soak, and came back."""
    complaints: list[str] = field(default_factory=list)
    """What the host wrote: its watchdog's warnings, and anything worse."""

    def summary(self) -> dict[str, Any]:
        """Everything in numbers that can be compared."""
        shown: dict[str, Any] = {"seats": self.seats, "lost": self.lost, "came_back": self.came_back}
        for name in ("storm", "first_screen", "act", "acknowledged", "decision", "painted", "burst", "typing"):
            shown[name] = spread(getattr(self, name))
        for name in ("megabytes_first", "megabytes_a_seat"):
            shown[name] = round(getattr(self, name), 2)
        shown["growth"] = [round(each, 1) for each in self.growth]
        shown["complaints"] = self.complaints
        return shown

    @property
    def grown(self) -> float:
        """How much the host grew in the soak, as a share, once the first tenth of it was over."""
        settled = self.growth[len(self.growth) // 10 :]
        return settled[-1] / settled[0] - 1 if len(settled) > 1 else 0.0

    def weigh(self, host: Host) -> None:
        """Take a sample of the host's memory."""
        self.growth.append(host.megabytes)


def spread(values: list[float]) -> dict[str, float]:
    """Number, p50, p95, p99 and the worst."""
    if not values:
        return {"n": 0}
    ordered = sorted(values)

    def at(part: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1)

    return {"n": len(ordered), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1.0)}


JOIN, DECISION = (
    ("join to the first screen, p95", "first_screen", "p95"),
    ("decision to its syndicate, p95", "decision", "p95"),
)
ACT = ("an act to everybody, p95", "act", "p95")
PROMISES = {
    60: ((*JOIN, 100), (*DECISION, 60), (*ACT, 120)),
    300: ((*JOIN, 100), (*DECISION, 120), (*ACT, 400)),
    1000: (("join storm, the last one playable", "storm", "max", 15_000), (*DECISION, 120)),
}
"""By the seats that a class has at most: what, of which figure, and the limit in milliseconds."""
A_SEAT = 0.2
"""MiB of a seat beside the first."""
GROWTH = 0.1
"""Of the host in a soak, after its beginning."""


def verdicts(figures: Figures) -> list[tuple[bool, str]]:
    """Whether each promise held, and in what measure."""
    summary = figures.summary()
    said = []
    for says, name, part, limit in next(held for most, held in PROMISES.items() if figures.seats <= most):
        value = summary[name].get(part, 0.0)
        said.append((value <= limit, f"{says}: {value:.0f} of {limit} ms"))
    said.append((figures.megabytes_a_seat <= A_SEAT, f"a seat: {figures.megabytes_a_seat:.2f} of {A_SEAT} MiB"))
    said.append((figures.grown <= GROWTH, f"growth in the soak: {figures.grown:.1%} of {GROWTH:.0%}"))
    said.append((not figures.lost, f"{figures.lost} forms or acts lost"))
    return said
