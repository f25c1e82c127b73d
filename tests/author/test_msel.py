"""A master scenario events list goes out, comes back, and nothing is lost on the way."""

import copy
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.author import tables
from game.author.errors import AuthorError
from game.author.msel import COLUMNS, HEADINGS, INJECTS, OWN, MselRow, msel, table
from game.author.msel_files import export_to, import_into
from game.author.msel_import import place
from game.scenario.load import examine, examine_files, load, shipped
from game.scenario.text import MAX_TEXT
from tests import kit
from tests.kit import document, inject, later, option
from tests.strategies import drafts

STORY = """\
format: 1
id: story
title: A story   # its name
clock: {start: 2031-03-01, days: 30}
roles:
  srsg: {title: The chief}
  fc: {title: Force Commander}
gauges: {trust: {start: 50}}
injects:
  # the first one
  - id: market
    title: Shots at the market   # in the north
    day: 3
    situation: |   # under 90 words
      Two stalls burn.

      Nobody knows why.
    documents:
      - {kind: sitrep, title: SITREP 3, from: JOC, text: "All quiet: so far."}
      - kind: radio
        text: >
          1200 Heard a shot.
    options:
      - id: wait
        later:
          - after: 5
            text: The stalls reopen.
            effects: {trust: +1}
      - id: go

  # the last one
  - id: rumour
    day: 5
    until: 9
    situation: A rumour spreads.
endings: []
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(STORY, encoding="utf-8")
    return path


def brought_back(path: Path, **cells: dict[str, str]) -> list[str]:
    """Change cells of a story's list by row id, import it, and return what was said."""
    rows = [replace(row, **cells.get(row.id.replace(".", "_"), {})) for row in msel(load(path))]
    listed = path.with_name("list.csv")
    tables.write(listed, table(rows))
    return list(import_into(listed, path).said())


# --- out


def test_every_inject_document_and_delayed_effect_has_a_row(story: Path) -> None:
    rows = msel(load(story))
    assert [(row.number, row.id, row.kind, row.day) for row in rows] == [
        ("1", "market", "decision", "3"),
        ("1.1", "market.documents.1", "document", "3"),
        ("1.2", "market.documents.2", "document", "3"),
        ("2", "rumour", "information", "5"),
        ("3", "market.wait.later.1", "delayed effect", "8"),
    ]
    assert rows[0].date == "2031-03-04"
    assert rows[3].until == "9"


