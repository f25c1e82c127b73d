"""How fast the analysis is, against model checkers on the same model and against its own targets.

    .venv/bin/python -m tests.benchmarks.analysis_speed [DECISIONS]

The typical scenario of the design papers is exported for Storm (JANI, its fastest input) and for SPIN, and asked for
everything at once: each lesson, gauge and ending, the least and the greatest. Each tool has a process of its own, one
after the other. A model's states are those that the other tool counts: ours are fewer, because what nobody will read
again is no part of them; so a ratio is one of time for the same answers. SPIN knows no probabilities: it only looks
what can be reached, and so does the analysis beside it. Then come the analyses as the command makes them.
"""

from __future__ import annotations

import functools
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game import analysing
from game.analysis import analyse
from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import Asked, Tally
from game.analysis.exact.backward_induction import Values
from game.analysis.exact.bit_packing import Coder
from game.analysis.exact.exploration import Exploration
from game.analysis.exact.questions import questions
from game.analysis.exact.verdict_distribution import VerdictDistribution
from game.analysis.exact.witness import Trail
from game.analysis.memory import half
from game.analysis.result import as_json
from game.analysis.run import study
from game.analysis.run.tasks import Try
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests import kit
from tests.analysis.model_export import Form, export
from tests.benchmarks.models import typical

DECISIONS = 9
"""Storm takes ten seconds for nine decisions, and eight times as long for each one more."""


def peak() -> int:
    """The most memory that this process has taken, in bytes (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def everything(scenario: Scenario) -> Asked:
    """Every lesson, gauge and ending, every inject and option, and each gauge's values day by day."""
    gauges, endings = range(len(scenario.gauges)), range(len(scenario.endings))
    return Asked(
        tuple(map(Tally.of, scenario.lessons)),
        tuple(gauges),
        tuple(endings),
        injects=frozenset(range(len(scenario.injects))),
        values=frozenset(gauges),
    )


def ours(decisions: str) -> dict[str, Any]:
    """All values, in one exploration."""
    scenario = kit.compiled(typical(int(decisions)))
    before, began = peak(), time.perf_counter()
    exploration = Exploration(scenario, everything(scenario)).run()
    built = time.perf_counter() - began
    values = Values(exploration)
    return {
        "states": exploration.states,
        "transitions": exploration.transitions,
        "build": built,
        "all": time.perf_counter() - began,
        "values": 2 * values.width,
        "bytes": peak() - before,
    }


def ours_reachable(decisions: str) -> dict[str, Any]:
    """What can be reached, without chances and without a way back: what SPIN does."""
    scenario = kit.compiled(typical(int(decisions)))
    began = time.perf_counter()
    exploration = Exploration(scenario, everything(scenario), weighed=False, edges=False).run()
    return {
        "states": exploration.states,
        "transitions": exploration.transitions,
        "build": time.perf_counter() - began,
    }


def storm(decisions: str) -> dict[str, Any]:
    """The same values from Storm's sparse engine."""
    import stormpy

    from tests.analysis.storm import model

    with tempfile.TemporaryDirectory() as folder:
        read, parsed, _ = model(kit.compiled(typical(int(decisions))), Form.JANI, Path(folder))
    before, began = peak(), time.perf_counter()
    built = stormpy.build_model(read, parsed)
    seconds = time.perf_counter() - began
    for each in parsed:
        stormpy.model_checking(built, each)
    return {
        "states": built.nr_states,
        "transitions": built.nr_transitions,
        "build": seconds,
        "all": time.perf_counter() - began,
        "values": len(parsed),
        "bytes": peak() - before,
    }


