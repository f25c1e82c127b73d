"""The document: what a person is shown, as frozen values: what each thing is, never how it looks.

Builders make it from a view that was cut for this person already; a terminal, a plain stream and a page lay it out and
ask for nothing else. Two equal sections look the same, so a section is its own key when a page is brought up to date.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from game.exercise.acts.offer import Offer
from game.exercise.ticks import DAYS, Ticks

Tone = Literal["", "good", "bad", "warn", "flat", "served", "spent", "both"]
"""What a colour would mean; a word or a sign beside it always says the same. ``served`` and ``spent`` are two neutral
hues, ``both`` has none: nobody is told by a colour that what they decided was right."""
Manner = Literal["", "strong", "em", "code", "aside", "pill"]
"""``aside`` is said in a lower voice: times, senders, what is only help. ``pill`` is a short finding: a
reading, an outcome."""
Role = Literal["", "lead", "label", "quote", "note", "warn"]
"""What a paragraph is for: ``lead`` is to be read first, ``label`` names what follows (it is not in the outline)."""
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
    """A section or an act that it leads to: a link on a page, a key in a terminal, a letter in a plain stream. What
    begins with ``?`` or ``/`` is an address on this host, for a page alone."""


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
    """What stands beneath."""
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
    """Rows and columns that mean something; a column without words is left to be filled in by hand.

    A row of one cell is the heading of those below it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numbers: frozenset[int] = frozenset()
    """Columns of numbers, for the right edge."""
    bars: tuple[float, ...] = ()
    """One a row, all on one scale from a middle: what the numbers look like."""
    filled: bool = False
    """Whether a cell has the ground of its tone."""
    signs: Text = ()
    """Where it is a map: what the signs mean that stand in a terminal for cells of a tone, much of it in strong ones.
    Its columns of numbers are left out there; they stand elsewhere too."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A stepped line over days."""

    label: str
    points: tuple[tuple[int, int], ...]
    """Day and value; it holds until the next."""
    known: bool = False
    """What was believed, not what was: drawn broken."""
    series: int = 0
    """Which of several alike it is, from 1: each has a stroke of its own."""


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
    told: ChartMarks | None = None
    """Where it has a page to itself: what is told of it."""
    numbers: tuple[str, str] = ("", "")
    """What its numbers are called where a table of them can be unfolded, and what its first column is."""
    unit: str = ""
    """Of its values; nothing where they are points."""
    stood: int | None = None
    """Of one gauge among many, drawn small: where it stood before the last move. None: it is drawn with an axis."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Where very many runs lie over the days, on the whole of a scale."""

    id: str
    title: str
    says: str
    """The same in a sentence."""
    start: int
    low: int
    high: int
    days: tuple[tuple[int, int, int, int, int, int], ...]
    """Day and the values below which 5, 25, 50, 75 and 95 of a hundred lie."""
    labels: tuple[str, str, str]
    """What the highest, the middle and the lowest are called where each is a row."""
    ticks: Ticks = DAYS


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of a course, and how often which comes next."""

    title: str
    says: str
    chance: str
    leads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """What follows what: a drawing on a page."""

    id: str
    title: str
    says: str
    """How it is to be read."""
    steps: tuple[FlowStep, ...]
    end: str
    """What stands after the last."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that lay on the table: drawn where a face can, its words everywhere."""

    title: str
    alt: str
    sha256: str


