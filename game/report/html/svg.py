"""SVG elements as escaped text: the small set that the charts are drawn with."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from game.scenario.text import clean, clean_line

Attribute = str | float | int


def element(name: str, *content: str, **attributes: Attribute) -> Markup:
    """Return one element; ``class_`` becomes ``class``, other underscores hyphens. What is not Markup is escaped."""
    made = [f"<{escape(name)}"]
    for key, value in attributes.items():
        text = number(value) if isinstance(value, float) else str(value)
        made.append(f' {escape(key.rstrip("_").replace("_", "-"))}="{escape(clean(text))}"')
    if not content:
        return Markup("".join([*made, "/>"]))
    inner = [part if isinstance(part, Markup) else escape(clean(part)) for part in content]
    return Markup("".join([*made, ">", *inner, f"</{escape(name)}>"]))


def picture(id: str, size: tuple[int, int], title: str, desc: str, parts: Iterable[Markup]) -> Markup:
    """Return a whole drawing of ``size`` units that names and describes itself to a screen reader.

    ``id`` is unique on its page and made of letters, digits and hyphens.
    """
    width, height = size
    return element(
        "svg",
        element("title", title, id=f"{id}-title"),
        element("desc", desc, id=f"{id}-desc"),
        *parts,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{id}-title",
        aria_describedby=f"{id}-desc",
    )


def text(x: float, y: float, says: str, class_: str = "", anchor: str = "start") -> Markup:
    """Return a line of text; ``anchor`` is ``start``, ``middle`` or ``end``."""
    return element("text", says, x=x, y=y, class_=class_, text_anchor=anchor)


def number(value: float) -> str:
    """Return a coordinate with one decimal at most: ``12.5``, ``12``."""
    return f"{round(value, 1):g}" if abs(value) < 100_000 else f"{value:.0f}"


def shortened(says: str, letters: int) -> str:
    """Return a label of at most ``letters`` letters."""
    says = clean_line(says)
    return says if len(says) <= letters else says[: letters - 1].rstrip() + "…"
