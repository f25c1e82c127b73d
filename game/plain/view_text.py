"""A seat's view in words: one pure function a part, each returning lines to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.exercise.views.binder import FolderView
from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import (
    OWN_HAND,
    EntryView,
    GaugeView,
    InjectView,
    OptionView,
    OutcomeView,
    View,
    What,
)
from game.faces import spoken as words
from game.faces.spoken import stop
from game.faces.wrapping import prose
from game.report.texts import ALONE, IN_A_CLASS
from game.words import ENGLISH

_STANCES = {"for": "for it", "against": "against it", "neutral": "neither for nor against"}


# --- before play


def briefing(view: View, no_fault: str) -> list[str]:
    """Return everything that is read before play: the rule of the room, the setting, the role cards."""
    lines = [f"Whitecell: {view.title}", "", "The rule of the room", *prose(no_fault)]
    lines += [
        "",
        "How it goes",
        *(f"- {step}" for step in (IN_A_CLASS if view.group else ALONE)),
        "Every decision is kept the moment you take it.",
        "",
        *setting(view),
        "",
        *cards(view),
    ]
    return lines


def setting(view: View) -> list[str]:
    """Return where the scenario plays."""
    return [f"Where you are: {stop(words.clock(str(view.clock)))}", *prose(view.setting or view.summary)]


def cards(view: View) -> list[str]:
    """Return the role cards of this seat."""
    lines = ["Who you are"]
    if len(view.roles) > 1:
        lines.append(
            "You hold all of these roles." if view.group else "You hold all of these seats, and decide for everybody."
        )
    if not view.roles:
        lines.append(_no_role(view))
    for role in view.roles:
        lines += ["", stop(role.title), *prose(role.brief, "  ")]
        if role.interests:
            ranked = sorted(role.interests, key=lambda pair: -pair[1])
            watched = ", ".join(f"{title}{' (above all)' if weight >= 3 else ''}" for title, weight in ranked)
            lines.append(f"  Your own headquarters watches: {watched}.")
    others = [title for title in view.table if title not in {role.title for role in view.roles}]
    if others:
        lines += ["", f"Others at the table: {', '.join(others)}."]
    return lines


def _no_role(view: View) -> str:
    if view.group and view.table:
        return "You have no role yet: take one before it begins, or the facilitator gives you one."
    return "There are no roles here." if view.group else "There are no roles here: you decide."


# --- an inject


def header(view: View) -> list[str]:
    """Return the line that says where and who one is."""
    paused = " The exercise is paused." if view.paused else ""
    return ["", f"{stop(words.clock(str(view.clock)))} You are: {stop(ENGLISH.message(view.you))}{paused}"]


def inject(on_table: InjectView) -> list[str]:
    """Return what has happened: title, situation, papers, what this seat alone knows, the question."""
    lines = ["", stop(on_table.title)]
    terms = []
    if on_table.decided_by:
        terms.append(f"Decided by: {stop(ENGLISH.message(on_table.decided_by))}")
    if on_table.minutes:
        read = f", of which papers have cost {on_table.minutes_read}" if on_table.minutes_read else ""
        terms.append(f"Suggested time: {words.count(on_table.minutes, 'minute')}{read}.")
    if terms:
        lines.append(" ".join(terms))
    if on_table.in_place_of:
        lines.append(ENGLISH.message(on_table.in_place_of))
    for paragraph in (on_table.situation or "No more is known.", *on_table.also):
        lines += ["", *prose(paragraph)]
    if on_table.documents:
        lines += ["", *documents(on_table)]
    lines += private(on_table)
    if on_table.question:
        lines += ["", on_table.question]
    return lines


def private(on_table: InjectView) -> list[str]:
    """Return what this seat alone knows."""
    if not on_table.private:
        return []
    lines = ["", "Known to your seat alone; it helps the group only if it is said:"]
    for role, fact in on_table.private:
        first, *rest = prose(fact) or [""]
        lines += [f"- {role}: {first}", *(f"  {line}" if line else "" for line in rest)]
    return lines


def documents(on_table: InjectView) -> list[str]:
    """Return the papers on the table as a numbered list."""
    if not on_table.documents:
        return ["There are no papers on the table."]
    opened = sum(document.opened for document in on_table.documents)
    lines = [f"Papers on the table, {opened} of {len(on_table.documents)} opened (d 1 opens the first):"]
    for number, document in enumerate(on_table.documents, 1):
        sender = f", from {document.sender}" if document.sender else ""
        cost = f"; reading it costs {words.count(document.minutes, 'minute')}" if document.minutes else ""
        state = "opened" if document.opened else f"not opened{cost}"
        lines.append(f"{number}. {kind_name(document.kind)}: {document.title}{sender} ({state})")
    return lines


def options(on_table: InjectView) -> list[str]:
    """Return the options in the order in which they are shown, each with its case or why it is closed."""
    lines = ["", "Your options:"]
    for number, option in enumerate(on_table.options, 1):
        lines.append(f"{number}. {stop(option.label)}")
        if option.closed:
            lines.append(f"   Closed: {stop(ENGLISH.message(option.closed))}")
        if option.case:
            lines.append(f"   The case for it: “{option.case}”")
    return lines


def option(number: int, chosen: OptionView) -> list[str]:
    """Return one option in full: its case, its detail, what the other seats advise."""
    lines = ["", f"{number}. {stop(chosen.label)}"]
    if chosen.closed:
        lines.append(f"   Closed: {stop(ENGLISH.message(chosen.closed))}")
    if chosen.case:
        lines.append(f"   The case for it: “{chosen.case}”")
    lines += prose(chosen.detail, "   ")
    for each in chosen.advice:
        stance = _STANCES.get(each.stance, each.stance)
        lines.append(f"   {each.role} is {stance}" + (f": “{each.says}”" if each.says else "."))
    if not chosen.detail and not chosen.advice:
        lines.append("   There is no more to it, and nobody has advised on it.")
    return lines


# --- what came of it


def outcome(done: OutcomeView) -> list[str]:
    """Return what is seen at once of a decision: luck as luck, what moved, what was set in motion."""
    lines = ["", f"{done.decided}: {stop(done.option)}", *prose(done.text)]
    if done.luck:
        lines += ["", f"Chance: {done.luck.odds}; it happened.", *prose(done.luck.text)]
    lines.append("")
    lines += [words.move(ENGLISH, moved) for moved in done.moves]
    lines += [f"By chance: {words.move(ENGLISH, moved)}" for moved in (done.luck.moves if done.luck else ())]
    if not done.moves and not (done.luck and done.luck.moves):
        lines.append("No gauge that you can see has moved.")
    for moved in done.assessed:
        was = "as you believed" if moved.before == moved.after else f"you believed {moved.before}"
        lines.append(f"You had somebody look: {moved.gauge} stands at {words.value(moved.after, moved.unit)}; {was}.")
    if done.set_in_motion:
        verb = "comes" if done.set_in_motion == 1 else "come"
        lines.append(f"Set in motion: {words.count(done.set_in_motion, 'thing')} that {verb} back later.")
    return lines


def news(entries: Sequence[EntryView]) -> list[str]:
    """Return what has happened since the last move, with its cause."""
    return ["", "What has happened since:", *happened(entries)] if entries else []


def happened(entries: Iterable[EntryView]) -> list[str]:
    """Return things that happened, in their order, each with its cause and the moves that were seen."""
    lines = []
    for each in entries:
        lines.append(f"- {words.capital(words.when(ENGLISH, each.when))}, {_told(each)}")
        lines += [f"  {words.move(ENGLISH, moved)}" for moved in each.moves]
    return lines


def _told(each: EntryView) -> str:
    """What an entry tells, after its day."""
    title, text = ENGLISH.message(each.title), " ".join(ENGLISH.message(each.text).split())
    match each.what:
        case What.DECIDED:
            return f"{title}: {words.lower(str(each.decided))}: {stop(text)}"
        case What.READ:
            return f"read: {stop(title)}"
        case What.PASSED:
            return f"{stop(title)} {text}"
        case What.CAME_BACK:
            return f"this came back {stop(words.when(ENGLISH, ENGLISH.message(each.cause)))} {text}".rstrip()
        case What.WENT_ON:
            return f"meanwhile: {stop(text) or 'something went on by itself.'}"
        case What.STOPPED:
            return f"the exercise stopped: {stop(title)}"
        case _:
            return f"{words.lower(title)}. {text}".rstrip()


def timeline(entries: Sequence[EntryView]) -> list[str]:
    """Return everything that happened so far."""
    return ["", "The timeline:", *happened(entries)] if entries else ["Nothing has been decided yet."]


def answer(on_table: InjectView) -> list[str]:
    """Return what was written, as it was sent, and for a group that judges itself what it is held against."""
    if not on_table.answer:
        return []
    lines = ["", "Your answer, as it was sent:", *(f"  {line}" for line in on_table.answer.splitlines())]
    if on_table.expected:
        lines += ["", "What a well-led team was expected to weigh:", *prose(on_table.expected, "  ")]
    return lines


def endings(view: View) -> list[str]:
    """Return how it ended."""
    lines = ["", "The exercise is over."]
    for title, text in (*view.endings, *view.epilogue):
        lines += ["", stop(title), *prose(text)]
    return lines


# --- what is known


def gauges(known: Sequence[GaugeView]) -> list[str]:
    """Return every gauge that the seat can see, and what its number is worth."""
    if not known:
        return ["This scenario shows no gauges."]
    return ["", "What you know:", *map(gauge, known)]


def gauge(known: GaugeView) -> str:
    """Return one gauge: value, bounds, which end is good, how old, how it changed."""
    wish = "high" if known.high_is_good else "low"
    text = f"- {known.title}: {words.value(known.value, known.unit)} of {known.low} to {known.high}, {wish} is good"
    if known.assessed:
        now = "just now" if known.tick == "hour" else "today"
        text += f", as last seen {words.count(known.age, known.tick)} ago" if known.age else f", as seen {now}"
    text += "."
    if known.change:
        verb = "Rose" if known.change > 0 else "Fell"
        good = "better" if (known.change > 0) == known.high_is_good else "worse"
        text += f" {verb} by {abs(known.change)} with your last move, for the {good}."
    return text


# --- looking back while playing


def who(view: View) -> list[str]:
    """Return every role and who holds it, where somebody plays alone."""
    yours = {role.title for role in view.roles}
    held = [f"- {title}: {'you' if title in yours else 'nobody; you decide in their place'}." for title in view.table]
    return ["", "Who is who:", *(held or ["There are no roles here: you decide."])]


def so_far(view: View) -> list[str]:
    """Return what whoever comes back, or late, needs: the setting, each decision in a line, what is on the table."""
    lines = ["", *setting(view), "", "So far:"]
    told = [each for each in view.timeline if each.what in (What.DECIDED, What.OTHERS, What.PASSED)]
    for each in told:
        own = each.decided in (None, OWN_HAND)
        took = f"{each.title}: {each.text}" if own else f"{each.title}: {words.lower(str(each.decided))}: {each.text}"
        lines.append(f"- {each.when}: {stop(took)}")
    if not told:
        lines.append("Nothing has been decided yet.")
    table = stop(view.inject.title) if view.inject else view.elsewhere or "Nothing."
    return [*lines, "", f"On the table: {table}"]


def binder(folders: Sequence[FolderView]) -> list[str]:
    """Return the papers opened so far, numbered through."""
    lines, number = ["", "Your binder:"], 0
    for folder in folders:
        lines.append(f"{folder.when or 'On the table now'}, {stop(folder.title)}")
        for paper in folder.papers:
            number += 1
            lines.append(f"{number}. {kind_name(paper.kind)}: {stop(paper.title)}")
    return [*lines, "b and a number opens one."] if number else ["You have opened no paper yet."]
