"""A language that puts every message in brackets: what a document says outside of them is in English alone."""

import dataclasses
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.exercise.run.run_store import Library
from game.faces import class_debrief, compare, debrief, group_debrief, lessons
from game.faces.model import Card
from game.report.compare import compare as compared
from game.report.debrief import debrief as looked_back
from game.report.group import group_debrief as group_of
from game.report.texts import texts
from game.scenario.catalogue import catalogue
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from game.words import Language
from tests.exercise.simulating import Simulation
from tests.faces.conftest import played
from tests.report_html.conftest import played as played_by_hand

OPEN, CLOSE = "⟦", "⟧"

LEFT = {
    "LessonPart.test": "a condition in words is made from a tree, clause by clause: it takes the grammar of a language",
    "DoctrinePart.said": "then, now and the source stand in the catalogue of lessons, which is translated as a file",
    "DecisionPart.open": "a sentence of the analysis, which speaks English as its findings do",
    "Debrief.open_said": "a sentence of the analysis",
    "Debrief.began": "the author's question with its answer",
}
"""Fields of a model that are English still, each with why; all of a document else is in brackets or was written by the
scenario's author or by people. The author's page (`game.faces.analysis`) is in English with its findings, and so are
the pages that are no documents: a seat's, the desk's, home."""

OWN = {"id", "to", "manner", "tone", "role", "marks", "fold", "language", "ticks", "_hash", "sha256", "key", "kind"}
OWN |= {"act", "given", "picture", "missing"}
OWN |= {f"{kind}.name" for kind in ("TextField", "WholeField", "AmountField", "PickField", "YesField")}
"""Fields of a document that are no words, or (`missing`) are a message that is said in the end."""


class Brackets(gettext.NullTranslations):
    """Every message in brackets; its places stay places."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, one: str, more: str, n: int) -> str:
        return self.gettext(one if n == 1 else more)


PSEUDO = Language("xx", Brackets())


def words_of(value: object, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from words_of(each, skipped)
    elif isinstance(value, dict):
        yield from words_of((*value.keys(), *value.values()), skipped)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if not {field.name, f"{type(value).__name__}.{field.name}"} & skipped:
                yield from words_of(getattr(value, field.name), skipped)


def known(*values: object) -> set[str]:
    """The words of what authors and people wrote, sentence by sentence, and of a model's fields that are left."""
    return {piece for value in values for text in words_of(value) for piece in pieces(text)}


def left(value: object) -> Iterator[str]:
    """The texts of a model's fields that are English still."""
    if isinstance(value, tuple):
        for each in value:
            yield from left(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if f"{type(value).__name__}.{field.name}" in LEFT:
                yield from words_of(inner)
            else:
                yield from left(inner)


def pieces(text: str) -> Iterator[str]:
    """The runs of letters of a text outside of brackets, in one case and without marks, numbers and the Markdown."""
    depth, kept = 0, []
    for letter in text.replace("\n", " "):
        depth += (letter == OPEN) - (letter == CLOSE)
        kept.append(letter if not depth and letter != CLOSE else "|")
    for piece in re.split(r"[^\w' -]+|\b\d+\b|_", "".join(kept)):
        if re.search(r"[^\W\d_]{3}", piece):
            yield " ".join(piece.split()).strip(" -'").casefold()


def outside(document: object, *written: object) -> set[str]:
    """What a document says outside of brackets that nobody wrote."""
    author = known(*written)
    shown = {piece for text in words_of(document, frozenset(OWN)) for piece in pieces(text)}
    return {piece for piece in shown - author if not any(piece in each for each in author)}


def test_the_sieve_catches_a_literal() -> None:
    said = Card((), ())
    assert outside(said) == set()
    assert outside((PSEUDO.say("Trust {n}", n="Goats"), "a literal"), ("nobody's words",)) == {"a literal"}
    assert outside(PSEUDO.say("by {who}", who="Ada"), ("Ada",)) == set()


def test_a_debrief_is_said_in_the_readers_language(library: Library, text: Scenario) -> None:
    name = played(library, text, "open", "walk", note="A note")
    run = library.read(name)
    made = looked_back(run, name)
    said = debrief.document(PSEUDO, made, unfolded=True)
    people = ("So be it", "Too late", "A note", name)
    assert outside(said, text, catalogue(), people, tuple(left(made))) == set()


@pytest.mark.parametrize("scenario", ["starter"])
def test_two_runs_and_a_class_are_said_in_the_readers_language(tmp_path: Path, scenario: str) -> None:
    library, text = Library(tmp_path), load(find(scenario))
    runs = [played_by_hand(library, text, pick=pick) for pick in (0, 1)]
    made = [(name, looked_back(run, name)) for name, run in runs]
    people = tuple(f"{what} {inject.id}" for inject in text.injects for what in ("Reason at", "Counter at", "Note on"))
    written = (
        text,
        catalogue(),
        people,
        tuple(f"{letter} {name}" for letter, (name, _) in zip("AB", runs, strict=True)),
        tuple(left(made[0][1])),
    )
    assert outside(compare.document(PSEUDO, compared(*runs)), *written) == set()
    assert outside(class_debrief.document(PSEUDO, made), *written) == set()
    assert outside(debrief.document(PSEUDO, made[0][1]), *written) == set()


def test_a_syndicates_debrief_is_said_in_the_readers_language(tmp_path: Path) -> None:
    record = Simulation(tmp_path, 6, 6).played(120)
    for syndicate in record.runs:
        made = group_of(record, syndicate)
        people = (tuple(record.roster.members), tuple(words_of(record.runs[syndicate].choices)))
        events = tuple(words_of([event.data for event in (*record.events, *record.by_run[syndicate])]))
        written = (record.scenario, catalogue(), people, events, record.name, tuple(left(made.debrief)))
        assert outside(group_debrief.document(PSEUDO, made), *written) == set()


def test_the_catalogue_of_lessons_is_said_in_the_readers_language() -> None:
    shown = (*lessons.catalogue(PSEUDO, catalogue()), *lessons.in_full(PSEUDO, catalogue()))
    references = tuple(reference.said for each in catalogue().lessons.values() for reference in each.references)
    assert outside(shown, catalogue(), references, "whitecell") == set()


def test_each_field_that_is_left_is_a_field() -> None:
    import game.report.model as models

    for place in LEFT:
        kind, name = place.split(".")
        assert name in {field.name for field in dataclasses.fields(getattr(models, kind))}


def test_shipped_texts_are_keys_of_a_catalogue(library: Library, text: Scenario) -> None:
    """What `assets/debrief.yaml` says is put into the reader's language as it stands."""
    name = played(library, text, "open")
    said = "\n".join(words_of(debrief.document(PSEUDO, looked_back(library.read(name), name))))
    assert all(PSEUDO.say(each) in said for each in (*texts().decision_check, texts().what.short[0]))
