"""The facilitator's queue: what has a place comes up before what is due, and what is interrupted comes up again."""

import pytest

from game.rules import play
from game.rules.play import RuleError
from game.rules.state import NOT_PLAYED, Raised
from game.scenario.scenario import Scenario
from tests.kit import Plain, inject, option, scenario

NAMES = ("one", "two", "alarm", "call", "late")


def made(**of: Plain) -> Scenario:
    """Two injects of one day, and three of the tray; one of them is for later."""
    fields: dict[str, Plain] = {
        "one": {"day": 1}, "two": {"day": 1}, "alarm": {"day": 1, "until": 9, "manual": True},
        "call": {"day": 1, "until": 9, "manual": True}, "late": {"day": 5, "until": 9, "manual": True},
    }  # fmt: skip
    return scenario([inject(name, option("act"), **fields[name] | of.get(name, {})) for name in NAMES])


def order(known: Scenario, state: play.State) -> list[str]:
    """What comes up from here on, each decided at once."""
    came = []
    while state.on_table is not None:
        came.append(known.injects[state.on_table].id)
        state = play.decide(known, 1, state, state.on_table, 0).state
    return came


def sent(known: Scenario, *at: tuple[str, int | None]) -> play.State:
    state = play.begin(known).state
    for name, place in at:
        state = play.release(known, state, NAMES.index(name), place).state
    return state


def test_without_a_place_the_files_order_stands() -> None:
    assert order(made(), sent(made(), ("alarm", None), ("call", None))) == ["one", "two", "alarm", "call"]


def test_what_has_a_place_comes_before_all_that_is_due_in_the_order_of_the_queue() -> None:
    assert order(made(), sent(made(), ("alarm", 0), ("call", 0))) == ["one", "call", "alarm", "two"]
    assert order(made(), sent(made(), ("alarm", 0), ("call", 1))) == ["one", "alarm", "call", "two"]


def test_what_is_queued_waits_for_its_day_and_lets_others_by() -> None:
    known = made(two={"day": 5})
    assert order(known, sent(known, ("late", 0), ("call", 1))) == ["one", "call", "late", "two"]


def test_what_is_taken_out_again_leaves_the_queue() -> None:
    known = made()
    state = play.withdraw(known, sent(known, ("alarm", 0), ("call", 1)), NAMES.index("alarm")).state
    assert state.queue == (NAMES.index("call"),)
    assert order(known, state) == ["one", "call", "two"]


def test_an_interruption_comes_up_at_once_and_what_lay_there_comes_up_again_behind_it() -> None:
    known = made()
    step = play.interrupt(known, sent(known, ("call", 0)), NAMES.index("alarm"))
    assert known.injects[step.state.on_table or 0].id == "alarm"
    assert order(known, step.state) == ["alarm", "one", "call", "two"]
    again = play.decide(known, 1, step.state, NAMES.index("alarm"), 0)
    assert [each.inject for each in again.happenings if isinstance(each, Raised)] == [NAMES.index("one")]


def test_what_was_interrupted_stays_away_where_its_condition_holds_no_more() -> None:
    known = made(one={"when": "not chose(alarm)"})
    state = play.interrupt(known, play.begin(known).state, NAMES.index("alarm")).state
    assert order(known, state) == ["alarm", "two"]


def test_two_interruptions_lie_on_each_other() -> None:
    known = made()
    state = play.interrupt(known, play.begin(known).state, NAMES.index("alarm")).state
    state = play.interrupt(known, state, NAMES.index("call")).state
    assert order(known, state) == ["call", "alarm", "one", "two"]


def test_nothing_interrupts_whose_day_has_not_come_whose_condition_fails_or_that_was_sent() -> None:
    known = made(call={"when": "chose(two)"})
    state = sent(known, ("alarm", 0))
    for name in ("late", "call", "alarm", "two"):
        assert not play.may_interrupt(known, state, NAMES.index(name)), name
        with pytest.raises(RuleError):
            play.interrupt(known, state, NAMES.index(name))
    assert state.played[0] == NOT_PLAYED
