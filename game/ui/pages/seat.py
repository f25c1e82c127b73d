"""What stands on a seat's screen, from what it sees and where it has turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from game.exercise.acts import seat_acts
from game.exercise.views.binder import FolderView, maps
from game.exercise.views.seat_view import InjectView, Phase, Stage, View
from game.faces import terminal
from game.faces.content_builder import MUTED, STRONG, WARN, Page, literal
from game.faces.model import Paper, Section
from game.faces.seat import document as seats
from game.faces.seat import inject as table
from game.faces.seat import papers, syndicate, talk, timeline
from game.ui.pages import gauges
from game.ui.pages.header import header, strip, unread
from game.ui.pages.sheet import SIDE, WIDE, Sheet
from game.words import ENGLISH

KEYS = {"private": "o", "tell": "y", "note": "n", "keep": "k", "names": "u"}
"""What words lead to, and the key that goes there."""
BRIEFING = 3
"""Pages of the briefing: the rule of the room, the setting, the role cards."""
NO_MAP = "You have opened no map yet."
ROOMY = 34
"""Rows of a screen that has room for every option's case."""
ASKED_FOR = ("timeline", "gauges", "lessons", "who", "messages", "role", "binder", "map", "so_far")
"""Pages that can be turned to at every stage, and are only read."""
READ_FIRST = ("situation", "private", "since", "spread")
"""Pages that have the screen until they are read, or the options are called."""
SECTIONS = 7
"""Rows for the list of the debrief's sections: what is read needs the room."""
PLAYING = (
    Stage.CHOOSE,
    Stage.CHOSEN,
    Stage.TALK,
    Stage.VOTE,
    Stage.READ,
    Stage.ELSEWHERE,
    Stage.PAUSED,
    Stage.HELD,
    Stage.PEN,
    Stage.WRITE,
    Stage.WRITING,
    Stage.JUDGING,
)


@dataclass
class Turned:
    """Where a seat has turned to on its own screen. Nothing of it is known to the host's log."""

    page: str = ""
    """The page turned to; nothing: the one that belongs to the stage."""
    part: int = 0
    """Of the briefing, or the section of the debrief."""
    paper: int | None = None
    """The index of the document that is read."""
    papers: bool = False
    """Whether the list holds the documents."""
    marked: int = 0
    offset: int = 0
    binder: Sequence[FolderView] = ()
    """Every paper opened so far, as it was when the binder was last asked for."""
    called: bool = False
    """Whether the options were asked for, or the page was read to its end."""
    told: bool = False
    """Whether how it ended was read, with nothing beside it."""
    heard: int = 0
    """Messages and news read so far."""
    said: str = ""
    wrong: bool = False
    """Whether what is said is a complaint."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the screen adds to the view: the debrief's sections once there are any, a question that is asked."""

    sections: Sequence[tuple[Content, Callable[[int], Content]]] = ()
    """Of the debrief: entry in the list, and its page for a width."""
    asking: str = ""
    """Title over the question that is asked."""
    question: str = ""
    hint: str = ""
    problem: str = ""
    sure: str = ""
    """A question that Enter answers with yes."""
    footer: Content = field(default_factory=Content)
    trouble: str = ""


def current(view: View, turned: Turned) -> str:
    """Return the page that is shown: the one turned to, where there is such a page now."""
    seat = view.group
    assert seat is not None
    if turned.page in ASKED_FOR and seat.stage is not Stage.LOBBY:
        return turned.page
    match seat.stage:
        case Stage.LOBBY:
            return "door"
        case Stage.READY:
            return "lobby" if view.briefed else "briefing"
        case Stage.ENDED | Stage.ENDEX:
            here = ("section", "outcome", "plan", *(("talk",) if seat.talk else ()))
            return turned.page if turned.page in here else "ending"
    if turned.page == "outcome" and view.outcome:
        return "outcome"
    known = ("situation", "advice", "private", "since", "spread", "paper") if view.inject else ("since",)
    return turned.page if turned.page in known else "situation"


