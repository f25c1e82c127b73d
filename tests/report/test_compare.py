"""Two runs beside each other."""

from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.report.compare import compare
from tests.kit import inject, option, scenario


def test_what_differs_stands_first_and_each_part_keeps_its_order(tmp_path: Path) -> None:
    made = scenario(
        [
            inject("one", option("a"), option("b")),
            inject("two", option("a", effects={"safety": 5}), option("b")),
            inject("three", option("a"), option("b")),
            inject("four", option("a"), option("b")),
        ]
    )
    runs = []
    for picks in ("aaba", "abaa"):
        table = Library(tmp_path).begin(made, 7)
        seat = table.seat(ALONE)
        seat.submit(cmd.ReadBriefing())
        for id, pick in zip(("one", "two", "three", "four"), picks, strict=True):
            seat.submit(cmd.Decide(inject=id, option=pick))
        runs.append((table.name, table.run))
    found = compare(*runs)
    assert [pair.title for pair in found.decisions] == ["Two", "Three", "One", "Four"]
    assert found.parted == "Two"
    assert [pair.left == pair.right for pair in found.gauges] == [False, True]
