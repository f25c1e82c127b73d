"""What a user prefers, in a small file in the data folder; a broken file is the same as none."""

from __future__ import annotations

import json
from pathlib import Path

from game.record import private
from game.ui.shell.themes import NAMES


def load_theme(folder: Path) -> str:
    """Return the colour scheme used last."""
    try:
        theme = json.loads((folder / "settings.json").read_text(encoding="utf-8")).get("theme")
    except (OSError, RecursionError, ValueError, AttributeError):
        return NAMES[0]
    return theme if theme in NAMES else NAMES[0]


def save_theme(folder: Path, theme: str) -> None:
    """Keep the colour scheme; where the folder cannot be written it is only forgotten."""
    try:
        private.write_text(folder / "settings.json", json.dumps({"theme": theme}))
    except OSError:
        return
