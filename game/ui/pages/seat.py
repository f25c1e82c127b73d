"""What stands on a seat's screen, from what it sees and where it has turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from game.exercise.views.binder import FolderView, maps
from game.exercise.views.seat_view import ClassView, DocumentView, InjectView, Phase, Stage, View
from game.faces import terminal
from game.faces.content_builder import MUTED, STRONG, WARN, Page, literal
from game.faces.lessons import of_scenario
from game.ui.pages import documents, gauges, group, table
from game.ui.pages.briefing import cards, rule, setting
from game.ui.pages.sheet import SIDE, WIDE, Sheet
from game.words import ENGLISH

BRIEFING: tuple[tuple[str, Callable[[View], Content]], ...] = (
    ("Before you begin", rule),
    ("Where you are", setting),
    ("Who you are", cards),
)
ROOMY = 34
"""Rows of a screen that has room for every option's case."""
ASKED_FOR = ("timeline", "gauges", "lessons", "who", "messages", "role", "binder", "map", "so far")
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
            return turned.page if turned.page in ("section", "outcome") else "ending"
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
    return Sheet(
        header=table.header(view, width),
        strip=gauges.strip(view.gauges, width) if playing else Content(),
        banner=group.banner(seat, looked.trouble),
        title=title(view, turned, looked, page),
        subtitle=f"decided by: {inject.decided_by}" if playing and inject and inject.decided_by else "",
        tabs=tabs(seat, view, page, width - (SIDE + 3 if width >= WIDE else 0)) if playing else Content(),
        page=text(view, turned, looked, page, width),
        side=(
            ("What you know", gauges.column(view.gauges, SIDE - 1)),
            ("Timeline", table.timeline(view.timeline, brief=True)),
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


def title(view: View, turned: Turned, looked: Looked, page: str) -> str:
    """The title over the page."""
    named = {
        "timeline": "Timeline", "gauges": "What you know", "lessons": "Lessons that this scenario can test",
        "who": "Who is here", "messages": "From the facilitator", "role": "Role card and setting",
        "binder": "Binder", "map": "Map", "so far": "So far",
        "lobby": "Before it begins", "door": "At the door", "ending": "How it ended",
    }  # fmt: skip
    if page == "briefing":
        return f"{BRIEFING[turned.part][0]}, page {turned.part + 1} of {len(BRIEFING)}"
    if page == "section":
        return looked.sections[turned.part][0].plain.strip() if looked.sections else ""
    if page == "outcome" and view.outcome:
        return f"Outcome: {view.outcome.title}"
    if page in named:
        return named[page]
    return view.inject.title if view.inject else ""


def text(view: View, turned: Turned, looked: Looked, page: str, width: int) -> Content:
    """The page itself."""
    seat, inject = view.group, view.inject
    assert seat is not None
    match page:
        case "door":
            return Page().line(view.title, STRONG).gap().line("You are let in by the facilitator, by name.").content()
        case "briefing":
            return BRIEFING[turned.part][1](view)
        case "lobby":
            return group.lobby(view, seat)
        case "ending":
            return ending(view, seat, turned.told)
        case "section":
            return looked.sections[turned.part][1](max(30, width - 4)) if looked.sections else Content()
        case "timeline":
            return table.timeline(view.timeline, brief=False)
        case "gauges":
            return gauges.full(view.gauges, view.day, width)
        case "lessons":
            return terminal.content(of_scenario(ENGLISH, view.lessons), width)
        case "who":
            return group.who(seat)
        case "messages":
            return group.messages(seat)
        case "binder":
            return documents.binder(turned.binder)
        case "map":
            found = maps(tuple(turned.binder))
            return documents.look(found[0]) if found else literal(documents.NO_MAP, MUTED)
        case "so far":
            return table.so_far(view)
        case "role":
            return Content.assemble(cards(view), "\n\n", setting(view))
        case "outcome" if view.outcome:
            done = Content.assemble(literal(seat.decided, MUTED), "\n\n") if seat.decided else Content()
            return Content.assemble(done, table.outcome(view, view.outcome))
        case "private":
            return group.facts(seat)
        case "spread":
            return group.spread(seat)
        case "since":
            return table.news(view)
    if inject is None:
        return Page().line(view.elsewhere, MUTED).content() if view.elsewhere else Content()
    if page == "advice":
        marked = inject.options[turned.marked] if 0 <= turned.marked < len(inject.options) else None
        return table.advice(inject, marked.id if marked and not turned.papers else None)
    if page == "paper" and turned.paper is not None and turned.paper < len(inject.documents):
        return documents.look(inject.documents[turned.paper])
    return situation(view, inject, seat)


def situation(view: View, inject: InjectView, seat: ClassView) -> Content:
    """What has happened, and what more there is to look at."""
    page = Page()
    told = sum(bool(fact.told_by) for fact in seat.facts)
    if told:
        page.line(f"On the table: {told} thing{'s' if told > 1 else ''} that one of you alone knew: o.", WARN)
    body = Page().prose(inject.situation or "No more is known.")
    for paragraph in inject.also:
        body.prose(paragraph)
    table.words(body, inject, seat)
    return Content("\n\n").join([part for part in (body.content(), page.content()) if part.plain])


def ending(view: View, seat: ClassView, read: bool) -> Content:
    """How it ended; once that was read, what to do now. Before it what came of the last move, where nothing told it."""
    page = Page()
    if view.news and view.outcome is None:
        page.heading("Since your last move")
        for each in view.news:
            table.entry(page, each)
            page.gap()
    if view.endings:
        for heading, told in (*view.endings, *view.epilogue):
            page.heading(heading).prose(told)
    elif seat.stage is Stage.ENDEX:
        page.prose("The exercise was ended before your run came to its end. Everything you decided is kept.")
    if seat.stage is Stage.ENDEX and read:
        page.heading("The hot wash")
        page.line("Pick a part of the debrief below, and talk: what happened, so what, now what.")
        page.line("n writes a note into the report; k keeps your copy of it as a page.", MUTED)
        name = "may" if seat.named else "does not"
        page.line(f"Your name {name} stand beside your reasons in the report: u changes that.", MUTED)
    return page.content()


def tabs(seat: ClassView, view: View, page: str, width: int) -> Content:
    """The line over the page: where one is, what waits to be read, what else there is."""
    inject = view.inject
    if inject is None and not view.elsewhere:
        return Content()
    papers = len(inject.documents) if inject else 0
    unread = table.unread(inject) if inject else 0
    letters = len(seat.messages) + len(seat.written)
    mine = 0 if page == "private" else sum(not fact.told_by for fact in seat.facts)
    known = [
        ("situation", "s", "Situation" if inject else "Others at work"),
        ("paper", "d", f"Documents {papers - unread}/{papers}" if papers and (page == "paper" or not unread) else ""),
        ("advice", "a", "Advice" if inject and inject.options else ""),
        ("private", "o", ("Told" if all(f.told_by for f in seat.facts) else "Only you") if seat.facts else ""),
        ("spread", "x", "Choices" if seat.spread else ""),
        ("since", "w", f"Since {len(view.news)}" if view.news else ""),
        ("messages", "m", f"Messages {letters}" if letters else ""),
    ]
    parts = (part for part in known if part[2] and not (part[0] == "private" and mine))
    return Content.assemble(" ", table.strip(page, parts, unread, mine, width - 2))


def choices(view: View, turned: Turned, looked: Looked, page: str, roomy: bool) -> tuple[str, Sequence[Content], int]:
    """The list under the page: its title, its rows, and the one that is marked (-1 where none is)."""
    seat, inject = view.group, view.inject
    assert seat is not None
    match page:
        case "briefing":
            last = turned.part + 1 == len(BRIEFING)
            return "", (literal("Enter  I have read it." if last else "Enter  Go on."),), 0
        case "outcome":
            ends = view.phase is Phase.OVER
            return "", (literal("Enter  See how it ended." if ends else "Enter  Go on."),), 0
        case "lobby":
            rows = tuple(group.chair(each.title, each.holder, each.yours) for each in seat.chairs)
            return "Roles", rows, min(turned.marked, len(rows) - 1)
        case "ending" if seat.stage is Stage.ENDEX and not turned.told:
            return "", (literal("Enter  Go on."),), 0
        case "ending" | "section" if looked.sections:
            return "Debrief", tuple(entry for entry, _ in looked.sections), turned.marked
    if inject is None or seat.stage not in PLAYING:
        return "", (), -1
    if turned.papers:
        return "Papers on the table", tuple(map(documents.row, inject.documents)), turned.marked
    if seat.under is Stage.PEN:
        pens = tuple(group.pen(name, count, id == seat.my_vote) for id, name, count in seat.pens)
        return "Who writes?", pens, min(turned.marked, len(pens) - 1)
    if seat.stage is Stage.WRITE:
        return "", (literal("Enter  Write your answer."),), 0
    if not inject.options:
        lays = seat.stage is Stage.READ and seat.may_decide
        return "", (literal("Enter  Your syndicate has read it; lay it aside."),) if lays else (), 0
    count = len(inject.options)
    rows = tuple(option_row(number, seat, inject, roomy or number == turned.marked) for number in range(count))
    return "Your options", rows, turned.marked


def option_row(number: int, seat: ClassView, inject: InjectView, in_full: bool) -> Content:
    """One option: what it is called, and whether it is yours; in full with its case."""
    option = inject.options[number]
    page = Page().add(f"{number + 1}  ", "bold $text-primary").add(option.label, MUTED if option.closed else STRONG)
    count = dict(seat.votes).get(option.label, 0)
    if count:
        page.add(f"  {count} vote{'s' if count > 1 else ''}", MUTED)
    if option.id in (seat.mine, seat.my_vote):
        page.add("  ✓ " + ("your vote" if option.id == seat.my_vote else "your choice"), "$text-success")
    page.line()
    if option.closed:
        page.line(f"   closed: {option.closed}", WARN)
    elif option.case and in_full:
        page.line(f"   “{option.case}”", MUTED)
    return page.content()


def said(turned: Turned, looked: Looked) -> Content:
    """The line above the keys: what was said last, or what Enter does to an answer."""
    if looked.question or looked.sure:
        problem = literal(f" {looked.problem}  ", WARN) if looked.problem else Content()
        return Content.assemble(problem, literal(f" {looked.hint}", MUTED))
    return literal(f" {turned.said}", WARN if turned.wrong else "$text-success") if turned.said else Content()


def paper(document: DocumentView) -> str:
    """What kind of paper it is, for a sentence."""
    return documents.name(document).capitalize()
