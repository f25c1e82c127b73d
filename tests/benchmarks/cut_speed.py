"""What cutting the views of a syndicate costs, with what its seats see alike worked out once, and without.

    .venv/bin/python -m tests.benchmarks.cut_speed [SCENARIO] [SEATS]

Milliseconds of the processor's time for all its seats once something has moved, the least of all times; both in one
run, one after the other. Of ten seats late in the flagship a cut that is shared may cost half of ten at the most.
"""

import sys
import tempfile
from pathlib import Path

from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.views.class_view_builder import class_view
from game.exercise.views.shared_cut import CutShare
from game.scenario.load import find, load
from tests.benchmarks.faces_speed import least
from tests.exercise.seating import Clock, choose, opened, seated

TIMES = 30
LATE = 10
"""So many decisions are taken before it is measured."""


def late(folder: Path, scenario: str, seats: int) -> tuple[Classroom, list[str]]:
    """A class of one syndicate, some way into its exercise."""
    room = opened(folder, 1, clock=Clock(), scenario=load(find(scenario)))[0]
    people, desk = seated(room, seats), Desk(room)
    desk.begin()
    while len(room.tables["1"].run.decisions) < LATE and (inject := desk.on_table("1")) is not None:
        if not inject.options:
            desk.acknowledge("1")
            continue
        for each in people:
            if each.snapshot().stage == "choose":
                choose(each)
        desk.decide("1", desk.snapshot().syndicates[0].options[0].id)
    return room, [each.id for each in people]


def main(scenario: str = "orvane_mission", seats: str = "10") -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        room, people = late(Path(folder), scenario, int(seats))
        table = room.tables["1"]

        def once() -> None:
            table.share = CutShare()
            for each in people:
                class_view(room, each)

        def each_anew() -> None:
            for each in people:
                table.share = CutShare()
                class_view(room, each)

        apart, together = least(TIMES, each_anew), least(TIMES, once)
        print(f"{len(people)} seats, each cut by itself   {apart:8.3f}")
        print(f"{len(people)} seats, one cut shared       {together:8.3f}")
        print(f"ratio                       {apart / together:8.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
