"""A document as HTML: classes of the style sheet, no inline style, no script; every word is escaped here alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from game.exercise.acts.fields import ActField, AmountField, PickField, PickRow, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.faces import curves
from game.faces.model import (
    FOLD,
    ActForm,
    Bands,
    Block,
    Card,
    Chart,
    Curve,
    FaceDocument,
    Flow,
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
    Text,
    TextSpan,
    plain,
)
from game.faces.spoken import capital
from game.report.html import bands, charts, front_chart
from game.report.html.charts import Plane, StepLine
from game.report.html.course import course
from game.report.html.svg import element, number
from game.rules.history import Point
from game.scenario.text import clean

ONCE = "@once:{}@"
"""Stands for the id of a sending, put in after drawing: so seats that see the same share the drawing."""
_PICTURE = re.compile(r'<img src="@picture:([0-9a-f]{64})@"( alt="[^"]*")>')
"""Stands for a picture; its bytes are put in after drawing, so that no drawing that is kept holds them. Nobody's text
can look like it: a quote in a text is escaped."""
SCALE = 10
"""A whole number with so many steps or fewer is a row of buttons, else a field to type in."""

GAUGE_EDGES = (2, 150, 4, 44)
"""Left, right, upper and lower edge of a gauge among many, in its own units."""
MANY = 7
"""Columns from which on a filled grid is set small."""

_TAGS = {"strong": "b", "em": "em", "code": "code"}
_MANNERS = {"aside": "muted", "pill": "pill"}
_CLASSES = {"lead": "lead", "label": "label", "note": "muted", "warn": "warn"}
_LIST = {"sign": "moves", "tick": "boxes"}


def words(said: Text) -> Markup:
    """Return a text as HTML."""
    return _join(map(_span, said))


def blocks(some: Iterable[Block], level: int) -> Markup:
    """Return blocks; a heading in them is of ``level``."""
    made = []
    for over_days, alike in groupby(some, key=_over_days):
        drawn = _join((_block(each, level) for each in alike), "\n")
        made.append(_fill('<div class="charts">{}</div>', drawn) if over_days else drawn)
    return _join(made, "\n")


@lru_cache(maxsize=2048)
def section(shown: Section, level: int = 2) -> Markup:
    """Return the inside of a section; equal sections share the drawing."""
    count = _fill(' <span class="muted">{}</span>', clean(shown.count)) if shown.count else ""
    inner = _join(_fill('<section id="{}">{}</section>', each.id, section(each, level + 1)) for each in shown.sections)
    head = _fill('<h{0} tabindex="-1">{1}{2}</h{0}>', level, clean(shown.title), count)
    terms = _fill('<p class="muted terms">{}</p>', words(shown.terms)) if shown.terms else Markup("")
    return _join((each for each in (head, terms, blocks(shown.blocks, level + 1), inner) if each), "\n")


def body(document: FaceDocument) -> Markup:
    """Return all sections of a document, each a landmark with its name."""
    made = _join(map(_landmark, document.sections))
    return Markup(_PICTURE.sub(_drawn, made)) if "@picture:" in made else made


@lru_cache(maxsize=2048)
def _landmark(shown: Section) -> Markup:
    name = clean(shown.name or shown.title)
    return _fill('<section id="{}" aria-label="{}">{}</section>', shown.id, name, section(shown))


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
        return _fill('<a href="{}{}">{}</a>', "" if span.to[0] in "?/" else "#", span.to, shown)
    tag = _TAGS.get(span.manner, "span")
    attributes = _classed(span.tone, _MANNERS.get(span.manner, ""))
    return _fill("<{0}{1}>{2}</{0}>", tag, attributes, shown) if attributes or tag != "span" else shown


# --- blocks


def _over_days(block: Block) -> bool:
    """Whether it is a drawing that stands beside others of its kind."""
    return isinstance(block, Bands) or (isinstance(block, Chart) and block.stood is None)


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
        case Chart(stood=int()):
            return _gauge(block)
        case Chart():
            return _figure(block)
        case Paper():
            return _paper(block)
        case Bands():
            return _bands(block)
        case Flow(id, title, says, steps, end):
            drawing = course(id, title, says, [(each.title, each.chance, each.leads) for each in steps], end)
            return _fill('<div class="drawing">{}</div>', drawing)
        case Image():
            return _image(block)
        case ActForm():
            return form(block, level)


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
    from game.report.html.environment import shown  # here, because a seat's page needs no templates

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
    caption = _fill("<caption>{}</caption>", clean(grid.caption)) if grid.caption else ""
    head = _join(
        _fill('<th scope="col"{}>{}</th>', _classed("number" if at in grid.numbers else ""), clean(name))
        for at, name in enumerate(grid.heads)
    )
    most = max((abs(bar) for bar in grid.bars), default=0.0) or 1.0
    rows = []
    for at, row in enumerate(grid.rows):
        if len(row) == 1:
            rows.append(_fill('<tr><th scope="rowgroup" class="family" colspan="{}">{}</th></tr>\n',
                              len(grid.heads), words(row[0])))  # fmt: skip
            continue
        cells = _join(_cell(cell, column, grid) for column, cell in enumerate(row))
        if grid.bars:
            cells += _fill('<td class="bar" aria-hidden="true">{}</td>', _bar(grid.bars[at] / most))
        rows.append(_fill("<tr>{}</tr>\n", cells))
    if grid.bars:
        head += Markup('<td aria-hidden="true"></td>')
    kind = ("heat" if grid.signs else "matrix", "many" if len(grid.heads) > MANY else "") if grid.filled else ("",)
    return _fill(
        '<div class="wide" tabindex="0" role="region" aria-label="{}"><table{}>{}'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        clean(grid.caption or " · ".join(filter(None, grid.heads))),
        _classed(*kind),
        caption,
        head,
        _join(rows),
    )


def _cell(said: Text, column: int, grid: Grid) -> Markup:
    if column == 0:
        return _fill('<th scope="row">{}</th>', words(said))
    toned = next((each for each in said if each.tone), None) if grid.filled else None
    ground = (toned.tone, "much" if grid.signs and toned.manner else "") if toned else ()
    shown = clean(plain(said)) if grid.signs else words(said)
    return _fill("<td{}>{}</td>", _classed("number" if column in grid.numbers else "", *ground), shown)


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


# --- charts


def _bands(block: Bands) -> Markup:
    """Bands with an axis, under their title; what they say is the drawing's own description."""
    drawn = bands.band_chart(
        block.id, block.title, block.says, block.start, block.low, block.high, block.days, block.ticks
    )
    return _fill("<figure><figcaption><p><b>{}</b></p></figcaption>{}</figure>", clean(block.title), drawn)


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
            _join(_fill("<td>{}</td>", curves.at(curve.points, day)) for curve in chart.curves),
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


