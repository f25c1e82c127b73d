"""Lists of events to and from files: what the commands `msel export` and `msel import` do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from game.author import sheet
from game.author.errors import AuthorError
from game.author.msel import HEADINGS, msel, table
from game.author.placing import Placement, place
from game.scenario.files import is_folder
from game.scenario.findings import ScenarioError
from game.scenario.load import examine, load


def export_to(scenario: Path, out: Path) -> int:
    """Write the list of a scenario into a file and return how many rows it has."""
    rows = msel(load(scenario))
    sheet.write(out, table(rows))
    return len(rows)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    placement: Placement
    written: tuple[str, ...]
    """Names of the files that changed."""
    beside: Path | None
    """The file with what could not be placed, where there is any."""

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
        if held.missing:
            yield f"Not in the list, and left as they are: {_listing(held.missing)}."
        for each in held.unplaced[:20]:
            named = each.listed.row.id or each.listed.row.title
            yield f"Row {each.listed.line} ({named[:60]}) not placed: {each.why}."
        if len(held.unplaced) > 20:
            yield f"... and {len(held.unplaced) - 20} more."
        if self.beside:
            yield f"What could not be placed is kept in {self.beside}."


def _listing(ids: list[str]) -> str:
    return ", ".join(ids[:12]) + (f" and {len(ids) - 12} more" if len(ids) > 12 else "")


def import_into(listed: Path, scenario: Path) -> Imported:
    """Bring a list back into a scenario's files.

    Raises:
        AuthorError: where the list cannot be read or a file not be written.
        ScenarioError: where the scenario itself has errors; then nothing is changed.
    """
    rows = sheet.read(listed)
    read = examine(scenario)
    if read.scenario is None:
        raise ScenarioError(read.findings)
    placement = place(read, rows)
    beside = _keep(placement, scenario) if placement.unplaced else None
    folder = scenario if is_folder(scenario) else scenario.parent
    for name, text in placement.files.items():
        _replace(folder / name, text)
    return Imported(placement, tuple(placement.files), beside)


def _keep(placement: Placement, scenario: Path) -> Path:
    """Write what could not be placed beside the scenario, under a name that is free; first, so that nothing is lost."""
    whole = scenario.resolve()
    stem = whole.name if is_folder(scenario) else whole.stem
    target, number = whole.with_name(f"{stem}_msel_unplaced.csv"), 1
    while target.exists():
        number += 1
        target = whole.with_name(f"{stem}_msel_unplaced_{number}.csv")
    width = max(len(HEADINGS), *(len(each.listed.cells) for each in placement.unplaced))
    rows = [
        [str(each.listed.line), each.why, *each.listed.cells, *[""] * (width - len(each.listed.cells))]
        for each in placement.unplaced
    ]
    sheet.write(target, [["Row", "Why", *placement.headings, *[""] * (width - len(placement.headings))], *rows])
    return target


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
