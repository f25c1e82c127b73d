"""A list of events brought back into its scenario: what it changes, what it adds, and what has no place in it.

Nothing is written here. Every cell ends up in one of three places: in the files as they will be, as it was, or among
the rows that are handed back with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from game.author import new_inject_yaml
from game.author.edit import CannotEdit, Editor, Splice, spliced
from game.author.errors import AuthorError
from game.author.matching import folded, matched
from game.author.msel import INJECTS, Kinds, MselRow, msel
from game.author.msel_cell_changes import CellChange, amiss, changes
from game.author.msel_cells import Listed, Stranger, differs, headings, readable, strangers
from game.author.tables import TableSheet
from game.scenario.field_types import as_id
from game.scenario.files import INJECTS as FOLDER
from game.scenario.files import MAIN
from game.scenario.load import Examined, examine_files
from game.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row, or a cell of one, that the scenario has no place for."""

    listed: Listed
    why: str


@dataclass(slots=True)
class Placement:
    """What becomes of a list."""

    files: dict[str, str] = field(default_factory=dict)
    """Every file that changes or is new, by its name inside the scenario's folder."""
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Injects of the scenario that the list does not have; they stay as they are."""
    headings: tuple[str, ...] = ()
    """Of the list as it came."""
    strangers: list[Stranger] = field(default_factory=list)
    """Columns of whose heading nobody knows what it means."""
    taken_as: dict[str, str] = field(default_factory=dict)
    """Ids of the list that are written otherwise in the scenario, to how they are written there."""


@dataclass(frozen=True, slots=True)
class _New:
    """An inject that the scenario does not have yet."""

    listed: Listed
    row: MselRow
    documents: tuple[MselRow, ...] = ()


_Unit = CellChange | _New

FOLLOWS = "follows from other parts of the scenario"


def place(read: Examined, table: Sequence[Sequence[str]]) -> Placement:
    """Return what a list changes in a scenario that has been read without an error.

    Raises:
        AuthorError: where the table is no list of events.
    """
    return place_pages(read, [TableSheet("", [list(row) for row in table], tuple(range(1, len(table) + 1)))])


def place_pages(read: Examined, pages: Sequence[TableSheet]) -> Placement:
    """The same for a list on several pages, each with its own headings; they are one list.

    Raises:
        AuthorError: where one of them is no list of events.
    """
    return _Placing(read, pages).placed()


class _Placing:
    """One placing of one list."""

    def __init__(self, read: Examined, pages: Sequence[TableSheet]) -> None:
        assert read.scenario is not None
        self.read: Examined = read
        self.scenario: Scenario = read.scenario
        self.editor = Editor(read)
        self.known = {row.id: row for row in msel(self.scenario)}
        self.result = Placement()
        came: list[Listed] = []
        for page in pages:
            name = page.name if len(pages) > 1 else ""
            came += readable(page.rows, self.scenario, name, page.lines)
            self.result.strangers += strangers(page.rows, name)
            self.result.headings = max(self.result.headings, headings(page.rows), key=len)
        self.listed = list(matched(came, self.known))
        for before, now in zip(came, self.listed, strict=True):
            if before.row.id and before.row.id != now.row.id:
                self.result.taken_as[before.row.id] = now.row.id
        self.refused: dict[tuple[tuple[str, int], str], str] = {}
        """Row and column (empty: the whole row) to the reason."""

    def placed(self) -> Placement:
        units: list[_Unit] = [*self.planned(), *self.new()]
        accepted: list[_Unit] = []
        self.accept(units, accepted)
        files = self.after(accepted)
        self.result.files = {name: text for name, text in files.items() if self.read.source.files.get(name) != text}
        self.compare(files, accepted)
        listed = {each.row.id for each in self.listed}
        self.result.missing = [each.id for each in self.scenario.injects if each.id not in listed]
        return self.result

    # --- what the list asks for

    def planned(self) -> Iterator[CellChange]:
        """Changes of what the scenario has; a second row of one id is refused whole."""
        seen: set[str] = set()
        for listed in self.listed:
            id = listed.row.id
            if id not in self.known:
                continue
            if id in seen:
                self.refused[listed.at, ""] = f"'{id}' stands in the list a second time"
                continue
            seen.add(id)
            for change in changes(self.scenario, self.read, listed, self.known[id]):
                if change.refused:
                    self.refused[listed.at, change.column] = change.refused
                else:
                    yield change

    def new(self) -> list[_New]:
        """Injects that the scenario does not have, each with the documents that follow it."""
        made: dict[str, _New] = {}
        taken = set(self.scenario.inject_index)
        last = ""
        for listed in self.listed:
            row = listed.row
            if row.id in self.known:
                last = ""
            elif row.kind == Kinds.DOCUMENT:
                owner = row.id.split(".documents.")[0] if ".documents." in row.id else last
                if owner not in made:
                    self.refused[listed.at, ""] = "a document can be added here to a new inject only"
                    continue
                if problem := amiss(self.scenario, row):
                    self.refused[listed.at, ""] = problem
                    continue
                held = made[owner]
                row = replace(row, id=f"{owner}.documents.{len(held.documents) + 1}")
                made[owner] = replace(held, documents=(*held.documents, row))
            elif row.kind and row.kind not in INJECTS:
                self.refused[listed.at, ""] = f"no inject has this '{row.kind}'; write it into the file"
            elif problem := amiss(self.scenario, row):
                self.refused[listed.at, ""], last = problem, ""
            elif row.id and folded(row.id) in {folded(each.listed.row.id) for each in made.values()}:
                self.refused[listed.at, ""], last = f"'{row.id[:60]}' stands in the list a second time", ""
            else:
                last = self.unused(row, taken)
                taken.add(last)
                made[last] = _New(listed, replace(row, id=last))
        return list(made.values())

    @staticmethod
    def unused(row: MselRow, taken: set[str]) -> str:
        """An id for a new inject: its own where it is one and free, else one made from its title."""
        base = row.id if row.id and row.id == as_id(row.id) else as_id(row.id or row.title or "inject")[:50]
        id, number = base, 1
        while id in taken:
            number += 1
            id = f"{base}_{number}"
        return id

    # --- trying it

    def accept(self, units: Sequence[_Unit], accepted: list[_Unit]) -> None:
        """Take as many as the scenario loads with; halves are tried apart to find the ones that do harm."""
        if not units:
            return
        problem = self.problem([*accepted, *units])
        if not problem:
            accepted.extend(units)
        elif len(units) == 1:
            unit = units[0]
            self.refused[unit.listed.at, unit.column if isinstance(unit, CellChange) else ""] = problem
        else:
            half = len(units) // 2
            self.accept(units[:half], accepted)
            self.accept(units[half:], accepted)

    def problem(self, units: Sequence[_Unit]) -> str:
        """Why a scenario with these in it cannot be read; empty where it can."""
        try:
            made = examine_files(self.after(units))
        except CannotEdit as problem:
            return str(problem)
        return "" if made.scenario else f"{made.findings[0].says} {made.findings[0].cure}".strip().rstrip(".")

    def after(self, units: Sequence[_Unit]) -> dict[str, str]:
        """The files with these in them."""
        files = dict(self.read.source.files)
        splices: list[Splice] = []
        fresh_items: list[str] = []
        tick = self.scenario.names.tick
        for unit in units:
            if isinstance(unit, CellChange) and unit.file:
                files[unit.file] = f"{unit.value}\n"
            elif isinstance(unit, CellChange):
                splices.append(self.editor.put(unit.path, unit.key, unit.value, unit.behind))
            elif MAIN in files:
                fresh_items.append("\n".join(new_inject_yaml.lines(unit.row, unit.documents, self.editor, tick)) + "\n")
            else:
                lines = new_inject_yaml.lines(unit.row, unit.documents, self.editor, tick)
                splices.append(self.editor.appended(lines, new_inject_yaml.in_brackets(unit.row, unit.documents, tick)))
        made = spliced(files, splices)
        if fresh_items:
            made[self.new_file()] = new_inject_yaml.HEADER + "\n".join(fresh_items)
        return made

    def new_file(self) -> str:
        """A name for a file of injects that is read after all others."""
        names = sorted(name for name in self.read.source.files if str(PurePosixPath(name).parent) == FOLDER)
        number = len(names) + 1
        last = names[-1] if names else ""
        name = f"{FOLDER}/{number:02}_msel.yaml"
        while name <= last and number < 1000:
            number += 1
            name = f"{FOLDER}/{number:02}_msel.yaml"
        return name if name > last else f"{last.removesuffix('.yaml').removesuffix('.yml')}_z_msel.yaml"

    # --- what came of it

    def compare(self, files: dict[str, str], accepted: Sequence[_Unit]) -> None:
        """Find every cell that is neither in the scenario now nor as it was, and hand it back."""
        made = examine_files(files)
        if made.scenario is None:
            raise AuthorError("the list cannot be brought in: the scenario would not load any more.")
        now = {row.id: row for row in msel(made.scenario)}
        new = {unit.listed.at: unit for unit in accepted if isinstance(unit, _New)}
        self.result.changed = list(dict.fromkeys(unit.id for unit in accepted if isinstance(unit, CellChange)))
        self.result.added = [unit.row.id for unit in new.values()]
        owner: _New | None = None
        count = 0
        for listed in self.listed:
            if (listed.at, "") in self.refused:
                self.hand_back(listed, self.refused[listed.at, ""])
                continue
            if listed.at in new:
                owner, count = new[listed.at], 0
                id = owner.row.id
            elif listed.row.id in self.known:
                id = listed.row.id
            else:
                count += 1
                id = f"{owner.row.id}.documents.{count}" if owner else ""
            if id not in now:
                self.hand_back(listed, "its inject could not be added")
                continue
            if reasons := self.reasons(listed, now[id]):
                self.hand_back(listed, "; ".join(f"{', '.join(columns)}: {why}" for why, columns in reasons.items()))

    def reasons(self, listed: Listed, now: MselRow) -> dict[str, list[str]]:
        """Why cells of a row are not in the scenario: reason to the headings that it holds of."""
        made: dict[str, list[str]] = {}
        for column in listed.unlike(now, self.known.get(now.id)):
            made.setdefault(self.refused.get((listed.at, column), FOLLOWS), []).append(differs(column))
        strange = [name for name, cell in listed.unknown if f"{name}: {cell}" not in now.notes.split("\n")]
        return made | ({"no heading that is known": strange} if strange else {})

    def hand_back(self, listed: Listed, why: str) -> None:
        self.result.unplaced.append(Unplaced(listed, why))
