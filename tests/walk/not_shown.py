"""What the faces do not show of a view, each with why. It only ever gets shorter.

A face, a place in the view, the stages (``everywhere``, or some, of a run ``alone`` or in a ``class``), and the reason.
"""

from __future__ import annotations

EVERYWHERE = "everywhere"
WORD = "what came back or went on by itself is told by a word of its own in place of a title"
DEBRIEF = "a note goes into the debrief; nothing in play shows it again"
SUMMARY = "it stands in the menu; in play only where there is no setting"
LOBBY = "who holds which role is picked from in the lobby; later the people are listed with their roles"
NAME = "one's own name stands among the people, with (you)"
LATER = "what came of a decision is told with who took it; by then another inject is on the table"
ASKED = "asked in a panel: `test_questions_and_forecasts_are_asked_on_the_screen`"
FACTS = "in a class the same facts stand among those told and not told (`group.facts`)"
DOOR = "at the door there is nothing but the title"
ALREADY = "asked before the choice; nothing asks again while one waits"
V_TAKEN = "a fault: the letter v, which the prompt offers for detail and advice, is taken by 'who is here' in a class"
PLAY = "a letter of play: the briefing, the lobby and the time after the end have others"
HEADER = "said once, over the inject, when it comes up"
ENDED = "a gap: said only after ENDEX, though the syndicate's run is over"
NEWS = "said once, when the inject comes up"
BRIEFING = "said once the briefing is read"
READS = "whose turn it is reads “You read it aloud.” in place of their own name"
STANDS = "who wrote it was named while it was written; then the answer stands by itself"

BEFORE = "gauges are shown once play has begun"
CLOSED = "to whom a paper goes stands on it once it is opened"

IN_WRITING = "class judged, class judging, class pen, class write"
AT_GATE = "class choose, class chosen, class held, class paused, class talk, class told"
BY_CARDS = "class card, class record"
AFTER_LOBBY = (
    f"{AT_GATE}, class ready, class information, class vote, class voted, class decided by the facilitator, "
    f"class ended, class endex, {IN_WRITING}, class after, {BY_CARDS}"
)
QUIET = "class briefed, class chosen, class ended, class endex, class held, class lobby, class paused"
TALKING = "class talk, class told, class vote, class voted"
BETWEEN = "alone judged, alone outcome, alone over"
OVER = "class ended, class judged"
WITHOUT_HEADER = f"alone briefing, {BETWEEN}, {QUIET}, {TALKING}, {BY_CARDS}, class after, class judged, class ready"

