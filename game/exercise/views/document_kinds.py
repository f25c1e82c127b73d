"""The kinds of paper that can lie on a table, by the names that people in the field give them."""

from game.words import Wording, lazy

KINDS = {
    "sitrep": lazy("Situation report"), "cable": lazy("Code cable"), "email": lazy("E-mail"), "letter": lazy("Letter"),
    "report": lazy("Report"),
    "press": lazy("Press"), "radio": lazy("Radio log"), "social": lazy("Social media"),
    "map": lazy("Sketch map"), "table": lazy("Table"),
}  # fmt: skip

MAP = "map"
"""The kind that somebody comes back to: it has a key of its own."""


def kind_name(kind: str) -> Wording:
    """Return what a kind of document is called."""
    return KINDS.get(kind) or kind.capitalize()
