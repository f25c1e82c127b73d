"""What a screen or a prompt says is a message: no literal with words reaches a reader past `game.words`.

The first reads the source of both rooms and finds a bare literal in whatever is shown, asked or returned as a
sentence. The others draw a seat in a language that puts brackets round every message.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.scenario.catalogue import catalogue
from game.scenario.glossary import glossary
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario
from game.ui.seat import seat_sheet as seat
from game.ui.seat.header_line import clock
from game.ui.shell.actions import Where, acts
from game.ui.shell.help import sections
from game.ui.shell.screen_base import footer
from game.words import ENGLISH
from tests.exercise.test_messages import PEOPLE
from tests.faces.test_pseudo import CLOSE, OPEN, PSEUDO, outside
from tests.walk.stages import Day, Met, alone, in_class, made

ROOMS = Path(__file__).resolve().parents[3] / "game"
FILES = sorted(path for room in ("ui", "plain") for path in (ROOMS / room).rglob("*.py"))
SHOWN = {
    *("say", "add", "line", "heading", "prose", "literal", "Static", "Picker", "Boxes", "Confirm", "AskText", "Line"),
    *("AskNumber", "Reader", "RecallPanel", "SystemCommand", "pause", "ask", "number", "pick", "sure", "be_sure"),
    *("Deed", "enter", "refuse", "notify", "named"),
}
"""Calls whose arguments are read by somebody."""
NAMED = {"placeholder", "hint", "leave", "right", "skips", "title"}
"""Their arguments by name that are."""
WORDS = {"ENGLISH", "words", "self.words", "asyncio"}
"""Whose `say` makes a message, or shows nothing."""
KEYS = {"Enter", "Esc", "Ctrl+P", "Ctrl+J", "Tab", "Shift", "PgUp PgDn", "↑ ↓ PgUp PgDn", "text", "number"}
"""Names of keys, and kinds of what may follow a letter."""
STYLE = re.compile(r"(bold|italic|reverse|on |\$|#)")


def parts(node: ast.expr) -> Iterator[ast.expr]:
    """The literals that an expression may come to; what is called inside is judged by itself."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield node
        case ast.IfExp(body=body, orelse=other):
            yield from (*parts(body), *parts(other))
        case ast.BinOp(left=left, right=right):
            yield from (*parts(left), *parts(right))
        case ast.BoolOp(values=several) | ast.List(elts=several) | ast.Tuple(elts=several):
            for each in several:
                yield from parts(each)
        case ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner) | ast.Starred(value=inner):
            yield from parts(inner)


def says(node: ast.expr) -> str:
    """The words of a literal, without its places."""
    if isinstance(node, ast.Constant):
        return "" if STYLE.match(node.value) or node.value in KEYS else node.value
    assert isinstance(node, ast.JoinedStr)
    pieces = [each.value for each in node.values if isinstance(each, ast.Constant)]
    inner = [says(part) for each in node.values if isinstance(each, ast.FormattedValue) for part in parts(each.value)]
    return "" if "offer('" in pieces or STYLE.match("".join(pieces).strip()) else "".join((*pieces, *inner))


def bare(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every literal with a word in it that is shown, asked or given back as a sentence, with its line."""
    for node in ast.walk(tree):
        found: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            if name in SHOWN and owner not in WORDS:
                found = [*node.args, *(each.value for each in node.keywords if each.arg in NAMED)]
        elif isinstance(node, ast.Assign) and any(getattr(each, "attr", "") == "border_title" for each in node.targets):
            found = [node.value]
        elif isinstance(node, ast.Return) and node.value is not None:
            found = [each for each in parts(node.value) if isinstance(each, ast.JoinedStr) or " " in ast.unparse(each)]
        for part in (inner for each in found for inner in parts(each)):
            if re.search(r"[A-Za-z]{3}", says(part)):
                yield part.lineno, ast.unparse(part)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("page.line('Nothing yet')", 1),
        ("page.line(ENGLISH.say('Nothing yet'))", 0),
        ("self.program.say(f'Deleted: {run}.')", 1),
        ("literal('', 'bold $text-primary')", 0),
        ("panel.border_title = 'About'", 1),
        ("def f(): return 'Nothing is lost.' if there else ''", 1),
    ],
)
def test_a_bare_literal_is_seen(source: str, count: int) -> None:
    assert len(list(bare(ast.parse(source)))) == count


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOMS).as_posix())
def test_no_literal_reaches_a_reader_past_the_words(path: Path) -> None:
    assert list(bare(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who reads English reads the language with brackets."""
    for name, module in list(sys.modules.items()):
        if name.startswith("game.") and getattr(module, "ENGLISH", None) is ENGLISH:
            monkeypatch.setattr(module, "ENGLISH", PSEUDO)


def drawn(met: Met) -> Iterator[str]:
    """The parts of a seat's screen, each as one text, on every page that it turns to."""
    view, inject = met.view, met.view.inject
    pages = ("", "advice", "private", "since", "outcome", "spread", "messages", "timeline", "gauges", "who", "role")
    turned = [seat.Turned(page=page) for page in (*pages, "lessons", "so_far", "map", "plan")]
    turned += [seat.Turned(shelf=seat.PaperShelf.TABLE)] if inject and inject.documents else []
    for each in turned:
        sheet = seat.sheet(view, each, seat.Looked(), 400, 60)
        parts = (sheet.header, sheet.banner, sheet.tabs, sheet.page, sheet.said, *sheet.items, sheet.strip)
        yield from (part.plain for part in (*parts, *(text for _, text in sheet.side)))
        yield from (sheet.title, sheet.subtitle, sheet.question, sheet.list_title, sheet.fold)
        yield from (title for title, _ in sheet.side)


def unsaid(texts: Iterator[str], scenario: Scenario) -> set[str]:
    """What stands there in English alone that neither the author nor somebody at the table wrote."""
    weeks = re.compile(r"\bw\d+\b")
    lines = {weeks.sub("|", line) for text in texts for line in re.split(r"\n|  +", without_messages(text))}
    emphasised = ("The causeway joins two banks that no longer greet each other",)  # its marks divide it
    return outside(tuple(lines), scenario, catalogue(), known_lessons(scenario), PEOPLE, emphasised, ("WHITECELL",))


def without_messages(text: str) -> str:
    """A text without what stands in brackets, from the innermost outwards."""
    inner = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
    while inner.search(text):
        text = inner.sub("|", text)
    return text


@pytest.mark.usefixtures("pseudo")
def test_a_seat_alone_is_said_in_the_readers_language(tmp_path: Path) -> None:
    assert unsaid((text for met in alone(tmp_path) for text in drawn(met)), made()) == set()


@pytest.mark.usefixtures("pseudo")
def test_a_seat_of_a_class_is_said_in_the_readers_language(tmp_path: Path) -> None:
    assert unsaid((text for met in in_class(Day(tmp_path, made())) for text in drawn(met)), made()) == set()


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("where", Where)
def test_keys_clock_and_help_are_said_in_the_readers_language(where: Where) -> None:
    texts = (footer(acts(where), 800).plain, sections(where, ""), sections(where, "zzz"), clock(0), clock(70))
    names = (*(act.shown for act in acts(where)), "Ctrl", "Shift", "zzz")
    assert outside(texts, names, tuple(glossary())) == set()
