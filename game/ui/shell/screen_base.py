"""What every screen shares: a header line, a footer with its keys, and the acts that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen

from game.faces.content_builder import MUTED, STRONG, Page
from game.ui.shell.actions import KeyAct, Where, acts, bindings
from game.ui.widgets.hanging_text import Paged
from game.words import ENGLISH

Shown = TypeVar("Shown")


class Shell(Protocol):
    """A program on a screen, as what every screen of it may ask for."""

    timer: Callable[[], float]
    """Seconds from any start."""
    ticking: bool

    def push_screen(self, screen: Screen[Shown], callback: Callable[[Shown | None], None] | None = None) -> object:
        """Show a screen over the one that is shown; ``callback`` is told what it returned."""
        ...

    def say(self, text: str, error: bool = False) -> None:
        """Show a sentence for a moment."""
        ...

    def back(self) -> None:
        """Back one step."""
        ...

    def finish(self) -> None:
        """The run on the table is over."""
        ...

    def hand_over(self, name: str, page: str) -> None:
        """Give a page to the person."""
        ...

    def show_help(self, where: Where) -> None:
        """Open the help of a kind of screen."""
        ...

    def next_theme(self) -> None:
        """Take the next colour scheme."""
        ...

    def ask_to_leave(self) -> None:
        """Ask once whether to leave."""
        ...


class Frame(Paged[None]):
    """A whole screen."""

    WHERE: ClassVar[Where] = Where.HOME
    TITLE = "Whitecell"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that comes before the screen is there does nothing: what it would reach is not made yet."""
        return self.is_mounted

    @property
    def where(self) -> Where:
        """The kind of screen that it is now."""
        return self.WHERE

    async def take_key(self, event: events.Key) -> bool:
        """Do at once what a key means here; False where it goes the way that Textual has for it."""
        return False

    def take_paste(self, text: str) -> bool:
        """Take what was pasted; False where it goes the way that Textual has for it."""
        return False

    @property
    def program(self) -> Shell:
        """The app, as what every screen may ask of it."""
        return cast(Shell, self.app)

    def possible(self) -> tuple[KeyAct, ...]:
        """What can be done here now."""
        return acts(self.where)

    def action_back(self) -> None:
        """Back one step."""
        self.program.back()

    def action_help(self) -> None:
        """Open the help."""
        self.program.show_help(self.where)

    def action_theme(self) -> None:
        """Take the next colour scheme."""
        self.program.next_theme()

    def action_leave(self) -> None:
        """Ask whether to leave."""
        self.program.ask_to_leave()


Result = TypeVar("Result")


class Panel(ModalScreen[Result | None], Generic[Result]):
    """A panel over a screen; Escape closes it without a result."""

    CSS_PATH = Path(__file__).with_name("panel.tcss")  # whole, because panels live in many folders
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PANEL)

    seen = False
    """Whether it has been drawn: until then nobody can have meant a key for it."""

    def on_screen_resume(self) -> None:
        self.call_after_refresh(setattr, self, "seen", True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that was meant for the screen below does nothing here."""
        return self.seen

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result: once it has been seen, and once only.

        A key pressed twice may neither let an outcome pass by nor close what came up in this panel's place.
        """
        return super().dismiss(result) if self.seen and self.is_active else AwaitComplete()

    @property
    def program(self) -> Shell:
        """The app, as what every screen may ask of it."""
        return cast(Shell, self.app)

    def action_back(self) -> None:
        """Close without a result."""
        self.dismiss(None)


def footer(possible: tuple[KeyAct, ...], width: int, right: str = "", alone: bool = False) -> Content:
    """Return the line of keys: as many as there is room for, `?` and quit always.

    With ``alone``, what there is no room for is named by its key alone.
    """
    shown = [(act.id, act.shown, f" {ENGLISH.message(act.title)}  ") for act in possible if act.footer]
    always = [(key, does) for id, key, does in shown if id in ("help", "leave")]
    rest = [(key, does) for id, key, does in shown if id not in ("help", "leave")]
    room = width - 2 - (len(right) + 1 if right else 0) - sum(len(key) + len(does) for key, does in always)
    page, short = Page().add(" "), False
    for at, (key, does) in enumerate(rest):
        keys = sum(len(each) + 1 for each, _ in rest[at + 1 :]) + 1 if alone else 0
        size = len(key) + len(does)
        if size + keys <= room and not short:
            page.add(key, STRONG).add(does, MUTED)
            room -= size
        elif alone and len(key) + 1 < room:
            page.add(f"{key} ", STRONG)
            room -= len(key) + 1
            short = True
    if short:
        page.add(" ")
    for key, does in always:
        page.add(key, STRONG).add(does, MUTED)
    used = len(page.content().plain)
    if right:
        page.add(" " * max(1, width - used - len(right) - 2)).add(right, STRONG)
    return page.content()


def named(*keys: tuple[str, str]) -> Content:
    """Return a line of keys, each with what it does."""
    page = Page()
    for key, does in keys:
        page.add(key, STRONG).add(f" {does}  ", MUTED)
    return page.content()
