"""A page on paper: printed by Chromium or LibreOffice into a PDF, and how many sides it takes."""

import base64
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.web.chromium import Page

SIZES = {"A4": (210 / 25.4, 297 / 25.4), "Letter": (8.5, 11.0)}
"""Inches."""


async def printed(page: Page, size: str) -> bytes:
    """What stands on a page, printed as a browser prints it."""
    width, height = SIZES[size]
    made = await page.send("Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=True)
    return base64.b64decode(made["data"])


def converted(files: Iterable[Path], folder: Path, kind: str = "pdf") -> None:
    """Let LibreOffice write documents anew into a folder, as another kind of file."""
    asked = [
        "soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", kind,
        "--outdir", str(folder), *map(str, files),
    ]  # fmt: skip
    subprocess.run(asked, check=True, capture_output=True, timeout=150)


def sides(pdf: bytes) -> int:
    """How many sides a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
