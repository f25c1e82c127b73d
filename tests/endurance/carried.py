"""The long form of carrying: runs and classes to a bare home and back in every form, seats erased, files mutated.

    .venv/bin/python -m tests.endurance.carried runs --count 500 [--first N]
    .venv/bin/python -m tests.endurance.carried classes --count 100 [--first N]
    .venv/bin/python -m tests.endurance.carried files --count 10000 [--first N]

``runs`` and ``classes``: exported, brought to a bare home, every form compared to the byte; every second one without
kept values. ``classes`` then erases each seat and searches every byte of store, export and form for its name and its
words. ``files``: verified and imported after damage; nothing but one sentence may come of it. Exits with 1 where
anything failed; --first goes on with a number.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from game import carrying
from game.analysis.result.kept_analyses import Shelf
from game.analysis.result.kept_values import Kept
from game.exercise.classroom.class_store import Classes
from game.report import open as values
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from tests import carried
from tests.exercise.simulating import small

WORKED_OUT = values._quick
"""Works a small scenario out on the spot; replaced where a machine is to have no values."""


def nothing(made: Scenario, shelf: Shelf) -> list[Kept]:
    """A machine that has no values and works none out."""
    return []


SMALL = 20
"""Small scenarios from which runs are drawn; every tenth run is of a shipped one."""


def at(folder: Path) -> Path:
    """Let the program's data lie in a folder, from now on."""
    os.environ["WHITECELL_HOME"] = str(folder)
    return folder


def a_run(folder: Path, number: int) -> str:
    """Carry one run; return what was wrong."""
    at(folder / "home")
    dice = random.Random(number)
    shelf = sorted(shipped())
    scenario = load(shipped()[shelf[number // 10 % len(shelf)]]) if number % 10 == 9 else None
    name = carried.played(scenario or small(random.Random(number % SMALL)), number, dice.randint(1, 40))
    with mock.patch("game.report.open._quick", nothing if number % 2 else WORKED_OUT):
        before = {**carried.run_forms(name), **carried.files(name)}
        carrying.export(name, folder / "a.wcx")
    at(folder / "bare")
    with mock.patch("game.report.open._quick", nothing):
        carrying.bring(folder / "a.wcx")
        after = {**carried.run_forms(name), **carried.files(name)}
        carrying.export(name, folder / "b.wcx")
    wrong = [form for form in before if before[form] != after[form]]
    wrong += ["the file"] if (folder / "a.wcx").read_bytes() != (folder / "b.wcx").read_bytes() else []
    return ", ".join(wrong)


def a_class(folder: Path, number: int) -> str:
    """Carry one class and its copies, then erase each seat; return what was wrong."""
    home = at(folder / "home")
    dice = random.Random(number)
    name = carried.simulated(home, number, dice.choice((None, 1, 2, 5)), dice.randint(1, 3))
    seats = list(carried.seats_of(name))
    seat, syndicate, _ = dice.choice(seats)
    wanted = (name, f"{name}.{syndicate}", f"{name}.{syndicate}/{seat}")
    wrong: list[str] = []
    with mock.patch("game.report.open._quick", nothing if number % 2 else WORKED_OUT):
        before = {each: carried.class_forms(each, folder / "pages") for each in wanted}
        for place, each in enumerate(wanted):
            carrying.export(each, folder / f"{place}.wcx")
    for place, each in enumerate(wanted):
        at(folder / f"bare{place}")
        with mock.patch("game.report.open._quick", nothing):
            carrying.bring(folder / f"{place}.wcx")
            after = carried.class_forms(each, folder / f"pages{place}")
        wrong += [f"{each}: {form}" for form in before[each] if before[each][form] != after.get(form)]
    at(home)
    decided = [run.decisions for run in Classes().read(name).runs.values()]
    for seat, _, _ in seats:
        carrying.erase(name, seat=seat)
    carrying.export(name, folder / "erased.wcx")
    carrying.verify(folder / "erased.wcx")
    held = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    held += (folder / "erased.wcx").read_bytes()
    held += "".join(carried.class_forms(name, folder / "last").values()).encode()
    for seat, _, called in seats:
        for word in (called, f"Because {seat} ", f"Against it spoke {seat} "):
            wrong += [f"'{word}' is there still"] if word.encode() in held else []
    if [run.decisions for run in Classes().read(name).runs.values()] != decided:
        wrong.append("what was decided")
    return ", ".join(wrong)


class Files:
    """Two files that are damaged again and again."""

    def __init__(self, folder: Path) -> None:
        at(folder / "made")
        self.blobs = []
        for number, name in enumerate(
            (carried.played(small(random.Random(4)), 4), f"{carried.simulated(folder / 'made', 5, 2)}.1")
        ):
            for target in (name, name.partition(".")[0]):
                path = folder / f"{number}{len(self.blobs)}.wcx"
                carrying.export(target, path)
                self.blobs.append(path.read_bytes())
        at(folder / "home")
        self.path = folder / "hurt.wcx"

    def __call__(self, folder: Path, number: int) -> str:
        """Damage one; return what was wrong."""
        dice = random.Random(number)
        whole = dice.choice(self.blobs)
        self.path.write_bytes(carried.mutated(whole, dice))
        try:
            if not carried.refused(self.path) and self.path.read_bytes() != whole:
                return "it was taken"
        except Exception as problem:
            return f"{type(problem).__name__}: {problem}"
        return ""


def main(given: Sequence[str] | None = None) -> int:
    """Carry, erase or damage so many, print what failed, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("runs", "classes", "files"))
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args(given)
    count = asked.count or {"runs": 500, "classes": 100, "files": 10_000}[asked.what]
    failed, began = 0, time.process_time()
    with tempfile.TemporaryDirectory() as whole:
        one = Files(Path(whole)) if asked.what == "files" else a_run if asked.what == "runs" else a_class
        for number in range(asked.first, asked.first + count):
            with tempfile.TemporaryDirectory() as folder:
                try:
                    problem = one(Path(folder), number)
                except Exception as fault:
                    problem = f"{type(fault).__name__}: {fault}"
            if problem:
                failed += 1
                print(f"{number}: {problem}", flush=True)
            if number % max(1, count // 10) == 0:
                print(f"{number} done, {failed} failed, {time.process_time() - began:.0f} CPU-s", flush=True)
    print(f"{count} {asked.what}, {failed} failed, {time.process_time() - began:.0f} CPU-s")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
