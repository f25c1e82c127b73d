"""A plugin of pytest: which test walks over which line of three rooms (see `tests.endurance.mutants`)."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

ROOT = Path.cwd()
ROOMS = tuple(str(ROOT / "game" / room) for room in ("exercise", "record", "rules"))
MOST_TESTS = 400
"""Tests that a line is held against at most, the quickest of those that walk over it."""

_walked: dict[str, set[str]] = defaultdict(set)
_took: dict[str, float] = {}
_failed: set[str] = set()
"""Tests that fail on the code as it is."""
_lines: set[tuple[str, int]] = set()


def _line(frame: FrameType, event: str, argument: Any) -> Any:
    if event == "line":
        _lines.add((frame.f_code.co_filename, frame.f_lineno))
    return _line


def _call(frame: FrameType, event: str, argument: Any) -> Any:
    return _line if frame.f_code.co_filename.startswith(ROOMS) else None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _lines.clear()
    begun = time.perf_counter()
    threading.settrace(_call)
    sys.settrace(_call)
    yield
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    _took[item.nodeid] = time.perf_counter() - begun
    for file, number in _lines:
        _walked[f"{Path(file).relative_to(ROOT)}:{number}"].add(item.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    names = list(_took)  # some are kilobytes long, and most lines are walked over by hundreds of them
    number = {name: at for at, name in enumerate(names)}
    quick = {
        line: [number[each] for each in sorted(tests - _failed, key=lambda each: _took[each])[:MOST_TESTS]]
        for line, tests in _walked.items()
    }
    Path(os.environ["WALKED"]).write_text(json.dumps({"tests": names, "lines": quick}), encoding="utf-8")
