"""The style sheet: every colour of text readable on every ground it stands on, by the formula of WCAG 2, and print."""

import re
from importlib.resources import files

import pytest

CSS = (files("game.report.html") / "templates" / "page.css").read_text(encoding="utf-8")
ROOTS = re.findall(r":root \{(.*?)\}", CSS, re.S)
SCHEMES = {"light": ROOTS[0], "dark": ROOTS[1]}
SYNDICATES = tuple(f"s{number}" for number in range(1, 9))
PAIRS = [
    *(("paper", text) for text in ("ink", "muted", "key", "good", "bad", "warn", "flat", *SYNDICATES)),
    *((f"{tone}-ground", text) for tone in ("good", "bad", "warn", "flat") for text in ("ink", tone)),
    *(("served-ground", text) for text in ("ink", "key", "muted")),
    *((f"{ground}-ground", "muted") for ground in ("warn", "flat")),
    *(("flat-ground", text) for text in ("muted", "good", "bad")),  # moves by chance stand in a grey box
]


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SCHEMES[scheme]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ground", "text"), PAIRS)
def test_text_is_readable_on_its_ground(scheme: str, ground: str, text: str) -> None:
    known = colours(scheme)
    assert contrast(known[ground], known[text]) >= 4.5


def test_both_schemes_name_the_same_colours() -> None:
    assert colours("light").keys() == colours("dark").keys()


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_is_for_screens_and_paper_stays_light() -> None:
    assert "@media screen and (prefers-color-scheme: dark)" in CSS


def test_print_has_margins_and_no_fixed_size_so_that_a4_and_letter_both_fit() -> None:
    assert "@media print" in CSS
    page = re.search(r"@page \{(.*?)\}", CSS)
    assert page
    assert "margin" in page.group(1)
    assert "size" not in page.group(1)
