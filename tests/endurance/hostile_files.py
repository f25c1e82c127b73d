"""Scenario files after accidents and from strangers: each is taken or refused, in at most 1 s of work and 200 MB.

    .venv/bin/python -m tests.endurance.hostile_files [--files 100000] [--seed N] [--list]

First every file of `tests.scenario.hostile`, each checked in a process of its own; then the official examples of YAML;
then so many scenarios after one to four accidents, on disk, by one process for each processor. Prints the slowest and
the largest, and exits with 1 where one took more than was promised, and with 2 where one stopped the program.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.scenario.accidents import STARTER, mutated
from tests.scenario.hostile import SECRET, files, folders
from tests.scenario.test_compile import WHOLE

MOST_SECONDS, MOST_MEGABYTES = 1.0, 200
PIECE = 500
"""Files that a worker checks before it says how it went."""


@dataclass(frozen=True)
class Figure:
    """What one file, or the worst of a piece, took; `seconds` of work, not of waiting."""

    name: str
    seconds: float
    megabytes: int
    findings: int
    stopped: str = ""
    """How the program was stopped, or what it let out."""

    @property
    def kept(self) -> bool:
        """Whether it took no more than was promised."""
        return not self.stopped and self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MEGABYTES

    def shown(self) -> str:
        """The figure on one line."""
        sign = "✗" if not self.kept else " "
        what = self.stopped or f"{self.findings:,} findings"
        return f"{sign} {self.seconds:6.2f} s  {self.megabytes:4} MB  {self.name[:70]:<70}  {what}"


def peak_megabytes() -> int:
    """The most memory that this process has held at once."""
    status = Path("/proc/self/status")
    if status.exists():  # what `resource` says here is the most of the parent, too
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
    import psutil

    held = psutil.Process().memory_info()
    return int(getattr(held, "peak_wset", held.rss)) // 1024 // 1024


def checked(path: Path) -> tuple[float, int, str]:
    """Check a scenario as the command does; return the seconds of work, the number of findings, all that is said."""
    from game.scenario.check import check

    start = time.process_time()
    found = check(path)
    text = "\n".join(finding.shown() for finding in found)
    text += json.dumps([finding.as_json() for finding in found[:1_000]])
    return time.process_time() - start, len(found), text


# --- one file, one process


def alone(name: str, path: Path) -> Figure:
    """Check one scenario in a process of its own."""
    code = "from tests.endurance.hostile_files import child; child()"
    try:
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return Figure(name, 120, 0, 0, "still at it after 120 s")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["without a word"])[-1]
        return Figure(name, 0, 0, 0, f"ended with {done.returncode}: {last[:200]}")
    return Figure(name, *json.loads(done.stdout))


def child() -> None:
    """What the process of `alone` does."""
    from game.scenario.catalogue import catalogue

    catalogue()  # what is read once is read before
    seconds, findings, text = checked(Path(sys.argv[1]))
    stopped = "what lies outside the folder was read" if SECRET in text else ""
    sys.stdout.write(json.dumps([seconds, peak_megabytes(), findings, stopped]))


def strangers(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write every hostile file and folder; yield its name and its path."""
    for number, (name, data) in enumerate(files().items()):
        path = folder / f"{number:03}.yaml"
        path.write_bytes(data)
        yield ascii(name)[1:-1], path
    if os.name != "nt":
        yield from folders(folder).items()


# --- very many files


def examples(folder: Path) -> list[Figure]:
    """Check every official example of YAML."""
    from tests.node.suite import suite

    paths = []
    for number, example in enumerate(suite()):
        paths.append((f"example {example.id}", folder / f"example_{number:03}.yaml"))
        paths[-1][1].write_text(example.yaml, encoding="utf-8", newline="")
    with ProcessPoolExecutor() as pool:
        return list(pool.map(together, *zip(*paths, strict=True), chunksize=50))


def together(name: str, path: Path) -> Figure:
    """Check one scenario in a process that checks others too."""
    try:
        seconds, findings, _ = checked(path)
    except Exception as problem:
        return Figure(name, 0, peak_megabytes(), 0, repr(problem)[:300])
    return Figure(name, seconds, peak_megabytes(), findings)


def piece(seed: int) -> Figure:
    """Check `PIECE` scenarios after accidents; return the worst."""
    dice = random.Random(seed)
    slowest, findings = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accident.yaml"
        for number in range(PIECE):
            text = mutated(STARTER if number % 20 == 0 else WHOLE, dice)
            data = text.encode("utf-8", "surrogatepass")
            if dice.randrange(10) == 0 and data:
                at = dice.randrange(len(data))
                data = data[:at] + dice.randbytes(dice.choice((1, 1, 4))) + data[at + 1 :]
            path.write_bytes(data)
            try:
                seconds, found, _ = checked(path)
            except Exception as problem:
                kept = Path(tempfile.gettempdir()) / f"whitecell_accident_{seed}_{number}.yaml"
                kept.write_bytes(data)
                return Figure(f"seed {seed}", slowest, peak_megabytes(), findings, f"{problem!r}; it is {kept}"[:300])
            slowest, findings = max(slowest, seconds), findings + found
    return Figure(f"seed {seed}", slowest, peak_megabytes(), findings)


def accidents(count: int, seed: int, workers: int) -> Iterator[Figure]:
    """Check so many scenarios after accidents."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(piece, range(seed, seed + max(1, count // PIECE)))


def worst(figures: Iterable[Figure], most: int = 5) -> list[Figure]:
    """The figures that broke a promise, and of the rest the slowest and the largest."""
    held = sorted(figures, key=lambda figure: (figure.kept, -figure.seconds))
    broken = [figure for figure in held if not figure.kept]
    largest = sorted(held, key=lambda figure: -figure.megabytes)[:2]
    return list(dict.fromkeys([*broken, *held[: most + len(broken)], *largest]))


def main() -> int:
    """Run all three, print what they took, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--files", type=int, default=100_000, help="scenarios after accidents")
    asked.add_argument("--seed", type=int, default=random.randrange(10**9))
    asked.add_argument("--list", action="store_true", help="print every figure, not only the worst")
    given = asked.parse_args()
    everything: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        told("Hostile files", [alone(name, path) for name, path in strangers(here)], given.list, everything)
        told("Examples of YAML", examples(here), given.list, everything)
    start = time.perf_counter()
    figures = list(accidents(given.files, given.seed, os.cpu_count() or 1))
    title = (
        f"{len(figures) * PIECE:,} files after accidents, from seed {given.seed}, {time.perf_counter() - start:.0f} s"
    )
    told(title, figures, given.list, everything)
    return 2 if any(figure.stopped for figure in everything) else int(not all(figure.kept for figure in everything))


def told(title: str, figures: list[Figure], all_of_them: bool, everything: list[Figure]) -> None:
    """Print a part's figures."""
    everything.extend(figures)
    broken = sum(not figure.kept for figure in figures)
    print(f"{title}: {len(figures):,} figures, {broken} beyond {MOST_SECONDS:g} s or {MOST_MEGABYTES} MB or stopped")
    for figure in figures if all_of_them else worst(figures):
        print(f"  {figure.shown()}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
