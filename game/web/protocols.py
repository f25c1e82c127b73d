"""What the web asks of a class and of the screens. It knows neither the rules nor a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol


class Syndicate(Protocol):
    """A group with a code to join it by."""

    @property
    def id(self) -> str: ...

    @property
    def code(self) -> str: ...


class Joined(Protocol):
    """What somebody who joined gets: a seat, and the token that proves it."""

    @property
    def seat(self) -> str: ...

    @property
    def token(self) -> str: ...


class Seated(Protocol):
    """Somebody's seat, as its device is told of it."""

    @property
    def name(self) -> str: ...

    @property
    def syndicate(self) -> str: ...


class Holders(Protocol):
    """Who has which seat and which desk, by their tokens."""

    @property
    def name(self) -> str:
        """What the class or the run is called, to open it again by."""
        ...

    @property
    def language(self) -> str:
        """The tag of the language that its scenario is written in."""
        ...

    def seat_of(self, token: str) -> str | None:
        """Return the seat of a token; None where it is unknown or was taken back."""
        ...

    def is_facilitator(self, token: str) -> bool:
        """Whether a token is the facilitator's."""
        ...

    def desk_of(self, token: str) -> tuple[str, str] | None:
        """Return who is at the desk that a token opens, and what they may do; None where it opens none."""
        ...

    def give_back(self, token: str) -> None:
        """Make a token worthless, for ever (`game.errors.Said` where that cannot be written now)."""
        ...


class Room(Holders, Protocol):
    """A class that is open on this host (see `game.exercise.classroom.classroom`)."""

    @property
    def title(self) -> str: ...

    @property
    def large(self) -> bool:
        """Whether it has room for more seats than one laptop is promised to hold."""
        ...

    @property
    def syndicates(self) -> Sequence[Syndicate]: ...

    def join(self, code: str, name: str, before: str = "") -> Joined:
        """Take a new seat, in the place of the one that this device had before; `game.exercise.errors.Refused` with a
        sentence where that cannot be."""
        ...

    def member(self, seat: str) -> Seated:
        """Return who sits in a seat (`game.errors.Said` where nobody does any more)."""
        ...

    def is_of(self, seat: str, code: str, name: str) -> bool:
        """Whether a seat is that of a person of this name in the syndicate with this code."""
        ...

    def opens(self, link: str) -> bool:
        """Whether this is the token of the facilitator's link."""
        ...

    def enter(self, link: str) -> str | None:
        """Return a new pass to the desk for the facilitator's link; None where it is none that holds."""
        ...

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change."""
        ...

    def forget(self, listener: Callable[[], None]) -> None:
        """Call it no longer."""
        ...


class Port(Protocol):
    """A seat whose screen is elsewhere: everything as plain data (see `game.exercise.json_codec`)."""

    def snapshot(self) -> Any:
        """Return what the seat sees (`game.errors.Said` where it was taken back)."""
        ...

    def submit(self, command: dict[str, Any]) -> Any:
        """Do what is asked and return what the seat sees then (`game.errors.Said` where it cannot be done)."""
        ...

    def binder(self) -> Any:
        """Return every paper that the seat has opened (`game.errors.Said` where it was taken back)."""
        ...

    def draft(self, about: str) -> dict[str, str]:
        """Return what the seat has typed and not sent about an inject, or as a note."""
        ...

    def keep_draft(self, about: str, fields: dict[str, Any]) -> None:
        """Keep what the seat has typed by now (`game.errors.Said` where that cannot be)."""
        ...

    def debrief(self) -> Any:
        """Return the seat's copy of the debrief (`game.errors.Said` before ENDEX)."""
        ...

    def page(self) -> tuple[str, str]:
        """Return a file name and the copy as HTML (`game.errors.Said` before ENDEX)."""
        ...

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have a function called after each change that may concern the seat."""
        ...

    def forget(self, listener: Callable[[], None]) -> None:
        """Call it no longer."""
        ...


class Window(Protocol):
    """One window at a page that is kept up to date (see `game.faces.live_page`)."""

    looks: float
    """Seconds after which it is looked at anew though nothing was told; 0: never."""

    def whole(self, said: str = "", tried: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return what stands on the page (`game.errors.Said` where whoever sits there was taken back)."""
        ...

    def first(self, have: str) -> tuple[dict[str, Any], str]:
        """Return what a window needs that has what this stamp stands for, and the stamp of what it has then."""
        ...

    def update(self) -> tuple[dict[str, Any], str]:
        """Return what differs from what was last told (nothing where nothing does), and the stamp."""
        ...

    def on_change(self, now: Callable[[], None], later: Callable[[], None]) -> None:
        """Have a function called after each change that may concern the seat; ``later`` where it may wait."""
        ...

    def forget(self, now: Callable[[], None]) -> None:
        """Call it no longer."""
        ...


class SeatWindow(Window, Protocol):
    """One window at a seat's page (see `game.faces.seat_page`)."""

    def do(self, form: Mapping[str, str]) -> str:
        """Do what a form asks for, once (`Said` where it cannot be done).

        Returns: the id of the part that shows it, or the address of another page, which begins with a slash.
        """
        ...

    def keep(self, form: Mapping[str, str]) -> None:
        """Keep what is typed into a form and not sent (`Said` where that cannot be)."""
        ...


class DeskWindow(Window, Protocol):
    """One window at a desk's page (see `game.faces.desk_page`)."""

    def do(self, form: Mapping[str, str]) -> tuple[str, str, bool]:
        """Do what a form asks for, once (`Said` where it cannot be done).

        Returns: the id of the part that shows it, what is said of it, and whether that is to be kept in sight.
        """
        ...


class SeatScreens(Protocol):
    """Makes what is shown of seats: windows at their pages, a copy to take home, pictures."""

    def window(self, seat: str) -> SeatWindow:
        """Return a new window at a seat's page."""
        ...

    def copy(self, seat: str) -> tuple[str, str]:
        """Return a file name and a seat's debrief as HTML (`game.errors.Said` before it is over)."""
        ...

    def picture(self, seat: str, sha256: str) -> tuple[str, bytes] | None:
        """Return the media type and the bytes of a picture that a seat has opened (no seat: the facilitator's desk).

        None where there is none of this hash, or the seat has not opened it.
        """
        ...


class Screens(SeatScreens, Protocol):
    """Makes what is shown: windows at pages, ports for screens that are elsewhere, pages that stand for themselves."""

    def desk_window(self, desk: str, asked: Mapping[str, str]) -> DeskWindow:
        """Return a new window at a desk's page (nothing: the facilitator's); ``asked`` is what is looked at closely."""
        ...

    def desk_debrief(self, syndicate: str) -> tuple[str, str]:
        """Return a file name and the debrief of a syndicate, or of the class without one (`Said` before ENDEX)."""
        ...

    def sheet(self, minutes: int) -> str:
        """Return the run sheet of a session as a page (`game.errors.Said` where no plan fits)."""
        ...

    def port(self, seat: str) -> Port:
        """Return the port of a seat whose screen is elsewhere."""
        ...

    def wall(self) -> dict[str, Any]:
        """Return what everybody in the room may see.

        Its keys are ``state``, ``says``, ``title``, ``class``, ``syndicates``, ``questions``, ``beside``.
        """
        ...
