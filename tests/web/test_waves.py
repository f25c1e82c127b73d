"""Changes go out in waves: everybody is told once, in turn, and keys come in between."""

import asyncio
from functools import partial

import pytest

from game.web.waves import A_TURN, Waves


async def turn() -> None:
    """One turn of the loop."""
    await asyncio.sleep(0)


async def test_a_few_are_told_each_turn_and_others_come_in_between() -> None:
    waves, told = Waves(), []
    for seat in range(A_TURN * 3):
        waves.tell(partial(told.append, seat))
    counts = []
    while len(told) < A_TURN * 3:
        await turn()
        counts.append(len(told))
    assert told == list(range(A_TURN * 3))
    assert counts == [A_TURN, A_TURN * 2, A_TURN * 3]


async def test_who_waits_already_is_told_once_and_keeps_the_place() -> None:
    waves, told = Waves(1), []
    one, other = partial(told.append, 1), partial(told.append, 2)
    for listener in (one, other, one, one):
        waves.tell(listener)
    for _ in range(5):
        await turn()
    assert told == [1, 2]


async def test_whoever_asks_while_being_told_is_told_again() -> None:
    waves, told = Waves(), []

    def listener() -> None:
        told.append(1)
        if len(told) < 3:
            waves.tell(listener)

    waves.tell(listener)
    for _ in range(6):
        await turn()
    assert len(told) == 3


async def test_one_that_fails_keeps_nobody_else_waiting() -> None:
    waves, told, failures = Waves(1), [], []
    asyncio.get_running_loop().set_exception_handler(lambda loop, about: failures.append(about["exception"]))

    def fails() -> None:
        raise ValueError

    for listener in (fails, partial(told.append, 1)):
        waves.tell(listener)
    for _ in range(4):
        await turn()
    assert told == [1]
    assert [type(each) for each in failures] == [ValueError]


async def test_a_small_change_waits_a_moment_and_many_of_them_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.web.waves.MOMENT", 0.05)
    waves, told = Waves(), []
    listener = partial(told.append, 1)
    for _ in range(5):
        waves.later(listener)
    await turn()
    assert told == []
    await asyncio.sleep(0.12)
    assert told == [1]
    waves.later(listener)
    await asyncio.sleep(0.12)
    assert told == [1, 1]
