"""What a room may know of, held on the source (import-linter) and on what an import really loads (a fresh process)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LOAD = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(room, "__path__", []), room.__name__ + "."):
    importlib.import_module(module.name)
print(*sys.modules)
"""


def loaded_by(room: str) -> set[str]:
    """Every module in memory after a fresh Python has imported a room with all that is in it."""
    done = subprocess.run([sys.executable, "-c", LOAD, room], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("room", "banned"),
    [
        ("game.cli", "textual numpy aiohttp psycopg dask jinja2 docx"),
        ("game.plain", "textual numpy"),
        ("game.rules", "textual sqlite3 yaml numpy"),
        ("game.scenario", "textual sqlite3 numpy"),
        ("game.record", "textual numpy"),
        ("game.exercise", "textual numpy"),
        ("game.analysis", "textual sqlite3"),
        ("game.report", "textual"),
        ("game.author", "textual sqlite3 xlsxwriter openpyxl"),
        ("game.ui", "aiohttp sqlite3"),  # a seat's screen knows a port, and not what lies between
        ("game.web", "sqlite3"),
    ],
)
def test_importing_a_room_loads_nothing_that_it_must_not_know(room: str, banned: str) -> None:
    assert not loaded_by(room) & set(banned.split())


TERMINAL = {"terminal", "leafing", "content_builder", "hanging"}
"""What lays a document out for a Textual screen, and what only that is made of."""


def test_only_the_terminal_face_loads_textual() -> None:
    others = sorted(path.stem for path in (ROOT / "game" / "faces").glob("*.py") if path.stem not in TERMINAL)
    load = f"import sys\nfor name in {others!r}: __import__(f'game.faces.{{name}}')\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", load], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & {"textual", "rich"}


LATER = (
    *("game.ui.seat", "game.ui.debrief", "game.ui.desk", "game.ui.author", "game.ui.panels", "game.exercise.acts"),
    *("game.rules", "game.analysis", "game.report", "game.author", "game.web", "game.scenario.markdown", "markdown_it"),
)
"""What the home screen leads to and is drawn without: its first frame waits for none of it."""


def test_the_home_screen_comes_up_before_anything_that_it_leads_to_is_loaded() -> None:
    load = "import sys, game.ui.solo.launch, game.ui.solo.home; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", load], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert not [name for name in loaded if any(f"{name}.".startswith(f"{later}.") for later in LATER)]


def test_the_rooms_import_only_downwards() -> None:
    # In a process of its own: it switches off every logger that it does not know, for whoever comes after.
    call = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    done = subprocess.run([*call, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("room", "banned"),
    [
        ("rules", "random secrets time os pathlib asyncio sqlite3"),  # chance, clock and files come in as arguments
        ("ui", "sqlite3 psycopg game.record.sqlite game.record.postgres"),  # a screen gets a view, never a store
        ("plain", "sqlite3 psycopg game.record.sqlite game.record.postgres"),
        ("web", "game.rules sqlite3 psycopg"),
        ("faces", "game.record.sqlite sqlite3 psycopg"),  # a document is made of what was cut for somebody already
    ],
)
def test_a_room_does_not_name_what_it_must_not_touch(room: str, banned: str) -> None:
    for path in sorted((ROOT / "game" / room).rglob("*.py")):
        for line, name in named_by(path):
            touched = [ban for ban in banned.split() if f"{name}.".startswith(f"{ban}.")]
            assert not touched, f"{path.relative_to(ROOT)}:{line} imports {name}"


def test_a_verdict_is_known_only_where_it_is_worked_out_and_written_as_data() -> None:
    known = [ROOT / "game" / place for place in ("rules", "analysis", "report/as_json.py")]
    for path in sorted((ROOT / "game").rglob("*.py")):
        if not any(path.is_relative_to(place) for place in known):
            for line, name in named_by(path):
                where = f"{path.relative_to(ROOT)}:{line}"
                assert name != "game.rules.judge.Verdict", f"{where}: people read readings, not verdicts"


def named_by(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
