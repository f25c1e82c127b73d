"""A whole class in a real Chromium, from its join page to its debrief: by touch on a telephone, by keyboard alone."""

import json
from pathlib import Path

import pytest

from game.exercise.views.seat_view import Stage
from game.record.events import Kind
from tests.waiting import eventually
from tests.web.chromium import browser, chromium
from tests.web.hands import Finger, Keys, its
from tests.web.visiting import Hosted, hosted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium"),
]


async def joined(hand: Finger, host: Hosted) -> None:
    """Through the join page to a seat; its briefing is read."""
    await hand.page.go(host.url)
    await hand.type("#code", host.code)
    await hand.type("#name", "Ada")
    await hand.press("button[type=submit]")
    await hand.press(its("read_briefing", "button"))
    await hand.page.sees("You are ready")


async def begun(hand: Finger, host: Hosted) -> None:
    """At the desk: dealt, begun, a pause, a word to everybody, and on again."""
    await hand.page.go(f"{host.url}facilitator?t={host.facilitator}")
    await hand.press(its("deal", "button"))
    await eventually(lambda: host.room.roles("s1"))
    await hand.press(its("begin", "[name=sure]"))
    await hand.press(its("begin", "button"))
    await eventually(lambda: host.room.roster.begun)
    await hand.press(its("pause", "button"))
    await eventually(lambda: host.room.roster.paused)
    await hand.press(its("message", "[name=to]"))
    await hand.type(its("message", "textarea"), "Five minutes more.")
    await hand.press(its("message", "button"))
    await eventually(lambda: host.room.roster.messages)
    await hand.press(its("resume", "button"))
    await eventually(lambda: not host.room.roster.paused)


async def decided(hand: Finger, host: Hosted, stage: Stage) -> None:
    """What there is to do at a stage is done."""
    act = {Stage.CHOOSE: "choose", Stage.TALK: "settle", Stage.VOTE: "vote", Stage.READ: "acknowledge"}[stage]
    if act != "acknowledge":
        await hand.press(its(act, "[name=option]:not(:disabled)"))
    if act == "choose":
        await hand.type(its(act, "[name=reason]"), "It lasts.")
    if act == "settle":
        await hand.press(its(act, "[name=sure]"))
    await hand.press(its(act, "button.key"))


@pytest.mark.parametrize("kind", [Finger, Keys])
async def test_a_whole_class_is_run_and_played(tmp_path: Path, kind: type[Finger]) -> None:
    async with hosted(tmp_path / "class", syndicates=1) as host, browser(tmp_path) as page:
        hand = kind(page)
        await hand.begin()
        await joined(hand, host)
        await begun(hand, host)
        await page.go(f"{host.url}seat")
        table = host.room.tables["1"]
        while not table.run.state.over:
            view = host.seat("s1").snapshot()
            assert view.group is not None
            assert view.inject is not None
            await page.until(f"document.body.innerText.includes({json.dumps(view.inject.title)})")
            seq = table.run.seq
            await decided(hand, host, view.group.stage)
            await eventually(lambda seq=seq: table.run.seq > seq)
            assert await page.run("document.documentElement.scrollWidth <= innerWidth")
        assert any(each.kind is Kind.DECISION_TAKEN for each in host.room.log.events("1"))
        await page.go(f"{host.url}desk")
        await hand.press(its("endex", "[name=sure]"))
        await hand.press(its("endex", "button"))
        await eventually(lambda: host.room.roster.over)
        await page.go(f"{host.url}seat")
        await hand.press(its("recall", "button.key"))
        await page.until("document.querySelector('nav.contents')")
