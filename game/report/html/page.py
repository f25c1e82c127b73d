"""The pages to take home: one for a syndicate (or a run played alone), one for a class.

Each is one file of HTML5: style inside, no script, nothing fetched. It follows the reader's
light or dark screen and prints on A4 and Letter.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.report.html import figures
from game.report.html.class_page import class_parts
from game.report.html.environment import language as tag
from game.report.html.environment import render
from game.report.html.redact import SAID, for_roles
from game.report.model import Debrief

CONTENTS = {
    "ending": "How it ended",
    "lessons": "Lessons by family",
    "barriers": "Five standing barriers",
    "timeline": "Decision by decision",
    "gauges": "Gauges: true and known",
    "luck": "Decisions and luck",
    "others": "What else was open",
    "headquarters": "What each headquarters thought",
    "forecasts": "Forecasts and confidence",
    "talk": "The talk",
    "notes": "Notes",
}


def debrief_html(debrief: Debrief, roles: frozenset[str] | None = None, language: str = "en") -> str:
    """Return a debrief as one HTML page.

    With ``roles`` (titles, as `HeadquartersPart.role` has them) it is a copy for whoever held them, without what the
    other seats alone knew. The model of a debrief holds no private fact, role card or paper; what in it is one seat's
    all the same (notes, personal answers and forecasts, the argument against one's own choice, titles of papers left
    closed, interests on another role's card) is listed and left out in `game.report.html.redact`.

    ``language`` is the scenario's, for the page's ``lang``.
    """
    cut = debrief if roles is None else for_roles(debrief, roles)
    left_out = {
        "headquarters": not cut.headquarters,
        "forecasts": not (cut.forecasts or cut.answers),
    }
    gauges = {gauge.id: gauge.title for gauge in cut.gauges}
    return render(
        "debrief.html.j2",
        d=cut,
        heading=f"Debrief: {cut.title}",
        language=tag(language),
        private="" if roles is None else SAID,
        contents=[(id, title) for id, title in CONTENTS.items() if not left_out.get(id)],
        by_hand=[(when, gauges.get(gauge, gauge), reason) for when, gauge, reason in cut.by_facilitator],
        figures=figures.gauges(cut),
        bars=figures.headquarters_bars(cut),
        headquarters=figures.headquarters(cut),
    )


def class_html(debriefs: Sequence[tuple[str, Debrief]], language: str = "en") -> str:
    """Return one HTML page for a class: its syndicates side by side, in the order given and without a rank.

    ``debriefs`` are pairs of a syndicate's name and its debrief; nothing on the page names a person. Personal answers
    are shown as a spread, and only where five people or more gave them.

    Raises:
        CannotCompare: where there are fewer than two or more than twelve, or they are not of one text of one scenario.
    """
    parts = class_parts(debriefs)
    return render("class.html.j2", c=parts, heading=f"Class: {parts.title}", language=tag(language))
