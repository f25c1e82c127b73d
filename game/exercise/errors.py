"""What the exercise says where something cannot be done."""

from game.errors import Said


class Refused(Said):
    """A command that cannot be done now, in one sentence."""
