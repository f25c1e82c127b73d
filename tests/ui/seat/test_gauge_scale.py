"""Gauges stand on one scale that can be seen; titles that begin alike stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.exercise.views.seat_view import GaugeView
from game.faces import terminal
from game.faces.curves import STANDS, STOOD, over_time, track
from game.faces.model import Section
from game.faces.seat.gauges import gauges as gauges_of_seat
from game.rules.history import Point
from game.ui.seat import gauges
from game.ui.seat.gauges import apart
from game.words import ENGLISH

BOUNDS = (0, 100)


def known(some: tuple[GaugeView, ...]) -> Section:
    """What a seat reads of its gauges on day 3."""
    return gauges_of_seat(ENGLISH, some, 3)


def gauge(title: str, value: int = 50, change: int = 0, low: int = 0, high: int = 100) -> GaugeView:
    return GaugeView(
        id=title, title=title, unit="", value=value, change=change, assessed=False, age=0, high_is_good=True, low=low,
        high=high, points=(Point(0, value - change), Point(3, value)),
    )  # fmt: skip


def test_a_row_runs_from_the_least_value_to_the_greatest() -> None:
    assert track(0, 100, BOUNDS, 11) == "○─────────●"
    assert track(50, 30, BOUNDS, 11) == "───●─○─────"
    assert track(40, 40, BOUNDS, 11) == "────●──────"
    assert track(-5, 15, (-5, 15), 5) == "○───●"


@given(st.integers(-50, 150), st.integers(-50, 150), st.integers(2, 60))
def test_the_same_value_stands_in_the_same_place_whatever_was_reached(now: int, before: int, width: int) -> None:
    row = track(before, now, BOUNDS, width)
    assert len(row) == width
    assert row.index(STANDS) == track(now, now, BOUNDS, width).index(STANDS)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=9), st.integers(0, 100))
def test_what_was_reached_does_not_change_how_a_value_is_drawn(values: list[int], more: int) -> None:
    points = [Point(day, value) for day, value in enumerate(values)]
    row = over_time(points, BOUNDS, len(values), len(values) * 2)
    longer = over_time([*points, Point(len(values) + 5, more)], BOUNDS, len(values), len(values) * 2)
    assert row == longer


def test_two_gauges_that_stand_at_the_same_share_of_their_scale_are_drawn_alike_in_the_side_column() -> None:
    rows = gauges.column([gauge("One", 30, -10), gauge("Two", 15, -5, 0, 50)], 44).plain.split("\n")
    drawn = [row[row.index("─") : row.rindex("─") + 1] for row in rows[:2]]
    assert drawn[0] == drawn[1]
    assert STOOD in drawn[0]
    assert "30" in rows[0]


def test_the_whole_page_names_both_ends_of_each_scale() -> None:
    shown = terminal.section(known((gauge("Depth", 3, 1, -5, 15),)), 80).plain
    row = next(line for line in shown.split("\n") if STANDS in line and "─" in line)
    assert row.split()[0] == "-5"
    assert "15" in row.split()
    assert "3" in row.split()


ALIKE = ["Public trust in Aral", "Public trust in Belmont", "Public trust in A", "Public trust in B", "Force safety"]


@pytest.mark.parametrize("width", [10, 13, 18])
def test_titles_that_begin_alike_stay_apart(width: int) -> None:
    cut = apart(ALIKE, width)
    assert len(set(cut)) == len(ALIKE)
    assert all(len(title) <= width for title in cut)
    assert cut[2].endswith("A")
    assert cut[3].endswith("B")


@pytest.mark.parametrize("shown", [gauges.strip, gauges.column])
def test_they_stay_apart_in_the_strip_of_80_columns_and_in_the_side_column(shown) -> None:  # type: ignore[no-untyped-def]
    plain = shown([gauge("Public trust in the north, A"), gauge("Public trust in the north, B")], 80 - 40).plain
    assert "A " in plain
    assert "B " in plain


words = st.lists(
    st.sampled_from(["Public", "trust", "in", "the", "of", "north", "A", "B", "C", "district"]), min_size=1
)


@given(st.lists(words.map(" ".join), unique=True, max_size=8), st.integers(10, 30))
def test_two_titles_that_differ_are_never_cut_to_the_same(titles: list[str], width: int) -> None:
    cut = apart(titles, width)
    assert all(len(title) <= width for title in cut)
    assert len(set(cut)) == len(titles)
