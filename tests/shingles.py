"""Whether a text repeats one that must not stand here: the other's runs of words, kept as hashes."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

WORDS = {"briefing": 8, "doctrine": 6}
"""Words of a run, by what is kept: the briefing, and the sentences in which the sources of doctrine were gathered."""

BYTES = 5
"""Bytes that are kept of a run's hash: one chance in a thousand millions that another run has it."""

_WORD = re.compile(r"[a-z0-9]+")


def runs(text: str, name: str = "briefing") -> Iterator[tuple[str, bytes]]:
    """Yield every run of a text, as long as what is kept, with its hash; case, signs and line breaks do not count."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - WORDS[name] + 1):
        said = " ".join(words[start : start + WORDS[name]])
        yield said, hashlib.sha256(said.encode()).digest()[:BYTES]


def kept(name: str = "briefing") -> frozenset[bytes]:
    """Return the hashes of the runs that are kept."""
    data = b64decode((Path(__file__).parent / "data" / f"{name}.hashes").read_text(encoding="ascii"))
    return frozenset(data[at : at + BYTES] for at in range(0, len(data), BYTES))
