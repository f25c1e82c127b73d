"""The graph says what leads to what, and its pictures hold any text."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.author.graph import Edge, EdgeCause, Graph, NodeKind, graph
from game.author.graph_file import draw
from game.author.graph_svg import clustered, svg
from game.author.graph_text import outline
from game.author.mermaid import label, mermaid
from game.author.svg_writer import fitted, width, wrapped
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import branch, ending, inject, later, option, trend
from tests.strategies import scenarios

HOSTILE = (
    "<script>alert(1)</script>", '"]; click n0 "javascript:x"', "</title></svg>", "end", "a -->|x| b", "`code` **b**",
    "#quot; &amp; &lt;", "]]>", "<!--", "%%{init: {}}%%", "ـﷺ漢字\u202e", "\\u0000", "x" * 299,
)  # fmt: skip


def links(made: Graph) -> list[tuple[str, str, str]]:
    return [(made.node(edge.source).id, made.node(edge.target).id, edge.cause.id) for edge in made.edges]


def test_a_flag_leads_from_where_it_is_set_to_where_it_is_asked_about() -> None:
    made = graph(
        kit.scenario(
            [
                inject("a", option("x", set=["f"]), option("y"), day=1),
                inject("b", option("z", requires="f"), option("w"), day=3),
                inject("c", day=4, when="not f"),
            ],
            flags=["f"],
        )
    )
    assert links(made) == [("a", "b", "f"), ("a", "c", "f")]
    assert made.edges[0].by == ("x",)
    assert (made.edges[0].asks, made.edges[1].asks) == (("z",), ("when",))


def test_a_choice_leads_to_what_asks_about_it() -> None:
    made = graph(
        kit.scenario(
            [
                inject("a", option("x"), option("y"), day=1),
                inject("b", option("z"), day=3, when="chose(a, x)"),
                inject("c", day=4, when="chose(b)"),
            ]
        )
    )
    assert links(made) == [("a", "b", "a.x"), ("b", "c", "b")]


def test_a_delayed_effect_is_dotted_to_the_day_it_lands() -> None:
    made = graph(
        kit.scenario(
            [
                inject("a", option("x", later=[later(5, set=["f"]), later(2, effects={"trust": 1})]), day=1),
                inject("b", day=4, until=8, when="f"),
                inject("early", day=3, when="f"),
            ],
            flags=["f"],
        )
    )
    assert [(edge.target, edge.lands) for edge in made.edges] == [("inject:b", 6)]
    assert [(landing.day, landing.matters) for landing in made.nodes[0].landings] == [(3, False), (6, True)]


def test_luck_trends_and_endings_have_their_place() -> None:
    made = graph(
        kit.scenario(
            [inject("a", option("x", chance=[branch(1, set=["f"]), branch(1)]), day=1), inject("c", day=9, when="g")],
            flags=["f", "g"],
            trends=[trend("t", 3, when="f", set=["g"])],
            endings=[ending("e", when="g"), ending("else")],
        )
    )
    assert links(made) == [("a", "t", "f"), ("t", "c", "g"), ("t", "e", "g")]
    assert [node.kind for node in made.nodes] == [NodeKind.INFORMATION if n == "c" else k for n, k in (
        ("a", NodeKind.DECISION), ("c", NodeKind.INFORMATION), ("t", NodeKind.TREND), ("e", NodeKind.ENDING),
    )]  # fmt: skip


def test_what_comes_too_late_leads_nowhere() -> None:
    made = graph(kit.scenario([inject("b", day=3, when="f"), inject("a", option("x", set=["f"]), day=9)], flags=["f"]))
    assert made.edges == ()


def test_the_tray_stands_behind_the_days() -> None:
    made = graph(kit.scenario([inject("a", manual=True), inject("b", day=20)]))
    assert [(node.id, node.number) for node in made.nodes] == [("b", 1), ("a", 2)]


# --- pictures


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter() if element.tag.endswith("text")]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_gets_out_of_the_picture(title: str) -> None:
    played = kit.scenario(
        [
            inject("a", option("x", label=title, set=["f"]), title=title, day=1),
            inject("b", day=2, when="chose(a, x) or f"),
        ],
        flags={"f": {"title": title}},
        title=title,
    )
    root = ElementTree.fromstring(svg(graph(played)))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg", "title", "style", "rect", "line", "text", "circle", "polygon",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.startswith(("on", "href"))]
    for line in mermaid(graph(played)).splitlines():
        assert re.fullmatch(r'\s*(flowchart LR|end|subgraph g\d+\["[^"<>`]*"\]|n\d+\S{1,2}"[^"<>`]*"\S{1,2}'
                            r'|n\d+ ~~~ n\d+|n\d+ -->\|"[^"<>`]*"\| n\d+)', line), line  # fmt: skip


def test_a_picture_asks_for_nothing_from_outside() -> None:
    picture = svg(graph(load(shipped()["orvane_mission"])))
    assert picture.count("http") == 1  # the name of the SVG format
    for word in ("@import", "@font-face", "url(", "xlink", "<script", "<image"):
        assert word not in picture
    assert "prefers-color-scheme: dark" in picture


def test_the_flagship_is_drawn_without_overlaps() -> None:
    flagship = load(shipped()["orvane_mission"])
    root = ElementTree.fromstring(svg(graph(flagship)))
    boxes_drawn = [each for each in root.iter() if each.get("class", "").startswith("box ")]
    assert len(boxes_drawn) >= len(flagship.injects)
    boxes = sorted(
        (int(each.get("x", 0)), int(each.get("x", 0)) + int(each.get("width", 0)))
        for each in root.iter()
        if each.get("class", "").startswith("box ")
    )
    assert all(left[1] < right[0] for left, right in pairwise(boxes))
    spans: dict[int, list[tuple[float, float]]] = {}
    for each in root.iter():
        if each.tag.endswith("text"):
            kind, said = each.get("class", ""), "".join(t for t in each.itertext())
            said = (each[0].tail if len(each) else each.text) or said
            wide = width(said, 10.5 if "note" in kind else 12) * 0.9
            x = float(each.get("x", 0))
            left = x - wide / 2 if "middle" in kind else x - wide if "end" in kind.split() else x
            spans.setdefault(int(each.get("y", 0)), []).append((left, left + wide))
    for y, held in spans.items():
        held.sort()
        for left, right in pairwise(held):
            assert left[1] <= right[0] + 1, (y, left, right)


@settings(max_examples=30)
@given(scenarios())
def test_every_scenario_can_be_drawn(played: Scenario) -> None:
    made = graph(played)
    ElementTree.fromstring(svg(made))
    assert mermaid(made).startswith("flowchart LR\n")
    assert [node for node, _ in outline(made)] == list(made.nodes)
    assert len({node.key for node in made.nodes}) == len(made.nodes)


@given(st.text(max_size=80))
def test_a_label_has_no_sign_that_acts(text: str) -> None:
    made = re.sub(r"#\d+;", "", label(text))
    assert not set(made) & set('"[](){}<>|`#;&%=@$*_~^\\\n')


@given(st.text(max_size=200), st.integers(20, 300))
def test_a_text_is_cut_to_its_room(text: str, room: int) -> None:
    assert width(fitted(text, room, 12), 12) <= room + 12
    assert len(wrapped(text, room, 12, 3)) <= 3


def test_labels_that_would_run_into_each_other_share_one() -> None:
    assert clustered([(0, 1), (10, 2), (100, 9)], 30) == [(5, [1, 2]), (100, [9])]


def test_the_outline_says_both_ends_of_an_edge() -> None:
    played = kit.scenario(
        [inject("a", option("x", set=["f"]), day=1), inject("b", option("z", requires="f"), day=3)], flags=["f"]
    )
    made = graph(played)
    said = {node.id: [link.said(made) for link in held] for node, held in outline(made)}
    assert said == {"a": ["B, by f (x)"], "b": ["A: x sets f; asked for z"]}
    assert made.edges == (Edge("inject:a", "inject:b", EdgeCause(True, "f", "F"), ("x",), ("z",)),)


def test_the_ending_of_the_name_says_which_picture(tmp_path) -> None:
    from game.author.errors import AuthorError

    played = kit.scenario([inject("a", day=1)])
    assert draw(played, tmp_path / "a.svg") == "1 box and 0 links"
    assert draw(played, tmp_path / "a.MMD")
    with pytest.raises(AuthorError, match="ends neither"):
        draw(played, tmp_path / "a.png")


def test_what_is_also_read_and_what_is_told_afterwards_ask_as_well() -> None:
    also = [{"when": "f", "text": "Seen."}, {"when": "chose(a, y)", "text": "Heard."}]
    scenario = kit.scenario(
        [inject("a", option("x", set=["f"]), option("y"), day=1), inject("b", day=3, also=also)],
        flags=["f"],
        epilogue=[
            {"about": "The well", "when": "trust < 3", "text": "Dry."},
            {"about": "The mayor", "when": "chose(a, x)", "text": "Gone."},
            {"about": "The mayor", "when": "f", "text": "Here."},
        ],
    )
    made = graph(scenario)
    wanted = [("a", "b", "f"), ("a", "b", "a.y"), ("a", "The mayor", "f"), ("a", "The mayor", "a.x")]
    assert sorted(links(made)) == sorted(wanted)
    assert {edge.asks for edge in made.edges if edge.target == "inject:b"} == {("also read",)}
    assert [(node.title, node.kind) for node in made.nodes if not node.number] == [("The mayor", NodeKind.EPILOGUE)]
    said = [link.said(made) for node, held in outline(made) for link in held if node.id in ("b", "The mayor")]
    assert "A: x sets f; asked for what is also read" in said
    assert "A: x sets f; asked for whether it comes up" in said
    assert "Told afterwards" in mermaid(made)
    assert "Told afterwards" in svg(made)
    ElementTree.fromstring(svg(made))


def test_what_a_run_opens_with_sets_what_is_asked_about_and_stands_first() -> None:
    scenario = kit.scenario(
        [inject("a", day=1), inject("b", day=3, when="burnt")],
        flags=["burnt", "spare"],
        opens_with=[{"flag": "burnt", "ask": "Did it burn?"}, {"flag": "spare", "ask": "Was one left?"}],
    )
    made = graph(scenario)
    assert links(made) == [("burnt", "b", "burnt")]
    assert (made.nodes[0].id, made.nodes[0].kind) == ("burnt", NodeKind.OPENING)
    assert "spare" not in {node.id for node in made.nodes}  # nothing asks about it
    assert "Brought along" in mermaid(made)
    assert "Brought along" in svg(made)
    ElementTree.fromstring(svg(made))
    said = [link.said(made) for node, held in outline(made) for link in held if node.id == "b"]
    assert said == ["Burnt: sets burnt; asked for whether it comes up"]
