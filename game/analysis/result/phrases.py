"""Sentences that several findings share: what is sampled, by name, and what has to be released."""

from __future__ import annotations

from collections.abc import Sequence

from game.analysis.abstraction.objectives import Objective

NAMED = 4
"""So many of what is sampled are named in a sentence."""


def unknown(objectives: Sequence[Objective]) -> str:
    """Say of objectives, at least one of them, that they are sampled: the first few by name."""
    return f"{named([objective.id for objective in objectives])} {'are' if len(objectives) > 1 else 'is'} sampled"


def named(ids: Sequence[str]) -> str:
    """Return ids in quotes, joined as in a sentence; of many the first few, and how many more there are."""
    names = [f"'{id}'" for id in ids]
    if len(names) > NAMED:
        names[NAMED - 1 :] = [f"{len(names) - NAMED + 1} others"]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def only_if(sets: Sequence[Sequence[str]]) -> str:
    """Say which injects of the tray have to be released: one set of them, or another."""
    named = [(" and ".join(f"'{id}'" for id in each), "are" if len(each) > 1 else "is") for each in sets]
    return f"only if {' or '.join(f'{names} {verb} released' for names, verb in named)}"
