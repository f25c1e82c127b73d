"""The document: what a person is shown, as frozen values: what each thing is, never how it looks.

Builders make it from a view that was cut for this person already; a terminal, a plain stream and a page lay it out and
ask for nothing else. Two equal sections look the same, so a section is its own key when a page is brought up to date.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from game.exercise.acts.offer import Offer
from game.exercise.ticks import DAYS, Ticks

Tone = Literal["", "good", "bad", "warn", "flat", "served", "spent", "both"]
"""What a colour would mean; a word or a sign beside it always says the same. ``served`` and ``spent`` are two neutral
hues, ``both`` has none: nobody is told by a colour that what they decided was right."""
Manner = Literal["", "strong", "em", "code", "aside", "pill"]
"""``aside`` is said in a lower voice: times, senders, what is only help. ``pill`` is a short finding: a
reading, an outcome."""
Role = Literal["", "lead", "label", "quote", "note", "warn", "big"]
"""What a paragraph is for: ``lead`` is to be read first, ``label`` names what follows (it is not in the outline),
``big`` is for the last row of the room."""
Marks = Literal["bullet", "number", "sign", "tick"]
"""How items are marked; ``tick`` has a box for a pencil."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A run of words. Whatever stands in it is text in every face, never markup."""

    text: str
    manner: Manner = ""
    tone: Tone = ""
    spoken: str | None = None
    """What is heard, and written in a plain stream, in its place: ``50 → 46`` is ``fell from 50 to 46``."""
    to: str = ""
    """A section or an act that it leads to: a link on a page, a key in a terminal, a letter in a plain stream."""


Text = tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: Text
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    text: Text
    more: tuple[Block, ...] = ()
    """What stands beneath; left out where only one line each is shown."""
    sign: str = ""
    """In the place of the bullet. Decoration: the words say it too."""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]
    marks: Marks = "bullet"
    start: int = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and what belongs to each."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns that mean something; a column without words is left to be filled in by hand."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numbers: frozenset[int] = frozenset()
    """Columns of numbers, for the right edge."""
    bars: tuple[float, ...] = ()
    """One a row, all on one scale from a middle: what the numbers look like."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A stepped line over days."""

    label: str
    points: tuple[tuple[int, int], ...]
    """Day and value; it holds until the next."""
    known: bool = False
    """What was believed, not what was: drawn broken."""


@dataclass(frozen=True, slots=True)
class ChartMarks:
    """What is told of a chart that has a page to itself: it is drawn large."""

    weighed: tuple[int, str] | None = None
    """Day and number of the decision that weighed most."""
    apart: tuple[int, int, int] | None = None
    """A day, and the two values that were farthest apart on it."""
    says: str = ""
    """Of that: ``11 apart``."""
    luck: int | None = None
    """The day of the draw that is told."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Something over days on the whole of its scale."""

    id: str
    title: str
    value: Text
    says: str
    """The same in a sentence: the text alternative, the plain line, the caption."""
    curves: tuple[Curve, ...]
    low: int
    high: int
    days: int
    marks: tuple[tuple[int, str], ...] = ()
    """Days and numbers of decisions."""
    ticks: Ticks = DAYS
    """What the numbers along its foot count."""
    row: bool = False
    """One of many: without an axis."""
    told: ChartMarks | None = None
    numbers: tuple[str, str] = ("", "")
    """What its numbers are called where a table of them can be unfolded, and what its first column is."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that lay on the table: drawn where a face can, its words everywhere."""

    title: str
    alt: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a paper: its head (a time, a field, a number) and the rest."""

    text: str
    head: str = ""
    kind: Literal["", "time", "field", "item", "post"] = ""
    depth: int = 0
    """Of an item in an item."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the exercise, in the manner of its kind; with an offer it is still closed."""

    id: str
    kind: str
    name: str
    title: str
    head: tuple[tuple[str, str], ...]
    """Sender and addressees, in the order of its kind."""
    lines: tuple[PaperLine, ...]
    fixed: bool = False
    """Whether its columns must stay where they are."""
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Blocks that belong together."""

    blocks: tuple[Block, ...]
    title: Text = ()
    tone: Tone = ""
    id: str = ""
    fold: Literal["", "closed", "open"] = ""
    beside: bool = False
    """Whether its blocks are compared: beside each other where there is room."""


@dataclass(frozen=True, slots=True)
class SquareCode:
    """Dark and light squares (a join code), and what they say."""

    rows: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class ActForm:
    """The place of an act: a form on a page, a list and a line in a terminal, numbered prompts in a plain stream."""

    offer: Offer
    about: tuple[tuple[Text, tuple[Block, ...]], ...] = ()
    """For each row to pick: what says that there is more to it, and that."""


FOLD = "fold"
"""What the words over a folded card lead to: a key in a terminal, a letter in a plain stream. A page unfolds it itself;
where nothing would unfold it, it is said in full."""


Block = Para | Pairs | Items | Grid | Chart | Paper | Image | Card | SquareCode | ActForm


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: the unit of updating, paging, landmark and tab."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    name: str = ""
    """Short, for strips, contents and landmarks; empty: it belongs to the section before."""
    count: str = ""
    key: str = ""
    side: bool = False
    """Stands beside the rest where there is room."""
    marks: Text = ()
    """Signs beside the title where it is one row of a list of sections. Decoration: the section says it in words."""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class FaceDocument:
    """Everything that one person is shown at one moment, or one report."""

    title: str
    language: str
    sections: tuple[Section, ...]
    facts: tuple[str, ...] = ()
    """For the line at the top: who, where, when."""
    banner: Text = ()
    first: str = ""
    """The section to look at first: where it differs, the reader is taken there."""
    said: str = ""
    """What is worth saying aloud since the last one, and nothing more."""
    foot: tuple[str, ...] = ()
    """What stands under it all: whence it is, what it is worth."""
    seconds: int | None = None
    ticking: bool = False


def listed(document: FaceDocument) -> tuple[Section, ...]:
    """Return sections one at a time, as a list offers them.

    One whose inner sections have short names is its inner sections; one without a name goes with the section before.
    """
    made: list[Section] = []
    for each in document.sections:
        if not each.name and made:
            made[-1] = replace(made[-1], sections=(*made[-1].sections, each))
        elif any(inner.name for inner in each.sections):
            made += each.sections
        else:
            made.append(each)
    return tuple(made)


def text(*pieces: str | TextSpan) -> Text:
    """Return pieces as text; a bare word is said plainly, an empty one is left out."""
    return tuple(each if isinstance(each, TextSpan) else TextSpan(each) for each in pieces if each)


def strong(words: str, tone: Tone = "") -> TextSpan:
    """Return words that stand out."""
    return TextSpan(words, "strong", tone)


def aside(words: str, tone: Tone = "") -> TextSpan:
    """Return words in a lower voice."""
    return TextSpan(words, "aside", tone)


def para(*pieces: str | TextSpan, role: Role = "") -> Para:
    """Return pieces as a paragraph."""
    return Para(text(*pieces), role)


def plain(words: Text) -> str:
    """Return a text without its manner."""
    return "".join(each.text for each in words)
