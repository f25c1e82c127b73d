"""Positions of several discussions, city by city and week by week, read from what `debrief RUN --json` printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.called import program
from game.errors import Said
from game.scenario.text import clean_line

MAX_BYTES = 16 * 1024 * 1024
"""Of one file: a debrief as JSON takes a part of one."""

WORDS = 600
"""Signs of a sentence that are read."""

HOWS = ("kept", "kept in other words", "moved", "left", "not yet", "once")


class PositionsError(Said):
    """A file of positions that cannot be read."""


@dataclass(frozen=True, slots=True)
class PositionAnswer:
    """What one group answered to one question."""

    place: str
    """The name of its file: a city, a week."""
    first: str
    first_words: str
    again: str
    again_words: str
    how: str
    """As `game.report.front_model.Position` has it."""

    @property
    def new_reason(self) -> bool:
        """Whether the position is the same and what was said for it is not."""
        return self.how == "kept in other words"


@dataclass(frozen=True, slots=True)
class PositionQuestion:
    """One question, with the answers in the order of the files."""

    id: str
    title: str
    answers: tuple[PositionAnswer, ...]


def read(paths: Sequence[Path]) -> tuple[PositionQuestion, ...]:
    """Return the questions of several files, in the order in which they were asked first.

    Raises:
        PositionsError: where a file cannot be read, or holds no positions.
    """
    titles: dict[str, str] = {}
    found: dict[str, list[PositionAnswer]] = {}
    for path in paths:
        for place, each in _positions(path):
            at = _part(each, "at", path)
            id = _text(at, "inject")
            titles.setdefault(id, _text(at, "title"))
            how = _text(each, "how")
            answer = PositionAnswer(
                place, _text(each, "first"), _text(each, "first_words"), _text(each, "again"),
                _text(each, "again_words"), how if how in HOWS else "once",
            )  # fmt: skip
            found.setdefault(id, []).append(answer)
    return tuple(PositionQuestion(id, titles[id], tuple(answers)) for id, answers in found.items())


def _positions(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield each position of a file with the place of whoever took it: its name, of a class with the syndicate's."""
    name = clean_line(str(path), 200)
    cure = f"Make it with: {program()} debrief RUN --json > FILE.json"
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise PositionsError(f"{name}: cannot be read ({problem.strerror or problem}).") from None
    if len(data) > MAX_BYTES:
        raise PositionsError(f"{name}: is larger than any debrief. {cure}")
    try:
        made = json.loads(data)
    except (ValueError, RecursionError):
        raise PositionsError(f"{name}: is no JSON. {cure}") from None
    told = False
    for place, front in _fronts(clean_line(path.stem, 60), made):
        some = front.get("positions") if isinstance(front, dict) else None
        for each in some if isinstance(some, list) else ():
            if isinstance(each, dict):
                told = True
                yield place, each
    if not told:
        raise PositionsError(f"{name}: holds no positions; it is no debrief of a discussion. {cure}")


def _fronts(name: str, made: Any) -> Iterator[tuple[str, Any]]:
    """The first pages in a file: of a run, or of each syndicate of a class."""
    if not isinstance(made, dict):
        return
    syndicates = made.get("syndicates")
    if not isinstance(syndicates, dict):
        yield name, made.get("front", made)
        return
    for id, group in syndicates.items():
        whole = group.get("debrief", group) if isinstance(group, dict) else None
        if isinstance(whole, dict):
            yield f"{name} {clean_line(str(id), 20)}", whole.get("front", whole)


def _part(of: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    found = of.get(key)
    if not isinstance(found, dict):
        raise PositionsError(f"{clean_line(str(path), 200)}: a position in it says not where it was taken.")
    return found


def _text(of: Mapping[str, Any], key: str) -> str:
    found = of.get(key, "")
    return clean_line(found, WORDS) if isinstance(found, str) else ""
