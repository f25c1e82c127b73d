"""The binder: every paper that a seat has opened so far, by inject. It is asked for; a view does not carry it along."""

from __future__ import annotations

from dataclasses import dataclass

from game.exercise import wording
from game.exercise.views.document_kinds import MAP
from game.exercise.views.seat_view import DocumentView
from game.exercise.views.seat_view_builder import documents_of, roles_of
from game.record.run import Run
from game.rules.state import Acknowledged, Decided, Passed


@dataclass(frozen=True, slots=True)
class FolderView:
    """The papers of one inject that were opened."""

    title: str
    """The inject's."""
    when: str
    """The day on which it was dealt with, in short; nothing while it is on the table."""
    papers: tuple[DocumentView, ...]


def binder(run: Run, seat: str, roles: frozenset[str] | None = None) -> tuple[FolderView, ...]:
    """Return what a seat has opened, in the order in which the injects were dealt with; what is on the table last.

    ``roles`` are those that it holds among others; None is a person alone.
    """
    held = roles_of(run, seat) if roles is None else roles
    days = {event.inject: event.day for event in run.happenings if isinstance(event, Decided | Acknowledged | Passed)}
    on_table = run.state.on_table
    made = []
    for index in (*days, *(() if on_table is None or on_table in days else (on_table,))):
        inject = run.scenario.injects[index]
        papers = tuple(paper for paper in documents_of(run, seat, held, inject) if paper.opened)
        if papers:
            when = wording.short(run.scenario, days[index]) if index in days else ""
            made.append(FolderView(inject.title, when, papers))
    return tuple(made)


def maps(folders: tuple[FolderView, ...]) -> tuple[DocumentView, ...]:
    """Return the maps in a binder, the one opened last first."""
    return tuple(paper for folder in reversed(folders) for paper in folder.papers if paper.kind == MAP)
