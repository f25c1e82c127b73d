"""Backup: stores as they stand now in one file that checks itself, and back from it into an empty place.

A copied ``.sqlite3`` lacks what its WAL still holds. Here every store is read whole (`game.record.snapshot`), its
events are looked through, and it is packed as one file into a zip, with a manifest of what is in it: name, bytes,
SHA-256. The pictures of their scenarios go with them, by their hash.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from game.record import private
from game.record.erasures import Erasure, as_json, from_json, note, play_again, read
from game.record.log import RecordError
from game.record.parcel import WasChanged
from game.record.pictures import FOLDER, Pictures, is_name
from game.record.snapshot import MOST
from game.record.sqlite import copy_log
from game.record.store import SUFFIX, names_in
from game.scenario.pictures import MAX_PICTURE, kind_of

FORMAT, VERSION = "whitecell backup", 1
KINDS = ("runs", "classes")
"""The folders of stores, as they are called in the data folder and in the zip."""
MANIFEST = "manifest.json"
MAX_MANIFEST, MAX_STORES, MAX_PICTURES = 16 * 1024 * 1024, 20_000, 20_000
MAX_IN_ALL = 16 * 1024 * 1024 * 1024
"""Bytes of all stores together that are taken back."""
_NAME = re.compile(rf"({'|'.join(KINDS)})/([\w-]{{1,80}}){re.escape(SUFFIX)}", re.ASCII)
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a backup holds."""

    stores: tuple[str, ...]
    """As ``runs/NAME.sqlite3``."""
    left_out: tuple[str, ...] = ()
    """A sentence for each store that could not be read."""
    erased: int = 0
    """Names and texts that had been erased since it was written, and were taken out again."""

    @property
    def said(self) -> str:
        """So many runs and classes, in words."""
        runs = sum(name.startswith("runs/") for name in self.stores)
        classes = len(self.stores) - runs
        return f"{runs} run{'' if runs == 1 else 's'} and {classes} class{'' if classes == 1 else 'es'}"


def back_up(
    file: Path, stores: Mapping[str, Path], pictures: Pictures | None = None, erasures: Sequence[Erasure] = ()
) -> BackupContents:
    """Write stores into one file, by their names in it, and all pictures that are kept; return what is in it.

    The list of ``erasures`` goes with them, so that a backup from before can be brought back beside it.

    Raises:
        RecordError: where there is a file of this name, it cannot be written, or what was written is not whole.
    """
    if file.exists() or file.is_symlink():
        raise RecordError(f"'{file}' is there already: give the backup a new name.")
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        kept = _packed(draft, stores, pictures, erasures)
        _checked(draft)
        if file.exists():
            raise RecordError(f"'{file}' is there already: give the backup a new name.")
        draft.replace(file)
    except OSError as problem:
        raise RecordError(f"'{file}' cannot be written: {problem.strerror or problem}.") from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return kept


def _packed(
    draft: Path, stores: Mapping[str, Path], pictures: Pictures | None, erasures: Sequence[Erasure]
) -> BackupContents:
    listed: dict[str, dict[str, Any]] = {}
    left_out = []
    with (
        tempfile.TemporaryDirectory(prefix="whitecell-", ignore_cleanup_errors=True) as folder,
        open(draft, "xb", opener=private.opener) as out,
    ):
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for number, (name, path) in enumerate(stores.items()):
                copy = Path(folder) / f"{number}{SUFFIX}"
                try:
                    copy_log(path, copy)
                except RecordError as problem:
                    left_out.append(str(problem))
                    continue
                listed[name] = {"bytes": copy.stat().st_size, "sha256": _digest(copy)}
                packed.write(copy, name)
                copy.unlink()
            shown = []
            for sha256 in pictures.names() if pictures else ():
                if data := pictures.read(sha256) if pictures else None:
                    packed.writestr(f"{FOLDER}/{sha256}", data)
                    shown.append(sha256)
            manifest = {
                "format": FORMAT,
                "version": VERSION,
                "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                "stores": listed,
                "pictures": shown,
                "left_out": left_out,
                "erasures": [as_json(each) for each in erasures],
            }
            packed.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        out.flush()
        os.fsync(out.fileno())
    return BackupContents(tuple(listed), tuple(left_out))


