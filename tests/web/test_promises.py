"""What the papers promise of the gate: each way in, each bound, each line of the security table with its test."""

import ast
import re
import ssl
from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom import heartbeat, roster
from game.exercise.classroom.capacity import (
    A_SYNDICATE,
    AT_DOOR,
    LARGE_SEATS,
    LARGE_SYNDICATES,
    MAX_SEATS,
    MAX_SYNDICATES,
)
from game.exercise.classroom.class_store import CODE, Classes
from game.exercise.classroom.classroom import MAX_NAME
from game.exercise.classroom.facilitator_session import Desk
from game.hosting import Screens
from game.record.store import FolderStore
from game.scenario.conditions import Names, lower, parse
from game.web import journal, limits, seat_routes, session_cookies, socket_limits, terminal_sockets
from game.web.solo_routes import Alone, AloneGate
from game.web.tls import identity
from tests.exercise.seating import starter
from tests.web.visiting import Hosted, Visitor, hosted

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "game" / "README.md").read_text(encoding="utf-8")
PAPER = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
TABLE = PAPER.partition("<!-- asvs -->")[2].partition("<!-- /asvs -->")[0]
LEVEL_1 = re.findall(
    r"\S+",
    """
    1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1 2.1.1 2.2.1 2.2.2 2.3.1 3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2
    3.5.3 4.1.1 4.4.1 5.2.1 5.2.2 5.3.1 5.3.2 7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2 8.1.1 8.2.1 8.2.2 8.3.1 11.3.1
    11.3.2 11.4.1 12.1.1 12.2.1 12.2.2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
    """,
)
"""ASVS 5.0.0, level 1 of the chapters that apply."""
LEVEL_2 = ["8.1.2", "8.2.3", "8.4.1"]
"""Of access control."""
RAN_BY_A_CLASS = ("web", "exercise", "record", "report", "ui", "plain", "scenario", "rules")
MADE_OF_NUMBERS = ["eval"]
"""What `game.scenario.codegen` alone may call: what it evaluates holds indices, signs and whole numbers, no text."""
FORBIDDEN = {"eval", "exec", "system", "popen", "pickle", "marshal", "subprocess", "xml", "lxml"}


