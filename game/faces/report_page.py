"""The pages to take home: one for a syndicate (or a run played alone), one for a class.

Each is one file of HTML5: style inside, no script, nothing fetched. It follows the reader's
light or dark screen and prints on A4 and Letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from game.faces import analysis, class_debrief, fold_over, group_debrief, long_form, page, seal
from game.faces import debrief as run
from game.faces.debrief import Copy
from game.faces.model import FaceDocument, Section, plain
from game.report.class_open import ClassOpen
from game.report.group import GroupDebrief
from game.report.html.environment import language as tag
from game.report.html.environment import render
from game.report.html.redact import SAID, for_roles
from game.report.measures import Measures
from game.report.model import Debrief
from game.words import ENGLISH

if TYPE_CHECKING:  # it brings numpy, which a debrief does without
    from game.report.analysis import AnalysisReport
    from game.report.seal import SealReport

OWN = (
    "This is one seat's copy: its own notes, answers and forecasts are in it, and nothing that other seats alone knew."
)


def debrief_html(
    debrief: Debrief,
    roles: frozenset[str] | None = None,
    language: str = "en",
    full: bool = False,
    last: Section | None = None,
) -> str:
    """Return a debrief as one HTML page: in the long form, or ``full``.

    With ``roles`` (titles, as `HeadquartersPart.role` has them) it is a copy for whoever held them, without what the
    other seats alone knew. The model of a debrief holds no private fact, role card or paper; what in it is one seat's
    all the same (notes, personal answers and forecasts, the argument against one's own choice, titles of papers left
    closed, interests on another role's card) is listed and left out in `game.report.html.redact`.

    ``language`` is the scenario's, for the page's ``lang``; ``last`` stands behind everything else.
    """
    cut = debrief if roles is None else for_roles(debrief, roles)
    copy = None if roles is None else Copy(SAID, notes=False)
    made = run.document(ENGLISH, cut, copy=copy) if full else long_form.document(ENGLISH, cut, copy)
    return report_page(made, language, last=last)


def group_html(
    group: GroupDebrief,
    language: str = "en",
    own: bool = False,
    roles: frozenset[str] | None = None,
    full: bool = False,
) -> str:
    """Return a syndicate's debrief as one HTML page: in the long form, or ``full``.

    ``own`` says on it that it is one seat's copy; with ``roles`` (titles) it is cut for whoever held them. Names stand
    on it only beside the reasons of those who agreed to that.
    """
    cut = group if roles is None else replace(group, debrief=for_roles(group.debrief, roles))
    copy = Copy(OWN) if own else Copy(SAID, notes=False) if roles is not None else None
    last = fold_over.section(ENGLISH, cut) if own else None
    return report_page(group_debrief.document(ENGLISH, cut, copy=copy, full=full), language, last=last)


def analysis_html(report: AnalysisReport, language: str = "en") -> str:
    """Return an analysis as one HTML page; ``language`` is the scenario's, for the page's ``lang``."""
    return report_page(analysis.document(ENGLISH, report), language, wide=True)


def seal_html(report: SealReport, language: str = "en") -> str:
    """Return the seal as one HTML page."""
    return report_page(seal.document(ENGLISH, report), language, wide=True)


def report_page(
    shown: FaceDocument, language: str, wide: bool = False, room: bool = True, last: Section | None = None
) -> str:
    """Return a report as one HTML page; ``language`` is that of what an author wrote.

    One with ``wide`` tables lies on its side on paper; the others have ``room`` to write on, where it is not refused,
    and ``last`` behind it.
    """
    behind = (last,) if last else ()
    return render(
        "document.html.j2",
        d=replace(shown, sections=(*shown.sections, *behind)),
        last=page.body(replace(shown, sections=behind)),
        heading=f"{plain(shown.banner)}: {shown.title}",
        kind=plain(shown.banner),
        on_this_page=ENGLISH.say("On this page"),
        body=page.body(shown),
        wide=wide,
        room_for_notes=room and not wide,
        language=tag(language),
    )


def class_html(
    debriefs: Sequence[tuple[str, Debrief]],
    language: str = "en",
    counted: Sequence[Measures] = (),
    open: ClassOpen | None = None,
    remembered: Sequence[tuple[str, int]] = (),
) -> str:
    """Return one HTML page for a class: its syndicates side by side, in the order given and without a rank.

    ``debriefs`` are pairs of a syndicate's name and its debrief, ``counted`` the measures of each, where there are any,
    ``open`` what an analysis says of the class, and ``remembered`` what five or more named from memory. Nothing on the
    page names a person. Personal answers are shown as a spread, and only where five people or more gave them.

    Raises:
        CannotCompare: where there are fewer than two or more than twelve, or they are not of one text of one scenario.
    """
    return report_page(class_debrief.document(ENGLISH, debriefs, counted, open, remembered), language, wide=True)
