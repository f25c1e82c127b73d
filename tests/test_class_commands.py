"""`host`, `join`, `debrief CLASS` and `runs --classes`: what they print and refuse, and a day in two terminals."""

import asyncio
import contextlib
import io
import json
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from game import carrying
from game.cli import main
from game.errors import Said
from game.exercise.classroom.capacity import MAX_SEATS
from game.exercise.classroom.class_store import Classes, usual
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.rehearsal import Rehearsal
from game.exercise.errors import Refused
from game.hosting import ClassOptions, _again, as_before, meant
from game.plain.talk import InputEnded, Talk
from game.record.store import FolderStore
from game.web import listening
from game.web.listening import Listening
from tests.endurance.class_host import Host
from tests.endurance.terminal import NEEDS_TMUX, Terminal, whitecell
from tests.exercise.seating import starter
from tests.plain.robot import hold, listed
from tests.test_cli import answered, said_of
from tests.waiting import eventually
from tests.web.visiting import Visitor


def played(ended: bool = True, syndicates: int = 2) -> Classroom:
    """A class of simulated people that came to its end, closed."""
    room, _ = Classes().open(starter(), syndicates, seed=7)
    Rehearsal.join(room)
    rehearsal = Rehearsal(room)
    Desk(room).begin()
    for _ in range(400 if ended else 20):
        rehearsal.tick()
    if ended:
        Desk(room).endex()
    room.close()
    return room


@contextlib.asynccontextmanager
async def hosting(home: Path, scenario: str, *more: str, port: int = 0) -> AsyncIterator[Host]:
    """`whitecell host --headless` in a process of its own."""
    host = await Host.start(home, scenario, *more, port=port)
    try:
        yield host
    finally:
        await host.stop()


# --- host


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["startr"], "Did you mean 'starter'?"),
        (["starter", "--store", "postgresql://somewhere/class"], "folder"),
    ],
)
def test_what_cannot_be_hosted_gets_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in said_of(capsys, "host", "--headless", *arguments)


def test_a_port_that_is_taken_is_said_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "try another with --port" in said_of(capsys, "host", "--headless", "starter", "--port", port)


def test_a_screen_is_needed_or_given_up_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answered(capsys, "host", "starter")
    assert code == 2
    assert "--headless" in err


