"""A scenario in an editor: the schema in the real YAML language server, which most editors use, over its protocol."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.scenario.catalogue import assets
from game.scenario.draft_validation import draft
from game.scenario.findings import ScenarioError
from game.scenario.load import examine, shipped
from game.scenario.schema import json_schema
from game.scenario.source import Source, parse
from tests.node.installed import package
from tests.node.language_server import LanguageServer
from tests.scenario.test_compile import MISTAKES, WHOLE

FIRST = "# yaml-language-server: $schema=scenario.schema.json\n"
INJECTS = "# yaml-language-server: $schema=injects.schema.json\n"
HEAD = FIRST + "format: 1\nid: a\nclock: {days: 3}\n"

SHAPE = ("WC102", "WC103", "WC104", "WC105", "WC106", "WC107")


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor in a folder with the shipped schema."""
    program = package("yaml-language-server") / "bin" / "yaml-language-server"
    folder = tmp_path_factory.mktemp("editor")
    for name in ("scenario", "injects"):
        (folder / f"{name}.schema.json").write_bytes((assets() / f"{name}.schema.json").read_bytes())
    server = LanguageServer(["node", str(program), "--stdio"], folder)
    yield server
    server.close()


# --- completion


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("", "│\n"),
        ("Inject", "injects:\n  - id: b\n    │\n"),
        ("Option", "injects:\n  - id: b\n    options:\n      - id: c\n        │\n"),
        (
            "Later",
            "injects:\n  - id: b\n    options:\n      - id: c\n        later:\n          - after: 2\n            │\n",
        ),
        ("Gauge", "gauges:\n  trust:\n    start: 5\n    │\n"),
        ("Role", "roles:\n  head:\n    │\n"),
        ("Document", "injects:\n  - id: b\n    documents:\n      - kind: map\n        │\n"),
        ("Ending", "endings:\n  - id: b\n    │\n"),
    ],
)
def test_every_key_of_a_part_is_offered_with_its_help(editor: LanguageServer, part: str, text: str) -> None:
    schema = json_schema()
    fields = (schema["$defs"][part] if part else schema)["properties"]
    offered = editor.completions(HEAD + text)
    written = {key for key in fields if f"\n{key}: " in HEAD + text or f"{key}: " in text}
    assert {key: help for key, help in offered.items() if key in fields} == {
        key: fields[key]["description"] for key in fields if key not in written
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gauges:\n  trust:\n    shown: │\n", {"open", "assessed", "hidden"}),
        ("gauges:\n  trust:\n    good: │\n", {"high", "low"}),
        ("questions:\n  - id: b\n    when: │\n", {"before", "after", "both"}),
        ("injects:\n  - id: b\n    manual: │\n", {"true", "false", "null"}),
        (
            "injects:\n  - id: b\n    documents:\n      - kind: │\n",
            {"sitrep", "cable", "email", "letter", "report", "press", "radio", "social", "map", "table"},
        ),
        (
            "injects:\n  - id: b\n    options:\n      - id: c\n        advice:\n          d:\n            stance: │\n",
            {"for", "against", "neutral"},
        ),
    ],
)
def test_the_words_that_a_field_knows_are_offered(editor: LanguageServer, text: str, words: set[str]) -> None:
    offered = editor.completions(HEAD + text)
    assert set(offered) == words
    if "shown" in text:
        assert offered["assessed"].startswith("As it was when last assessed")


def test_a_file_of_injects_has_a_schema_of_its_own(editor: LanguageServer) -> None:
    fields = json_schema()["$defs"]["Inject"]["properties"]
    assert set(editor.completions(INJECTS + "- id: b\n  │\n")) == {*fields} - {"id"}
    assert "A role, or vote" in editor.hover(INJECTS + "- id: b\n  deci│ded_by: head\n")
    good, bad = editor.diagnostics(INJECTS + "- id: b\n  title: B\n", INJECTS + "- id: b\n  titel: B\n")
    assert good == []
    assert [line for line, _, _ in bad] == [3]


def test_where_a_text_belongs_nothing_is_offered(editor: LanguageServer) -> None:
    for text in ("title: │\n", "setting: │\n", "injects:\n  - id: b\n    situation: │\n"):
        assert editor.completions(HEAD + text) == {}


