"""Mutants: small changes of the code, drawn by a seed; each has to make some test fail, or is named as a survivor.

    python -m tests.endurance.mutants --count 200 --seed 7 --keep mutants.jsonl

DeMillo, Lipton and Sayward, Hints on test data selection (1978). Every room's own tests are run once to learn which of
them walk over which line; a mutant is then held against those alone, the quickest first. Broken off, the same line goes
on where it was; several processes may share the work and the file (``--part 0 2`` and ``--part 1 2``).
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("exercise", "record", "rules")
BESIDE = ("assets", "scenarios", "tests", "pyproject.toml", "README.md", "LICENSE", "uv.lock")
"""What tests read beside the package; only the package is changed."""
LONGEST = 240
"""Seconds after which a mutant counts as found: the code that was changed does not end."""
SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Add,), ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change."""

    file: str
    line: int
    site: int
    """The number of its place among those of the file, in the order of `sites`."""
    what: str


@dataclass(frozen=True)
class Verdict:
    """What became of it."""

    mutant: Mutant
    killed: bool
    by: str
    """The test that failed, or why none could."""


def sites(tree: ast.Module) -> Iterator[tuple[int, str, ast.AST, str]]:
    """Yield every place that can be changed: line, what is changed into what, the node, and how."""
    for function in [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]:
        for node in [each for part in function.body for each in ast.walk(part)]:
            line = getattr(node, "lineno", function.lineno)
            match node:
                case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPS:
                    for other in SWAPS[type(op)]:
                        yield line, f"{type(op).__name__} to {other.__name__}", node, f"op:{other.__name__}"
                case ast.UnaryOp(op=ast.Not()):
                    yield line, "not x to x", node, "not"
                case ast.Constant(value=bool()):
                    yield line, f"{node.value} to {not node.value}", node, "flip"
                case ast.Constant(value=int()):
                    yield line, f"{node.value} to {node.value + 1}", node, "more"
                case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign():
                    yield line, f"no {type(node).__name__}: {ast.unparse(node)[:60]}", node, "gone"
                case ast.If() | ast.IfExp():
                    yield line, f"if {ast.unparse(node.test)[:60]} to if not", node, "else"


def changed(source: str, site: int) -> str:
    """Return a module's source with one of its places changed."""
    tree = ast.parse(source)
    seen: set[tuple[int, str]] = set()
    number = -1
    for _, _, node, how in sites(tree):
        if (id(node), how) in seen:  # a function in a function is walked over twice
            continue
        seen.add((id(node), how))
        number += 1
        if number == site:
            _change(node, how)
            if how == "gone":
                tree = _Gone(node).visit(tree)
            return ast.unparse(ast.fix_missing_locations(tree))
    raise IndexError(site)


def _change(node: ast.AST, how: str) -> None:
    match node, how.partition(":"):
        case ast.Compare(), ("op", _, name):
            node.ops = [getattr(ast, name)()]
        case ((ast.BoolOp() | ast.BinOp()), ("op", _, name)):
            node.op = getattr(ast, name)()
        case ast.UnaryOp(), _:
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Constant(), ("flip", _, _):
            node.value = not node.value
        case ast.Constant(value=int(value)), ("more", _, _):
            node.value = value + 1
        case ((ast.If() | ast.IfExp()), _):
            node.test = ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))


class _Gone(ast.NodeTransformer):
    """Puts `pass` in the place of a statement."""

    def __init__(self, gone: ast.AST) -> None:
        self.gone = gone

    def visit(self, node: ast.AST) -> ast.AST:
        """See `ast.NodeVisitor.visit`."""
        return ast.Pass() if node is self.gone else super().generic_visit(node)


def all_of(folder: Path) -> list[Mutant]:
    """Return every mutant there is of the three rooms, file by file."""
    made: list[Mutant] = []
    for room in ROOMS:
        for path in sorted((folder / "game" / room).rglob("*.py")):
            name = str(path.relative_to(folder))
            seen: set[tuple[int, str]] = set()
            for line, what, node, how in sites(ast.parse(path.read_text(encoding="utf-8"))):
                if (id(node), how) not in seen:
                    made.append(Mutant(name, line, len(seen), what))
                    seen.add((id(node), how))
    return made


