"""Backup as a command: which runs and classes go into one file, and what is said of it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from game.called import program
from game.exercise.classroom.class_store import usual
from game.exercise.run.run_store import Library, home, kept_pictures
from game.record import backup, erasures, parcel
from game.record.log import RecordError
from game.record.store import SUFFIX, FolderStore, names_in, store_at
from game.scenario.findings import did_you_mean

ELSE = "Not in it: saved seats, the host's certificate, settings, logs, and analyses, which can be worked out anew."


def back_up(file: Path, names: Sequence[str], store: str) -> tuple[list[str], bool]:
    """Write runs and classes into a file, all where none is named; return what to say, and whether all is in it.

    Raises:
        RecordError: where there is none of a name, or the file cannot be written.
    """
    classes = store_at(store, usual())
    if not isinstance(classes, FolderStore):
        raise RecordError("only classes in files can be backed up so; a server's own tools do it there.")
    folders = {"runs": Library().folder, "classes": classes.folder}
    there = {f"{kind}/{name}{SUFFIX}": folder / f"{name}{SUFFIX}" for kind, folder in folders.items()
             for name in names_in(folder)}  # fmt: skip
    wanted = {key: path for key, path in there.items() if not names or path.name.removesuffix(SUFFIX) in names}
    known = [path.name.removesuffix(SUFFIX) for path in there.values()]
    for name in names:
        if name not in known:
            cure = did_you_mean(name, known) or f"{program()} runs lists them."
            raise RecordError(f"there is no run and no class '{name[:60]}'. {cure}")
    if not wanted:
        raise RecordError("there is nothing to back up: no run and no class yet.")
    kept = backup.back_up(file, wanted, kept_pictures(), erasures.read(home()))
    said = [f"Written: {file}, {kept.said}. It was read back and is whole."]
    said += [f"Left out: {each}" for each in kept.left_out]
    return said if names else [*said, ELSE], not kept.left_out


def restore(file: Path, erased: Path | None = None) -> str:
    """Bring a backup into the data folder, which must hold no run and no class; return what to say.

    ``erased`` is where a list of erasures lies, beside that of the data folder: another data folder, or a later backup.

    Raises:
        RecordError: where it is not empty, the file is no whole backup, or there is no such list.
    """
    more = []
    if erased is not None and erased.is_dir():
        if not (erased / erasures.FILE).exists():
            raise RecordError(f"'{erased}' holds no list of erasures, {erasures.FILE}.")
        more = erasures.read(erased)
    elif erased is not None:
        _, more = backup.looked_through(erased)
    if parcel.is_parcel(file):
        cure = f"{program()} import {shlex.quote(str(file))}"
        raise RecordError(f"'{file.name}' is one run or class, and no backup: {cure}")
    kept = backup.restore(file, home(), more)
    said = f"Restored: {kept.said}, into {home()}."
    if kept.erased:
        texts = "1 name or text" if kept.erased == 1 else f"{kept.erased} names and texts"
        return f"{said} Erased again: {texts} that had been erased since it was written."
    if more or erasures.read(home()):
        return f"{said} Nothing of what was erased is in it."
    cure = f"{program()} restore FILE --erasures with the old data folder, or a later backup, erases them again."
    return f"{said} No list of erasures is here: who was erased after it was written is in it again; {cure}"
