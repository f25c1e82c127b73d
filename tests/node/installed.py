"""Where the packages from npm are, and whether they are there."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"


def package(name: str) -> Path:
    """The folder of a package from npm; without it, or without Node.js, the test is skipped.

    In CI nothing is skipped, so there it is installed if it is missing (`.ci/run` has done so before the tests begin).
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("needs Node.js 20 or later and npm; then: npm ci --prefix tests/node")
    if not (MODULES / name).is_dir() and os.environ.get("CI"):
        subprocess.run([npm, "ci"], cwd=HERE, check=True, timeout=110)
    if not (MODULES / name).is_dir():
        pytest.skip("needs what `npm ci --prefix tests/node` installs")
    return MODULES / name
