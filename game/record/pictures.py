"""Pictures of scenarios, kept once by their hash beside the logs: runs hold the hash alone. Nothing is decoded here."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from game.record.log import RecordError
from game.scenario.pictures import MAX_PICTURE, kind_of

FOLDER = "pictures"
"""The folder in the user's data, and in a backup, in which pictures are kept, once by their hash."""
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


def is_name(text: object) -> bool:
    """Whether something is the name of a picture: a SHA-256 in small letters."""
    return isinstance(text, str) and _HASH.fullmatch(text) is not None


class Pictures:
    """A folder of pictures, each a file that is named by the SHA-256 of its bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, pictures: Mapping[str, bytes]) -> None:
        """Keep pictures by their hash; what is there already is left alone.

        Raises:
            RecordError: where one cannot be written.
        """
        for sha256, data in pictures.items():
            path = self._path(sha256)
            if path is None or path.is_file():
                continue
            draft = path.with_suffix(f".{os.getpid()}")
            try:
                self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                draft.unlink(missing_ok=True)
                with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                    out.write(data)
                draft.replace(path)
            except OSError as problem:
                draft.unlink(missing_ok=True)
                says = f"a picture cannot be kept in '{self.folder}' ({problem.strerror or problem}): make room there."
                raise RecordError(says) from None

    def read(self, sha256: str) -> bytes | None:
        """Return a picture's bytes; None where it is not here, or is not what its name says."""
        path = self._path(sha256)
        try:
            data = path.read_bytes() if path is not None and path.stat().st_size <= MAX_PICTURE else b""
        except OSError:
            return None
        whole = hashlib.sha256(data).hexdigest() == sha256
        return data if whole and kind_of(data) else None

    def names(self) -> list[str]:
        """Return the hashes of what is kept, in their order."""
        try:
            return sorted(each.name for each in self.folder.iterdir() if is_name(each.name))
        except OSError:
            return []

    def _path(self, sha256: str) -> Path | None:
        return self.folder / sha256 if is_name(sha256) else None
