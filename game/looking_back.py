"""Looking back on a class: its pages, its syndicates on a screen or as plain lines, everything as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.exercise.classroom.class_store import Classes, parted, seated, usual
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.errors import Refused, did_you_mean, it_has
from game.faces.class_pages import class_page, write_syndicates
from game.faces.group_debrief import document as group_debrief_document
from game.faces.lines import report
from game.faces.report_page import group_html
from game.plain import leading
from game.plain.talk import Talk
from game.record.store import store_at
from game.report import copies
from game.report.as_json import plain
from game.report.class_front import LETTERS, class_front
from game.report.copies import BroughtCopy
from game.report.group import GroupDebrief, group_debrief, seat_debrief
from game.report.html.write import write_page
from game.scenario.scenario import Scenario
from game.words import ENGLISH, lazy


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What is looked back on: a class, one syndicate of it, one seat; or a copy of one of these that was brought."""

    record: ClassRecord | None
    syndicate: str
    """Nothing: the whole class."""
    seat: str = ""
    """Nothing: the whole syndicate."""
    copy: BroughtCopy | None = None

    @property
    def name(self) -> str:
        """Of the class."""
        return self.record.name if self.record else self._copy.parcel.name

    @property
    def scenario(self) -> Scenario:
        """What was played."""
        return self.record.scenario if self.record else self._copy.scenario

    @property
    def seed(self) -> int:
        """Of its luck."""
        return self.record.roster.seed if self.record else self._copy.seed

    @property
    def over(self) -> bool:
        """Whether ENDEX was given."""
        return self.record.roster.over if self.record else self._copy.over

    @property
    def groups(self) -> list[GroupDebrief]:
        """The debriefs of the syndicates that are meant."""
        if self.record is None:
            return [self._copy.group]
        if self.seat:
            return [seat_debrief(self.record, self.seat)]
        ids = [self.syndicate] if self.syndicate else [each.id for each in self.record.roster.syndicates]
        return [group_debrief(self.record, id) for id in ids]

    @property
    def finished(self) -> bool:
        """Whether the exercise is over for all that are meant."""
        if self.record is None:
            return self._copy.finished
        ids = [self.syndicate] if self.syndicate else list(self.record.runs)
        return self.record.roster.over or all(self.record.runs[id].state.over for id in ids)

    @property
    def _copy(self) -> BroughtCopy:
        assert self.copy is not None  # made with a record or with a copy
        return self.copy


def known(name: str, store: str = "") -> bool:
    """Whether this is the name of a class, of a part of one, or of a copy that was brought here."""
    return name.partition(".")[0].partition("/")[0] in store_at(store, usual()).names() or name in copies.names()


def found(name: str, store: str = "") -> LookedBack:
    """Return the class with this name; with ``.2`` behind it that syndicate, with ``.2/s5`` that seat.

    Raises:
        Refused: where the class has no such syndicate or seat.
        RecordError: where there is no such class, or it cannot be read.
    """
    whole, syndicate, seat = parted(name)
    classes = Classes(store_at(store, usual()))
    if not classes.has(whole) and name in copies.names():
        copy = copies.read(name)
        return LookedBack(None, copy.parcel.syndicate, copy.parcel.seat, copy)
    record = classes.read(whole)
    if seat:
        syndicate = seated(record, seat, syndicate)
    elif syndicate and syndicate not in record.runs:
        raise Refused(
            lazy(
                "class '{whole}' has no syndicate '{syndicate}'; it has {known}.",
                whole=whole,
                syndicate=syndicate[:20],
                known=", ".join(record.runs),
            )
        )
    return LookedBack(record, syndicate, seat)


def pages(looked: LookedBack, file: Path, role: str = "", full: bool = False) -> list[Path]:
    """Write the page of a syndicate (for ``role`` cut for whoever held it), or of a class with its syndicates beside.

    Raises:
        Refused: where there is no such role, or a role was given for a whole class or for a seat's copy.
        CannotWrite: where a file cannot be written.
    """
    record, language = looked.record, looked.scenario.language
    if record and not looked.syndicate:
        if role:
            raise Refused(lazy("a role's copy is of one syndicate: {name}.1, for example.", name=record.name))
        return [write_page(file, class_page(record)), *write_syndicates(record, file)]
    if role and looked.seat:
        raise Refused(lazy("a seat's copy is cut for its seat already: leave --role out."))
    (group,) = looked.groups
    roles = frozenset((_title(looked.scenario, role),)) if role else None
    return [write_page(file, group_html(group, language, own=bool(looked.seat), roles=roles, full=full))]


def _title(scenario: Scenario, role: str) -> str:
    """The title of a role, by its id or title."""
    for each in scenario.roles:
        if role in (each.id, each.title):
            return each.title
    known = [each.id for each in scenario.roles]
    cure = did_you_mean(role, known, it_has(known))
    raise Refused(lazy("'{scenario}' has no role '{role}'. {cure}", scenario=scenario.id, role=role[:60], cure=cure))


def as_json(looked: LookedBack) -> dict[str, Any]:
    """Return everything as plain data. No person is named who has not agreed to it."""
    groups = looked.groups
    return {
        "class": looked.name,
        "scenario": looked.scenario.id,
        "sha256": looked.scenario.sha256,
        "seed": looked.seed,
        "over": looked.over,
        "front": plain(class_front([(LETTERS[at], each.debrief) for at, each in enumerate(groups)])),
        "syndicates": {group.syndicate: plain(group) for group in groups},
    }


def say(looked: LookedBack, full: bool = False) -> None:
    """Print the debriefs as plain lines."""
    talk = Talk()
    for group in looked.groups:
        talk.say("")
        talk.say(report(ENGLISH, group_debrief_document(ENGLISH, group, full=full)))


def lead(looked: LookedBack) -> None:
    """Lead through the cards of a syndicate's talk.

    Raises:
        Refused: where a whole class was named.
    """
    if not looked.syndicate:
        assert looked.record is not None  # a copy is of one syndicate
        raise Refused(lazy("cards are of one syndicate: {name}.1, for example.", name=looked.record.name))
    leading.lead(Talk(), "", looked.groups[0].debrief)


def show(looked: LookedBack) -> None:
    """Show the debriefs on a screen, one syndicate after the other."""
    from game.exercise.run.run_store import home
    from game.ui.debrief.group_debrief import ClassDebriefApp

    ClassDebriefApp(looked.groups, home()).run()
