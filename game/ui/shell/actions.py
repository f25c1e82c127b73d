"""The one list of what a person can do: from it come keys, footer, palette, help and the README's table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from textual.binding import Binding, BindingType


class Where(StrEnum):
    """The kinds of screen."""

    HOME = "Home"
    PLAY = "Play"
    SEAT = "Seat in a class"
    DESK = "Facilitator's desk"
    DEBRIEF = "Debrief"
    COMPARE = "Two runs"
    PREVIEW = "Preview"
    ANALYSIS = "Analysis"
    LESSONS = "Lessons"
    GUIDE = "Guide"
    PANEL = "Panel"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a key does on some screens."""

    id: str
    """The screen's method is `action_<id>`."""
    keys: str
    """Textual's names, with commas between them."""
    shown: str
    """The key as people read it."""
    title: str
    help: str
    where: tuple[Where, ...]
    footer: bool = True
    palette: bool = True
    offers: tuple[str, ...] = ()
    """The desk's acts that stand behind the key (`game.exercise.acts.desk_acts`)."""

    @property
    def action(self) -> str:
        """What Textual calls on the screen."""
        return f"offer('{self.id}')" if self.offers else self.id


@dataclass(frozen=True, slots=True)
class Named:
    """Acts that the exercise has named already: made where a screen shows them; the first shows none."""

    where: tuple[Where, ...]
    made: Callable[[], tuple[Act, ...]]


_EVERYWHERE = (
    *(Where.HOME, Where.PLAY, Where.SEAT, Where.DESK, Where.DEBRIEF, Where.COMPARE),
    *(Where.PREVIEW, Where.ANALYSIS, Where.LESSONS, Where.GUIDE),
)
_TABLE = (Where.PLAY, Where.SEAT)
_DESK = (Where.DESK,)
_INSIDE = (Where.PLAY, Where.SEAT, Where.DEBRIEF)

_PAGED = (*_INSIDE, Where.PREVIEW, Where.ANALYSIS, Where.LESSONS, Where.GUIDE, Where.DESK)
_AUTHOR = (Where.PREVIEW,)

_PREVIEW: tuple[Act, ...] = (
    Act("next", "n", "n", "next", "The next inject.", _AUTHOR),
    Act("before", "b", "b", "before", "The inject before.", _AUTHOR, footer=False),
    Act("jump", "j", "j", "jump", "Go to any inject.", _AUTHOR),
    Act("seat", "v", "v", "seat", "See it from another seat.", _AUTHOR),
    Act("change", "e", "e", "change", "Change the day, a gauge, a flag or an earlier decision.", _AUTHOR),
    Act("walk", "w", "w", "play to here", "Set everything as it is when a run gets here.", _AUTHOR, footer=False),
    Act("conditions", "c", "c", "conditions", "Which conditions hold now, and what fails.", _AUTHOR),
    Act("show_situation", "s", "s", "situation", "What everyone reads.", _AUTHOR, footer=False),
    Act("papers", "d", "d", "documents", "The papers that this seat gets.", _AUTHOR, footer=False),
    Act("options", "a", "a", "options", "The options in detail, with the advice on them.", _AUTHOR, footer=False),
    Act("only_you", "o", "o", "only you", "What only this seat knows.", _AUTHOR, footer=False),
    Act("facilitator", "k", "k", "facilitator", "What only the facilitator reads.", _AUTHOR, footer=False),
    Act("graph", "m", "m", "map", "What leads to what, inject by inject.", _AUTHOR, footer=False),
    Act("card", "r", "r", "role card", "Role card and setting.", _AUTHOR, footer=False),
    Act("file", "f", "f", "file", "The file and the findings in it; again: back to the page.", _AUTHOR),
    Act("analysis", "y", "y", "analysis", "What it can do to a class, worked out; it is kept for next time.", _AUTHOR),
    Act("catalogue", "l", "l", "lessons", "All lessons of the catalogue, to browse.", (Where.HOME, Where.PREVIEW)),
)


IN_THE_FOOTER = ("begin", "pause", "hold", "decide", "tray", "show", "admit", "endex")
"""The desk's acts that are named where there is room for a line of keys."""


def _seat(id: str, where: tuple[Where, ...] = (Where.SEAT,), footer: bool = True) -> Named:
    """An act of a seat by its key."""

    def made() -> tuple[Act, ...]:
        from game.exercise.acts.seat_acts import BY_ID

        act = BY_ID[id]
        return (Act(id, act.key, act.key, act.title, act.help, where, footer),)

    return Named(where, made)