def test_the_columns_are_those_of_the_field(story: Path, tmp_path: Path) -> None:
    export_to(story, tmp_path / "list.csv")
    head = tables.read(tmp_path / "list.csv")[0]
    for column in ("No.", "Day", "Date and time", "Means", "From", "To", "Inject", "Expected action", "Objectives"):
        assert column in head


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'quoted", "''", "'", "'=x", "plain", ""])
def test_a_guarded_cell_comes_back_as_it_was(text: str) -> None:
    assert tables.unguarded(tables.guarded(text)) == text
    assert not tables.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_formulas_are_written_as_text(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list{ending}"
    cells = [["head"], ["=HYPERLINK(1)"], ["@x"], ["-5"], ["'=x"], ["two\nlines"], ["_x0041_"]]
    tables.write(path, cells)
    assert tables.read(path) == cells
    if ending == ".xlsx":
        import openpyxl

        page = openpyxl.load_workbook(path).worksheets[0]
        assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_longest_text_of_the_format_fits_into_a_cell(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list{ending}"
    tables.write(path, [["=" + "x" * (MAX_TEXT - 1)]])
    assert tables.read(path) == [["=" + "x" * (MAX_TEXT - 1)]]


@pytest.mark.parametrize("name", ["starter", "orvane_mission"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_shipped_scenario_comes_back_unchanged(tmp_path: Path, name: str, ending: str) -> None:
    path = shipped()[name]
    export_to(path, tmp_path / f"list{ending}")
    placement = place(examine(path), tables.read(tmp_path / f"list{ending}"))
    assert not placement.files
    assert not placement.unplaced
    assert not placement.missing


# --- and back


def test_a_title_changes_in_place_and_its_comment_stays(story: Path) -> None:
    said = brought_back(story, market={"title": "Shots: at the market"})
    assert '    title: "Shots: at the market"   # in the north\n' in story.read_text(encoding="utf-8")
    assert said[0] == "Changed: market."


def test_a_text_keeps_its_manner_and_every_other_byte_stays(story: Path) -> None:
    brought_back(story, market={"text": "Three stalls burn.\n\nSomebody knows."})
    expected = STORY.replace("Two stalls burn.", "Three stalls burn.").replace("Nobody knows why.", "Somebody knows.")
    assert story.read_text(encoding="utf-8") == expected


def test_a_key_that_was_not_there_is_added(story: Path) -> None:
    brought_back(story, market={"notes": "Ask twice.", "expected": "Asks who.\nAsks why."})
    text = story.read_text(encoding="utf-8")
    assert "  - id: market\n    expected: |\n      Asks who.\n      Asks why.\n    notes: Ask twice.\n" in text


def test_a_date_moves_the_day_where_no_day_contradicts_it(story: Path) -> None:
    said = brought_back(story, market={"date": "2031-03-08"})
    assert load(story).inject("market").first == 3
    assert any("Day says 3 and Date and time says 2031-03-08, which is day 7" in line for line in said)
    brought_back(story, market={"date": "2031-03-08", "day": ""})
    assert load(story).inject("market").first == 7


def test_a_day_moves_an_inject_of_one_day_whole(story: Path) -> None:
    brought_back(story, rumour={"day": "9", "until": ""})
    brought_back(story, rumour={"day": "11"})
    moved = load(story).inject("rumour")
    assert (moved.first, moved.last) == (11, 11)


def test_documents_and_delayed_effects_change_in_place(story: Path) -> None:
    said = brought_back(
        story,
        market_documents_1={"text": 'He said "no".', "to": "Force Commander", "means": "cable"},
        market_documents_2={"text": "1200 Heard two shots."},
        market_wait_later_1={"after": "7", "text": "The stalls stay shut."},
    )
    made = load(story).inject("market")
    assert (made.documents[0].text, made.documents[0].to, made.documents[0].kind) == ('He said "no".', ("fc",), "cable")
    assert made.documents[1].text == "1200 Heard two shots."
    assert (made.options[0].later[0].after, made.options[0].later[0].change.text) == (7, "The stalls stay shut.")
    assert not [line for line in said if "not placed" in line]


def test_what_has_no_place_is_named_and_kept(story: Path) -> None:
    said = brought_back(
        story,
        market={"to": "the mayor", "objectives": "measure_impact", "day": "soon"},
        rumour={"title": "A louder rumour"},
    )
    assert load(story).inject("rumour").title == "A louder rumour"
    reasons = next(line for line in said if "market" in line and "not placed" in line)
    assert "no role is called 'the mayor'" in reasons
    assert "Objectives: follows from" in reasons
    assert "'soon' is not a day" in reasons
    kept = tables.read(story.with_name("story_msel_unplaced.csv"))
    assert kept[0][:3] == ["Row", "Why", "No."]
    assert "the mayor" in kept[1]
    assert len(kept) == 2


def test_a_value_that_would_break_the_scenario_is_kept_aside_and_the_others_go_in(story: Path) -> None:
    said = brought_back(story, market={"day": "999999"}, rumour={"day": "6"})
    assert load(story).inject("rumour").first == 6
    assert load(story).inject("market").first == 3
    assert any("out of range" in line for line in said)


def test_new_injects_go_to_the_end_of_one_file(story: Path) -> None:
    new = MselRow(day="12", title="A new one", text="It is new.\n\nQuite.", expected="Looks.", kind="information")
    paper = MselRow(kind="document", means="email", title="Mail", text="Dear all")
    rows = [*msel(load(story)), new, paper]
    tables.write(story.with_name("list.xlsx"), table(rows))
    done = import_into(story.with_name("list.xlsx"), story)
    assert done.placement.added == ["a_new_one"]
    made = load(story)
    assert made.injects[-1].documents[0].text == "Dear all"
    assert made.injects[-1].situation == "It is new.\n\nQuite."
    assert story.read_text(encoding="utf-8").startswith(STORY[: STORY.index("endings")].rstrip())
    assert not done.placement.unplaced


def test_new_injects_get_a_file_of_their_own_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "tale"
    (folder / "injects").mkdir(parents=True)
    head, injects = STORY.split("injects:\n")
    (folder / "scenario.yaml").write_text(head + "endings: []\n", encoding="utf-8")
    (folder / "injects" / "01_all.yaml").write_text(injects.replace("endings: []\n", ""), encoding="utf-8")
    rows = [*msel(load(folder)), MselRow(day="12", id="late_news", title="Late", objectives="measure_impact")]
    tables.write(tmp_path / "list.csv", table(rows))
    done = import_into(tmp_path / "list.csv", folder)
    assert done.written == ("injects/02_msel.yaml",)
    assert load(folder).injects[-1].id == "late_news"
    assert "objectives: measure_impact" in (folder / "injects" / "02_msel.yaml").read_text(encoding="utf-8")
    assert "Objectives" in done.placement.unplaced[0].why
    assert (tmp_path / "tale_msel_unplaced.csv").exists()


def test_rows_that_no_inject_can_hold_are_kept(story: Path) -> None:
    rows = [
        *msel(load(story)),
        MselRow(title="No day"),
        MselRow(day="3", id="market", title="Twice"),
        MselRow(kind="delayed effect", text="x", after="3", id="market.go.later.1"),
        MselRow(kind="document", text="orphan", id="nowhere.documents.1", means="email"),
        MselRow(day="3", title="Bad end", until="soon"),
        MselRow(day="3", title="Bad seat", to="nobody"),
        MselRow(day="99999", title="Far off"),
        MselRow(day="4", title="Fine", text="Fine."),
        MselRow(kind="document", title="Bad kind", means="pigeon"),
        MselRow(kind="document", title="Good kind", means="email", text="x"),
    ]
    tables.write(story.with_name("list.csv"), table(rows))
    done = import_into(story.with_name("list.csv"), story)
    assert [each.listed.row.title or each.listed.row.text for each in done.placement.unplaced] == [
        "No day", "Twice", "x", "orphan", "Bad end", "Bad seat", "Far off", "Bad kind",
    ]  # fmt: skip
    assert done.placement.added == ["fine"]
    assert [paper.title for paper in load(story).inject("fine").documents] == ["Good kind"]
    assert story.read_text(encoding="utf-8").startswith(STORY[: STORY.index("endings")].rstrip())


def test_a_broken_scenario_is_left_alone(story: Path) -> None:
    export_to(story, story.with_name("list.csv"))
    story.write_text(STORY.replace("day: 3", "day: x"), encoding="utf-8")
    from game.scenario.findings import ScenarioError

    with pytest.raises(ScenarioError):
        import_into(story.with_name("list.csv"), story)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "no column 'ID'"),
        (b"\xff\xff\xff", "not UTF-8"),
        (b"ID,Title,Title\nx,y,z\n", "two columns"),
        (b"PK\x03\x04broken", "no column"),
    ],
)
def test_a_file_that_is_no_list_gets_a_sentence(story: Path, content: bytes, said: str) -> None:
    listed = story.with_name("other.csv")
    listed.write_bytes(content)
    with pytest.raises(AuthorError, match=said):
        import_into(listed, story)


def test_a_broken_workbook_gets_a_sentence(story: Path) -> None:
    listed = story.with_name("other.xlsx")
    listed.write_bytes(b"PK\x03\x04broken")
    with pytest.raises(AuthorError, match="cannot be read as an Excel workbook"):
        import_into(listed, story)


def test_a_list_from_another_spreadsheet_is_read(story: Path) -> None:
    listed = story.with_name("list.csv")
    listed.write_text("Serial;ID;Subject;Description\n1;rumour;;Louder; \n", encoding="utf-8")
    done = import_into(listed, story)
    assert load(story).inject("rumour").situation == "Louder"
    assert "market" in done.placement.missing
    assert done.placement.unplaced  # an empty title is no title


def test_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    brought_back(path, market={"text": "Three stalls burn.\n\nSomebody knows.", "title": "New", "notes": "A\nB"})
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfformat: 1\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert load(path).inject("market").situation == "Three stalls burn.\n\nSomebody knows."


# --- for all scenarios


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(drafts(max_injects=4), st.sampled_from((".csv", ".xlsx")))
def test_export_import_export_is_the_same(plain: kit.Plain, ending: str) -> None:
    files = {"test.yaml": kit.written(plain), **kit.pictures(plain)}
    read = examine_files(files)
    assert read.scenario is not None
    first = table(msel(read.scenario))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        tables.write(path, first)
        placement = place(read, tables.read(path))
    assert not placement.files
    assert not placement.unplaced


TEXTS = st.text(
    st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\n \"'#:-=+@|>[]{},&*!%\t\\é漢\u200b\u0301")),
    max_size=60,
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=3), st.booleans(), st.sampled_from((".csv", ".xlsx"))
)
def test_any_text_typed_into_the_list_arrives_or_is_handed_back(
    texts: list[tuple[str, str, str]], json: bool, ending: str
) -> None:
    """Whatever is written into a list stands in the scenario afterwards, and the next list says the same."""
    from game.author.msel_cells import readable

    plain = kit.draft(
        [inject(f"i{n}", option(later=[later(2, text="old")]), documents=[document()]) for n in range(len(texts))]
    )
    files = {"test.yaml": kit.written(plain) if json else as_yaml(plain)}
    read = examine_files(files)
    assert read.scenario is not None, read.findings
    rows = []
    for row in msel(read.scenario):
        number = int(row.id[1])
        title, text, notes = texts[number]
        if row.kind == "decision":
            row = replace(row, title=title, text=text, notes=notes, expected=text)
        elif row.kind == "document":
            row = replace(row, text=notes, sender=title)
        else:
            row = replace(row, text=text)
        rows.append(row)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        tables.write(path, table(rows))
        listed = tables.read(path)
        placement = place(read, listed)
        made = examine_files(files | placement.files).scenario
        assert made is not None
        now = {row.id: row for row in msel(made)}
        aside = {each.listed.row.id for each in placement.unplaced}
        for each in readable(listed, made):
            if each.row.id not in aside:
                for column in OWN[each.row.kind]:
                    assert getattr(now[each.row.id], column) == getattr(each.row, column), column
            else:
                assert not each.row.title  # only a title may not be empty
        tables.write(path, table(msel(made)))
        again = place(examine_files(files | placement.files), tables.read(path))
        assert not again.files
        assert not again.unplaced


