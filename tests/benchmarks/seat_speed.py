"""What a seat costs in each face at one moment: a student's view in the middle of a talk.

    .venv/bin/python -m tests.benchmarks.seat_speed [TIMES]

Milliseconds of the processor's time, the least of all times. A screen of the terminal may cost 1.1 times what pages
written by hand did, a page whose sections were drawn before 0.3 ms, a document where nothing differs 0.1 ms, what a
plain stream says of an inject 1 ms.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from game.exercise.views.seat_view import View
from game.faces import lines, page
from game.faces.seat import document as seat
from game.ui.seat import seat_sheet as screen
from game.ui.seat.seat_layout import lay
from game.words import ENGLISH
from tests.benchmarks.faces_speed import least
from tests.walk.stages import Day, in_class

TIMES = 200
WIDTH, HEIGHT = 120, 40


def seen() -> View:
    """What a seat has while the choices are laid open."""
    with tempfile.TemporaryDirectory() as folder:
        return next(met.view for met in in_class(Day(Path(folder))) if met.stage == "talk" and met.seat == "Ada")


def cold(work: Callable[[], object]) -> Callable[[], object]:
    """The same with nothing made or drawn before."""

    def anew() -> object:
        for module in (seat, seat.briefing, seat.gauges, seat.inject, seat.papers, seat.syndicate, seat.timeline):
            for made in vars(module).values():
                if hasattr(made, "cache_clear"):
                    made.cache_clear()
        page.section.cache_clear()
        page._landmark.cache_clear()
        return work()

    return anew


def main(times: int = TIMES) -> None:
    """Measure and print."""
    view = seen()
    shown = seat.document(ENGLISH, view)
    said = [each for each in shown.sections if not each.side]

    def drawn() -> object:
        sheet = screen.sheet(view, screen.Turned(), screen.Looked(), WIDTH, HEIGHT)
        return lay(sheet, WIDTH, HEIGHT, 0)

    print(f"terminal, one screen laid out       {least(times, drawn):7.3f}")
    print(f"document, nothing made before       {least(times // 4, cold(lambda: seat.document(ENGLISH, view))):7.3f}")
    print(f"document, where nothing differs     {least(times, lambda: seat.document(ENGLISH, view)):7.3f}")
    print(f"page, nothing drawn before          {least(times // 4, cold(lambda: page.body(shown))):7.3f}")
    print(f"page, its sections drawn before     {least(times, lambda: page.body(shown)):7.3f}")
    print(f"plain, all that is said of it       {least(times, lambda: [lines.part(ENGLISH, s) for s in said]):7.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
