"""All of Textual, and of Rich beneath it, that has no public name: in this one file, so that a release that moves it is
met here.

`tests/ui/test_textual_private.py` looks whether all of it is still there, and that no other file of the room names any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from rich import _wrap
from rich.segment import Segment
from rich.style import Style
from textual import _widget_navigation
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser as XTermParser
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

NAMES = {
    App: (
        *("_close_messages_no_wait", "_exception", "_exception_event", "_exit", "_fatal_error"),
        *("_handle_exception", "_return_code", "_screen_stack"),
    ),
    DOMNode: ("_bindings",),
    OptionList: ("_get_left_gutter_width", "_index_to_line", "_lines", "_move_page"),
    StylesCache: ("get_inner_outer",),
    XTermParser: ("feed",),
}
"""What is named here, by the class that has it."""
wraps: Any = _wrap
"""Rich's wrapping of words: Textual breaks the text of every widget with it (``re_word``)."""
drawn: Any = StylesCache
"""Textual's store of the lines that a widget has drawn."""
parser: Any = XTermParser
"""Textual's reading of what a terminal sends."""


class QuietApp(App[None]):
    """An app that fails without a traceback on the terminal: whoever started it says what happened."""

    fault: BaseException | None = None
    """What made it fail, where something did."""

    def _handle_exception(self, error: Exception) -> None:
        if self._exit:  # it is being left: a screen that was still coming up misses what is gone already
            return
        self.fault = error
        self._return_code = 1
        if self._exception is None:  # a test is told by this
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        """The same, from where Textual itself met the fault."""
        fault = sys.exc_info()[1]
        self._handle_exception(fault if isinstance(fault, Exception) else RuntimeError("the screen failed"))

    @property
    def has_screen(self) -> bool:
        """Whether there is a screen yet."""
        return bool(self._screen_stack)


def bound(node: DOMNode, key: str) -> Iterable[Binding]:
    """Return what a key is bound to on a screen or a widget."""
    return tuple(node._bindings.key_to_bindings.get(key, ()))


SIGN = "▸ "
"""Before the marked row: colour never carries a meaning alone."""


class MarkedList(OptionList):
    """Rows to mark and to take: the marked one has a sign as well as a colour. Their text is never read as markup."""

    def __init__(self, *content: Option | VisualType | None, id: str | None = None) -> None:
        super().__init__(*content, id=id, markup=False)

    def _get_left_gutter_width(self) -> int:
        return len(SIGN)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines the rows take, wrapped beside the sign: Textual counts them as if the sign took no room."""
        return super().get_content_height(container, viewport, width - len(SIGN))

    def _move_page(self, direction: _widget_navigation.Direction) -> None:
        if (self.highlighted or 0) in self._index_to_line:  # not before the rows have been laid out
            super()._move_page(direction)

    def render_line(self, y: int) -> Strip:
        """A line of a row, behind the sign or the room for it."""
        line = super().render_line(y)
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return line
        row, place = self._lines[number]
        first = next(iter(line), None)
        # The sign has the row's ground, and a click on it is a click on the row.
        style = (first.style if first and first.style else Style()) + Style(meta={"option": row}, bold=True)
        marked = row == self.highlighted and place == 0
        return Strip([Segment(SIGN if marked else " " * len(SIGN), style), *line], line.cell_length + len(SIGN))
