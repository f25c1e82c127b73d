"""What the home screen offers for a class: host one, join one, go on with one, look back on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from game.called import as_called, program
from game.errors import Said
from game.faces.content_builder import MUTED, STRONG, TITLE, Page, literal
from game.ui.panels.ask import AskNumber
from game.ui.panels.picker import Picker
from game.wishes import HostWish
from game.words import ENGLISH, lazy

if TYPE_CHECKING:
    from game.exercise.classroom.class_store import ClassEntry
    from game.exercise.run.opening import Brought
    from game.scenario.menu_head import Glance
    from game.ui.shell.solo_port import SoloPort

HOST = lazy(
    """One facilitator, one to twelve syndicates, up to sixty seats. Your screen stays here; students open an address
in any browser, or run `whitecell join`. No account, no internet.

You are asked for the scenario, how many syndicates there are, and who may join. The command does the same:

- `whitecell host starter --syndicates 2` for this machine alone
- `whitecell host starter --syndicates 4 --lan` for everybody on this network
- `--rehearse` lets simulated people play, so that you can try the day alone
- `whitecell sheet starter --minutes 90 --out sheet.html` prints the run sheet"""
)
JOIN = lazy(
    """Somebody near you hosts a class, and a code stands on the screen in front.

You are asked for the address, the code of your syndicate, and your name. Where you had a seat before, you get it back.
The command does the same: `whitecell join http://192.168.1.20:8765/`"""
)
WHO = (
    (lazy("Simulated people alone"), lazy("a rehearsal: you try the day, nobody else is let in")),
    (lazy("People at this machine"), lazy("only this machine is answered")),
    (lazy("Everybody on this network"), lazy("encrypted; each browser asks once whether to trust the certificate")),
    (lazy("Everybody on this network, not encrypted"), lazy("whoever listens on the network can read along")),
)


def rows(classes: Sequence[ClassEntry]) -> list[tuple[Content, Content, str]]:
    """Return the rows of the section: label, what it is about, and what it is to be known by."""
    made = [
        (
            literal(ENGLISH.say("  Host a class"), STRONG),
            Page().line(ENGLISH.say("Host a class"), TITLE).gap().prose(as_called(ENGLISH.message(HOST))).content(),
            "host",
        ),
        (
            literal(ENGLISH.say("  Join a class"), STRONG),
            Page().line(ENGLISH.say("Join a class"), TITLE).gap().prose(as_called(ENGLISH.message(JOIN))).content(),
            "join",
        ),
    ]
    for entry in classes:
        made.append((*_class_row(entry), f"class {entry.id}"))
    return made


def _class_row(entry: ClassEntry) -> tuple[Content, Content]:
    from game.exercise.run.run_store import local_time

    state = "over" if entry.over else "in play" if entry.begun else "not begun"
    about = Page().line(entry.title, TITLE).gap()
    about.add(ENGLISH.say("Class       "), MUTED).line(entry.id)
    about.add(ENGLISH.say("Opened      "), MUTED).line(local_time(entry.opened))
    about.add(ENGLISH.say("Last used   "), MUTED).line(local_time(entry.last))
    about.add(ENGLISH.say("Syndicates  "), MUTED).line(
        ENGLISH.many(
            "{syndicates}, with {n} seat", "{syndicates}, with {n} seats", entry.seats, syndicates=entry.syndicates
        )
    )
    about.add(ENGLISH.say("State       "), MUTED).line(state)
    about.gap().line(
        ENGLISH.say("Enter looks back on it.")
        if entry.over
        else ENGLISH.say("Enter hosts it again; seats come back by themselves.")
    )
    label = (
        Page()
        .add(f"  {entry.title}", STRONG)
        .add(ENGLISH.say("  {id} · class, {state}", id=entry.id[-4:], state=state), MUTED)
    )
    return label.content(), about.content()


def host(app: SoloPort, scenarios: Sequence[Glance]) -> None:
    """Ask which scenario, how many syndicates, and who may join; then leave this program for the host."""
    playable = [glance for glance in scenarios if not glance.problem]

    def picked(index: int | None) -> None:
        if index is None:
            return
        scenario = playable[index].id
        there = _in_play(scenario)
        if there is None:
            count(scenario)
            return
        rows = [
            Page()
            .line(ENGLISH.say("Go on with {id}", id=there.id), STRONG)
            .add(ENGLISH.say("  its seats come back by themselves"), MUTED)
            .content(),
            Page()
            .line(ENGLISH.say("Begin another class"), STRONG)
            .add(ENGLISH.say("  nobody of the first one comes into it"), MUTED)
            .content(),
        ]
        app.push_screen(Picker(ENGLISH.say("A class of this scenario is in play"), rows), meant(scenario, there.id))

    def meant(scenario: str, there: str) -> Callable[[int | None], None]:
        def asked(index: int | None) -> None:
            if index == 0:
                app.leave_for(HostWish(there))
            elif index == 1:
                count(scenario)

        return asked

    def count(scenario: str) -> None:
        app.push_screen(
            AskNumber(ENGLISH.say("Syndicates"), ENGLISH.say("How many groups play, each its own run?"), 12, "1 to 12"),
            counted(scenario),
        )

    def counted(scenario: str) -> Callable[[int | None], None]:
        def asked(count: int | None) -> None:
            if count:
                rows = [
                    Page().line(title, STRONG).add(f"  {ENGLISH.message(about)}", MUTED).content()
                    for title, about in WHO
                ]
                app.push_screen(Picker(ENGLISH.say("Who plays?"), rows), who(scenario, count))

        return asked

    def who(scenario: str, count: int) -> Callable[[int | None], None]:
        def asked(index: int | None) -> None:
            if index is not None:
                wish = HostWish(scenario, count, lan=index > 1, tls=index == 2, rehearse=index == 0, new=True)
                _opening(app, wish)

        return asked

    rows = [
        Page().add(glance.title, STRONG).add(ENGLISH.say("  {minutes} min", minutes=glance.minutes), MUTED).content()
        for glance in playable
    ]
    app.push_screen(Picker(ENGLISH.say("Host which scenario?"), rows), picked)


def _opening(app: SoloPort, wish: HostWish) -> None:
    """Ask what a class opens with, where its scenario asks anything, and leave for the host."""
    from game.exercise.run.opening import brought
    from game.scenario.findings import ScenarioError
    from game.scenario.load import find, load
    from game.ui.panels.openings import ask_openings

    try:
        made = load(find(wish.scenario))
    except ScenarioError as problem:
        app.say(str(problem), error=True)
        return

    def answered(opened: Brought) -> None:
        app.leave_for(replace(wish, after=opened.run, openings=opened.words))

    asks = brought(made)
    if asks.answers:
        ask_openings(app, made, asks, answered, app.library)
    else:
        app.leave_for(wish)


def _in_play(scenario: str) -> ClassEntry | None:
    from game.exercise.classroom.class_store import Classes
    from game.exercise.classroom.unfinished import in_play

    return in_play(Classes(), scenario)


def again(app: SoloPort, name: str, over: bool) -> None:
    """Host a class again, or look back on one that is over."""
    if not over:
        app.leave_for(HostWish(name))
        return
    from game.exercise.classroom.class_store import Classes
    from game.report.group import group_debrief
    from game.ui.debrief.group_debrief import GroupDebriefScreen

    try:
        record = Classes().read(name)
    except Said as problem:
        app.say(problem.said(ENGLISH), error=True)
        return

    def picked(index: int | None) -> None:
        if index is not None:
            group = group_debrief(record, record.roster.syndicates[index].id)
            app.push_screen(GroupDebriefScreen(group))

    rows = [literal(ENGLISH.say("Syndicate {id}", id=each.id)) for each in record.roster.syndicates]
    hint = f"Pages to take home: {program()} debrief {name} --html class.html"
    app.push_screen(Picker(ENGLISH.say("Look back on which syndicate?"), rows, hint), picked)
