"""A term of classes: at group level alone, in the order of dates, nothing of fewer than five people."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from game import carrying, terms
from game.cli import main
from game.exercise.classroom.classroom import ClassRecord
from game.faces.course import document
from game.faces.lines import report
from game.record.run import Choice, Recalled
from game.report.course import CourseError, course
from game.words import ENGLISH
from tests import carried
from tests.report.test_figures import scores


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    home = tmp_path_factory.mktemp("term")
    with pytest.MonkeyPatch.context() as patch:
        carried.at_home(patch, home)
        return home, [carried.simulated(home, seed, people, 2) for seed, people in ((3, 2), (4, 6))]


@pytest.fixture
def records(shelf: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> list[ClassRecord]:
    carried.at_home(monkeypatch, shelf[0])
    return terms.records(shelf[1])


def told(records: list[ClassRecord]) -> str:
    return "\n".join(report(ENGLISH, document(ENGLISH, course(records))))


def with_said(record: ClassRecord, picks: dict[str, str], prompt: str = "weighed") -> ClassRecord:
    run = record.runs["1"]
    said = tuple(Recalled(seat, "end", prompt, pick, None, "Hush", "", "") for seat, pick in picks.items())
    return replace(record, runs={**record.runs, "1": replace(run, recalled=(*run.recalled, *said))})


def test_any_order_of_input_is_the_same_bytes(records: list[ClassRecord]) -> None:
    shuffled = [*records, records[0]]
    random.Random(3).shuffle(shuffled)
    assert told(shuffled) == told(records)
    days = [each.day for each in course(records).classes]
    assert days == sorted(days)


def test_it_takes_three_syndicates(records: list[ClassRecord]) -> None:
    with pytest.raises(CourseError, match="3 syndicates"):
        course(records[:1])


def test_it_names_nobody_ranks_nobody_and_holds_no_score(records: list[ClassRecord]) -> None:
    text = told(records)
    for record in records:
        assert not [each.name for each in record.roster.members.values() if each.name and each.name in text]
    assert not scores(text.replace("nobody is ranked", ""), "")


def test_each_lesson_cell_counts_every_syndicate_once(records: list[ClassRecord]) -> None:
    found = course(records)
    for lesson in found.lessons:
        for cell, each in zip(lesson.cells, found.classes, strict=True):
            assert cell is None or cell.served + cell.spent + cell.both + cell.untested == each.syndicates


def test_from_memory_is_counted_from_five_people_on_and_no_cell_of_one_is_told(records: list[ClassRecord]) -> None:
    first = records[0].scenario.injects[0].id
    second = records[0].scenario.injects[1].id
    four = {f"s{n}": first for n in range(4)}
    assert course([with_said(records[0], four), records[1]]).named == ()
    six = {**four, "s4": first, "s5": second}
    (named,) = course([with_said(records[0], six), records[1]]).named
    assert named == (records[0].scenario.injects[0].title, 5)
    page = told([with_said(records[0], six), records[1]])
    assert "5 named" in page
    assert "Hush" not in page
    assert not scores(page.replace("nobody is ranked", ""), "")
    kept = {f"s{n}": "did" for n in range(4)}
    assert course([with_said(records[0], kept, "came"), records[1]]).plans is None
    five = {**kept, "s4": "did not"}
    assert course([with_said(records[0], five, "came"), records[1]]).plans == (4, 1, 0)


def test_how_sure_people_were_is_pooled_from_five_on(records: list[ClassRecord]) -> None:
    def sure(record: ClassRecord, values: list[int]) -> ClassRecord:
        run = record.runs["1"]
        made = tuple(Choice(f"s{n}", "x", each, "", "") for n, each in enumerate(values))
        taken = run.decisions[0].inject
        runs = {id: replace(each, choices={}) for id, each in record.runs.items()}
        return replace(record, runs={**runs, "1": replace(run, choices={taken: made})})

    none = [replace(each, runs={id: replace(run, choices={}) for id, run in each.runs.items()}) for each in records]
    assert not [each for each in course([sure(records[0], [1, 2, 3, 9]), none[1]]).injects if each.sure]
    (told_,) = [each.sure for each in course([sure(records[0], [1, 2, 3, 9, 9]), none[1]]).injects if each.sure]
    assert (told_.people, told_.low, told_.middle, told_.high) == (5, 1, 3.0, 9)
    together = course([sure(records[0], [1, 2, 3]), sure(records[1], [4, 5])])
    assert [each.sure.people for each in together.injects if each.sure] == [5]
    assert "1 to 9, middle 3 (5 people)" in told([sure(records[0], [1, 2, 3, 9, 9]), none[1]])


def test_two_small_syndicates_enter_only_together(records: list[ClassRecord]) -> None:
    first = records[0].scenario.injects[0].id
    three = with_said(records[0], {f"s{n}": first for n in range(3)})
    two = with_said(records[1], {f"s{n}": first for n in range(2)})
    assert course([three, records[1]]).named == ()
    assert course([three, two]).named[0][1] == 5


def test_the_command_takes_names_and_exported_files(
    records: list[ClassRecord], shelf: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = shelf[1]
    file = tmp_path / "one.wcx"
    carrying.export(one, file)
    assert main(["course", one, two]) == 0
    by_name = capsys.readouterr().out
    assert main(["course", two, str(file)]) == 0
    assert capsys.readouterr().out == by_name
    assert main(["course", one, two, "--html", str(tmp_path / "c.html")]) == 0
    assert main(["course", one]) == 2
    copy = tmp_path / "copy.wcx"
    carrying.export(f"{one}.1", copy)
    assert main(["course", two, str(copy)]) == 2
    assert "no whole class" in capsys.readouterr().err
