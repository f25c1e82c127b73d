"""Six kinds of faults, planted in generated scenarios by code that knows nothing of the search: is each found?

    .venv/bin/python -m tests.endurance.planted [--seed 1] [--begin 0] [--count 1000] [--keep FILE]

A beaten option, a habit that always wins, a lesson without a price, an ending out of reach, an inject out of reach, two
plays that do the same and are told apart: one in each scenario, in turn. Each is a fault by how it is made: whatever it
adds stands apart from all that the scenario reads otherwise. With `--keep` what was looked at is not looked at again.
Prints how many of each kind were found, and every number that was not; exits with 1 where there was one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from game.analysis.analyse import analyse
from game.analysis.mending.attack import alike
from game.analysis.mending.seal import marks
from game.analysis.result.findings import findings
from game.analysis.run.study import Wish
from game.scenario.checks.check_context import Subject
from game.scenario.load import examine_files
from tests import kit
from tests.analysis.worlds import LESSONS, World
from tests.kit import Plain, ending, inject, option

WISH = Wish(1 << 30, rows=256)

OWN = "ours_apart"
"""A lesson that only the planted inject tests."""


def base(number: int, luck: random.Random) -> Plain:
    """A generated scenario with a first inject that nothing else knows of, and a gauge and a flag that nobody reads."""
    made = World(number, injects=2 + number % 2, days=5, options=2, wild=luck.random(), tray=0.0).draft()
    made["gauges"]["apart"] = {"start": 50, "min": 0, "max": 100, "good": luck.choice(("high", "low"))}
    made["flags"] |= {"one_way": {}, "other_way": {}}
    return made


def _first(made: Plain, *options: Plain) -> None:
    """Put the planted inject before all others, on the first day, so that every run meets it."""
    made["injects"].insert(0, inject("planted", *options, day=0))


def _moves(made: Plain, luck: random.Random) -> Plain:
    """What both of two options do alike: some effects, evidence, a draw of luck, something that lands later."""
    gauges = [id for id in made["gauges"] if id != "apart"]
    found: Plain = {"effects": {luck.choice(gauges): luck.choice((-3, -1, 2, 4))}}
    if luck.random() < 0.5:
        found["chance"] = [kit.branch(1, effects={luck.choice(gauges): luck.choice((-2, 2))}), kit.branch(2)]
    if luck.random() < 0.5:
        found["later"] = [kit.later(luck.randint(1, 3), effects={luck.choice(gauges): luck.choice((-2, 1))})]
    return found


def _evidence(luck: random.Random) -> dict[str, int]:
    return {lesson: luck.choice((-2, -1, 1, 3)) for lesson in LESSONS if luck.random() < 0.6}


def beaten(made: Plain, luck: random.Random) -> str:
    """Two options alike but for the gauge apart, of which one has less."""
    better = 3 if made["gauges"]["apart"]["good"] == "high" else -3
    moves, evidence = _moves(made, luck), _evidence(luck)
    pair = [
        option(id, evidence, **moves | {"effects": moves["effects"] | {"apart": of}})
        for id, of in (("more", better), ("less", better // 3))
    ]
    luck.shuffle(pair)
    _first(made, *pair)
    return "planted.less"


def winner(made: Plain, luck: random.Random) -> str:
    """At every turn one option is best for every gauge and every lesson; nothing is asked of what was done before."""
    low = {id for id, gauge in made["gauges"].items() if gauge["good"] == "low"}
    for part in made["injects"]:
        part.pop("when", None)
        part.pop("until", None)
        made_of = []
        for number in range(len(part.get("options", ()))):
            effects = {id: luck.randint(-4, 3) for id in made["gauges"]}
            evidence = {lesson: luck.choice((-2, -1, 1)) for lesson in LESSONS if luck.random() < 0.5}
            made_of.append(option(f"o{number}", evidence, effects=effects))
        if made_of:
            best = luck.choice(made_of)
            best["effects"] = {
                id: (-4 - luck.randint(1, 2) if id in low else 4 + luck.randint(1, 2)) for id in made["gauges"]
            }
            best["evidence"] = {lesson: {"weight": 2, "because": "It does."} for lesson in LESSONS}
            part["options"] = made_of
    pair = [option("win", effects={"apart": -5 if "apart" in low else 5}), option("lose", effects={"apart": 1})]
    luck.shuffle(pair)
    _first(made, *pair)
    made["trends"] = []
    made["endings"] = [each for each in made["endings"] if not each.get("stops")] or [ending("end")]
    return "habit"


def priceless(made: Plain, luck: random.Random) -> str:
    """A lesson that one option serves and another spends, alike in all else."""
    moves = _moves(made, luck)
    made["lessons"][OWN] = {"title": "Apart", "imperative": "Stand apart."}
    pair = [option("serve", {OWN: luck.randint(1, 3)}, **moves), option("spend", {OWN: -luck.randint(1, 3)}, **moves)]
    luck.shuffle(pair)
    _first(made, *pair)
    return OWN


def barred(made: Plain, luck: random.Random) -> str:
    """A condition that never holds: a gauge never gets so far, two ways exclude each other, or it asks for both."""
    _first(
        made,
        option("a", _evidence(luck), **_moves(made, luck) | {"set": ["one_way"]}),
        option("b", _evidence(luck), **_moves(made, luck) | {"set": ["other_way"]}),
    )
    made["injects"][0]["options"][luck.randint(0, 1)]["effects"]["apart"] = luck.randint(-5, 5) or 1
    return luck.choice(
        (
            f"apart > {luck.randint(56, 99)}",
            f"apart < {luck.randint(1, 44)} or apart > {luck.randint(56, 99)}",
            "one_way and other_way",
            "chose(planted, a) and chose(planted, b)",
            f"one_way and chose(planted, b) and apart >= {luck.randint(0, 50)}",
            "not one_way and not other_way and chose(planted)",
        )
    )


def far_ending(made: Plain, luck: random.Random) -> str:
    when = barred(made, luck)
    made["endings"].insert(luck.randint(0, len(made["endings"])), ending("far", when=when))
    return "far"


def far_inject(made: Plain, luck: random.Random) -> str:
    when = barred(made, luck)
    never = inject("far", option("x"), option("y", effects={"apart": 1}), day=luck.randint(0, 5), when=when)
    made["injects"].insert(luck.randint(1, len(made["injects"])), never)
    return "far"


def like_plays(made: Plain, luck: random.Random) -> str:
    """Two options that do the same, one of which sets a flag, or is asked for, that an ending reads."""
    moves, evidence = _moves(made, luck), _evidence(luck)
    pair = [option("one", evidence, **moves | {"set": ["one_way"]}), option("other", evidence, **moves)]
    luck.shuffle(pair)
    _first(made, *pair)
    when = luck.choice(("one_way", "chose(planted, one)", "not one_way", "chose(planted, other)"))
    made["endings"].insert(0, ending("apart", when=when))
    return "planted"


KINDS: dict[str, Callable[[Plain, random.Random], str]] = {
    "beaten option": beaten,
    "habit that wins": winner,
    "lesson without a price": priceless,
    "ending out of reach": far_ending,
    "inject out of reach": far_inject,
    "like plays told apart": like_plays,
}


def planted(number: int, seed: int = 1) -> tuple[str, Plain, str]:
    """Return the kind, the scenario and what is planted in it."""
    luck = random.Random(f"{seed}:{number}")
    kind = list(KINDS)[number % len(KINDS)]
    made = base(seed * 1_000_000 + number, luck)
    return kind, made, KINDS[kind](made, luck)


def found(kind: str, draft: Plain, what: str) -> bool:
    """Whether the product says so, by what it says to an author."""
    examined = examine_files({"test.yaml": kit.written(draft)})
    assert examined.scenario, examined.findings
    assert examined.root
    analysis = analyse(examined.scenario, WISH)
    subject = Subject(examined.scenario, examined.root, examined.source)
    said = {(each.code, each.where) for each in findings(analysis, subject)}
    codes = {code for code, _ in said}
    match kind:
        case "beaten option":
            return bool({("WC275", what), ("WC276", what)} & said)
        case "habit that wins":
            return "WC277" in codes
        case "lesson without a price":
            held = {mark.id: mark for mark in marks(analysis, subject, (), (), 2_000)}["prices"]
            return not held.held and any(f"'{what}'" in place for place in held.mend)
        case "ending out of reach":
            return ("WC274", what) in said
        case "inject out of reach":
            return ("WC271", what) in said
    return any(examined.scenario.injects[pair.inject].id == what for pair in alike(examined.scenario, analysis))


def looked(seed: int, numbers: Iterator[int]) -> Iterator[tuple[int, str, bool]]:
    """Yield number, kind and whether it was found."""
    for number in numbers:
        kind, draft, what = planted(number, seed)
        yield number, kind, found(kind, draft, what)


def known(keep: Path | None, seed: int) -> dict[int, tuple[str, bool]]:
    """What was looked at before."""
    if keep is None or not keep.exists():
        return {}
    lines = (json.loads(line) for line in keep.read_text(encoding="utf-8").splitlines())
    return {each["number"]: (each["kind"], each["found"]) for each in lines if each["seed"] == seed}


def main() -> int:
    """Look at all of them; return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--begin", type=int, default=0, help="the number of the first scenario")
    asked.add_argument("--count", type=int, default=1000)
    asked.add_argument("--keep", type=Path, help="a file in which each is noted, to go on with")
    given = asked.parse_args()
    before = known(given.keep, given.seed)
    every = range(given.begin, given.begin + given.count)
    results = {number: before[number] for number in every if number in before}
    began = time.monotonic()
    for number, kind, truth in looked(given.seed, (number for number in every if number not in before)):
        results[number] = kind, truth
        if given.keep:
            with given.keep.open("a", encoding="utf-8") as out:
                line = {"seed": given.seed, "number": number, "kind": kind, "found": truth}
                out.write(json.dumps(line) + "\n")
        if not truth:
            print(f"{number}: {kind} was not found", flush=True)
        if time.monotonic() - began > 60:
            began = time.monotonic()
            print(f"... {len(results)} of {given.count}", flush=True)
    of, hits = Counter(kind for kind, _ in results.values()), Counter(kind for kind, truth in results.values() if truth)
    for kind in KINDS:
        print(f"{kind}: {hits[kind]} of {of[kind]} found")
    missed = sorted(number for number, (_, truth) in results.items() if not truth)
    print(f"{len(results)} scenarios, {len(missed)} faults not found {missed or ''}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
