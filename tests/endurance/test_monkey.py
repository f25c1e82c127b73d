"""Anybody's fingers on the keyboard: whatever is typed, however fast, in whatever window, no screen fails.

Found with it: keys that came before a screen was there, and keys pressed twice that closed what came up next.
"""

import random
import shutil
import time
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.scenario.load import find, load
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell

pytestmark = [pytest.mark.terminal, NEEDS_TMUX]

KEYS = (
    *("Enter",) * 14, *("Down",) * 4, *("Up",) * 2, *("Escape",) * 3, *"1234569", *"gdtlnasowrbcmjvekfxhpiu?/q",
    "Tab", "BTab", "PageDown", "PageUp", "Home", "End", "Left", "Right", "Space", "BSpace", "DC", "F1", "F2", "C-p",
    "C-u", "C-q", "C-c", "C-l", "M-x", "é", "[",
)  # fmt: skip
SIZES = ((80, 24), (160, 45), (40, 12), (100, 30), (250, 70), (20, 6))


def prepared(home: Path) -> list[list[str]]:
    """A run at its first inject and one at its end; return the commands by which people come to the screens."""
    library = Library(home)
    begun, over = (library.begin(load(find("starter")), seed) for seed in (7, 8))
    for table in (begun, over):
        seat = table.seat(ALONE)
        view = seat.submit(cmd.ReadBriefing())
        while table is over and view.inject:
            id, open_now = view.inject.id, [each.id for each in view.inject.options if not each.closed]
            view = seat.submit(cmd.Decide(inject=id, option=open_now[0]) if open_now else cmd.Acknowledge(inject=id))
        table.log.close()
    shutil.copy(find("starter"), home / "mine.yaml")
    return [
        whitecell(*words)
        for words in (
            ["resume", begun.name],
            [],
            ["debrief", over.name],
            ["preview", str(home / "mine.yaml")],
            ["lessons"],
            ["analyse", "starter"],
        )
    ]


def typed(home: Path, commands: list[list[str]], bursts: int, seed: int) -> None:
    """Type bursts of keys at random, in windows that change; again and again from another screen."""
    chance = random.Random(seed)
    environment = {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"}
    fault = home / "last-fault.txt"
    for number, command in enumerate(commands * (bursts // len(commands) // 10 + 1)):
        terminal = Terminal(command, SIZES[(number + number // len(commands)) % 2], environment, home)
        try:
            terminal.wait(lambda now: len(now.split()) > 10)
            for _ in range(10):
                last = chance.choices(KEYS, k=chance.randint(1, 25))
                terminal.type(*last)
                if chance.random() < 0.1:
                    terminal.resize(*chance.choice(SIZES))
                time.sleep(chance.random() * 0.15)
                assert not fault.exists(), f"{command[3:]} {last}\n{fault.read_text()}\n{terminal.screen().rstrip()}"
                if not terminal.pid():
                    break
        finally:
            terminal.close()


def sound(home: Path) -> int:
    """Read every run that was made, as far as it went; return how many there are."""
    library = Library(home)
    entries = library.entries()
    for entry in entries:
        run = library.read(entry.id)
        assert len({each.inject for each in run.decisions}) == len(run.decisions) == entry.decisions
    return len(entries)


@pytest.mark.usefixtures("painted")
@pytest.mark.timeout(240)
def test_no_screen_fails_whatever_is_typed(home: Path) -> None:
    typed(home, prepared(home), 60, seed=1)
    assert sound(home) >= 2


@pytest.mark.usefixtures("painted")
@pytest.mark.endurance
@pytest.mark.timeout(14_400)
def test_no_screen_fails_in_an_hour_of_typing(home: Path) -> None:
    commands, end, seed = prepared(home), time.monotonic() + 3600, 1000
    while time.monotonic() < end:
        typed(home, commands, 200, seed)
        seed += 1
    assert sound(home) >= 2
