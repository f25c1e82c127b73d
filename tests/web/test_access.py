"""What a seat may see is cut out on the host: a student asks by every door there is, and gets what is meant for it.

Every text in the scenario and in the class carries a mark of its own. One student, the adviser of
syndicate 1, looks through every door; marks of what is meant for them must come, no other may.
"""

import contextlib
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise import json_codec
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.faces.report_page import group_html
from game.faces.take_home import LocalCopy
from game.hosting import Screens
from game.record.events import Kind
from game.record.store import FolderStore
from game.scenario.scenario import Scenario
from game.web.host import serve
from game.web.seat_pages import PAGE
from tests.kit import branch, document, ending, inject, later, option, scenario
from tests.web.visiting import Visitor

MARK = re.compile(r"[a-z]+-mark-[a-z0-9]+")


def mark(whose: str, what: str) -> str:
    """A text that is found again wherever it turns up: ``chief-mark-brief``."""
    return f"{whose}-mark-{what}"


def marked() -> Scenario:
    """A scenario in which every text says whose it is; ``cell`` is the facilitator."""
    return scenario(
        id="marked",
        title=mark("all", "title"),
        setting=mark("all", "setting"),
        roles={
            "chief": {"title": "Chief", "brief": mark("chief", "brief"), "interests": {"open": 2}},
            "adviser": {"title": "Adviser", "brief": mark("adviser", "brief"), "interests": {"shown": 1}},
        },
        gauges={
            "open": {"start": 50, "title": mark("all", "open")},
            "shown": {"start": 40, "title": mark("all", "shown"), "shown": "assessed"},
            "hidden": {"start": 30, "title": mark("cell", "gauge"), "shown": "hidden"},
        },
        injects=[
            inject(
                "first",
                option(
                    "take", label=mark("all", "take"), detail=mark("all", "detail"), outcome=mark("after", "outcome"),
                    effects={"hidden": +7},
                    chance=[branch(1, text=mark("luck", "one")), branch(1, text=mark("luck", "two"))],
                    later=[later(20, text=mark("cell", "later"))],
                ),
                option("leave", label=mark("all", "leave"), outcome=mark("cell", "notaken")),
                day=1, situation=mark("all", "situation"), question=mark("all", "question"),
                decided_by="chief",
                documents=[
                    document(title=mark("all", "papertitle"), text=mark("all", "paper")),
                    document(
                        "cable", title=mark("adviser", "papertitle"), text=mark("adviser", "paper"), to=["adviser"]
                    ),
                    document("letter", title=mark("chief", "papertitle"), text=mark("chief", "paper"), to=["chief"]),
                ],
                private={"chief": mark("chief", "fact"), "adviser": mark("adviser", "fact")},
                dilemma=mark("cell", "dilemma"), expected=mark("cell", "expected"), notes=mark("cell", "notes"),
            ),
            inject("second", option("go", label=mark("cell", "second")), day=5, situation=mark("cell", "situation")),
            inject("tray", option("go", label=mark("cell", "tray")), situation=mark("cell", "traytext"), manual=True),
        ],
        endings=[
            ending("never", when="open > 1000 - 900 and open < 0", text=mark("cell", "ending")),
            ending("else", text=mark("cell", "else")),
        ],
        days=30,
    )  # fmt: skip


HERS = {"all", "adviser", "own", "to"}
"""Whose marks the adviser of syndicate 1 may see before anything is decided."""


@dataclass
class Class:
    """A class in full play, and everything that anybody in it has written."""

    room: Classroom
    facilitator: str
    url: str
    ada: ClassSeat
    """The adviser of syndicate 1."""
    token: str
    chief: ClassSeat
    other: ClassSeat
    """Somebody in syndicate 2."""
    other_token: str
    kinds: set[Kind] = field(default_factory=set)


