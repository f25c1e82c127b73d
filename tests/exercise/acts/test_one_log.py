"""The same class played by plain prompts and by keys ends in the same log: faces are ways to say the same acts."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any
from unittest.mock import patch

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.views.seat_view import Stage
from game.faces.take_home import LocalCopy
from game.plain.class_sitting import ClassSitting
from game.plain.talk import Talk
from game.record.events import Event, Kind
from game.scenario.scenario import Scenario
from tests import kit
from tests.exercise.seating import Clock, opened, stage
from tests.plain.robot import Robot
from tests.ui.class_driving import press, seat_app, typed, until

MINE = (Kind.CHOICE_MADE, Kind.VOTE_CAST, Kind.ANSWER_WRITTEN, Kind.DECISION_TAKEN, Kind.FORECAST_MADE)


def day() -> Scenario:
    """A choice with a forecast that the head decides, a vote, an answer in writing, and news."""
    options = (kit.option("a"), kit.option("b"))
    return kit.scenario(
        [
            kit.inject("word", day=1),
            kit.inject("ours", *options, day=2, decided_by="head"),
            kit.inject("vote", *options, day=3, decided_by="vote"),
            kit.inject("text", *options, day=4, decided_by="head", answer="written", question="What do you write?"),
        ],
        roles={"head": {"title": "Head"}, "deputy": {"title": "Deputy"}},
        forecasts=[{"id": "rain", "ask": "How likely is rain?", "inject": "ours", "about": "trust > 50"}],
        questions=[{"id": "sure", "ask": "How ready are you?", "when": "before", "scale": 5}],
    )  # fmt: skip


def begun(folder: Path) -> tuple[Classroom, ClassSeat, ClassSeat]:
    """A class with somebody who plays it on a face, and somebody beside them."""
    room = opened(folder, 1, clock=Clock(), scenario=day())[0]
    ada, bo = (ClassSeat(room, room.join(room.syndicates[0].code, name).seat) for name in ("Ada", "Bo"))
    Desk(room).give_roles(ada.id, ["head"])
    Desk(room).give_roles(bo.id, ["deputy"])
    bo.submit(cmd.ReadBriefing())
    return room, ada, bo


def beside(room: Classroom, bo: ClassSeat) -> None:
    """What the other one and the facilitator do, as soon as they can."""
    ada = room.tables["1"].run
    if not room.roster.begun and "s1" in ada.briefed:
        Desk(room).begin()
    view = bo.snapshot()
    if stage(bo) is Stage.CHOOSE and view.inject:
        bo.submit(cmd.Choose(inject=view.inject.id, option="a"))
    elif stage(bo) is Stage.VOTE and view.group and not view.group.my_vote and view.inject:
        bo.submit(cmd.Vote(inject=view.inject.id, option="a"))
    elif stage(bo) is Stage.JUDGING:
        Desk(room).judge("1", "a", "It holds.")


def told(room: Classroom) -> list[tuple[str, str, Any]]:
    """What stands in the syndicate's log of everybody's acts, without ids and times."""
    return [plain(event) for event in room.log.events("1")]


def plain(event: Event) -> tuple[str, str, Any]:
    return event.by, str(event.kind), dict(event.data)


def number(seat: ClassSeat, option: str) -> str:
    """The number under which an option is shown."""
    inject = seat.snapshot().inject
    assert inject is not None
    return str(1 + [each.id for each in inject.options].index(option))


def by_prompts(folder: Path) -> list[tuple[str, str, Any]]:
    """Played in numbered lines."""
    room, ada, bo = begun(folder)
    says = {
        "percent": "35", "fully": "4", "How sure": "6", "reason": "So.", "argument": "But.",
        "The answer of": "We write.", "y or n": "y",
    }  # fmt: skip

    def answer(prompt: str) -> str | None:
        beside(room, bo)
        if stage(ada) is Stage.ENDED:
            return None
        if prompt.startswith("Your decision"):
            return number(ada, "b")
        if prompt.startswith(("The decision of", "Your vote")):
            return number(ada, "a")
        return next((typed for words, typed in says.items() if words in prompt), "")

    out = io.StringIO()
    with patch("sys.stdin", Robot(answer, out)), contextlib.redirect_stdout(out):
        ClassSitting(Talk(), ClassSeat(room, ada.id), LocalCopy(room, ada.id)).play()
    return told(room)


async def by_keys(folder: Path) -> list[tuple[str, str, Any]]:
    """Played on a screen."""
    room, ada, bo = begun(folder)
    app = seat_app(room, ada.id)
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, "page 1 of 3")
        await press(pilot, "enter", "enter", "enter")
        await typed(pilot, "4")
        beside(room, bo)
        await until(pilot, "lay it aside")
        await press(pilot, "enter")
        await until(pilot, "nobody sees it until")
        beside(room, bo)
        await press(pilot, number(ada, "b"), "enter")
        for words in ("35", "So.", "6", "But."):
            await typed(pilot, words)
        await until(pilot, "your role decides")
        await press(pilot, number(ada, "a"), "enter")
        await until(pilot, "Decide for your syndicate")
        await press(pilot, "enter")
        await until(pilot, "Outcome:")
        beside(room, bo)
        await press(pilot, "enter")
        await press(pilot, number(ada, "b"), "enter")
        for words in ("So.", "6", "But."):
            await typed(pilot, words)
        await until(pilot, "Talk, then vote")
        beside(room, bo)
        await press(pilot, number(ada, "a"), "enter")
        await until(pilot, "Outcome:")
        await press(pilot, "enter", "enter")
        await typed(pilot, "We write.")
        await until(pilot, "Send it?")
        await press(pilot, "enter")
        beside(room, bo)
        assert stage(ada) is Stage.ENDED
    return told(room)


async def test_a_class_by_prompts_and_by_keys_ends_in_the_same_log(tmp_path: Path) -> None:
    one, other = by_prompts(tmp_path / "prompts"), await by_keys(tmp_path / "keys")
    assert {kind for _, kind, _ in one} >= {str(kind) for kind in MINE}
    assert one == other
