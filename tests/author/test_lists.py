"""Lists of events as staffs send them: the same one twice is the same scenario, and nothing in one goes in silence."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from game.author.errors import AuthorError
from game.author.msel_files import Imported, import_into
from game.cli import cli
from game.scenario.load import load

QUAY = """\
format: 1
id: quay
clock: {start: 2031-03-01, days: 20}
roles:
  lead: {title: Harbour master}
  second: {title: Pilot}
gauges: {trust: {start: 50}}
injects:
  - id: crane
    title: The crane stands still
    day: 4
    situation: Nobody has the key.
    options: [{id: wait}, {id: break_in}]
  - id: fog
    title: Fog
    day: 6
    until: 9
    situation: The far quay is gone.
endings: []
"""

HEAD = ("Day", "Date and time", "Title", "Inject", "Until day", "ID")


@pytest.fixture
def quay(tmp_path: Path) -> Path:
    path = tmp_path / "quay.yaml"
    path.write_text(QUAY, encoding="utf-8")
    return path


def brought(path: Path, *rows: Sequence[str], head: Sequence[str] = HEAD) -> Imported:
    """Import a CSV list of these rows."""
    listed = path.with_name("list.csv")
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (head, *rows))
    listed.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    return import_into(listed, path)


def book(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these sheets beside a scenario."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
    made.save(path.with_name("list.xlsx"))
    return path.with_name("list.xlsx")


# --- the same list twice


def test_a_row_without_an_id_comes_in_once_however_often_its_list_does(quay: Path) -> None:
    rows = [("5", "", "A visitor", "He has come far.", "", ""), ("5", "", "A visitor", "Another one.", "", "")]
    assert brought(quay, *rows).placement.added == ["a_visitor", "a_visitor_2"]
    written = quay.read_bytes()
    again = brought(quay, *rows)
    assert (again.placement.added, again.placement.changed, again.written) == ([], [], ())
    assert quay.read_bytes() == written
    assert brought(quay, ("5", "", "A visitor", "He came by boat.", "", ""), rows[1]).placement.changed == ["a_visitor"]


def test_an_id_of_the_lists_own_is_known_again_though_the_scenario_writes_it_otherwise(quay: Path) -> None:
    rows = [("5", "", "Visitor", "He has come far.", "", "EX-14 b")]
    assert brought(quay, *rows).placement.added == ["ex_14_b"]
    again = brought(quay, *rows)
    assert not again.written
    assert "'EX-14 b' is taken for 'ex_14_b'" in " ".join(again.said())


def test_an_id_in_other_letters_changes_its_inject_and_is_said(quay: Path) -> None:
    done = brought(quay, ("4", "", "The crane", "Nobody has the key.", "", " Crane "))
    assert (done.placement.changed, done.placement.added) == (["crane"], [])
    assert "'Crane' is taken for 'crane'" in " ".join(done.said())
    assert load(quay).inject("crane").title == "The crane"


def test_two_new_rows_of_one_id_are_not_two_injects(quay: Path) -> None:
    done = brought(quay, ("5", "", "One", "", "", "new"), ("6", "", "Two", "", "", "New"))
    assert done.placement.added == ["new"]
    assert "'New' stands in the list a second time" in " ".join(done.said())


def test_documents_of_a_new_inject_come_in_once(quay: Path) -> None:
    head = ("Day", "Title", "Inject", "Kind", "Means")
    rows = [("5", "Visitor", "He has come.", "information", ""), ("5", "Card", "A name.", "document", "letter")]
    assert brought(quay, *rows, head=head).placement.added == ["visitor"]
    again = brought(quay, *rows, head=head)
    assert (again.written, again.placement.added) == ((), [])
    assert [paper.title for paper in load(quay).inject("visitor").documents] == ["Card"]


def test_what_could_not_be_placed_is_kept_once(quay: Path) -> None:
    row = ("soon", "", "The crane stands still", "Nobody has the key.", "", "crane")
    first, second = brought(quay, row), brought(quay, row)
    assert first.beside == second.beside
    third = brought(quay, ("later", *row[1:]))
    assert third.beside not in (None, first.beside)


# --- columns that contradict each other


def test_a_day_and_a_date_that_contradict_are_both_named_and_nothing_moves(quay: Path) -> None:
    row = ("5", "2031-03-10", "The crane stands still", "Nobody has the key.", "", "crane")
    for _ in range(2):
        done = brought(quay, row)
        said = " ".join(done.said())
        assert (
            "Row 2 (crane) not placed: Day, Date and time: Day says 5 and Date and time says 2031-03-10, which is"
            in said
        )
        assert not done.whole
        assert quay.read_text(encoding="utf-8") == QUAY


def test_a_day_that_was_changed_alone_moves_its_inject_once(quay: Path) -> None:
    row = ("7", "2031-03-05", "The crane stands still", "Nobody has the key.", "", "crane")
    assert brought(quay, row).placement.changed == ["crane"]
    again = brought(quay, row)
    assert load(quay).inject("crane").first == 7
    assert "mend or empty one of them" in " ".join(again.said())


def test_a_date_with_its_day_emptied_moves_the_inject(quay: Path) -> None:
    row = ("", "2031-03-11", "The crane stands still", "Nobody has the key.", "", "crane")
    assert brought(quay, row).placement.changed == ["crane"]
    assert load(quay).inject("crane").first == 10
    assert not brought(quay, row).written


def test_an_emptied_date_lets_the_day_count(quay: Path) -> None:
    done = brought(quay, ("7", "", "The crane stands still", "Nobody has the key.", "", "crane"))
    assert done.whole
    assert load(quay).inject("crane").first == 7


def test_a_new_row_may_name_its_day_by_date_alone(quay: Path) -> None:
    assert brought(quay, ("", "2031-03-11", "News", "", "", "")).placement.added == ["news"]
    assert load(quay).inject("news").first == 10
    assert brought(quay, ("3", "2031-03-11", "More", "", "", "")).placement.added == []


def test_a_last_day_before_the_first_is_refused_with_both(quay: Path) -> None:
    done = brought(quay, ("12", "2031-03-13", "Fog", "The far quay is gone.", "9", "fog"))
    assert "Until day says 9, which is before the 12 of Day" in " ".join(done.said())
    assert load(quay).inject("fog").first == 6


def test_a_date_that_could_be_two_is_named_and_moves_nothing(quay: Path) -> None:
    done = brought(quay, ("4", "03/05/2031", "The crane stands still", "Nobody has the key.", "", "crane"))
    assert "'03/05/2031' is not a date such as 2031-03-01" in " ".join(done.said())
    assert quay.read_text(encoding="utf-8") == QUAY


# --- headings


def test_a_heading_that_nobody_knows_is_named_with_its_column_and_the_nearest(quay: Path) -> None:
    head = ("Day", "Titel", "EventDescription", "ExpectedAction", "SendTo", "Controller", "ID")
    done = brought(quay, ("4", "Crane", "It turns.", "Report.", "Pilot", "J. Doe", "crane"), head=head)
    said = list(done.said())
    for heading, column, meant in (
        ("Titel", "B", "Title"), ("EventDescription", "C", "Inject"), ("ExpectedAction", "D", "Expected action"),
        ("SendTo", "E", "To"),
    ):  # fmt: skip
        assert f"The heading '{heading}' (column {column}) was not understood. Did you mean '{meant}'?" in said
    assert any(
        line.startswith("The heading 'Controller' (column F) was not understood. Known are: No.,") for line in said
    )
    assert not done.whole
    assert done.beside is not None
    assert "It turns." in done.beside.read_text(encoding="utf-8-sig")
    assert quay.read_text(encoding="utf-8") == QUAY


def test_of_a_new_inject_cells_that_nobody_understands_stand_in_its_notes(quay: Path) -> None:
    head = ("Day", "Title", "Controller", "")
    row = ("5", "Shots", "J. Doe", "at the fence")
    done = brought(quay, row, head=head)
    assert load(quay).inject("shots").notes == "Controller: J. Doe\nD: at the fence"
    assert "The cells in column D have no heading; give it one." in list(done.said())
    assert not done.whole
    again = brought(quay, row, head=head)
    assert not again.written


def test_a_strange_heading_over_nothing_is_passed_over(quay: Path) -> None:
    done = brought(quay, ("4", "The crane stands still", "", "crane"), head=("Day", "Title", "Colour", "ID"))
    assert done.whole


# --- sheets


def test_a_sheet_that_is_not_read_is_named_and_can_be_asked_for(quay: Path) -> None:
    head = ("Day", "Title", "Inject")
    listed = book(quay, Monday=[head, (5, "Boat", "A boat.")], Tuesday=[head, (6, "Rope", "A rope.")], Empty=[])
    done = import_into(listed, quay)
    assert done.unread == ("Tuesday",)
    assert "Sheets that were not read: 'Tuesday'" in " ".join(done.said())
    assert not done.whole
    both = import_into(listed, quay, ["all"])
    assert (both.placement.added, both.whole) == (["rope"], True)
    with pytest.raises(AuthorError, match="no sheet 'Sunday'; it has 'Monday', 'Tuesday'"):
        import_into(listed, quay, ["Sunday"])


def test_the_sheet_that_is_a_list_is_read_whatever_stands_before_it(quay: Path) -> None:
    done = import_into(book(quay, Legend=[("Red is late",)], List=[("Day", "Title"), (5, "Boat")]), quay)
    assert (done.placement.added, done.unread) == (["boat"], ("Legend",))


def test_a_row_of_several_sheets_is_named_with_its_sheet(quay: Path) -> None:
    head = ("Day", "Title")
    listed = book(quay, One=[head, (5, "Boat")], Two=[("A title above",), (), head, ("soon", "Rope")])
    said = " ".join(import_into(listed, quay, ["all"]).said())
    assert "Sheet 'Two', row 4 (Rope) not placed: 'soon' is not a day" in said


def test_only_rows_with_something_in_them_count(quay: Path) -> None:
    listed = book(quay, List=[("Day", "Title"), (5, "Boat")])
    made = openpyxl.load_workbook(listed)
    made["List"].cell(70_000, 3, " ")
    made["List"].cell(70_001, 2, None).number_format = "0"
    made.save(listed)
    done = import_into(listed, quay)
    assert (done.placement.added, done.whole) == (["boat"], True)


def test_merged_cells_count_for_each_of_their_rows(quay: Path) -> None:
    listed = book(quay, List=[("Day", "Title"), (5, "Boat"), (None, "Rope"), (7, "Sail")])
    made = openpyxl.load_workbook(listed)
    made["List"].merge_cells("A2:A3")
    made.save(listed)
    import_into(listed, quay)
    assert [load(quay).inject(id).first for id in ("boat", "rope", "sail")] == [5, 5, 7]


def test_a_yes_or_no_is_read_as_the_spreadsheet_shows_it(quay: Path) -> None:
    import_into(book(quay, List=[("Day", "Title", "ID"), (4, True, "crane")]), quay)
    assert load(quay).inject("crane").title == "TRUE"


# --- files as they come


def test_a_title_above_the_headings_and_semicolons_are_no_matter(quay: Path) -> None:
    listed = quay.with_name("list.csv")
    listed.write_bytes("\ufeffMASTER LIST;;;\r\n;;;\r\nDay;Title;ID;\r\n4;The crane;crane;\r\n".encode())
    assert import_into(listed, quay).placement.changed == ["crane"]


def test_a_file_in_another_encoding_is_refused_with_its_row_and_nothing_is_written(quay: Path) -> None:
    listed = quay.with_name("list.csv")
    listed.write_bytes("Day,Title,ID\n4,The crane,crane\n6,Brume du pr\xe9,fog\n".encode("cp1252"))
    with pytest.raises(AuthorError, match=r"list\.csv is not UTF-8 \(row 3\); save it as 'CSV UTF-8'"):
        import_into(listed, quay)
    assert quay.read_text(encoding="utf-8") == QUAY


# --- the command


def test_the_command_says_no_where_something_was_not_understood(quay: Path) -> None:
    listed = quay.with_name("list.csv")
    listed.write_text("Day,Titel,ID\n4,Crane,crane\n", encoding="utf-8")
    for more in ([], ["--dry-run"]):
        done = CliRunner().invoke(cli, ["msel", "import", str(listed), "--into", str(quay), *more])
        assert done.exit_code == 1
        assert "The heading 'Titel' (column B) was not understood." in done.output
    listed.write_text("Day,Title,ID\n4,Crane,crane\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["msel", "import", str(listed), "--into", str(quay), "--dry-run"])
    assert (done.exit_code, "Nothing is written" in done.output) == (0, True)
    assert quay.read_text(encoding="utf-8") == QUAY
