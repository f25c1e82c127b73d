"""Help as sections of a document, the same in every face: what can be done here, what signs mean, the field's words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from game.exercise.acts.act import Act
from game.exercise.acts.offer import Offer
from game.faces.model import Block, Item, Items, Pairs, Section, para, strong, text
from game.faces.spoken import capital
from game.scenario.findings import nearest
from game.scenario.glossary import glossary
from game.scenario.text import clean_line
from game.words import Language, lazy

ASKED = 60
"""Characters of a word that is looked for, at most, where it is said again."""
SIGNS = (
    ("▲ ▼", lazy("a gauge went up or down since your last move; words say whether that is for the better")),
    ("?", lazy("as it was when somebody last looked; the days since are beside it")),
    ("●", lazy("a decision of yours")),
    ("↩", lazy("something of yours came back")),
    ("∼", lazy("something went on by itself")),
    ("✕", lazy("passed unanswered, because every option was closed")),
    ("✓ ✗ ≈ ·", lazy("a lesson mostly served, mostly spent, in the balance, not at stake")),
)


@lru_cache(maxsize=256)
def doing(words: Language, title: str, rows: tuple[tuple[str, str], ...]) -> Section:
    """Return what can be done: each by its key, its letter or its name, with what it does."""
    return Section("help", title, (Pairs(tuple((key, text(says)) for key, says in rows)),), words.say("Help"))


def on_page(
    words: Language, acts: Mapping[str, Act[Any]], offers: Mapping[str, tuple[Offer, ...]]
) -> tuple[Section, ...]:
    """Return help where nothing has a key: every act that is offered now by its name; then signs and glossary."""
    can = (acts[id] for id, some in offers.items() if some and id in acts)
    rows = tuple(dict.fromkeys((capital(words.message(act.title)), words.message(act.help)) for act in can))
    can_do = (doing(words, words.say("What you can do now"), rows),) if rows else ()
    return *can_do, signs(words), explained(words)


@lru_cache(maxsize=8)
def signs(words: Language) -> Section:
    """Return what the signs mean that stand beside words and colours."""
    rows = tuple((sign, text(words.message(says))) for sign, says in SIGNS)
    return Section("signs", words.say("Signs"), (Pairs(rows),))


@lru_cache(maxsize=256)
def explained(words: Language, word: str = "") -> Section:
    """Return the glossary, or what of it has a word: terms that hold it, then those that are explained with it."""
    wanted = word.casefold().strip()
    held = [pair for pair in glossary() if wanted in pair[0].casefold()]
    held += [pair for pair in glossary() if wanted in pair[1].casefold() and pair not in held]
    shown: Block = Items(tuple(Item(text(strong(term), f": {meaning}")) for term, meaning in held))
    if not held:
        near = nearest(word, [term for term, _ in glossary()])
        asked = clean_line(word, ASKED)
        none = words.say("No term has “{word}” in it.", word=asked)
        meant = words.say("No term has “{word}” in it. Did you mean “{near}”?", word=asked, near=near)
        shown = para(meant if near else none, role="note")
    title = words.say("Glossary")
    return Section("glossary", title, (shown,), title)


@lru_cache(maxsize=8)
def terms(words: Language) -> Section:
    """Return which words are explained, where hearing all of the glossary would be too much."""
    listed = "; ".join(term for term, _ in glossary())
    return Section("terms", "", (para(words.say("Words that are explained: {terms}.", terms=listed)),))
