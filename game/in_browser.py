"""A run played alone in a browser: the same pages as in a class, served on this machine for as long as it takes."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING

from game.called import program
from game.exercise.errors import Refused
from game.exercise.run.opened_pictures import opened_picture
from game.exercise.run.opening import runs_before
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.faces.seat_page import SeatPage
from game.plain import opening_text
from game.plain.talk import InputEnded, Left, Talk
from game.record.run import as_played
from game.web.solo_routes import Alone, alone
from game.words import lazy
from game.working_ahead import ValuesAhead

if TYPE_CHECKING:
    from game.exercise.run.opening import Brought
    from game.scenario.scenario import Scenario


class RunWindow(SeatPage):
    """One window at the page of a run (see `game.web.protocols.SeatWindow`)."""

    def __init__(self, table: Table, listeners: list[Callable[[], None]]) -> None:
        super().__init__(table.seat(ALONE))
        self._listeners = listeners

    def on_change(self, now: Callable[[], None], later: Callable[[], None]) -> None:
        """See `game.web.protocols.Window.on_change`: nothing may wait, for nobody else does anything."""
        self._listeners.append(now)

    def forget(self, now: Callable[[], None]) -> None:
        """See `game.web.protocols.Window.forget`."""
        if now in self._listeners:
            self._listeners.remove(now)


class RunScreens:
    """The pages of one run (see `game.web.protocols.SeatScreens`)."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._listeners: list[Callable[[], None]] = []
        table.listen(self._tell)

    def _tell(self) -> None:
        for each in tuple(self._listeners):
            each()

    def window(self, seat: str) -> RunWindow:
        """See `game.web.protocols.SeatScreens.window`."""
        return RunWindow(self._table, self._listeners)

    def copy(self, seat: str) -> tuple[str, str]:
        """See `game.web.protocols.SeatScreens.copy`."""
        from game.faces.report_page import debrief_html  # here, because they bring numpy, which play does without
        from game.report.debrief import debrief
        from game.report.open import opened

        run, name = self._table.run, self._table.name
        if not run.state.over:
            raise Refused(lazy("the debrief is there once the run is over."))
        return f"{name}.html", debrief_html(debrief(run, name, opened=opened(run)), language=run.scenario.language)

    def picture(self, seat: str, sha256: str) -> tuple[str, bytes] | None:
        """See `game.web.protocols.SeatScreens.picture`."""
        return opened_picture(self._table.run.scenario, (self._table.run,), seat, sha256)


class PageFront:
    """The way to play in a browser, with the same calls as a screen and the plain stream have."""

    def __init__(self, opens: bool = True) -> None:
        self._opens = opens
        """Whether a browser is opened; the address is printed in any case."""

    def play(
        self,
        scenario: Scenario,
        seed: int,
        role: str | None,
        opened: Brought | None = None,
        asks: bool = False,
        colleagues: bool = False,
    ) -> None:
        """Begin a run and play it; ``asks``: what it opens with is asked first, in lines."""
        library = Library()
        if asks and opened is not None:
            library.roles(scenario, role)
            try:
                opened = opening_text.ask(Talk(), scenario, opened, runs_before(scenario, library), library)
            except (InputEnded, Left):
                return
        self.sit(library, library.begin(scenario, seed, role, opened, colleagues))

    def sit(self, library: Library, table: Table) -> None:
        """Play on at a table that is open, until Ctrl+C; then let go of it, and say how to go on."""
        logging.getLogger("game.web").setLevel(logging.ERROR)  # beside the address stands only what is amiss
        holder, ahead = Alone(table.name, table.run.scenario.language, ALONE), ValuesAhead()

        def hurried() -> None:
            if table.run.state.over:
                ahead.hurry()

        ahead.begin(as_played(table.run))
        table.listen(hurried)
        hurried()
        try:
            asyncio.run(alone(holder, RunScreens(table), lambda address, once: self._told(table.name, address, once)))
        finally:
            over = table.run.state.over
            table.log.close()
            ahead.end()
        goes_on = f"Look back with: {program()} debrief" if over else f"Go on with: {program()} resume"
        how = "" if over else " --page, or without --page in this terminal"
        sys.stdout.write(f"\nStopped. Nothing is lost. {goes_on} {table.name}{how}\n")

    def _told(self, name: str, address: str, once: str) -> None:
        opens = self._opens and bool(browser())
        where = (
            "It opens in your browser; its address" if opens else "Open it in a browser of this machine; its address"
        )
        sys.stdout.write(f"Run {name}. {where}:\n\n    {address}\n\nCtrl+C stops, and nothing is lost.\n")
        sys.stdout.flush()
        if opens:  # beside everything else: a browser that is started may keep its caller
            threading.Thread(target=webbrowser.open, args=(once,), daemon=True).start()


def browser() -> str:
    """Return the name of the browser that would be opened; nothing where there is none with a window of its own.

    One that draws in this very terminal is none, unless somebody has asked for it by name (``BROWSER``).
    """
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return ""
    if type(found) is webbrowser.GenericBrowser and not os.environ.get("BROWSER"):
        return ""
    return str(getattr(found, "name", "") or type(found).__name__)
