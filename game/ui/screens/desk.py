"""What a facilitator does: every act asks for what it needs and for its reason, says what it did, and is an event."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work

from game.called import program
from game.errors import Said
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import new_id
from game.exercise.views.facilitator_view import State
from game.faces.content_builder import Page
from game.scenario.lessons import known_lessons
from game.ui.pages import desk as pages
from game.ui.screens.confirm import Confirm
from game.ui.screens.desk_board import DeskBoard
from game.ui.screens.projector import Projector
from game.ui.screens.reader import Reader
from game.ui.screens.seats import SeatActs


class DeskScreen(SeatActs, DeskBoard):
    """The facilitator's desk."""

    def __init__(
        self,
        desk: Desk,
        address: str = "",
        qr: str = "",
        pages_at: Callable[[], str] | None = None,
        links: Callable[[], str] | None = None,
        fingerprint: str = "",
        health: Callable[[], str] = lambda: "",
        sheet_at: Callable[[int], str] | None = None,
    ) -> None:
        super().__init__(desk, address, qr, health)
        self.sheet_at = sheet_at
        """Writes the run sheet for so many minutes; says where it lies."""
        self.fingerprint = fingerprint
        """Of the certificate, in words; for people to compare with what their browser shows."""
        self.pages_at = pages_at
        """Writes the pages to take home; says where they lie."""
        self.links = links
        """Makes a link for a second screen of the facilitator's; older links are worth nothing then."""

    # --- the day

    def action_begin(self) -> None:
        """Begin play."""
        if self.view.state is not State.LOBBY:
            self.program.say("Play has begun already.")
            return
        empty = any(len(each.seats) == 0 for each in self.view.syndicates)
        unread = sum(not seat.briefed for each in self.view.syndicates for seat in each.seats)
        words = "A syndicate has no seats yet. " if empty else ""
        words += f"{unread} have not read their briefing. " if unread else ""
        ask = Confirm("Begin?", f"{words}Roles that nobody holds stay with you; r deals them first.", "Begin")

        def answered(yes: bool | None) -> None:
            if yes:
                self.do(self.desk.begin, "Begun.")

        self.app.push_screen(ask, answered)

    def action_pause(self) -> None:
        """Pause, or go on."""
        id = new_id()
        if self.view.state is State.PAUSED:
            self.sure(
                "Go on?", "Time runs again for everybody.", "Go on", lambda: self.do(self.desk.resume, "RUNNING again.")
            )
        elif self.view.state in (State.RUNNING, State.HELD):
            self.why(
                "Pause",
                "Everybody stops, time stands still, and nothing fires until you go on. Enter pauses.",
                lambda why: self.do(lambda: self.desk.pause(why, id=id), "PAUSED for everybody."),
            )
        else:
            self.program.say("There is nothing to pause now.")

    def action_endex(self) -> None:
        """End the exercise for everybody."""
        id = new_id()
        self.why(
            "ENDEX for everybody",
            "Play ends where it is; every decision is kept. Enter asks once more, Esc plays on.",
            lambda why: self.sure(
                "ENDEX for everybody, now?",
                "It cannot be taken back.",
                "ENDEX",
                lambda: self.do(lambda: self.desk.endex(why, id=id), "ENDEX."),
            ),
        )

    def action_reasons(self) -> None:
        """Ask a reason of every choice, or leave it to each person."""
        required = not self.view.reasons
        said = "From now on every choice needs a reason and how sure." if required else "Reasons may be left out again."
        ask = "Ask a reason of every choice?" if required else "Leave reasons open again?"
        self.sure(
            ask,
            "It counts for every choice from now on.",
            "Yes",
            lambda: self.do(lambda: self.desk.ask_reasons(required), said),
        )

    # --- one syndicate

    def action_hold(self) -> None:
        """Hold the marked syndicate or all, or let go."""
        id = new_id()
        if self.marked.held:
            self.pick(
                "Let go on",
                self.targets(),
                lambda to: self.each(to, lambda one: self.let_go(one), "Goes on."),
            )
            return
        self.pick(
            "Hold where they are",
            self.targets(),
            lambda to: self.why(
                "Hold", "They wait and their time stands still.",
                lambda why: self.each(to, lambda one: self.desk.hold(one, why, id=f"{id}:{one}"), "HELD."),
            ),
        )  # fmt: skip

    def let_go(self, syndicate: str) -> None:
        """Let a syndicate go on, where it is held."""
        if self.desk.room.tables[syndicate].run.held:
            self.desk.let_go(syndicate)

    def action_show(self) -> None:
        """Lay the choices open."""
        each, id = self.marked, new_id()
        if each.inject and each.waits_for and not each.shown:
            self.why(
                f"Show the choices of syndicate {each.id}",
                f"Not all have chosen: {', '.join(each.waits_for)}.",
                lambda why: self.do(lambda: self.desk.show_choices(each.id, why, inject=each.inject, id=id), "Shown."),
            )
            return
        said = f"Syndicate {each.id} sees its choices."
        self.sure(
            f"Show the choices of syndicate {each.id}?",
            "They are laid open to all of it.",
            "Show them",
            lambda: self.do(lambda: self.desk.show_choices(each.id, inject=each.inject, id=id), said),
        )

    def action_decide(self) -> None:
        """Decide for the marked syndicate, at the inject that it was looked at with."""
        each, id = self.marked, new_id()
        if each.inject and not each.options:
            self.sure(
                f"Lay it aside for syndicate {each.id}?",
                "It counts as read by all of it.",
                "Lay it aside",
                lambda: self.do(
                    lambda: self.desk.acknowledge(each.id, inject=each.inject, id=id), "Laid aside as read."
                ),
            )
            return
        up = each.seconds is not None and each.seconds <= 0

        def judged(option: str) -> None:
            self.ask(
                f"Judge the answer of syndicate {each.id}",
                "A word of reason: it stands in the report, and the syndicate reads it.",
                lambda why: self.do(
                    lambda: self.desk.judge(each.id, option, why, inject=each.inject, id=id), "Judged."
                ),
            )

        def picked(option: str) -> None:
            words = "Time is up: it is taken by the timer's rule." if up else "It is decided by your hand."
            self.why(
                f"Decide for syndicate {each.id}",
                words,
                lambda why: self.do(
                    lambda: self.desk.decide(each.id, option, up, why, inject=each.inject, id=id), "Decided."
                ),
            )

        ordered = sorted(each.options, key=lambda option: not option.default)
        rows = [(option.id, f"{option.label}{'  (the default)' if option.default else ''}") for option in ordered]
        if each.answer:
            rows = [(option.id, option.label) for option in each.options]
            self.pick(f"Which is the answer of syndicate {each.id}?", rows, judged)
            return
        self.pick(f"Decide for syndicate {each.id}", rows, picked)

    def action_minutes(self) -> None:
        """Give the inject on the table more or less time."""
        each, id = self.marked, new_id()

        def given(text: str) -> None:
            if not text.isdecimal():
                self.program.say("Minutes are a whole number.", error=True)
                return
            self.why(
                "Minutes",
                f"{int(text[:4])} minutes in all, from when it came up.",
                lambda why: self.do(
                    lambda: self.desk.set_minutes(each.id, int(text[:4]), why, inject=each.inject, id=id), "Time set."
                ),
            )

        self.ask("Minutes", "How many minutes in all for this inject?", given)

    def action_tray(self) -> None:
        """Send an inject from the tray."""
        id = new_id()

        def sent(inject: str, to: str, why: str) -> None:
            self.each(to, lambda one: self.desk.release(one, inject, why, id=f"{id}:{one}"), "Sent; it comes up next.")

        def whom(inject: str) -> None:
            self.pick(
                "To whom?",
                self.targets(),
                lambda to: self.why("Send it now", "It comes up next.", lambda why: sent(inject, to, why)),
            )

        if not self.view.tray:
            self.program.say("The tray is empty: no inject of this scenario waits for you. w writes news on the spot.")
            return
        self.pick("Inject from the tray", list(self.view.tray), whom)

    def action_write(self) -> None:
        """Write news on the spot."""
        id = new_id()

        def sent(title: str, text: str, to: str, why: str) -> None:
            self.each(
                to, lambda one: self.desk.write(one, title, text, why, id=f"{id}:{one}"), "Written; they are told."
            )

        def whom(title: str, text: str) -> None:
            self.pick(
                "To whom?",
                self.targets(),
                lambda to: self.why("News", "They are told at once.", lambda why: sent(title, text, to, why)),
            )

        self.ask(
            "News",
            "Its heading?",
            lambda title: self.ask("News", "What do they read?", lambda text: whom(title, text)),
        )

    def action_adjust(self) -> None:
        """Change a gauge, with a reason."""
        each, given = self.marked, new_id()
        gauges = [(gauge.id, gauge.title) for gauge in self.desk.room.scenario.gauges]

        def gauge(id: str) -> None:
            self.ask("Change", "By how much? Such as 5 or -5, or = 40 to set it.", lambda amount: reason(id, amount))

        def reason(id: str, amount: str) -> None:
            self.ask(
                "Reason",
                "Why? It stands in the report as yours.",
                lambda why: self.do(lambda: self.desk.adjust(each.id, id, amount, why, id=given), "Changed."),
            )

        self.pick(f"Gauge of syndicate {each.id}", gauges, gauge)

    # --- words

    def action_message(self) -> None:
        """Write to everybody, a syndicate or a seat."""
        id = new_id()
        rows = [
            ("all", "Everybody"),
            *((f"syndicate {each.id}", f"Syndicate {each.id}") for each in self.view.syndicates),
        ]
        rows += [
            (seat.seat, f"{seat.name} (syndicate {seat.syndicate})")
            for each in self.view.syndicates
            for seat in each.seats
        ]
        self.pick(
            "To whom?",
            rows,
            lambda to: self.ask(
                f"To {dict(rows)[to]}",
                "What do you write?",
                lambda text: self.do(lambda: self.desk.message(to, text, id=id), "Sent."),
            ),
        )

    def action_observe(self) -> None:
        """Mark something about a lesson."""
        each, known, given = self.marked, known_lessons(self.desk.room.scenario).lessons, new_id()
        rows = [(id, known[id].title) for id in self.desk.room.scenario.lessons]
        rows.append(("", "None of them: something else"))
        self.pick(
            f"Which lesson, syndicate {each.id}?",
            rows,
            lambda lesson: self.ask(
                "Mark",
                "What did you see?",
                lambda text: self.do(lambda: self.desk.observe(each.id, lesson, text, id=given), "Marked."),
            ),
        )

    def action_commit(self) -> None:
        """Write down what the marked syndicate means to do: what, who, by when, how urgent."""
        each, given = self.marked, new_id()
        priorities = [("1", "First"), ("2", "Second"), ("3", "Third"), ("0", "None given")]

        def asked(text: str) -> None:
            self.ask_or_leave("Owner", "Which body or post does it?", lambda owner: by(text, owner))

        def by(text: str, owner: str) -> None:
            self.ask_or_leave("Due", "By when?", lambda due: ranked(text, owner, due))

        def ranked(text: str, owner: str, due: str) -> None:
            def done(priority: str) -> None:
                self.do(lambda: self.desk.commit(each.id, text, owner, due, int(priority), id=given), "Written down.")

            self.pick("Priority?", priorities, done)

        self.ask(f"Action of syndicate {each.id}", "What do they mean to do?", asked)

    # --- looking

    def action_beside(self) -> None:
        """The syndicates side by side at one inject."""
        titles = {inject.id: inject.title for inject in self.desk.room.scenario.injects}

        def shown(inject: str) -> None:
            page = pages.beside(titles[inject], self.desk.beside(inject))
            self.app.push_screen(Reader("Syndicates side by side", lambda width: page))

        self.pick("Compare at which inject?", pages.reached(self.desk.room.scenario, self.view), shown)

    def action_debrief(self) -> None:
        """The debrief of the marked syndicate, as the hot wash needs it."""
        self.look_back(self.marked.id)

    @work(exclusive=True)
    async def look_back(self, syndicate: str) -> None:
        """Have it made beside the loop that all seats share, then show it."""
        from game.report.group import group_debrief
        from game.ui.screens.group_debrief import GroupDebriefScreen

        made = await asyncio.to_thread(lambda: group_debrief(self.desk.room.record(), syndicate))
        self.app.push_screen(GroupDebriefScreen(made))

    def action_pages(self) -> None:
        """Write the pages to take home: one a syndicate, one for the class."""
        if self.pages_at is None:
            self.program.say(f"Pages are written on the host: {program()} debrief does it.")
        elif self.view.state is not State.ENDEX:
            self.program.say("The pages are made after ENDEX.")
        else:
            write = self.pages_at
            words = "One page a syndicate and one for the class are written on this machine."
            self.sure("Write the pages to take home?", words, "Write them", lambda: self.have_written(write))

    def action_sheet(self) -> None:
        """Write the run sheet of a session, to print."""
        write = self.sheet_at
        if write is None:
            self.program.say(f"The run sheet is written on the host: {program()} sheet {self.desk.room.scenario.id}")
            return
        rows = [(minutes, f"{minutes} minutes, talk included") for minutes in ("45", "90", "180")]
        self.pick(
            "Run sheet of how long a session?", rows, lambda picked: self.have_written(lambda: write(int(picked)))
        )

    @work(exclusive=True, group="pages")
    async def have_written(self, write: Callable[[], str]) -> None:
        """Have pages written beside the loop that all seats share."""
        self.program.say("Being written …")
        try:
            where = await asyncio.to_thread(write)
        except Said as problem:
            self.program.say(str(problem), error=True)
        else:
            self.program.say(f"Written: {where}")

    def action_links(self) -> None:
        """Where to join, and a link for a second screen of the facilitator's own."""
        if self.links is None:
            self.show_links()
        else:
            words = "A new link for a second screen of yours is made; links given before are worth nothing then."
            self.sure("Show the addresses?", words, "Show them", self.show_links)

    def show_links(self) -> None:
        """Show them, with a new link where there can be one."""
        page = Page().line("Join at", "").line(self.address or "nowhere: this class is not served").gap()
        if self.fingerprint:
            page.line(self.fingerprint).gap()
        for each in self.view.syndicates:
            page.line(f"Syndicate {each.id}   {each.code}")
        if self.links is not None:
            page.gap().line("For a second screen of yours, or the page to project; show it to nobody:")
            page.line(self.links())
            page.line("Links given before are worth nothing now. On that screen, /wall is the page to project.")
        self.app.push_screen(Reader("Addresses", lambda width: page.content()))

    def action_projector(self) -> None:
        """The page for the wall."""
        self.app.push_screen(Projector(self.desk, self.address, self.qr, self.fingerprint))
