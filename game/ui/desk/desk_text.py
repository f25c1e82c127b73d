"""The facilitator's desk as text: the banner, rows, a syndicate in full, the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.exercise.acts.desk_acts import held_by, unheld
from game.exercise.views.facilitator_view import Beside, DeskView, EventRow, SeatRow, State, SyndicateRow
from game.exercise.views.inject_state import InjectState
from game.faces.content_builder import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page
from game.faces.desk.events import groups, standing, stands
from game.faces.large import large
from game.scenario.scenario import Inject, Scenario
from game.ui.seat.header_line import clock
from game.words import ENGLISH, lazy

COLOURS = {State.LOBBY: WARN, State.RUNNING: GOOD, State.HELD: WARN, State.PAUSED: WARN, State.ENDEX: BAD}
TALL = 30
"""Rows of a screen that has room for the large banner."""


def minutes(seconds: int) -> str:
    """Return a time waited in words."""
    return ENGLISH.say("{n} min", n=seconds // 60) if seconds >= 60 else f"{seconds} s"


def hours(seconds: int) -> str:
    """Return exercise time as a clock: ``1:05:30``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def header(view: DeskView, address: str, wall_time: str, width: int) -> Content:
    """Return the header line: the scenario, the class, where to join, exercise time beside the time on the wall.

    The class's name is what opens it again after its host has gone, so that it stands here for as long as it fits.
    """
    times = f"exercise {hours(view.exercise_seconds)}  now {wall_time} "
    left = f" FACILITATOR  {view.title}"
    beside = (f"  {view.name}  {address}", f"  {view.name}")
    middle = next((each for each in beside if len(left) + len(each) + len(times) + 4 < width), "")
    left = left[: max(13, width - len(times) - 2)]
    gap = " " * max(1, width - len(left) - len(middle) - len(times))
    return Page().add(left, STRONG).add(middle, MUTED).add(gap).add(times, STRONG).content()


def banner(view: DeskView, tall: bool, health: str = "") -> Content:
    """Return the big banner, with what needs the facilitator beside it."""
    colour = f"bold {COLOURS[view.state]}"
    beside = [*needs(view), *([(f"SLOW: {health}", WARN)] if health else [])][:3]
    if not tall:
        page = Page().add("  ").add(f" {' '.join(view.state.value)} ", f"{colour} reverse").add("  ")
        for text, style in beside:
            page.add(f" {text} ", style)
        return page.content()
    page = Page()
    for number, row in enumerate(large(view.state.value)):
        page.add(f"   {row}   ", colour)
        if number < len(beside):
            page.add(*beside[number])
        if number < 2:
            page.line()
    return page.content()


def needs(view: DeskView) -> list[tuple[str, str]]:
    """What the facilitator should see to, most pressing first."""
    found: list[tuple[str, str]] = []
    if view.trouble:
        found.append((f"NOT WRITTEN: {view.trouble}", f"bold {BAD}"))
    if view.at_door:
        found.append((f"{len(view.at_door)} at the door: k lets in", WARN))
    without = sum(len(row.without_role) for row in view.syndicates)
    if view.state is State.LOBBY and without:
        says = "{n} has no role: r deals, k gives", "{n} have no role: r deals, k gives"
        found.append((ENGLISH.many(*says, without), f"bold {BAD}"))
    if view.restarted:
        found.append((ENGLISH.say("the host was started again: p lets all go on"), WARN))
    if view.state in (State.RUNNING, State.HELD):
        held = [row.id for row in view.syndicates if row.held and not row.over]
        if held and view.state is State.RUNNING:
            found.append((f"HELD: syndicate {', '.join(held)}", WARN))
        yours = [row.id for row in view.syndicates if row.yours]
        if yours:
            found.append((f"you decide for syndicate {', '.join(yours)}: c", WARN))
        up = [row.id for row in view.syndicates if row.seconds is not None and row.seconds <= 0]
        if up:
            found.append((f"time is up for syndicate {', '.join(up)}", WARN))
    if view.syndicates and all(row.over for row in view.syndicates) and view.state is not State.ENDEX:
        found.append(("all have come to their end: e gives ENDEX", WARN))
    return found