NOT_SHOWN: tuple[tuple[str, str, str, str], ...] = (
    ("terminal", "View.group.chairs[].holder", EVERYWHERE, LOBBY),
    ("terminal", "View.group.chairs[].title", AFTER_LOBBY, LOBBY),
    ("terminal", "View.group.chairs[].shared[]", EVERYWHERE, LOBBY),
    ("terminal", "View.group.decided", "class vote, class voted", LATER),
    ("terminal", "View.group.name", EVERYWHERE, NAME),
    ("terminal", "View.group.syndicate", "class lobby", DOOR),
    ("terminal", "View.group.talk.reader", EVERYWHERE, READS),
    ("terminal", "View.group.writes", "class judging", STANDS),
    ("terminal", "View.inject.forecasts[].ask", EVERYWHERE, ASKED),
    ("terminal", "View.inject.private[].0", AT_GATE, FACTS),
    ("terminal", "View.inject.private[].1", AT_GATE, FACTS),
    ("plain", "View.inject.private[].0", AT_GATE, FACTS),
    ("plain", "View.inject.private[].1", AT_GATE, FACTS),
    ("terminal", "View.news[].title", EVERYWHERE, WORD),
    ("terminal", "View.notes[].0", EVERYWHERE, DEBRIEF),
    ("terminal", "View.notes[].1", EVERYWHERE, DEBRIEF),
    ("terminal", "View.questions[].ask", EVERYWHERE, ASKED),
    ("terminal", "View.summary", EVERYWHERE, SUMMARY),
    ("terminal", "View.timeline[].title", EVERYWHERE, WORD),
    ("page", "View.gauges[].title", "alone briefing, class briefed, class ready", BEFORE),
    ("page", "View.gauges[].unit", "alone briefing, class briefed, class ready", BEFORE),
    ("page", "View.group.chairs[].holder", EVERYWHERE, LOBBY),
    ("page", "View.group.chairs[].title", AFTER_LOBBY, LOBBY),
    ("page", "View.group.chairs[].shared[]", EVERYWHERE, LOBBY),
    ("page", "View.group.decided", "class vote, class voted", LATER),
    ("page", "View.group.name", EVERYWHERE, NAME),
    ("page", "View.group.talk.reader", EVERYWHERE, READS),
    ("page", "View.group.writes", "class judging", STANDS),
    (
        "page",
        "View.inject.documents[].to[]",
        "alone choose, alone paused, class choose, class chosen, class held, class paused",
        CLOSED,
    ),
    ("page", "View.inject.forecasts[].ask", "class talk, class told", ALREADY),
    ("page", "View.inject.private[].0", AT_GATE, FACTS),
    ("page", "View.inject.private[].1", AT_GATE, FACTS),
    ("page", "View.news[].title", EVERYWHERE, WORD),
    ("page", "View.summary", EVERYWHERE, SUMMARY),
    ("page", "View.timeline[].title", EVERYWHERE, WORD),
    ("plain", "View.endings[].0", OVER, ENDED),
    ("plain", "View.endings[].1", OVER, ENDED),
    ("plain", "View.epilogue[].0", "class judged", ENDED),
    ("plain", "View.epilogue[].1", "class judged", ENDED),
    (
        "plain",
        "View.gauges[].title",
        "alone briefing, alone judged, alone outcome, alone over, class briefed, class ready",
        PLAY,
    ),
    ("plain", "View.gauges[].unit", "alone briefing, alone outcome, alone over, class briefed, class ready", PLAY),
    ("plain", "View.group.chairs[].holder", EVERYWHERE, LOBBY),
    ("plain", "View.group.chairs[].title", AFTER_LOBBY, LOBBY),
    ("plain", "View.group.chairs[].shared[]", EVERYWHERE, LOBBY),
    ("plain", "View.group.decided", "class vote, class voted", LATER),
    ("plain", "View.group.name", EVERYWHERE, NAME),
    ("plain", "View.group.says", "class ready", BRIEFING),
    ("plain", "View.group.talk.reader", EVERYWHERE, READS),
    ("plain", "View.group.writes", "class judging", STANDS),
    ("plain", "View.inject.forecasts[].ask", "class chosen, class held, class paused, class talk, class told", ALREADY),
    ("plain", "View.inject.options[].advice[].role", AT_GATE, V_TAKEN),
    ("plain", "View.inject.options[].advice[].says", AT_GATE, V_TAKEN),
    ("plain", "View.inject.options[].advice[].stance", AT_GATE, V_TAKEN),
    ("plain", "View.inject.options[].detail", AT_GATE, V_TAKEN),
    ("plain", "View.lessons[].family", "class briefed", PLAY),
    ("plain", "View.lessons[].imperative", "class briefed", PLAY),
    ("plain", "View.lessons[].title", "class briefed", PLAY),
    ("plain", "View.news[].cause", "class vote, class voted", NEWS),
    ("plain", "View.news[].moves[].gauge", "class vote, class voted", NEWS),
    ("plain", "View.news[].moves[].unit", "class vote, class voted", NEWS),
    ("plain", "View.news[].text", "class vote, class voted", NEWS),
    ("plain", "View.news[].title", EVERYWHERE, WORD),
    ("plain", "View.news[].when", "class vote, class voted", NEWS),
    ("plain", "View.notes[].0", EVERYWHERE, DEBRIEF),
    ("plain", "View.notes[].1", EVERYWHERE, DEBRIEF),
    ("plain", "View.questions[].ask", OVER, ENDED),
    ("plain", "View.summary", EVERYWHERE, SUMMARY),
    ("plain", "View.timeline[].cause", BETWEEN, PLAY),
    ("plain", "View.timeline[].decided", BETWEEN, PLAY),
    ("plain", "View.timeline[].moves[].gauge", BETWEEN, PLAY),
    ("plain", "View.timeline[].moves[].unit", "alone outcome, alone over", PLAY),
    ("plain", "View.timeline[].text", BETWEEN, PLAY),
    ("plain", "View.timeline[].title", EVERYWHERE, WORD),
    ("plain", "View.timeline[].when", BETWEEN, PLAY),
    ("plain", "View.you", WITHOUT_HEADER, HEADER),
)

NEVER_HELD = {
    "View.news[].decided": "a seat's own decision is an outcome, and of others' it is not told how they decided",
}
"""Texts that the types allow for and no seat is ever handed, each with why."""

IN_BROWSER = "a gap: the desk in a browser lists them; the facilitator's screen does not"
AT_DESK: tuple[tuple[str, str, str], ...] = (
    ("DeskView.syndicates[].writes", "judging", STANDS),
    ("DeskView.reached[].title", EVERYWHERE, "picked from on the board of events: `ui/desk/test_desk.py`"),
    ("DeskView.tray[].1", EVERYWHERE, "picked from in a panel: `ui/desk/test_desk.py`"),
    ("DeskView.syndicates[].news[].1", EVERYWHERE, "picked from in a panel, to be withdrawn"),
    ("DeskView.desks[].name", EVERYWHERE, IN_BROWSER),
    ("DeskView.gauges[].1", EVERYWHERE, "picked from in a panel; each stands with its value in a syndicate's page"),
    ("DeskView.lessons[].1", EVERYWHERE, "picked from in a panel: `ui/desk/test_desk.py`"),
    ("DeskView.observations[].text", EVERYWHERE, IN_BROWSER),
    ("DeskView.messages[].text", EVERYWHERE, IN_BROWSER),
)
"""The same for the facilitator's screen and the wall: place, stages, reason."""