def spin(decisions: str) -> dict[str, Any]:
    """The reachable states from SPIN: an optimised verifier, compiled beforehand."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "model.pml").write_text(export(kit.compiled(typical(int(decisions))), Form.PROMELA))
        compiler = ["gcc", "-O2", "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=2048", "-o", "pan", "pan.c"]
        for command in (["spin", "-a", "model.pml"], compiler):
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
        began = time.perf_counter()
        done = subprocess.run(
            ["./pan", "-E", "-n", "-m100000", "-w26"], cwd=folder, check=True, capture_output=True, text=True
        )
        seconds = time.perf_counter() - began
    found = {name: float(re.search(pattern, done.stdout)[1]) for name, pattern in _SPIN.items()}  # type: ignore[index]
    return {
        "states": int(found["states"]),
        "transitions": int(found["transitions"]),
        "build": found.get("elapsed") or seconds,
        "bytes": int(found["megabytes"] * 2**20),
    }


_SPIN = {
    "states": r"(\d+) states, stored",
    "transitions": r"(\d+) transitions \(",
    "megabytes": r"([\d.]+)\s+total actual memory",
    "elapsed": r"elapsed time ([\d.]+) seconds",
}


def largest(path: str) -> dict[str, Any]:
    """The largest question of a scenario that the analysis answers exactly by default: memory a state at the peak."""
    scenario = load(find(path))
    asked = {question.name: question.asked for question in questions(scenario)}["gauge 'political_process'"]
    before, began = peak(), time.perf_counter()
    exploration = Exploration(scenario, asked).run()
    Values(exploration)
    seconds = time.perf_counter() - began
    return {
        "states": exploration.states,
        "transitions": exploration.transitions,
        "all": seconds,
        "bytes": peak() - before,
    }


def command(path: str) -> dict[str, Any]:
    """`whitecell analyse PATH --json` as a person runs it, with nothing kept."""
    with tempfile.TemporaryDirectory() as home:
        began, before = time.perf_counter(), _children()
        done = subprocess.run(
            [sys.executable, "-m", "game", "analyse", path, "--fresh", "--json"],
            check=True,
            capture_output=True,
            env={"WHITECELL_HOME": home, "PATH": "/usr/bin:/bin"},
        )
    made = json.loads(done.stdout)
    return {
        "states": made["states"],
        "transitions": made["transitions"],
        "all": time.perf_counter() - began,
        "cpu": _children() - before,
        "method": made["method"],
        "bytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
    }


def _children() -> float:
    """Seconds of a processor that this process's children took, as far as they are done."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Stopwatch:
    """Seconds of a processor that a part takes, without those of measured parts that are called by it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner: list[float] = []

    def on(self, holder: Any, name: str, part: str) -> None:
        """Measure a function or method wherever it is called from now on."""
        measured = getattr(holder, name)

        @functools.wraps(measured)
        def timed(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            self._inner.append(0.0)
            try:
                return measured(*args, **kwargs)
            finally:
                took = time.process_time() - began
                own = took - self._inner.pop()
                self.seconds[part] = self.seconds.get(part, 0.0) + own
                if self._inner:
                    self._inner[-1] += took

        setattr(holder, name, timed)


def parts(path: str) -> dict[str, Any]:
    """What one process takes of a processor for each part of the command, start-up first."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import time, game.analysing; print(time.process_time())",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    watch = Stopwatch()
    watch.seconds["start-up"] = float(done.stdout)
    for holder, name, part in (
        (analysing, "read", "reading"),
        (Liveness, "__init__", "laying out the rules"),
        (Coder, "__init__", "laying out the rules"),
        (study, "moments", "random runs"),
        (study, "estimates", "random runs"),
        (study, "foresee", "foreseeing"),
        (Exploration, "run", "exploring"),
        (Values, "__init__", "the way back"),
        (VerdictDistribution, "add", "verdicts"),
        (Trail, "witness", "shortest ways"),
        (Try, "run", "strategies"),
        (analyse, "assemble", "putting together"),
        (analysing, "said", "findings"),
        (as_json, "as_json", "printing"),
    ):
        watch.on(holder, name, part)
    read = analysing.read(path)
    made = analyse.analyse(read.scenario, study.Wish(half()))
    json.dumps(as_json.as_json(made, analysing.said(made, read.subject)))
    return watch.seconds