def _gauge(chart: Chart) -> Markup:
    """One gauge among many: its value, and its course on the whole of its scale; the sentence is for who cannot see."""
    plane = Plane(chart.days, chart.low, chart.high, *GAUGE_EDGES)
    points = [Point(*point) for point in chart.curves[0].points]
    drawn = element("path", d=charts.steps(points, plane), class_="line")
    stood = chart.curves[0].points[-1][1] if chart.stood is None else chart.stood
    ring = {"fill": "none", "stroke": "currentColor", "class_": "stood"}
    drawn += element("circle", cx=plane.x(chart.days), cy=plane.y(stood), r=3.0, **ring)
    end = element("circle", cx=plane.x(chart.days), cy=plane.y(points[-1].value), r=3.0, class_="dot")
    return _fill(
        '<div class="gauge" id="{}"><b>{}</b><span class="value" aria-hidden="true">{}</span>'
        '<svg viewBox="0 0 154 48" role="img" aria-label="{}">{}{}</svg></div>',
        chart.id, clean(chart.title), words(chart.value), clean(f"{chart.title}: {chart.says}"), drawn, end,
    )  # fmt: skip


def _told(chart: Chart, plane: Plane) -> tuple[Markup, ...]:
    """What is told of a chart that has a page to itself."""
    told = chart.told
    return tuple(front_chart.marks(plane, told.weighed, told.apart, told.says, told.luck)) if told else ()


def _line(curve: Curve, named: bool) -> StepLine:
    points = tuple(Point(*point) for point in curve.points)
    label = curve.label if named else ""
    if curve.series:
        at = (curve.series - 1) % len(charts.DASHES)
        return StepLine(label, points, f"s{at + 1}", charts.DASHES[at])
    return StepLine(label, points, "known", "5 3") if curve.known else StepLine(label, points, "true")


# --- papers


def _paper(paper: Paper) -> Markup:
    """A paper that unfolds in place; a closed one is a button that opens it."""
    sender = _fill(' <span class="muted">{}</span>', clean(paper.sender)) if paper.sender else ""
    label = _fill('<span class="kind">{}</span> <span class="name">{}</span>{}', clean(paper.name), clean(paper.title),
                  sender)  # fmt: skip
    if paper.offer is not None:
        does = paper.cost or (TextSpan(paper.offer.label),)
        return _fill(
            '<form method="post" action="/do" class="paper unread" id="{}">{}<button{}>{} <span class="cost">{}</span>'
            "</button></form>",
            paper.id, _hidden(paper.offer), Markup(' aria-disabled="true"') if paper.offer.rests else "", label,
            words(does),
        )  # fmt: skip
    return _fill(
        '<details class="paper k-{}" id="{}" data-fresh><summary>{}</summary>{}</details>',
        paper.kind, paper.id, label, _article(paper),
    )  # fmt: skip


