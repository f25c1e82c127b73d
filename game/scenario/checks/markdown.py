"""Where a text has marks of Markdown that no face draws (`game.scenario.markdown.undrawn`)."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.check_context import Subject
from game.scenario.findings import Finding
from game.scenario.markdown import undrawn
from game.scenario.node import Path

_PLAIN = frozenset(("map", "table"))
"""Kinds of document that are shown letter by letter: there lines and bars are drawing."""


def markdown(subject: Subject) -> Iterator[Finding]:
    """Every text with marks in it that are not drawn."""
    names = {subject.scenario.names.tick, *subject.scenario.names.gauge_index, *subject.scenario.names.flag_index}
    for path, text in _texts(subject):
        for what, piece, cure in undrawn(text, names):
            says = f"{what} is not drawn: players read '{piece[:60]}'."
            yield subject.finding("WC261", path, says, cure, word=piece)


def _texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    made = subject.scenario
    yield ("setting",), made.setting
    yield from ((("roles", role.id, "brief"), role.brief) for role in made.roles)
    for index, inject in enumerate(made.injects):
        path: Path = ("injects", index)
        yield from (((*path, key), getattr(inject, key)) for key in ("situation", "question", "dilemma"))
        yield from (((*path, key), getattr(inject, key)) for key in ("expected", "notes"))
        yield from (((*path, "private", role), text) for role, text in inject.private)
        for number, document in enumerate(inject.documents):
            if document.kind not in _PLAIN and subject.root.find((*path, "documents", number)).get("file") is None:
                yield (*path, "documents", number, "text"), document.text
        for number, option in enumerate(inject.options):
            here: Path = (*path, "options", number)
            yield from (((*here, key), getattr(option, key)) for key in ("label", "case", "detail", "outcome"))
            yield from (((*here, "advice", each.role, "says"), each.says) for each in option.advice)
            yield from (((*here, "chance", n, "text"), each.change.text) for n, each in enumerate(option.chance))
            yield from (((*here, "later", n, "text"), each.change.text) for n, each in enumerate(option.later))
    yield from ((("trends", n, "text"), trend.change.text) for n, trend in enumerate(made.trends))
    yield from ((("endings", n, "text"), ending.text) for n, ending in enumerate(made.endings))
