"""A new scenario: from the commented pattern, or as a copy of another one. Nothing is ever overwritten."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from game.author.errors import AuthorError
from game.author.seats import NewSeat, seats
from game.called import as_called
from game.scenario.field_types import ID_PATTERN, as_id
from game.scenario.files import MAIN, exists
from game.scenario.findings import ScenarioError
from game.scenario.load import examine
from game.scenario.text import MAX_LINE, clean_line

PATTERN = Path(__file__).parent / "pattern"
STORIES = ("1_bridge", "2_queue", "3_clinic", "4_stones", "5_visitor", "6_handover")
FEW = 3
"""With fewer injects than these too few decisions bear on a lesson for it to be told as more than once."""

DAYS = 12
MOST_DAYS = 3650
MOST_ROLES = 9
DEFAULT_ROLES = ("Head of office", "Military commander", "Relief liaison")

_PLACEHOLDER = re.compile(r"@([A-Z_0-9]+)@")


@dataclass(frozen=True, slots=True)
class NewScenario:
    """What an author wants to begin with."""

    id: str
    title: str = ""
    roles: Sequence[str] = DEFAULT_ROLES
    days: int = DAYS
    injects: int = 3
    folder: bool = True

    def __post_init__(self) -> None:
        check_id(self.id)
        if not 1 <= self.injects <= len(STORIES):
            raise AuthorError(f"a new scenario begins with 1 to {len(STORIES)} injects; add more by copying one.")
        if not self.injects < self.days <= MOST_DAYS:
            raise AuthorError(f"{self.injects} injects need {self.injects + 1} to {MOST_DAYS} days.")
        if not 1 <= len(self.roles) <= MOST_ROLES:
            raise AuthorError(f"between 1 and {MOST_ROLES} people sit at the table, with commas between them.")
        seats(self.roles)


def check_id(id: str) -> None:
    """Refuse what is no id, with one that would do.

    Raises:
        AuthorError: with the nearest id.
    """
    if not re.fullmatch(ID_PATTERN, id):
        says = f"'{clean_line(id, 80)}' is not an id: small letters, digits and _, with a letter first."
        raise AuthorError(f"{says} Try '{as_id(id)}'.")


def free(id: str, within: Path) -> None:
    """Refuse an id whose folder or file is already there.

    Raises:
        AuthorError: naming what is in the way.
    """
    for name in (id, f"{id}.yaml", f"{id}.yml"):
        if exists(within / name):
            raise AuthorError(f"'{name}' is already here and stays as it is; choose another id.")


def create(wish: NewScenario, within: Path) -> Path:
    """Write a new scenario into a folder and return its path."""
    free(wish.id, within)
    return _put(wish.id, files(wish), within, wish.folder)


def copy(id: str, original: Path, within: Path) -> Path:
    """Copy a scenario under a new id, comments and all, and return its path.

    Raises:
        AuthorError: where the id will not do.
        ScenarioError: where the original cannot be read.
    """
    check_id(id)
    free(id, within)
    read = examine(original)
    if read.root is None or read.scenario is None:
        raise ScenarioError(read.findings)
    texts = dict(read.source.files)
    main = next(iter(texts))
    texts[main] = renamed(texts[main], read.root.find(("id",)).line, id)
    return _put(id, {name: without_schema(text) for name, text in texts.items()}, within, folder=main == MAIN)


def renamed(text: str, line: int, id: str) -> str:
    """Return a scenario's main file with another id in that line."""
    lines = text.splitlines(keepends=True)
    lines[line - 1] = re.sub(r"^(\s*[\"']?id[\"']?\s*:\s*)[\"']?[a-z0-9_]+[\"']?", rf"\g<1>{id}", lines[line - 1])
    return "".join(lines)


