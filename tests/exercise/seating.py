"""A class in a test: a clock that a test moves, people who sit down, and what they do."""

import contextlib
import dataclasses
import datetime as dt
import functools
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.clock import Clock as WallClock
from game.exercise.commands import Refused
from game.exercise.views.seat_view import ClassView, Stage
from game.record.store import FolderStore
from game.scenario.load import find, load
from game.scenario.scenario import Scenario


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)


@functools.cache
def starter() -> Scenario:
    return load(find("starter"))


def shelf(folder: Path, clock: WallClock | None = None) -> Classes:
    return Classes(FolderStore(folder), clock or Clock())


def opened(
    folder: Path, syndicates: int = 2, admit: bool = False, clock: Clock | None = None,
    scenario: Scenario | None = None, large: bool = False,
) -> tuple[Classroom, str]:  # fmt: skip
    """A class, and the facilitator's token."""
    return shelf(folder, clock).open(scenario or starter(), syndicates, seed=7, admit=admit, large=large)


def group(seat: ClassSeat) -> ClassView:
    """The class, as a seat sees it."""
    view = seat.snapshot().group
    assert view is not None
    return view


def seated(room: Classroom, people: int, syndicate: int = 0) -> list[ClassSeat]:
    """So many people in one syndicate, with the roles dealt and the briefing read."""
    code = room.syndicates[syndicate].code
    seats = [ClassSeat(room, room.join(code, f"Person {number}").seat) for number in range(people)]
    with contextlib.suppress(Refused):  # others may hold them all
        Desk(room).deal_roles(room.syndicates[syndicate].id)
    for seat in seats:
        seat.submit(cmd.ReadBriefing())
    return seats


def stage(seat: ClassSeat) -> Stage:
    group = seat.snapshot().group
    assert group is not None
    return group.stage


def choose(seat: ClassSeat, number: int = 0, reason: str = "") -> str:
    """Choose the so-many-th open option in the order of ids; return its id."""
    inject = seat.snapshot().inject
    assert inject is not None
    option = sorted(option.id for option in inject.options if not option.closed)[number]
    seat.submit(cmd.Choose(inject=inject.id, option=option, reason=reason))
    return option


def choose_all(seats: list[ClassSeat]) -> str:
    """Let everybody choose the first option; return its id."""
    return [choose(seat) for seat in seats][-1]


def texts(value: object) -> str:
    """All texts in a view, whatever they are in."""
    if isinstance(value, str):
        return value + "\n"
    if dataclasses.is_dataclass(value):
        return "".join(texts(getattr(value, field.name)) for field in dataclasses.fields(value))
    return "".join(map(texts, value)) if isinstance(value, tuple) else ""


def leader_of(seats: list[ClassSeat]) -> ClassSeat:
    return next(seat for seat in seats if seat.leads())