def row(each: SyndicateRow, ended: bool = False) -> Content:
    """Return one syndicate as a row: where they are, how long they wait, who is there, what they did last.

    After ENDEX nobody waits for anybody: what was on the table then is named, and no more.
    """
    page = Page().add(ENGLISH.say("Syndicate {id}", id=each.id), TITLE).add(f"  {each.code}", MUTED)
    if each.held and not ended:
        page.add(ENGLISH.say("  HELD after its decision: h lets go") if each.gated else ENGLISH.say("  HELD"), WARN)
    if each.over:
        page.add(ENGLISH.say("  at the end"), MUTED)
    page.line()
    seats = f"{len(each.seats)} seat{'' if len(each.seats) == 1 else 's'}"
    page.line(
        ENGLISH.say(
            "  {seats}, {connected} connected   {clock}", seats=seats, connected=each.connected, clock=each.clock
        ),
        MUTED,
    )
    if each.inject and ended:
        page.line(f"  {each.title}: {InjectState.LEFT}", MUTED)
    elif each.inject:
        page.add(f"  {each.title}", STRONG).add(f"  {minutes(each.waiting)}", MUTED)
        if each.seconds is not None:
            page.add(f"  {clock(each.seconds)}", WARN if each.seconds <= 0 else MUTED)
        page.line()
        page.line(f"  {progress(each)}", GOOD if each.shown else "")
    elif each.seats and not each.last:  # before play: who is there
        names = [seat.name for seat in each.seats]
        page.line(f"  {', '.join(names[:8])}{' …' if len(names) > 8 else ''}")
    if each.beneath:
        page.line(ENGLISH.say("  comes up again: {title}", title=each.beneath), WARN)
    if each.last:
        page.line(ENGLISH.say("  last: {last}", last=each.last), MUTED)
    return page.content()


def progress(each: SyndicateRow) -> str:
    """Return what a syndicate does now."""
    if not each.options:
        return "reads"
    if each.answer:
        return ENGLISH.say("has sent its answer; you judge it")
    if each.written:
        return (
            ENGLISH.say("{writes} writes", writes=each.writes)
            if each.writes
            else ENGLISH.say("talks; nobody holds the pen yet")
        )
    if not each.shown:
        missing = each.waits_for
        who = f", waits for {', '.join(missing[:3])}{' …' if len(missing) > 3 else ''}" if missing else ""
        return ENGLISH.say("{chosen} of {asked} have chosen{who}", chosen=each.chosen, asked=each.asked, who=who)
    if each.by_vote:
        return ENGLISH.say("choices shown; {voted} of {asked} have voted", voted=each.voted, asked=each.asked)
    return (
        ENGLISH.say("choices shown; {decides} decides", decides=each.decides)
        if not each.yours
        else ENGLISH.say("choices shown; {decides}", decides=each.decides)
    )


def full(each: SyndicateRow, inject: Inject | None, scenario: Scenario) -> Content:
    """Return one syndicate in full: who is there, what each would do, what is expected, probes."""
    titles = {role.id: role.title for role in scenario.roles}
    page = Page().line(ENGLISH.say("Syndicate {id}", id=each.id), TITLE).line(str(each.clock), MUTED).gap()
    for seat in each.seats:
        person(page, seat, titles)
    if not each.seats:
        page.line(ENGLISH.say("Nobody yet. Code: {code}", code=each.code), WARN)
    if free := unheld(each):
        page.line(ENGLISH.say("Held by you: {unheld}", unheld=", ".join(titles[id] for id in free)), MUTED)
    if inject is not None:
        page.heading(inject.title)
        page.line(ENGLISH.say("decided by: {decides}", decides=each.decides), WARN if each.yours else MUTED).line(
            inject.question, "italic"
        )
        if each.answer:
            page.line(ENGLISH.say("What they wrote:"), MUTED)
            for line in each.answer.splitlines():
                page.line(f"  {line}", STRONG)
        for option in each.options:
            page.add(f"  ○ {option.label}").line(
                ENGLISH.say("  (the author's default)") if option.default else "", MUTED
            )
        for said in each.spread:
            sure = "" if said.confidence is None else ENGLISH.say(" (sure: {confidence})", confidence=said.confidence)
            page.line(f"  {said.name}{sure}: {said.option}. {said.reason}", "" if each.shown else MUTED)
        if inject.dilemma:
            page.heading(ENGLISH.say("What is traded")).prose(inject.dilemma)
        if each.expected:
            page.heading(ENGLISH.say("Expected of a well-led team"))
            for number, action in enumerate(each.expected):
                page.line(f" {'✓' if number in each.seen else '○'} {action}", GOOD if number in each.seen else "")
        if each.probes:
            page.heading(ENGLISH.say("To ask, if they go round in circles"))
            for probe in each.probes:
                page.line(f" • {probe}")
        if each.doctrine:
            page.heading(ENGLISH.say("Doctrine that names an operation, for you alone"))
            for written in each.doctrine:
                page.line(f" • {written}")
        if inject.notes:
            page.heading(ENGLISH.say("For you alone")).prose(inject.notes)
        for title, fact, told in each.facts:
            alone, both = (
                lazy("{title} knows alone:", title=title),
                lazy("{title} knows alone, and has told:", title=title),
            )
            page.gap().line(both if told else alone, GOOD if told else MUTED)
            page.line(f"  {fact}")
    page.heading(ENGLISH.say("Gauges, as they are"))
    for title, value in each.gauges:
        page.line(f"  {title} {value}")
    return page.content()


