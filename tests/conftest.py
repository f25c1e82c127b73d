"""The same world for every test: no user data, no theme or language of this machine, no chance, and in CI no skips."""

import gc
import itertools
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

# Textual and Rich read these as they are imported, so they go before anything else is.
for name in [name for name in os.environ if name.startswith(("TEXTUAL_", "WHITECELL_", "LC_", "XDG_"))]:
    if not name.startswith("TEXTUAL_SNAPSHOT_"):  # from the process that shares out the tests to this one
        del os.environ[name]
for name in (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "LANGUAGE",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
):
    os.environ.pop(name, None)
os.environ.update(
    TERM="xterm-256color",
    TEXTUAL_COLOR_SYSTEM="truecolor",
    TEXTUAL_ANIMATIONS="none",
    LANG="C.UTF-8",
    TZ="UTC",
    WHITECELL_AHEAD="off",  # no process of low priority beside every test; its own tests ask for one
)

import hypothesis
import pytest

from tests import unpainted

IN_CI = bool(os.environ.get("CI"))
SNAPSHOT_PYTHON = (3, 11)  # one maker of pictures; every Python compares with them

EXAMPLES = 50
"""Examples of a law where its test says no other number: half of Hypothesis' own, for the suite's ten minutes."""
hypothesis.settings.register_profile("local", deadline=None, print_blob=True, max_examples=EXAMPLES)
hypothesis.settings.register_profile(
    "ci", deadline=None, print_blob=True, max_examples=EXAMPLES, derandomize=True, database=None
)
hypothesis.settings.load_profile("ci" if IN_CI else "local")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to make snapshots on another Python than the one that made the rest."""
    if config.getoption("update_snapshots", default=False) and sys.version_info[:2] != SNAPSHOT_PYTHON:
        raise pytest.UsageError("Snapshots are made with Python {}.{} only.".format(*SNAPSHOT_PYTHON))


unpainted.begin()
sys.dont_write_bytecode = False  # what one process of the suite has compiled, the hundreds after it read
gc.set_threshold(50_000, 20, 50)  # objects: at the standard 700 a twentieth of the suite goes into looking for garbage


def pytest_collection_finish() -> None:
    """What was made to collect the tests stays to the end: nobody need look through it for garbage again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every frame is drawn as in a terminal, for a test that waits for a fault in drawing."""
    monkeypatch.setattr(unpainted, "painting", True)


LONGEST_NAME = 80
"""Signs of a value that go into a test's name: a name is sent to every worker, and written down for each report."""


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long value by its length and a digest: some are bombs of megabytes."""
    if not isinstance(val, str | bytes) or len(val) <= LONGEST_NAME:
        return None
    data = val if isinstance(val, bytes) else val.encode("utf-8", "surrogatepass")
    return f"{argname}-{len(val)}-{zlib.crc32(data):08x}"


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test in turn: pytest itself looks through all there are before it makes the next."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for the program's data, for this test and every process it starts."""
    folder = next(homes)
    folder.mkdir()
    monkeypatch.setenv("WHITECELL_HOME", str(folder / "whitecell"))
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):  # what platformdirs asks for, should anything ask it
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    return folder / "whitecell"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """In CI a skipped test has failed: it says nothing about the code."""
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """The same for a module that skips itself."""
    return refuse_skip((yield))


def refuse_skip(report):
    """The report, failed in CI if it was skipped. An expected failure is no skip."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = "{}:{}: {} (a skip fails in CI)".format(*report.longrepr)
    return report
