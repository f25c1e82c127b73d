"""Pictures among papers, for faces that ask for them by their hash: to a seat what it has opened, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from game.exercise.run.run_store import kept_pictures
from game.record.run import Run
from game.scenario.pictures import kind_of
from game.scenario.scenario import Scenario


def opened_picture(scenario: Scenario, runs: Iterable[Run], seat: str, sha256: str) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of a picture that a seat has opened in one of these runs.

    Without a seat any picture of the scenario is given. None where there is none of this hash, or it was not opened.
    """
    listed = {
        (inject.id, number)
        for inject in scenario.injects
        for number, each in enumerate(inject.documents)
        if each.picture is not None and each.picture.sha256 == sha256
    }
    if seat:
        listed &= {(inject, number) for run in runs for by, inject, number in run.opened if by == seat}
    data = kept_pictures().read(sha256) if listed else None
    return (kind_of(data), data) if data is not None else None