def test_a_list_is_begun_as_its_key_is_completed(editor: LanguageServer) -> None:
    inserted = editor.inserted(HEAD + "injects:\n  - id: b\n    │\n")
    assert inserted["options"].startswith("options:\n  - id: ")
    assert inserted["documents"].startswith("documents:\n  - kind: ")
    assert inserted["situation"] == "situation: "


# --- help


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("decided_by: vote", "A role, or vote; left out: the first role."),
        ("holds_if: trust", "What has to hold at the end for the outcome to be 'held'."),
        ("after: 20", "Days after the decision."),
        ("shown: assessed", "As it was when last assessed, and how long ago"),
        ("because: They count", "The concrete thing in this option that serves or strains the lesson."),
    ],
)
def test_pointing_at_a_key_shows_its_help(editor: LanguageServer, word: str, says: str) -> None:
    assert WHOLE.count(word) == 1
    shown = editor.hover(FIRST + WHOLE.replace(word, word[:2] + "│" + word[2:]))
    assert says in shown.replace("\\", "")


# --- marks


def without_schema(text: str) -> str:
    """A text without the line that names its schema: ours comes first here."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("# yaml-language-server"))


# Left out: an editor looks neither at the form of a date nor at a 0 in front, and passes over a word in { } alone.
UNSEEN = ("start: 2031", "start: 050", "chose(market, pass)", "{trust:3,")
MISSHAPEN = [
    (old, new)
    for old, new, code, *_ in MISTAKES
    if code in SHAPE and not old.startswith(UNSEEN) and not new.startswith(UNSEEN)
]
TAKEN = [
    "title: 2031\n",
    "title: true\n",
    "title:\nsummary:\nroles:\ngauges:\ninjects:\n",
    "injects:\n  - {id: b, until: }\n",
]
NAMES = [("trust < 60", "trst < 60"), ("set: [escorts]", "set: [escorst]"), ("to: [srsg]", "to: [srgs]")]

Marks = dict[str, list[tuple[int, int, str]]]


@pytest.fixture(scope="module")
def marks(editor: LanguageServer) -> Marks:
    """What is marked in each text of the tests below."""
    texts = [WHOLE, *(WHOLE.replace(old, new) for old, new in (*MISSHAPEN, *NAMES))]
    texts += [without_schema(text) for path in shipped().values() for text in main_file(path)]
    texts = [FIRST + text for text in texts] + [HEAD + text for text in TAKEN]
    return dict(zip(texts, editor.diagnostics(*texts), strict=True))


def main_file(path: Path) -> list[str]:
    return list(examine(path).source.files.values())[:1]


def test_in_a_scenario_with_every_field_nothing_is_marked(marks: Marks) -> None:
    assert marks[FIRST + WHOLE] == []


@pytest.mark.parametrize("id", sorted(shipped()))
def test_in_the_shipped_scenarios_nothing_is_marked(marks: Marks, id: str) -> None:
    for text in main_file(shipped()[id]):
        assert marks[FIRST + without_schema(text)] == []


@pytest.mark.parametrize(("old", "new"), MISSHAPEN, ids=lambda text: text[:30])
def test_the_mistakes_of_shape_that_check_finds_are_marked_in_their_line(marks: Marks, old: str, new: str) -> None:
    text = FIRST + WHOLE.replace(old, new)
    with pytest.raises(ScenarioError) as problem:
        draft(parse(text, "s.yaml"), Source({"s.yaml": text}))
    assert {finding.place.line for finding in problem.value.findings} <= {line for line, _, _ in marks[text]}


@pytest.mark.parametrize(("old", "new"), NAMES)
def test_names_that_only_the_scenario_gives_are_left_to_check(marks: Marks, old: str, new: str) -> None:
    assert marks[FIRST + WHOLE.replace(old, new)] == []


@pytest.mark.parametrize("text", TAKEN)
def test_nothing_is_marked_that_check_takes(marks: Marks, text: str) -> None:
    assert draft(parse(HEAD + text, "s.yaml"), Source({"s.yaml": HEAD + text})).id == "a"
    assert marks[HEAD + text] == []
