"""The main journey in a real terminal: from the first screen to the debrief, and out again, by keys alone."""

import shlex
import sys
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.scenario.load import find, load
from tests.endurance.terminal import NEEDS_TMUX, Terminal, body, whitecell

pytestmark = [pytest.mark.terminal, NEEDS_TMUX]

STEPS = (
    ("Which seat do you take?", ("Enter",)),
    ("What has come before?", ("Enter",)),
    ("Before you begin", ("Enter",)),
    ("page 2 of 3", ("Enter",)),
    ("A question", ("C-u", "5", "Enter")),
    ("page 3 of 3", ("Enter",)),
    ("How likely", ("Enter",)),
    ("You are about to decide", ("Enter",)),
    ("Outcome: ", ("Enter",)),
    ("What has happened since", ("Enter",)),
    ("From memory", ("Enter",)),
    ("How it ended", ("Enter",)),
    ("Enter: ", ("Enter",)),
    ("You have read it; go on.", ("Enter",)),
    ("Your options", ("Enter",)),
    ("Begin, go on, look back", ("Enter",)),
)
"""What may be on the screen, the topmost first, and the keys that go on from there."""
KNOWN = ("DEBRIEF", *(says for says, _ in STEPS))


def test_from_home_to_the_debrief_and_out(home: Path) -> None:
    terminal = Terminal(whitecell(), (80, 24), {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"})
    try:
        assert "Begin, go on, look back" in terminal.wait("First week in Ferry Town")
        before, stuck = "", 0
        for _ in range(120):
            screen = terminal.wait(lambda now: body(now) != before and any(says in now for says in KNOWN), 1.0)  # noqa: B023
            if "DEBRIEF" in screen:
                break
            keys = next((keys for says, keys in STEPS if says in screen), None)
            assert keys is not None, screen
            # The order of the options is the seed's: one that is closed now says so, and the next is tried.
            terminal.type(*(("Down", *keys) if "Closed: " in screen else keys))
            stuck = stuck + 1 if body(screen) == before else 0
            assert stuck < 12, screen
            before = body(screen)
        terminal.type("Home")  # a key that was late may have turned to the next one
        assert "─ First page ─" in terminal.wait("─ First page ─")
        terminal.type("Down", "Down")  # the first page and how it ended stand before
        marked = terminal.wait(lambda now: "▸ Decisions" in now and "─ Decisions ─" in now)
        assert "▸ Decisions" in marked, marked
        terminal.type("q")
        assert "Leave Whitecell?" in terminal.wait("Leave Whitecell?")
        while terminal.pid():
            terminal.type("Enter")
            terminal.wait(lambda now: not now.strip(), 1.0)
    finally:
        terminal.close()
    (entry,) = Library(home).entries()
    assert entry.ended
    assert entry.decisions == 5


BROKEN = """
import sys
from game.cli import main
from game.ui.seat.seat_screen import SeatScreen
def broken(self): raise RuntimeError("[red]no such widget[/]")
SeatScreen.action_note = broken
sys.exit(main(["resume", sys.argv[1]]))
"""


def test_a_screen_that_fails_opens_again_where_it_was_and_in_the_end_says_so_in_a_sentence(home: Path) -> None:
    table = Library(home).begin(load(find("starter")), 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    table.log.close()
    command = [sys.executable, "-c", BROKEN, table.name]
    line = " ".join(map(shlex.quote, command)) + "; echo left with $?; sleep 60"
    environment = {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"}
    terminal = Terminal(["sh", "-c", line], (80, 24), environment)
    try:
        terminal.at_options()
        terminal.type("n")
        again = terminal.wait(lambda now: "was opened again" in now and "[Situation]" in now)
        assert "The screen failed (RuntimeError)" in again, again
        ended = again
        while "left with" not in ended:
            terminal.type("n")
            ended = terminal.wait("left with 1", 1.0)
        assert "Traceback" not in ended
        assert f"whitecell resume {table.name}" in " ".join(ended.split()), ended
    finally:
        terminal.close()
    assert "no such widget" in (home / "last-fault.txt").read_text(encoding="utf-8")
    assert not Library(home).read(table.name).state.over
