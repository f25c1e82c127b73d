"""A desk's page over plain HTTP: a class run from it without scripts, and what each right shows and takes."""

import asyncio
import html
import re
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import ACTS, BY_ID, offered_at_desk
from game.exercise.acts.sending import AT_DESK
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.hosting import Screens
from game.record.events import Kind
from game.record.store import FolderStore
from game.web.host import serve
from game.words import ENGLISH
from tests.web.visiting import Hosted, Visitor, hosted

JSON = {"Accept": "application/json"}


async def text(visitor: Visitor, path: str = "desk") -> str:
    answer = await visitor.get(path)
    assert answer.status == 200, answer.status
    return await answer.text()


def forms(page: str) -> list[dict[str, str]]:
    """What every form of a desk's page sends along, and where it goes."""
    found = re.findall(r'<form method="post" action="(/desk/do[^"]*)".*?</form>', page, re.S)
    whole = re.findall(r'<form method="post" action="/desk/do[^"]*".*?</form>', page, re.S)
    hidden = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
    made = [{name: html.unescape(value) for name, value in hidden.findall(each)} for each in whole]
    return [{**each, "": html.unescape(to)} for each, to in zip(made, found, strict=True)]


def form(page: str, act: str, **given: str) -> dict[str, str]:
    """The form of an act, for what it is given for."""
    wanted = {f"given.{name}": to for name, to in given.items()}.items()
    return next(each for each in forms(page) if each["do"] == act and wanted <= each.items())


async def do(visitor: Visitor, page: str, act: str, given: dict[str, str] | None = None, **fields: str) -> str:
    """Send a form without scripts; where it leads."""
    sent = form(page, act, **(given or {}))
    answer = await visitor.post(sent.pop("")[1:], data={**sent, **fields})
    assert answer.status == 303, (act, re.findall(r'role="alert"[^<]*<', await answer.text()))
    return answer.headers["Location"]


async def at_desk(visitor: Visitor, token: str) -> str:
    """Through a link to its desk."""
    answer = await visitor.get(f"facilitator?t={token}")
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")
    return await text(visitor)


def seated(host: Hosted, *names: str, syndicate: int = 0) -> list[ClassSeat]:
    code = host.room.syndicates[syndicate].code
    people = [ClassSeat(host.room, host.room.join(code, name).seat) for name in names]
    for each in people:
        each.submit(cmd.ReadBriefing())
    return people


def acts_on(page: str) -> set[str]:
    return {each["do"] for each in forms(page)}


async def test_a_whole_class_is_run_from_the_page_without_scripts(host: Hosted) -> None:
    people = seated(host, "Ada", "Ben")
    other = seated(host, "Cleo", syndicate=1)
    async with Visitor(host.url) as desk:
        page = await at_desk(desk, host.facilitator)
        assert "http-equiv" not in page
        assert 'class="bad">: no role' in page  # who has none stands out before it begins
        await do(desk, page, "deal", syndicate="all")
        page = await text(desk)
        await do(desk, page, "begin", sure="yes")
        page = await text(desk)
        await do(desk, page, "pause", reason="coffee")
        assert host.room.roster.paused
        await do(desk, await text(desk), "resume")
        assert not host.room.roster.paused
        table = host.room.tables["1"]
        for _ in range(40):
            page = await text(desk, "desk?at=1")
            if table.run.state.over:
                break
            can = acts_on(page)
            if "decide" in can:
                options = re.findall(r'name="option" value="([^"]*)" required(?! disabled)', page)
                await do(desk, page, "decide", option=options[0], reason="so that it goes on")
            elif "lay_aside" in can:
                await do(desk, page, "lay_aside", sure="yes")
        assert table.run.state.over
        assert len(host.room.tables["2"].run.decisions) == 0
        await do(desk, await text(desk), "endex", sure="yes")
        assert host.room.roster.over
        assert all(each.snapshot().group for each in (*people, *other))
        for path in ("desk/debrief/1", "desk/debrief/class", "desk/sheet/90"):
            answer = await desk.get(path)
            assert answer.status == 200
            assert "sha256-" in answer.headers["Content-Security-Policy"]


