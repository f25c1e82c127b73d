"""`python -m tests.first_picture` makes the picture in the README: a seat on a telephone, the terminal, a debrief.

Everything in it is played: a class is held and a telephone of 390 pixels joins it in Chromium, the terminal is the one
of `tests.screenshot`, and the debrief is the page of a run.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import tempfile
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.run.run_store import ALONE, Library
from game.faces.report_page import debrief_html
from game.hosting import Screens
from game.report.debrief import debrief
from game.scenario.load import find, load
from game.web.host import serve
from tests.exercise.seating import opened
from tests.screenshot import PICTURE as TERMINAL
from tests.web.chromium import Page, browser

PICTURE = Path(__file__).resolve().parent.parent / "assets" / "first-picture.webp"
TELEPHONE = (390, 780)
PAGE = (900, 956)
"""CSS pixels in which a seat and a debrief are drawn; a usual telephone, and a sheet of paper."""
SIZE = (1480, 760)
QUALITY = 78
"""Of WebP, out of 100: letters stay sharp, and the file stays below 200 kB."""

LAYOUT = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1480px; height: 760px; background: #e9ecef; position: relative; overflow: hidden }}
img {{ position: absolute; box-shadow: 0 6px 24px #0006; border-radius: 8px }}
</style>
<img style="left: 352px; top: 24px; width: 850px" src="data:image/svg+xml;base64,{terminal}">
<img style="left: 972px; top: 222px; width: 486px; height: 516px" src="data:image/png;base64,{debrief}">
<img style="left: 18px; top: 60px; width: 316px; border-radius: 26px; border: 8px solid #222"
 src="data:image/png;base64,{telephone}">
"""


async def window(page: Page, size: tuple[int, int], dots: float = 2, telephone: bool = False) -> None:
    """Give the tab a size in CSS pixels, with so many dots for each."""
    width, height = size
    form = {"width": width, "height": height, "deviceScaleFactor": dots, "mobile": telephone}
    await page.send("Emulation.setDeviceMetricsOverride", **form)
    await page.send("Emulation.setScrollbarsHidden", hidden=True)


async def shot(page: Page, **form: object) -> str:
    """What the tab shows, in base 64."""
    return str((await page.send("Page.captureScreenshot", **{"format": "png", **form}))["data"])


async def telephone(page: Page, folder: Path) -> str:
    """A seat of a class, at its first decision."""
    room, _ = opened(folder)
    server = await serve(room, Screens(room), port=0)
    try:
        await window(page, TELEPHONE, telephone=True)
        await page.go(server.url)
        await page.run(f"document.getElementById('code').value = {json.dumps(room.syndicates[0].code)}")
        await page.run("document.getElementById('name').value = 'Ada'")
        await page.run("document.querySelector('form button').click()")
        await page.sees(room.scenario.title, 30)
        desk = Desk(room)
        desk.deal_roles(room.syndicates[0].id)
        seats = [ClassSeat(room, seat) for seat in room.roster.members]
        for seat in seats:
            seat.submit(cmd.ReadBriefing())
        desk.begin()
        while (inject := seats[0].snapshot().inject) is not None and not inject.options:
            seats[0].submit(cmd.Acknowledge(inject=inject.id))
        assert inject is not None
        await page.sees(inject.options[0].label[:20], 30)  # a title may be cut in so narrow a window
        return await shot(page)
    finally:
        await server.stop()
        room.close()


def looked_back(folder: Path) -> str:
    """The page of a run in which always the first open option was taken."""
    table = Library(folder).begin(load(find("starter")), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    while (inject := seat.snapshot().inject) is not None:
        open_now = [option.id for option in inject.options if not option.closed]
        seat.submit(cmd.Decide(inject=inject.id, option=open_now[0]) if open_now else cmd.Acknowledge(inject=inject.id))
    return debrief_html(debrief(table.run, table.name))


async def made(folder: Path) -> bytes:
    """The picture."""
    async with browser(folder / "browser") as page:
        parts = {"telephone": await telephone(page, folder / "class")}
        await window(page, PAGE)
        sheet = folder / "debrief.html"
        sheet.write_text(looked_back(folder / "runs"), encoding="utf-8")
        await page.go(sheet.as_uri())
        parts["debrief"] = await shot(page)
        parts["terminal"] = base64.b64encode(TERMINAL.read_bytes()).decode()
        laid_out = folder / "picture.html"
        laid_out.write_text(LAYOUT.format(**parts), encoding="utf-8")
        await window(page, SIZE, dots=1.25)
        await page.go(laid_out.as_uri())
        await page.until("[...document.images].every((image) => image.complete)")
        return base64.b64decode(await shot(page, format="webp", quality=QUALITY))


def main() -> None:
    """Make the picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_bytes(asyncio.run(made(Path(folder))))
    sys.stdout.write(f"{PICTURE}\n")


if __name__ == "__main__":
    main()
