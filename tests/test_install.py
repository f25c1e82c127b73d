"""Every way to install what is released, without a network: wheel, sdist, uv, pipx, a folder that was carried.

The wheels are those that are installed here, packed again from what their RECORD lists; so nothing is fetched.
"""

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Sequence
from email.parser import Parser
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from game import packages

ROOT = Path(__file__).resolve().parent.parent
BARE = getattr(sys, "_base_executable", sys.executable)
SCRIPTS = Path(sys.executable).parent
PLAY = ("play", "starter", "--policy", "first", "--seed", "7", "--json")
HOST = """
import json, subprocess, sys, urllib.request
host = subprocess.Popen([*sys.argv[1:], "host", "starter", "--syndicates", "1", "--headless"], stdout=-1, text=True)
told = json.loads(host.stdout.readline())
with urllib.request.urlopen(told["url"]) as page:
    assert page.status == 200 and "code" in page.read().decode()
host.terminate()
host.wait()
print(told["url"])
"""
"""Hold a class and look at its first page, both on a machine of its own."""

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network from one process"),
    pytest.mark.timeout(300),
]


def needed(*names: str) -> set[str]:
    """These distributions and all that they bring here."""
    found: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        asked = waiting.pop()
        wanted = [Requirement(line) for line in metadata.requires(asked.name) or ()]
        for each in wanted:
            extras = asked.extras or {""}
            if any(each.marker is None or each.marker.evaluate({"extra": extra}) for extra in extras):
                if canonicalize_name(each.name) not in found or each.extras:
                    waiting.append(each)
                found.add(canonicalize_name(each.name))
        if asked.name != "whitecell":
            found.add(canonicalize_name(asked.name))
    return found


