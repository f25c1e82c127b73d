"""Parts of a report as a Word document: our own, or a college's template filled by its styles and markers.

A template is a document of paragraphs and styles and nothing more: no expression in it is run, whatever it says.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from game.errors import Said
from game.extras import cure
from game.record.parcel import DAY_ZERO
from game.report.office.chart import clean, placed
from game.report.office.parts import PARTS, Piece

MOST_TEMPLATE, MOST_UNPACKED = 20 * 1024 * 1024, 200 * 1024 * 1024
"""Bytes of a template as a file, and unpacked: more than any college's cover with its pictures."""
EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Word's properties have no zone
"""What a document says of when it was made: no file says when it was written."""
PROPOSAL = "Whitecell Proposal"
FIRST_PAGE = "page"
"""The part that is a side of its own."""
STYLES: Mapping[str, tuple[str, ...]] = {
    "title": ("Title", "Titel", "Titre"),
    "heading 1": ("Heading 1", "Überschrift 1", "Titre 1"),
    "heading 2": ("Heading 2", "Überschrift 2", "Titre 2"),
    "heading 3": ("Heading 3", "Überschrift 3", "Titre 3"),
    "body": ("Body Text", "Textkörper", "Corps de texte", "Normal", "Standard"),
    "bullet": ("List Bullet", "Aufzählungszeichen", "Liste à puces"),
    "caption": ("Caption", "Beschriftung", "Légende"),
    "proposal": (PROPOSAL,),
}
"""By what a piece is: names of its style in English, German and French, the first that a template has."""
MARKER = re.compile(rf"\s*\[\[whitecell:({'|'.join(PARTS)})\]\]\s*")
A4 = (210, 297)
"""Millimetres."""
WIDTHS: Mapping[int, tuple[int, ...]] = {
    2: (40, 126), 5: (11, 13, 45, 62, 35), 9: (24, 29, 23, 16, 18, 13, 10, 18, 15),
}  # fmt: skip
"""Shares of columns in a table, by how many there are: on our own page millimetres, 166 in all."""
NARROWEST, NAME = 15, 32
"""Millimetres: where columns would be narrower than the first on average, a row is told field by field; names of fields
have no less than the second."""
WIDE = 6
"""Columns from which a table's letters are smaller."""


class CannotFill(Said):
    """A document that cannot be made, in one sentence."""


@dataclass
class _Made:
    """A document that is being filled."""

    doc: Any
    own: bool
    missing: list[str] = field(default_factory=list)

    def style(self, kind: str) -> Any:
        """The style of a kind of piece; None where the template has none, which is noted once."""
        names = {style.name: style for style in self.doc.styles if style.type == 1}  # WD_STYLE_TYPE.PARAGRAPH
        for name in STYLES[kind]:
            if name in names:
                return names[name]
        if STYLES[kind][0] not in self.missing:
            self.missing.append(STYLES[kind][0])
        return None

    def table_style(self) -> Any:
        """The first style of tables that is more than none at all."""
        if self.own:
            return self.doc.styles["Table Grid"]
        plain = ("Normal Table", "Table Normal", "Normale Tabelle", "Tableau Normal")
        found = [style for style in self.doc.styles if style.type == 3 and style.name not in plain]
        if not found and "Table" not in self.missing:
            self.missing.append("Table")
        return found[0] if found else None


def filled(
    parts: Mapping[str, Sequence[Piece]], order: Sequence[str], title: str, foot: str, template: Path | None = None
) -> tuple[bytes, list[str]]:
    """Return a document's bytes, the same for the same parts, and the styles that a template lacks.

    Raises:
        CannotFill: where the template is none, or the extra for documents is not installed.
    """
    try:
        import docx
    except ImportError:
        how = cure("office", "debrief ... --docx F.docx")
        raise CannotFill(f"Word files need more packages; this brings them: {how}; or use --html.") from None
    if template is None:
        made = _Made(docx.Document(), own=True)
        _ours(made.doc, foot)
    else:
        made = _Made(_read(template), own=False)
    markers = [(each, found[1]) for each in _paragraphs(made.doc) if (found := MARKER.fullmatch(each.text))]
    for paragraph, name in markers:
        for element in _laid(made, parts[name]):
            paragraph._p.addprevious(element)
        paragraph._p.getparent().remove(paragraph._p)
    if not markers:
        list(_laid(made, [Piece("title", title), *_in_order(parts, order)]))
    if not made.own:
        list(_laid(made, [Piece("caption", foot)]))
    _properties(made.doc, title, made.own)
    held = io.BytesIO()
    made.doc.save(held)
    return timeless(held.getvalue()), made.missing


def _in_order(parts: Mapping[str, Sequence[Piece]], order: Sequence[str]) -> Iterator[Piece]:
    """The pieces of parts; a first page has a side to itself."""
    for before, name in pairwise(("", *order)):
        first, *rest = parts[name]
        yield replace(first, fresh=bool(before) and FIRST_PAGE in (before, name))
        yield from rest


def _paragraphs(doc: Any) -> Iterator[Any]:
    yield from doc.paragraphs
    for table in doc.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _read(template: Path) -> Any:
    """A template, after a look at what it is (CannotFill where it is none)."""
    import docx

    name = template.name[:80]
    if template.suffix.lower() != ".docx":
        raise CannotFill(f"'{name}' is no .docx: save the template as one, without macros.")
    try:
        if template.stat().st_size > MOST_TEMPLATE:
            raise CannotFill(f"'{name}' is larger than {MOST_TEMPLATE // 1024 // 1024} MB.")
        data = template.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise CannotFill(f"'{name}' unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB.")
            if any("vbaproject" in part.filename.lower() for part in packed.infolist()):
                raise CannotFill(f"'{name}' holds macros: save it as a .docx without them.")
        return docx.Document(io.BytesIO(data))
    except OSError as problem:
        raise CannotFill(f"'{name}' cannot be read: {(problem.strerror or 'no reason given').lower()}.") from None
    except CannotFill:
        raise
    except Exception:  # a broken document fails in as many ways as there are parts in it
        raise CannotFill(f"'{name}' is no Word document, or a damaged one.") from None


