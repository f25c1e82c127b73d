"""The one list of what a person can do: from it come keys, footer, palette, help and the README's table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, reduce

from textual.binding import Binding, BindingType

from game.words import Message, Wording, lazy


class Where(Enum):
    """The kinds of screen."""

    HOME = lazy("Home")
    PLAY = lazy("Play")
    SEAT = lazy("Seat in a class")
    DESK = lazy("Facilitator's desk")
    DEBRIEF = lazy("Debrief")
    COMPARE = lazy("Two runs")
    PREVIEW = lazy("Preview")
    ANALYSIS = lazy("Analysis")
    LESSONS = lazy("Lessons")
    GUIDE = lazy("Guide")
    PANEL = lazy("Panel")


@dataclass(frozen=True, slots=True)
class KeyAct:
    """Something that a key does on some screens."""

    id: str
    """The screen's method is `action_<id>`."""
    keys: str
    """Textual's names, with commas between them."""
    title: Wording
    help: Message
    where: tuple[Where, ...]
    footer: bool = True
    palette: bool = True
    offers: tuple[str, ...] = ()
    """The desk's acts that stand behind the key (`game.exercise.acts.desk_acts`)."""
    sign: str = ""
    """The key as people read it, where that is not its name."""

    @property
    def shown(self) -> str:
        """The key as people read it."""
        return self.sign or self.keys

    @property
    def action(self) -> str:
        """What Textual calls on the screen."""
        return f"offer('{self.id}')" if self.offers else self.id


@dataclass(frozen=True, slots=True)
class Named:
    """Acts that the exercise has named already: made where a screen shows them; the first shows none."""

    where: tuple[Where, ...]
    made: Callable[[], tuple[KeyAct, ...]]


_EVERYWHERE = (
    *(Where.HOME, Where.PLAY, Where.SEAT, Where.DESK, Where.DEBRIEF, Where.COMPARE),
    *(Where.PREVIEW, Where.ANALYSIS, Where.LESSONS, Where.GUIDE),
)
_TABLE = (Where.PLAY, Where.SEAT)
_DESK = (Where.DESK,)
_INSIDE = (Where.PLAY, Where.SEAT, Where.DEBRIEF)

_PAGED = (*_INSIDE, Where.COMPARE, Where.PREVIEW, Where.ANALYSIS, Where.LESSONS, Where.GUIDE, Where.DESK)
_AUTHOR = (Where.PREVIEW,)

_PREVIEW: tuple[KeyAct, ...] = (
    KeyAct("next", "n", lazy("next"), lazy("The next inject."), _AUTHOR),
    KeyAct("before", "b", lazy("before"), lazy("The inject before."), _AUTHOR, footer=False),
    KeyAct("jump", "j", lazy("jump"), lazy("Go to any inject."), _AUTHOR),
    KeyAct("seat", "v", lazy("seat"), lazy("See it from another seat."), _AUTHOR),
    KeyAct("change", "e", lazy("change"), lazy("Change the day, a gauge, a flag or an earlier decision."), _AUTHOR),
    KeyAct("walk", "w", lazy("play to here"),
        lazy("Set everything as it is when a run gets here."), _AUTHOR, footer=False),
    KeyAct("conditions", "c", lazy("conditions"), lazy("Which conditions hold now, and what fails."), _AUTHOR),
    KeyAct("show_situation", "s", lazy("situation"), lazy("What everyone reads."), _AUTHOR, footer=False),
    KeyAct("papers", "d", lazy("documents"), lazy("The papers that this seat gets."), _AUTHOR, footer=False),
    KeyAct("options", "a", lazy("options"),
        lazy("The options in detail, with the advice on them."), _AUTHOR, footer=False),
    KeyAct("only_you", "o", lazy("only you"), lazy("What only this seat knows."), _AUTHOR, footer=False),
    KeyAct("facilitator", "k", lazy("facilitator"), lazy("What only the facilitator reads."), _AUTHOR, footer=False),
    KeyAct("graph", "m", lazy("map"), lazy("What leads to what, inject by inject."), _AUTHOR, footer=False),
    KeyAct("card", "r", lazy("role card"), lazy("Role card and setting."), _AUTHOR, footer=False),
    KeyAct("file", "f", lazy("file"), lazy("The file and the findings in it; again: back to the page."), _AUTHOR),
    KeyAct("analysis", "y", lazy("analysis"),
        lazy("What it can do to a class, worked out; it is kept for next time."), _AUTHOR),
    KeyAct("catalogue", "l", lazy("lessons"),
        lazy("All lessons of the catalogue, to browse."), (Where.HOME, Where.PREVIEW)),
)  # fmt: skip


