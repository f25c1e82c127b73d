"""What contributors read and CI runs says what is so: links, commands, forms, Pythons, the version to cite."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_imports import ROOT

GITHUB = ROOT / ".github"
CHANGES = ROOT / "game" / "CHANGELOG.md"
PAPERS = [*sorted(GITHUB.glob("*.md")), CHANGES]
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
"""The forms; config.yml is none."""
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = [line.rpartition(" ")[2] for line in PYPROJECT["project"]["classifiers"] if ":: Python :: 3." in line]


def read(path: Path) -> Any:
    """A file of YAML."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_what_a_paper_links_to_is_there(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", paper.read_text(encoding="utf-8"))
    assert all((paper.parent / link).exists() for link in links), links


def test_every_file_and_module_that_a_command_for_contributors_names_is_there() -> None:
    commands = re.findall(r"^    (.+)$", (GITHUB / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = [word for line in commands for word in re.findall(r"(?<!\S)(?:tests|\.ci)/[\w./]+", line)]
    assert len(named) > 3
    assert all((ROOT / name).is_file() for name in named), named
    modules = [word for line in commands for word in re.findall(r"-m (tests[\w.]*)", line)]
    assert modules
    assert all((ROOT / name.replace(".", "/") / "__main__.py").is_file() for name in modules), modules


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_for_issues_is_one(form: Path) -> None:
    made = read(form)
    assert {"name", "description", "body"} <= set(made) <= {"name", "description", "body", "labels"}
    asked = [part for part in made["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in asked} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len({part["id"] for part in asked}) == len(asked)
    assert all(part["attributes"]["label"] for part in asked)
    assert any(part.get("validations", {}).get("required") for part in asked)


def test_the_version_to_cite_is_the_one_that_is_released() -> None:
    cited, project = read(GITHUB / "CITATION.cff"), PYPROJECT["project"]
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])


def test_ci_runs_on_every_python_that_is_promised_and_on_three_systems() -> None:
    jobs = read(GITHUB / "workflows" / "ci.yml")["jobs"]
    assert all(job["strategy"]["matrix"]["python"] == PYTHONS for job in jobs.values())
    systems = {jobs["linux"]["runs-on"], *jobs["others"]["strategy"]["matrix"]["system"]}
    assert {name.partition("-")[0] for name in systems} == {"ubuntu", "macos", "windows"}
    assert jobs["linux"]["steps"][-1]["run"] == ".ci/run"


def test_ci_leaves_out_by_marks_that_there_are() -> None:
    left = re.findall(r"not (\w+)", read(GITHUB / "workflows" / "ci.yml")["jobs"]["others"]["steps"][-1]["run"])
    known = {line.partition(":")[0] for line in PYPROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    assert set(left) == known == {"browser", "terminal", "endurance"}


def test_no_file_for_contributors_names_a_host() -> None:
    for path in sorted(GITHUB.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "://" not in text, path.name
            assert not re.search(r"\b[\w-]+\.(com|org|io|net|dev)\b", text), path.name


def test_what_is_not_released_is_told_in_sentences_by_what_a_person_does() -> None:
    unreleased = CHANGES.read_text(encoding="utf-8").partition("## Unreleased\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (.+)$", unreleased, re.MULTILINE) == ["Play", "Teach", "Write", "Keep"]
    entries = re.findall(r"^- (.+(?:\n  .+)*)$", unreleased, re.MULTILINE)
    assert len(entries) == unreleased.count("\n- ")
    assert not [entry for entry in entries if not re.fullmatch(r"[`\"A-Z][^\n]*(\n[^\n]+)*\.", entry)]
