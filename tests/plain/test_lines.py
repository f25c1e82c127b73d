"""Wrapping, and Markdown in bare words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise.views.seat_view import MoveView
from game.faces.spoken import change, move, stop, when
from game.faces.wrapping import cells, terminal_width, wrapped
from game.words import ENGLISH

LINES = st.lists(st.text(st.sampled_from("abc 语é\u0301🙂-1."), max_size=300).map(lambda text: text.strip("\n")))


@given(LINES, st.integers(60, 100))
def test_no_line_is_wider_than_the_stream_and_no_letter_is_lost(lines: list[str], width: int) -> None:
    made = wrapped(lines, width)
    assert all(cells(line) <= width for line in made)
    assert "".join("".join(made).split()) == "".join("".join(lines).split())


def test_what_is_broken_hangs_under_its_own_beginning() -> None:
    made = wrapped(["- " + "word " * 20, "12. " + "word " * 20, "   " + "word " * 20], 60)
    assert [line[:4] for line in made] == ["- wo", "  wo", "12. ", "    ", "   w", "   w"]


def test_a_line_that_fits_keeps_its_columns() -> None:
    assert wrapped(["A     1    x   "], 60) == ["A     1    x"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert [len(line) for line in wrapped(["go " + "x" * 130], 60)] == [2, 60, 60, 10]


@pytest.mark.parametrize(("columns", "width"), [("20", 60), ("72", 72), ("300", 100)])
def test_the_width_is_the_terminals_within_bounds(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


def moved(before: int, after: int, better: bool | None, cut: bool = False) -> str:
    return move(ENGLISH, MoveView("Public trust", "", before, after, better, cut))


def test_moves_are_told_in_words() -> None:
    assert moved(50, 46, False) == "Public trust fell by 4 to 46, for the worse."
    assert moved(50, 54, True) == "Public trust rose by 4 to 54, for the better."
    assert moved(98, 100, True, cut=True).endswith("to 100, for the better. It can go no further.")
    assert moved(100, 100, None, cut=True) == "Public trust stays at 100. It can go no further."
    assert move(ENGLISH, MoveView("Funds", "k$", 300, 260, False, False)).startswith("Funds fell by 40 to 260 k$")


def test_days_and_changes_are_told_in_words() -> None:
    assert when(ENGLISH, "w5") == "week 5"
    assert when(ENGLISH, "from d1, Shots at d5: act") == "from day 1, Shots at d5: act"
    assert change(ENGLISH, "Public trust", -4) == "Public trust fell by 4"
    assert change(ENGLISH, "Public trust", 4) == "Public trust rose by 4"
    assert [stop(text) for text in ("Go", "Go?", "“Go.”", "")] == ["Go.", "Go?", "“Go.”", ""]
