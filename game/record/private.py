"""Folders and files for one user alone: 0700 and 0600 from their first moment, whatever the umask says.

On Windows a folder in the user's profile is the user's alone already; what is done here changes nothing there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
_OTHERS = 0o077


def folder(path: Path) -> Path:
    """Make a folder with all that is missing above it, each for this user alone; return it. Others stay as they are.

    Raises:
        OSError: where it cannot be made.
    """
    missing = []
    place = path
    while not place.exists() and place != place.parent:
        missing.append(place)
        place = place.parent
    for place in reversed(missing):
        with contextlib.suppress(FileExistsError):  # another process was first
            place.mkdir(FOLDER)
            _only_mine(place, FOLDER)
    if not path.is_dir():
        raise FileExistsError(17, "there is a file of this name", str(path))
    return path


def mended(path: Path) -> Path:
    """Make a folder of ours, or take away what others may do in one that an older version left open; return it.

    A place that is shared on purpose stays as it is: a folder with the sticky bit (``/tmp``), the user's home and
    what lies above it, a folder of somebody else's.
    """
    folder(path)
    if os.name == "nt":
        return path
    with contextlib.suppress(OSError, RuntimeError):
        home, found, real = Path.home(), path.stat(), path.resolve()
        shared = found.st_mode & stat.S_ISVTX or real == home or real in home.parents
        if found.st_uid == os.geteuid() and not shared:
            _only_mine(path, FOLDER)
    return path


def file(path: Path) -> None:
    """Have a file be there for this user alone: an empty one where there is none, one that is there is mended.

    Raises:
        OSError: where it cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE))
    mend_file(path)


def mend_file(path: Path) -> None:
    """Take away what others may do with a file, where there is one and it is ours."""
    with contextlib.suppress(OSError):
        _only_mine(path, FILE)


def opener(path: str, flags: int) -> int:
    """Open a file that is made or mended for this user alone: the ``opener`` of `open`."""
    made = os.open(path, flags, FILE)
    with contextlib.suppress(OSError):
        if os.name != "nt" and os.fstat(made).st_mode & (_OTHERS | FILE) != FILE:
            os.fchmod(made, FILE)
    return made


def write_text(path: Path, text: str) -> None:
    """Write a file of ours as UTF-8, for this user alone: an older one stands until it is whole.

    Raises:
        OSError: where it cannot be written.
    """
    folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    try:
        with open(draft, "x", encoding="utf-8", opener=opener) as out:  # Path.open knows no opener
            out.write(text)
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _only_mine(path: Path, mode: int) -> None:
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & (_OTHERS | mode) != mode:
        path.chmod(mode)
