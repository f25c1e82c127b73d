"""Text from strangers: what is left of it can move no cursor and turn no line round."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario import text as text_room
from game.scenario.text import MAX_LINE, clean, clean_line, visible

BAD = {chr(code) for code in [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]} - {"\n"}
TURNING = set("\u061c\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
nasty = st.text(st.one_of(st.characters(), st.sampled_from(sorted(BAD | TURNING | {"\u200d", "\u0301", "👩"}))))


@given(nasty)
def test_nothing_that_a_terminal_acts_on_is_left(text: str) -> None:
    left = clean(text)
    assert not set(left) & (BAD | TURNING)
    assert not any(0xD800 <= ord(character) <= 0xDFFF for character in left)
    assert "\n" not in clean_line(text)


@given(nasty)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(nasty, st.integers(1, 30))
def test_no_more_than_the_limit_is_kept(text: str, limit: int) -> None:
    assert len(clean(text, limit)) <= limit
    assert len(clean_line(text, limit)) <= limit


@given(st.text("e\u0301\u0316\u0e31\u20ddx", max_size=40))
def test_no_tower_of_marks_climbs_over_other_lines(text: str) -> None:
    run = 0
    for character in clean(text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        assert run <= 4


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("plain, Schöne Grüße – “quoted” 東京", "plain, Schöne Grüße – “quoted” 東京"),
        ("a\tb", "a   b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x1b[31mred", "�[31mred"),
        ("ab\u202etxt.exe", "abtxt.exe"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("a\u200db", "ab"),
        ("[b]not markup[/b]", "[b]not markup[/b]"),
        ("e\u0301", "é"),
    ],
)
def test_what_is_left_of_what(given: str, left: str) -> None:
    assert clean(given) == left


def test_a_line_that_is_cut_says_so() -> None:
    assert clean_line("x" * 700) == "x" * (MAX_LINE - 1) + "…"


@given(nasty)
def test_a_line_of_a_file_keeps_its_columns_when_it_is_shown(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & (BAD | TURNING | {"\n"})


def test_what_is_passed_without_a_look_has_nothing_to_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    harmless = [chr(code) for code in range(0x3000) if text_room._HARMLESS(chr(code))]
    assert {"a", "é", "“", "→", "\n"} <= set(harmless)
    monkeypatch.setattr(text_room, "_HARMLESS", lambda text: False)
    assert [clean(each) for each in harmless] == harmless
    assert clean("".join(harmless)) == "".join(harmless)
