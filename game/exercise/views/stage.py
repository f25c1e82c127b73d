"""The stage of a seat: what somebody in a class has to do now, or waits for (a state machine's output function).

It follows from three values and nothing else, so that two places that ask can never differ.
"""

from __future__ import annotations

from game.exercise.classroom.roster import Member, Roster
from game.exercise.classroom.votes import by_vote, chosen_at, on_table, writer
from game.exercise.views.class_view import Stage
from game.record.run import Run

UNBROKEN = (Stage.LOBBY, Stage.READY, Stage.ENDED, Stage.ENDEX)
"""Stages that a hold does not reach: who is not at play yet, or no longer."""


def stage(roster: Roster, run: Run, member: Member) -> Stage:
    """Return what a seat has to do now, pauses and holds included; ``run`` is its syndicate's."""
    beneath = under(roster, run, member)
    if roster.paused and beneath not in (Stage.LOBBY, Stage.READY, Stage.ENDEX):
        return Stage.PAUSED
    return Stage.HELD if run.held and beneath not in UNBROKEN else beneath


def under(roster: Roster, run: Run, member: Member) -> Stage:
    """Return the stage beneath a pause or a hold: where the seat is, and where it goes on."""
    if not member.admitted:
        return Stage.LOBBY
    if roster.over:
        return Stage.ENDEX
    if not roster.begun or member.seat not in run.briefed:
        return Stage.READY
    inject = on_table(run)
    if inject is None:
        return Stage.ENDED
    if not inject.reaches(member.roles):
        return Stage.ELSEWHERE
    if member.observes:
        return Stage.OBSERVE
    if not inject.options:
        return Stage.READ
    if inject.written:
        if inject.id in run.texts:
            return Stage.JUDGING
        writes = writer(roster, run, member.syndicate, inject)
        if writes is None:
            return Stage.PEN if by_vote(inject) else Stage.WRITING
        return Stage.WRITE if writes.seat == member.seat else Stage.WRITING
    if inject.id in run.shown:
        return Stage.VOTE if by_vote(inject) else Stage.TALK
    return Stage.CHOSEN if member.seat in chosen_at(run, inject) else Stage.CHOOSE
