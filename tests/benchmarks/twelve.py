"""The scenario of twelve decisions on which engines for interactive stories were measured, in our format.

Eight gauges, three options a step, one of them at most with a condition, two ways for luck to go, one delayed effect a
step: the recipe stands in the design paper on narrative engines. `model` makes it number for number, so that what other
engines do with it can be compared; its JSON has a SHA-256 that begins with cc143dcbd22ab6d4.
"""

from __future__ import annotations

import json
import random
from hashlib import sha256
from typing import Any

from game.scenario.load import load_files
from game.scenario.scenario import Scenario

STEPS = 12
SEED = 20260801
GAUGES = (
    "legitimacy",
    "humanitarian_space",
    "local_ownership",
    "force_protection",
    "budget",
    "consent",
    "information",
    "cohesion",
)
WORDS = """
convoy checkpoint elder ministry battalion clinic water market patrol radio district mayor refugee militia supply
bridge airstrip liaison donor census rumour curfew election medic village tribal council protest harvest fuel
generator warehouse truck escort ceasefire monitor report delegate rations shelter cholera vaccine border valley
road curious tense
""".split()  # noqa: SIM905 - as the recipe has it


def model() -> dict[str, Any]:
    """Make the model. The order in which chance is asked is part of the recipe."""
    chance = random.Random(SEED)

    def words(count: int) -> str:
        text = " ".join(chance.choice(WORDS) for _ in range(count))
        return text[0].upper() + text[1:] + "."

    gated = set(chance.sample(range(STEPS), 9))
    steps = []
    for number in range(STEPS):
        options = []
        closed = chance.randrange(3) if number in gated else -1
        slow = chance.randrange(3)
        for place in range(3):
            moved = chance.sample(range(8), 3)
            effects = [[GAUGES[each], chance.choice([-14, -11, -9, -7, -5, -3, 3, 5, 7, 9, 11, 14])] for each in moved]
            requires = None
            if place == closed:
                requires = [chance.choice(GAUGES), chance.choice([">=", "<="]), 0]
                requires[2] = chance.randint(48, 62) if requires[1] == ">=" else chance.randint(38, 52)
            delayed = [chance.choice(GAUGES), chance.choice([-12, -8, -6, 6, 8, 12])] if place == slow else None
            options.append(
                {
                    "id": f"s{number}o{place}",
                    "text": words(10),
                    "after": words(15),
                    "effects": effects,
                    "requires": requires,
                    "delayed": delayed,
                }
            )
        up, down = chance.sample(range(8), 2)
        steps.append(
            {
                "id": f"s{number}",
                "text": words(40),
                "options": options,
                "chance": {
                    "weight": chance.choice([30, 40, 50, 60, 70]),
                    "a": {"text": words(12), "effect": [GAUGES[up], chance.choice([4, 6, 8, 10])]},
                    "b": {"text": words(12), "effect": [GAUGES[down], -chance.choice([4, 6, 8, 10])]},
                },
            }
        )
    endings = [
        {"id": "withdrawal", "text": words(20), "requires": ["legitimacy", "<=", 44]},
        {"id": "handover", "text": words(20), "requires": ["local_ownership", ">=", 55]},
        {"id": "stalemate", "text": words(20), "requires": None},
    ]
    return {"title": "bench", "state": dict.fromkeys(GAUGES, 50), "steps": steps, "endings": endings}


def fingerprint() -> str:
    """The SHA-256 of the model's JSON: tells whether this is the scenario that the others were measured on."""
    return sha256(json.dumps(model(), indent=1).encode()).hexdigest()


def twelve() -> Scenario:
    """The model as a scenario: one step a day, a delayed effect two days later, two more days for the last of them."""
    made = model()
    plain = {
        "format": 1,
        "id": "twelve",
        "title": "Twelve decisions",
        "clock": {"days": STEPS + 1},
        "gauges": {gauge: {"start": 50} for gauge in GAUGES},
        "injects": [_inject(number, step) for number, step in enumerate(made["steps"])],
        "endings": [
            {"id": each["id"], "title": each["id"], "text": each["text"], **_when("when", each["requires"])}
            for each in made["endings"]
        ],
    }
    return load_files({"twelve.yaml": json.dumps(plain)})


def _inject(number: int, step: dict[str, Any]) -> dict[str, Any]:
    luck = step["chance"]
    branches = [
        {"weight": luck["weight"], "text": luck["a"]["text"], "effects": dict([luck["a"]["effect"]])},
        {"weight": 100 - luck["weight"], "text": luck["b"]["text"], "effects": dict([luck["b"]["effect"]])},
    ]
    return {
        "id": step["id"],
        "title": step["id"],
        "day": number,
        "situation": step["text"],
        "options": [
            {
                "id": option["id"],
                "label": option["text"],
                "outcome": option["after"],
                "effects": dict(option["effects"]),
                "chance": branches,
                "later": [{"after": 2, "text": "It comes back.", "effects": dict([option["delayed"]])}]
                if option["delayed"]
                else [],
                **_when("requires", option["requires"]),
            }
            for option in step["options"]
        ],
    }


def _when(key: str, requires: list[Any] | None) -> dict[str, str]:
    return {key: " ".join(map(str, requires))} if requires else {}
