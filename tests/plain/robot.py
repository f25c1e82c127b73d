"""A reader that answers prompts by what they ask, and a way to hold a whole conversation with the program."""

import contextlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from game.cli import main

TURNING = set("\u061c\u200b\u200c\u200e\u200f\u2028\u2029\ufeff") | {chr(n) for n in range(0x202A, 0x202F)}
TURNING |= {chr(n) for n in range(0x2060, 0x2070)}

Answer = Callable[[str], str | None]
"""What is typed at a prompt; None where nobody is there any more."""


def plays(prompt: str) -> str:
    """Play on: the first open option, no reasons, every question skipped."""
    if "y or n:" in prompt:
        return "y"
    return "1" if prompt.startswith("Your decision") or "v 1: detail" in prompt else ""


@dataclass
class Spoken:
    """What came of a conversation."""

    code: int
    out: str
    err: str
    prompts: list[str]

    @property
    def run(self) -> str:
        """The run that it names to go on with."""
        found = re.search(r"whitecell resume (\S+)", self.out + self.err)
        assert found, self.out + self.err
        return found[1]


class Robot(io.StringIO):
    """Standard input. It reads the prompt off the output, as a person would."""

    def __init__(self, answer: Answer, output: io.StringIO) -> None:
        super().__init__()
        self.answer, self.output = answer, output
        self.prompts: list[str] = []
        self.heard = 0
        self.shut = 0
        """How many options in a row turned out to be closed: the next one is taken then."""

    def readline(self, size: int | None = -1, /) -> str:
        said = self.output.getvalue()
        prompt = said.rpartition("\n")[2].strip()
        self.shut = self.shut + 1 if "” is closed:" in said[self.heard :] else 0
        self.heard = len(said)
        self.prompts.append(prompt)
        assert len(self.prompts) < 500, f"asked again and again: {self.prompts[-4:]}"
        typed = self.answer(prompt)
        if typed and typed.isdecimal() and self.shut:
            typed = str(int(typed) + self.shut)
        return "" if typed is None else f"{typed}\n"


def hold(arguments: Iterable[object], answer: Answer = plays) -> Spoken:
    """Run a command in this process, with a robot at its prompts."""
    out, err = io.StringIO(), io.StringIO()
    robot = Robot(answer, out)
    with patch("sys.stdin", robot), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    assert "Traceback" not in err.getvalue()
    assert "fault of its own" not in err.getvalue(), err.getvalue()
    return Spoken(code, out.getvalue(), err.getvalue(), robot.prompts)


def listed(*answers: str, then: Answer = plays) -> Answer:
    """Give these answers in their order, then answer otherwise."""
    left = list(answers)
    return lambda prompt: left.pop(0) if left else then(prompt)


def until(count: int, then: Answer = plays) -> Answer:
    """Give so many answers, then be gone."""
    left = [count]

    def answer(prompt: str) -> str | None:
        left[0] -= 1
        return then(prompt) if left[0] >= 0 else None

    return answer


def only(**by_prompt: str) -> Answer:
    """Answer prompts that hold a word (``_`` for a space) as given, play on at the others."""
    known = {word.replace("_", " "): typed for word, typed in by_prompt.items()}
    return lambda prompt: next((typed for word, typed in known.items() if word in prompt), None) or plays(prompt)


def saved(folder: Path, text: str, name: str = "test.yaml") -> Path:
    """A scenario as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def unsafe(text: str) -> list[str]:
    """The characters of an output that a terminal would act on, or that would turn a line round."""
    return sorted({c for c in text if (unicodedata.category(c) == "Cc" and c != "\n") or c in TURNING})
