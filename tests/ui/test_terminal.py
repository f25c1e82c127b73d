"""The main journey in a real terminal: from the first screen to the debrief, and out again, by keys alone."""

from pathlib import Path

import pytest

from game.exercise.library import Library
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell

pytestmark = [pytest.mark.terminal, NEEDS_TMUX]

STEPS = (
    ("Which seat do you take?", ("Enter",)),
    ("Before you begin", ("Enter",)),
    ("page 2 of 3", ("Enter",)),
    ("A question", ("5", "Enter")),
    ("page 3 of 3", ("Enter",)),
    ("How likely", ("Enter",)),
    ("You are about to decide", ("Enter",)),
    ("Outcome: ", ("Enter",)),
    ("Since then", ("Enter",)),
    ("Your options", ("Enter",)),
)
"""What may be on the screen, the topmost first, and the keys that go on from there."""
KNOWN = ("DEBRIEF", *(says for says, _ in STEPS))


def test_from_home_to_the_debrief_and_out(home: Path) -> None:
    terminal = Terminal(whitecell(), (80, 24), {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"})
    try:
        assert "Begin, go on, look back" in terminal.wait("First week in Ferry Town")
        terminal.type("Enter")
        before = ""
        for _ in range(120):
            screen = terminal.wait(lambda now: now != before and any(says in now for says in KNOWN), 4.0)  # noqa: B023
            if "DEBRIEF" in screen:
                break
            keys = next(keys for says, keys in STEPS if says in screen)
            # The order of the options is the seed's: one that is closed now says so, and the next is tried.
            terminal.type(*(("Down", *keys) if "Closed: " in screen else keys))
            before = screen
        assert "How it ended" in screen, screen
        terminal.type("Down")
        assert "─ Force serves politics ─" in terminal.wait("▸ Force serves")
        terminal.type("q")
        assert "Nothing is lost" in terminal.wait("Nothing is lost")
        terminal.type("Enter")
        assert terminal.wait(lambda now: not now.strip()).strip() == ""
    finally:
        terminal.close()
    (entry,) = Library(home).entries()
    assert entry.ended
    assert entry.decisions == 5
