"""Pastes with and without marks round them, and a kill in the middle of a reason, in a real terminal."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.record.drafts import drafts_path
from game.scenario.load import find, load
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell

pytestmark = [pytest.mark.terminal, NEEDS_TMUX]

LINES = ("First the clinic has no water", "Second the ferry people can build", "Third a visitor comes soon")
SEEDED = "heron seventeen below the weir"


@pytest.fixture
def table(home: Path) -> Table:
    made = Library(home).begin(load(find("starter")), 7)
    made.seat(ALONE).submit(cmd.ReadBriefing())
    made.log.close()
    return made


def terminal_at(home: Path, *command: str) -> Terminal:
    return Terminal(whitecell(*command), (80, 24), {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"})


def paste(terminal: Terminal, text: str, *flags: str) -> None:
    """Paste as a terminal does; with ``-p`` marks are put round it where the program asked for them."""
    subprocess.run(["tmux", "-L", terminal.name, "set-buffer", "-b", "p", text], check=True)
    terminal._tmux("paste-buffer", "-b", "p", "-t", "w", *flags)


def at_why(terminal: Terminal) -> None:
    """Open the panel of the first option that is not closed."""
    terminal.at_options()
    terminal.type("Enter")
    assert "Why? Your reason" in terminal.wait("Why? Your reason")


@pytest.mark.parametrize("flags", [(), ("-p",)], ids=["without marks", "with marks"])
@pytest.mark.parametrize("end", ["", "\n"], ids=["open", "ended"])
def test_pasted_lines_are_one_reason_and_decide_nothing(
    home: Path, table: Table, flags: tuple[str, ...], end: str
) -> None:
    terminal = terminal_at(home, "resume", table.name)
    try:
        at_why(terminal)
        paste(terminal, "\n".join(LINES) + end, *flags)
        shown = terminal.wait("visitor comes soon")
        assert "You are about to decide" in shown
        for _ in range(4):
            terminal.type("Enter")
            shown = terminal.wait("Is that your decision?", 1.0)
            if "Is that your decision?" in shown:
                break
        assert "Is that your decision?" in shown, shown
        paste(terminal, "\n".join(LINES) + "\n", *flags)
        assert "Is that your decision?" in terminal.wait("Outcome: ", 1.0)
        assert Library(home).read(table.name).decisions == ()
        terminal.type("Enter")
        assert "Outcome: " in terminal.wait("Outcome: ")
    finally:
        terminal.close()
    (choice,) = Library(home).read(table.name).choices["pump"]
    assert choice.reason == " ".join(LINES)


@pytest.mark.parametrize("flags", [(), ("-p",)], ids=["without marks", "with marks"])
def test_a_paste_where_no_line_is_open_does_nothing(home: Path, table: Table, flags: tuple[str, ...]) -> None:
    terminal = terminal_at(home, "resume", table.name)
    try:
        assert "? help" in terminal.at_options()
        paste(terminal, "q\n\nnote this\n\n1\n", *flags)
        shown = terminal.wait("Colours: ", 0.5)
        while "Colours: " not in shown:  # a key that is one, behind the paste: all before it has been heard then
            terminal.type("F2")
            shown = terminal.wait("Colours: ", 1.0)
        assert "Your options" in shown
        assert not any(words in shown for words in ("Leave Whitecell", "A note for", "about to decide", "[Advice]"))
    finally:
        terminal.close()


def test_half_a_reason_survives_a_kill_and_lies_in_the_drafts_alone(home: Path, table: Table) -> None:
    drafts = drafts_path(home / "runs" / f"{table.name}.sqlite3")
    terminal = terminal_at(home, "resume", table.name)
    try:
        at_why(terminal)
        for letter in SEEDED:
            terminal.type("Space" if letter == " " else letter)
        terminal.wait(SEEDED)
        terminal.wait(lambda _: SEEDED in kept(drafts))
        os.kill(terminal.pid(), signal.SIGKILL)
    finally:
        terminal.close()
    assert {path.name.partition(".")[2].partition("-")[0] for path in holding(home)} == {"drafts"}
    terminal = terminal_at(home, "resume", table.name)
    try:
        at_why(terminal)
        assert SEEDED in terminal.wait(SEEDED)
        terminal.type("C-u")
        terminal.wait(lambda now: SEEDED not in now)
        for _ in range(5):
            terminal.type("Enter")
            if "Outcome: " in terminal.wait("Outcome: ", 1.0):
                break
        assert Library(home).read(table.name).decisions
    finally:
        terminal.close()
    assert holding(home) == []


def kept(drafts: Path) -> str:
    """All that stands in the table of drafts."""
    from game.record.drafts import Drafts

    return repr(Drafts(drafts).all()) if drafts.exists() else ""


def holding(home: Path) -> list[Path]:
    """The files of this person's folder in which the seeded phrase stands."""
    return [path for path in sorted(home.rglob("*")) if path.is_file() and SEEDED.encode() in path.read_bytes()]
