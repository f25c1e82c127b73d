"""Rows of small numbers as machine words, and which rows are equal: found by a hash, confirmed by the words.

Words are uint64 (row,), as many as the bits of a row need. A hash that two unequal rows share is met by another salt.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Word = NDArray[np.uint64]

SALTS = 8
"""So many hashes are tried before rows are compared whole: eight collisions in a row have never been seen."""


class Packer:
    """Columns packed one after the other into as few 64-bit words as they need."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._words: list[Word] = []
        self._used = 64

    def add(self, column: np.ndarray | None, bits: int) -> None:
        """Add a column whose numbers have so many bits; None for one of zeros."""
        if bits == 0:
            return
        if self._used + bits > 64:
            self._words.append(np.zeros(self._rows, np.uint64))
            self._used = 0
        if column is not None:
            self._words[-1] |= column.astype(np.uint64) << np.uint64(self._used)
        self._used += bits

    def skip(self, bits: int) -> None:
        """Leave room for so many columns of one bit: at the same places as if they were added one by one."""
        for _ in range(bits):
            self.add(None, 1)

    def done(self) -> list[Word]:
        """Return the words, each (rows,)."""
        return self._words or [np.zeros(self._rows, np.uint64)]


def equal(words: list[Word]) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Return the first row of each kind of row, and the number of each row's kind."""
    if len(words) == 1:
        return _kinds(words[0])
    for salt in range(1, SALTS + 1):
        first, kind = _kinds(hashed(words, salt))
        if all((word == word[first][kind]).all() for word in words):
            return first, kind
    _, whole, of = np.unique(np.stack(words, 1), axis=0, return_index=True, return_inverse=True)
    return whole, of.reshape(-1).astype(np.uint32)


def hashed(words: list[Word], salt: int) -> Word:
    """Return a hash of each row, in the manner of splitmix64 (Steele, Lea and Flood 2014)."""
    found = np.zeros(len(words[0]), np.uint64)
    for word in words:
        found = (found ^ word) * np.uint64(0x9E3779B97F4A7C15 + 2 * salt)
        found ^= found >> np.uint64(32)
        found = found * np.uint64(0xBF58476D1CE4E5B9)
        found ^= found >> np.uint64(29)
    return found


def _kinds(line: Word) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    order = line.argsort()
    ordered = line[order]
    fresh = np.empty(len(line), bool)
    fresh[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    kind = np.empty(len(line), np.uint32)
    kind[order] = np.cumsum(fresh, dtype=np.uint32) - np.uint32(1)
    return order[fresh], kind
