"""What is kept of an analysis: for this user alone, and whatever stands in its files, it is only worked out anew."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from game import analysing
from game.analysis.result import kept_analyses, kept_values
from game.analysis.result.kept_analyses import RESULT, VALUES, Shelf
from game.analysis.result.kept_values import ARRAYS, INDEX
from game.scenario.scenario import Scenario
from tests.kit import ending, inject, option, scenario


@pytest.fixture
def made() -> Scenario:
    """A small scenario whose analysis is kept."""
    small = scenario(
        [
            inject(id, option("a", effects={"trust": -10}), option("b"), day=day)
            for day, id in enumerate(("one", "two"))
        ],
        endings=[ending("done")],
    )
    analysing.analysed(small, analysing.AnalyseOptions(), lambda *_: None)
    assert Shelf().analysis(small) is not None
    assert Shelf().values(small)
    return small


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_all_of_it_is_for_this_user_alone(made: Scenario) -> None:
    root = Shelf().root
    found = {path.relative_to(root).parts[-1]: path.stat().st_mode & 0o777 for path in root.rglob("*")}
    assert {name: mode for name, mode in found.items() if mode not in (0o600, 0o700)} == {}
    assert root.stat().st_mode & 0o777 == 0o700
    assert found[RESULT] == found[INDEX] == found[ARRAYS] == 0o600


@pytest.mark.parametrize("text", ["", "[]", "7", "{", "[" * 100_000, '{"a": ' * 50_000, "\xff"])
def test_a_result_that_is_none_is_the_same_as_none(made: Scenario, text: str) -> None:
    (Shelf().place(made) / RESULT).write_text(text, encoding="latin-1")
    assert Shelf().analysis(made) is None


@pytest.mark.parametrize(("name", "most"), [(RESULT, kept_analyses.MAX_RESULT), (INDEX, kept_values.MAX_INDEX)])
def test_a_file_that_is_larger_than_any_of_ours_is_not_read(made: Scenario, name: str, most: int) -> None:
    (path,) = Shelf().place(made).rglob(name) if name == RESULT else list(Shelf().place(made).rglob(name))[:1]
    text = path.read_text(encoding="utf-8")
    with path.open("r+b") as file:
        file.write(b" " * 1)
        file.truncate(2_000_000_000)  # takes no room on the disk
    with pytest.raises(ValueError, match="larger than what is ever kept"):
        kept_values.read_json(path, most)
    path.write_text(text + " " * (most - len(text.encode())), encoding="utf-8")
    assert kept_values.read_json(path, most) == json.loads(text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("shape", [2**32, 2**32]),
        ("shape", [0, 2**62]),
        ("shape", [-1]),
        ("shape", ["many"]),
        ("type", "O"),
        ("type", "no such type"),
        ("at", -8),
        ("at", 10**12),
        ("at", None),
    ],
)
def test_a_place_that_no_array_can_have_is_not_looked_up(made: Scenario, key: str, value: Any) -> None:
    folders = sorted((Shelf().place(made) / VALUES).iterdir())
    indexes = {folder: json.loads((folder / INDEX).read_text(encoding="utf-8")) for folder in folders}
    folder = next(folder for folder in folders if indexes[folder]["layers"])
    indexes[folder]["layers"][0]["arrays"][0][key] = value
    (folder / INDEX).write_text(json.dumps(indexes[folder]), encoding="utf-8")
    assert len(Shelf().values(made)) == len(folders) - 1


def test_a_folder_without_its_arrays_is_left_out(made: Scenario) -> None:
    folders: list[Path] = sorted((Shelf().place(made) / VALUES).iterdir())
    (folders[0] / ARRAYS).unlink()
    assert len(Shelf().values(made)) == len(folders) - 1
