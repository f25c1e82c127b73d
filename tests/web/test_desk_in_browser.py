"""A desk's page in a real Chromium: what an update must not disturb, and that everybody can use it."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from tests.waiting import eventually
from tests.web.chromium import Page, browser, chromium
from tests.web.paging import PHONE, flawless, glass, touch
from tests.web.visiting import Hosted, hosted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]


@contextlib.asynccontextmanager
async def at_desk(folder: Path) -> AsyncIterator[tuple[Hosted, Page, list[ClassSeat]]]:
    """A class of two syndicates in play, and the facilitator's desk on a telephone."""
    async with hosted(folder / "class") as host, browser(folder) as page:
        host.server.gate.screens.served(host.server)  # type: ignore[attr-defined]
        codes = [each.code for each in host.room.syndicates]
        people = [
            ClassSeat(host.room, host.room.join(codes[at % 2], name).seat) for at, name in enumerate(("Ada", "Ben"))
        ]
        for each in people:
            each.submit(cmd.ReadBriefing())
        Desk(host.room).begin()
        await glass(page, PHONE)
        await page.go(f"{host.url}facilitator?t={host.facilitator}")
        await page.until("document.querySelector('.board')")
        yield host, page, people


async def test_no_update_disturbs_what_is_typed_at_a_desk(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as (host, page, people):
        await page.run(
            "window.form = document.querySelector('input[name=do][value=message]').form;"
            "form.closest('details').open = true;"
            "form.querySelector('input[value=all]').click(); window.t = form.querySelector('textarea'); t.focus(); 0"
        )
        await page.send("Input.insertText", text="Five minutes more")
        await page.run("t.setSelectionRange(4, 4); 0")
        people[0].submit(cmd.AddNote(text="x", about=""))
        desk = Desk(host.room)
        desk.message("all", "Another one.")
        await page.sees("Another one.")
        host.room.join(host.code, "Cleo")
        await page.sees("Cleo")
        desk.pause("x")
        await page.sees("PAUSED")
        held = "document.activeElement === t && t.value === 'Five minutes more' && t.selectionStart === 4"
        assert await page.run(
            f"{held} && form.querySelector('input[value=all]').checked && form.closest('details').open"
        )
        await page.send("Page.reload")
        box = "document.querySelector('input[name=do][value=message]').form.querySelector('textarea')"
        await page.until(f"document.readyState === 'complete' && {box}.value === 'Five minutes more'")
        await page.run(f"{box}.form.querySelector('button').click(); 0")
        await eventually(lambda: host.room.roster.messages[-1].text == "Five minutes more")
        await page.until(f"{box}.value === ''")
        assert page.complaints == []


async def test_somebody_is_moved_by_two_touches_on_a_telephone(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as (host, page, people):
        await page.send("Emulation.setTouchEmulationEnabled", enabled=True)
        await touch(page, "#people a[href*='seat=s1']")
        await page.until("document.getElementById('person') && document.readyState === 'complete'")
        await touch(page, "#person button[name=syndicate][value='2']")
        await eventually(lambda: host.room.roster.members[people[0].id].syndicate == "2")


async def test_a_desk_that_is_taken_back_shows_nothing_more(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as (host, page, _people):
        token = Desk(host.room).give_desk(cmd.GiveDesk(right="observer", name="Olga", token=""))
        await page.go(f"{host.url}facilitator?t={token}")
        await page.sees("Observer: Olga")
        assert not await page.run("document.querySelector('input[name=do][value=pause]')")
        Desk(host.room).submit(cmd.TakeDeskBack(desk="desk 2", reason=""))
        await page.sees("This desk was taken back")
        assert not await page.run("document.querySelector('.board')")


async def test_the_clocks_of_the_board_go_on_by_themselves(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as (_host, page, _people):
        clock = "document.querySelector('.board .clock').textContent"
        await page.until(f"{clock}.includes('left')")
        now = await page.run(clock)
        await page.until(f"{clock} !== {now!r}")


async def test_axe_finds_nothing_at_a_desk(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as (host, page, people):
        inject = people[0].snapshot().inject
        assert inject is not None
        people[0].submit(cmd.Choose(inject=inject.id, option=inject.options[0].id, reason="It lasts.", confidence=6))
        Desk(host.room).observe("1", "", "They listened.")
        await page.go(f"{host.url}desk?at=1&seat=s1&event={inject.id}")
        await page.until("document.querySelector('.board')")
        await flawless(page)


async def test_one_inject_has_the_wall_to_itself_and_the_last_row_reads_it(tmp_path: Path) -> None:
    async with at_desk(tmp_path) as (host, page, _):
        Desk(host.room).submit(cmd.ShowOnWall(inject="pump", shown=True))
        await glass(page, (1920, 1080))
        await page.go(f"{host.url}wall")
        await page.until("document.querySelectorAll('#beside article').length === 2")
        size = "parseFloat(getComputedStyle(document.querySelector('%s')).fontSize) / innerHeight"
        assert await page.run(size % "#beside .asked") > 0.03  # of the height of the wall
        assert await page.run("document.querySelector('#beside h3').textContent.includes('left')")
        assert await page.run("document.documentElement.scrollHeight <= innerHeight")
        assert not await page.run("document.querySelector('#codes').checkVisibility()")
        await flawless(page)
        Desk(host.room).submit(cmd.ShowOnWall(inject="pump", shown=False))
        await page.until("document.getElementById('beside').hidden")
        assert page.complaints == []
