"""Three renderers of one document: each says every word of it, and none of them takes a word for markup."""

import dataclasses
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from game.exercise.acts.offer import Offer
from game.faces import lines, page, terminal
from game.faces.hanging import hang
from game.faces.model import Block, Card, Grid, Para, TextSpan, strong, text
from game.words import ENGLISH
from tests.faces.made import document, every_block, paper

HOSTILE = [
    "<script>alert(1)</script>",
    '" onclick="x',
    "[red]x[/red][@click=app.quit]y[/]",
    "\x1b[31mred\x1b[0m\x9b2J",
    "\u202eabc\u2066",
    "{{ 7 * 7 }}{0.__class__}{gauge}%s%(x)d",
]


def _texts(value: object) -> Iterator[str]:
    """Every text of a value that is shown: ids, kinds and states are not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            hidden = ("id", "act", "given", "name") if isinstance(value, Offer) else ("id",)
            if field.name not in hidden:
                yield from _texts(getattr(value, field.name))


def _attributes(page: str) -> set[str]:
    """The name of every attribute of a page, as a browser reads it."""
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(name for name, _ in attrs)

    Reader().feed(page)
    return found


# What stands on a paper is read where it is turned to: `test_seat.py`.
WORDS = {each for each in _texts(every_block("zz")) if each.startswith("zz")} - set(_texts(paper("zz")))


def _terminal(blocks: tuple[Block, ...], width: int = 100) -> str:
    return terminal.content(blocks, width).plain


def _plain(blocks: tuple[Block, ...]) -> str:
    return "\n".join(lines.blocks(ENGLISH, blocks))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_terminal_shows_every_word(width: int) -> None:
    shown = _terminal(every_block("zz"), width)  # type: ignore[arg-type]
    # The fields of an act are asked for one by one when it is begun.
    rows = {"zzrow", "zzcase", "zzshut", "zzwhy", "zzown", "zzmine"}
    asks = {"zzpick", "zzseveral", "zzask", "zzhelp", "zzsure", "zzminutes", "zzunit", "zzamount", "zzyes", "zzrests"}
    # What a drawing is called and how its boxes are read stands with the drawing, and colours where there are any.
    later = rows | asks | {"zzflow", "zzboxes", "zzchance", "zzend", "zzmap", "zzcorner"}
    assert {word for word in WORDS - later if word not in shown} == set()


def test_plain_lines_say_every_word() -> None:
    shown = _plain(every_block("zz"))  # type: ignore[arg-type]
    later = {"zzask", "zzhelp", "zzsure", "zzminutes", "zzunit", "zzamount", "zzyes", "zzrests"}
    # A chart's value stands in its sentence, and what many curves are called only where there is one chart.
    drawn = {"zznow", "zzhead", "zzcorner"}  # nor does the head of names, which say themselves what they are
    drawn |= {
        "zzsigns",
        "zztop",
        "zzmiddle",
        "zzbottom",
        "zzflow",
        "zzboxes",
        "zzchance",
        "zzend",
        "zzstands",
    }  # of drawings
    spoken = shown.casefold()
    assert {word for word in WORDS - later - drawn if word not in spoken} == set()


def test_a_page_shows_every_word() -> None:
    shown = str(page.body(document("zz")))
    # What stands for colours and drawings where there are none, and a step's words beside its box.
    drawn = {"zzsigns", "zztop", "zzmiddle", "zzbottom", "zzcomes", "zznext"}
    assert {word for word in WORDS - drawn if word not in shown} == set()


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_words_are_text_in_every_face(word: str) -> None:
    there = document(word)
    seen = str(page.body(there))
    known = set(re.findall(r"<(\w+)", str(page.body(document("calm")))))
    assert set(re.findall(r"<(\w+)", seen)) <= known
    assert not {name for name in _attributes(seen) if name.startswith("on")}
    for face in (_terminal(every_block(word)), _plain(every_block(word))):  # type: ignore[arg-type]
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", face)
    content = terminal.content(every_block("calm" + word), 100)  # type: ignore[arg-type]
    assert not any("click" in str(span.style) for span in content.spans)


def test_what_is_compared_stands_side_by_side_where_there_is_room() -> None:
    sides = Card((Card((Para(text("left words")),)), Card((Para(text("right words")),))), beside=True)
    assert any("left" in line and "right" in line for line in _terminal((sides,), 120).split("\n"))
    assert not any("left" in line and "right" in line for line in _terminal((sides,), 80).split("\n"))


def test_a_wide_grid_is_parted_and_keeps_its_first_column() -> None:
    heads = ("inject", *(f"lesson number {number}" for number in range(9)))
    rows = tuple(tuple(text(f"r{row}c{at}") for at in range(10)) for row in range(3))
    shown = _terminal((Grid("map", heads, rows),), 80)
    assert all(len(line) <= 80 for line in shown.split("\n"))
    assert all(f"r{row}c{at}" in shown for row in range(3) for at in range(10))
    assert shown.count("r0c0") > 1


def test_the_spoken_form_stands_in_a_plain_stream_and_beside_the_sign_on_a_page() -> None:
    moved = Para(text("Trust ", TextSpan("50 → 46", spoken="fell from 50 to 46")))
    assert _plain((moved,)) == "Trust fell from 50 to 46"
    assert "50 → 46" in _terminal((moved,))
    assert 'aria-hidden="true">50 → 46' in str(page.blocks((moved,), 3))


def test_words_keep_their_manner_where_lines_break() -> None:
    said = Para(text("plain ", strong("strong words that go on and on, far beyond one line of it"), " and plain again"))
    shown = hang(terminal.content((said,), 30), 30)
    bold = " ".join(shown.plain[span.start : span.end] for span in shown.spans if "bold" in str(span.style))
    assert " ".join(bold.split()) == "strong words that go on and on, far beyond one line of it"
    assert all(len(line) <= 30 for line in shown.plain.split("\n"))
    assert not any("\n" in shown.plain[span.start : span.end] for span in shown.spans if span.style)


def test_equal_sections_are_one_drawing() -> None:
    one, other = document("same").sections[0], document("same").sections[0]
    assert one is not other
    assert hash(one) == hash(other)
    assert page.section(one) is page.section(other)
