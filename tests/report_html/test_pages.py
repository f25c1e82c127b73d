"""The take-home pages: one file, whole, in order, with nothing in it that acts or fetches."""

import dataclasses
import re
from itertools import pairwise

import pytest

from game.faces.report_page import class_html, debrief_html
from game.report.html.redact import for_roles
from game.report.model import Debrief
from tests.faces import telling
from tests.report_html.conftest import Play
from tests.report_html.hostile import CORPUS, poisoned
from tests.report_html.reading import read

ALLOWED = frozenset(
    re.findall(
        r"\w+",
        """html head meta title style body a header nav main footer section article div p ul ol li dl dt dd h1 h2 h3 h4
        h5 span b strong em code blockquote table caption thead tbody tr th td figure figcaption details summary br
        svg desc line path rect text""",
    )
)


def pages(play: Play) -> dict[str, str]:
    one, other = play(), play(pick=1)
    return {
        "debrief": debrief_html(one),
        "role": debrief_html(one, frozenset({"Chief"})),
        "class": class_html([("North", one), ("South", other)]),
    }


def sound(html: str) -> None:
    """What holds for every page."""
    page = read(html)
    assert html.startswith("<!doctype html>")
    assert not page.faults
    assert page.tags <= ALLOWED
    assert page.all("html")[0].attributes["lang"] == "en"
    for element in page.elements:
        assert not [
            name for name in element.attributes if name.startswith("on") or name in ("src", "action", "xlink:href")
        ]
        assert element.attributes.get("href", "#").startswith("#")
    for style in page.all("style"):
        assert "url(" not in style.words
        assert "@import" not in style.words
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        wanted = [element.attributes.get("href", "").removeprefix("#")]
        wanted += [element.attributes.get(name, "") for name in ("aria-labelledby", "aria-describedby")]
        assert set(filter(None, wanted)) <= set(ids)
    ranks = [rank for rank, _ in page.headings]
    assert ranks[0] == 1
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    assert all(words for _, words in page.headings)
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.all(landmark)) == 1
    assert page.all("nav")[0].attributes["aria-label"]


def test_every_page_is_whole_accessible_and_fetches_nothing(play: Play) -> None:
    for html in pages(play).values():
        sound(html)
        assert "http" not in html.replace("http-equiv", "")
        assert "default-src 'none'" in html


@pytest.mark.parametrize("scenario", ["starter", "orvane_mission"])
def test_the_pages_of_the_shipped_scenarios_are_sound(play: Play, scenario: str) -> None:
    runs = [play(scenario, pick=pick) for pick in (0, 1, 2)]
    for run in runs:
        sound(debrief_html(run))
    sound(class_html([(f"Syndicate {number}", run) for number, run in enumerate(runs, start=1)]))


def test_the_sections_come_in_the_order_of_the_screens(play: Play) -> None:
    one = play()
    titles = [words for rank, words in read(debrief_html(one, full=True)).headings if rank == 2]
    assert titles == [each.title for each in telling.document(one).sections]
    ids = [
        link.attributes["href"]
        for link in read(debrief_html(one, full=True)).all("a")
        if link.attributes["href"] != "#main"
    ]
    assert ids[:2] == ["#front", "#ending"]


def test_every_lesson_shows_verdict_outcome_and_trail_with_its_counter_evidence(play: Play) -> None:
    words = read(debrief_html(play(pick=1), full=True)).text
    for said in ("What came of it:", "Served it", "Spent it", "Because: patrol speaks of measure_impact.", "Ask:"):
        assert said in words


def test_a_decision_shows_reason_counter_argument_papers_luck_and_what_came_back(play: Play) -> None:
    words = read(debrief_html(play(), full=True)).section("timeline")
    for said in (
        "Reason at market.",
        "(how sure: 6 of 10)",
        "Counter at market.",
        "1 of 2; left closed: Second report",
        "The patrol goes out.",
        "Day 8, came back: The stalls reopen.",
        "Day 9, did not come about: A visit.",
        "Asks who pays.",
        "Note on market.",
    ):
        assert said in words
    assert "It could have been," in read(debrief_html(play(), full=True)).section("luck")


