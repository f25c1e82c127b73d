"""The accessibility statement: each line of WCAG 2.2 with its level, tested how, or why not."""

import re

from tests.web.test_promises import PAPER

TABLE = PAPER.partition("<!-- wcag -->")[2].partition("<!-- /wcag -->")[0]
A = re.findall(
    r"\S+",
    """
    1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4
    2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
    """,
)
AA = re.findall(
    r"\S+",
    """
    1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2
    3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3
    """,
)
NOT_TRIED = ["1.4.11", "1.4.12", "2.4.11"]
NOT_HELD = ["2.4.5", "3.1.2"]


def rows() -> list[list[str]]:
    """The lines of the statement: number, level, words, tests."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if re.match(r"\| \d", line)
    ]


def test_every_line_of_both_levels_is_in_the_statement_once() -> None:
    assert [number for number, *_ in rows()] == sorted({*A, *AA}, key=lambda each: [int(n) for n in each.split(".")])
    assert {number: level for number, level, *_ in rows()} == {**dict.fromkeys(A, "A"), **dict.fromkeys(AA, "AA")}


def test_a_line_without_a_test_says_why() -> None:
    without = {number: words for number, _, words, *tests in rows() if "::" not in "".join(tests)}
    assert [number for number, words in without.items() if words.startswith("not tried:")] == NOT_TRIED
    assert [number for number, words in without.items() if words.startswith("not held:")] == NOT_HELD
    assert all(words.startswith(("none:", "not tried:", "not held:")) for words in without.values())
