"""Backup: one whole file of what is played meanwhile or was killed; back from it, all or nothing."""

import hashlib
import json
import os
import random
import sqlite3
import zipfile
from pathlib import Path

import pytest

from game.cli import main
from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.run.run_store import ALONE, Library
from game.record import backup
from game.record.log import RecordError
from game.record.pictures import FOLDER, Pictures
from tests.exercise.seating import starter
from tests.record.fuzzing import HURT, SOUND, contents, played


def stores(library: Library) -> dict[str, Path]:
    return {f"runs/{path.name}": path for path in library.folder.glob("*.sqlite3")}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return played(tmp_path / "home")


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A backup of one run."""
    made = tmp_path / "kept.zip"
    backup.back_up(made, stores(library))
    return made


def test_a_run_comes_back_as_it_was(library: Library, file: Path, tmp_path: Path) -> None:
    kept = backup.restore(file, tmp_path / "other")
    again = Library(tmp_path / "other")
    assert kept.stores == (f"runs/{SOUND}.sqlite3",)
    assert again.read(SOUND) == library.read(SOUND)
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["runs"]
    assert [path.name for path in again.folder.iterdir()] == [f"{SOUND}.sqlite3"]
    again.resume(SOUND).log.close()  # it can be played on


def test_what_is_being_played_is_backed_up_whole_where_a_copied_file_is_not(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    table = library.begin(starter(), 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    (path,) = library.folder.glob("*.sqlite3")
    before = contents(library.folder)
    backup.back_up(tmp_path / "kept.zip", stores(library))
    assert contents(library.folder) == before
    backup.restore(tmp_path / "kept.zip", tmp_path / "other")
    assert Library(tmp_path / "other").read(table.name) == table.run
    copied = tmp_path / "copied.sqlite3"
    copied.write_bytes(path.read_bytes())
    with sqlite3.connect(copied) as lone:
        assert lone.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    lone.close()
    table.log.close()


def test_what_is_damaged_is_named_and_left_out(library: Library, tmp_path: Path) -> None:
    library.path(HURT).write_bytes(b"no database" * 1000)
    kept = backup.back_up(tmp_path / "kept.zip", stores(library))
    assert kept.stores == (f"runs/{SOUND}.sqlite3",)
    assert len(kept.left_out) == 1
    assert kept.left_out[0].startswith("'hurt.sqlite3' is damaged")


def test_nothing_is_written_over(library: Library, file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(RecordError, match="is there already"):
        backup.back_up(file, stores(library))
    assert file.read_bytes() == before
    with pytest.raises(RecordError, match="holds 1 runs and classes already"):
        backup.restore(file, library.folder.parent)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "kept.zip"]


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_backup_and_what_comes_of_it_are_for_one_user_alone(file: Path, tmp_path: Path) -> None:
    backup.restore(file, tmp_path / "other")
    modes = {path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes["kept.zip"] == modes[f"other/runs/{SOUND}.sqlite3"] == 0o600
    assert modes["other"] == modes["other/runs"] == 0o700


def changed(file: Path, name: str, data: bytes, **said: object) -> Path:
    """A backup with one store more, of which its manifest says this."""
    made = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        manifest = json.loads(old.read(backup.MANIFEST))
        about = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), **said}
        manifest["stores"][name] = about
        for each in old.namelist():
            if each != backup.MANIFEST:
                new.writestr(each, old.read(each))
        new.writestr(name, data)
        new.writestr(backup.MANIFEST, json.dumps(manifest))
    return made


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("runs/../../up.sqlite3", b"x", {}),
        ("/runs/up.sqlite3", b"x", {}),
        ("runs/up.txt", b"x", {}),
        ("seats.json", b"x", {}),
        ("runs/a.sqlite3", b"no database" * 100, {}),
        ("runs/a.sqlite3", b"x", {"sha256": "0" * 64}),
        ("runs/a.sqlite3", b"x", {"bytes": 2}),
        ("runs/a.sqlite3", b"x" * 10_000_000, {"bytes": 10}),
        ("runs/a.sqlite3", b"x", {"bytes": 10**12}),
        ("runs/a.sqlite3", b"x", {"bytes": "many"}),
    ],
)
def test_what_no_backup_of_ours_holds_brings_nothing_back(
    file: Path, tmp_path: Path, name: str, data: bytes, said: dict[str, object]
) -> None:
    bad = changed(file, name, data, **said)
    with pytest.raises(RecordError):
        backup.restore(bad, tmp_path / "other")
    assert list((tmp_path / "other").iterdir()) == []
    assert not list(tmp_path.rglob("up.*"))


def test_a_backup_damaged_anywhere_comes_back_whole_or_not_at_all(library: Library, file: Path, tmp_path: Path) -> None:
    dice, whole, run = random.Random(7), file.read_bytes(), library.read(SOUND)
    bad = tmp_path / "bad.zip"
    for number in range(60):
        data = bytearray(whole)
        if number % 3:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        else:
            del data[dice.randrange(len(data)) :]
        bad.write_bytes(data)
        place = tmp_path / f"other-{number}"
        try:
            backup.restore(bad, place)
        except RecordError:
            assert list(place.iterdir()) == []
        else:
            assert Library(place).read(SOUND) == run


def test_a_backup_of_a_later_version_is_refused(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "VERSION", 0)
    with pytest.raises(RecordError, match="later version"):
        backup.restore(file, tmp_path / "other")


# --- the commands


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_whole_folder_is_written_and_brought_back_by_two_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Library().begin(starter(), 7)
    table.log.close()
    room, _ = Classes().open(starter(), 2, seed=7)
    room.close()
    file = str(tmp_path / "kept.zip")
    code, out, err = answered(capsys, "backup", file)
    assert (code, err) == (0, "")
    assert out.startswith(f"Written: {file}, 1 run and 1 class. It was read back and is whole.\n")
    assert "Not in it: saved seats" in out
    assert answered(capsys, "backup", file)[0] == 2
    assert answered(capsys, "restore", file)[0] == 2
    monkeypatch.setenv("WHITECELL_HOME", str(tmp_path / "other"))
    code, out, err = answered(capsys, "restore", file)
    assert (code, err) == (0, "")
    assert out.startswith("Restored: 1 run and 1 class")
    assert [entry.id for entry in Library().entries()] == [table.name]
    assert [(entry.id, entry.syndicates) for entry in Classes().entries()] == [(room.name, 2)]


def test_one_run_can_be_written_alone_and_one_left_out_says_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for _ in range(2):
        table = Library().begin(starter(), 7)
        table.log.close()
        names.append(table.name)
    code, out, _ = answered(capsys, "backup", str(tmp_path / "one.zip"), names[0])
    assert (code, "1 run and 0 classes" in out) == (0, True)
    assert answered(capsys, "backup", str(tmp_path / "none.zip"), "nobody-abcd")[0] == 2
    Library().path("hurt-abcd").write_bytes(b"no database" * 100)
    code, out, _ = answered(capsys, "backup", str(tmp_path / "all.zip"))
    assert code == 1
    assert "Left out: 'hurt-abcd.sqlite3' is damaged" in out


PNG = b"\x89PNG\r\n\x1a\n" + b"a map" * 50
SHA = hashlib.sha256(PNG).hexdigest()
DRAWN = b"<svg>"


def test_the_pictures_of_scenarios_go_with_the_runs(library: Library, tmp_path: Path) -> None:
    library.pictures.keep({SHA: PNG})
    (library.pictures.folder / ("0" * 64)).write_bytes(b"somebody's own file")
    backup.back_up(tmp_path / "kept.zip", stores(library), library.pictures)
    backup.restore(tmp_path / "kept.zip", tmp_path / "other")
    assert Pictures(tmp_path / "other" / FOLDER).names() == [SHA]
    assert Library(tmp_path / "other").pictures.read(SHA) == PNG


@pytest.mark.parametrize(
    ("name", "data"),
    [(SHA, PNG + b"!"), ("../../x", PNG), (SHA, b""), (hashlib.sha256(DRAWN).hexdigest(), DRAWN)],
)
def test_a_picture_that_is_not_what_its_name_says_brings_nothing_back(
    file: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    hurt = tmp_path / "hurt.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(hurt, "w") as new:
        for each in old.namelist():
            if each != backup.MANIFEST:
                new.writestr(each, old.read(each))
        new.writestr(f"{FOLDER}/{name}", data)
        new.writestr(backup.MANIFEST, json.dumps({**json.loads(old.read(backup.MANIFEST)), "pictures": [name]}))
    with pytest.raises(RecordError, match="no backup of this program, or a damaged one"):
        backup.restore(hurt, tmp_path / "other")
    assert not (tmp_path / "other" / FOLDER).exists()
    assert not (tmp_path / "other" / "runs").exists()


def test_a_backup_that_cannot_be_written_says_why_and_leaves_nothing(library: Library, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"'.*nowhere/kept\.zip' cannot be written: No such file or directory"):
        backup.back_up(tmp_path / "nowhere" / "kept.zip", stores(library))


def test_a_backup_that_is_not_whole_leaves_no_draft(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: Path) -> None:
        raise RecordError(f"'{draft.name}' is not whole.")

    monkeypatch.setattr(backup, "_checked", refuse)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(RecordError, match="not whole"):
        backup.back_up(folder / "kept.zip", stores(library))
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "sizes", [[backup.MOST + 1], [0], ["1"], [backup.MOST] * (backup.MAX_IN_ALL // backup.MOST + 1)]
)
def test_a_size_that_no_run_has_is_refused_before_anything_is_unpacked(
    sizes: list[object], file: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bad, "w") as new:
        said = json.loads(old.read(backup.MANIFEST))
        one = next(iter(said["stores"].values()))
        said["stores"] = {f"runs/r{number}.sqlite3": {**one, "bytes": size} for number, size in enumerate(sizes)}
        new.writestr(backup.MANIFEST, json.dumps(said))
    with pytest.raises(RecordError, match="more than a run can have"):
        backup.restore(bad, tmp_path / "other")
    assert not list((tmp_path / "other").iterdir())
