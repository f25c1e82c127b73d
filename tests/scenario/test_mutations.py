"""Scenario files as accidents leave them: each is read or refused, with places inside it, never with a traceback."""

import random
import resource
import time

import pytest

from game.scenario.catalogue import scenarios
from game.scenario.check import check_files
from game.scenario.findings import Finding
from tests.scenario.test_compile import WHOLE

STARTER = (scenarios() / "starter.yaml").read_text(encoding="utf-8")
SIGNS = "\t\n\r\0\x1b\x85\u2028\u202e\ufeff :-[]{},&*!|>'\"%@`#?=<+~0123456789abcxyzé東👩"
WORDS = (
    "no",
    "on",
    "~",
    "12:30",
    "0o7",
    "1e9",
    "- ",
    ": ",
    " #",
    "---\n",
    "...",
    "&a ",
    "*a",
    "!!int ",
    "<<: ",
    "? ",
    "|-\n",
)


def mutated(text: str, dice: random.Random) -> str:
    """A text after one to four accidents of an editor, a keyboard or a disk."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.choice((1, 1, 1, 2, 5, 40, 900)))
        lines = text.split("\n")
        line = dice.randrange(len(lines))
        match dice.randrange(9):
            case 0:
                text = text[:at] + dice.choice(SIGNS) * dice.choice((1, 1, 1, 3, 200)) + text[at:]
            case 1:
                text = text[:at] + dice.choice(WORDS) + text[at:]
            case 2:
                text = text[:at] + text[to:]
            case 3:
                text = text[:at] + text[at:to] + text[at:]
            case 4:
                text = text[:at]
            case 5:
                text = "\n".join([*lines[:line], *lines[line + 1 :]])
            case 6:
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case 7:
                lines[line] = dice.choice(("  ", " ", "\t")) + lines[line]
                text = "\n".join(lines)
            case _:
                lines[line] = lines[line].lstrip()
                text = "\n".join(lines)
    return text


def accept_or_refuse(text: str) -> list[Finding]:
    """Check a text as a file on disk would be: what is no UTF-8 has been refused before this."""
    start = time.process_time()
    found = check_files({"s.yaml": text.encode(errors="replace").decode()})
    assert time.process_time() - start < 10
    for finding in found:
        assert finding.says
        assert finding.shown()
        assert "\x1b" not in finding.shown()
        assert finding.place.file == "s.yaml"
    return found


def test_a_file_after_an_accident_is_read_or_refused() -> None:
    dice = random.Random(20310301)
    for _ in range(2_000):
        accept_or_refuse(mutated(WHOLE, dice))
    for _ in range(100):
        accept_or_refuse(mutated(STARTER, dice))


@pytest.mark.endurance
@pytest.mark.timeout(7200)
def test_a_hundred_thousand_accidents(capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random()
    slowest, refused = 0.0, 0
    for number in range(100_000):
        state = dice.getstate()
        text = mutated(WHOLE if number % 20 else STARTER, dice)
        start = time.process_time()
        try:
            refused += bool(accept_or_refuse(text))
        except Exception as problem:
            problem.add_note(f"the state of the dice: {state}")
            raise
        slowest = max(slowest, time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with capsys.disabled():
        print(f"\n  100,000 files: {refused:,} with findings, the slowest {slowest:.2f} s, memory {memory} MB at most")
