"""Filling an environment by pip: the checkout itself, its packages, and pip's reason where they cannot be had."""

import os
import re
import subprocess
import sys
import tomllib

from game.bootstrap import ROOT, UV_LOCK, VENV, in_venv, say

SETTING_UP = VENV + "-setup"
LOG = os.path.join(SETTING_UP, "whitecell-setup.log")
VERSIONS = os.path.join(SETTING_UP, "whitecell-versions.txt")

OLDEST_PIP = (22, 3)  # the first with `pip --python`
NO_NETWORK = re.compile("NewConnection|ConnectTimeout|ReadTimeout|NameResolution|ProxyError|Network is unreachable")
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")  # settings of pip that send packages elsewhere


class Failed(Exception):
    """An environment that could not be made or filled, with the reason in one sentence."""


def numbers(version: str) -> "tuple[int, ...]":
    """The release part of a version, for comparing: `8.2.8rc1` is (8, 2, 8)."""
    return tuple(int(part) for part in re.findall(r"^[\d.]*\d", version)[0].split("."))


def install(python: str, extras: "tuple[str, ...]") -> None:
    """Install the checkout, editable, with these extras: in the versions of uv.lock, else in others that will do.

    Raises:
        Failed: with pip's reason.
    """
    target = ".[{}]".format(",".join(extras)) if extras else "."
    command = [*pip(python), "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    with open(VERSIONS, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in locked_versions())
    if run_logged([*command, "--constraint", VERSIONS]) == 0:
        return
    if not NO_NETWORK.search(read_log()) and run_logged(command) == 0:
        say("Not all the versions in uv.lock could be had: others that will do are installed.")
        return
    raise Failed(pips_reason())


def pips_reason() -> str:
    """Why pip failed, in one sentence: the last error that it wrote down, or that there is no network."""
    said = read_log()
    errors = re.findall(r"^\s*ERROR: (.+)$", said, re.MULTILINE)
    told = re.sub(r"[^\x20-\x7e]+", " ", errors[-1])[:200].rstrip(" .") if errors else "pip failed"
    return f"the packages' index cannot be reached ({told})." if NO_NETWORK.search(said) else f"{told}."


def read_log() -> str:
    """What pip has said since this set-up began."""
    with open(LOG, encoding="utf-8", errors="replace") as file:
        return file.read()


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


def pip(python: str) -> "list[str]":
    """How to call pip on an environment: the pip of the Python outside if it can, else one put inside."""
    outside = getattr(sys, "_base_executable", sys.executable) if in_venv() else sys.executable
    called = subprocess.run([outside, "-m", "pip", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    found = re.findall(r"^pip (\S+)", called.stdout.decode("utf-8", "replace"))
    if found and numbers(found[0]) >= OLDEST_PIP:
        return [outside, "-m", "pip", "--python", python]
    if run_logged([python, "-m", "ensurepip", "--default-pip"]) != 0:
        raise Failed("this Python has no pip; on Debian or Ubuntu: sudo apt install python3-pip.")
    return [python, "-m", "pip"]


def run_logged(command: "list[str]") -> int:
    """Run a command in the checkout with its words in the log; its exit code."""
    environment = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    environment["PIP_USER"] = "0"  # a pip.conf that says `user = true` would miss .venv
    environment.setdefault("PIP_RETRIES", "2")  # without a network: an answer in seconds
    with open(LOG, "ab") as log:
        return subprocess.call(command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)


def begin_log() -> None:
    """Begin pip's words anew."""
    with open(LOG, "wb"):
        pass
