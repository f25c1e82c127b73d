"""Word documents: the same twice, three templates, what a template must not be, and what LibreOffice makes of them."""

import html
import io
import math
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from game import filing
from game.cli import main
from game.faces.report_page import debrief_html
from game.report.office import parts
from game.report.office.chart import Drawing, Series
from game.report.office.docx import CannotFill, by_field, filled
from game.report.office.parts import Piece
from game.report.readings import own
from game.report.tables import TableSource
from game.scenario.load import load, shipped
from game.words import ENGLISH
from tests import paper
from tests.report.fronts import looked, made_up, random_run


def text_of(data: bytes) -> str:
    """All words of a document, tables and footers too."""
    made = docx.Document(io.BytesIO(data))
    said = [each.text for each in made.paragraphs]
    said += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    said += [each.text for section in made.sections for each in section.footer.paragraphs]
    return "\n".join(said)


def charts(data: bytes) -> list[dict[str, list[tuple[float, float]]]]:
    """The points of each native chart of a document, by what the legend calls them."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [each for each in packed.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", each)]
        for name in sorted(names):
            series = parse_xml(packed.read(name)).findall(f".//{qn('c:ser')}")
            found.append({told(each, "c:tx"): points_of(each) for each in series})
    return found


def told(series: Any, tag: str) -> str:
    return "".join(each.text or "" for each in series.find(qn(tag)).iter(qn("c:v")))


def points_of(series: Any) -> list[tuple[float, float]]:
    values = [[float(v.text) for v in series.find(qn(tag)).iter(qn("c:v"))] for tag in ("c:xVal", "c:yVal")]
    return [(x, y) for x, y in zip(*values, strict=True) if not math.isnan(y)]


def holds(points: list[tuple[float, float]]) -> dict[float, float]:
    """By day the value that holds from its evening on: of a day on which a line rises or falls the last."""
    return dict(points)


def saved(doc: object, path: Path) -> Path:
    doc.save(str(path))  # type: ignore[attr-defined]
    return path


def two_columns(path: Path) -> Path:
    """A college's template on Letter in two columns, with a cover, a header and markers."""
    made = docx.Document()
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "2")
    made.sections[0]._sectPr.append(columns)
    made.sections[0].header.paragraphs[0].text = "Staff College of Norrland"
    made.add_paragraph("Cover of the college")
    for name in ("overview", "page", "plan"):
        made.add_paragraph(f"[[whitecell:{name}]]")
    made.add_paragraph("Distribution list")
    return saved(made, path)


def german(path: Path) -> Path:
    """A template whose styles have German names, on A4."""
    made = docx.Document()
    for old, new in (("Heading 1", "Überschrift 1"), ("Heading 2", "Überschrift 2"), ("Title", "Titel")):
        made.styles[old].element.find(qn("w:name")).set(qn("w:val"), new)
    made.styles["Body Text"].element.find(qn("w:name")).set(qn("w:val"), "Textkörper")
    made.sections[0].page_width, made.sections[0].page_height = Mm(210), Mm(297)
    made.styles.add_style("Tabelle der Schule", WD_STYLE_TYPE.TABLE)
    return saved(made, path)


