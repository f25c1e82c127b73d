"""Taking an app into the house: what an app would do to the process it runs in, it must not do beside forty others."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextvars import Context
from typing import Any

from rich.color import ColorSystem
from textual.app import App

from game.web.driver import SeatDriver

Fault = Callable[[BaseException], None]


def adopt(app: App[Any], fault: Fault) -> None:
    """Prepare an app that has not been started.

    Colours are the browser's, not those of the terminal or environment that the host was
    started in; what goes wrong is told to ``fault`` and printed nowhere (a traceback with
    its variables on the facilitator's screen would show what no one may see).
    """
    app.driver_class = SeatDriver
    app.animation_level = "none"
    app.no_color = False
    app._filters = []  # they turn a terminal's colours into others, at a third of what a row costs; there are none here
    app.console._color_system = ColorSystem.TRUECOLOR

    def failed() -> None:
        problem = sys.exc_info()[1]
        fault(problem or RuntimeError("the screen failed"))
        app._close_messages_no_wait()

    def handled(error: Exception) -> None:
        app._return_code = 1
        fault(error)
        app._close_messages_no_wait()

    app._fatal_error = failed  # type: ignore[method-assign]
    app._handle_exception = handled  # type: ignore[method-assign]
    app._print_error_renderables = lambda: None  # type: ignore[method-assign]


def start(app: App[Any], size: tuple[int, int]) -> asyncio.Task[Any]:
    """Run an adopted app. In a context of its own, so that one seat's app is never another's."""
    # Textual redirects them for each app and puts back what it found; all find the same, so nothing moves.
    app._capture_stdout = sys.stdout  # type: ignore[assignment]
    app._capture_stderr = sys.stderr  # type: ignore[assignment]
    return asyncio.get_running_loop().create_task(app.run_async(size=size), context=Context())


def driver_of(app: App[Any]) -> SeatDriver | None:
    """Return the driver of an app, once it has one."""
    driver = app._driver
    return driver if isinstance(driver, SeatDriver) else None


def last_words(app: App[Any]) -> str:
    """Return the sentence an app left with (`App.exit(message=...)`), or nothing."""
    return next((str(each) for each in app._exit_renderables if isinstance(each, str)), "")