IN_THE_FOOTER = ("begin", "pause", "hold", "decide", "tray", "show", "admit", "endex")
"""The desk's acts that are named where there is room for a line of keys."""


def _seat(id: str, where: tuple[Where, ...] = (Where.SEAT,), footer: bool = True) -> Named:
    """An act of a seat by its key."""

    def made() -> tuple[KeyAct, ...]:
        from game.exercise.acts.seat_acts import BY_ID

        act = BY_ID[id]
        return (KeyAct(id, act.key, act.title, act.help, where, footer),)

    return Named(where, made)


def _both(one: Message, other: Message) -> Message:
    return lazy("{one} {other}", one=one, other=other)


def _desk() -> tuple[KeyAct, ...]:
    """The acts of a desk by their keys: what stands behind one key stands in for each other."""
    from game.exercise.acts import desk_acts

    keys = dict.fromkeys(act.key for act in desk_acts.ACTS if act.key)
    made = []
    for key in keys:
        some = [act for act in desk_acts.ACTS if act.key == key]
        first, said = some[0], reduce(_both, (act.help for act in some))
        shown = first.id in IN_THE_FOOTER
        made.append(KeyAct(first.id, key, first.title, said, _DESK, shown, offers=tuple(act.id for act in some)))
    return tuple(made)


