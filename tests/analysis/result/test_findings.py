"""What is said of a scenario after an analysis: each code by the smallest fault that brings it up, and nothing else."""

from pathlib import Path

import pytest

from game import analysing
from game.scenario.check import check
from game.scenario.checks.code_analysis import ANALYSED
from game.scenario.checks.codes import CODES, explained, known
from tests import kit
from tests.analysis import page
from tests.kit import branch, ending, inject, later, option, trend

L, M = "measure_impact", "keep_revisiting"

BOTH = (
    option("up", {L: 1}, effects={"trust": 2, "safety": -1}),
    option("down", {M: 1}, effects={"trust": -2, "safety": 1}),
)
"""Two options of which neither beats the other."""


def pair(id: str = "news", day: int = 1, **fields: object) -> kit.Plain:
    return inject(id, *BOTH, day=day, **fields)


def options(one: kit.Plain, other: kit.Plain, **more: object) -> kit.Plain:
    """A scenario of one decision between two options, told by one ending."""
    return kit.draft([inject("news", one, other, day=1)], lessons=[L, M], **more)


FAULTS: dict[str, kit.Plain] = {
    "WC271": kit.draft([pair(), pair("more", 3, when="chose(news, up) and trust < 50")], lessons=[L, M]),
    "WC272": options(BOTH[0], BOTH[1])
    | {"injects": [inject("news", *BOTH, option("shut", requires="trust > 60"), day=1)]},
    "WC273": options(
        option("up", {L: 1}, effects={"trust": 2, "safety": -1}, later=[later(2, when="trust < 50", text="A visit.")]),
        BOTH[1],
    ),
    "WC274": options(*BOTH, endings=[ending("far", when="trust > 60"), ending("else")]),
    "WC275": kit.draft(
        [
            inject("news", option("good", effects={"trust": 2}), option("poor", effects={"trust": 1}), day=1),
            inject("swing", option("a", effects={"trust": 9}), option("b", effects={"trust": -9, "safety": 1}), day=2),
        ]
    ),
    "WC276": options(
        option("good", effects={"trust": 2, "safety": 1}), option("poor", effects={"trust": 1, "safety": 1})
    ),
    "WC277": options(
        option("good", effects={"trust": 2, "safety": 1}), option("poor", effects={"trust": 1, "safety": 1})
    ),
    "WC278": options(option("up", requires="chose(old, up)"), option("down", requires="chose(old, up)"))
    | {"injects": [pair("old"), inject("news", option("a", requires="chose(old, up)"), day=2)]},
    "WC279": options(*BOTH, endings=[ending("always", when="trust > 40")]),
    "WC280": options(
        option("up", {L: 1}, effects={"trust": 2, "safety": -1}),
        option("down", {L: 1}, effects={"trust": -2, "safety": 1}),
    ),
    "WC281": options(
        option("up", effects={"trust": 2, "safety": 1, "calm": 1}),
        option("down", effects={"trust": -2, "safety": 2, "calm": 1}),
        gauges={"trust": 50, "safety": 50, "calm": 50},
    ),
    "WC282": options(option("up", {L: 1}, effects={"trust": 2}), option("down", effects={"trust": -2})),
    "WC321": options(
        option("sure", effects={"trust": 1}),
        option("bold", chance=[branch(1, effects={"trust": 5}), branch(1, effects={"trust": -5})]),
    )
    | {
        "injects": [
            inject("news", option("weak", effects={"trust": -3}), option("strong"), day=1),
            inject(
                "swing",
                option("keep", requires="chose(news, weak)"),
                option("win", requires="chose(news, strong)", effects={"trust": 5}),
                option("lose", requires="chose(news, strong)", effects={"trust": -9}),
                day=2,
            ),
        ]
    },
    "WC322": options(
        option("good", effects={"trust": 2}), option("poor", {L: 2}, effects={"trust": 1})
    ),
    "WC323": options(
        option("good", {L: 2}), option("poor", effects={"trust": 1})
    ),
    "WC324": kit.draft(
        [pair(), inject("call", *BOTH, manual=True), pair("after", 3, when="chose(call, up)")], lessons=[L, M]
    ),
}  # fmt: skip


def said(draft: kit.Plain) -> dict[str, str]:
    return {each.code: each.says for each in page.reported(draft).findings}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_found(code: str) -> None:
    assert code in said(FAULTS[code])


def test_every_code_of_the_analysis_has_its_fault_here() -> None:
    assert set(FAULTS) | {"WC325"} == ANALYSED  # that one needs what is not exact: see test_untested.py


@pytest.mark.parametrize("code", sorted(ANALYSED))
def test_every_code_is_explained(code: str) -> None:
    text = explained(known(code))
    assert code in text
    assert CODES[code].why in " ".join(text.split())


def test_of_two_options_of_which_neither_beats_the_other_there_is_nothing_to_say() -> None:
    assert said(options(*BOTH)) == {}


def test_a_trend_and_a_branch_that_never_come_to_pass_are_named() -> None:
    draft = options(*BOTH, trends=[trend("drift", 2, when="trust > 60 and chose(news, down)", effects={"trust": 1})])
    assert "'drift' never happens, however it is played" in said(draft)["WC273"]


def test_a_condition_of_which_no_part_is_to_blame_is_said_to_fail_as_a_whole() -> None:
    says = said(FAULTS["WC271"])["WC271"]
    assert "Each part of 'chose(news, up) and trust < 50' holds at times, but never all of them together" in says


def test_the_part_that_never_holds_is_named() -> None:
    draft = kit.draft([pair(), pair("more", 3, when="chose(news, up) and trust < 40")], lessons=[L, M])
    says = said(draft)["WC271"]
    assert "Of 'chose(news, up) and trust < 40', the part 'trust < 40' never holds on its days." in says


def test_what_is_sampled_alone_is_never_said_to_be_out_of_reach() -> None:
    for code in ("WC271", "WC272", "WC273", "WC274"):
        found = {each.code for each in page.reported(FAULTS[code], sample=300).findings}
        assert not found & {"WC271", "WC272", "WC273", "WC274", "WC275", "WC276", "WC279", "WC280", "WC281"}


def test_the_tray_is_no_fault() -> None:
    draft = kit.draft([pair(), inject("call", *BOTH, manual=True)], lessons=[L, M])
    assert said(draft) == {}


def test_what_check_says_of_a_condition_is_not_said_again(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    draft = kit.draft([pair(), pair("more", 3, when="trust > 200")], lessons=[L, M])
    path.write_text(kit.written(draft), encoding="utf-8")
    codes = {each.code for each in check(path, more=analysing.Further(analysing.AnalyseOptions(workers=1)))}
    assert "WC211" in codes
    assert "WC271" not in codes
