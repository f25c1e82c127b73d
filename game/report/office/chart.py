"""A chart over days as a native chart of a Word document (ECMA-376 part 1, 21.2): no picture, no workbook behind it.

Built as elements and never pasted from text, so that whatever a title says stays text. Read without colour, too: the
truth is solid and black, what was known broken and grey, and each kind of mark has its own shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

INK, GREY, MIDDLE, PALE = "1F1F1F", "6A6A6A", "B4B4B4", "D4D4D4"
HEIGHT, SLENDER = 62, 0.85
"""Millimetres, and the most as a share of the width."""
LETTERS = 800
"""Hundredths of a point."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind, with what the legend calls them."""

    name: str
    points: tuple[tuple[float, float], ...]
    line: str = ""
    """How they are joined, as DrawingML names it: ``solid``, ``sysDash``; nothing where they are marks alone."""
    mark: str = "none"
    """The shape on each: ``circle``, ``diamond``, ``dash``."""
    filled: bool = False
    labels: tuple[str, ...] = ()
    """Said at the points, one each, an empty one not; none where nothing is said."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart on the whole of its scale."""

    says: str
    """The same in a sentence: the text alternative."""
    across: str
    """What the axis of the days is called, with its unit."""
    upward: str
    days: int
    low: int
    high: int
    step: int
    """Days from one mark of the axis to the next."""
    series: tuple[Series, ...]


