"""A debrief cut for one role's copy.

The model of a debrief is a syndicate's: what everybody may read once the exercise is over. A few things in it were one
seat's alone all the same, and they are what is left out here:

- notes (the model does not say whose they are) and personal answers and forecasts (one seat's);
- the argument against its own choice that the deciding seat wrote: the spread shows reasons, never this;
- the titles of papers left closed, which may have been addressed to other seats, and pictures that were;
- of what bore on a decision the papers for other seats, and the private facts of others that stayed with them;
- what was not heard, on the first page, where it was another seat's to say or to read;
- what another role's card says that its headquarters rewards. How content each headquarters is stays: that is
  what the table has to talk about.

Role cards and the papers themselves, pictures and lines that bear apart, are in no debrief.
"""

from __future__ import annotations

from dataclasses import replace

from game.report.front import for_roles as front_for_roles
from game.report.model import BearingPart, Debrief

SAID = (
    "This is a copy for one role: notes, personal answers, papers and interests that other seats alone knew are left "
    "out."
)


def _theirs(part: BearingPart, roles: frozenset[str]) -> bool:
    """Whether roles knew of a paper or a fact: it was for one of them or for everyone, or was put on the table."""
    return not part.to or bool(roles.intersection(part.to)) or (part.alone and part.heard)


def for_roles(debrief: Debrief, roles: frozenset[str]) -> Debrief:
    """Return a debrief without what other seats alone knew; ``roles`` are titles, as in `HeadquartersPart.role`."""
    return replace(
        debrief,
        you=", ".join([part.role for part in debrief.headquarters if part.role in roles] or sorted(roles)),
        decisions=tuple(
            replace(
                part, notes=(), counter="", unread=(),
                pictures=tuple(each for each in part.pictures if not each.to or roles.intersection(each.to)),
                bearing=tuple(each for each in part.bearing if _theirs(each, roles)),
            )
            for part in debrief.decisions
        ),
        headquarters=tuple(
            part if part.role in roles else replace(part, parts=()) for part in debrief.headquarters
        ),
        forecasts=(),
        brier=None,
        recalled=(),
        answers=(),
        notes=(),
        front=debrief.front and front_for_roles(debrief.front, roles),
    )  # fmt: skip
