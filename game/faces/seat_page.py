"""A seat's page: what stands on it now, what of it has changed since, and what a form of it asks for.

A section of the document is the unit of an update, and its own key: equal sections are drawn once for all seats that
see them, and are not sent again. The ids of forms are put in after drawing.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol

from markupsafe import Markup

from game.exercise.acts.fields import Complaint
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import BY_ID, DRAFTED, about, commands, offered
from game.exercise.errors import Refused
from game.exercise.seat_port import Seat
from game.exercise.views.seat_view import SAYS, Stage, View
from game.faces import page
from game.faces.model import ActForm, Block, Card, FaceDocument, Section
from game.faces.seat.document import document
from game.words import ENGLISH, Language, Message, lazy

WAITING = (
    Stage.LOBBY,
    Stage.CHOSEN,
    Stage.PAUSED,
    Stage.HELD,
    Stage.ENDED,
    Stage.ELSEWHERE,
    Stage.JUDGING,
    Stage.WRITING,
)
"""Stages at which there is nothing to fill in: without scripts the page looks again by itself."""
STOPPED = (Stage.PAUSED, Stage.HELD)
LOUD = (Stage.LOBBY, Stage.PAUSED, Stage.HELD, Stage.ENDED, Stage.ENDEX)
BAR = ("lobby", "questions", "situation", "papers", "private", "gauges", "messages")
"""Sections with a place in the strip under the thumb, in its order; what there is to do comes last."""
SO_FAR = "so_far"
LOOKED_UP = ("role", "setting", SO_FAR, "lessons")
"""Sections that are looked up in play: folded, beside the rest."""
LEADS = {"tell": "private", "keep": "page-over"}
"""Where words lead that name an act: the section that it is in."""
DOES = {
    Stage.CHOOSE: "Choose", Stage.CHOSEN: "Chosen", Stage.VOTE: "Vote", Stage.PEN: "Vote", Stage.WRITE: "Write",
    Stage.READ: "Read",
}  # fmt: skip
DRIFT = 5
"""Seconds by which a page's own count of the soft time may be wrong before it is told anew."""
_ONCE = re.compile(r'(?<=name="once" value=")@once:([^"@]*)@(?=")')
_ID = re.compile(r"[0-9a-f]{16,64}", re.ASCII)
FRAME = ("do", "once", "syndicate")
"""Names of a form that are none of its fields."""


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


class Wrong(Refused):
    """A form that was not filled in as it has to be; the field is named."""

    def __init__(self, says: Message, field: str) -> None:
        super().__init__(says)
        self.field = field


@dataclass(frozen=True, slots=True)
class Placed:
    """A section and where it stands."""

    section: Section
    side: bool
    folded: bool


@dataclass(frozen=True, slots=True)
class SeatSheet:
    """A seat's page at one moment."""

    view: View
    document: FaceDocument
    placed: tuple[Placed, ...]
    head: Markup
    banner: Markup
    bar: Markup
    title: str
    """For the window: a pause is seen there too."""
    waits: bool
    """Whether there is nothing to fill in."""

    @property
    def scene(self) -> str:
        """What the page is about: where it differs, a reader is taken to what is new."""
        return self.document.scene

    @property
    def over(self) -> bool:
        """Whether there is a debrief to take home."""
        return self.view.group is not None and self.view.group.stage is Stage.ENDEX

    @property
    def order(self) -> list[list[Any]]:
        """Id, name and place of every section."""
        return [[each.section.id, each.section.name or each.section.title, each.side] for each in self.placed]


def sheet(words: Language, view: View, before: View | None = None, new: bool = False) -> SeatSheet:
    """Return the page of what a seat sees.

    ``before`` is what it saw, for what is said of the change; with ``new`` the seat has done nothing here yet.
    """
    shown = document(words, view, before)
    placed = tuple(_placed(shown, view, new))
    loud = view.group is not None and view.group.stage in LOUD
    said = Markup('<p class="says{}">{}</p>').format(" loud" if loud else "", page.words(shown.banner))
    state = f" ({shown.banner[0].text.capitalize()})" if loud and shown.banner else ""
    return SeatSheet(
        view, shown, placed, _head(shown.title, shown.facts), said if shown.banner else Markup(""),
        _bar(strip(words, view, placed)), f"{shown.title}{state}", _waits(view),
    )  # fmt: skip


def _placed(shown: FaceDocument, view: View, new: bool) -> Iterator[Placed]:
    """Where each section stands; who is new here reads first what was."""
    so_far = next((each for each in shown.sections if each.id == SO_FAR), None)
    if new and so_far:
        yield Placed(so_far, False, False)
    for each in shown.sections:
        folded = each.id == "lessons" or (view.briefed and each.id in LOOKED_UP)
        if not (new and each is so_far):
            yield Placed(each, each.side or folded, folded)


