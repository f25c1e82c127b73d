"""The log beside a class cannot be flooded, and still says what happened."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.web.journal import ALIKE, KINDS, LOGGERS, MAX_LOG, Trickle, keep_log


@pytest.fixture
def loggers() -> Iterator[None]:
    """The loggers as they were found, afterwards."""
    found = [logging.getLogger(name) for name in LOGGERS]
    before = [(each.handlers[:], each.filters[:], each.level, each.propagate) for each in found]
    yield
    for each, (handlers, filters, level, propagate) in zip(found, before, strict=True):
        for handler in each.handlers:
            if handler not in handlers:
                handler.close()
        each.handlers, each.filters, each.propagate = handlers, filters, propagate
        each.setLevel(level)


def line(text: str, *words: object) -> logging.LogRecord:
    return logging.LogRecord("game.web", logging.INFO, "", 0, text, words, None)


def test_of_a_million_lines_of_one_kind_few_are_written_and_the_rest_is_counted() -> None:
    now = 0.0
    trickle = Trickle(lambda: now)
    written = sum(trickle.filter(line("%s was refused", number)) for number in range(10_000))
    assert written == ALIKE[0]
    assert trickle.filter(line("something else"))
    now = 60.0
    last = line("%s was refused", "Ada")
    assert trickle.filter(last)
    assert last.getMessage() == "Ada was refused (and 9,900 more like it)"


def test_kinds_of_line_that_never_come_again_take_no_room_for_ever() -> None:
    trickle = Trickle()
    for number in range(10_000):
        trickle.filter(line(f"kind {number}"))
    assert len(trickle._kinds) <= KINDS


@pytest.mark.usefixtures("loggers")
def test_the_file_stays_small_whoever_writes_and_the_loops_own_lines_are_kept_in_it(tmp_path: Path) -> None:
    keep_log(tmp_path, "class", screen=True)
    for number in range(3_000):
        logging.getLogger("game.web").info("403 for %s", number)
        logging.getLogger("asyncio").error("socket.accept() out of system resource\n%s", "a long trace " * 200)
    logging.getLogger("game.web").info("seat %s was taken", "s1")
    size = sum(path.stat().st_size for path in tmp_path.glob("class.log*"))
    assert size < MAX_LOG
    assert "seat s1 was taken" in (tmp_path / "class.log").read_text(encoding="utf-8")
    assert not [each for each in LOGGERS if logging.getLogger(each).propagate]
