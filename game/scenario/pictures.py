"""Pictures among a scenario's papers: recognised by their first bytes, named by their hash, decoded by nobody here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

MAX_PICTURE = 2 * 1024 * 1024
"""Bytes of one picture: a photograph at the width of a laptop, over a classroom's network in a second."""
MAX_PICTURES = 20 * 1024 * 1024
"""Bytes of all pictures of one scenario."""
SUFFIXES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}

_STUB = re.compile(r"picture (image/(?:png|jpeg|webp)) ([0-9]{1,8}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its hash; the bytes are kept once, beside what names them."""

    kind: str
    """Its media type."""
    size: int
    """Bytes."""
    sha256: str

    def stub(self) -> str:
        """What stands for it among the texts of a scenario, so that a run that keeps them stays small."""
        return f"picture {self.kind} {self.size} {self.sha256}"


def kind_of(data: bytes) -> str:
    """Return the media type that the first bytes of a picture show, or nothing: its name proves nothing."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return ""


def picture_of(data: bytes) -> Picture | None:
    """Return a picture's name by its bytes, or None where they are none of the kinds taken."""
    kind = kind_of(data)
    return Picture(kind, len(data), hashlib.sha256(data).hexdigest()) if kind else None


def read_stub(text: str) -> Picture | None:
    """Return the picture that a stub names, or None where the text is none."""
    found = _STUB.fullmatch(text)
    return Picture(found[1], int(found[2]), found[3]) if found else None


def is_picture(name: str) -> bool:
    """Whether a file is meant to be a picture, by the end of its name."""
    return name.lower().endswith(tuple(SUFFIXES))
