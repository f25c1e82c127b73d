"""The facilitator's desk: what is done by offers, and beside it what there is to look at, to write out and to show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import work
from textual.content import Content

from game.called import program
from game.errors import Said
from game.exercise.acts import desk_acts
from game.exercise.acts.offer import Offer
from game.exercise.views.facilitator_view import State
from game.faces.content_builder import Page
from game.faces.desk.day import MINUTES
from game.ui.desk import desk_text as pages
from game.ui.desk.addresses import Addresses
from game.ui.desk.desk_offers import DeskOffers
from game.ui.desk.event_panel import EventPanel
from game.ui.desk.projector import Projector
from game.ui.desk.written import Written
from game.words import ENGLISH

OF_EVENTS = ("tray", "withdraw_inject", "wall")
"""What is done with an event of the board."""


class DeskScreen(DeskOffers):
    """The facilitator's desk."""

    # --- looking

    def action_beside(self) -> None:
        """The board of events: each with its preview, the syndicates side by side, and what can be done with it."""
        rows = {each.id: each for each in self.desk.events()}

        def shown(inject: str) -> None:
            offers = [each for act in OF_EVENTS for each in self.offered((act,)) if _about(each) == inject]
            width = min(self.app.size.width - 4, 100) - 6
            page = pages.event(rows[inject], self.desk.room.scenario.inject(inject), self.desk.beside(inject), width)
            acts = [(desk_acts.BY_ID[each.act].key or "w", each) for each in offers]
            panel = EventPanel(rows[inject].title, page, acts)
            self.app.push_screen(panel, lambda offer: self.ask(offer) if offer else None)

        self.pick(ENGLISH.say("Events, by how far they have come"), pages.board(list(rows.values())), shown)

    def action_debrief(self) -> None:
        """The debrief of the marked syndicate, as the hot wash needs it."""
        self.look_back(self.marked.id)

    @work(exclusive=True)
    async def look_back(self, syndicate: str) -> None:
        """Have it made beside the loop that all seats share, then show it."""
        from game.report.group import group_debrief
        from game.ui.debrief.group_debrief import GroupDebriefScreen

        made = await asyncio.to_thread(lambda: group_debrief(self.desk.room.record(), syndicate))
        self.app.push_screen(GroupDebriefScreen(made))

    def action_pages(self) -> None:
        """Write the pages to take home: one a syndicate, one for the class."""
        if self.served.pages_at is None:
            self.program.say(
                ENGLISH.say("Pages are written on the host: {program} debrief does it.", program=program())
            )
        elif self.view.state is not State.ENDEX:
            self.program.say(ENGLISH.say("The pages are made after ENDEX."))
        else:
            write = self.served.pages_at
            words = ENGLISH.say("One page a syndicate and one for the class are written on this machine.")
            self.sure(
                ENGLISH.say("Write the pages to take home?"),
                words,
                ENGLISH.say("Write them"),
                lambda: self.have_written(write),
            )

    def action_sheet(self) -> None:
        """Write the run sheet of a session, to print."""
        write = self.served.sheet_at
        if write is None:
            self.program.say(
                ENGLISH.say(
                    "The run sheet is written on the host: {program} sheet {id}",
                    program=program(),
                    id=self.desk.room.scenario.id,
                )
            )
            return
        rows = [(each, ENGLISH.say("{n} minutes, talk included", n=each)) for each in map(str, MINUTES)]
        self.pick(
            ENGLISH.say("Run sheet of how long a session?"),
            rows,
            lambda picked: self.have_written(lambda: write(int(picked))),
        )

    @work(exclusive=True, group="pages")
    async def have_written(self, write: Callable[[], str]) -> None:
        """Have pages written beside the loop that all seats share."""
        self.program.say(ENGLISH.say("Being written …"))
        try:
            where = await asyncio.to_thread(write)
        except Said as problem:
            self.program.say(str(problem), error=True)
        else:
            self.app.push_screen(Written(where))

    def action_links(self) -> None:
        """Where to join, and the link for a second screen of the facilitator's own: all as it is, nothing is made."""

        def closed(read: bool | None) -> None:
            if read is False:
                self.ask_new_link()

        page, can_make = self.addresses(), self.served.new_link is not None
        self.app.push_screen(Addresses(ENGLISH.say("Addresses"), lambda width: page, can_make), closed)

    def addresses(self) -> Content:
        """What stands there."""
        page = (
            Page()
            .line(ENGLISH.say("Join at"), "")
            .line(self.served.address or ENGLISH.say("nowhere: this class is not served"))
            .gap()
        )
        if self.served.fingerprint:
            page.line(self.served.fingerprint).gap()
        for each in self.view.syndicates:
            page.line(ENGLISH.say("Syndicate {id}   {code}", id=each.id, code=each.code))
        link = self.served.link()
        if link:
            page.gap().line(ENGLISH.say("For a second screen of yours, or the page to project; show it to nobody:"))
            page.line(link)
            page.line(ENGLISH.say("It opens as many as you like. On that screen, /wall is the page to project."))
        elif self.served.new_link is not None:
            page.gap().line(ENGLISH.say("No link for a second screen of yours is known here: n makes one."))
        return page.content()

    def ask_new_link(self) -> None:
        """Make another link, once it is said what that closes."""
        make = self.served.new_link
        if make is None:
            return

        def made() -> None:
            make()
            self.action_links()

        words = ENGLISH.say(
            "This closes the wall and the desk pages that were opened with the last link. Seats, and the desks that "
            "you gave to others, stay."
        )
        self.sure(ENGLISH.say("Make a new link?"), words, ENGLISH.say("Make it"), made)

    def action_projector(self) -> None:
        """The page for the wall."""
        self.app.push_screen(Projector(self.desk, self.served))


def _about(offer: Offer) -> str:
    """The inject that an offer is about."""
    return dict(offer.given).get("inject", "")
