"""One sound run beside a damaged one: what has to hold of both, whatever the damage."""

import random
from pathlib import Path

from game.errors import Said
from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.faces.debrief import document
from game.faces.lines import report
from game.report.debrief import debrief
from game.scenario.findings import ScenarioError
from game.words import ENGLISH
from tests.kit import ending, inject, option, scenario
from tests.record.damage import damaged

SOUND, HURT = "sound", "hurt"


def played(folder: Path) -> Library:
    """A shelf with one run of three decisions, under the name `SOUND`."""
    library = Library(folder)
    made = scenario(
        [
            inject("one", option("a"), option("b"), day=0),
            inject("two", option("c"), option("d"), day=3),
            inject("three", option("e"), option("f"), day=5),
        ],
        endings=[ending("done")],
    )
    table = library.begin(made, 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    seat.submit(cmd.AddNote(text="noted", about="one"))
    for id, chosen in (("one", "a"), ("two", "c"), ("three", "e")):
        seat.submit(cmd.Decide(inject=id, option=chosen, confidence=7, reason="why not", counter="because"))
    table.log.close()
    library.path(table.name).replace(library.path(SOUND))
    library.path(table.name).with_suffix(".lock").unlink()
    return library


def holds(library: Library, seed: int) -> str:
    """Put a damaged copy beside the sound run; return what broke a promise, or nothing."""
    path = library.path(HURT)
    path.write_bytes(damaged(library.path(SOUND).read_bytes(), random.Random(seed)))
    before = contents(library.folder)
    try:
        listed = {entry.id: entry.problem for entry in library.entries()}
        if set(listed) != {SOUND, HURT} or listed[SOUND]:
            return f"listed: {listed}"
        try:
            run = library.read(HURT)
            report(ENGLISH, document(ENGLISH, debrief(run, HURT)))
        except (Said, ScenarioError) as problem:
            if "\n" in str(problem) or "\x1b" in str(problem):
                return f"said: {problem!r}"
        else:
            if listed[HURT]:
                return f"read, though listed as damaged: {listed[HURT]}"
        if contents(library.folder) != before:
            return "reading changed the folder"
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte by byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
