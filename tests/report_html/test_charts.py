"""The charts as pure functions: where things lie, and that labels are only labels."""

import pytest
from markupsafe import Markup

from game.report.html.charts import (
    Plane,
    StepLine,
    day_marks,
    gauge_chart,
    spread,
    steps,
)
from game.report.html.svg import element, number, shortened
from game.rules.history import Point

PLANE = Plane(10, 0, 100, left=0, right=100, top=0, bottom=200)


def test_a_value_holds_until_it_changes_and_to_the_last_day() -> None:
    assert steps((Point(0, 50), Point(4, 75), Point(4, 25)), PLANE) == "M0 100H40V50H40V150H100"


def test_day_0_lies_left_the_last_day_right_and_high_values_on_top() -> None:
    assert (PLANE.x(0), PLANE.x(10), PLANE.y(100), PLANE.y(0)) == (0, 100, 0, 200)


def test_what_lies_outside_is_drawn_at_the_edge() -> None:
    assert (PLANE.x(99), PLANE.x(-1), PLANE.y(500), PLANE.y(-500)) == (100, 0, 0, 200)


def test_a_plane_without_days_or_height_does_not_divide_by_nothing() -> None:
    flat = Plane(0, 5, 5)
    assert flat.x(0) == flat.left
    assert flat.y(5) == flat.bottom


@pytest.mark.parametrize(("days", "marks"), [(0, [0]), (7, [0, 1, 2, 3, 4, 5, 6, 7]), (182, [0, 49, 98, 147])])
def test_the_axis_names_five_days_at_most_and_whole_weeks_in_a_long_run(days: int, marks: list[int]) -> None:
    assert set(day_marks(days)) <= set(marks)
    assert len(day_marks(days)) <= 5
    assert day_marks(days)[0] == 0


def test_labels_keep_their_order_and_their_distance() -> None:
    assert spread([50, 50, 52], 10, 0, 100) == [50, 60, 70]
    assert spread([99, 98], 10, 0, 100) == [100, 90]
    assert spread([5], 10, 0, 100) == [5]
    assert spread([], 10, 0, 100) == []


def test_labels_that_have_no_room_move_closer_and_stay_inside() -> None:
    found = spread([50.0] * 30, 12, 0, 100)
    assert min(found) >= -0.001
    assert max(found) <= 100.001


def test_a_gauge_is_drawn_solid_as_it_was_and_dashed_as_it_was_known() -> None:
    lines = [
        StepLine("true", (Point(0, 50), Point(5, 60)), "true"),
        StepLine("known", (Point(0, 50),), "known", "5 3"),
    ]
    chart = gauge_chart("g", "Trust", "From 50 to 60.", PLANE, lines, 50, [(3, "1"), (5, "2")])
    assert 'class="line true" stroke-dasharray="none"' in chart
    assert 'class="line known" stroke-dasharray="5 3"' in chart
    assert ">true 60</text>" in chart
    assert ">known 50</text>" in chart
    assert chart.count('class="mark"') == 2
    assert '<title id="g-title">Trust</title><desc id="g-desc">From 50 to 60.</desc>' in chart


def test_marks_that_would_touch_lose_their_number_and_not_their_place() -> None:
    chart = gauge_chart(
        "g", "t", "d", Plane(1000, 0, 100), [StepLine("", (Point(0, 1),), "true")], 1, [(1, "1"), (2, "2")]
    )
    assert chart.count('class="mark"') == 2
    assert chart.count('class="number"') == 1


def test_a_label_is_never_markup() -> None:
    line = StepLine("<b>&\x1b[31m", (Point(0, 1),), "true")
    chart = gauge_chart("g", "</title><script>", '"><x>', Plane(9, 0, 100), [line], 1, [])
    assert "<script>" not in chart
    assert "<x>" not in chart
    assert "<b>" not in chart
    assert "\x1b" not in chart
    assert element("text", Markup("<tspan/>"), x='"') == '<text x="&#34;"><tspan/></text>'


def test_numbers_are_short_and_signs_are_the_typographers() -> None:
    assert [number(value) for value in (12.0, 12.34, 0.04, -3.25)] == ["12", "12.3", "0", "-3.2"]
    assert shortened("Humanitarian access", 10) == "Humanitar…"
