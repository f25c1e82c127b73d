"""The cards of a class's syndicates: made once a talk is begun, beside the loop that all seats share, and kept.

What the record says is the syndicate's own copy of its debrief: what its seats are shown hangs on nobody's seat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from game.errors import Said
from game.exercise.classroom.classroom import Classroom
from game.exercise.views.class_view import TalkCard
from game.faces.cards import cards
from game.report.group import group_debrief
from game.words import language


class Decks:
    """The decks of one class (see `game.exercise.classroom.classroom.Deck`)."""

    def __init__(self, room: Classroom) -> None:
        self._room = room
        self._made: dict[str, Mapping[str, TalkCard]] = {}
        self._waiting: dict[str, int] = {}
        """Syndicates whose deck is being made, and how long their run was when that began."""
        self._whole: set[str] = set()
        """Those whose deck has everything that an analysis says in it."""

    def __call__(self, syndicate: str) -> Mapping[str, TalkCard]:
        """Return the cards of a syndicate's talk, by id; none while they are being made.

        As long as an analysis is at work they are made anew with each card that is turned.
        """
        length = self._room.tables[syndicate].run.seq
        if syndicate not in self._whole and self._waiting.get(syndicate, -1) < length:
            self._waiting[syndicate] = length
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                self._make(syndicate)
            else:
                making = loop.run_in_executor(None, self._make, syndicate)
                making.add_done_callback(lambda _: self._room.tell(syndicate))
        return self._made.get(syndicate, {})

    def _make(self, syndicate: str) -> None:
        try:
            debrief = group_debrief(self._room.record(), syndicate).debrief
        except Said:
            return  # the class is being closed
        if debrief.front is None or debrief.front.method != "none":
            self._whole.add(syndicate)
        made = cards(language(self._room.language), debrief)
        self._made[syndicate] = {each.id: each for each in made}