def _desk() -> tuple[Act, ...]:
    """The acts of a desk by their keys: what stands behind one key stands in for each other."""
    from game.exercise.acts import desk_acts

    keys = dict.fromkeys(act.key for act in desk_acts.ACTS if act.key)
    made = []
    for key in keys:
        some = [act for act in desk_acts.ACTS if act.key == key]
        first, said = some[0], " ".join(act.help for act in some)
        shown = first.id in IN_THE_FOOTER
        made.append(Act(first.id, key, key, first.title, said, _DESK, shown, offers=tuple(act.id for act in some)))
    return tuple(made)


_LISTED: tuple[Act | Named, ...] = (
    Act("take", "enter", "Enter", "open", "Open what is marked.", (Where.HOME,), palette=False),
    Act("page", "o", "o", "in a browser", "Play what is marked in your browser, on this machine.", (Where.HOME,)),
    Act("forget", "x,delete", "x", "delete", "Delete the run that is marked; asks once.", (Where.HOME,)),
    Act("tomorrow", "n", "n", "tomorrow", "Ask from memory tomorrow, and not today.", (Where.HOME,)),
    Act(
        "mark",
        "1,2,3,4,5,6,7,8,9",
        "1-9 ↑↓",
        "choose",
        "Mark an option and read its detail.",
        _TABLE,
        palette=False,
    ),
    Act(
        "take",
        "enter",
        "Enter",
        "decide",
        "Decide on the option that is marked, or go on.",
        _TABLE,
        palette=False,
    ),
    Act("situation", "s", "s", "situation", "What has happened.", _TABLE, footer=False),
    Act("advice", "a", "a", "advice", "The options in detail, and what the other seats advise.", _TABLE),
    Act("private", "o", "o", "only you", "What only your seat knows.", _TABLE),
    Act("since", "w", "w", "what came since", "What has happened since your last move.", _TABLE, footer=False),
    Act("documents", "d", "d", "papers", "The papers on the table.", _TABLE),
    Act("gauges", "g", "g", "gauges", "What you know of every gauge, and since when.", _INSIDE),
    Act("timeline", "t", "t", "timeline", "What was decided and what came of it.", _INSIDE),
    Act("lessons", "l", "l", "lessons", "The lessons that this scenario can test.", _INSIDE, footer=False),
    _seat("note", _INSIDE),
    Act("role", "r", "r", "role card", "Your role card, and the setting.", _TABLE, footer=False),
    Act("binder", "b", "b", "binder", "Every paper that you have opened so far, by inject.", _TABLE, footer=False),
    Act("map", "p", "p", "map", "The map that you opened last.", _TABLE, footer=False),
    Act(
        "so_far",
        "h",
        "h",
        "so far",
        "The setting, each decision in a line, and what is on the table.",
        _TABLE,
        footer=False,
    ),
    *_PREVIEW,
    Act("enough", "x", "x", "stop", "Work out no more; show what is known by now.", (Where.ANALYSIS,)),
    Act("search", "slash", "/", "search", "Search the lessons for a word.", (Where.LESSONS,)),
    Act("page_down", "pagedown", "PgDn", "scroll", "Scroll the text down.", _PAGED, palette=False),
    Act("page_up", "pageup", "PgUp", "scroll", "Scroll the text up.", _PAGED, footer=False, palette=False),
    Act("branch", "b", "b", "branch", "Play on from one of the decisions, as a new run.", (Where.DEBRIEF,)),
    Act(
        "replay",
        "r",
        "r",
        "play again",
        "Play again with a purpose: the decision that closed most, another seat, an ending not seen.",
        (Where.DEBRIEF,),
        footer=False,
    ),
    Act(
        "cards",
        "c",
        "c",
        "cards",
        "Ten cards for the talk: each asks, then shows the record.",
        (Where.DEBRIEF, Where.SEAT),
    ),
    Act(
        "plan", "p", "p", "your plan", "Write what you mean to do, for yourself alone.", (Where.DEBRIEF,), footer=False
    ),
    Act("compare", "v", "v", "compare", "Lay this run beside another of the same scenario.", (Where.DEBRIEF,)),
    Act(
        "save",
        "w",
        "w",
        "write",
        "Write the debrief as one page into this folder, never over a file.",
        (Where.DEBRIEF,),
    ),
    Act(
        "everything",
        "m",
        "m",
        "more",
        "Everything in full: what was read in play, what was to be weighed, every figure; again: told once.",
        (Where.DEBRIEF,),
    ),
    Act(
        "unfold",
        "o",
        "o",
        "lessons of one",
        "Tell the lessons of one single decision in full, or fold them again.",
        (Where.DEBRIEF,),
        footer=False,
    ),
    _seat("show"),
    _seat("tell"),
    Act("keep", "k", "k", "keep", "Keep your copy of the debrief as a page.", (Where.SEAT,)),
    _seat("names", footer=False),
    _seat("commit", footer=False),
    Act("up", "up", "↑", "up", "The row above, or a line up.", _TABLE, footer=False, palette=False),
    Act("down", "down", "↓", "down", "The row below, or a line down.", _TABLE, footer=False, palette=False),
    Act(
        "who",
        "v",
        "v",
        "who is who",
        "Every role and who holds it; in a class also who has chosen.",
        _TABLE,
        footer=False,
    ),
    Act("messages", "m", "m", "messages", "What the facilitator wrote to you.", (Where.SEAT,), footer=False),
    Named(_DESK, _desk),
    Act(
        "beside",
        "v",
        "v",
        "events",
        "The board of events: what is on a table, queued, in the tray, planned and done, each with its preview and the "
        "syndicates side by side; i sends it, z takes it out again, w shows it on the wall.",
        _DESK,
        footer=False,
    ),
    Act("debrief", "d", "d", "debrief", "The debrief of the marked syndicate, for the hot wash.", _DESK, footer=False),
    Act("pages", "y", "y", "take home", "Write the pages to take home: one a syndicate, one for the class.", _DESK),
    Act(
        "sheet", "t", "t", "run sheet", "Write the run sheet for 45, 90 or 180 minutes, to print.", _DESK, footer=False
    ),
    Act(
        "links", "a", "a", "addresses", "Where to join, and the link for a second screen of yours.", _DESK, footer=False
    ),
    Act("projector", "f", "f", "projector", "Large, for the wall: codes, state, time, nothing private.", _DESK),
    Act(
        "back",
        "escape",
        "Esc",
        "back",
        "Back one step; nothing is lost.",
        (*_EVERYWHERE[1:], Where.PANEL),
        footer=False,
    ),
    Act(
        "help",
        "question_mark,f1",
        "?",
        "help",
        "The keys of this screen, and the glossary.",
        (*_EVERYWHERE, Where.PANEL),
    ),
    Act(
        "theme",
        "f2",
        "F2",
        "colours",
        "The next colour scheme: dark, light, high contrast, colour-blind safe.",
        _EVERYWHERE,
        footer=False,
    ),
    Act("leave", "q,ctrl+q", "q", "quit", "Leave; asks once, and nothing is lost.", _EVERYWHERE),
)


