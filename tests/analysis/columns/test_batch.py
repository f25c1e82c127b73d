"""Rows of columns: what is told apart, and in which order."""

import numpy as np
import pytest

from game.analysis.columns.batch import rows_alike


@pytest.mark.parametrize("high", [1, 3, 120, 1 << 40])
def test_rows_are_told_apart_in_the_order_of_a_sort_over_them(high: int) -> None:
    drawn = np.random.default_rng(high)
    for width in (1, 2, 5):
        table = drawn.integers(-2, high, (500, width))
        kinds, of = rows_alike(table)
        wanted, wanted_of = np.unique(table, axis=0, return_inverse=True)
        assert kinds.tolist() == wanted.tolist()
        assert of.tolist() == wanted_of.reshape(-1).tolist()


def test_of_no_rows_there_are_no_kinds() -> None:
    kinds, of = rows_alike(np.zeros((0, 3), np.int16))
    assert (len(kinds), len(of)) == (0, 0)