def sheet(view: View, turned: Turned, looked: Looked, width: int, height: int) -> Sheet:
    """Return a seat's screen."""
    seat, inject = view.group, view.inject
    assert seat is not None
    page = current(view, turned)
    playing = seat.stage in PLAYING
    listed, items, marked = choices(view, turned, looked, page, roomy=height >= ROOMY)
    asked = looked.question or looked.sure
    room = width - (SIDE + 3 if width >= WIDE else 0) - 2
    shown, text = turned_to(view, turned, looked, page, room)
    happened = timeline.timeline(ENGLISH, view.timeline, True)
    return Sheet(
        header=header(view, width),
        strip=gauges.strip(view.gauges, width) if playing else Content(),
        banner=banner(view, looked.trouble),
        title=shown,
        subtitle=f"decided by: {inject.decided_by}" if playing and inject and inject.decided_by else "",
        tabs=tabs(view, page, room) if playing else Content(),
        page=text,
        side=(
            ("What you know", gauges.column(view.gauges, SIDE - 1)),
            (happened.title, terminal.column(happened, SIDE - 1)),
        )
        if playing
        else (),
        question=asked if asked else inject.question if playing and inject and page != "outcome" else "",
        list_title=looked.asking or ("Are you sure?" if looked.sure else listed),
        items=() if asked else items,
        marked=marked,
        fold=fold(view, turned, page),
        most=SECTIONS if page in ("ending", "section") else 0,
        said=said(turned, looked),
        footer=looked.footer,
    )


def fold(view: View, turned: Turned, page: str) -> str:
    """What stands in the place of the options until they are called; nothing where they always stand."""
    inject = view.inject
    if inject is None or not inject.options or turned.called or turned.papers or page not in READ_FIRST:
        return ""
    return f"Enter: {len(inject.options)} options"


def banner(view: View, trouble: str) -> Content:
    """The line that says what there is to do, or to wait for; a word that is said loudly stands out."""
    first, *rest = seats.banner(ENGLISH, view, trouble)
    if not rest:
        return literal(f" {first.text}", STRONG)
    return Page().add(f" {first.text} ", "bold reverse").add("".join(each.text for each in rest), WARN).content()


def turned_to(view: View, turned: Turned, looked: Looked, page: str, width: int) -> tuple[str, Content]:
    """The title over the page that is turned to, and the page itself for a width."""
    seat, on_table = view.group, view.inject
    assert seat is not None
    match page:
        case "section":
            if not looked.sections:
                return "", Content()
            entry, write = looked.sections[turned.part]
            return entry.plain.strip(), write(max(30, width))
        case "map":
            found = maps(tuple(turned.binder))
            return "Map", drawn(papers.paper(ENGLISH, "map", found[0]), width) if found else literal(NO_MAP, MUTED)
        case "advice" if on_table and not turned.papers and 0 <= turned.marked < len(on_table.options):
            return on_table.title, option_in_full(on_table, turned.marked, width)
        case "paper" if on_table and turned.paper is not None and turned.paper < len(on_table.documents):
            return on_table.title, drawn(paper(on_table, turned.paper), width)
    shown = section(view, turned, page)
    title = shown[0].title
    if page == "briefing":
        title = f"{title}, page {turned.part + 1} of {BRIEFING}"
    elif page in ("advice", "private", "spread", "since") and on_table:
        title = on_table.title  # what is turned to stands in the tabs
    if page == "binder":
        return title, terminal.section(shown[0], width)
    return title, terminal.reading(width, *shown, keys=KEYS)


def section(view: View, turned: Turned, page: str) -> tuple[Section, ...]:
    """What is read on a page: sections of the document that every face draws."""
    seat, on_table = view.group, view.inject
    assert seat is not None
    words = ENGLISH
    match page:
        case "door":
            return (syndicate.door(words, view.title),)
        case "briefing":
            return (seats.before_play(words, view)[turned.part],)
        case "lobby":
            return syndicate.lobby(words, view.title), seats.people(words, view)
        case "ending":
            over = seat.stage is Stage.ENDEX and turned.told
            return (seats.ending(words, view), *((timeline.hot_wash(words, seat.named),) if over else ()))
        case "talk":
            return (talk.cards(words, seat.talk, ()),)
        case "plan":
            return (talk.plan(words, seat.actions, ()),)
        case "timeline":
            return (timeline.timeline(words, view.timeline),)
        case "gauges":
            return (seats.known(words, view),)
        case "lessons":
            return (seats.lessons(words, view),)
        case "who":
            return (seats.people(words, view),)
        case "messages":
            return (seats.messages(words, seat),)
        case "binder":
            return (papers.binder(words, turned.binder),)
        case "so_far":
            return (seats.so_far(words, view),)
        case "role":
            return seats.cards(words, view), seats.setting(words, view)
        case "outcome":
            return (seats.came(words, view),)
        case "private":
            return (seats.private(words, view),)
        case "spread":
            return (table.spread(words, seat.spread, seat.votes),)
        case "since":
            return (timeline.news(words, view.news),)
        case "advice":
            return (table.advice(words, on_table.options if on_table else ()),)
    return seats.situation(words, view), seats.answer(words, view)