LineManner = Literal["", "time", "field", "item", "post"]
"""What the head of a line of a paper is: a time in a radio log, a field (``Subject:``), a number or dot; ``post`` is a
line that names who wrote what stands under it."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a paper, or a paragraph of one that may be broken anew: its head, and the rest."""

    text: str
    head: str = ""
    manner: LineManner = ""
    depth: int = 0
    """Of an item within an item."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that lies on the table, in the manner of its kind. With an offer it is still closed."""

    id: str
    kind: str
    name: str
    """What its kind is called."""
    title: str
    sender: str
    head: tuple[tuple[str, str], ...]
    """From whom, to whom, about what: names and values, in the order of its kind."""
    lines: tuple[PaperLine, ...]
    fixed: bool = False
    """Whether its columns must stay where they are: a sketch map, a table."""
    alt: str = ""
    """Of a picture: what is to be seen on it."""
    unseen: str = ""
    """What is said over that where a picture cannot be drawn."""
    picture: str = ""
    """The SHA-256 of a picture's bytes."""
    cost: Text = ()
    """What reading it costs, or has cost."""
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
class ActForm:
    """The place of an act: a form on a page, a list and a line in a terminal, numbered prompts in a plain stream."""

    offer: Offer
    about: tuple[tuple[Text, tuple[Block, ...]], ...] = ()
    """For each row to pick: what says that there is more to it, and that."""
    typed: tuple[tuple[str, str], ...] = ()
    """What was typed into its fields and not sent, by name."""
    quick: bool = False
    """Whether one press does it, in a page: each row to pick is a button, and what may be left out is folded."""


FOLD = "fold"
"""What the words over a folded card lead to: a key in a terminal, a letter in a plain stream. A page unfolds it itself;
where nothing would unfold it, it is said in full."""


Block = Para | Pairs | Items | Grid | Chart | Bands | Flow | Image | Paper | Card | ActForm


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: the unit of updating, paging, landmark and tab."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    name: str = ""
    """Short, for strips, contents and landmarks; empty: it belongs to the section before."""
    count: str = ""
    marks: Text = ()
    """Signs beside the title where it is one row of a list of sections. Decoration: the section says it in words."""
    overview: bool = False
    """A drawing of what stands in words elsewhere: a plain stream goes on without it."""
    sections: tuple[Section, ...] = ()
    terms: Text = ()
    """Who decides, how long it may take: a terminal's frame has places for that, others say it under the title."""
    key: str = ""
    """The letter that turns to it, in a terminal and a plain stream."""
    side: bool = False
    """Whether it stands beside the rest where there is room; in a plain stream, only when asked for."""
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        """Its hash, worked out once: a section is the key of its own drawing, and holds hundreds of words."""
        if self._hash is None:
            known = (
                self.id, self.title, self.blocks, self.name, self.count, self.marks, self.overview, self.sections,
                self.terms, self.key, self.side,
            )  # fmt: skip
            object.__setattr__(self, "_hash", hash(known))
        return self._hash or 0


@dataclass(frozen=True, slots=True)
class FaceDocument:
    """Everything that one person is shown at one moment, or one report."""

    title: str
    language: str
    sections: tuple[Section, ...]
    facts: tuple[str, ...] = ()
    """For the line at the top: who, where, when."""
    banner: Text = ()
    foot: tuple[str, ...] = ()
    """What stands under it all: whence it is, what it is worth."""
    first: str = ""
    """The section to look at first."""
    scene: str = ""
    """What it is about now: where this differs from before, a reader is taken to ``first``, and else left in peace."""
    said: str = ""
    """What is worth saying aloud since the document before it, and nothing more."""
    seconds_left: int | None = None
    """Of the soft time when it was made, as in `game.exercise.views.class_view.ClassView`."""
    ticking: bool = False


def listed(document: FaceDocument) -> tuple[Section, ...]:
    """Return sections one at a time, as a list offers them.

    One whose inner sections have short names is its own words, where it has any, and its inner sections; one without a
    name goes with the section before.
    """
    made: list[Section] = []
    for each in document.sections:
        if not each.name and made:
            made[-1] = replace(made[-1], sections=(*made[-1].sections, each))
        elif any(inner.name for inner in each.sections):
            made += [replace(each, sections=())] if each.blocks else []
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


def aside(words: str) -> TextSpan:
    """Return words in a lower voice."""
    return TextSpan(words, "aside")


def para(*pieces: str | TextSpan, role: Role = "") -> Para:
    """Return pieces as a paragraph."""
    return Para(text(*pieces), role)


def plain(words: Text) -> str:
    """Return a text without its manner."""
    return "".join(each.text for each in words)