def _ours(doc: Any, foot: str) -> None:
    """Our own look: A4, quiet headings, a style for proposals, and under each page whence it is."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    section = doc.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(22))
    doc.styles["Normal"].font.size = Pt(10)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 11)):
        doc.styles[name].font.size = Pt(size)
        doc.styles[name].font.color.rgb = RGBColor(0x1F, 0x3A, 0x4D)
    proposal = doc.styles.add_style(PROPOSAL, WD_STYLE_TYPE.PARAGRAPH)
    proposal.base_style = doc.styles["Normal"]
    proposal.font.italic = True
    proposal.paragraph_format.left_indent = Mm(8)
    proposal.paragraph_format.space_after = Pt(8)
    section.footer.paragraphs[0].text = clean(foot)
    section.footer.paragraphs[0].style = doc.styles["Caption"]


def _laid(made: _Made, pieces: Sequence[Piece]) -> Iterator[Any]:
    """Append pieces to a document; yield what was appended, so that it can be moved to its marker."""
    for piece in pieces:
        if piece.style == "table":
            yield _table(made, piece)
            yield _between(made.doc)
            continue
        paragraph = made.doc.add_paragraph(style=made.style(piece.style))
        if piece.lead:
            paragraph.add_run(clean(piece.lead)).bold = True
        paragraph.add_run(clean(piece.text))
        if piece.drawing:
            paragraph.paragraph_format.line_spacing = 1.0  # a height in points would cut it off
            placed(made.doc, paragraph, piece.drawing, _column(made.doc))
        paragraph.paragraph_format.page_break_before = piece.fresh or None
        paragraph.paragraph_format.keep_with_next = piece.held or None
        yield paragraph._p


def _between(doc: Any) -> Any:
    """Next to nothing: two tables without anything between them become one, and a line might need a page of its own."""
    from docx.shared import Pt

    paragraph = doc.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(4)
    return paragraph._p


def by_field(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return a table of two columns for where there is no room for more: each row's fields, one below the other.

    An empty row, which is for what is added by hand, stays one.
    """
    head, *told = rows
    made: list[tuple[str, ...]] = []
    for row in told:
        made += zip(head, row, strict=True) if any(row) else [("", "")]
    return tuple(made) or tuple((name, "") for name in head)


def _table(made: _Made, piece: Piece) -> Any:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    rows, shares, room = piece.rows, piece.shares, _column(made.doc)
    told = room < Mm(NARROWEST) * len(rows[0])
    if told:
        rows, shares = by_field(rows), ()
    table = made.doc.add_table(rows=len(rows), cols=len(rows[0]), style=made.table_style())
    table.autofit = True
    cells = [cell for row in table._tbl.tr_lst for cell in row.tc_lst]
    size = Pt(7.5) if len(rows[0]) >= WIDE else Pt(9)
    for at, said in enumerate(text for row in rows for text in row):
        paragraph = table._cells[at].paragraphs[0] if len(cells) < 60 else _paragraph(cells[at], table)
        run = paragraph.add_run(clean(said))
        run.font.size = size
        row, column = divmod(at, len(rows[0]))
        run.bold = (column == 0 if told else row == 0) or None
    shares = shares or WIDTHS.get(len(rows[0]), (1,) * len(rows[0]))
    if len(shares) == 2 and room * shares[0] < Mm(NAME) * sum(shares):
        shares = (NAME, max(NAME, round(room / Mm(1)) - NAME))
    for at, share in enumerate(shares):
        table.columns[at].width = room * share // sum(shares)
    for at, cell in enumerate(cells):
        cell.width = room * shares[at % len(shares)] // sum(shares)
    if told:
        return table._tbl
    head = table.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "true")
    head.append(repeated)  # the head stands on each page
    return table._tbl


def _column(doc: Any) -> int:
    """The width of a column of text where a document ends: of the page less its margins, where it has one."""
    from docx.oxml.ns import qn

    section = doc.sections[-1]
    room = int(section.page_width) - int(section.left_margin) - int(section.right_margin)
    columns = next(iter(reversed(section._sectPr.findall(qn("w:cols")))), None)  # of several the last one counts
    number = int(columns.get(qn("w:num")) or 1) if columns is not None else 1
    space = int(columns.get(qn("w:space")) or 720) if columns is not None else 0
    return (room - (number - 1) * space * 635) // max(1, number)  # a twentieth of a point has 635 units


def _paragraph(cell: Any, table: Any) -> Any:
    from docx.table import _Cell

    return _Cell(cell, table).paragraphs[0]


def _properties(doc: Any, title: str, own: bool) -> None:
    about = doc.core_properties
    about.created = about.modified = EPOCH
    about.last_modified_by, about.revision = "Whitecell", 1
    if own:
        about.author, about.title, about.comments = "Whitecell", clean(title)[:250], ""


def timeless(data: bytes) -> bytes:
    """Return a zip with the first time that there is on each part, and nothing of the system that packed it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, DAY_ZERO)
            info.create_system, info.compress_type = 3, zipfile.ZIP_DEFLATED
            made.writestr(info, old.read(part))
    return held.getvalue()
