"""A class of two syndicates on the starter scenario."""

from pathlib import Path

import pytest

from game.exercise.classroom.classroom import Classroom
from tests.exercise.seating import Clock, opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Classroom:
    return opened(tmp_path, clock=clock)[0]