def without_schema(text: str) -> str:
    """Return a file without the line that tells editors where its schema is: in another folder that is not true."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# yaml-language-server:"))


def files(wish: NewScenario) -> dict[str, str]:
    """Return the files of a new scenario: name to text, the main one first."""
    table = seats(wish.roles)
    values = {
        "ID": wish.id,
        "TITLE": json.dumps(clean_line(wish.title, MAX_LINE) or _as_title(wish.id), ensure_ascii=False),
        "PATH": wish.id if wish.folder else f"{wish.id}.yaml",
        "FORM": "folder" if wish.folder else "file",
        "DAYS": str(wish.days),
        "MINUTES": str(10 * wish.injects + 5),
        "EVERY": str(max(1, wish.days // 3)),
        "ROLES": "".join(seat.written() for seat in table),
    }
    head = _filled("scenario", values, wish)
    made = {
        f"injects/{number + 1:02}_{STORIES[number].split('_')[1]}.yaml": _inject(number, wish, table, values)
        for number in range(wish.injects)
    }
    if not wish.folder:
        held = "\n".join(_indented(text) for text in made.values())
        return {f"{wish.id}.yaml": f"{head}# What happens, in the order in which it can come up.\ninjects:\n\n{held}"}
    head += "# The injects are in injects/*.yaml, read in the order of the file names; documents/ holds long papers.\n"
    sketch = (PATTERN / "two_banks.txt").read_text(encoding="utf-8")
    return {MAIN: head, **made, "documents/two_banks.txt": sketch}


def _inject(number: int, wish: NewScenario, table: Sequence[NewSeat], values: Mapping[str, str]) -> str:
    day = number * (wish.days - 1) // wish.injects
    # Three seats have a part in each inject; at a large table the parts move on faster, so that nobody waits for long.
    first = number * (1 if len(table) <= 5 else 2 if len(table) <= 7 else 3)
    around = {name: table[(first + step) % len(table)].id for step, name in enumerate(("DECIDER", "ADVISER", "SEAT"))}
    own = {f"DAY_{number + 1}": str(day), "AFTER": str(max(1, (wish.days - day) // 2))}
    return _filled(STORIES[number], {**values, **around, **own}, wish)


def _filled(name: str, values: Mapping[str, str], wish: NewScenario) -> str:
    """One file of the pattern with its blanks filled in and the parts that do not apply left out."""
    text = (PATTERN / f"{name}.yaml").read_text(encoding="utf-8")
    kept = {
        "others": len(wish.roles) > 1,
        "folder": wish.folder,
        "file": not wish.folder,
        "few": 1 < wish.injects < FEW,
    }
    return as_called(_PLACEHOLDER.sub(lambda found: values[found.group(1)], "".join(_chosen(text, kept))))


def _chosen(text: str, kept: Mapping[str, bool]) -> Iterator[str]:
    """The lines outside `#? word` ... `#? end`, and those within where the word is kept."""
    keeping = True
    for line in text.splitlines(keepends=True):
        if line.startswith("#? "):
            keeping = kept.get(line[3:].strip(), True)
        elif keeping:
            yield line


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


def _as_title(id: str) -> str:
    return id.replace("_", " ").capitalize()


def _put(id: str, texts: Mapping[str, str], within: Path, folder: bool) -> Path:
    """Write the files whole or not at all: first under another name, then moved into place."""
    try:
        held = Path(tempfile.mkdtemp(prefix=f".{id}.", dir=within))
    except OSError as problem:
        raise AuthorError(f"nothing can be written into {within}: {problem.strerror or problem}.") from None
    try:
        for name, text in texts.items():
            path = held / "made" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        free(id, within)
        target = within / id if folder else within / f"{id}.yaml"
        (held / "made" if folder else held / "made" / next(iter(texts))).rename(target)
        return target
    except OSError as problem:
        raise AuthorError(f"nothing was written: {problem.strerror or problem}.") from None
    finally:
        shutil.rmtree(held, ignore_errors=True)


def contents(path: Path) -> str:
    """What was written, as a person would say it."""
    if path.is_file():
        return path.name
    files = sorted(file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    return f"{path.name}/ with {len(files)} files: {', '.join(files[:5])}{' and more' if len(files) > 5 else ''}"
