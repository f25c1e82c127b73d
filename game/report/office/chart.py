"""A chart of the first page as one of Word's own: its values are in the document, and its sentence is read aloud.

The parts of a chart and their order: ECMA-376, part 1, 21.2 (DrawingML charts); of its place in a line: 20.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
PREFIXES = ("c", "a", "r", "w", "wp")
INK, KNOWN, LUCK, PALE = "1F3A5F", "9A5B13", "7A1F3D", "AFC0D6"
"""Colours; all but the last are dark alike in grey: strokes and markers tell the curves apart."""
HEIGHT = 0.42
"""Of a chart, as a share of its width."""
HIGHEST = 2_300_000
"""Of a chart, in English Metric Units (some 64 mm): the page's words have to fit beneath."""
AX_X, AX_Y = "1", "2"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
LABELS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def legible(text: str) -> str:
    """Return a text without the signs that no document may hold (XML 1.0, 2.2)."""
    return _CONTROL.sub("", text)


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn of a gauge over a run."""

    title: str
    says: str
    """The same in a sentence: the text alternative."""
    across: str
    """What the numbers along its foot count."""
    low: int
    high: int
    days: int
    curves: tuple[tuple[str, tuple[tuple[int, int], ...], bool], ...]
    """Name, days and values, each of which holds until the next, and whether it was believed: drawn broken."""
    marks: tuple[tuple[int, str], ...] = ()
    """Days and numbers of decisions."""
    marked: str = ""
    """What these are called."""
    weighed: int | None = None
    """The day of the decision that weighed most: its marker is filled."""
    luck: tuple[int, str] | None = None
    """The day of the draw that is told, and what draws are called."""

    def at(self, day: int) -> int:
        """Return the value of the first curve on a day."""
        points = self.curves[0][1]
        return next((value for since, value in reversed(points) if since <= day), points[0][1])


def placed(doc: Any, plot: Plot, width: int) -> Any:
    """Return a paragraph with a chart, appended to a document (python-docx); ``width`` in English Metric Units."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml
    from docx.opc.part import Part
    from docx.oxml.ns import nsmap

    package = doc.part.package
    name = package.next_partname("/word/charts/chart%d.xml")
    blob = serialize_part_xml(_chart(plot))
    reference = doc.part.relate_to(Part(name, KIND, blob, package), RELATIONSHIP_TYPE.CHART)
    number = str(name).rpartition("chart")[2].partition(".")[0]
    size = {"cx": str(width), "cy": str(min(HIGHEST, round(width * HEIGHT)))}
    shown = _made("c:chart", {"r:id": reference})
    inline = _made(
        "wp:inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
        _made("wp:extent", size),
        _made("wp:docPr", {"id": f"{9000 + int(number)}", "name": legible(plot.title), "descr": legible(plot.says)}),
        _made("wp:cNvGraphicFramePr"),
        _made("a:graphic", {}, _made("a:graphicData", {"uri": nsmap["c"]}, shown)),
    )  # fmt: skip
    paragraph = doc.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(_made("w:drawing", {}, inline))
    return paragraph


def _chart(plot: Plot) -> Any:
    series = list(_series(plot))
    ends = (_value("c:axId", AX_X), _value("c:axId", AX_Y))
    drawn = _made("c:scatterChart", {}, _value("c:scatterStyle", "lineMarker"), _value("c:varyColors", "0"),
                  *(_made("c:ser", {}, _value("c:idx", at), _value("c:order", at), *each)
                    for at, each in enumerate(series)), *ends)  # fmt: skip
    across = _axis(AX_X, AX_Y, "b", (0, plot.days), plot.across)
    upwards = _axis(AX_Y, AX_X, "l", (plot.low, plot.high), plot.title)
    return _made(
        "c:chartSpace", {},
        _made("c:chart", {}, _value("c:autoTitleDeleted", "1"),
              _made("c:plotArea", {}, _made("c:layout"), drawn, across, upwards),
              _made("c:legend", {}, _value("c:legendPos", "b"), _value("c:overlay", "0"), _letters()),
              _value("c:plotVisOnly", "1")),
        _letters(),
    )  # fmt: skip


def _series(plot: Plot) -> Iterator[tuple[Any, ...]]:
    lines = [(name, _steps(points, plot), believed) for name, points, believed in plot.curves]
    size = max(len(plot.marks), *(len(points) for _, points, _ in lines))
    for name, points, believed in lines:
        stroke = _stroke(KNOWN if believed else INK, "sysDash" if believed else "solid")
        unmarked = _made("c:marker", {}, _value("c:symbol", "none"))
        yield _named(name), stroke, unmarked, *_points(points, size)
    if plot.marks:
        at = [(day, plot.at(day)) for day, _ in plot.marks]
        filled = [_dot(each, INK) for each, (day, _) in enumerate(plot.marks) if day == plot.weighed]
        labels = [_label(each, number) for each, (_, number) in enumerate(plot.marks)]
        yield (_named(plot.marked), _stroke(), _marker("circle", PALE, INK), *filled,
               _made("c:dLbls", {}, *labels, *_shown(0)), *_points(at, size))  # fmt: skip
    if plot.luck:
        day, name = plot.luck
        yield _named(name), _stroke(), _marker("diamond", LUCK, LUCK), *_points([(day, plot.at(day))], size)


