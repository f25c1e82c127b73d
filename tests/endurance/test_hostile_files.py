"""Hostile files and accidents, in the long form; the short one is in `tests/scenario`."""

import os
import random
from pathlib import Path

import pytest

from tests.endurance.hostile_files import MOST_MEGABYTES, Figure, accidents, alone, examples, strangers, worst


def sound(title: str, figures: list[Figure], capsys: pytest.CaptureFixture[str]) -> None:
    """None stopped the program or took more memory than was promised; what they took is printed."""
    with capsys.disabled():
        print(f"\n  {title}:", *(figure.shown() for figure in worst(figures)), sep="\n  ")
    assert [figure for figure in figures if figure.stopped or figure.megabytes > MOST_MEGABYTES] == []


@pytest.mark.endurance
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_files_after_accidents_are_taken_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    sound("files after accidents", list(accidents(100_000, random.randrange(10**9), os.cpu_count() or 1)), capsys)


@pytest.mark.endurance
@pytest.mark.timeout(3600)
def test_every_hostile_file_is_taken_or_refused_in_a_process_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound("hostile files", [alone(name, path) for name, path in strangers(tmp_path)], capsys)


@pytest.mark.endurance
@pytest.mark.timeout(3600)
def test_every_official_example_is_taken_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound("examples of YAML", examples(tmp_path), capsys)
