"""Who gets what and has something to do: seats, papers, private facts, the facilitator."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.subject import Subject
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Inject

IDLE = 3
"""So many injects running with nothing to do are too many."""


def seats(subject: Subject) -> Iterator[Finding]:
    """What is wrong with who gets what."""
    for index, inject in enumerate(subject.scenario.injects):
        yield from _addressed(subject, inject, ("injects", index))
        yield from _decided(subject, inject, ("injects", index))
    yield from _idle(subject)
    for role in subject.scenario.roles:
        if not role.brief:
            says = f"the seat '{role.id}' has no role card."
            yield subject.finding(
                "WC305", ("roles", role.id), says, "Add 'brief:' with what this actor wants.", key=True
            )
    if not subject.scenario.minutes:
        says = "the scenario does not say how long it takes."
        yield subject.finding("WC309", (), says, "Add 'minutes:' with what a facilitator should plan.")


def _addressed(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    present = set(inject.to) or {role.id for role in subject.scenario.roles}
    for number, document in enumerate(inject.documents):
        where: Path = (*path, "documents", number)
        if document.to and not present & {*document.to}:
            away, here = ", ".join(document.to), ", ".join(inject.to)
            says = f"'{document.title}' goes to {away}, and '{inject.id}' only to {here}."
            yield subject.finding("WC242", (*where, "to"), says, "Address it to a seat that gets the inject.")
        if not document.text.strip():
            yield subject.finding("WC258", where, f"'{document.title}' has no text.", "Add 'text:' or 'file:'.")
    for role, _ in inject.private:
        if role not in present:
            says = f"'{role}' does not get '{inject.id}', and so not this fact."
            yield subject.finding(
                "WC243", (*path, "private", role), says, "Add the seat to the inject's 'to'.", key=True
            )


def _decided(subject: Subject, inject: Inject, path: Path) -> Iterator[Finding]:
    if not inject.situation.strip():
        yield subject.finding("WC257", path, f"'{inject.id}' has no situation.", "Say what has happened.")
    if not inject.options:
        return
    if inject.to and inject.decided_by not in ("vote", *inject.to):
        says = f"'{inject.decided_by}' decides '{inject.id}', and does not get it."
        yield subject.finding("WC244", (*path, "to"), says, "Add the seat to 'to', or let another decide.")
    if len(inject.options) == 1:
        says = f"'{inject.id}' has one option."
        yield subject.finding("WC245", (*path, "options"), says, "Add another, or make it information.", key=True)
    if not (inject.expected or inject.notes):
        says = f"'{inject.id}' has no 'expected' and no 'notes'."
        yield subject.finding("WC306", path, says, "Tell the facilitator what to look for and what to ask.")
    if all(option.requires for option in inject.options):
        says = f"every option of '{inject.id}' has a 'requires'."
        yield subject.finding(
            "WC308", (*path, "options"), says, "Leave one open to all, unless this is meant.", key=True
        )


def _idle(subject: Subject) -> Iterator[Finding]:
    decisions = sorted((inject.first, index, inject) for index, inject in subject.decisions() if not inject.manual)
    for role in subject.scenario.roles:
        run: list[tuple[int, Inject]] = []
        for _, index, inject in decisions:
            run = [] if _has_a_part(role.id, inject) else [*run, (index, inject)]
            if len(run) == IDLE:
                names = ", ".join(f"'{each.id}'" for _, each in run)
                says = f"'{role.id}' has nothing to do in {names}."
                cure = "Give the seat a private fact, advice on an option, a document or the decision in one of them."
                yield subject.finding("WC241", ("injects", run[0][0]), says, cure)


def _has_a_part(role: str, inject: Inject) -> bool:
    """Whether a seat decides, votes, advises, or holds something that nobody else has."""
    if inject.to and role not in inject.to:
        return False
    return (
        inject.decided_by in ("vote", role)
        or any(each == role for each, _ in inject.private)
        or any(advice.role == role for option in inject.options for advice in option.advice)
        or any(role in document.to for document in inject.documents)
    )
