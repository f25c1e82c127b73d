"""A discussion exercise: six injects, each answered in writing; the options are what the answer is judged by."""

from __future__ import annotations

from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import Plain

ASKED = ("first_hour", "market", "families", "press", "donor", "handover")
"""The injects in the order in which they come up; the fourth is answered by whom a vote gives the pen."""


def draft() -> Plain:
    """The exercise as its author writes it."""
    injects = []
    for day, id in enumerate(ASKED):
        limits = kit.option(
            "says_limits", {"ours_hour": 2, "measure_impact": 1}, label="It says what is covered and what is not",
            effects={"trust": 5}, outcome="They nod.", style=["consult"],
        )  # fmt: skip
        promises = kit.option(
            "promises", {"ours_hour": -2, "keep_revisiting": -1}, label="It promises what nobody can hold",
            effects={"trust": -5}, outcome="They write it down.", style=["fast"],
            later=[kit.later(1, text="They ask for it.", effects={"trust": -1})],
        )  # fmt: skip
        injects.append(
            kit.inject(
                id, limits, promises, day=day, answer="written", question="Write the two sentences that you send.",
                expected="They say who **owns** the hour.", notes="Wait for the silence.",
                decided_by="vote" if id == "press" else "head",
            )
        )  # fmt: skip
    injects[-1]["also"] = [{"when": "chose(market, promises)", "text": "The promise is still on the wall."}]
    return kit.draft(
        injects,
        roles={"head": {"title": "Head", "brief": "You sign."}, "deputy": {"title": "Deputy", "brief": "You advise."}},
        lessons={
            "ours_hour": {"title": "Own the hour", "imperative": "Say who owns it."},
            "measure_impact": None,
            "keep_revisiting": None,
        },
        endings=[kit.ending("kept", when="trust >= 50"), kit.ending("else")],
        epilogue=[{"about": "The market", "when": "trust > 60", "text": "It trades."},
                  {"about": "The market", "text": "It waits."}],
        days=10,
    )  # fmt: skip


def scenario() -> Scenario:
    """The exercise, compiled."""
    return kit.compiled(draft())
