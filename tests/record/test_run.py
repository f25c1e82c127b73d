"""A run folded from its log: a replay is the live run, and any prefix of a log is a run."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, ONLY, Library
from game.exercise.views.seat_view import Phase, View
from game.record.events import Event, Kind
from game.record.log import RecordError
from game.record.run import Run, fold
from game.rules import chance
from game.scenario.scenario import Scenario
from tests import discussion, kit
from tests.kit import inject, option, scenario
from tests.strategies import drafts


def play_on(library: Library, made: Scenario, seed: int) -> tuple[Run, tuple[Event, ...], list[View]]:
    """Play a run to its end through the seat; return it, its log, and every view on the way."""
    table = library.begin(made, seed)
    seat = table.seat(ALONE)
    views = [seat.submit(cmd.ReadBriefing())]
    while views[-1].phase is not Phase.OVER:
        on_table = views[-1].inject
        assert on_table is not None
        if on_table.written and not on_table.answer:
            views.append(seat.submit(cmd.WriteAnswer(inject=on_table.id, text="We own it.")))
            continue
        open_now = [each.id for each in on_table.options if not each.closed]
        if open_now:
            taken = open_now[chance.number(f"{seed}{on_table.id}") % len(open_now)]
            views.append(seat.submit(cmd.Decide(inject=on_table.id, option=taken, confidence=5, reason="so")))
        else:
            views.append(seat.submit(cmd.Acknowledge(inject=on_table.id)))
    events = table.log.events(ONLY)
    table.log.close()
    return table.run, events, views


@settings(max_examples=20)
@given(drafts(), st.integers(0, 9))
def test_a_replay_is_the_live_run_and_every_prefix_is_a_run(draft: kit.Plain, seed: int) -> None:
    made = kit.compiled(draft)
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        live, events, _ = play_on(library, made, seed)
        name = library.entries()[0].id
        assert library.read(name) == live
        for length in range(1, len(events) + 1):
            run = fold(events[:length], made)
            assert run.seq == length
            assert len(run.decisions) == len([e for e in events[:length] if e.kind is Kind.DECISION_TAKEN])


def test_a_log_with_a_gap_or_no_beginning_is_refused(tmp_path: Path) -> None:
    made = scenario([inject("one", option("act"))])
    _, events, _ = play_on(Library(tmp_path), made, 1)
    with pytest.raises(RecordError, match="gap"):
        fold([events[0], *events[2:]], made)
    with pytest.raises(RecordError, match="start of a run"):
        fold(events[1:], made)
    with pytest.raises(RecordError, match="start of a run"):
        fold([], made)


def test_an_event_that_does_not_fit_its_scenario_is_named(tmp_path: Path) -> None:
    made, other = scenario([inject("one", option("act"))]), scenario([inject("two", option("act"))])
    _, events, _ = play_on(Library(tmp_path), made, 1)
    with pytest.raises(RecordError, match="event 4 of run '1' does not fit"):
        fold(events, other)


def test_a_run_opens_whatever_becomes_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(kit.written(kit.draft([inject("one", option("act"))])), encoding="utf-8")
    from game.scenario.load import load

    library = Library(tmp_path / "home")
    live, _, _ = play_on(library, load(file), 1)
    file.unlink()
    again = library.read(library.entries()[0].id)
    assert again == live
    assert again.scenario.sha256 == live.scenario.sha256


def test_a_seats_later_choice_stands_for_its_earlier_one_and_both_stay_in_the_log() -> None:
    made = scenario([inject("one", option("a"), option("b"), day=0), inject("two", option("c"), day=2)])
    empty = {"confidence": None, "reason": "", "counter": ""}

    def chose(seq: int, by: str, inject: str, option: str) -> Event:
        at = f"2031-01-01T08:0{seq}:00.000+00:00"
        return Event(f"e{seq}", "1", seq, Kind.CHOICE_MADE, at, by, {"inject": inject, "option": option, **empty})

    log = (
        Event("e1", "1", 1, Kind.RUN_STARTED, "2031-01-01T08:01:00.000+00:00", "", {"seed": 1, "seats": {}}),
        chose(2, "s1", "one", "a"),
        chose(3, "s2", "one", "a"),
        chose(4, "s1", "two", "c"),
        chose(5, "s1", "one", "b"),
    )
    before, after = fold(log[:4], made), fold(log, made)
    assert [(each.seat, each.option) for each in before.choices["one"]] == [("s1", "a"), ("s2", "a")]
    assert [(each.seat, each.option) for each in after.choices["one"]] == [("s2", "a"), ("s1", "b")]
    assert after.choices["two"] == before.choices["two"]


def test_an_answer_in_writing_is_given_once_and_only_where_one_is_asked(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(discussion.scenario(), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    seat.submit(cmd.WriteAnswer(inject="first_hour", text="We own it."))
    events, sent = table.log.events(ONLY), table.log.events(ONLY)[-1]
    again = replace(sent, seq=sent.seq + 1, id="again")
    with pytest.raises(RecordError, match=f"event {again.seq} of run '1' does not fit .*asks for no answer in writing"):
        fold([*events, again], table.run.scenario)
    made = scenario([inject("one", option("act"))])
    _, played, _ = play_on(Library(tmp_path / "other"), made, 1)
    where = next(n for n, event in enumerate(played) if event.kind is Kind.DECISION_TAKEN)
    written = replace(sent, seq=played[where].seq, data={**sent.data, "inject": "one"})
    with pytest.raises(RecordError, match="asks for no answer in writing"):
        fold([*played[:where], written], made)
