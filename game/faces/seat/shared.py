"""Builders of sections that are kept: each is given all that it shows and nothing else, so that seats share them."""

from __future__ import annotations

from functools import lru_cache

shared = lru_cache(maxsize=512)
"""Around a builder. Who sees the same has the same section, and the same drawing of it; what is not among the
arguments it cannot show. 512: a class of sixty seats with some eight sections each that differ."""
