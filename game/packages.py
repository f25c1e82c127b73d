"""Filling an environment by pip: the checkout itself, its packages, and pip's reason where they cannot be had."""

import os
import re
import subprocess
import sys
import tomllib

from game.bootstrap import ROOT, UV_LOCK, VENV, in_venv, say

WHEELHOUSE = os.path.join(ROOT, "wheelhouse")
"""A folder of wheels that somebody carried here: it is asked first, and the index only for what it lacks."""
SETTING_UP = VENV + "-setup"
LOG = os.path.join(SETTING_UP, "whitecell-setup.log")
VERSIONS = os.path.join(SETTING_UP, "whitecell-versions.txt")

OLDEST_PIP = (22, 3)  # the first with `pip --python`
REASONS = (
    ("ProxyError|Cannot connect to proxy|407 Proxy", "the proxy {proxy} does not let pip through"),
    (
        "SSLCert|CERTIFICATE_VERIFY_FAILED|confirming the ssl certificate",
        "the certificate of the packages' index is not trusted (where a proxy reads along, set PIP_CERT to its own)",
    ),
    (
        "NewConnection|ConnectTimeout|ReadTimeout|NameResolution|Network is unreachable|Max retries exceeded",
        "the packages' index cannot be reached",
    ),
)
"""What pip's words about a network mean, and what is said then; in the order in which they are looked for."""
PROXIES = ("PIP_PROXY", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")
STEP = re.compile(
    r"^\s*(?:(Collecting) ([\w.-]+)|(Processing) \S*?([^/\\\s]+\.whl)|(Downloading) ([\w.-]+\.whl)"
    r"|(Installing) collected)"
)
"""The lines of pip that begin something which takes its time, and what with."""
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
    command = [*pip(python), "install", "--disable-pip-version-check", "--progress-bar", "off", "--editable", target]
    with open(VERSIONS, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in locked_versions())
    exact = ["--constraint", VERSIONS]
    carried = ["--find-links", WHEELHOUSE] if os.path.isdir(WHEELHOUSE) else []
    inside = [*carried, "--no-index"]
    if carried and run_logged([*command, *exact, *inside]) == 0:
        return
    others = carried and run_logged([*command, *inside]) == 0  # asked for before an index, which may not be there
    if not others and run_logged([*command, *exact, *carried]) == 0:
        return
    if others or (not network_reason(read_log()) and run_logged([*command, *carried]) == 0):
        say("Not all the versions in uv.lock could be had: others that will do are installed.")
        return
    raise Failed(pips_reason())


def pips_reason() -> str:
    """Why pip failed, in one sentence: the last error that it wrote down, or what is wrong with the network."""
    said = read_log()
    errors = re.findall(r"^\s*ERROR: (?!ResolutionImpossible)(.+)$", said, re.MULTILINE)
    told = re.sub(r"[^\x20-\x7e]+", " ", errors[-1])[:200].rstrip(" .") if errors else "pip failed"
    network = network_reason(said)
    if network and told.startswith("Cannot install"):
        return f"{network}."  # what pip then makes of its list of versions misleads
    return f"{network} ({told})." if network else f"{told}."


def network_reason(said: str) -> str:
    """What is wrong with the network, by pip's words; empty if nothing is."""
    for words, meant in REASONS:
        if re.search(words, said):
            named = [name for name in PROXIES if os.environ.get(name)]  # by name: its value may hold a password
            return meant.format(proxy=f"in {named[0]}" if named else "in pip's settings")
    return ""


def read_log() -> str:
    """What pip has said since this set-up began."""
    with open(LOG, encoding="utf-8", errors="replace") as file:
        return file.read()


def locked_versions() -> "list[str]":
    """Each package of uv.lock at its version, as a constraint for pip."""
    if not os.path.exists(UV_LOCK):
        return []
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
    """Run a command in the checkout with its words in the log, and on a terminal in one line; its exit code."""
    environment = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    environment["PIP_USER"] = "0"  # a pip.conf that says `user = true` would miss .venv
    environment.setdefault("PIP_RETRIES", "2")  # without a network: an answer in seconds
    environment["PYTHONIOENCODING"] = "utf-8"  # for the log, whatever this machine speaks
    working = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
    )
    with working, open(LOG, "ab") as log, Progress() as progress:
        for line in working.stdout or ():
            log.write(line)
            log.flush()
            progress.show(line.decode("utf-8", "replace"))
    return working.returncode


class Progress:
    """What pip is at, in one line that is written over and taken away at the end; nothing where that is no terminal."""

    def __init__(self) -> None:
        self.collected = 0  # packages that pip has begun with
        self.shown = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        return self

    def show(self, line: str) -> None:
        """Tell a line of pip's if it begins a step."""
        step = STEP.match(line)
        if not step or not self.shown:
            return
        began, name = [part for part in step.groups() if part] if step[7] is None else ("Installing", "")
        if began in ("Collecting", "Processing"):
            self.collected += 1
        if began == "Installing":
            self.write(f"  installing {self.collected} packages")
        else:
            name = " ".join(name.removesuffix(".whl").split("-")[:2]) if name.endswith(".whl") else name
            self.write(f"  package {self.collected}: {name}"[:78])

    def __exit__(self, *_: object) -> None:
        if self.collected:
            self.write("")

    @staticmethod
    def write(words: str) -> None:
        """Put words in place of the line."""
        sys.stderr.write("\r" + words.ljust(78) + ("\r" if not words else ""))
        sys.stderr.flush()


def begin_log() -> None:
    """Begin pip's words anew."""
    with open(LOG, "wb"):
        pass
