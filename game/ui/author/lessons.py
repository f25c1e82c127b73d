"""The lesson catalogue to browse: families and lessons at the left, one lesson in full at the right, a search above."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from game.faces import lessons as document
from game.faces import terminal
from game.faces.content_builder import MUTED, STRONG, TITLE, Page, literal
from game.scenario.catalogue import Lesson, catalogue
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario
from game.ui.shell.actions import Where, acts, bindings
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.hanging_text import Prose, ReadingPage
from game.ui.widgets.line import Line
from game.ui.widgets.textual_private import MarkedList
from game.words import ENGLISH


class Lessons(Frame):
    """All lessons; with a scenario, the ones that it tests are marked and say where."""

    CSS_PATH = "lessons.tcss"
    WHERE = Where.LESSONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.LESSONS)

    def __init__(self, scenario: Scenario | None = None) -> None:
        super().__init__()
        self.scenario = scenario
        self.known = known_lessons(scenario) if scenario else catalogue()
        self.shown: list[Lesson | None] = []
        """A lesson for each row; None for a family's heading."""

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        yield Line(placeholder=ENGLISH.say("type a word to search: a title, an id, what speaks for it"), id="word")
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            yield ReadingPage(id="page", can_focus=False)
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.fill("")
        self.query_one("#list", OptionList).focus()

    def on_resize(self) -> None:
        self.query_one("#footer", Static).update(footer(acts(self.WHERE), self.size.width))

    def fill(self, word: str) -> None:
        """Show the lessons that hold a word, by family."""
        known, wanted = self.known, word.casefold().strip()
        options = self.query_one("#list", OptionList)
        options.clear_options()
        self.shown.clear()
        for family in known.families:
            found = [lesson for lesson in known.of(family.id) if holds(lesson, family.title, wanted)]
            if found:
                options.add_option(Option(literal(family.title, TITLE), disabled=True))
                self.shown.append(None)
            for lesson in found:
                tested = self.scenario is not None and lesson.id in self.scenario.lessons
                mark = "● " if tested else "  "
                options.add_option(Option(Page().add(mark, TITLE).add(lesson.title, STRONG).content()))
                self.shown.append(lesson)
        count = sum(lesson is not None for lesson in self.shown)
        page = Page().add(ENGLISH.say(" LESSONS"), STRONG).add(f"  {count} of {len(known.lessons)}", MUTED)
        if self.scenario is not None:
            page.add(ENGLISH.say("  ● tested by {title}", title=self.scenario.title), MUTED)
        self.query_one("#header", Static).update(page.content())
        if count:
            options.highlighted = 1
        else:
            self.query_one("#text", Prose).show(literal(ENGLISH.say("No lesson has this word."), MUTED))

    @on(Input.Changed, "#word")
    def searched(self, event: Input.Changed) -> None:
        """Show what holds the word."""
        self.fill(event.value)

    @on(Input.Submitted, "#word")
    def found(self) -> None:
        """On to the list."""
        self.query_one("#list", OptionList).focus()

    @on(OptionList.OptionHighlighted, "#list")
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        """Show the marked lesson in full."""
        lesson = self.shown[event.option_index] if event.option_index < len(self.shown) else None
        if lesson is None:
            return
        page = self.query_one("#page", ReadingPage)
        tested = self.scenario is not None and lesson.id in self.scenario.lessons
        options = (self.options_of(lesson.id, 1), self.options_of(lesson.id, -1)) if tested else None
        card = document.lesson(ENGLISH, self.known, lesson, options)
        self.query_one("#text", Prose).show(terminal.content((card,), max(30, page.size.width - 4)))
        page.scroll_home(animate=False)

    def options_of(self, lesson: str, sign: int) -> list[str]:
        """The options of the scenario that speak for (1) or against (-1) a lesson, with their weight."""
        return [
            f"{inject.id}.{option.id} ({each.weight:+d})"
            for inject in (self.scenario.injects if self.scenario else ())
            for option in inject.options
            for each in option.evidence
            if each.lesson == lesson and each.weight * sign > 0
        ]

    def action_search(self) -> None:
        """Type a word."""
        self.query_one("#word", Input).focus()

    def action_back(self) -> None:
        """From the search to the list, from the list to the screen before."""
        if self.query_one("#word", Input).has_focus:
            self.query_one("#list", OptionList).focus()
        else:
            self.program.back()


def holds(lesson: Lesson, family: str, word: str) -> bool:
    """Whether a lesson has a word anywhere."""
    texts = (lesson.id, lesson.title, lesson.imperative, lesson.supports, lesson.contradicts, family, *lesson.actors)
    return not word or any(word in text.casefold() for text in texts)
