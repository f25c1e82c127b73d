"""A clock of hours on every face: header, marks, sentences, lists of events, the graph, the run sheet, charts."""

from pathlib import Path

import pytest

from game.author.graph import graph
from game.author.graph_svg import svg
from game.author.msel_files import export_to, import_into
from game.exercise import commands as cmd
from game.exercise import wording
from game.exercise.run.run_store import ALONE, Library
from game.exercise.ticks import Ticks, ticks
from game.faces.lines import part
from game.faces.report_page import debrief_html
from game.faces.seat import document as seats
from game.faces.sheet import run_sheet_html
from game.report.debrief import debrief
from game.report.html.charts import hour_marks
from game.scenario.check import check_files
from game.scenario.load import load
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import kit
from tests.faces import telling


def draft(**clock: object) -> kit.Plain:
    send = kit.option("send", effects={"trust": 3}, later=[kit.later(20, text="They are back.", effects={"trust": 1})])
    plain = kit.draft(
        [
            kit.inject("call", send, kit.option("wait"), hour=2, until=9, title="A call"),
            kit.inject("lamp", kit.option("on", requires="hour > 30"), kit.option("off"), hour=26, title="A lamp"),
        ],
        gauges={"trust": 50, "depth": {"start": 20, "shown": "assessed"}},
        minutes=45,
    )
    plain["clock"] = {"start": "2031-03-01 06:30", "hours": 48, **clock}
    return plain


def made() -> Scenario:
    return kit.compiled(draft())


@pytest.mark.parametrize(
    ("minute", "hour", "says"),
    [
        (390, 0, "D+0 06:30"),
        (390, 17, "D+0 23:30"),
        (390, 18, "D+1 00:30"),
        (0, 48, "D+2 00:00"),
        (0, 2000, "D+83 08:00"),
    ],
)
def test_an_hour_is_called_by_its_day_and_its_time(minute: int, hour: int, says: str) -> None:
    assert Ticks(True, minute).moment(hour) == says


def test_header_and_marks_name_day_and_time_with_the_date() -> None:
    scenario = made()
    assert str(wording.clock(scenario, 26)) == "D+1 08:30 · 2 Mar 2031 · hour 26 of 48"
    assert wording.short(scenario, 2) == "D+0 08:30"
    assert ticks(scenario).at(2) == "at D+0 08:30"
    without = kit.compiled(draft() | {"clock": {"hours": 48}})
    assert str(wording.clock(without, 26)) == "D+1 02:00 · hour 26 of 48"
    tree = scenario.injects[1].options[0].requires
    assert tree is not None
    assert wording.condition(scenario, tree.tree) == "the hour above 30"


def test_a_run_of_hours_speaks_of_hours_to_its_end(tmp_path: Path) -> None:
    shelf = Library(tmp_path)
    table = shelf.begin(made(), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    view = seat.submit(cmd.Decide(inject="call", option="send"))
    shown = seats.document(ENGLISH, view)
    said = "\n".join([*shown.facts, *(line for each in shown.sections for line in part(ENGLISH, each))])
    assert "D+1 08:30 · 2 Mar 2031 · hour 26 of 48" in said
    assert "As last seen 26 hours ago" in said
    assert "D+0 08:30" in said
    seat.submit(cmd.Decide(inject="lamp", option="off"))
    table.log.close()
    assert shelf.entries()[0].tick == "hour"
    built = debrief(shelf.read(table.name), table.name)
    plain = telling.said(built)
    page = debrief_html(built)
    for told in (plain, page):
        assert "D+1 04:30" in told  # what came back
        assert " day 2" not in told
        assert "d26" not in told


def test_an_axis_names_a_few_round_hours() -> None:
    for last in (1, 5, 12, 24, 48, 100, 720, 2000):
        for minute in (0, 390, 1439):
            marks = hour_marks(last, Ticks(True, minute))
            assert marks[0] == 0
            assert len(marks) <= 4
            assert marks == sorted(set(marks))
            assert marks[-1] <= last


def test_graph_and_run_sheet_name_hours() -> None:
    assert "D+0 08:30" in svg(graph(made()))
    sheet = run_sheet_html(made(), 45)
    assert "D+0 08:30" in sheet
    assert "until day" not in sheet


def test_check_speaks_of_hours() -> None:
    plain = draft()
    plain["injects"][0]["hour"] = 60
    said = [each.says for each in check_files({"test.yaml": kit.written(plain)})]
    assert "'call' would come up on hour 60; the last hour is 48." in said


def test_a_list_of_events_goes_out_with_times_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(draft()), encoding="utf-8")
    before = load(path)
    listed = tmp_path / "list.csv"
    export_to(path, listed)
    text = listed.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].split(",")[1] == "Hour"
    assert "2031-03-01 08:30" in text
    assert import_into(listed, path, (), False).whole
    assert load(path) == before
    listed.write_text(
        text.replace("2031-03-01 08:30", "2031-03-01 09:30").replace("\n1,2,", "\n1,3,"), encoding="utf-8"
    )
    import_into(listed, path, (), False)
    assert load(path).injects[0].first == 3
