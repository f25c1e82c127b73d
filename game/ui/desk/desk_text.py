"""The facilitator's desk as text: the banner, rows, a syndicate in full, the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.exercise.views.facilitator_view import Beside, DeskView, EventRow, State, SyndicateRow
from game.faces import terminal
from game.faces.content_builder import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page
from game.faces.desk.day import needs
from game.faces.desk.events import event as of_board
from game.faces.desk.events import groups, standing
from game.faces.desk.place import DeskPlace
from game.faces.desk.syndicate import progress
from game.faces.desk.syndicate import section as syndicate
from game.faces.large import large
from game.scenario.scenario import Inject
from game.ui.seat.header_line import clock
from game.words import ENGLISH

COLOURS = {State.LOBBY: WARN, State.RUNNING: GOOD, State.HELD: WARN, State.PAUSED: WARN, State.ENDEX: BAD}
KEYS = {"people": "k", "syndicate": "c", "day": "e"}
"""What somebody at a desk should see to stands behind these keys."""
TALL = 30
"""Rows of a screen that has room for the large banner."""


def minutes(seconds: int) -> str:
    """Return a time waited in words."""
    return ENGLISH.say("{n} min", n=seconds // 60) if seconds >= 60 else f"{seconds} s"


def hours(seconds: int) -> str:
    """Return exercise time as a clock: ``1:05:30``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def header(view: DeskView, address: str, wall_time: str, width: int) -> Content:
    """Return the header line: the scenario, the class, where to join, exercise time beside the time on the wall.

    The class's name is what opens it again after its host has gone, so that it stands here for as long as it fits.
    """
    times = ENGLISH.say("exercise {time}  now {wall} ", time=hours(view.exercise_seconds), wall=wall_time)
    left = " " + ENGLISH.say("FACILITATOR  {title}", title=view.title)
    beside = (f"  {view.name}  {address}", f"  {view.name}")
    middle = next((each for each in beside if len(left) + len(each) + len(times) + 4 < width), "")
    left = left[: max(13, width - len(times) - 2)]
    gap = " " * max(1, width - len(left) - len(middle) - len(times))
    return Page().add(left, STRONG).add(middle, MUTED).add(gap).add(times, STRONG).content()


def banner(view: DeskView, tall: bool, health: str = "") -> Content:
    """Return the big banner, with what needs the facilitator beside it."""
    colour = f"bold {COLOURS[view.state]}"
    beside = [terminal.line((each,), KEYS) for each in needs(ENGLISH, view, health)]
    if not tall:
        page = Page().add("  ").add(f" {' '.join(view.state.value)} ", f"{colour} reverse").add("  ")
        for said in beside:
            page.add(" ").put(said).add(" ")
        return page.content()
    page = Page()
    for number, row in enumerate(large(view.state.value)):
        page.add(f"   {row}   ", colour)
        if number < len(beside):
            page.put(beside[number])
        if number < 2:
            page.line()
    return page.content()


def row(each: SyndicateRow, state: State) -> Content:
    """Return one syndicate as a row: where they are, how long they wait, who is there, what they did last.

    After ENDEX nobody waits for anybody: what was on the table then is named, and no more.
    """
    ended = state is State.ENDEX
    page = Page().add(ENGLISH.say("Syndicate {id}", id=each.id), TITLE).add(f"  {each.code}", MUTED)
    if each.held and not ended and not each.over:
        held = ENGLISH.say("HELD after its decision: h lets go") if each.gated else ENGLISH.say("HELD")
        page.add(f"  {held}", WARN)
    page.line()
    seats = ENGLISH.many("{n} seat, {here} connected", "{n} seats, {here} connected", len(each.seats),
                         here=each.connected)  # fmt: skip
    page.line(f"  {seats}   {each.clock}", MUTED)
    if each.inject and not ended:
        page.add(f"  {each.title}", STRONG).add(f"  {minutes(each.waiting)}", MUTED)
        if each.seconds is not None:
            page.add(f"  {clock(each.seconds)}", WARN if each.seconds <= 0 else MUTED)
        page.line()
    if each.inject or each.over:
        page.line(f"  {progress(ENGLISH, each, state)}", MUTED if ended or each.over else GOOD if each.shown else "")
    elif each.seats and not each.last:  # before play: who is there
        names = [seat.name for seat in each.seats]
        page.line(f"  {', '.join(names[:8])}{' …' if len(names) > 8 else ''}")
    if each.beneath:
        page.line("  " + ENGLISH.say("Comes up again: {title}", title=each.beneath), WARN)
    if each.last:
        page.line("  " + ENGLISH.say("Last decision: {last}", last=each.last), MUTED)
    return page.content()


def full(each: SyndicateRow, inject: Inject | None, view: DeskView, width: int) -> Content:
    """Return one syndicate in full, as every desk has it; what is done about it stands behind keys."""
    shown = syndicate(ENGLISH, DeskPlace(), each, inject, {}, dict(view.roles), view.state)
    return terminal.section(shown, width)


def event(row: EventRow, inject: Inject, rows: Sequence[Beside], width: int) -> Content:
    """Return one event in full, as every desk has it; what is done with it stands behind keys."""
    return terminal.section(of_board(ENGLISH, DeskPlace(), row, inject, rows, {}), width)


def joining(each: SyndicateRow, address: str, qr: str) -> Content:
    """Return how to get in: the address, the code of this syndicate, and the address to photograph."""
    page = Page()
    if address:
        page.line(ENGLISH.say("Open {address}", address=address), STRONG)
    page.line(ENGLISH.say("Code of syndicate {id}: {code}", id=each.id, code=each.code), TITLE)
    if qr:
        page.gap()
        picture(page, qr)
    return page.content()


def picture(page: Page, qr: str) -> None:
    """Write a QR code, light on dark whatever the colours are: turned round, few cameras read it."""
    for row in qr.split("\n"):
        page.line(row, "#ffffff on #000000")


def board(events: Sequence[EventRow]) -> list[tuple[str, Content]]:
    """Return the board of events to pick from, each once and by how far it has come anywhere: id, and its row."""
    made: dict[str, Content] = {}
    for group in groups(ENGLISH, events):
        for each in group.rows:
            day = str(each.when).partition(" · ")[0]
            row = Page().add(f"{group.sign} ").add(f"{day:<9} ", MUTED).add(each.title)
            made.setdefault(each.id, row.add(f"  {standing(ENGLISH, each)}", MUTED).content())
    return list(made.items())
