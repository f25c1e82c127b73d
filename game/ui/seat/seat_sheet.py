"""What stands on a seat's screen, alone and in a class, from what it sees and where it has turned to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from textual.content import Content

from game.exercise.acts import seat_acts
from game.exercise.views.binder import FolderView, maps
from game.exercise.views.seat_view import NO_CLASS, InjectView, Phase, Stage, View
from game.faces import terminal
from game.faces.content_builder import MUTED, STRONG, WARN, Page, literal
from game.faces.model import Paper, Section
from game.faces.seat import document as seats
from game.faces.seat import inject as table
from game.faces.seat import papers, syndicate, talk, timeline
from game.ui.seat import gauges
from game.ui.seat.header_line import header, strip, unread
from game.ui.seat.seat_layout import SIDE, WIDE, Sheet
from game.words import ENGLISH

KEYS = {"private": "o", "tell": "y", "note": "n", "keep": "k", "names": "u"}
"""What words lead to, and the key that goes there."""
BRIEFING = 3
"""Pages of the briefing: the rule of the room, the setting, the role cards."""
ROOMY = 34
"""Rows of a screen that has room for every option's case."""
ASKED_FOR = ("timeline", "gauges", "lessons", "who", "messages", "role", "map", "so_far")
"""Pages that can be turned to at every stage, and are only read."""
READ_FIRST = ("situation", "private", "since", "spread", "paper")
"""Pages that have the screen until they are read, or the list is called."""
OF_ITS_OWN = ("previously", "outcome", "ending")
"""Pages that are read before anything else: nothing of what comes next stands beside them, and a key that was pressed
before they were drawn does not let them pass by."""
READ_ON = ("outcome", "previously")
"""Those of them that are read once, and then passed by."""
SECTIONS = 7
"""Rows for the list of the debrief's sections: what is read needs the room."""
PLAYING = (
    Stage.CHOOSE,
    Stage.CHOSEN,
    Stage.TALK,
    Stage.VOTE,
    Stage.READ,
    Stage.ELSEWHERE,
    Stage.OBSERVE,
    Stage.PAUSED,
    Stage.HELD,
    Stage.PEN,
    Stage.WRITE,
    Stage.WRITING,
    Stage.JUDGING,
)


class PaperShelf(Enum):
    """Papers that stand in the list."""

    NONE = auto()
    TABLE = auto()
    BINDER = auto()


@dataclass
class Turned:
    """Where a seat has turned to on its own screen. Nothing of it is known to the host's log."""

    page: str = ""
    """The page turned to; nothing: the one that belongs to the stage."""
    under: str = ""
    """What is read first, where something was looked up in the middle of it."""
    under_offset: int = 0
    """How far that was read."""
    part: int = 0
    """Of the briefing, or the section of the debrief."""
    paper: int | None = None
    """The place in the list of the paper that is read."""
    shelf: PaperShelf = PaperShelf.NONE
    """Whether papers stand in the list, and which."""
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
    typed: Sequence[tuple[str, str]] = ()
    """What was asked before it, and the answer that was typed."""
    hint: str = ""
    problem: str = ""
    sure: str = ""
    """A question that Enter answers with yes."""
    sure_of: str = ""
    """Title over it, where it says what one is sure of."""
    footer: Content = field(default_factory=Content)
    trouble: str = ""


def current(view: View, turned: Turned) -> str:
    """Return the page that is shown: the one turned to, where there is such a page now."""
    to = turned.page or turned.under
    if to in ASKED_FOR and view.stage is not Stage.LOBBY:
        return to
    if to == "paper" and turned.shelf is PaperShelf.BINDER:
        return to
    match view.stage:
        case Stage.LOBBY:
            return "door"
        case Stage.READY:
            return "lobby" if view.briefed else "briefing"
        case Stage.ENDED | Stage.ENDEX:
            here = ("section", "outcome", "plan", *(("talk",) if view.group and view.group.talk else ()))
            return to if to in here else "ending"
    if to == "previously" or (to == "outcome" and (view.outcome or view.news)):
        return to
    known = ("situation", "advice", "private", "since", "spread", "paper") if view.inject else ("since",)
    return to if to in known else "situation"


