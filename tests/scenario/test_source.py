"""Reading YAML: positions, the traps of YAML 1.1, what is refused, and that no file takes long or falls over."""

import json
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.scenario import source
from game.scenario.findings import Finding, Place, ScenarioError
from game.scenario.node import Node, walk
from game.scenario.source import MAX_BYTES, Source, lines_of, parse, read_text


def tried(text: str) -> Node | tuple[Finding, ...]:
    """The tree of a text, or why there is none."""
    try:
        return parse(text, "s.yaml")
    except ScenarioError as problem:
        return problem.findings


def refusal(text: str) -> Finding:
    """The one finding with which a text is refused."""
    with pytest.raises(ScenarioError) as problem:
        parse(text, "s.yaml")
    assert len(problem.value.findings) == 1
    return problem.value.findings[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("12:30", "12:30"),
        ("1:20", "1:20"),
        ("0o17", "0o17"),
        ("017", "017"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("1.5", "1.5"),
        (".inf", ".inf"),
        ("2031-03-01", "2031-03-01"),
        ("=", "="),
        ("<<", "<<"),
        ("12", 12),
        ("+5", 5),
        ("-0", 0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ('""', ""),
        ("'null'", "null"),
        ("|\n  12\n", "12\n"),
        ("١٢", "١٢"),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, "9" * 19),
    ],
)
def test_only_true_false_null_and_whole_numbers_are_anything_but_text(written: str, read: object) -> None:
    value = parse(f"key: {written}", "s.yaml").value()
    assert value == {"key": read}
    assert type(value["key"]) is type(read)


def test_every_value_knows_its_line_and_column() -> None:
    root = parse("format: 1\ninjects:\n  - id: böse\n    to: [a, b]\n  - {id: 'x'}\n", "s.yaml")
    at = {node.text: (node.line, node.column) for node in walk(root) if node.kind == "scalar"}
    assert at["format"] == (1, 1)
    assert at["böse"] == (3, 9)
    assert at["b"] == (4, 13)
    assert at["x"] == (5, 10)
    assert root.find(("injects", 1)).place == Place("s.yaml", 5, 5)
    assert root.find(("injects", 0, "to", 1)).text == "b"
    assert root.find(("injects", 0, "nothing", 1)).place == Place("s.yaml", 3, 5)


def test_a_byte_order_mark_and_windows_line_ends_move_no_position() -> None:
    text = "a: 1\r\nb:\r\n  - c\r\n"
    plain, marked = parse(text, "s.yaml"), parse("\ufeff" + text, "s.yaml")
    assert [node.place for node in walk(plain)] == [node.place for node in walk(marked)]
    assert marked.value() == {"a": 1, "b": ["c"]}
    read = Source({"s.yaml": "\ufeff" + text}, {"s.yaml": "given/s.yaml"})
    assert [read.line(Place("given/s.yaml", line)) for line in (0, 1, 2, 3, 9)] == ["", "a: 1", "b:", "  - c", ""]


