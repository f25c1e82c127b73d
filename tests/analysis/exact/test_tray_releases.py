"""The facilitator as an agent: what is said to be reachable, or never, holds over every release from the tray."""

from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from game.analysis.analyse import analyse
from game.analysis.result.as_json import as_json
from game.analysis.result.from_json import from_json
from tests import kit
from tests.analysis import page, releasing
from tests.kit import Plain, ending, inject, option

L, M = "measure_impact", "keep_revisiting"

UP = option("up", {L: 1}, effects={"trust": 2, "safety": -1})
DOWN = option("down", {M: 1}, effects={"trust": -2, "safety": 1})


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(releasing.with_trays())
def test_what_can_come_to_pass_and_what_it_takes_is_that_of_every_release_in_every_run(draft: Plain) -> None:
    assume(releasing.agrees(kit.compiled(draft)) is not None)


def story(*injects: Plain, **more: Any) -> Plain:
    """A first decision, and what comes beside and after it."""
    return kit.draft([inject("morning", UP, DOWN, day=1), *injects], lessons=[L, M], **more)


LEAK = inject("leak", option("hush_up", effects={"trust": -30}), option("own_up", effects={"trust": -45}), manual=True)
INQUIRY = inject("inquiry", UP, DOWN, day=5, when="chose(leak, hush_up)")
FALL = [ending("fall", when="trust < 10", stops=True), ending("else")]


def data(draft: Plain) -> dict[str, Any]:
    analysis = analyse(kit.compiled(draft), releasing.WISH)
    return as_json(analysis, ())


def says(draft: Plain) -> dict[str, str]:
    return {each.code: each.says for each in page.reported(draft).findings}


def test_what_only_a_release_brings_about_is_never_said_to_be_out_of_reach() -> None:
    found = says(story(LEAK, INQUIRY, endings=FALL))
    assert not found.keys() & {"WC271", "WC272", "WC273", "WC274"}
    assert found["WC324"] == "'fall' is told only if 'leak' is released from the tray."


def test_it_says_what_has_to_be_released_and_a_shortest_way_says_when() -> None:
    made = data(story(LEAK, INQUIRY, endings=FALL))
    inquiry = made["injects"]["inquiry"]
    assert (inquiry["reachable"], inquiry["only_if"], inquiry["random"]) == (True, ["leak"], 0.0)
    assert inquiry["releases"] == {"leak": "morning"}
    assert inquiry["script"]["leak"] == "hush_up"
    assert made["endings"]["fall"]["only_if"] == ["leak"]
    assert "only_if" not in made["injects"]["morning"]


def test_the_page_says_under_which_it_holds_in_every_form() -> None:
    report = page.reported(story(LEAK, INQUIRY, endings=FALL))
    inquiry = next(part for part in report.decisions if part.id == "inquiry")
    assert inquiry.note == "It comes up only if 'leak' is released from the tray."
    assert "“Leak” is released while “Morning” is on the table" in inquiry.way
    fall = next(row for row in report.endings if row.id == "fall")
    assert fall.note == "It is told only if 'leak' is released from the tray."
    assert "All numbers are with the tray shut." in " ".join(report.reading)
    assert report.reading[-1] == "What a facilitator changes by hand is outside of all of it."


def test_what_no_release_brings_about_never_comes_and_is_barred_over_all_of_them() -> None:
    draft = story(LEAK, inject("parade", UP, DOWN, day=5, when="chose(leak, hush_up) and trust > 60"))
    found = says(draft)
    assert found["WC271"].startswith("'parade' never comes up, however it is played and whatever is released.")
    assert "the part 'trust > 60' never holds on its days" in found["WC271"]


def test_an_inject_of_the_tray_that_no_release_brings_up_is_a_finding() -> None:
    late = inject("late", UP, DOWN, manual=True, when="trust > 90")
    assert says(story(late))["WC271"] == (
        "'late' never comes up, however it is played and whatever is released. 'trust > 90' never holds on its days."
    )


def test_where_one_of_two_is_enough_both_are_named_and_where_both_are_needed_as_well() -> None:
    tray = [inject(id, option("a", set=[id]), option("b", effects={"trust": 1}), manual=True) for id in ("one", "two")]
    either = inject("either", UP, DOWN, day=5, when="one or two")
    both = inject("both", UP, DOWN, day=5, when="one and two")
    draft = story(*tray, either, both, flags=["one", "two"])
    made = data(draft)["injects"]
    assert (made["either"]["only_if"], made["either"]["or_if"]) == (["one"], [["two"]])
    assert (made["both"]["only_if"], "or_if" in made["both"]) == (["one", "two"], False)
    notes = {part.id: part.note for part in page.reported(draft).decisions}
    assert notes["either"] == "It comes up only if 'one' is released or 'two' is released from the tray."
    assert notes["both"] == "It comes up only if 'one' and 'two' are released from the tray."


def test_something_may_be_released_while_news_is_read() -> None:
    late = inject("call", option("a", effects={"trust": 1}), option("b"), manual=True, day=4, until=4)
    found = data(kit.draft([inject("news", day=4), late]))["injects"]["call"]
    assert (found["reachable"], found["releases"]) == (True, {"call": "news"})


def test_reading_news_stops_nothing_even_where_a_stop_holds_already() -> None:
    call = inject("call", option("a", effects={"trust": 1}), option("b"), manual=True)
    over = [ending("over", when="trust > 0", stops=True), ending("else")]
    found = data(kit.draft([inject("news", day=4), call], endings=over))["injects"]["call"]
    assert (found["reachable"], found["only_if"]) == (True, ["call"])


def test_where_nothing_is_ever_on_the_table_nobody_can_release_anything() -> None:
    found = data(kit.draft([inject("call", UP, DOWN, manual=True)], lessons=[L, M]))["injects"]["call"]
    assert found["reachable"] is False


def test_what_holds_in_every_run_with_the_tray_shut_is_said_to_hold_no_further() -> None:
    draft = story(LEAK, endings=[ending("calm", when="trust > 40"), ending("else")])
    assert says(draft)["WC279"] == (
        "'calm' is told after every run, whatever is decided, as long as nothing is released from the tray."
    )


def test_without_a_tray_nothing_is_said_of_one() -> None:
    report = page.reported(story(endings=[ending("calm", when="trust > 40"), ending("else")]))
    assert not [said for said in report.reading if "tray" in said]
    assert not [each.says for each in report.findings if "tray" in each.says or "released" in each.says]


def test_what_it_takes_is_kept_and_read_back() -> None:
    made = kit.compiled(story(LEAK, INQUIRY, endings=FALL))
    analysis = analyse(made, releasing.WISH)
    assert as_json(from_json(as_json(analysis, (), triples=True), made), ()) == as_json(analysis, ())


def test_in_a_sample_it_is_not_known_what_a_release_brings_about() -> None:
    analysis, _ = page.made(story(LEAK, INQUIRY, endings=FALL), sample=300)
    leak = as_json(analysis, ())["injects"]["leak"]
    assert leak["reachable"] is None
    assert leak["why"] == {"reachable": "what a release from the tray brings about was not looked through"}
