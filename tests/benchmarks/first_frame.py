"""How long `whitecell` takes to its first frame in a real pseudo-terminal, against an empty Textual app.

    .venv/bin/python -m tests.benchmarks.first_frame [PAIRS]

From the start of the process to the moment at which the terminal has been sent the first frame's text. The two take
turns; printed are the medians and the median of the pairs' ratios, of time on the wall and of the processor's: on a
busy machine the second is the steadier. Both find their modules compiled, as whoever starts a program a second time
does. The target is 1.5 at most. Needs a POSIX system.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

TARGET = 1.5
PAIRS = 20
SIZE = (24, 80)
PATIENCE = 20.0
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY")
Empty().run()
"""


def first_frame(command: Sequence[str], says: bytes, environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds on the wall and of the processor until what a command draws in a terminal holds some text.

    The command is killed then.
    """
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        os.execve(command[0], list(command), dict(environment))
    drawn = b""
    try:
        while says not in drawn:
            if not select.select([terminal], [], [], PATIENCE)[0]:
                raise TimeoutError(f"{command}: no frame within {PATIENCE} s")
            drawn += os.read(terminal, 1 << 16)
        wall = time.perf_counter() - began
    finally:
        os.kill(pid, signal.SIGKILL)
        used = os.wait4(pid, 0)[2]
        os.close(terminal)
    return wall, used.ru_utime + used.ru_stime


def main(pairs: int = PAIRS) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "WHITECELL_HOME": home,
            "PYTHONPYCACHEPREFIX": f"{home}/compiled",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        ours = [str(Path(sys.executable).with_name("whitecell"))]
        empty = [sys.executable, "-c", EMPTY]

        def pair() -> tuple[tuple[float, float], tuple[float, float]]:
            return first_frame(ours, b"WHITECELL", environment), first_frame(empty, b"READY", environment)

        pair()  # the first start of each writes what Python keeps of a module
        times = [pair() for _ in range(pairs)]
    for at, what in enumerate(("on the wall", "of the processor")):
        whitecell, bare = (statistics.median(each[at] for each in column) for column in zip(*times, strict=True))
        ratio = statistics.median(one[at] / other[at] for one, other in times)
        print(
            f"{what}: whitecell's first frame {whitecell * 1000:.0f} ms, an empty Textual app's {bare * 1000:.0f} ms,"
        )
        print(f"    ratio {ratio:.2f} (target: at most {TARGET}; {pairs} pairs)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
