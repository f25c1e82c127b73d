"""The command `seal`: every mark of a scenario, and the attack on it, as text, page, data and scripts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from game import analysing
from game.analysis.mending.attack import Attack, attacks
from game.analysis.mending.seal import SealMark, marks
from game.analysis.result.model import Analysis
from game.analysis.run.study import StudyStage
from game.errors import Said
from game.scenario.check import check_examined
from game.scenario.checks.check_context import Subject
from game.scenario.findings import ScenarioError
from game.scenario.load import examine, find


@dataclass(frozen=True, slots=True)
class Sealed:
    """A scenario's marks, and the plays of an attack where one was asked for."""

    analysis: Analysis
    marks: tuple[SealMark, ...]
    attacks: tuple[Attack, ...] | None

    @property
    def holds(self) -> bool:
        """Whether every mark is held."""
        return all(mark.held for mark in self.marks)


def sealed(
    path: str,
    asking: analysing.AnalyseOptions,
    attack: bool = False,
    tell: Callable[[StudyStage], None] | None = None,
) -> Sealed:
    """Work out every mark of a scenario by id or path.

    Raises:
        ScenarioError: where it cannot be played; `check` says all of it.
    """
    examined = examine(find(path))
    if examined.scenario is None or examined.root is None:
        raise ScenarioError(examined.findings)
    subject = Subject(examined.scenario, examined.root, examined.source)
    made = analysing.analysed(examined.scenario, asking, tell)
    held = marks(made, subject, check_examined(examined), analysing.said(made, subject))
    return Sealed(made, tuple(held), tuple(attacks(examined.scenario, made)) if attack else None)


def write_scripts(folder: Path, plays: Sequence[Attack]) -> list[Path]:
    """Write each script of an attack into a file of its own that `play --script` takes, never over another one.

    Raises:
        Said: where one of the files is there.
    """
    named = [
        (folder / f"{play.id.replace(':', '-')}{f'-{number}' if len(play.scripts) > 1 else ''}.json", script)
        for play in plays
        for number, script in enumerate(play.scripts, 1)
    ]
    there = next((path for path, _ in named if path.exists()), None)
    if there is not None:
        raise Said(f"{there} is there already; name an empty folder with --out.")
    folder.mkdir(parents=True, exist_ok=True)
    for path, script in named:
        path.write_text(json.dumps(script, indent=1) + "\n", encoding="utf-8")
    return [path for path, _ in named]
