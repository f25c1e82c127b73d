"""The run sheet as a page, made for paper: a plan and a scenario put into words for its template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.exercise import wording
from game.exercise.ticks import ticks
from game.faces.page import blocks
from game.faces.prose import prose
from game.report.doctrine import INTRO
from game.report.html.environment import language, render
from game.report.model import PicturePart
from game.report.run_sheet import RULE, SessionSlot, plan
from game.report.texts import texts
from game.scenario.catalogue import for_facilitators
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Inject, Option, Scenario


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    lesson: str
    weight: int
    because: str


@dataclass(frozen=True, slots=True)
class SheetOption:
    label: str
    case: str
    closed_unless: str
    """What it requires, in words; empty where it is always open."""
    default: bool
    advice: tuple[tuple[str, str, str], ...]
    """Role title, stance and what it says."""
    evidence: tuple[EvidenceRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    kind: str
    title: str
    sender: str
    to: str
    minutes: int
    alt: str = ""
    """Of a picture: what it shows."""
    picture: PicturePart | None = None


@dataclass(frozen=True, slots=True)
class InjectPage:
    """One inject on the sheet."""

    inject: Inject
    minutes: int
    written: int
    start: int | None
    """Minute of the session at which it begins; None for one in the tray."""
    clock: str
    only_if: str
    to: str
    decided_by: str
    documents: tuple[DocumentRow, ...]
    also: tuple[tuple[str, str], ...]
    """What follows the situation: where which condition holds, and the paragraph."""
    reading: int
    """Minutes that reading every paper costs, within those of the inject."""
    private: tuple[tuple[str, str], ...]
    options: tuple[SheetOption, ...]
    watch: tuple[str, ...]
    """Titles of the lessons on which its options bear, for the observer."""
    forecasts: tuple[str, ...]


def run_sheet_html(scenario: Scenario, minutes: int = 90) -> str:
    """Return the run sheet of a session of 45, 90 or 180 minutes as one HTML page.

    It is the facilitator's: it holds every private fact of the scenario.

    Raises:
        CannotFit: as `game.report.run_sheet.plan`.
    """
    planned = plan(scenario, minutes)
    starts = {row.inject: row.start for row in planned.rows if row.inject}
    roles = {role.id: role.title for role in scenario.roles}
    return render(
        "sheet.html.j2",
        heading=f"Run sheet: {scenario.title}, {planned.minutes} minutes",
        language=language(scenario.language),
        s=scenario,
        plan=planned,
        rule=RULE,
        prose=lambda text: blocks(prose(text), level=4),
        said=texts(),
        pages=[_page(scenario, roles, slot, starts.get(slot.inject.id)) for slot in planned.slots],
        tray=[_page(scenario, roles, slot, None) for slot in planned.tray],
        left_out=[
            (each, _default(each.inject), wording.short(scenario, each.inject.first)) for each in planned.left_out
        ],
        asked={
            when: [each.ask for each in scenario.questions if each.when in (when, "both")]
            for when in ("before", "after")
        },
        gauges=[
            (g.title, f"{g.start} {g.unit}".rstrip(), f"{g.min} to {g.max}", g.good, _SHOWN[g.shown])
            for g in scenario.gauges
        ],
        long=planned.session.debrief >= 12,
        total=sum(slot.minutes for slot in planned.slots),
        total_written=sum(each.written for each in planned.slots) + sum(each.minutes for each in planned.left_out),
        tray_minutes=sum(each.minutes for each in planned.tray),
        opens_with=[
            (each.ask or scenario.flags[each.flag].title, "yes" if each.default else "no", each.source)
            for each in scenario.opens_with
        ],
        epilogue=_epilogue(scenario),
        doctrine=list(_doctrine(scenario, [slot.inject for slot in (*planned.slots, *planned.tray)])),
        doctrine_intro=INTRO,
    )  # fmt: skip


def _doctrine(scenario: Scenario, injects: Sequence[Inject]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each lesson that the injects test: its title, its doctrine, and what of it is the facilitator's alone."""
    tested = {each.lesson for inject in injects for option in inject.options for each in option.evidence}
    for lesson in known_lessons(scenario).lessons.values():
        named = for_facilitators().get(lesson.id, ())
        if lesson.id in tested and (lesson.references or named):
            yield lesson.title, [each.said for each in lesson.references], [each.said for each in named]


