"""What the debrief says in every scenario (``assets/debrief.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from game.rules.judge import Verdict
from game.scenario.catalogue import assets
from game.scenario.source import Node, parse, read_text
from game.scenario.text import clean_line

ALONE = (
    "Read what has happened, open the papers, hear the advice.",
    "Choose; say why, how sure you are, and what speaks against it.",
    "See what comes of it at once. Some of it comes back later.",
    "At the end look back: what served which lesson, and what it cost.",
)
IN_A_CLASS = (
    "Read what has happened, and the papers that came to you.",
    "Choose alone: what you would do, why, and how sure you are. Nobody sees it yet.",
    "See what each of you would do; talk; then one of you decides, or all of you vote.",
    "What only you know helps the others only if you say it.",
    "At the end look back together: what served which lesson, and what it cost.",
)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Questions for the talk: a few for five minutes, more for twenty."""

    short: tuple[str, ...]
    long: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    no_fault: str
    """Read before play."""
    luck: str
    disclaimer: str
    verdicts: Mapping[Verdict, tuple[str, str]]
    """Verdict to its title and what it says."""
    what: Prompts
    so_what: Prompts
    now_what: Prompts
    decision_check: tuple[str, ...]


@lru_cache(maxsize=1)
def texts() -> Texts:
    """Return the shipped texts, read once."""
    path = assets() / "debrief.yaml"
    root = parse(read_text(path, path.name), path.name)
    verdicts = root.find(("verdicts",))
    return Texts(
        no_fault=_text(root, "no_fault"),
        luck=_text(root, "luck"),
        disclaimer=_text(root, "disclaimer"),
        verdicts={
            verdict: (_text(verdicts.find((str(verdict),)), "title"), _text(verdicts.find((str(verdict),)), "said"))
            for verdict in Verdict
        },
        what=_prompts(root.find(("what",))),
        so_what=_prompts(root.find(("so_what",))),
        now_what=_prompts(root.find(("now_what",))),
        decision_check=_texts(root, "decision_check"),
    )


def _text(node: Node, key: str) -> str:
    return clean_line(node.find((key,)).text, 2_000)


def _texts(node: Node, key: str) -> tuple[str, ...]:
    return tuple(clean_line(child.text) for child in node.find((key,)).children)


def _prompts(node: Node) -> Prompts:
    return Prompts(_texts(node, "short"), _texts(node, "long"))
