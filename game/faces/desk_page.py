"""A desk's page: the board of syndicates with their clocks, the sections of its document, and what its forms do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from game.errors import Said
from game.exercise import commands as cmd
from game.exercise.acts.act import Right
from game.exercise.acts.desk_acts import BY_ID, desk_commands
from game.exercise.acts.fields import Complaint
from game.exercise.acts.offer import Offer
from game.exercise.acts.perform import not_yours
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.errors import Refused
from game.exercise.views.facilitator_view import DeskView, State, SyndicateRow
from game.faces import help as telling
from game.faces import page
from game.faces.desk.document import DeskSight, document, offers_of, said
from game.faces.desk.people import LINK
from game.faces.desk.place import DeskPlace, place
from game.faces.desk.syndicate import progress
from game.faces.live_page import LivePage, PageSheet, Placed, Tab, Wrong, bar, head
from game.faces.model import Section
from game.words import ENGLISH, Language, lazy

BAR = ("board", "day", "people", "events", "write", "marks", "looks", "syndicate")
"""Sections with a place in the strip under the thumb."""
MAIN = ("board", "day", "person", "event", "syndicate")
"""Sections of the wide column."""
LOOKS = 5.0
"""Seconds after which a desk is looked at anew though nothing was told: who is connected is in no log."""
DRIFT = 2
"""Seconds by which a page's own count may be wrong before it is told anew."""
PATH = "/desk/do"
Clock = dict[str, Any]


def board(words: Language, view: DeskView, where: DeskPlace) -> str:
    """Return the board: one row a syndicate, each a link to it in full; its clock is counted on by the page."""
    rows = Markup("").join(_row(words, each, where, view.state) for each in view.syndicates)
    title = words.say("Syndicates")
    return str(Markup('<h2 tabindex="-1">{}</h2><ul class="board">{}</ul>').format(title, rows))


def _row(words: Language, each: SyndicateRow, where: DeskPlace, state: State) -> Markup:
    flags = Markup("").join(
        Markup(' <span class="warn">{}</span>').format(flag)
        for flag, so in (
            (words.say("HELD"), each.held and not each.over), (words.say("yours to decide"), each.yours),
        )
        if so
    )  # fmt: skip
    there = words.say("{here} of {all} here", here=each.connected, all=len(each.seats))
    said = [progress(words, each, state)]
    if each.last and not each.inject:
        said.append(words.say("Last decision: {last}", last=each.last))
    return Markup(
        '<li{now}><a href="{to}"><span class="line1"><b>{name}</b> <code>{code}</code>{flags}'
        '<span class="muted clock" data-of="{id}"></span></span>'
        '<span class="title">{title}</span><span class="muted">{said}</span>'
        '<span class="muted small">{there} · {clock}</span></a></li>'
    ).format(
        now=Markup(' class="now"') if each.id == where.at else "", to=where.to("syndicate", at=each.id),
        name=words.say("Syndicate {id}", id=each.id), code=each.code, flags=flags, id=each.id, title=each.title,
        said=" ".join(filter(None, said)), there=there, clock=words.message(each.clock),
    )  # fmt: skip


def clocks(view: DeskView) -> dict[str, Clock]:
    """Return what runs, by syndicate: seconds waited and left; under no name the exercise's own time."""
    runs = view.state in (State.RUNNING, State.HELD)
    known: dict[str, Clock] = {"": {"spent": view.exercise_seconds, "runs": runs}}
    for each in view.syndicates:
        if each.inject and not each.over and view.state is not State.ENDEX:
            known[each.id] = {"waited": each.waiting, "left": each.seconds, "runs": runs and not each.held}
    return known