def clean(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _CONTROL.sub("", text)


def corners(points: Sequence[tuple[int, int]], last: int) -> tuple[tuple[float, float], ...]:
    """Return where a value that holds until it changes turns: level, then straight up or down, to the last day."""
    made: list[tuple[float, float]] = [points[0]]
    for day, value in points[1:]:
        made += [(day, made[-1][1]), (day, value)]
    return (*made, (last, made[-1][1]))


def placed(doc: Any, paragraph: Any, drawing: Drawing, width: int) -> None:
    """Add a chart to a document, in line in a paragraph; ``width`` in English Metric Units, 36,000 a millimetre."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml
    from docx.opc.part import Part
    from docx.oxml.ns import nsmap, qn
    from docx.shared import Mm

    package = doc.part.package
    data = serialize_part_xml(_space(drawing))
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CONTENT_TYPE.DML_CHART, data, package)
    link = _made("c:chart")
    link.set(qn("r:id"), doc.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
    about = _made("wp:docPr", id=doc.part.next_id, name=part.partname.filename, descr=clean(drawing.says))
    height = min(int(Mm(HEIGHT)), int(width * SLENDER))
    frame = _made(
        "wp:inline",
        _made("wp:extent", cx=width, cy=height), about, _made("wp:cNvGraphicFramePr"),
        _made("a:graphic", _made("a:graphicData", link, uri=nsmap["c"])),
        distT=0, distB=0, distL=0, distR=0,
    )  # fmt: skip
    paragraph.add_run()._r.append(_made("w:drawing", frame))


def _made(tag: str, *within: Any, text: str = "", **attributes: object) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(tag, {name: str(value) for name, value in attributes.items()})
    element.text = clean(text) or None
    element.extend(within)
    return element


def _space(drawing: Drawing) -> Any:
    # All are said to be as long as the longest: of one that is longer than those before it LibreOffice forgets those.
    room = max(len(each.points) for each in drawing.series)
    series = [_series(number, each, room) for number, each in enumerate(drawing.series)]
    across = _axis(1, 2, "b", drawing.across, (0, drawing.days), drawing.step)
    upward = _axis(2, 1, "l", drawing.upward, (drawing.low, drawing.high), (drawing.high - drawing.low) / 2)
    plot = _made(
        "c:plotArea", _made("c:layout"),
        _made(
            "c:scatterChart", _made("c:scatterStyle", val="lineMarker"), _made("c:varyColors", val=0), *series,
            _made("c:axId", val=1), _made("c:axId", val=2),
        ),
        across, upward,
    )  # fmt: skip
    unnamed = (
        _made("c:legendEntry", _made("c:idx", val=number), _made("c:delete", val=1))
        for number, each in enumerate(drawing.series)
        if not each.name
    )
    legend = _made("c:legend", _made("c:legendPos", val="b"), *unnamed, _made("c:overlay", val=0), _letters())
    chart = _made(
        "c:chart", _made("c:autoTitleDeleted", val=1), plot, legend,
        _made("c:plotVisOnly", val=1), _made("c:dispBlanksAs", val="gap"),
    )  # fmt: skip
    return _made("c:chartSpace", _made("c:roundedCorners", val=0), chart, _outline(""))


def _series(number: int, each: Series, room: int) -> Any:
    mark = _made("c:marker", _made("c:symbol", val=each.mark))
    if each.mark != "none":
        inside = _made("a:solidFill", _made("a:srgbClr", val=INK if each.filled else MIDDLE))
        edge = _made("a:ln", _made("a:solidFill", _made("a:srgbClr", val=INK)), w=9525)
        mark.extend((_made("c:size", val=7 if each.filled else 5), _made("c:spPr", inside, edge)))
    within = [
        _made("c:idx", val=number), _made("c:order", val=number), _made("c:tx", _made("c:v", text=each.name)),
        _outline(each.line), mark,
    ]  # fmt: skip
    if each.labels:
        said = (_label(at, text) for at, text in enumerate(each.labels) if text)
        within.append(_made("c:dLbls", *said, *_shown(value=False)))
    for tag, values in zip(("c:xVal", "c:yVal"), zip(*each.points, strict=True), strict=True):
        points = (_made("c:pt", _made("c:v", text=f"{value:g}"), idx=at) for at, value in enumerate(values))
        within.append(_made(tag, _made("c:numLit", _made("c:ptCount", val=room), *points)))
    return _made("c:ser", *within, _made("c:smooth", val=0))


def _outline(line: str) -> Any:
    """How points are joined, or that they are not."""
    if not line:
        return _made("c:spPr", _made("a:ln", _made("a:noFill")))
    colour = _made("a:solidFill", _made("a:srgbClr", val=INK if line == "solid" else GREY))
    return _made("c:spPr", _made("a:ln", colour, _made("a:prstDash", val=line), w=22225))


def _label(at: int, text: str) -> Any:
    return _made(
        "c:dLbl", _made("c:idx", val=at), _made("c:tx", _rich(text)), _made("c:dLblPos", val="t"),
        *_shown(value=True),
    )  # fmt: skip


def _shown(value: bool) -> Iterator[Any]:
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize"):
        yield _made(f"c:show{name}", val=int(value and name == "Val"))


def _axis(own: int, other: int, side: str, title: str, bounds: tuple[int, int], step: float) -> Any:
    lines = () if side == "b" else (_made("c:majorGridlines", _made("c:spPr", _thin(PALE))),)
    return _made(
        "c:valAx", _made("c:axId", val=own),
        _made(
            "c:scaling", _made("c:orientation", val="minMax"),
            _made("c:max", val=bounds[1]), _made("c:min", val=bounds[0]),
        ),
        _made("c:delete", val=0), _made("c:axPos", val=side), *lines,
        _made("c:title", _made("c:tx", _rich(title, upright=side != "b")), _made("c:overlay", val=0)),
        _made("c:numFmt", formatCode="General", sourceLinked=0),
        _made("c:majorTickMark", val="out"), _made("c:minorTickMark", val="none"), _made("c:tickLblPos", val="low"),
        _made("c:spPr", _thin(GREY)), _letters(), _made("c:crossAx", val=other), _made("c:crosses", val="min"),
        _made("c:crossBetween", val="midCat"), _made("c:majorUnit", val=f"{step:g}"),
    )  # fmt: skip


def _thin(colour: str) -> Any:
    return _made("a:ln", _made("a:solidFill", _made("a:srgbClr", val=colour)), w=6350)


def _letters() -> Any:
    about = _made("a:pPr", _made("a:defRPr", sz=LETTERS))
    return _made("c:txPr", _made("a:bodyPr"), _made("a:p", about, _made("a:endParaRPr", lang="en")))


def _rich(text: str, upright: bool = False) -> Any:
    body = _made("a:bodyPr", rot=-5400000, vert="horz") if upright else _made("a:bodyPr")
    run = _made("a:r", _made("a:rPr", lang="en", sz=LETTERS, b=0), _made("a:t", text=text))
    return _made("c:rich", body, _made("a:p", _made("a:pPr", _made("a:defRPr", sz=LETTERS, b=0)), run))
