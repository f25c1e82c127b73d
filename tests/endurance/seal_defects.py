"""Scenarios that hold every mark of the seal, and the same with one defect each: does it break its mark?

    .venv/bin/python -m tests.endurance.seal_defects [--seed 1] [--begin 0] [--count 200] [--keep FILE]

A sound scenario is generated with numbers drawn at random until the seal holds; then one defect is planted, in turn one
for each mark. Another mark that breaks with it has to follow from the defect: `FOLLOWS` says which and why. Prints what
was broken by each; exits with 1 where a defect broke nothing, or something that nobody can explain.
"""

from __future__ import annotations

import argparse
import copy
import functools
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from game.analysing import said
from game.analysis.analyse import analyse
from game.analysis.mending.seal import SealMark, marks
from game.analysis.run.study import Wish
from game.scenario.check import check_examined
from game.scenario.checks.check_context import Subject
from game.scenario.load import examine_files
from tests import kit
from tests.kit import Plain, document, ending, inject, option

WISH = Wish(1 << 30, rows=1024)
RUNS = 4_000

LESSONS = kit.LESSONS[:3]
GAUGES = ("trust", "safety", "calm")

STYLES = (["fast", "loudest"], ["guard", "wait"], ["consult"])
"""Of the three options of each decision: they help the first, the second and the third gauge, and cost the others."""


def sound(luck: random.Random) -> Plain:
    """A scenario of six decisions on the timeline and two in the tray, each between three goods."""
    names = ["opening", "second", "third", "fourth", "after_fast", "after_ask"]
    injects = [_decision(luck, name, day=2 * number + 1) for number, name in enumerate(names)]
    injects[4]["when"] = "chose(opening, o0) or chose(second, o0)"
    injects[5]["when"] = "chose(third, o2) or chose(second, o2)"
    injects += [_decision(luck, name, manual=True) for name in ("call", "visit")]
    roles = {id: {"title": id.capitalize(), "interests": {gauge: 2}} for id, gauge in zip("abc", GAUGES, strict=True)}
    endings = [
        ending("trusted", when=f"trust >= {50 + luck.randint(0, 3)}"),
        ending("safe", when=f"safety >= {50 + luck.randint(0, 3)}"),
        ending("else"),
    ]
    gauges = {id: {"title": id.capitalize(), "start": 50} for id in GAUGES}
    return kit.draft(
        injects, gauges=gauges, lessons=LESSONS, roles=roles, endings=endings, days=16, minutes=90, title="Sound"
    )


def _decision(luck: random.Random, id: str, **fields: object) -> Plain:
    options = []
    virtue = luck.randrange(3)
    for number in range(3):
        effects = {gauge: -luck.randint(3, 5) for gauge in GAUGES}
        effects[GAUGES[number]] = luck.randint(7, 9) - (3 if number == virtue else 0)
        evidence = {LESSONS[number]: 2, LESSONS[(number + 1) % 3]: -1}
        if number == virtue:
            evidence[LESSONS[number]] = 3
        options.append(option(f"o{number}", evidence, effects=effects, style=STYLES[number], outcome="It is done."))
    return inject(id, *options, question="What do you order?", minutes=8, **fields)


# --- one defect for each mark

Defect = Callable[[Plain, random.Random], None]


def dominated(made: Plain, luck: random.Random) -> None:
    """One more option like another but for worse effects: like one that no condition names, so that no more differs."""
    named = " ".join(part.get("when", "") for part in made["injects"])
    part, better = luck.choice(
        [(part, each) for part in made["injects"][:4] for each in part["options"] if not _named(part, each, named)]
    )
    worse = copy.deepcopy(better)
    worse["id"] = "worse"
    worse["effects"] = {id: value - 1 for id, value in worse["effects"].items()}
    part["options"].append(worse)


def _named(part: Plain, each: Plain, conditions: str) -> bool:
    return f"chose({part['id']}, {each['id']})" in conditions


def unreached_inject(made: Plain, luck: random.Random) -> None:
    inject_id, options = luck.choice((("opening", ("o0", "o1")), ("third", ("o1", "o2"))))
    part = luck.choice(made["injects"][4:6])
    part["when"] = f"chose({inject_id}, {options[0]}) and chose({inject_id}, {options[1]})"


