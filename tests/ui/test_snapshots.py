"""Pictures of the screens: what moved on them shows in the diff. `--snapshot-update` accepts new ones, after a look."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from game.scenario.scenario import Scenario
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.settings import save_theme
from game.ui.shell.themes import CONTRAST
from game.ui.solo.home import Home
from game.ui.solo.solo_app import WhitecellApp
from tests.kit import branch, document, ending, inject, later, option, scenario, trend
from tests.ui.driving import app_at, library, press, seated, until

SMALL, WIDE = (80, 24), (160, 45)
Drive = Callable[[Pilot[None]], Awaitable[None]]


def bridge() -> Scenario:
    """A small scenario that has one of everything, written for these pictures and for nothing else."""
    return scenario(
        [
            inject(
                "gate",
                option(
                    "open",
                    label="Open the gate to everyone who comes",
                    case="People remember who let them in.",
                    detail="The guard opens at six, searches by hand and counts aloud.",
                    advice={
                        "officer": {"stance": "against", "says": "Forty soldiers, one gate."},
                        "adviser": {"stance": "for", "says": "They are walking already."},
                    },
                    effects={"trust": 5, "safety": -4},
                    chance=[branch(3, text="The queue is quiet."), branch(1, text="A shot falls.")],
                    later=[later(3, text="The camp behind the gate has grown.", effects={"safety": -2})],
                    assess=["safety"],
                    outcome="By eight the yard is full, and nobody has been turned away.",
                    evidence={"measure_impact": -1, "protect_legitimacy": 3},
                ),
                option("hold", label="Hold the gate until the patrol is back", requires="trust >= 60"),
                option("send", label="Send two interpreters out to talk first", effects={"trust": 2}),
                title="People at the gate",
                day=0,
                minutes=5,
                decided_by="officer",
                situation="Two hundred people stand at the gate. **It is getting dark**, and no patrol has called.",
                question="What do you order, and why?",
                documents=[
                    document("cable", "They are right to come. Do not promise what you cannot hold.", title="Tonight"),
                    document("radio", "1802  GATE: Two hundred.\n1803  BASE: Wait.", title="Gate net", minutes=1),
                ],
                private={"officer": "The patrol has one working radio."},
                dilemma="Shelter now, or order first.",
            ),
            inject("news", title="A letter of thanks", day=2, situation="The elders write. They ask for a tap."),
            inject("count", option("ask", label="Ask what changed"), option("go"), day=4, title="A count"),
        ],
        roles={"officer": {"title": "Officer", "brief": "You hold the gate."}, "adviser": {"title": "Adviser"}},
        gauges={
            "trust": {"title": "Public trust", "start": 50},
            "safety": {"title": "Safety of the base", "start": 60, "shown": "assessed"},
            "funds": {"title": "Funds", "start": 120, "max": 300, "unit": "k$"},
        },
        lessons={"measure_impact": None, "protect_legitimacy": "trust >= 50", "inform_for_ownership": None},
        trends=[trend("rain", 2, effects={"funds": -5}, text="Rain. The road costs more.")],
        endings=[ending("kept", title="The gate is still yours", text="It stands open in the mornings.")],
        title="The gate",
        setting="A base at a *crossing*. Two villages live from it.",
        clock={"start": "2031-03-01", "days": 6},
    )


def at_table(folder: Path, briefed: bool = True) -> WhitecellApp:
    """The program at the table of that scenario."""
    shelf, table = seated(folder, bridge(), briefed=briefed)
    return app_at(shelf, table)


def keys(*pressed: str, screen: type | None = SeatScreen) -> Drive:
    """Wait for a screen, then press keys."""

    async def drive(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: screen is None or isinstance(pilot.app.screen, screen))
        await press(pilot, *pressed)
        await pilot.pause()

    return drive


async def to_debrief(pilot: Pilot[None]) -> None:
    """SeatScreen it through: the second option of the first inject, for the first is closed, then Enter alone."""
    await keys("2")(pilot)
    while not isinstance(pilot.app.screen, DebriefScreen):
        await press(pilot, "enter")


def looked_back(section: str) -> Drive:
    """The debrief, at one of its sections."""

    async def drive(pilot: Pilot[None]) -> None:
        await to_debrief(pilot)
        assert isinstance(pilot.app.screen, DebriefScreen)
        pilot.app.screen.go_to(section)
        await pilot.pause()

    return drive


PICTURES: dict[str, tuple[tuple[int, int], Drive]] = {
    "play_small": (SMALL, keys()),
    "play_wide": (WIDE, keys()),
    "advice_small": (SMALL, keys("2", "a")),
    "cable_small": (SMALL, keys("d", "enter")),
    "gauges_small": (SMALL, keys("g")),
    "choice_small": (SMALL, keys("2", "enter")),
    "sure_small": (SMALL, keys("2", "enter", "enter", "enter", "enter")),
    "outcome_small": (SMALL, keys("2", "enter", "enter", "enter", "enter", "enter")),
    "debrief_lessons_wide": (WIDE, looked_back("lessons")),
    "debrief_gauges_small": (SMALL, looked_back("gauges")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_screen_of_a_run_looks_as_it_did(name: str, snap_compare: Any, tmp_path: Path) -> None:
    size, drive = PICTURES[name]
    assert snap_compare(at_table(tmp_path), terminal_size=size, run_before=drive)


def test_high_contrast_looks_as_it_did(snap_compare: Any, tmp_path: Path) -> None:
    save_theme(tmp_path, CONTRAST.name)
    assert snap_compare(at_table(tmp_path), terminal_size=SMALL, run_before=keys())


def test_the_briefing_looks_as_it_did(snap_compare: Any, tmp_path: Path) -> None:
    assert snap_compare(
        at_table(tmp_path, briefed=False), terminal_size=SMALL, run_before=keys("enter", "enter", screen=None)
    )


def test_home_looks_as_it_did(snap_compare: Any, tmp_path: Path) -> None:
    assert snap_compare(app_at(library(tmp_path)), terminal_size=SMALL, run_before=keys(screen=Home))
