"""A scenario on disk as an editor's window watches it: read anew when it was saved, and the last good one kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from game.scenario.check import More, check_examined
from game.scenario.files import INJECTS, MAIN, SUFFIXES, is_folder
from game.scenario.findings import Finding, Level, Place
from game.scenario.load import Examined, examine
from game.scenario.node import Node
from game.scenario.scenario import Scenario
from game.scenario.source import Source, lines_of
from game.scenario.text import visible

MOST_FILES = 600

Stamps = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at a scenario's files found."""

    scenario: Scenario | None
    """None where it cannot be played."""
    findings: tuple[Finding, ...]
    root: Node | None
    source: Source
    stamps: Stamps

    @property
    def errors(self) -> int:
        """How many findings keep it from being played."""
        return sum(finding.level is Level.ERROR for finding in self.findings)

    def place(self, inject: str) -> Place | None:
        """Where an inject stands in the files, also where something else in them is broken."""
        injects = self.root.get("injects") if self.root else None
        for node in injects.children if injects else ():
            if (named := node.get("id")) and named.text == inject:
                return named.place
        return None

    def files(self) -> list[str]:
        """The files that were read, by the names that places give them."""
        return list(self.source.shown.values())

    def text(self, shown: str) -> str:
        """A file for showing: what a terminal would act on is a mark, and columns still count."""
        name = next((name for name, each in self.source.shown.items() if each == shown), "")
        return "\n".join(visible(line) for line in lines_of(self.source.files.get(name, "")))


def read(path: Path, more: Callable[[Scenario], More | None] | None = None) -> Reading:
    """Read a scenario and check it, with what `more` has for a scenario that can be played; raises nothing."""
    stamps = stamps_of(path, Source())
    examined: Examined = examine(path)
    further = more(examined.scenario) if more and examined.scenario else None
    findings = tuple(check_examined(examined, further))
    # Stamped before reading: what is saved meanwhile is seen as changed at the next look.
    named = tuple(sorted(examined.source.shown.values()))
    stamps = tuple(dict.fromkeys((*stamps, *(_stamp(Path(name)) for name in named))))
    return Reading(examined.scenario, findings, examined.root, examined.source, stamps)


def changed(path: Path, last: Reading) -> bool:
    """Whether a file of the scenario was saved, made or taken away since it was read."""
    return set(stamps_of(path, last.source)) != set(last.stamps)


def stamps_of(path: Path, source: Source) -> Stamps:
    """When each file of a scenario was last written, and how long it is; 0 for one that is not there."""
    files = [path]
    if is_folder(path):
        files = [path / MAIN]
        try:
            injects = path / INJECTS
            files += sorted(each for each in injects.iterdir() if each.suffix in SUFFIXES)[:MOST_FILES]
        except OSError:
            pass
    files += [Path(shown) for shown in source.shown.values()][:MOST_FILES]
    return tuple(dict.fromkeys(_stamp(file) for file in files))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size