def play(room: Classroom) -> tuple[ClassSeat, str, ClassSeat, ClassSeat, str]:
    """Let everything happen that can, each with a mark; only Ada and the facilitator speak to Ada."""
    desk = Desk(room)
    one, two = (each.code for each in room.syndicates)
    ada, chief, spare = room.join(one, mark("own", "name")), room.join(one, "Chief"), room.join(one, "Spare")
    other, gone = room.join(two, mark("two", "name")), room.join(two, mark("two", "gone"))
    for joined in (ada, chief, spare, other, gone):
        desk.admit(joined.seat)
    seats = [ClassSeat(room, joined.seat) for joined in (ada, chief, other)]
    seats[0].submit(cmd.TakeRole(role="adviser"))
    desk.give_roles(chief.seat, ["chief"])
    desk.give_roles(other.seat, ["adviser"])
    desk.merge(spare.seat, chief.seat, mark("cell", "merge"))
    desk.move(gone.seat, "1", mark("cell", "move"))
    desk.remove(gone.seat, mark("cell", "remove"))
    for seat in seats:
        seat.submit(cmd.ReadBriefing())
    desk.begin()
    desk.pause(mark("cell", "pause"))
    desk.resume(mark("cell", "resume"))
    desk.ask_reasons(True)
    desk.ask_reasons(False)
    for id in ("1", "2"):
        desk.hold(id, mark("cell", f"hold{id}"))
        desk.let_go(id, mark("cell", f"letgo{id}"))
        desk.set_minutes(id, 9, mark("cell", f"minutes{id}"))
        desk.adjust(id, "hidden", "+1", mark("cell", f"adjust{id}"))
    desk.message("all", mark("to", "all"))
    desk.message("syndicate 1", mark("to", "one"))
    desk.message(ada.seat, mark("to", "ada"))
    desk.message("syndicate 2", mark("two", "message"))
    desk.message(chief.seat, mark("chief", "message"))
    desk.observe("1", "", mark("cell", "observed"))
    desk.submit(cmd.SetGate(closed=True))
    desk.submit(cmd.SetGate(closed=False))
    desk.give_desk(cmd.GiveDesk(right="observer", name=mark("cell", "observer")))
    desk.submit(cmd.TakeDeskBack(desk=next(iter(room.roster.holders)), reason=mark("cell", "taken")))
    desk.submit(cmd.TickAction(syndicate="1", inject="first", action=0, seen=True))
    desk.write("1", mark("to", "news"), mark("to", "newstext"), mark("cell", "write"))
    desk.write("2", mark("two", "news"), mark("two", "newstext"), mark("cell", "write2"))
    desk.release("2", "tray", mark("cell", "release"))
    for seat, whose in ((seats[1], "chief"), (seats[2], "two")):
        papers = seat.snapshot().inject
        assert papers is not None
        seat.submit(cmd.OpenDocument(inject="first", document=papers.documents[-1].number))
        seat.submit(cmd.AddNote(text=mark(whose, "note"), about="first"))
        seat.submit(cmd.Choose(inject="first", option="leave", confidence=3, reason=mark(whose, "reason"),
                               counter=mark(whose, "counter")))  # fmt: skip
        seat.submit(cmd.Consent(names=True))
    seats[0].submit(cmd.AddNote(text=mark("own", "note"), about="first"))
    return seats[0], ada.token, seats[1], seats[2], other.token


@contextlib.asynccontextmanager
async def at_work(folder: Path) -> AsyncIterator[Class]:
    room, facilitator = Classes(FolderStore(folder)).open(marked(), 2, seed=7, admit=True)
    ada, token, chief, other, other_token = play(room)
    server = await serve(room, Screens(room), port=0)
    try:
        yield Class(room, facilitator, server.url, ada, token, chief, other, other_token)
    finally:
        await server.stop()
        room.close()


def whose(text: str) -> dict[str, set[str]]:
    """The marks in a text, by whose they are."""
    found: dict[str, set[str]] = {}
    for each in MARK.findall(text):
        owner, _, what = each.partition("-mark-")
        found.setdefault(owner, set()).add(what)
    return found


def only_hers(text: str, *expected: str, allowed: set[str] | None = None) -> None:
    """Only marks that are meant for her are in a text, and these are."""
    found = whose(text)
    strangers = {owner: marks for owner, marks in found.items() if owner not in (HERS if allowed is None else allowed)}
    assert not strangers, strangers
    for each in expected:
        assert each in text, f"{each} is hers, and is not there"


