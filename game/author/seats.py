"""The seats of a new scenario: ids made from the titles that an author gives, with a role card to begin from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from game.author.errors import AuthorError
from game.scenario.field_types import as_id
from game.scenario.text import clean_line

CARDS = (
    (
        (
            "You sign for whatever this office promises, and you are asked about it by people who are not here.\n"
            "Headquarters dislikes surprises and forgives slowness. You want the town to think of you as fair."
        ),
        "{public_trust: 2, local_ownership: 1}",
    ),
    (
        (
            "You answer for everyone's safety on both banks, with fewer people than you were promised. You think in\n"
            "hours, and you have learned to ask who is on watch."
        ),
        "{safety: 3}",
    ),
    (
        (
            "You hold the purse, and you are asked for receipts. Money promised twice comes back to your desk.\n"
            "You would like each sum to change something that can be shown."
        ),
        "{funds: 2, public_trust: 1}",
    ),
    (
        (
            "You know the families on both banks by name. You were here before the others and will be asked later\n"
            "what they left behind. You want the town to run its own affairs, and soon."
        ),
        "{local_ownership: 3}",
    ),
)
"""Briefs and interests, dealt out in turn."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a new scenario."""

    id: str
    title: str
    brief: str
    interests: str

    def written(self) -> str:
        """The seat as it stands under `roles`."""
        brief = "".join(f"      {line}\n" for line in self.brief.split("\n"))
        title = json.dumps(self.title, ensure_ascii=False)
        return f"  {self.id}:\n    title: {title}\n    brief: |\n{brief}    interests: {self.interests}\n"


def seats(titles: Sequence[str]) -> list[Seat]:
    """Return a seat for each title, in order; ids are made from the titles and differ.

    Raises:
        AuthorError: where two seats have one title, or one has none.
    """
    made: list[Seat] = []
    for number, given in enumerate(titles):
        title = clean_line(given, 120)
        if not title:
            raise AuthorError("a seat has no name; write the posts with commas between them.")
        id = as_id(title)[:40].rstrip("_")
        if title.casefold() in {seat.title.casefold() for seat in made}:
            raise AuthorError(f"two seats are called '{title}'; name each post once.")
        while id == "vote" or id in {seat.id for seat in made}:  # `decided_by: vote` means all seats
            id = f"{id}_{number + 1}"
        brief, interests = CARDS[number % len(CARDS)]
        made.append(Seat(id, title, brief, interests))
    return made
