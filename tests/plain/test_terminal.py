"""The plain game in a real terminal, 80 columns by 24 rows."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def test_play_in_a_terminal_is_lines_and_nothing_else(terminal: Terminal) -> None:
    terminal.type(f"'{WHITECELL}' play starter --plain --seed 7")
    terminal.wait("Question 1 of 3")
    terminal.type("", "", "", "")
    terminal.wait("Your decision, 1 to 3")
    terminal.type("d 1")
    terminal.wait("End of the paper.")
    terminal.type("1", "It is théirs", "8", "", "y")
    terminal.wait("Eleven trucks.")
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
