"""A scenario whose first inject is not for everybody, a class that plays it, and what a seat knows of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.json_codec import view_json
from game.exercise.views.seat_view import View
from game.scenario.scenario import Scenario
from tests.exercise.seating import opened
from tests.kit import Plain, compiled, document, draft, ending, inject, later, option

ROLES = {"chief": {"title": "Chief"}, "adviser": {"title": "Adviser"}, "police": {"title": "Police head"}}
SECRET = ("SITUATION", "QUESTION", "LABEL", "CASE", "PAPER", "ALONE", "OUTCOME", "Quiet word", "MAYBE", "WRITTEN")
"""Words of the inject that is not for everybody."""


def quiet(**fields: Any) -> Scenario:
    """One inject for some, whose words are in `SECRET`; then one for everybody. The fields are the first one's."""
    return compiled(quiet_draft(**fields))


def quiet_draft(**fields: Any) -> Plain:
    """The same as an author's plain data."""
    papers, facts = [document("letter", "WRITTEN", title="PAPER")], {"chief": "ALONE"}
    made = {"to": ["chief"], "decided_by": "chief", "documents": papers, "private": facts, **fields}
    yields = option(
        "yield", label="LABEL yes", case="CASE", outcome="OUTCOME", effects={"trust": -7},
        later=[later(1, text="The town hears of it.", effects={"trust": -1})],
    )  # fmt: skip
    return draft(
        [
            inject(
                "word", yields, option("refuse", label="LABEL no"),
                title="Quiet word", situation="SITUATION", question="QUESTION", day=0, minutes=9, **made,
            ),
            inject("open", option("meet"), option("wait"), day=2, decided_by="adviser"),
        ],
        roles=ROLES,
        endings=[ending("done")],
        forecasts=[{"id": "f", "inject": "word", "ask": "MAYBE?", "about": "trust < 50"}],
    )  # fmt: skip


def table(folder: Path, made: Scenario, *held: str, people: int = 3) -> tuple[Classroom, list[ClassSeat]]:
    """A class at play in which the so-many-th person holds the so-many-th roles, given as ``chief police``."""
    room, _ = opened(folder, 1, scenario=made)
    seats = [ClassSeat(room, room.join(room.syndicates[0].code, f"Person {n}").seat) for n in range(people)]
    desk = Desk(room)
    for seat, roles in zip(seats, held or ("chief", "adviser", "police"), strict=False):
        desk.give_roles(seat.id, roles.split())
    for seat in seats:
        seat.submit(cmd.ReadBriefing())
    desk.begin()
    return room, seats


def told(view: View) -> str:
    """Everything that a seat is handed, as it goes over the line."""
    return json.dumps(view_json(view), ensure_ascii=False)


def knows(view: View) -> list[str]:
    """The secret words that a view holds."""
    return [word for word in SECRET if word in told(view)]