def test_the_same_run_gives_the_same_bytes_twice(
    solo: list[TableSource], tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    for form in ("aar", "odcr"):
        for name in ("a", "b"):
            assert main(["debrief", solo[0].name, "--docx", str(tmp_path / f"{name}.docx"), "--form", form]) == 0
        assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
        with zipfile.ZipFile(tmp_path / "a.docx") as packed:
            assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert capsys.readouterr().err == ""


def test_the_report_has_its_parts_in_order(solo: list[TableSource]) -> None:
    made = docx.Document(io.BytesIO(filing.document(solo, "aar", None, ratings=False)[0]))
    heads = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert heads == [
        "Exercise overview",
        "Executive summary",
        "Analysis of objectives",
        "Decisions",
        "Improvement plan",
    ]
    plan = made.tables[-1]
    assert [cell.text for cell in plan.rows[0].cells] == [
        "Issue", "Corrective action", "Capability element", "Owner", "Contact", "Start", "Due", "Priority", "Status",
    ]  # fmt: skip
    assert len(made.tables[1].rows) == len(solo[0].debrief.decisions) + 1
    objectives = [each.text for each in made.paragraphs if each.style.name == "Heading 3"]
    tested = [
        each.title for family in solo[0].debrief.families for each in family.lessons if each.reading != "untested"
    ]
    assert objectives == tested
    assert [each for each in made.paragraphs if each.style.name == "Whitecell Proposal"]
    assert solo[0].debrief.pin in text_of(filing.document(solo, "aar", None, ratings=False)[0])


def test_the_plan_holds_what_the_group_means_to_do_with_two_rows_beside_each(solo: list[TableSource]) -> None:
    from dataclasses import replace

    from game.record.run import Action

    actions = (
        Action("Agree a signal with the far bank", "Liaison post", "2031-03-01", 1),
        Action("Walk the landing", "", "", 0),
    )
    source = replace(solo[0], run=replace(solo[0].run, actions=actions))
    table = docx.Document(io.BytesIO(filing.document([source], "aar", None, ratings=False)[0])).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][1:8:2] == ["Agree a signal with the far bank", "Liaison post", "", "1"]
    assert rows[1][6] == "2031-03-01"
    assert not any(rows[2] + rows[3])
    assert rows[4][1] == "Walk the landing"
    assert len(rows) == 7


def test_observations_are_one_a_page_and_five_at_most(solo: list[TableSource], group: list[TableSource]) -> None:
    for sources in (solo, group):
        made = docx.Document(io.BytesIO(filing.document(sources, "odcr", None, ratings=False)[0]))
        assert len(made.tables) <= 5
        for table in made.tables:
            names = [row.cells[0].text for row in table.rows][1:]
            assert names == [
                "Title", "Originator", "Classification", "Observation", "Discussion", "Conclusion", "Recommendation",
                "Proposed action body",
            ]  # fmt: skip
            assert table.rows[3].cells[1].text == ""


def test_nobody_is_rated_unless_empty_columns_are_asked_for(solo: list[TableSource]) -> None:
    plain = docx.Document(io.BytesIO(filing.document(solo, "aar", None, ratings=False)[0]))
    rated = docx.Document(io.BytesIO(filing.document(solo, "aar", None, ratings=True)[0]))
    assert len(rated.tables) == len(plain.tables) + 1
    table = rated.tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["Objective", "P", "S", "M", "U"]
    assert not any(cell.text for row in table.rows[1:] for cell in row.cells[1:])


def test_a_class_is_in_one_document_and_nobody_is_named(group: list[TableSource]) -> None:
    said = text_of(filing.document(group, "aar", None, ratings=False)[0])
    assert "Syndicate 1" in said
    assert "Syndicate 2" in said
    assert "Person " not in said
    assert not re.search(r"Because s\d|Against it spoke", said)