@given(
    st.lists(st.text(st.characters(categories=("L", "N", "Zs")), max_size=9), min_size=1),
    st.sampled_from("\n\r\x85\u2028"),
)
def test_lines_are_counted_as_the_parser_counts_them(words: list[str], end: str) -> None:
    text = end.join(f"- '{word}'" for word in words)
    nodes = parse(text, "s.yaml").children
    assert [node.line for node in nodes] == list(range(1, len(words) + 1))
    assert [lines_of(text)[node.line - 1] for node in nodes] == [f"- '{word}'" for word in words]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "says", "cure"),
    [
        ("a: 1\nb: 2\na: 3\n", "WC012", 3, 1, "'a' stands here a second time; the first is in line 1.", "Keep one"),
        ("{x: 1, x: 2}", "WC012", 1, 8, "'x' stands here a second time", ""),
        ("a: &name 1", "WC007", 1, 4, "anchors (&name) are not part", "Write the text out"),
        ("a: *name", "WC007", 1, 4, "aliases (*name) are not part", "quotes"),
        ("a: !!python/object:os.system x", "WC008", 1, 4, "tags (words that begin with !)", "double quotes"),
        ("a: !important", "WC008", 1, 4, "tags", ""),
        ("a: !!str 5", "WC008", 1, 4, "tags", ""),
        ("a: ! {}", "WC008", 1, 4, "tags", ""),
        ("a: ! []", "WC008", 1, 4, "tags", ""),
        ("a: 1\n---\nb: 2\n", "WC010", 3, 1, "a second document begins here.", "delete '---'"),
        ("? [a, b]\n: 1\n", "WC011", 1, 3, "a key has to be a word", ""),
        ("{a: 1}: 2", "WC011", 1, 1, "a key has to be a word", ""),
        ("", "WC013", 1, 1, "this file is empty.", "Begin with 'format: 1'."),
        ("\n\n", "WC013", 1, 1, "this file is empty.", ""),
        ("a: \x07", "WC004", 1, 4, "there is a character here (code 0x7)", "Delete it."),
        ("a: 1\nböse: \x00", "WC004", 2, 7, "(code 0x0)", ""),
        ("a:\n\tb: 1\n", "WC014", 2, 1, "a tab stands where spaces have to.", "Indent with spaces."),
        ("title: The wall: a story\n", "WC014", 1, 16, "there is a second ': ' here.", "double quotes"),
        ("a: 'never closed\nb: 2\n", "WC014", 1, 4, "a quote is opened and never closed.", "Close it"),
        ("a: [1, 2\nb: 3\n", "WC014", 1, 4, "a bracket is opened here and not closed", "Close it"),
        (
            "a:\n  b: 1\n   c: 2\n",
            "WC014",
            3,
            4,
            "'c' does not line up with 'b' in line 2.",
            "Write 2 spaces before it",
        ),
        ("- a: 1\n  b:\n    - x: 1\n c: 2\n", "WC014", 4, 2, "'c' does not line up with 'b' in line 2.", "Write 2 sp"),
        ("- a: 1\n   b: 2\n", "WC014", 2, 4, "'b' does not line up with 'a' in line 1.", "Write 2 spaces"),
        (
            "a:\n  - b: 1\n    c: 2\n    - b: 3\n",
            "WC014",
            4,
            5,
            "'- b: 3' does not line up with '- b: 1' in line 2.",
            "Write 2 spaces before it, not 4.",
        ),
        ("a:\n  - b: 1\n - b: 3\n", "WC014", 3, 2, "'- b: 3' does not line up", "Write 2 spaces before it, not 1."),
        (
            "a:\n  - b: 1\n    c:\n      - x: 1\n    - b: 2\n      c: 3\n",
            "WC014",
            5,
            5,
            "'- b: 2' does not line up with '- b: 1' in line 2.",
            "Write 2 spaces before it, not 4.",
        ),
        (
            "- a:\n    - b: 1\n      c: 1\n  - b: 2\n    d: 2\n- b: 3\n  d: 3\n",
            "WC014",
            4,
            3,
            "'- b: 2' does not line up with '- b: 1' in line 2.",
            "Write 4 spaces before it, not 2.",
        ),
        (
            "- b: 1\n  c: 2\n    d: 3\n",
            "WC014",
            3,
            5,
            "'d' stands farther in than 'c' in line 2, as if it went on with it.",
            "Write 2 spaces before it, not 4; or, if it is text, put the whole text in double quotes.",
        ),
        ("- b 1\n  c: 2\n", "WC014", 1, 4, "a key without its ':' stands here.", "Write '- b: 1'."),
        ("- b\n  c: 2\n", "WC014", 1, 4, "a key without its ':' stands here.", "Write '- b: ...'."),
        ("a:\n  - b: 1\n  b: 2\n", "WC014", 3, 3, "'b' stands where the items of a list begin", "write '- b: 2'."),
        (
            "a:\n    b: 1\n    c: 2\n  - b: 2\n",
            "WC014",
            2,
            5,
            "the list that goes on in line 4 begins here without its '- '.",
            "Write '- b: 1' with 2 spaces before it.",
        ),
        ("- a: 1\n  b: 2\n  a: 3\n", "WC012", 3, 3, "a second time", "write '- a: 3' with no space before it; else"),
        ("a: 1\nb:5\nc: 2\n", "WC014", 2, 2, "a space is missing behind this ':'.", "Write 'b: 5'."),
        ("a: 1\nb c\nd: 2\n", "WC014", 2, 1, "a key without its ':' stands here.", "further in"),
        ("a: %5\n", "WC014", 1, 4, "YAML keeps this character for itself.", "double quotes"),
        ("a:\n  - 1\n - 2\n", "WC014", 3, 2, "", ""),
        ("a: - 1\n", "WC014", 1, 4, "a list begins in the middle of a line.", "next line"),
        ('a: "\\q"\n', "WC014", 1, 5, "a backslash in double quotes begins a code.", "single quotes"),
        ("a: 1\n b: 2\n", "WC014", 2, 2, "'b' does not line up with 'a' in line 1.", "Write no space before it"),
        (
            "when: 'day > 3' and warned\n",
            "WC014",
            1,
            7,
            "begins with a quote but goes on",
            "the whole condition in double",
        ),
        ('- title: "War" and peace\n', "WC014", 1, 10, "begins with a quote but goes on", "one pair of quotes"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused_with_its_place(
    text: str, code: str, line: int, column: int, says: str, cure: str
) -> None:
    found = refusal(text)
    assert (found.code, found.place) == (code, Place("s.yaml", line, column))
    assert says in found.says
    assert cure in found.cure
    assert found.source == (lines_of(text)[line - 1] if text else "")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "- " * 100_000,
        "{a: " * 100_000,
        "? " * 50_000,
        "a: " + "x" * 2_000_000,
        "a: '" + "x" * 2_000_000,
        'a: "' + "\\" * 1_000_000,
        "x" * 2_000_000 + ": 1",
        "'" * 1_000_000,
        "a: '" + "#'" * 500_000,
        "a: [" + "1, " * 700_000,
        "- a\n" * 1_000_000,
        "&a " * 300_000,
        "\n" * 4_000_000,
        "#" * 4_000_000,
        " " * 4_000_000 + "a",
        "a: |\n" + " x\n" * 1_000_000,
        "%TAG ! tag:x,2000:\n" * 1000 + "--- a",
        "".join(f"k{number}: 1\n" for number in range(300_000)),
    ],
    ids=lambda text: f"{text[:8]!r}*{len(text)}",
)
def test_no_file_takes_long_or_falls_over(text: str) -> None:
    start = time.process_time()
    made = tried(text)
    # A hang is what this is about; how fast it is, is measured elsewhere.
    assert time.process_time() - start < 10
    if not isinstance(made, Node):
        assert all(len(line) < 300 for finding in made for line in finding.shown().split("\n"))


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    found = refusal("\n".join(lines))
    assert (found.code, found.place.line) == ("WC007", 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n" * 5_001, "this list has more than 5,000 items."),
        ("".join(f"k{number}:\n" for number in range(5_001)), "this map has more than 5,000 keys."),
        (("- [" + "1," * 4_500 + "]\n") * 120, "this file is little but brackets and commas."),
    ],
    ids=["items", "keys", "density"],
)
def test_too_many_values_are_refused(text: str, says: str) -> None:
    found = refusal(text)
    assert found.code == "WC006"
    assert says in found.says


