"""Large letters for a wall: capitals, digits and a few signs, three rows high."""

from __future__ import annotations

from functools import cache

# Each letter is five lines of dots, four or five wide; two dots above each other make one cell.
_DOTS = {
    "A": ".##. #..# #### #..# #..#", "B": "###. #..# ###. #..# ###.", "C": ".### #... #... #... .###",
    "D": "###. #..# #..# #..# ###.", "E": "#### #... ###. #... ####", "F": "#### #... ###. #... #...",
    "G": ".### #... #.## #..# .###", "H": "#..# #..# #### #..# #..#", "I": "### .#. .#. .#. ###",
    "J": "..## ...# ...# #..# .##.", "K": "#..# #.#. ##.. #.#. #..#", "L": "#... #... #... #... ####",
    "M": "#...# ##.## #.#.# #...# #...#", "N": "#..# ##.# #.## #..# #..#", "O": ".##. #..# #..# #..# .##.",
    "P": "###. #..# ###. #... #...", "Q": ".##. #..# #..# #.#. .#.#", "R": "###. #..# ###. #.#. #..#",
    "S": ".### #... .##. ...# ###.", "T": "##### ..#.. ..#.. ..#.. ..#..", "U": "#..# #..# #..# #..# .##.",
    "V": "#...# #...# .#.#. .#.#. ..#..", "W": "#...# #...# #.#.# ##.## #...#", "X": "#..# #..# .##. #..# #..#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#..", "Z": "#### ...# .##. #... ####",
    "0": ".##. #..# #..# #..# .##.", "1": ".#. ##. .#. .#. ###", "2": "###. ...# .##. #... ####",
    "3": "###. ...# .##. ...# ###.", "4": "#..# #..# #### ...# ...#", "5": "#### #... ###. ...# ###.",
    "6": ".##. #... ###. #..# .##.", "7": "#### ...# ..#. .#.. .#..", "8": ".##. #..# .##. #..# .##.",
    "9": ".##. #..# .### ...# .##.", "-": "... ... ### ... ...", ":": ". # . # .", ".": ". . . . #",
    "/": "...# ..#. .#.. #... ....", " ": ".. .. .. .. ..",
}  # fmt: skip
_CELLS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@cache
def large(text: str) -> tuple[str, str, str]:
    """Return a text as three rows of blocks; a sign that has no large form is left out."""
    rows: list[list[str]] = [[], [], []]
    for letter in text.upper():
        dots = _DOTS.get(letter)
        if dots is None:
            continue
        lines = [[dot == "#" for dot in line] for line in dots.split()]
        lines.append([False] * len(lines[0]))
        for row in range(3):
            upper, lower = lines[2 * row], lines[2 * row + 1]
            rows[row].append("".join(_CELLS[pair] for pair in zip(upper, lower, strict=True)))
    return " ".join(rows[0]), " ".join(rows[1]), " ".join(rows[2])


def width(text: str) -> int:
    """Return how many cells a text takes in large letters."""
    return len(large(text)[0])
