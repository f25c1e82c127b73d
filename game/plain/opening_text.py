"""What a run opens with, as questions in lines: each answer with where it comes from."""

from __future__ import annotations

from dataclasses import replace

from game.exercise.run.opening import YES, Brought
from game.plain.talk import Talk


def ask(talk: Talk, brought: Brought) -> Brought:
    """Return what a run opens with, as somebody confirmed it or answered otherwise; nothing is asked where nothing is.

    Raises:
        game.plain.talk.Ended, game.plain.talk.Left: where nobody answers.
    """
    if not brought.answers:
        return brought
    talk.say(["", "What has come before? Whatever you answer stands in the report."])
    while True:
        last = len(brought.answers)
        talk.say(
            f"{number}. {each.ask} {YES[each.says].capitalize()} ({each.source})."
            for number, each in enumerate(brought.answers, 1)
        )
        turned = talk.number(f"The number of an answer turns it, 1 to {last}; Enter begins:", 1, last)
        if turned is None:
            return brought
        answers = list(brought.answers)
        answers[turned - 1] = answers[turned - 1].turned(not answers[turned - 1].says)
        brought = replace(brought, answers=tuple(answers))
