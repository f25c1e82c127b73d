"""The picture in the README is made by a command of the repository, of what is played there and then."""

from pathlib import Path

import pytest

from tests.first_picture import PICTURE, looked_back, made
from tests.web.chromium import chromium

README = Path(__file__).resolve().parent.parent / "README.md"


def is_webp(picture: bytes) -> bool:
    return (picture[:4], picture[8:12]) == (b"RIFF", b"WEBP")


@pytest.mark.browser
@pytest.mark.skipif(not chromium(), reason="no Chromium here; install the package chromium")
async def test_a_seat_a_terminal_and_a_debrief_are_played_and_drawn(tmp_path: Path) -> None:
    picture = await made(tmp_path)
    assert is_webp(picture)
    assert len(picture) > 50_000  # three drawings, and not an empty sheet


def test_the_debrief_in_it_is_one_of_a_run_that_was_played_to_its_end(tmp_path: Path) -> None:
    page = looked_back(tmp_path)
    assert "First week in Ferry Town" in page
    assert "Day 7 of 7" in page


def test_the_kept_picture_is_small_and_the_only_one_of_the_readme() -> None:
    kept = PICTURE.read_bytes()
    assert is_webp(kept)
    assert len(kept) < 250_000
    assert README.read_text(encoding="utf-8").count("![") == 1
    assert f"(assets/{PICTURE.name})" in README.read_text(encoding="utf-8")
