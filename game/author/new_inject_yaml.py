"""An inject that comes from a list and not from a file: its YAML, to be read and finished by its author."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from game.author.edit import Editor, Value
from game.author.msel import AS_INJECT, EVERYONE, SEPARATOR, Kinds, MselRow

HEADER = (
    "# Injects that came with a list of events (whitecell msel import). They are read and acknowledged; give one\n"
    "# `options` and it becomes a decision. Objectives of the list stand as notes: `evidence` says them.\n\n"
)
"""Begins a file of such injects."""


def fields(row: MselRow, documents: Sequence[MselRow], tick: str = "day") -> dict[str, Any]:
    """Return what an inject's row says, by the keys of the format; ``tick`` is the one that says when."""
    made: dict[str, Any] = {"id": row.id, "title": row.title}
    if row.day:
        made[tick] = int(row.day)
    if row.until:
        made["until"] = int(row.until)
    if row.kind == Kinds.TRAY:
        made["manual"] = True
    if row.to not in ("", EVERYONE):
        made["to"] = row.to.split(SEPARATOR)
    for key, text in (("situation", row.text), ("expected", row.expected), ("notes", row.notes)):
        if text:
            made[key] = text
    if documents:
        made["documents"] = [_document(each) for each in documents]
    return {key: value for key, value in made.items() if value != ""}


def _document(row: MselRow) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": row.means, "title": row.title, "from": row.sender}
    if row.to not in ("", AS_INJECT, EVERYONE):
        made["to"] = row.to.split(SEPARATOR)
    made["text"] = row.text
    return {key: value for key, value in made.items() if value != ""}


def lines(row: MselRow, documents: Sequence[MselRow], editor: Editor, tick: str = "day") -> list[str]:
    """Return an inject as the lines of a list's item at the left edge."""
    made: list[str] = []
    for key, value in fields(row, documents, tick).items():
        if key == "documents":
            made.append("  documents:")
            for document in value:
                made += _item(document, editor, 4)
        else:
            made += _line(key, value, editor, 2)
    if row.objectives:
        made.append(f"  # objectives: {row.objectives}")
    made[0] = f"- {made[0].lstrip()}"
    return made


def _item(held: dict[str, Any], editor: Editor, indent: int) -> list[str]:
    made = [line for key, value in held.items() for line in _line(key, value, editor, indent + 2)]
    made[0] = " " * indent + f"- {made[0].lstrip()}"
    return made


def _line(key: str, value: Value, editor: Editor, indent: int) -> list[str]:
    if value is True:
        return [f"{' ' * indent}{key}: true"]
    return editor.written(key, value, indent)


def in_brackets(row: MselRow, documents: Sequence[MselRow], tick: str = "day") -> str:
    """Return an inject on one line, for a list that is written in brackets."""
    return json.dumps(fields(row, documents, tick), ensure_ascii=True)
