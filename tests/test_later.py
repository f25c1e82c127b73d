"""From memory again: when it is due, what is asked, where it is kept, and how it is put off."""

import datetime as dt
import json
from pathlib import Path

import pytest

from game import carrying, later
from game.cli import main
from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.run.run_store import ALONE, Library
from game.later import RecallShelf, calendar, days_after, moment_of
from game.report import copies
from game.report.debrief import debrief
from game.report.recall import isomorph, offers, sheet
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import carried, kit
from tests.exercise.seating import opened, seated
from tests.kit import inject, option
from tests.report.fronts import made_up, random_run

END = dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = END

    def __call__(self) -> dt.datetime:
        return self.now

    def after(self, days: float) -> None:
        self.now = END + dt.timedelta(days=days)


def played(home: Path, clock: Clock, made: Scenario | None = None) -> tuple[RecallShelf, str]:
    library = Library(home, clock=clock)
    made = made or kit.scenario([inject("gate", option("open", {"measure_impact": 2}))], lessons=kit.LESSONS)
    table = library.begin(made, 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    seat.submit(cmd.Decide(inject="gate", option="open"))
    seat.submit(cmd.Recall(prompt="plan", text="When asked, I will look."))
    table.log.close()
    return RecallShelf(library, clock), table.name


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return carried.at_home(monkeypatch, tmp_path / "home")


@pytest.mark.parametrize(
    ("days", "moment"),
    [(-1, ""), (0, ""), (6.9, ""), (7, "7"), (20.9, "7"), (21, ""), (41.9, ""), (42, "42"), (70.9, "42"), (71, "")],
)
def test_it_is_due_from_the_seventh_to_the_twentieth_and_from_the_42nd_to_the_70th_day(
    home: Path, days: float, moment: str
) -> None:
    clock = Clock()
    found, _ = played(home, clock)
    clock.after(days)
    assert [each.moment for each in found.due()] == ([moment] if moment else [])


def test_no_change_of_the_clocks_makes_a_day_less() -> None:
    spring = dt.timezone(dt.timedelta(hours=2))
    assert days_after("2031-03-29T12:00:00+01:00", dt.datetime(2031, 4, 5, 13, tzinfo=spring)) == 7
    assert moment_of("nonsense", END, ()) == ""


def test_one_a_day_and_put_off_and_never_and_back_in_time(home: Path) -> None:
    clock = Clock()
    found, name = played(home, clock)
    played(home, clock)
    clock.after(8)
    assert len(found.due()) == 2
    found.tomorrow(name)
    assert not found.due()
    clock.after(7)
    assert not found.due()  # the clock was set back: nothing is due
    clock.after(9)
    found.never(name)
    assert name not in [each.name for each in found.due()]
    Path(found.file).write_text("no JSON", encoding="utf-8")
    assert len(found.due()) == 2


def test_what_is_answered_is_kept_in_the_run_and_due_no_more(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    found, name = played(home, clock)
    clock.after(7)
    found.keep(name, cmd.Recall(moment="7", prompt="came", pick="did", text="on Monday"))
    assert [each.moment for each in found.recalled(name)] == ["end", "7"]
    assert not found.due()
    clock.after(42)
    assert [each.moment for each in found.due()] == ["42"]
    assert main(["recall", name, "--never"]) == 0
    assert not found.due()
    assert "no more" in capsys.readouterr().out
    assert "Nothing is due" in (main(["recall"]), capsys.readouterr().out)[1]


def test_four_lessons_one_of_them_tested_the_others_of_other_families_and_the_same_on_every_machine(home: Path) -> None:
    clock = Clock()
    made = kit.scenario(
        [inject("gate", option("open", {"measure_impact": 2, "keep_revisiting": -1})), inject("wall", option("climb"))],
        lessons=kit.LESSONS,
    )
    library = Library(home, clock=clock)
    table = library.begin(made, 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    for id, taken in (("gate", "open"), ("wall", "climb")):
        table.seat(ALONE).submit(cmd.Decide(inject=id, option=taken))
    table.log.close()
    told = debrief(library.read(table.name), table.name)
    found = sheet(told, made, "7")
    assert found
    ids = [id for id, _ in found.lessons]
    assert found.tagged in ids
    bears = {"measure_impact", "keep_revisiting"}
    assert not (set(ids) - {found.tagged}) & bears
    assert found == sheet(told, made, "7")
    asked = [dict(each.given)["prompt"] for each in offers(ENGLISH, found)]
    assert asked == ["dilemma", "choice", "tested"]  # there is no plan to ask about


@pytest.mark.parametrize("seed", range(6))
def test_no_distractor_bears_on_the_inject_that_is_asked_about(seed: int) -> None:
    made = load(shipped()["starter"])
    run = random_run(made, seed)
    told = debrief(run, "a-run", opened=made_up(run))
    for moment in ("7", "42"):
        found = sheet(told, made, moment)
        assert found
        bears = {each.lesson for option in made.inject(found.inject).options for each in option.evidence}
        beside = [id for id, _ in found.lessons if id != found.tagged]
        assert len(beside) == 3
        assert not bears.intersection(beside)


def test_other_clothes_are_unplayed_first_and_shorter_first() -> None:
    def made(id: str, minutes: int) -> Scenario:
        both = inject("far", option("a", {"measure_impact": 1}), option("b", {"measure_impact": -1}))
        return kit.scenario([both], id=id, minutes=minutes, lessons=["measure_impact"])

    class Sheet:
        tagged, inject = "measure_impact", "gate"

    long, short = made("long", 90), made("short", 20)
    assert isomorph(Sheet(), (long, short), frozenset()) == short  # type: ignore[arg-type]
    assert isomorph(Sheet(), (long, short), frozenset({"short"})) == long  # type: ignore[arg-type]
    assert isomorph(Sheet(), (), frozenset()) is None  # type: ignore[arg-type]


def test_of_a_seats_copy_the_answers_lie_beside_it_and_go_with_it(home: Path, tmp_path: Path) -> None:
    made = kit.scenario([inject("gate", option("open", {"measure_impact": 2}))], lessons=kit.LESSONS)
    room, _ = opened(home / "classes", 1, scenario=made)
    seats = seated(room, 1)
    Desk(room).begin()
    Desk(room).decide("1", "open", timer=True, inject="gate")
    Desk(room).endex()
    seats[0].submit(cmd.Recall(prompt="exchange", text="Zebra for dunes"))
    name = f"{room.name}.1/{seats[0].id}"
    room.log.close()
    carrying.export(name, tmp_path / "own.wcx")
    away = tmp_path / "away"
    with pytest.MonkeyPatch.context() as patch:
        carried.at_home(patch, away)
        carrying.bring(tmp_path / "own.wcx")
        over = dt.datetime(2031, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=8)
        found = RecallShelf(Library(away), lambda: over)
        (due,) = found.due()
        assert due.name == name
        assert found.opened(name)[0].first["exchange"].text == "Zebra for dunes"
        found.keep(name, cmd.Recall(moment="7", prompt="dilemma", text="Gnu"))
        assert [each.text for each in found.recalled(name)] == ["Zebra for dunes", "Gnu"]
        assert not found.due()
        assert copies.names() == [name]
        assert main(["runs", "--forget", name]) == 0
        assert not later.beside(name).exists()


def test_a_calendar_holds_two_dates_and_no_content(home: Path, tmp_path: Path) -> None:
    text = calendar("starter-abcd", "2031-03-01T12:00:00+00:00")
    assert text.count("BEGIN:VEVENT") == 2
    assert "VALUE=DATE:20310308" in text
    assert "VALUE=DATE:20310412" in text
    _, name = played(home, Clock())
    assert main(["recall", name, "--ics", str(tmp_path / "x.ics")]) == 0


def test_what_is_due_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recall", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
