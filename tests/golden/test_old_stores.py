"""What the first edition kept opens, means the same, and is not written to by whoever reads it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from game.record.events import Kind
from tests.fixtures.first_edition import CLASSES, HERE, RUNS, scenario, unpack
from tests.fixtures.folding import class_meaning, digest, run_meaning
from tests.golden.keeping import contains, differences, kept
from tests.golden.nets import pages, said, stores
from tests.plain.robot import hold


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A home whose stores have all been listed and read, and what they said."""
    folder = tmp_path_factory.mktemp("stores")
    return folder / "home", stores(folder)


@pytest.fixture
def made(read: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    return read[1]


def without_hash(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "sha256"}


@pytest.mark.parametrize("name", [*RUNS, *CLASSES])
def test_an_old_store_opens_and_means_the_same(made: dict[str, Any], name: str) -> None:
    assert differences(without_hash(kept("stores")[name]), made[name]) == []


@pytest.mark.parametrize("name", [*RUNS, *CLASSES])
def test_the_kept_hash_is_that_of_the_kept_meaning(name: str) -> None:
    old = kept("stores")[name]
    assert old["sha256"] == digest(old["means"])


@pytest.mark.parametrize("name", ["runs", "classes"])
def test_old_stores_stand_in_the_lists(made: dict[str, Any], name: str) -> None:
    assert differences(kept("stores")[name], made[name]) == []


def test_the_pages_of_old_stores_say_the_same(tmp_path: Path) -> None:
    """Made anew by `python -m tests.golden --only pages`, in a commit that says why."""
    assert differences(kept("pages"), pages(tmp_path), added=False) == []


def test_listing_and_reading_write_to_no_store(read: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """Neither what is in a file nor when it was written; the archive gives each file the same hour."""
    unpack(tmp_path)
    for kept_file in sorted([*tmp_path.rglob("runs/*"), *tmp_path.rglob("classes/*")]):
        file = read[0] / kept_file.relative_to(tmp_path)
        assert file.read_bytes() == kept_file.read_bytes(), file.name
        assert file.stat().st_mtime == kept_file.stat().st_mtime, file.name


def test_a_run_that_was_never_checkpointed_is_read_with_what_lies_beside_it(home: Path) -> None:
    unpack(home)
    (home / "runs" / "open-causeway.sqlite3-wal").unlink()
    assert said(hold(["debrief", "open-causeway", "--json"]))["exit"] != 0
    unpack(home)
    assert contains(kept("stores")["open-causeway"]["means"], run_meaning(home, "open-causeway"))


def test_what_was_torn_off_is_one_whole_move(home: Path) -> None:
    unpack(home)
    assert not (run_meaning(home, "torn-causeway"))["over"]
    assert class_meaning(home, "lobby-torn")["events"] == kept("stores")["lobby-torn"]["means"]["events"]


def test_the_stores_hold_every_kind_of_event_and_every_way_to_decide(tmp_path: Path) -> None:
    unpack(tmp_path)
    kinds, ways = set(), set()
    for path in [*(tmp_path / "runs").glob("*.sqlite3"), *(tmp_path / "classes").glob("*.sqlite3")]:
        db = sqlite3.connect(path)
        kinds |= {kind for (kind,) in db.execute("SELECT kind FROM event")}
        ways |= {way for (way,) in db.execute("SELECT json_extract(data, '$.how') FROM event WHERE kind LIKE 'decis%'")}
        db.close()
    first = "run_started run_branched briefing_read inject_released document_opened choice_made decision_taken"
    first += " inject_acknowledged gauge_adjusted note_added paused resumed time_set message_sent observation_made"
    first += " question_answered forecast_made class_opened facilitator_renewed seat_joined seat_admitted seat_removed"
    first += " pass_given_back seat_moved seats_merged roles_given consent_given reasons_asked play_begun endex held"
    first += " let_go choices_shown fact_shared vote_cast inject_written run_ended"
    assert kinds == set(first.split())
    assert ways == {"alone", "leader", "vote", "timer", "facilitator"}
    assert kinds <= {str(kind) for kind in Kind}


def test_an_analysis_that_was_kept_is_found_again_and_says_the_same(home: Path) -> None:
    unpack(home)
    (place,) = (home / "analysis").iterdir()
    before = {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    found = said(hold(["analyse", scenario("causeway"), "--json"]))
    assert found["out"]["seconds"] == json.loads(before[Path("analysis.json")])["seconds"]
    old = {key: value for key, value in kept("analyse")["causeway"]["out"].items() if key != "findings"}
    assert differences(old, found["out"]) == []
    assert {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    assert list((home / "analysis").iterdir()) == [place]


def test_the_first_edition_is_read_from_its_archive_alone() -> None:
    assert {path.suffix for path in HERE.iterdir() if path.is_file()} == {".py", ".xz"}
