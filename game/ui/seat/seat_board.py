"""The body of a seat's screen: what is drawn where, turning pages, marking rows, asking for a line.

What the keys do to the exercise is in `seat.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import first, offered
from game.exercise.commands import MAX_NOTE
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import NO_CLASS, ClassView, InjectView, Stage, View
from game.faces.asking import question
from game.faces.seat.document import facts_of
from game.ui.seat import seat_sheet as pages
from game.ui.seat.header_line import clock
from game.ui.seat.inline_form import Asking
from game.ui.seat.seat_layout import Laid, lay
from game.ui.seat.seat_sheet import PaperShelf
from game.ui.shell.actions import KeyAct, Where, acts, bindings, for_reading
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.line import Line, Lines
from game.ui.widgets.row_canvas import RowCanvas
from game.words import ENGLISH

ON_TABLE = ("choose", "vote", "settle", "pen", "write", "decide", "acknowledge", "colleagues")
"""Acts that Enter stands for: at most one of them can be done at a time."""
CLASS_ALONE = {act.id for act in acts(Where.SEAT)} - {act.id for act in acts(Where.PLAY)}
"""Keys that mean something in a class alone."""
OF_THE_TABLE = ("situation", "advice", "private", "since", "documents", "mark", "show", "tell")
"""What is about the inject on the table: nothing of it stands beside what is read before it."""
Sections = Sequence[tuple[Content, Callable[[int], Content]]]


class SeatBoard(Frame):
    """One board, one line to type in; everything else is rows."""

    WHERE = Where.SEAT
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.SEAT)
    CSS_PATH = "seat.tcss"

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self.view: View = seat.snapshot()
        self.turned = pages.Turned(heard=self.letters)
        self.asking: Asking | None = None
        self.sure: tuple[str, Callable[[], object]] | None = None
        self.sure_seen = False
        """Whether that question has been drawn: until then nobody can have meant a key for it."""
        self.sure_of: Asking | None = None
        """What was typed before that question, where anything was."""
        self.sections: Sections = ()
        """Of the debrief, once there is one."""
        self.laid: Laid | None = None
        self.seen_at = 0.0
        """When the view came, by the app's timer: the soft clock runs on from there."""
        self.came_up = 0.0
        """When the inject on the table came up here, by the app's timer: once what went before it was read."""
        self.page_seen = False
        """Whether a page that is read before all else has been drawn: until then no key is meant for it."""
        self.told_time = ""
        """The inject whose time was said to be up."""
        self.drawn_time = ""
        self.shown_trouble = ""

    def compose(self) -> ComposeResult:
        yield RowCanvas(id="board")
        yield Line(limit=MAX_NOTE, id="line")
        yield Lines(id="lines")

    @property
    def where(self) -> Where:
        """Alone fewer keys mean something than in a class."""
        return Where.PLAY if self.view.group is None else Where.SEAT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """See `Frame.check_action`; alone the keys of a class do nothing, and those of the next inject wait."""
        if self.where is Where.PLAY and action in CLASS_ALONE:
            return False
        if action in OF_THE_TABLE and self.apart and not (action == "mark" and self.shelved):
            return False
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        self.seen_at = self.came_up = self.program.timer()
        if self.program.ticking:
            self.set_interval(1, self.tick)
        self.board.focus()
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    @property
    def board(self) -> RowCanvas:
        """What everything is drawn on."""
        return self.query_one("#board", RowCanvas)

    @property
    def line(self) -> Line | Lines:
        """What the answer is typed into that is asked now."""
        return self.query_one("#lines", Lines) if self.several else self.query_one("#line", Line)

    @property
    def several(self) -> bool:
        """Whether several lines may be typed now."""
        return self.asking is not None and self.asking.lines > 1

    @property
    def editor_rows(self) -> int:
        """Rows of what is typed into."""
        return 0 if self.asking is None else Lines.ROWS if self.several else 1

    @property
    def group(self) -> ClassView:
        """The class, as this seat sees it; alone there is nobody in it."""
        return self.view.group or NO_CLASS

    @property
    def inject(self) -> InjectView | None:
        """What is on the table."""
        return self.view.inject

    @property
    def letters(self) -> int:
        """How much the facilitator has written."""
        return len(self.group.messages) + len(self.group.written)

    @property
    def page(self) -> str:
        """The page that is shown."""
        return pages.current(self.view, self.turned)

    @property
    def apart(self) -> bool:
        """Whether something has to be read before what is on the table."""
        return pages.apart(self.turned, self.page)

    @property
    def shelved(self) -> bool:
        """Whether papers stand in the list."""
        return self.turned.shelf is not PaperShelf.NONE

    def tick(self) -> None:
        """The soft time runs; at zero it is said once, and nothing else happens."""
        left = self.seconds_left
        inject = self.inject.id if self.inject else ""
        if left is not None and left <= 0 and inject != self.told_time:
            self.told_time = inject
            self.say(ENGLISH.say("Time is up: finish the thought. Nothing happens by itself."))
        if clock(left) != self.drawn_time:
            self.draw()

    @property
    def seconds_left(self) -> int | None:
        """Of the soft time, now. A syndicate has one; alone it begins once what went before was read, and papers cost.

        Whoever still reads an outcome is not reminded of it.
        """
        inject = self.inject
        if self.apart or inject is None:
            return None
        if self.view.group is None:
            gone = self.program.timer() - self.came_up
            return round((inject.minutes - inject.minutes_read) * 60 - gone) if inject.minutes else None
        left = self.group.seconds_left
        if left is None or not self.group.ticking:
            return left
        return round(left - (self.program.timer() - self.seen_at))

    def offer(self, *acts: str) -> Offer | None:
        """The first of these acts that can be done now."""
        return first(self.view, *acts)

    @property
    def turns(self) -> tuple[Offer, ...]:
        """What can be done with the card that lies before all."""
        return offered(ENGLISH, self.view)["card"]

    # --- drawing

    def draw(self) -> None:
        """Draw what there is; the board draws only what differs."""
        if not self.is_mounted or not self.query("#board") or not self.board.size:  # not yet, or no more
            return
        width, height = self.board.size
        height -= self.editor_rows  # what is typed into lies over the last rows
        was = self.folded, self.scrolls
        self.lay_out(width, height)
        if was != (self.folded, self.scrolls):  # then keys do something else
            self.lay_out(width, height)
        assert self.laid is not None
        self.turned.offset = self.laid.offset
        self.board.show(self.laid.rows)

    @property
    def folded(self) -> bool:
        """Whether the page has the screen, and the options wait to be called."""
        return self.laid is not None and self.laid.folded

    @property
    def scrolls(self) -> bool:
        """Whether the page is longer than what is shown of it."""
        return self.laid is not None and self.laid.page_lines > self.laid.page_rows

    def lay_out(self, width: int, height: int) -> None:
        """Lay out what there is for a size."""
        self.drawn_time = clock(self.seconds_left)
        looked = pages.Looked(
            sections=self.sections if self.view.stage is Stage.ENDEX and self.turned.told else (),
            asking=self.asking.title if self.asking else "",
            question=self.asking.question if self.asking else "",
            typed=self.answered(),
            hint=ENGLISH.say("{hint}  Esc leaves it", hint=self.asking.hint)
            if self.asking
            else ENGLISH.say("Enter says yes  Esc thinks again"),
            problem=self.asking.problem if self.asking else "",
            sure=self.sure[0] if self.sure else "",
            sure_of=self.sure_of.title if self.sure_of and self.view.group is None else "",
            footer=footer(self.possible(), width, self.drawn_time, alone=True),
            trouble=self.seat.trouble,
        )
        self.shown_trouble = looked.trouble
        self.laid = lay(pages.sheet(self.view, self.turned, looked, width, height), width, height, self.turned.offset)

    def answered(self) -> tuple[tuple[str, str], ...]:
        """What was typed so far of what is asked now, with what was asked."""
        asking = self.asking or self.sure_of
        asked = asking.fields[: len(asking.typed)] if asking else ()
        return tuple((question(ENGLISH, each), asking.typed[each.name]) for each in asked) if asking else ()

    def possible(self) -> tuple[KeyAct, ...]:
        """What can be done here now; Enter says what it does."""
        if self.asking is not None:
            return ()
        stage, group = self.view.stage, self.group
        playing = stage in pages.PLAYING and self.inject is not None
        elsewhere = bool(self.view.elsewhere)
        looking = playing or elsewhere or stage in (Stage.ENDED, Stage.ENDEX)
        can = {
            "take": bool(self.enter_does()),
            **dict.fromkeys(("page_down", "page_up"), self.scrolls or self.folded),
            "mark": playing and bool(self.inject and (self.inject.options or group.pens)),
            **dict.fromkeys(("situation", "since"), playing or elsewhere),
            "advice": playing and bool(self.inject and self.inject.options),
            "private": playing and bool(facts_of(self.view)),
            "documents": playing and bool(self.inject and self.inject.documents),
            "show": bool(group.spread) or self.offer("show") is not None,
            "tell": self.offer("tell") is not None,
            "gauges": looking and bool(self.view.gauges),
            **dict.fromkeys(("timeline", "note", "lessons"), looking),
            **dict.fromkeys(("role", "who", "messages", "binder", "map", "so_far"), stage is not Stage.LOBBY),
            **dict.fromkeys(("keep", "names", "commit"), stage is Stage.ENDEX),
            "cards": group.cards,
            **dict.fromkeys(OF_THE_TABLE if self.apart else (), False),
        }
        found = (act for act in acts(self.where) if can.get(act.id, True))
        named = {"take": self.enter_does(), "mark": ENGLISH.say("mark"), "page_down": ENGLISH.say("read on")}
        made = (replace(act, title=named.get(act.id, act.title)) for act in found)
        return for_reading(made) if playing or elsewhere else tuple(made)

    def enter_does(self) -> str:
        """What Enter does now, in a word or two; nothing where it does nothing."""
        words = ENGLISH
        if self.turned.under and self.page in pages.ASKED_FOR:
            return words.say("go back")
        if self.shelved:
            read = self.page == "paper" and self.turned.paper == self.turned.marked
            return words.say("read on") if read else words.say("read it")
        if self.page in ("briefing", "outcome", "previously") or (self.page == "ending" and self.view.group is None):
            return words.say("go on")
        if self.page == "lobby":
            chairs = self.group.chairs
            chair = chairs[min(self.turned.marked, len(chairs) - 1)] if chairs else None
            free = "" if chair is None or chair.holder else words.say("take the role")
            return words.say("give it back") if chair and chair.yours else free
        if self.page in ("talk", "plan"):
            return words.say("do it") if self.page == "talk" else words.say("write")
        if self.folded:
            return words.say("options")
        offer = self.offer(*ON_TABLE)
        return words.say("read on") if self.view.stage is Stage.ENDEX else offer.label if offer else ""

    def say(self, text: str, wrong: bool = False) -> None:
        """Say a sentence above the keys; it stays until something else is said or done."""
        text = text[:1].upper() + text[1:]
        self.turned.said, self.turned.wrong = text, wrong
        self.draw()

    # --- turning

    def turn(self, page: str) -> None:
        """Turn to a page; nothing is the one that belongs to the stage."""
        self.turned.page, self.turned.offset, self.turned.shelf, self.turned.called = page, 0, PaperShelf.NONE, False
        self.turned.said, self.turned.under, self.page_seen = "", "", False
        self.call_after_refresh(self.see)

    def see(self) -> None:
        """The page that was turned to has been drawn."""
        self.page_seen = True

    def show_page(self, page: str) -> None:
        """Turn to a page, and draw."""
        if page in pages.ASKED_FOR:
            self.look_up(page)
        else:
            self.turn(page)
        self.draw()

    def look_up(self, page: str) -> None:
        """Turn to a page that lies over what is read first, and leads back into it."""
        under, offset = self.turned.under, self.turned.under_offset
        if not under and self.page in pages.READ_ON:
            under, offset = self.page, self.turned.offset
        self.turn(page)
        self.turned.under, self.turned.under_offset = under, offset
