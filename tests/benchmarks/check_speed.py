"""How long `check` takes on 2,000 injects, against PyYAML's C loader and pydantic on the same bytes.

    .venv/bin/python -m tests.benchmarks.check_speed [INJECTS] [ROUNDS]

Prints the best of each and their ratio. The two take turns, so that a busy machine slows both.
"""

import sys
import time
from collections.abc import Callable

import yaml
from pydantic import BaseModel, ConfigDict

from game.scenario.check import check_files
from tests import kit

OPTION = """\
      - id: option_{o}
        label: Send the {o} patrol down the road to the market before night
        case: "A presence tonight is worth more than a plan tomorrow, whatever it may cost us."
        detail: |
          The company sends two sections on foot. They carry a radio and a stretcher.
          The liaison officer rings the committee before they leave, and after they are back.
        requires: trust >= {requires}
        effects: {{trust: {trust}, safety: {safety}}}
        set: [flag_{flag}]
        chance:
          - {{weight: 70, text: The night is quiet., effects: {{trust: +1}}}}
          - {{weight: 30, text: A stone is thrown., effects: {{safety: -3}}}}
        later:
          - {{after: 5, when: not flag_{other}, text: Stalls reopen after the patrol., effects: {{trust: +2}}}}
        outcome: They come back at four with muddy boots and a list of names.
        evidence:
          measure_impact: {{weight: +2, because: Somebody writes down what changed.}}
          keep_revisiting: {{weight: -1, because: Nobody comes back to look again.}}
"""

INJECT = """\
  - id: inject_{i}
    title: Shots near the market, number {i}
    day: {day}
    until: {until}
    when: {when}
    to: [head, commander]
    decided_by: head
    situation: |
      Night. The women's association rings: shots were heard behind the market, and two stalls
      burn. The commander has one section ready. The police post does not answer its telephone.
    documents:
      - {{kind: sitrep, title: SITREP {i}, from: JOC, text: "Two stalls burnt. No wounded so far.", minutes: 1}}
    private: {{commander: "The second vehicle has no fuel, and nobody else knows that."}}
    question: What do you order, and why?
    minutes: 8
    options:
"""


def scenario(injects: int) -> str:
    """A scenario of so many injects, three options each, as an author writes it."""
    flags = 20
    head = [
        "format: 1\nid: large\ntitle: Large\nminutes: 10000\nclock: {days: 3000}\n",
        "roles:\n  head: {title: Head, brief: You sign.}\n  commander: {title: Commander, brief: You lead.}\n",
        "gauges:\n  trust: {start: 50}\n  safety: {start: 60, shown: open}\n",
        "flags:\n" + "".join(f"  flag_{n}: {{title: Flag {n}}}\n" for n in range(flags)),
        "lessons: {measure_impact: {holds_if: trust >= 40}, keep_revisiting: {}}\ninjects:\n",
    ]
    parts = head
    for i in range(injects):
        when = f"trust < {20 + i % 70} and (not flag_{i % flags} or safety > {i % 50})"
        if i % 3 == 0 and i:
            when = f'"chose(inject_{i - 1}, option_1) or trust > {i % 90}"'
        parts.append(INJECT.format(i=i, day=i, until=i + 3, when=when))
        parts += [
            OPTION.format(
                o=o,
                requires=i % 40 + 1,
                trust=("-2", "+1", "+3")[o],
                safety=("+3", "-2", "-1")[o],
                flag=(i + o) % flags,
                other=(i + o + 3) % flags,
            )
            for o in range(3)
        ]
    parts.append("endings:\n  - {id: lost, when: trust <= 0, stops: true, text: Gone.}\n  - {id: end, text: Over.}\n")
    return "".join(parts)


class Part(BaseModel):
    """The plainest pydantic model of the same shape: what anybody would write first."""

    model_config = ConfigDict(extra="forbid")


class Change(Part):
    text: str = ""
    effects: dict[str, int] = {}
    set: list[str] = []
    clear: list[str] = []


class Branch(Change):
    weight: int


class Later(Change):
    after: int
    when: str | None = None


class Evidence(Part):
    weight: int
    because: str


class Option(Change):
    id: str
    label: str
    case: str = ""
    detail: str = ""
    requires: str | None = None
    chance: list[Branch] = []
    later: list[Later] = []
    outcome: str = ""
    evidence: dict[str, Evidence] = {}


class Inject(Part):
    id: str
    title: str
    day: int
    until: int
    when: str | None = None
    to: list[str] = []
    decided_by: str
    situation: str
    documents: list[dict[str, str | int]] = []
    private: dict[str, str] = {}
    question: str = ""
    minutes: int
    options: list[Option] = []


class Whole(Part):
    format: int
    id: str
    title: str
    minutes: int
    clock: dict[str, int]
    roles: dict[str, dict[str, str]]
    gauges: dict[str, dict[str, int | str]]
    flags: dict[str, dict[str, str]]
    lessons: dict[str, dict[str, str]]
    injects: list[Inject]
    endings: list[dict[str, str | bool]]


def best(rounds: int, **ways: Callable[[], object]) -> dict[str, float]:
    """The best time of each way, in seconds; they take turns."""
    times: dict[str, float] = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            times[name] = min(times[name], time.perf_counter() - start)
    return times


def main(injects: int = 2_000, rounds: int = 3) -> None:
    text = scenario(injects)
    found = check_files({"large.yaml": text})
    errors = [finding for finding in found if finding.level == "error"]
    assert not errors, errors[0].shown()
    kit.compiled(kit.draft())  # what is read once is read before the clock runs
    times = best(
        rounds,
        plain=lambda: Whole.model_validate(yaml.load(text, Loader=yaml.CLoader)),
        check=lambda: check_files({"large.yaml": text}),
    )
    print(f"{injects:,} injects, {len(text.encode()) / 1e6:.1f} MB, {len(found):,} findings")
    print(f"PyYAML C loader + pydantic  {times['plain']:.2f} s")
    print(f"whitecell check             {times['check']:.2f} s")
    print(f"ratio                       {times['check'] / times['plain']:.2f}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
