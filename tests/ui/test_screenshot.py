"""The picture in the README is made by a command of the repository, and fetches nothing."""

import re
from pathlib import Path

from tests.screenshot import PICTURE, drawn


async def test_the_picture_shows_the_main_screen(tmp_path: Path) -> None:
    words = re.sub(r"<[^>]+>", " ", await drawn(tmp_path)).replace("&#160;", " ")
    for piece in ("The call from Two Wells", "Your options", "What you know", "Timeline"):
        assert piece in words


def test_the_kept_picture_fetches_nothing() -> None:
    picture = PICTURE.read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", picture))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.textualize.io", "https://www.textualize.io"}
    assert "url(http" not in picture
    assert "@import" not in picture
