"""What a seat's screen and its plain lines cost beside the pages written by hand that were there before, in one run.

    .venv/bin/python -m tests.benchmarks.seat_then_and_now [ROUNDS] [REVISION]

The code of the revision (by default the last one with pages written by hand) is unpacked from the repository into a
folder that goes again. Each of the two lays out the same moment of the same scenario, theirs, in a process of its own;
the processes take turns, so that a busy machine slows both. Printed are the least milliseconds of the processor's time
of all rounds, and the ratios. The target for a screen of the terminal is 1.1 at most.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

TARGET = 1.1
ROUNDS = 6
BY_HAND = "16f2d80"
ROOT = Path(__file__).resolve().parents[2]
SIZES = ((80, 24), (120, 40), (160, 45))
MEASURE = """
import sys, tempfile, time
from pathlib import Path
from game.scenario.load import find, load
from tests.exercise.seating import choose_all, opened, seated
try:
    from game.ui.seat import seat_sheet as screen
    from game.ui.seat.seat_layout import lay
    from game.exercise.classroom.facilitator_session import Desk
except ImportError:
    from game.ui.pages import seat as screen
    from game.ui.pages.sheet import lay
    from game.exercise.desk import Desk
try:
    from game.faces import lines
    from game.faces.seat import document as told
    from game.words import ENGLISH
    def plain(view):
        return [lines.part(ENGLISH, each) for each in told.document(ENGLISH, view).sections if not each.side]
except ImportError:
    from game.plain import view_text
    def plain(view):
        table = view.inject
        said = view_text.inject(table), view_text.options(table), view_text.private(table), view_text.documents(table)
        return [view_text.header(view), view_text.news(view.news), *said]

def least(work):
    found = []
    for _ in range(60):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found) * 1000

with tempfile.TemporaryDirectory() as folder:
    room, _ = opened(Path(folder), 1, scenario=load(find(sys.argv[1])))
    people = seated(room, 4)
    Desk(room).begin()
    choose_all(people)
    view = people[0].snapshot()
for size in sys.argv[2:]:
    width, height = map(int, size.split("x"))
    print(least(lambda: lay(screen.sheet(view, screen.Turned(), screen.Looked(), width, height), width, height, 0)))
print(least(lambda: plain(view)))
"""


def measured(tree: Path, scenario: Path) -> list[float]:
    """What each size costs with the code of a tree, and what the plain lines do."""
    sizes = [f"{width}x{height}" for width, height in SIZES]
    made = subprocess.run(
        [sys.executable, "-c", MEASURE, str(scenario), *sizes],
        cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [float(line) for line in made.stdout.split()]


def main(rounds: int = ROUNDS, revision: str = BY_HAND) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        then, scenario = Path(folder), Path(folder) / "scenarios" / "starter.yaml"
        pairs = [(measured(then, scenario), measured(ROOT, scenario)) for _ in range(rounds)]
    before, after = (list(map(min, zip(*column, strict=True))) for column in zip(*pairs, strict=True))
    names = [*(f"terminal {width} x {height}" for width, height in SIZES), "plain lines"]
    for name, was, is_now in zip(names, before, after, strict=True):
        print(f"{name:18} {was:7.3f} ms then  {is_now:7.3f} ms now   ratio {is_now / was:.2f}")
    print(f"(target for the terminal: at most {TARGET}; {rounds} rounds)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