def _article(paper: Paper) -> Markup:
    """The paper itself: its head in the manner of its kind, then what is written on it."""
    if paper.kind in ("cable", "sitrep"):
        head = _join(_fill("<dt>{}</dt><dd>{}</dd>", clean(name), clean(value)) for name, value in paper.head)
        head = _fill("<dl>{}</dl>", head)
    elif paper.kind == "press":
        head = _fill('<p class="headline">{}</p>', clean(paper.title))
        head += _join(_fill('<p class="byline">{}</p>', clean(value)) for _, value in paper.head)
    else:
        head = _join(_fill('<p class="muted">{}</p>', clean(f"{name} {value}".strip())) for name, value in paper.head)
    named = clean(f"{paper.name}: {paper.title}")
    body = _join(map(_paper_line, paper.lines))
    if paper.fixed and paper.lines:
        drawn = clean("\n".join(line.text for line in paper.lines))
        body = _fill('<pre tabindex="0" role="region" aria-label="{}">{}</pre>', named, drawn)
    if paper.picture:
        body = _fill('<figure><img src="/picture/{}" alt="{}"></figure>', paper.picture, clean(paper.alt)) + body
    return _fill('<article aria-label="{}"><header>{}</header><div class="body">{}</div></article>', named, head, body)


def _paper_line(line: PaperLine) -> Markup:
    if not line.text and not line.head:
        return Markup('<p class="gap"></p>')
    head = _fill("<b>{}</b> ", clean(line.head)) if line.head else ""
    shown = _fill("<b>{}</b>" if line.manner == "post" else "{}", clean(line.text))
    kind = {"time": "log", "field": "field", "item": "item", "post": "post"}.get(line.manner, "")
    return _fill("<p{}>{}{}</p>", _classed(kind, "deep" if line.depth else ""), head, shown)


# --- acts


def form(shown: ActForm, level: int) -> Markup:
    """Return an act as a form; while it rests it can be filled in and not be sent."""
    offer = shown.offer
    if shown.quick:
        return _quick(shown)
    fields = _join(_control(each, shown, level) for each in offer.fields)
    rests = _fill('<p class="warn">{}</p>', clean(offer.rests)) if offer.rests else ""
    about = _fill("<b>{}</b>: ", clean(offer.title)) if offer.title and not offer.fields else ""
    held = Markup(' aria-disabled="true"') if offer.rests else ""
    label = offer.label if about else capital(offer.label)
    button = _fill('<button class="key"{}>{}{}</button>', held, about, clean(label))
    return _form(shown, fields, rests, button)


def _form(shown: ActForm, *inner: Markup | str) -> Markup:
    offer = shown.offer
    return _fill(
        '<form method="post" action="/do" id="f-{}"{}{}>{}{}</form>',
        offer.key,
        Markup(" data-keep") if offer.fields else "",
        Markup(" data-drafted") if shown.typed else "",
        _hidden(offer),
        _join(Markup(each) for each in inner),
    )


def _quick(shown: ActForm) -> Markup:
    """An act that one press does: a button, or one for each row to pick; what may be left out is folded beneath."""
    offer = shown.offer
    pick = next((each for each in offer.fields if isinstance(each, PickField)), None)
    more = _join(
        _fill(
            '<details id="why-{0}"><summary>{1}</summary>'
            '<textarea id="{0}-{2}" name="{2}" rows="2" maxlength="{3}" aria-label="{1}">\n</textarea></details>',
            offer.key, clean(each.ask), each.name, each.limit,
        )
        for each in offer.fields
        if isinstance(each, TextField)
    )  # fmt: skip
    held = Markup(' aria-disabled="true"') if offer.rests else ""
    if pick is None:
        buttons = _fill("<button{}>{}</button>", held, clean(capital(offer.label)))
    else:
        rows = (
            _fill('<button name="{}" value="{}"{}>{}</button>', pick.name, row.id, held, clean(row.label))
            for row in pick.rows
        )
        ask = f"{shown.offer.key}-{pick.name}"
        label = _fill('<p class="label" id="{}">{}</p>', ask, clean(pick.ask))
        buttons = _fill('{}<div class="go" role="group" aria-labelledby="{}">{}</div>', label, ask, _join(rows, "\n"))
    return _form(shown, buttons, more)


