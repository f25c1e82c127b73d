"""The whole way of one person at the keyboard: home, briefing, play, outcome, debrief, branch, two runs."""

import sqlite3
from pathlib import Path

import pytest
from textual.widgets import OptionList

from game.exercise import commands as cmd
from game.exercise.run.run_store import Library
from game.scenario.load import load
from game.scenario.shipped import find
from game.ui.debrief.compare import Compare
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.panels.recall import RecallPanel
from game.ui.seat.inline_form import Asking
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.confirm import Confirm
from game.ui.shell.themes import NAMES
from game.ui.solo.home import Home
from game.ui.solo.solo_app import WhitecellApp
from tests.kit import document, ending, inject, option, scenario
from tests.ui.driving import app_at, asked, at, library, press, seat_screen, seated, text, until

SIZES = [(80, 24), (160, 45)]


async def to_the_end(pilot, app: WhitecellApp) -> None:  # type: ignore[no-untyped-def]
    """Decide on the first option every time, with the keys a person would press."""
    while not isinstance(app.screen, DebriefScreen):
        match app.screen:
            case RecallPanel():
                await press(pilot, "escape")
            case SeatScreen(asking=Asking(offer=offer)) if offer.act == "answer":  # a question after play
                await press(pilot, "ctrl+u", "5", "enter")  # what an Enter that came too early has left goes first
            case _:
                await press(pilot, "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_the_starter_from_home_to_debrief_by_keyboard_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_at(library(tmp_path))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Ferry Town" in text(app))
        await press(pilot, "enter", "enter", "enter")  # the scenario, all seats, what has come before
        await until(pilot, lambda: at(app, "briefing"))
        await press(pilot, "enter", "enter", "enter")
        for answer in "370":
            await press(pilot, answer, "enter")
        assert isinstance(app.screen, SeatScreen)
        await to_the_end(pilot, app)
        assert "DEBRIEF" in text(app)
    run = library(tmp_path).read(library(tmp_path).entries()[0].id)
    assert run.state.over
    assert sorted(run.answers.values()) == [0, 3, 5, 5, 5, 7]


