"""The first start: `.venv` in the checkout, with the packages of pyproject.toml, by the standard library alone.

Debian splits `ensurepip` off its Python, so the environment is made without pip and filled by the pip outside.
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
    UV_LOCK,
    VENV,
    fingerprint,
    in_venv,
    is_stamped,
    leave,
    read_stamp,
    say,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

LOCK = os.path.join(VENV, "whitecell-setup.lock")
LOG = os.path.join(VENV, "whitecell-setup.log")
VERSIONS = os.path.join(VENV, "whitecell-versions.txt")

OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first with `pip --python`
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")  # settings of pip that send packages elsewhere


# --- what this Python has ------------------------------------------------------------------------------------------


def satisfies(extras: "tuple[str, ...]") -> bool:
    """Whether this Python itself has every package of pyproject.toml, in a version that will do."""
    with open(PYPROJECT, "rb") as file:
        project = tomllib.load(file)["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    for requirement in wanted:
        # Only these two forms occur in our pyproject.toml: name>=1.2 and name==1.2, some for certain systems only.
        requirement, _, marker = requirement.partition(";")
        if not all(map(holds, marker.split(" and "))):
            continue
        name, _, how, bound = re.findall(r"^([\w.-]+)(\[.*\])?(==|>=)([\d.]+)$", requirement.strip())[0]
        try:
            found = numbers(version(name))
        except PackageNotFoundError:
            return False
        if found < numbers(bound) or (how == "==" and found != numbers(bound)):
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


def numbers(version: str) -> "tuple[int, ...]":
    """The release part of a version, for comparing: `8.2.8rc1` is (8, 2, 8)."""
    return tuple(int(part) for part in re.findall(r"^[\d.]*\d", version)[0].split("."))


# --- making .venv --------------------------------------------------------------------------------------------------


def set_up(extras: "tuple[str, ...]", afresh: bool) -> None:
    """Make or mend `.venv` and install the checkout into it, or exit with one sentence."""
    os.makedirs(VENV, exist_ok=True)
    with taken_lock():
        if is_stamped(extras) and not afresh:
            return  # another start did it while this one waited
        before = read_stamp()
        if before:
            say("Bringing the packages in .venv up to date; this takes up to a minute.")
        else:
            say("Setting up: fetching the packages that Whitecell needs into .venv. This takes a minute or two, once.")
        interrupted = os.path.exists(STAMP) and not before
        if afresh or interrupted or not runs(PYTHON):
            clear()
        write_stamp("")
        if not os.path.exists(PYTHON):
            make_venv()
        extras = tuple(sorted({*extras, *before[1:]}))
        install(extras)
        write_stamp(" ".join([fingerprint(), *extras]))


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


def clear() -> None:
    """Empty `.venv`, but for the lock that this process holds."""
    for entry in os.scandir(VENV):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.path != LOCK:
            os.unlink(entry.path)


def write_stamp(stamp: str) -> None:
    """Say what `.venv` holds now, in one step."""
    with open(STAMP + ".new", "w", encoding="utf-8") as file:
        file.write(stamp)
    os.replace(STAMP + ".new", STAMP)


def make_venv() -> None:
    """A virtual environment without pip."""
    try:
        import venv
    except ImportError:
        leave("This Python has no `venv` module; on Debian or Ubuntu: sudo apt install python3-venv")
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(VENV)


# --- filling it ----------------------------------------------------------------------------------------------------


def install(extras: "tuple[str, ...]") -> None:
    """Install the checkout, editable, with these extras: in the versions of uv.lock, else in others that will do."""
    target = ".[{}]".format(",".join(extras)) if extras else "."
    command = [*pip(), "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    with open(VERSIONS, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in locked_versions())
    if run_logged([*command, "--constraint", VERSIONS]) == 0:
        return
    if run_logged(command) == 0:
        say("Not all the versions in uv.lock could be had: others that will do are installed.")
        return
    leave(
        f"Could not install the packages (pip's own words: {os.path.relpath(LOG, ROOT)}). Connect to a network and"
        " start again; where there is none, set PIP_NO_INDEX=1 and PIP_FIND_LINKS to a folder with all the wheels."
    )


def locked_versions() -> "list[str]":
    """Each package of uv.lock at its version, as a constraint for pip."""
    with open(UV_LOCK, "rb") as file:
        packages = tomllib.load(file)["package"]
    lines = []
    for package in packages:
        if "registry" in package["source"]:  # all but the checkout itself
            where = " or ".join(package.get("resolution-markers", ()))
            lines.append("{name}=={version}".format(**package) + (f" ; {where}" if where else ""))
    return lines


def pip() -> "list[str]":
    """How to call pip on `.venv`: the pip of the Python outside if it can, else one put inside."""
    outside = getattr(sys, "_base_executable", sys.executable) if in_venv() else sys.executable
    called = subprocess.run([outside, "-m", "pip", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = re.findall(r"^pip (\S+)", called.stdout.decode("utf-8", "replace"))
    if found and numbers(found[0]) >= OLDEST_PIP:
        return [outside, "-m", "pip", "--python", PYTHON]
    if run_logged([PYTHON, "-m", "ensurepip", "--default-pip"]) != 0:
        leave("This Python has no pip; install it (on Debian or Ubuntu: sudo apt install python3-pip) and start again.")
    return [PYTHON, "-m", "pip"]


def run_logged(command: "list[str]") -> int:
    """Run a command in the checkout with its words in the log; its exit code."""
    environment = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    environment["PIP_USER"] = "0"  # a pip.conf that says `user = true` would miss .venv
    environment.setdefault("PIP_RETRIES", "2")  # without a network: an answer in seconds
    with open(LOG, "ab") as log:
        return subprocess.call(command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
