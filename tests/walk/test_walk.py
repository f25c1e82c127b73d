"""Every text of every view, at every stage, for every seat, on every face; what is not shown is written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.exercise.views.facilitator_view import DeskView
from game.exercise.views.seat_view import View
from game.faces.remembering import at_the_end
from game.faces.take_home import LocalCopy
from game.ui.seat.seat_app import SeatApp
from game.ui.seat.seat_screen import SeatScreen
from game.words import ENGLISH
from tests.ui.driving import app_at, library, press, text
from tests.walk.faces import Still, desk, page, plain, terminal
from tests.walk.marking import marked, texts
from tests.walk.not_shown import AT_DESK, EVERYWHERE, NEVER_HELD, NOT_SHOWN
from tests.walk.stages import Day, Met, alone, alone_in_writing, discussed, in_class, in_writing, made

Where = dict[tuple[str, str], set[str]]
"""Face and place in the view, to the stages."""
STAGES = [
    "lobby",
    "ready",
    "choose",
    "chosen",
    "talk",
    "vote",
    "read",
    "elsewhere",
    "observe",
    "held",
    "paused",
    "ended",
    "endex",
]
WRITING = ["write", "writing", "pen", "judging"]


def days(folder: Path) -> Iterator[tuple[Day, Iterator[Met]]]:
    """The classes that are walked through: one that chooses, one that answers in writing."""
    for name, scenario, going in (("class", made(), in_class), ("writing", discussed(), in_writing)):
        day = Day(folder / name, scenario)
        yield day, going(day)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Where, Where, list[Met]]:
    """Where each text stood, where it was not shown, and all that was met."""
    folder, stood, missed, met = tmp_path_factory.mktemp("walk"), defaultdict(set), defaultdict(set), []

    def all_of_them() -> Iterator[tuple[Met, LocalCopy | None]]:
        yield from ((each, None) for each in (*alone(folder), *alone_in_writing(folder)))
        for day, going in days(folder):
            yield from ((each, LocalCopy(day.room, day.seats[each.seat].id)) for each in going)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        patch.setenv("WHITECELL_HOME", str(folder / "home"))
        for each, home in all_of_them():
            met.append(each)
            stage = f"{'class' if each.view.group else 'alone'} {each.stage}"
            view, words = marked(each.view)
            for face, shown in (("terminal", terminal(view)), ("plain", plain(view, home)), ("page", page(view))):
                shown = shown.casefold()
                for word, place in words.items():
                    stood[face, place].add(stage)
                    if word.casefold() not in shown:
                        missed[face, place].add(stage)
    return stood, missed, met


def test_every_face_shows_every_text_but_for_what_is_written_down(walked: tuple[Where, Where, list[Met]]) -> None:
    """An entry that is no longer needed has to go, so that the list only gets shorter."""
    stood, missed, _ = walked
    written = {
        (face, place): stood[face, place] if stages == EVERYWHERE else set(stages.split(", "))
        for face, place, stages, _ in NOT_SHOWN
    }
    assert {key: sorted(stages) for key, stages in missed.items()} == {
        key: sorted(stages) for key, stages in written.items()
    }


def test_the_walk_meets_every_text_that_a_view_can_hold(walked: tuple[Where, Where, list[Met]]) -> None:
    assert {place for _, place in walked[0]} == set(texts(View)) - set(NEVER_HELD)


def test_the_walk_meets_every_stage_with_every_seat(walked: tuple[Where, Where, list[Met]]) -> None:
    met = walked[2]
    groups = [(str(each.view.group.stage), each.seat) for each in met if each.view.group]
    assert {stage for stage, _ in groups} == {*STAGES, *WRITING}
    assert {seat for _, seat in groups} == {"Ada", "Bo", "Cem"}
    assert {str(each.view.phase) for each in met if not each.view.group} == {"briefing", "decide", "read", "over"}
    decided = {str(each.view.group.decided) for each in met if each.view.group}
    assert {"Decided by Ada.", "Time was up: the facilitator took it for you."} <= decided
    assert any(each.view.group.facts and each.view.group.spread for each in met if each.view.group)


def test_the_desk_shows_every_text_but_for_what_is_written_down(tmp_path: Path) -> None:
    stood, missed, states = defaultdict(set), defaultdict(set), set()
    for day, going in days(tmp_path):
        list(going)
        for stage, seen in day.desks:
            view, words = marked(seen)
            states.add(str(seen.state))
            shown = desk(view, day.desk).casefold()
            for word, place in words.items():
                stood[place].add(stage)
                if word.casefold() not in shown:
                    missed[place].add(stage)
    assert set(stood) == set(texts(DeskView))
    assert states == {"LOBBY", "RUNNING", "HELD", "PAUSED", "ENDEX"}
    written = {place: stood[place] if stages == EVERYWHERE else set(stages.split(", ")) for place, stages, _ in AT_DESK}
    assert {place: sorted(stages) for place, stages in missed.items()} == {
        place: sorted(stages) for place, stages in written.items()
    }


def first(met: list[Met], stage: str, group: bool) -> Met:
    return next(each for each in met if each.stage == stage and bool(each.view.group) is group)


async def test_questions_and_forecasts_are_asked_on_the_screen(
    walked: tuple[Where, Where, list[Met]], tmp_path: Path
) -> None:
    """Alone and in a class: in the line under the options."""
    met = walked[2]
    for stage, wanted in (("briefing", "questions[]"), ("choose", "forecasts[]")):
        view, words = marked(first(met, stage, False).view)
        app = app_at(library(tmp_path / stage))
        async with app.run_test(size=(160, 60)) as pilot:
            await pilot.pause()
            app.push_screen(SeatScreen(Still(view)))
            await pilot.pause()
            assert shown_after([await_text async for await_text in entering(app, pilot)], words, wanted)
    for stage, wanted in (("ready", "questions[]"), ("choose", "forecasts[]")):
        view, words = marked(first(met, stage, True).view)
        app = SeatApp(Still(view), None, timer=lambda: 0.0, ticking=False)
        async with app.run_test(size=(160, 60)) as pilot:
            await pilot.pause()
            assert shown_after([await_text async for await_text in entering(app, pilot)], words, wanted)


async def entering(app, pilot):
    """What stands on the screen while Enter is pressed again and again."""
    for _ in range(4):
        yield text(app)
        await press(pilot, "enter")
    yield text(app)


def shown_after(screens: list[str], words: dict[str, str], wanted: str) -> bool:
    """Whether each text of one kind stood there."""
    marks = [word for word, place in words.items() if f".{wanted}" in place]
    return bool(marks) and all(word in "\n".join(screens) for word in marks)


async def test_what_is_asked_from_memory_is_asked_on_the_screen(
    walked: tuple[Where, Where, list[Met]], tmp_path: Path
) -> None:
    """Alone, behind the ending, one question after the other; at a prompt somebody has to sit at it to be asked."""
    view = first([met for met in walked[2] if at_the_end(ENGLISH, met.view)], "over", False).view
    asked = [field.ask for offer in at_the_end(ENGLISH, view) for field in offer.fields]
    assert asked
    app = app_at(library(tmp_path))
    async with app.run_test(size=(160, 60)) as pilot:
        await pilot.pause()
        app.push_screen(SeatScreen(Still(view)))
        await pilot.pause()
        seen = []
        for _ in range(len(asked) + 6):
            seen.append(" ".join(text(app).split()))
            await press(pilot, "enter")
    assert not [ask for ask in asked if not any(" ".join(ask.split()) in each for each in seen)]
