"""Hosting a class: the exercise, the screens and the web, put together. Each of them knows nothing of the others."""

from __future__ import annotations

import asyncio
import contextlib
import shlex
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from textual.app import App

from game.called import program
from game.errors import Said
from game.exercise import json_codec
from game.exercise.acts.act import Right
from game.exercise.classroom.class_store import Classes, renew, usual
from game.exercise.classroom.classroom import FACILITATOR, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.heartbeat import EVERY, Heartbeat
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.rehearsal import SIMULATED, Rehearsal
from game.exercise.classroom.unfinished import in_play
from game.exercise.errors import Refused
from game.exercise.run.opened_pictures import opened_picture
from game.exercise.run.opening import brought, earlier, read_given
from game.exercise.run.run_store import home, local_time
from game.faces.decks import Decks
from game.faces.desk_page import DeskPage
from game.faces.seat_page import SeatPage
from game.faces.take_home import LocalCopy, page_name
from game.plain.talk import InputEnded, Left, Talk
from game.record.run import as_played
from game.record.store import store_at
from game.report.wire import group_json
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from game.ui.desk.desk_app import DeskApp, asked_before
from game.ui.desk.desk_board import Served
from game.ui.desk.wall import facts
from game.ui.shell.faults import Faults
from game.web.host import Server, beside, bound, headless, vacant
from game.web.journal import keep_log
from game.words import lazy
from game.working_ahead import ValuesAhead

PACE = 1.5
"""Seconds between two acts of a rehearsal's simulated people."""


@dataclass(frozen=True, slots=True)
class ClassOptions:
    """What the command asks for."""

    scenario: str
    """The id of a shipped scenario, a path, or the name of a class to open again."""
    syndicates: int | None = None
    port: int = 8765
    lan: bool = False
    tls: bool | None = None
    """None: with ``lan`` yes, else no."""
    store: str = ""
    seed: int = 1
    admit: bool = False
    large: bool = False
    """Room for more syndicates and seats than one laptop is promised to hold."""
    rehearse: bool = False
    new: bool = False
    """Begin another class, though one of this scenario is in play."""
    after: str = ""
    """The earlier run, or a class's syndicate, whose end answers what the scenario opens with."""
    openings: tuple[str, ...] = ()
    """Answers to that, ``FLAG=yes`` or ``FLAG=no``."""


class Port:
    """A seat whose screen is elsewhere (see `game.web.protocols.Port`)."""

    def __init__(self, room: Classroom, seat: str) -> None:
        self._seat, self._copy = ClassSeat(room, seat), LocalCopy(room, seat)
        self.on_change, self.forget = self._seat.on_change, self._seat.forget

    def snapshot(self) -> Any:
        """See `game.web.protocols.Port.snapshot`."""
        return json_codec.view_json(self._seat.snapshot())

    def submit(self, command: dict[str, Any]) -> Any:
        """See `game.web.protocols.Port.submit`."""
        return json_codec.view_json(self._seat.submit(json_codec.command_from(command)))

    def binder(self) -> Any:
        """See `game.web.protocols.Port.binder`."""
        return json_codec.binder_json(self._seat.binder())

    def draft(self, about: str) -> dict[str, str]:
        """See `game.web.protocols.Port.draft`."""
        return self._seat.draft(about)

    def keep_draft(self, about: str, fields: dict[str, Any]) -> None:
        """See `game.web.protocols.Port.keep_draft`."""
        self._seat.keep_draft(about, json_codec.draft_from(fields))

    def debrief(self) -> Any:
        """See `game.web.protocols.Port.debrief`."""
        return group_json(self._copy.debrief())

    def page(self) -> tuple[str, str]:
        """See `game.web.protocols.Port.page`."""
        return self._copy.page()


class ClassWindow(SeatPage):
    """One window at the page of a seat (see `game.web.protocols.Window`)."""

    def __init__(self, room: Classroom, seat: str) -> None:
        super().__init__(ClassSeat(room, seat))
        self._room, self._id = room, seat

    def on_change(self, now: Callable[[], None], later: Callable[[], None]) -> None:
        """See `game.web.protocols.Window.on_change`."""
        self._room.on_change(now, self._id, later)

    def forget(self, now: Callable[[], None]) -> None:
        """See `game.web.protocols.Window.forget`."""
        self._room.forget(now)


