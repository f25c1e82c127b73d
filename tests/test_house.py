"""The house against its papers and its laws: the maps name what is there, and nothing that is counted grows.

Counts are of today and may only fall: whoever mends one lowers it here.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GAME, TESTS = ROOT / "game", ROOT / "tests"
MAP = (GAME / "README.md").read_text(encoding="utf-8")
ROWS = (TESTS / "README.md").read_text(encoding="utf-8")

DOUBLED = 11
"""Public class names that stand for more than one thing in the product; the law is none."""
CIRCLES: set[frozenset[str]] = set()
"""Modules that import each other when they are loaded; each was looked at."""
PAUSES = {
    "test_analyse_command.py": 1,
    "plain/test_play.py": 1,
    "plain/test_terminal.py": 1,
    "test_class_commands.py": 3,
    "ui/author/test_analysis.py": 1,
    "ui/class_driving.py": 2,
    "ui/desk/test_desk.py": 1,
    "ui/driving.py": 1,
    "ui/seat/test_seat_in_class.py": 2,
    "ui/seat/test_typing_in_class.py": 1,
    "ui/test_journey.py": 1,
    "waiting.py": 2,
    "web/chromium.py": 3,
    "web/test_host.py": 3,
}
"""Bare pauses that are left, by file: each is the thing that is tested, or the step of a wait for a condition."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# --- the maps -------------------------------------------------------------------------------------------------------


def named(text: str) -> set[str]:
    """Every path between backquotes."""
    return set(re.findall(r"`([\w./-]+?)(?:::\w+)?`", text))


def test_every_file_of_tests_stands_in_a_row_of_the_map_of_tests() -> None:
    rows = named(ROWS)
    files = [path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py")]
    folders = tuple(name for name in rows if name.endswith("/"))
    assert not sorted(file for file in files if file not in rows and not file.startswith(folders))


def test_every_file_that_the_map_of_tests_names_is_there() -> None:
    paths = {name for name in named(ROWS) if name.endswith((".py", ".json", "/"))}
    assert len(paths) > 60
    assert not sorted(name for name in paths if not (TESTS / name).exists() and not (ROOT / name).exists())


def test_every_room_and_module_at_the_top_stands_in_the_map_of_the_code() -> None:
    rooms = {path.name + "/" for path in GAME.iterdir() if (path / "__init__.py").exists()}
    modules = {path.name for path in GAME.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert not sorted((rooms | modules) - named(MAP))


def test_every_file_that_the_map_of_the_code_names_is_there() -> None:
    """A name alone is of the room whose row or sentence it stands in: it has to be somewhere in the house."""
    there = {path.relative_to(GAME).as_posix() for path in GAME.rglob("*") if "__pycache__" not in path.parts}
    ends = {"/".join(path.split("/")[-depth:]) for path in there for depth in (1, 2, 3)}
    files = {name.rstrip("/") for name in named(MAP) if name.endswith((".py", "/"))}
    assert len(files) > 40
    assert not sorted(name for name in files if name not in ends and not (ROOT / name).exists())


# --- what is counted ------------------------------------------------------------------------------------------------


def test_class_names_stand_for_one_thing() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for path in GAME.rglob("*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].add(str(path))
    doubled = sorted(name for name, places in found.items() if len(places) > 1)
    assert len(doubled) <= DOUBLED, doubled


def loaded(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports of a module that happen when it is loaded: not those in functions, nor those for types alone."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.unparse(node.test):
            yield from loaded([*node.body, *node.orelse])
        elif isinstance(node, ast.Try):
            yield from loaded([*node.body, *node.orelse, *node.finalbody])


def imports() -> dict[str, set[str]]:
    """Every module of the product to those that it imports when it is loaded; packages by their name."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in GAME.rglob("*.py")
    }
    arrows: dict[str, set[str]] = {name: set() for name in modules}
    for name, path in modules.items():
        for node in loaded(parsed(path).body):
            if isinstance(node, ast.Import):
                arrows[name] |= {each.name for each in node.names if each.name in modules}
            elif node.module:
                inside = {f"{node.module}.{each.name}" for each in node.names}
                arrows[name] |= (inside & set(modules)) or ({node.module} & set(modules))
    return arrows


def circles(arrows: dict[str, set[str]]) -> set[frozenset[str]]:
    """The strongly connected components of more than one module (R. Tarjan, Depth-first search, 1972)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: set[frozenset[str]] = set()

    def visit(name: str) -> None:
        number[name] = low[name] = len(number)
        stack.append(name)
        for other in arrows[name]:
            if other not in number:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], number[other])
        if low[name] == number[name]:
            taken = [stack.pop()]
            while taken[-1] != name:
                taken.append(stack.pop())
            if len(taken) > 1:
                found.add(frozenset(taken))

    for name in arrows:
        if name not in number:
            visit(name)
    return found


def test_a_circle_is_seen() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == {frozenset("abc")}


def test_no_modules_import_each_other() -> None:
    assert circles(imports()) <= CIRCLES


# --- tests wait for conditions --------------------------------------------------------------------------------------


def pauses(tree: ast.Module) -> list[int]:
    """The lines with a pause of a length: `time.sleep(n)`, `asyncio.sleep(n)`, `pilot.pause(n)`. Nought only yields."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            called = ast.unparse(node.func)
            yields = isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
            if (called in ("time.sleep", "asyncio.sleep") or called.endswith("pilot.pause")) and not yields:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("time.sleep(1)", 1),
        ("asyncio.sleep(0)", 0),
        ("pilot.pause(0.1)", 1),
        ("pilot.pause()", 0),
        ("until(lambda: True)", 0),
    ],
)
def test_a_bare_pause_is_seen(line: str, count: int) -> None:
    assert len(pauses(ast.parse(line))) == count


def test_tests_wait_for_conditions_and_never_for_a_time() -> None:
    files = {path.relative_to(TESTS).as_posix(): path for path in TESTS.rglob("*.py")}
    measured = ("benchmarks/", "endurance/")  # what measures time, and what holds out for hours
    found = {name: pauses(parsed(path)) for name, path in files.items() if not name.startswith(measured)}
    more = {name: lines for name, lines in found.items() if len(lines) > PAUSES.get(name, 0)}
    assert not more, f"wait for a condition (tests/waiting.py) in place of a pause: {more}"
    fewer = {name: count for name, count in PAUSES.items() if len(found.get(name, ())) < count}
    assert not fewer, f"lower these counts: {fewer}"
