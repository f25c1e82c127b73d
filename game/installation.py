"""The first start: `.venv` in the checkout, with the packages of pyproject.toml, by the standard library alone.

Debian splits `ensurepip` off its Python, so the environment is made without pip and filled by the pip outside.

What worked goes on working: an environment is made in `.venv-new` and takes the place of `.venv` when it is whole. Two
renames do that on every system; an exchange in one step, or a link, is not to be had on all three. A start that finds
the place empty puts back what stood there. An environment does not mind being renamed but for the scripts in it, which
name their own Python: that name is put right before the swap.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import time
import tomllib
from importlib.metadata import PackageNotFoundError, version

from game.bootstrap import (
    PYPROJECT,
    PYTHON,
    ROOT,
    STAMP,
    STAMP_NAME,
    VENV,
    fingerprint,
    is_stamped,
    is_whole,
    leave,
    place_of_stamp,
    read_stamp,
    reason,
    say,
)
from game.extras import without
from game.packages import LOG, SETTING_UP, WHEELHOUSE, Failed, begin_log, install, numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

NEW, OLD = VENV + "-new", VENV + "-old"  # beside it, so that a rename is enough
LOCK = os.path.join(SETTING_UP, "whitecell-setup.lock")
THEIRS = (
    "theirs"  # in the stamp of an environment that somebody else made: it is filled where it stands, never replaced
)

OLDEST_PYTHON = (3, 11)


# --- what this Python has ------------------------------------------------------------------------------------------


def satisfies(extras: "tuple[str, ...]") -> bool:
    """Whether this Python itself has every package of pyproject.toml, in a version that will do."""
    with open(PYPROJECT, "rb") as file:
        project = tomllib.load(file)["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    for requirement in wanted:
        # Only these forms occur in our pyproject.toml: name>=1.2, name>=1.2,<2 and name==1.2, some for certain systems.
        requirement, _, marker = requirement.partition(";")
        if not all(map(holds, marker.split(" and "))):
            continue
        form = r"^([\w.-]+)(?:\[.*\])?(==|>=)([\d.]+)(?:,<([\d.]+))?$"
        name, how, bound, below = re.findall(form, requirement.strip())[0]
        try:
            found = numbers(version(name))
        except PackageNotFoundError:
            return False
        if found < numbers(bound) or (how == "==" and found != numbers(bound)):
            return False
        if below and found >= numbers(below):
            return False
    return True


def holds(condition: str) -> bool:
    """Whether one part of a requirement's marker holds here, such as `sys_platform == 'linux'`."""
    if not condition.strip():
        return True
    name, how, value = re.findall(r"^(\w+) (==|<) '([\w.]+)'$", condition.strip())[0]
    here = {
        "sys_platform": sys.platform,
        "platform_machine": platform.machine(),
        "python_version": f"{sys.version_info[0]}.{sys.version_info[1]}",
    }[name]
    return here == value if how == "==" else numbers(here) < numbers(value)


# --- making .venv --------------------------------------------------------------------------------------------------


def set_up(extras: "tuple[str, ...]", afresh: bool) -> bool:
    """Make or renew `.venv`; False where that failed and what is there is good enough to go on with.

    Exits with one sentence where it failed and nothing can be gone on with. What was there is still there then.
    """
    try:
        os.makedirs(SETTING_UP, exist_ok=True)
        taken = taken_lock()
    except OSError as problem:  # a folder for many people, which most of them may only read
        if afresh or not can_go_on(extras):
            raise
        say(f"The packages in .venv could not be renewed: {reason(problem)} Going on with those that are there.")
        return False
    with taken:
        begin_log()
        try:
            recover(extras)
            if afresh or not is_stamped(extras):  # else another start did it while this one waited
                renew(extras, afresh)
            return True
        except (Failed, OSError) as problem:
            why = str(problem) if isinstance(problem, Failed) else reason(problem)
            if not is_whole(read_stamp(os.path.join(NEW, STAMP_NAME)), extras):
                remove(NEW)
        if not afresh and can_go_on(extras):
            say(f"The packages in .venv could not be renewed: {why} Going on with those that are there.")
            return False
        leave(
            f"Could not install the packages: {why}{' What was in .venv is still there.' if read_stamp() else ''}"
            f" (pip's own words: {os.path.relpath(LOG, ROOT)}.) Connect to a network and start again; where there is"
            f" none, put all the wheels into a folder {os.path.basename(WHEELHOUSE)} here (README, a closed network)."
            f" {without(extras)}".rstrip()
        )


def renew(extras: "tuple[str, ...]", afresh: bool) -> None:
    """Make an environment with these extras and those that were there before (Failed where it cannot be had)."""
    before = read_stamp()
    if before:
        say("Bringing the packages in .venv up to date; this takes up to a minute.")
    else:
        say("Setting up: fetching the packages that Whitecell needs into .venv. This takes a minute or two, once.")
    wanted = tuple(sorted({*extras, *before[1:]} - {THEIRS}))
    theirs = THEIRS in before or (os.path.exists(PYTHON) and not os.path.exists(STAMP))
    if theirs and not afresh and runs(PYTHON):
        install(PYTHON, wanted)
        write_stamp(VENV, (*wanted, THEIRS))
    else:
        build(wanted)
        swap()


def can_go_on(extras: "tuple[str, ...]") -> bool:
    """Whether `.venv` as it is can run what was asked for: it was finished for it once, or has all that it needs."""
    if not runs(PYTHON):
        return False
    before = read_stamp()
    if before and set(extras) <= set(before):
        return True
    code = "import sys; from game.installation import satisfies; sys.exit(not satisfies(tuple(sys.argv[1:])))"
    return subprocess.call([PYTHON, "-c", code, *extras], cwd=ROOT, stderr=subprocess.DEVNULL) == 0