@pytest.mark.parametrize("make", [two_columns, german])
def test_a_colleges_template_keeps_what_is_its_own(
    make: object, solo: list[TableSource], tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    template = make(tmp_path / "college.docx")  # type: ignore[operator]
    out = tmp_path / "out.docx"
    assert main(["debrief", solo[0].name, "--docx", str(out), "--template", str(template)]) == 0
    said = text_of(out.read_bytes())
    made = docx.Document(str(out))
    assert "[[whitecell" not in said
    assert "Exercise overview" in said
    assert solo[0].debrief.pin in said
    err = capsys.readouterr().err
    assert ("Whitecell Proposal" in err) == (make is german)  # named where a piece asks for it
    if make is two_columns:
        texts = [each.text for each in made.paragraphs]
        assert texts[0] == "Cover of the college"
        assert texts.index("Exercise overview") < texts.index("Executive summary") < texts.index("Improvement plan")
        assert texts.index("Improvement plan") < texts.index("Distribution list")
        assert "Analysis of objectives" not in texts
        assert made.sections[0].header.paragraphs[0].text == "Staff College of Norrland"
        room = made.sections[0].page_width - made.sections[0].left_margin - made.sections[0].right_margin
        assert all(sum(column.width for column in table.columns) <= room // 2 for table in made.tables)
    else:
        assert {"Überschrift 1", "Überschrift 2", "Titel", "Textkörper"} <= {
            each.style.name for each in made.paragraphs
        }
        assert made.tables[0].style.name not in ("Normal Table", "Table Normal")


def test_what_is_no_template_is_refused_in_a_sentence(tmp_path: Path) -> None:
    def fill(path: Path) -> None:
        filled({}, (), "t", "f", path)

    for name in ("a.docm", "a.dotm", "a.dotx", "a.txt"):
        (tmp_path / name).write_bytes(b"PK")
        with pytest.raises(CannotFill, match=r"is no \.docx"):
            fill(tmp_path / name)
    (tmp_path / "none.docx").write_bytes(b"nothing of the kind")
    with pytest.raises(CannotFill, match="is no Word document"):
        fill(tmp_path / "none.docx")
    with pytest.raises(CannotFill, match="cannot be read"):
        fill(tmp_path / "missing.docx")
    with (tmp_path / "large.docx").open("wb") as out:
        out.truncate(21 * 1024 * 1024)
    with pytest.raises(CannotFill, match="larger than 20 MB"):
        fill(tmp_path / "large.docx")
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(11):
            packed.writestr(f"{number}", bytes(20 * 1024 * 1024))
    with pytest.raises(CannotFill, match="unpacks to more than 200 MB"):
        fill(tmp_path / "bomb.docx")
    with zipfile.ZipFile(tmp_path / "macro.docx", "w") as packed:
        packed.writestr("word/vbaProject.bin", b"")
    with pytest.raises(CannotFill, match="holds macros"):
        fill(tmp_path / "macro.docx")


def at_random(scenario: str, *seeds: int) -> list[TableSource]:
    """Runs with made-up values of what was within reach."""
    found = []
    for seed in seeds:
        run = random_run(load(shipped()[scenario]), seed)
        opened = made_up(run)
        found.append(TableSource(f"run-{seed}", run, looked(run, opened), opened))
    return found


def test_the_first_page_has_the_chart_of_the_html_page_as_a_native_one(solo: list[TableSource]) -> None:
    seen = set()
    for sources in (solo, at_random("orvane_mission", 1, 2), at_random("ridge_prt", 2, 8)):
        data = filing.document(sources, "aar", None, ratings=False)[0]
        made = docx.Document(io.BytesIO(data))
        texts = [each.text for each in made.paragraphs]
        frames = list(made.element.iter(qn("wp:inline")))
        assert len(frames) == len(sources) == len(charts(data)), "each run has its own"
        assert len({frame.find(qn("wp:docPr")).get("id") for frame in frames}) == len(frames)
        for source, frame in zip(sources, frames, strict=True):
            says = frame.find(qn("wp:docPr")).get("descr")
            assert says in texts
            figure = debrief_html(source.debrief).split('id="front"', 1)[1].split("<figure>", 1)[1]
            figure = figure.split("</figure>", 1)[0]
            assert says in html.unescape(figure)
            chart = made.part.related_parts[next(frame.iter(qn("c:chart"))).get(qn("r:id"))]
            drawn = parse_xml(chart.blob)
            gauge = next(each for each in source.debrief.gauges if f"<b>{html.escape(each.title)}</b>" in figure)
            bounds = [[each.find(f".//{qn(tag)}").get("val") for tag in ("c:min", "c:max")]
                      for each in drawn.iter(qn("c:valAx"))]  # fmt: skip
            assert bounds == [["0", str(source.debrief.day)], [str(gauge.low), str(gauge.high)]]
            series = {told(each, "c:tx"): points_of(each) for each in drawn.iter(qn("c:ser"))}
            heads, *rows = re.findall(r"<tr>(.*?)</tr>", figure)
            names = re.findall(r"<th[^>]*>([^<]*)</th>", heads)[1:]
            for at, name in enumerate(names):
                line = holds(series[name.capitalize()])
                for row in rows:
                    day, *values = re.findall(r"<t[hd][^>]*>(\d+)</t[hd]>", row)
                    since = max(each for each in line if each <= int(day))
                    assert line[since] == int(values[at]), (name, day)
                assert max(line) == source.debrief.day
            seen |= set(series)
            assert ("Luck" in series) == ('class="luck"' in figure)
            assert ("What weighed most" in series) == ('class="weighed"' in figure)
            days = {each for name in ("Decisions", "What weighed most") for each, _ in series.get(name, ())}
            assert days == {part.day for part in source.debrief.decisions}
            assert {"solid", "sysDash"} >= {each.get("val") for each in drawn.iter(qn("a:prstDash"))}
            assert len(set(re.findall(r'prstDash val="(\w+)"', chart.blob.decode()))) == len(names)
    assert seen >= {"True", "Known", "Decisions", "What weighed most", "Luck"}


def test_the_text_of_a_chart_stays_text() -> None:
    hostile = '</a:t><w:p/> "&amp;" {{ 7*7 }} \x07=1+1'
    series = (
        Series(hostile, ((0, 1), (3, 2)), "solid", labels=(hostile, "")),
        Series("Luck", ((1, 5),), "", "diamond", filled=True),
    )
    drawing = Drawing(hostile, hostile, hostile, 3, -5, 5, 1, series)
    data = filled({"page": [Piece("body", drawing=drawing)]}, ("page",), "t", "f")[0]
    made, kept = docx.Document(io.BytesIO(data)), hostile.replace("\x07", "")
    (frame,) = made.element.iter(qn("wp:inline"))
    assert frame.find(qn("wp:docPr")).get("descr") == kept
    drawn = parse_xml(made.part.related_parts[next(frame.iter(qn("c:chart"))).get(qn("r:id"))].blob)
    assert [each.text for each in drawn.iter(qn("a:t"))] == [kept] * 3
    assert charts(data) == [{kept: [(0, 1), (3, 2)], "Luck": [(1, 5)]}]
    assert [each.get("val") for each in drawn.iter(qn("c:symbol"))] == ["none", "diamond"]


def test_hostile_text_stays_text(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "</w:t><w:p/> {{ 7*7 }} [[whitecell:plan]] \x07=1+1"
    made = docx.Document(
        io.BytesIO(filled({"page": [Piece("body", hostile, hostile)]}, ("page",), hostile, hostile)[0])
    )
    said = [each.text for each in made.paragraphs]
    assert hostile.replace("\x07", "") in said[0]
    assert said[1] == hostile.replace("\x07", "") * 2


def test_a_form_is_of_a_document_and_one_file_is_asked_for(solo: list[TableSource], tmp_path: Path) -> None:
    name = solo[0].name
    assert main(["debrief", name, "--form", "odcr"]) == 2
    assert main(["debrief", name, "--docx", str(tmp_path / "a.docx"), "--tables", str(tmp_path / "t")]) == 2
    assert main(["debrief", name, "--docx", str(tmp_path / "a.docx"), "--json"]) == 2


@pytest.mark.timeout(180)
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_every_template(solo: list[TableSource], tmp_path: Path) -> None:
    columns, other = two_columns(tmp_path / "columns-template.docx"), german(tmp_path / "german-template.docx")
    made = {"ours": None, "columns": columns, "german": other}
    for name, template in made.items():
        (tmp_path / f"{name}.docx").write_bytes(filing.document(solo, "aar", template, ratings=False)[0])
    marks = Series("Decisions", tuple((day, 0) for day in range(9)), "", "circle", labels=("1",) * 9)
    drawing = Drawing("Says", "Day", "Trust", 9, 0, 9, 3, (Series("True", ((0, 5), (9, 5)), "solid"), marks))
    (tmp_path / "longer.docx").write_bytes(filled({"page": [Piece("body", drawing=drawing)]}, ("page",), "t", "f")[0])
    for folder, kind in ((tmp_path, "pdf"), (tmp_path / "again", "docx")):
        paper.converted([tmp_path / f"{name}.docx" for name in (*made, "longer")], folder, kind)
    ours, theirs = (charts((folder / "longer.docx").read_bytes()) for folder in (tmp_path, tmp_path / "again"))
    assert ours == theirs, "points that come before a longer row of them are drawn too"
    for name in made:
        assert paper.sides((tmp_path / f"{name}.pdf").read_bytes()) > 2
        before, read = (docx.Document(str(folder / f"{name}.docx")) for folder in (tmp_path, tmp_path / "again"))
        assert [each.text for each in read.paragraphs] == [each.text for each in before.paragraphs]
        heads = [[each.style.style_id for each in of.paragraphs if each.text] for of in (before, read)]
        assert len(set(heads[1])) == len(set(heads[0])), "each style is there still"
        cells = [
            [[cell.text for cell in row.cells] for table in of.tables for row in table.rows] for of in (before, read)
        ]
        assert cells[0] == cells[1]
        ours, theirs = (charts((folder / f"{name}.docx").read_bytes()) for folder in (tmp_path, tmp_path / "again"))
        assert list(ours[0].values()) == list(theirs[0].values()), "every point of the chart is drawn"


def test_every_part_has_a_marker_and_a_place(solo: list[TableSource]) -> None:
    from game.words import ENGLISH

    made = parts.parts(ENGLISH, solo, filing.first_pages(solo))
    assert set(made) == set(parts.PARTS)
    assert all(set(order) <= set(made) for order in parts.FORMS.values())


def test_where_columns_have_no_room_each_field_is_a_row() -> None:
    rows = (("Issue", "Owner"), ("The gate", "S4"), ("", ""))
    assert by_field(rows) == (("Issue", "The gate"), ("Owner", "S4"), ("", ""))
    assert by_field(rows[:1]) == (("Issue", ""), ("Owner", ""))


def test_no_column_is_too_narrow_for_its_head_and_no_page_stays_empty(solo: list[TableSource], tmp_path: Path) -> None:
    for template in (None, two_columns(tmp_path / "two.docx"), german(tmp_path / "german.docx")):
        made = docx.Document(io.BytesIO(filing.document(solo, "aar", template, ratings=True)[0]))
        for table in made.tables:
            heads = [cell.text for cell in table.rows[0].cells]
            letter = 1.4 if len(heads) >= 6 else 1.6  # millimetres, in bold
            for head, column in zip(heads, table.columns, strict=True):
                longest = max(map(len, head.split()), default=0)
                assert column.width / Mm(1) >= min(31, longest * letter + 3.8), (template, head)
            if len(heads) == 2:
                assert table.columns[0].width >= Mm(31)
        if template and "two" in template.name:
            assert {len(table.columns) for table in made.tables} == {2}
        spaced = [each for each in made.element.body if each.tag == qn("w:p") and each.getprevious() is not None]
        behind = [each for each in spaced if each.getprevious().tag == qn("w:tbl")]
        assert all("w:spacing" in each.xml for each in behind)


def test_the_analysis_points_to_what_the_summary_says_of_a_decision(solo: list[TableSource]) -> None:
    made = parts.parts(ENGLISH, solo, {})
    front = solo[0].debrief.front
    assert front
    at = [each.at for each in (front.parted, front.unheard, front.luck) if each]
    said = [each.text for each in made["objectives"] if each.lead == "Analysis: "]
    bearing = [mark for family in solo[0].debrief.families for lesson in family.lessons for mark in own(lesson)]
    assert sum("in the executive summary" in each for each in said) == sum(
        any(mark.inject == each.inject for each in at) for mark in bearing
    )
