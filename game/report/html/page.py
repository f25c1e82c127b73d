"""The pages to take home: one for a syndicate (or a run played alone), one for a class.

Each is one file of HTML5: style inside, no script, nothing fetched. It follows the reader's
light or dark screen and prints on A4 and Letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.report.class_open import ClassOpen
from game.report.doctrine import INTRO
from game.report.group import GroupDebrief
from game.report.html import figures
from game.report.html.class_page import class_parts
from game.report.html.environment import language as tag
from game.report.html.environment import render
from game.report.html.redact import SAID, for_roles
from game.report.measure_words import HIDDEN, TOO_FEW, measured
from game.report.measures import Measures
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
    "doctrine": "Doctrine, then and now",
}
GROUP_CONTENTS = {
    "voices": "Who would have done what",
    "acts": "What the facilitator did",
    "measures": "Measures",
}
OWN = (
    "This is one seat's copy: its own notes, answers and forecasts are in it, and nothing that other seats alone knew."
)


def debrief_html(debrief: Debrief, roles: frozenset[str] | None = None, language: str = "en") -> str:
    """Return a debrief as one HTML page.

    With ``roles`` (titles, as `HeadquartersPart.role` has them) it is a copy for whoever held them, without what the
    other seats alone knew. The model of a debrief holds no private fact, role card or paper; what in it is one seat's
    all the same (notes, personal answers and forecasts, the argument against one's own choice, titles of papers left
    closed, interests on another role's card) is listed and left out in `game.report.html.redact`.

    ``language`` is the scenario's, for the page's ``lang``.
    """
    cut = debrief if roles is None else for_roles(debrief, roles)
    return render("debrief.html.j2", **_context(cut, language, "" if roles is None else SAID))


def _context(cut: Debrief, language: str, private: str) -> dict[str, Any]:
    """What the template of a debrief asks for."""
    left_out = {
        "headquarters": not cut.headquarters,
        "forecasts": not (cut.forecasts or cut.answers),
        "doctrine": not cut.doctrine,
    }
    gauges = {gauge.id: gauge.title for gauge in cut.gauges}
    return {
        "d": cut,
        "heading": f"Debrief: {cut.title}",
        "language": tag(language),
        "private": private,
        "contents": [(id, title) for id, title in CONTENTS.items() if not left_out.get(id)],
        "by_hand": [(when, gauges.get(gauge, gauge), reason) for when, gauge, reason in cut.by_facilitator],
        "figures": figures.gauges(cut),
        "bars": figures.headquarters_bars(cut),
        "headquarters": figures.headquarters(cut),
        "own": False,
        "doctrine_intro": INTRO,
    }


def group_html(
    group: GroupDebrief, language: str = "en", own: bool = False, roles: frozenset[str] | None = None
) -> str:
    """Return a syndicate's debrief as one HTML page.

    ``own`` says on it that it is one seat's copy; with ``roles`` (titles) it is cut for whoever held them. Names stand
    on it only beside the reasons of those who agreed to that.
    """
    cut = group.debrief if roles is None else for_roles(group.debrief, roles)
    context = _context(cut, language, OWN if own else SAID if roles is not None else "")
    context["contents"] = [*context["contents"], *GROUP_CONTENTS.items()]
    context["own"] = own
    return render(
        "group.html.j2", **context, g=group, measured=measured(group.measures), hidden=HIDDEN, too_few=TOO_FEW
    )


def class_html(
    debriefs: Sequence[tuple[str, Debrief]],
    language: str = "en",
    counted: Sequence[Measures] = (),
    open: ClassOpen | None = None,
) -> str:
    """Return one HTML page for a class: its syndicates side by side, in the order given and without a rank.

    ``debriefs`` are pairs of a syndicate's name and its debrief, ``counted`` the measures of each, where there are any,
    and ``open`` what an analysis says of the class. Nothing on the page names a person. Personal answers are shown as a
    spread, and only where five people or more gave them.

    Raises:
        CannotCompare: where there are fewer than two or more than twelve, or they are not of one text of one scenario.
    """
    parts = class_parts(debriefs, counted)
    return render("class.html.j2", c=parts, o=open, heading=f"Class: {parts.title}", language=tag(language))