class ClassDesk(DeskPage):
    """One window at the page of a desk (see `game.web.protocols.DeskWindow`)."""

    def on_change(self, now: Callable[[], None], later: Callable[[], None]) -> None:
        """See `game.web.protocols.Window.on_change`."""
        self._desk.room.on_change(now, "", later)

    def forget(self, now: Callable[[], None]) -> None:
        """See `game.web.protocols.Window.forget`."""
        self._desk.room.forget(now)


class Screens:
    """The screens of one class (see `game.web.protocols.Screens`)."""

    def __init__(self, room: Classroom, rehearsed: bool = False) -> None:
        self.room, self.rehearsed = room, rehearsed
        self.connected: Callable[[str], bool] = lambda seat: True
        self.address = self.certificate = ""
        self.token = ""
        """Of the facilitator's last link, where it is known here."""
        self.health: Callable[[], str] = lambda: ""
        room.deck = Decks(room)

    def window(self, seat: str) -> ClassWindow:
        """See `game.web.protocols.Screens.window`."""
        return ClassWindow(self.room, seat)

    def desk_window(self, desk: str, asked: Mapping[str, str]) -> ClassDesk:
        """See `game.web.protocols.Screens.desk_window`."""
        holder = self.room.roster.holders.get(desk) if desk else None
        if desk and (holder is None or holder.taken):
            raise Refused(lazy("this desk was taken back."))
        by, right = (holder.desk, holder.right) if holder else (FACILITATOR, Right.FACILITATOR)
        return ClassDesk(
            Desk(self.room, lambda seat: self.connected(seat), by, right), asked, holder.name if holder else "",
            lambda: self.address, self.certificate, lambda: self.health(), self.new_link,
        )  # fmt: skip

    def new_link(self, passes: bool = True) -> str:
        """Return a link for a second screen of the facilitator's; links made before are worth nothing then.

        Args:
            passes: whether the wall and the desks stay open that older links had opened.
        """
        self.token = renew(self.room, passes)
        return self.link()

    def link(self) -> str:
        """Return the facilitator's last link, as long as it opens the desk; nothing where none is known."""
        return f"{self.address}facilitator?t={self.token}" if self.token and self.room.opens(self.token) else ""

    def desk_debrief(self, syndicate: str) -> tuple[str, str]:
        """See `game.web.protocols.Screens.desk_debrief`."""
        from game.faces.class_pages import class_page  # here, because it brings numpy, which play does without
        from game.faces.report_page import group_html
        from game.report.group import group_debrief

        if not self.room.roster.over:
            raise Refused(lazy("the debrief is there after ENDEX."))
        record = self.room.record()
        name = page_name(self.room.name, syndicate)
        if not syndicate:
            return name, class_page(record)
        return name, group_html(group_debrief(record, syndicate), record.scenario.language)

    def sheet(self, minutes: int) -> str:
        """See `game.web.protocols.Screens.sheet`."""
        from game.faces.sheet import run_sheet_html

        return run_sheet_html(self.room.scenario, minutes)

    def copy(self, seat: str) -> tuple[str, str]:
        """See `game.web.protocols.Screens.copy`."""
        return LocalCopy(self.room, seat).page()

    def port(self, seat: str) -> Port:
        """Return the port of a seat whose screen is elsewhere."""
        return Port(self.room, seat)

    def picture(self, seat: str, sha256: str) -> tuple[str, bytes] | None:
        """See `game.web.protocols.Screens.picture`."""
        runs = (table.run for table in self.room.tables.values())
        return opened_picture(self.room.scenario, runs, seat, sha256)

    def wall(self) -> dict[str, Any]:
        """Return what everybody in the room may see."""
        return facts(Desk(self.room, self.connected).snapshot())

    def served(self, server: Server) -> None:
        """The class is served now: the desk shows where, and who is connected."""
        self.address, self.health = server.url, lambda: server.health
        self.certificate = f"certificate SHA-256 {server.fingerprint}" if server.fingerprint else ""
        # Whoever is simulated is always there.
        self.connected = lambda seat: (
            server.connected(seat) or (self.rehearsed and SIMULATED in self.room.member(seat).name)
        )


