"""A document as HTML: classes of the style sheet, no inline style, no script; every word is escaped here alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from game.exercise.acts.fields import ActField, AmountField, PickField, PickRow, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.faces.model import (
    FOLD,
    ActForm,
    Block,
    Card,
    Chart,
    Curve,
    FaceDocument,
    Grid,
    Image,
    Item,
    Items,
    Marks,
    Pairs,
    Paper,
    PaperLine,
    Para,
    Section,
    SquareCode,
    Text,
    TextSpan,
)
from game.report.html import charts, figures, front_chart
from game.report.html.charts import Line, Plane, steps
from game.report.html.environment import shown
from game.report.html.svg import number
from game.rules.history import Point
from game.scenario.text import clean

ONCE = "@once:{}@"
"""Stands for the id of a sending, put in after drawing: so seats that see the same share the drawing."""
_PICTURE = re.compile(r'<img src="@picture:([0-9a-f]{64})@"( alt="[^"]*")>')
"""Stands for a picture; its bytes are put in after drawing, so that no drawing that is kept holds them. Nobody's text
can look like it: a quote in a text is escaped."""
SCALE = 10
"""A whole number with so many steps or fewer is a row of buttons, else a field to type in."""

_TAGS = {"strong": "b", "em": "em", "code": "code"}
_MANNERS = {"aside": "muted", "pill": "pill"}
_CLASSES = {"big": "big", "lead": "lead", "label": "label", "note": "muted", "warn": "warn"}
_LIST = {"sign": "moves", "tick": "boxes"}
_LINE = {"time": "log", "field": "field", "item": "item", "post": "post"}


def words(said: Text) -> Markup:
    """Return a text as HTML."""
    return _join(map(_span, said))


def blocks(some: Iterable[Block], level: int) -> Markup:
    """Return blocks; a heading in them is of ``level``."""
    made = []
    for over_days, alike in groupby(some, key=lambda each: isinstance(each, Chart) and not each.row):
        drawn = _join((_block(each, level) for each in alike), "\n")
        made.append(_fill('<div class="charts">{}</div>', drawn) if over_days else drawn)
    return _join(made, "\n")


@lru_cache(maxsize=2048)
def section(shown: Section, level: int = 2) -> Markup:
    """Return the inside of a section; equal sections share the drawing."""
    count = _fill(' <span class="muted">{}</span>', clean(shown.count)) if shown.count else ""
    inner = _join(_fill('<section id="{}">{}</section>', each.id, section(each, level + 1)) for each in shown.sections)
    head = _fill('<h{0} tabindex="-1">{1}{2}</h{0}>', level, clean(shown.title), count)
    return _join((each for each in (head, blocks(shown.blocks, level + 1), inner) if each), "\n")


def body(document: FaceDocument) -> Markup:
    """Return all sections of a document, those of the side after the others, each a landmark with its name."""
    return sections(sorted(document.sections, key=lambda each: each.side))


def sections(some: Iterable[Section]) -> Markup:
    """Return sections, each a landmark with its name."""
    made = _join(
        _fill(
            '<section id="{}" aria-label="{}"{}>{}</section>',
            each.id,
            clean(each.name or each.title),
            Markup(' class="side"') if each.side else "",
            section(each),
        )
        for each in some
    )
    return Markup(_PICTURE.sub(_drawn, made))


def contents(document: FaceDocument) -> Markup:
    """Return links to the sections that have a short name."""
    links = _join(
        _fill(
            '<li><a href="#{}">{}{}</a></li>',
            each.id,
            clean(each.name),
            _fill(' <span class="count">{}</span>', clean(each.count)) if each.count else "",
        )
        for each in document.sections
        if each.name
    )
    return _fill('<nav class="contents" aria-label="{}"><ul>{}</ul></nav>', clean(document.title), links)


# --- words


def _fill(template: str, *parts: object) -> Markup:
    """Return a piece of a page with its places filled; what is not Markup is escaped (`Markup.format` is slow)."""
    return Markup(template.format(*[each if isinstance(each, Markup) else escape(each) for each in parts]))


def _join(some: Iterable[Markup], between: str = "") -> Markup:
    return Markup(between.join(some))


def _classed(*names: str) -> Markup:
    found = " ".join(name for name in names if name)
    return _fill(' class="{}"', found) if found else Markup("")


def _ident(id: str) -> Markup:
    return _fill(' id="{}"', id) if id else Markup("")


def _span(span: TextSpan) -> Markup:
    shown = _fill("{}", clean(span.text))
    if span.spoken is not None:
        seen = _fill('<span aria-hidden="true">{}</span>', shown) if shown else Markup("")
        heard = _fill('<span class="hidden">{}</span>', clean(span.spoken)) if span.spoken else Markup("")
        shown = seen + heard
    if span.to and span.to != FOLD:
        return _fill('<a href="#{}">{}</a>', span.to, shown)
    tag = _TAGS.get(span.manner, "span")
    attributes = _classed(span.tone, _MANNERS.get(span.manner, ""))
    return _fill("<{0}{1}>{2}</{0}>", tag, attributes, shown) if attributes or tag != "span" else shown


# --- blocks


def _block(block: Block, level: int) -> Markup:
    match block:
        case Para(said, "quote"):
            return _fill("<blockquote><p>{}</p></blockquote>", words(said))
        case Para(said, role):
            return _fill("<p{}>{}</p>", _classed(_CLASSES.get(role, "")), words(said))
        case Items(some, marks, start):
            tag = "ol" if marks == "number" else "ul"
            first = _fill(' start="{}"', start) if start != 1 else ""
            rows = _join(_item(each, marks, level) for each in some)
            return _fill("<{0}{1}{2}>{3}</{0}>", tag, _classed(_LIST.get(marks, "")), first, rows)
        case Pairs(rows):
            pairs = (_fill("<dt>{}</dt>\n<dd>{}</dd>\n", clean(name), words(value)) for name, value in rows)
            return _fill('<dl class="pair">{}</dl>', _join(pairs))
        case Card():
            return _card(block, level)
        case Grid():
            return _grid(block)
        case Chart():
            return _chart(block)
        case Paper():
            return paper(block)
        case Image():
            return _image(block)
        case ActForm():
            return form(block, level)
        case SquareCode(rows, says):
            path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, c in enumerate(row) if c != " ")
            return _fill(
                '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>',
                len(rows[0]),
                len(rows),
                clean(says),
                path,
            )


def _image(image: Image) -> Markup:
    """A picture over its words."""
    alt = clean(image.alt)
    return _fill(
        '<figure class="paper"><img src="@picture:{}@" alt="{}">'
        '<figcaption class="small muted">{}: {}</figcaption></figure>\n',
        image.sha256, alt, clean(image.title), alt,
    )  # fmt: skip


def _drawn(found: re.Match[str]) -> str:
    """A picture with its bytes; nothing where they are not kept here, for its words are beside it."""
    source = shown(found[1])
    return f'<img src="{source}"{found[2]}>' if source else ""


def _item(item: Item, marks: Marks, level: int) -> Markup:
    more = blocks(item.more, level)
    if marks != "sign":
        return _fill("<li>{}{}</li>\n", words(item.text), more)
    if not item.sign:
        return _fill("<li>{}\n{}</li>\n", words(item.text), more)
    sign = _fill('<span{} aria-hidden="true">{}</span>', _classed("sign", item.tone), clean(item.sign))
    return _fill('<li class="entry">{}<div><p>{}</p>\n{}</div></li>\n', sign, words(item.text), more)


def _card(card: Card, level: int) -> Markup:
    if card.beside:
        return _fill('<div class="sides">{}</div>', blocks(card.blocks, level))
    if card.fold:
        return _fill(
            "<details{}{}{}><summary>{}</summary>\n{}</details>",
            _classed("card", card.tone),
            _ident(card.id),
            Markup(" open") if card.fold == "open" else "",
            words(card.title),
            blocks(card.blocks, level),
        )
    head = _fill("<h{0}>{1}</h{0}>", level, words(card.title)) if card.title else ""
    inner = blocks(card.blocks, level + bool(card.title))
    return _fill("<div{}{}>{}\n{}</div>", _classed("card", card.tone), _ident(card.id), head, inner)


def _grid(grid: Grid) -> Markup:
    caption = clean(grid.caption)
    head = _join(
        _fill('<th scope="col"{}>{}</th>', _classed("number" if at in grid.numbers else ""), clean(name))
        for at, name in enumerate(grid.heads)
    )
    most = max((abs(bar) for bar in grid.bars), default=0.0) or 1.0
    rows = []
    for at, row in enumerate(grid.rows):
        cells = _join(_cell(cell, column, column in grid.numbers) for column, cell in enumerate(row))
        if grid.bars:
            cells += _fill('<td class="bar" aria-hidden="true">{}</td>', _bar(grid.bars[at] / most))
        rows.append(_fill("<tr>{}</tr>\n", cells))
    if grid.bars:
        head += Markup('<td aria-hidden="true"></td>')
    return _fill(
        '<div class="wide" tabindex="0" role="region" aria-label="{}"><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        caption,
        caption,
        head,
        _join(rows),
    )


def _cell(said: Text, column: int, right: bool) -> Markup:
    if column == 0:
        return _fill('<th scope="row">{}</th>', words(said))
    return _fill("<td{}>{}</td>", _classed("number" if right else ""), words(said))


def _bar(share: float) -> Markup:
    """A bar from the middle, left below nothing and right above it."""
    left = 50 + min(0.0, share) * 50
    return _fill(
        '<svg viewBox="0 0 100 10" class="bar"><path d="M50 0V10" class="from"/>'
        '<rect x="{}" y="2" width="{}" height="6" class="bar {}"/></svg>',
        number(left),
        number(abs(share) * 50),
        "up" if share > 0 else "down",
    )


# --- papers


def paper(shown: Paper) -> Markup:
    """Return a paper: closed it is the button that opens it, open it can be unfolded where it lies."""
    sender = next((value for name, value in shown.head if name or shown.kind == "press"), "")
    label = _fill(
        '<span class="kind">{}</span> <span class="name">{}</span> <span class="muted">{}</span>',
        clean(shown.name),
        clean(shown.title),
        clean(sender),
    )
    if shown.offer is not None:
        return _fill(
            '<form method="post" action="/do" class="paper unread"{}>{}'
            '<button>{} <span class="cost">{}</span></button></form>',
            _ident(shown.id),
            _hidden(shown.offer),
            label,
            clean(shown.offer.label),
        )
    return _fill(
        "<details{}{} data-fresh><summary>{}</summary>{}</details>",
        _classed("paper", f"k-{shown.kind}"),
        _ident(shown.id),
        label,
        article(shown),
    )


def article(shown: Paper) -> Markup:
    """Return an open paper in the manner of its kind."""
    name = clean(f"{shown.name}: {shown.title}")
    if shown.kind in ("cable", "sitrep"):
        pairs = (_fill("<dt>{}</dt><dd>{}</dd>", clean(who), clean(value)) for who, value in shown.head)
        head = _fill("<dl>{}</dl>", _join(pairs))
    elif shown.kind == "press":
        byline = shown.head[0][1] if shown.head else ""
        head = _fill('<p class="headline">{}</p><p class="byline">{}</p>', clean(shown.title), clean(byline))
    else:
        head = _join(_fill('<p class="muted">{}</p>', clean(f"{who} {value}".strip())) for who, value in shown.head)
    if shown.fixed:
        body = _fill(
            '<pre tabindex="0" role="region" aria-label="{}">{}</pre>',
            name,
            clean("\n".join(line.text for line in shown.lines)),
        )
    else:
        body = _join(map(_paper_line, shown.lines))
    return _fill('<article aria-label="{}"><header>{}</header><div class="body">{}</div></article>', name, head, body)


def _paper_line(line: PaperLine) -> Markup:
    head = _fill("<b>{}</b> ", clean(line.head)) if line.head else ""
    shown = _fill("<b>{}</b>" if line.kind == "post" else "{}", clean(line.text))
    kind = _LINE.get(line.kind, "") if line.text or line.head else "gap"
    return _fill("<p{}>{}{}</p>", _classed(kind, "deep" if line.depth else ""), head, shown)


# --- charts


def _chart(chart: Chart) -> Markup:
    label = _fill(' role="img" aria-label="{}"', clean(f"{chart.title}: {chart.says}"))
    if chart.row:
        plane = Plane(chart.days, chart.low, chart.high, 2, 150, 4, 44)
        drawn = _join(_curve(chart, plane))
        return _fill(
            '<div class="gauge"><b>{}</b><span class="value" aria-hidden="true">{}</span>'
            '<svg viewBox="0 0 154 48"{}>{}</svg></div>',
            clean(chart.title),
            words(chart.value),
            label,
            drawn,
        )
    return _figure(chart)


def _figure(chart: Chart) -> Markup:
    """A chart with an axis, what it says, and its numbers as a table that unfolds."""
    plane = Plane(chart.days, chart.low, chart.high, ticks=chart.ticks)
    drawn = charts.gauge_chart(
        chart.id, chart.title, chart.says, plane, [_line(curve, len(chart.curves) > 1) for curve in chart.curves],
        chart.curves[0].points[0][1], chart.marks, _told(chart, plane),
    )  # fmt: skip
    days = sorted({day for curve in chart.curves for day, _ in curve.points})
    rows = _join(
        _fill(
            '<tr><th scope="row">{}</th>{}</tr>',
            chart.ticks.number(day),
            _join(_fill("<td>{}</td>", figures.at(curve.points, day)) for curve in chart.curves),
        )
        for day in days
    )
    heads = _join(_fill('<th scope="col">{}</th>', clean(curve.label)) for curve in chart.curves)
    return _fill('<figure><figcaption><p><b>{0}</b> {1}</p><p class="muted small">{2}</p></figcaption>{3}'
        "<details><summary>{4}</summary><table><thead><tr><th scope=\"col\">{5}</th>{6}</tr></thead>"
        "<tbody>{7}</tbody></table></details></figure>",
        clean(chart.title), words(chart.value), clean(chart.says), drawn,
        clean(chart.numbers[0]), clean(chart.numbers[1]), heads, rows,
    )  # fmt: skip


def _told(chart: Chart, plane: Plane) -> tuple[Markup, ...]:
    """What is told of a chart that has a page to itself."""
    told = chart.told
    return tuple(front_chart.marks(plane, told.weighed, told.apart, told.says, told.luck)) if told else ()


def _line(curve: Curve, named: bool) -> Line:
    points = tuple(Point(*point) for point in curve.points)
    label = curve.label if named else ""
    return Line(label, points, "known", "5 3") if curve.known else Line(label, points, "true")


def _curve(chart: Chart, plane: Plane) -> Iterable[Markup]:
    """Lines without an axis, each with a dot where it stands."""
    for curve in chart.curves:
        path = steps([Point(*point) for point in curve.points], plane)
        yield _fill('<path d="{}"{}/>', path, _classed("line", "known" if curve.known else "true"))
        y = plane.y(curve.points[-1][1])
        yield _fill('<circle cx="{}" cy="{}" r="3" class="dot"/>', number(plane.x(chart.days)), number(y))


# --- acts


def form(shown: ActForm, level: int) -> Markup:
    """Return an act as a form; while it rests it can be filled in and not be sent."""
    offer = shown.offer
    fields = _join(_control(each, shown, level) for each in offer.fields)
    rests = _fill('<p class="warn">{}</p>', clean(offer.rests)) if offer.rests else ""
    button = _fill(
        '<button class="key"{}>{}</button>', Markup(' aria-disabled="true"') if offer.rests else "", clean(offer.label)
    )
    return _fill(
        '<form method="post" action="/do" id="f-{}" data-keep>{}{}{}{}</form>',
        offer.key,
        _hidden(offer),
        fields,
        rests,
        button,
    )


def _hidden(offer: Offer) -> Markup:
    given = (("do", offer.act), ("once", ONCE.format(offer.key)), *((f"given.{name}", of) for name, of in offer.given))
    return _join(_fill('<input type="hidden" name="{}" value="{}">', name, value) for name, value in given)


def _control(field: ActField, shown: ActForm, level: int) -> Markup:
    id = f"{shown.offer.key}-{field.name}"
    need = Markup(" required") if field.required else Markup("")
    help = _fill(' <span class="muted">{}</span>', clean(field.help)) if field.help else ""
    label = _fill('<label for="{}">{}{}</label>', id, clean(field.ask), help)
    match field:
        case PickField(rows=rows, several=several):
            about = (*shown.about, *(((), ()),) * len(rows))
            made = _join(
                _option(field, row, Markup("") if several else need, level, *of)
                for row, of in zip(rows, about, strict=False)
            )
            return _fill('<fieldset class="options"><legend>{}{}</legend>{}</fieldset>', clean(field.ask), help, made)
        case WholeField(name=name, low=low, high=high) if high - low <= SCALE:
            cells = _join(
                _fill(
                    '<label><input type="radio" name="{}" value="{}"{}><span>{}</span></label>', name, each, need, each
                )
                for each in range(low, high + 1)
            )
            return _fill(
                '<fieldset><legend>{}{}</legend><div class="scale">{}</div></fieldset>', clean(field.ask), help, cells
            )
        case WholeField(name=name, low=low, high=high):
            return _fill(
                '<p class="field">{}<input id="{}" name="{}" inputmode="numeric" type="number" '
                'min="{}" max="{}"{}></p>',
                label,
                id,
                name,
                low,
                high,
                need,
            )
        case YesField(name=name, first=first):
            checked = Markup(" checked") if first else ""
            return _fill(
                '<p class="field"><label class="check">'
                '<input type="checkbox" name="{}" value="yes"{}{}> {}{}</label></p>',
                name,
                need,
                checked,
                clean(field.ask),
                help,
            )
        case TextField(name=name, limit=limit, lines=lines):
            return _fill(
                '<p class="field">{}<textarea id="{}" name="{}" rows="{}" maxlength="{}"{}></textarea></p>',
                label,
                id,
                name,
                max(2, lines),
                limit,
                need,
            )
        case AmountField(name=name):
            return _fill(
                '<p class="field">{}<input id="{}" name="{}" type="text" maxlength="7"{}></p>', label, id, name, need
            )


def _option(field: PickField, row: PickRow, need: Markup, level: int, peek: Text, detail: tuple[Block, ...]) -> Markup:
    said = Markup("")
    if row.closed:
        said = _fill('<span class="warn">{}</span>', clean(row.closed))
    elif row.case:
        said = _fill('<span class="case">“{}”</span>', clean(row.case))
    mine = _fill(' <span class="mine">✓ {}</span>', clean(row.mine)) if row.mine else ""
    state = Markup(" checked") if row.id == field.first else Markup("")
    state += Markup(" disabled") if row.closed else Markup("")
    more = Markup("")
    if detail:
        more = _fill(
            '<details id="more-{}"><summary>{}<span class="hidden"> {}</span></summary>{}</details>',
            row.id,
            words(peek),
            clean(row.label),
            blocks(detail, level + 1),
        )
    kind = "checkbox" if field.several else "radio"
    return _fill('<div{}><label><input type="{}" name="{}" value="{}"{}{}><span><b>{}</b>{}{}</span></label>{}</div>',
        _classed("option", "closed" if row.closed else ""),
        kind, field.name, row.id, need, state, clean(row.label), mine, said, more,
    )  # fmt: skip