def test_what_has_not_come_yet_is_said_of_a_run_that_stopped_early(play: Play) -> None:
    whole = play()
    came = dataclasses.replace(whole.decisions[0].came[0], status="not yet", moves=())
    first = dataclasses.replace(whole.decisions[0], came=(came,))
    words = read(debrief_html(dataclasses.replace(whole, finished=False, decisions=(first,)), full=True)).text
    assert "still on its way at the end" in words
    assert "This run is not finished" in words


def test_no_page_grades_totals_or_ranks(play: Play) -> None:
    for html in pages(play).values():
        words = read(html).text.lower()
        assert not re.search(r"\d\s?%|\bpercent|\bgrades?\b(?! or)|\btotal\b|\bout of \d|\bwinner|\bbest\b", words)


def test_forecasts_stand_beside_what_happened_with_the_words_of_the_screen(play: Play) -> None:
    words = read(debrief_html(play(), full=True)).section("forecasts")
    assert "70 in 100" in words
    assert "prophet" not in words, "of so few forecasts a score is chance"
    assert "How sure are you?" in words


def test_a_gauge_is_also_a_table_of_numbers(play: Play) -> None:
    page = read(debrief_html(play()))
    assert {element.words.strip() for element in page.all("summary")} >= {
        f"The numbers of “{title}”" for title in ("Trust", "Safety", "Recovery")
    }
    assert all(chart.attributes.get("role") == "img" or chart.attributes["class"] == "bar" for chart in page.all("svg"))


def test_a_change_by_the_facilitators_hand_names_the_gauge_and_the_reason(play: Play) -> None:
    changed = dataclasses.replace(play(), by_facilitator=(("d4", "trust", "The radio was wrong."),))
    assert "Trust: The radio was wrong." in read(debrief_html(changed)).section("timeline")


# --- redaction


def test_a_copy_for_one_role_leaves_out_what_other_seats_alone_knew(play: Play) -> None:
    whole = play()
    short = read(debrief_html(whole, frozenset({"Chief"}))).text
    copy = read(debrief_html(whole, frozenset({"Chief"}), full=True)).text
    for private in ("Note on market.", "Counter at market.", "Second report", "70 in 100", "How sure are you?"):
        assert private in read(debrief_html(whole, full=True)).text
        assert private in read(debrief_html(whole)).text
        assert private not in copy
        assert private not in short
    assert "Trust +" in copy  # the role's own headquarters
    assert not for_roles(whole, frozenset({"Chief"})).headquarters[1].parts
    assert "Adviser" in copy  # how content it is stays: that is what the table talks about
    assert "You were: Chief" in copy


def test_no_debrief_holds_a_private_fact_or_a_paper(play: Play) -> None:
    for html in pages(play).values():
        assert "knows of the key" not in html
        assert "All quiet." not in html


# --- hostile text


@pytest.mark.parametrize("text", CORPUS)
def test_hostile_text_in_every_field_stays_text(play: Play, text: str) -> None:
    one: Debrief = poisoned(play(), text)
    for html in (
        debrief_html(one),
        debrief_html(one, frozenset({text})),
        class_html([(text, one), (f"{text} again", one)]),
        debrief_html(one, language=text),
    ):
        sound(html)
        assert "\x1b" not in html
        assert "\u202e" not in html
        assert "49" not in read(html).section("notes") if "notes" in html else True
        html.encode()


def test_a_bold_word_is_bold_and_a_link_only_text(play: Play) -> None:
    page = read(
        debrief_html(
            dataclasses.replace(play(), endings=(("End", "A **bold** [link](https://a.example)."),)), full=True
        )
    )
    assert "bold" in [element.words.strip() for element in page.all("b")]
    assert "link (https://a.example)" in page.section("ending")
