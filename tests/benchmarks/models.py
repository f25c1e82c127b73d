"""Scenarios for measuring: the typical case of the design papers, in the size that is wanted.

So many decisions with three options and two outcomes each, eight gauges in steps of five, eight flags, delayed effects;
four in ten options have a requirement and one inject in four a condition, half of them on gauges and half on flags.
"""

from __future__ import annotations

import random
from typing import Any

from tests import kit
from tests.kit import Plain

LESSONS = (
    "measure_impact", "keep_revisiting", "balance_quick_and_long", "protect_legitimacy", "inform_for_ownership",
    "balance_local_ownership", "decide_how_far_to_protect", "reconcile_time_horizons", "spend_for_effect",
    "watch_unintended_consequences",
)  # fmt: skip


def typical(
    decisions: int, gauges: int = 8, flags: int = 8, options: int = 3, step: int = 5, seed: int = 1, stops: bool = True
) -> Plain:
    """The typical case as plain data; its first injects are the same in every size."""
    base = random.Random(f"{seed}-base")
    ids, flag_ids = [f"g{n}" for n in range(gauges)], [f"f{n}" for n in range(flags)]

    def condition(luck: random.Random) -> str:
        if luck.random() > 0.5 and flags:
            return f"{'' if luck.randrange(2) else 'not '}{luck.choice(flag_ids)}"
        return f"{luck.choice(ids)} {luck.choice(('>=', '<='))} {5 * luck.randrange(7, 14)}"

    def moves(luck: random.Random) -> Plain:
        return {id: luck.choice((1, 2, 3)) * step * luck.choice((-1, 1)) for id in luck.sample(ids, 2)}

    def branch(luck: random.Random, weight: int) -> Plain:
        part = kit.branch(weight, effects=moves(luck))
        if luck.random() < 0.3 and flags:
            part["set" if luck.randrange(2) else "clear"] = [luck.choice(flag_ids)]
        return part

    def inject(number: int) -> Plain:
        luck = random.Random(f"{seed}-{number}")
        made = []
        when = condition(luck) if number and luck.random() < 0.25 else None
        for each in range(options):
            weight = luck.choice((1, 2, 3))
            evidence = {lesson: luck.choice((-2, -1, 1, 2)) for lesson in LESSONS if luck.random() < 0.3}
            part = kit.option(f"o{each}", evidence, chance=[branch(luck, weight), branch(luck, 4 - weight)])
            if each and luck.random() < 0.4:
                part["requires"] = condition(luck)
            if luck.random() < 0.25:
                late = kit.later(luck.randrange(1, 4) * 5 + 1, effects=moves(luck))
                part["later"] = [late | ({"when": condition(luck)} if luck.random() < 0.6 else {})]
            made.append(part)
        more: dict[str, Any] = {"when": when} if when else {}
        return kit.inject(f"i{number}", *made, day=5 * number + 1, **more)

    starts: Plain = {id: {"start": 5 * base.randrange(8, 15)} for id in ids}
    endings = [
        kit.ending(f"e{n}", when=f"{base.choice(ids)} {base.choice(('>=', '<='))} {5 * base.randrange(9, 14)}")
        for n in range(4)
    ]
    if stops:
        endings.insert(0, kit.ending("collapse", when="g0 <= 0", stops=True))
    return kit.draft(
        [inject(number) for number in range(decisions)],
        gauges=starts,
        flags=flag_ids,
        lessons=LESSONS,
        endings=[*endings, kit.ending("else")],
        days=5 * decisions + 20,
        id=f"typical_{decisions}",
    )
