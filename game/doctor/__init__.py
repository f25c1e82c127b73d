"""The doctor: what may go wrong on the day, found out the day before.

Each examination looks at this machine alone; nothing is fetched and nothing is sent. What it writes (a log, in a folder
of its own within the data folder) it takes away again.
"""

from __future__ import annotations

from game.doctor.finding import WARNING, Examination, MachineFinding

__all__ = ["Finding", "examine"]


def examine() -> list[MachineFinding]:
    """Return everything that was found: the program, its store, the terminal, the network."""
    from game.doctor.ahead import values
    from game.doctor.installed import packages, python, scenarios, sqlite
    from game.doctor.network import network
    from game.doctor.store import classes, clock, runs, store
    from game.doctor.terminal import terminal

    found: list[MachineFinding] = []
    for look in (python, packages, sqlite, scenarios, store, runs, classes, values, clock, terminal, network):
        found += _looked(look)
    return found


def _looked(look: Examination) -> list[MachineFinding]:
    """What one examination found; where it fails itself, that, so that it hides no other."""
    try:
        return list(look())
    except Exception as problem:
        says = f"could not be examined ({type(problem).__name__}: {problem})."
        return [MachineFinding(WARNING, look.__name__.capitalize(), says)]