def joining(each: SyndicateRow, address: str, qr: str) -> Content:
    """Return how to get in: the address, the code of this syndicate, and the address to photograph."""
    page = Page()
    if address:
        page.add(ENGLISH.say("Open "), MUTED).line(address, STRONG)
    page.add(ENGLISH.say("Code of syndicate {id}: ", id=each.id), MUTED).line(each.code, TITLE)
    if qr:
        page.gap()
        picture(page, qr)
    return page.content()


def picture(page: Page, qr: str) -> None:
    """Write a QR code, light on dark whatever the colours are: turned round, few cameras read it."""
    for row in qr.split("\n"):
        page.line(row, "#ffffff on #000000")


def person(page: Page, seat: SeatRow, titles: dict[str, str]) -> None:
    """Write one seat."""
    sign = "✓" if seat.chosen else "○" if seat.asked else "–"
    away = "" if seat.connected else "  not connected"
    if seat.perhaps:
        away += ENGLISH.say("  perhaps {name}, who is not connected (k)", name=seat.perhaps[1])
    page.add(f"{sign} {seat.name}", STRONG).add(away, WARN).line(
        "" if seat.briefed else ENGLISH.say("  has not read the briefing"), MUTED
    )
    held = held_by(ENGLISH, seat, titles) or (ENGLISH.say("observes") if seat.observes else "")
    page.line(f"    {held or ENGLISH.say('no role')}", MUTED if held else BAD)


def event(row: EventRow, inject: Inject, rows: Sequence[Beside]) -> Content:
    """Return one event in full: its day, where it stands for whom, how each met it, and what everybody reads."""
    page = Page().line(row.title, TITLE).line(row.when, MUTED)
    for each in row.stands:
        said = ENGLISH.say("Syndicate {id}: {stands}", id=each.syndicate, stands=stands(ENGLISH, each))
        page.line(said, "" if each.queued else MUTED)
    if any(each.option or each.spread for each in rows):
        page.heading(ENGLISH.say("Side by side"))
        beside(page, rows)
    page.heading(ENGLISH.say("Preview: what everybody reads")).prose(inject.situation)
    if inject.question:
        page.gap().line(inject.question, STRONG)
    for option in inject.options:
        page.line(f"  ○ {option.label}")
    return page.content()


def beside(page: Page, rows: Sequence[Beside]) -> None:
    """Write the syndicates side by side at one inject, in their own order: what each did, who would have, how sure."""
    page.line(ENGLISH.say("In the order of the syndicates; nobody is ranked."), MUTED)
    for each in rows:
        page.gap().add(ENGLISH.say("Syndicate {syndicate}  ", syndicate=each.syndicate), TITLE)
        if each.option:
            took = f", after {minutes(each.seconds)}" if each.seconds is not None else ""
            page.line(each.option, STRONG).line(f"  {_how(each)}{took}", MUTED)
        else:
            page.line(each.state, MUTED)
        for label, count in each.spread:
            page.line(f"  {count} × {label}")
        if each.confidence:
            low, high = each.confidence[0], each.confidence[-1]
            middle = each.confidence[len(each.confidence) // 2]
            page.line(
                ENGLISH.say("  how sure: {low} to {high}, middle {middle}", low=low, high=high, middle=middle), MUTED
            )
        if each.facts:
            page.line(
                ENGLISH.say("  told what one alone knew: {told} of {facts}", told=each.told, facts=each.facts), MUTED
            )


def _how(each: Beside) -> str:
    words = {
        "vote": "by vote",
        "leader": f"by {each.by}",
        "timer": "time was up; taken by you",
        "facilitator": "by you",
        "judged": "the answer was judged by you",
    }
    return words.get(each.how, each.how)


def board(events: Sequence[EventRow]) -> list[tuple[str, Content]]:
    """Return the board of events to pick from, each once and by how far it has come anywhere: id, and its row."""
    made: dict[str, Content] = {}
    for group in groups(ENGLISH, events):
        for each in group.rows:
            day = str(each.when).partition(" · ")[0]
            row = Page().add(f"{group.sign} ").add(f"{day:<9} ", MUTED).add(each.title)
            made.setdefault(each.id, row.add(f"  {standing(ENGLISH, each)}", MUTED).content())
    return list(made.items())
