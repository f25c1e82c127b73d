"""Where finished analyses are kept: by the hash of a scenario's rules, in the user's cache, never more than is fair."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from game.analysis.exact.questions import ModelQuestion
from game.analysis.result.as_json import as_json
from game.analysis.result.fingerprint import fingerprint
from game.analysis.result.from_json import from_json
from game.analysis.result.kept_values import UNREADABLE, Kept, folder_name, read_json
from game.analysis.result.model import Analysis
from game.record import private
from game.scenario.scenario import Scenario

MAX_BYTES = 2_000_000_000
"""All of them together; beyond, the ones that were not used for longest go."""

MAX_RESULT = 64 * 1024 * 1024
"""Bytes of one result that is read back; those of the largest shipped scenarios take less than one."""


RESULT, VALUES, REFUSED = "analysis.json", "values", "refused.json"


def cache_folder() -> Path:
    """The user's cache, or a folder in ``WHITECELL_HOME`` where that is set."""
    home = os.environ.get("WHITECELL_HOME")
    if home:
        return Path(home) / "analysis"
    import platformdirs  # here, because it is slow to import and seldom needed

    return Path(platformdirs.user_cache_dir("whitecell", appauthor=False)) / "analysis"


class Shelf:
    """The kept analyses."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or cache_folder()

    def place(self, scenario: Scenario) -> Path:
        """The folder of a scenario's analysis, whether it is there or not."""
        return self.root / fingerprint(scenario)

    def analysis(self, scenario: Scenario) -> Analysis | None:
        """Return the kept analysis of a scenario's rules, or None."""
        place = self.place(scenario)
        try:
            found = from_json(read_json(place / RESULT, MAX_RESULT), scenario)
            os.utime(place)
        except UNREADABLE:
            return None  # not there, or of another make: it is worked out anew
        return found

    def values(self, scenario: Scenario) -> list[Kept]:
        """Return the kept values of a scenario's states, question by question."""
        found = []
        for folder in sorted((self.place(scenario) / VALUES).glob("*")):
            try:
                found.append(Kept(folder))
            except UNREADABLE:
                continue
        return found

    def begin(self) -> Path:
        """Return a new folder for values, to be handed to `keep`."""
        private.mended(self.root)
        return Path(tempfile.mkdtemp(prefix="new-", dir=self.root))

    def keep(self, analysis: Analysis, values: Path) -> None:
        """Keep an analysis with its values, in place of an older one of the same rules."""
        whole = Path(tempfile.mkdtemp(prefix="new-", dir=self.root))
        text = json.dumps(as_json(analysis, (), triples=True), ensure_ascii=False)
        private.write_text(whole / RESULT, text)
        values.replace(whole / VALUES)
        place = self.place(analysis.scenario)
        if place.exists():
            place.replace(whole / "old")  # out of the way at once; what has it open still reads it
        whole.replace(place)
        shutil.rmtree(place / "old", ignore_errors=True)
        self._prune(place)

    def amend(self, analysis: Analysis) -> None:
        """Keep more of an analysis that is kept already; nothing where it is not."""
        place = self.place(analysis.scenario)
        if (place / RESULT).exists():
            text = json.dumps(as_json(analysis, (), triples=True), ensure_ascii=False)
            private.write_text(place / RESULT, text)

    def waiting(self, scenario: Scenario, asked: Sequence[ModelQuestion], limit: int) -> list[str]:
        """Return the names of questions whose values are not kept, and that were not refused for so many bytes."""
        place = self.place(scenario)
        refused = self._refused(place)
        return [
            each.name
            for each in asked
            if not (place / VALUES / folder_name(each)).is_dir() and refused.get(each.name, 0) < limit
        ]

    def add(self, scenario: Scenario, question: ModelQuestion, values: Path | None, limit: int) -> None:
        """Keep one question's values beside those of others; without any, that they do not fit into so many bytes."""
        place = self.place(scenario)
        private.folder(place / VALUES)
        if values is None:
            text = json.dumps({**self._refused(place), question.name: limit})
            private.write_text(place / REFUSED, text)
            return
        name = folder_name(question)
        if not (place / VALUES / name).exists():
            (values / name).replace(place / VALUES / name)
        self._prune(place)

    @staticmethod
    def _refused(place: Path) -> dict[str, int]:
        try:
            found = read_json(place / REFUSED, MAX_RESULT)
            return {str(name): int(limit) for name, limit in found.items()}
        except UNREADABLE:
            return {}

    @staticmethod
    def drop(values: Path) -> None:
        """Throw away values that are not to be kept."""
        shutil.rmtree(values, ignore_errors=True)

    def _prune(self, newest: Path) -> None:
        places = sorted(self._places(), key=lambda place: place.stat().st_mtime, reverse=True)
        total = 0
        for place in [newest, *(each for each in places if each != newest)]:
            total += sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
            if total > MAX_BYTES and place != newest:
                shutil.rmtree(place, ignore_errors=True)

    def _places(self) -> Iterator[Path]:
        yield from (place for place in self.root.iterdir() if place.is_dir() and not place.name.startswith("new-"))
