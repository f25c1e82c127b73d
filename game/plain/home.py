"""Home as a numbered list: scenarios to begin, runs to go on with, runs to look back on."""

from __future__ import annotations

import secrets

from game.errors import Said
from game.exercise.run.run_store import Entry, Library, local_time
from game.plain.after import play_on
from game.plain.talk import Deed, Ended, Talk
from game.plain.words import count, stop
from game.scenario.findings import ScenarioError
from game.scenario.glance import Glance, glances
from game.scenario.load import find, load
from game.wishes import JoinWish, Wish

WRITE = (
    "",
    "A scenario is a text file, and you need no programming to write one. Copy scenarios/starter.yaml, which explains",
    "itself line by line, change it, and let the program tell you what it makes of it:",
    "- whitecell check my_scenario.yaml: names every mistake with its line and what to do about it.",
    "- whitecell play my_scenario.yaml: plays it.",
    "- scenarios/README.md is the whole guide.",
)


class Home:
    """What there is to do, asked again after each thing done."""

    def __init__(self, talk: Talk, library: Library) -> None:
        self.talk, self.library = talk, library

    def ask(self) -> Wish | None:
        """Ask what to do until nothing more is wanted here; return the class that is, if one is."""
        write = Deed("how to write a scenario", lambda _: self.talk.say(WRITE))
        wished: list[Wish] = []

        def wish(_: str) -> None:
            wished.append(JoinWish())
            raise Ended

        join = Deed("join a class: you are asked for its address and your code", wish)
        while True:
            scenarios, runs = glances(), self.library.entries()
            unfinished = [run for run in runs if not run.ended]
            finished = [run for run in runs if run.ended]
            self.talk.say(listing(scenarios, unfinished, finished))
            last = len(scenarios) + len(runs)
            try:
                picked = self.talk.number(
                    f"Your choice, 1 to {last} (q leaves; ? is help):", 1, last, {"w": write, "j": join}, skip=False
                )
            except Ended:
                return next(iter(wished), None)
            assert picked is not None
            try:
                if picked <= len(scenarios):
                    self.begin(scenarios[picked - 1])
                else:
                    run = (unfinished + finished)[picked - 1 - len(scenarios)]
                    play_on(self.talk, self.library, self.library.resume(run.id))
            except (Said, ScenarioError) as problem:
                self.talk.refuse(problem)

    def begin(self, glance: Glance) -> None:
        """Ask for a seat, where there are several, and begin a run."""
        scenario = load(find(glance.id))
        role = None
        if len(scenario.roles) > 1:
            self.talk.say(["", f"Which seat do you take in {stop(scenario.title)}"])
            rows = ["All seats: you see every paper and decide for everybody.", *(r.title for r in scenario.roles)]
            picked = self.talk.pick("The seat (Enter: all seats):", rows)
            role = scenario.roles[picked - 1].id if picked else None
        seed = 1000 + secrets.randbelow(9000)  # four digits: short enough to tell a colleague
        play_on(self.talk, self.library, self.library.begin(scenario, seed, role))


def listing(scenarios: list[Glance], unfinished: list[Entry], finished: list[Entry]) -> list[str]:
    """Return everything that can be picked, numbered through."""
    lines = ["", "Whitecell, a tabletop exercise on integrated missions.", "", "Begin a scenario:"]
    number = 0
    for glance in scenarios:
        number += 1
        minutes = f"{glance.minutes} minutes" if glance.minutes else "minutes not given"
        seats = f"; {count(max(1, len(glance.roles)), 'seat')}"
        lines.append(f"{number}. {glance.title}: {minutes}{seats}. {stop(' '.join(glance.summary.split()))}".rstrip())
        if glance.problem:
            lines.append(f"   It cannot be played: {stop(glance.problem)}")
    for title, runs in (("Go on with:", unfinished), ("Look back on:", finished)):
        if runs:
            lines += ["", title]
        for run in runs:
            number += 1
            played = f"{count(run.decisions, 'decision')}, {run.tick} {run.day}, {local_time(run.last)}"
            lines.append(f"{number}. {run.title}, run {run.id}: {played}.")
    return [*lines, "", "To write a scenario of your own, type w. To join a class, type j.", *HOST]


HOST = (
    "To host a class, use the command: whitecell host starter --syndicates 2",
    "It has a screen for the facilitator; --headless has none.",
)