def _hidden(offer: Offer) -> Markup:
    """Return what a form of an offer sends along."""
    given = (("do", offer.act), ("once", ONCE.format(offer.key)), *((f"given.{name}", of) for name, of in offer.given))
    return _join(_fill('<input type="hidden" name="{}" value="{}">', name, value) for name, value in given)


def _control(field: ActField, shown: ActForm, level: int) -> Markup:
    id = f"{shown.offer.key}-{field.name}"
    typed = dict(shown.typed).get(field.name)
    need = Markup(" required") if field.required else Markup("")
    ask = clean(field.ask)
    scale = isinstance(field, WholeField) and field.high - field.low <= SCALE
    unit = f"({field.unit})" if isinstance(field, WholeField) and scale and field.unit else ""
    aside = " ".join(filter(None, (field.help, unit)))
    help = _fill(' <span class="muted">{}</span>', clean(aside)) if aside else ""
    label = _fill('<label for="{}">{}{}</label>', id, ask, help)
    match field:
        case PickField(rows=rows, several=several):
            about = (*shown.about, *(((), ()),) * len(rows))
            marked = field.first if typed is None else typed
            made = _join(
                _option(field, row, Markup("") if several else need, level, marked, *of)
                for row, of in zip(rows, about, strict=False)
            )
            return _fill('<fieldset class="options"><legend>{}{}</legend>{}</fieldset>', ask, help, made)
        case WholeField(low=low, high=high) if high - low <= SCALE:
            return _scale(field, ask, help, typed)
        case WholeField(name=name, low=low, high=high):
            bounds = ", ".join(filter(None, (clean(field.unit), f"{low}–{high}")))
            return _fill(
                '<p class="field">{}<input id="{}" name="{}" inputmode="numeric" type="number" '
                'min="{}" max="{}"{}{}></p>',
                _fill('<label for="{}">{}{} <span class="muted">({})</span></label>', id, ask, help, bounds),
                id,
                name,
                low,
                high,
                need,
                _fill(' value="{}"', clean(typed)) if typed else "",
            )
        case YesField(name=name, first=first):  # its help is about keys, and a box has none
            checked = Markup(" checked") if (first if typed is None else typed == "yes") else ""
            return _fill(
                '<p class="field"><label class="check">'
                '<input type="checkbox" name="{}" value="yes"{}{}> <span>{}</span></label></p>',
                name,
                need,
                checked,
                ask,
            )
        case TextField(name=name, limit=limit, lines=lines):
            return _fill(
                '<p class="field">{}<textarea id="{}" name="{}" rows="{}" maxlength="{}"{}>\n{}</textarea></p>',
                label,
                id,
                name,
                max(2, lines),
                limit,
                need,
                clean(typed or ""),
            )
        case AmountField(name=name):
            return _fill(
                '<p class="field">{}<input id="{}" name="{}" type="text" maxlength="7" value="{}"{}></p>',
                label, id, name, clean(typed or ""), need,
            )  # fmt: skip


def _scale(field: WholeField, ask: str, help: str, typed: str | None) -> Markup:
    """A row of buttons, one a step, with what its ends mean."""
    need = Markup(" required") if field.required else Markup("")
    cells = _join(
        _fill(
            '<label><input type="radio" name="{}" value="{}"{}{}><span>{}</span></label>',
            field.name, each, need, Markup(" checked") if typed == str(each) else "", each,
        )
        for each in range(field.low, field.high + 1)
    )  # fmt: skip
    ends = (
        _fill(
            '<p class="ends"><span>{} {}</span><span>{} {}</span></p>',
            field.low, clean(field.ends[0]), field.high, clean(field.ends[1]),
        )
        if any(field.ends)
        else ""
    )  # fmt: skip
    return _fill('<fieldset><legend>{}{}</legend><div class="scale">{}</div>{}</fieldset>', ask, help, cells, ends)


def _option(
    field: PickField,
    row: PickRow,
    need: Markup,
    level: int,
    marked: str,
    peek: Text = (),
    detail: tuple[Block, ...] = (),
) -> Markup:
    said = Markup("")
    if row.closed:
        said = _fill('<span class="warn">{}</span>', clean(row.closed))
    elif row.case:
        said = _fill('<span class="case">“{}”</span>', clean(row.case))
    mine = _fill(' <span class="mine">✓ {}</span>', clean(row.mine)) if row.mine else ""
    state = Markup(" checked") if row.id in (marked.split() if field.several else (marked,)) else Markup("")
    state += Markup(" disabled") if row.closed else Markup("")
    more = Markup("")
    if detail:
        more = _fill(
            '<details id="more-{}-{}"><summary>{}<span class="hidden"> {}</span></summary>{}</details>',
            field.name,
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
