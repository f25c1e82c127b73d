"""What is worked out beside play for the debrief: what it will take here, and of what it is there already."""

from __future__ import annotations

from collections.abc import Iterator

from game.doctor.finding import NOTE, OK, MachineFinding


def values() -> Iterator[MachineFinding]:
    """What values of the shipped scenarios are kept, and what working out the others will take."""
    from game.analysis.memory import half, said
    from game.analysis.result.kept_analyses import MAX_BYTES, Shelf
    from game.analysis.run.debrief_questions import asked
    from game.scenario.load import load, shipped
    from game.working_ahead import BUSY, MEMORY, SWITCH, switched_off

    title = "Debrief values"
    if switched_off():
        says = f"nothing is worked out beside play: {SWITCH} says so. First pages of large scenarios then say “about”."
        yield MachineFinding(NOTE, title, says)
        return
    shelf, left = Shelf(), []
    for id, path in shipped().items():
        made = load(path)
        if shelf.waiting(made, asked(made), 1):
            left.append(id)
    takes = (
        f"one process of low priority, with at most {said(min(half() // 2, MEMORY))} of memory, and "
        f"{said(MAX_BYTES)} of disk for all; it stands still while others take more than {BUSY:.0%} of the machine"
    )
    if left:
        says = f"what was open at each decision is worked out beside play by {takes}. Not there yet: {', '.join(left)}."
        yield MachineFinding(OK, title, says)
    else:
        yield MachineFinding(OK, title, "what was open at each decision is there for every shipped scenario.")
