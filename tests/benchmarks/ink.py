"""The twelve decisions in ink's language, as an author of ink writes them, and a process that plays them at random.

Each change is clamped in place and a delayed effect is a variable that a later step looks at: the recipe of the design
paper on narrative engines. The player is inkjs, in one process of node that is warm before it is measured.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.twelve import GAUGES, STEPS, model

NODE = Path(__file__).resolve().parent.parent / "node"

PLAYER = """
const { Compiler, CompilerOptions } = require('inkjs/full');
const fail = (message) => { throw new Error(message); };
const lines = require('readline').createInterface({ input: process.stdin });
let story, seed = 0;
function run() {
  story.ResetState();
  story.variablesState.seed = seed++;
  for (;;) {
    story.ContinueMaximally();
    const choices = story.currentChoices;
    if (!choices.length) return;
    story.ChooseChoiceIndex(Math.floor(Math.random() * choices.length));
  }
}
lines.on('line', (line) => {
  if (!story) {
    story = new Compiler(JSON.parse(line), new CompilerOptions(null, [], false, fail)).Compile();
    for (const until = Date.now() + 2000; Date.now() < until;) run();
    console.log('0');
    return;
  }
  const before = process.cpuUsage();
  for (let left = Number(line); left > 0; left--) run();
  const taken = process.cpuUsage(before);
  console.log(Number(line) / ((taken.user + taken.system) / 1e6));
});
"""


def source() -> str:
    """The twelve decisions in ink."""
    made = model()
    lines = ["VAR seed = 0", "VAR r = 0"]
    lines += [f"VAR {gauge} = {made['state'][gauge]}" for gauge in GAUGES]
    lines += [f"VAR p{number} = 0" for number in range(STEPS)]
    lines += ["~ SEED_RANDOM(seed)", "-> s0"]
    for number, step in enumerate(made["steps"]):
        lines += _step(number, step, made["steps"])
    lines.append(f"=== s{STEPS} ===")
    for number in (STEPS - 2, STEPS - 1):  # what is still to land when the last step is over
        lines += _landing(number, made["steps"])
    for ending in made["endings"]:
        lines.append(ending["text"] if ending["requires"] is None else f"{{ {_test(ending)}: {ending['text']} }}")
    return "\n".join([*lines, "-> END", ""])


def _step(number: int, step: dict[str, Any], steps: list[dict[str, Any]]) -> Iterator[str]:
    yield f"=== s{number} ==="
    if number >= 2:
        yield from _landing(number - 2, steps)
    yield step["text"]
    for option in step["options"]:
        gate = f"{{ {_test(option)} }} " if option["requires"] else ""
        yield f"* {gate}[{option['id']} {option['text']}]"
        yield f"    {option['after']}"
        yield from (f"    {_move(gauge, amount)}" for gauge, amount in option["effects"])
        if option["delayed"]:
            yield f"    ~ p{number} = {option['delayed'][1]}"
    luck = step["chance"]
    yield "- ~ r = RANDOM(1, 100)"
    yield f"{{ r <= {luck['weight']}:"
    yield f"    ROLL {{r}} {luck['a']['text']}"
    yield f"    {_move(*luck['a']['effect'])}"
    yield "- else:"
    yield f"    ROLL {{r}} {luck['b']['text']}"
    yield f"    {_move(*luck['b']['effect'])}"
    yield "}"
    yield f"-> s{number + 1}"


def _landing(number: int, steps: list[dict[str, Any]]) -> Iterator[str]:
    delayed = next((option["delayed"] for option in steps[number]["options"] if option["delayed"]), None)
    if delayed:
        yield f"{{ p{number} != 0:"
        yield f"    ~ {delayed[0]} = MAX(0, MIN(100, {delayed[0]} + p{number}))"
        yield f"    ~ p{number} = 0"
        yield "}"


def _move(gauge: str, amount: int) -> str:
    return f"~ {gauge} = MAX(0, MIN(100, {gauge} + {amount}))"


def _test(part: dict[str, Any]) -> str:
    return " ".join(map(str, part["requires"]))


class Player:
    """A warm inkjs that plays the twelve decisions."""

    def __init__(self) -> None:
        """Raises `FileNotFoundError` where node or inkjs is not there."""
        if not (NODE / "node_modules" / "inkjs").exists():
            raise FileNotFoundError("inkjs is not there: npm ci --prefix tests/node")
        self._node = subprocess.Popen(
            ["node", "-e", PLAYER], cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ask(json.dumps(source()))

    def rate(self, runs: int) -> float:
        """Play so many runs; runs per second of processor time."""
        return self._ask(str(runs))

    def close(self) -> None:
        """Let it end."""
        self._node.communicate()

    def _ask(self, line: str) -> float:
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(line + "\n")
        self._node.stdin.flush()
        answer = self._node.stdout.readline()
        if not answer:
            raise RuntimeError("inkjs failed; its own words stand above")
        return float(answer)
