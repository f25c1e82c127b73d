"""How much memory there is, and how people write an amount of it."""

from __future__ import annotations

import os
import re
import sys

from game.errors import Said

UNKNOWN = 4 << 30
"""What a machine is taken to have where nobody says."""

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([kmgt]?)i?b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}


class AmountError(Said):
    """An amount of memory that cannot be read."""


def amount(text: str) -> int:
    """Return the bytes that a text such as ``4G`` or ``500M`` stands for.

    Raises:
        AmountError: where it stands for none.
    """
    found = _SIZE.fullmatch(text.strip())
    if not found or float(found[1]) <= 0:
        raise AmountError(f"'{text[:40]}' is no amount of memory. Write it like 4G or 500M.")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def said(bytes: int) -> str:
    """Return an amount of memory as people read it."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if bytes >= size:
            return f"{bytes / size:.1f} {unit}"
    return f"{bytes} bytes"


def half() -> int:
    """Return half of this machine's memory, or of what this process may have of it, in bytes."""
    return min(_machine(), _allowed()) // 2


def _machine() -> int:
    if hasattr(os, "sysconf"):
        try:
            return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            return UNKNOWN
    return _windows() if sys.platform == "win32" else UNKNOWN


def _allowed() -> int:
    """What a container lets this process have."""
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(path, encoding="ascii") as file:  # noqa: PTH123 - a file of the kernel's
                text = file.read().strip()
        except OSError:
            continue
        if text.isdigit():
            return int(text)
    return 1 << 62


def _windows() -> int:
    import ctypes

    class Status(ctypes.Structure):
        """MEMORYSTATUSEX of the Windows API."""

        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("rest", ctypes.c_ulonglong * 6),
        ]

    status = Status()
    status.length = ctypes.sizeof(Status)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - is there on Windows only
    return int(status.total) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else UNKNOWN
