"""The small Markdown of scenarios as HTML: paragraphs, lists, quotes, bold, italic. Links are only text."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from game.scenario.text import clean

_INLINE = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|(?<![\w*])\*(?P<em>[^*\n]+)\*(?![\w*])|`(?P<code>[^`\n]+)`")
_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(.*)")
_NUMBERED = re.compile(r"\s*\d+[.)]\s")
_QUOTE = re.compile(r"\s*>\s?(.*)")
_HEADING = re.compile(r"\s*#{1,6}\s+(.*)")


def prose(text: str) -> Markup:
    """Return a text as blocks of HTML. A heading in it becomes a bold paragraph: the page's own outline stays whole."""
    made: list[Markup] = []
    for kind, lines in _blocks(clean(text)):
        if kind in ("ul", "ol"):
            items = Markup("").join(Markup("<li>{}</li>").format(_inline(line)) for line in lines)
            made.append(Markup("<{0}>{1}</{0}>").format(kind, items))
        elif kind == "quote":
            made.append(Markup("<blockquote><p>{}</p></blockquote>").format(_inline(" ".join(lines))))
        elif kind == "head":
            made.append(Markup("<p><strong>{}</strong></p>").format(_inline(" ".join(lines))))
        else:
            made.append(Markup("<p>{}</p>").format(_inline(" ".join(lines))))
    return Markup("\n").join(made)


def points(text: str) -> tuple[str, ...]:
    """Return a text as one entry a line, marks of a list taken off.

    A line that does not end a sentence goes on in the next one, so that wrapped text stays whole.
    """
    made: list[str] = []
    going_on = False
    for line in clean(text).split("\n"):
        bare = line.strip()
        item = _ITEM.fullmatch(line)
        if item:
            bare = item.group(1).strip()
        if not bare:
            going_on = False
        elif going_on and not item:
            made[-1] += f" {bare}"
        else:
            made.append(bare)
        going_on = bool(bare) and not bare.endswith((".", "?", "!", "”", '"', ":"))
    return tuple(made)


def _blocks(text: str) -> list[tuple[str, list[str]]]:
    """Blocks in order: their kind (``p``, ``ul``, ``ol``, ``quote``, ``head``) and their lines or items."""
    blocks: list[tuple[str, list[str]]] = []
    fresh = True
    for line in text.split("\n"):
        bare = line.strip()
        if not bare:
            fresh = True
            continue
        last = blocks[-1][0] if blocks else ""
        if found := _HEADING.fullmatch(line):
            blocks.append(("head", [found.group(1)]))
            fresh = True
            continue
        if found := _ITEM.fullmatch(line):
            kind = "ol" if _NUMBERED.match(line) else "ul"
            if last == kind:
                blocks[-1][1].append(found.group(1))
            else:
                blocks.append((kind, [found.group(1)]))
        elif found := _QUOTE.fullmatch(line):
            if last == "quote" and not fresh:
                blocks[-1][1].append(found.group(1))
            else:
                blocks.append(("quote", [found.group(1)]))
        elif fresh or last == "head":
            blocks.append(("p", [bare]))
        elif last in ("ul", "ol"):
            blocks[-1][1][-1] += f" {bare}"
        else:
            blocks[-1][1].append(bare)
        fresh = False
    return blocks


def _inline(text: str) -> Markup:
    """One run of text with bold, italic and code drawn; all else is escaped."""
    text = _LINK.sub(r"\1 (\2)", text)
    made: list[Markup] = []
    at = 0
    for found in _INLINE.finditer(text):
        kind = found.lastgroup or "code"
        made.append(escape(text[at : found.start()]))
        made.append(Markup("<{0}>{1}</{0}>").format(kind, found.group(kind)))
        at = found.end()
    return Markup("").join([*made, escape(text[at:])])
