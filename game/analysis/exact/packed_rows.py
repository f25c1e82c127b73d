"""Rows of small numbers as machine words, and which rows are equal: found by a hash, confirmed by the words.

Words are uint64 (row,), as many as the bits of a row need.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Word = NDArray[np.uint64]


class Packer:
    """Columns packed one after the other into as few 64-bit words as they need."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._words: list[Word] = []
        self._used = 64
        self._small: NDArray[np.uint8] | None = None
        """Columns of few bits that are still to go into the last word: a byte a row is quicker to work on."""
        self._from = 0

    def add(self, column: np.ndarray | None, bits: int) -> None:
        """Add a column whose numbers have so many bits; None for one of zeros."""
        if bits == 0:
            return
        if self._used + bits > 64:
            self._flush()
            self._words.append(np.zeros(self._rows, np.uint64))
            self._used = 0
        if column is not None:
            if bits <= 8 and column.dtype.itemsize == 1:
                self._add_small(column.view(np.uint8), bits)
            else:
                self._words[-1] |= column.astype(np.uint64) << np.uint64(self._used)
        self._used += bits

    def _add_small(self, column: NDArray[np.uint8], bits: int) -> None:
        if self._small is not None and self._used + bits > self._from + 8:
            self._flush()
        if self._small is None:
            self._small, self._from = column.copy(), self._used
        else:
            self._small |= column << np.uint8(self._used - self._from)

    def _flush(self) -> None:
        if self._small is not None:
            self._words[-1] |= self._small.astype(np.uint64) << np.uint64(self._from)
            self._small = None

    def skip(self, bits: int) -> None:
        """Leave room for so many columns of one bit: at the same places as if they were added one by one."""
        for _ in range(bits):
            self.add(None, 1)

    def done(self) -> list[Word]:
        """Return the words, each (rows,)."""
        self._flush()
        return self._words or [np.zeros(self._rows, np.uint64)]


def equal(words: list[Word]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first row of each kind of row, in order, and the number of each row's kind."""
    first_like = _first_like(words, hashed(words), 0)
    is_first = first_like == np.arange(len(first_like))
    number = np.cumsum(is_first, dtype=np.intp)
    number -= 1
    return np.flatnonzero(is_first), number.take(first_like, mode="clip")


def hashed(words: list[Word]) -> Word:
    """Return a hash of each row, in the manner of splitmix64 (Steele, Lea and Flood 2014)."""
    found = words[0] * np.uint64(0x9E3779B97F4A7C15)
    for word in words[1:]:
        found ^= found >> np.uint64(32)
        found ^= word
        found *= np.uint64(0xBF58476D1CE4E5B9)
    found ^= found >> np.uint64(29)
    found *= np.uint64(0x94D049BB133111EB)
    return found


def _first_like(words: list[Word], hashes: Word, used: int) -> NDArray[np.intp]:
    """Return for each row the first one that is equal to it, of whose hash so many bits were looked at already.

    A table of slots holds the first row with each slot's bits. Rows that are not as the one in their slot are looked up
    once more among themselves, by the bits of the hash that follow; where none are left, they are sorted.
    """
    rows = len(hashes)
    bits = (rows - 1).bit_length() + 1
    if rows < 2:
        return np.zeros(rows, np.intp)
    if used + bits > 64:
        _, whole, of = np.unique(np.stack(words, 1), axis=0, return_index=True, return_inverse=True)
        return whole[of.reshape(-1)].astype(np.intp, copy=False)
    slot = ((hashes << np.uint64(used)) >> np.uint64(64 - bits)).view(np.int64).astype(np.intp, copy=False)
    table = np.empty(1 << bits, np.int32 if rows < 1 << 31 else np.int64)
    table[slot[::-1]] = np.arange(rows - 1, -1, -1, dtype=table.dtype)  # of equal slots the last one written stays
    found = table.take(slot, mode="clip").astype(np.intp)
    same = np.ones(rows, bool)
    for word in words:
        same &= word.take(found, mode="clip") == word
    others = np.flatnonzero(~same)
    if len(others):
        inner = _first_like([word[others] for word in words], hashes[others], used + bits)
        found[others] = others[inner]
    return found
