"""The wall: what everybody in the room may see, in large letters. Nothing of any syndicate's play is on it but the
decisions and written sentences at one inject, side by side, where the facilitator shows them."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from game.exercise.views.facilitator_view import DeskView, State, SyndicateRow, WallColumn, WallView
from game.faces.content_builder import MUTED, STRONG, TITLE, WARN, Page
from game.faces.large import large
from game.faces.large import width as large_width
from game.faces.spoken import capital, stop
from game.report.texts import texts
from game.ui.desk.desk_text import COLOURS, hours, picture
from game.ui.seat.header_line import clock
from game.words import ENGLISH, lazy

SENTENCE = 320
"""Signs of a sentence that a wall has room for."""
SAYS = {
    State.LOBBY: lazy("Open the address, give your code and a name."),
    State.RUNNING: lazy(""),
    State.HELD: lazy("Wait here, please."),
    State.PAUSED: lazy("A break. Nothing is lost; time stands still."),
    State.ENDEX: lazy("The exercise is over. Look back on it together."),
}


def facts(view: DeskView) -> dict[str, Any]:
    """Return what may be seen of a class as plain data, for a page that is projected."""
    said = texts()
    asked = (("What?", said.what), ("So what?", said.so_what), ("Now what?", said.now_what))
    running = view.state not in (State.LOBBY, State.ENDEX)
    return {
        "state": view.state.value,
        "says": ENGLISH.message(SAYS[view.state]),
        "title": view.title,
        "class": view.name,
        "syndicates": [
            {
                "id": each.id,
                "seats": len(each.seats),
                "word": word(each),
                "day": str(each.clock).partition(" · ")[0] if running else "",
                "time": clock(each.seconds) if running and not each.over else "",
            }
            for each in view.syndicates
        ],
        "questions": [[heading, list(prompts.short)] for heading, prompts in asked]
        if view.state is State.ENDEX and not view.wall
        else [],
        "beside": side_by_side(view.wall) if view.wall else None,
    }


def word(each: SyndicateRow) -> str:
    """Return where a syndicate is, where it does not play."""
    return ENGLISH.say("at the end") if each.over else ENGLISH.say("HELD: waits") if each.held else ""


def side_by_side(shown: WallView) -> dict[str, Any]:
    """Return what stands on the wall of one inject: its question, a column a syndicate, and what is asked of them."""
    written = any(each.text for each in shown.columns)
    return {
        "title": shown.title,
        "question": shown.question,
        "columns": [_column(each) for each in shown.columns],
        "asks": ENGLISH.say("What would have to be true for the other sentence to be the better one?")
        if written
        else ENGLISH.say("Whoever would have decided otherwise says why."),
    }


def _column(each: WallColumn) -> dict[str, str]:
    """One syndicate: the sentence that it wrote, what was decided, how and after how long, and what was said for it."""
    said, before = each.text or each.reason, ""
    met = ENGLISH.message(each.state)
    if each.minutes is not None:
        met = ENGLISH.say("{decided}, {n} min", decided=met, n=each.minutes)
    if each.before:
        before = ENGLISH.say("The same sentence as in the first sitting.")
        if each.before != each.text:
            before = ENGLISH.say("First sitting: “{sentence}”", sentence=short(each.before))
    return {
        "id": each.syndicate,
        "name": ENGLISH.say("Syndicate {id}", id=each.syndicate),
        "option": each.option,
        "met": stop(capital(met)),
        "said": f"“{short(said)}”" if said else "",
        "before": before,
    }


def short(text: str) -> str:
    """Return a sentence as far as a wall has room for it."""
    return text if len(text) <= SENTENCE else f"{text[:SENTENCE].rsplit(' ', 1)[0]} …"


def wall(view: DeskView, address: str, qr: str, width: int, height: int, certificate: str = "") -> Content:
    """Return what is projected, for a size: state, address, codes, time; after ENDEX the questions of the hot wash."""
    page = Page()
    _blocks(page, view.state.value, f"bold {COLOURS[view.state]}", width)
    page.add(view.title, TITLE).line(ENGLISH.say("   class {name}", name=view.name), MUTED)
    if view.state is not State.RUNNING:
        page.line(SAYS[view.state], STRONG)
    page.gap()
    if view.wall:
        shown = side_by_side(view.wall)
        page.heading(shown["title"]).line(shown["question"], "italic")
        for each in shown["columns"]:
            page.gap().add(each["name"], TITLE).add("  ").line(each["option"], STRONG)
            for said in filter(None, (each["said"], each["before"])):
                page.line(f"  {said}")
            page.line(f"  {each['met']}", MUTED)
        page.gap().line(shown["asks"], STRONG)
        return page.content()
    if view.state is State.ENDEX:
        hot_wash(page)
        return page.content()
    if address and view.state is State.LOBBY:
        _blocks(page, address.upper(), STRONG, width) if large_width(address) < width - 4 else None
        page.line(address, STRONG)
        if certificate:
            page.line(certificate, MUTED)
        page.gap()
    room = height - 8 - (qr.count("\n") + 2 if qr and view.state is State.LOBBY and height > 40 else 0)
    big = len(view.syndicates) * 5 <= room
    for each in view.syndicates:
        _syndicate(page, each, view.state, big)
    if view.state is State.LOBBY:
        if qr and height > qr.count("\n") + 10 + len(view.syndicates) * (5 if big else 2):
            page.gap()
            picture(page, qr)
    else:
        page.gap().line(ENGLISH.say("Exercise time {hours}", hours=hours(view.exercise_seconds)), MUTED)
    return page.content()


def _syndicate(page: Page, each: SyndicateRow, state: State, big: bool) -> None:
    """One syndicate: its code while people join, its time while they play."""
    playing = state is not State.LOBBY
    time = word(each) if each.over else clock(each.seconds) if each.seconds is not None else ""
    held = ENGLISH.say("HELD") if each.held and not each.over else ""
    page.add(ENGLISH.say("Syndicate {id}   ", id=each.id), STRONG)
    page.add(ENGLISH.many("{n} seat   ", "{n} seats   ", len(each.seats)), MUTED)
    if not big:
        page.add(each.code, TITLE).add(f"   {held} {time if playing else ''}", WARN).line().gap()
        return
    page.line(held, WARN)
    shown = time.removesuffix(" left") if playing else each.code
    if playing and not shown[:1].isdigit():
        page.line(f"  {shown or '–'}", WARN)
    else:
        for row in large(shown):
            page.line(f"  {row}", TITLE)
    page.gap()


def hot_wash(page: Page) -> None:
    """The questions of the talk, in their short form."""
    said = texts()
    for heading, prompts in (("What?", said.what), ("So what?", said.so_what), ("Now what?", said.now_what)):
        page.heading(heading)
        for prompt in prompts.short:
            page.line(f" • {prompt}", STRONG)


def _blocks(page: Page, text: str, style: str, width: int) -> None:
    """A line in large letters, where there is room for it; else in its own."""
    if large_width(text) > width - 2:
        page.line(" ".join(text), style).gap()
        return
    for row in large(text):
        page.line(row, style)
    page.gap()
