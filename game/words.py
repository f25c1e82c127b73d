"""The interface's words in a reader's own language: a value that is handed along, never a state of the process.

The English text is the key (GNU gettext), so the product runs without any catalogue. `pybabel extract -k say -k
many:1,2 -k told -k lazy` finds every text. A message is a label or a whole sentence, never a piece to be joined.
"""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter
from typing import TypeVar

Piece = TypeVar("Piece")
_PLACE = re.compile(r"\{(\w+)\}")

MINUS = "−"
"""A minus as wide as a plus (U+2212)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text and its values, made where nobody knows the reader's language: a refusal, how a decision was taken."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return ENGLISH.message(self)


Wording = str | Message
"""What stands in a view: an author's or a person's own words as they are, or a message."""
Value = str | int | float | Message
"""What may stand in a message: it goes over a wire and comes back as it was."""


def lazy(text: str, /, **values: Value) -> Message:
    """Return a message to be shown later, in the language of whoever reads it."""
    return Message(text, tuple(values.items()))


@dataclass(frozen=True)
class Language:
    """How one language says what the interface says: its catalogue, its numbers, dates and lists."""

    code: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, compare=False, repr=False)
    decimal: str = "."

    def say(self, text: str, /, **values: object) -> str:
        """Return a text in this language. Values are put in after translating and are never searched for braces."""
        found = self.catalogue.gettext(text) if text else ""  # what gettext has for nothing is about itself
        return self._filled(found, values) if values else found

    def many(self, one: str, more: str, n: int, /, **values: object) -> str:
        """Return the text for ``n`` things; ``{n}`` in it is the number."""
        return self._filled(self.catalogue.ngettext(one, more, n), {"n": n, **values})

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        """A text with its values. Names alone are places: a text that came over a wire reaches into no value."""
        return _PLACE.sub(lambda found: str(self.value(values.get(found[1], found[0]))), text)

    def told(self, text: str, /, **pieces: Piece) -> list[str | Piece]:
        """Return a sentence with marked words in it, translated whole: its text and the pieces in between, in order."""
        made: list[str | Piece] = []
        for before, name, _, _ in Formatter().parse(self.catalogue.gettext(text)):
            if before:
                made.append(before)
            if name:
                made.append(pieces[name])
        return made

    def message(self, message: Wording | None) -> str:
        """Return a message in this language, people's own words as they are, or nothing where there is none."""
        if isinstance(message, Message):
            return self.say(message.text, **dict(message.values))
        return message or ""

    def value(self, value: object) -> object:
        """Return a value as it stands in a sentence."""
        match value:
            case Message():
                return self.message(value)
            case bool() | str() | int():
                return value
            case float():
                return self.number(value)
            case dt.date():
                return self.date(value)
            case _:
                return str(value)

    def number(self, value: float, digits: int = 2) -> str:
        """Return a number with this language's decimal sign: ``−0.25``."""
        return f"{value:.{digits}f}".replace("-", MINUS).replace(".", self.decimal)

    def date(self, day: dt.date) -> str:
        """Return ``4 Apr 2031``; the order of its parts is the translator's."""
        month = self.say("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[day.month - 1]
        return self.say("{day} {month} {year}", day=day.day, month=month, year=day.year)

    def listed(self, some: Iterable[str]) -> str:
        """Return ``a, b and c``."""
        *first, last = list(some) or [""]
        return self.say("{some} and {last}", some=", ".join(first), last=last) if first else last

    def odds(self, weight: int, total: int) -> str:
        """Return a chance as the smallest whole numbers: ``3 in 10``."""
        return self.say("{n} in {total}", n=weight, total=total)


@lru_cache(maxsize=16)
def language(code: str, folder: str = "") -> Language:
    """Return a language, one value a code and process: two seats in one process may differ."""
    known = gettext.translation("whitecell", folder, [code], fallback=True) if folder else gettext.NullTranslations()
    return Language(code, known, "," if code.partition("-")[0] in ("fr", "de", "es", "it", "pt", "nl") else ".")


ENGLISH = language("en")
