"""The guide for authors as a document: the file that repositories show, parted at its headings, to leaf through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from game.called import as_called
from game.faces.model import Block, FaceDocument, Grid, Para, Section, Text, TextSpan
from game.faces.prose import prose
from game.scenario.catalogue import scenarios
from game.words import Language

FILE = "README.md"
"""Its name, in the folder of the shipped scenarios."""
_HEADING = re.compile(r"(#{1,3}) +(.*)")
_FENCE, _INDENT, _BAR, _COMMENT = "```", "    ", "|", "<!--"
_CELL = re.compile(r"(?<!\\)\|")
"""A bar that parts two cells of a table: one behind a backslash belongs to its cell."""


@lru_cache(maxsize=1)
def document(words: Language) -> FaceDocument:
    """Return the guide, a section for each heading of the second rank, those of the third in it.

    Raises:
        OSError: where the file is not there.
    """
    read = as_called((scenarios() / FILE).read_text(encoding="utf-8"))
    lines = [line for line in read.split("\n") if not line.startswith(_COMMENT)]
    _, (title, before), *parts = _parts(lines, 2)
    sections = [_section(str(number), *part) for number, part in enumerate([(title, before), *parts])]
    return FaceDocument(title, words.code, tuple(sections))


def _parts(lines: list[str], rank: int) -> list[tuple[str, list[str]]]:
    """Lines parted at their headings, to a rank: what stands above the first, then each with what is under it."""
    made: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for line in lines:
        fenced ^= line.startswith(_FENCE)
        found = None if fenced else _HEADING.fullmatch(line)
        if found and len(found[1]) <= rank:
            made.append((found[2], []))
        else:
            made[-1][1].append(line)
    return made


def _section(id: str, title: str, lines: list[str]) -> Section:
    (_, own), *inner = _parts(lines, 3)
    under = (Section(f"{id}.{at}", name, tuple(_blocks(some))) for at, (name, some) in enumerate(inner))
    return Section(id, title, tuple(_blocks(own)), title, sections=tuple(under))


def _blocks(lines: list[str]) -> Iterator[Block]:
    """Prose through the reader of scenarios; what has to stay as it is typed, and tables, as they are."""
    at = 0
    while at < len(lines):
        kind, end = _kind(lines[at]), at + 1
        while end < len(lines) and _goes_on(kind, lines, at, end):
            end += 1
        some, at = lines[at:end], end
        if kind == _FENCE:
            yield _typed(some[1:-1])
        elif kind == _INDENT:
            yield _typed([line.removeprefix(_INDENT) for line in some])
        elif kind == _BAR:
            heads, _, *rows = [_cells(line) for line in some]
            yield Grid("", tuple("".join(span.text for span in cell) for cell in heads), tuple(rows))
        else:
            yield from prose("\n".join(some))


def _kind(line: str) -> str:
    return next((each for each in (_FENCE, _INDENT, _BAR) if line.startswith(each)), "")


def _goes_on(kind: str, lines: list[str], begin: int, at: int) -> bool:
    """Whether a line belongs to what began above it."""
    if kind == _FENCE:
        return at == begin + 1 or lines[at - 1] != _FENCE
    if kind:
        return lines[at].startswith(kind)
    return not _kind(lines[at]) or (lines[at].startswith(_INDENT) and bool(lines[at - 1].strip()))


def _typed(lines: list[str]) -> Para:
    return Para((TextSpan("\n".join(f"  {line}".rstrip() for line in lines), "code"),))


def _cells(line: str) -> tuple[Text, ...]:
    """The cells of a row; a cell is prose of one paragraph."""
    made = []
    for cell in _CELL.split(line.strip())[1:-1]:
        read = prose(cell.replace("\\|", "|").strip())
        made.append(read[0].text if read and isinstance(read[0], Para) else ())
    return tuple(made)
