"""What lies on the table: situation, options, private facts, news, outcome, timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from game.exercise.views.seat_view import (
    OWN_HAND,
    ClassView,
    EntryView,
    InjectView,
    OptionView,
    OutcomeView,
    View,
    What,
)
from game.faces.content_builder import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page
from game.ui.pages import gauges
from game.words import ENGLISH, Message

SIGNS = {
    What.DECIDED: "●", What.READ: "·", What.PASSED: "✕", What.OTHERS: "○", What.CAME_BACK: "↩", What.WENT_ON: "∼",
    What.ADJUSTED: "✎", What.STOPPED: "■",
}  # fmt: skip
STANCES = {"for": ("for", GOOD), "against": ("against", BAD)}


def header(view: View, width: int) -> Content:
    """Return the one header line; in a narrow window the title goes first."""
    state = "PAUSED" if view.paused else ""
    you = f"You are: {view.you}"
    left = f" WHITECELL  {view.title}"
    clock = str(view.clock)
    parts = [part for part in (clock, state) if part]
    if len(left) + len(clock) + len(you) + 8 > width:
        left = f" {view.title}"
    if len(left) + len(clock) + len(you) + 6 > width:
        you = ENGLISH.message(view.you)
    room = width - len(left) - len(you) - 4
    middle = "  ".join(parts)
    if len(middle) > room:
        you = you[: max(0, width - len(left) - len(middle) - 5)]
        room = width - len(left) - len(you) - 4
    return Page().add(left, STRONG).add(f"  {middle:<{max(0, room)}}").add(f"{you} ", STRONG).content()


def situation(inject: InjectView) -> Content:
    """Return what has happened."""
    page = Page()
    if inject.in_place_of:
        page.line(inject.in_place_of, WARN).gap()
    page.prose(inject.situation or "No more is known.")
    for paragraph in inject.also:
        page.prose(paragraph)
    words(page, inject)
    return page.content()


def unread(inject: InjectView) -> int:
    """Return how many papers on the table this seat has not opened."""
    return sum(not document.opened for document in inject.documents)


def waiting(papers: int, facts: int, room: int) -> str:
    """Return what there is to look at beside the situation, for the line over the page; nothing where there is none."""
    said, short = [], []
    if papers:
        said.append("1 paper unread (d)" if papers == 1 else f"{papers} papers unread (d)")
        short.append(f"{papers} unread (d)")
    if facts:
        said.append("1 fact only yours (o)" if facts == 1 else f"{facts} facts only yours (o)")
        short.append(f"{facts} yours (o)")
    whole = ", ".join(said)
    return whole if len(whole) <= room else ", ".join(short)


def strip(shown: str, parts: Iterable[tuple[str, str, str]], papers: int, facts: int, width: int) -> Content:
    """Return the line over the page: the part turned to in brackets, what waits to be read, then the other parts.

    Where there is not room for all of it the last parts give way; their keys stand in the footer.

    Args:
        parts: id, key and name of each part; what waits stands behind the first.
        papers: how many are unread.
        facts: how many this seat alone knows.
    """
    page, room = Page(), width
    for number, (id, key, name) in enumerate(parts):
        text = f"[{name}]  " if id == shown else f"{key} {name}  "
        if len(text) - 2 <= room:
            if id == shown:
                page.add(text, STRONG)
            else:
                page.add(key, STRONG).add(f" {name}  ", MUTED)
            room -= len(text)
        waits = "" if number else waiting(papers, facts, room)
        if waits:
            page.add(f"{waits}  ", WARN)
            room -= len(waits) + 2
    return page.content()


def words(page: Page, inject: InjectView, seat: ClassView | None = None) -> None:
    """Write what the group answers in its own words: sent, or in a class as it is typed; as text, and no Markdown."""
    typed = inject.answer or (seat.draft if seat else "")
    if not inject.written or not (typed or (seat and seat.writes)):
        return
    whose = "Your answer, as it was sent:" if inject.answer else f"{seat.writes if seat else 'You'} writes:"
    page.gap().line(whose, MUTED)
    for line in (typed or "…").splitlines():
        page.line(f"  {line}", STRONG if inject.answer else "")
    if inject.expected:
        page.heading("What a well-led team was expected to weigh").prose(inject.expected)
        page.line("Which of the options below is your answer? Judge it yourselves, and say why.", WARN)


def private(inject: InjectView) -> Content:
    """Return what this seat alone knows."""
    page = Page()
    if not inject.private:
        return page.line("Nothing that the others do not know as well.", MUTED).content()
    page.line("Known to this seat alone. It helps the group only if it is said.", MUTED).gap()
    for role, fact in inject.private:
        page.line(role, STRONG).prose(fact)
    return page.content()


def advice(inject: InjectView, marked: str | None) -> Content:
    """Return the options in detail with what the other seats advise; only the marked one, where one is."""
    page = Page()
    for number, option in enumerate(inject.options, 1):
        if marked in (None, option.id):
            detail(page, number, option)
    if not inject.options:
        page.line("There is nothing to decide here.", MUTED)
    return page.content()


def detail(page: Page, number: int, option: OptionView) -> None:
    """Write one option with its case, its detail and the advice on it."""
    page.gap().add(f"{number}  ", TITLE).line(option.label, STRONG)
    if option.closed:
        page.line(f"   closed: {option.closed}", WARN)
    if option.case:
        page.line(f"   “{option.case}”", "italic")
    page.gap().prose(option.detail, indent="   ")
    for each in option.advice:
        stance, colour = STANCES.get(each.stance, (each.stance, MUTED))
        page.add(f"   {each.role}, ").add(stance, colour).line(f": “{each.says}”" if each.says else "")


def option(number: int, each: OptionView, case: bool = True) -> Content:
    """Return an option as a row: label, why it is closed, and its case unless that stands elsewhere."""
    page = Page().add(f"{number}  ", TITLE).line(each.label, MUTED if each.closed else STRONG)
    if each.closed:
        page.line(f"   closed: {each.closed}", WARN)
    elif each.case and case:
        page.line(f"   “{each.case}”", MUTED)
    return page.content()


def _whose(decided: Message | None) -> str:
    """Who decided, before the option; nothing where one plays alone."""
    return "" if decided in (None, OWN_HAND) else f"{decided}: "


def entry(page: Page, each: EntryView) -> None:
    """Write one thing that happened, with its cause and the moves that were seen."""
    title = each.title if each.what not in (What.WENT_ON, What.CAME_BACK) else each.what.value.capitalize()
    page.add(f"{SIGNS[each.what]} {each.when}  ", MUTED).line(title, STRONG)
    if each.cause:
        page.line(f"  {each.cause}", f"{MUTED} italic")
    if each.text:
        page.line(f"  {_whose(each.decided)}{each.text}")
    for moved in each.moves:
        gauges.move(page, moved, "    ")


def news(view: View) -> Content:
    """Return what has happened since the last move."""
    page = Page()
    if not view.news:
        return page.line("Nothing came of anything since your last move.", MUTED).content()
    for each in view.news:
        page.gap()
        entry(page, each)
    return page.content()


def outcome(view: View, done: OutcomeView) -> Content:
    """Return what is seen at once of a decision: luck as luck, what moved, what was set in motion."""
    page = Page().add(_whose(done.decided), MUTED).line(done.option, TITLE).gap().prose(done.text)
    if done.luck:
        page.add("CHANCE  ", WARN).line(f"{done.luck.odds}; it happened.", STRONG)
        page.prose(done.luck.text)
    moves = (*done.moves, *(done.luck.moves if done.luck else ()))
    if moves:
        page.line("You can see move:", MUTED)
        for moved in done.moves:
            gauges.move(page, moved)
        for moved in done.luck.moves if done.luck else ():
            gauges.move(page, moved, "  by chance ")
    else:
        page.line("No gauge that you can see has moved.", MUTED)
    if done.assessed:
        page.gap().line("You had somebody look:", MUTED)
        for moved in done.assessed:
            if moved.before == moved.after:
                page.line(f"  {moved.gauge} stands at {moved.after}, as you believed.")
            else:
                page.line(f"  {moved.gauge} stands at {moved.after}; you believed {moved.before}.", STRONG)
    motion = done.set_in_motion
    if motion:
        page.gap().line(f"Set in motion: {motion} thing{'s' if motion > 1 else ''} that will come back later.", WARN)
    if view.news:
        page.heading("And then")
        for each in view.news:
            entry(page, each)
            page.gap()
    return page.content()


def timeline(entries: Sequence[EntryView], brief: bool) -> Content:
    """Return what happened so far: one line each where brief, in full otherwise."""
    page = Page()
    if not entries:
        return page.line("Nothing has been decided yet.", MUTED).content()
    for each in entries:
        if not brief:
            entry(page, each)
            page.gap()
        elif each.what in (What.DECIDED, What.READ, What.PASSED, What.STOPPED):
            page.add(f"{SIGNS[each.what]} {each.when} ", MUTED).line(each.title)
            if each.what is What.DECIDED:
                page.line(f"      → {_whose(each.decided)}{each.text}", MUTED)
        elif each.what is What.CAME_BACK:
            page.line(f"↩ {each.when} {each.cause}", MUTED)
    return page.content()


def endings(view: View) -> Content:
    """Return how it ended."""
    page = Page()
    for title, text in (*view.endings, *view.epilogue):
        page.heading(title).prose(text)
    return page.content()


def who(view: View) -> Content:
    """Return every role of the scenario and who holds it, where somebody plays alone."""
    page, yours = Page(), {role.title for role in view.roles}
    others = "nobody: you decide in their place"
    if not view.table:
        return page.line("There are no roles here: you decide.", MUTED).content()
    for title in view.table:
        page.add(f"{title}  ", STRONG).line("you" if title in yours else others, MUTED)
    return page.content()


def so_far(view: View) -> Content:
    """Return what whoever comes back, or late, needs: the setting, each decision in a line, what is on the table."""
    page = Page()
    if where := view.setting or view.summary:
        page.heading("Where you are").prose(where)
    page.heading("So far")
    told = [each for each in view.timeline if each.what in (What.DECIDED, What.OTHERS, What.PASSED)]
    for each in told:
        page.add(f"{SIGNS[each.what]} {each.when}  ", MUTED).add(each.title, STRONG)
        page.line(f" → {_whose(each.decided)}{each.text}" if each.what is What.DECIDED else f": {each.text}")
    if not told:
        page.line("Nothing has been decided yet.", MUTED)
    page.heading("On the table")
    if view.inject:
        page.line(view.inject.title, STRONG).line(view.inject.question)
    else:
        page.line(view.elsewhere or "Nothing is on the table.", MUTED)
    return page.content()
