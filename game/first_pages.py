"""The first page as a command: of a run, of several runs, of a class or one syndicate; as lines, as JSON, as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from game.faces import class_front, front_page
from game.faces.class_debrief import one_text
from game.faces.lines import report
from game.faces.model import FaceDocument
from game.faces.report_page import report_page
from game.looking_back import LookedBack
from game.record.run import Run
from game.report.as_json import plain
from game.report.class_front import LETTERS
from game.report.class_front import class_front as head
from game.report.debrief import debrief
from game.report.model import Debrief
from game.report.open import opened
from game.words import ENGLISH


@dataclass(frozen=True, slots=True)
class FirstPage:
    """A first page in every form."""

    shown: FaceDocument
    data: Any
    """As plain data."""
    language: str
    """Of what an author wrote."""

    @property
    def lines(self) -> list[str]:
        """As plain lines."""
        return report(ENGLISH, self.shown)

    @property
    def html(self) -> str:
        """As one HTML page."""
        return report_page(self.shown, self.language, room=False)


def of_runs(read: Sequence[tuple[str, Run]]) -> FirstPage:
    """Return the first page of a run; of several, that of the class that they make.

    Raises:
        CannotCompare: where there are more than twelve, or they are not of one text of one scenario.
    """
    built = [(name, debrief(run, name, opened=opened(run))) for name, run in read]
    language = read[0][1].scenario.language
    if len(built) == 1:
        return _one(built[0][1], language)
    one_text(built, counted=False)
    return _class(built, language)


def of_class(looked: LookedBack) -> FirstPage:
    """Return the first page of a syndicate, or of a class with that of each syndicate behind it."""
    language, groups = looked.scenario.language, looked.groups
    if looked.syndicate:
        return _one(groups[0].debrief, language)
    called = [ENGLISH.say("Syndicate {id}", id=each.syndicate) for each in groups]
    return _class([(each.syndicate, each.debrief) for each in groups], language, called)


def _one(made: Debrief, language: str) -> FirstPage:
    return FirstPage(front_page.document(ENGLISH, made), plain(made.front), language)


def _class(named: Sequence[tuple[str, Debrief]], language: str, called: Sequence[str] = ()) -> FirstPage:
    """The first page of a class; ``called`` is how a reader knows each, where that is not its name in the data."""
    debriefs = [each for _, each in named]
    lettered = list(zip(LETTERS, debriefs, strict=False))
    data = {"class": plain(head(lettered)), "syndicates": {name: plain(each.front) for name, each in named}}
    told = list(zip(called or [name for name, _ in named], debriefs, strict=True))
    return FirstPage(class_front.document(ENGLISH, debriefs[0].title, told), data, language)
