"""Driving the screens in a test: an app with a still clock, keys, and what is on the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from game.exercise import commands as cmd
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.scenario.scenario import Scenario
from game.ui.seat.seat_screen import SeatScreen
from game.ui.solo.solo_app import WhitecellApp
from tests.waiting import drained

NOON = dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC)


def library(folder: Path) -> Library:
    """A shelf in a folder, at noon for ever."""
    return Library(folder, clock=lambda: NOON)


def seated(folder: Path, made: Scenario, seed: int = 7, briefed: bool = True) -> tuple[Library, Table]:
    """A run of a scenario, past its briefing unless asked."""
    shelf = library(folder)
    table = shelf.begin(made, seed)
    if briefed:
        table.seat(ALONE).submit(cmd.ReadBriefing())
    return shelf, table


def app_at(shelf: Library, table: Table | None = None) -> WhitecellApp:
    """The program, at home or at a table; no timer ticks."""
    opening = (lambda app: app.sit(lambda: table)) if table else None
    return WhitecellApp(shelf, opening, timer=lambda: 0.0, ticking=False)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the last one's work is done."""
    for key in keys:
        await pilot.press(key)
        await drained()
        await pilot.pause()


async def until(pilot: Pilot[None], there: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(2000):
        await pilot.pause(0.01)
        if there():
            return
    raise AssertionError(f"it never came to that:\n{text(pilot.app)}")


def lines(app: App[None]) -> list[str]:
    """The screen's lines as text."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def text(app: App[None]) -> str:
    """The screen as text."""
    return "\n".join(lines(app))


def seat_screen(app: App[None]) -> SeatScreen:
    """The seat, whatever lies on it."""
    return next(screen for screen in app.screen_stack if isinstance(screen, SeatScreen))


def at(app: App[None], *pages: str) -> bool:
    """Whether a seat is on top, turned to one of these pages, and nothing is asked there."""
    shown = app.screen
    quiet = isinstance(shown, SeatScreen) and shown.is_mounted and shown.asking is None and shown.sure is None
    return quiet and shown.page in pages and shown.page_seen  # type: ignore[attr-defined]


def asked(app: App[None]) -> bool:
    """Whether a seat is on top that asks for something."""
    return isinstance(app.screen, SeatScreen) and app.screen.asking is not None
