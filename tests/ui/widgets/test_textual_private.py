"""What of Textual has no public name stands in one file, and is still there in the release that is installed."""

import ast
from pathlib import Path

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.widgets import OptionList

from game.ui.widgets.textual_private import NAMES, wraps

ROOM = Path(__file__).resolve().parents[3] / "game" / "ui"
OURS = ("_on_key", "_on_paste")
"""Handlers of events: Textual calls them by that name, and says so in its guide."""


@pytest.mark.parametrize(("kind", "names"), NAMES.items(), ids=lambda each: getattr(each, "__name__", None))
def test_every_private_name_is_still_there(kind: type, names: tuple[str, ...]) -> None:
    made = {App: App, OptionList: OptionList, DOMNode: OptionList}.get(kind, lambda: kind)()
    assert [name for name in names if not hasattr(made, name)] == []
    assert wraps.re_word


def test_no_other_file_of_the_room_names_one() -> None:
    private = {name for names in NAMES.values() for name in names if name.startswith("_")}
    found = []
    for path in ROOM.rglob("*.py"):
        if path.name == "textual_private.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named = [each.name for each in node.names] if isinstance(node, ast.ImportFrom | ast.Import) else []
            if isinstance(node, ast.Attribute) and node.attr in private:
                found.append(f"{path.name}: {node.attr}")
            parts = [part for module in (*modules, *named) for part in module.split(".")]
            if (modules and modules[0].split(".")[0] in ("textual", "rich")) or any(
                name.startswith(("textual.", "rich.")) for name in named
            ):
                found += [f"{path.name}: {part}" for part in parts if part.startswith("_")]
    assert found == []
