"""A syndicate's debrief as pages of text: the run's sections, then voices, acts of the facilitator, measures."""

from __future__ import annotations

from textual.content import Content

from game.report.group import GroupDebrief
from game.report.measure_words import HIDDEN, apart, measured, people, took
from game.ui.pages.debrief import Section, sections
from game.ui.write import MUTED, STRONG, TITLE, WARN, Page


def group_sections(group: GroupDebrief, long: bool, unfolded: bool | None = None) -> list[Section]:
    """Return the sections of a syndicate's debrief."""
    run = sections(group.debrief, long, unfolded)
    made = [section for section in run if section.id != "notes" or group.debrief.notes]
    made.append(Section("voices", "Who would have done what", lambda width: voices(group)))
    made.append(Section("acts", "What the facilitator did", lambda width: acts(group)))
    made.append(Section("measures", "Measures", lambda width: counts(group)))
    return made


def voices(group: GroupDebrief) -> Content:
    """Return what each would have done alone; who stood apart is kept with the reason."""
    page = Page()
    for table in group.tables:
        page.gap().line(table.title, TITLE)
        page.add(f"{table.said}: ", MUTED).line(table.decided, STRONG)
        for voice in table.voices:
            page.add("  • ").add("apart: " if voice.apart else "", WARN).line(voice.option)
            if voice.reason:
                page.line(f"      “{voice.reason}”{f' {voice.name}' if voice.name else ''}", MUTED)
        for reason in table.also_said:
            page.line(f"  • also said: “{reason}”", MUTED)
        if table.hidden:
            page.line(f"  {HIDDEN}", MUTED)
    if not group.tables:
        page.line("No decision was taken.", MUTED)
    return page.content()


def acts(group: GroupDebrief) -> Content:
    """Return everything that the facilitator did, with the reasons, and the observer's marks."""
    page = Page()
    for act in group.acts:
        page.add(f"{act.minute:>4} min  ", MUTED).line(act.what)
        if act.reason:
            page.line(f"          because: {act.reason}", MUTED)
    if not group.acts:
        page.line("Nothing but watch.", MUTED)
    if group.marks:
        page.heading("Marks of the observer")
    for mark in group.marks:
        page.add(f"  {mark.lesson}" if mark.lesson else "", STRONG).add(f"  {mark.inject}", MUTED).line()
        page.line(f"    {mark.text}")
    return page.content()


def counts(group: GroupDebrief) -> Content:
    """Return the measures."""
    page = Page().line("Counted of the syndicate, never of a person. None of it is a score.", MUTED).gap()
    for name, value in measured(group.measures):
        page.add(f"{name}: ").line(value, STRONG)
    for met in group.measures.met:
        page.gap().line(met.title, STRONG)
        time = f", {took(met.seconds)}" if met.seconds is not None else ""
        page.line(f"  {met.how}{time}; {apart(met)}", MUTED)
    for asked in group.measures.asked:
        page.gap().line(asked.ask, STRONG)
        for when, given in (("before", asked.before), ("before, as seen after", asked.then), ("after", asked.after)):
            page.line(f"  {when}: {people(given)}", MUTED)
    return page.content()
