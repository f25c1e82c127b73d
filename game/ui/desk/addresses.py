"""Where a class is reached, to read: nothing is made by looking; a new link is asked for by a key of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from game.ui.panels.reader import Reader
from game.ui.shell.actions import either_case
from game.ui.shell.screen_base import Keys
from game.words import ENGLISH


class Addresses(Reader):
    """Ends with False where a new link is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(either_case("n"), "new_link", "New link", show=False)]

    def __init__(self, title: str, write: Callable[[int], Content], can_make: bool) -> None:
        """Args:
        title: what stands over it.
        write: its text, for a width.
        can_make: whether a new link can be made here.
        """
        super().__init__(title, write)
        self.can_make = can_make

    @property
    def does(self) -> Keys:
        """See `Panel.does`."""
        return (*super().does, *((("n", ENGLISH.say("a new link")),) if self.can_make else ()))

    def action_new_link(self) -> None:
        """Close, and ask for another link."""
        if self.can_make:
            self.dismiss(False)
