"""What a debrief of the flagship costs in each face, screen by screen: a screen is a row of the list.

    .venv/bin/python -m tests.benchmarks.faces_speed [TIMES]

Of each face the median screen and the longest, in milliseconds of the processor's time, the least of all times. A
screen laid out and broken into lines may cost a terminal 1.1 times what pages written by hand did (1.17 µs a letter),
a plain stream 1 ms at the median, a page whose parts were drawn before 0.3 ms.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from game.exercise.run.run_store import Library
from game.faces import debrief as run
from game.faces import debrief_numbers, lesson_trail, page
from game.faces.hanging import hang
from game.faces.leafing import leaves
from game.faces.lines import chapter
from game.faces.model import FOLD, listed
from game.report.debrief import debrief
from game.scenario.load import find, load
from game.words import ENGLISH
from tests.report_html.conftest import played

TIMES = 20
WIDTH = 76
BY_HAND = 1.17


def least(times: int, work: Callable[[], object]) -> float:
    """Return the least milliseconds of the processor that some work takes."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found) * 1000


def main(times: int = TIMES) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        name, played_run = played(Library(Path(folder)), load(find("orvane_mission")), pick=0)
        made = debrief(played_run, name)

    def cold() -> object:
        for cached in (lesson_trail.family, debrief_numbers.gauge):
            cached.cache_clear()
        return run.document(ENGLISH, made)

    print(f"a document, nothing built before      {least(times, cold):7.2f}")
    print(f"a document, its parts built before    {least(times, lambda: run.document(ENGLISH, made)):7.2f}")
    shown = run.document(ENGLISH, made)
    drawn = [leaf.write for leaf in leaves(shown, {FOLD: "o"})]
    letters = sum(len(write(WIDTH).plain) for write in drawn)
    said("terminal", [least(times, lambda w=write: hang(w(WIDTH), WIDTH)) for write in drawn])  # type: ignore[misc]
    each = least(times, lambda: [hang(write(WIDTH), WIDTH) for write in drawn]) * 1000 / letters
    print(f"terminal, a letter                    {each:7.2f} µs  (target: at most {BY_HAND * 1.1:.2f})")
    screens = listed(shown)
    said("plain", [least(times, lambda s=one: chapter(ENGLISH, s)) for one in screens])  # type: ignore[misc]

    def page_anew() -> None:
        page.section.cache_clear()
        page._landmark.cache_clear()
        page.body(shown)

    print(f"page, nothing drawn before            {least(times, page_anew):7.2f}")
    warm = least(times, lambda: [page.section(one) for one in shown.sections])
    print(f"page, its parts drawn before          {warm:7.3f}     (target: at most 0.3)")
    print(f"page, put together from them          {least(times, lambda: page.body(shown)):7.2f}")


def said(face: str, costs: list[float]) -> None:
    """Print the median and the longest screen of a face."""
    median, longest = f"{statistics.median(costs):7.2f}", f"{max(costs):.2f}"
    print(f"{face:9}a screen                     {median}     (the longest {longest})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
