"""What the program makes of things that do not change: a function for each net, which returns plain data."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest.mock import patch

from game.scenario.load import find, load
from tests.fixtures.first_edition import CLASSES, RUNS, SCENARIOS, scenario, unpack
from tests.fixtures.folding import class_meaning, digest, run_meaning
from tests.golden import cases
from tests.golden.transcripts import class_day, solo
from tests.plain.robot import Spoken, hold

SHIPPED = ("starter", "orvane_mission")
POLICIES = ("first", "last", "random", "default")
SEEDS = range(50)
ROLES = {
    "whole-day": ["head_of_office", "company_commander", "humanitarian_liaison", "civil_affairs"],
    "votes": ["surgeon"],
}
"""The roles for which a syndicate's page is cut."""


@contextlib.contextmanager
def world(folder: Path) -> Iterator[Path]:
    """A home and a working folder of one's own, at a terminal of 80 columns."""
    with patch.dict(os.environ, WHITECELL_HOME=str(folder / "home"), COLUMNS="80"), contextlib.chdir(folder):
        yield folder


def said(spoken: Spoken) -> dict[str, Any]:
    """What a command printed: JSON where it is some."""
    try:
        out = json.loads(spoken.out)
    except ValueError:
        out = spoken.out
    return {"exit": spoken.code, "out": out, "err": spoken.err}


# --- old stores


def stores(folder: Path) -> dict[str, Any]:
    """Each run and class of the first edition: what it means, the hash of that, and its debrief."""
    with world(folder):
        home = folder / "home"
        unpack(home)
        found: dict[str, Any] = {
            "runs": said(hold(["runs", "--json"])),
            "classes": said(hold(["runs", "--classes", "--json"])),
        }
        for names, read in ((RUNS, run_meaning), (CLASSES, class_meaning)):
            for name in names:
                means = read(home, name)
                found[name] = {
                    "sha256": digest(means), "means": means, "debrief": said(hold(["debrief", name, "--json"])),
                }  # fmt: skip
    return found


