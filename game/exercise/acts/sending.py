"""The id of what a seat or a desk sends next: the same until it was sent, so that a form sent twice is done once.

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
AT_DESK: Mapping[str, Kind] = {
    "begin": Kind.PLAY_BEGUN, "pause": Kind.PAUSED, "resume": Kind.RESUMED, "hold": Kind.HELD, "let_go": Kind.LET_GO,
    "gate": Kind.GATE_SET, "decide": Kind.DECISION_TAKEN, "judge": Kind.DECISION_TAKEN,
    "lay_aside": Kind.INJECT_ACKNOWLEDGED, "tray": Kind.INJECT_RELEASED, "news": Kind.INJECT_WRITTEN,
    "message": Kind.MESSAGE_SENT, "withdraw_inject": Kind.INJECT_WITHDRAWN, "withdraw_news": Kind.NEWS_WITHDRAWN,
    "withdraw_letter": Kind.MESSAGE_WITHDRAWN, "undo": Kind.DECISION_TAKEN_BACK, "adjust": Kind.GAUGE_ADJUSTED,
    "observe": Kind.OBSERVATION_MADE, "tick": Kind.ACTION_SEEN, "commit": Kind.COMMITTED,
    "note": Kind.OBSERVATION_MADE, "minutes": Kind.TIME_SET, "show": Kind.CHOICES_SHOWN, "admit": Kind.SEAT_ADMITTED,
    "roles": Kind.ROLES_GIVEN, "swap": Kind.ROLES_GIVEN, "observing": Kind.SEAT_OBSERVES,
    "role_set": Kind.ROLE_SET_GIVEN, "move": Kind.SEAT_MOVED, "merge": Kind.SEATS_MERGED, "remove": Kind.SEAT_REMOVED,
    "give_desk": Kind.DESK_GIVEN, "take_desk": Kind.DESK_TAKEN, "deal": Kind.ROLES_GIVEN,
    "wall": Kind.WALL_SET, "reasons": Kind.REASONS_ASKED, "memory": Kind.RECALL_ASKED, "endex": Kind.ENDEX,
}  # fmt: skip
"""What an act of a desk writes, as `WRITES` says of a seat's."""
OF_THE_CLASS = ("take_role", "give_role_back", "names")
"""Acts that are written in the class's own log."""


def sending_id(place: str, seat: str, offer: Offer, times: int) -> str:
    """Return the id under which a seat or a desk sends an offer now, as commands carry it.

    Args:
        place: class and syndicate, or the run.
        seat: who sends it.
        offer: what is sent.
        times: how often the seat has written what the act writes.
    """
    return hashlib.blake2s("\0".join((place, seat, offer.key, str(times))).encode(), digest_size=16).hexdigest()
