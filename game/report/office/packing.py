"""Bytes of an office file into a file, and a zip anew with fixed times, so that the same run gives the same bytes."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from pathlib import Path

from game.report.html.write import CannotWrite

_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can hold."""


def write_bytes(path: Path, data: bytes) -> Path:
    """Write a file beside its place, then move it there; return where it lies (CannotWrite where it cannot be)."""
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


def timeless(data: bytes) -> bytes:
    """Return a zip with the first time that there is on each part, and nothing of the system that packed it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _DAY_ZERO)
            info.create_system, info.compress_type = 3, zipfile.ZIP_DEFLATED
            made.writestr(info, old.read(part))
    return held.getvalue()
