"""A program in a real terminal (tmux): start it, type, read the screen, kill it."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

NEEDS_TMUX = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

READ_FIRST = {"─ Previously ─": "what came before", "Your options": "options", "Enter: ": "the situation"}
"""What may be on the screen on the way to the options, the topmost first; a screen half drawn may hold two."""


def top(screen: str) -> str:
    """Which of these stands topmost on a screen."""
    return next((says for says in READ_FIRST if says in screen), "")


def body(screen: str) -> str:
    """A screen without its last line, in which the time runs."""
    return screen.rstrip().rpartition("\n")[0]


class Terminal:
    """One tmux session with one program in it; nothing of the user's own tmux is touched."""

    def __init__(
        self, command: list[str], size: tuple[int, int], environment: Mapping[str, str], folder: Path | None = None
    ) -> None:
        """``folder`` is where it is begun, which is where whatever is written without a place goes."""
        self.name = f"whitecell-{uuid.uuid4().hex[:8]}"
        words = ["env", *(f"{key}={value}" for key, value in environment.items()), *command]
        line = "exec " + " ".join(map(shlex.quote, words))
        width, height = map(str, size)
        self._tmux(
            "new-session", "-d", "-s", "w", "-x", width, "-y", height, *(("-c", str(folder)) if folder else ()), line
        )

    def _tmux(self, *words: str) -> str:
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        command = ["tmux", "-L", self.name, "-f", os.devnull, *words]
        done = subprocess.run(command, capture_output=True, text=True, env=inherited)  # the window says how large it is
        return done.stdout

    def screen(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p", "-t", "w")

    def type(self, *keys: str) -> None:
        """Type keys, by tmux's names for them."""
        self._tmux("send-keys", "-t", "w", *keys)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-t", "w", "-x", str(width), "-y", str(height))

    def wait(self, seen: Callable[[str], bool] | str, seconds: float = 20.0) -> str:
        """Wait until a text is on the screen, and return the screen; the last one where it never comes."""
        test = seen if callable(seen) else lambda screen: seen in screen
        end = time.monotonic() + seconds
        screen = self.screen()
        while not test(screen) and time.monotonic() < end:
            time.sleep(0.02)
            screen = self.screen()
        return screen

    def at_options(self) -> str:
        """Go on from whatever is read first, what came before and the situation, to the options on the table."""
        last = ""
        for _ in range(12):
            # A panel takes no key before it was seen: where nothing came of one, it is typed again.
            shown = self.wait(lambda now: READ_FIRST.get(top(now), last) != last, 1.5 if last else 20.0)  # noqa: B023
            last = READ_FIRST.get(top(shown), last)
            if last == "options":
                return shown
            self.type("Enter")
        raise AssertionError(f"no options came up:\n{self.screen()}")

    def pid(self) -> int:
        """The program's process."""
        return int(self._tmux("display-message", "-p", "-t", "w", "#{pane_pid}").strip() or 0)

    def kill(self) -> None:
        """Kill the program as a power cut would, and the session with it."""
        pid = self.pid()
        if pid:
            os.kill(pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """End the session, whatever is in it."""
        self._tmux("kill-server")


def whitecell(*words: str) -> list[str]:
    """The command that starts the program."""
    return [sys.executable, "-m", "game", *words]
