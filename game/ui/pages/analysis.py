"""An analysis as pages of text for its author: one function a section, each from the report alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from game.report import analysis_intros as intros
from game.report.analysis import AnalysisReport, BandPart, DecisionPart, Heat, OptionLine, ValueLine
from game.rules.history import Point
from game.ui.pages.debrief import Section
from game.ui.pages.gauges import over_time
from game.ui.write import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page

STRONGLY, TELLING = 0.5, 0.12
"""Shares of the greatest difference from which a cell of the map has two signs, and one."""

CELL, NARROW = 3, 20
"""Columns of the screen that a cell of the map takes, and that an option's label takes at least."""


def sections(report: AnalysisReport) -> list[Section]:
    """Return the pages: findings first, then the whole, then every inject."""
    made = [
        Section("findings", f"Findings: {len(report.findings)}", lambda width: findings(report)),
        Section("endings", "Endings", lambda width: values(report.endings, intros.ENDINGS)),
        Section("lessons", "Lessons", lambda width: values(report.lessons, intros.LESSONS)),
        Section("gauges", "Gauges", lambda width: bands(report, width)),
        Section("map", "Options and what they move", lambda width: heat_map(report, width)),
        Section("course", "What follows what", lambda width: course(report)),
        Section("strategies", "Naive strategies", lambda width: strategies(report)),
        Section("questions", "How it was worked out", lambda width: questions(report)),
    ]
    made += [
        Section(f"inject-{part.id}", f"· {part.title}", partial(_decision, part, report.about))
        for part in report.decisions
    ]
    return made


def findings(report: AnalysisReport) -> Content:
    """Return what is to be mended, and how to read the rest."""
    page = Page()
    for each in report.findings:
        page.gap().add(f"{each.level} {each.code}  ", WARN if each.level == "warning" else MUTED)
        page.line(each.place, MUTED).line(each.says, STRONG)
        if each.cure:
            page.line(each.cure)
        if each.why:
            page.line(f"Why it matters: {each.why}", MUTED)
    if not report.findings:
        page.line(intros.NOTHING, STRONG)
    for said in report.summary:
        page.gap().line(said, MUTED)
    return page.content()


def values(rows: Sequence[ValueLine], intro: str) -> Content:
    """Return endings or lessons with the least, the greatest and the random of each."""
    page = Page().line(intro, MUTED)
    for row in rows:
        page.gap().line(row.title, STRONG)
        _numbers(page, row)
        if row.note:
            page.line(f"  {row.note}", MUTED)
        if row.way:
            page.line(f"  a shortest way: {row.way}", MUTED)
    if not rows:
        page.gap().line("There are none.")
    return page.content()


def _numbers(page: Page, row: ValueLine) -> None:
    for says, number in (("at random ", row.random), ("   at least ", row.least), ("   at most ", row.greatest)):
        page.add(f"  {says.strip()} ", MUTED).add(number)
    page.line()


def bands(report: AnalysisReport, width: int) -> Content:
    """Return every gauge: its end, and over the days the run in the middle with the bands round it."""
    page = Page().line(f"{intros.GAUGES} {intros.BANDS}", MUTED)
    known = {part.id: part for part in report.bands}
    for row in report.gauges:
        page.gap().add(row.title, STRONG).line(f"  {row.note}", MUTED)
        _numbers(page, row)
        if row.id in known:
            _band(page, known[row.id], width)
    return page.content()


def _band(page: Page, part: BandPart, width: int) -> None:
    """Three rows of blocks: below which 95, 50 and 5 runs of a hundred lie."""
    room = max(10, min(80, width - 24))
    last = part.days[-1]
    tracks = [[Point(day[0], day[place]) for day in part.days] for place in (5, 3, 1)]
    bounds = part.low, part.high
    for track, says, place in zip(tracks, ("19 in 20", "middle", "1 in 20"), (5, 3, 1), strict=True):
        page.add(f"  {says:>8} ", MUTED).add(over_time(track, bounds, max(1, last[0]), room), TITLE)
        page.line(f" {last[place]}", MUTED)
    page.line(f"  half of all runs end between {last[2]} and {last[4]}", MUTED)