_LISTED: tuple[KeyAct | Named, ...] = (
    KeyAct("take", "enter", lazy("open"), lazy("Open what is marked."), (Where.HOME,), palette=False, sign="Enter"),
    KeyAct("page", "o", lazy("in a browser"),
        lazy("Play what is marked in your browser, on this machine."), (Where.HOME,)),
    KeyAct("forget", "x,delete", lazy("delete"),
        lazy("Delete the run that is marked; asks once."), (Where.HOME,), sign="x"),
    KeyAct("tomorrow", "n", lazy("tomorrow"), lazy("Ask from memory tomorrow, and not today."), (Where.HOME,)),
    KeyAct("mark", "1,2,3,4,5,6,7,8,9", lazy("choose"),
        lazy("Mark an option and read its detail."), _TABLE, palette=False, sign="1-9 ↑↓"),
    KeyAct("take", "enter", lazy("decide"),
        lazy("Decide on the option that is marked, or go on."), _TABLE, palette=False, sign="Enter"),
    KeyAct("situation", "s", lazy("situation"), lazy("What has happened."), _TABLE, footer=False),
    KeyAct("advice", "a", lazy("advice"), lazy("The options in detail, and what the other seats advise."), _TABLE),
    KeyAct("private", "o", lazy("only you"), lazy("What only your seat knows."), _TABLE),
    KeyAct("since", "w", lazy("what came since"),
        lazy("What has happened since your last move."), _TABLE, footer=False),
    KeyAct("documents", "d", lazy("papers"), lazy("The papers on the table."), _TABLE),
    KeyAct("gauges", "g", lazy("gauges"), lazy("What you know of every gauge, and since when."), _INSIDE),
    KeyAct("timeline", "t", lazy("timeline"), lazy("What was decided and what came of it."), _INSIDE),
    KeyAct("lessons", "l", lazy("lessons"), lazy("The lessons that this scenario can test."), _INSIDE, footer=False),
    _seat("note", _INSIDE),
    KeyAct("role", "r", lazy("role card"), lazy("Your role card, and the setting."), _TABLE, footer=False),
    KeyAct("binder", "b", lazy("binder"),
        lazy("Every paper that you have opened so far, by inject."), _TABLE, footer=False),
    KeyAct("map", "p", lazy("map"), lazy("The map that you opened last."), _TABLE, footer=False),
    KeyAct("so_far", "h", lazy("so far"),
        lazy("The setting, each decision in a line, and what is on the table."), _TABLE, footer=False),
    *_PREVIEW,
    KeyAct("enough", "x", lazy("stop"), lazy("Work out no more; show what is known by now."), (Where.ANALYSIS,)),
    KeyAct("search", "slash", lazy("search"), lazy("Search the lessons for a word."), (Where.LESSONS,), sign="/"),
    KeyAct("page_down", "pagedown", lazy("scroll"), lazy("Scroll the text down."), _PAGED, palette=False, sign="PgDn"),
    KeyAct("page_up", "pageup", lazy("scroll"),
        lazy("Scroll the text up."), _PAGED, footer=False, palette=False, sign="PgUp"),
    KeyAct("branch", "b", lazy("branch"), lazy("Play on from one of the decisions, as a new run."), (Where.DEBRIEF,)),
    KeyAct("replay", "r", lazy("play again"),
        lazy("Play again with a purpose: the decision that closed most, another seat, an ending not seen."),
        (Where.DEBRIEF,), footer=False),
    KeyAct("cards", "c", lazy("cards"),
        lazy("Ten cards for the talk: each asks, then shows the record."), (Where.DEBRIEF, Where.SEAT)),
    KeyAct("plan", "p", lazy("your plan"),
        lazy("Write what you mean to do, for yourself alone."), (Where.DEBRIEF,), footer=False),
    KeyAct("compare", "v", lazy("compare"),
        lazy("Lay this run beside another of the same scenario."), (Where.DEBRIEF,)),
    KeyAct("save", "w", lazy("write"),
        lazy("Write the debrief as one page into this folder, never over a file."), (Where.DEBRIEF,)),
    KeyAct("everything", "m", lazy("more"),
        lazy("Everything in full: what was read in play, what was to be weighed, every figure; again: told once."),
        (Where.DEBRIEF,)),
    KeyAct("unfold", "o", lazy("lessons of one"),
        lazy("Tell the lessons of one single decision in full, or fold them again."), (Where.DEBRIEF,), footer=False),
    _seat("show"),
    _seat("tell"),
    KeyAct("keep", "k", lazy("keep"), lazy("Keep your copy of the debrief as a page."), (Where.SEAT,)),
    _seat("names", footer=False),
    _seat("commit", footer=False),
    KeyAct("up", "up", lazy("up"), lazy("The row above, or a line up."), _TABLE, footer=False, palette=False, sign="↑"),
    KeyAct("down", "down", lazy("down"),
        lazy("The row below, or a line down."), _TABLE, footer=False, palette=False, sign="↓"),
    KeyAct("who", "v", lazy("who is who"),
        lazy("Every role and who holds it; in a class also who has chosen."), _TABLE, footer=False),
    KeyAct("messages", "m", lazy("messages"), lazy("What the facilitator wrote to you."), (Where.SEAT,), footer=False),
    Named(_DESK, _desk),
    KeyAct("beside", "v", lazy("events"),
        lazy("The board of events: what is on a table, queued, in the tray, planned and done, each with its "
             "preview and the syndicates side by side; i sends it, z takes it out again, w shows it on the wall."),
        _DESK, footer=False),
    KeyAct("debrief", "d", lazy("debrief"),
        lazy("The debrief of the marked syndicate, for the hot wash."), _DESK, footer=False),
    KeyAct("pages", "y", lazy("take home"),
        lazy("Write the pages to take home: one a syndicate, one for the class."), _DESK),
    KeyAct("sheet", "t", lazy("run sheet"),
        lazy("Write the run sheet for 45, 90 or 180 minutes, to print."), _DESK, footer=False),
    KeyAct("links", "a", lazy("addresses"),
        lazy("Where to join, and the link for a second screen of yours."), _DESK, footer=False),
    KeyAct("projector", "f", lazy("projector"),
        lazy("Large, for the wall: codes, state, time, nothing private."), _DESK),
    KeyAct("back", "escape", lazy("back"),
        lazy("Back one step; nothing is lost."), (*_EVERYWHERE[1:], Where.PANEL), footer=False, sign="Esc"),
    KeyAct("help", "question_mark,f1", lazy("help"),
        lazy("The keys of this screen, and the glossary."), (*_EVERYWHERE, Where.PANEL), sign="?"),
    KeyAct("theme", "f2", lazy("colours"),
        lazy("The next colour scheme: dark, light, high contrast, colour-blind safe."),
        _EVERYWHERE, footer=False, sign="F2"),
    KeyAct("leave", "q,ctrl+q", lazy("quit"), lazy("Leave; asks once, and nothing is lost."), _EVERYWHERE, sign="q"),
)  # fmt: skip


