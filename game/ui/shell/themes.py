"""Colour schemes. A sign or a word always goes with a colour, so that none of these is needed to play."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="whitecell-dark", dark=True, primary="#7fb2e5", secondary="#9fc5b8", accent="#e5b567",
    success="#8fce8f", warning="#e5b567", error="#f08a80",
    foreground="#e6e6e1", background="#12161b", surface="#181d24", panel="#222933",
    variables={"border": "#4a5666", "border-blurred": "#35404d"},
)  # fmt: skip

LIGHT = Theme(
    name="whitecell-light", dark=False, primary="#1d4e89", secondary="#2f6f62", accent="#8a5a00",
    success="#1e6b32", warning="#8a5a00", error="#a3221b",
    foreground="#1b1d1f", background="#f7f6f2", surface="#efede6", panel="#e3e0d6",
    variables={"border": "#8b8f96", "border-blurred": "#b5b3ab"},
)  # fmt: skip

CONTRAST = Theme(
    name="whitecell-high-contrast", dark=True, primary="#ffff00", secondary="#00ffff", accent="#ffff00",
    success="#00ff66", warning="#ffff00", error="#ff8080",
    foreground="#ffffff", background="#000000", surface="#000000", panel="#1a1a1a", text_alpha=1.0,
    variables={"border": "#ffffff", "border-blurred": "#bbbbbb", "text-muted": "#ffffff"},
)  # fmt: skip

# Blue and orange: the pair of Okabe and Ito (2008) that all common kinds of colour blindness tell apart.
SAFE = Theme(
    name="whitecell-colour-blind-safe", dark=True, primary="#56b4e9", secondary="#cc79a7", accent="#f0e442",
    success="#56b4e9", warning="#f0e442", error="#e69f00",
    foreground="#eeeeee", background="#101418", surface="#171c22", panel="#222932",
    variables={"border": "#55606d", "border-blurred": "#3a444f"},
)  # fmt: skip

THEMES = (DARK, LIGHT, CONTRAST, SAFE)
NAMES = tuple(theme.name for theme in THEMES)


def after(name: str) -> str:
    """Return the name of the next scheme."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]
