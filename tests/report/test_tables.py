"""Tables: every cell fits its column, hostile text stays text, nobody is in them, and a small group tells nothing."""

import csv
import datetime as dt
import io
import json
import random
from pathlib import Path

import openpyxl
import pytest

from game import filing
from game.cli import main
from game.report import tables
from game.report.tables import TABLES, TableSource
from tests import carried
from tests.exercise.simulating import small

KINDS = {"integer": int, "number": (int, float), "string": str, "boolean": bool, "datetime": dt.datetime}
HOSTILE = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\ttab", "<b>&", 'a "quoted", line\nand another')


def fits(made: dict[str, list[tables.Row]]) -> None:
    """Every row has every column's kind, what may not be empty is not, and keys are there once."""
    for name, (key, columns) in TABLES.items():
        seen = set()
        for row in made[name]:
            assert len(row) == len(columns), name
            for cell, column in zip(row, columns, strict=True):
                if cell is None:
                    assert column.empty, (name, column.name)
                else:
                    assert isinstance(cell, KINDS[column.kind]), (name, column.name, cell)
                    assert column.kind == "boolean" or not isinstance(cell, bool), (name, column.name)
            at = tuple(cell for cell, column in zip(row, columns, strict=True) if column.name in key)
            assert at not in seen, (name, at)
            seen.add(at)


@pytest.mark.parametrize("group", [1, 4, 5], indirect=True)
def test_every_cell_of_a_run_and_of_a_class_fits_its_column(solo: list[TableSource], group: list[TableSource]) -> None:
    for sources in (solo, group):
        made = tables.tables(sources)
        fits(made)
        assert made["decisions"]
        assert made["moves"] or sources is group
        assert made["papers"] or sources is group
        assert made["options"]


def test_moves_lead_from_the_start_of_each_gauge_to_its_end(solo: list[TableSource]) -> None:
    run = solo[0].run
    for number, gauge in enumerate(run.scenario.gauges):
        value = gauge.start
        for row in tables.tables(solo)["moves"]:
            if row[3] == gauge.id:
                assert row[4] == value
                value = row[5]
        assert value == run.state.gauges[number]


@pytest.mark.parametrize("group", [1, 4, 5], indirect=True)
def test_nobody_is_in_the_tables_of_a_class(group: list[TableSource]) -> None:
    record = group[0].record
    assert record
    written = "\n".join(tables.as_csv(name, rows) for name, rows in tables.tables(group).items())
    members = record.roster.members.values()
    assert not [each.name for each in members if each.name in written]
    for source in group:
        people = len(record.roster.at(source.group.syndicate)) if source.group else 0
        made = tables.tables([source])
        if people < 5:
            assert not made["forecasts"]
            assert not made["answers"]
            assert all(row[16] is None and row[17] is None for row in made["decisions"])
            assert made["runs"][0][12] is None
        assert all(row[11] is None and row[10] is None for row in made["decisions"])


def test_text_that_a_spreadsheet_would_run_stays_text(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carried, "WORDS", HOSTILE)
    sources = filing.sources([carried.played(small(random.Random(3)), 3)])[0]
    made = tables.tables(sources)
    reasons = {row[9] for row in made["decisions"]}
    read = list(csv.reader(io.StringIO(tables.as_csv("decisions", made["decisions"]))))
    assert read[0] == [column.name for column in TABLES["decisions"][1]]
    assert len(read) == len(made["decisions"]) + 1
    assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    book = openpyxl.load_workbook(io.BytesIO(tables.workbook(made)))
    assert book.sheetnames == list(TABLES)
    cells = [cell for row in book["decisions"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {str(each.value).lstrip("'") for each in cells} >= {each for each in reasons if each and each[0] in "=+-@"}


def test_the_same_run_gives_the_same_bytes_twice_and_the_schema_fits_the_files(
    solo: list[TableSource], tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    name = solo[0].name
    for folder in ("a", "b"):
        assert main(["debrief", name, "--tables", str(tmp_path / folder)]) == 0
        assert main(["debrief", name, "--tables", str(tmp_path / f"{folder}.xlsx")]) == 0
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert b"\r" not in path.read_bytes()
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    package = json.loads((tmp_path / "a" / "datapackage.json").read_text(encoding="utf-8"))
    capsys.readouterr()
    assert main(["schema", "--tables"]) == 0
    assert json.loads(capsys.readouterr().out) == package
    for resource in package["resources"]:
        head = (tmp_path / "a" / resource["path"]).read_text(encoding="utf-8").split("\n", 1)[0]
        assert head.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_every_figure_has_a_source_and_every_amount_a_unit() -> None:
    for _, columns in TABLES.values():
        for column in columns:
            assert column.source in ("log", "replay", "scenario", "analysis")
            counted = column.kind in ("integer", "number") and column.name not in (
                "number",
                "seq",
                "n",
                "seed",
                "scale",
                "priority",
            )
            assert column.unit or not counted, column.name


def test_no_column_is_a_score() -> None:
    named = {column.name for _, columns in TABLES.values() for column in columns}
    assert not named & {"score", "total", "rank", "grade", "points", "success", "share", "sum"}