def rows() -> list[list[str]]:
    """The lines of the security table: number, level, words, tests."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if re.match(r"\| \d", line)
    ]


def test_every_line_that_applies_is_in_the_table_with_its_level() -> None:
    levels = {number: level for number, level, *_ in rows()}
    assert levels == {**dict.fromkeys(LEVEL_1, "1"), **dict.fromkeys(LEVEL_2, "2")}


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([\w/]+\.py::\w+)`", PAPER))))
def test_every_test_that_the_table_names_is_there(named: str) -> None:
    file, _, test = named.partition("::")
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    found = {each.name for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert test in found


def test_a_line_without_a_test_says_why_it_is_not_held() -> None:
    without = [number for number, _, _, *tests in rows() if "::" not in "".join(tests)]
    assert without == ["3.4.1"]
    assert all("not sent:" in words for number, _, words, *_ in rows() if number in without)


async def test_every_way_in_is_written_down_with_whose_it_is(host: Hosted) -> None:
    holder = Alone("run", "en", "solo", "whitecell resume run --page")
    alone = AloneGate(holder, Screens(host.room), socket_limits.Sockets())
    routes = {
        f"{route.method} {route.resource.canonical}"
        for gate in (host.server.gate, alone)
        for route in gate.application().router.routes()
        if route.method != "HEAD" and route.resource
    }
    ways = MAP.partition("| way in |")[2].partition("| field |")[0]
    assert set(re.findall(r"`((?:GET|POST) [^`]+)`", ways)) == routes


def test_the_bounds_that_are_written_down_are_those_of_the_code() -> None:
    said = " ".join(MAP.partition("What comes in: ")[2].partition("Packages are locked")[0].split())
    wrong = limits.WrongCodes()
    for words in (
        f"a name of {MAX_NAME}",
        f"a counter-argument of {cmd.MAX_REASON}",
        f"a message of {cmd.MAX_NOTE:,}",
        f"a form of {seat_routes.MAX_FORM // 1024} KiB",
        f"a socket of {terminal_sockets.MAX_MESSAGE // 1024} KiB",
        f"{MAX_SYNDICATES} syndicates and {MAX_SEATS} seats",
        f"with `--large` {LARGE_SYNDICATES} syndicates and {LARGE_SEATS:,} seats",
        f"with `--large` {socket_limits.LARGE_A_PLACE:,}; {socket_limits.LARGE:,}; {socket_limits.LARGE_FILES:,}",
        f"lasts {session_cookies.MAX_AGE // 86400} days",
        f"keeps {session_cookies.MOST_ELSEWHERE} of other classes",
        f"A desk has {roster.MAX_DESKS} passes",
        f"{wrong.a_place[0]} at once, then one in {1 / wrong.a_place[1]:.0f} s",
        f"an answer waits {limits.LONGEST_HOLD:.0f} s at most",
        f"a network of {limits.NETWORK} bits is one place, and {limits.MAX_KNOWN:,} places are remembered",
        f"{wrong.in_all[0]} at once, then {wrong.in_all[1]} a second; {limits.MOST_HELD} answers wait",
        f"silence between requests | {socket_limits.QUIET_WITHIN:.0f} s each",
        (
            f"{socket_limits.MOST_A_PLACE}; {socket_limits.MOST_SOCKETS}, and always "
            f"{socket_limits.SPARE_FILES} files fewer"
        ),
        f"({socket_limits.FILES:,} are asked for)",
        f"its share of the {MAX_SEATS} (of the {LARGE_SEATS:,}), and {A_SYNDICATE} at least",
        f"door | {AT_DOOR}, and they hold no seat",
        f"{terminal_sockets.MOST_ANSWERS} answers, then it is ended",
        f"{journal.MAX_LOG // 1_000_000} MB and the one before; {journal.ALIKE[0]} lines of a kind at once",
        f"of a kind at once, then one in {1 / journal.ALIKE[1]:.0f} s",
        f"a code has {CODE} letters",
        f"{heartbeat.EVERY:.0f} s, and it gains none",
    ):
        assert words in said


async def test_looking_changes_nothing(host: Hosted, visitor: Visitor) -> None:
    await visitor.join(host.code)
    Desk(host.room).begin()
    before = host.room.record()
    for route in host.server.gate.application().router.routes():
        assert route.resource is not None
        path = route.resource.canonical.lstrip("/")
        if route.method == "POST":
            assert (await visitor.get(path)).status == 405
        elif path == "stream":  # it has no end
            async with visitor.session.get(host.url + path) as stream:
                assert b"data: " in await stream.content.readany()
        else:
            await visitor.get(path, params={"code": host.code, "name": "Ben", "force": "1"})
    after = host.room.record()
    assert (after.events, after.by_run) == (before.events, before.by_run)


def test_tokens_are_long_and_no_two_are_alike(tmp_path: Path) -> None:
    room, facilitator = Classes(FolderStore(tmp_path)).open(starter(), 1, seed=7)
    code = room.syndicates[0].code
    tokens = {facilitator, *(room.join(code, f"Person {number}").token for number in range(MAX_SEATS))}
    room.close()
    assert len(tokens) == MAX_SEATS + 1
    assert {len(token) for token in tokens} == {43}  # 256 bits in base64


async def test_the_wall_shows_the_certificate_for_everybody_to_compare(tmp_path: Path) -> None:
    async with hosted(tmp_path / "runs", tls=identity(tmp_path, ("127.0.0.1",))) as host, Visitor(host.url) as visitor:
        await visitor.get(f"facilitator?t={host.facilitator}")
        assert host.server.fingerprint in await (await visitor.get("wall")).text()


async def test_under_tls_the_cookie_is_of_this_host_alone(tmp_path: Path) -> None:
    async with hosted(tmp_path / "runs", tls=identity(tmp_path, ("127.0.0.1",))) as host, Visitor(host.url) as visitor:
        [cookie] = (await visitor.join(host.code)).headers.getall("Set-Cookie")
    assert cookie.startswith(f"__Host-seat-{host.room.name}=")
    assert "; Secure" in cookie
    assert "domain" not in cookie.lower()


def test_tls_is_of_today_and_nothing_older(tmp_path: Path) -> None:
    context = identity(tmp_path, ("127.0.0.1",)).context
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert context.maximum_version in (ssl.TLSVersion.MAXIMUM_SUPPORTED, ssl.TLSVersion.TLSv1_3)
    weak = ("RC4", "3DES", "DES-", "NULL", "EXPORT", "MD5", "anon")
    assert not [each["name"] for each in context.get_ciphers() if any(word in each["name"] for word in weak)]


@pytest.mark.parametrize("room", RAN_BY_A_CLASS)
def test_nothing_that_a_class_runs_starts_a_program_or_evaluates_text(room: str) -> None:
    found = []
    for path in sorted((ROOT / "game" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in FORBIDDEN:
                    found.append(f"{path.name}:{node.lineno} {name}")
                case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)) if name in FORBIDDEN:
                    found.append(f"{path.name}:{node.lineno} os.{name}")
                case ast.Import(names=names):
                    found += [f"{path.name} {each.name}" for each in names if each.name.split(".")[0] in FORBIDDEN]
                case ast.ImportFrom(module=str(module)) if module.split(".")[0] in FORBIDDEN:
                    found.append(f"{path.name} {module}")
    lowered = [each for each in found if each.startswith("codegen.py:")]
    assert [each.split()[1] for each in lowered] == (MADE_OF_NUMBERS if room == "scenario" else [])
    assert [each for each in found if each not in lowered] == []


def test_what_is_evaluated_of_a_scenario_knows_no_name_of_its_author_and_no_builtin() -> None:
    tree = parse("trust >= 50 and warned and day + 1 > min(trust, 3)", Names({"trust": (0, 100)}, ("warned",), {}, 60))
    made = lower(tree)
    assert made.__globals__["__builtins__"] == {}
    assert set(made.__code__.co_names) <= {"min_", "max_"}
    assert set(made.__code__.co_varnames) <= {"g", "f", "p", "day"}
    assert all(each is None or isinstance(each, int) for each in made.__code__.co_consts)
