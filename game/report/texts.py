"""What the debrief says in every scenario (``assets/debrief.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from game.rules.judge import Reading
from game.scenario.catalogue import assets
from game.scenario.source import Node, parse, read_text
from game.scenario.text import clean_line
from game.words import lazy

ALONE = (
    lazy("Read what has happened, open the papers, hear the advice."),
    lazy("Choose; say why, how sure you are, and what speaks against it."),
    lazy("See what comes of it at once. Some of it comes back later."),
    lazy("At the end look back: what served which lesson, and what it cost."),
)
IN_A_CLASS = (
    lazy("Read what has happened, and the papers that came to you."),
    lazy("Choose alone: what you would do, why, and how sure you are. Nobody sees it yet."),
    lazy("See what each of you would do; talk; then one of you decides, or all of you vote."),
    lazy("What only you know helps the others only if you say it."),
    lazy("At the end look back together: what served which lesson, and what it cost."),
)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Questions for the talk: a few for five minutes, more for twenty."""

    short: tuple[str, ...]
    long: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingText:
    """A reading in words: its sign, its title, and the sentence beneath, with places for numbers of decisions."""

    sign: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class ReadingTexts:
    """How lessons are told."""

    of: Mapping[Reading, ReadingText]
    once: str
    """How to read the lessons of one decision, which lists fold."""
    taken_for: str
    """What others took for the group, beneath a reading."""
    only_taken_for: str
    """What is said where nothing else bore on a lesson."""


@dataclass(frozen=True, slots=True)
class Texts:
    no_fault: str
    """Read before play, in a group."""
    no_fault_alone: str
    """The same for whoever plays alone."""
    luck: str
    disclaimer: str
    readings: ReadingTexts
    what: Prompts
    so_what: Prompts
    now_what: Prompts
    decision_check: tuple[str, ...]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """Return the shipped texts, read once."""
    path = assets() / "debrief.yaml"
    root = parse(read_text(path, path.name), path.name)
    return Texts(
        no_fault=_text(root, "no_fault"),
        no_fault_alone=_text(root, "no_fault_alone"),
        luck=_text(root, "luck"),
        disclaimer=_text(root, "disclaimer"),
        readings=_readings(root.find(("readings",))),
        what=_prompts(root.find(("what",))),
        so_what=_prompts(root.find(("so_what",))),
        now_what=_prompts(root.find(("now_what",))),
        decision_check=_texts(root, "decision_check"),
    )


def _text(node: Node, key: str) -> str:
    return clean_line(node.find((key,)).text, 2_000)


def _texts(node: Node, key: str) -> tuple[str, ...]:
    return tuple(clean_line(child.text) for child in node.find((key,)).children)


def _readings(node: Node) -> ReadingTexts:
    found = {reading: node.find((str(reading),)) for reading in Reading}
    return ReadingTexts(
        {each: ReadingText(*(_text(part, key) for key in ("sign", "title", "said"))) for each, part in found.items()},
        _text(node, "once"),
        _text(node, "taken_for"),
        _text(node, "only_taken_for"),
    )


def _prompts(node: Node) -> Prompts:
    return Prompts(_texts(node, "short"), _texts(node, "long"))
