"""A seat's page: its sections and where each stands, the strip under the thumb, and what its forms do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from markupsafe import Markup

from game.exercise.acts.fields import Complaint
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import BY_ID, DRAFTED, about, commands, offered
from game.exercise.errors import Refused
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import SAYS, Phase, Stage, View
from game.faces import help as telling
from game.faces import page, remembering
from game.faces.live_page import LivePage, PageSheet, Placed, Tab, Wrong, bar, head
from game.faces.model import ActForm, FaceDocument, Para, Section, Text, TextSpan
from game.faces.seat.document import document
from game.words import ENGLISH, Language, Message, lazy

WAITING = (
    Stage.LOBBY,
    Stage.CHOSEN,
    Stage.PAUSED,
    Stage.HELD,
    Stage.ENDED,
    Stage.ELSEWHERE,
    Stage.OBSERVE,
    Stage.JUDGING,
    Stage.WRITING,
)
"""Stages at which there is nothing to fill in: without scripts the page looks again by itself."""
STOPPED = (Stage.PAUSED, Stage.HELD)
LOUD = (Stage.LOBBY, Stage.PAUSED, Stage.HELD, Stage.ENDED, Stage.ENDEX)
BAR = ("lobby", "questions", "situation", "papers", "private", "gauges", "messages")
"""Sections with a place in the strip under the thumb, in its order; what there is to do comes last."""
SO_FAR = "so_far"
DEBRIEF = "/seat/debrief"
"""Where a seat reads its debrief."""
LOOKED_UP = ("role", "setting", SO_FAR, "lessons")
"""Sections that are looked up in play: folded, beside the rest."""
DOES = {
    Stage.CHOOSE: lazy("Choose"), Stage.CHOSEN: lazy("Chosen"), Stage.VOTE: lazy("Vote"), Stage.PEN: lazy("Vote"),
    Stage.WRITE: lazy("Write"), Stage.READ: lazy("Read"),
}  # fmt: skip
DRIFT = 5
"""Seconds by which a page's own count of the soft time may be wrong before it is told anew."""


class PageSeat(Seat, Protocol):
    """A seat whose page is made here."""

    def sending(self, offer: Offer) -> str:
        """Return the id under which this seat sends an offer now."""
        ...

    def sent(self, id: str) -> bool:
        """Whether something was sent from this seat under an id already."""
        ...

    def is_new(self) -> bool:
        """Whether play went on before this seat did anything in it."""
        ...


def sheet(words: Language, view: View, before: View | None = None, new: bool = False) -> PageSheet[View]:
    """Return the page of what a seat sees.

    ``before`` is what it saw, for what is said of the change; with ``new`` the seat has done nothing here yet.
    """
    shown = document(words, view, before)
    asked = remembering.together(words, view)
    if asked:  # the way to the debrief is behind the questions, so that it does not lead past them
        shown = replace(shown, sections=tuple(_asked_first(each, asked) for each in shown.sections))
    known = offered(words, view)
    helped = tuple(Placed(each, True, True) for each in telling.on_page(words, BY_ID, known))
    placed = (*_placed(shown, view, new), *helped)
    loud = view.group is not None and view.group.stage in LOUD
    banner = shown.banner or alone_says(words, view)
    said = Markup('<p class="says{}">{}</p>').format(" loud" if loud else "", page.words(banner))
    state = f" ({shown.banner[0].text.capitalize()})" if loud and shown.banner else ""
    offers = {offer.key: offer for some in known.values() for offer in some}
    if asked:
        offers[asked.key] = asked
    return PageSheet(
        view, shown, placed, offers, head(shown.title, shown.facts),
        (said if banner else Markup("")) + letters(words, view), bar(strip(words, view, placed)),
        f"{shown.title}{state}", _waits(view),
        over=(view.group.stage is Stage.ENDEX if view.group else view.phase is Phase.OVER) and not asked,
    )  # fmt: skip


def letters(words: Language, view: View) -> Markup:
    """Return the way to what the facilitator has written, in the top band: its section is far down on a telephone.

    How many there are goes along: a script puts the line away once they were looked at.
    """
    group = view.group
    count = len(group.messages) + len(group.written) if group and group.stage is not Stage.LOBBY else 0
    if not count:
        return Markup("")
    made = Markup('<p class="letters" data-letters="{}"><a href="#messages">{}</a></p>')
    return made.format(count, words.say("The facilitator has written to you."))


