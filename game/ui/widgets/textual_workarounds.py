"""What the releases of Textual and Rich that we use get wrong, put right in one place; gone once it is right there."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from game.ui.widgets.textual_private import drawn, wraps


def let_go_of_what_was_drawn() -> None:
    """Let the lines of a widget go with the widget.

    Textual remembers two colours by the widget's whole store of drawn lines (Textualize/textual#6665): the last
    thousand closed widgets stay in memory, and the collector looks through all their lines again and again, a seventh
    of a second at a time in which no key is heard. Here the colours are remembered by the colours they come from.
    """
    original = getattr(drawn.get_inner_outer, "__wrapped__", None)
    if original is None:
        return
    colours = lru_cache(1024)(partial(original, None))  # it never looks at what it belongs to
    drawn.get_inner_outer = lambda self, base, background: colours(base, background)


def keep_words_at_no_break_spaces() -> None:
    """Have no line broken at a no-break space (U+00A0, U+202F): French sets one before ``:``, ``»`` and a unit.

    Rich looks for words by white space, and to Python's regular expressions these two are white space. Textual breaks
    the text of every widget with it.
    """
    breaking = r"[^\S\u00a0\u202f]"
    wraps.re_word = re.compile(rf"{breaking}*[\S\u00a0\u202f]+{breaking}*")
