"""Conversations in plain lines that go the same way each time: what was said, with what was typed in it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.views.seat_view import Stage
from game.plain.class_sitting import ClassSitting
from game.plain.talk import Talk
from game.report.take_home import LocalCopy
from game.scenario.scenario import Scenario
from tests.exercise.seating import Clock, opened
from tests.plain.robot import Answer, Robot, hold

LETTERS = ("?", "g", "t", "l", "r", "s", "d", "n It was quiet.")
"""What is tried at the first prompts of play, one a prompt."""


def typing(turn: Callable[[int], object] = lambda number: None) -> Answer:
    """Someone who tries every letter, opens papers, gives reasons, and takes another option each time."""
    asked = [0]
    letters, papers = list(LETTERS), [f"d {number}" for number in range(1, 5)]

    def answer(prompt: str) -> str | None:
        asked[0] += 1
        turn(asked[0])
        if "y or n" in prompt:
            return "y"
        if prompt.startswith(("Your decision", "The decision of your", "Your vote")):
            if letters:
                return letters.pop(0)
            if papers:
                return papers.pop(0)
            return str(1 + asked[0] % 2)
        if "percent" in prompt:
            return "35"
        if "How sure" in prompt:
            return "6"
        if "reason" in prompt or "argument" in prompt:
            return f"Because of line {asked[0]}."
        if "fully" in prompt:
            return "4"
        return ""

    return answer


def solo(path: Path, seed: int, *more: str) -> str:
    """A run alone, from the briefing to the debrief."""
    spoken = hold(["play", path, "--seed", seed, "--plain", *more], typing())
    return f"{spoken.out}{spoken.err}exit {spoken.code}\n"


def class_day(folder: Path, made: Scenario) -> str:
    """A seat of a class, from the lobby to the debrief; two others and the facilitator do their part in between."""
    room, _ = opened(folder, 1, clock=Clock(), scenario=made)
    code, desk = room.syndicates[0].code, Desk(room)
    ada, bo, cem = (ClassSeat(room, room.join(code, name).seat) for name in ("Ada", "Bo", "Cem"))
    desk.give_roles(bo.id, ["surgeon"])
    desk.give_roles(cem.id, ["miller"])
    for seat in (bo, cem):
        seat.submit(cmd.ReadBriefing())

    def turn(number: int) -> None:
        if number == 7:
            desk.give_roles(ada.id, ["warden"])
            desk.begin()
            desk.message("all", "Welcome to the causeway.")
        elif number == 16:
            desk.pause("A question from the back")
            desk.resume()
            desk.write("1", "A lamp", "It burns on the far side.")
        elif number == 30:
            desk.release("1", "rumour")
        elif number > 90:
            with contextlib.suppress(cmd.Refused):
                desk.endex("The hour is over")
        if room.roster.begun and not room.roster.over:
            for seat in (bo, cem):
                others(seat, number)

    out = io.StringIO()
    ended = typing(turn)

    def answer(prompt: str) -> str | None:
        typed = ended(prompt)
        if room.roster.over and "n writes a note" in prompt:
            return "q"
        return typed

    with patch("sys.stdin", Robot(answer, out)), contextlib.redirect_stdout(out):
        ClassSitting(Talk(), ada, LocalCopy(room, ada.id)).play()
    room.close()
    return out.getvalue()


def others(seat: ClassSeat, number: int) -> None:
    """What somebody else at the table does at their turn."""
    view = seat.snapshot()
    if view.inject is None or view.group is None:
        return
    options = sorted(each.id for each in view.inject.options if not each.closed)
    match view.group.stage:
        case Stage.CHOOSE:
            seat.submit(
                cmd.Choose(
                    inject=view.inject.id, option=options[number % len(options)], confidence=3, reason="Just so."
                )
            )
        case Stage.VOTE:
            seat.submit(cmd.Vote(inject=view.inject.id, option=options[0]))
        case Stage.TALK if view.group.may_decide:
            seat.submit(cmd.Settle(inject=view.inject.id, option=options[-1]))
        case Stage.READ if view.group.may_decide:
            seat.submit(cmd.Acknowledge(inject=view.inject.id))