def as_yaml(plain: kit.Plain) -> str:
    """A scenario as people lay one out."""
    import yaml

    return yaml.safe_dump(copy.deepcopy(plain), allow_unicode=True, sort_keys=False)


def test_every_column_has_a_heading() -> None:
    assert tuple(HEADINGS) == COLUMNS


@pytest.mark.parametrize("name", ["starter", "orvane_mission"])
def test_every_cell_of_a_shipped_scenario_can_be_changed_and_its_comments_stay(tmp_path: Path, name: str) -> None:
    path = copy_of(name, tmp_path)
    before = comments(path)
    rows = []
    for row in msel(load(path)):
        changed = {column: f"{getattr(row, column)} too" for column in OWN[row.kind] & {"title", "text", "sender"}}
        if row.kind == "delayed effect":
            changed["after"] = str(int(row.after) + 1)
        elif row.kind in INJECTS:
            changed |= {"notes": f"{row.notes}\n\nAsk: why?", "expected": "Waits: # not a comment", "to": ""}
        rows.append(replace(row, **changed))
    tables.write(tmp_path / "list.xlsx", table(rows))
    done = import_into(tmp_path / "list.xlsx", path)
    assert [each.why for each in done.placement.unplaced] == []
    now = {row.id: row for row in msel(load(path))}
    for row in rows:
        for column in OWN[row.kind] - {"date", "to"}:
            assert getattr(now[row.id], column) == getattr(row, column)
    assert comments(path) == before