def apart(turned: Turned, page: str) -> bool:
    """Whether what is read first is not yet read: it is shown, or something was looked up in the middle of it."""
    return page in OF_ITS_OWN or bool(turned.under)


def sheet(view: View, turned: Turned, looked: Looked, width: int, height: int) -> Sheet:
    """Return a seat's screen."""
    inject = view.inject
    page = current(view, turned)
    playing = view.stage in PLAYING
    coming = playing and not apart(turned, page)
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
        subtitle=ENGLISH.say("decided by: {who}", who=inject.decided_by)
        if coming and inject and inject.decided_by
        else "",
        tabs=tabs(view, page, room) if coming else Content(),
        page=text,
        side=(
            (ENGLISH.say("What you know"), gauges.column(view.gauges, SIDE - 1)),
            (happened.title, terminal.column(happened, SIDE - 1)),
        )
        if playing
        else (),
        question=asked if asked else inject.question if coming and inject and turned.shelf is PaperShelf.NONE else "",
        list_title=looked.asking or (looked.sure_of or ENGLISH.say("Are you sure?") if looked.sure else listed),
        items=() if asked else items,
        marked=marked,
        fold=fold(view, turned, page),
        most=SECTIONS if page in ("ending", "section") else 0,
        said=said(turned, looked),
        footer=looked.footer,
    )


def fold(view: View, turned: Turned, page: str) -> str:
    """What stands in the place of the list until it is called; nothing where it always stands."""
    inject = view.inject
    if turned.called or page not in READ_FIRST:
        return ""
    if turned.shelf is not PaperShelf.NONE:
        count = len(shelf(view, turned)) if page == "paper" else 0
        return ENGLISH.many("Esc: {n} paper", "Esc: {n} papers", count) if count else ""
    if inject is None or not inject.options:
        return ""
    return ENGLISH.many("Enter: {n} option", "Enter: {n} options", len(inject.options))


def shelf(view: View, turned: Turned) -> list[tuple[Content, Paper]]:
    """The papers that stand in the list: each as a row, and as what it is."""
    if turned.shelf is PaperShelf.TABLE and view.inject is not None:
        table = [papers.paper(ENGLISH, view.inject.id, each) for each in view.inject.documents]
        return [(terminal.paper_row(each, words=ENGLISH), each) for each in table]
    if turned.shelf is PaperShelf.BINDER:
        shown = papers.binder(ENGLISH, turned.binder).sections
        return [
            (terminal.paper_row(each, f"{folder.when or ENGLISH.say('now'):<5}", folder.title), each)
            for folder, inner in zip(turned.binder, shown, strict=True)
            for each in inner.blocks
            if isinstance(each, Paper)
        ]
    return []


def banner(view: View, trouble: str) -> Content:
    """The line that says what there is to do, or to wait for; a word that is said loudly stands out."""
    said = seats.banner(ENGLISH, view, trouble)
    if not said:
        return Content()
    first, *rest = said
    if not rest:
        return literal(f" {first.text}", STRONG)
    return Page().add(f" {first.text} ", "bold reverse").add("".join(each.text for each in rest), WARN).content()