async def test_somebody_is_moved_in_two_taps(host: Hosted) -> None:
    [ada] = seated(host, "Ada")
    async with Visitor(host.url) as desk:
        page = await at_desk(desk, host.facilitator)
        link = re.search(r'<a href="(\?[^"]*)#person">Ada</a>', page)
        assert link
        page = await text(desk, f"desk{html.unescape(link[1])}")
        assert re.search(r'<button name="syndicate" value="2">Syndicate 2</button>', page)
        await do(desk, page, "move", {"seat": ada.id}, syndicate="2")
        assert host.room.roster.members[ada.id].syndicate == "2"


async def test_roles_are_boxes_and_those_held_are_ticked(host: Hosted) -> None:
    [ada] = seated(host, "Ada")
    roles = [role.id for role in host.room.scenario.roles]
    async with Visitor(host.url) as desk:
        await at_desk(desk, host.facilitator)
        where = f"desk?at=1&seat={ada.id}"
        await do(desk, await text(desk, where), "roles", {"seat": ada.id}, roles=" ".join(roles[:2]))
        assert set(host.room.roster.members[ada.id].roles) == set(roles[:2])
        page = await text(desk, where)
        mine = page[page.index(f'id="f-roles:{ada.id}') :].partition("</form>")[0]
        assert len(re.findall(r'type="checkbox" name="roles" value="\w+" checked', mine)) == 2


async def test_an_event_is_previewed_sent_and_taken_out_again(host: Hosted) -> None:
    seated(host, "Ada")
    Desk(host.room).begin()
    tray = next(each for each in host.room.scenario.injects if each.manual)
    async with Visitor(host.url) as desk:
        await at_desk(desk, host.facilitator)
        page = await text(desk, f"desk?event={tray.id}")
        assert "Preview" in page
        assert f'value="{tray.id}"' in page
        back = await do(desk, page, "tray", {"inject": tray.id}, syndicate="1")
        assert f"event={tray.id}" in back
        page = await text(desk, f"desk?event={tray.id}")
        assert "queued" in page
        await do(desk, page, "withdraw_inject", {"inject": tray.id}, syndicate="1")
        assert "withdraw_inject" not in acts_on(await text(desk, f"desk?event={tray.id}"))


async def test_an_event_interrupts_and_its_place_is_on_the_board(host: Hosted) -> None:
    seated(host, "Ada")
    Desk(host.room).begin()
    tray = [id for id, _ in Desk(host.room).snapshot().tray if id in Desk(host.room).snapshot().syndicates[0].ready]
    on_table = Desk(host.room).snapshot().syndicates[0].title
    async with Visitor(host.url) as desk:
        await at_desk(desk, host.facilitator)
        page = await text(desk, f"desk?event={tray[0]}")
        await do(desk, page, "tray", {"inject": tray[0]}, syndicate="1", place=cmd.NOW, reason="now")
        page = await text(desk)
        assert f"Interrupted, and comes up again: {on_table}" in page
        assert "queued, place 1" in page
        assert Desk(host.room).snapshot().syndicates[0].inject == tray[0]


async def test_an_inject_is_laid_side_by_side_on_the_wall_from_the_page(host: Hosted) -> None:
    seated(host, "Ada")
    Desk(host.room).begin()
    async with Visitor(host.url) as desk:
        await at_desk(desk, host.facilitator)
        page = await text(desk, "desk?event=pump")
        assert "they will read what others did" in page
        await do(desk, page, "wall", {"inject": "pump"}, sure="yes")
        wall = await (await desk.get("wall/now")).json()
        assert [each["name"] for each in wall["beside"]["columns"]] == ["Syndicate 1", "Syndicate 2"]
        await do(desk, await text(desk, "desk?event=pump"), "wall", {"inject": "pump"})
        assert (await (await desk.get("wall/now")).json())["beside"] is None