def copy_of(name: str, folder: Path) -> Path:
    """A shipped scenario in a folder of its own."""
    original = shipped()[name]
    if original.is_dir():
        return Path(shutil.copytree(original, folder / name))
    return Path(shutil.copy(original, folder / original.name))


def comments(path: Path) -> list[str]:
    """Every comment in a scenario's YAML, wherever it stands."""
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "#" in line and "# not a comment" not in line:
                found.append(line[line.index("#") :])
    return found


ODD = """\
{format: 1, id: odd, title: Odd, clock: {days: 9}, roles: {a: , b: {}}, gauges: {trust: {start: 1}},  # in one
 injects: [
  {id: one, title: One, day: 1, to: [a,   # the first
     b], documents: [{kind: email, text: 'It''s so', "from": "x"}],  # papers
   options: [{id: go, later: [{after: 2, text: back}]}, {id: no}]},
  {"id": "two", 'title': 'Two', day: 2}  # the last
 ]
}
"""

BLOCKS = """\
format: 1
id: blocks
title: Blocks
clock:
  days: 9
roles:
  a:
  b:
gauges: {trust: {start: 1}}
injects:
-
  title: >-   # folded
    A title that runs
    over two lines
  id: one
  to:
  - a   # the first
  - b
  situation:
    A plain text that runs

    over a gap
  expected: "quoted \\
    on two lines"
  notes: |2-

      deep
     less
  options:
  - {id: go, later: [{after: 2, text: "back"}]}
  -   id: no
      later:
      -   when: trust > 0
          text: |+
            kept

          after: 3
# between
- id: two
  documents:
  situation: ''
"""


