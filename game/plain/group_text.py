"""A class as plain lines: what there is to do, who is here, the spread, what was told."""

from __future__ import annotations

from game.exercise.views.seat_view import ClassView, InjectView, View
from game.faces.spoken import count, stop
from game.faces.wrapping import prose


def who(group: ClassView) -> list[str]:
    """Return who sits at the table and who has chosen, never what."""
    lines = ["", f"Syndicate {group.syndicate}:"]
    for member in group.members:
        you = ", you" if member.you else ""
        chosen = "; has chosen" if member.chosen else "" if member.asked else "; is not asked"
        lines.append(f"- {member.name}{you}: {', '.join(member.roles) or 'no role yet'}{chosen}.")
    unheld = [chair.title for chair in group.chairs if not chair.holder]
    if unheld:
        lines.append(f"Held by the facilitator: {', '.join(unheld)}.")
    return lines


def chairs(group: ClassView) -> list[str]:
    """Return the roles to take, numbered."""
    return [
        f"{number}. {chair.title}: {'yours' if chair.yours else chair.holder or 'free'}."
        for number, chair in enumerate(group.chairs, 1)
    ]


def facts(group: ClassView) -> list[str]:
    """Return what this seat alone knows, and what others put on the table."""
    lines: list[str] = []
    for fact in group.facts:
        head = f"Told by {fact.told_by}, who alone knew it" if fact.told_by else "Known to you alone"
        first, *rest = prose(fact.text) or [""]
        lines += [f"- {head} ({fact.title}): {first}", *(f"  {line}" for line in rest)]
    return ["", *lines] if lines else ["There is nothing that one of you alone knows."]


def spread(group: ClassView) -> list[str]:
    """Return what each seat would do, by option, with reasons and votes."""
    if not group.spread:
        return ["The choices are shown when all have chosen."]
    lines = ["", "Who would do what, before anyone spoke:"]
    labels = list(dict.fromkeys(each.option for each in group.spread))
    for label in sorted(labels, key=lambda label: -sum(each.option == label for each in group.spread)):
        voices = [each for each in group.spread if each.option == label]
        lines.append(f"{count(len(voices), 'voice')} for: {stop(label)}")
        for each in voices:
            sure = "" if each.confidence is None else f", sure {each.confidence} of 10"
            lines.append(f"- {each.name}{sure}: {stop(each.reason) or 'gave no reason.'}")
    lines += [f"Votes so far for {stop(label)[:-1]}: {number}." for label, number in group.votes if number]
    return lines


def messages(group: ClassView) -> list[str]:
    """Return what the facilitator wrote."""
    lines = [f"News: {stop(title)} {' '.join(prose(text))}" for title, text in group.written]
    for to, text in group.messages:
        whom = "everybody" if to == "all" else to if to.startswith("syndicate ") else "you"
        lines.append(f"To {whom}: {text}")
    return ["", *lines] if lines else ["The facilitator has written nothing yet."]


def pens(group: ClassView) -> list[str]:
    """Return who may write the answer, numbered, with their votes."""
    return [
        f"{number}. {name}" + (f", {count} vote{'s' if count > 1 else ''}" if count else "")
        for number, (_, name, count) in enumerate(group.pens, 1)
    ]


def words(inject: InjectView, group: ClassView) -> list[str]:
    """Return the answer as it was sent, or what is typed of it so far."""
    text = inject.answer or group.draft
    if not text:
        return []
    return ["Your answer:" if inject.answer else f"{group.writes} has typed:", *(f"  {li}" for li in text.splitlines())]


def ending(view: View) -> list[str]:
    """Return how it ended."""
    lines: list[str] = []
    for title, text in (*view.endings, *view.epilogue):
        lines += ["", stop(title), *prose(text)]
    return lines or ["The exercise was ended before your run came to its end. Everything you decided is kept."]