class Words(HTMLParser):
    """The text of a page, a line for each piece, without style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden, self.lines = 0, []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self.hidden and (line := " ".join(data.split())):
            self.lines.append(line)


def words(page: Path) -> list[str]:
    """The text content of a page in a file."""
    reader = Words()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader.lines


def pages(folder: Path) -> dict[str, Any]:
    """The text of each page that is made of an old store: a run's, a class's, a syndicate's, a role's."""
    with world(folder):
        unpack(folder / "home")
        found: dict[str, Any] = {}

        def page(name: str, *more: str) -> None:
            path = folder / "page.html"
            spoken = hold(["debrief", name, "--html", path, *more])
            for made in sorted(folder.glob("page*.html")):
                text = words(made)
                found[f"{' '.join((name, *more))} {made.stem}"] = {"sha256": digest(text), "lines": text}
                made.unlink()
            found[" ".join((name, *more))] = {"exit": spoken.code, "err": spoken.err}

        for name in (*RUNS, *CLASSES):
            page(name)
        page("branch-starter", "solo-starter")
        for name, roles in ROLES.items():
            for role in roles:
                page(f"{name}.1", "--role", role)
    return found


# --- outputs


def run(name: str, policy: str, seed: int) -> Any:
    """One run without a screen, as `play --json` prints it."""
    return said(hold(["play", scenario(name), "--policy", policy, "--seed", seed, "--json"]))


def play(folder: Path) -> dict[str, Any]:
    """Both shipped scenarios under each policy, with each seed."""
    return {
        name: {policy: {str(seed): run(name, policy, seed) for seed in SEEDS} for policy in POLICIES}
        for name in SHIPPED
    }


def analyse(folder: Path) -> dict[str, Any]:
    """The starter and a small scenario worked out exactly, without the seconds that it took."""
    with world(folder), contextlib.chdir(SCENARIOS):
        found = {}
        for name in ("starter", "causeway"):
            found[name] = timeless(said(hold(["analyse", f"{name}.yaml", "--json", "--exact", "--workers", "1"])))
    return found


def timeless(value: Any) -> Any:
    """Plain data without the seconds that anything took."""
    if isinstance(value, dict):
        return {key: timeless(part) for key, part in value.items() if key != "seconds"}
    return [timeless(part) for part in value] if isinstance(value, list) else value


def check(folder: Path) -> dict[str, Any]:
    """What is said of each case, and of the scenarios."""
    with world(folder):
        found = {name: said(hold(["check", cases.write(name, folder).name, "--json"])) for name in sorted(cases.CASES)}
        with contextlib.chdir(SCENARIOS):
            found |= {name: said(hold(["check", scenario(name).name, "--json"])) for name in (*SHIPPED, "causeway")}
    return found


def schema(folder: Path) -> dict[str, Any]:
    """The schemas that editors read."""
    return {"scenario": said(hold(["schema"])), "injects": said(hold(["schema", "--injects"]))}


def msel(folder: Path) -> dict[str, Any]:
    """The lists of events: what stands in each cell."""
    from openpyxl import load_workbook

    found: dict[str, Any] = {}
    with world(folder):
        for name in (*SHIPPED, "causeway"):
            for kind in ("csv", "xlsx"):
                out = folder / f"{name}.{kind}"
                assert hold(["msel", "export", scenario(name), "--out", out]).code == 0
                if kind == "csv":
                    with out.open(encoding="utf-8-sig", newline="") as file:
                        found[out.name] = list(csv.reader(file))
                else:
                    book = load_workbook(out)
                    found[out.name] = {
                        sheet.title: [
                            ["" if cell is None else str(cell) for cell in row]
                            for row in sheet.iter_rows(values_only=True)
                        ]
                        for sheet in book
                    }
    return found


def sheet(folder: Path) -> dict[str, Any]:
    """The run sheets, as HTML."""
    found = {}
    with world(folder):
        for name in (*SHIPPED, "causeway"):
            for minutes in ("45", "90", "180"):
                out = folder / "sheet.html"
                spoken = hold(["sheet", scenario(name), "--minutes", minutes, "--out", out])
                page = out.read_text(encoding="utf-8") if out.exists() else ""
                out.unlink(missing_ok=True)
                found[f"{name} {minutes}"] = {
                    "exit": spoken.code, "err": spoken.err, "lines": page.replace(str(folder), "").splitlines(),
                }  # fmt: skip
    return found


def scenarios(folder: Path) -> dict[str, Any]:
    """The hashes of the copies, and of the scenarios that are shipped now."""
    return {
        "copies": {name: load(scenario(name)).sha256 for name in (*SHIPPED, "causeway")},
        "shipped": {name: load(find(name)).sha256 for name in SHIPPED},
    }


def plain(folder: Path) -> dict[str, Any]:
    """What is said and typed in plain lines: two runs alone, and a seat of a class."""
    with world(folder):
        texts = {
            "solo starter": solo(scenario("starter"), 7),
            "seat causeway": solo(scenario("causeway"), 3, "--seat", "surgeon"),
            "class": class_day(folder / "classes", load(scenario("causeway"))),
        }
    return {name: named(text).splitlines() for name, text in texts.items()}


def named(text: str) -> str:
    """A text with the names of runs, the times of the wall and the log's pin made the same each time."""
    text = re.sub(r"\bLog [0-9a-f]{12}\b", "Log xxxxxxxxxxxx", text)
    text = re.sub(r"\b(starter|causeway)-[a-z0-9]{4}\b", r"\1-xxxx", text)
    return re.sub(r"\d{1,2} [A-Z][a-z]{2} 20\d\d, \d\d:\d\d", "1 Jan 2031, 00:00", text)


NETS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "stores": stores,
    "pages": pages,
    "play": play,
    "analyse": analyse,
    "check": check,
    "schema": schema,
    "msel": msel,
    "sheet": sheet,
    "scenarios": scenarios,
    "plain": plain,
}