def restore(file: Path, home: Path, erasures: Sequence[Erasure] = ()) -> BackupContents:
    """Bring everything in a backup into a data folder that holds no run and no class; all of it, or nothing.

    What was erased since it was written is erased again: by the list that lies in the folder, and ``erasures``.

    Raises:
        RecordError: where the folder is not empty, or the file is no backup, is damaged or of a later version.
    """
    there = [name for kind in KINDS for name in names_in(home / kind)]
    if there:
        cure = "name an empty folder in WHITECELL_HOME, and restore there."
        raise RecordError(f"'{home}' holds {len(there)} runs and classes already: {cure}")
    try:
        private.mended(home)
        with tempfile.TemporaryDirectory(prefix="restoring-", dir=home, ignore_cleanup_errors=True) as folder:
            stores, listed = _checked(file, Path(folder))
            known = [*read(home), *erasures, *listed]
            at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            erased = sum(play_again(Path(folder) / name, known, at) for name in stores) if known else 0
            note(home, known)
            for name in stores:
                place = home / name
                private.folder(place.parent)
                (Path(folder) / name).rename(place)
            brought, kept = Pictures(Path(folder) / FOLDER), Pictures(home / FOLDER)
            for sha256 in brought.names():
                kept.keep({sha256: brought.read(sha256) or b""})
    except OSError as problem:
        raise RecordError(f"'{file}' cannot be restored: {problem.strerror or problem}.") from None
    return BackupContents(stores, erased=erased)


def looked_through(file: Path) -> tuple[BackupContents, list[Erasure]]:
    """Return what a backup holds, after a look at all of it, and the erasures that it tells of.

    Raises:
        WasChanged: where it is no whole backup.
        RecordError: where it cannot be read, or was written by a later version.
    """
    try:
        stores, erasures = _checked(file)
    except OSError as problem:
        raise RecordError(f"'{file}' cannot be read: {problem.strerror or problem}.") from None
    return BackupContents(stores), erasures


def is_backup(file: Path) -> bool:
    """Whether a file says that it is a backup, whole or not; False for all that cannot be read."""
    try:
        with zipfile.ZipFile(file) as packed, packed.open(MANIFEST) as source:
            return bool(json.loads(source.read(MAX_MANIFEST))["format"] == FORMAT)
    except Exception:  # a broken archive fails in as many ways as there are parts in it
        return False


def _checked(file: Path, into: Path | None = None) -> tuple[tuple[str, ...], list[Erasure]]:
    """See that a backup is whole, store by store (WasChanged where it is not); with a folder, write each into it.

    Returns their names, and the erasures that it tells of.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            stores, pictures, erasures = _manifest(packed)
            for sha256 in pictures:
                with packed.open(f"{FOLDER}/{sha256}") as source:
                    data = source.read(MAX_PICTURE + 1)
                if hashlib.sha256(data).hexdigest() != sha256 or not kind_of(data):
                    raise ValueError("a picture in it is not what was written")
                if into is not None:
                    Pictures(into / FOLDER).keep({sha256: data})
            for name, said in stores.items():
                with packed.open(name) as source:
                    if into is None:
                        _poured(source, None, said)
                        continue
                    private.folder((into / name).parent)
                    with open(into / f"{name}.part", "xb", opener=private.opener) as out:
                        _poured(source, out, said)
                copy_log(into / f"{name}.part", into / name)
            return tuple(stores), erasures
    except (zipfile.BadZipFile, zlib.error, LookupError, TypeError, ValueError, RuntimeError, EOFError) as problem:
        says = f"'{file.name}' is no backup of this program, or a damaged one ({str(problem)[:100]})."
        raise WasChanged(says) from None


def _manifest(packed: zipfile.ZipFile) -> tuple[dict[str, Mapping[str, Any]], list[str], list[Erasure]]:
    """The stores and pictures that a backup says it has, by names that lead nowhere else, and its erasures."""
    with packed.open(MANIFEST) as source:
        text = source.read(MAX_MANIFEST + 1)
    if len(text) > MAX_MANIFEST:
        raise ValueError("its list is too long")
    manifest = json.loads(text)
    if manifest["format"] != FORMAT:
        raise ValueError("it says so itself")
    if not isinstance(manifest["version"], int) or manifest["version"] > VERSION:
        raise RecordError("this backup was written by a later version of Whitecell; update this one.")
    stores = dict(manifest["stores"])
    if len(stores) > MAX_STORES or not all(_NAME.fullmatch(name) for name in stores):
        raise ValueError("a name in it is none of a run")
    sizes = [said["bytes"] for said in stores.values()]
    if not all(isinstance(size, int) and 0 < size <= MOST for size in sizes) or sum(sizes) > MAX_IN_ALL:
        raise ValueError("it unpacks to more than a run can have")
    pictures = list(manifest.get("pictures", ()))
    if len(pictures) > MAX_PICTURES or not all(is_name(each) for each in pictures):
        raise ValueError("a name in it is none of a picture")
    return stores, pictures, [from_json(each) for each in manifest.get("erasures", ())]


def _poured(source: IO[bytes], out: IO[bytes] | None, said: Mapping[str, Any]) -> None:
    """Read a store to its end, never beyond what was said of it, and compare (ValueError where it differs)."""
    digest, read = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        read += len(piece)
        if read > said["bytes"]:
            break
        digest.update(piece)
        if out is not None:
            out.write(piece)
    if read != said["bytes"] or digest.hexdigest() != said["sha256"]:
        raise ValueError("a run in it is not what was written")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
