"""What a run opens with, as questions in lines: each answer with where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from game.exercise.run.opening import YES, Before, Brought, following
from game.exercise.run.run_store import Library, local_time
from game.plain.talk import Deed, Talk
from game.scenario.scenario import Scenario
from game.words import ENGLISH


class _Followed(Exception):
    """Answers were read in an earlier run: the list is another one now."""

    def __init__(self, brought: Brought) -> None:
        super().__init__()
        self.brought = brought


def ask(
    talk: Talk, scenario: Scenario, brought: Brought, before: Sequence[Before] = (), library: Library | None = None
) -> Brought:
    """Return what a run opens with, as somebody confirmed it or answered otherwise; nothing is asked where nothing is.

    ``before`` are the earlier runs in which the answers can be read instead.

    Raises:
        game.plain.talk.InputEnded, game.plain.talk.Left: where nobody answers.
    """
    if not brought.answers:
        return brought

    def follow(_: str) -> None:
        rows = [
            ENGLISH.say("{title}, run {id}, {when}.", title=each.title, id=each.name, when=local_time(each.last))
            for each in before
        ]
        picked = talk.pick(ENGLISH.say("Which of them came before (Enter: none)?"), rows)
        if picked is not None:
            raise _Followed(following(scenario, brought, before[picked].name, library))

    deeds = {"a": Deed(ENGLISH.say("read the answers in a run that was played before"), follow)} if before else {}
    talk.say(["", ENGLISH.say("What has come before? Whatever you answer stands in the report.")])
    while True:
        last = len(brought.answers)
        talk.say(
            f"{number}. {each.ask} {YES[each.says].capitalize()} ({each.source})."
            for number, each in enumerate(brought.answers, 1)
        )
        try:
            alone = ENGLISH.say("The number of an answer turns it, 1 to {last}; Enter begins:", last=last)
            also = ENGLISH.say(
                "The number of an answer turns it, 1 to {last}; a reads them in an earlier run; Enter begins:",
                last=last,
            )
            turned = talk.number(also if before else alone, 1, last, deeds)
        except _Followed as followed:
            brought = followed.brought
            continue
        if turned is None:
            return brought
        answers = list(brought.answers)
        answers[turned - 1] = answers[turned - 1].turned(not answers[turned - 1].says)
        brought = replace(brought, answers=tuple(answers))
