"""Help: the keys of the screen below, and the glossary with a search."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from game.faces.content_builder import MUTED, STRONG, Page, literal
from game.faces.spoken import capital
from game.scenario.glossary import glossary
from game.ui.shell.actions import Where, acts
from game.ui.shell.screen_base import Keys, Panel, named
from game.ui.widgets.hanging_text import Prose
from game.ui.widgets.line import Line
from game.words import ENGLISH, lazy


class Help(Panel[None]):
    """Typing searches the glossary; without a word typed, the keys stand above all of it."""

    def __init__(self, where: Where, keys: Keys = ()) -> None:
        """Args:
        where: the kind of the screen below.
        keys: those of a panel over it, where help was asked for there.
        """
        super().__init__()
        self.where, self.keys = where, keys

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel reader")
        panel.border_title = literal(ENGLISH.say("Keys and glossary"))
        with panel:
            yield Line(placeholder=ENGLISH.say("type a word to search the glossary"), id="word")
            with VerticalScroll():
                yield Prose(help_text(self.where, "", self.keys), id="text")
            keys = named(("Esc", ENGLISH.say("close")), ("Tab", ENGLISH.say("then arrows to scroll")))
            yield Static(keys, classes="keys")

    @on(Input.Changed, "#word")
    def searched(self, event: Input.Changed) -> None:
        """Show the terms that hold the word."""
        self.query_one("#text", Prose).show(help_text(self.where, event.value, self.keys))

    def action_help(self) -> None:
        """It is open already."""


def help_text(where: Where, word: str, keys: Keys = ()) -> Content:
    """Return the keys of a screen and the glossary, or the glossary's entries with a word in them.

    ``keys`` are those of a panel over the screen; they stand first.
    """
    page = Page()
    if not word:
        if keys:
            page.line(ENGLISH.say("Keys here"), STRONG)
            for key, does in keys:
                page.add(f"  {key:>6}  ", STRONG).line(capital(does))
        if where is not Where.PANEL:
            page.gap().line(ENGLISH.say("Keys: {where}", where=ENGLISH.say(where)), STRONG)
        for act in (each for each in acts(where) if where is not Where.PANEL or each.shown not in dict(keys)):
            page.add(f"  {act.shown:>6}  ", STRONG).line(ENGLISH.say(act.help))
        page.add(f"  {'Ctrl+P':>6}  ", STRONG).line(ENGLISH.say("Everything that can be done here, by name."))
        page.add(f"  {'Shift':>6}  ", STRONG).line(
            ENGLISH.say("Held down while marking text with the mouse, it lets your terminal copy.")
        )
        page.heading(ENGLISH.say("Signs"))
        for sign, says in SIGNS:
            page.add(f"  {sign:>6}  ", STRONG).line(ENGLISH.message(says))
        page.heading(ENGLISH.say("Glossary"))
    wanted = word.casefold().strip()
    found = [
        (term, meaning) for term, meaning in glossary() if wanted in term.casefold() or wanted in meaning.casefold()
    ]
    for term, meaning in sorted(found, key=lambda pair: wanted not in pair[0].casefold()) if wanted else found:
        page.line(term, STRONG).line(f"  {meaning}")
    if not found:
        page.line(ENGLISH.say("No term has this word."), MUTED)
    return page.content()


SIGNS = (
    ("▲ ▼", lazy("a gauge went up or down since your last move; words say whether that is for the better")),
    (
        "3:00",
        lazy("left of the soft time for what is on the table: at its end you are told, and nothing happens by itself"),
    ),
    ("?", lazy("as it was when somebody last looked; the days since are beside it")),
    ("●", lazy("a decision of yours")),
    ("↩", lazy("something of yours came back")),
    ("∼", lazy("something went on by itself")),
    ("✕", lazy("passed unanswered, because every option was closed")),
    ("✓ ✗ ≈ ·", lazy("a lesson mostly served, mostly spent, in the balance, not at stake")),
)
