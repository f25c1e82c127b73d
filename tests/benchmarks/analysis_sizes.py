"""How large an analysis becomes: states, transitions, time and memory, of plain and of merged states, and Storm's.

    .venv/bin/python -m tests.benchmarks.analysis_sizes authored [--from 10] [--to 16] [--seconds 120] [--keep FILE]
    .venv/bin/python -m tests.benchmarks.analysis_sizes flagship [--only QUESTION] [--seconds 600] [--keep FILE]

`authored` is a world of the shape that authors write for each number of decisions, asked for every lesson, gauge and
ending at once: by the plain exploration, by states merged by residual program, and by Storm on the exported model.
`flagship` is the first edition of the flagship, a fixture, asked for each final gauge and each ending, one after the
other, on merged states. Each measurement has a process of its own, which is ended where it takes more seconds of a
processor, or more than 4 GB; what was noted in a file is not measured again.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game.analysis.abstraction.objectives import Asked, Objective, Span, Tally
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.residual_exploration import OutOfReach, ResidualExploration
from game.scenario.load import load
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.authored import Authored
from tests.analysis.model_export import Form
from tests.fixtures import first_edition

MEMORY = 4 << 30
"""Bytes that a measurement may take."""

WORLD = 30_000
"""Added to the number of decisions it is that of the world."""


def flagship() -> Scenario:
    """The flagship of the first edition."""
    return load(Path(first_edition.__file__).parent / "scenarios" / "orvane_mission")


def world(decisions: int) -> Scenario:
    """A world of the shape that authors write."""
    return kit.compiled(Authored(WORLD + decisions, injects=decisions).draft())


def everything(scenario: Scenario) -> Asked:
    """Every lesson, gauge and ending at the end."""
    gauges, endings = range(len(scenario.gauges)), range(len(scenario.endings))
    return Asked(tuple(map(Tally.of, scenario.lessons)), tuple(gauges), tuple(endings))


def asked_of(scenario: Scenario) -> dict[str, Asked]:
    """Each question for itself, by name."""
    found = {gauge.id: Asked(gauges=(index,)) for index, gauge in enumerate(scenario.gauges)}
    return found | {ending.id: Asked(endings=(index,)) for index, ending in enumerate(scenario.endings)}


def measured(
    scenario: Scenario, explore: Callable[[], tuple[int, int, dict[Objective, Span]]], name: str
) -> dict[str, Any]:
    """Measure one exploration with its way back."""
    began = time.process_time()
    states, transitions, spans = explore()
    return {
        "question": name,
        "states": states,
        "transitions": transitions,
        "seconds": time.process_time() - began,
        "bytes": peak(),
        "spans": {f"{objective.kind} {objective.id}": list(span) for objective, span in spans.items()},
    }


def peak() -> int:
    """The most memory that this process has taken, in bytes (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def merged(scenario: Scenario, asked: Asked, name: str = "merged") -> dict[str, Any]:
    """By states merged by residual program."""

    def explore() -> tuple[int, int, dict[Objective, Span]]:
        made = ResidualExploration(scenario, asked, limit=MEMORY).run()
        return made.states, made.transitions, made.spans()

    return measured(scenario, explore, name)


def plain(scenario: Scenario, asked: Asked) -> dict[str, Any]:
    """By the plain exploration."""

    def explore() -> tuple[int, int, dict[Objective, Span]]:
        made = Exploration(scenario, asked, weighed=False, limit=MEMORY).run()
        return made.states, made.transitions, Values(made).spans()

    return measured(scenario, explore, "plain")


def storm(scenario: Scenario) -> dict[str, Any]:
    """By Storm's sparse engine."""
    import stormpy

    from tests.analysis.storm import model

    with tempfile.TemporaryDirectory() as folder:
        read, parsed, _ = model(scenario, Form.JANI, Path(folder))
    began = time.process_time()
    built = stormpy.build_model(read, parsed)
    for each in parsed:
        stormpy.model_checking(built, each)
    return {
        "question": "Storm",
        "states": built.nr_states,
        "transitions": built.nr_transitions,
        "seconds": time.process_time() - began,
        "bytes": peak(),
        "spans": {},
    }


def one(what: str, name: str, seconds: str) -> dict[str, Any]:
    """Make one measurement in this process, which may take so many seconds of a processor, however busy it is."""
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    if what == "flagship":
        made = flagship()
        return merged(made, asked_of(made)[name], name)
    decisions, how = name.split()
    made = world(int(decisions))
    return storm(made) if how == "Storm" else (merged if how == "merged" else plain)(made, everything(made))


def apart(what: str, name: str, seconds: float) -> dict[str, Any]:
    """Make it in a process of its own; what became of it where it was too much."""
    command = [sys.executable, "-m", "tests.benchmarks.analysis_sizes", "one", what, name, f"{seconds:.0f}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode < 0:
        return {"question": name, "failed": f"not within {seconds:.0f} CPU s"}
    if done.returncode:
        return {"question": name, "failed": f"given up: {done.stderr.strip().split(chr(10))[-1][:80]}"}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(name: str, found: dict[str, Any]) -> str:
    """One line of the table."""
    if "failed" in found:
        return f"{name:28}{found['failed']}"
    size = f"{found['states']:13,}{found['transitions']:14,}{found['seconds']:9.1f}{found['bytes'] / 2**20:9,.0f}"
    spans = list(found["spans"].values())
    return f"{name:28}{size}" + (f"   {', '.join(f'{part:.9g}' for part in spans[0])}" if len(spans) == 1 else "")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("authored", "flagship"))
    parser.add_argument("--from", dest="least", type=int, default=10)
    parser.add_argument("--to", dest="most", type=int, default=16)
    parser.add_argument("--only", action="append", help="a question of the flagship")
    parser.add_argument("--seconds", type=float, help="of a processor that one measurement may take")
    parser.add_argument("--keep", type=Path, help="a file in which each is noted, to go on with")
    asked = parser.parse_args()
    if asked.what == "flagship":
        names = asked.only or list(asked_of(flagship()))
    else:
        names = [f"{n} {how}" for n in range(asked.least, asked.most + 1) for how in ("plain", "merged", "Storm")]
    notes: dict[str, dict[str, Any]] = {}
    if asked.keep and asked.keep.exists():
        lines = map(json.loads, asked.keep.read_text(encoding="utf-8").splitlines())
        notes = {line["name"]: line for line in lines}
    print(f"{'':28}{'states':>13}{'transitions':>14}{'CPU s':>9}{'MB':>9}", flush=True)
    for name in names:
        if name not in notes:
            seconds = asked.seconds or (600 if asked.what == "flagship" else 120)
            notes[name] = {"name": name, **apart(asked.what, name, seconds)}
            if asked.keep:
                with asked.keep.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(notes[name]) + "\n")
        print(row(name, notes[name]), flush=True)
    solved = [notes[name] for name in names if "failed" not in notes[name]]
    print(f"{len(solved)} of {len(names)}, {sum(each['seconds'] for each in solved):.0f} CPU s together")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        try:
            print(json.dumps(one(*sys.argv[2:])))
        except OutOfReach as problem:
            sys.exit(str(problem))
    else:
        sys.exit(main())