def turned_to(view: View, turned: Turned, looked: Looked, page: str, width: int) -> tuple[str, Content]:
    """The title over the page that is turned to, and the page itself for a width."""
    on_table = view.inject
    match page:
        case "section":
            if not looked.sections:
                return "", Content()
            entry, write = looked.sections[turned.part]
            return entry.plain.strip(), write(max(30, width))
        case "map":
            found = maps(tuple(turned.binder))
            shown = drawn(papers.paper(ENGLISH, "map", found[0]), width) if found else literal(no_map(), MUTED)
            return ENGLISH.say("Map"), shown
        case "advice" if on_table and turned.shelf is PaperShelf.NONE and 0 <= turned.marked < len(on_table.options):
            return on_table.title, answered(option_in_full(on_table, turned.marked, width), looked.typed, width)
        case "paper" if turned.paper is not None and turned.paper < len(listed := shelf(view, turned)):
            read = listed[turned.paper][1]
            return on_table.title if on_table and turned.shelf is PaperShelf.TABLE else read.title, drawn(read, width)
    parts = section(view, turned, page)
    title = parts[0].title
    if page == "briefing":
        title = ENGLISH.say("{title}, page {n} of {count}", title=title, n=turned.part + 1, count=BRIEFING)
    elif page == "previously":
        title = ENGLISH.say("Previously")
    elif page in ("advice", "private", "spread", "since") and on_table:
        title = on_table.title  # what is turned to stands in the tabs
    return title, terminal.reading(width, *parts, keys=KEYS)


def answered(shown: Content, typed: Sequence[tuple[str, str]], width: int) -> Content:
    """A page with what was typed so far under it, each answer beneath what was asked."""
    page = Page().put(shown).line()
    for ask, answer in typed:
        page.gap().line(ask, MUTED).line(answer or ENGLISH.say("(left out)"))
    return page.content() if typed else shown


def section(view: View, turned: Turned, page: str) -> tuple[Section, ...]:
    """What is read on a page: sections of the document that every face draws."""
    seat, on_table = view.group or NO_CLASS, view.inject
    words = ENGLISH
    match page:
        case "door":
            return (syndicate.door(words, view.title),)
        case "briefing":
            return (seats.before_play(words, view)[turned.part],)
        case "lobby":
            return syndicate.lobby(words, view.title), seats.people(words, view)
        case "ending":
            over = view.stage is Stage.ENDEX and turned.told
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
        case "so_far" | "previously":
            met = replace(view, inject=None, elsewhere="") if turned.under == "outcome" else view
            return (seats.so_far(words, met),)  # what comes next is not met before the outcome is read
        case "role":
            return seats.cards(words, view), seats.setting(words, view)
        case "outcome":
            return (seats.came(words, view),)
        case "private":
            return (seats.private(words, view),)
        case "spread":
            return (table.spread(words, seat.spread, seat.votes),)
        case "since":
            return (seats.came(words, view),)
        case "advice":
            return (table.advice(words, on_table.options if on_table else ()),)
    return seats.situation(words, view), seats.answer(words, view)


def option_in_full(on_table: InjectView, index: int, width: int) -> Content:
    """One option with its case, its detail and the advice on it."""
    shown = table.detail(ENGLISH, index + 1, on_table.options[index])
    return terminal.reading(width, Section("option", "", (shown,)))


def no_map() -> str:
    """What is said where no map was opened."""
    return ENGLISH.say("You have opened no map yet.")


def drawn(shown: Paper, width: int) -> Content:
    """A paper that has the page."""
    return terminal.content((shown,), width)


def tabs(view: View, page: str, width: int) -> Content:
    """The line over the page: where one is, what waits to be read, what else there is."""
    seat, inject, words = view.group or NO_CLASS, view.inject, ENGLISH
    if inject is None and not view.elsewhere:
        return Content()
    papers = len(inject.documents) if inject else 0
    closed = unread(inject) if inject else 0
    letters, facts = len(seat.messages) + len(seat.written), seats.facts_of(view)
    mine = 0 if page == "private" else sum(not fact.told_by for fact in facts)
    open = words.say("Documents {n}/{count}", n=papers - closed, count=papers)
    told = seats.private(words, view).name
    known = [
        ("situation", "s", words.say("Situation") if inject else words.say("Others at work")),
        ("paper", "d", open if papers and (page == "paper" or not closed) else ""),
        ("advice", "a", words.say("Advice") if inject and inject.options else ""),
        ("private", "o", told if facts else ""),
        ("spread", "x", words.say("Choices") if seat.spread else ""),
        ("since", "w", words.say("Since {n}", n=len(view.news)) if view.news else ""),
        ("messages", "m", words.say("Messages {n}", n=letters) if letters else ""),
    ]
    parts = (part for part in known if part[2] and not (part[0] == "private" and mine))
    return Content.assemble(" ", strip(page, parts, closed, mine, width, seats.holds_all(view)))


