"""Asking the scenario's questions before and after play, one panel each, each skippable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.errors import Said
from game.exercise.commands import Answer
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import QuestionView
from game.words import ENGLISH

if TYPE_CHECKING:
    from game.ui.frame import Frame


def ask_all(frame: Frame, seat: Seat, questions: Sequence[QuestionView], then: Callable[[], None]) -> None:
    """Ask the questions in turn, send each answer, then go on."""
    from game.ui.screens.ask import AskNumber

    if not questions:
        then()
        return
    first, *rest = questions

    def answered(number: int | None) -> None:
        if number is not None:
            try:
                seat.submit(Answer(question=first.id, answer=number))
            except Said as problem:
                frame.program.say(problem.said(ENGLISH), error=True)
        ask_all(frame, seat, rest, then)

    left = f"question, {len(rest)} more" if rest else "question"
    words = f"0 (not at all) to {first.scale} (fully)"
    frame.app.push_screen(AskNumber(f"A {left}", first.ask, first.scale, words), answered)
