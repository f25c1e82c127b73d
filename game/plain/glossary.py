"""The glossary as text: what a word means, and which words there are."""

from __future__ import annotations

from game.scenario.findings import nearest
from game.scenario.glossary import glossary
from game.scenario.text import clean_line
from game.words import ENGLISH


def terms() -> list[str]:
    """Return every term, in one line."""
    return [ENGLISH.say("Words that are explained: ") + "; ".join(term for term, _ in glossary()) + "."]


def meaning(word: str) -> list[str]:
    """Return what a word means: the terms that hold it, else the meanings that do, else the nearest term."""
    wanted = word.casefold().strip()
    found = [pair for pair in glossary() if wanted in pair[0].casefold()]
    found = found or [pair for pair in glossary() if wanted in pair[1].casefold()]
    if found:
        return [f"{term}: {said}" for term, said in found]
    near = nearest(word, [term for term, _ in glossary()])
    return [
        ENGLISH.say("No term has “{word}” in it.", word=clean_line(word, 60))
        + (ENGLISH.say(" Did you mean “{near}”?", near=near) if near else "")
    ]