@lru_cache(maxsize=256)
def _head(title: str, facts: tuple[str, ...]) -> Markup:
    spans = Markup(" ").join(Markup("<span>{}</span>").format(each) for each in facts)
    return Markup("<h1>{}</h1><p>{}</p>").format(title, spans)


def _waits(view: View) -> bool:
    group = view.group
    if group is None:
        return False
    talks = group.stage in (Stage.TALK, Stage.READ) and not group.may_decide
    return group.stage in WAITING or talks or (group.stage is Stage.READY and view.briefed)


Tab = tuple[str, str, str, bool]
"""Where it leads, what it is called, a number, and whether it is what is to be done."""


def strip(words: Language, view: View, placed: tuple[Placed, ...]) -> tuple[Tab, ...]:
    """Return what stands in the strip under the thumb."""
    known = {each.section.id: each.section for each in placed}
    folded = {each.section.id for each in placed if each.folded}
    made = [(id, known[id].name, known[id].count, False) for id in BAR if id in known and id not in folded]
    if "act" in known and view.group:
        stage = view.group.under
        does = "Decide" if view.group.may_decide else DOES.get(stage, "Options")
        made.append(("act", words.say(does), "", True))
    return tuple((*tab[:3], tab[3] or tab[0] in ("lobby", "questions")) for tab in made)


@lru_cache(maxsize=256)
def _bar(tabs: tuple[Tab, ...]) -> Markup:
    rows = (
        Markup('<li><a href="#{}"{}>{}{}</a></li>').format(
            to, Markup(' class="now"') if now else "", name,
            Markup(' <span class="count">{}</span>').format(count) if count else "",
        )
        for to, name, count, now in tabs
    )  # fmt: skip
    return Markup("<ul>{}</ul>").format(Markup("").join(rows)) if tabs else Markup("")


def clock(view: View) -> dict[str, Any] | None:
    """Return what is left of the soft time now, and whether it runs; the page counts on by itself."""
    group = view.group
    if group is None or group.seconds_left is None or view.inject is None:
        return None
    return {"left": group.seconds_left, "runs": group.ticking}


# --- drawing


@lru_cache(maxsize=2048)
def _drawn(section: Section, folded: bool = False) -> tuple[str, tuple[str, ...]]:
    """A section as it is drawn for all, and the keys of the forms in it."""
    html = str(page.section(section))
    for act, leads in LEADS.items():
        html = html.replace(f'<a href="#{act}">', f'<a href="#{leads}">')
    if folded:
        head, end, rest = html.partition("</h2>")
        html = f'<details id="fold-{section.id}"><summary>{head}{end}</summary>{rest}</details>'
    return html, tuple(_ONCE.findall(html))


def with_typed(section: Section, typed: Mapping[str, Mapping[str, str]]) -> Section:
    """Return a section whose forms hold what was typed, by the keys of their offers."""
    return replace(section, blocks=tuple(_with_typed(each, typed) for each in section.blocks))


def _with_typed(block: Block, typed: Mapping[str, Mapping[str, str]]) -> Block:
    match block:
        case ActForm(offer) if offer.key in typed:
            return replace(block, typed=tuple(typed[offer.key].items()))
        case Card(inner, fold=fold):
            made = tuple(_with_typed(each, typed) for each in inner)
            return replace(block, blocks=made, fold="open" if fold and made != inner else fold)
        case _:
            return block


def digest(html: str) -> bytes:
    """Return what a part is, in eight bytes."""
    return hashlib.blake2s(html.encode(), digest_size=8).digest()


def stamp(digests: Iterable[bytes]) -> str:
    """Return what a window has, in one word: where it comes back with the same, nothing has to be sent."""
    return hashlib.blake2s(b"".join(digests), digest_size=8).hexdigest()