class DeskPage(LivePage[DeskSight]):
    """One window at one desk."""

    looks = LOOKS

    def __init__(
        self,
        desk: Desk,
        asked: Mapping[str, str],
        name: str = "",
        address: Callable[[], str] = lambda: "",
        certificate: str = "",
        health: Callable[[], str] = lambda: "",
        link: Callable[[], str] | None = None,
        words: Language = ENGLISH,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args:
        desk: whose acts they are.
        asked: what is looked at, as it stands in the page's address.
        name: whose desk it is; nothing where it is the facilitator's.
        address: where the class is reached.
        certificate: what people compare.
        health: what is wrong with the host.
        link: makes a link for a second screen of the facilitator's.
        """
        super().__init__(words)
        self._desk, self._asked, self._name, self._now = desk, asked, name, now
        self._address, self._certificate, self._health, self._link = address, certificate, health, link
        self._told: tuple[dict[str, Clock], float] = ({}, 0.0)
        self.DO = f"{PATH}{place(desk.snapshot(), asked).query}"

    def _sight(self) -> DeskSight:
        desk, view = self._desk, self._desk.snapshot()
        scenario = desk.room.scenario
        known = scenario.inject_index
        return DeskSight(
            view, desk.events(), place(view, self._asked), desk.right, self._name,
            lambda id: scenario.injects[known[id]] if id in known else None, desk.beside, scenario.language,
            self._address(), self._certificate, self._health(),
        )  # fmt: skip

    def _look(self, before: PageSheet[DeskSight] | None = None) -> PageSheet[DeskSight]:
        sight, words = self._sight(), self._words
        offers = offers_of(words, sight)
        shown = document(words, sight, offers)
        first = Section("board", words.say("Syndicates"), (), words.say("Board"))
        placed = [Placed(first, False, html=board(words, sight.view, sight.place))]
        placed += [Placed(each, each.id not in MAIN) for each in shown.sections]
        placed += [Placed(each, True, True) for each in telling.on_page(words, BY_ID, offers)]
        loud = " loud" if sight.view.state is not State.RUNNING else ""
        told = said(words, before.view, sight) if before else ""
        return PageSheet(
            sight, replace(shown, said=told), tuple(placed),
            {each.key: each for some in offers.values() for each in some}, head(shown.title, shown.facts),
            Markup('<p class="says{}">{}</p>').format(loud, page.words(shown.banner)), bar(tuple(_tabs(placed))),
            f"{shown.title} ({sight.view.state.value.capitalize()})", False,
        )  # fmt: skip

    def _sending(self, offer: Offer) -> str:
        return "0" * 32 if offer.act == LINK else self._desk.sending(offer)

    def _whole_more(self, shown: PageSheet[DeskSight]) -> dict[str, Any]:
        return {"clocks": clocks(shown.view.view), "query": shown.view.place.query}

    def _told_more(self, shown: PageSheet[DeskSight], first: bool) -> dict[str, Any]:
        known, now = clocks(shown.view.view), self._now()
        if not first and not self._differ(known, now):
            return {}
        self._told = (known, now)
        return {"clocks": known}

    def _differ(self, known: Mapping[str, Clock], now: float) -> bool:
        """Whether a page that counts on by itself from what it was told shows something else."""
        told, at = self._told
        if told.keys() != known.keys():
            return True
        for id, clock in known.items():
            was, gone = told[id], now - at if told[id]["runs"] else 0.0
            for name, way in (("spent", 1), ("waited", 1), ("left", -1)):
                one, other = was.get(name), clock.get(name)
                if (one is None) != (other is None) or was["runs"] != clock["runs"]:
                    return True
                if one is not None and abs(one + way * gone - other) > DRIFT:
                    return True
        return False

    # --- what is done on it

    def do(self, form: Mapping[str, str]) -> tuple[str, str, bool]:
        """Do what a form asks for, once.

        Returns: the id of the part that shows it, what is said of it, and whether that is to be kept in sight.

        Raises:
            Wrong: where a field is not filled in as it has to be.
            Refused: where it cannot be done now, or not by this desk.
            RecordError: where it could not be written.
        """
        once, wanted = self._is_ours(form, (*BY_ID, LINK)), self._offer_of(form)
        if wanted.act == LINK:
            return self._link_made(form)
        view, act = self._desk.snapshot(), BY_ID[wanted.act]
        if self._desk.right not in act.rights:
            raise Refused(not_yours(act.rights))
        offer = next((each for each in act.offers(self._words, view) if each.key == wanted.key), None)
        if offer is None:
            if self._desk.sent(once):  # the answer was lost on the way
                return "", "", False
            raise Refused(act.passed(view, dict(wanted.given)))
        try:
            made = desk_commands(offer, self._fields(form), once)
        except Complaint as problem:
            raise Wrong(problem.says, f"{offer.key}-{problem.field}" if problem.field else "") from None
        problems: list[Said] = []
        for command in made:  # what fails for one syndicate does not stop the others
            if isinstance(command, cmd.GiveDesk):
                token = self._desk.give_desk(command)
                link = f"{self._address()}facilitator?t={token}"
                says = self._words.say("The link of {name}, shown once: {link}", name=command.name, link=link)
                return "desks", says, True
            try:
                self._desk.submit(command)
            except Said as problem:
                problems.append(problem)
        if problems:
            raise problems[0]
        return _back(offer), offer.done, False

    def _link_made(self, form: Mapping[str, str]) -> tuple[str, str, bool]:
        if self._desk.right is not Right.FACILITATOR or self._link is None:
            raise Refused(not_yours(frozenset((Right.FACILITATOR,))))
        if form.get("sure") != "yes":
            raise Wrong(lazy("Say yes to it first."), f"{LINK}-sure")
        says = self._words.say("The link for a second screen of yours, shown once: {link}", link=self._link())
        return "desks", says, True


def _tabs(placed: list[Placed]) -> Iterator[Tab]:
    """What stands in the strip."""
    known = {each.section.id: each.section for each in placed}
    for id in BAR:
        with suppress(KeyError):
            yield id, known[id].name, known[id].count, id == "syndicate"


def _back(offer: Offer) -> str:
    """Where somebody without scripts finds what they have just done."""
    given = dict(offer.given)
    if "seat" in given:
        return "people"
    if offer.act in ("tray", "withdraw_inject"):
        return "event"
    return "syndicate" if "syndicate" in given else "board"
