"""The home screen over a shelf on which something is damaged."""

from pathlib import Path

from textual.widgets import OptionList

from game.ui.solo.home import Home
from tests.kit import inject, option, scenario
from tests.ui.driving import app_at, press, seated, text, until


async def test_what_cannot_be_read_is_named_with_why_and_all_else_can_be_played(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario([inject("one", option("a"), option("b"))], title="Whole"))
    table.log.close()
    shelf.path("hurt-abcd").write_bytes(b"no database" * 1000)
    app = app_at(shelf)
    async with app.run_test(size=(120, 60)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Home) and "CANNOT BE READ" in text(app))
        assert "GO ON WITH" in text(app)
        listed = app.screen.query_one("#list", OptionList)
        row = next(id for id, row in app.screen.rows.items() if "hurt-abcd" in row.label.plain)  # type: ignore[attr-defined]
        listed.highlighted = listed.get_option_index(row)
        await until(pilot, lambda: "is damaged and cannot be" in text(app))
        await press(pilot, "enter")
        assert isinstance(app.screen, Home)