def _steps(points: Sequence[tuple[int, int]], plot: Plot) -> list[tuple[int, int]]:
    """A value holds until the next: the corners of its stairs."""
    made = [points[0]]
    for day, value in (*points[1:], (plot.days, points[-1][1])):
        made += [(day, made[-1][1]), (day, value)]
    return made


def _points(points: Sequence[tuple[int, int]], size: int) -> tuple[Any, ...]:
    """Days and values; the last stands again up to a length that all share, for LibreOffice fills up with noughts."""

    def numbers(tag: str, values: Sequence[int]) -> Any:
        each = (_made("c:pt", {"idx": str(at)}, _said("c:v", value)) for at, value in enumerate(values))
        return _made(tag, {}, _made("c:numLit", {}, _said("c:formatCode", "General"), _value("c:ptCount", size), *each))

    across, upwards = zip(*points, *[points[-1]] * (size - len(points)), strict=True)
    return numbers("c:xVal", across), numbers("c:yVal", upwards), _value("c:smooth", "0")


def _axis(own: str, other: str, side: str, scale: tuple[int, int], title: str) -> Any:
    """An axis on the whole of its scale: no chart scales itself."""
    low, high = scale
    words = _made("c:tx", {}, _rich(title))
    return _made(
        "c:valAx", {}, _value("c:axId", own),
        _made("c:scaling", {}, _value("c:orientation", "minMax"), _value("c:max", high), _value("c:min", low)),
        _value("c:delete", "0"), _value("c:axPos", side), _made("c:title", {}, words, _value("c:overlay", "0")),
        _made("c:numFmt", {"formatCode": "General", "sourceLinked": "0"}), _value("c:majorTickMark", "out"),
        _value("c:minorTickMark", "none"), _value("c:tickLblPos", "nextTo"), _value("c:crossAx", other),
        _value("c:crosses", "min"),
    )  # fmt: skip


def _label(at: int, number: str) -> Any:
    return _made("c:dLbl", {}, _value("c:idx", at), _made("c:tx", {}, _rich(number)), _value("c:dLblPos", "t"),
                 *_shown(1))  # fmt: skip


def _shown(value: int) -> Iterator[Any]:
    return (_value(f"c:{each}", value if each == "showVal" else 0) for each in LABELS)


def _dot(at: int, colour: str) -> Any:
    return _made("c:dPt", {}, _value("c:idx", at), _marker("circle", colour, colour))


def _marker(symbol: str, inside: str, around: str) -> Any:
    shape = _made("c:spPr", {}, _filled(inside), _made("a:ln", {"w": "12700"}, _filled(around)))
    return _made("c:marker", {}, _value("c:symbol", symbol), _value("c:size", 8), shape)


def _stroke(colour: str = "", dash: str = "solid") -> Any:
    """A line of a colour; none where there is none."""
    how = (_filled(colour), _value("a:prstDash", dash)) if colour else (_made("a:noFill"),)
    return _made("c:spPr", {}, _made("a:ln", {"w": "22225"}, *how))


def _filled(colour: str) -> Any:
    return _made("a:solidFill", {}, _value("a:srgbClr", colour))


def _named(name: str) -> Any:
    return _made("c:tx", {}, _said("c:v", name))


def _rich(text: str) -> Any:
    run = _made("a:r", {}, _made("a:rPr", {"sz": "800", "b": "0"}), _said("a:t", text))
    return _made("c:rich", {}, _made("a:bodyPr"), _made("a:p", {}, run))


def _letters() -> Any:
    small = _made("a:pPr", {}, _made("a:defRPr", {"sz": "800"}))
    return _made("c:txPr", {}, _made("a:bodyPr"), _made("a:p", {}, small, _made("a:endParaRPr", {"lang": "en-GB"})))


def _value(tag: str, value: object) -> Any:
    return _made(tag, {"val": str(value)})


def _said(tag: str, text: object) -> Any:
    made = _made(tag)
    made.text = legible(str(text))
    return made


def _made(tag: str, attributes: dict[str, str] | None = None, *inner: Any) -> Any:
    """Return an element with others in it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import nsmap, qn

    made = OxmlElement(tag, nsdecls={each: nsmap[each] for each in PREFIXES})
    for key, value in (attributes or {}).items():
        made.set(qn(key) if ":" in key else key, value)
    made.extend(inner)
    return made
