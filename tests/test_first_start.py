"""`python -m game` on a machine with nothing but Python, as far as no network is needed; and the lock it installs."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from game import installation, packages

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "uv.lock").read_text(encoding="utf-8")
EXTRAS = tuple(PROJECT["optional-dependencies"])
REQUIREMENTS = [
    *PROJECT["dependencies"],
    *(line for extra in EXTRAS for line in PROJECT["optional-dependencies"][extra]),
]


@pytest.mark.parametrize(
    "path",
    [
        "game/__init__.py",
        "game/__main__.py",
        "game/bootstrap.py",
        "game/extras.py",
        "game/installation.py",
        "game/packages.py",
        "tests/__main__.py",
    ],
)
def test_an_old_python_can_read_as_far_as_the_sentence_that_refuses_it(path: str) -> None:
    ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_this_python_is_seen_to_have_every_package() -> None:
    assert installation.satisfies(EXTRAS)


@pytest.mark.parametrize(
    ("requirement", "enough"),
    [
        ("click>=1.0", True),
        ("click>=999", False),
        ("click==1.0", False),
        ("click>=1.0,<999", True),
        ("click>=1.0,<2", False),
        ("no-such-package>=1", False),
    ],
)
def test_a_missing_or_wrong_version_is_seen(
    requirement: str, enough: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(f'[project]\ndependencies = ["{requirement}"]\n', encoding="utf-8")
    monkeypatch.setattr(installation, "PYPROJECT", str(project))
    assert installation.satisfies(()) is enough


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a first start reads, with no `.venv`."""
    for name in (
        "game/__init__.py",
        "game/__main__.py",
        "game/bootstrap.py",
        "game/extras.py",
        "game/installation.py",
        "game/packages.py",
        "pyproject.toml",
        "uv.lock",
        "LICENSE",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("scenarios", "assets"):
        (tmp_path / name).mkdir()
    return tmp_path


def start(checkout: Path) -> subprocess.CompletedProcess[str]:
    """`python -m game` there, by a Python without packages (-S), and without a registry or a wheel to be had."""
    bare = getattr(sys, "_base_executable", sys.executable)  # the Python under .venv, as a user would call it
    away = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(checkout / "assets"), "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        [bare, "-S", "-m", "game", "--help"],
        cwd=checkout,
        env={**os.environ, **away},
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_without_a_network_one_sentence_names_the_cure(checkout: Path) -> None:
    done = start(checkout)
    assert done.returncode == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert lines[0].startswith("Setting up:")
    assert "put all the wheels into a folder wheelhouse here" in lines[1]
    assert "whitecell-setup.log" in lines[1]


def test_an_environment_of_somebody_else_is_not_emptied(checkout: Path) -> None:
    import venv

    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(checkout / ".venv")
    theirs = checkout / ".venv" / "theirs"
    theirs.mkdir()
    start(checkout)
    assert theirs.exists()


# --- the lock ------------------------------------------------------------------------------------------------------


def test_the_lock_names_no_registry() -> None:
    assert "://" not in LOCK


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_the_lock_holds_what_the_project_asks_for(requirement: str) -> None:
    wanted = Requirement(requirement)
    name = re.sub(r"[-_.]+", "-", wanted.name).lower()
    versions = [package["version"] for package in tomllib.loads(LOCK)["package"] if package["name"] == name]
    assert versions
    assert all(version in wanted.specifier for version in versions)


def test_pip_can_read_the_locked_versions() -> None:
    for line in packages.locked_versions():
        assert Requirement(line).specifier
