"""Which part of a scenario a row of a list is: by its id, else by what it says, so that a list comes twice to the same.

Ids compare without case, blanks and signs. A row without one is the inject of its title and day; a document without one
is that of its title beneath its inject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from game.author.msel import INJECTS, Kinds, MselRow
from game.author.msel_cells import Listed
from game.scenario.field_types import as_id


def matched(listed: Sequence[Listed], known: Mapping[str, MselRow]) -> Iterator[Listed]:
    """Yield the rows with the ids of what they are; one that is nothing the scenario has keeps what it came with."""
    by_fold = {folded(id): id for id in known}
    taken = {by_fold[folded(each.row.id)] for each in listed if folded(each.row.id) in by_fold}
    owner = ""
    for each in listed:
        row = each.row
        id = by_fold.get(folded(row.id), "")
        if not id and not row.id:
            id = _by_content(row, known, taken, owner)
            taken.add(id)
        if each.unknown and not (id and row.id):
            row = replace(row, notes=joined(row.notes, each.unknown))
        if row.kind != Kinds.DOCUMENT:
            owner = id if id in known and known[id].kind in INJECTS else ""
        yield replace(each, row=replace(row, id=id or row.id))


def folded(id: str) -> str:
    """An id as it is compared; nothing for none."""
    return ".".join(as_id(part) for part in id.split(".")) if id.strip() else ""


def joined(notes: str, extra: Sequence[tuple[str, str]]) -> str:
    """Notes with the cells of columns that nobody understood, each under its own heading."""
    return "\n".join([*([notes] if notes else []), *(f"{heading}: {cell}" for heading, cell in extra)])


def _by_content(row: MselRow, known: Mapping[str, MselRow], taken: set[str], owner: str) -> str:
    """The id of what a row without one says, or nothing."""
    for id, has in known.items():
        if id in taken:
            continue
        if row.kind == Kinds.DOCUMENT:
            same = bool(owner) and id.startswith(f"{owner}.documents.") and has.title == (row.title or has.title)
            same = same and (bool(row.title) or has.text == row.text)
        elif has.kind not in INJECTS or row.kind not in ("", *INJECTS):
            same = False
        else:
            told = row.title.casefold() == has.title.casefold() if row.title else row.text == has.text != ""
            same = told and (row.day == has.day or (row.kind == has.kind == Kinds.TRAY and not row.day))
        if same:
            return id
    return ""
