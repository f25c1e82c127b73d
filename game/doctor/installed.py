"""What is installed: Python, packages and extras, SQLite, the shipped scenarios."""

from __future__ import annotations

import platform
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from game.doctor.finding import ERROR, NOTE, OK, MachineFinding
from game.extras import cure

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 37)  # the first with STRICT tables
SAFE_WAL = (3, 51, 3)
EXTRAS = {
    "web": "a class in browsers",
    "office": "lists of events and tables in Excel, reports in Word",
    "cluster": "analysis on several machines",
    "dev": "the tests",
}


def version() -> str:
    """Return the version of this program, installed or in a checkout."""
    try:
        return metadata.version("whitecell")
    except metadata.PackageNotFoundError:
        return str(_project()["version"])


def python() -> Iterator[MachineFinding]:
    """The Python and the system under it."""
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    says = f"Whitecell {version()} on Python {platform.python_version()}, {system}."
    if sys.version_info < OLDEST_PYTHON:
        yield MachineFinding(ERROR, "Python", says, "Install Python 3.11 or later.")
    else:
        yield MachineFinding(OK, "Python", says)


def packages() -> Iterator[MachineFinding]:
    """Packages that the program needs, and the extras that may be there."""
    wanted = dict(requirements())
    there, lacking = look_up(wanted.pop(""))
    if lacking:
        says = f"missing, too old or too new: {', '.join(lacking)}."
        yield MachineFinding(ERROR, "Packages", says, "Run: pip install --upgrade whitecell")
    yield MachineFinding(OK, "Packages", f"{', '.join(there) or 'none'}.")
    for extra, names in wanted.items():
        there, lacking = look_up(names)
        purpose = EXTRAS.get(extra, "further uses")
        if lacking:
            says = f"not there, for {purpose} (missing: {', '.join(lacking)})."
            yield MachineFinding(NOTE, f"Extra {extra}", says, f"Where it is wanted: {cure(extra)}")
        else:
            yield MachineFinding(OK, f"Extra {extra}", f"there, for {purpose}.")


def requirements() -> Mapping[str, list[str]]:
    """Return each extra with its requirements, and under no name those of the program itself."""
    try:
        lines = metadata.requires("whitecell") or []
    except metadata.PackageNotFoundError:
        project = _project()
        return {"": project["dependencies"], **project["optional-dependencies"]}
    wanted: dict[str, list[str]] = {"": []}
    for line in lines:
        requirement, _, marker = line.partition(";")
        extra = re.search(r"extra *== *['\"]([\w-]+)", marker)
        wanted.setdefault(extra[1] if extra else "", []).append(requirement.strip())
    return wanted


def look_up(wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the packages that are there with their versions, and those that are missing, too old or too new."""
    there, lacking = [], []
    for requirement in wanted:
        named = re.match(r"[\w.-]+", requirement)
        name = named[0] if named else requirement
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            lacking.append(name)
            continue
        least = re.findall(r"(?:==|>=)\s*([\d.]+)", requirement)
        below = re.findall(r"<\s*([\d.]+)", requirement)
        is_new_enough = all(_numbers(found) >= _numbers(bound) for bound in least)
        if is_new_enough and all(_numbers(found) < _numbers(bound) for bound in below):
            there.append(f"{name} {found}")
        else:
            lacking.append(f"{requirement} (this is {found})")
    return there, lacking


def _numbers(version: str) -> tuple[int, ...]:
    """The release part of a version, for comparing."""
    return tuple(int(part) for part in re.findall(r"\d+", re.split(r"[^\d.]", version, maxsplit=1)[0]))


def _project() -> dict[str, Any]:
    """What pyproject.toml says, in a checkout that was never installed."""
    import tomllib

    path = Path(__file__).resolve().parents[2] / "pyproject.toml"
    project: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    return project


def sqlite() -> Iterator[MachineFinding]:
    """The SQLite that holds the logs."""
    import sqlite3

    found = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        says = f"{found} is too old for the logs."
        yield MachineFinding(ERROR, "SQLite", says, f"Use a Python with SQLite {oldest} or later.")
    elif sqlite3.sqlite_version_info < SAFE_WAL:
        says = f"{found}; before 3.51.3 two writers at once could harm a log. Only one ever writes here, so it is safe."
        yield MachineFinding(NOTE, "SQLite", says)
    else:
        yield MachineFinding(OK, "SQLite", f"{found}.")


def scenarios() -> Iterator[MachineFinding]:
    """The shipped scenarios: whether each can be played."""
    from game.scenario.findings import ScenarioError
    from game.scenario.load import load, shipped

    known = shipped()
    if not known:
        yield MachineFinding(ERROR, "Scenarios", "none were shipped.", "Install Whitecell again.")
    for id, path in known.items():
        before = time.perf_counter()
        try:
            loaded = load(path)
        except ScenarioError as problem:
            yield MachineFinding(ERROR, f"Scenario {id}", str(problem), "Install Whitecell again, or mend it.")
        else:
            taken = time.perf_counter() - before
            says = f"“{loaded.title}” can be played: {len(loaded.injects)} injects, read in {taken:.2f} s."
            yield MachineFinding(OK, f"Scenario {id}", says)
