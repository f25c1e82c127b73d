"""What an author sees beside the pages of play: findings, conditions, the facilitator's part, the graph as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from game.author.condition_trace import ConditionAnswer
from game.author.graph import Graph, NodeKind
from game.author.graph_text import outline
from game.exercise.views.seat_view import InjectView
from game.faces import terminal
from game.faces.content_builder import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page
from game.faces.seat.papers import paper
from game.scenario.findings import Finding, Level
from game.scenario.scenario import Inject
from game.words import ENGLISH

SIGNS = {Level.ERROR: ("✗", BAD), Level.WARNING: ("!", WARN), Level.NOTE: ("·", MUTED)}
KINDS = {
    NodeKind.DECISION: "●", NodeKind.INFORMATION: "○", NodeKind.TRAY: "✎", NodeKind.TREND: "∼",
    NodeKind.ENDING: "■", NodeKind.EPILOGUE: "¶", NodeKind.OPENING: "▸",
}  # fmt: skip

MOST_CHANGES = 12
"""More differences from day 0 than these are only counted."""


def counted(findings: Sequence[Finding]) -> str:
    """How many findings of each level, in words."""
    counts = [(sum(finding.level is level for finding in findings), level) for level in Level]
    said = [f"{count} {level}{'s' if count > 1 else ''}" for count, level in counts if count]
    return ", ".join(said) or ENGLISH.say("no findings")


def finding(found: Finding) -> Content:
    """A finding as a row: how bad, where, what, and what to do."""
    sign, colour = SIGNS[found.level]
    file = found.place.file.replace("\\", "/").rsplit("/", 1)[-1]
    page = Page().add(f"{sign} ", colour).add(f"{found.level} {found.code}  ", colour)
    page.line(f"{file}:{found.place.line}" if found.place.line else file, MUTED)
    page.add(f"  {found.says}", STRONG)
    return page.add(f" {found.cure}" if found.cure else "").content()


def broken(findings: Sequence[Finding]) -> Content:
    """The page where nothing can be shown yet: the errors themselves."""
    page = Page().line(ENGLISH.say("This scenario cannot be played yet."), TITLE).gap()
    page.line(ENGLISH.say("Mend what stands here and save; the preview follows by itself."), MUTED).gap()
    for found in findings[:5]:
        for line in found.shown().split("\n"):
            page.line(line)
        page.gap()
    return page.content()


def papers(inject: InjectView, width: int) -> Content:
    """Every paper that the seat gets, one after the other, as what it is."""
    if not inject.documents:
        return Page().line(ENGLISH.say("This seat gets no papers."), MUTED).content()
    parts: list[Content] = []
    for document in inject.documents:
        shown = paper(ENGLISH, inject.id, document)
        head = Page().add(f"── {shown.name.upper()} ", MUTED)
        head.line(ENGLISH.say("costs {minutes} min ", minutes=document.minutes) if document.minutes else "", WARN)
        parts += [head.content(), Content("\n"), terminal.content((shown,), width), Content("\n\n\n")]
    return Content.assemble(*parts).rstrip()


def facilitator(inject: Inject) -> Content:
    """What only the facilitator reads."""
    page = Page()
    parts = (
        ("What is traded", inject.dilemma),
        ("What a well-led team weighs and does", inject.expected),
        ("Teaching points and probes", inject.notes),
    )
    for title, text in parts:
        page.heading(title)
        if text:
            page.prose(text)
        else:
            page.line(ENGLISH.say("Nothing is written here."), MUTED)
    return page.content()


def evidence(page: Page, inject: Inject, titles: Mapping[str, str]) -> None:
    """Write what each option shows for and against which lesson."""
    page.heading(ENGLISH.say("Evidence"))
    for option in inject.options:
        page.line(option.label, STRONG)
        for each in option.evidence:
            page.add(f"  {each.weight:+d} ", GOOD if each.weight > 0 else BAD).add(titles.get(each.lesson, each.lesson))
            page.line(f": {each.because}" if each.because else "", MUTED)
        if not option.evidence:
            page.line(ENGLISH.say("  none"), MUTED)


def conditions(found: Iterable[ConditionAnswer], changed: Sequence[str]) -> Content:
    """Every condition with its answer; of one that fails, the parts that fail."""
    page = Page()
    more = f", and {len(changed) - MOST_CHANGES} more" if len(changed) > MOST_CHANGES else ""
    said = ", ".join(changed[:MOST_CHANGES]) + more if changed else "everything as on day 0"
    page.add(ENGLISH.say("As it stands: "), MUTED).line(said, STRONG)
    page.line(ENGLISH.say("e changes the day, a gauge, a flag or an earlier decision; w plays to here."), MUTED)
    group = ""
    for each in found:
        if each.group != group:
            group = each.group
            page.heading(group)
        sign, colour = ("✓", GOOD) if each.holds else ("✗", BAD)
        page.add(f"{sign} ", colour).add(each.about, STRONG).line(f"  {each.says}", colour)
        for part in each.parts:
            mark, tint = ("✓", MUTED) if part.holds else ("✗", BAD)
            page.add(f"    {'  ' * part.depth}{mark} {part.text}", "" if part.holds else tint)
            page.line(f"   {part.values}" if part.values else "", MUTED)
    return page.content()


HERE = "  ◂ you are here"


def graph(made: Graph, here: str) -> Content:
    """The graph as text: each inject with what leads to it and what it leads to."""
    after = "  ¶ told afterwards" if any(node.kind is NodeKind.EPILOGUE for node in made.nodes) else ""
    before = "▸ brought along  " if any(node.kind is NodeKind.OPENING for node in made.nodes) else ""
    signs = f"{before}● decision  ○ to be read  ✎ in the tray  ∼ by itself  ■ ending{after}"
    page = Page().line(ENGLISH.say("What leads to what. {signs}", signs=signs), MUTED)
    for node, links in outline(made):
        page.gap()
        when = made.short(node.day) if node.number else ""
        page.add(f"{KINDS[node.kind]} {when:<4} ", MUTED).add(node.title, TITLE if node.id == here else STRONG)
        page.line(HERE if node.id == here else "", WARN)
        for link in links:
            page.add(f"      {'←' if link.into else '→'} ", GOOD if link.into else WARN).line(link.said(made))
        if node.landings:
            days = dict.fromkeys(made.short(landing.day) for landing in node.landings)
            page.line(ENGLISH.say("      ↩ comes back {days}", days=", ".join(days)), MUTED)
    return page.content()
