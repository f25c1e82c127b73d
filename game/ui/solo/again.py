"""A week and six weeks later: asked from memory, then what was said at first beside it; and the logbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.errors import Said
from game.exercise.acts.offer import Offer
from game.faces.leafing import whole
from game.faces.logbook import document as logged
from game.faces.recall import document
from game.faces.remembering import Typed, anything
from game.later import RecallShelf, command
from game.report.recall import at_once, marking, offers
from game.ui.panels.reader import Reader
from game.ui.panels.recall import RecallPanel
from game.words import ENGLISH

if TYPE_CHECKING:
    from game.ui.shell.solo_port import SoloPort


def ask_again(app: SoloPort, later: RecallShelf, name: str, then: Callable[[], object] = lambda: None) -> None:
    """Ask about a run over the screen; what is left out leaves no trace, and today nothing more is asked."""
    app.leave_table()
    try:
        found, debrief, _ = later.opened(name)
    except Said as problem:
        app.say(problem.said(ENGLISH), error=True)
        return

    def keep(offer: Offer, typed: Typed) -> tuple[str, ...]:
        given = dict(offer.given)
        if anything(typed):
            try:
                later.keep(name, command(given, typed))
            except Said as problem:
                app.say(problem.said(ENGLISH), error=True)
        return at_once(ENGLISH, found, given["prompt"])

    def asked(whole_way: bool | None) -> None:
        later.done()
        then()
        if whole_way:
            now = {each.prompt: each for each in later.recalled(name) if each.moment == found.moment}
            shown = document(ENGLISH, found, debrief, now)
            app.push_screen(Reader(ENGLISH.say("Then and now"), lambda width: whole(shown, width), leave="go on"), told)

    def told(_: bool | None) -> None:
        app.push_screen(RecallPanel(ENGLISH.say("Your own mark"), (marking(ENGLISH, found),), keep))

    app.push_screen(RecallPanel(ENGLISH.say("From memory"), offers(ENGLISH, found), keep), asked)


def show_logbook(app: SoloPort, later: RecallShelf) -> None:
    """Show the logbook."""
    from game.logbook import logbook  # here, because it reads every run

    shown = logged(ENGLISH, logbook(later))
    app.push_screen(Reader(ENGLISH.say("Your logbook"), lambda width: whole(shown, width)))