def unreached_ending(made: Plain, luck: random.Random) -> None:
    """One more ending with a number that every decision, those in the tray as well, together do not reach."""
    one, other = luck.sample(GAUGES, 2)
    most = 50 + sum(_most(part, one) for part in made["injects"])
    if most < 100:
        when = f"{one} > {luck.randint(most, 99)}"
    else:
        both = 100 + sum(_most(part, one, other) for part in made["injects"])
        number = luck.randint(both // 2 + 1, 99)
        when = f"{one} >= {number} and {other} >= {number}"
    made["endings"].insert(0, ending("far", when=f"{when} and chose(opening)"))


def _most(part: Plain, *gauges: str) -> int:
    """How far one decision moves some gauges together, at most."""
    return max(sum(each["effects"][gauge] for gauge in gauges) for each in part["options"])


def common_ending(made: Plain, luck: random.Random) -> None:
    made["endings"].insert(0, ending("nearly_always", when=f"{luck.choice(GAUGES)} < {luck.randint(70, 80)}"))


def unspent_lesson(made: Plain, luck: random.Random) -> None:
    lesson = luck.choice(LESSONS)
    for part in made["injects"]:
        for each in part["options"]:
            if each["evidence"].get(lesson, {"weight": 1})["weight"] < 0:
                del each["evidence"][lesson]


def priceless(made: Plain, luck: random.Random) -> None:
    made["lessons"]["ours"] = {"title": "Ours", "imperative": "Do it."}
    other, styles = luck.choice(LESSONS), luck.sample(STYLES, 2)
    serve = option("serve", {"ours": 2, other: -1}, style=styles[0], outcome="It is done.")
    spend = option("spend", {"ours": -2, other: 1}, style=styles[1], outcome="It is not done.")
    made["injects"].insert(0, inject("aside", serve, spend, day=0, question="What do you order?", minutes=8))


def winning_habit(made: Plain, luck: random.Random) -> None:
    number = luck.randrange(3)
    for part in made["injects"]:
        best = part["options"][number]
        best["effects"] = {gauge: max(each["effects"][gauge] for each in part["options"]) for gauge in GAUGES}


def told_apart(made: Plain, luck: random.Random) -> None:
    part = luck.choice(made["injects"][:4])
    twin = copy.deepcopy(luck.choice(part["options"])) | {"id": "twin", "set": ["secret"]}
    part["options"].append(twin)
    made["flags"] = {"secret": {"title": "Secret"}}
    made["endings"].insert(0, ending("apart", when="secret"))


def nothing_hangs(made: Plain, luck: random.Random) -> None:
    for part in made["injects"]:
        part.pop("when", None)


def empty_tray(made: Plain, luck: random.Random) -> None:
    del made["injects"][luck.choice((6, 7))]


def virtue_pays(made: Plain, luck: random.Random) -> None:
    for part in luck.sample(made["injects"], 5):
        best = luck.choice(part["options"])
        lesson = max(best["evidence"], key=lambda id: best["evidence"][id]["weight"])
        best["evidence"][lesson]["weight"] = 3
        for each in part["options"]:
            if each is not best:
                each["evidence"] = {
                    id: of | {"weight": min(of["weight"], 1) if of["weight"] > 0 else of["weight"]}
                    for id, of in each["evidence"].items()
                }
        gauge = max(best["effects"], key=lambda id: best["effects"][id])
        best["effects"][gauge] = 14


def long_situation(made: Plain, luck: random.Random) -> None:
    luck.choice(made["injects"])["situation"] = " ".join(["word"] * luck.randint(91, 140))


def no_time(made: Plain, luck: random.Random) -> None:
    part = luck.choice(made["injects"])
    part["documents"] = [document(text=" ".join(["word"] * 1000))]
    part["minutes"] = 2


def unmarked_papers(made: Plain, luck: random.Random) -> None:
    marked, other = luck.sample(made["injects"][:4], 2)
    marked["documents"] = [document(bears_on=["o0"])]
    other["documents"] = [document()]


DEFECTS: dict[str, tuple[Defect, ...]] = {
    "dominated": (dominated,),
    "injects": (unreached_inject,),
    "endings_reached": (unreached_ending,),
    "endings": (common_ending,),
    "served_and_spent": (unspent_lesson,),
    "prices": (priceless,),
    "habits": (winning_habit,),
    "alike": (told_apart,),
    "contingent": (nothing_hangs,),
    "tray": (empty_tray,),
    "virtue": (virtue_pays,),
    "situations": (long_situation,),
    "reading_time": (no_time,),
    "bears_on": (unmarked_papers,),
}
"""Mark to what breaks it. A mistake in a file and a picture without words are errors: no seal is made of those."""

FOLLOWS: dict[str, dict[str, str]] = {
    "endings": {"endings_reached": "an ending that is nearly always told leaves no run to the one for the rest"},
    "endings_reached": {"endings": "what is never told is told too seldom"},
    "dominated": {"virtue": "the worse one has the same evidence as another, and shares its rank"},
    "served_and_spent": {
        "virtue": "what is no longer spent changes which evidence is best",
        "prices": "a lesson that nothing spends is served without giving up another",
        "dominated": "an option that spends nothing any more may beat one that does",
        "habits": "a habit that spends nothing any more loses less",
    },
    "prices": {
        "virtue": "two options without effects share the best sum",
        "contingent": "its decision is one more that hangs on nothing",
    },
    "habits": {
        "dominated": "what is best for every gauge beats what is best for none",
        "virtue": "what is best for every gauge is best where its evidence is",
        "endings": "with more of every gauge endings are told more often",
        "prices": "a lesson that the habit serves costs nothing any more",
        "endings_reached": "with more of every gauge the ending for the rest is told no more",
    },
    "alike": {
        "virtue": "twins share the best sum",
        "dominated": "twins beat each other",
        "endings": "told by a twin alone",
    },
    "contingent": {"endings": "more decisions come up, and gauges go further"},
    "virtue": {
        "dominated": "the option that was made the best may beat another",
        "endings": "with more of a gauge its ending is told more often",
        "habits": "a habit that takes the better option loses less",
        "prices": "a lesson served by the better option costs less",
        "endings_reached": "with more of every gauge the ending for the rest is told no more",
    },
}
"""What else a defect may break, and why."""


def held(draft: Plain) -> dict[str, SealMark]:
    """The marks of a scenario, by id."""
    examined = examine_files({"test.yaml": kit.written(draft)})
    assert examined.scenario, examined.findings
    assert examined.root
    analysis = analyse(examined.scenario, WISH)
    subject = Subject(examined.scenario, examined.root, examined.source)
    return {mark.id: mark for mark in marks(analysis, subject, check_examined(examined), said(analysis, subject), RUNS)}


def broken(draft: Plain) -> set[str]:
    return {id for id, mark in held(draft).items() if mark.held is False}


TRIES = 12


@functools.lru_cache(maxsize=1)
def base(seed: int, number: int) -> tuple[Plain, int]:
    """A scenario that holds every mark, and how many were drawn until one did."""
    for attempt in range(TRIES):
        draft = sound(random.Random(f"{seed}:{number}:{attempt}"))
        if not broken(draft):
            return draft, attempt + 1
    raise AssertionError(f"none of {TRIES} drawn scenarios holds every mark: {broken(draft)}")


def looked(seed: int, number: int) -> tuple[str, list[str]]:
    """Return the mark that a defect is for, and every mark that it broke."""
    mark = list(DEFECTS)[number % len(DEFECTS)]
    draft = copy.deepcopy(base(seed, number // len(DEFECTS))[0])
    luck = random.Random(f"{seed}:{number}")
    for defect in DEFECTS[mark]:
        defect(draft, luck)
    return mark, sorted(broken(draft))


def wrong(mark: str, broke: list[str]) -> list[str]:
    """What is wrong with what a defect broke."""
    unexplained = [each for each in broke if each != mark and each not in FOLLOWS.get(mark, {})]
    missed = [] if mark in broke else [f"a defect for '{mark}' broke {broke or 'nothing'}"]
    return [*missed, *(f"a defect for '{mark}' broke '{each}', and nobody knows why" for each in unexplained)]


def main() -> int:
    """Look at all of them; return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--begin", type=int, default=0, help="the number of the first scenario")
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--keep", type=Path, help="a file in which each is noted, to go on with")
    given = asked.parse_args()
    notes: dict[int, tuple[str, list[str]]] = {}
    if given.keep and given.keep.exists():
        lines = map(json.loads, given.keep.read_text(encoding="utf-8").splitlines())
        notes = {line["number"]: (line["mark"], line["broke"]) for line in lines if line["seed"] == given.seed}
    hits: Counter[str] = Counter()
    of: Counter[str] = Counter()
    beside: dict[str, Counter[str]] = {mark: Counter() for mark in DEFECTS}
    faults, began = 0, time.monotonic()
    for number in range(given.begin, given.begin + given.count):
        if number not in notes:
            notes[number] = looked(given.seed, number)
            if given.keep:
                with given.keep.open("a", encoding="utf-8") as out:
                    line = {"seed": given.seed, "number": number, "mark": notes[number][0], "broke": notes[number][1]}
                    out.write(json.dumps(line) + "\n")
        mark, broke = notes[number]
        of[mark] += 1
        hits[mark] += mark in broke
        beside[mark].update(each for each in broke if each != mark)
        for says in wrong(mark, broke):
            faults += 1
            print(f"{number}: {says}", flush=True)
        if time.monotonic() - began > 60:
            began = time.monotonic()
            print(f"... as far as {number}", flush=True)
    for mark in DEFECTS:
        more = "".join(
            f"; also {each} {n} times: {FOLLOWS.get(mark, {}).get(each, '?')}" for each, n in beside[mark].items()
        )
        print(f"{mark}: broken by {hits[mark]} of {of[mark]} defects{more}")
    print(f"{sum(of.values())} scenarios, {faults} that are wrong")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
