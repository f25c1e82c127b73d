"""The preview's page: which text is turned to, the strip of pages above it, the header line."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from game.author.condition_trace import answers
from game.author.file_watch import FileReading
from game.author.graph import graph
from game.author.preview_state import PreviewStage, day_of, state_of
from game.exercise.views.seat_view import View
from game.faces import terminal
from game.faces.content_builder import BAD, GOOD, MUTED, STRONG, Page, literal
from game.faces.seat import document as seats
from game.faces.seat import inject as table
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario
from game.ui.author import author_text as author
from game.words import ENGLISH

PAGES = (
    ("situation", "s", "Situation"),
    ("papers", "d", "Documents"),
    ("options", "a", "Options"),
    ("only_you", "o", "Only you know"),
    ("facilitator", "k", "Facilitator"),
    ("conditions", "c", "Conditions"),
    ("graph", "m", "Map"),
    ("card", "r", "Role card"),
)
"""Id, key and title of each page."""


def header(path: Path, reading: FileReading, scenario: Scenario | None, stage: PreviewStage, width: int) -> Content:
    """Return the header line: what it is, whether it can be played, day and seat."""
    page = Page().add(ENGLISH.say(" PREVIEW  "), STRONG)
    title = scenario.title if scenario else path.name
    page.add(title if len(title) <= width // 3 else title[: width // 3 - 1] + "…")
    if reading.errors:
        page.add(ENGLISH.many("  ✗ {n} error", "  ✗ {n} errors", reading.errors), BAD)
        page.add(ENGLISH.say(", last good version shown") if scenario else "", BAD)
    else:
        page.add(f"  ✓ {author.counted(reading.findings)}", GOOD)
    if scenario and scenario.injects:
        role = scenario.role(stage.seat)
        page.add(f"  {scenario.names.tick.capitalize()} {day_of(scenario, stage)}", MUTED)
        page.add(ENGLISH.say("  Seat: {seat}", seat=role.title if role else ENGLISH.say("all")), STRONG)
    return page.content().truncate(max(1, width), ellipsis=True)


def tabs(view: View, turned: str, width: int) -> Content:
    """Return the strip of pages; the one turned to stands in brackets, and where room ends only the keys are left."""
    count = len(view.inject.documents) if view.inject else 0
    names = {id: f"{title} {count}" if id == "papers" and count else title for id, _, title in PAGES}
    room = width - 2 - sum(2 for _ in PAGES) - len(names[turned]) - 2
    page = Page()
    for id, key, _ in PAGES:
        title = names[id]
        if id == turned:
            page.add(f"[{title}] ", STRONG)
            continue
        room -= len(title) + 1
        page.add(key, STRONG).add(f" {title} " if room >= 0 else " ", MUTED)
    return page.content()


def written(turned: str, scenario: Scenario, stage: PreviewStage, view: View, width: int) -> Content:
    """Return the page turned to, for a width."""
    inject, own = view.inject, scenario.inject(stage.inject)
    if inject is None and turned in ("papers", "options", "only_you", "situation"):
        return literal(view.elsewhere, MUTED)
    match turned:
        case "papers" if inject:
            return author.papers(inject, width)
        case "options" if inject:
            return terminal.reading(width, table.advice(ENGLISH, inject.options))
        case "only_you" if inject:
            return terminal.reading(width, seats.private(ENGLISH, view))
        case "facilitator":
            page = Page()
            author.evidence(page, own, {id: each.title for id, each in known_lessons(scenario).lessons.items()})
            return Content.assemble(author.facilitator(own), "\n\n", page.content())
        case "conditions":
            return author.conditions(answers(scenario, state_of(scenario, stage), own), changed(stage))
        case "graph":
            return author.graph(graph(scenario), own.id)
        case "card":
            return terminal.reading(width, seats.cards(ENGLISH, view), seats.setting(ENGLISH, view))
        case _ if inject:
            told = terminal.reading(width, seats.situation(ENGLISH, view))
            rows = enumerate(seats.options_of(ENGLISH, inject).items, 1)
            options = (terminal.row(each, number) for number, each in rows)
            parts = (told, literal(inject.question, "bold"), *options)
            return Content("\n\n").join([each for each in parts if each.plain])
    return Content()


def changed(stage: PreviewStage) -> list[str]:
    """Return what of a stage is not as on day 0."""
    said = [f"{id} {value}" for id, value in stage.gauges.items()]
    said += sorted(stage.flags)
    said += [f"{id} → {option or 'read'}" for id, option in stage.played.items()]
    return said if stage.day is None else [ENGLISH.say("day {day}", day=stage.day), *said]
