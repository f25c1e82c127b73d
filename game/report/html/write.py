"""A page into a file: whole, or not at all; and under a name that somebody else gave, never over what is there."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from game.errors import Said

MOST_NAME = 80
"""Characters of a name that was given by somebody else."""
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""Names that Windows takes for a device, whatever follows the dot."""


class CannotWrite(Said):
    """A file that could not be written, in one sentence."""


def write_page(path: Path, page: str) -> Path:
    """Write a page as UTF-8; return where it lies. Raises: as `write_bytes`."""
    return write_bytes(path, page.encode())


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file beside its place, then move it there; return where it lies.

    An older file of this name stands until the new one is whole.

    Raises:
        CannotWrite: where the folder is not there, or the disk or its rights do not allow it.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise CannotWrite(f"{path} cannot be written: {problem.strerror or problem}.") from None
    return path.resolve()


def keep_page(folder: Path, given: str, page: str) -> Path:
    """Write a page into a folder under a name that came from elsewhere; return where it lies.

    The name is text and no path: its last part alone, made of letters, digits, ``-`` and ``_``, with ``.html`` behind
    it. What is there already stays; the page gets a number then, unless it is the very same page.

    Raises:
        CannotWrite: as `write_page`.
    """
    last = re.split(r"[/\\:]", given)[-1].strip()
    stem = last[: -len(".html")] if last.lower().endswith(".html") else last
    stem = re.sub(r"[^\w-]+", "-", stem, flags=re.ASCII).strip("-_")[:MOST_NAME] or "page"
    if _DEVICE.match(stem):
        stem = f"page-{stem}"
    for number in range(1, 1000):
        path = folder / (f"{stem}.html" if number == 1 else f"{stem}-{number}.html")
        try:
            with path.open("x"):  # nobody else gets this name while the page is written
                pass
        except FileExistsError:
            if _is_page(path, page):
                return path.resolve()
            continue
        except OSError as problem:
            raise CannotWrite(f"{path} cannot be written: {problem.strerror or problem}.") from None
        try:
            return write_page(path, page)
        except CannotWrite:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            raise
    raise CannotWrite(f"{folder / stem}.html and a thousand more of this name are there already: move them away.")


def _is_page(path: Path, page: str) -> bool:
    try:
        return not path.is_symlink() and path.is_file() and path.read_bytes() == page.encode()
    except (OSError, UnicodeEncodeError):
        return False
