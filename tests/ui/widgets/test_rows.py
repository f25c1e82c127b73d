"""A screen as rows: whatever the text and the size, each row fits, and only what is new is drawn."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region

from game.faces.content_builder import literal
from game.faces.large import large
from game.ui.seat.seat_layout import Sheet, lay
from game.ui.widgets.row_canvas import RowCanvas
from game.ui.widgets.row_layout import bar, beside, lines, rule
from tests.ui.naughty import NAUGHTY

WORDS = st.one_of(st.sampled_from(NAUGHTY), st.text(st.sampled_from("ab 漢字é👍\u0301\n-"), max_size=80)).map(
    lambda text: literal(text.replace("\t", " ").replace("\x1b", ""))
)


def wide(row: Content) -> int:
    return cell_len(row.plain)


@given(WORDS, st.integers(4, 60))
def test_no_line_is_wider_than_its_room(content: Content, width: int) -> None:
    assert all(wide(row) <= width for row in lines(content, width))


@given(WORDS, st.integers(4, 60))
def test_a_bar_goes_from_edge_to_edge(content: Content, width: int) -> None:
    row = Content(content.plain.split("\n", 1)[0])
    assert wide(bar(row, width)) == width


@given(st.text("ab漢 ", max_size=40), st.text("ab ", max_size=20), st.integers(10, 60))
def test_a_rule_goes_from_edge_to_edge(title: str, right: str, width: int) -> None:
    assert wide(rule(title, right, width)) == width


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_two_columns_stand_beside_each_other_in_every_row(left: list[Content], right: list[Content]) -> None:
    ones = [row for content in left for row in lines(content, 20)]
    others = [row for content in right for row in lines(content, 10)]
    made = beside(ones, others, 33, 10)
    assert len(made) == max(len(ones), len(others))
    assert all(wide(row) == 33 for row in made)


@given(
    page=WORDS,
    items=st.lists(WORDS, max_size=9),
    question=st.text("ab ", max_size=90),
    size=st.tuples(st.integers(40, 180), st.integers(12, 60)),
    offset=st.integers(-5, 400),
    marked=st.integers(-1, 8),
)
def test_a_sheet_fits_every_window_and_shows_what_is_marked(
    page: Content, items: list[Content], question: str, size: tuple[int, int], offset: int, marked: int
) -> None:
    marked = min(marked, len(items) - 1)
    side = [("Roles", page), ("Log", page)]
    sheet = Sheet(
        Content("head"), Content("banner"), "Title", "", Content("tabs"), page, Content("foot"),
        Content("gauges"), side, question, "List", items, marked,
    )  # fmt: skip
    laid = lay(sheet, *size, offset)
    assert len(laid.rows) == size[1]
    assert all(wide(row) <= size[0] for row in laid.rows)
    assert laid.rows[-1].plain.startswith("foot")
    assert laid.offset >= 0
    assert marked == -1 or marked in laid.item_at.values()
    assert ("▸" in "".join(row.plain[:2] for row in laid.rows)) == (marked >= 0)


@given(st.text("ABCXYZ0189-:./ äq漢", max_size=20))
def test_large_letters_are_three_rows_of_one_width(text: str) -> None:
    one, two, three = large(text)
    assert len(one) == len(two) == len(three)


@dataclass
class Watched(RowCanvas):
    """A board that keeps what it was asked to draw."""

    drawn: list[Region] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def refresh(self, *regions: Region, **options: bool) -> RowCanvas:  # type: ignore[override]
        self.drawn += regions
        return super().refresh(*regions, **options)

    __hash__ = RowCanvas.__hash__


async def test_only_rows_that_changed_are_drawn_again() -> None:
    board = Watched()

    class Shown(App[None]):
        def compose(self) -> ComposeResult:
            yield board

    async with Shown().run_test(size=(20, 6)) as pilot:
        board.show([Content("one"), Content("two"), Content("three")])
        await pilot.pause()
        board.drawn.clear()
        board.show([Content("one"), Content("2"), Content("three")])
        assert board.drawn == [Region(0, 1, 20, 1)]
        board.drawn.clear()
        board.show([Content("one"), literal("2", "bold")])
        assert board.drawn == [Region(0, 1, 20, 1), Region(0, 2, 20, 1)]
        await pilot.pause()
        assert board.render_line(2).text.strip() == ""
