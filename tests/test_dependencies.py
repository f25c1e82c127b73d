"""Nothing is advertised that is not there: packages, extras, commands and options, wherever they are named."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from game import extras
from game.cli import cli
from game.doctor.installed import EXTRAS
from tests.test_imports import ROOT, named_by

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OPTIONAL = {extra: lines for extra, lines in PROJECT["optional-dependencies"].items() if extra != "dev"}
ASKED = {
    canonicalize_name(Requirement(line).name): extra
    for extra, lines in {"": PROJECT["dependencies"], **OPTIONAL}.items()
    for line in lines
}
"""Every package that the product asks for, to the extra that brings it; no extra: all have it."""
BROUGHT = {
    "cryptography": "trustme",
    "distributed": "dask",
    "markupsafe": "jinja2",
    "pydantic-core": "pydantic",
    "rich": "textual",
}
"""Packages that are imported and not asked for, each to the one that is sure to bring it."""

PAPERS = [ROOT / folder / "README.md" for folder in ("", "game", "scenarios", "assets")]


@cache
def imported() -> dict[str, str]:
    """Every package that the product imports, to a place that does."""
    owners, found = packages_distributions(), {}
    for path in sorted((ROOT / "game").rglob("*.py")):
        for line, name in named_by(path):
            for owner in owners.get(name.partition(".")[0], ()):
                found[canonicalize_name(owner)] = f"{path.relative_to(ROOT)}:{line}"
    found.pop("whitecell", None)
    return found


def test_the_packages_that_are_asked_for_are_those_that_are_imported() -> None:
    assert set(ASKED) == {BROUGHT.get(name, name) for name in imported()}


def test_what_a_package_brings_is_named_only_while_it_is_imported() -> None:
    assert not set(BROUGHT) - set(imported())


def test_the_doctor_has_a_purpose_for_every_extra_and_for_no_other() -> None:
    assert set(EXTRAS) == set(PROJECT["optional-dependencies"])


def test_an_extra_that_is_named_to_people_exists() -> None:
    named = {(extra, "extras.py") for extra in extras.STARTS} | {
        (extra, str(path.relative_to(ROOT)))
        for path in (*PAPERS, *sorted((ROOT / "game").rglob("*.py")))
        for extra in re.findall(r"whitecell\[([a-z]+)\]", path.read_text(encoding="utf-8"))
    }
    assert {extra for extra, _ in named} == {"web", "office", "cluster"}
    assert not [each for each in named if each[0] not in OPTIONAL]


def options(command: click.Command) -> Iterator[str]:
    """Every option of a command and of those below it."""
    for each in command.params:
        yield from (*each.opts, *each.secondary_opts)
    yield "--help"
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from options(below)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_option_that_a_paper_names_exists(paper: Path) -> None:
    text = re.sub(r"^    (?:uvx?|pipx|python -m pip) .+$", "", paper.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*\b", text))
    assert not named - set(options(cli))


def test_a_command_that_a_message_names_exists_with_its_options() -> None:
    count = 0
    for path in sorted((ROOT / "game").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for name, rest in re.findall(r"(?:'|with: |See: |`|  )whitecell ([a-z]+)\b([^'`\n]*)", node.value):
                    where = f"{path.relative_to(ROOT)}:{node.lineno} names 'whitecell {name}{rest}'"
                    assert name in cli.commands, where
                    assert set(re.findall(r"--[a-z-]+", rest)) <= set(options(cli.commands[name])), where
                    count += 1
    assert count > 10
