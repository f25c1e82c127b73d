"""The one thing that all rooms' errors have in common."""


class Said(Exception):
    """An error whose text is one sentence for a person, with the cure: printed once, at the edge."""