async def test_a_form_sent_again_is_done_once_also_by_a_host_that_was_started_again(host: Hosted) -> None:
    async with Visitor(host.url) as desk:
        page = await at_desk(desk, host.facilitator)
        letter = {**form(page, "message"), "to": "all", "text": "Once."}
        where = letter.pop("")[1:]
        for _ in range(3):
            assert (await desk.post(where, data=letter)).status == 303
        port = host.server.port
        await host.server.stop()
        host.server = await serve(host.room, Screens(host.room), port=port)
        async with Visitor(host.url) as again:
            for cookie in desk.session.cookie_jar:
                again.session.cookie_jar.update_cookies({cookie.key: cookie.value})
            assert (await again.post(where, data=letter, headers=JSON)).status == 200
        assert [each.text for each in host.room.roster.messages] == ["Once."]
        assert form(await text(desk), "message")["once"] != letter["once"]


async def test_what_is_wrong_is_said_and_what_was_typed_is_there(host: Hosted) -> None:
    seated(host, "Ada")
    Desk(host.room).begin()
    async with Visitor(host.url) as desk:
        page = await at_desk(desk, host.facilitator)
        gauge = form(page, "adjust", syndicate="1")
        where = gauge.pop("")[1:]
        wrong = {**gauge, "gauge": host.room.scenario.gauges[0].id, "effect": "five", "reason": "<b>So</b>"}
        answer = await desk.post(where, data=wrong)
        page = await answer.text()
        assert answer.status == 422
        assert "A change is a whole number" in page
        assert "&lt;b&gt;So&lt;/b&gt;</textarea>" in page
        assert 'value="five"' in page
        quick = await desk.post(where, data={**wrong, "effect": "5", "reason": ""}, headers=JSON)
        assert (quick.status, (await quick.json())["field"]) == (422, "adjust:1-reason")
        for bad in ({"do": "nothing"}, {"once": "no"}, {"strange": "1"}, {"given.syndicate": "9"}):
            assert (await desk.post(where, data={**wrong, **bad})).status == 422


async def given(host: Hosted, desk: Visitor, right: Right, name: str) -> str:
    """Give somebody a desk; the link that is shown."""
    sent = form(await text(desk), "give_desk")
    answer = await desk.post(sent.pop("")[1:], data={**sent, "right": right, "name": name})
    page = await answer.text()
    assert answer.status == 200
    link = re.search(r"facilitator\?t=([\w-]+)", page)
    assert link
    assert link[1] not in await text(desk)  # shown once
    assert (await desk.post("desk/do", data={**sent, "right": right, "name": name})).status == 422
    return link[1]


@pytest.mark.parametrize("right", [Right.CO_FACILITATOR, Right.OBSERVER])
async def test_a_desk_that_was_given_shows_and_takes_what_its_right_covers_alone(host: Hosted, right: Right) -> None:
    [ada] = seated(host, "Ada")
    Desk(host.room).begin()
    async with Visitor(host.url) as first, Visitor(host.url) as second:
        await at_desk(first, host.facilitator)
        await at_desk(second, await given(host, first, right, "Olga <b>"))
        tray = next(each for each in host.room.scenario.injects if each.manual)
        where = f"desk?at=1&seat={ada.id}&event={tray.id}"
        page, whole = await text(second, where), await text(first, where)
        assert "Olga &lt;b&gt;" in page
        offered = offered_at_desk(ENGLISH, Desk(host.room).snapshot(), Right.FACILITATOR)
        assert acts_on(whole) == {"link", *(id for id, some in offered.items() if some)}  # the page lacks none
        covered = {act.id for act in ACTS if right in act.rights}
        assert acts_on(page) <= covered
        assert acts_on(page) == acts_on(whole) & covered
        for each in forms(whole):
            to = each.pop("")[1:]
            if each["do"] in covered:
                continue
            answer = await second.post(to, data=each, headers=JSON)
            assert answer.status == 422, each
            assert "your desk may not do this" in (await answer.json())["says"].casefold()
        note = form(page, "note")
        assert (await second.post(note.pop("")[1:], data={**note, "text": "Seen."})).status == 303
        assert [each.by for each in host.room.log.events("class") if each.kind is Kind.OBSERVATION_MADE] == ["desk 2"]
        assert (await second.get("wall")).status == 200


