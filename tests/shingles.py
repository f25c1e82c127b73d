"""Whether a text repeats the briefing: its runs of eight words, kept as hashes, so that they stand nowhere here."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

WORDS, BYTES = 8, 5
"""Words of a run, and bytes that are kept of its hash: one chance in a thousand millions that another run has it."""

_WORD = re.compile(r"[a-z0-9]+")


def runs(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield every run of eight words of a text with its hash; case, signs and breaks of lines do not count."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - WORDS + 1):
        said = " ".join(words[start : start + WORDS])
        yield said, hashlib.sha256(said.encode()).digest()[:BYTES]


def kept() -> frozenset[bytes]:
    """Return the hashes of the briefing's runs."""
    data = b64decode((Path(__file__).parent / "data" / "briefing.hashes").read_text(encoding="ascii"))
    return frozenset(data[at : at + BYTES] for at in range(0, len(data), BYTES))
