"""A list in which the marked row has a sign as well as a colour: colour never carries a meaning alone."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import _widget_navigation
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import VisualType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

SIGN = "▸ "


class MarkedList(OptionList):
    """Rows to mark and to take. Their text is never read as markup."""

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
