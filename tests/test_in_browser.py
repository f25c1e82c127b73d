"""`play --page`: its switches, which browser it opens, and a run that is killed and gone on with, here and there."""

import asyncio
import html
import os
import re
import signal
import sys
import threading
import webbrowser
from pathlib import Path

import pytest

from game import in_browser
from game.cli import main
from game.exercise.run.run_store import ALONE, Library
from game.in_browser import PageFront, browser
from game.record.events import Kind
from tests.exercise.seating import starter
from tests.plain.robot import hold, listed
from tests.test_cli import said_of
from tests.web.visiting import Visitor

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("play", "starter", "--page", "--plain"), "two ways to play"),
        (("play", "starter", "--page", "--json"), "played by you"),
        (("play", "starter", "--page", "--policy", "first"), "played by you"),
        (("play", "starter", "--no-open"), "beside --page"),
        (("resume", "nothing", "--no-open"), "beside --page"),
        (("resume", "nothing", "--page"), "here is no run 'nothing'"),
    ],
)
def test_switches_that_do_not_go_together_say_so(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    assert says in said_of(capsys, *words)
    assert Library().entries() == []  # nothing was begun


def test_where_what_serves_pages_is_not_installed_a_sentence_says_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "this brings them: python -m game play starter --page" in said_of(capsys, "play", "starter", "--page")
    assert Library().entries() == []


class Named:
    """A browser with a window of its own."""

    name = "firefox"


def test_a_browser_is_opened_only_where_it_has_a_window_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "get", Named)
    assert browser() == "firefox"
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    assert not browser()  # it would draw over this very terminal
    monkeypatch.setenv("BROWSER", "w3m")
    assert browser()  # but where that was asked for

    def none() -> None:
        raise webbrowser.Error("there is none")

    monkeypatch.setattr(webbrowser, "get", none)
    assert not browser()


@pytest.mark.parametrize("opens", [True, False])
def test_the_address_is_printed_always_and_another_one_opened_once(
    opens: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    opened: list[str] = []
    done = threading.Event()

    async def alone(holder: object, screens: object, told: in_browser.Callable[[str, str], object]) -> None:
        told("http://127.0.0.1:1/open?t=printed", "http://127.0.0.1:1/open?t=once")

    def open_it(url: str) -> None:
        opened.append(url)
        done.set()

    monkeypatch.setattr(in_browser, "alone", alone)
    monkeypatch.setattr(in_browser, "browser", lambda: "firefox")
    monkeypatch.setattr(webbrowser, "open", open_it)
    PageFront(opens).sit(Library(), Library().begin(starter(), 7))
    assert done.wait(10) is opens if opens else not done.is_set()
    said = capsys.readouterr().out
    assert "http://127.0.0.1:1/open?t=printed" in said
    assert opened == (["http://127.0.0.1:1/open?t=once"] if opens else [])
    assert re.search(r"Stopped\. Nothing is lost\. Go on with: .* resume starter-\w+ --page", said)


def test_the_plain_home_plays_a_number_of_its_list_in_a_browser(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    sat: list[str] = []
    monkeypatch.setattr(PageFront, "sit", lambda self, library, table: sat.append(table.name) or table.log.close())
    spoken = hold([], listed("o", "o 1", "", ""))
    assert "Type o and the number" in spoken.out
    (run,) = Library().entries()
    assert sat == [run.id]
    hold([], listed("o 99", f"o {1 + len(list_of(spoken.out))}"))
    assert sat == [run.id, run.id]


def list_of(said: str) -> list[str]:
    """The scenarios of the first list that was said."""
    return re.findall(r"^\d+\. ", said.partition("Your choice")[0], re.MULTILINE)


class Process:
    """`play --page` or `resume --page`, as somebody starts it."""

    def __init__(self, process: asyncio.subprocess.Process, link: str) -> None:
        self.process, self.link = process, link
        self.url, _, self.path = link.rpartition("/")

    @classmethod
    async def start(cls, home: Path, *words: str) -> "Process":
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "game", *words, "--page", "--no-open", stdout=-1, stderr=-1,
            env={**os.environ, "WHITECELL_HOME": str(home), "WHITECELL_AHEAD": "off"},
        )  # fmt: skip
        assert process.stdout is not None
        said = ""
        while "Ctrl+C" not in said:
            line = await asyncio.wait_for(process.stdout.readline(), 60)
            assert line, said
            said += line.decode()
        return cls(process, next(word for word in said.split() if word.startswith("http")))


async def form(visitor: Visitor, act: str) -> dict[str, str]:
    """What the form of an act sends along."""
    page = await (await visitor.get("seat")).text()
    found = re.findall(r'<form method="post" action="/do".*?</form>', page, re.S)
    made = ({name: html.unescape(value) for name, value in HIDDEN.findall(each)} for each in found)
    return next(each for each in made if each["do"] == act)


async def test_a_run_that_is_killed_goes_on_as_a_page_and_in_a_terminal_and_has_one_writer(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = await Process.start(home, "play", "starter", "--seed", "7")
    async with Visitor(f"{first.url}/") as player:
        await player.get(first.path)
        await player.post("do", data=await form(player, "read_briefing"))
        sent = await form(player, "decide")
        table = starter().inject(sent["given.inject"])
        sent |= {"option": table.options[0].id, "sure": "yes", "confidence": "", "reason": "", "counter": ""}
        assert (await player.post("do", data=sent)).status == 303
        half = await form(player, "decide")
        assert (await player.post("draft", data={**half, "reason": "half a reason"})).status == 204
        (run,) = Library().entries()
        said = await asyncio.to_thread(said_of, capsys, "resume", run.id, "--plain")
        assert "is open in another window" in said  # one writer at a time
        cookie = player.cookies["seat"]
    first.process.kill()
    await first.process.wait()
    again = await Process.start(home, "resume", run.id)
    async with Visitor(f"{again.url}/") as player:
        old = {"Cookie": f"seat-{run.id}={cookie}"}
        assert (await player.get("seat", headers=old)).status == 403  # a pass is of one process
        await player.get(again.path)
        page = await (await player.get("seat")).text()
        assert "half a reason" in page
        assert (await player.post("do", data=sent)).status == 303  # whose answer was lost: done once
    again.process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(again.process.communicate(), 60)
    assert again.process.returncode == 0, err
    assert f"resume {run.id} --page, or without --page in this terminal" in out.decode()
    resumed = Library().resume(run.id)
    assert resumed.draft(ALONE, half["given.inject"])["reason"] == "half a reason"
    assert sum(each.kind is Kind.DECISION_TAKEN for each in resumed.log.events("1")) == 1
    resumed.log.close()
    assert main(["debrief", run.id, "--plain"]) in (0, 1)
