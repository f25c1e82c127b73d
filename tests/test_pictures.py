"""Pictures on every face: kept once by hash, read in words where nothing is drawn, shown on pages, never decoded."""

import asyncio
import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markupsafe import escape

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.run.run_store import ALONE, ONLY, Library, kept_pictures
from game.faces import lines, page, terminal
from game.faces.report_page import debrief_html, group_html
from game.faces.seat.papers import paper
from game.faces.sheet import run_sheet_html
from game.hosting import Screens
from game.record.pictures import Pictures
from game.record.store import FolderStore
from game.report.debrief import debrief
from game.report.group import seat_debrief
from game.scenario.check import check
from game.scenario.load import load
from game.scenario.pictures import MAX_PICTURE
from game.scenario.scenario import Scenario
from game.web.host import serve
from game.words import ENGLISH
from tests import kit
from tests.web.visiting import Visitor

PNG = b"\x89PNG\r\n\x1a\n" + b"not decoded by anybody here" * 40
SHA = hashlib.sha256(PNG).hexdigest()
ALT = 'Two roads meet <b>south</b> of "the" ford.'


def written(tmp_path: Path, data: bytes = PNG, **fields: object) -> Path:
    """A folder with a scenario of one decision, with a picture among its papers."""
    folder = tmp_path / "seen"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "map.png").write_bytes(data)
    paper = {"kind": "map", "title": "Sector", "file": "documents/map.png", "alt": ALT, **fields}
    inject = kit.inject("one", kit.option("a"), kit.option("b"), documents=[paper])
    plain = kit.draft([inject], roles=("head", "deputy"), minutes=30)
    (folder / "scenario.yaml").write_text(kit.written(plain), encoding="utf-8")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Scenario:
    return load(written(tmp_path))


def test_a_picture_is_kept_once_by_its_hash_for_its_owner_alone(made: Scenario) -> None:
    library = Library()
    tables = [library.begin(made, 7) for _ in range(3)]
    (kept,) = library.pictures.folder.iterdir()
    assert (kept.name, kept.read_bytes()) == (SHA, PNG)
    if sys.platform != "win32":
        assert kept.stat().st_mode & 0o777 == 0o600
        assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert PNG[8:40] not in library.path(tables[0].name).read_bytes()
    assert sum(map(len, tables[0].log.kept(made.sha256).values())) < 4_000


@pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", SHA.upper(), f"{SHA}\n", "0" * 64, "a" * 10_000])
def test_what_is_no_hash_names_no_picture(tmp_path: Path, name: str) -> None:
    shelf = Pictures(tmp_path)
    shelf.keep({SHA: PNG})
    assert shelf.read(name) is None


def test_a_kept_picture_that_was_changed_is_not_shown(tmp_path: Path) -> None:
    shelf = Pictures(tmp_path)
    for data in (PNG + b"!", b"<svg onload=alert(1)>", b"", b"\x89PNG\r\n\x1a\n" + b"\0" * MAX_PICTURE):
        (tmp_path / SHA).write_bytes(data)
        assert shelf.read(SHA) is None
    script = b"<script>alert(1)</script>"
    (tmp_path / hashlib.sha256(script).hexdigest()).write_bytes(script)
    assert shelf.read(hashlib.sha256(script).hexdigest()) is None


def test_terminal_and_plain_lines_say_that_it_is_a_picture_and_what_is_on_it(made: Scenario) -> None:
    seat = Library().begin(made, 7).seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    before = seat.snapshot().inject
    assert before is not None
    assert (before.documents[0].alt, before.documents[0].picture) == ("", "")
    after = seat.submit(cmd.OpenDocument(inject="one", document=0)).inject
    assert after is not None
    assert (after.documents[0].alt, after.documents[0].picture) == (ALT, SHA)
    shown = paper(ENGLISH, "one", after.documents[0])
    assert f'<img src="/picture/{SHA}" alt="{escape(ALT)}">' in page.blocks((shown,), 3)
    for told in ("\n".join(lines.paper(ENGLISH, shown)), terminal.content((shown,), 80).plain):
        assert "A picture, which a page shows." in told
        assert ALT in told


def test_check_says_nothing_of_a_picture_without_text(tmp_path: Path) -> None:
    assert "WC258" not in [each.code for each in check(written(tmp_path))]


