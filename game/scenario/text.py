"""Text from strangers, cleaned once where it enters.

Scenario files, player names, notes and reasons may hold anything. Terminals act on
control codes, and a bidirectional override can make a line read as its opposite, so
both are taken out here and nowhere else. What is left is still only text: the screens
show it as literal content and never parse it.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 32_000
"""Characters a long text (a setting, a document) may have."""

MAX_LINE = 500
"""Characters a title, a label or a one-line answer may have."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufff9-\ufffb]")
_INVISIBLE = re.compile("[\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_MARK = "\N{REPLACEMENT CHARACTER}"
_MAX_MARKS = 4
# A family of emoji is joined by ZWJ; anywhere else the joiner is only invisible.
_LONELY_JOINER = re.compile("(?<![\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])\u200d")


_HARMLESS = re.compile("[\n -~\xa0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2328\u232b-\u25ff]*").fullmatch
"""Whether a text is made of letters, dashes, quotes and arrows that stand for themselves and are in NFC, as nearly all
are: then there is nothing to clean."""


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """Return text without control codes, bidi overrides or towers of combining marks.

    Tabs become spaces (their width differs between terminals), line ends become ``\\n``,
    a control code becomes a visible replacement character. At most ``limit`` characters
    are kept; a text that was cut ends with an ellipsis.
    """
    if len(text) <= limit and _HARMLESS(text):
        return text
    text = text[: limit * 2].replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    text = _LONELY_JOINER.sub("", _INVISIBLE.sub("", _CONTROL.sub(_MARK, text)))
    if not text.isascii():
        text = _without_towers(unicodedata.normalize("NFC", text))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def clean_line(text: str, limit: int = MAX_LINE) -> str:
    """Return cleaned text on one line, with runs of white space folded to one space."""
    return clean(" ".join(text[: limit * 4].split()), limit)


def one_line(text: str, limit: int = MAX_TEXT) -> str:
    """Return pasted text as it goes into a line that is typed: its lines joined by blanks, at its ends too."""
    return re.sub(r"\s+", " ", clean(text, limit))


_FRENCH_ROW = str.maketrans("&é\"'(-è_çà", "1234567890")


def as_digits(typed: str) -> str:
    """Return what was typed for a number; the keys of a French row (``& é " '``) are its digits without Shift."""
    turned = typed.translate(_FRENCH_ROW)
    return turned if turned.isdecimal() else typed


def visible(line: str) -> str:
    """Return one line with a mark for each control, bidi or invisible character, so that its columns still count."""
    line = line.replace("\t", " ")
    return _INVISIBLE.sub(_MARK, _CONTROL.sub(_MARK, line)).replace("\n", _MARK).replace("\u200d", _MARK)


def _without_towers(text: str) -> str:
    """Keep at most four combining marks on a character: more would climb over other lines."""
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def parted(text: str) -> str:
    """Return a fragment id for a title or an id: letters and digits of ASCII and hyphens alone."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower())[:60]
