"""The one reader of Markdown: the same words in every face, and hostile text stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.faces import lines, page, terminal
from game.faces.content_builder import Page
from game.faces.prose import prose
from game.scenario import markdown as md
from game.words import ENGLISH

DRIFTED = [
    "a **b*c** d",
    "2*3*4 is a sum, *this* is not",
    "One \\*star\\* is a star",
    "> said\n> she",
    "> ",
    "2. second\n3. third",
    "1) one\n2) two",
    "- a\n- b\n\ntext",
    "- a\n  - deeper\n- b",
    "Text:\n- a\n- b",
    "# Head\ntext",
    "#nospace is text",
    "Water 2.5 km\n10. October",
    "`code *not* em` and **`both`**",
    "[here](https://example.org/x) and ![there](a.png)",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "***both*** and __under__ and _soft_",
    "line one\nline two\n\n\n\nlast",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "<b>bold?</b> &amp; &lt;",
    "[red]x[/red] [@click=app.quit]y[/]",
    "\x1b[31mred\x1b[0m",
    "\u202eabc",
    "{{ 7 * 7 }} {% if x %} {gauge} {0.__class__}",
    "[a](javascript:alert(1))",
    "<http://example.org> https://example.org",
    "* * *\n---\n===",
    "    four blanks\n\ttab",
    "```\nfence\n```",
    "&copy; &#x1b;[2J",
    "a](b) [c](d",
    "> " * 200 + "deep",
    "**" * 500,
]


def _words(text: str) -> list[str]:
    """Words without what marks items and ends a sentence: a stream that is heard ends each line as one."""
    return re.findall(r"[^\s•▏\-.:]+", text.casefold())


def _faces(text: str) -> list[list[str]]:
    """The words of a text in a widget, a document in a terminal, plain lines and a page, without what marks items."""
    numbered = r"(?m)^ *\d+\. "
    html = re.sub(r"<[^>]*>", " ", str(page.blocks(prose(text), 3)).replace("\n", " "))
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        html = html.replace(sign, letter)
    return [
        _words(re.sub(numbered, "", Page().prose(text).content().plain)),
        _words(re.sub(numbered, "", terminal.content(prose(text), 10_000).plain)),
        _words(re.sub(numbered, "", "\n".join(lines.blocks(ENGLISH, prose(text))))),
        _words(html),
    ]


@pytest.mark.parametrize("text", DRIFTED)
def test_the_same_text_gives_the_same_words_in_every_face(text: str) -> None:
    widget, document, plain, html = _faces(text)
    assert widget == document == plain
    assert "".join(document) == "".join(html)  # on a page a word may be cut by its tags


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_every_face(text: str) -> None:
    tags = set(re.findall(r"<(/?\w+)", str(page.blocks(prose(text), 3))))
    assert {tag.strip("/") for tag in tags} <= {"p", "b", "em", "code", "blockquote", "ul", "ol", "li"}
    widget, document, plain, html = _faces(text)
    assert widget == document == plain
    assert "".join(document) == "".join(html)


@given(st.text(alphabet="ab *_`>#-1.)[](!<&{}\\\n", max_size=120))
def test_any_text_is_read_alike(text: str) -> None:
    assert len({"".join(words) for words in _faces(text)}) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2. two\n3. three", ["2. two", "3. three"]),
        ("2*3*4", ["2*3*4"]),
        ("\\*star\\*", ["*star*"]),
        ("> ", []),
        ("- a\n  - b", ["- A.", "  - b"]),
    ],
)
def test_what_the_three_readers_read_apart(text: str, shown: list[str]) -> None:
    assert lines.blocks(ENGLISH, prose(text)) == shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("![map](a.png)", "a picture"),
        ("a <b>word</b>", "a mark of HTML"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a table"),
        ("```\nx\n```", "a block of code"),
        ("it is {trust} now", "a name to be filled in"),
        ("~~gone~~", "a text struck out"),
        ("a\n\n---\n\nb", "a line across"),
    ],
)
def test_what_is_not_drawn_is_named(text: str, says: str) -> None:
    named = list(md.undrawn(text, {"trust"}))
    assert [what for what, _, _ in named] == [says]
    assert all(piece in text and cure for _, piece, cure in named)


@pytest.mark.parametrize(
    "text", ["plain words", "**bold**, *soft*, __bold__ and _soft_", "- a\n- b", "5 < 6 and {", "a[3](x"]
)
def test_what_is_drawn_is_not_complained_of(text: str) -> None:
    assert list(md.undrawn(text, {"trust"})) == []
