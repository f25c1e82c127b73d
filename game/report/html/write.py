"""A page into a file: whole, or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from game.errors import Said


class CannotWrite(Said):
    """A file that could not be written, in one sentence."""


def write_page(path: Path, page: str) -> Path:
    """Write a page as UTF-8 beside its place, then move it there; return where it lies.

    An older file of this name stands until the new one is whole.

    Raises:
        CannotWrite: where the folder is not there, or the disk or its rights do not allow it.
    """
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("x", encoding="utf-8", newline="\n") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise CannotWrite(f"{path} cannot be written: {problem.strerror or problem}.") from None
    return path.resolve()
