"""A run and classes that are played once for all tests of files: the values of their scenarios are worked out once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from game import filing
from game.report.tables import TableSource
from tests import carried
from tests.exercise.seating import starter

Played = Callable[[int], str]
"""By the people in each syndicate the name of a class; of 0 that of a run played alone."""


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Played]:
    """A home, and what is played in it when it is first asked for."""
    folder, names = tmp_path_factory.mktemp("files") / "home", dict[int, str]()

    def play(people: int) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WHITECELL_HOME", str(folder))
            if people not in names:
                made = carried.simulated(folder, 80 + people, people) if people else carried.played(starter(), 5)
                names[people] = made
        return names[people]

    return folder, play


@pytest.fixture
def solo(played: tuple[Path, Played], home: Path, monkeypatch: pytest.MonkeyPatch) -> list[TableSource]:
    """A run of the starter."""
    monkeypatch.setenv("WHITECELL_HOME", str(played[0]))
    return filing.sources([played[1](0)])[0]


@pytest.fixture
def group(
    request: pytest.FixtureRequest, played: tuple[Path, Played], home: Path, monkeypatch: pytest.MonkeyPatch
) -> list[TableSource]:
    """A class with two syndicates of so many people: five, or as a test asks for."""
    monkeypatch.setenv("WHITECELL_HOME", str(played[0]))
    return filing.sources([played[1](getattr(request, "param", 5))])[0]