# --- beside, then in its place -------------------------------------------------------------------------------------


def recover(extras: "tuple[str, ...]") -> None:
    """Finish or undo what a set-up left that was stopped: by a key, by a kill, by a power cut.

    Raises:
        Failed: where a new environment is ready and cannot take its place yet.
    """
    whole = is_whole(read_stamp(os.path.join(NEW, STAMP_NAME)), extras)
    if not os.path.lexists(VENV) and not whole and os.path.lexists(OLD):
        os.rename(OLD, VENV)
    if whole and not is_stamped(extras):
        swap()
    remove(NEW)
    if os.path.lexists(VENV):
        remove(OLD)


def build(extras: "tuple[str, ...]") -> None:
    """Make an environment beside `.venv` and fill it; its stamp comes last."""
    remove(NEW)
    make_venv(NEW)
    install(python_of(NEW), extras)
    rename(NEW, NEW, VENV)
    write_stamp(NEW, extras)


def settle() -> None:
    """Have an environment that was moved or copied, with its checkout, name the place where it stands now.

    It plays without that; its scripts (`whitecell`) and whoever imports `game` by it would go to where it came from. An
    environment of somebody else is left as it is, and so is one that may not be written to.
    """
    tokens = read_stamp()
    if THEIRS in tokens:
        return
    before = place_of_stamp()
    try:
        rename(VENV, before, VENV)
        rename(VENV, os.path.dirname(before), ROOT)  # what leads to the checkout; after the longer one
        write_stamp(VENV, tuple(tokens[1:]))
    except OSError:
        return


def rename(place: str, before: str, after: str) -> None:
    """Put a path in place of another wherever an environment names its own: scripts, settings, the checkout."""
    files = [entry.path for entry in os.scandir(os.path.dirname(python_of(place)))]
    files.append(os.path.join(place, "pyvenv.cfg"))
    for folder, _, names in os.walk(place):
        if os.path.basename(folder) == "site-packages":
            files += [os.path.join(folder, name) for name in names if name.endswith(".pth")]
            break
    # Not where it goes on: /a/tool is named in /a/tools too. A launcher of Windows finds its first line by what follows
    # it, so that it may be of another length.
    whole = re.compile(re.escape(os.fsencode(before)) + rb"(?![\w.-])")
    for path in files:
        if os.path.islink(path) or not os.path.isfile(path):
            continue
        with open(path, "rb") as file:
            content = file.read()
        put_right = whole.sub(lambda _: os.fsencode(after), content)
        if put_right != content:
            with open(path, "r+b") as file:  # the same file: its rights stay
                file.write(put_right)
                file.truncate()


def swap() -> None:
    """Put the new environment in the place of `.venv`.

    Raises:
        Failed: where `.venv` is in use (Windows); both are as they were then.
    """
    try:
        if os.path.lexists(VENV):
            remove(OLD)
            move(VENV, OLD)
        try:
            move(NEW, VENV)
        except OSError:
            if os.path.lexists(OLD):
                move(OLD, VENV)
            raise
    except OSError as problem:
        raise Failed(
            f"they are ready in {os.path.basename(NEW)}, but .venv is in use ({problem.strerror or problem}); close"
            " every Whitecell and start it once by the Python outside of .venv."
        ) from None
    remove(OLD)


def move(one: str, other: str) -> None:
    """Rename an environment; on Windows again where a scanner of viruses has just opened a file of it."""
    for pause in (0.2, 0.5, 1.0) if os.name == "nt" else ():
        try:
            return os.rename(one, other)
        except PermissionError:
            time.sleep(pause)
    os.rename(one, other)


def remove(place: str) -> None:
    """Take an environment away, as far as it can be: what is in use is taken away at another start."""
    if os.path.islink(place):
        os.unlink(place)
    else:
        shutil.rmtree(place, ignore_errors=True)


def python_of(place: str) -> str:
    """The Python of an environment."""
    return os.path.join(place, os.path.relpath(PYTHON, VENV))


def taken_lock() -> "BinaryIO":
    """The lock of `.venv`, held until this file is closed: of two starts at once one installs and one waits."""
    file = open(LOCK, "ab")  # noqa: SIM115 - the caller's `with` closes it
    if not try_lock(file):
        say("Another start is setting up .venv; waiting for it.")
        while not try_lock(file):
            time.sleep(0.5)
    return file


def try_lock(file: "BinaryIO") -> bool:
    """Whether the lock could be taken. A process that dies lets go of it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def runs(python: str) -> bool:
    """Whether this Python starts, and is new enough."""
    test = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON!r})"
    try:
        return subprocess.call([python, "-c", test], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def write_stamp(place: str, extras: "tuple[str, ...]") -> None:
    """Say what an environment holds now, in one step."""
    path = os.path.join(place, STAMP_NAME)
    with open(path + ".new", "w", encoding="utf-8") as file:
        file.write(" ".join([fingerprint(), *extras]) + "\n" + VENV)
    os.replace(path + ".new", path)


def make_venv(place: str) -> None:
    """A virtual environment without pip."""
    try:
        import venv
    except ImportError:
        raise Failed("this Python has no `venv` module; on Debian or Ubuntu: sudo apt install python3-venv.") from None
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt", prompt=os.path.basename(VENV)).create(place)
