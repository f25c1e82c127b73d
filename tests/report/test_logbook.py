"""A logbook: one person's runs over time, no sum over lessons, a sentence on forecasts only where it is known."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from game.cli import main
from game.exercise import commands as cmd
from game.exercise.run.run_store import ALONE, Library
from game.faces.lines import report
from game.faces.logbook import document
from game.later import RecallShelf
from game.logbook import logbook as read
from game.report.calibration import calibration, wilson
from game.report.debrief import debrief
from game.report.logbook import Next, PlayedRun, logbook
from game.scenario.catalogue import catalogue
from game.words import ENGLISH
from tests import carried
from tests.exercise.seating import starter
from tests.report.test_figures import scores


def of_starter(home: Path, seed: int = 3) -> PlayedRun:
    name = carried.played(starter(), seed)
    run = Library(home).read(name)
    return PlayedRun(name, debrief(run, name), "2031-03-01T12:00:00+00:00", (), run.notes, run.recalled)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return carried.at_home(monkeypatch, tmp_path / "home")


def test_of_one_run_it_holds_that_runs_lessons(home: Path) -> None:
    played = of_starter(home)
    found = logbook([played], catalogue())
    parts = {part.id: part for family in played.debrief.families for part in family.lessons}
    for each in (lesson for family in found.families for lesson in family.lessons):
        part = parts.get(each.id)
        met = part is not None and bool(part.served_at + part.spent_at)
        assert each.runs == int(met)
        assert (each.served_at, each.spent_at) == ((part.served_at, part.spent_at) if part else (0, 0))
        assert each.last == ("2031-03-01" if met else "")


def test_runs_add_up_in_any_order_and_families_never_at_stake_come_first(home: Path) -> None:
    one, two = of_starter(home, 3), of_starter(home, 4)
    assert logbook([one, two], catalogue()) == logbook([two, one], catalogue())
    met = [any(each.runs for each in family.lessons) for family in logbook([one], catalogue()).families]
    assert met == sorted(met)


def test_it_holds_no_sum_no_share_no_score_and_no_ending_unseen(home: Path) -> None:
    played = of_starter(home)
    endings = {each.title for each in starter().endings}
    seen = {title for title, _ in played.debrief.endings}
    wanted = (Next("ending", played.name, played.debrief.title, "2", option="trucks"),)
    text = "\n".join(report(ENGLISH, document(ENGLISH, logbook([played], catalogue(), wanted))))
    assert not scores(text, "")
    assert not re.search(r"\d+ of \d+", text)
    assert not [title for title in endings - seen if title in text]
    assert "An ending you have not seen is still open from decision 2" in " ".join(text.split())


def test_a_plan_is_open_until_it_was_asked_about(home: Path) -> None:
    played = of_starter(home)
    table = Library(home).resume(played.name)
    table.seat(ALONE).submit(cmd.Recall(prompt="plan", text="When late, I will ask."))
    table.recall(ALONE, cmd.Recall(moment="7", prompt="came", pick="did not", text="no time"))
    table.log.close()
    run = Library(home).read(played.name)
    (plan,) = logbook([replace(played, recalled=run.recalled)], catalogue()).plans
    assert (plan.text, plan.came, plan.said) == ("When late, I will ask.", "did not", "no time")
    (still,) = logbook([replace(played, recalled=run.recalled[:1])], catalogue()).plans
    assert still.came == "open"


def test_forecasts_are_a_number_below_twenty_a_picture_from_there_a_sentence_from_fifty() -> None:
    wrong = [(90, False)] * 50
    assert calibration(wrong[:19]).thirds == ()
    assert calibration(wrong[:20]).thirds
    assert calibration(wrong[:49]).surer is None
    found = calibration(wrong[:40] + [(90, True)] * 10).surer
    assert found
    assert found[1] > 0
    assert calibration([(90, True)] * 45 + [(90, False)] * 5).surer is None
    assert wilson(10, 20) == pytest.approx((32.74, 67.26), abs=0.01)


def simulated(dice: random.Random, surer: float, count: int) -> bool:
    """Whether a forecaster who is so much surer than right is told so."""
    made = []
    for _ in range(count):
        right = dice.uniform(0.5, 0.85)
        said = min(0.99, right + surer)
        percent, came = round(100 * said), dice.random() < right
        made.append((percent, came) if dice.random() < 0.5 else (100 - percent, not came))
    told = calibration(made).surer
    return told is not None and told[0] > 0


def test_a_thousand_forecasters_of_known_calibration() -> None:
    dice = random.Random(5)
    false = sum(simulated(dice, 0.0, 50) for _ in range(1000)) / 10
    assert false == pytest.approx(4, abs=3)
    at_fifty, at_eighty = (sum(simulated(dice, 0.15, n) for _ in range(1000)) / 10 for n in (50, 80))
    assert 55 < at_fifty < at_eighty
    assert at_eighty > 77
    assert not any(simulated(dice, 0.15, 49) for _ in range(200))


def test_what_to_play_next_is_three_lines_at_most_each_with_its_reason(home: Path) -> None:
    of_starter(home)
    table = Library(home).begin(starter(), 9)
    table.log.close()
    found = read(RecallShelf(Library(home)))
    assert [each.kind for each in found.next][:2] == ["resume", "scenario"]
    assert len(found.next) == 3


def test_the_command_and_the_switch_that_empties_it(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_starter(home)
    assert main(["logbook", "--json"]) == 0
    assert '"runs": 1' in capsys.readouterr().out
    assert main(["logbook", "--html", str(tmp_path / "l.html")]) == 0
    assert main(["logbook", "--empty"]) == 0
    later = RecallShelf(Library(home), lambda: RecallShelf(Library(home)).clock().replace(year=2999))
    later.empty()
    capsys.readouterr()
    assert main(["logbook", "--json"]) == 0
    assert '"runs": 1' not in capsys.readouterr().out