def opened(wish: ClassOptions, screen: bool = False) -> tuple[Classroom, str]:
    """Open the class that is asked for, new or again; return it with a facilitator's token.

    Where the facilitator has a ``screen``, what the scenario opens with is asked there, unless the command answered.

    Raises:
        game.errors.Said, game.scenario.findings.ScenarioError: where it cannot be opened, in a sentence.
        game.plain.talk.Left: where the facilitator would rather not begin.
    """
    classes = Classes(store_at(wish.store, usual()))
    if classes.has(wish.scenario):
        if wish.new:
            raise Said(f"'{wish.scenario}' is a class: name its scenario to begin another with --new.")
        if wish.syndicates is not None:
            raise Said(f"'{wish.scenario}' is a class, with its own syndicates: leave --syndicates out to go on.")
        if wish.large:
            raise Said(f"'{wish.scenario}' is a class, with room as it was opened: leave --large out to go on.")
        if wish.after or wish.openings:
            raise Said(f"'{wish.scenario}' is a class, and has begun: leave --after and --opening out to go on.")
        room = classes.reopen(wish.scenario)
        return room, renew(room, passes=True)
    made = load(find(wish.scenario))
    begun = brought(made, read_given(wish.openings), (wish.after, earlier(wish.after)) if wish.after else None)
    if screen and not begun.settled:
        answered = asked_before(made, begun, home())
        if answered is None:
            raise Left
        begun = answered
    room, token = classes.open(made, wish.syndicates or 1, wish.seed, wish.admit, begun, wish.large)
    if wish.rehearse:
        Rehearsal.join(room)
    return room, token


def taken_home(room: Classroom) -> str:
    """Write the pages of a class; return the folder they lie in."""
    from game.faces.class_pages import write_pages  # here, because it brings numpy, which play does without

    return str(write_pages(room.record(), Path(room.name))[0].parent)


def run_sheet(room: Classroom, minutes: int) -> str:
    """Write the run sheet of a session of so many minutes; return where it lies.

    Raises:
        game.errors.Said: where no plan fits, or it cannot be written.
    """
    from game.faces.sheet import run_sheet_html
    from game.report.html.write import write_page

    page = run_sheet_html(room.scenario, minutes)
    folder = Path(room.name)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise Said(f"{folder} cannot be made: {problem.strerror or problem}.") from None
    return str(write_page(folder / f"{room.scenario.id}-run-sheet-{minutes}.html", page))


def meant(wish: ClassOptions, ask: Talk | None) -> ClassOptions:
    """Return the wish as it was meant: where a class of the scenario is in play, to go on with it or to begin another.

    The command that opens a class again after a crash is not the one that comes to mind; a new class in its place would
    leave everybody at the door of the wrong one.

    Raises:
        Said: where there is nobody to ask.
        game.plain.talk.Left: where they would rather do neither.
    """
    classes = Classes(store_at(wish.store, usual()))
    if wish.new or classes.has(wish.scenario):
        return wish
    there = in_play(classes, load(find(wish.scenario)).id)
    if there is None:
        return wish
    if ask is None:
        again, another = (f"{program()} host {shlex.quote(each)}{_shelf(wish)}" for each in (there.id, wish.scenario))
        raise Said(f"class {there.id} is in play: go on with it by '{again}', or begin another by '{another} --new'.")
    seats = f"{there.seats} seat{'' if there.seats == 1 else 's'}"
    ask.say(f"Class {there.id} of this scenario is in play, with {seats}; last used {local_time(there.last)}.")
    choices = (f"Go on with {there.id}: seats come back by themselves", "Begin another class")
    picked = None
    while picked is None:
        picked = ask.pick("Which of them?", choices)
    if picked:
        return replace(wish, new=True)
    return replace(wish, scenario=there.id, syndicates=None, rehearse=False)


