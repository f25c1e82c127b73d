"""The facilitator's screen: one row a syndicate, everything else a key away."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.errors import Said
from game.exercise.desk import Desk, State, SyndicateRow
from game.ui.actions import Where, acts, bindings
from game.ui.frame import Frame, footer
from game.ui.marked import MarkedList
from game.ui.pages import desk as pages
from game.ui.prose import Prose
from game.ui.screens.ask import AskText
from game.ui.screens.confirm import Confirm
from game.ui.screens.picker import Picker
from game.ui.screens.reader import Reader
from game.ui.write import MUTED, STRONG, Page, literal


class DeskScreen(Frame):
    """Every act asks for what it needs, says what it did, and is an event."""

    WHERE = Where.DESK
    CSS_PATH = "desk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DESK)

    def __init__(self, desk: Desk, address: str = "", qr: str = "") -> None:
        super().__init__()
        self.desk, self.address, self.qr = desk, address, qr
        self.view = desk.snapshot()

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
        options.add_options(Option(pages.row(each)) for each in self.view.syndicates)
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
        header = Page().add(" FACILITATOR", STRONG).add(f"  {self.view.title}").add(f"   {self.address}", MUTED)
        self.query_one("#header", Static).update(header.content())
        self.query_one("#state", Static).update(pages.state(self.view))
        options = self.query_one("#list", OptionList)
        for index, each in enumerate(self.view.syndicates):
            options.replace_option_prompt_at_index(index, pages.row(each))
        self.query_one("#footer", Static).update(footer(acts(self.WHERE), self.size.width))
        self.draw_marked()

    @property
    def marked(self) -> SyndicateRow:
        """The syndicate that the acts are about."""
        return self.view.syndicates[self.query_one("#list", OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted, "#list")
    def draw_marked(self) -> None:
        """Show the marked syndicate in full."""
        each = self.marked
        self.query_one("#about").border_title = literal(f"Syndicate {each.id}")
        page = pages.full(each, self.desk.on_table(each.id), self.desk.room.scenario)
        self.query_one("#text", Prose).show(page)

    # --- acting

    def do(self, act: Callable[[], None], said: str) -> None:
        """Do something and say so, or say why not."""
        try:
            act()
        except Said as problem:
            self.program.say(str(problem), error=True)
        else:
            if said:
                self.program.say(said)
            self.look()

    def ask(self, title: str, question: str, then: Callable[[str], None]) -> None:
        """Ask for a line of text."""
        self.app.push_screen(AskText(title, question), lambda text: then(text) if text else None)

    def pick(self, title: str, rows: list[tuple[str, str]], then: Callable[[str], None]) -> None:
        """Pick one of some rows: an id, and what is read."""
        if not rows:
            self.program.say("There is nothing to pick from.")
            return
        picker = Picker(title, [literal(text) for _, text in rows])
        self.app.push_screen(picker, lambda index: then(rows[index][0]) if index is not None else None)

    def targets(self) -> list[tuple[str, str]]:
        """The marked syndicate, or all of them."""
        some = [(self.marked.id, f"Syndicate {self.marked.id}")]
        return [*some, ("all", "All syndicates")] if len(self.view.syndicates) > 1 else some

    def each(self, target: str, act: Callable[[str], None], said: str) -> None:
        """Do something for one syndicate or for all; what fails for one is said and does not stop the others."""
        for syndicate in [target] if target != "all" else [row.id for row in self.view.syndicates]:
            self.do(lambda syndicate=syndicate: act(syndicate), "")  # type: ignore[misc]
        self.program.say(said)

    def action_begin(self) -> None:
        """Close the lobby and begin."""
        if self.view.state is not State.LOBBY:
            self.program.say("Play has begun already.")
            return
        unheld = any(len(each.seats) == 0 for each in self.view.syndicates)
        words = "A syndicate has no seats yet. " if unheld else ""
        ask = Confirm("Begin?", f"{words}Roles that nobody holds stay with you; r deals them first.", "Begin")
        self.app.push_screen(ask, lambda yes: self.do(self.desk.begin, "Begun.") if yes else None)

    def action_pause(self) -> None:
        """Pause, or go on."""
        if self.view.state is State.PAUSED:
            self.do(self.desk.resume, "RUNNING again.")
        elif self.view.state is State.RUNNING:
            self.do(self.desk.pause, "PAUSED for everybody. Nothing fires until you go on.")
        else:
            self.program.say("There is nothing to pause now.")

    def action_hold(self) -> None:
        """Hold the marked syndicate, or let it go on."""
        each = self.marked
        act = self.desk.let_go if each.held else self.desk.hold
        self.do(lambda: act(each.id), f"Syndicate {each.id} {'goes on' if each.held else 'is HELD'}.")

    def action_show(self) -> None:
        """Lay the choices open."""
        each = self.marked
        self.do(lambda: self.desk.show_choices(each.id), f"Syndicate {each.id} sees its choices.")

    def action_decide(self) -> None:
        """Decide for the marked syndicate."""
        each = self.marked
        if each.inject and not each.options:
            self.do(lambda: self.desk.acknowledge(each.id), "Laid aside as read.")
            return

        def picked(option: str) -> None:
            up = each.seconds is not None and each.seconds <= 0
            self.do(lambda: self.desk.decide(each.id, option, timer=up), "Decided by your hand; the report says so.")

        self.pick(f"Decide for syndicate {each.id}", list(each.options), picked)

    def action_tray(self) -> None:
        """Send an inject from the tray."""

        def sent(inject: str) -> None:
            self.pick(
                "To whom?",
                self.targets(),
                lambda to: self.each(to, lambda one: self.desk.release(one, inject), "Sent; it comes up next."),
            )

        self.pick("Inject from the tray", list(self.view.tray), sent)

    def action_write(self) -> None:
        """Write news on the spot."""

        def titled(title: str) -> None:
            self.ask(
                "News", "What do they read?", lambda text: self.pick("To whom?", self.targets(), sent(title, text))
            )

        def sent(title: str, text: str) -> Callable[[str], None]:
            return lambda to: self.each(to, lambda one: self.desk.write(one, title, text), "Written; they are told.")

        self.ask("News", "Its heading?", titled)

    def action_message(self) -> None:
        """Write to everybody, a syndicate or a seat."""
        rows = [
            ("all", "Everybody"),
            *((f"syndicate {each.id}", f"Syndicate {each.id}") for each in self.view.syndicates),
        ]
        rows += [
            (seat.seat, f"{seat.name} (syndicate {seat.syndicate})")
            for each in self.view.syndicates
            for seat in each.seats
        ]

        def to(whom: str) -> None:
            self.ask(
                "Message", "What do you write?", lambda text: self.do(lambda: self.desk.message(whom, text), "Sent.")
            )

        self.pick("To whom?", rows, to)

    def action_adjust(self) -> None:
        """Change a gauge, with a reason."""
        each = self.marked
        gauges = [(gauge.id, gauge.title) for gauge in self.desk.room.scenario.gauges]

        def gauge(id: str) -> None:
            self.ask("Change", "By how much? Such as 5 or -5, or = 40 to set it.", lambda amount: reason(id, amount))

        def reason(id: str, amount: str) -> None:
            self.ask(
                "Reason",
                "Why? It stands in the report as yours.",
                lambda why: self.do(lambda: self.desk.adjust(each.id, id, amount, why), "Changed."),
            )

        self.pick(f"Gauge of syndicate {each.id}", gauges, gauge)

    def action_observe(self) -> None:
        """Mark something about a lesson."""
        from game.scenario.catalogue import catalogue

        each, known = self.marked, catalogue().lessons
        rows = [(id, known[id].title) for id in self.desk.room.scenario.lessons] or [("", "No lesson")]

        def seen(lesson: str) -> None:
            self.ask(
                "Mark",
                "What did you see?",
                lambda text: self.do(lambda: self.desk.observe(each.id, lesson, text), "Marked."),
            )

        self.pick(f"Which lesson, syndicate {each.id}?", rows, seen)

    def action_minutes(self) -> None:
        """Give the inject on the table more or less time."""
        each = self.marked

        def given(text: str) -> None:
            if not text.isdecimal():
                self.program.say("Minutes are a whole number.", error=True)
                return
            self.do(lambda: self.desk.set_minutes(each.id, int(text[:4])), "Time set.")

        self.ask("Minutes", "How many minutes in all for this inject?", given)

    def action_seats(self) -> None:
        """Let in, move, remove; give roles."""
        rows = [(seat.seat, f"{seat.name}, syndicate {seat.syndicate}: at the door") for seat in self.view.at_door]
        for each in self.view.syndicates:
            rows += [
                (seat.seat, f"{seat.name}, syndicate {each.id}: {', '.join(seat.roles) or 'no role'}")
                for seat in each.seats
            ]
        self.pick("Seats", rows, self.seat)

    def seat(self, id: str) -> None:
        """What to do about one seat."""
        door = any(seat.seat == id for seat in self.view.at_door)
        rows = [("admit", "Let in")] if door else [("roles", "Give roles")]
        rows += [("move", "Move to another syndicate"), ("remove", "Take the seat back")]

        def act(what: str) -> None:
            if what == "admit":
                self.do(lambda: self.desk.admit(id), "Let in.")
            elif what == "roles":
                roles = [(role.id, role.title) for role in self.desk.room.scenario.roles]
                self.pick("Add which role?", [*roles, ("", "None: take all roles away")], lambda role: give(role))
            elif what == "move":
                where = [(each.id, f"Syndicate {each.id}") for each in self.view.syndicates]
                self.pick("Where to?", where, lambda to: self.do(lambda: self.desk.move(id, to), "Moved."))
            else:
                self.ask(
                    "Take the seat back", "Why?", lambda why: self.do(lambda: self.desk.remove(id, why), "Taken back.")
                )

        def give(role: str) -> None:
            held = list(self.desk.room.member(id).roles)
            self.do(lambda: self.desk.give_roles(id, [*held, role] if role else []), "Roles given.")

        self.pick("What about this seat?", rows, act)

    def action_deal(self) -> None:
        """Deal the roles that nobody holds."""
        self.each("all", self.desk.deal_roles, "Dealt.")

    def action_beside(self) -> None:
        """The syndicates side by side."""
        view = self.view
        self.app.push_screen(Reader("Syndicates side by side", lambda width: pages.beside(view)))

    def action_projector(self) -> None:
        """The page for the wall."""
        self.app.push_screen(Projector(self.desk, self.address, self.qr))

    def action_endex(self) -> None:
        """End the exercise for everybody."""
        ask = Confirm(
            "ENDEX for everybody?", "Play ends where it is. Every decision is kept, and the debrief can begin.", "ENDEX"
        )
        self.app.push_screen(ask, lambda yes: self.do(lambda: self.desk.endex("ENDEX"), "ENDEX.") if yes else None)


class Projector(Screen[None]):
    """For the wall."""

    CSS_PATH = "desk.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f,q", "close", "Close", show=False)]

    def __init__(self, desk: Desk, address: str, qr: str) -> None:
        super().__init__()
        self.desk, self.address, self.qr = desk, address, qr

    def compose(self) -> ComposeResult:
        yield Static(id="text")

    def on_mount(self) -> None:
        self.draw()
        self.set_interval(1, self.draw)

    def draw(self) -> None:
        """Draw what may be seen by everybody."""
        self.query_one("#text", Static).update(pages.wall(self.desk.snapshot(), self.address, self.qr))

    def action_close(self) -> None:
        """Back to the desk."""
        self.app.pop_screen()
