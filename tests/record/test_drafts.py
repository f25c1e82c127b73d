"""Drafts: kept beside the log, gone once they are dealt with, found nowhere else."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.record.drafts import Drafts, drafts_path
from game.record.events import Event, Kind
from game.record.log import RecordError
from game.record.sqlite import open_log, read_log

SEEDED = "the well behind the mill is dry, they say"
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


def event(kind: Kind, by: str = "s1", run: str = "1", **data: object) -> Event:
    return Event("id", run, 1, kind, "2031-03-01T12:00:00+00:00", by, data)


def found(folder: Path) -> list[str]:
    """The files that hold the seeded phrase, or its end."""
    words = (SEEDED.encode(), SEEDED[10:].encode())
    return [
        each.name for each in sorted(folder.rglob("*")) if each.is_file() and any(w in each.read_bytes() for w in words)
    ]


def test_what_was_kept_is_there_after_the_file_was_let_go_of(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.drafts")
    drafts.keep("1", "s1", "pump", {"reason": "half a rea", "confidence": "7"})
    drafts.keep("1", "s1", "pump", {"reason": "half a reason"})
    drafts.close()
    again = Drafts(tmp_path / "a.drafts")
    assert again.of("1", "s1", "pump") == {"reason": "half a reason", "confidence": "7"}
    assert again.of("1", "s2", "pump") == {}
    assert again.of("1", "s1", "") == {}


def test_what_was_kept_is_there_for_another_reader_while_the_writer_lives(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.drafts")
    drafts.keep("1", "s1", "pump", {"reason": "half"})
    assert Drafts(tmp_path / "a.drafts").of("1", "s1", "pump") == {"reason": "half"}  # as after kill -9


def test_looking_makes_no_file_and_an_old_store_without_one_opens(tmp_path: Path) -> None:
    open_log(tmp_path / "old.sqlite3").close()
    read = read_log(tmp_path / "old.sqlite3")
    assert read.drafts.of("1", "s1", "pump") == {}
    read.close()
    log = open_log(tmp_path / "old.sqlite3")
    log.drafts.settle("1", [event(Kind.DECISION_TAKEN, inject="pump")])
    log.drafts.sweep("1", "pump")
    log.drafts.forget("s1")
    log.drafts.make_notes("1")
    log.drafts.keep("1", "s1", "pump", {"reason": ""})
    assert log.drafts.all() == []
    log.close()
    assert not drafts_path(tmp_path / "old.sqlite3").exists()


def test_a_file_with_nothing_left_in_it_is_taken_away(tmp_path: Path) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    log.drafts.keep("1", "s1", "pump", {"reason": "half"})
    assert drafts_path(tmp_path / "run.sqlite3").exists()
    log.drafts.keep("1", "s1", "pump", {"reason": ""})
    log.close()
    assert sorted(each.suffix for each in tmp_path.iterdir() if each.suffix != ".lock") == [".sqlite3"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such rights there")
def test_nobody_else_on_the_machine_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        drafts = Drafts(tmp_path / "a.drafts")
        drafts.keep("1", "s1", "pump", {"reason": "half"})
    finally:
        os.umask(before)
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("end", ["decided", "laid aside", "over", "sent", "emptied", "removed", "swept"])
def test_a_phrase_lies_in_the_drafts_alone_and_in_no_file_once_it_is_dealt_with(tmp_path: Path, end: str) -> None:
    log = open_log(tmp_path / "run.sqlite3")
    for length in range(1, len(SEEDED) + 1):
        log.drafts.keep("1", "s1", "pump", {"reason": SEEDED[:length]})
    log.drafts.keep("1", "s2", "", {"note": "stays"})
    assert {Path(name).stem for name in found(tmp_path)} == {"run"}
    assert all(".drafts" in name for name in found(tmp_path))
    match end:
        case "decided":
            log.drafts.settle("1", [event(Kind.DECISION_TAKEN, "s2", inject="pump")])
        case "laid aside":
            log.drafts.settle("1", [event(Kind.INJECT_ACKNOWLEDGED, "s2", inject="pump")])
        case "over":
            log.drafts.settle("1", [event(Kind.DECISION_TAKEN, "s2", inject="pump"), event(Kind.RUN_ENDED, "")])
        case "sent":
            log.drafts.settle("1", [event(Kind.CHOICE_MADE, "s1", inject="pump")])
        case "emptied":
            log.drafts.keep("1", "s1", "pump", {"reason": ""})
        case "removed":
            log.drafts.forget("s1")
        case "swept":
            log.drafts.sweep("1", "clinic")
    assert found(tmp_path) == []
    assert log.drafts.all() == [("1", "s2", "", "note", "stays")]
    log.close()
    assert found(tmp_path) == []


def test_what_happens_in_one_run_leaves_the_drafts_of_another_alone(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.drafts")
    drafts.keep("1", "s1", "pump", {"reason": "one"})
    drafts.keep("2", "s2", "pump", {"reason": "two"})
    drafts.settle("1", [event(Kind.DECISION_TAKEN, inject="pump")])
    assert drafts.all() == [("2", "s2", "pump", "reason", "two")]


def test_drafts_go_with_a_seat_into_another_run_and_into_the_seat_it_becomes_one_with(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.drafts")
    drafts.keep("1", "s1", "", {"note": "mine"})
    drafts.carry("s1", "2", 1)
    assert drafts.of("2", "s1", "") == {"note": "mine"}
    drafts.keep("2", "s3", "pump", {"reason": "theirs"})
    drafts.keep("2", "s1", "pump", {"reason": "mine too"})
    drafts.carry("s1", "2", 1, "s3")
    assert drafts.of("2", "s3", "") == {"note": "mine"}
    assert drafts.of("2", "s3", "pump") == {"reason": "mine too"}, "one person's two seats: what was typed later stands"
    assert not any(seat == "s1" for _, seat, *_ in drafts.all())


def test_at_the_end_of_the_exercise_what_cannot_be_sent_any_more_becomes_a_note(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.drafts")
    drafts.keep("1", "s1", "pump", {"reason": "because", "counter": "but", "confidence": "3"})
    drafts.keep("1", "s2", "pump", {"confidence": "3"})
    drafts.make_notes("1")
    assert drafts.all() == [("1", "s1", "", "note", "because but")]


def test_a_file_that_is_none_of_ours_is_said_in_a_sentence_and_stops_no_run(tmp_path: Path) -> None:
    (tmp_path / "run.drafts").write_bytes(b"not a table at all, only words" * 50)
    log = open_log(tmp_path / "run.sqlite3")
    with pytest.raises(RecordError, match=r"cannot be kept in 'run.drafts'"):
        log.drafts.keep("1", "s1", "pump", {"reason": "half"})
    log.drafts.settle("1", [event(Kind.DECISION_TAKEN, inject="pump")])
    log.drafts.sweep("1", "")
    log.close()


@given(st.lists(st.tuples(st.sampled_from(("s1", "s2")), st.sampled_from(("", "pump")), texts), max_size=12))
def test_the_table_holds_what_was_typed_last_and_one_row_a_field(steps: list[tuple[str, str, str]]) -> None:
    drafts, known = Drafts(None), {}
    for seat, about, text in steps:
        drafts.keep("1", seat, about, {"reason": text})
        known[seat, about] = text
    assert {(seat, about): text for _, seat, about, _, text in drafts.all()} == {
        key: text for key, text in known.items() if text
    }
    drafts.close()


def test_an_event_from_before_takes_nothing_that_was_typed_since(tmp_path: Path) -> None:
    """A host that reads late what another host wrote finds drafts that are newer than what it reads."""
    drafts = Drafts(tmp_path / "run.drafts")
    drafts.keep("1", "s1", "", {"note": "newer"}, seen=5)
    drafts.keep("1", "s1", "pump", {"reason": "newer"}, seen=5)
    for seq in (4, 5):
        for kind in (Kind.NOTE_ADDED, Kind.CHOICE_MADE, Kind.DECISION_TAKEN):
            drafts.settle("1", [replace(event(kind, "s1", inject="pump"), seq=seq)])
    assert drafts.of("1", "s1", "") == {"note": "newer"}
    assert drafts.of("1", "s1", "pump") == {"reason": "newer"}
    drafts.settle("1", [replace(event(Kind.NOTE_ADDED, "s1"), seq=6)])
    assert drafts.of("1", "s1", "") == {}


def test_of_two_drafts_of_one_field_the_later_stands_when_they_meet(tmp_path: Path) -> None:
    """A host that does not know yet that a seat was moved keeps what is typed where the seat was."""
    drafts = Drafts(tmp_path / "run.drafts")
    drafts.keep("1", "s1", "", {"note": "before the move"})
    drafts.carry("s1", "2", 1)
    drafts.keep("1", "s1", "", {"note": "after it, elsewhere"})
    drafts.carry("s1", "2", 1)
    assert [row[:5] for row in drafts.all()] == [("2", "s1", "", "note", "after it, elsewhere")]
    drafts.keep("1", "s1", "", {"note": "older"})
    drafts.keep("2", "s1", "", {"note": "newer"})
    drafts.carry("s1", "2", 1)
    assert drafts.of("2", "s1", "") == {"note": "newer"}
