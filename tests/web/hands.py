"""Two ways to use a page in a real Chromium, a finger on the glass and the keyboard alone; both as CSS names things."""

from __future__ import annotations

import json

from tests.web.chromium import Page
from tests.web.paging import LAPTOP, PHONE, glass, touch


def its(act: str, what: str = "") -> str:
    """The form of an act, or something in it, as a style sheet names it."""
    return f"form:has(> [name=do][value={act}]) {what}".strip()


class Finger:
    """Somebody with a telephone, 390 px wide."""

    GLASS = PHONE

    def __init__(self, page: Page) -> None:
        self.page = page

    async def begin(self) -> None:
        """Take the device in hand."""
        await glass(self.page, self.GLASS)
        await self.page.send("Emulation.setTouchEmulationEnabled", enabled=True)

    async def press(self, what: str) -> None:
        """Press a button, a link, a box, the label of an option; unfold first what it is folded away in."""
        await self.page.until(f"document.querySelector({json.dumps(what)})")
        while fold := await self.page.run(FOLDED % json.dumps(what)):
            await self.at(f"#{fold} > summary")
        await self.at(what)

    async def at(self, what: str) -> None:
        """Touch it where it stands."""
        box = f"{what} + *, label:has(> {what})" if await self._hidden(what) else what
        await touch(self.page, box)

    async def _hidden(self, what: str) -> bool:
        return bool(await self.page.run(f"document.querySelector({json.dumps(what)}).offsetWidth < 2"))

    async def type(self, what: str, text: str) -> None:
        """Type into a field."""
        await self.press(what)
        await self.page.send("Input.insertText", text=text)


class Keys(Finger):
    """Somebody at a laptop without a mouse."""

    GLASS = LAPTOP

    async def begin(self) -> None:
        """Sit down."""
        await glass(self.page, self.GLASS)

    async def at(self, what: str) -> None:
        """Go there by Tab, and press Enter, or the bar on what is marked."""
        for _ in range(300):
            if await self.page.run(f"document.activeElement.matches({json.dumps(what)})"):
                break
            await self.page.press("Tab", 9)
        else:
            raise AssertionError(f"no way by Tab to {what}")
        if await self.page.run("document.activeElement.matches('[type=radio], [type=checkbox]')"):
            await self.page.press(" ", 32, " ")
        elif not await self.page.run("document.activeElement.matches('input, textarea')"):
            await self.page.press("Enter", 13, "\r")


FOLDED = """((what) => { let fold = null;
for (let each = what.parentElement.closest('details'); each; each = each.parentElement.closest('details')) {
if (!each.open && !what.closest('summary')) fold = each; }
if (fold && !fold.id) fold.id = 'fold-away';
return fold ? fold.id : ''; })(document.querySelector(%s))"""
"""The outermost fold that something lies in, by its id; nothing where it lies open."""