def choices(view: View, turned: Turned, looked: Looked, page: str, roomy: bool) -> tuple[str, Sequence[Content], int]:
    """The list under the page: its title, its rows, and the one that is marked (-1 where none is)."""
    seat, inject, words = view.group or NO_CLASS, view.inject, ENGLISH
    alone = view.group is None
    if turned.shelf is not PaperShelf.NONE:
        on_table = turned.shelf is PaperShelf.TABLE
        title = words.say("Papers on the table") if on_table else words.say("Binder")
        return title, tuple(row for row, _ in shelf(view, turned)), turned.marked
    if turned.under and page in ASKED_FOR:
        return enter(words.say("Go back."))
    match page:
        case "briefing":
            last = turned.part + 1 == BRIEFING
            return enter(words.say("I have read it.") if last else words.say("Go on."))
        case "previously":
            return enter(words.say("Go on."))
        case "outcome":
            ends = view.phase is Phase.OVER
            return enter(words.say("See how it ended.") if ends else words.say("Go on."))
        case "lobby":
            rows = tuple(terminal.row(syndicate.chair(words, each, ())) for each in seat.chairs)
            return words.say("Roles"), rows, min(turned.marked, len(rows) - 1)
        case "ending" if alone:
            return enter(words.say("To the debrief."))
        case "ending" if view.stage is Stage.ENDEX and not turned.told:
            return enter(words.say("Go on."))
        case "talk":
            turns = seat_acts.offered(words, view)["card"]
            return "", tuple(literal(each.label.capitalize()) for each in turns), min(turned.marked, len(turns) - 1)
        case "plan":
            return enter(words.say("Write another one down."))
        case "ending" | "section" if looked.sections:
            return words.say("Debrief"), tuple(entry for entry, _ in looked.sections), turned.marked
    if view.stage not in PLAYING:
        return "", (), -1
    if inject is None:
        return enter(words.say("Let them decide.")) if alone else ("", (), -1)
    if seat.under is Stage.PEN:
        pens = tuple(map(terminal.row, syndicate.pens(words, seat.pens, seat.my_vote).items))
        return words.say("Who writes?"), pens, min(turned.marked, len(pens) - 1)
    if view.stage is Stage.WRITE:
        return enter(words.say("Write your answer."))
    if not inject.options:
        if view.stage is not Stage.READ or not seat.may_decide:
            return "", (), 0
        aside = words.say("Your syndicate has read it; lay it aside.")
        return enter(words.say("You have read it; go on.") if alone else aside)
    options = enumerate(seats.options_of(words, inject, seat).items)
    rows = tuple(terminal.row(each, at + 1, roomy or at == turned.marked) for at, each in options)
    return words.many("Your option", "Your options, 1 to {n}", len(rows)), rows, turned.marked


def enter(does: str) -> tuple[str, Sequence[Content], int]:
    """A list of the one thing that there is to do."""
    return "", (literal(ENGLISH.say("Enter  {does}", does=does)),), 0


def said(turned: Turned, looked: Looked) -> Content:
    """The line above the keys: what was said last, or what Enter does to an answer."""
    if looked.question or looked.sure:
        problem = literal(f" {looked.problem}  ", WARN) if looked.problem else Content()
        return Content.assemble(problem, literal(f" {looked.hint}", MUTED))
    return literal(f" {turned.said}", WARN if turned.wrong else "$text-success") if turned.said else Content()
