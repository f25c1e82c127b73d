"""Who was erased does not come back: not by an old backup, and not by a file that was exported before."""

import json
import shutil
from pathlib import Path

import pytest

from game import backing_up, carrying
from game.cli import main
from game.exercise.classroom.class_store import Classes, usual
from game.record import backup, erasures
from game.record.log import RecordError
from game.record.sealing import Halves, sealed
from game.record.sqlite import read_log
from game.record.store import FolderStore
from tests import carried

WORD = "Because"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHITECELL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def moved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another data folder, in use from now on."""
    monkeypatch.setenv("WHITECELL_HOME", str(folder))
    return folder


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def sealed_anew(name: str) -> Halves:
    """A class's log with what is personal sealed now, as that of a log in which nothing is kept apart."""
    log = read_log(FolderStore(usual()).path(name))
    try:
        made = [sealed(event) for run in log.runs() for event in log.events(run)]
    finally:
        log.close()
    return Halves(
        tuple(event for each in made for event in each.events),
        {seal: secret for each in made for seal, secret in each.secrets.items()},
    )


def words(called: str, seat: str) -> tuple[bytes, ...]:
    return tuple(each.encode() for each in (called, f"Because {seat} ", f"Against it spoke {seat} "))


def test_a_backup_from_before_brings_nobody_back_whom_the_folder_has_erased(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = carried.simulated(home, 3, 2, 1)
    seats = list(carried.seats_of(name))
    backing_up.back_up(tmp_path / "old.zip", (), "")
    (seat, _, called), (other, _, stays) = seats[0], seats[1]
    before = Classes().read(name)
    carrying.erase(name, seat=seat)
    for each in ("runs", "classes"):
        shutil.rmtree(home / each, ignore_errors=True)
    said = backing_up.restore(tmp_path / "old.zip")
    assert "Erased again: " in said
    found = held(home)
    assert not [word for word in words(called, seat) if word in found]
    assert stays.encode() in found
    after = Classes().read(name)
    assert [run.decisions for run in after.runs.values()] == [run.decisions for run in before.runs.values()]
    assert after.events[-1].kind.value == "erased"
    carrying.export(name, tmp_path / "after.wcx")
    assert "erased" in carrying.verify(tmp_path / "after.wcx")
    assert other != seat


def test_a_bare_folder_says_what_is_in_it_again_and_erases_by_the_list_of_the_old_one_or_of_a_later_backup(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = carried.simulated(home, 3, 2, 1)
    seat, _, called = next(iter(carried.seats_of(name)))
    backing_up.back_up(tmp_path / "old.zip", (), "")
    carrying.erase(name, seat=seat)
    backing_up.back_up(tmp_path / "new.zip", (), "")
    bare = moved(tmp_path / "bare", monkeypatch)
    assert "who was erased after it was written is in it again" in backing_up.restore(tmp_path / "old.zip")
    assert called.encode() in held(bare)
    for number, source in enumerate((home, tmp_path / "new.zip")):
        bare = moved(tmp_path / f"bare{number}", monkeypatch)
        assert "Erased again" in backing_up.restore(tmp_path / "old.zip", source)
        assert called.encode() not in held(bare)
        assert erasures.read(bare) == erasures.read(home), "the list goes on"
    bare = moved(tmp_path / "newer", monkeypatch)
    assert "Nothing of what was erased is in it" in backing_up.restore(tmp_path / "new.zip")
    with pytest.raises(RecordError, match="holds no list of erasures"):
        backing_up.restore(tmp_path / "old.zip", tmp_path)


def test_a_name_that_was_erased_everywhere_stays_so(home: Path, tmp_path: Path) -> None:
    name = carried.simulated(home, 3, 2, 1)
    _, _, called = next(iter(carried.seats_of(name)))
    backing_up.back_up(tmp_path / "old.zip", (), "")
    carrying.erase(name, name=called)
    shutil.rmtree(home / "classes")
    backing_up.restore(tmp_path / "old.zip")
    assert called.encode() not in held(home)


def test_a_file_that_was_exported_before_is_brought_without_what_was_erased_here(home: Path, tmp_path: Path) -> None:
    name = carried.simulated(home, 3, 2, 1)
    seat, _, called = next(iter(carried.seats_of(name)))
    carrying.export(name, tmp_path / "old.wcx")
    carrying.erase(name, seat=seat)
    shutil.rmtree(home / "classes")
    assert "were erased here" in carrying.bring(tmp_path / "old.wcx")
    found = held(home)
    assert not [word for word in words(called, seat) if word in found]


def test_the_list_names_nobody_and_holds_no_word(home: Path) -> None:
    name = carried.simulated(home, 3, 2, 1)
    seats = list(carried.seats_of(name))
    for seat, _, _ in seats:
        carrying.erase(name, seat=seat)
    text = (home / erasures.FILE).read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(seats)
    assert not [called for _, _, called in seats if called in text]
    assert WORD not in text


def test_a_log_of_an_earlier_form_is_found_by_seat_and_by_event(home: Path) -> None:
    """Where nothing is kept apart, seals are made anew at each reading."""
    name = carried.simulated(home, 3, 2, 1)
    seat = next(iter(carried.seats_of(name)))[0]
    whole, again = sealed_anew(name), sealed_anew(name)
    gone = {each for each, said in whole.secrets.items() if said.words and said.seq > 3}
    of_a_name = erasures.erasure(whole, gone, "", "now")
    assert of_a_name.found(again, apart=True) == set()
    found = of_a_name.found(again, apart=False)
    assert {(again.secrets[each].run, again.secrets[each].seq) for each in found} == of_a_name.events
    of_a_seat = erasures.Erasure(of_a_name.log, "now", seat, frozenset(), frozenset())
    assert of_a_seat.found(again, apart=False)
    assert not erasures.Erasure("another", "now", seat, frozenset(), frozenset()).found(again, apart=False)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"log": 1, "at": "", "seat": "", "seals": [], "events": []}',
     '{"log": "a", "at": "", "seat": "", "seals": [1], "events": []}',
     '{"log": "a", "at": "", "seat": "", "seals": [], "events": [["1"]]}', "[" * 100_000],
)  # fmt: skip
def test_a_list_that_is_not_as_it_was_written_brings_nothing_back(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    carried.simulated(home, 3, 2, 1)
    backing_up.back_up(tmp_path / "old.zip", (), "")
    bare = moved(tmp_path / "bare", monkeypatch)
    bare.mkdir()
    (bare / erasures.FILE).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(RecordError, match="list of erasures"):
        backing_up.restore(tmp_path / "old.zip")
    assert [path.name for path in bare.iterdir()] == [erasures.FILE]
    assert main(["restore", str(tmp_path / "old.zip")]) == 2


def test_a_backup_that_tells_of_no_erasures_is_one_of_before(home: Path, tmp_path: Path) -> None:
    carried.simulated(home, 3, 2, 1)
    backing_up.back_up(tmp_path / "old.zip", (), "")
    assert backup.looked_through(tmp_path / "old.zip")[1] == []
    assert json.loads(json.dumps(erasures.as_json(erasures.Erasure("a", "b", "", frozenset("c"), frozenset())))) == {
        "log": "a", "at": "b", "seat": "", "seals": ["c"], "events": [],
    }  # fmt: skip
