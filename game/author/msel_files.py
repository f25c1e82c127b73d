"""Lists of events to and from files: what the commands `msel export` and `msel import` do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.author import tables
from game.author.errors import AuthorError
from game.author.msel import HEADINGS, msel, table
from game.author.msel_cells import headings
from game.author.msel_import import Placement, place_pages
from game.scenario.files import is_folder
from game.scenario.findings import ScenarioError
from game.scenario.load import examine, load
from game.scenario.text import clean_line


def export_to(scenario: Path, out: Path) -> int:
    """Write the list of a scenario into a file and return how many rows it has."""
    made = load(scenario)
    rows = msel(made)
    tables.write(out, table(rows, made.hours))
    return len(rows)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    placement: Placement
    written: tuple[str, ...]
    """Names of the files that changed."""
    beside: Path | None
    """The file with what could not be placed, where there is any."""
    unread: tuple[str, ...] = ()
    """Sheets of the list with something on them that were not read."""
    tried: bool = False
    """Whether this is only what an import would do."""

    @property
    def whole(self) -> bool:
        """Whether everything in the list was understood and has its place."""
        return not (self.placement.unplaced or self.placement.strangers or self.unread)

    def said(self) -> Iterator[str]:
        """What was done, in sentences."""
        held = self.placement
        if held.changed:
            yield f"Changed: {_listing(held.changed)}."
        if held.added:
            yield f"Added: {_listing(held.added)}."
        if not held.changed and not held.added:
            yield "Nothing in the scenario changes."
        if self.written:
            yield f"Written: {', '.join(self.written)}."
        if self.tried:
            yield "Nothing is written: this only says what an import would do."
        if held.taken_as:
            said = [f"'{id[:60]}' is taken for '{meant}'" for id, meant in held.taken_as.items()]
            yield f"Ids are written otherwise here: {_listing(said)}."
        if held.missing:
            yield f"Not in the list, and left as they are: {_listing(held.missing)}."
        for each in held.unplaced[:20]:
            named = each.listed.row.id or each.listed.row.title
            yield f"{each.listed.place} ({named[:60]}) not placed: {each.why}."
        if len(held.unplaced) > 20:
            yield f"... and {len(held.unplaced) - 20} more."
        for stranger in held.strangers[:20]:
            yield stranger.said()
        if self.unread:
            names = ", ".join(f"'{name}'" for name in self.unread[:12])
            cure = "add --sheet with the name of each that you want, or --sheet all"
            yield f"Sheets that were not read: {names}; {cure}."
        if self.beside:
            yield f"What could not be placed is kept in {self.beside}."


def _listing(ids: list[str]) -> str:
    return ", ".join(ids[:12]) + (f" and {len(ids) - 12} more" if len(ids) > 12 else "")


ALL = "all"
"""In place of names of sheets: every one."""


def import_into(listed: Path, scenario: Path, sheets: Sequence[str] = (), dry: bool = False) -> Imported:
    """Bring a list back into a scenario's files.

    Args:
        listed: the list.
        scenario: the scenario's file or folder.
        sheets: the sheets of the list that are read; none named: the first with anything on it; `ALL`: every one.
        dry: only say what would be done.

    Raises:
        AuthorError: where the list cannot be read or a file not be written.
        ScenarioError: where the scenario itself has errors; then nothing is changed.
    """
    pages, unread = _chosen(listed, sheets)
    read = examine(scenario)
    if read.scenario is None:
        raise ScenarioError(read.findings)
    placement = place_pages(read, pages)
    if dry:
        return Imported(placement, (), None, tuple(unread), tried=True)
    beside = _keep(placement, scenario) if placement.unplaced else None
    folder = scenario if is_folder(scenario) else scenario.parent
    for name, text in placement.files.items():
        _replace(folder / name, text)
    return Imported(placement, tuple(placement.files), beside, tuple(unread))


def _chosen(listed: Path, wanted: Sequence[str]) -> tuple[list[tables.Sheet], list[str]]:
    """The sheets of a list that are read, and the names of the others."""
    pages = tables.pages(listed)
    named = {page.name.casefold(): page for page in pages}
    stranger = next((each for each in wanted if each != ALL and each.strip().casefold() not in named), None)
    if stranger is not None:
        has = ", ".join(f"'{page.name}'" for page in pages[:12] if page.name)
        cure = f"it has {has}" if has else "a CSV table has none; leave --sheet out"
        raise AuthorError(f"{listed.name} has no sheet '{clean_line(stranger, 60)}'; {cure}.")
    lists = [page for page in pages if headings(page.rows)]
    chosen = lists if ALL in wanted else [named[each.strip().casefold()] for each in dict.fromkeys(wanted)]
    chosen = chosen or (lists or pages)[:1] or [tables.Sheet("", [], ())]
    return chosen, [page.name for page in pages if page not in chosen]


def _keep(placement: Placement, scenario: Path) -> Path:
    """Write what could not be placed beside the scenario, under a name that is free; first, so that nothing is lost."""
    whole = scenario.resolve()
    stem = whole.name if is_folder(scenario) else whole.stem
    target, number = whole.with_name(f"{stem}_msel_unplaced.csv"), 1
    rows = _kept(placement)
    while target.exists():  # the same list once more leaves the same behind
        if _says(target, rows):
            return target
        number += 1
        target = whole.with_name(f"{stem}_msel_unplaced_{number}.csv")
    tables.write(target, rows)
    return target


def _says(path: Path, rows: list[list[str]]) -> bool:
    try:
        return tables.pages(path)[0].rows == [tables.trimmed(row) for row in rows]
    except (AuthorError, IndexError):
        return False


def _kept(placement: Placement) -> list[list[str]]:
    """What could not be placed, as a table: where it stood, why, and the row as it came."""
    width = max(len(HEADINGS), *(len(each.listed.cells) for each in placement.unplaced))
    rows = [
        [each.listed.place.removeprefix("Row "), each.why, *each.listed.cells, *[""] * (width - len(each.listed.cells))]
        for each in placement.unplaced
    ]
    return [["Row", "Why", *placement.headings, *[""] * (width - len(placement.headings))], *rows]


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, with the rights that it had."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve() if path.is_symlink() else path
        beside = target.with_name(f".{target.name}.part")
        beside.write_bytes(text.encode("utf-8"))
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise AuthorError(f"{path} cannot be written: {problem.strerror or problem}.") from None
