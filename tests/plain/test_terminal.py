"""The plain game in a real terminal, 80 columns by 24 rows."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.exercise.run.run_store import Library
from tests.endurance.terminal import NEEDS_TMUX

pytestmark = [pytest.mark.terminal, NEEDS_TMUX]

WHITECELL = Path(sys.executable).with_name("whitecell")


class Terminal:
    """A tmux of this test's own."""

    def __init__(self, home: Path) -> None:
        self.name = f"whitecell-{uuid.uuid4().hex[:8]}"
        shell = ["env", f"WHITECELL_HOME={home}", "PS1=$ ", "sh"]
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", *shell)

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self.name, *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=20).stdout

    def type(self, *lines: str) -> None:
        """Type lines, each with Enter behind it."""
        for line in lines:
            self.tmux("send-keys", "-l", line)
            self.tmux("send-keys", "Enter")

    def answer(self, prompt: str, line: str) -> None:
        """Type a line once it is asked for, as a person does."""
        self.wait(prompt)
        self.type(line)

    def paste(self, text: str) -> None:
        """Paste text, all at once."""
        self.tmux("set-buffer", "-b", "p", text)
        self.tmux("paste-buffer", "-b", "p")

    def shown(self) -> str:
        """Everything since the start, escape sequences and all."""
        return self.tmux("capture-pane", "-p", "-e", "-S", "-")

    def wait(self, text: str, seconds: float = 20) -> str:
        """Wait until a text is there that was not there at the call before."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            shown = self.shown()
            if text in shown:
                return shown
            time.sleep(0.05)
        pytest.fail(f"{text!r} never came; there is:\n{self.shown()}")


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    made = Terminal(home)
    try:
        yield made
    finally:
        made.tmux("kill-server")


def at_the_first_decision(terminal: Terminal) -> None:
    """Skip the questions before play, each when it is asked."""
    for number in (1, 2, 3):
        terminal.answer(f"Question {number} of 3", "")
    terminal.answer("Press Enter to begin", "")
    terminal.wait("Your decision, 1 to 3")


def test_play_in_a_terminal_is_lines_and_nothing_else(terminal: Terminal) -> None:
    terminal.type(f"'{WHITECELL}' play starter --plain --seed 7")
    at_the_first_decision(terminal)
    terminal.type("d 1")
    terminal.wait("End of the paper.")
    terminal.type("1")
    terminal.answer("Why?", "It is théirs")
    terminal.answer("How sure are you?", "8")
    terminal.answer("The strongest argument", "")
    terminal.answer("Is that your decision?", "y")
    assert "Eleven trucks:" not in terminal.wait("Press Enter to go on")
    terminal.type("")
    terminal.wait("Eleven trucks:")
    terminal.tmux("send-keys", "C-c")
    shown = terminal.wait("Go on later with: whitecell resume starter-")
    assert "\x1b" not in shown
    assert "^C" in shown
    assert max(map(len, shown.split("\n"))) <= 80
    run = shown.rpartition("whitecell resume ")[2].split()[0]

    terminal.type("clear; echo code $?", f"'{WHITECELL}' resume {run} --plain")
    terminal.wait(f"run {run}.")
    terminal.tmux("send-keys", "C-d")
    terminal.wait("The input ended before the run did.")
    terminal.type("echo code $?")
    terminal.wait("code 1")


def test_the_doctor_measures_what_the_terminal_draws(terminal: Terminal) -> None:
    terminal.type(f"'{WHITECELL}' doctor; echo code $?")
    shown = terminal.wait("code 0")
    assert "ok       Size: 80x24." in shown
    assert "Widths: " in shown


LINES = "First the clinic has no water\nSecond the ferry people can build\nThird a visitor comes soon"


@pytest.mark.parametrize("end", ["", "\n"], ids=["open", "ended"])
def test_pasted_lines_are_one_reason_and_answer_nothing_behind_it(terminal: Terminal, home: Path, end: str) -> None:
    terminal.type(f"'{WHITECELL}' play starter --plain --seed 7")
    at_the_first_decision(terminal)
    terminal.type("1")
    terminal.wait("Why?")
    terminal.paste(LINES + end)
    shown = terminal.wait("How sure are you?")
    joined = " ".join(LINES.split("\n"))
    assert f"Taken as one line: {joined}" in " ".join(shown.split())
    terminal.paste("7\nand more\nand more\n")
    terminal.wait("none of them is an answer here")
    terminal.type("7")
    terminal.answer("The strongest argument", "")
    terminal.wait("Is that your decision?")
    terminal.paste("y\ny\ny\n")
    terminal.answer("y\nSeveral lines came at once", "n")
    terminal.answer("Nothing is decided yet.", "1")
    assert f"(Enter keeps “{joined}”" in " ".join(terminal.wait("(Enter keeps “").split())
    terminal.type("")
    terminal.wait("Enter keeps 7")
    (entry,) = Library(home).entries()
    assert entry.decisions == 0


def test_what_was_answered_at_a_killed_terminal_is_offered_again(terminal: Terminal, home: Path) -> None:
    terminal.type(f"'{WHITECELL}' play starter --plain --seed 7")
    at_the_first_decision(terminal)
    terminal.type("1")
    terminal.answer("Why?", "the pump is dry")
    terminal.wait("How sure are you?")
    pid = int(terminal.tmux("display-message", "-p", "#{pane_pid}"))
    subprocess.run(["pkill", "-KILL", "-P", str(pid)], check=True)
    (entry,) = Library(home).entries()
    terminal.type("clear", f"'{WHITECELL}' resume {entry.id} --plain")
    terminal.answer("Your decision, 1 to 3", "1")
    assert "Enter keeps “the pump is dry”" in terminal.wait("Enter keeps “")
