"""What lies on the table: situation, options, private facts, news, outcome, timeline."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from game.exercise.views.inject_state import OWN_HAND
from game.exercise.views.seat_view import ClassView, EntryView, InjectView, OptionView, OutcomeView, View, What
from game.ui.pages import gauges
from game.ui.write import BAD, GOOD, MUTED, STRONG, TITLE, WARN, Page

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
    parts = [part for part in (view.clock, state) if part]
    if len(left) + len(view.clock) + len(you) + 8 > width:
        left = f" {view.title}"
    if len(left) + len(view.clock) + len(you) + 6 > width:
        you = view.you
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
    if inject.private:
        page.line("You know more than is written here: o shows it.", WARN)
    unread = sum(not document.opened for document in inject.documents)
    if unread:
        page.line(f"{unread} paper{'s' if unread > 1 else ''} unread: d shows {'them' if unread > 1 else 'it'}.", WARN)
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


def option(number: int, each: OptionView) -> Content:
    """Return an option as a row: label, case, and why it is closed."""
    page = Page().add(f"{number}  ", TITLE).line(each.label, MUTED if each.closed else STRONG)
    if each.closed:
        page.line(f"   closed: {each.closed}", WARN)
    elif each.case:
        page.line(f"   “{each.case}”", MUTED)
    return page.content()


def entry(page: Page, each: EntryView) -> None:
    """Write one thing that happened, with its cause and the moves that were seen."""
    title = each.title if each.what not in (What.WENT_ON, What.CAME_BACK) else each.what.value.capitalize()
    page.add(f"{SIGNS[each.what]} {each.when}  ", MUTED).line(title, STRONG)
    if each.cause:
        page.line(f"  {each.cause}", f"{MUTED} italic")
    if each.text:
        page.line(f"  {each.text}")
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


def _whose(decided: str) -> str:
    """Who decided, before the option; nothing where one plays alone."""
    return "" if decided in ("", OWN_HAND) else f"{decided}: "


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
