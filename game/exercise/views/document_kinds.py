"""The kinds of paper that can lie on a table, by the names that people in the field give them."""

KINDS = {
    "sitrep": "Situation report", "cable": "Code cable", "email": "E-mail", "letter": "Letter", "report": "Report",
    "press": "Press", "radio": "Radio log", "social": "Social media", "map": "Sketch map", "table": "Table",
}  # fmt: skip

MAP = "map"
"""The kind that somebody comes back to: it has a key of its own."""


def kind_name(kind: str) -> str:
    """Return what a kind of document is called."""
    return KINDS.get(kind, kind.capitalize())
