"""A page that is kept up to date: what stands on it now, what of it has changed since, and what a form of it asks for.

A section of the document is the unit of an update, and its own key: equal sections are drawn once for everybody who
sees them, and are not sent again. The ids of forms are put in after drawing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from game.exercise.acts.offer import Offer
from game.exercise.errors import Refused
from game.faces import page
from game.faces.model import ActForm, Block, Card, FaceDocument, Section
from game.words import ENGLISH, Language, Message, lazy

LEADS = {"tell": "private", "keep": "page-over"}
"""Where words lead that name an act: the section that it is in."""
_ONCE = re.compile(r'(?<=name="once" value=")@once:([^"@]*)@(?=")')
_ID = re.compile(r"[0-9a-f]{16,64}", re.ASCII)
_DO = 'method="post" action="/do"'
"""How every form begins that is drawn by `game.faces.page`."""
Seen = TypeVar("Seen")


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
    folded: bool = False
    html: str = ""
    """Where it is drawn by hand, and not from the section's blocks."""


@dataclass(frozen=True, slots=True)
class PageSheet(Generic[Seen]):
    """A page at one moment."""

    view: Seen
    document: FaceDocument
    placed: tuple[Placed, ...]
    offers: Mapping[str, Offer]
    """Everything that can be done on it, by key."""
    head: Markup
    banner: Markup
    bar: Markup
    title: str
    """For the window: a pause is seen there too."""
    waits: bool
    """Whether there is nothing to fill in."""
    over: bool = False
    """Whether there is a debrief to take home."""

    @property
    def scene(self) -> str:
        """What the page is about: where it differs, a reader is taken to what is new."""
        return self.document.scene

    @property
    def order(self) -> list[list[Any]]:
        """Id, name and place of every section."""
        return [[each.section.id, each.section.name or each.section.title, each.side] for each in self.placed]


Tab = tuple[str, str, str, bool]
"""Where it leads, what it is called, a number, and whether it is what is to be done."""


@lru_cache(maxsize=256)
def head(title: str, facts: tuple[str, ...]) -> Markup:
    """Return what stands at the top of a page."""
    spans = Markup(" ").join(Markup("<span>{}</span>").format(each) for each in facts)
    return Markup("<h1>{}</h1><p>{}</p>").format(title, spans)


@lru_cache(maxsize=256)
def bar(tabs: tuple[Tab, ...]) -> Markup:
    """Return the strip under the thumb."""
    rows = (
        Markup('<li><a href="#{}"{}>{}{}</a></li>').format(
            to, Markup(' class="now"') if now else "", name,
            Markup(' <span class="count">{}</span>').format(count) if count else "",
        )
        for to, name, count, now in tabs
    )  # fmt: skip
    return Markup("<ul>{}</ul>").format(Markup("").join(rows)) if tabs else Markup("")


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


