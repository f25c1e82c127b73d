"""A class over a long day: its host killed again and again, a network gone for half a minute."""

import sys
from pathlib import Path

import pytest

from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.commands import ReadBriefing
from game.web.journal import MAX_LOG
from tests.endurance.class_figures import A_SEAT, GROWTH, verdicts
from tests.endurance.class_killed import killed
from tests.endurance.class_load import play
from tests.endurance.class_sockets import FILES, besieged
from tests.exercise.seating import seated
from tests.web.chromium import browser, chromium
from tests.web.network import network
from tests.web.paging import CHOOSING
from tests.web.visiting import hosted


@pytest.mark.timeout(120)
async def test_a_host_killed_at_any_instant_loses_and_doubles_nothing_that_a_seat_was_answered(tmp_path: Path) -> None:
    tally = await killed(tmp_path, 2, seed=1)
    assert tally.answered > 20


@pytest.mark.timeout(120)
async def test_a_small_class_under_load_loses_nothing_and_its_host_grows_by_little(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seats, syndicates = 9, 3
    figures = await play(tmp_path, seats, syndicates, rounds=1, storm=0.5, browsers=0, pace=0.25)
    with capsys.disabled():
        print(f"\n{seats} seats: {'; '.join(words for _, words in verdicts(figures))}")
    assert figures.lost == 0
    assert len(figures.storm) == seats - 1
    assert len(figures.decision) == seats
    assert figures.grown < 0.25


@pytest.mark.skipif(sys.platform == "win32", reason="a socket is no file there")
async def test_joining_goes_on_beside_sockets_that_say_nothing_and_the_log_stays_small(tmp_path: Path) -> None:
    found = await besieged(tmp_path, 22, 1, seed=1)
    assert found.faults == []
    assert found.joined == found.wanted == 3


@pytest.mark.endurance
@pytest.mark.timeout(3600)
async def test_joining_goes_on_beside_more_sockets_than_the_host_may_open_files(tmp_path: Path) -> None:
    found = await besieged(tmp_path, 1100, 5, seed=1)
    assert found.faults == []
    assert found.joined == found.wanted
    assert found.held < FILES
    assert found.log < 2 * MAX_LOG


@pytest.mark.endurance
@pytest.mark.timeout(6 * 3600)
async def test_forty_seats_for_four_hours_lose_nothing_and_the_host_does_not_grow(tmp_path: Path) -> None:
    figures = await play(tmp_path, soak=4 * 3600.0)
    assert figures.lost == 0
    assert figures.came_back > 100
    assert figures.grown <= GROWTH
    assert figures.megabytes_a_seat <= A_SEAT


@pytest.mark.endurance
@pytest.mark.timeout(6 * 3600)
async def test_a_host_killed_a_thousand_times_loses_and_doubles_nothing(tmp_path: Path) -> None:
    tally = await killed(tmp_path, 1000, seed=100, scenario="orvane_mission")
    assert tally.decisions > 500
    assert tally.on_the_way > 500


@pytest.mark.endurance
@pytest.mark.browser
@pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium")
async def test_most_of_a_minute_without_a_network_the_page_says_so_and_what_was_typed_stays(
    tmp_path: Path,
) -> None:
    async with (
        hosted(tmp_path / "runs") as host,
        network(host.server.port) as between,
        browser(tmp_path) as page,
    ):
        await page.go(f"{between.url}?code={host.code}")
        await page.run("document.getElementById('name').value = 'Ada'")
        await page.run("document.querySelector('form button').click()")
        await page.sees("The rule of the room")
        seated(host.room, 1)
        ClassSeat(host.room, "s1").submit(ReadBriefing())
        Desk(host.room).begin()
        await page.until(CHOOSING)
        await page.run(f"window.t = {CHOOSING}.form.querySelector('[name=reason]'); t.focus(); 0")
        await page.type("half")
        between.silence()
        await page.sees("Not connected", 60)  # no beat came for 40 s
        between.drop()
        await between.mend()
        await page.until("document.getElementById('page-line').hidden", 30)
        await page.type("way")
        assert await page.run("document.activeElement === t && t.value") == "halfway"
        assert page.complaints == []
