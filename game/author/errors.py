"""The one error of this room."""

from __future__ import annotations

from game.errors import Said


class AuthorError(Said):
    """What an author asked for cannot be done; one sentence with the cure."""
