"""Joining a class from a terminal: an address, a code, a name, then the seat on a screen or as plain lines."""

from __future__ import annotations

import asyncio
import contextlib

from game.called import program
from game.exercise.run.run_store import home
from game.plain.talk import InputEnded, Left, Talk
from game.web.addresses import PORT
from game.web.client_login import Door, NoEntry, Strange
from game.web.remote_seat import AnotherClass, Gone, RemoteSeat
from game.web.saved_seats import KeptSeat, KeptSeats

LOOK = 1.0
"""Seconds at a time that a seat waits for its class, so that Ctrl+C is heard."""


def run(address: str, code: str, name: str, screen: bool) -> None:
    """Join a class and stay until the seat is left.

    Raises:
        Said: where nobody is let in.
    """
    talk = Talk()
    try:
        _enter(talk, address, code, name, screen)
    except InputEnded:
        raise NoEntry("the input ended before there was a seat.") from None
    except Left:
        return


def _enter(talk: Talk, address: str, code: str, name: str, screen: bool) -> None:
    """Ask what is missing, take the seat, and sit there."""
    address = address or talk.line(f"Address of the class (Enter: http://127.0.0.1:{PORT}/):")
    door = Door(address or f"http://127.0.0.1:{PORT}/")
    seat = entered(talk, door, code, name)
    try:
        if seat.taken and not talk.sure("This seat is open on another device or in another window. Use it here?"):
            talk.say("It stays where it is.")
            return
        if seat.taken:
            seat.take_over()
        sit(talk, seat, screen)
    finally:
        seat.close()


def entered(talk: Talk, door: Door, code: str, name: str) -> RemoteSeat:
    """Return a seat that is connected: the one from before where it is still ours, else a new one."""
    kept = KeptSeats(home())
    back = None if code else _from_before(talk, door, kept)
    if back is not None:
        return back
    compare(talk, door)
    code = code or door.code
    while True:
        code = code or talk.line("Code of your syndicate, as on the screen in front:")
        name = name or talk.line("Your name, as the others know you:")
        try:
            token = asyncio.run(door.join(code, name))
        except Strange:
            compare(talk, door, ask=True)
            continue
        except NoEntry as problem:
            if "does not answer" in str(problem) or "no class" in str(problem):
                raise
            talk.refuse(problem)
            code, name = "", name if "code" in str(problem) else ""
            continue
        kept.keep(door.origin, KeptSeat(token, door.known, door.class_name))
        return _connected(door, token)


def _from_before(talk: Talk, door: Door, kept: KeptSeats) -> RemoteSeat | None:
    """Return the seat from before, connected; None where there is none, or somebody would rather join anew.

    There may be one in each of several classes that were hosted there. Where none of them answers, the one taken last
    waits for its own.
    """
    waits: tuple[KeptSeat, AnotherClass] | None = None
    for before in kept.all_of(door.origin):
        known = Door(door.url, before.certificate, before.class_name)
        seat = RemoteSeat(known, before.token)
        try:
            seat.connect()
        except Gone:
            kept.forget(door.origin, before.class_name)
            talk.say("Your seat from before is no longer yours there. Join again.")
        except AnotherClass as elsewhere:
            seat.close()
            waits = waits or (before, elsewhere)
        else:
            return seat
    if waits is None:
        return None
    before, problem = waits
    talk.refuse(problem)
    if not talk.sure("Wait for it here? No: join the class that answers now."):
        return None
    talk.say("Waiting for your class …  Ctrl+C stops; your seat stays kept.")
    seat = RemoteSeat(Door(door.url, before.certificate, before.class_name), before.token)
    with contextlib.suppress(AnotherClass):
        seat.connect()
    while not seat.wait(LOOK):
        pass
    return seat


def compare(talk: Talk, door: Door, ask: bool = False) -> None:
    """Have a person compare the certificate's fingerprint with the one on the screen in front.

    Raises:
        NoEntry: where it is another one.
    """
    if not door.secure or (door.known and not ask):
        return
    shown = asyncio.run(door.certificate())
    talk.say(["The host made its own certificate. Its SHA-256 fingerprint is", f"  {shown}"])
    if not talk.sure("Does the facilitator's screen show the same?"):
        raise NoEntry("then somebody stands between you and the host: ask the facilitator before you go on.")
    door.known = shown


def _connected(door: Door, token: str) -> RemoteSeat:
    seat = RemoteSeat(door, token)
    seat.connect()
    return seat


def sit(talk: Talk, seat: RemoteSeat, screen: bool) -> None:
    """Sit there until the seat is left."""
    if screen:
        from game.ui.seat.seat_app import SeatApp
        from game.ui.shell.faults import Faults

        faults = Faults(home())
        while True:
            app = SeatApp(seat, seat, settings=home())
            app.run()
            if app.fault is None or not faults.note(app.fault):
                break
        if app.fault is not None:
            talk.say(f"The screen fails again and again. Nothing is lost; details: {faults.path}")
        elif not app.left_because:
            talk.say(f"Your seat is kept. Come back with: {program()} join")
        return
    from game.plain.class_sitting import ClassSitting

    ClassSitting(talk, seat, seat).play()
