"""Killed at any instant, in a real terminal: every decision that was shown is there, none twice, and play goes on."""

import random
import time
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.scenario.load import find, load
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell

pytestmark = [pytest.mark.terminal, NEEDS_TMUX]


def new_run(library: Library, seed: int) -> str:
    """A run that is past its briefing, closed; its name."""
    table = library.begin(load(find("orvane_mission")), seed)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    table.log.close()
    return table.name


def go_on(terminal: Terminal, seen: str, seconds: float) -> str:
    """Go through the choice as fast as the screen follows, until its outcome is there or the time is up."""
    end = time.monotonic() + seconds
    while "Outcome: " not in seen and (left := end - time.monotonic()) > 0:
        terminal.type("Enter")
        seen = terminal.wait(lambda screen, seen=seen: screen != seen, min(left, 0.5))  # type: ignore[misc]
    return seen


def blow(home: Path, run: str, chance: random.Random) -> str:
    """Go on with a run, decide, be killed at some instant; return the title of the inject whose outcome was seen."""
    terminal = Terminal(whitecell("resume", run), (100, 30), {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"})
    try:
        terminal.at_options()
        terminal.type(str(chance.randint(1, 4)), "Enter")  # one that is closed opens nothing: then the blow falls there
        # Sometimes the blow falls before the choice is made, mostly while it is carried out, at times just after.
        seen = terminal.wait("about to decide", chance.choice((0.05, 2.0, 2.0, 2.0)))
        if "about to decide" in seen:
            seen = go_on(terminal, seen, chance.choice((chance.uniform(0.0, 1.2), chance.uniform(0.0, 1.2), 5.0)))
        head = next((line for line in seen.splitlines() if "Outcome: " in line), "")
        return head.partition("Outcome: ")[2].partition(" ─")[0].strip()
    finally:
        terminal.kill()


def killed(home: Path, times: int, seed: int) -> int:
    """Kill so many times; return how many decisions had been shown before."""
    library, chance = Library(home), random.Random(seed)
    run, decided, shown = new_run(library, seed), [], 0
    for _ in range(times):
        title = blow(home, run, chance)
        after = library.read(run)
        now = [decision.inject for decision in after.decisions]
        assert now[: len(decided)] == decided, "what was decided before has changed"
        assert len(set(now)) == len(now), "a decision is there twice"
        assert len(now) <= len(decided) + 1
        if title:
            shown += 1
            assert len(now) == len(decided) + 1, f"'{title}' was shown and is not in the log"
            assert after.scenario.inject(now[-1]).title.startswith(title.rstrip("…"))
        decided = now
        if after.state.over:
            seed += 1
            run, decided = new_run(library, seed), []
    return shown


@pytest.mark.timeout(300)
def test_killed_ten_times_no_decision_is_lost_and_none_is_doubled(home: Path) -> None:
    assert killed(home, 10, seed=1) >= 2


@pytest.mark.endurance
@pytest.mark.timeout(7200)
def test_killed_a_thousand_times_no_decision_is_lost_and_none_is_doubled(home: Path) -> None:
    assert killed(home, 1000, seed=100) >= 200
