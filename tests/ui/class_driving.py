"""Driving the screens of a class: a room, a seat or the desk on a screen, keys, and what stands there."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.pilot import Pilot

from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.participant_session import ClassSeat
from game.faces.take_home import LocalCopy
from game.ui.desk.desk_app import DeskApp
from game.ui.desk.desk_board import Served
from game.ui.seat.seat_app import SeatApp
from tests import unpainted
from tests.waiting import drained


def seat_app(room: Classroom, seat: str) -> SeatApp:
    """A student's screen; no timer ticks."""
    return SeatApp(ClassSeat(room, seat), LocalCopy(room, seat), timer=lambda: 0.0, ticking=False)


def desk_app(room: Classroom, **more: object) -> DeskApp:
    """The facilitator's screen; no timer ticks."""
    served = Served("http://192.0.2.7:8765/", "█▀▄", **more)  # type: ignore[arg-type]
    return DeskApp(room, served, timer=lambda: 0.0, ticking=False)


def text(app: App[None]) -> str:
    """The screen as text."""
    return "\n".join("".join(part.text for part in strip) for strip in app.screen._compositor.render_strips())


async def press(pilot: Pilot[None], *keys: str) -> str:
    """Press keys one after the other, each once the last one's work is done; the screen then."""
    for key in keys:
        await pilot.press(key)
    return await _still(pilot)


async def _still(pilot: Pilot[None]) -> str:
    """The screen, once nothing on it has changed for a while."""
    drawn = -1
    while drawn != unpainted.frames or not getattr(pilot.app.screen, "seen", True):
        drawn = unpainted.frames
        await pilot.pause(0.04)
        await drained()
    return text(pilot.app)


async def typed(pilot: Pilot[None], words: str) -> str:
    """Type words without a pause, and press Enter; the screen then."""
    for letter in words:
        pilot.app.post_message(events.Key("space" if letter == " " else letter, letter))
    return await press(pilot, "enter")


async def until(pilot: Pilot[None], words: str) -> str:
    """Wait until words stand on the screen; the screen then."""
    drawn, shown = -1, ""
    for _ in range(400):
        await pilot.pause(0.01)
        if drawn != unpainted.frames:
            drawn, shown = unpainted.frames, text(pilot.app)
            if words in shown:
                return shown
    raise AssertionError(f"no {words!r} on the screen:\n{text(pilot.app)}")
