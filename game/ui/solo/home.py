"""Home: scenarios to begin, runs to go on with, runs to look back on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from game.called import as_called
from game.faces.content_builder import MUTED, STRONG, TITLE, WARN, Page, literal
from game.ui.shell.actions import KeyAct, Where, acts, bindings
from game.ui.shell.screen_base import Frame, footer
from game.ui.widgets.hanging_text import Prose
from game.ui.widgets.textual_private import MarkedList
from game.wishes import JoinWish
from game.words import ENGLISH, lazy

if TYPE_CHECKING:
    from game.exercise.classroom.class_store import ClassEntry
    from game.exercise.run.run_store import Entry
    from game.scenario.menu_head import Glance
    from game.ui.shell.solo_port import SoloPort

WRITE = lazy(
    """A scenario is a text file, and you need no programming to write one.

Begin with `whitecell new my_scenario`: a few questions, and a folder that can be played at once and explains itself
line by line. Change it, and let the program tell you what it makes of it:

- `whitecell preview my_scenario` shows it as it will be played, beside its file, each time you save
- `whitecell check my_scenario` names every mistake with its line and what to do about it
- `whitecell play my_scenario` plays it
- `l` shows the lessons that a scenario can test
- `scenarios/README.md` is the whole guide"""
)


@dataclass(frozen=True, slots=True)
class Row:
    """Something to pick: a scenario, a run, or advice."""

    label: Content
    about: Content
    scenario: str = ""
    run: str = ""
    finished: bool = False
    of_a_class: str = ""
    """``host``, ``join``, or ``class`` and its name."""
    yours: str = ""
    """``logbook``, or ``recall`` and the name of a run."""

    @property
    def stands_for(self) -> tuple[str, str, str]:
        """What is opened by it: a row that is made anew is known by it."""
        return self.scenario, self.run, self.of_a_class or self.yours


class Home(Frame):
    """The first screen. It is drawn at once and filled as soon as the shelves are read."""

    WHERE = Where.HOME
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.HOME)

    def __init__(self, solo: SoloPort) -> None:
        super().__init__()
        self.solo = solo

    def compose(self) -> ComposeResult:
        yield Static(
            Page()
            .add(ENGLISH.say(" WHITECELL"), STRONG)
            .add(ENGLISH.say("  a tabletop exercise in the terminal"), MUTED)
            .content(),
            id="header",
        )
        with Horizontal(id="body"):
            yield MarkedList(id="list")
            with VerticalScroll(id="about"):
                yield Prose(literal(ENGLISH.say("Reading the shelves …"), MUTED), id="text")
        yield Static(id="footer")

    def on_mount(self) -> None:
        self.rows: dict[str, Row] = {}
        self.scenarios: list[Glance] = []
        self.over: set[str] = set()
        """Names of the classes that are over."""
        self.left: tuple[str, str, str] | None = None
        """What was left unfinished last, as it was known when the rows were last filled."""
        self.query_one("#list").border_title = ENGLISH.say("Begin, go on, look back")
        self.query_one("#about").border_title = ENGLISH.say("About")
        self.watch(self.query_one("#about"), "virtual_size", self.say_how_much_is_below, init=False)
        self.call_after_refresh(self.read)

    def on_resize(self) -> None:
        self.draw_footer()
        self.call_after_refresh(self.say_how_much_is_below)

    def say_how_much_is_below(self) -> None:
        """Say it on the edge where not all of the page can be seen, and how to get there."""
        if not self.query("#about"):  # the program was left meanwhile
            return
        about = self.query_one("#about", VerticalScroll)
        below = about.max_scroll_y
        more = ENGLISH.many("{n} more line: Tab, then ↓", "{n} more lines: Tab, then ↓", below) if below else ""
        about.border_subtitle = literal(more)

    def possible(self) -> tuple[KeyAct, ...]:
        """What can be done with the marked row: only a run can be deleted."""
        row = self.marked_row() if hasattr(self, "rows") else None
        due = row is not None and row.yours.startswith("recall")
        paged = row is not None and bool(row.scenario or (row.run and not row.finished))
        about = (("forget", (row and row.run) or due), ("tomorrow", due), ("page", paged))
        hidden = {name for name, shown in about if not shown}
        return tuple(act for act in acts(self.WHERE) if act.id not in hidden)

    def draw_footer(self) -> None:
        """Draw the keys that do something here."""
        self.query_one("#footer", Static).update(footer(self.possible(), self.size.width))

    def on_screen_resume(self) -> None:
        if getattr(self, "rows", None):
            self.read()

    @work(thread=True, exclusive=True)
    def read(self) -> None:
        """Read scenarios and runs beside the screen."""
        from game.exercise.classroom.class_store import Classes
        from game.scenario.menu_head import glances

        made = (glances(), self.solo.library.entries(), Classes().entries())
        self.app.call_from_thread(self.fill, *made, self.due())

    def due(self) -> list[Row]:
        """What is due to be asked from memory: one line at most."""
        from game.errors import Said
        from game.faces.recall import due_line
        from game.later import RecallShelf

        try:
            found = RecallShelf(self.solo.library, self.solo.library.clock).due()[:1]
        except Said:  # what cannot be read is named where it is listed
            return []
        about = "Enter asks; n: tomorrow; x: never about this run. What you say is yours alone."
        lines = [(each, due_line(ENGLISH, each.title, each.moment)) for each in found]
        return [
            Row(literal(f"  {line}"), Page().line(line, TITLE).gap().line(about).content(), yours=f"recall {each.name}")
            for each, line in lines
        ]

    def fill(
        self, scenarios: list[Glance], runs: list[Entry], classes: list[ClassEntry], due: Sequence[Row] = ()
    ) -> None:
        """Show what was read. The mark stands on what was left unfinished last; else it stays where it was."""
        from game.ui.solo import home_class

        if not self.query("#list"):  # the program was left while this was read
            return
        self.scenarios, self.over = scenarios, {entry.id for entry in classes if entry.over}
        options = self.query_one("#list", OptionList)
        marked, place = self.marked_row(), options.highlighted
        options.clear_options()
        self.rows.clear()
        shelf: list[Entry | ClassEntry] = [*runs, *classes]
        damaged = [each for each in shelf if each.problem]
        unfinished = [run for run in runs if not run.ended and not run.problem]
        finished = [run for run in runs if run.ended]
        sound = [entry for entry in classes if not entry.problem]
        self.section(ENGLISH.say("FROM MEMORY"), iter(due))
        self.section(ENGLISH.say("GO ON WITH"), (run_row(run) for run in unfinished))
        self.section(ENGLISH.say("SCENARIOS"), (scenario_row(glance) for glance in scenarios))
        self.section(ENGLISH.say("LOOK BACK ON"), (run_row(run) for run in finished))
        self.section(
            ENGLISH.say("A CLASS"),
            (Row(label, about, of_a_class=what) for label, about, what in home_class.rows(sound)),
        )
        if finished:
            about = (
                Page()
                .line(ENGLISH.say("Your logbook"), TITLE)
                .gap()
                .line(ENGLISH.say("Lessons, forecasts and plans over all your runs."))
            )
            self.section(
                ENGLISH.say("YOURS"),
                iter([Row(literal(ENGLISH.say("  Your logbook")), about.content(), yours="logbook")]),
            )
        self.section(ENGLISH.say("CANNOT BE READ"), (damaged_row(each) for each in damaged))
        self.section(
            ENGLISH.say("WRITE YOUR OWN"),
            iter(
                [
                    Row(
                        literal(ENGLISH.say("  How to write a scenario")),
                        Page().prose(as_called(ENGLISH.message(WRITE))).content(),
                    )
                ]
            ),
        )
        left = left_last(unfinished, sound)
        found = self.place_of(left) if left != self.left or marked is None else self.place_of(marked.stands_for)
        self.left = left
        options.highlighted = found if found is not None else min(place or 1, options.option_count - 1)
        options.focus()

    def marked_row(self) -> Row | None:
        """The row that is marked; None before there is one."""
        options = self.query_one("#list", OptionList)
        at = options.highlighted
        return None if at is None else self.rows.get(options.get_option_at_index(at).id or "")

    def place_of(self, wanted: tuple[str, str, str] | None) -> int | None:
        """Where a thing stands in the list; None where it is not there."""
        options = self.query_one("#list", OptionList)
        return next((options.get_option_index(id) for id, row in self.rows.items() if row.stands_for == wanted), None)

    def section(self, title: str, rows: Iterator[Row]) -> None:
        """Add a heading and its rows, or nothing where there are none."""
        options = self.query_one("#list", OptionList)
        made = list(rows)
        if made:
            options.add_option(Option(literal(title, MUTED), disabled=True))
        for row in made:
            id = f"row-{len(self.rows)}"
            self.rows[id] = row
            options.add_option(Option(row.label, id=id))

    @on(OptionList.OptionHighlighted)
    def marked(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the marked row is about."""
        row = self.rows.get(event.option_id or "")
        if row:
            self.query_one("#text", Prose).show(row.about)
            self.query_one("#about", VerticalScroll).scroll_home(animate=False)
            self.draw_footer()

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """Open what was picked."""
        row = self.rows.get(event.option_id or "")
        if row is None or not self.is_active:  # Enter pressed twice opens one thing
            return
        self.solo.for_a_browser = False
        if row.run and row.finished:
            self.look_back(row.run)
        elif row.run:
            self.solo.resume(row.run)
        elif row.scenario:
            self.prepare(row.scenario)
        elif row.of_a_class:
            self.to_a_class(row.of_a_class)
        elif row.yours:
            self.of_yours(row.yours)

    def of_yours(self, what: str) -> None:
        """Open the logbook, or ask from memory."""
        from game.later import RecallShelf
        from game.ui.solo.again import ask_again, show_logbook

        later = RecallShelf(self.solo.library, self.solo.library.clock)
        kind, _, run = what.partition(" ")
        if kind == "recall":
            ask_again(self.solo, later, run, self.read)
        else:
            show_logbook(self.solo, later)

    def action_tomorrow(self) -> None:
        """Ask from memory tomorrow."""
        self.put_off(never=False)

    def put_off(self, never: bool) -> None:
        """Put off what is due, where it is marked."""
        from game.later import RecallShelf

        row = self.marked_row()
        kind, _, run = row.yours.partition(" ") if row else ("", "", "")
        if kind == "recall":
            later = RecallShelf(self.solo.library, self.solo.library.clock)
            (later.never if never else later.tomorrow)(run)
            self.program.say(
                ENGLISH.say("Asked no more about this run.") if never else ENGLISH.say("Asked again tomorrow.")
            )
            self.read()

    def to_a_class(self, what: str) -> None:
        """Host a class, join one, go on with one or look back on one."""
        from game.ui.solo import home_class

        kind, _, name = what.partition(" ")
        if kind == "join":
            self.solo.leave_for(JoinWish())
        elif kind == "host":
            home_class.host(self.solo, self.scenarios)
        else:
            home_class.again(self.solo, name, name in self.over)

    def action_take(self) -> None:
        """Open what is marked."""
        self.query_one("#list", OptionList).action_select()

    def action_page(self) -> None:
        """Play what is marked in a browser: a scenario, or a run to go on with."""
        row = self.marked_row()
        if row is None or not (row.scenario or row.run) or row.finished:
            self.program.say(
                ENGLISH.say("A scenario, or a run that is not over, is played in a browser: mark one first.")
            )
            return
        self.solo.for_a_browser = True
        if row.run:
            self.solo.resume(row.run)
        else:
            self.prepare(row.scenario)

    def action_forget(self) -> None:
        """Delete the run that is marked, once that was answered with yes."""
        from game.ui.shell.confirm import Confirm

        row = self.marked_row()
        if row is not None and row.yours:
            self.put_off(never=True)
            return
        if row is None or not row.run:
            self.program.say(ENGLISH.say("Only a run can be deleted: mark one first."))
            return
        run = row.run

        def answered(yes: bool | None) -> None:
            if yes:
                self.forget(run)

        words = f"Run {run} is deleted for good, with its notes and what was typed at it. It cannot be brought back."
        self.app.push_screen(Confirm(ENGLISH.say("Delete this run?"), words, ENGLISH.say("Delete it")), answered)

    def forget(self, run: str) -> None:
        """Delete a run, and say so."""
        from game.errors import Said

        try:
            self.solo.library.forget(run)
        except Said as problem:
            self.program.say(problem.said(ENGLISH), error=True)
        else:
            self.program.say(ENGLISH.say("Deleted: {run}.", run=run))
            if self.solo.last_run == run:
                self.solo.last_run = ""
        self.read()

    def action_catalogue(self) -> None:
        """Browse the lessons."""
        from game.ui.author.lessons import Lessons

        self.app.push_screen(Lessons())

    def look_back(self, run: str) -> None:
        """Open the debrief of a finished run."""
        from game.errors import Said

        try:
            read = self.solo.library.read(run)
        except Said as problem:
            self.program.say(problem.said(ENGLISH), error=True)
        else:
            self.solo.show_debrief(run, read)

    def prepare(self, id: str) -> None:
        """Load a scenario and ask which seat to take."""
        from game.exercise.run.run_store import fresh_seed
        from game.scenario.findings import ScenarioError
        from game.scenario.load import find, load
        from game.ui.panels.picker import Picker

        try:
            scenario = load(find(id))
        except ScenarioError as problem:
            self.program.say(str(problem), error=True)
            return
        rows = [
            Page()
            .add(ENGLISH.say("All seats"), STRONG)
            .line("")
            .add(ENGLISH.say("  You see every paper and decide for everybody."), MUTED)
            .content()
        ]
        for role in scenario.roles:
            rows.append(
                Page()
                .add(role.title, STRONG)
                .line("")
                .add(ENGLISH.say("  Only this seat's papers and facts."), MUTED)
                .content()
            )

        def sat(picked: int | None) -> None:
            if picked is not None:
                self.solo.begin(scenario, fresh_seed(), scenario.roles[picked - 1].id if picked else None)

        if len(scenario.roles) > 1:
            self.app.push_screen(Picker(scenario.title, rows, ENGLISH.say("Which seat do you take?")), sat)
        else:
            self.solo.begin(scenario, fresh_seed(), None)


