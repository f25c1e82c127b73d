"""The way on from a debrief that is read in a browser: what a run can be played again for, by the commands for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.called import program
from game.exercise.run.opening import YES
from game.exercise.run.run_store import Entry
from game.faces.model import Block, Card, Item, Items, Section, TextSpan, para, strong, text
from game.record.run import Run
from game.report.replay import Purpose
from game.scenario.shipped import is_scenario
from game.words import Language


def section(words: Language, run: Run, name: str, purposes: Iterable[Purpose], entries: Iterable[Entry]) -> Section:
    """Return what can be done next with a run: played again to some end, from a decision, laid beside another.

    Args:
        run: it has come to its end.
        name: of the run, as commands call it.
        purposes: what it can be played again for, the nearest first.
        entries: the runs of this machine.
    """
    others = [each.id for each in entries if each.scenario == run.scenario.id and each.id != name and each.decisions]
    rows = [_row(f"{wish.title}. {wish.why}", again(run, name, wish)) for wish in purposes]
    if others:
        rows.append(_row(words.say("Lay this run beside another of the same scenario."), f"debrief {name} {others[0]}"))
    rows.append(_row(words.say("Read everything in full."), f"debrief {name} --full"))
    rows.append(_row(words.say("See all your runs."), "runs"))
    return Section("way_on", words.say("What now?"), tuple(_blocks(words, run, name, rows)), words.say("What now?"))


def _blocks(words: Language, run: Run, name: str, rows: list[Item]) -> Iterator[Block]:
    hint = words.say(
        "This run is kept. Type the command for what you want where you started this one, once it is stopped."
    )
    yield para(hint, role="note")
    yield Items(tuple(rows))
    if run.decisions:
        made = (
            _row(run.scenario.inject(each.inject).title, again(run, name, Purpose("", "", each.inject)))
            for each in run.decisions
        )
        title = words.say("Play on from one of your decisions: all before it stays, with the same luck")
        yield Card((Items(tuple(made)),), text(title), id="way_on-decisions", fold="closed")


def _row(title: str, command: str) -> Item:
    return Item(text(strong(title)), (para(TextSpan(f"{program()} {command}", "code")),))


def again(run: Run, name: str, wish: Purpose) -> str:
    """Return the command that plays a run again to some end; it opens as that run did."""
    if wish.inject:
        return f"branch {name} --at {wish.inject} --page"
    scenario = run.scenario.id if is_scenario(run.scenario.id) else "FILE"  # a log does not keep where its file lay
    said = ["play", scenario]
    if wish.role:
        said += ["--seat", wish.role]
    if not wish.other_luck:
        said += ["--seed", str(run.seed)]
    for flag, answer in run.brought.items():
        said += ["--opening", f"{flag}={YES[answer]}"]
    return " ".join((*said, "--page"))
