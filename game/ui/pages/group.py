"""A class as a seat sees it: what to do, who is here, the spread of choices, messages."""

from __future__ import annotations

from textual.content import Content

from game.exercise.view import ClassView, Stage
from game.ui.write import MUTED, STRONG, TITLE, WARN, Page

LOUD = {Stage.PAUSED: "PAUSED", Stage.HELD: "HELD", Stage.ENDEX: "ENDEX", Stage.LOBBY: "AT THE DOOR"}


def banner(group: ClassView) -> Content:
    """Return the line that says what there is to do, or to wait for."""
    word = LOUD.get(group.stage, "")
    page = Page().add(f" {word} " if word else "", "bold reverse").add(" " if word else "")
    return page.add(group.says, WARN if word else STRONG).content()


def who(group: ClassView) -> Content:
    """Return who sits at the table and who has chosen, never what."""
    page = Page().line(f"Syndicate {group.syndicate}", TITLE).gap()
    for member in group.members:
        chosen = "✓ has chosen" if member.chosen else "○"
        page.add(f"{chosen:<14}", MUTED).add(member.name, STRONG).line(" (you)" if member.you else "", MUTED)
        page.line(f"              {', '.join(member.roles) or 'no role yet'}", MUTED)
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
        page.gap().line(
            f"To {'everybody' if to == 'all' else 'you' if to.startswith('s') and to[1:].isdigit() else to}", MUTED
        )
        page.line(text)
    if not group.written and not group.messages:
        page.line("Nothing yet.", MUTED)
    return page.content()


def clock(seconds: int | None) -> str:
    """Return the soft time left in words."""
    if seconds is None:
        return ""
    return f"{seconds // 60}:{seconds % 60:02} left" if seconds > 0 else "time is up; finish the thought"
