"""Debriefs for the pages: small runs played here, and the two shipped scenarios played through by a policy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase
from game.record.run import Run
from game.report.debrief import debrief
from game.report.model import Debrief
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from tests.kit import branch, document, ending, inject, later, option, scenario

Play = Callable[..., Debrief]


def small() -> Scenario:
    """One of everything that a debrief shows, in a scenario of three injects."""
    return scenario(
        id="small",
        title="A small exercise",
        roles={
            "chief": {"title": "Chief", "interests": {"trust": 2}},
            "adviser": {"title": "Adviser", "interests": {"safety": 1}},
        },
        gauges={
            "trust": 50,
            "safety": {"start": 40, "shown": "assessed"},
            "recovery": {"start": 30, "shown": "hidden"},
        },
        lessons={"measure_impact": "trust >= 50", "keep_revisiting": None, "balance_quick_and_long": None},
        injects=[
            inject(
                "market",
                option(
                    "patrol",
                    evidence={"measure_impact": +3, "balance_quick_and_long": -1},
                    effects={"trust": +6, "safety": -4, "recovery": +2},
                    assess=["safety"],
                    outcome="The patrol goes out.",
                    chance=[branch(3, text="Nothing happens.", effects={"trust": +1}), branch(1, text="A shot.")],
                    later=[
                        later(5, text="The stalls reopen.", effects={"recovery": +3}),
                        later(6, text="A visit.", when="trust < 10"),
                    ],
                ),
                option("wait", evidence={"measure_impact": -2}, case="Waiting is cheap.", requires="trust >= 60"),
                day=3,
                documents=[document(title="First report"), document("cable", title="Second report")],
                private={"adviser": "Only the adviser knows of the key."},
                dilemma="Speed against **care**.",
                expected="Asks who pays.\nSays who tells them.",
            ),
            inject(
                "road",
                option("escort", evidence={"keep_revisiting": +1}, effects={"safety": +3}),
                option("ask", evidence={"measure_impact": +1}),
                day=9,
                decided_by="vote",
            ),
            inject("news", day=10),
        ],
        endings=[ending("quiet", text="It stayed quiet.")],
        forecasts=[{"id": "high", "inject": "market", "ask": "Is trust above 55 at the end?", "about": "trust > 55"}],
        questions=[{"id": "sure", "ask": "How sure are you?", "scale": 10, "when": "both"}],
        days=30,
    )


def played(library: Library, made: Scenario, pick: int = 0, answer: int = 4, seed: int = 7) -> tuple[str, Run]:
    """Play a scenario alone: at each inject the open option with this number, with a reason and a note."""
    table = library.begin(made, seed)
    seat = table.seat(ALONE)
    view = seat.snapshot()
    for question in view.questions:
        seat.submit(cmd.Answer(question=question.id, answer=answer))
    view = seat.submit(cmd.ReadBriefing())
    while view.phase is not Phase.OVER:
        assert view.inject
        on_table = view.inject
        for forecast in on_table.forecasts:
            seat.submit(cmd.Foretell(forecast=forecast.id, percent=70))
        for paper in on_table.documents[:1]:
            seat.submit(cmd.OpenDocument(inject=on_table.id, document=paper.number))
        if on_table.options:
            order = [each.id for each in made.inject(on_table.id).options]
            open_now = sorted((each.id for each in on_table.options if not each.closed), key=order.index)
            seat.submit(
                cmd.Decide(
                    inject=on_table.id, option=open_now[pick % len(open_now)], confidence=6,
                    reason=f"Reason at {on_table.id}.", counter=f"Counter at {on_table.id}.",
                )
            )  # fmt: skip
            view = seat.submit(cmd.AddNote(text=f"Note on {on_table.id}.", about=on_table.id))
        else:
            view = seat.submit(cmd.Acknowledge(inject=on_table.id))
    for question in view.questions:
        seat.submit(cmd.Answer(question=question.id, answer=answer + 1))
    table.log.close()
    return table.name, table.run


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Play the small scenario, or a shipped one by its id, and return its debrief."""
    library = Library(tmp_path)

    def debriefed(id: str = "", **how: int) -> Debrief:
        name, run = played(library, load(find(id)) if id else small(), **how)
        return debrief(run, name)

    return debriefed
