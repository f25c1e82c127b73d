"""The class that somebody who hosts a scenario may have meant: one that is in play and that no host serves now."""

from __future__ import annotations

from game.exercise.classroom.class_store import ClassEntry, Classes
from game.exercise.classroom.rehearsal import SIMULATED
from game.record.log import RecordError


def in_play(classes: Classes, scenario: str) -> ClassEntry | None:
    """Return the class of a scenario that was used last, has people in it, and was not brought to its end.

    Nobody comes back to a rehearsal, or to a class that nobody joined; one that is open in another window is served.
    """
    for entry in classes.entries():
        if entry.scenario == scenario and not entry.over and (entry.begun or entry.seats) and _waits(classes, entry.id):
            return entry
    return None


def _waits(classes: Classes, name: str) -> bool:
    """Whether people of a class may come back, and nobody serves it."""
    try:
        members = classes.read(name).roster.members.values()
        classes.store.open(name).close()
    except RecordError:
        return False
    return any(not member.name.endswith(SIMULATED) for member in members) or not members
