"""Every colour scheme can be read: contrast by WCAG 2.2, and a sign or a word beside each colour."""

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from game.exercise.views.seat_view import MoveView
from game.faces import terminal
from game.faces.moves import moves
from game.ui.shell.settings import save_theme
from game.ui.shell.themes import CONTRAST, THEMES
from game.words import ENGLISH
from tests.ui.driving import app_at, library, text, until

TEXTS = ("foreground", "text-muted", "text-success", "text-error", "text-warning", "text-primary")
GROUNDS = ("background", "surface", "panel")


def luminance(colour: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", TEXTS)
def test_text_stands_out_from_its_ground(theme: Theme, ground: str, name: str) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    under = Color.parse(variables[ground])
    written = variables[name]
    # "auto 60%" is what Textual mixes from black or white, whichever stands out, at that strength.
    if written.startswith("auto"):
        strength = float(written.split()[1].rstrip("%")) / 100
        over = under.blend(under.get_contrast_text(1.0), strength)
    else:
        over = Color.parse(written)
    wanted = 7.0 if theme is CONTRAST else 4.5
    assert contrast(over.rgb and Color(*over.rgb), under) >= wanted


@pytest.mark.parametrize(("after", "sign", "word"), [(60, "▲", "better"), (40, "▼", "worse"), (50, "=", "no change")])
def test_a_move_is_told_by_a_sign_and_a_word_too(after: int, sign: str, word: str) -> None:
    better = None if after == 50 else after > 50
    shown = terminal.content((moves(ENGLISH, [MoveView("Trust", "", 50, after, better, False)]),), 80).plain
    assert sign in shown
    assert word in shown


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_first_frame_has_the_colours_that_were_chosen(tmp_path: Path, theme: Theme) -> None:
    save_theme(tmp_path, theme.name)
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "WHITECELL" in text(app))
        assert theme.background is not None
        assert app.screen.styles.background == Color.parse(theme.background)
        assert app.has_class("-dark-mode") is theme.dark
