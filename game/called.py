"""What this program was called as: every sentence that names a command of it names one that works here."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NAMES = "analyse|backup|branch|check|debrief|doctor|graph|host|join|lessons|msel|new|play|preview|restore|resume|runs"
_COMMAND = re.compile(rf"\bwhitecell(?= (?:{_NAMES}|schema|sheet)\b)")


def program() -> str:
    """Return what stands before a command: ``whitecell``, or ``python -m game`` where that is how it was started."""
    try:
        started = Path(sys.argv[0]).resolve()
    except (IndexError, OSError):
        return "whitecell"
    return "python -m game" if started == Path(__file__).resolve().with_name("__main__.py") else "whitecell"


def as_called(text: str) -> str:
    """Return a text of our own in which commands are named ``whitecell …`` with the program as it was called."""
    return _COMMAND.sub(program(), text)
