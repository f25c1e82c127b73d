"""The host's side of `class_load`: a class without a screen, and a facilitator who obeys lines on stdin."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from textual.app import App

from game.exercise.classroom import Classroom, open_class
from game.exercise.desk import Desk
from game.scenario.load import find, load
from game.ui.desk import DeskApp
from game.ui.seat import seat_app
from game.web.host import Server, contract, serve


class Screens:
    """The screens that students and the facilitator see."""

    def __init__(self, room: Classroom) -> None:
        self.room = room

    def seat(self, seat: str) -> App[Any]:
        return seat_app(self.room, seat)

    def desk(self) -> App[Any]:
        return DeskApp(self.room)


async def main(folder: Path, syndicates: int, scenario: str) -> None:
    """Serve until stdin ends or the process is told to stop."""
    room, token = open_class(load(find(scenario)), syndicates, seed=7, folder=folder)
    server = await serve(room, Screens(room), port=0)
    print(contract(server, token), flush=True)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        at = time.monotonic()
        obey(room, Desk(room, server.connected), line.decode().strip())
        print(json.dumps({"at": at, **stats(server)}), flush=True)
    await server.stop()


def obey(room: Classroom, desk: Desk, act: str) -> None:
    match act:
        case "deal":
            for syndicate in room.syndicates:
                desk.deal_roles(syndicate.id)
        case "begin":
            desk.begin()
        case "pause":
            desk.pause("a break")
        case "resume":
            desk.resume()
        case "lay aside":
            for syndicate in room.syndicates:
                while (inject := desk.on_table(syndicate.id)) is not None and not inject.options:
                    desk.acknowledge(syndicate.id)
        case "message":
            desk.message("all", "Five minutes left.")


def stats(server: Server) -> dict[str, Any]:
    shown = {}
    for key, sitting in server.hall._sittings.items():
        app = sitting.app
        seat = next((x for x in app.screen_stack if hasattr(x, "group")), None)
        shown[key] = [type(x).__name__ for x in app.screen_stack] + [str(seat.group.stage) if seat else "-", app._batch_count, app.app_focus, str(app.size), sitting._driver._line.outbox.repaints if sitting._driver._line else None]
    return {"lag": server.watchdog.worst, "apps": len(server.hall), "shown": shown}


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
