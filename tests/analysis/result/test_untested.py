"""Untested, none and sampled are three values, and every form says which it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from game.analysis.result.as_json import as_json
from game.analysis.result.kept_analyses import RESULT, Shelf
from game.faces.analysis import document
from game.faces.leafing import whole
from game.faces.lines import report as lines
from game.faces.report_page import analysis_html
from game.report import analysis_intros
from game.words import ENGLISH
from tests import kit
from tests.analysis import page
from tests.kit import Plain, inject, option

L = "measure_impact"

BEATEN = kit.draft(
    [
        inject(
            "road",
            option("mend", effects={"trust": 5, "safety": 5}),
            option("close", effects={"trust": -5, "safety": -5}),
            day=1,
        ),
        inject(
            "water",
            option("pipe", {L: 1}, effects={"trust": 5}),
            option("truck", {L: -1}, effects={"safety": 5}),
            day=2,
        ),
    ],
    lessons=[L],
)
"""A scenario of which one option is beaten by another on everything."""


def spending() -> Plain:
    """A scenario of which one gauge has so many values that little memory is not enough for it."""
    amounts = [[k * (n * 7 % 13) - k - 9 for k in range(4)] for n in range(5)]
    spend = [
        inject(
            f"spend_{n}",
            *(option(f"o{k}", {L: k - 2} if k != 2 else None, effects={"funds": amounts[n][k]}) for k in range(4)),
            day=n + 2,
        )
        for n in range(5)
    ]
    first = inject(
        "news",
        option("good", effects={"trust": 5}),
        option("poor", effects={"trust": -5}),
        option("other", {L: 1}, effects={"trust": -9}),
        day=1,
    )
    return kit.draft(
        [first, *spend], lessons=[L], gauges={"trust": 50, "funds": {"start": 20, "min": 0, "max": 40}}, days=10
    )


LITTLE = 1_200
"""Bytes that are enough for everything but that gauge."""


@pytest.fixture(autouse=True)
def nothing_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what the plain exploration refuses is sampled, as on a scenario too large for both."""
    monkeypatch.setattr("game.analysis.run.study.MERGED", 0)


def partly() -> dict[str, Any]:
    analysis, _ = page.made(spending(), memory=LITTLE)
    return as_json(analysis, ())


def test_a_beaten_option_is_said_to_be_so_where_it_was_tested() -> None:
    analysis, _ = page.made(BEATEN)
    options = as_json(analysis, ())["options"]
    assert options["road.close"]["dominated_by"] == ["road.mend"]
    assert options["water.pipe"]["dominated_by"] == []
    assert "why" not in options["road.close"]


def test_in_a_sample_it_is_not_tested_which_is_not_none() -> None:
    analysis, _ = page.made(BEATEN, sample=2_000)
    made = as_json(analysis, ())
    closed = made["options"]["road.close"]
    assert made["method"] == "sampled"
    assert closed["dominated_by"] is None
    assert closed["why"]["dominated_by"] == f"'{L}', 'trust' and 'safety' are sampled"
    assert closed["why"]["dominated_on_evidence"] == f"'{L}' is sampled"
    assert all(len(closed["random"]) == 3 for closed in made["options"].values())
    assert closed["kinds"] == {"random": "sampled"}


def test_where_something_was_not_tested_no_form_says_that_there_is_nothing_to_say() -> None:
    report = page.reported(BEATEN, sample=2_000)
    said = f"Whether 'road.mend', 'road.close', 'water.pipe' and 'water.truck' are beaten by another option: '{L}', "
    said += "'trust' and 'safety' are sampled."
    assert said in report.untested
    told = document(ENGLISH, report)
    pages = "\n".join(lines(ENGLISH, told)), whole(told, 100).plain, analysis_html(report).replace("&#39;", "'")
    for text in pages:
        assert analysis_intros.NOTHING not in text
        assert said in text


def test_a_number_that_is_exact_stands_plain_beside_one_that_is_sampled() -> None:
    made = partly()
    assert made["method"] == "mixed"
    assert (made["gauges"]["trust"]["random"], made["gauges"]["trust"].get("kinds")) == (47.0, None)
    funds = made["gauges"]["funds"]
    assert all(len(funds[key]) == 3 for key in ("random", "min", "max"))
    kinds = {"random": "sampled", "min": "bounds", "max": "bounds", "final": "sampled", "days": "sampled"}
    assert funds["kinds"] == kinds


def test_an_option_beaten_on_all_that_is_exact_is_named_with_what_is_not_known() -> None:
    poor = partly()["options"]["news.poor"]
    assert (poor["dominated_by"], poor["dominated_so_far_by"]) == (None, ["news.good"])
    assert poor["why"]["dominated_by"] == "'funds' is sampled"
    report = page.reported(spending(), memory=LITTLE)
    assert (
        "on all that is exact 'good' leaves as much open as 'poor', and more of some; whether 'poor' is dominated is "
        "not known, because 'funds' is sampled."
    ) in [each.says for each in report.findings if each.code == "WC325"]
    news = next(part for part in report.decisions if part.id == "news")
    assert "dominated on all that is exact by good" in news.options[1].marks


def test_what_one_exact_number_refutes_is_tested_whatever_is_not_known() -> None:
    other = partly()["options"]["news.other"]
    assert (other["dominated_by"], other["outdone_by"]) == ([], [])
    assert "dominated_by" not in other["why"]


def test_the_head_names_what_is_sampled_and_each_number_is_marked() -> None:
    report = page.reported(spending(), memory=LITTLE)
    assert "Sampled: “Funds”, the days of “Funds”." in report.summary
    trust, funds = report.gauges
    assert (trust.random, trust.least) == ("47", "41")
    assert funds.random.startswith("about ")
    assert "found (" in funds.greatest
    assert [part.note for part in report.bands] == ["", "sampled"]


def test_a_sample_so_sure_that_it_rounds_to_one_number_is_marked_all_the_same() -> None:
    report = page.reported(BEATEN, sample=2_000)
    for row in (*report.endings, *report.lessons, *report.gauges):
        assert row.random.startswith(("about", "under", "over", "not known")), row


def test_what_an_older_version_kept_is_not_taken_and_reading_it_never_fails(tmp_path: Path) -> None:
    made, _ = page.made(BEATEN)
    shelf = Shelf(tmp_path)
    shelf.keep(made, shelf.begin())
    file = shelf.place(made.scenario) / RESULT
    whole = json.loads(file.read_text(encoding="utf-8"))
    for option_ in whole["options"].values():
        option_.pop("why", None)
    file.write_text(json.dumps(whole), encoding="utf-8")
    assert shelf.analysis(made.scenario) is not None
    for spoiled in ([], {"method": "exact"}, {**whole, "options": []}, {**whole, "injects": {"road": {"why": 1}}}):
        file.write_text(json.dumps(spoiled), encoding="utf-8")
        assert shelf.analysis(made.scenario) is None
    file.write_text("[" * 100_000, encoding="utf-8")
    assert shelf.analysis(made.scenario) is None
