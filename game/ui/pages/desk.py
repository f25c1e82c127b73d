"""The facilitator's desk as text: rows, a syndicate in full, the comparison, the wall."""

from __future__ import annotations

from textual.content import Content

from game.exercise.desk import DeskView, SeatRow, State, SyndicateRow
from game.scenario.scenario import Inject, Scenario
from game.ui.pages.group import clock
from game.ui.write import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page

COLOURS = {State.LOBBY: WARN, State.RUNNING: GOOD, State.PAUSED: WARN, State.ENDEX: BAD}


def minutes(seconds: int) -> str:
    """Return a time waited in words."""
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"


def state(view: DeskView) -> Content:
    """Return the big banner."""
    word = " ".join(view.state.value)
    page = Page().add(f"  {word}  ", f"bold {COLOURS[view.state]}")
    if view.at_door:
        page.add(f"   {len(view.at_door)} at the door: k", WARN)
    return page.content()


def row(each: SyndicateRow) -> Content:
    """Return one syndicate as a row."""
    page = Page().add(f"Syndicate {each.id}", TITLE).add(f"  {each.code}", MUTED)
    if each.held:
        page.add("  HELD", WARN)
    if each.over:
        page.add("  at the end", MUTED)
    page.line()
    here = sum(seat.connected for seat in each.seats)
    page.line(f"  {len(each.seats)} seats, {here} connected   {each.clock}", MUTED)
    if each.inject:
        page.add(f"  {each.title}", STRONG).add(f"  {minutes(each.waiting)}", MUTED)
        if each.seconds is not None:
            page.add(f"  {clock(each.seconds)}", WARN if each.seconds <= 0 else MUTED)
        page.line()
        shown = "choices shown" if each.shown else f"{each.chosen} of {len(each.seats)} have chosen"
        page.line(f"  {shown}", GOOD if each.shown else "")
    if each.last:
        page.line(f"  last: {each.last}", MUTED)
    return page.content()


def full(each: SyndicateRow, inject: Inject | None, scenario: Scenario) -> Content:
    """Return one syndicate in full: who is there, what each would do, what is expected, probes."""
    titles = {role.id: role.title for role in scenario.roles}
    page = Page().line(f"Syndicate {each.id}", TITLE).line(each.clock, MUTED).gap()
    for seat in each.seats:
        person(page, seat, titles)
    if not each.seats:
        page.line(f"Nobody yet. Code: {each.code}", WARN)
    if inject is not None:
        page.heading(inject.title)
        role = titles.get(inject.decided_by, "the vote" if inject.decided_by == "vote" else "the facilitator")
        page.line(f"decided by: {role}", MUTED).line(inject.question, "italic")
        for _, label in each.options:
            page.line(f"  ○ {label}")
        for said in each.spread:
            sure = "" if said.confidence is None else f" (sure: {said.confidence})"
            page.line(f"  {said.name}{sure}: {said.option}. {said.reason}", "" if each.shown else MUTED)
        if inject.dilemma:
            page.heading("What is traded").prose(inject.dilemma)
        if inject.expected:
            page.heading("Expected of a well-led team").prose(inject.expected)
        if inject.notes:
            page.heading("For you alone").prose(inject.notes)
        for role_id, fact in inject.private:
            page.line(f"Only {titles.get(role_id, role_id)} knows:", MUTED).line(f"  {fact}")
    page.heading("Gauges, as they are")
    for title, value in each.gauges:
        page.line(f"  {title} {value}")
    return page.content()


def person(page: Page, seat: SeatRow, titles: dict[str, str]) -> None:
    """Write one seat."""
    sign = "✓" if seat.chosen else "○"
    away = "" if seat.connected else "  not connected"
    page.add(f"{sign} {seat.name}", STRONG).add(away, WARN).line(
        "" if seat.briefed else "  has not read the briefing", MUTED
    )
    page.line(f"    {', '.join(titles.get(role, role) for role in seat.roles) or 'no role'}", MUTED)


def beside(view: DeskView) -> Content:
    """Return the syndicates side by side, as a talk wants them: where they are, what they did last."""
    page = Page()
    for each in view.syndicates:
        page.gap().line(f"Syndicate {each.id}", TITLE).line(f"  {each.clock}  {each.title or 'at the end'}")
        page.line(f"  last: {each.last or 'nothing decided yet'}")
        page.line("  " + "  ".join(f"{title} {value}" for title, value in each.gauges), MUTED)
    return page.content()


def wall(view: DeskView, address: str, qr: str) -> Content:
    """Return what may be projected: title, state, address, codes, time; nothing private."""
    page = Page().line(view.title, TITLE).gap()
    page.line("   " + "  ".join(view.state.value), f"bold {COLOURS[view.state]}").gap()
    if address and view.state is not State.ENDEX:
        page.add("Join: ", MUTED).line(address, STRONG).gap()
    for each in view.syndicates:
        page.add(f"Syndicate {each.id}   ", STRONG).add(each.code, TITLE)
        page.add(f"   {len(each.seats)} seats", MUTED)
        if each.seconds is not None and view.state is State.RUNNING:
            page.add(f"   {clock(each.seconds)}", WARN)
        page.line().gap()
    if qr and view.state is State.LOBBY:
        page.line(qr)
    return page.content()