def test_pages_show_it_from_the_store_with_its_words(made: Scenario) -> None:
    library = Library()
    table = library.begin(made, 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    seat.submit(cmd.Decide(inject="one", option="a"))
    table.log.close()
    run = library.read(table.name)
    page = debrief_html(debrief(run, table.name), full=True)
    assert page.count("data:image/png;base64,") == 1
    assert "<b>south</b>" not in page
    assert "img-src data:" in page
    assert "data:image/png;base64," in run_sheet_html(made, 45)
    (library.pictures.folder / SHA).unlink()  # whatever became of it: the words stay
    page = debrief_html(debrief(library.read(table.name), table.name), full=True)
    assert "data:image" not in page
    assert "Two roads meet" in page
    assert [event.kind for event in Library().resume(table.name).log.events(ONLY)]


def test_a_copy_for_one_seat_shows_no_picture_that_was_for_another(tmp_path: Path) -> None:
    made = load(written(tmp_path, to=["deputy"]))
    room, _ = Classes(FolderStore(tmp_path / "classes")).open(made, 1, 7)
    seats = [ClassSeat(room, room.join(room.syndicates[0].code, name).seat) for name in ("Ada", "Ben")]
    desk = Desk(room)
    for seat, role in zip(seats, ("head", "deputy"), strict=True):
        desk.give_roles(seat.id, [role])
        seat.submit(cmd.ReadBriefing())
    desk.begin()
    desk.decide("1", "a")
    desk.endex()
    pages = [group_html(seat_debrief(room.record(), seat.id), own=True, full=True) for seat in seats]
    assert ["data:image/png" in page for page in pages] == [False, True]
    assert ["Two roads" in page for page in pages] == [False, True]


async def test_a_seat_gets_its_bytes_once_under_its_pass_and_nobody_else_does(made: Scenario, tmp_path: Path) -> None:
    room, _ = Classes(FolderStore(tmp_path / "classes")).open(made, 1, 7)
    server = await serve(room, Screens(room), port=0)
    try:
        async with Visitor(server.url) as visitor, Visitor(server.url) as stranger:
            assert (await stranger.get(f"picture/{SHA}")).status == 403
            await visitor.join(room.syndicates[0].code, "Ada")
            (member,) = room.roster.members
            seat = ClassSeat(room, member)
            seat.submit(cmd.ReadBriefing())
            Desk(room).begin()
            assert (await visitor.get(f"picture/{SHA}")).status == 404  # it lies there closed
            seat.submit(cmd.OpenDocument(inject="one", document=0))
            answer = await visitor.get(f"picture/{SHA}")
            assert (answer.status, await answer.read()) == (200, PNG)
            assert answer.headers["Content-Type"] == "image/png"
            assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            again = await visitor.session.get(f"{server.url}picture/{SHA}", headers={"If-None-Match": f'"{SHA}"'})
            assert (again.status, await again.read()) == (304, b"")
            for name in ("0" * 64, "..%2f..%2fclasses", "x"):
                assert (await visitor.get(f"picture/{name}")).status == 404
    finally:
        await server.stop()
        room.close()
    assert kept_pictures().read(SHA) == PNG


@dataclass
class Device:
    """A seat's device with a cache as a browser has one; it counts every byte that comes over its lines."""

    host: str
    port: int
    cookie: str
    kept: dict[str, str] = field(default_factory=dict)
    """Path to the tag of what was kept for ever."""
    bytes: int = 0

    async def show(self, path: str, reload: bool = False) -> tuple[int, bytes]:
        """Show what lies at a path: asked for where nothing is kept of it, or somebody reloads the page."""
        if path in self.kept and not reload:
            return 0, b""
        tag = f"If-None-Match: {self.kept[path]}\r\n" if path in self.kept else ""
        head = f"GET /{path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nCookie: {self.cookie}\r\n"
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(f"{head}{tag}Connection: close\r\n\r\n".encode())
        answer = await reader.read(-1)
        writer.close()
        self.bytes += len(answer)
        told, _, body = answer.partition(b"\r\n\r\n")
        first, *rest = told.decode().split("\r\n")
        named = {name.lower(): value for name, _, value in (each.partition(": ") for each in rest)}
        if "immutable" in named.get("cache-control", ""):
            self.kept[path] = named["etag"]
        return int(first.split()[1]), body


SEATS, SYNDICATES = 40, 4


@pytest.mark.timeout(300)
async def test_a_picture_of_two_megabytes_costs_each_of_forty_seats_its_bytes_once(tmp_path: Path) -> None:
    data = PNG[:8] + bytes(range(256)) * ((MAX_PICTURE - 8) // 256)
    sha = hashlib.sha256(data).hexdigest()
    folder = written(tmp_path, data)
    plain = kit.draft(
        [
            kit.inject(id, kit.option("a"), kit.option("b"), day=day, documents=[
                {"kind": "map", "title": "Sector", "file": "documents/map.png", "alt": ALT}
            ])
            for day, id in enumerate(("one", "two"))
        ],
        roles=("head", "deputy"),
    )  # fmt: skip
    (folder / "scenario.yaml").write_text(kit.written(plain), encoding="utf-8")
    room, _ = Classes(FolderStore(tmp_path / "classes")).open(load(folder), SYNDICATES, 7)
    server = await serve(room, Screens(room), port=0)
    host, port = urlsplit(server.url).hostname or "", urlsplit(server.url).port or 0
    try:
        devices = []
        for number in range(SEATS):
            async with Visitor(server.url) as visitor:
                await visitor.join(room.syndicates[number % SYNDICATES].code, f"Person {number}")
                (cookie,) = visitor.session.cookie_jar
                devices.append(Device(host, port, f"{cookie.key}={cookie.value}"))
        seats = [ClassSeat(room, member) for member in room.roster.members]
        assert len(seats) == SEATS
        desk = Desk(room)
        for seat in seats:
            seat.submit(cmd.ReadBriefing())
        desk.begin()
        path = f"picture/{sha}"
        for inject in ("one", "two"):  # the same picture among the papers of both
            for seat in seats:
                seat.submit(cmd.OpenDocument(inject=inject, document=0))
            answers = await asyncio.gather(*(device.show(path) for device in devices))
            if inject == "one":
                assert all(answer == (200, data) for answer in answers)
                for syndicate in room.syndicates:
                    desk.decide(syndicate.id, "a")
        answers = await asyncio.gather(*(device.show(path, reload=True) for device in devices))
        assert set(answers) == {(304, b"")}
        for device in devices:
            assert len(data) < device.bytes < len(data) + 2_000
    finally:
        await server.stop()
        room.close()
    assert [each.name for each in kept_pictures().folder.iterdir()] == [sha]
