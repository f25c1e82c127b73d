"""A run alone as a page, over plain HTTP: who gets in, what else is there, and a run played without scripts."""

import html
import re
import shlex
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from game.called import program
from game.cli import cli
from game.exercise.run.run_store import ALONE
from game.record.events import Kind
from tests.web.sitting_alone import SoloHost, sitting_alone
from tests.web.visiting import Visitor

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest_asyncio.fixture
async def solo(tmp_path: Path) -> AsyncIterator[SoloHost]:
    async with sitting_alone(tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def player(solo: SoloHost) -> AsyncIterator[Visitor]:
    """Somebody who came in by the address that was printed."""
    async with Visitor(solo.url) as made:
        answer = await made.get(f"open?t={solo.holder.link}")
        assert (answer.status, answer.headers["Location"]) == (303, "/seat")
        yield made


async def text(visitor: Visitor, path: str = "seat") -> str:
    answer = await visitor.get(path)
    assert answer.status == 200, answer.status
    return await answer.text()


def forms(page: str) -> list[dict[str, str]]:
    """What every form of a page sends along."""
    found = re.findall(r'<form method="post" action="/do".*?</form>', page, re.S)
    return [{name: html.unescape(value) for name, value in HIDDEN.findall(each)} for each in found]


def form(page: str, act: str) -> dict[str, str]:
    return next(each for each in forms(page) if each["do"] == act)


def written(solo: SoloHost, kind: Kind) -> int:
    return sum(each.kind is kind for each in solo.table.log.events("1"))


async def test_nobody_gets_in_but_by_a_link_and_the_one_for_a_browser_opens_once(solo: SoloHost) -> None:
    once = solo.holder.once
    async with Visitor(solo.url) as stranger, Visitor(solo.url) as first, Visitor(solo.url) as second:
        for path in ("seat", "stream", "alive", "seat/debrief", "page/x/live.js", "open", "open?t=wrong"):
            answer = await stranger.get(path)
            assert answer.status == 403, path
            page = await answer.text()
            assert "address that stands in its terminal" in page
            assert "join" not in page.casefold()
        assert (await stranger.post("do", data={"do": "read_briefing"})).status == 403
        assert (await first.get(f"open?t={once}")).status == 303
        assert (await first.get(f"open?t={once}")).status == 303  # asked for twice by one browser
        assert (await second.get(f"open?t={once}")).status == 403
        assert (await second.get(f"open?t={solo.holder.link}")).status == 303
        assert (await second.get("alive")).status == 204
        answer = await second.get("seat")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert solo.holder.link not in await answer.text()


async def test_nothing_of_a_class_is_there(solo: SoloHost, player: Visitor) -> None:
    for path in (
        "",
        "join",
        "facilitator",
        "desk",
        "desk/stream",
        "wall",
        "wall/now",
        "ws/port",
        "alive/desk",
        "leave",
    ):
        assert (await player.get(path)).status == 404, path
    page = await text(player)
    assert "syndicate" not in page.casefold().replace("syndicates", "")
    assert "Give up this seat" not in page
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert (await player.post("do", data=form(page, "read_briefing"), headers=elsewhere)).status == 403


async def test_a_whole_run_is_played_without_scripts_to_its_debrief_with_memory_and_plan(
    solo: SoloHost, player: Visitor
) -> None:
    assert (await player.get("seat/debrief")).status == 422  # not before it is over
    page = await text(player)
    answer = await player.post("do", data={**form(page, "answer"), "answer": "4"})
    assert answer.status == 303
    assert (await player.post("do", data=form(page, "read_briefing"))).status == 303
    decided = 0
    while not solo.table.run.state.over:
        page = await text(player)
        can = {each["do"]: each for each in forms(page)}
        if "acknowledge" in can:
            await player.post("do", data=can["acknowledge"])
            continue
        if "open" in can:
            await player.post("do", data=can["open"])
        option = re.search(r'name="option" value="([^"]*)"(?![^>]*disabled)', page)
        assert option
        sent = {**can["decide"], "option": option[1], "confidence": "6", "reason": "It lasts.", "counter": ""}
        wrong = await player.post("do", data=sent)
        assert wrong.status == 422  # it was not said to be sure
        assert "It lasts." in await wrong.text()
        for _ in range(2):  # sent twice it is done once
            assert (await player.post("do", data={**sent, "sure": "yes"})).status == 303
        decided += 1
        assert written(solo, Kind.DECISION_TAKEN) == decided
        if not solo.table.run.state.over:
            assert "Outcome" in await text(player)
    page = await text(player)
    memory = [each for each in forms(page) if each["do"] == "recall"]
    (asked,) = [each for each in memory if each["given.prompt"] == "all"]
    (field,) = re.findall(r'<textarea[^>]*name="([^"]*plan[^"]*)"', page)
    assert (await player.post("do", data={**asked, field: "When it rains, I will ask first."})).status == 303
    assert written(solo, Kind.RECALLED) == 1
    copy = await player.get("seat/debrief")
    assert copy.status == 200
    read = await copy.text()
    assert "When it rains, I will ask first." in read
    assert '<a href="/seat">Back to your run</a>' in read
    commands = [html.unescape(each) for each in re.findall(r"<code>([^<]*)</code>", read.partition('id="way_on"')[2])]
    assert sum("branch" in each for each in commands) >= decided
    for each in commands:  # each is one that the program takes
        name, *words = shlex.split(each.removeprefix(program()))
        cli.commands[name].make_context(name, words)
    assert "unsafe" not in copy.headers["Content-Security-Policy"]
    kept = await player.get("seat/debrief?keep=1")
    assert kept.headers["Content-Disposition"].endswith(f"{solo.table.name}.html")
    assert 'href="/seat"' not in await kept.text()


async def test_what_is_typed_is_a_draft_of_the_run_and_a_window_hears_of_another(
    solo: SoloHost, player: Visitor
) -> None:
    await player.post("do", data=form(await text(player), "read_briefing"))
    sent = form(await text(player), "decide")
    assert (await player.post("draft", data={**sent, "reason": "half a rea"})).status == 204
    assert solo.table.draft(ALONE, sent["given.inject"])["reason"] == "half a rea"
    assert "half a rea" in await text(player)
    async with player.session.get(f"{solo.url}stream") as stream:
        await stream.content.readany()
        note = form(await text(player), "note")
        await player.post("do", data={**note, "text": "Seen by both windows."})
        said = b""
        while b"Seen by both windows." not in said:
            said += await stream.content.readany()