def test_there_are_one_to_twelve_syndicates(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("0", "13", "two"):
        code, _, err = answered(capsys, "host", "starter", "--headless", "--syndicates", wrong)
        assert code == 2
        assert "syndicates" in err


def test_a_large_class_has_room_for_more_and_keeps_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room, _ = Classes().open(starter(), 13, seed=7, large=True)
    for number in range(MAX_SEATS + 1):
        room.join(room.syndicates[number % 13].code, f"Person {number}")
    room.close()
    again = Classes().reopen(room.name)
    assert again.roster.large
    again.join(again.syndicates[0].code, "One more")
    again.close()
    with pytest.raises(Refused, match="1 to 80 syndicates"):
        Classes().open(starter(), 81, seed=7, large=True)
    said = said_of(capsys, "host", "--headless", "--port", "0", room.name, "--large")
    assert "leave --large out" in said


async def test_a_class_is_hosted_stopped_and_opened_again_with_the_same_codes(home: Path) -> None:
    async with hosting(home, "starter", "--syndicates", "3", "--seed", "5", "--admit") as host:
        assert list(host.contract) == ["class", "url", "syndicates", "facilitator", "desk"]
        assert host.contract["class"] == next(path.stem for path in (home / "classes").glob("*.sqlite3"))
        async with Visitor(host.url) as visitor:
            assert (await visitor.join(host.codes[1], "Ada")).status == 303
            token = visitor.cookies["seat"]
        before, port = host, host.port
    assert before.process.returncode == 0
    record = Classes(FolderStore(home / "classes")).read(before.name)
    assert record.roster.seed == 5
    assert [member.admitted for member in record.roster.members.values()] == [False]
    async with hosting(home, before.name, port=port) as again:
        assert again.contract["syndicates"] == before.contract["syndicates"]
        assert again.contract["facilitator"] != before.contract["facilitator"]
        async with Visitor(again.url) as visitor:
            headers = {"Cookie": f"seat={token}"}
            assert (await visitor.get("alive", headers=headers)).status == 204
            assert (await visitor.get(f"facilitator?t={before.contract['facilitator']}")).status == 403
    everything = b"".join(path.read_bytes() for path in (home / "classes").iterdir() if path.is_file())
    for secret in (token, before.contract["facilitator"], again.contract["facilitator"]):
        assert secret.encode() not in everything
    assert "was taken from" in (home / "classes" / f"{before.name}.log").read_text(encoding="utf-8")


async def test_a_class_that_is_open_cannot_be_opened_twice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with hosting(home, "starter") as host:
        said = await asyncio.to_thread(said_of, capsys, "host", "--headless", "--port", "0", host.name)
        assert "is open in another window" in said


def test_a_class_that_is_opened_again_has_its_own_syndicates(capsys: pytest.CaptureFixture[str]) -> None:
    room = played(ended=False)
    assert "leave --syndicates out" in said_of(capsys, "host", "--headless", room.name, "--syndicates", "2")


def in_play(store: FolderStore | None = None) -> Classroom:
    """A class that somebody joined, whose host has gone."""
    room, _ = Classes(store).open(starter(), 2, seed=7)
    room.join(room.syndicates[0].code, "Ada")
    room.close()
    return room


def test_where_a_class_is_in_play_another_is_refused_with_both_commands(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    room = in_play()
    said = said_of(capsys, "host", "--headless", "--port", "0", "starter", "--syndicates", "2")
    assert f"'whitecell host {room.name}'" in said
    assert "'whitecell host starter --new'" in said
    shelf = tmp_path / "a shelf"
    there = in_play(FolderStore(shelf))
    said = said_of(capsys, "host", "--headless", "--port", "0", "starter", "--store", str(shelf))
    assert f"'whitecell host {there.name} --store '{shelf}''" in said
    assert len(Classes().entries()) == len(Classes(FolderStore(shelf)).entries()) == 1


async def test_another_class_is_begun_where_that_is_said(home: Path) -> None:
    room = in_play()
    async with hosting(home, "starter", "--new") as host:
        assert host.name != room.name
    async with hosting(home, room.name) as host:
        assert host.name == room.name


def test_a_class_that_nobody_comes_back_to_is_in_nobodys_way(tmp_path: Path) -> None:
    classes = Classes(FolderStore(tmp_path))
    classes.open(starter(), 2, seed=7)[0].close()  # nobody ever joined
    over, _ = classes.open(starter(), 2, seed=7)
    over.join(over.syndicates[0].code, "Ada")
    Desk(over).endex()
    over.close()
    simulated, _ = classes.open(starter(), 2, seed=7)
    Rehearsal.join(simulated)
    simulated.close()
    served, _ = classes.open(starter(), 2, seed=7)
    served.join(served.syndicates[0].code, "Ada")
    assert meant(ClassOptions("starter", store=str(tmp_path)), None) == ClassOptions("starter", store=str(tmp_path))
    served.close()
    with pytest.raises(Said, match=served.name):
        meant(ClassOptions("starter", store=str(tmp_path)), None)


def test_a_class_is_no_scenario_to_begin_another_of(capsys: pytest.CaptureFixture[str]) -> None:
    room = in_play()
    assert "name its scenario" in said_of(capsys, "host", "--headless", "--port", "0", room.name, "--new")


def test_at_a_terminal_it_is_asked_which_class_is_meant() -> None:
    room = in_play()
    wish = ClassOptions("starter", syndicates=2, rehearse=True)

    def asked(*answers: str) -> tuple[ClassOptions, str]:
        out = io.StringIO()
        return meant(wish, Talk(io.StringIO("".join(f"{each}\n" for each in answers)), out)), out.getvalue()

    again, said = asked("", "1")
    assert again == replace(wish, scenario=room.name, syndicates=None, rehearse=False)
    assert f"Class {room.name} of this scenario is in play, with 1 seat" in said
    assert asked("2")[0] == replace(wish, new=True)
    with pytest.raises(InputEnded):
        asked()


def test_a_class_that_is_opened_again_is_reached_as_before_or_it_is_said() -> None:
    room = in_play()
    store = FolderStore(usual())
    wish = ClassOptions(room.name)
    assert as_before(wish, None) == wish  # it was never served
    listening.keep(store, room.name, Listening(lan=True, port=8765, tls=True))

    def asked(wish: ClassOptions, *answers: str) -> tuple[ClassOptions, str]:
        out = io.StringIO()
        return as_before(wish, Talk(io.StringIO("".join(f"{each}\n" for each in answers)), out)), out.getvalue()

    before, said = asked(wish, "1")
    assert before == replace(wish, lan=True, tls=True)
    assert f"Class {room.name} was served on your network, at port 8765" in said
    assert asked(wish, "2")[0] == wish
    assert asked(replace(wish, lan=True))[1] == asked(replace(wish, lan=True, port=0))[1] == ""
    assert "--lan --port 9000" in _again(replace(wish, lan=True, port=9000), room)
    (usual() / f"{room.name}.reach").write_text("[]", encoding="utf-8")
    assert as_before(wish, None) == wish


async def test_without_a_screen_it_is_said_that_seats_come_back_elsewhere(home: Path) -> None:
    async with hosting(home, "starter", "--tls") as host:
        name = host.name
    async with hosting(home, name) as host:
        await eventually(lambda: any("as before: " in line and "--tls" in line for line in host.said))


async def test_a_rehearsal_plays_by_itself(home: Path) -> None:
    async with hosting(home, "starter", "--rehearse", "--syndicates", "2") as host:
        async with Visitor(host.url) as visitor:
            await visitor.get(f"facilitator?t={host.contract['facilitator']}")
            page = await (await visitor.get("desk?at=1")).text()
            assert "not connected" not in page  # nobody looks at them, and they are there
            assert "(simulated)" in page
        record = Classes(FolderStore(home / "classes")).read(host.name)
    assert len(record.roster.members) == 6


async def test_another_folder_may_hold_the_classes(home: Path, tmp_path: Path) -> None:
    async with hosting(home, "starter", "--store", str(tmp_path / "shelf")) as host:
        name = host.name
        assert f"host {name} --store {tmp_path / 'shelf'}" in host.said[0]
    assert Classes(FolderStore(tmp_path / "shelf")).has(name)
    assert not Classes(FolderStore(home / "classes")).has(name)
    assert main(["debrief", name, "--store", str(tmp_path / "shelf"), "--json"]) == 1  # not over yet


async def test_the_fingerprint_goes_to_stderr_and_the_line_names_https(home: Path) -> None:
    async with hosting(home, "starter", "--tls") as host:
        assert host.url.startswith("https://127.0.0.1:")
        await eventually(lambda: any("SHA-256" in line for line in host.said))


async def test_a_network_is_let_in_over_tls_unless_that_is_given_up_by_name(home: Path) -> None:
    async with hosting(home, "starter", "--lan") as host:
        assert host.url.startswith("https://")
        assert host.contract["url"] == host.url
    async with hosting(home, "starter", "--lan", "--no-tls") as host:
        assert host.url.startswith("http://")


def test_hosting_loads_nothing_that_only_reports_need() -> None:
    code = "import sys, game.hosting; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert not {"numpy", "jinja2", "game.analysis"} & set(done.stdout.split())


# --- join


async def test_a_seat_is_joined_at_a_prompt_and_found_again_without_a_code(home: Path) -> None:
    async with hosting(home, "starter") as host:

        def there(*answers: str | None) -> str:
            left = list(answers)
            spoken = hold(["join", host.url, "--plain"], lambda prompt: left.pop(0) if left else None)
            assert spoken.code == 0, spoken.err
            return spoken.out

        said = await asyncio.to_thread(there, "WRONG-1", "Ada", host.codes[0], None)
        assert "No syndicate has this code" in said
        assert "The rule of the room" in said
        assert "Your seat is kept" in said
        said = await asyncio.to_thread(there, None)
        assert "The rule of the room" in said
        assert "Code of your syndicate" not in said
        record = Classes(FolderStore(home / "classes")).read(host.name)
        assert [member.name for member in record.roster.members.values()] == ["Ada"]


def test_where_nobody_hosts_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    spoken = hold(["join", "http://127.0.0.1:9/", "--plain"], listed("ABCD-1", "Ada"))
    assert spoken.code == 2
    assert "does not answer" in spoken.err
    assert "is no address" in hold(["join", "ftp://x", "--plain"]).err


# --- looking back


def test_a_class_is_listed_and_looked_back_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    room = played()
    code, out, _ = answered(capsys, "runs", "--classes", "--json")
    (entry,) = json.loads(out)
    assert (code, entry["id"], entry["syndicates"], entry["over"]) == (0, room.name, 2, True)
    assert room.name in answered(capsys, "runs", "--classes")[1]

    code, out, _ = answered(capsys, "debrief", room.name, "--plain")
    assert code == 0
    assert "Syndicate 1" in out
    assert "Syndicate 2" in out
    code, out, _ = answered(capsys, "debrief", f"{room.name}.2", "--plain")
    assert "Syndicate 2" in out
    assert "Syndicate 1" not in out

    code, out, _ = answered(capsys, "debrief", room.name, "--json")
    made = json.loads(out)
    assert list(made) == ["class", "scenario", "sha256", "seed", "over", "front", "syndicates"]
    assert list(made["syndicates"]) == ["1", "2"]

    code, out, _ = answered(capsys, "debrief", room.name, "--html", str(tmp_path / "class.html"))
    assert code == 0
    names = sorted(path.name for path in tmp_path.glob("*.html"))
    assert names == ["class-syndicate-1.html", "class-syndicate-2.html", "class.html"]
    assert out.count("Written:") == 3


def test_a_syndicates_page_is_cut_for_a_role(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    room = played(syndicates=1)
    page = tmp_path / "mine.html"
    code, _, _ = answered(capsys, "debrief", f"{room.name}.1", "--html", str(page), "--role", room.scenario.roles[0].id)
    assert code == 0
    text = page.read_text(encoding="utf-8")
    mine = room.scenario.roles[0].id
    others = [words for inject in room.scenario.injects for role, words in inject.private if role != mine]
    assert others
    assert not [words for words in others if words in text]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{}.9", "--plain"], "has no syndicate '9'; it has 1, 2"),
        (["{}.1", "--role", "company_commander"], "--role is for a page"),
        (["{}", "--html", "x.html", "--role", "company_commander"], "A role's copy is of one syndicate"),
        (["{}.1", "--html", "x.html", "--role", "company_comander"], "Did you mean 'company_commander'?"),
        (["nowhere-abcd"], "nowhere-abcd"),
    ],
)
def test_what_cannot_be_looked_back_on_gets_its_sentence(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    room = played(ended=False)
    code, _, err = answered(capsys, "debrief", *(each.format(room.name) for each in arguments))
    assert code == 2
    assert words in " ".join(err.split())
    assert not list(tmp_path.glob("*.html"))


def test_a_class_in_play_is_told_as_far_as_it_went(capsys: pytest.CaptureFixture[str]) -> None:
    room = played(ended=False)
    code, out, err = answered(capsys, "debrief", room.name, "--plain")
    assert code == 1
    assert "not over yet" in err
    assert "Syndicate 1" in out


def test_classes_stand_among_the_runs_each_with_what_can_be_done_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    over, going = played(), in_play()
    broken = usual() / "hurt-abcd.sqlite3"
    broken.write_bytes(b"")
    for command, kind in (("runs",), "class, "), (("runs", "--classes"), ""):
        out = answered(capsys, *command)[1]
        assert re.search(rf"^{going.name}  {kind}not begun .*; go on with: whitecell host {going.name}$", out, re.M)
        assert re.search(
            rf"^{over.name}  {kind}over .*; read its debrief with: whitecell debrief {over.name}$", out, re.M
        )
        assert "No runs yet." not in out
    assert "1 class cannot be read: it is named by: whitecell runs --classes" in answered(capsys, "runs")[1]
    assert json.loads(answered(capsys, "runs", "--json")[1]) == []


def test_a_copy_that_was_taken_home_stands_among_the_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrying.export(f"{played().name}.1", tmp_path / "copy.wcx")
    monkeypatch.setenv("WHITECELL_HOME", str(tmp_path / "other"))
    name = carrying.bring(tmp_path / "copy.wcx").split()[-1]
    out = answered(capsys, "runs")[1]
    assert f"{name}  copy of a class; read its debrief with: whitecell debrief {name}" in out
    assert "No runs of your own yet" in out


def test_no_classes_yet_says_how_to_host_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert "whitecell host" in answered(capsys, "runs", "--classes")[1]
    assert usual().name == "classes"


# --- in real terminals


@pytest.mark.terminal
@NEEDS_TMUX
def test_a_facilitator_in_one_terminal_and_a_student_in_another(home: Path) -> None:
    settings = {"WHITECELL_HOME": str(home), "TERM": "xterm-256color"}
    hosted = shlex.join(whitecell("host", "starter", "--syndicates", "1", "--port", "0"))
    desk = Terminal(["sh", "-c", f"{hosted}; sleep 60"], (120, 40), settings)

    def seen(terminal: Terminal, words: str) -> str:
        screen = terminal.wait(words, 20)
        assert words in screen, screen
        return screen

    try:
        seen(desk, "What has come before?")
        desk.type("Enter")
        shown = seen(desk, "Nobody yet. Code: ")
        code = shown.partition("Nobody yet. Code: ")[2].split()[0]
        (url, *_) = re.findall(r"http://127\.0\.0\.1:\d+/", shown)
        seat = Terminal(whitecell("join", url, "--code", code, "--name", "Ada"), (80, 24), settings)
        try:
            seen(seat, "The rule of the room")
            seen(desk, "1 seat, 1 connected")
            desk.type("r")
            heads = "─ Deal roles ─"
            for asked in (heads, "Deal roles in which syndicate?", "Deal what?"):
                seen(desk, asked)
                time.sleep(0.1)
                desk.type("Enter")
            seen(desk, "Dealt.")
            desk.type("b")
            seen(desk, "Begin?")
            time.sleep(0.1)
            desk.type("Enter")
            seen(desk, "0 of 1 have chosen")
            seen(seat, "page 1 of 3")
            desk.type("q")
            seen(desk, "Stop hosting")
            time.sleep(0.1)  # no finger is faster, and a key that comes before a panel is drawn is not meant for it
            desk.type("Enter")
            seen(desk, "Open the class again with: python -m game host starter-")
            seen(seat, "NOT CONNECTED")
        finally:
            seat.kill()
    finally:
        desk.kill()
