"""Keys that come faster than anybody types are a paste; what a person types stays keys."""

import pytest
from textual import events

from game.ui.widgets.bursts import BurstParser, Bursts

SLOW = 0.12


def told(parser: BurstParser, data: str) -> list[str]:
    """What the program hears of what a terminal sends in one piece."""
    return [
        f"paste {each.text!r}" if isinstance(each, events.Paste) else each.key
        for each in parser.feed(data)
        if isinstance(each, (events.Paste, events.Key))
    ]


def parser_at(times: list[float]) -> BurstParser:
    made = BurstParser()
    left = iter(times)
    made._bursts = Bursts(lambda: next(left))
    return made


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        ("one\rtwo\r", ["paste 'one\\ntwo\\n'"]),
        ("one\ntwo", ["paste 'one\\ntwo'"]),
        ("a\tb", ["paste 'a\\tb'"]),
        ("\x1b[200~one\ntwo\x1b[201~", ["paste 'one\\ntwo'"]),
        ("d", ["d"]),
        ("5\r", ["5", "enter"]),
        ("\r\r\r\r", ["enter"] * 4),
        ("\x1b[B\x1b[B\r", ["down", "down", "enter"]),
        ("\x155\r", ["ctrl+u", "5", "enter"]),
    ],
)
def test_one_piece_is_a_paste_where_it_is_more_than_a_person_types(data: str, heard: list[str]) -> None:
    assert told(parser_at([0.0]), data) == heard


def test_a_paste_that_comes_in_pieces_is_one_to_its_last_line_end() -> None:
    parser = parser_at([0.0, 0.004, 0.04, 0.08])
    assert told(parser, "six of\rthem") == ["paste 'six of\\nthem'"]
    assert told(parser, " and") == ["paste ' and'"]
    assert told(parser, "\r") == ["paste '\\n'"]
    assert told(parser, "\r") == ["paste '\\n'"]


def test_a_paste_that_comes_letter_by_letter_is_one_from_the_third_letter_on() -> None:
    parser = parser_at([0.001 * number for number in range(9)])
    heard = [each for letter in "ab\rcd\ref" for each in told(parser, letter)]
    assert heard[:2] == ["a", "b"]
    assert "enter" not in heard


def test_somebody_who_types_is_heard_key_by_key() -> None:
    parser = parser_at([SLOW * number for number in range(9)])
    assert [each for letter in "yes it\rq" for each in told(parser, letter)] == [
        *("y", "e", "s", "space", "i", "t", "enter", "q"),
    ]


def test_enter_after_a_paste_acts_once_the_paste_is_over() -> None:
    parser = parser_at([0.0, SLOW])
    told(parser, "one\rtwo\r")
    assert told(parser, "\r") == ["enter"]
