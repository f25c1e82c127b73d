"""A class as a seat sees it: what to do, who is here, the spread of choices, what was told, messages."""

from __future__ import annotations

from textual.content import Content

from game.exercise.views.seat_view import ClassView, Stage, View
from game.faces.content_builder import GOOD, MUTED, STRONG, TITLE, WARN, Page
from game.words import ENGLISH

LOUD = {
    Stage.LOBBY: "AT THE DOOR", Stage.PAUSED: "PAUSED", Stage.HELD: "HELD", Stage.ENDED: "AT THE END",
    Stage.ENDEX: "ENDEX",
}  # fmt: skip


def banner(group: ClassView, trouble: str = "") -> Content:
    """Return the line that says what there is to do, or to wait for; a broken line before all else."""
    word, says = ("NOT CONNECTED", trouble) if trouble else (LOUD.get(group.stage, ""), ENGLISH.message(group.says))
    page = Page()
    if word:
        page.add(f" {word} ", "bold reverse").add(" ")
        says = says.removeprefix(word).lstrip(": ")
    return page.add(says if word else f" {says}", WARN if word else STRONG).content()


def who(group: ClassView) -> Content:
    """Return who sits at the table and who has chosen, never what."""
    page = Page().line(f"Syndicate {group.syndicate}", TITLE).gap()
    for member in group.members:
        chosen = "✓ has chosen" if member.chosen else "○" if member.asked else "– not asked"
        page.add(f"{chosen:<14}", MUTED).add(member.name, STRONG).line(" (you)" if member.you else "", MUTED)
        page.line(f"              {', '.join(member.roles) or 'no role yet'}", MUTED)
    open_chairs = [chair.title for chair in group.chairs if not chair.holder]
    if open_chairs:
        page.gap().line(f"Held by the facilitator: {', '.join(open_chairs)}.", MUTED)
    return page.content()


def pen(name: str, votes: int, mine: bool) -> Content:
    """Return somebody who may write the answer, as a row."""
    page = Page().add(name, STRONG)
    if votes:
        page.add(f"  {votes} vote{'s' if votes > 1 else ''}", MUTED)
    return page.add("  ✓ your vote" if mine else "", GOOD).content()


def chair(title: str, holder: str, yours: bool) -> Content:
    """Return a role as a row of the lobby."""
    page = Page().add("✓ " if yours else "· " if holder else "○ ", GOOD if yours else MUTED).add(title, STRONG)
    state = "  yours; Enter gives it back" if yours else f"  {holder}" if holder else "  free; Enter takes it"
    return page.add(state, MUTED).content()


def lobby(view: View, group: ClassView) -> Content:
    """Return what is read while the exercise has not begun."""
    page = Page().line(view.title, TITLE).gap()
    page.line("Take a role below, one or several, as your group agrees; or the facilitator deals them.")
    page.line("r shows your role card and the setting once more.", MUTED).gap()
    return Content.assemble(page.content(), "\n\n", who(group))


def facts(group: ClassView) -> Content:
    """Return what this seat alone knows, and what others put on the table."""
    page = Page()
    mine = [fact for fact in group.facts if not fact.told_by]
    told = [fact for fact in group.facts if fact.told_by]
    if mine:
        page.line("Known to you alone. It helps your group only if it is said: y puts it on the table.", WARN).gap()
    for fact in mine:
        page.line(fact.title, STRONG).prose(fact.text)
    if told:
        page.heading("On the table")
    for fact in told:
        page.line(f"{fact.title}, told by {fact.told_by}", STRONG).prose(fact.text)
    if not group.facts:
        page.line("Nothing that the others do not know as well.", MUTED)
    return page.content()


def spread(group: ClassView) -> Content:
    """Return what each seat would do, by option, with reasons; and the votes, where there are any."""
    page = Page()
    if not group.spread:
        return page.line("The choices are shown when all have chosen.", MUTED).content()
    labels = list(dict.fromkeys(each.option for each in group.spread))
    page.line("Who would do what, before anyone spoke. Ask first those who stand alone.", MUTED)
    for label in sorted(labels, key=lambda label: -sum(each.option == label for each in group.spread)):
        voices = [each for each in group.spread if each.option == label]
        page.gap().add(f"{len(voices)} × ", TITLE).line(label, STRONG)
        for each in voices:
            sure = "" if each.confidence is None else f" (sure: {each.confidence} of 10)"
            page.line(f"  • {each.name}{sure}: {each.reason or 'gave no reason'}")
    if group.votes:
        page.heading("Votes so far")
        for label, count in group.votes:
            page.line(f"  {count}  {label}")
    return page.content()


def messages(group: ClassView) -> Content:
    """Return what the facilitator wrote."""
    page = Page()
    for title, text in group.written:
        page.gap().line(f"NEWS  {title}", TITLE).prose(text)
    for to, text in group.messages:
        whom = "everybody" if to == "all" else to if to.startswith("syndicate ") else "you"
        page.gap().line(f"To {whom}", MUTED).line(text)
    if not group.written and not group.messages:
        page.line("Nothing yet.", MUTED)
    return page.content()


def clock(seconds: int | None) -> str:
    """Return the soft time left in words: in steps of ten seconds, until the last minute."""
    if seconds is None:
        return ""
    if seconds <= 0:
        return "time is up; finish the thought"
    shown = seconds if seconds < 60 else -(-seconds // 10) * 10
    return f"{shown // 60}:{shown % 60:02} left"
