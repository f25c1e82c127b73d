"""`python -m tests.screenshot` makes the picture in the README: the flagship's main screen at its third inject."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.scenario.load import find, load
from game.ui.solo.solo_app import WhitecellApp
from tests.ui.driving import press, text, until

PICTURE = Path(__file__).resolve().parent.parent / "assets" / "screenshot.svg"
SIZE = (132, 40)
DECISIONS = (("twenty_two_tasks", "planning_retreat"), ("three_hats", "two_texts"))


async def drawn(folder: Path) -> str:
    """The screen as SVG, with nothing in it that is fetched from anywhere."""
    library = Library(folder)
    table = library.begin(load(find("orvane_mission")), 7, "force_commander")
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    while (inject := seat.snapshot().inject) is not None and inject.id != "call_from_two_wells":
        open_now = [option.id for option in inject.options if not option.closed]
        wanted = [option for name, option in DECISIONS if name == inject.id and option in open_now]
        seat.submit(cmd.Decide(inject=inject.id, option=(wanted or sorted(open_now))[0]))
    app = WhitecellApp(library, lambda it: it.sit(lambda: table), timer=lambda: 0.0, ticking=False)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Previously" in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: "Your options" in text(app))
        picture = app.export_screenshot(title="Whitecell")
    return re.sub(r"@font-face\s*\{[^}]*\}", "", picture)


def main() -> None:
    """Make the picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_text(asyncio.run(drawn(Path(folder))), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")


if __name__ == "__main__":
    main()
