"""Findings as people read them: the caret stands under the mistake, and the suggestion is the right one."""

import random
import re
import string
from collections.abc import Iterator

import pytest

from game.scenario import model
from game.scenario.catalogue import catalogue
from game.scenario.check import check_files
from game.scenario.findings import Finding, Level, Place, did_you_mean, error, excerpt, nearest
from game.scenario.load import load, shipped
from game.scenario.node import Node
from game.scenario.source import parse, walk
from tests.scenario.test_compile import WHOLE


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("legitimcy", "legitimacy"),
        ("legtimacy", "legitimacy"),
        ("Legitimacy", "legitimacy"),
        ("legitmiacy", "legitimacy"),
        ("legitimacy_", "legitimacy"),
        ("public-trust", "public_trust"),
        ("public trust", "public_trust"),
        ("publictrust", "public_trust"),
        ("trust_public", None),
        ("xyz", None),
        ("", None),
        ("x" * 90, None),
    ],
)
def test_the_nearest_name_is_within_two_edits_or_much_alike(word: str, meant: str | None) -> None:
    assert nearest(word, ["legitimacy", "public_trust", "funds", "day"]) == meant
    assert did_you_mean(word, ["legitimacy", "public_trust"]) == (f"Did you mean '{meant}'?" if meant else "")


def mistyped(word: str, edits: int, dice: random.Random) -> str:
    """The word with so many slips of the finger: a letter too many, too few, another, or two swapped."""
    letters = list(word)
    for _ in range(edits):
        at = dice.randrange(len(letters))
        match dice.randrange(4):
            case 0:
                letters.insert(at, dice.choice(string.ascii_lowercase))
            case 1 if len(letters) > 1:
                del letters[at]
            case 2:
                letters[at] = dice.choice(string.ascii_lowercase)
            case _:
                letters[at : at + 2] = reversed(letters[at : at + 2])
    return "".join(letters)


def vocabularies() -> list[list[str]]:
    """What an author may mistype, each with what else it could have been."""
    parts = [model.Draft, *model.DraftPart.__subclasses__(), *model.ChangeDraft.__subclasses__()]
    known = [[info.alias or name for name, info in part.model_fields.items()] for part in parts]
    for path in shipped().values():
        made = load(path)
        known += [list(made.names.gauge_index) + list(made.names.flag_index), list(made.names.inject_index)]
        known += [[role.id for role in made.roles], list(made.lessons)]
        known += [[option.id for option in inject.options] for inject in made.injects]
    return [*known, list(catalogue().lessons)]


def test_of_names_mistyped_in_up_to_two_places_nearly_all_are_understood(capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(1)
    right = tried = 0
    for known in vocabularies():
        for name in known:
            for edits in (1, 2) * 10:
                word = mistyped(name, edits, dice)
                if word not in known:
                    tried += 1
                    right += nearest(word, known) == name
    with capsys.disabled():
        print(f"\n  right suggestions: {right} of {tried} mistyped names, {right / tried:.1%}")
    assert right / tried >= 0.95


# --- the same in a file, from the slip of a finger to the sentence


def written_names() -> Iterator[tuple[Node, str]]:
    """Every key of the format and every use of a name in a scenario with every field: its node, and the word."""
    root = parse(WHOLE, "whole.yaml")
    ids = {"roles", "gauges", "flags", "lessons"}
    for node in walk(root):
        for key, value in node.items:
            if not any(node is root.get(part) for part in ids):
                yield key, key.text
            if key.text in ("to", "set", "clear", "assess"):
                yield from ((child, child.text) for child in value.children)
            elif key.text in ("when", "requires", "holds_if", "about") and value.text not in ("before", "after"):
                yield from (
                    (value, word) for word in re.findall(r"[a-z_]{3,}", value.text) if word not in ("and", "not")
                )
            elif key.text in ("decided_by", "default", "inject", "kind", "labels", "good", "shown"):
                yield value, value.text


def test_in_a_file_nearly_every_slip_gets_the_right_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(2)
    right = tried = 0
    lines = WHOLE.split("\n")
    for node, word in written_names():
        line = lines[node.line - 1]
        at = line.index(word, node.column - 1)
        for edits in (1, 2, 2):
            wrong = mistyped(word, edits, dice)
            if wrong == word or not wrong[:1].isalpha():
                continue
            text = "\n".join([*lines[: node.line - 1], line[:at] + wrong + line[at + len(word) :], *lines[node.line :]])
            found = [each for each in check_files({"whole.yaml": text}) if each.level == "error"]
            if found:  # else it is another word that may stand there
                tried += 1
                right += any(f"Did you mean '{word}'?" in each.cure and each.place.line == node.line for each in found)
    with capsys.disabled():
        print(f"\n  right suggestions in a file: {right} of {tried} slips, {right / tried:.1%}")
    assert tried > 400
    assert right / tried >= 0.95


def test_the_caret_stands_under_the_column() -> None:
    assert excerpt("when: trst < 60", 7, 7) == ["     7 | when: trst < 60", "       |       ^"]


def test_the_caret_counts_what_a_terminal_shows() -> None:
    line, caret = excerpt("\tname: 東京 e\u0301 \x1b[0m x", 1, 19)
    assert line == "     1 |  name: 東京 e\u0301 �[0m x"
    assert caret == "       |" + " " * 20 + "^"


def test_of_a_very_long_line_the_piece_round_the_mistake_is_shown() -> None:
    line, caret = excerpt("x" * 500_000 + "!" + "y" * 500_000, 1, 500_001)
    assert len(line) < 120
    assert line[caret.index("^")] == "!"


def test_a_finding_of_a_whole_file_has_no_line_to_show() -> None:
    found = error("WC001", Place("a.yaml"), "this file cannot be read.")
    assert found.shown() == "a.yaml: error WC001: this file cannot be read."
    assert found.sentence == "a.yaml: this file cannot be read."


def test_a_finding_is_shown_with_its_line_and_its_reason() -> None:
    found = Finding(
        "WC211", Level.WARNING, Place("a.yaml", 3, 5), "it never holds.", "Look.", "Unseen.", "a", "    b: c"
    )
    assert found.shown().splitlines() == [
        "a.yaml:3:5: warning WC211: it never holds. Look.",
        "     3 |     b: c",
        "       |     ^",
        "    why it matters: Unseen.",
    ]
    assert found.sentence == "a.yaml:3:5: it never holds. Look."