class LivePage(Generic[Seen]):
    """One window: the page whole, and what has changed since it was last told."""

    FRAME: tuple[str, ...] = ("do", "once")
    """Names of a form that are none of its fields."""
    DO = "/do"
    """Where its forms go."""

    def __init__(self, words: Language = ENGLISH) -> None:
        self._words = words
        self._sheet: PageSheet[Seen] | None = None
        self._keys: dict[str, object] = {}
        self._digests: dict[str, bytes] = {}

    # --- what a page of some kind is

    def _look(self, before: PageSheet[Seen] | None = None) -> PageSheet[Seen]:
        """What stands on it now; ``before`` is what was last told, for what is said of the change."""
        raise NotImplementedError

    def _sending(self, offer: Offer) -> str:
        """The id under which an offer is sent now."""
        raise NotImplementedError

    def _typed(self, shown: PageSheet[Seen]) -> dict[str, Mapping[str, str]]:
        """What was typed into the forms of this page and not sent, by the keys of their offers."""
        return {}

    def _whole_more(self, shown: PageSheet[Seen]) -> dict[str, Any]:
        """What else a page of this kind is made from."""
        return {}

    def _told_more(self, shown: PageSheet[Seen], first: bool) -> dict[str, Any]:
        """What else a window of this kind is told; ``first`` where it has been told nothing yet."""
        return {}

    # --- what stands on it

    def whole(self, said: str = "", tried: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the page whole, for the first look, for a browser without scripts, for printing.

        Args:
            said: what is wrong with the form that was just sent.
            tried: that form, to be filled in again.

        Raises:
            Refused: where whoever sits here was taken back.
        """
        shown = self._look()
        typed = self._typed(shown)
        if tried:
            typed[self._offer_of(tried).key] = self._fields(tried)
        parts = []
        for each, (id, name, side) in zip(shown.placed, shown.order, strict=True):
            placed = each if each.html else replace(each, section=with_typed(each.section, typed))
            html, forms = self._draw(placed)
            parts.append((id, name, side, self._put(html, {key: self._sending(shown.offers[key]) for key in forms})))
        self._parts(shown)
        return {
            "title": shown.title, "scene": shown.scene, "stamp": stamp(self._digests.values()), "said": said,
            "waits": shown.waits, "head": shown.head, "banner": shown.banner, "bar": shown.bar, "over": shown.over,
            "parts": parts, **self._whole_more(shown),
        }  # fmt: skip

    def first(self, have: str) -> tuple[dict[str, Any], str]:
        """Return what a window that has just come (back) needs, and its stamp: of parts nothing, where it has them."""
        shown = self._look()
        drawn = self._parts(shown)
        self._sheet = shown
        told = self._told_more(shown, first=True)
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
            Refused: where whoever sits here was taken back.
        """
        was = self._sheet
        if was is None:
            return self.first("")
        shown = self._look(was)
        drawn = self._parts(shown, dict(self._keys))
        told: dict[str, Any] = {"parts": drawn} if drawn else {}
        if shown.order != was.order:
            told["order"] = shown.order
        if said := shown.document.said:
            told["say"] = said
        if shown.scene != was.scene:
            told["first"] = shown.document.first
        told |= {name: to for name in ("scene", "title", "over") if (to := getattr(shown, name)) != getattr(was, name)}
        told |= self._told_more(shown, first=False)
        self._sheet = shown
        return told, stamp(self._digests.values())

    def _parts(self, shown: PageSheet[Seen], old: Mapping[str, object] | None = None) -> dict[str, str]:
        """The parts that differ from ``old``; all of them without it."""
        keys: dict[str, object] = {}
        made: dict[str, str] = {}
        for name, html in (("page-head", shown.head), ("page-banner", shown.banner), ("page-bar", shown.bar)):
            keys[name] = html
            if old is None or old.get(name) != html:
                made[name] = str(html)
        for each in shown.placed:
            drawn, forms = self._draw(each)
            ids = tuple(self._sending(shown.offers[key]) for key in forms)
            keys[each.section.id] = (each, ids)
            if old is None or old.get(each.section.id) != keys[each.section.id]:
                made[each.section.id] = self._put(drawn, dict(zip(forms, ids, strict=True)))
        self._keys = keys
        kept = {name: self._digests[name] for name in keys if name in self._digests}
        self._digests = {name: digest(made[name]) if name in made else kept[name] for name in keys}
        return made

    def _draw(self, placed: Placed) -> tuple[str, tuple[str, ...]]:
        """A section, and the keys of the forms in it."""
        return (placed.html, ()) if placed.html else _drawn(placed.section, placed.folded)

    def _put(self, html: str, ids: Mapping[str, str]) -> str:
        """A drawing with the ids of its forms, and where they go."""
        if not ids:
            return html
        made = _ONCE.sub(lambda found: ids[found[1]], html)
        return made if self.DO == "/do" else made.replace(_DO, f'method="post" action="{escape(self.DO)}"')

    # --- what a form is

    def _is_ours(self, form: Mapping[str, str], acts: Container[str]) -> str:
        """The id of a form's sending (Refused where it was not made here)."""
        once = form.get("once", "")
        if form.get("do", "") not in acts or not _ID.fullmatch(once):
            raise Refused(lazy("this form is none of ours; load the page anew."))
        return once

    def _offer_of(self, form: Mapping[str, str]) -> Offer:
        """What a form was given for, as it says itself."""
        given = tuple((name[6:], text) for name, text in form.items() if name.startswith("given."))
        return Offer(form.get("do", ""), "", given)

    def _fields(self, form: Mapping[str, str]) -> dict[str, str]:
        """What was typed, by field."""
        return {
            name: text.replace("\r\n", "\n")
            for name, text in form.items()
            if name not in self.FRAME and not name.startswith("given.")
        }