async def test_branch_and_side_by_side(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    app = app_at(shelf, table)
    async with app.run_test(size=(120, 40)) as pilot:
        await to_the_end(pilot, app)
        await press(pilot, "b", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        assert "Eleven trucks" in text(app)
        await press(pilot, "2", "enter", "enter", "enter", "enter", "enter", "enter")
        await until(pilot, lambda: at(app, "outcome"))
        await press(pilot, "enter", "escape", "enter")
        await until(pilot, lambda: isinstance(app.screen, Home))
    assert len(shelf.entries()) == 2
    first = next(entry for entry in shelf.entries() if entry.ended)
    app = WhitecellApp(shelf, lambda it: it.show_debrief(first.id, shelf.read(first.id)), ticking=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await press(pilot, "v", "enter")
        await until(pilot, lambda: isinstance(app.screen, Compare))
        shown = text(app)
        assert "The same luck in both." in shown
        assert "They part at “Eleven trucks”." in shown


async def test_every_section_of_the_debrief_can_be_read(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_end(pilot, app)
        assert isinstance(app.screen, DebriefScreen)
        for section in app.screen.sections:
            app.screen.go_to(section.id)
            await pilot.pause()
            words = section.write(60).plain.split()
            assert len(words) > 3
        await press(pilot, "n", "x", "y", "enter", "m")
        assert "others" in [section.id for section in app.screen.sections]
    assert [note.text for note in shelf.read(shelf.entries()[0].id).notes] == ["xy"]


async def test_a_run_left_in_the_middle_is_gone_on_with_from_home(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    app = app_at(shelf, table)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "1", "enter", "enter", "enter", "enter", "enter", "enter", "escape")
        assert "Leave this run for now?" in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: "GO ON WITH" in text(app))
        await press(pilot, "enter")  # the mark stands on it
        await until(pilot, lambda: "Previously" in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        assert "Eleven trucks" in text(app)


async def test_escape_never_leaves_and_quitting_asks_once(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        for _ in range(6):
            await press(pilot, "escape")
        assert app.is_running
        assert any(isinstance(screen, SeatScreen) for screen in app.screen_stack), "Escape alone never leaves a run"
        if isinstance(app.screen, SeatScreen):
            await press(pilot, "escape")
        await press(pilot, "enter")
        assert isinstance(app.screen, Home)
        await press(pilot, "q")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "escape")
        assert app.is_running
        await press(pilot, "q", "enter")
    assert app.return_code in (0, None)


async def test_enter_pressed_twice_opens_one_thing(tmp_path: Path) -> None:
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Ferry Town" in text(app))
        rows = app.screen.query_one("#list", OptionList)
        for _ in range(2):
            rows.action_select()  # both before the screen has done anything about the first
        await pilot.pause()
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Screen", "Home", "Picker"]
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: at(app, "briefing"))
    assert len(library(tmp_path).entries()) == 1


async def test_keys_pressed_twice_let_no_outcome_pass_by_and_leave_nobody_at_the_end(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario([inject("one", option("act")), inject("two", option("act"))]))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            await until(pilot, lambda: isinstance(app.screen, SeatScreen) and app.screen.is_mounted)
            await press(pilot, "enter")
            await press(pilot, "enter", "enter", "enter")
            assert seat_screen(app).sure
            for _ in range(3):
                app.simulate_key("enter")  # as if Enter came three times before anything was drawn
            await until(pilot, lambda: at(app, "outcome"))
            assert "Outcome: " in text(app)
            await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecallPanel) and app.screen.seen)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_from_the_end_of_play_a_key_leads_to_the_debrief(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario([inject("one", option("act"))]))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen) and app.screen.is_mounted)
        play = seat_screen(app)
        play.show_view(play.seat.submit(cmd.Decide(inject="one", option="act")))
        await pilot.pause()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecallPanel) and app.screen.seen)
        assert "Which decision weighed most?" in text(app)
        await press(pilot, "down", "enter", "s", "o", "enter")
        await until(pilot, lambda: "What did it buy" in text(app))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await until(pilot, lambda: "You named decision 1" in text(app))
        await press(pilot, "p")
        await until(pilot, lambda: isinstance(app.screen, RecallPanel) and app.screen.seen)
        await press(pilot, "g", "o", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
    assert [each.text for each in shelf.read(table.name).recalled] == ["so", "go"]


async def test_a_closed_option_says_why_and_is_not_taken(tmp_path: Path) -> None:
    shut = option("shut", requires="trust >= 90")
    shelf, table = seated(tmp_path, scenario([inject("one", shut, option("act"))], gauges={"trust": {"start": 50}}))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        number = [each.id for each in seat_screen(app).view.inject.options].index("shut") + 1  # type: ignore[union-attr]
        await press(pilot, str(number), "enter")
        assert isinstance(app.screen, SeatScreen)
        assert "closed: needs Trust at 90 or above" in text(app)
    assert table.run.decisions == ()


async def test_a_wrong_number_is_refused_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario([inject("one", option("act"))]))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "enter", *"because", "enter", "1", "1", "enter", "enter")
        assert asked(app)
        assert "from 0 to 10" in text(app)
        assert "because" in text(app)
        await press(pilot, "7", "enter", "enter", "enter")
    choice = table.run.choices["one"][0]
    assert (choice.reason, choice.confidence) == ("because", 7)


async def test_a_paper_is_opened_once_and_shown_as_what_it_is(tmp_path: Path) -> None:
    cable = document("cable", "1. Nothing moves.", title="Night", sender="JOC", minutes=2)
    shelf, table = seated(tmp_path, scenario([inject("one", option("act"), documents=[cable], minutes=5)]))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await until(pilot, lambda: "5:00 left" in text(app))
        for _ in range(2):
            await press(pilot, "d", "enter")
            assert "CODE CABLE" in text(app)
            await press(pilot, "enter", "escape")
        assert "3:00 left" in text(app)
    assert len(Library(tmp_path).read(table.name).opened) == 1