async def test_the_view_holds_what_is_hers_and_nothing_else(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room:
        text = json.dumps(json_codec.view_json(room.ada.snapshot()))
        only_hers(text, mark("adviser", "fact"), mark("adviser", "papertitle"), mark("to", "ada"), mark("own", "note"))
        papers = room.ada.snapshot().inject
        assert papers is not None
        for paper in papers.documents:
            room.ada.submit(cmd.OpenDocument(inject="first", document=paper.number))
        only_hers(json.dumps(json_codec.view_json(room.ada.snapshot())), mark("adviser", "paper"), mark("all", "paper"))


@pytest.mark.parametrize("number", range(-1, 5))
async def test_no_document_opens_that_was_not_addressed_to_her(tmp_path: Path, number: int) -> None:
    async with at_work(tmp_path) as room:
        addressed = number in (0, 1)
        with contextlib.nullcontext() if addressed else pytest.raises(cmd.Refused):
            room.ada.submit(cmd.OpenDocument(inject="first", document=number))
        for inject_id in ("second", "tray", "nowhere"):
            with pytest.raises(cmd.Refused):
                room.ada.submit(cmd.OpenDocument(inject=inject_id, document=number))


async def test_the_terminals_door_says_what_is_hers_and_nothing_else(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room, Visitor(room.url) as visitor:
        visitor.session.cookie_jar.update_cookies({"seat": room.token})
        socket = await visitor.raw_socket()
        await socket.hello()
        await socket.until(lambda: socket.heard("view"))
        number = 0
        for kind in Kind:  # every event there is, asked for and tried to be made
            for words in ({"do": kind.value}, {"do": "add_note", "kind": kind.value, "id": "0" * 32, "text": "x"}):
                number += 1
                await socket.say("do", number, words)
        for number_of in range(-1, 5):
            number += 1
            command = json_codec.command_json(cmd.OpenDocument(inject="first", document=number_of))
            await socket.say("do", number, command)
        for words in (["debrief", number + 1], ["page", number + 2]):
            await socket.say(*words)
        await socket.until(lambda: len(socket.heard("done")) + len(socket.heard("refused")) >= number + 2, 20)
        only_hers(json.dumps(socket.told), mark("adviser", "paper"))
        for words in (["events"], ["log", 1], ["snapshot", "2"], ["view", "desk"], ["do", 1, {}, {}], ["debrief"]):
            again = await visitor.raw_socket()
            await again.hello(force=True)
            await again.until(lambda again=again: again.heard("view"))
            await again.say(*words)
            assert await again.closed() == 1008
            only_hers(json.dumps(again.told))


def routes(room: Class, kind: str) -> Iterator[str]:
    """Every address that the gate knows, read from the gate itself, and some that it must not."""
    from aiohttp import web

    from game.web.routes import Gate
    from game.web.seat_ownership import Places
    from game.web.terminal_sockets import Terminals

    screens = Screens(room.room)
    gate = Gate(room.room, screens, Terminals(screens.port, Places()), False, str)
    application: web.Application = gate.application()
    for resource in application.router.resources():
        path = resource.canonical.lstrip("/")
        for name in ("page.css", "live.js", "gate.py", kind):
            yield path.replace("{version}", "x").replace("{name}", name).replace("{sha256}", kind)
    yield from (f"{part}/{kind}" for part in ("events", "log", "runs", "export", "debrief", "syndicates", "seats"))
    yield from ("events", "log", "class.sqlite3", "classes", "debrief.html", "1", "2", "desk/now", "wall/now", "api")


async def test_every_address_there_is_gives_her_nothing_of_others(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room, Visitor(room.url) as visitor:
        cookies = {"Cookie": f"seat={room.token}; desk={room.token}", "Origin": room.url.rstrip("/")}
        seen = set()
        for kind in Kind:
            for path in routes(room, kind.value):
                if path in seen or path.startswith(("leave", "ws")):
                    continue
                seen.add(path)
                for method in ("GET", "POST"):
                    answer = await visitor.session.request(
                        method, room.url + path, headers=cookies, allow_redirects=False
                    )
                    endless = answer.headers.get("Content-Type") == "text/event-stream"
                    body = (await answer.content.readany()).decode() if endless else await answer.text()
                    answer.close()
                    text = f"{answer.headers} {body}"
                    only_hers(text)
                    assert room.room.syndicates[0].code not in text
                    if "wall" in path or path.startswith(("desk", "events", "log", "export", "debrief")):
                        assert answer.status in (403, 404, 405), path
        assert len(seen) > 200


async def test_her_page_and_its_stream_hold_what_is_hers_and_nothing_else(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room, Visitor(room.url) as visitor:
        cookies = {"Cookie": f"seat={room.token}"}
        async with visitor.session.get(room.url + PAGE[1:], headers=cookies) as answer:
            page = await answer.text()
        only_hers(page)
        assert {mark("adviser", "fact"), mark("to", "ada"), mark("all", "situation")} <= set(MARK.findall(page))
        async with visitor.session.get(room.url + "stream", headers=cookies) as stream:
            said = ""
            while "data: " not in said or not said.endswith("\n\n"):
                said += (await stream.content.readany()).decode()
        only_hers(said)
        assert set(MARK.findall(said)) == set(MARK.findall(page))


async def test_the_facilitators_desk_is_not_hers(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room, Visitor(room.url) as visitor:
        visitor.session.cookie_jar.update_cookies({"seat": room.token, "desk": room.token})
        for path in ("desk", "desk/stream", "desk/debrief/1", "desk/debrief/class", "desk/sheet/45", "wall"):
            assert (await visitor.get(path)).status == 403, path
        assert (await visitor.post("desk/do", data={"do": "pause"})).status == 403


async def test_the_copy_of_another_seat_is_not_hers(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room, Visitor(room.url) as visitor:
        Desk(room.room).endex()
        visitor.session.cookie_jar.update_cookies({"seat": room.token})
        copy = await (await visitor.get("seat/debrief", params={"seat": room.other.id, "syndicate": "2"})).text()
        assert mark("own", "note") in copy
        assert not {"two", "chief"} & whose(copy).keys()


async def test_no_copy_of_the_debrief_is_there_before_endex(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room:
        copy = LocalCopy(room.room, room.ada.id)
        for ask in (copy.debrief, copy.page):
            with pytest.raises(cmd.Refused, match="ENDEX"):
                ask()


async def test_her_copy_of_the_debrief_leaves_out_what_other_seats_alone_knew(tmp_path: Path) -> None:
    async with at_work(tmp_path) as room:
        room.ada.submit(cmd.Choose(inject="first", option="take", reason=mark("own", "reason")))
        room.chief.submit(cmd.Settle(inject="first", option="take"))
        Desk(room.room).endex(mark("cell", "endex"))
        _, page = LocalCopy(room.room, room.ada.id).page()
        text = json.dumps(json_codec.view_json(room.ada.snapshot())) + page
        found = whose(text)
        assert mark("own", "note") in text
        assert not found.keys() & {"two"}
        assert "fact" not in found.get("chief", set())
        assert not {"note", "counter", "papertitle", "paper", "brief", "message"} & found.get("chief", set())
        assert found["chief"] == {"reason"}, "the spread was shown: what each would have done is the group's"


async def test_the_page_of_the_other_syndicate_holds_nothing_of_hers(tmp_path: Path) -> None:
    from game.report.group import group_debrief

    async with at_work(tmp_path) as room:
        Desk(room.room).endex()
        page = group_html(group_debrief(room.room.record(), "2"))
        assert not {"own", "adviser", "chief", "to"} & (whose(page).keys() - {"to"})
        assert mark("to", "one") not in page
        assert mark("to", "ada") not in page


async def test_every_kind_of_event_was_made_in_this_class(tmp_path: Path) -> None:
    """Or the tests above would ask for nothing."""
    async with at_work(tmp_path) as room:
        room.ada.submit(cmd.ShareFact(inject="first", role="adviser"))
        room.ada.submit(cmd.Choose(inject="first", option="take"))
        room.chief.submit(cmd.Settle(inject="first", option="take"))
        desk = Desk(room.room)
        desk.submit(cmd.TakeDecisionBack(syndicate="1", inject="first", reason="a slip", id=cmd.new_id()))
        desk.submit(cmd.WithdrawNews(syndicate="1", news=0, id=cmd.new_id()))
        desk.submit(cmd.WithdrawLetter(letter=0, id=cmd.new_id()))
        desk.submit(cmd.WithdrawInject(syndicate="2", inject="tray", id=cmd.new_id()))
        desk.submit(cmd.ShowOnWall(inject="first", shown=True, syndicate="1", id=cmd.new_id()))
        desk.submit(cmd.SetRoles(syndicate="1", roles=("chief", "adviser"), id=cmd.new_id()))
        desk.submit(cmd.SetObserving(syndicate="1", seat="s1", observes=True, id=cmd.new_id()))
        desk.endex()
        record = room.room.record()
        made = {event.kind for event in record.events} | {e.kind for events in record.by_run.values() for e in events}
        only_alone = {Kind.RUN_BRANCHED, Kind.FACILITATOR_RENEWED, Kind.PASS_GIVEN_BACK}
        not_here = {Kind.VOTE_CAST, Kind.INJECT_ACKNOWLEDGED, Kind.QUESTION_ANSWERED, Kind.FORECAST_MADE}
        not_here |= {Kind.OPENED_WITH, Kind.ANSWER_WRITTEN, Kind.COMMITTED, Kind.CARD_TURNED, Kind.ERASED}
        not_here |= {Kind.RECALLED, Kind.RECALL_ASKED}
        assert made == set(Kind) - only_alone - not_here