def _asked_first(section: Section, asked: Offer) -> Section:
    """A section while questions from memory wait: one form asks them, and its button leads on to the debrief."""
    match section.id:
        case "memory":
            said = tuple(each for each in section.blocks if not isinstance(each, ActForm))
            return replace(section, blocks=(*said, ActForm(asked)))
        case "hot_wash":
            leads = tuple(_led(each, "keep", "memory") if isinstance(each, Para) else each for each in section.blocks)
            return replace(section, blocks=leads)
        case _:
            return section


def _led(said: Para, act: str, to: str) -> Para:
    return replace(said, text=tuple(replace(each, to=to) if each.to == act else each for each in said.text))


def _placed(shown: FaceDocument, view: View, new: bool) -> Iterator[Placed]:
    """Where each section stands; who is new here reads first what was."""
    so_far = next((each for each in shown.sections if each.id == SO_FAR), None)
    if new and so_far:
        yield Placed(so_far, False, False)
    for each in shown.sections:
        folded = each.id == "lessons" or (view.briefed and each.id in LOOKED_UP)
        if not (new and each is so_far):
            yield Placed(each, each.side or folded, folded)


def _waits(view: View) -> bool:
    group = view.group
    if group is None:
        return False
    talks = group.stage in (Stage.TALK, Stage.READ) and not group.may_decide
    return group.stage in WAITING or talks or (group.stage is Stage.READY and view.briefed)


def strip(words: Language, view: View, placed: tuple[Placed, ...]) -> tuple[Tab, ...]:
    """Return what stands in the strip under the thumb."""
    known = {each.section.id: each.section for each in placed}
    folded = {each.section.id for each in placed if each.folded}
    made = [(id, known[id].name, known[id].count, False) for id in BAR if id in known and id not in folded]
    if "act" in known:
        made.append(("act", words.message(_does(view)), "", True))
    return tuple((*tab[:3], tab[3] or tab[0] in ("lobby", "questions")) for tab in made)


def _does(view: View) -> Message:
    """What there is to do with what is on the table, in a word."""
    if view.group:
        return lazy("Decide") if view.group.may_decide else DOES.get(view.group.under, lazy("Options"))
    writes = view.inject is not None and view.inject.written and not view.inject.answer
    reads = view.phase is Phase.READ or bool(view.elsewhere)
    if view.inject is not None and view.inject.theirs and not writes:
        return DOES[Stage.CHOOSE]
    return DOES[Stage.WRITE if writes else Stage.READ] if writes or reads else lazy("Decide")


def alone_says(words: Language, view: View) -> Text:
    """Return what there is to do alone, in a line: where others wait for nobody, no view says it."""
    if view.group is not None:
        return ()
    match view.phase:
        case Phase.BRIEFING:
            says = words.say("Read who and where you are; play begins when you say that you have.")
        case Phase.OVER:
            says = words.say("It is over. Answer from memory first, where you like; then read your debrief.")
        case Phase.READ:
            says = words.say("Read what has happened, then go on.")
        case _ if view.elsewhere:
            says = words.say("Others deal with this one.")
        case _ if view.inject and view.inject.written and not view.inject.answer:
            says = words.say("Read what has happened, then write your answer.")
        case _ if view.inject and view.inject.theirs:
            says = words.say("Read what has happened, then choose; a colleague of yours decides.")
        case _:
            says = words.say("Read what has happened, then decide.")
    return (TextSpan(says),)


def clock(view: View) -> dict[str, Any] | None:
    """Return what is left of the soft time now, and whether it runs; the page counts on by itself."""
    group = view.group
    if group is None or group.seconds_left is None or view.inject is None:
        return None
    return {"left": group.seconds_left, "runs": group.ticking}