def option_in_full(on_table: InjectView, index: int, width: int) -> Content:
    """One option with its case, its detail and the advice on it."""
    shown = table.detail(ENGLISH, index + 1, on_table.options[index])
    return terminal.reading(width, Section("option", "", (shown,)))


def paper(on_table: InjectView, number: int) -> Paper:
    """A paper on the table."""
    return papers.paper(ENGLISH, on_table.id, on_table.documents[number])


def drawn(shown: Paper, width: int) -> Content:
    """A paper that has the page."""
    return terminal.content((shown,), width)


def tabs(view: View, page: str, width: int) -> Content:
    """The line over the page: where one is, what waits to be read, what else there is."""
    seat, inject = view.group, view.inject
    assert seat is not None
    if inject is None and not view.elsewhere:
        return Content()
    papers = len(inject.documents) if inject else 0
    closed = unread(inject) if inject else 0
    letters = len(seat.messages) + len(seat.written)
    mine = 0 if page == "private" else sum(not fact.told_by for fact in seat.facts)
    known = [
        ("situation", "s", "Situation" if inject else "Others at work"),
        ("paper", "d", f"Documents {papers - closed}/{papers}" if papers and (page == "paper" or not closed) else ""),
        ("advice", "a", "Advice" if inject and inject.options else ""),
        ("private", "o", ("Told" if all(f.told_by for f in seat.facts) else "Only you") if seat.facts else ""),
        ("spread", "x", "Choices" if seat.spread else ""),
        ("since", "w", f"Since {len(view.news)}" if view.news else ""),
        ("messages", "m", f"Messages {letters}" if letters else ""),
    ]
    parts = (part for part in known if part[2] and not (part[0] == "private" and mine))
    return Content.assemble(" ", strip(page, parts, closed, mine, width))


def choices(view: View, turned: Turned, looked: Looked, page: str, roomy: bool) -> tuple[str, Sequence[Content], int]:
    """The list under the page: its title, its rows, and the one that is marked (-1 where none is)."""
    seat, inject = view.group, view.inject
    assert seat is not None
    match page:
        case "briefing":
            last = turned.part + 1 == BRIEFING
            return "", (literal("Enter  I have read it." if last else "Enter  Go on."),), 0
        case "outcome":
            ends = view.phase is Phase.OVER
            return "", (literal("Enter  See how it ended." if ends else "Enter  Go on."),), 0
        case "lobby":
            rows = tuple(terminal.row(syndicate.chair(ENGLISH, each, ())) for each in seat.chairs)
            return "Roles", rows, min(turned.marked, len(rows) - 1)
        case "ending" if seat.stage is Stage.ENDEX and not turned.told:
            return "", (literal("Enter  Go on."),), 0
        case "talk":
            turns = seat_acts.offered(ENGLISH, view)["card"]
            return "", tuple(literal(each.label.capitalize()) for each in turns), min(turned.marked, len(turns) - 1)
        case "plan":
            return "", (literal("Enter  Write another one down."),), 0
        case "ending" | "section" if looked.sections:
            return "Debrief", tuple(entry for entry, _ in looked.sections), turned.marked
    if inject is None or seat.stage not in PLAYING:
        return "", (), -1
    if turned.papers:
        return (
            "Papers on the table",
            tuple(terminal.paper_row(paper(inject, number)) for number in range(len(inject.documents))),
            turned.marked,
        )
    if seat.under is Stage.PEN:
        pens = tuple(map(terminal.row, syndicate.pens(ENGLISH, seat.pens, seat.my_vote).items))
        return "Who writes?", pens, min(turned.marked, len(pens) - 1)
    if seat.stage is Stage.WRITE:
        return "", (literal("Enter  Write your answer."),), 0
    if not inject.options:
        lays = seat.stage is Stage.READ and seat.may_decide
        return "", (literal("Enter  Your syndicate has read it; lay it aside."),) if lays else (), 0
    options = enumerate(seats.options_of(ENGLISH, inject, seat).items)
    rows = tuple(terminal.row(each, at + 1, roomy or at == turned.marked) for at, each in options)
    return "Your options", rows, turned.marked


def said(turned: Turned, looked: Looked) -> Content:
    """The line above the keys: what was said last, or what Enter does to an answer."""
    if looked.question or looked.sure:
        problem = literal(f" {looked.problem}  ", WARN) if looked.problem else Content()
        return Content.assemble(problem, literal(f" {looked.hint}", MUTED))
    return literal(f" {turned.said}", WARN if turned.wrong else "$text-success") if turned.said else Content()
