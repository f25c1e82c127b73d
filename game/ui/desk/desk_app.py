"""The facilitator's program."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from game.called import program
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.run.opening import Brought
from game.scenario.scenario import Scenario
from game.ui.desk.desk_board import Served
from game.ui.desk.desk_screen import DeskScreen
from game.ui.panels.openings import ask_openings
from game.ui.shell.app_base import Program
from game.words import ENGLISH


class BeforeTheDesk(Program):
    """Asks what a class opens with, and ends with the answers."""

    def __init__(self, scenario: Scenario, brought: Brought, settings: Path) -> None:
        super().__init__(settings)
        self.scenario, self.brought = scenario, brought
        self.answers: Brought | None = None

    def on_mount(self) -> None:
        def answered(brought: Brought) -> None:
            self.answers = brought
            self.exit()

        ask_openings(self, self.scenario, self.brought, answered, otherwise=self.exit)


def asked_before(scenario: Scenario, brought: Brought, settings: Path) -> Brought | None:
    """Ask the facilitator what a class opens with, on a screen of its own; None where they would rather not begin.

    Raises:
        BaseException: whatever made the screen fail.
    """
    app = BeforeTheDesk(scenario, brought, settings)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.answers


SOON = 0.12
"""Seconds after a change until the desk shows it."""


class DeskApp(Program):
    """Shows the desk, and looks again whenever something changes."""

    def __init__(
        self,
        room: Classroom,
        served: Served,
        connected: Callable[[str], bool] = lambda seat: True,
        settings: Path | None = None,
        timer: Callable[[], float] = time.monotonic,
        ticking: bool = True,
    ) -> None:
        super().__init__(settings, timer, ticking)
        self.room, self.served, self.desk = room, served, Desk(room, connected)
        self.waiting = False

    def on_mount(self) -> None:
        self.push_screen(DeskScreen(self.desk, self.served))
        self.room.on_change(self.changed)

    def on_unmount(self) -> None:
        self.room.forget(self.changed)

    def changed(self) -> None:
        """Look again soon; a burst of changes is one look: the seats in the same loop go before."""
        if not self.waiting and self.is_running:
            self.waiting = True
            self.call_later(self.set_timer, SOON, self.look)

    def look(self) -> None:
        """Show what there is now."""
        self.waiting = False
        screen = next((each for each in self.screen_stack if isinstance(each, DeskScreen)), None)
        if screen is not None:
            screen.look()

    def leaving(self) -> tuple[str, str]:
        """Everything is kept; seats come back when the class is hosted again."""
        command = self.served.command or f"{program()} host {self.room.name}"
        says = ENGLISH.say("Everything is kept; seats wait until you host it again: {command}", command=command)
        return ENGLISH.say("Stop hosting this class?"), says