def run(wish: ClassOptions, screen: bool) -> None:
    """Host a class until it is left: with the facilitator's screen here, or without one.

    Raises:
        game.errors.Said: where it cannot be opened or served.
    """
    tls = wish.lan if wish.tls is None else wish.tls
    host, identity = bound(wish.lan, tls, home())
    vacant(host, wish.port)  # a class that nobody can join is not opened
    try:
        ask = Talk() if screen else None
        wish = meant(wish, ask)
        room, token = opened(wish, screen)
    except (InputEnded, Left):
        return
    keep_log(usual(), room.name, screen)
    try:
        with worked_ahead(room):
            asyncio.run(_serve(wish, room, token, host, identity, screen))
    finally:
        room.close()
    if screen:
        sys.stdout.write(f"Everything is kept. Open the class again with: {_again(wish, room)}\n")
        if room.roster.over:
            sys.stdout.write(f"Its pages: {program()} debrief {room.name}{_shelf(wish)} --html class.html\n")


def _again(wish: ClassOptions, room: Classroom) -> str:
    """The command that opens this class again, reached as it was."""
    return f"{program()} host {room.name}{_shelf(wish)}{' --lan' if wish.lan else ''}"


def _shelf(wish: ClassOptions) -> str:
    """The switch that names where classes are kept."""
    return f" --store {shlex.quote(wish.store)}" if wish.store else ""


async def _serve(wish: ClassOptions, room: Classroom, token: str, host: str, identity: Any, screen: bool) -> None:
    screens = Screens(room, wish.rehearse)
    screens.token = token
    heart = Heartbeat(store_at(wish.store, usual()), room.name)
    if not screen:
        sys.stderr.write(f"Class {room.name}. Open it again with: {_again(wish, room)}\n")
        async with rehearsed(room, wish.rehearse), beating(room, heart):
            await headless(room, screens, token, host, wish.port, identity, served=screens.served)
        return

    def desk(server: Server) -> App[Any]:
        screens.served(server)
        fingerprint = f"certificate SHA-256 {server.fingerprint}" if server.fingerprint else ""
        served = Served(
            server.url, server.qr, fingerprint, _again(wish, room), lambda: server.health, screens.link,
            lambda: screens.new_link(passes=False), lambda: taken_home(room), lambda minutes: run_sheet(room, minutes),
        )  # fmt: skip
        return DeskApp(room, served, screens.connected, settings=home())

    faults = Faults(home())

    def again(app: App[Any]) -> bool:
        """A desk that failed is opened again; the class goes on behind it."""
        fault = app.fault if isinstance(app, DeskApp) else None
        return fault is not None and faults.note(fault)

    async with rehearsed(room, wish.rehearse), beating(room, heart):
        app = await beside(room, screens, desk, host, wish.port, identity, again)
    if app.return_code:
        sys.stderr.write(f"Your screen fails again and again. Details for whoever mends it: {faults.path}\n")
        raise SystemExit(1)


@contextlib.contextmanager
def worked_ahead(room: Classroom) -> Iterator[None]:
    """Work values out for the debrief from the beginning of play on, for as long as the class is served."""
    ahead = ValuesAhead()

    def looked() -> None:
        if room.roster.over:
            ahead.hurry()
        elif room.roster.begun and not ahead.begun:
            ahead.begin(_opened_so(room))

    room.on_change(looked)
    looked()
    try:
        yield
    finally:
        ahead.end()


def _opened_so(room: Classroom) -> Scenario:
    """The scenario as this class's syndicates opened it."""
    run = next((each.run for each in room.tables.values()), None)
    return as_played(run) if run is not None else room.scenario


@contextlib.asynccontextmanager
async def beating(room: Classroom, heart: Heartbeat) -> AsyncIterator[None]:
    """Keep beside the log until when the class's time counts, for as long as it is served."""

    async def beat() -> None:
        while True:
            heart.beat(room.clock())
            await asyncio.sleep(EVERY)

    task = asyncio.ensure_future(beat())
    try:
        yield
    finally:
        task.cancel()
        heart.beat(room.clock(), going_on=False)


@contextlib.asynccontextmanager
async def rehearsed(room: Classroom, wanted: bool) -> AsyncIterator[None]:
    """Let simulated people play beside everything else, where that is wanted."""
    if not wanted:
        yield
        return
    rehearsal = Rehearsal(room)

    async def play() -> None:
        while True:
            await asyncio.sleep(PACE)
            with contextlib.suppress(Said):  # a disk that is full: the facilitator is told, and they try again
                rehearsal.tick()

    task = asyncio.ensure_future(play())
    try:
        yield
    finally:
        task.cancel()
