"""Nothing from outside reaches a widget as a plain string: Textual would read it as markup.

What a widget shows is made by `game.faces.content_builder` (literal, Page), a page, or is a constant of ours.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[3] / "game" / "ui"
FILES = sorted(UI.rglob("*.py"))
SHOWS = {"Static", "Label", "Button", "Option", "Prose", "Checkbox", "RadioButton", "Link", "Collapsible", "Tab"}
METHODS = {"update", "show", "add_option", "replace_option_prompt_at_index", "prompt"}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}


def shown(tree: ast.AST) -> Iterator[tuple[int, ast.expr]]:
    """Every expression that becomes a widget's text, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if (name in SHOWS and node.args) or (
                name in METHODS and node.args and isinstance(node.func, ast.Attribute)
            ):
                yield node.lineno, node.args[-1] if name == "replace_option_prompt_at_index" else node.args[0]
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
                    yield node.lineno, node.value


def harmless(node: ast.expr) -> bool:
    """A constant, or something other than a string that was put together here."""
    match node:
        case ast.Constant():
            return "[" not in str(node.value)
        case ast.JoinedStr():
            # Numbers of ours may stand in it: page 1 of 3.
            return all(isinstance(part, ast.Constant) or is_number(part) for part in node.values)
        case ast.BinOp():
            return False
        case ast.IfExp():
            return harmless(node.body) and harmless(node.orelse)
        case _:
            return True


def is_number(part: ast.expr) -> bool:
    """Whether a replacement field is a sum or a length."""
    if not isinstance(part, ast.FormattedValue):
        return False
    inner = part.value
    return isinstance(inner, ast.BinOp) or (
        isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "len"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_string_put_together_here_becomes_a_widgets_text(path: Path) -> None:
    for line, expression in shown(ast.parse(path.read_text(encoding="utf-8"))):
        assert harmless(expression), f"{path.relative_to(UI)}:{line} shows {ast.unparse(expression)}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_what_could_act_on_a_text_is_not_used(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            assert name not in ("MarkdownViewer", "from_markup", "open_url"), f"{path.name}:{node.lineno} uses {name}"


def test_toasts_are_shown_in_one_place_and_without_markup() -> None:
    calls = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "notify":
                calls.append((path.name, {each.arg: ast.unparse(each.value) for each in node.keywords}))
    assert [(name, keywords["markup"]) for name, keywords in calls] == [("app_base.py", "False")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_every_list_marks_its_row_with_a_sign_and_never_reads_markup(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "OptionList"), "use MarkedList"