class SeatPage(LivePage[View]):
    """One window at one seat."""

    FRAME = ("do", "once", "syndicate")
    looks = 0.0
    """Seconds after which it is looked at anew though nothing was told; 0: never."""

    def __init__(self, seat: PageSeat, words: Language = ENGLISH, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(words)
        self._seat, self._now = seat, now
        self._clock: tuple[object, ...] = ()

    def _look(self, before: PageSheet[View] | None = None) -> PageSheet[View]:
        was = before.view if before else None
        return sheet(self._words, self._seat.snapshot(), was, self._seat.is_new())

    def _sending(self, offer: Offer) -> str:
        return self._seat.sending(offer)

    def _whole_more(self, shown: PageSheet[View]) -> dict[str, Any]:
        return {"clock": clock(shown.view)}

    def _told_more(self, shown: PageSheet[View], first: bool) -> dict[str, Any]:
        differs = first or self._clock_differs(shown.view)
        return {"clock": self._told_clock(shown.view)} if differs else {}

    def _typed(self, shown: PageSheet[View]) -> dict[str, Mapping[str, str]]:
        made: dict[str, Mapping[str, str]] = {}
        for offer in shown.offers.values():
            where = about(offer)
            if where is None:
                continue
            kept, field = self._seat.draft(where), DRAFTED[offer.act]
            fields = {"text": kept[field]} if field and field in kept else {} if field else kept
            if known := {each.name: fields[each.name] for each in offer.fields if each.name in fields}:
                made[offer.key] = known
        return made

    def _told_clock(self, view: View) -> dict[str, Any] | None:
        now = clock(view)
        self._clock = (view.inject.id if view.inject else "", now and now["runs"], now and now["left"], self._now())
        return now

    def _clock_differs(self, view: View) -> bool:
        now = clock(view)
        inject, runs, left, at = self._clock
        if now is None or not isinstance(left, int) or not isinstance(at, float):
            return (now is None) != (left is None)
        counted = left - (self._now() - at if runs else 0)
        return (view.inject.id if view.inject else "", now["runs"]) != (inject, runs) or abs(
            now["left"] - counted
        ) > DRIFT

    # --- what is done on it

    def do(self, form: Mapping[str, str]) -> str:
        """Do what a form asks for, once; return the id of the part that shows it, or the address of another page.

        Raises:
            Wrong: where a field is not filled in as it has to be.
            Refused: where it cannot be done now.
            RecordError: where it could not be written.
        """
        once, view = self._is_ours(form, BY_ID), self._seat.snapshot()
        wanted, known = self._offer_of(form), offered(self._words, view)
        offer = next((each for each in known.get(wanted.act, ()) if each.key == wanted.key), None)
        if remembering.is_together(wanted) and "recall" in known:
            return self._remember(form, wanted, view, once)
        if offer is None and wanted.act == "note" and "note" in known:
            offer = replace(known["note"][0], given=wanted.given)
        if offer is None:
            if self._seat.sent(once):  # the answer was lost on the way
                return ""
            stage = view.group.stage if view.group else None
            act = BY_ID[wanted.act]
            stopped = act.stops and stage in (*STOPPED, Stage.ENDED, Stage.ENDEX, Stage.READY)
            raise Refused(SAYS[stage] if stopped and stage else act.passed(view, dict(wanted.given)))
        try:
            made = commands(offer, self._fields(form), once, form.get("syndicate", ""))
        except Complaint as problem:
            raise Wrong(problem.says, f"{offer.key}-{problem.field}" if problem.field else "") from None
        for command in made:
            self._seat.submit(command)
        given = dict(offer.given)
        back = {"open": f"paper-{given.get('inject')}-{given.get('document')}", "note": "note"}
        return back.get(offer.act, "")

    def _remember(self, form: Mapping[str, str], wanted: Offer, view: View, once: str) -> str:
        """Keep what was said from memory, all of it or, where a field is wrong, nothing; then the debrief is read."""
        try:
            made = remembering.kept(self._words, view, self._fields(form), once)
        except Complaint as problem:
            raise Wrong(problem.says, f"{wanted.key}-{problem.field}") from None
        for command in made:
            self._seat.submit(replace(command, syndicate=form.get("syndicate", "")))
        return DEBRIEF

    def keep(self, form: Mapping[str, str]) -> None:
        """Keep what is typed into a form and not sent.

        Raises:
            Refused: where it is about something that is no longer on the table, or no draft is kept of it.
            RecordError: where it could not be written.
        """
        offer = self._offer_of(form)
        where = about(offer)
        if where is None:
            raise Refused(lazy("no draft is kept of this."))
        field = DRAFTED[offer.act]
        typed = {name: text for name, text in self._fields(form).items() if name != "sure"}
        self._seat.keep_draft(where, {field: typed["text"]} if field and "text" in typed else {} if field else typed)