class SeatPage:
    """One window at one seat: the page whole, and what has changed since it was last told."""

    def __init__(self, seat: PageSeat, words: Language = ENGLISH, now: Callable[[], float] = time.monotonic) -> None:
        self._seat, self._words, self._now = seat, words, now
        self._sheet: SeatSheet | None = None
        self._keys: dict[str, object] = {}
        self._digests: dict[str, bytes] = {}
        self._clock: tuple[object, ...] = ()

    # --- what stands on it

    def whole(self, said: str = "", tried: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the page whole, for the first look, for a browser without scripts, for printing.

        Args:
            said: what is wrong with the form that was just sent.
            tried: that form, to be filled in again.

        Raises:
            Refused: where the seat was taken back.
        """
        shown = self._looked()
        typed = self._typed(shown.view)
        if tried:
            typed[self._offer_of(tried).key] = self._fields(tried)
        offers = self._offers(shown.view)
        parts = []
        for each, (id, name, side) in zip(shown.placed, shown.order, strict=True):
            html, forms = _drawn(with_typed(each.section, typed), each.folded)
            parts.append((id, name, side, _put(html, {key: self._seat.sending(offers[key]) for key in forms})))
        self._parts(shown)
        return {
            "title": shown.title, "scene": shown.scene, "stamp": stamp(self._digests.values()), "said": said,
            "waits": shown.waits, "clock": clock(shown.view), "head": shown.head, "banner": shown.banner,
            "bar": shown.bar, "over": shown.over,
            "parts": parts,
        }  # fmt: skip

    def first(self, have: str) -> tuple[dict[str, Any], str]:
        """Return what a window that has just come (back) needs, and its stamp: of parts nothing, where it has them."""
        shown = self._looked()
        drawn = self._parts(shown)
        self._sheet = shown
        told: dict[str, Any] = {"clock": self._told_clock(shown.view)}
        if (now := stamp(self._digests.values())) != have:
            told |= {
                "parts": drawn,
                "order": shown.order,
                "scene": shown.scene,
                "title": shown.title,
                "over": shown.over,
            }
        return told, now

    def update(self) -> tuple[dict[str, Any], str]:
        """Return what differs from what was last told, and the stamp then; nothing where nothing does.

        Raises:
            Refused: where the seat was taken back.
        """
        was = self._sheet
        if was is None:
            return self.first("")
        shown = sheet(self._words, self._seat.snapshot(), was.view, self._seat.is_new())
        old = dict(self._keys)
        drawn = self._parts(shown, old)
        told: dict[str, Any] = {"parts": drawn} if drawn else {}
        if shown.order != was.order:
            told["order"] = shown.order
        if said := shown.document.said:
            told["say"] = said
        if shown.scene != was.scene:
            told["first"] = shown.document.first
        told |= {name: to for name in ("scene", "title", "over") if (to := getattr(shown, name)) != getattr(was, name)}
        if self._clock_differs(shown.view):
            told["clock"] = self._told_clock(shown.view)
        self._sheet = shown
        return told, stamp(self._digests.values())

    def _looked(self) -> SeatSheet:
        return sheet(self._words, self._seat.snapshot(), new=self._seat.is_new())

    def _parts(self, shown: SeatSheet, old: Mapping[str, object] | None = None) -> dict[str, str]:
        """The parts that differ from ``old``; all of them without it."""
        keys: dict[str, object] = {}
        made: dict[str, str] = {}
        offers = self._offers(shown.view)
        for name, html in (("page-head", shown.head), ("page-banner", shown.banner), ("page-bar", shown.bar)):
            keys[name] = html
            if old is None or old.get(name) != html:
                made[name] = str(html)
        for each in shown.placed:
            drawn, forms = _drawn(each.section, each.folded)
            ids = tuple(self._seat.sending(offers[key]) for key in forms)
            keys[each.section.id] = (each.section, each.folded, ids)
            if old is None or old.get(each.section.id) != keys[each.section.id]:
                made[each.section.id] = _put(drawn, dict(zip(forms, ids, strict=True)))
        self._keys = keys
        kept = {name: self._digests[name] for name in keys if name in self._digests}
        self._digests = {name: digest(made[name]) if name in made else kept[name] for name in keys}
        return made

    def _offers(self, view: View) -> dict[str, Offer]:
        return {offer.key: offer for some in offered(self._words, view).values() for offer in some}

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
        """Do what a form asks for, once; return the id of the part that shows it.

        Raises:
            Wrong: where a field is not filled in as it has to be.
            Refused: where it cannot be done now.
            RecordError: where it could not be written.
        """
        view, once = self._seat.snapshot(), form.get("once", "")
        if form.get("do") not in BY_ID or not _ID.fullmatch(once):
            raise Refused(lazy("this form is none of ours; load the page anew."))
        wanted = self._offer_of(form)
        offer = self._offers(view).get(wanted.key)
        if offer is None and wanted.act == "note" and (known := offered(self._words, view).get("note")):
            offer = replace(known[0], given=wanted.given)
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

    def _offer_of(self, form: Mapping[str, str]) -> Offer:
        """What a form was given for, as it says itself."""
        given = tuple((name[6:], text) for name, text in form.items() if name.startswith("given."))
        return Offer(form.get("do", ""), "", given)

    def _fields(self, form: Mapping[str, str]) -> dict[str, str]:
        """What was typed, by field."""
        return {
            name: text.replace("\r\n", "\n")
            for name, text in form.items()
            if name not in FRAME and not name.startswith("given.")
        }

    def _typed(self, view: View) -> dict[str, Mapping[str, str]]:
        """What was typed into the forms of this page and not sent, by the keys of their offers."""
        made: dict[str, Mapping[str, str]] = {}
        for offer in self._offers(view).values():
            where = about(offer)
            if where is None:
                continue
            kept, field = self._seat.draft(where), DRAFTED[offer.act]
            fields = {"text": kept[field]} if field and field in kept else {} if field else kept
            if known := {each.name: fields[each.name] for each in offer.fields if each.name in fields}:
                made[offer.key] = known
        return made


def _put(html: str, ids: Mapping[str, str]) -> str:
    """A drawing with the ids of its forms."""
    return _ONCE.sub(lambda found: ids[found[1]], html) if ids else html
