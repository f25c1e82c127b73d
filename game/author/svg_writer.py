"""Pieces of SVG: boxes, lines, signs and text, with every text cleaned, escaped and cut to its room."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

from game.scenario.text import clean_line

STYLE = """
  svg { color-scheme: light dark;
    --paper: #ffffff; --ink: #1b1d1f; --soft: #565d66; --faint: #dfe3e8; --box: #f3f5f8; --edge: #7c8794;
    --set: #1d4e89; --ask: #8a4b00; --end: #2f6f62; }
  @media (prefers-color-scheme: dark) { svg {
    --paper: #12161b; --ink: #e8e8e3; --soft: #a8b0ba; --faint: #2b333d; --box: #1d242d; --edge: #7a8695;
    --set: #86b9ec; --ask: #eebb66; --end: #9fd0c2; } }
  text { font-family: system-ui, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--ink); font-size: 12px; }
  .paper { fill: var(--paper); }
  .title { font-size: 22px; font-weight: 600; } .part { font-size: 15px; font-weight: 600; }
  .name { font-size: 13px; font-weight: 600; } .day { font-weight: 600; }
  .small { font-size: 11px; fill: var(--soft); } .note { font-size: 10.5px; fill: var(--soft); }
  .id { font-size: 11px; fill: var(--soft); font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
  .middle { text-anchor: middle; } .end { text-anchor: end; }
  .box { fill: var(--box); stroke: var(--edge); }
  .information { stroke-dasharray: 1 3; } .tray { stroke-dasharray: 7 4; }
  .trend { stroke: var(--end); } .ending { stroke: var(--end); stroke-width: 2; }
  .guide { stroke: var(--faint); } .head { stroke: var(--edge); }
  .rail { stroke: var(--set); stroke-width: 1.5; }
  .dotted { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 2 5; }
  .sets { fill: var(--set); } .from { fill: var(--soft); } .asks { fill: var(--ask); }
  .clears { fill: var(--paper); stroke: var(--set); stroke-width: 2; }
  .lands { fill: var(--paper); stroke: var(--soft); stroke-width: 1.5; }
"""
"""Colours for light and for dark; a reader that knows neither variables nor the question shows black on white."""


class Ink:
    """A picture being drawn."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def text(self, x: int, y: int, text: str, kind: str, tip: str = "") -> None:
        """Text with its left end, or its middle or right end where `kind` says so, at a point."""
        held = f"<title>{safe(tip)}</title>" if tip and tip != text else ""
        self.pieces.append(f'<text x="{x}" y="{y}" class="{kind}">{held}{safe(text)}</text>')

    def line(self, x1: int, y1: int, x2: int, y2: int, kind: str) -> None:
        """A straight line."""
        self.pieces.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" class="{kind}"/>')

    def box(self, x: int, y: int, width: int, height: int, kind: str, tip: str) -> None:
        """A box with a tip for the mouse and for a screen reader."""
        self.pieces.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" class="box {kind}">'
            f"<title>{safe(tip)}</title></rect>"
        )

    def circle(self, x: int, y: int, radius: int, kind: str) -> None:
        """A dot."""
        self.pieces.append(f'<circle cx="{x}" cy="{y}" r="{radius}" class="{kind}"/>')

    def shape(self, points: Sequence[tuple[int, int]], kind: str) -> None:
        """A filled shape."""
        held = " ".join(f"{x},{y}" for x, y in points)
        self.pieces.append(f'<polygon points="{held}" class="{kind}"/>')

    def picture(self, width: int, height: int, name: str) -> str:
        """The whole file."""
        size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">\n<title>{safe(name)}</title>'
        paper = f'<rect width="{width}" height="{height}" class="paper"/>'
        return "\n".join((head, f"<style>{STYLE}</style>", paper, *self.pieces, "</svg>\n"))


def safe(text: str) -> str:
    """Return text as XML can hold it."""
    text = "".join(sign for sign in clean_line(text, 600) if sign not in "\ufffe\uffff")
    return escape(text, quote=True)


def width(text: str, size: float) -> float:
    """How wide a text will be, guessed generously: no font is at hand."""
    return sum(_wide(sign) for sign in text) * size


def _wide(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0.0
    return 0.34 if sign in "iljtf.,:;'’|! ()[]" else 0.9 if sign in "mwMW—…@%" else 0.7 if sign.isupper() else 0.58


def fitted(text: str, room: float, size: float) -> str:
    """Return as much of a text as there is room for; what was cut ends with an ellipsis."""
    text = clean_line(text, 600)
    if width(text, size) <= room:
        return text
    used, kept = width("…", size), 0
    for sign in text:
        used += _wide(sign) * size
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, room: float, size: float, most: int) -> list[str]:
    """Return a text in lines that fit, at most so many; the last one is cut if need be."""
    lines: list[str] = []
    rest = clean_line(text, 600).split(" ")
    while rest and len(lines) < most - 1:
        count = 1
        while count < len(rest) and width(" ".join(rest[: count + 1]), size) <= room:
            count += 1
        lines.append(fitted(" ".join(rest[:count]), room, size))
        rest = rest[count:]
    return [*lines, fitted(" ".join(rest), room, size)] if rest else lines
