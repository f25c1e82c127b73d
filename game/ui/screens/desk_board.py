"""The facilitator's screen: one row a syndicate, everything else a key away.

What is done to a syndicate stands in `desk.py`; this is what is shown, and how it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import MAX_NOTE, MAX_REASON
from game.exercise.run.run_store import local_time
from game.exercise.views.facilitator_view import State, SyndicateRow
from game.faces.content_builder import literal
from game.ui.actions import Act, Where, acts, bindings
from game.ui.frame import Frame, footer
from game.ui.pages import desk as pages
from game.ui.prose import Prose
from game.ui.screens.ask import AskText
from game.ui.screens.confirm import Confirm
from game.ui.screens.picker import Picker
from game.ui.textual_private import MarkedList

ALWAYS: Mapping[State, tuple[str, ...]] = {
    State.LOBBY: ("deal", "links"),
    State.RUNNING: (),
    State.HELD: (),
    State.PAUSED: (),
    State.ENDEX: ("debrief", "beside"),
}
"""Acts that stand in the footer in one state, though there is no room for them in others."""


class DeskBoard(Frame):
    """Shows the class, and looks again whenever something changes or a second has gone by."""

    WHERE = Where.DESK
    CSS_PATH = "desk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DESK)

    def __init__(self, desk: Desk, address: str = "", qr: str = "", health: Callable[[], str] = lambda: "") -> None:
        super().__init__()
        self.desk, self.address, self.qr, self.health = desk, address, qr, health
        self.view = desk.snapshot()
        self.drawn: dict[str, Content] = {}
        """What stands in each place."""
        self.drafts: dict[tuple[str, str], str] = {}
        """What was typed and not sent, by what was asked: there when it is asked again."""

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        yield Static(id="state")
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            with VerticalScroll(id="about", can_focus=False):
                yield Prose(id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.query_one("#list").border_title = "Syndicates"
        options = self.query_one("#list", OptionList)
        options.add_options(Option(pages.row(each, self.view.state is State.ENDEX)) for each in self.view.syndicates)
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
        self.put("header", pages.header(self.view, self.address, now, width))
        self.put("state", pages.banner(self.view, tall, self.health()))
        options = self.query_one("#list", OptionList)
        for index, each in enumerate(self.view.syndicates):
            row = pages.row(each, self.view.state is State.ENDEX)
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

    def possible(self) -> tuple[Act, ...]:
        """What can be done now: another set of acts in the lobby, in play and after ENDEX."""
        state = self.view.state
        lobby, over = state is State.LOBBY, state is State.ENDEX
        playing = not lobby and not over
        can = {
            "begin": lobby,
            **dict.fromkeys(("pause", "hold", "decide", "show", "tray", "write", "adjust", "minutes"), playing),
            "beside": not lobby,
            "endex": not over,
            **dict.fromkeys(("debrief", "pages"), over),
            "deal": not over,
        }
        named = {"pause": "go on" if state is State.PAUSED else "pause"}
        found = [act for act in acts(self.WHERE) if can.get(act.id, True)]
        later = [act for act in found if act.id in ("page_down", "page_up")]
        shown = [*(act for act in found if act not in later), *later]
        return tuple(
            replace(act, title=named.get(act.id, act.title), footer=act.footer or (act.id in ALWAYS[state]))
            for act in shown
        )

    @property
    def marked(self) -> SyndicateRow:
        """The syndicate that the acts are about."""
        return self.view.syndicates[self.query_one("#list", OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted, "#list")
    def draw_marked(self) -> None:
        """Show the marked syndicate in full."""
        each = self.marked
        self.query_one("#about").border_title = literal(f"Syndicate {each.id}")
        on_table = self.desk.on_table(each.id) if each.inject else None
        page = pages.full(each, on_table, self.desk.room.scenario)
        if self.view.state is State.LOBBY:
            page = Content.assemble(pages.joining(each, self.address, self.qr), "\n\n", page)
        if self.is_new("text", page):
            self.query_one("#text", Prose).show(page)

    def action_page_down(self) -> None:
        """Scroll the marked syndicate's page."""
        self.query_one("#about", VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll the marked syndicate's page."""
        self.query_one("#about", VerticalScroll).scroll_page_up(animate=False)

    # --- asking

    def do(self, act: Callable[[], None], said: str) -> bool:
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

    def ask(self, title: str, question: str, then: Callable[[str], object]) -> None:
        """Ask for a line of text."""

        def typed(text: str | None) -> None:
            if text:
                then(text)

        self.open_line(title, question, MAX_NOTE, False, typed)

    def ask_or_leave(self, title: str, question: str, then: Callable[[str], object]) -> None:
        """Ask for a line of text that may stay empty."""

        def typed(text: str | None) -> None:
            if text is not None:
                then(text)

        self.open_line(title, question, MAX_NOTE, True, typed)

    def open_line(
        self, title: str, question: str, limit: int, empty: bool, typed: Callable[[str | None], None]
    ) -> None:
        """Open a line; what was typed there and let be is in it again."""
        key = (title, question)

        def done(text: str | None) -> None:
            if text is not None:
                self.drafts.pop(key, None)
            typed(text)

        def typing(text: str) -> None:
            self.drafts[key] = text

        self.app.push_screen(AskText(title, question, limit, empty, self.drafts.get(key, ""), typing), done)

    def sure(self, question: str, detail: str, yes: str, act: Callable[[], object]) -> None:
        """Ask once before something is written that no line was opened for: a stray key does nothing."""

        def answered(answer: bool | None) -> None:
            if answer:
                act()

        self.app.push_screen(Confirm(question, detail, yes), answered)

    def why(self, title: str, question: str, then: Callable[[str], object]) -> None:
        """Ask for the reason of an act, which stands in the report; Enter alone gives none, Escape lets it be."""

        def typed(text: str | None) -> None:
            if text is not None:
                then(text)

        words = f"{question} Your reason stands in the report; Enter alone gives none."
        self.open_line(title, words, MAX_REASON, True, typed)

    def pick(self, title: str, rows: Sequence[tuple[str, str | Content]], then: Callable[[str], object]) -> None:
        """Pick one of some rows: an id, and what is read."""
        if not rows:
            self.program.say("There is nothing to pick from.")
            return

        def picked(index: int | None) -> None:
            if index is not None:
                then(rows[index][0])

        shown = [literal(text) if isinstance(text, str) else text for _, text in rows]
        self.app.push_screen(Picker(title, shown), picked)

    def targets(self) -> list[tuple[str, str]]:
        """The marked syndicate, or all of them."""
        some = [(self.marked.id, f"Syndicate {self.marked.id}")]
        return [*some, ("all", "All syndicates")] if len(self.view.syndicates) > 1 else some

    def each(self, target: str, act: Callable[[str], None], said: str) -> None:
        """Do something for one syndicate or for all; what fails for one is said and does not stop the others."""
        done = [
            self.do(lambda syndicate=syndicate: act(syndicate), "")  # type: ignore[misc]
            for syndicate in ([target] if target != "all" else [row.id for row in self.view.syndicates])
        ]
        if any(done):
            self.program.say(said)
