"""Where logs are kept: a folder of files. Another kind of store keeps the same three promises under another address."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from game.record.log import Log, RecordError

SUFFIX = ".sqlite3"
"""How the file of a log ends."""


class Store(Protocol):
    """Keeps logs by name."""

    def open(self, name: str) -> Log:
        """Open a log for writing, making it where there is none (RecordError where another host has it)."""
        ...

    def read(self, name: str) -> Log:
        """Open a log for reading alone (RecordError where there is none)."""
        ...

    def names(self) -> Sequence[str]:
        """Return the names of all logs, sound or not (RecordError where it cannot be said which there are)."""
        ...


class FolderStore:
    """A log a file, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return the file of a log; names are letters, digits, ``_`` and ``-`` alone, so it lies in the folder."""
        if not name or not all(letter.isalnum() or letter in "_-" for letter in name):
            raise RecordError(f"'{name[:60]}' is not the name of a log.")
        return self.folder / f"{name}{SUFFIX}"

    def open(self, name: str) -> Log:
        """See `Store.open`."""
        from game.record.sqlite import open_log

        return open_log(self.path(name))

    def read(self, name: str) -> Log:
        """See `Store.read`."""
        from game.record.sqlite import read_log

        return read_log(self.path(name))

    def names(self) -> Sequence[str]:
        """See `Store.names`."""
        return names_in(self.folder)


def names_in(folder: Path) -> list[str]:
    """Return the names of all logs in a folder; none where there is no folder.

    Raises:
        RecordError: where it cannot be listed: that is not the same as nothing being there.
    """
    try:
        return sorted(name.removesuffix(SUFFIX) for name in os.listdir(folder) if name.endswith(SUFFIX))  # noqa: PTH208 - says why it cannot
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise RecordError(f"'{folder}' cannot be read: {(problem.strerror or 'no reason given').lower()}.") from None


def store_at(address: str, usual: Path) -> Store:
    """Return the store at an address: a folder, or nothing for the usual one.

    Raises:
        RecordError: where this version knows no such kind of store.
    """
    if not address:
        return FolderStore(usual)
    kind, mark, rest = address.partition("://")
    if mark and kind != "file":
        says = f"this version keeps classes in files: give --store a folder. '{kind}://' is not known to it."
        raise RecordError(says)
    return FolderStore(Path(rest if mark else address).expanduser())