def scenario_row(glance: Glance) -> Row:
    """A shipped scenario as a row."""
    about = Page().line(glance.title, TITLE).gap().prose(glance.summary)
    if glance.problem:
        about.line(glance.problem, WARN)
    about.add(ENGLISH.say("Minutes    "), MUTED).line(
        ENGLISH.say("{minutes}, and ten or more for the debrief", minutes=glance.minutes or ENGLISH.say("not given"))
    )
    about.add(ENGLISH.say("Seats      "), MUTED).line(
        ", ".join(title for _, title in glance.roles) or ENGLISH.say("one")
    )
    about.gap().line(ENGLISH.say("What it bears on"), MUTED)
    for family in glance.families:
        about.line(f" • {family}")
    label = (
        Page()
        .add(f"  {glance.title}", STRONG)
        .add(ENGLISH.say("  {minutes} min", minutes=glance.minutes), MUTED)
        .content()
    )
    return Row(label, about.content(), scenario=glance.id)


def left_last(runs: list[Entry], classes: list[ClassEntry]) -> tuple[str, str, str] | None:
    """What was left unfinished last, a run or a class, as `Row.stands_for`; None where nothing is."""
    left = [(run.last, ("", run.id, "")) for run in runs]
    left += [(entry.last, ("", "", f"class {entry.id}")) for entry in classes if not entry.over]
    return max(left)[1] if left else None


