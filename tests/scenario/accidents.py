"""Scenario files as accidents of an editor, a keyboard or a disk leave them."""

import random

from game.scenario.catalogue import scenarios

STARTER = (scenarios() / "starter.yaml").read_text(encoding="utf-8")
SIGNS = "\t\n\r\0\x1b\x85\u2028\u202e\ufeff :-[]{},&*!|>'\"%@`#?=<+~0123456789abcxyzé東👩"
WORDS = (
    "no",
    "on",
    "~",
    "12:30",
    "0o7",
    "1e9",
    "- ",
    ": ",
    " #",
    "---\n",
    "...",
    "&a ",
    "*a",
    "!!int ",
    "<<: ",
    "? ",
    "|-\n",
)


def mutated(text: str, dice: random.Random) -> str:
    """A text after one to four accidents of an editor, a keyboard or a disk."""
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(text) + 1)
        to = min(len(text), at + dice.choice((1, 1, 1, 2, 5, 40, 900)))
        lines = text.split("\n")
        line = dice.randrange(len(lines))
        match dice.randrange(9):
            case 0:
                text = text[:at] + dice.choice(SIGNS) * dice.choice((1, 1, 1, 3, 200)) + text[at:]
            case 1:
                text = text[:at] + dice.choice(WORDS) + text[at:]
            case 2:
                text = text[:at] + text[to:]
            case 3:
                text = text[:at] + text[at:to] + text[at:]
            case 4:
                text = text[:at]
            case 5:
                text = "\n".join([*lines[:line], *lines[line + 1 :]])
            case 6:
                text = "\n".join([*lines[:line], lines[line], *lines[line:]])
            case 7:
                lines[line] = dice.choice(("  ", " ", "\t")) + lines[line]
                text = "\n".join(lines)
            case _:
                lines[line] = lines[line].lstrip()
                text = "\n".join(lines)
    return text
