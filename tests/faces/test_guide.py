"""The guide as a document: all of the file is in it, and what is typed stays as it is typed."""

import re

from game.faces import guide
from game.faces.leafing import leaves
from game.scenario.catalogue import scenarios
from game.words import ENGLISH

READ = (scenarios() / guide.FILE).read_text(encoding="utf-8")


def test_every_heading_every_line_of_code_and_every_word_of_the_guide_is_in_the_document() -> None:
    shown = leaves(guide.document(ENGLISH), headed=True)
    page = "\n".join(f"{leaf.title}\n{leaf.write(70).plain}" for leaf in shown)
    fences = re.findall(r"^```.*\n((?:.*\n)*?)```$", READ, re.MULTILINE)
    assert len(fences) > 20
    lines = {line.rstrip() for line in page.split("\n")}
    for line in "".join(fences).split("\n"):
        assert not line or f"  {line}".rstrip() in lines
    assert [leaf.title for leaf in shown[1:]] == re.findall(r"^## (.*)$", READ, re.MULTILINE)
    told = set(re.findall(r"\w+", page))
    assert set(re.findall(r"\w+", re.sub(r"<!--.*?-->", "", READ))) - told <= {"faulty", "diff"}


def test_cells_of_a_table_keep_their_heads_and_their_bars() -> None:
    (table,) = guide._blocks(["| a | b |", "| --- | --- |", "| `x \\| y` |  |", "| 1 | **2** |"])
    assert isinstance(table, guide.Grid)
    assert table.heads == ("a", "b")
    assert [["".join(span.text for span in cell) for cell in row] for row in table.rows] == [["x | y", ""], ["1", "2"]]