def damaged_row(entry: Entry | ClassEntry) -> Row:
    """A run or a class that cannot be read, with why; there is nothing to open in it."""
    about = Page().line(entry.id, TITLE).gap().line(entry.problem, WARN)
    about.gap().line(ENGLISH.say("It is left as it is, and all others can be read."))
    return Row(Page().add(f"  {entry.id}", STRONG).add(ENGLISH.say("  damaged"), MUTED).content(), about.content())


def run_row(run: Entry) -> Row:
    """A run as a row."""
    from game.exercise.run.run_store import local_time

    about = Page().line(run.title, TITLE).gap()
    about.add(ENGLISH.say("Run        "), MUTED).line(run.id)
    about.add(ENGLISH.say("Begun      "), MUTED).line(local_time(run.started))
    about.add(ENGLISH.say("Played     "), MUTED).line(local_time(run.last))
    last = f"{run.decisions}, the last on {run.tick} {run.day}"
    about.add(ENGLISH.say("Decisions  "), MUTED).line(last if run.decisions else ENGLISH.say("none yet"))
    about.add(ENGLISH.say("Seed       "), MUTED).line(str(run.seed))
    if run.branched_from:
        about.add(ENGLISH.say("Branch of  "), MUTED).line(run.branched_from)
    about.gap().line(
        ENGLISH.say("Enter opens its debrief.") if run.ended else ENGLISH.say("Enter goes on where you stopped.")
    )
    label = Page().add(f"  {run.title}", STRONG).add(f"  {run.id[-4:]} · {local_time(run.last)}", MUTED).content()
    return Row(label, about.content(), run=run.id, finished=run.ended)
