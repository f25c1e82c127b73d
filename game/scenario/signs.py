"""Signs that look like another or like nothing: what each is called, and what was most likely meant.

Typed by a telephone, pasted from a word processor or from a page in another script, they read as they should and are
something else. The names are those of Unicode, in small letters.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_LETTERS = dict(
    zip(
        "аеорсухіјѕԁһӏкмАВЕКМНОРСТУХІЈЅοανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡ",
        "aeopcyxijsdhlkmABEKMHOPCTYXIJSoavikptuxABEZHIKMNOPTYXig",
        strict=True,
    )
)
"""Letters of other scripts that look like one of ours (after the confusables of Unicode, UTS 39)."""

_QUOTES = {**dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'")}


def named(sign: str) -> str:
    """A sign by its name and number: ``a no-break space (U+00A0)``."""
    if sign == "\t":
        return "a tab"
    name = "byte order mark" if sign == "\ufeff" else unicodedata.name(sign, "").lower() or "sign without a name"
    for script in ("cyrillic", "greek", "latin", "arabic", "hebrew", "armenian"):
        name = name.replace(script, script.capitalize())
    article = "an" if name[0].lower() in "aeiou" and not name.startswith(("one", "uni")) else "a"
    return f"{article} {name} (U+{ord(sign):04X})"


def strange(text: str) -> int:
    """Where the first sign stands that only looks like a plain one, or like nothing; -1 where there is none."""
    return next((found.start() for found in _NOT_PLAIN.finditer(text) if plain(found.group()) != found.group()), -1)


def plain(sign: str) -> str:
    """The plain sign that one looks like: nothing for what cannot be seen, itself where it is like none."""
    if sign in _DASHES:
        return "-"
    if sign in _LETTERS:
        return _LETTERS[sign]
    if sign in _QUOTES:
        return _QUOTES[sign]
    category = unicodedata.category(sign)
    if category == "Zs" or sign == "\t":
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(sign))
    folded = unicodedata.normalize("NFKC", sign)
    return folded if folded.isascii() else sign


def mended(text: str) -> str:
    """A text with plain signs in place of those that look like them."""
    return "".join(sign if " " <= sign <= "~" else plain(sign) for sign in text)
