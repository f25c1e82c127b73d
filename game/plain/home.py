"""Home as a numbered list: scenarios to begin, runs to go on with, runs to look back on."""

from __future__ import annotations

from game.called import as_called
from game.errors import Said
from game.exercise.errors import Refused
from game.exercise.run.opening import brought, runs_before
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import Entry, Library, fresh_seed, local_time
from game.faces.lines import report
from game.faces.logbook import document
from game.faces.recall import due_line
from game.faces.spoken import stop
from game.later import RecallShelf
from game.plain import opening_text
from game.plain.after import play_on
from game.plain.recall import again
from game.plain.talk import Deed, InputEnded, Talk
from game.scenario.findings import ScenarioError
from game.scenario.load import find, load
from game.scenario.menu_head import Glance, glances
from game.wishes import JoinWish, PageWish, Wish
from game.words import ENGLISH, lazy

WRITE = (
    "",
    "A scenario is a text file, and you need no programming to write one. Copy scenarios/starter.yaml, which explains",
    "itself line by line, change it, and let the program tell you what it makes of it:",
    "- whitecell check my_scenario.yaml: names every mistake with its line and what to do about it.",
    "- whitecell play my_scenario.yaml: plays it.",
    "- scenarios/README.md is the whole guide.",
)


class Changed(Exception):
    """What stands in the list is no longer what is on the shelf."""


class HomeInLines:
    """What there is to do, asked again after each thing done."""

    def __init__(self, talk: Talk, library: Library) -> None:
        self.talk, self.library = talk, library

    def ask(self) -> Wish | None:
        """Ask what to do until nothing more is wanted here; return the class that is, if one is."""
        write = Deed(ENGLISH.say("how to write a scenario"), lambda _: self.talk.say(map(as_called, WRITE)))
        wished: list[Wish] = []

        def wish(_: str) -> None:
            wished.append(JoinWish())
            raise InputEnded

        def forget(number: str) -> None:
            self.forget(int(number) if number else 0, len(scenarios), unfinished + finished)

        def browse(number: str) -> None:
            wished.append(PageWish(self.for_page(int(number) if number else 0, scenarios, unfinished)))
            raise InputEnded

        delete = Deed(ENGLISH.say("delete a run, by its number; asks once"), forget, "number")
        page = Deed(ENGLISH.say("play in a browser, by its number"), browse, "number")
        join = Deed(ENGLISH.say("join a class: you are asked for its address and your code"), wish)
        while True:
            scenarios, shelf = glances(), self.library.entries()
            runs = [run for run in shelf if not run.problem]
            unfinished = [run for run in runs if not run.ended]
            finished = [run for run in runs if run.ended]
            self.talk.say(listing(scenarios, unfinished, finished))
            later = RecallShelf(self.library)
            due = later.due()[:1]
            asked = (due_line(ENGLISH, each.title, each.moment) for each in due)
            self.talk.say(ENGLISH.say("{asked}: type m.", asked=each) for each in asked)
            self.talk.say(damaged(shelf))
            last = len(scenarios) + len(runs)
            ask = ENGLISH.say("Your choice, 1 to {last} (q leaves; ? is help):", last=last)
            if unfinished:
                ask = ENGLISH.say(
                    "Your choice, 1 to {last} (Enter: {n}, which you left last; q leaves; ? is help):",
                    last=last,
                    n=len(scenarios) + 1,
                )
            deeds = {"w": write, "j": join, "o": page, **({"f": delete} if runs else {})}
            for each in due:
                deeds |= self.memory(later, each.name)
            if finished:
                deeds["b"] = Deed(ENGLISH.say("your logbook"), lambda _: self.logbook())
            try:
                picked = self.talk.number(ask, 1, last, deeds, skip=bool(unfinished))
            except InputEnded:
                return next(iter(wished), None)
            except Changed:
                continue
            picked = len(scenarios) + 1 if picked is None else picked
            try:
                if picked <= len(scenarios):
                    self.begin(scenarios[picked - 1])
                else:
                    run = (unfinished + finished)[picked - 1 - len(scenarios)]
                    play_on(self.talk, self.library, self.library.resume(run.id))
            except (Said, ScenarioError) as problem:
                self.talk.refuse(problem)

    def memory(self, later: RecallShelf, run: str) -> dict[str, Deed]:
        """What can be done about what is due to be asked from memory."""
        return {
            "m": Deed(ENGLISH.say("two minutes from memory"), lambda _: again(self.talk, later, run)),
            "t": Deed(ENGLISH.say("not today: ask again tomorrow"), lambda _: later.tomorrow(run)),
            "v": Deed(ENGLISH.say("never ask from memory about this run"), lambda _: later.never(run)),
        }

    def logbook(self) -> None:
        """Tell what one met over all runs."""
        from game.logbook import logbook

        self.talk.say(report(ENGLISH, document(ENGLISH, logbook(RecallShelf(self.library)))))

    def forget(self, number: int, before: int, runs: list[Entry]) -> None:
        """Delete the run of a number in the list, once that was answered with yes.

        Raises:
            Changed: where it is deleted, so that the numbers of the list are not those of the shelf any more.
        """
        if not before < number <= before + len(runs):
            self.talk.say(ENGLISH.say("Type f and the number of a run: f alone deletes nothing."))
            return
        run = runs[number - before - 1]
        question = ENGLISH.say("Delete run {id} for good, with its notes and what was typed at it?", id=run.id)
        if self.talk.sure(question):
            self.library.forget(run.id)
            self.talk.say(ENGLISH.say("Deleted: {id}.", id=run.id))
            raise Changed
        self.talk.say(ENGLISH.say("Nothing is deleted."))

    def for_page(self, number: int, scenarios: list[Glance], runs: list[Entry]) -> str:
        """Return the name of the run of a number in the list, begun where it is a scenario's, to be played elsewhere.

        Raises:
            Refused: where no number was given of something that can be played on.
        """
        if not 1 <= number <= len(scenarios) + len(runs):
            raise Refused(lazy("type o and the number of a scenario, or of a run to go on with."))
        if number > len(scenarios):
            return runs[number - 1 - len(scenarios)].id
        table = self.begun(scenarios[number - 1])
        table.log.close()
        return table.name

    def begin(self, glance: Glance) -> None:
        """Begin a run of a scenario, and play it."""
        play_on(self.talk, self.library, self.begun(glance))

    def begun(self, glance: Glance) -> Table:
        """Ask for a seat, where there are several, and for what has come before, and begin a run."""
        scenario = load(find(glance.id))
        role = None
        if len(scenario.roles) > 1:
            self.talk.say(["", ENGLISH.say("Which seat do you take in {title}", title=stop(scenario.title))])
            every = ENGLISH.say("All seats: you see every paper and decide for everybody.")
            rows = [every, *(role.title for role in scenario.roles)]
            picked = self.talk.pick(ENGLISH.say("The seat (Enter: all seats):"), rows)
            role = scenario.roles[picked - 1].id if picked else None
        opened = opening_text.ask(self.talk, scenario, brought(scenario), runs_before(scenario, self.library))
        return self.library.begin(scenario, fresh_seed(), role, opened)


