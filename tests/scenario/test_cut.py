"""Texts that YAML cuts at a ` #`, and marks of Markdown that nothing draws: said of every text that people read."""

import pytest

from game.scenario.check import check_files
from game.scenario.checks.markdown import undrawn
from game.scenario.findings import Finding

LANDING = """\
format: 1
id: landing
title: The landing
minutes: 5
setting: A river.
clock: {days: 9}
roles: {head: {title: Head, brief: You sign.}}
gauges: {trust: {start: 50}}
lessons: {}
injects:
  - id: rope
    title: The rope
    situation: The rope has gone.
    question: What now?
    private:
      head: Nobody knows.
    documents:
      - kind: table
        title: Who
        text: |
          | who | how many |
          |-----|----------|
          | men |       12 |
    options:
      - id: wait
        label: Wait here
        outcome: Nothing.
        effects: {trust: -5}
      - {id: swim, outcome: B., effects: {trust: +5}}
endings: [{id: e, title: Over, text: Over.}]
"""


def said(old: str, new: str, *codes: str) -> list[Finding]:
    assert LANDING.count(old) == 1
    return [each for each in check_files({"landing.yaml": LANDING.replace(old, new)}) if each.code in codes]


@pytest.mark.parametrize(
    "key", ["title: The landing", "setting: A river.", "title: The rope", "situation: The rope has gone.",
            "question: What now?", "head: Nobody knows.", "title: Who", "label: Wait here", "outcome: Nothing."],
)  # fmt: skip
def test_a_text_that_is_cut_at_a_sign_is_said_with_its_place_and_the_text_to_copy(key: str) -> None:
    (found,) = said(key, f"{key} See #3 at once", "WC225")
    assert found.says == "the text ends at ' #'; '#3 at once' is not read."
    name, text = key.split(": ", 1)
    assert found.cure == f'Write "{text} See #3 at once".'
    assert found.source[found.place.column - 1 :] == "#3 at once"
    mended = LANDING.replace(key, f'{name}: "{text} See #3 at once"')
    assert not [each for each in check_files({"landing.yaml": mended}) if each.code == "WC225"]


@pytest.mark.parametrize(
    "comment",
    ["   # what the menu says", " # what the menu says", "  #todo", " #! urgent", " ## note",
     " # whitecell: ok WC225 because it is meant"],
)  # fmt: skip
def test_an_honest_comment_behind_a_text_is_none_of_it(comment: str) -> None:
    assert not said("title: The landing", f"title: The landing{comment}", "WC225")


def test_a_number_behind_a_blank_and_a_text_that_is_all_cut_are_said_too() -> None:
    assert said("title: The landing", "title: Landing # 3", "WC225")
    (found,) = said("question: What now?", "question: #now what?", "WC225")
    assert found.cure == 'Write "#now what?".'


def test_a_text_in_quotes_or_under_a_bar_may_have_the_sign() -> None:
    assert not said("title: The landing", 'title: "Landing #3"', "WC225")
    assert not said("setting: A river.", "setting: |\n  A river.\n  Gate #3 is shut.", "WC225")


def test_where_the_cut_breaks_the_file_the_cut_is_said_and_not_the_bracket() -> None:
    (found,) = said("{id: swim, outcome: B., effects: {trust: +5}}", "{id: swim, outcome: Gate #3}", "WC014")
    assert "the text ends at ' #'; '#3}' is not read." in found.says
    assert found.cure == 'Write "Gate #3".'
    (found,) = said("situation: The rope has gone.", "situation: The rope at gate #3\n      has gone.", "WC014")
    assert found.place.line == 13
    assert found.source[found.place.column - 1] == "#"


@pytest.mark.parametrize(
    ("text", "what", "piece"),
    [
        ("Trust is {trust} of 100.", "a name to be filled in", "{trust}"),
        ("Look: ![map](map.png)", "a picture", "![map](map.png)"),
        ("It is ~~gone~~ back.", "a text struck out", "~~gone~~"),
        ("It is <b>gone</b>.", "a mark of HTML", "<b>"),
        ("It is __gone__.", "bold by underscores", "__gone__"),
        ("It is _gone_.", "italic by underscores", "_gone_"),
        ("It is gone[^1].", "a footnote", "[^1]"),
    ],
)
def test_marks_that_are_not_drawn_are_named_in_their_place(text: str, what: str, piece: str) -> None:
    (found,) = said("situation: The rope has gone.", f"situation: '{text}'", "WC261")
    assert found.says == f"{what} is not drawn: players read '{piece}'."
    assert found.source[found.place.column - 1 :].startswith(piece)


@pytest.mark.parametrize(
    ("text", "what"),
    [("a\n\n| A | B |\n|---|---|\n| 1 | 2 |", "a table"), ("a\n\n---\n\nb", "a line across"),
     ("```\nx\n```", "a block of code"),
     ("- [ ] one\n- [x] two", "a box to tick"), ("A | B\n--|--\n1 | 2", "a table")],
)  # fmt: skip
def test_marks_over_lines_are_known(text: str, what: str) -> None:
    assert [mark[0] for mark in undrawn(text)] == [what]


@pytest.mark.parametrize(
    "text",
    ["**Bold**, *italic* and `code`.", "- one\n- two\n\n1. three\n\n> quoted", "# A heading", "[text](https://a.b)",
     "a snake_case_name and 3 < 4 > 2", "{not_a_gauge} {2}", "5 - 3 -- 2 | 1", "~ about ~"],
)  # fmt: skip
def test_what_is_drawn_or_is_no_mark_is_passed_over(text: str) -> None:
    assert not list(undrawn(text, {"trust"}))


def test_a_document_that_is_drawn_letter_by_letter_may_have_lines_and_bars() -> None:
    assert not [each for each in check_files({"landing.yaml": LANDING}) if each.code == "WC261"]
    assert said("kind: table", "kind: report", "WC261")
