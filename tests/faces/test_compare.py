"""Two runs side by side: what differs comes first, in columns where there is room, in the words of their debriefs."""

import pytest

from game.exercise.run.run_store import Library
from game.faces.compare import document
from game.faces.leafing import whole
from game.faces.lines import report
from game.report.compare import RunComparison, compare
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests.faces.conftest import played


def laid(library: Library, text: Scenario, *runs: tuple[str, ...]) -> tuple[list[str], RunComparison]:
    """Names of runs with these options, and the first two of them beside each other."""
    names = [played(library, text, *options) for options in runs]
    left, right = ((name, library.read(name)) for name in names)
    return names, compare(left, right)


def said(both: RunComparison) -> str:
    return "\n".join(report(ENGLISH, document(ENGLISH, both)))


def test_two_runs_are_told_apart(library: Library, text: Scenario) -> None:
    names, both = laid(library, text, ("open", "walk"), ("shut", "walk"))
    for sentence in (
        f"The first is {names[0]}, at Day 9 of 9.",
        "They part at “Gate”.",
        "Gate.\n  First: day 0, Open\n  Second: day 0, Shut",
        "- Measure what changes. First: both ways; Second: spent each time.",
        "Better: in the first.",
        "First: End\nSecond: End",
        "The same in both:\n\n- Road: Walk",
    ):
        assert sentence in said(both), sentence


def test_what_was_not_decided_is_said_as_it_stood(library: Library, text: Scenario) -> None:
    _, both = laid(library, text, ("open", "walk"), ("open",))
    assert "Second: on the table." in said(both)
    assert "Second: it is not finished." in said(both)


def test_two_runs_that_never_part_say_so(library: Library, text: Scenario) -> None:
    _, both = laid(library, text, ("open", "walk"), ("open", "walk"))
    assert "They never part." in said(both)
    assert "Lessons that differ:\n\nNone." in said(both)


def test_what_differs_comes_before_what_is_the_same(library: Library, text: Scenario) -> None:
    _, both = laid(library, text, ("open", "walk"), ("shut", "walk"))
    for told in (said(both), whole(document(ENGLISH, both), 120).plain):
        assert told.index("Decisions that differ") < told.index("Lessons that differ") < told.index("The same in both")


@pytest.mark.parametrize(("width", "beside"), [(74, False), (99, False), (120, True)])
def test_there_are_two_columns_from_a_hundred_on(
    width: int,
    beside: bool,
    library: Library,
    text: Scenario,
) -> None:
    _, both = laid(library, text, ("open", "walk"), ("shut", "walk"))
    rows = whole(document(ENGLISH, both), width).plain.split("\n")
    assert any("Open" in row and "Shut" in row for row in rows) is beside