def _epilogue(scenario: Scenario) -> dict[str, list[tuple[str, str]]]:
    """What may be told after the endings, by whom or what it is about: where which condition holds, the paragraph.

    Of each the first that holds is told, so that their order is the author's.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for each in scenario.epilogue:
        when = wording.condition(scenario, each.when.tree) if each.when else ""
        found.setdefault(each.about, []).append((when, each.text))
    return found


_SHOWN = {"open": "always", "assessed": "as last looked at", "hidden": "in the debrief alone"}


def _default(inject: Inject) -> str:
    return "" if inject.default is None else inject.options[inject.default].label


def _page(scenario: Scenario, roles: dict[str, str], slot: SessionSlot, start: int | None) -> InjectPage:
    inject = slot.inject
    options = tuple(_option(scenario, roles, inject, index) for index in range(len(inject.options)))
    everyone = ", ".join(roles.get(id, id) for id in inject.to) or "everyone"
    return InjectPage(
        inject=inject,
        minutes=slot.minutes,
        written=slot.written,
        start=start,
        clock="whenever you release it" if inject.manual else _clock(scenario, inject),
        only_if=wording.condition(scenario, inject.when.tree) if inject.when else "",
        to=everyone,
        decided_by=_decides(inject, roles),
        documents=tuple(
            DocumentRow(
                each.kind,
                each.title,
                each.sender,
                ", ".join(roles.get(id, id) for id in each.to) or everyone,
                each.minutes,
                each.alt,
                PicturePart(each.title, each.alt, each.picture.sha256, each.picture.kind) if each.picture else None,
            )
            for each in inject.documents
        ),
        also=tuple((wording.condition(scenario, each.when.tree), each.text) for each in inject.also),
        reading=sum(each.minutes for each in inject.documents),
        private=tuple((roles.get(id, id), text) for id, text in inject.private),
        options=options,
        watch=tuple(dict.fromkeys(row.lesson for option in options for row in option.evidence)),
        forecasts=tuple(each.ask for each in scenario.forecasts if each.inject == inject.id),
    )  # fmt: skip


def _clock(scenario: Scenario, inject: Inject) -> str:
    """When an inject comes up, in words: its first day, and its last where that is another."""
    first = str(wording.clock(scenario, inject.first))
    return first if inject.last == inject.first else f"{first}, or later until {ticks(scenario).on(inject.last)}"


def _decides(inject: Inject, roles: dict[str, str]) -> str:
    if not inject.options:
        return "nobody: to be read"
    if inject.decided_by == "vote":
        return f"a vote of {'those who get it' if inject.to else 'all seats'}"
    return roles.get(inject.decided_by, inject.decided_by) or "the group"


def _option(scenario: Scenario, roles: dict[str, str], inject: Inject, index: int) -> SheetOption:
    option = inject.options[index]
    return SheetOption(
        label=option.label,
        case=option.case,
        closed_unless=wording.condition(scenario, option.requires.tree) if option.requires else "",
        default=inject.default == index,
        advice=tuple((roles.get(each.role, each.role), each.stance, each.says) for each in option.advice),
        evidence=tuple(_evidence(scenario, option)),
    )


def _evidence(scenario: Scenario, option: Option) -> Iterator[EvidenceRow]:
    known = known_lessons(scenario).lessons
    for each in option.evidence:
        title = known[each.lesson].title if each.lesson in known else each.lesson
        yield EvidenceRow(title, each.weight, each.because)