def damaged(shelf: list[Entry]) -> list[str]:
    """Return what is on the shelf and cannot be read, each with why; nothing where all of it can."""
    said = [f"- {run.id}: {stop(run.problem)}" for run in shelf if run.problem]
    return ["", ENGLISH.say("These cannot be read; all others can:"), *said] if said else []


def listing(scenarios: list[Glance], unfinished: list[Entry], finished: list[Entry]) -> list[str]:
    """Return everything that can be picked, numbered through."""
    lines = [
        "",
        ENGLISH.say("Whitecell, a tabletop exercise on integrated missions."),
        "",
        ENGLISH.say("Begin a scenario:"),
    ]
    number = 0
    for glance in scenarios:
        number += 1
        minutes = ENGLISH.many("{n} minute", "{n} minutes", glance.minutes) if glance.minutes else ""
        seats = ENGLISH.many("{n} seat", "{n} seats", max(1, len(glance.roles)))
        of = {"title": glance.title, "minutes": minutes or ENGLISH.say("minutes not given"), "seats": seats}
        summary = stop(" ".join(glance.summary.split()))
        lines.append(f"{number}. {ENGLISH.say('{title}: {minutes}; {seats}.', **of)} {summary}".rstrip())
        if glance.problem:
            lines.append("   " + ENGLISH.say("It cannot be played: {why}", why=stop(glance.problem)))
    for title, runs in ((ENGLISH.say("Go on with:"), unfinished), (ENGLISH.say("Look back on:"), finished)):
        if runs:
            lines += ["", title]
        for run in runs:
            number += 1
            taken = ENGLISH.many("{n} decision", "{n} decisions", run.decisions)
            says = ENGLISH.say(
                "{title}, run {id}: {decisions}, {day}, {last}.",
                title=run.title, id=run.id, decisions=taken, day=f"{run.tick} {run.day}", last=local_time(run.last),
            )  # fmt: skip
            lines.append(f"{number}. {says}")
    return [
        *lines,
        "",
        ENGLISH.say("To write a scenario of your own, type w. To join a class, type j."),
        *map(as_called, HOST),
    ]


HOST = (
    "To host a class, use the command: whitecell host starter --syndicates 2",
    "It has a screen for the facilitator; --headless has none.",
)