FRENCH_ROW = (
    *("ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis"),
    *("minus", "è", "underscore", "ç"),
)
"""What the keys 1 to 9 give on a French keyboard without Shift, by Textual's names."""


_READING = ("page_down", "mark", "take", "documents", "advice", "private")
"""What is named first where something is on the table: how to read on, then what there is to read."""


def for_reading(possible: Iterable[Act]) -> tuple[Act, ...]:
    """Return what can be done in the order in which somebody at the table needs it."""
    last = len(_READING)
    return tuple(sorted(possible, key=lambda act: _READING.index(act.id) if act.id in _READING else last))


def every_act() -> Iterator[Act]:
    """Yield all that can be done anywhere, in the order of the footer."""
    for each in _LISTED:
        yield from each.made() if isinstance(each, Named) else (each,)


@cache
def acts(where: Where) -> tuple[Act, ...]:
    """Return what can be done on a kind of screen, in the order of the footer."""
    here = (each for each in _LISTED if where in each.where)
    return tuple(act for each in here for act in (each.made() if isinstance(each, Named) else (each,)))


def bindings(where: Where) -> list[BindingType]:
    """Return the key bindings of a kind of screen."""
    made: list[BindingType] = []
    for act in acts(where):
        if act.id == "mark":
            made += [
                Binding(f"{key},{other}", f"mark({key})", act.title, show=False)
                for key, other in zip(act.keys.split(","), FRENCH_ROW, strict=True)
            ]
        else:
            # The list that has the focus would take these two for itself.
            made.append(
                Binding(either_case(act.keys), act.action, act.title, show=False, priority=act.id.startswith("page_"))
            )
    return made


def either_case(keys: str) -> str:
    """Return keys with each letter's capital beside it: Caps Lock makes no key dead."""
    return ",".join(f"{key},{key.upper()}" if len(key) == 1 and key.islower() else key for key in keys.split(","))


def table() -> str:
    """Return all keys as a Markdown table, for the README."""
    rows = ["| key | on | does |", "| --- | --- | --- |"]
    for act in every_act():
        if set(act.where) >= set(_EVERYWHERE[1:]):
            where = "everywhere"
        else:
            where = ", ".join(str(place).lower() for place in act.where)
        rows.append(f"| `{act.shown}` | {where} | {act.help} |")
    rows.append("| `Ctrl+P` | everywhere | Everything that can be done here, by name. |")
    return "\n".join(rows)


if __name__ == "__main__":
    import sys

    sys.stdout.write(table() + "\n")
