"""The facilitator's screen: one row a syndicate, everything else a key away.

What is done to a syndicate stands in `desk.py`; this is what is shown, and how it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.acts import desk_acts
from game.exercise.acts.fields import PickField
from game.exercise.acts.offer import Offer
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.run.run_store import local_time
from game.exercise.views.facilitator_view import State, SyndicateRow
from game.faces.content_builder import literal
from game.ui.desk import desk_text as pages
from game.ui.panels.picker import Picker
from game.ui.shell.actions import KeyAct, Where, acts, bindings
from game.ui.shell.confirm import Confirm
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.drafting import DeskDraft
from game.ui.widgets.hanging_text import Prose, ReadingPage
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH

ALWAYS: Mapping[State, tuple[str, ...]] = {
    State.LOBBY: ("deal", "links"),
    State.RUNNING: (),
    State.HELD: (),
    State.PAUSED: (),
    State.ENDEX: ("debrief", "beside"),
}
"""Acts that stand in the footer in one state, though there is no room for them in others."""


@dataclass(frozen=True, slots=True)
class Served:
    """How a class is served from here, as far as its desk shows that or sees to it."""

    address: str = ""
    qr: str = ""
    fingerprint: str = ""
    """Of the certificate, in words; for people to compare with what their browser shows."""
    command: str = ""
    """What opens this class again, reached as it is now; nothing: what does on this machine."""
    health: Callable[[], str] = lambda: ""
    link: Callable[[], str] = lambda: ""
    """The link for a second screen of the facilitator's that still opens one; nothing where none is known."""
    new_link: Callable[[], str] | None = None
    """Makes another; the last one, and what it opened, is worth nothing then."""
    pages_at: Callable[[], str] | None = None
    """Writes the pages to take home; says where they lie."""
    sheet_at: Callable[[int], str] | None = None
    """Writes the run sheet for so many minutes; says where it lies."""


class DeskBoard(Frame):
    """Shows the class, and looks again whenever something changes or a second has gone by."""

    WHERE = Where.DESK
    CSS_PATH = "desk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DESK)

    def __init__(self, desk: Desk, served: Served) -> None:
        super().__init__()
        self.desk, self.served = desk, served
        self.view = desk.snapshot()
        self.drawn: dict[str, Content] = {}
        """What stands in each place."""
        self.drafts: dict[str, DeskDraft] = {}
        """What was typed into an offer and not sent: there when it is asked again."""

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        yield Static(id="state")
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            yield ReadingPage(id="about", can_focus=False)
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#list").border_title = ENGLISH.say("Syndicates")
        options = self.query_one("#list", OptionList)
        options.add_options(Option(pages.row(each, self.view.state)) for each in self.view.syndicates)
        options.highlighted = 0
        options.focus()
        if self.program.ticking:
            self.set_interval(1, self.look)
        self.look()

    def on_resize(self) -> None:
        self.look()

    def look(self) -> None:
        """Look again and draw; the mark stays."""
        self.view = self.desk.snapshot()
        width, tall = self.size.width, self.size.height >= pages.TALL
        now = local_time(self.desk.room.clock().isoformat())[-5:]
        self.set_class(tall, "-tall")
        self.put("header", pages.header(self.view, self.served.address, now, width))
        self.put("state", pages.banner(self.view, tall, self.served.health()))
        options = self.query_one("#list", OptionList)
        for index, each in enumerate(self.view.syndicates):
            row = pages.row(each, self.view.state)
            if self.is_new(f"row {index}", row):
                options.replace_option_prompt_at_index(index, row)
        self.put("footer", footer(self.possible(), width))
        self.draw_marked()

    def is_new(self, place: str, content: Content) -> bool:
        """Whether something else stands in a place than before: what does not change is not drawn."""
        known = self.drawn.get(place)
        self.drawn[place] = content
        return known is None or not known.is_same(content)

    def put(self, id: str, content: Content) -> None:
        """Show content in one of the lines, where it is new; their heights never change with it."""
        if self.is_new(id, content):
            self.query_one(f"#{id}", Static).update(content, layout=False)

    def possible(self) -> tuple[KeyAct, ...]:
        """What can be done now: what is offered to this desk, and what there is to look at."""
        state = self.view.state
        over = state is State.ENDEX
        can = {"beside": state is not State.LOBBY, "debrief": over, "pages": over}
        found = []
        for act in acts(self.WHERE):
            offered = self.offered(act.offers)
            if act.offers and offered:
                found.append(replace(act, title=desk_acts.BY_ID[offered[0].act].title))
            elif not act.offers and can.get(act.id, True):
                found.append(act)
        later = [act for act in found if act.id in ("page_down", "page_up")]
        shown = [*(act for act in found if act not in later), *later]
        return tuple(replace(act, footer=act.footer or (act.id in ALWAYS[state])) for act in shown)

    def offered(self, acts: Sequence[str]) -> list[Offer]:
        """What is offered of some acts, to the marked syndicate or to whomever it is for; what fits it best first."""
        known = desk_acts.offered_at_desk(ENGLISH, self.view, self.desk.right, acts)
        found = [each for act in acts for each in known.get(act, ())]
        marked = self.marked.id
        mine = [each for each in found if dict(each.given).get("syndicate", marked) == marked]
        return sorted(mine, key=lambda each: not _is_for(each, marked))

    @property
    def marked(self) -> SyndicateRow:
        """The syndicate that the acts are about."""
        return self.view.syndicates[self.query_one("#list", OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted, "#list")
    def draw_marked(self) -> None:
        """Show the marked syndicate in full."""
        each = self.marked
        self.query_one("#about").border_title = literal(ENGLISH.say("Syndicate {id}", id=each.id))
        on_table = self.desk.on_table(each.id) if each.inject else None
        page = pages.full(each, on_table, self.view, max(30, self.query_one("#about").size.width - 4))
        if self.view.state is State.LOBBY:
            page = Content.assemble(pages.joining(each, self.served.address, self.served.qr), "\n\n", page)
        if self.is_new("text", page):
            self.query_one("#text", Prose).show(page)

    # --- asking

    def do(self, act: Callable[[], None], said: str = "") -> bool:
        """Do something and say so, or say why not."""
        try:
            act()
        except Said as problem:
            self.program.say(str(problem), error=True)
            return False
        if said:
            self.program.say(said)
        self.look()
        return True

    def sure(self, question: str, detail: str, yes: str, act: Callable[[], object]) -> None:
        """Ask once before something is written that no line was opened for: a stray key does nothing."""

        def answered(answer: bool | None) -> None:
            if answer:
                act()

        self.app.push_screen(Confirm(question, detail, yes), answered)

    def pick(
        self, title: str, rows: Sequence[tuple[str, str | Content]], then: Callable[[str], object], at: str = ""
    ) -> None:
        """Pick one of some rows: an id, and what is read; the row ``at`` is marked to begin with."""
        if not rows:
            self.program.say(ENGLISH.say("There is nothing to pick from."))
            return

        def picked(index: int | None) -> None:
            if index is not None:
                then(rows[index][0])

        shown = [literal(text) if isinstance(text, str) else text for _, text in rows]
        first = next((index for index, (id, _) in enumerate(rows) if id == at), 0)
        self.app.push_screen(Picker(title, shown, at=first), picked)


def _is_for(offer: Offer, marked: str) -> bool:
    """Whether an offer can go to the marked syndicate, or is not about any."""
    fields = [each for each in offer.fields if isinstance(each, PickField) and each.name == "syndicate"]
    return all(any(row.id == marked for row in field.rows) for field in fields)
