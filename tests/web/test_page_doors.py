"""A seat's page over plain HTTP: what a browser without scripts does, and what anybody else may not."""

import asyncio
import contextlib
import html
import json
import re

import pytest
from aiohttp import ClientError

from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.hosting import Screens
from game.record.events import Kind
from game.web import event_streams
from game.web.host import serve
from game.web.seat_pages import PAGE
from tests.waiting import eventually
from tests.web.visiting import Hosted, Visitor

HERE = PAGE[1:]


async def text(visitor: Visitor, path: str = HERE) -> str:
    answer = await visitor.get(path)
    assert answer.status == 200, answer.status
    return await answer.text()


def forms(page: str) -> list[dict[str, str]]:
    """What every form of a page sends along."""
    found = re.findall(r'<form method="post" action="/do".*?</form>', page, re.S)
    hidden = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
    return [{name: html.unescape(value) for name, value in hidden.findall(each)} for each in found]


def form(page: str, act: str) -> dict[str, str]:
    """The first form of an act."""
    return next(each for each in forms(page) if each["do"] == act)


async def begun(host: Hosted, visitor: Visitor) -> ClassSeat:
    """Ada at her page, a second person at a port, the first inject on the table."""
    await visitor.join(host.code)
    other = ClassSeat(host.room, host.room.join(host.code, "Ben").seat)
    ada = ClassSeat(host.room, "s1")
    for each in (ada, other):
        each.submit(cmd.ReadBriefing())
    Desk(host.room).deal_roles("1")
    Desk(host.room).begin()
    return ada


def written(host: Hosted, kind: Kind) -> int:
    return sum(each.kind is kind for each in host.room.log.events("1"))


async def test_a_whole_class_is_played_without_scripts_to_its_end(host: Hosted) -> None:
    async with Visitor(host.url) as ada, Visitor(host.url) as ben:
        both = (ada, ben)
        for visitor, name in ((ada, "Ada"), (ben, "Ben")):
            await visitor.join(host.code, name)
            page = await text(visitor)
            assert "The rule of the room" in page
            answer = await visitor.post("do", data=form(page, "read_briefing"))
            assert (answer.status, answer.headers["Location"].partition("#")[0]) == (303, PAGE)
            assert "http-equiv" in await text(visitor)  # there is nothing to do but wait: it looks again
            assert "http-equiv" not in await text(visitor, f"{HERE}?still=1")
        desk = Desk(host.room)
        desk.deal_roles("1")
        desk.begin()
        table = host.room.tables["1"]
        for _ in range(60):
            if table.run.state.over:
                break
            for visitor in both:
                page = await text(visitor)
                can = {each["do"]: each for each in forms(page)}
                if "open" in can:
                    await visitor.post("do", data=can["open"])
                marked = re.search(r'name="option" value="([^"]*)"(?! checked disabled| disabled)', page)
                for act in ("choose", "vote", "settle", "acknowledge"):
                    if act not in can or ("choose" in act and "You have chosen" in page):
                        continue
                    more = (
                        {"option": marked[1], "confidence": "6", "reason": "It lasts.", "sure": "yes"} if marked else {}
                    )
                    known = {
                        "choose": ("option", "confidence", "reason"),
                        "vote": ("option",),
                        "settle": ("option", "sure"),
                    }
                    fields = {name: more[name] for name in known.get(act, ())}
                    answer = await visitor.post("do", data={**can[act], **fields})
                    assert answer.status == 303, (act, await answer.text())
                    break
            on = table.on_table_id
            if on and host.room.roster.holder("1", host.room.scenario.inject(on).decided_by) is None:
                inject = host.room.scenario.inject(on)
                if on in table.run.shown:
                    desk.decide(
                        "1", next(o.id for o in ClassSeat(host.room, "s1").snapshot().inject.options if not o.closed)
                    )
                elif not inject.options:
                    desk.acknowledge("1")
        assert table.run.state.over
        desk.endex()
        assert "Read your debrief" in await text(ada)
        copy = await ada.get("seat/debrief")
        assert copy.status == 200
        assert "sha256-" in copy.headers["Content-Security-Policy"]


