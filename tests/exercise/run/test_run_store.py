"""The shelf of runs: begin, resume, branch, list; and what a seat alone may do and see."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.errors import Refused
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.seat_view import Phase, View
from game.record.log import RecordError
from tests.kit import branch, document, ending, inject, later, option, scenario


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def three():  # type: ignore[no-untyped-def]
    """Three decisions and an end."""
    return scenario(
        [
            inject("one", option("a", effects={"trust": -10}), option("b"), day=0),
            inject("two", option("c", requires="trust >= 50"), option("d"), day=3),
            inject("three", option("e"), option("f"), day=5),
        ],
        endings=[ending("done")],
    )


def sit(library: Library, role: str | None = None, made=None) -> Table:  # type: ignore[no-untyped-def]
    table = library.begin(made or three(), 7, role)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    return table


def decide(table: Table, inject: str, option: str) -> View:
    return table.seat(ALONE).submit(cmd.Decide(inject=inject, option=option))


def test_a_run_is_resumed_at_the_same_inject(library: Library) -> None:
    table = sit(library)
    shown = decide(table, "one", "b")
    table.log.close()
    again = library.resume(table.name)
    assert again.seat(ALONE).snapshot() == shown


def test_a_repeated_command_is_answered_as_done(library: Library) -> None:
    table = sit(library)
    command = cmd.Decide(inject="one", option="a")
    first = table.seat(ALONE).submit(command)
    assert table.seat(ALONE).submit(command) == first
    table.log.close()
    assert library.resume(table.name).seat(ALONE).submit(command) == first


def test_what_is_closed_or_not_there_is_refused_and_nothing_is_written(library: Library) -> None:
    table = sit(library)
    decide(table, "one", "a")
    before = table.run
    for command in (
        cmd.Decide(inject="two", option="c"),
        cmd.Decide(inject="two", option="z"),
        cmd.Decide(inject="one", option="a"),
        cmd.Decide(inject="two", option="d", confidence=11),
        cmd.Acknowledge(inject="two"),
        cmd.OpenDocument(inject="two", document=0),
        cmd.Foretell(forecast="none", percent=5),
        cmd.Answer(question="none", answer=5),
        cmd.AddNote(text="  \n "),
    ):
        with pytest.raises(Refused):
            table.seat(ALONE).submit(command)
    assert table.run == before


def test_the_end_is_written_with_the_decision_that_brought_it(library: Library) -> None:
    table = sit(library)
    for inject_id, option_id in (("one", "b"), ("two", "c"), ("three", "e")):
        decide(table, inject_id, option_id)
    assert table.seat(ALONE).snapshot().phase is Phase.OVER
    entry = library.entries()[0]
    assert (entry.ended, entry.endings, entry.decisions) == (True, ("done",), 3)


def test_a_branch_shares_everything_before_its_decision_and_nothing_after(library: Library) -> None:
    table = sit(library)
    table.seat(ALONE).submit(cmd.AddNote(text="kept", about="one"))
    for inject_id, option_id in (("one", "b"), ("two", "c"), ("three", "e")):
        decide(table, inject_id, option_id)
    table.log.close()
    new = library.branch(table.name, "two")
    assert [each.inject for each in new.run.decisions] == ["one"]
    view = new.seat(ALONE).snapshot()
    assert view.inject is not None
    assert view.inject.id == "two"
    assert (new.run.seed, new.run.branched_from) == (7, (table.name, "two"))
    decide(new, "two", "d")
    assert len(library.read(table.name).decisions) == 3


def test_a_branch_at_what_was_never_decided_names_what_was(library: Library) -> None:
    table = sit(library)
    decide(table, "one", "b")
    with pytest.raises(Refused, match="It decided: one"):
        library.branch(table.name, "nothing_like_it")


@pytest.mark.parametrize("name", ["", "../x", "/etc/passwd", "a/b", "a\\b", "con:1", "x" * 300, "nobody-abcd"])
def test_a_name_that_is_no_runs_is_refused(library: Library, name: str) -> None:
    with pytest.raises(Refused):
        library.resume(name)
    with pytest.raises(Refused):
        library.read(name)


def test_a_run_that_is_open_elsewhere_can_be_read_and_not_resumed(library: Library) -> None:
    table = sit(library)
    with pytest.raises(RecordError, match="another window"):
        library.resume(table.name)
    assert library.read(table.name) == table.run


def test_a_file_that_cannot_be_read_is_listed_by_name_behind_all_others(library: Library) -> None:
    table = sit(library)
    (library.folder / "broken.sqlite3").write_bytes(b"nonsense" * 1000)
    (library.folder / "empty.sqlite3").touch()
    (library.folder / "folder.sqlite3").mkdir()
    first, *damaged = library.entries()
    assert (first.id, first.problem) == (table.name, "")
    says = {entry.id: entry.problem for entry in damaged}
    assert set(says) == {"broken", "empty", "folder"}
    assert "damaged" in says["broken"]
    assert "is empty" in says["empty"]
    assert "is a folder" in says["folder"]


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file where the folder should be", encoding="utf-8")
    (entry,) = Library(tmp_path).entries()
    assert "cannot be read" in entry.problem


def test_an_unknown_seat_is_refused_with_the_nearest(library: Library) -> None:
    made = scenario([], roles=["leader", "adviser"])
    with pytest.raises(Refused, match="Did you mean 'adviser'"):
        library.begin(made, 1, "advisor")
    assert library.entries() == []


# --- what a seat sees


def told(view: View) -> str:
    return repr(view)


def test_a_papers_text_is_handed_out_when_it_is_opened(library: Library) -> None:
    made = scenario([inject("one", option("a"), documents=[document(text="SECRET-PAPER", minutes=2)])])
    table = sit(library, made=made)
    seat = table.seat(ALONE)
    assert "SECRET-PAPER" not in told(seat.snapshot())
    view = seat.submit(cmd.OpenDocument(inject="one", document=0))
    assert "SECRET-PAPER" in told(view)
    assert view.inject is not None
    assert view.inject.minutes_read == 2


def test_a_seat_of_one_role_is_not_handed_what_is_for_others(library: Library) -> None:
    made = scenario(
        [
            inject(
                "one",
                option("a"),
                private={"leader": "LEADERS-FACT", "adviser": "ADVISERS-FACT"},
                documents=[document(text="FOR-LEADER", to=["leader"]), document(text="FOR-ALL")],
            )
        ],
        roles={"leader": {"brief": "LEADERS-CARD"}, "adviser": {"brief": "ADVISERS-CARD"}},
    )
    seat = sit(library, "adviser", made).seat(ALONE)
    view = seat.submit(cmd.OpenDocument(inject="one", document=1))
    assert all(text in told(view) for text in ("ADVISERS-FACT", "ADVISERS-CARD", "FOR-ALL"))
    assert not any(text in told(view) for text in ("LEADERS-FACT", "LEADERS-CARD", "FOR-LEADER"))
    with pytest.raises(Refused):
        seat.submit(cmd.OpenDocument(inject="one", document=0))


def test_nothing_of_facilitator_or_future_is_in_a_view(library: Library) -> None:
    act = option(
        "a", {"measure_impact": {"weight": 2, "because": "BECAUSE"}}, outcome="OUTCOME",
        chance=[branch(1, text="LUCK")], later=[later(9, text="LATER")],
    )  # fmt: skip
    made = scenario(
        [inject("one", act, dilemma="DILEMMA", expected="EXPECTED", notes="NOTES"), inject("two", option("b"), day=20,
                                                                                           situation="FUTURE")],
        lessons=["measure_impact"],
        endings=[ending("x", text="ENDING")],
    )  # fmt: skip
    shown = told(sit(library, made=made).seat(ALONE).snapshot())
    for secret in ("BECAUSE", "OUTCOME", "LUCK", "LATER", "DILEMMA", "EXPECTED", "NOTES", "FUTURE", "ENDING"):
        assert secret not in shown


def test_gauges_are_shown_as_their_author_says(library: Library) -> None:
    gauges = {
        "seen": {"start": 50},
        "looked": {"start": 50, "shown": "assessed"},
        "unseen": {"start": 50, "shown": "hidden"},
    }
    moves = {"seen": -7, "looked": -7, "unseen": -7}
    made = scenario(
        [
            inject("one", option("a", effects=moves), day=2),
            inject("two", option("b", assess=["looked"]), day=9),
            inject("three", option("c"), day=12),
        ],
        gauges=gauges,
    )
    table = sit(library, made=made)
    shown = {gauge.id: (gauge.value, gauge.age) for gauge in decide(table, "one", "a").gauges}
    assert shown == {"seen": (43, 0), "looked": (50, 9)}
    view = decide(table, "two", "b")
    assert {gauge.id: (gauge.value, gauge.age) for gauge in view.gauges} == {"seen": (43, 0), "looked": (43, 3)}
    assert view.outcome is not None
    assert [(move.before, move.after) for move in view.outcome.assessed] == [(50, 43)]
    assert "unseen" not in told(view)


def test_a_run_is_forgotten_with_its_drafts_and_no_file_of_it_is_left(library: Library) -> None:
    table, other = sit(library), sit(library)
    for each in (table, other):
        each.seat(ALONE).keep_draft("one", {"reason": "Typed, and not sent."})
        each.log.close()
    library.forget(table.name)
    assert [entry.id for entry in library.entries()] == [other.name]
    assert not [file.name for file in library.folder.iterdir() if file.name.startswith(f"{table.name}.")]
    assert library.resume(other.name).seat(ALONE).draft("one") == {"reason": "Typed, and not sent."}
    with pytest.raises(Refused, match="there is no run"):
        library.forget(table.name)


def test_a_run_that_is_open_is_not_forgotten(library: Library) -> None:
    table = sit(library)
    with pytest.raises(RecordError, match="open in another window"):
        library.forget(table.name)
    decide(table, "one", "b")
    table.log.close()
    assert library.read(table.name).decisions[0].option == "b"


def test_a_damaged_run_can_be_forgotten_and_nothing_outside_the_folder(library: Library) -> None:
    sit(library).log.close()
    library.path("hurt-abcd").write_bytes(b"no database" * 1000)
    library.forget("hurt-abcd")
    assert [entry.problem for entry in library.entries()] == [""]
    outside = library.folder.parent / "outside.sqlite3"
    outside.write_bytes(b"")
    for name in ("../outside", "..", "", "a/b"):
        with pytest.raises(Refused, match="is not the name of a run"):
            library.forget(name)
    assert outside.exists()
