"""Carried from machine to machine: the same forms to the byte, changes found and named, who is erased is gone."""

import datetime as dt
import json
import random
import zipfile
from pathlib import Path

import pytest

from game import carrying
from game.cli import main
from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.clock import parsed
from game.exercise.errors import Refused
from game.exercise.run.run_store import Library
from game.record import parcel
from game.record.log import RecordError
from game.record.parcel import WasChanged
from tests import carried
from tests.exercise.seating import starter
from tests.exercise.simulating import small
from tests.fixtures.first_edition import CLASSES, unpack


@pytest.fixture
def run(home: Path) -> str:
    """A run of a small scenario that was played to its end."""
    return carried.played(small(random.Random(4)), 4)


@pytest.fixture
def file(run: str, tmp_path: Path) -> Path:
    """That run in a file."""
    made = tmp_path / "run.wcx"
    carrying.export(run, made)
    return made


def rewritten(file: Path, name: str, old: bytes, new: bytes) -> Path:
    """The file with something else in one of its parts, packed as this program packs."""
    parts = parcel._unzipped(file.read_bytes())
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    made = file.with_name("changed.wcx")
    made.write_bytes(parcel._zipped(parts))
    return made


# --- the same on another machine


@pytest.mark.parametrize("values", ["with values", "without"])
def test_every_form_of_a_run_is_the_same_to_the_byte(
    values: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if values == "without":
        monkeypatch.setattr("game.report.open._quick", lambda made, shelf: [])
    name = carried.played(starter(), 11)
    before, files = carried.run_forms(name), carried.files(name)
    carrying.export(name, tmp_path / "a.wcx")
    carried.at_home(monkeypatch, tmp_path / "bare")
    monkeypatch.setattr("game.report.open._quick", lambda made, shelf: [])  # that machine works nothing out
    assert "Brought" in carrying.bring(tmp_path / "a.wcx")
    assert carried.run_forms(name) == before
    assert carried.files(name) == files
    carrying.export(name, tmp_path / "b.wcx")
    assert (tmp_path / "a.wcx").read_bytes() == (tmp_path / "b.wcx").read_bytes()


def test_a_copy_under_another_name_on_the_shelf_has_the_first_ones_name_on_its_page(
    run: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = carried.run_forms(run)
    carried.at_home(monkeypatch, tmp_path / "bare")
    other = carried.played(small(random.Random(5)), 5)
    Library().path(other).rename(Library().path(run))
    assert f"Brought: {run}-2," in carrying.bring(file)
    assert carried.run_forms(f"{run}-2") == before


def test_what_was_played_on_after_it_was_brought_is_told_from_its_own_values(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = carried.played(starter(), 3, most=2)
    carrying.export(name, tmp_path / "a.wcx")
    carried.at_home(monkeypatch, tmp_path / "bare")
    carrying.bring(tmp_path / "a.wcx")
    assert Library().read(name).looked
    table = Library().resume(name)
    seat = table.seat("solo")
    while (found := seat.snapshot().inject) and not found.options:
        seat.submit(cmd.Acknowledge(inject=found.id))
    assert found
    seat.submit(cmd.Decide(inject=found.id, option=found.options[0].id))
    table.log.close()
    assert not Library().read(name).looked


@pytest.mark.parametrize("people", [1, 5])
def test_every_form_of_a_class_and_of_each_copy_is_the_same_to_the_byte(
    people: int, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = carried.simulated(home, 70 + people, people)
    wanted = [name, f"{name}.1", f"{name}.2", *(f"{name}.{of}/{seat}" for seat, of, _ in carried.seats_of(name))][:6]
    before = {each: carried.class_forms(each, tmp_path / "before") for each in wanted}
    files = carried.files(name)
    for number, each in enumerate(wanted):
        carrying.export(each, tmp_path / f"{number}.wcx")
    for number, each in enumerate(wanted):
        bare = carried.at_home(monkeypatch, tmp_path / f"bare{number}")
        assert f"Brought: {each}, whole" in carrying.bring(tmp_path / f"{number}.wcx")
        assert carried.class_forms(each, tmp_path / f"after{number}") == before[each]
        assert each != name or carried.files(each) == files
        assert "Already here" in carrying.bring(tmp_path / f"{number}.wcx")
        assert (bare / "classes").exists() == (number == 0)


def test_a_class_that_was_brought_is_hosted_on_with_its_codes(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = Classes().open(starter(), 2, seed=7)
    codes, name = [each.code for each in room.syndicates], room.name
    room.close()
    carrying.export(name, tmp_path / "a.wcx")
    carried.at_home(monkeypatch, tmp_path / "bare")
    carrying.bring(tmp_path / "a.wcx")
    again = Classes().reopen(name)
    assert [each.code for each in again.syndicates] == codes
    again.close()


def test_a_seats_copy_holds_nothing_of_others(home: Path, tmp_path: Path) -> None:
    name = carried.simulated(home, 9, 3)
    record = Classes().read(name)
    seats = list(record.roster.members)
    for seat in seats:
        carrying.export(f"{name}/{seat}", tmp_path / f"{seat}.wcx")
        private = json.loads(parcel._unzipped((tmp_path / f"{seat}.wcx").read_bytes())[parcel.PRIVATE])
        values = [str(each["value"]) for each in private.values()]
        said = [each for each in values if each.startswith(("Because", "Against"))]
        assert all(f" {seat} " in each for each in said)
        assert {each for each in values if each.startswith("Person")} <= {record.roster.members[seat].name}
        tokens = {each.data["token"] for each in record.events if "token" in each.data and each.data["seat"] != seat}
        assert not tokens & set(values)


def test_a_syndicates_copy_holds_no_choice_answer_or_door(home: Path, tmp_path: Path) -> None:
    name = carried.simulated(home, 12, 4)
    carrying.export(f"{name}.1", tmp_path / "a.wcx")
    made = parcel.opened((tmp_path / "a.wcx").read_bytes())
    assert all(secret.words for secret in made.halves.secrets.values())
    named = {each.seat for each in Classes().read(name).roster.members.values() if each.named}
    for event in made.halves.events:
        if event.kind == "seat_joined" and event.data["seat"] not in named:
            assert event.data["name"]["sealed"] not in made.halves.secrets


# --- what was changed


def test_what_is_whole_says_so(file: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["verify", str(file)]) == 0
    assert ": whole: " in capsys.readouterr().out


def test_an_option_that_was_changed_is_named_by_its_event(file: Path) -> None:
    made = rewritten(file, parcel.LOG, b'"how":"alone","inject":"', b'"how":"alone","inject":"x')
    number = next(
        at
        for at, line in enumerate(parcel._unzipped(file.read_bytes())[parcel.LOG].splitlines(), 1)
        if b'"how":"alone","inject":"' in line
    )
    with pytest.raises(WasChanged, match=f"event {number} is not what was written"):
        carrying.verify(made)


def test_a_text_that_was_changed_is_named_by_its_event(file: Path) -> None:
    private = json.loads(parcel._unzipped(file.read_bytes())[parcel.PRIVATE])
    text = next(each["value"] for each in private.values() if isinstance(each["value"], str) and len(each["value"]) > 8)
    made = rewritten(file, parcel.PRIVATE, json.dumps(text, ensure_ascii=False).encode(), b'"something else"')
    with pytest.raises(WasChanged, match=r"a text of event \d+ is not what was written"):
        carrying.verify(made)


def test_an_end_that_is_missing_is_found(file: Path) -> None:
    lines = parcel._unzipped(file.read_bytes())[parcel.LOG].splitlines(keepends=True)
    made = rewritten(file, parcel.LOG, lines[-1], b"")
    with pytest.raises(WasChanged, match="the end is missing"):
        carrying.verify(made)


def test_a_text_of_the_scenario_and_a_figure_are_held_too(file: Path) -> None:
    with pytest.raises(WasChanged, match="the text of its scenario"):
        carrying.verify(rewritten(file, "scenario/test.yaml", b"A test", b"A rest"))
    with pytest.raises(WasChanged, match=r"'manifest\.json'"):
        carrying.verify(rewritten(file, parcel.MANIFEST, b'"version":"', b'"version":"9'))
    with pytest.raises(WasChanged, match=r"'outlook\.json'"):
        carrying.verify(rewritten(file, parcel.OUTLOOK, b'"happenings":', b'"happenings":1'))


def test_what_was_changed_is_not_brought_and_says_no(file: Path, capsys: pytest.CaptureFixture) -> None:
    made = rewritten(file, parcel.LOG, b'"how":"alone"', b'"how":"vote"')
    for command in ("verify", "import"):
        assert main([command, str(made)]) == 1
        assert "is not what was written" in capsys.readouterr().err


def test_another_state_of_what_is_here_is_refused_with_its_first_event(run: str, file: Path, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(Library().path(run)) as db:
        db.execute("DROP TRIGGER event_stays")
        db.execute("UPDATE event SET at = '2031-01-01T00:00:00+00:00' WHERE seq = 3")
    db.close()
    with pytest.raises(WasChanged, match=f"is not the '{run}' that is here: event 3 is another"):
        carrying.bring(file)


def test_every_byte_is_held(file: Path) -> None:
    blob, dice = file.read_bytes(), random.Random(1)
    for _ in range(300):
        made = bytearray(blob)
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
        with pytest.raises(RecordError):
            parcel.opened(bytes(made))


def test_strange_files_are_refused_in_one_sentence(file: Path, home: Path) -> None:
    blob, made = file.read_bytes(), file.with_name("hurt.wcx")
    for seed in range(200):
        made.write_bytes(carried.mutated(blob, random.Random(seed)))
        assert carried.refused(made) or made.read_bytes() == blob, seed


def test_bombs_and_paths_are_refused(tmp_path: Path, file: Path) -> None:
    bomb = tmp_path / "bomb.wcx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", b"0" * 50_000_000)
    with pytest.raises(RecordError, match="is not compressed"):
        carrying.verify(bomb)
    parts = parcel._unzipped(file.read_bytes())
    for name in ("/etc/passwd", "../up", "scenario/../up", "scenario/a\\b", "scenario/C:x"):
        bomb.write_bytes(parcel._zipped({**parts, name: b""}))
        with pytest.raises(RecordError, match="no part of such a file"):
            carrying.verify(bomb)
    with bomb.open("wb") as out:
        out.truncate(parcel.MOST + 1)
    with pytest.raises(RecordError, match="larger than 64 MB"):
        carrying.verify(bomb)
    with pytest.raises(RecordError, match="cannot be read"):
        carrying.verify(tmp_path / "none.wcx")


def test_nothing_is_written_over(run: str, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(RecordError, match="is there already"):
        carrying.export(run, file)
    assert file.read_bytes() == before


def test_what_is_not_there_is_said(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["export", "nothing", "--out", str(tmp_path / "a.wcx")]) == 2
    assert capsys.readouterr().err.startswith("There is no run and no class 'nothing'.")
    assert main(["erase", "nothing"]) == 2


def test_a_file_of_another_kind_is_known_and_named_with_its_command(
    run: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.zip"
    assert main(["backup", str(kept)]) == 0
    capsys.readouterr()
    assert main(["verify", str(kept)]) == 0
    assert "whole: a backup of 1 run and 0 classes." in capsys.readouterr().out
    assert main(["import", str(kept)]) == 2
    cure = f"an empty data folder takes it in: whitecell restore {kept}"
    assert f"it is a backup of runs and classes; {cure}" in capsys.readouterr().err
    assert main(["debrief", str(file.name)]) == 2
    assert "is a file, and not the name of a run: whitecell verify" in capsys.readouterr().err
    monkeypatch.setenv("WHITECELL_HOME", str(tmp_path / "other"))
    assert main(["restore", str(file)]) == 2
    assert f"is one run or class, and no backup: whitecell import {file}" in capsys.readouterr().err


def test_a_backup_that_was_changed_is_not_whole(run: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    kept, hurt = tmp_path / "kept.zip", tmp_path / "hurt.zip"
    assert main(["backup", str(kept)]) == 0
    with zipfile.ZipFile(kept) as packed, zipfile.ZipFile(hurt, "w") as made:
        for name in packed.namelist():
            made.writestr(name, packed.read(name) + (b"" if name == "manifest.json" else b"x"))
    assert main(["verify", str(hurt)]) == 1
    assert "a run in it is not what was written" in capsys.readouterr().err


# --- erasing


def bytes_of(folder: Path) -> bytes:
    """Every byte of every file below a folder."""
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


def test_an_erased_seat_is_in_no_byte_of_the_store_and_in_no_form(home: Path, tmp_path: Path) -> None:
    name = carried.simulated(home, 21, 3)
    decided = [each.decisions for each in Classes().read(name).runs.values()]
    pin = Classes().read(name).runs["1"].pin
    for seat, _, _ in list(carried.seats_of(name)):
        words = [f"Because {seat} ".encode(), f"Against it spoke {seat} ".encode()]
        assert "Erased" in carrying.erase(name, seat=seat)
        assert not [each for each in words if each in bytes_of(home)]
    assert b"Person " not in bytes_of(home)
    after = Classes().read(name)
    assert [each.decisions for each in after.runs.values()] == decided
    assert after.runs["1"].pin == pin  # paper that was printed before still names this log
    forms = carried.class_forms(name, tmp_path / "pages")
    assert not [form for form, text in forms.items() if "Person " in text or "Because s" in text]
    carrying.export(name, tmp_path / "a.wcx")
    assert b"Person " not in (tmp_path / "a.wcx").read_bytes()
    assert "whole" in carrying.verify(tmp_path / "a.wcx")
    with pytest.raises(Refused, match="nothing of seat s1"):
        carrying.erase(name, seat="s1")


def test_a_month_after_its_end_a_class_offers_to_erase_everybodys_name(
    home: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = carried.simulated(home, 21, 3)
    (entry,) = Classes().entries()
    assert entry.named == 6
    for days, offered in ((29, []), (30, [entry])):
        later = parsed(entry.last) + dt.timedelta(days=days)
        assert Classes(clock=lambda later=later: later).with_old_names() == offered
    monkeypatch.setattr(Classes, "with_old_names", lambda self: [each for each in self.entries() if each.named])
    assert main(["runs", "--classes"]) == 0
    assert f"erase {name} --names" in capsys.readouterr().out
    assert main(["erase", name, "--names", "--yes"]) == 0
    assert b"Person " not in bytes_of(home)
    assert b"Because s1 " in bytes_of(home), "what was said stays where no name is in it"
    assert main(["erase", name, "--names", "--yes"]) == 2
    assert "Nobody's name is in" in capsys.readouterr().err
    assert main(["runs", "--classes"]) == 0
    assert "--names" not in capsys.readouterr().out
    assert main(["erase", name, "--names", "--seat", "s1"]) == 2


def test_a_name_is_erased_wherever_anybody_wrote_it(home: Path, capsys: pytest.CaptureFixture) -> None:
    name = carried.played(small(random.Random(2)), 30)
    if b"Anneliese" not in bytes_of(home):
        pytest.fail("nobody wrote the name: another seed")
    assert main(["erase", name, "--name", "anneliese"]) == 1  # there is nobody to ask
    assert "needs --yes" in capsys.readouterr().err
    assert b"Anneliese" in bytes_of(home)
    assert main(["erase", name, "--name", "anneliese", "--yes"]) == 0
    assert "Erased" in capsys.readouterr().out
    assert b"Anneliese" not in bytes_of(home)
    assert "(erased)" in carried.run_forms(name)["plain"]


def test_a_log_of_an_older_format_is_rewritten_by_its_first_erasure(home: Path) -> None:
    unpack(home)
    name = CLASSES[0]
    (_, _, called), *_ = there = list(carried.seats_of(name))
    decided = [each.decisions for each in Classes().read(name).runs.values()]
    assert f'"{called}"'.encode() in bytes_of(home / "classes")
    for seat in [seat for seat, _, other in there if other == called]:  # two people are called so
        carrying.erase(name, seat=seat)
    assert f'"{called}"'.encode() not in (home / "classes" / f"{name}.sqlite3").read_bytes()
    assert [each.decisions for each in Classes().read(name).runs.values()] == decided


def test_an_erasure_that_cannot_be_written_leaves_the_log_as_it_was(
    run: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Library().read(run)

    def full(*args: object) -> None:
        raise RecordError("the disk is full.")

    monkeypatch.setattr("game.record.sqlite.write_log", full)
    with pytest.raises(RecordError):
        carrying.erase(run, seat="solo")
    assert Library().read(run) == before
    assert not [each for each in Library().folder.iterdir() if each.name.startswith(".")]


def test_a_log_that_is_open_is_not_erased(home: Path) -> None:
    table = Library().begin(starter(), 7)
    with pytest.raises(RecordError, match="open in another window"):
        carrying.erase(table.name, seat="solo")
    table.log.close()
