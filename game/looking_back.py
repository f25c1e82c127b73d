"""Looking back on a class: its pages, its syndicates on a screen or as plain lines, everything as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.exercise.classroom.class_store import Classes, usual
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.errors import Refused
from game.faces.class_pages import class_page, write_syndicates
from game.faces.group_debrief import document as group_debrief_document
from game.faces.lines import report
from game.faces.report_page import group_html
from game.plain import leading
from game.plain.talk import Talk
from game.record.store import store_at
from game.report.as_json import plain
from game.report.class_front import LETTERS, class_front
from game.report.group import GroupDebrief, group_debrief
from game.report.html.write import write_page
from game.scenario.findings import did_you_mean
from game.words import ENGLISH


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked back on: a class, or one syndicate of it."""

    record: ClassRecord
    syndicate: str
    """Nothing: the whole class."""

    @property
    def groups(self) -> list[GroupDebrief]:
        """The debriefs of the syndicates that are meant."""
        ids = [self.syndicate] if self.syndicate else [each.id for each in self.record.roster.syndicates]
        return [group_debrief(self.record, id) for id in ids]

    @property
    def finished(self) -> bool:
        """Whether the exercise is over for all that are meant."""
        ids = [self.syndicate] if self.syndicate else list(self.record.runs)
        return self.record.roster.over or all(self.record.runs[id].state.over for id in ids)


def found(name: str, store: str = "") -> Looked:
    """Return the class with this name, or with ``.2`` behind it that syndicate.

    Raises:
        Refused: where the class has no such syndicate.
        RecordError: where there is no such class, or it cannot be read.
    """
    whole, dot, syndicate = name.partition(".")
    record = Classes(store_at(store, usual())).read(whole)
    if dot and syndicate not in record.runs:
        raise Refused(f"class '{whole}' has no syndicate '{syndicate[:20]}'; it has {', '.join(record.runs)}.")
    return Looked(record, syndicate)


def pages(looked: Looked, file: Path, role: str = "", full: bool = False) -> list[Path]:
    """Write the page of a syndicate (for ``role`` cut for whoever held it), or of a class with its syndicates beside.

    Raises:
        Refused: where there is no such role, or a role was given for a whole class.
        CannotWrite: where a file cannot be written.
    """
    record, language = looked.record, looked.record.scenario.language
    if not looked.syndicate:
        if role:
            raise Refused(f"a role's copy is of one syndicate: {record.name}.1, for example.")
        return [write_page(file, class_page(record)), *write_syndicates(record, file)]
    (group,) = looked.groups
    roles = frozenset((_title(record, role),)) if role else None
    return [write_page(file, group_html(group, language, roles=roles, full=full))]


def _title(record: ClassRecord, role: str) -> str:
    """The title of a role, by its id or title."""
    for each in record.scenario.roles:
        if role in (each.id, each.title):
            return each.title
    known = [each.id for each in record.scenario.roles]
    cure = did_you_mean(role, known) or f"It has: {', '.join(known) or 'none'}."
    raise Refused(f"'{record.scenario.id}' has no role '{role[:60]}'. {cure}")


def as_json(looked: Looked) -> dict[str, Any]:
    """Return everything as plain data. No person is named who has not agreed to it."""
    return {
        "class": looked.record.name,
        "scenario": looked.record.scenario.id,
        "sha256": looked.record.scenario.sha256,
        "seed": looked.record.roster.seed,
        "over": looked.record.roster.over,
        "front": plain(class_front([(LETTERS[at], each.debrief) for at, each in enumerate(looked.groups)])),
        "syndicates": {group.syndicate: plain(group) for group in looked.groups},
    }


def say(looked: Looked, full: bool = False) -> None:
    """Print the debriefs as plain lines."""
    talk = Talk()
    for group in looked.groups:
        talk.say("")
        talk.say(report(ENGLISH, group_debrief_document(ENGLISH, group, full=full)))


def lead(looked: Looked) -> None:
    """Lead through the cards of a syndicate's talk.

    Raises:
        Refused: where a whole class was named.
    """
    if not looked.syndicate:
        raise Refused(f"cards are of one syndicate: {looked.record.name}.1, for example.")
    leading.lead(Talk(), "", looked.groups[0].debrief)


def show(looked: Looked) -> None:
    """Show the debriefs on a screen, one syndicate after the other."""
    from game.exercise.run.run_store import home
    from game.ui.class_debrief import ClassDebriefApp

    ClassDebriefApp(looked.groups, home()).run()
