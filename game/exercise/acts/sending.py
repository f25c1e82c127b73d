"""The id of what a seat sends next: the same for as long as it has not sent it, so that a form sent twice is done once.

It is counted from the log alone: after a crash, and on another host of the same class, it is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from game.exercise.acts.offer import Offer
from game.record.events import Kind

WRITES: Mapping[str, Kind] = {
    "read_briefing": Kind.BRIEFING_READ, "take_role": Kind.ROLES_GIVEN, "give_role_back": Kind.ROLES_GIVEN,
    "answer": Kind.QUESTION_ANSWERED, "foretell": Kind.FORECAST_MADE, "decide": Kind.CHOICE_MADE,
    "choose": Kind.CHOICE_MADE, "vote": Kind.VOTE_CAST, "settle": Kind.DECISION_TAKEN, "write": Kind.ANSWER_WRITTEN,
    "pen": Kind.VOTE_CAST, "acknowledge": Kind.INJECT_ACKNOWLEDGED, "colleagues": Kind.DECISION_TAKEN,
    "show": Kind.CHOICES_SHOWN, "tell": Kind.FACT_SHARED, "note": Kind.NOTE_ADDED, "names": Kind.CONSENT_GIVEN,
    "card": Kind.CARD_TURNED, "commit": Kind.COMMITTED,
    "recall": Kind.RECALLED,
}  # fmt: skip
"""What an act writes: whenever its seat has written it once more, its id becomes another. A paper is opened once."""
OF_THE_CLASS = ("take_role", "give_role_back", "names")
"""Acts that are written in the class's own log."""


def sending_id(place: str, seat: str, offer: Offer, times: int) -> str:
    """Return the id under which a seat sends an offer now, as commands carry it.

    Args:
        place: class and syndicate, or the run.
        seat: who sends it.
        offer: what is sent.
        times: how often the seat has written what the act writes.
    """
    return hashlib.blake2s("\0".join((place, seat, offer.key, str(times))).encode(), digest_size=16).hexdigest()
