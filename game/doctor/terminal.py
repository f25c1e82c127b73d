"""The terminal: size, colours, letters, and how wide it draws what the screens are made of."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping

from game.doctor.finding import NOTE, OK, WARNING, MachineFinding

NEEDED = 80, 24
SIGNS = {"a line": "─", "a block": "▆", "a triangle": "▲", "a wide character": "語"}
WIDTHS = {"a wide character": 2}
PATIENCE = 0.5  # seconds that a terminal has to answer
_PLAIN = "Or play with --plain, which needs none of it."


def terminal() -> Iterator[MachineFinding]:
    """Everything about the terminal that the screens rely on."""
    yield from _letters(os.environ)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield MachineFinding(NOTE, "Terminal", "none here: size, colours and widths were not looked at.")
        return
    name = os.environ.get("TERM", "")
    if sys.platform != "win32" and name in ("", "dumb"):
        says = f"TERM is {name or 'not set'}: only --plain works here."
        yield MachineFinding(WARNING, "Terminal", says, "Use a terminal that draws, such as the system's own.")
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if columns < NEEDED[0] or rows < NEEDED[1]:
        says = f"{columns}x{rows} is smaller than {NEEDED[0]}x{NEEDED[1]}: the screens will be cramped."
        yield MachineFinding(WARNING, "Size", says, f"Make the window larger. {_PLAIN}")
    else:
        yield MachineFinding(OK, "Size", f"{columns}x{rows}.")
    yield colours(os.environ)
    yield from _widths()


def colours(given: Mapping[str, str]) -> MachineFinding:
    """Return how many colours the terminal says it has."""
    if given.get("NO_COLOR"):
        return MachineFinding(OK, "Colours", "NO_COLOR is set, and honoured: the screens come without colours.")
    name, how = given.get("TERM", ""), given.get("COLORTERM", "").lower()
    if how in ("truecolor", "24bit"):
        return MachineFinding(OK, "Colours", "16 million.")
    if "256" in name or name.endswith("-direct"):
        return MachineFinding(OK, "Colours", "256; the schemes are drawn in the nearest ones.")
    says = f"the terminal ({name or 'without a name'}) does not say that it has more than 16."
    return MachineFinding(NOTE, "Colours", says, "F2 changes the scheme; high contrast looks best here.")


def _letters(given: Mapping[str, str]) -> Iterator[MachineFinding]:
    """Whether letters outside ASCII arrive."""
    if sys.platform == "win32":
        return  # the console there takes Unicode whatever the settings
    name = next((given[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if given.get(key)), "")
    if re.search(r"utf-?8", name, re.I):
        yield MachineFinding(OK, "Letters", f"UTF-8 ({name}).")
    else:
        says = (
            f"the language setting ({name or 'none'}) is not UTF-8: letters and lines may come out as question marks."
        )
        yield MachineFinding(WARNING, "Letters", says, "Set LANG=C.UTF-8.")


def _widths() -> Iterator[MachineFinding]:
    """Draw each kind of sign and ask the terminal how far it went."""
    measured = {kind: measure(sign) for kind, sign in SIGNS.items()}
    if None in measured.values():
        yield MachineFinding(
            NOTE, "Widths", "the terminal does not tell how wide it draws; look at a screen before a class does."
        )
        return
    odd = [f"{kind} ({SIGNS[kind]}) is {wide} wide" for kind, wide in measured.items() if wide != WIDTHS.get(kind, 1)]
    if odd:
        says = f"{', '.join(odd)}: lines will not meet."
        yield MachineFinding(WARNING, "Widths", says, f"Set the terminal to narrow ambiguous characters. {_PLAIN}")
    else:
        yield MachineFinding(OK, "Widths", "lines, blocks and wide characters are as wide as they should be.")


def measure(sign: str) -> int | None:
    """Return how many columns the terminal gives a sign; None where it does not answer."""
    if sys.platform == "win32":
        return None
    import select
    import termios
    import tty

    keys = sys.stdin.fileno()
    before = termios.tcgetattr(keys)
    answer = b""
    try:
        tty.setcbreak(keys)
        sys.stdout.write(f"\r{sign}\x1b[6n")  # "where is the cursor?"
        sys.stdout.flush()
        until = time.monotonic() + PATIENCE
        while not answer.endswith(b"R") and select.select([keys], [], [], max(0, until - time.monotonic()))[0]:
            answer += os.read(keys, 32)
    finally:
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
        termios.tcsetattr(keys, termios.TCSADRAIN, before)
    found = re.search(rb"\x1b\[\d+;(\d+)R", answer)
    return int(found[1]) - 1 if found else None