def test_more_values_than_any_scenario_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_NODES", 60_000)
    found = refusal(("- [" + "12345678901, " * 4_500 + "]\n") * 15)
    assert (found.code, found.says) == ("WC006", "this file has more than 60,000 values.")


def test_nesting_is_allowed_to_forty_and_not_further() -> None:
    assert parse("[" * 40 + "]" * 40, "s.yaml").kind == "list"
    assert refusal("[" * 41 + "]" * 41).code == "WC009"


@given(st.text(max_size=200) | st.text("a:-[]{}'\"|>&*!%@#,? \n\t\\0", max_size=80))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    made = tried(text)
    lines = len(lines_of(text))
    assert isinstance(made, Node) or all(1 <= finding.place.line <= lines + 1 for finding in made)


@given(st.recursive(st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=9), st.lists, max_leaves=9))
def test_what_json_says_is_read_as_json_means_it(value: object) -> None:
    text = json.dumps({"a": value}).replace("\\ud", "x")  # half of a surrogate pair is no text to YAML
    assert parse(text, "s.yaml").value() == json.loads(text)


def test_without_the_c_parser_the_same_is_read_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_Loader", yaml.Loader)
    assert parse("\ufeffa: no\nb: [1, 'x']\n", "s.yaml").value() == {"a": "no", "b": [1, "x"]}
    assert refusal("a: 1\na: 2\n").code == "WC012"
    assert refusal("a:\n\tb: 1\n").says.startswith("a tab stands where spaces have to")
    assert refusal("[" * 5000).code == "WC009"
    assert refusal("a: \x07").code == "WC004"


# --- files


def test_a_file_is_kept_to_the_last_byte(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfa: 1\r\nb: \xc3\xb6\r\n"
    (tmp_path / "s.yaml").write_bytes(data)
    assert read_text(tmp_path / "s.yaml", "s.yaml").encode() == data


@pytest.mark.parametrize(
    ("data", "code", "place", "says"),
    [
        (b"a: 1\nb: \xff\xfe\x00", "WC003", "s.yaml:2:4", "this is not text in UTF-8."),
        ("format: 1".encode("utf-16"), "WC003", "s.yaml:1:1", "this is text in UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "WC003", "s.yaml:1:1", "not text in UTF-8"),
        (b"x" * (MAX_BYTES + 1), "WC002", "s.yaml", "this file is larger than 16 MB."),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes, code: str, place: str, says: str) -> None:
    (tmp_path / "s.yaml").write_bytes(data)
    with pytest.raises(ScenarioError) as problem:
        read_text(tmp_path / "s.yaml", "s.yaml")
    found = problem.value.findings[0]
    assert (found.code, str(found.place)) == (code, place)
    assert says in found.says


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"gone.yaml: this file cannot be read: no such file or directory\."):
        read_text(tmp_path / "gone.yaml", "gone.yaml")