def pack(name: str, folder: Path) -> Path:
    """Pack an installed distribution as a wheel again."""
    distribution = metadata.distribution(name)
    tag = re.findall(r"^Tag: (.+)$", distribution.read_text("WHEEL") or "", re.MULTILINE)[0]
    info = next(part.parts[0] for part in distribution.files or () if part.name == "METADATA")
    made = folder / f"{info.removesuffix('.dist-info')}-{tag}.whl"
    with zipfile.ZipFile(made, "w") as wheel:
        for file in distribution.files or ():
            source = Path(str(file.locate()))
            outside = ".." in file.parts or "__pycache__" in file.parts
            if not outside and source.is_file() and file.name not in ("RECORD", "INSTALLER", "REQUESTED"):
                wheel.write(source, str(file))
        wheel.writestr(f"{info}/RECORD", "")
    return made


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all the wheels for play and for a class, and what builds a checkout."""
    folder = tmp_path_factory.mktemp("carried") / "wheelhouse"
    folder.mkdir()
    for name in sorted(needed("whitecell[web]", "hatchling", "editables")):
        pack(name, folder)
    return folder


@pytest.fixture(scope="module")
def released(wheelhouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of wheels with our own wheel and sdist in it, built from this checkout."""
    folder = Path(shutil.copytree(wheelhouse, tmp_path_factory.mktemp("released") / "wheels", copy_function=os.link))
    command = [SCRIPTS / "hatchling", "build", "--directory", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def sdist(released: Path) -> Path:
    return next(released.glob("whitecell-*.tar.gz"))


@pytest.fixture
def checkout(sdist: Path, wheelhouse: Path, tmp_path: Path) -> Path:
    """The sdist, unpacked; its lock has the hashes of the wheels that were packed anew."""
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    made = next(tmp_path.glob("whitecell-*"))
    lock = made / "uv.lock"
    hashed = with_hashes(lock.read_text(encoding="utf-8"), wheelhouse)
    lock.write_text(hashed, encoding="utf-8", newline="\n")
    return made


def written(paper: str, begins: str) -> list[str]:
    """The commands of a paper that begin so, without what is said of them beside."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    return [re.split(r" {2,}", line)[0] for line in re.findall(rf"^    ({begins}.+)$", text, re.MULTILINE)]


def as_written(line: str, folder: Path, wheels: Path) -> None:
    """Run a command of a paper as it stands there, with a folder in place of an index."""
    (folder / "uv.toml").write_text(f"no-index = true\nfind-links = ['{wheels}']\n", encoding="utf-8")
    first, *rest = shlex.split(line)
    command = [BARE if first == "python" else SCRIPTS / first, *rest]
    run(
        command,
        folder,
        UV_CONFIG_FILE=str(folder / "uv.toml"),
        UV_PYTHON=BARE,
        PIP_NO_INDEX="1",
        PIP_FIND_LINKS=str(wheels),
    )


def run(command: Sequence[str | Path], folder: Path, **settings: str) -> str:
    """Run a command where there is no network but the machine itself, as a user whose folders are all in `folder`."""
    user = folder / "user"
    user.mkdir(exist_ok=True)
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP", "UV_", "VIRTUAL", "WHITECELL"))
    }
    theirs = {
        "HOME": user,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_COMPILE": "1",  # what is never imported here need not be compiled: half of what an install costs
        "PIPX_HOME": folder / "pipx",
        "PIPX_BIN_DIR": folder / "bin",
        "PIPX_MAN_DIR": folder / "man",
        "UV_CACHE_DIR": folder / "cache",
        "UV_TOOL_DIR": folder / "tools",
        "UV_TOOL_BIN_DIR": folder / "bin",
        "UV_PYTHON_DOWNLOADS": "never",
        "WHITECELL_HOME": user / "data",
    }
    environment = {**kept, **{name: str(value) for name, value in theirs.items()}, **settings}
    alone = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no process give up its network")
    done = subprocess.run(
        [*alone, "sh", "-c", 'ip link set lo up; exec "$@"', "sh", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def plays(command: Sequence[str | Path], folder: Path) -> None:
    """What was installed plays a scenario that is shipped with it, and holds a class."""
    assert run([BARE, "-c", HOST, *command], folder).startswith("http://127.0.0.1:")
    played = json.loads(run([*command, *PLAY], folder))
    assert (played["scenario"], played["seed"], bool(played["endings"])) == ("starter", 7, True)


def wheel_of(released: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(released.glob("whitecell-*.whl")))


def test_the_wheel_asks_for_versions_that_will_do(released: Path) -> None:
    with wheel_of(released) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith("/METADATA"))
        said = Parser().parsestr(wheel.read(name).decode())
    asked = {each.name: each for each in map(Requirement, said.get_all("Requires-Dist", ()))}
    assert str(asked["textual"].specifier) == "<9,>=8.2.8"
    assert str(asked["aiohttp"].specifier) == ">=3.14.3"
    assert said["Requires-Python"] == ">=3.11"
    assert "# Whitecell" in str(said.get_payload())


def test_a_wheel_and_an_sdist_hold_what_is_needed_and_nothing_else(released: Path, sdist: Path) -> None:
    with wheel_of(released) as wheel:
        inside = wheel.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in inside} == {"game", "whitecell"}
    for folder in ("assets", "scenarios"):
        ours = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert {f"game/_data/{path.relative_to(ROOT).as_posix()}" for path in ours} <= set(inside)
    with tarfile.open(sdist) as packed:
        top = {name.split("/")[1] for name in packed.getnames() if "/" in name}
    assert top == {
        *(".github", ".gitignore", "LICENSE", "PKG-INFO", "README.md"),
        *("assets", "game", "pyproject.toml", "scenarios", "tests", "uv.lock"),
    }


def test_a_wheel_plays_from_pip_whatever_lies_beside_it(released: Path, tmp_path: Path) -> None:
    venv.EnvBuilder(with_pip=False).create(tmp_path / "env")
    python = tmp_path / "env" / "bin" / "python"
    pip = [BARE, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--find-links", released]
    run([*pip, "whitecell[web]"], tmp_path)
    plays([python.with_name("whitecell")], tmp_path)
    packages = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (packages / "pyproject.toml").write_text("[project]\nname = 'somebody-elses'\n", encoding="utf-8")
    (packages / "scenarios").mkdir()
    plays([python, "-m", "game"], tmp_path)
    assert "starter" in run([python.with_name("whitecell"), "doctor"], tmp_path)
    assert not (packages / ".venv").exists()


def test_a_closed_network_needs_the_two_steps_of_the_readme(checkout: Path, wheelhouse: Path) -> None:
    (checkout / ".venv-setup").mkdir()
    versions = "".join(f"{line}\n" for line in packages.locked_versions())
    (checkout / ".venv-setup" / "whitecell-versions.txt").write_text(versions, encoding="utf-8")  # of the first start
    [line] = written("README.md", "python -m pip")
    as_written(line, checkout, wheelhouse)
    plays([BARE, "-m", "game"], checkout)
    said = (checkout / ".venv-setup" / "whitecell-setup.log").read_text(encoding="utf-8")
    assert "wheelhouse" in said
    assert "Looking in indexes" not in said


def test_uv_installs_it_as_a_tool_and_runs_it_without_installing(checkout: Path, wheelhouse: Path) -> None:
    [install, once] = written("README.md", "uv")
    as_written(install, checkout, wheelhouse)
    plays([checkout / "bin" / "whitecell"], checkout)
    run([SCRIPTS / "uv", "tool", "uninstall", "--quiet", "whitecell"], checkout)
    assert not (checkout / "bin" / "whitecell").exists()
    as_written(once, checkout, wheelhouse)
    assert not (checkout / "bin" / "whitecell").exists()


def test_uv_installs_a_wheel(released: Path, tmp_path: Path) -> None:
    where = ("--no-index", "--find-links", str(released), "--python", BARE)
    run([SCRIPTS / "uv", "tool", "install", "--quiet", *where, "whitecell[web]"], tmp_path)
    plays([tmp_path / "bin" / "whitecell"], tmp_path)


def test_pipx_installs_it_and_takes_it_away_again(checkout: Path, wheelhouse: Path) -> None:
    [line] = written("README.md", "pipx")
    as_written(f"{line} --backend uv --python {BARE}", checkout, wheelhouse)  # its pip would fetch a newer pip first
    plays([checkout / "bin" / "whitecell"], checkout)
    run([SCRIPTS / "pipx", "uninstall", "--quiet", "whitecell"], checkout)
    assert not (checkout / "bin" / "whitecell").exists()


def test_uv_makes_an_environment_of_the_lock_in_the_steps_of_the_map(checkout: Path, wheelhouse: Path) -> None:
    steps = written("game/README.md", "(?:uv|python -m pip)")
    assert [step.split()[:2] for step in steps] == [["uv", "export"], *[["python", "-m"]] * 2, ["uv", "sync"]]
    for step in steps:
        as_written(step, checkout, wheelhouse)
    plays([checkout / ".venv" / "bin" / "whitecell"], checkout)
    locked = {(each["name"], each["version"]) for each in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    said = run([SCRIPTS / "uv", "pip", "list", "--format", "json", "--python", ".venv/bin/python"], checkout)
    installed = {(each["name"], each["version"]) for each in json.loads(said)}
    assert len(installed) > 20
    assert installed <= locked


def with_hashes(lock: str, wheels: Path) -> str:
    """The lock with the hashes of wheels that were packed anew; those of a registry are what it is made for."""
    for wheel in wheels.iterdir():
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        entry = re.compile(
            rf'(\[\[package\]\]\nname = "{canonicalize_name(name)}"\nversion = "{re.escape(version)}"\n'
            r"(?:(?!\n\[\[).)*?)"
            r"\nwheels = \[.*?\n\]",
            re.DOTALL,
        )
        lock = entry.sub(
            lambda found, line=f'    {{ path = "{wheel.name}", hash = "sha256:{digest}" }},': (
                f"{found[1]}\nwheels = [\n{line}\n]"
            ),
            lock,
        )
    return lock
