"""Who gets what and has something to do: seats, papers, private facts, the facilitator."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from game.scenario.checks.check_context import Subject
from game.scenario.findings import Finding
from game.scenario.node import Path
from game.scenario.scenario import Inject

IDLE = 3
"""So many injects running with nothing to do are too many."""


def seats(subject: Subject) -> Iterator[Finding]:
    """What is wrong with who gets what."""
    for index, inject in enumerate(subject.scenario.injects):
        present = {role.id for role in subject.scenario.roles if inject.gets(role.id)}
        yield from _addressed(subject, inject, present, ("injects", index))
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


def _addressed(subject: Subject, inject: Inject, present: set[str], path: Path) -> Iterator[Finding]:
    for number, document in enumerate(inject.documents):
        where: Path = (*path, "documents", number)
        if document.to and not present & {*document.to}:
            away, here = ", ".join(document.to), ", ".join(inject.to)
            says = f"'{document.title}' goes to {away}, and '{inject.id}' only to {here}."
            yield subject.finding("WC242", (*where, "to"), says, "Address it to a seat that gets the inject.")
        refused = not subject.whole and subject.root.find((*where, "file")).text  # that its file cannot be read is said
        if not document.text.strip() and document.picture is None and not refused:
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
        says = f"'{inject.decided_by}' decides '{inject.id}' and so gets it, and its 'to' does not say so."
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
    decisions = sorted((inject.first, index) for index, inject in subject.decisions() if not inject.manual)
    injects = [(index, subject.scenario.injects[index]) for _, index in decisions]
    shared: list[int] = []
    own: dict[str, list[int]] = {role.id: [] for role in subject.scenario.roles}
    for place, (_, inject) in enumerate(injects):
        busy = _with_a_part(inject)
        if inject.decided_by == "vote" and not inject.to:
            shared.append(place)
        for role in busy & own.keys() if busy else ():
            own[role].append(place)
    # Only where not everybody votes there can be a seat without a part; so many seats and votes cost nothing.
    stretches = [(start, end) for start, end in _gaps(shared, 0, len(injects)) if end - start >= IDLE]
    for role, places in own.items():
        for start, end in (gap for first, last in stretches for gap in _gaps(places, first, last)):
            if end - start >= IDLE:
                names = ", ".join(f"'{inject.id}'" for _, inject in injects[start : start + IDLE])
                says = f"'{role}' has nothing to do in {names}."
                cure = "Give the seat a private fact, advice on an option, a document or the decision in one of them."
                yield subject.finding("WC241", ("injects", injects[start][0]), says, cure)


def _with_a_part(inject: Inject) -> set[str]:
    """The seats that decide, advise, or hold something that nobody else has; in a vote all whom the inject is for."""
    busy = {inject.decided_by, *(role for role, _ in inject.private)}
    busy.update(advice.role for option in inject.options for advice in option.advice)
    busy.update(role for document in inject.documents for role in document.to)
    if inject.decided_by == "vote":
        busy.update(inject.to)
    return busy & {*inject.to} if inject.to else busy


def _gaps(places: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between places (in order) from `start` to before `end`."""
    for place in places[bisect_left(places, start) : bisect_left(places, end)]:
        yield start, place
        start = place + 1
    yield start, end
