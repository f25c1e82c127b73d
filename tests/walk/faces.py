"""What the faces make of a view: a terminal, numbered lines, and a page."""

from __future__ import annotations

import contextlib
import html
import io
from collections.abc import Callable, Iterator, Mapping
from unittest.mock import patch

from game.exercise.acts.desk_acts import seat_line
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Command, ReadBriefing
from game.exercise.views.facilitator_view import DeskView
from game.exercise.views.seat_view import Phase, View
from game.faces.lines import part
from game.faces.page import body
from game.faces.seat import timeline
from game.faces.seat.document import document
from game.faces.take_home import TakeHome
from game.plain.after import end
from game.plain.class_sitting import ClassSitting
from game.plain.sitting import Sitting
from game.plain.talk import InputEnded, Talk
from game.ui.desk import desk_text as desk_page
from game.ui.desk.wall import wall
from game.ui.seat import seat_sheet as seat
from game.ui.seat.seat_layout import lay
from game.words import ENGLISH
from tests.plain.robot import Answer, Robot

WIDE, HIGH = 240, 90
"""A window in which nothing has to be scrolled to or cut."""


class Still:
    """A seat that is handed one view, whatever it asks for."""

    trouble = ""

    def __init__(self, view: View) -> None:
        self.view = view

    def snapshot(self) -> View:
        return self.view

    def submit(self, command: Command) -> View:
        return self.view

    def on_change(self, listener: Callable[[], None]) -> None:
        """Nothing changes."""

    def draft(self, about: str) -> dict[str, str]:
        """Nothing was typed here."""
        return {}

    def keep_draft(self, about: str, fields: Mapping[str, str]) -> None:
        """Nothing that is typed stays."""

    def forget(self, listener: Callable[[], None]) -> None:
        """Nobody was told."""


class Leaving(Still):
    """The same for someone who leaves once the briefing is read: what comes next is another view."""

    def submit(self, command: Command) -> View:
        if isinstance(command, ReadBriefing):
            raise InputEnded
        return self.view


# --- a terminal


def terminal(view: View) -> str:
    """Everything that a seat's screen shows, on whatever page it turns to, alone and in a class."""
    return "\n".join(seat_screen(view))


def seat_screen(view: View) -> Iterator[str]:
    """Every page, every paper, every option marked; in a window with a side column, and in one with a strip."""
    inject = view.inject
    names = ("", "advice", "private", "since", "outcome", "spread", "messages", "timeline", "gauges", "who", "role")
    more = ("lessons", "so_far", "talk", "plan")
    turned = [seat.Turned(page=name) for name in (*names, *more)]
    turned += [seat.Turned(part=part) for part in range(seat.BRIEFING)]
    turned += [seat.Turned(shelf=seat.PaperShelf.TABLE)]
    turned += [
        seat.Turned(page="paper", paper=number, shelf=seat.PaperShelf.TABLE)
        for number in range(len(inject.documents) if inject else 0)
    ]
    turned += [seat.Turned(page="advice", marked=number) for number in range(len(inject.options) if inject else 0)]
    for each in turned:
        sheet = seat.sheet(view, each, seat.Looked(), WIDE, HIGH)
        yield from (row.plain for row in lay(sheet, WIDE, HIGH, 0).rows)


def desk(view: DeskView, at: Desk) -> str:
    """Everything that the facilitator's screen and the wall show of a view."""
    made = [desk_page.header(view, "http://192.0.2.7/", "12:00", WIDE), wall(view, "http://192.0.2.7/", "", WIDE, HIGH)]
    made += [desk_page.banner(view, tall) for tall in (True, False)]
    for each in view.syndicates:
        made += [desk_page.row(each, view.state), desk_page.joining(each, "", "")]
        on_table = at.room.scenario.injects[at.room.scenario.inject_index[each.inject]] if each.inject else None
        made += [desk_page.full(each, on_table, view, WIDE)]
    listed = [
        seat_line(ENGLISH, seat, {role.id: role.title for role in at.room.scenario.roles}) for seat in view.at_door
    ]
    return "\n".join([*(each.plain for each in made), *listed])


# --- a page


def page(view: View) -> str:
    """Everything that a seat's page shows of a view."""
    shown = document(ENGLISH, view)
    around = (shown.title, *shown.facts, *(span.text for span in shown.banner))
    return html.unescape("\n".join((*around, body(shown))))


# --- numbered lines

LETTERS = ["?", "g", "t", "l", "r", "s", "d", "d 1", "d 2", "d 3", "o", "x", "v", "m", "c", "e"]


def asking() -> Answer:
    """Someone who tries every letter at each kind of prompt once, then answers it; then is gone."""
    tried: dict[str, list[str]] = {}
    answered: dict[str, int] = {}

    def answer(prompt: str) -> str | None:
        if "y or n" in prompt:
            return "y"
        if any(word in prompt for word in ("reason", "argument", "How sure")):
            return ""
        kind = prompt.partition(":")[0][:24]
        left = tried.setdefault(kind, list(LETTERS))
        if left:
            return left.pop(0)
        answered[kind] = answered.get(kind, 0) + 1
        if answered[kind] > 3:
            return None
        return str(answered[kind]) if "Your decision" in prompt else ""

    return answer


def said(act: Callable[[], object]) -> str:
    """What is said while somebody answers every prompt."""
    out = io.StringIO()
    robot = Robot(asking(), out)
    with patch("sys.stdin", robot), contextlib.redirect_stdout(out), contextlib.suppress(InputEnded):
        act()
    return out.getvalue()


def plain(view: View, home: TakeHome | None = None) -> str:
    """Everything that numbered lines say of a view, whatever is typed."""
    port = Leaving(view)
    if view.group and home is not None:
        return said(lambda: ClassSitting(Talk(), port, home).play())
    outcome = timeline.outcome(ENGLISH, view.outcome, "", ()) if view.outcome else None
    before = "\n".join(part(ENGLISH, outcome)) if outcome else ""  # said as soon as it is decided
    if view.phase is Phase.OVER:
        return before + said(lambda: end(Talk(), port))
    return before + said(lambda: Sitting(Talk(), port).play())
