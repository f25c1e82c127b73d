"""The extras: packages that some commands need and most people do not, and how each is come by here.

A checkout fetches them before such a command begins; a wheel says by which line of pip they come. This stands before
every start, so it imports next to nothing and keeps to what Python 3.6 can parse.
"""

import os

from game.bootstrap import PYPROJECT, SHIPPED

WITHOUT = {
    "office": "Without them: name a file that ends in .csv (msel), a folder (--tables), or use --html.",
    "cluster": "Without them: leave --cluster out, and this machine does the work.",
}
"""What works without an extra, said where its packages cannot be had."""


STARTS = {
    "web": "host ...",
    "office": "msel export ... --out F.xlsx",
    "cluster": "analyse ... --cluster ADDRESS",
}
"""A start that brings each extra into a checkout, where no other command is meant."""


def wanted(arguments: "list[str]") -> "tuple[str, ...]":
    """The extras without which a command line cannot be carried out; most need none."""
    command = arguments[0] if arguments else ""
    words = [part for each in arguments[1:] for part in (each.split("=", 1) if each.startswith("--") else [each])]
    asks = any(each in ("-h", "--help") for each in words)
    if command in ("host", "join") or (command in ("play", "resume", "branch") and "--page" in words):
        return ("web",)
    if command == "msel" and not asks:
        # A list that is not there is refused at once, and not after a minute of fetching.
        brings = "import" in words[:1]
        if any(is_workbook(each) and (not brings or os.path.isfile(each)) for each in words):
            return ("office",)
    if command == "debrief" and not asks:
        tables = [words[place + 1] for place, each in enumerate(words[:-1]) if each == "--tables"]
        if "--docx" in words or any(map(is_workbook, tables)):
            return ("office",)
    if command == "analyse" and "--cluster" in words and not asks:
        return ("cluster",)
    return ()


def is_workbook(name: str) -> bool:
    """Whether this is the name of an Excel file."""
    return name.lower().endswith(".xlsx")


def without(extras: "tuple[str, ...]") -> str:
    """What works though these extras cannot be had; empty where nothing does."""
    return " ".join(WITHOUT[extra] for extra in extras if extra in WITHOUT)


def cure(extra: str, command: str = "") -> str:
    """The line that brings an extra here: in a checkout a start that fetches it, else pip's."""
    if os.path.isfile(PYPROJECT) and not os.path.isdir(SHIPPED):
        return "python -m tests" if extra == "dev" else "python -m game " + (command or STARTS[extra])
    return "pip install 'whitecell[" + extra + "]'"
