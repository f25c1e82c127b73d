"""The official examples of YAML: each is read as it is meant or refused in a sentence, and none stops the program."""

from collections import Counter

import pytest

from game.scenario.check import check_files
from game.scenario.findings import ScenarioError
from game.scenario.node import Node
from game.scenario.source import parse
from tests.node.suite import Tree, suite

# What the parser that we build on (libyaml, of YAML 1.1) reads in another way, all of it at the edge of the language:
# a `?` that begins a word inside { } or [ ], and white space at the end of a file.
READ_OTHERWISE = {"652Z", "HM87", "JEF9", "L24T"}

# What YAML 1.2 forbids and libyaml takes: odd directives, a comment without a space before it, tabs in odd places.
TAKEN_ANYWAY = {
    "2G84", "9C9N", "9JBA", "CVW2", "DK95", "G5U8", "MUS6", "QB6E", "S98Z", "SU5Z", "X4QW", "Y79Y", "YJV2",
}  # fmt: skip


def read(node: Node) -> Tree:
    """Our tree in the same form."""
    if node.kind == "scalar":
        return node.text
    if node.kind == "list":
        return [read(child) for child in node.children]
    return tuple(read(each) for pair in node.items for each in pair)


def test_every_example_is_read_as_it_is_meant_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    examples = suite()
    assert len(examples) >= 400
    count: Counter[str] = Counter()
    otherwise, anyway = set(), set()
    for example in examples:
        for finding in check_files({"example.yaml": example.yaml}):
            assert finding.shown()
            assert finding.place.line <= example.yaml.count("\n") + 2
        try:
            tree = read(parse(example.yaml, "example.yaml"))
        except ScenarioError:
            count["refused, as it should be" if example.wrong else "refused, though right"] += 1
            continue
        count["taken, though wrong" if example.wrong else "taken"] += 1
        if example.wrong:
            anyway.add(example.id)
        elif example.meant() != [tree]:
            otherwise.add(example.id)
    assert otherwise == READ_OTHERWISE
    assert anyway == TAKEN_ANYWAY
    with capsys.disabled():
        print(f"\n  {len(examples)} examples of YAML: " + ", ".join(f"{count[what]} {what}" for what in sorted(count)))