def heat_map(report: AnalysisReport, width: int) -> Content:
    """Return the map of options against families of lessons and gauges, and what each column is.

    Where the columns do not stand beside the options, they stand in several rows below each other.
    """
    page = Page().line(intros.HEAT, MUTED)
    page.add("++", GOOD).add(" much, ", MUTED).add("+", GOOD).add(" some, for the better; ", MUTED)
    page.add("−−", BAD).add(" and ", MUTED).add("−", BAD).line(" for the worse; · little or nothing.", MUTED).gap()
    for number, title in enumerate(report.about, 1):
        page.add(f"{number:>3} ", STRONG).line(title)
    most = max(1, (width - NARROW) // CELL)
    count = -(-len(report.about) // most)
    beside = -(-len(report.about) // max(1, count))
    blocks = [range(at, min(at + beside, len(report.about))) for at in range(0, len(report.about), beside or 1)]
    room = max(NARROW, min(48, width - CELL * beside))
    for part in report.decisions:
        if not part.options:
            continue
        page.gap().line(part.title, TITLE)
        for block in blocks:
            page.line(" " * room + "".join(f"{number + 1:>{CELL}}" for number in block), MUTED)
            for option in part.options:
                page.add(shortened(option.label, room - 1).ljust(room))
                for number in block:
                    sign, colour = signs(option.heats[number])
                    page.add(f"{sign:>{CELL}}", colour)
                page.line()
        for option in part.options:
            for mark in option.marks:
                page.line(f"  {option.id}: {mark}", WARN)
    return page.content()


def signs(heat: Heat) -> tuple[str, str]:
    """The signs and the colour of a cell."""
    size = abs(heat.share)
    if size <= TELLING:
        return "·", MUTED
    count = 2 if size > STRONGLY else 1
    return ("+" * count, GOOD) if heat.share > 0 else ("−" * count, BAD)


def shortened(text: str, room: int) -> str:
    """A text cut to a room, with a sign where it was cut."""
    return text if len(text) <= room else f"{text[: room - 1]}…"


def course(report: AnalysisReport) -> Content:
    """Return how often each inject comes up at random, and what comes after it."""
    page = Page().line(intros.COURSE, MUTED)
    for part in report.decisions:
        page.gap().add(part.title, STRONG).line(f"  {part.when}, comes up: {part.chance}", MUTED)
        for target, share in part.leads:
            page.add("  └ ", MUTED).add(f"{share:>9}  ").line(target)
        if part.note:
            page.line(f"  {part.note}", WARN)
    return page.content()


def strategies(report: AnalysisReport) -> Content:
    """Return what naive play ends in, beside random play."""
    page = Page().line(intros.STRATEGIES, MUTED)
    for each in report.strategies:
        page.gap().line(each.name, STRONG)
        page.add("  better: ", MUTED).line(each.better or "nothing", GOOD if each.better else MUTED)
        page.add("  worse: ", MUTED).line(each.worse or "nothing", BAD if each.worse else MUTED)
        if each.endings:
            page.add("  ends in: ", MUTED).line(each.endings)
    return page.content()


def questions(report: AnalysisReport) -> Content:
    """Return what was asked, and how each was answered."""
    page = Page().line(intros.QUESTIONS, MUTED).gap()
    for name, said in report.questions:
        page.add(f"{name}: ", STRONG).line(said)
    return page.content()


def _decision(part: DecisionPart, about: Sequence[str], width: int) -> Content:
    """One inject: its options, what they bring, and how each is reached."""
    page = Page().line(part.title, TITLE).line(f"{part.id}, {part.when}, comes up: {part.chance}", MUTED)
    if part.note:
        page.line(part.note, WARN)
    if part.way:
        page.add("reached by: ", MUTED).line(part.way)
    if part.options:
        page.gap().line(intros.HEAT, MUTED)
    for option in part.options:
        _option(page, option, about)
    if part.leads:
        page.heading("What comes next, at random")
        for target, share in part.leads:
            page.add(f"  {share:>9}  ").line(target)
    return page.content()


def _option(page: Page, option: OptionLine, about: Sequence[str]) -> None:
    page.gap().line(option.label, STRONG).line(f"  {option.id}: open {option.open}, taken {option.taken}", MUTED)
    for mark in option.marks:
        page.line(f"  {mark}", WARN)
    for title, heat in zip(about, option.heats, strict=True):
        if abs(heat.share) > TELLING:
            sign, colour = signs(heat)
            page.add(f"  {sign:>2} ", colour).line(f"{title} {heat.text}")
    if option.way:
        page.add("  reached by: ", MUTED).line(option.way)