FRENCH_ROW = (
    *("ampersand", "é", "quotation_mark", "apostrophe", "left_parenthesis"),
    *("minus", "è", "underscore", "ç"),
)
"""What the keys 1 to 9 give on a French keyboard without Shift, by Textual's names."""


_READING = ("page_down", "mark", "take", "documents", "advice", "private")
"""What is named first where something is on the table: how to read on, then what there is to read."""


def for_reading(possible: Iterable[KeyAct]) -> tuple[KeyAct, ...]:
    """Return what can be done in the order in which somebody at the table needs it."""
    last = len(_READING)
    return tuple(sorted(possible, key=lambda act: _READING.index(act.id) if act.id in _READING else last))


def every_act() -> Iterator[KeyAct]:
    """Yield all that can be done anywhere, in the order of the footer."""
    for each in _LISTED:
        yield from each.made() if isinstance(each, Named) else (each,)


@cache
def acts(where: Where) -> tuple[KeyAct, ...]:
    """Return what can be done on a kind of screen, in the order of the footer."""
    here = (each for each in _LISTED if where in each.where)
    return tuple(act for each in here for act in (each.made() if isinstance(each, Named) else (each,)))


def bindings(where: Where) -> list[BindingType]:
    """Return the key bindings of a kind of screen."""
    made: list[BindingType] = []
    for act in acts(where):
        if act.id == "mark":
            made += [
                Binding(f"{key},{other}", f"mark({key})", str(act.title), show=False)
                for key, other in zip(act.keys.split(","), FRENCH_ROW, strict=True)
            ]
        else:
            # The list that has the focus would take these two for itself.
            made.append(
                Binding(
                    either_case(act.keys), act.action, str(act.title), show=False, priority=act.id.startswith("page_")
                )
            )
    return made


def either_case(keys: str) -> str:
    """Return keys with each letter's capital beside it: Caps Lock makes no key dead."""
    return ",".join(f"{key},{key.upper()}" if len(key) == 1 and key.islower() else key for key in keys.split(","))


def table() -> str:
    """Return all keys as a Markdown table, for the README."""
    rows = ["| key | on | does |", "| --- | --- | --- |"]
    for act in every_act():
        if set(act.where) >= set(_EVERYWHERE[1:]) and {Where.HOME, Where.PANEL} & set(act.where):
            where = "everywhere"
        else:
            where = ", ".join(str(place.value).lower() for place in act.where)
        rows.append(f"| `{act.shown}` | {where} | {act.help} |")
    rows.append("| `Ctrl+P` | everywhere | Everything that can be done here, by name. |")
    return "\n".join(rows)


if __name__ == "__main__":
    import sys

    sys.stdout.write(table() + "\n")
