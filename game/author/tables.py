"""Tables in files: CSV and XLSX, in which no cell is ever a formula.

A cell that a spreadsheet would calculate (``= + - @``, a tab or a return in front) is written with an apostrophe before
it, and one that begins with an apostrophe gets a second: reading takes exactly one away.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.author.errors import AuthorError
from game.extras import cure
from game.scenario.text import clean, clean_line

MAX_BYTES = 16 * 1024 * 1024
MAX_UNPACKED = 128 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 60
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")

MAX_SHEETS = 100
MAX_MERGED = 100_000

Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One page of a file: the rows that have anything in them."""

    name: str
    """Empty for a CSV file, which has no pages."""
    rows: Table
    lines: tuple[int, ...]
    """Row by row its number in the file, from 1."""


def guarded(text: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given; a text that it did not touch stays as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text


def write(path: Path, table: Sequence[Sequence[str]], name: str = "MSEL") -> None:
    """Write a table with headings; the ending of the name says which kind of file.

    Raises:
        AuthorError: for another ending, a missing package, or a place that cannot be written.
    """
    made = _xlsx(table, name) if _kind(path) == ".xlsx" else _csv(table)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(made)
        beside.replace(path)  # whole or not at all
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise AuthorError(f"{path} cannot be written: {problem.strerror or problem}.") from None


def read(path: Path) -> Table:
    """Return the table on the first page of a file that has one, every cell as text, the guards taken away.

    Raises:
        AuthorError: where it is missing, too large, or no table.
    """
    found = pages(path)
    return found[0].rows if found else []


def pages(path: Path) -> list[TableSheet]:
    """Return the pages of a file that have anything on them; a CSV file has one at most.

    Raises:
        AuthorError: where it is missing, too large, or no table.
    """
    kind = _kind(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AuthorError(f"{path.name} is larger than {MAX_BYTES // 1024 // 1024} MB; a list of injects is not.")
        data = path.read_bytes()
    except (OSError, ValueError) as problem:
        raise AuthorError(f"{path} cannot be read: {getattr(problem, 'strerror', None) or problem}.") from None
    made = [_sheet("", _from_csv(data, path.name), path.name)] if kind == ".csv" else _from_xlsx(data, path.name)
    return [page for page in made if page.rows]


def _sheet(name: str, rows: Iterable[Sequence[str]], file: str) -> TableSheet:
    """A page without its empty rows; only what has content counts against the bounds."""
    table: Table = []
    lines: list[int] = []
    for number, row in enumerate(rows, 1):
        cells = trimmed([unguarded(cell) for cell in row])
        if not cells:
            continue
        if len(table) >= MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise AuthorError(f"{file} has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns.")
        table.append(cells)
        lines.append(number)
    return TableSheet(name, table, tuple(lines))


def trimmed(cells: Sequence[str]) -> list[str]:
    """A row without the empty cells at its end."""
    kept = [*cells]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise AuthorError(f"'{clean_line(path.name, 80)}' ends neither in .csv nor in .xlsx; name it so.")
    return kind


# --- CSV


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in table)
    return held.getvalue().encode("utf-8-sig")  # with its mark, by which Excel knows UTF-8


def _from_csv(data: bytes, name: str) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as problem:
        row = data.count(b"\n", 0, problem.start) + 1
        raise AuthorError(f"{name} is not UTF-8 (row {row}); save it as 'CSV UTF-8', or as .xlsx.") from None
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)  # Excel writes ; where the comma divides decimals
    csv.field_size_limit(MAX_BYTES)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as problem:
        raise AuthorError(f"{name} is not a CSV table: {problem}.") from None


# --- XLSX


def _missing(command: str) -> AuthorError:
    how = cure("office", command)
    return AuthorError(f"Excel files need more packages; this brings them: {how}; or use a name that ends in .csv.")


_WIDTHS = (6, 6, 14, 12, 18, 20, 28, 60, 40, 28, 40, 9, 9, 14, 30)


def _xlsx(table: Sequence[Sequence[str]], name: str) -> bytes:
    try:
        import xlsxwriter
    except ImportError:
        raise _missing("msel export ... --out F.xlsx") from None
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E3E0D6"})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            page.write_string(row, column, guarded(cell), body if row else head)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.freeze_panes(1, 1)
    if table:
        page.autofilter(0, 0, max(1, len(table) - 1), len(table[0]) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    book.close()
    return held.getvalue()


def _from_xlsx(data: bytes, name: str) -> list[TableSheet]:
    try:
        import openpyxl
    except ImportError:
        raise _missing("msel import F.xlsx ...") from None
    made: list[TableSheet] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise AuthorError(f"{name} unpacks to more than {MAX_UNPACKED // 1024 // 1024} MB.")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            if len(book.worksheets) > MAX_SHEETS:
                raise AuthorError(f"{name} has more than {MAX_SHEETS} sheets.")
            for page in book.worksheets:
                page.reset_dimensions()  # the size that a file claims may be anything
                made.append(_sheet(clean_line(page.title, 80), _page_rows(page, _merged(page, packed)), name))
    except AuthorError:
        raise
    except Exception:  # a broken workbook fails in as many ways as there are parts in it
        raise AuthorError(f"{name} cannot be read as an Excel workbook; save it again, or as 'CSV UTF-8'.") from None
    return made


def _page_rows(page: Any, merged: Mapping[tuple[int, int], int]) -> Iterator[list[str]]:
    """The rows of a page as text; a cell that is merged with one above says what that one says."""
    said: dict[tuple[int, int], str] = {}
    heads = {(row, column) for (_, column), row in merged.items()}
    # Without a last column, for with one openpyxl fills each empty row up to it, and a page may have a million.
    for number, row in enumerate(page.iter_rows(values_only=True), 1):
        cells = [_cell(value) for value in row]
        for column in range(len(cells)) if merged else ():
            if (number, column) in heads:
                said[number, column] = cells[column]
            elif (number, column) in merged:
                cells[column] = said.get((merged[number, column], column), "")
        yield cells


def _merged(page: Any, packed: zipfile.ZipFile) -> dict[tuple[int, int], int]:
    """Row and column of each cell below the first of merged ones, to the row of that first one."""
    path = str(getattr(page, "_worksheet_path", "")).lstrip("/")
    found: dict[tuple[int, int], int] = {}
    for ref in _MERGED.finditer(packed.read(path)) if path in packed.namelist() else ():
        first, last = int(ref["first"]), int(ref["last"])
        column = 0
        for letter in ref["column"]:
            column = column * 26 + letter - ord("A") + 1
        if len(found) + last - first > MAX_MERGED:
            break
        found.update(dict.fromkeys(((row, column - 1) for row in range(first + 1, last + 1)), first))
    return found


_MERGED = re.compile(rb'<mergeCell\s+ref="(?P<column>[A-Z]{1,3})(?P<first>\d{1,7}):[A-Z]{1,3}(?P<last>\d{1,7})"')


def _cell(value: Any) -> str:
    """A cell's value as text: whole numbers without a point, dates as 2031-03-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()  # as the spreadsheet shows it
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return clean(str(value), 40_000)
