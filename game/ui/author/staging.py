"""Panels by which an author sets the stage of a preview: which seat, which inject, what has happened before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.content import Content

from game.author.preview_state import PreviewStage, begun, day_of, walked
from game.exercise import wording
from game.faces.content_builder import MUTED, STRONG, Page
from game.rules.policy import Policy
from game.scenario.scenario import Inject, Scenario
from game.ui.panels.ask import AskText
from game.ui.panels.picker import Picker
from game.ui.shell.screen_base import Frame
from game.words import ENGLISH

Done = Callable[[PreviewStage], None]
"""Called with the new stage; not at all where the author thought better of it."""

_WAYS = (
    (Policy.FIRST, "taking the first open option each time"),
    (Policy.LAST, "taking the last open option each time"),
    (Policy.DEFAULT, "taking the default each time"),
    (Policy.RANDOM, "taking any option"),
)


def pick_seat(screen: Frame, scenario: Scenario, stage: PreviewStage, done: Done) -> None:
    """Ask for a seat."""
    ids = ["", *(role.id for role in scenario.roles)]
    rows = [row("All seats", "every paper and every private fact"), *(row(r.title, r.id) for r in scenario.roles)]
    _pick(screen, "Seen from which seat?", rows, lambda at: done(replace(stage, seat=ids[at])))


def pick_inject(screen: Frame, scenario: Scenario, stage: PreviewStage, done: Callable[[str], None]) -> None:
    """Ask for an inject."""
    rows = [
        row(
            f"{wording.short(scenario, inject.first):<4} {inject.title}",
            f"{inject.id}{', in the tray' * inject.manual}",
        )
        for inject in scenario.injects
    ]
    _pick(screen, "Go to which inject?", rows, lambda at: done(scenario.injects[at].id))


def play_to_here(screen: Frame, scenario: Scenario, stage: PreviewStage, done: Done, never: Callable[[], None]) -> None:
    """Ask how a run got here, and set everything as it is then."""
    rows = [row(f"As on {scenario.names.tick} 0", "every gauge at its start, no flag set, nothing played")]
    rows += [row("As a run gets here", said) for _, said in _WAYS]

    def picked(at: int) -> None:
        made = begun(stage) if at == 0 else walked(scenario, stage, _WAYS[at - 1][0])
        if made is None:
            never()
        else:
            done(made)

    _pick(screen, "How did it get here?", rows, picked)


def change(screen: Frame, scenario: Scenario, stage: PreviewStage, done: Done) -> None:
    """Ask what to change, then to what."""
    tick = scenario.names.tick
    rows: list[Content] = [row(f"{tick.capitalize()} {day_of(scenario, stage)}", f"the {tick}")]
    acts: list[Callable[[], None]] = [lambda: _day(screen, scenario, stage, done)]
    for number, gauge in enumerate(scenario.gauges):
        now = stage.gauges.get(gauge.id, gauge.start)
        rows.append(row(f"{gauge.title}: {now}", f"{gauge.id}, {gauge.min} to {gauge.max}, begins at {gauge.start}"))
        acts.append(lambda number=number: _gauge(screen, scenario, stage, number, done))  # type: ignore[misc]
    for flag in scenario.flags:
        on = flag.id in stage.flags
        rows.append(row(f"{'☑' if on else '☐'} {flag.title}", f"{flag.id}, {'set' if on else 'not set'}"))
        acts.append(lambda id=flag.id: done(replace(stage, flags=stage.flags ^ {id})))  # type: ignore[misc]
    for inject in scenario.injects:
        if inject.id != stage.inject:
            rows.append(row(f"{inject.title}: {_became(inject, stage)}", f"{inject.id}, an earlier inject"))
            acts.append(lambda inject=inject: _decision(screen, inject, stage, done))  # type: ignore[misc]
    _pick(screen, "Change what?", rows, lambda at: acts[at]())


def _became(inject: Inject, stage: PreviewStage) -> str:
    taken = stage.played.get(inject.id)
    if taken is None:
        return ENGLISH.say("not played")
    index = inject.option(taken) if taken else None
    return "read" if index is None else inject.options[index].label


def _day(screen: Frame, scenario: Scenario, stage: PreviewStage, done: Done) -> None:
    _number(screen, f"The {scenario.names.tick}", 0, scenario.days, lambda day: done(replace(stage, day=day)))


def _gauge(screen: Frame, scenario: Scenario, stage: PreviewStage, number: int, done: Done) -> None:
    gauge = scenario.gauges[number]

    def set_to(value: int) -> None:
        done(replace(stage, gauges={**stage.gauges, gauge.id: value}))

    _number(screen, gauge.title, gauge.min, gauge.max, set_to)


def _decision(screen: Frame, inject: Inject, stage: PreviewStage, done: Done) -> None:
    rows = [row("Not played", "it has not come up"), row("Read, or passed", "it came up and nothing was decided")]
    rows += [row(option.label, option.id) for option in inject.options]

    def picked(at: int) -> None:
        played = {id: option for id, option in stage.played.items() if id != inject.id}
        if at:
            played[inject.id] = "" if at == 1 else inject.options[at - 2].id
        done(replace(stage, played=played))

    _pick(screen, inject.title, rows, picked)


def _number(screen: Frame, title: str, low: int, high: int, done: Callable[[int], None]) -> None:
    def typed(text: str | None) -> None:
        if text is None:
            return
        try:
            value = int(text)
        except ValueError:
            screen.program.say(ENGLISH.say("A whole number from {low} to {high}, please.", low=low, high=high))
        else:
            done(max(low, min(value, high)))

    screen.app.push_screen(
        AskText(title, ENGLISH.say("A whole number from {low} to {high}.", low=low, high=high), limit=8), typed
    )


def _pick(screen: Frame, title: str, rows: list[Content], done: Callable[[int], None]) -> None:
    def picked(at: int | None) -> None:
        if at is not None:
            done(at)

    screen.app.push_screen(Picker(title, rows), picked)


def row(title: str, about: str) -> Content:
    """A row with a line about it."""
    return Page().line(title, STRONG).add(f"  {about}", MUTED).content()