class Bench:
    """A copy of the package that may be changed, beside everything else as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.chmod(0o755)  # some tests let another user of the system read
        shutil.copytree(ROOT / "game", folder / "game", ignore=shutil.ignore_patterns("__pycache__"))
        for name in BESIDE:
            (folder / name).symlink_to(ROOT / name)

    def run(self, *arguments: str, seconds: int = LONGEST, **more: str) -> subprocess.CompletedProcess[str]:
        """Run pytest on it."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1", "CI": "", **more}
        command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "--no-header", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=seconds, check=False
        )

    def walked(self) -> Any:
        """Return the tests, and which of them walk over which line (``file:line``), the quickest first.

        The rooms' own tests are run once, by `tests.endurance.line_walks`.
        """
        out = self.folder / "walked.json"
        plugin = ("-p", "tests.endurance.line_walks")
        done = self.run(*plugin, *(f"tests/{room}" for room in ROOMS), seconds=3600, WALKED=str(out))
        if not out.exists():
            raise SystemExit(f"the tests do not run on the code as it is:\n{done.stdout[-3000:]}")
        for line in done.stdout.splitlines():
            if line.startswith(("FAILED", "ERROR")):  # it fails without any change, so it can tell nothing of one
                print(f"left out: {line[:160]}", flush=True)
        return json.loads(out.read_text(encoding="utf-8"))

    def held(self, mutant: Mutant, tests: list[str]) -> Verdict:
        """Hold a mutant against its tests."""
        path = self.folder / mutant.file
        before = path.read_text(encoding="utf-8")
        path.write_text(changed(before, mutant.site), encoding="utf-8")
        try:
            if not tests:
                return Verdict(mutant, False, "no test of its room walks over this line")
            names = self.folder / "tests.txt"  # in a file: some names are longer than a command may be
            names.write_text("\n".join(tests), encoding="utf-8")
            done = self.run("-x", "--timeout=60", f"@{names}")
        except subprocess.TimeoutExpired:
            return Verdict(mutant, True, f"does not end within {LONGEST} s")
        finally:
            path.write_text(before, encoding="utf-8")
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return Verdict(mutant, done.returncode != 0, failed[0][:200] if failed else done.stdout[-200:].strip())


def main() -> int:
    """Hold as many as are asked for, print what lives, and return 0."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--keep", type=Path, default=Path("mutants.jsonl"), help="a file with a line a mutant")
    asked.add_argument("--part", type=int, nargs=2, default=(0, 1), metavar=("I", "N"), help="every Nth, from the Ith")
    given = asked.parse_args()
    drawn = random.Random(given.seed).sample(all_of(ROOT), given.count)
    kept = given.keep.read_text(encoding="utf-8").splitlines() if given.keep.exists() else []
    done = {Mutant(**json.loads(line)["mutant"]) for line in kept}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        map_file = given.keep.with_suffix(".map.json")
        if not map_file.exists():
            map_file.write_text(json.dumps(bench.walked()), encoding="utf-8")
        walked = json.loads(map_file.read_text(encoding="utf-8"))
        for number, mutant in enumerate(drawn, 1):
            if mutant in done or number % given.part[1] != given.part[0]:
                continue
            over = walked["lines"].get(f"{mutant.file}:{mutant.line}", [])
            verdict = bench.held(mutant, [walked["tests"][test] for test in over])
            with given.keep.open("a", encoding="utf-8") as out:
                out.write(json.dumps(asdict(verdict)) + "\n")
            print(f"{number} of {given.count}: {'killed' if verdict.killed else 'LIVES'} {mutant}", flush=True)
    told = [json.loads(line) for line in given.keep.read_text(encoding="utf-8").splitlines()]
    living = [each for each in told if not each["killed"]]
    print(f"{len(told)} mutants of seed {given.seed}: {len(told) - len(living)} killed, {len(living)} live.")
    for each in living:
        print(f"  {each['mutant']['file']}:{each['mutant']['line']} {each['mutant']['what']} ({each['by'][:80]})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