async def test_what_is_typed_from_memory_is_kept_by_the_button_that_opens_the_debrief(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        seat = await begun(host, visitor)
        inject = seat.snapshot().inject
        assert inject is not None
        Desk(host.room).decide("1", next(each.id for each in inject.options if not each.closed))
        Desk(host.room).endex()
        page = await text(visitor)
        asked = form(page, "recall")
        wrong = {**asked, "exchange.text": "It bought time.", "luck.sure": "eleven"}
        answer = await visitor.post("do", data=wrong)
        assert answer.status == 422
        assert "It bought time." in await answer.text()
        assert written(host, Kind.RECALLED) == 0
        said = {**asked, "exchange.text": "It bought time.", "plan.text": "When it rains, I will ask."}
        for _ in range(2):
            answer = await visitor.post("do", data=said)
            assert (answer.status, answer.headers["Location"]) == (303, "/seat/debrief")
        assert written(host, Kind.RECALLED) == 2
        again = {**form(await text(visitor), "recall"), "unknown.text": "The road."}
        quick = await visitor.post("do", data=again, headers={"Accept": "application/json"})
        assert await quick.json() == {"says": "", "to": "/seat/debrief"}
        assert written(host, Kind.RECALLED) == 3
        assert "When it rains, I will ask." in await text(visitor, "seat/debrief")


async def test_a_form_sent_again_is_done_once_whatever_happened_between(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        seat = await begun(host, visitor)
        page = await text(visitor)
        note = {**form(page, "note"), "text": "Kept once."}
        for _ in range(3):
            assert (await visitor.post("do", data=note)).status == 303
        assert written(host, Kind.NOTE_ADDED) == 1
        inject = seat.snapshot().inject
        assert inject is not None
        choice = {**form(page, "choose"), "option": inject.options[0].id, "reason": "Because.", "confidence": "3"}
        json_please = {"Accept": "application/json"}
        assert (await visitor.post("do", data=choice, headers=json_please)).status == 204
        Desk(host.room).show_choices("1")  # and the act is offered no more
        assert (await visitor.post("do", data=choice, headers=json_please)).status == 204
        port = host.server.port
        await host.server.stop()
        host.server = await serve(host.room, Screens(host.room), port=port)
        with contextlib.suppress(ClientError):  # the old line
            await visitor.post("do", data=choice, headers=json_please)
        assert (await visitor.post("do", data=choice, headers=json_please)).status == 204
        assert written(host, Kind.CHOICE_MADE) == 1


async def test_ids_of_forms_are_the_same_from_the_log_alone_and_change_once_something_was_done(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        await begun(host, visitor)
        first = form(await text(visitor), "note")["once"]
        assert form(await text(visitor), "note")["once"] == first
        await visitor.post("do", data={**form(await text(visitor), "note"), "text": "One."})
        assert form(await text(visitor), "note")["once"] != first


async def test_what_is_wrong_is_said_in_a_sentence_and_what_was_typed_is_there(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        seat = await begun(host, visitor)
        inject = seat.snapshot().inject
        assert inject is not None
        Desk(host.room).ask_reasons(True)
        wrong = {**form(await text(visitor), "choose"), "option": inject.options[1].id, "counter": "<b>But</b> & so"}
        answer = await visitor.post("do", data=wrong)
        page = await answer.text()
        assert answer.status == 422
        assert "The facilitator asks for a reason" in page
        assert "&lt;b&gt;But&lt;/b&gt; &amp; so</textarea>" in page
        assert re.search(f'value="{inject.options[1].id}" required checked', page)
        quick = await visitor.post("do", data=wrong, headers={"Accept": "application/json"})
        assert quick.status == 422
        assert (await quick.json())["field"] == f"choose:{inject.id}-reason"
        for bad in ({"do": "nothing"}, {"once": "no"}, {"strange": "1"}, {"option": "nowhere"}, {"confidence": "11"}):
            answer = await visitor.post("do", data={**wrong, "reason": "x", "confidence": "3", **bad})
            assert answer.status == 422, bad
        assert written(host, Kind.CHOICE_MADE) == 0


async def test_a_draft_is_kept_for_its_seat_alone_and_no_event(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        seat = await begun(host, visitor)
        inject = seat.snapshot().inject
        assert inject is not None
        before = len(host.room.log.events("1"))
        typed = {**form(await text(visitor), "choose"), "option": inject.options[1].id, "reason": "Half a thou"}
        assert (await visitor.post("draft", data=typed)).status == 204
        assert seat.draft(inject.id) == {"option": inject.options[1].id, "reason": "Half a thou"}
        assert ">\nHalf a thou</textarea>" in await text(visitor)
        assert len(host.room.log.events("1")) == before
        tell = {"do": "vote", "given.inject": inject.id, "option": "x"}
        assert (await visitor.post("draft", data=tell)).status == 422
        async with Visitor(host.url) as stranger:
            await stranger.join(host.code, "Cleo")
            assert "Half a thou" not in await text(stranger)
            assert (await stranger.post("draft", data={**typed, "reason": "mine"})).status == 204
        assert seat.draft(inject.id)["reason"] == "Half a thou"


async def test_nothing_of_a_page_answers_without_a_pass_or_to_a_form_from_elsewhere(host: Hosted) -> None:
    async with Visitor(host.url) as stranger:
        assert (await stranger.get(HERE)).status == 303
        for path in ("stream", "seat/debrief"):
            assert (await stranger.get(path)).status == 403
        for path in ("do", "draft"):
            assert (await stranger.post(path, data={"do": "note"})).status == 403
        await stranger.join(host.code)
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        for path in ("do", "draft"):
            assert (await stranger.post(path, data={"do": "note"}, headers=elsewhere)).status == 403
        assert (await stranger.get("stream?class=another-one")).status == 409
        assert (await stranger.get("seat/debrief")).status == 422  # before ENDEX
        assert (await stranger.post("do", data=b"\xff\xfe=\xff")).status in (400, 422)


async def heard(visitor: Visitor, have: str = "") -> list[dict[str, object]]:
    """The first event of a stream."""
    async with visitor.session.get(f"{visitor.url}stream", params={"have": have}) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        said = b""
        while b"data: " not in said:
            said += await stream.content.readany()
    return [json.loads(line[6:]) for line in said.decode().splitlines() if line.startswith("data: ")]


async def test_a_window_that_has_everything_is_sent_nothing(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        await begun(host, visitor)
        stamp = re.search(r'data-stamp="(\w+)"', await text(visitor))
        assert stamp
        assert "parts" not in (await heard(visitor, stamp[1]))[0]
        assert "parts" in (await heard(visitor, "another"))[0]


async def test_a_silent_stream_says_that_it_lives_and_bursts_become_one_update(
    host: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_streams, "BEAT", 0.05)
    async with Visitor(host.url) as visitor:
        await begun(host, visitor)
        desk = Desk(host.room)
        async with visitor.session.get(f"{host.url}stream") as stream:
            said = b""
            while b"event: beat" not in said:
                said += await stream.content.readany()
            for number in range(20):
                desk.message("all", f"Letter {number}.")
            said = b""
            while b"Letter 19." not in said:
                said += await stream.content.readany()
            assert said.count(b"data: {") == 1
        await eventually(lambda: not host.server.connected("s1"))


async def test_hostile_text_stays_text(host: Hosted) -> None:
    nasty = '<img src=x onerror=alert(1)>"><script>alert(2)</script> {{7*7}} name="once" value="@once:note:@"'
    async with Visitor(host.url) as visitor:
        seat = await begun(host, visitor)
        Desk(host.room).message("all", nasty)
        seat.submit(cmd.AddNote(text=nasty, about=""))
        page = await text(visitor)
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "@once:note:@" in page
        assert len(re.findall(r"<script", page)) == 2


async def test_no_field_hides_what_a_form_is(host: Hosted) -> None:
    async with Visitor(host.url) as visitor:
        await begun(host, visitor)
        names = set(re.findall(r' name="([^"]*)"', await text(visitor)))
        assert not names & {"id", "action", "method", "name", "elements", "submit", "reset"}


async def test_a_burst_of_forms_is_slowed_and_hurts_nobody_else(host: Hosted) -> None:
    async with Visitor(host.url) as visitor, Visitor(host.url) as other:
        await begun(host, visitor)
        await other.join(host.code, "Cleo")
        note = form(await text(visitor), "note")
        flood = [asyncio.ensure_future(visitor.post("draft", data={**note, "text": str(n)})) for n in range(60)]
        assert (await other.get(HERE)).status == 200
        await asyncio.gather(*flood)