def written(decisions: int, folder: str) -> str:
    """The typical scenario as a file."""
    path = Path(folder, f"typical_{decisions}.yaml")
    path.write_text(json.dumps(typical(decisions)), encoding="utf-8")
    return str(path)


PARTS: dict[str, Callable[[str], dict[str, Any]]] = {
    each.__name__: each for each in (ours, ours_reachable, storm, spin, largest, command, parts)
}


def apart(part: str, what: str) -> dict[str, Any]:
    """Measure in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.analysis_speed", part, what],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(name: str, found: dict[str, Any]) -> None:
    """Print one measurement."""
    rate = f"{found['states'] / found['build'] / 1e6:8.2f}" if "build" in found else " " * 8
    build = f"{found['build']:8.2f}" if "build" in found else " " * 8
    every = f"{found['all']:8.2f}" if "all" in found else " " * 8
    memory = f"{found['bytes'] / found['states']:9,.0f}" if "bytes" in found else ""
    size = f"{found['states']:12,}{found['transitions']:13,}"
    print(f"{name:36}{size}{build}{rate}{every}{memory}  {found.get('method', '')}")


def main(decisions: int = DECISIONS) -> None:
    """Measure and print."""
    print(f"{'':36}{'states':>12}{'transitions':>13}{'build s':>8}{'M st/s':>8}{'all s':>8}{'B/state':>9}")
    mine, reachable = apart("ours", str(decisions)), apart("ours_reachable", str(decisions))
    row(f"whitecell, {decisions} decisions, all values", mine)
    row("whitecell, what can be reached", reachable)
    ratios = []
    try:
        other = apart("storm", str(decisions))
        row("Storm, the same values", other)
        ratios += [
            f"end to end, {mine['values']} values: {other['all'] / mine['all']:.0f} times as fast as Storm",
            f"building the model: {other['build'] / mine['build']:.0f} times as fast as Storm",
            f"transitions a second: {rate(mine) / rate(other):.1f} times Storm's",
        ]
    except subprocess.CalledProcessError:
        print("Storm is not there.")
    if shutil.which("spin") and shutil.which("gcc"):
        other = apart("spin", str(decisions))
        row("SPIN, what can be reached", other)
        ratios += [
            f"finding what can be reached: {other['build'] / reachable['build']:.1f} times as fast as SPIN",
            f"transitions a second: {rate(reachable) / rate(other):.1f} times SPIN's",
        ]
    else:
        print("SPIN or gcc is not there.")
    print("Of what was asked in one exploration:", *ratios, sep="\n  ")
    print("As the command makes it, with strategies, shortest ways and findings:")
    with tempfile.TemporaryDirectory() as folder:
        for each in (10, 12, 14):
            found = apart("command", written(each, folder))
            row(f"{each} decisions", found)
            shares = sorted(apart("parts", written(each, folder)).items(), key=lambda part: -part[1])
            told = ", ".join(f"{part} {seconds:.2f}" for part, seconds in shares)
            print(f"  {found['cpu']:.2f} CPU s and {found['bytes'] / 1e6:,.0f} MB; of it in one process: {told}")
    print(f"A processor counts to ten million in {counted():.2f} s just now.")
    row("orvane_mission", apart("command", "orvane_mission"))
    row("its largest question alone", apart("largest", "orvane_mission"))


def counted() -> float:
    """Seconds of a processor for ten million turns of a bare loop: how fast one is just now, beside others at work."""
    began = time.process_time()
    for _ in range(10_000_000):
        pass
    return time.process_time() - began


def rate(found: dict[str, Any]) -> float:
    """Transitions a second while building."""
    return float(found["transitions"] / found["build"])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(json.dumps(PARTS[sys.argv[1]](sys.argv[2])))
    else:
        main(*map(int, sys.argv[1:]))
