"""The briefing's pages: the rule of the room, where it plays, who one is."""

from __future__ import annotations

from textual.content import Content

from game.exercise.views.seat_view import View
from game.faces.content_builder import MUTED, STRONG, TITLE, Page
from game.report.texts import ALONE, IN_A_CLASS, texts


def rule(view: View) -> Content:
    """The no-fault rule."""
    page = Page().line("The rule of the room", TITLE).gap().prose(texts().no_fault)
    page.gap().line("How it goes", TITLE)
    for step in IN_A_CLASS if view.group else ALONE:
        page.line(f" • {step}")
    page.gap().line("Every decision is kept the moment you take it. ? shows the keys.", MUTED)
    return page.content()


def setting(view: View) -> Content:
    """Where the scenario plays."""
    return (
        Page().line(view.title, TITLE).line(str(view.clock), MUTED).gap().prose(view.setting or view.summary).content()
    )


def cards(view: View) -> Content:
    """The role cards of this seat."""
    page = Page()
    if len(view.roles) > 1:
        page.line(
            "You hold all of these." if view.group else "You hold all of these, and decide for everybody.", MUTED
        ).gap()
    for role in view.roles:
        page.gap().line(role.title, TITLE).prose(role.brief)
        if role.interests:
            ranked = sorted(role.interests, key=lambda pair: -pair[1])
            page.add("Your own headquarters watches: ", MUTED)
            page.line(", ".join(f"{title}{' (above all)' if weight >= 3 else ''}" for title, weight in ranked), STRONG)
    if not view.roles:
        page.line(_none(view), MUTED)
    others = [title for title in view.table if title not in {role.title for role in view.roles}]
    if others:
        page.gap().line(f"Others at the table: {', '.join(others)}.", MUTED)
    return page.content()


def _none(view: View) -> str:
    if view.group and view.table:
        return "You have no role yet: take one before it begins, or the facilitator gives you one."
    return "There are no roles here: you decide." if not view.group else "There are no roles here."