@pytest.mark.parametrize("text", [ODD, BLOCKS], ids=["brackets", "blocks"])
@pytest.mark.parametrize("new", ["short", 'It\'s: "so" # yes', "one\n\n  two\nthree", "", "- x", "word " * 50 + "end"])
def test_odd_layouts_are_edited_in_place(tmp_path: Path, text: str, new: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    assert examine(path).findings == ()
    rows = []
    for row in msel(load(path)):
        changed = dict.fromkeys(OWN[row.kind] & {"text", "notes", "expected"}, new)
        if "title" in OWN[row.kind] and new:
            changed["title"] = " ".join(new.split())
        if row.kind == "delayed effect":
            changed["after"] = "4"
        if row.kind == "decision":
            changed |= {"day": "3", "until": "5", "to": "b"}
        rows.append(replace(row, **changed))
    tables.write(tmp_path / "list.csv", table(rows))
    done = import_into(tmp_path / "list.csv", path)
    assert [each.why for each in done.placement.unplaced] == []
    now = {row.id: row for row in msel(load(path))}
    for row in rows:
        for column in OWN[row.kind] - {"date", "to"}:
            assert getattr(now[row.id], column) == getattr(row, column).strip("\n"), (row.id, column)
    written = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        if "  # " in line and line[line.index("  # ") :].strip() != "# the first":
            assert line[line.index("# ") :] in written, line


@pytest.mark.parametrize(
    "text", [ODD, BLOCKS, STORY, kit.written(kit.draft([]))], ids=["brackets", "blocks", "story", "none"]
)
def test_an_inject_is_added_to_any_layout(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    new = MselRow(day="4", title="New: one", text="It is new.\n- so", kind="information", to="everyone")
    tables.write(tmp_path / "list.csv", table([*msel(load(path)), new]))
    done = import_into(tmp_path / "list.csv", path)
    assert not done.placement.unplaced
    made = load(path).injects[-1]
    assert (made.id, made.title, made.situation) == ("new_one", "New: one", "It is new.\n- so")


TOLD = """\
format: 1
id: told
title: A story
clock: {start: 2031-03-01, days: 30}
gauges: {trust: {start: 50}}
flags: {seen: {}}
injects:
  - id: market
    day: 3
    situation: Two stalls burn.
    also:
      - {when: trust < 40, text: Nobody helps.}
      - when: seen   # they were there
        text: |
          They wave.
    documents: [{kind: sitrep, text: All quiet.}]
    options:
      - {id: wait, later: [{after: 90, text: The stalls reopen.}]}
      - {id: go, set: [seen]}
epilogue:
  - {about: The stalls, when: seen, text: They stand.}
  - {about: The stalls, when: trust > 60, text: They are new.}
  - {about: The stalls, text: They are gone.}   # for good
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "told.yaml"
    path.write_text(TOLD, encoding="utf-8")
    return path


def test_what_is_also_read_stands_beneath_its_inject_and_the_epilogue_last(told: Path) -> None:
    rows = msel(load(told))
    assert [(row.number, row.id, row.kind, row.day, row.notes) for row in rows] == [
        ("1", "market", "decision", "3", ""),
        ("1.1", "market.also.1", "also read", "3", "only if trust < 40"),
        ("1.2", "market.also.2", "also read", "3", "only if seen"),
        ("1.3", "market.documents.1", "document", "3", ""),
        ("2", "market.wait.later.1", "delayed effect", "93", ""),
        ("3", "epilogue.1", "epilogue", "30", "only if seen"),
        ("4", "epilogue.2", "epilogue", "30", "only if trust > 60, and nothing before it on 'The stalls' holds"),
        ("5", "epilogue.3", "epilogue", "30", "only if nothing before it on 'The stalls' holds"),
    ]
    assert (rows[2].text, rows[5].title, rows[5].text) == ("They wave.", "The stalls", "They stand.")


def test_a_paragraph_and_the_epilogue_change_in_place(told: Path) -> None:
    said = brought_back(
        told,
        market_also_2={"text": "They wave: twice."},
        epilogue_3={"text": "They are gone, all of them.", "title": "The new stalls"},
    )
    made, text = load(told), told.read_text(encoding="utf-8")
    assert made.injects[0].also[1].text == "They wave: twice."
    assert (made.epilogue[2].about, made.epilogue[2].text) == ("The new stalls", "They are gone, all of them.")
    assert "# they were there" in text
    assert "# for good" in text
    assert said[0] == "Changed: market.also.2, epilogue.3."


def test_what_a_condition_says_of_a_paragraph_is_handed_back(told: Path) -> None:
    said = brought_back(told, market_also_1={"notes": "always"}, epilogue_1={"title": ""})
    assert any("market.also.1" in line and "Notes: follows from" in line for line in said)
    assert any("epilogue.1" in line and "may not be empty" in line for line in said)
    assert told.read_text(encoding="utf-8") == TOLD


def test_a_new_paragraph_is_not_taken_for_an_inject(told: Path, tmp_path: Path) -> None:
    rows = [*msel(load(told)), MselRow(day="3", text="More.", kind="also read", id="market.also.3")]
    tables.write(tmp_path / "list.csv", table(rows))
    said = list(import_into(tmp_path / "list.csv", told).said())
    assert any("no inject has this 'also read'; write it into the file" in line for line in said)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_paragraph_of_the_library_comes_back_as_it_was(name: str) -> None:
    made, path = load(shipped()[name]), shipped()[name]
    rows = msel(made)
    assert sum(row.kind == "also read" for row in rows) == sum(len(each.also) for each in made.injects)
    assert sum(row.kind == "epilogue" for row in rows) == len(made.epilogue)
    placement = place(examine(path), table(rows, made.hours))
    assert not placement.files
    assert not placement.unplaced
