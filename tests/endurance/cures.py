"""Cures of generated scenarios: how many warnings have one, and that each does what it says, written into the file.

    .venv/bin/python -m tests.endurance.cures [--seed 1] [--begin 0] [--count 200] [--keep FILE]

Each of the scenarios has a warning. A cure is put into the plain data of the file where its path leads, the file is
read and analysed anew, and every finding of it is held against those of before: the one is gone, none is new. Prints
the share of warnings with a proved cure, by code; exits with 1 where one did not do what it says.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.analysis.analyse import analyse
from game.analysis.mending.cures import CURED, Budget, cures, dotted, keys, undotted
from game.analysis.result.model import Analysis, Cure
from game.analysis.run.study import Wish
from game.scenario.checks.check_context import Subject
from game.scenario.load import examine_files
from tests import kit
from tests.analysis.worlds import World
from tests.kit import Plain

WISH = Wish(1 << 30, rows=256)
BUDGET = Budget(analyses=12, questions=120)


def analysed(draft: Plain) -> tuple[Analysis, Subject]:
    """A scenario read from its text, and analysed."""
    examined = examine_files({"test.yaml": kit.written(draft)})
    assert examined.scenario, examined.findings
    assert examined.root
    return analyse(examined.scenario, WISH), Subject(examined.scenario, examined.root, examined.source)


def written(draft: Plain, cure: Cure) -> Plain:
    """The file with a cure in it."""
    made = copy.deepcopy(draft)
    *way, last = undotted(cure.path)
    part: Any = made
    for step in way:
        part = part[step]
    part[last] = cure.after if isinstance(part[last], int) else cure.new.strip('"')
    return made


def looked(draft: Plain, budget: Budget = BUDGET) -> tuple[list[str], list[str], list[str]]:
    """Return the codes of all warnings, of those cured, and what was wrong with a cure."""
    analysis, subject = analysed(draft)
    found = cures(analysis, subject, WISH, budget)
    before = keys(analysis, subject).keys()
    wrong = []
    for key, cure in found.items():
        if cure is None:
            continue
        after = keys(*analysed(written(draft, cure))).keys()
        if key in after:
            wrong.append(f"{key} is still there with {cure}")
        if new := after - before:
            wrong.append(f"{cure} makes {sorted(new, key=str)}")
    assert all(dotted(path) and code in CURED for code, path in found)
    return [code for code, _ in found], [key[0] for key, cure in found.items() if cure], wrong


def worlds(seed: int, begin: int) -> Iterator[tuple[int, Plain]]:
    """Yield generated scenarios with their numbers."""
    number = begin
    while True:
        world = World(seed * 1_000_000 + number, injects=2 + number % 2, days=5, options=2, wild=number % 4 / 3, tray=0)
        yield number, world.draft()
        number += 1


def main() -> int:
    """Look at all of them; return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--begin", type=int, default=0, help="the number of the first scenario")
    asked.add_argument("--count", type=int, default=200, help="scenarios with a warning")
    asked.add_argument("--keep", type=Path, help="a file in which each is noted, to go on with")
    given = asked.parse_args()
    notes: dict[int, dict[str, Any]] = {}
    if given.keep and given.keep.exists():
        lines = map(json.loads, given.keep.read_text(encoding="utf-8").splitlines())
        notes = {line["number"]: line for line in lines if line["seed"] == given.seed}
    warned: Counter[str] = Counter()
    cured: Counter[str] = Counter()
    wrong, done, helped, began = 0, 0, 0, time.monotonic()
    for number, draft in worlds(given.seed, given.begin):
        if number not in notes:
            codes, mended, bad = looked(draft)
            notes[number] = {"seed": given.seed, "number": number, "warned": codes, "cured": mended, "wrong": bad}
            if given.keep:
                with given.keep.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(notes[number]) + "\n")
        note = notes[number]
        for says in note["wrong"]:
            print(f"{number}: {says}", flush=True)
        wrong += len(note["wrong"])
        warned.update(note["warned"])
        cured.update(note["cured"])
        done += bool(note["warned"])
        helped += bool(note["cured"])
        if time.monotonic() - began > 60:
            began = time.monotonic()
            print(f"... {done} of {given.count}", flush=True)
        if done >= given.count:
            break
    for code in sorted(warned):
        print(f"{code}: {cured[code]} of {warned[code]} have a proved cure")
    share = sum(cured.values()) / max(1, sum(warned.values()))
    print(
        f"{done} scenarios with a warning, {helped} with a cure; {sum(cured.values())} of {sum(warned.values())} "
        f"warnings ({share:.0%}) have a proved cure, {wrong} of which do something else"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