async def test_a_given_desk_is_kept_over_a_restart_and_ends_when_it_is_taken_back(tmp_path: Path) -> None:
    async with hosted(tmp_path) as host:
        name = host.room.name
        async with Visitor(host.url) as first:
            await at_desk(first, host.facilitator)
            token = await given(host, first, Right.OBSERVER, "Olga")
    room = Classes(FolderStore(tmp_path)).reopen(name)
    server = await serve(room, Screens(room), port=0)
    try:
        async with Visitor(server.url) as olga:
            await at_desk(olga, token)
            Desk(room).submit(cmd.TakeDeskBack(desk="desk 2", reason=""))
            assert (await olga.get("desk")).status == 403
            assert (await olga.get(f"facilitator?t={token}")).status == 403
    finally:
        await server.stop()
        room.close()


async def test_who_leaves_a_given_desk_gives_it_back_and_the_facilitators_stays(host: Hosted) -> None:
    async with Visitor(host.url) as first, Visitor(host.url) as second:
        await at_desk(first, host.facilitator)
        await at_desk(second, await given(host, first, Right.CO_FACILITATOR, "Olga"))
        assert (await second.post("leave/desk")).status == 303
        assert (await second.get("desk")).status == 403
        assert (await first.get("desk")).status == 200
        assert not host.room.roster.desk_by_token("x")


async def test_a_link_for_a_second_screen_leaves_the_first_one_where_it_is(host: Hosted) -> None:
    async with Visitor(host.url) as first, Visitor(host.url) as second:
        sent = form(await at_desk(first, host.facilitator), "link")
        page = await (await first.post(sent.pop("")[1:], data={**sent, "sure": "yes"})).text()
        link = re.search(r"facilitator\?t=([\w-]+)", page)
        assert link
        await at_desk(second, link[1])
        assert (await first.get("desk")).status == 200


async def test_nothing_of_a_desk_answers_without_its_pass_or_to_a_form_from_elsewhere(host: Hosted) -> None:
    async with Visitor(host.url) as stranger:
        await stranger.join(host.code)  # a seat's pass is none to a desk
        for path in ("desk", "desk/stream", "desk/debrief/1", "desk/sheet/45"):
            assert (await stranger.get(path)).status == 403, path
        assert (await stranger.post("desk/do", data={"do": "pause"})).status == 403
    async with Visitor(host.url) as desk:
        sent = form(await at_desk(desk, host.facilitator), "endex")
        where = sent.pop("")[1:]
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        assert (await desk.post(where, data={**sent, "sure": "yes"}, headers=elsewhere)).status == 403
        assert not host.room.roster.over
        assert (await desk.get("desk/debrief/9")).status == 404
        assert (await desk.get("desk/debrief/1")).status == 422  # before ENDEX
        assert (await desk.get("desk/sheet/60")).status == 404


async def test_hostile_text_stays_text_and_an_address_reaches_nothing(host: Hosted) -> None:
    nasty = '<img src=x onerror=alert(1)>"><script>alert(2)</script> {{7*7}}'
    seated(host, nasty[:30])
    Desk(host.room).message("all", nasty)
    Desk(host.room).observe("1", "", nasty)
    async with Visitor(host.url) as desk:
        await at_desk(desk, host.facilitator)
        page = await text(desk, "desk?at=%22%3E%3Cscript%3E&seat=s9&event=../x")
        assert "<img src=x" not in page
        assert "<script>" not in page
        assert len(re.findall(r"<script", page)) == 2


async def test_a_desk_is_told_of_what_changes_and_of_nothing_twice(host: Hosted) -> None:
    async with Visitor(host.url) as desk:
        stamp = re.search(r'data-stamp="(\w+)"', await at_desk(desk, host.facilitator))
        assert stamp
        async with desk.session.get(f"{host.url}desk/stream", params={"have": stamp[1]}) as stream:
            said = b""
            while b"data: {" not in said:
                said += await stream.content.readany()
            assert b'"parts"' not in said
            seated(host, "Ada")
            said = b""
            while b"Ada" not in said:
                said += await asyncio.wait_for(stream.content.readany(), 20)
            assert b'"people"' in said
            assert b'"events"' not in said.partition(b"}}")[0].partition(b'"order"')[0]


def test_every_act_of_a_desk_says_what_it_writes() -> None:
    assert AT_DESK.keys() == BY_ID.keys()
