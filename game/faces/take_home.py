"""What a seat takes home: its copy of its syndicate's debrief, on the screen and as a page."""

from __future__ import annotations

from typing import Protocol

from game.exercise.classroom.classroom import Classroom
from game.report.group import GroupDebrief, seat_debrief


class TakeHome(Protocol):
    """One seat's copy. It is there once the exercise is over."""

    def debrief(self) -> GroupDebrief:
        """Return the debrief, without what other seats alone knew (Refused before ENDEX)."""
        ...

    def page(self) -> tuple[str, str]:
        """Return a file name and the page as HTML (Refused before ENDEX)."""
        ...


class LocalCopy:
    """A copy made in the host's process."""

    def __init__(self, room: Classroom, seat: str) -> None:
        self.room, self.seat = room, seat

    def debrief(self) -> GroupDebrief:
        """See `TakeHome.debrief`."""
        return seat_debrief(self.room.record(), self.seat)

    def page(self) -> tuple[str, str]:
        """See `TakeHome.page`."""
        from game.faces.report_page import group_html  # here, because only few ask for a page

        made = self.debrief()
        return page_name(self.room.name, made.syndicate, "my-copy"), group_html(
            made, language=self.room.scenario.language, own=True
        )


def page_name(room: str, syndicate: str = "", whose: str = "") -> str:
    """Return the file name of a page to take home."""
    parts = [room, f"syndicate-{syndicate}" if syndicate else "class", whose]
    return f"{'-'.join(part for part in parts if part)}.html"