async def test_a_store_that_fails_is_told_and_the_screen_stays(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, scenario([inject("one", option("act"))], endings=[ending("e")]))
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        table.log._db.execute("PRAGMA query_only = ON")  # type: ignore[attr-defined]
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, SeatScreen)
        assert table.run.decisions == ()
        table.log._db.execute("PRAGMA query_only = OFF")  # type: ignore[attr-defined]
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        assert len(table.run.decisions) == 1


async def test_a_run_that_is_open_elsewhere_is_refused_with_a_sentence(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    app = WhitecellApp(shelf, lambda it: it.resume(table.name), ticking=False)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: "another window" in text(app))
        assert isinstance(app.screen, Home)


async def test_colours_are_changed_by_a_key_and_kept(tmp_path: Path) -> None:
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = [app.theme]
        for _ in NAMES:
            await press(pilot, "f2")
            seen.append(app.theme)
    assert seen == [*NAMES, NAMES[0]]
    again = app_at(library(tmp_path))
    assert again.theme == seen[-1]


async def test_the_palette_lists_what_can_be_done_here(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    app = app_at(shelf, table)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "ctrl+p")
        await until(pilot, lambda: "Papers (d)" in text(app))


def test_the_database_is_whole_after_all_that(tmp_path: Path) -> None:
    shelf, table = seated(tmp_path, load(find("starter")))
    table.log.close()
    with sqlite3.connect(shelf.path(table.name)) as check:
        assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_the_debrief_is_written_by_a_key_and_never_over_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shelf, table = seated(tmp_path / "home", scenario([inject("one", option("act"))], title="One lamp"))
    table.seat("solo").submit(cmd.Decide(inject="one", option="act"))
    (tmp_path / f"{table.name}.html").write_text("mine", encoding="utf-8")
    app = app_at(shelf, table)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await press(pilot, "w")
        await until(pilot, lambda: "Written: " in text(app))
    assert (tmp_path / f"{table.name}.html").read_text(encoding="utf-8") == "mine"
    assert "One lamp" in (tmp_path / f"{table.name}-2.html").read_text(encoding="utf-8")


async def test_one_seat_with_colleagues_chooses_and_reads_what_they_decide(tmp_path: Path) -> None:
    made = scenario(
        [
            inject("one", option("a"), option("b"), decided_by="chief"),
            inject("two", option("c"), to=["chief"], decided_by="chief", day=2),
            inject("three", option("d"), decided_by="medic", day=4),
        ],
        roles={"chief": {"title": "Chief"}, "medic": {"title": "Medic"}},
    )
    shelf = library(tmp_path)
    table = shelf.begin(made, 7, "medic", colleagues=True)
    table.seat("solo").submit(cmd.ReadBriefing())
    app = app_at(shelf, table)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SeatScreen))
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        await until(pilot, lambda: at(app, "outcome"))
        assert "Your colleague (Chief) decided" in " ".join(text(app).split())
        await press(pilot, "enter")
        await until(pilot, lambda: "Others are at work: Chief decides." in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: at(app, "outcome"))
        await press(pilot, "enter")
        await until(pilot, lambda: "Three" in text(app))
        await to_the_end(pilot, app)
    assert [str(each.how) for each in table.run.decisions] == ["colleague", "colleague", "alone"]


async def test_from_the_debrief_another_seat_is_taken_with_the_same_luck(tmp_path: Path) -> None:
    made = scenario([inject("one", option("act"))], roles={"chief": {"title": "Chief"}, "medic": {"title": "Medic"}})
    shelf, table = seated(tmp_path, made)
    table.seat("solo").submit(cmd.Decide(inject="one", option="act"))
    app = app_at(shelf, table)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await press(pilot, "r")
        shown = text(app)
        assert "Take one seat: Medic" in shown
        row = next(at for at, line in enumerate(app.screen.rows) if "Medic" in line.plain)  # type: ignore[attr-defined]
        await press(pilot, *["down"] * row, "enter")
        await until(pilot, lambda: at(app, "briefing"))
    (new,) = [entry for entry in shelf.entries() if entry.id != table.name]
    assert (new.seed, shelf.read(new.id).seats["solo"]["roles"]) == (7, ["medic"])
