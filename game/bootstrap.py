"""Starting: run here if this Python has the packages, else in the `.venv` of the checkout, made first if need be.

`ready_or_hand_over` is all that the two entry points (`python -m game`, `python -m tests`) call, once they have refused
an old Python. It stands before every start, so it imports next to nothing; what a first start takes is in
`installation.py`. Both keep to what Python 3.6 can parse: quoted annotations, no newer syntax.
"""

import importlib.util
import os
import sys
import zlib

TYPE_CHECKING = False  # importing `typing` would cost more than all else here
if TYPE_CHECKING:
    from typing import NoReturn

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PYPROJECT = os.path.join(ROOT, "pyproject.toml")
UV_LOCK = os.path.join(ROOT, "uv.lock")
SHIPPED = os.path.join(ROOT, "game", "_data")  # stands in a wheel alone
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
STAMP_NAME = "whitecell-installed.txt"
STAMP = os.path.join(VENV, STAMP_NAME)  # state of the project and the extras, then the place; written last of all
AS_IT_IS = "WHITECELL_AS_IT_IS"  # set for a start that goes on with packages that could not be brought up to date

FAILED = 1
INTERRUPTED = 130


def ready_or_hand_over(module: str, extras: "tuple[str, ...]" = ()) -> None:
    """Return if this Python can run `module`; else run it in `.venv`, made first if need be, and exit as it does."""
    if os.path.isdir(SHIPPED) or not os.path.isfile(PYPROJECT):
        return  # an installed wheel: pip has seen to the packages, whatever pyproject.toml another one left beside it
    try:
        if in_venv() and has_package("textual") and (os.environ.pop(AS_IT_IS, "") or is_stamped(extras)):
            return
        if has_package("textual"):  # not so on a fresh machine, which is told without reading anything
            from game.installation import satisfies

            if satisfies(extras):
                return
        broken = in_venv() and not has_package("textual")  # the system's Python was replaced under `.venv`
        if broken or not is_stamped(extras):
            from game.installation import set_up

            if not set_up(extras, afresh=broken):
                os.environ[AS_IT_IS] = "1"  # or the next process would try again, and so on for ever
        elif place_of_stamp() not in ("", VENV):
            from game.installation import settle

            settle()
        hand_over(module)
    except KeyboardInterrupt:
        leave("Stopped. What was in .venv is still there; the next start sets it up again.", INTERRUPTED)
    except OSError as error:
        leave(f"Could not set up {VENV}: {reason(error)}")


def in_venv() -> bool:
    """Whether this process runs the Python of `.venv`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def has_package(name: str) -> bool:
    """Whether a package can be imported, without importing it."""
    return importlib.util.find_spec(name) is not None


def is_stamped(extras: "tuple[str, ...]") -> bool:
    """Whether `.venv` was finished for these pyproject.toml and uv.lock, with at least these extras."""
    return is_whole(read_stamp(), extras) and os.path.exists(PYTHON)


def is_whole(stamp: "list[str]", extras: "tuple[str, ...]") -> bool:
    """Whether this stamp is of these pyproject.toml and uv.lock, with at least these extras."""
    return stamp[:1] == [fingerprint()] and set(extras) <= set(stamp)


def read_stamp(path: str = STAMP) -> "list[str]":
    """What was installed last; empty if that was never finished, or by somebody else."""
    return stamp_line(0, path).split()


def place_of_stamp() -> str:
    """Where `.venv` stood when it was finished; empty where an older version did not say."""
    return stamp_line(1, STAMP)


def stamp_line(number: int, path: str) -> str:
    """One line of a stamp; empty if there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return [*file.read().splitlines(), "", ""][number]
    except (OSError, ValueError):
        return ""


def fingerprint() -> str:
    """The state of pyproject.toml and uv.lock: others may name other packages."""
    state = 0
    for path in (PYPROJECT, UV_LOCK):
        if os.path.exists(path):  # whoever copies only what runs may leave the lock behind
            with open(path, "rb") as file:
                state = zlib.crc32(file.read(), state)
    return f"{state:08x}"


def hand_over(module: str) -> "NoReturn":
    """Run `python -m module` of `.venv` with this process's arguments, in its place."""
    command = [PYTHON, "-m", module, *sys.argv[1:]]
    if os.name != "nt":
        os.execv(PYTHON, command)
    import subprocess

    child = subprocess.Popen(command)  # on Windows exec returns to the shell at once
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # Ctrl+C reaches the child too, and is the child's to answer


def reason(error: OSError) -> str:
    """What the system refused, and what to do about it, in one sentence."""
    import errno

    told = error.strerror or str(error)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"this folder may not be written to ({told}). Copy it to a place of your own; or have somebody who may"
            " write here start it once, and it plays for everybody."
        )
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"the disk is full ({told}). Make half a gigabyte of room, and start again."
    return f"{told}. Free or delete that folder, and start again."


def say(sentence: str) -> None:
    """One line for people; standard output belongs to the command."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


def leave(sentence: str, code: int = FAILED) -> "NoReturn":
    """Exit with one sentence."""
    say(sentence)
    sys.exit(code)
