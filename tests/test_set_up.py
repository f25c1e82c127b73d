"""What worked goes on working, whatever becomes of a set-up: real environments, a real pip, and a folder of wheels.

The packages are so small that an environment is made in seconds; the network is taken away by the system itself.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BARE = getattr(sys, "_base_executable", sys.executable)
"""The Python under .venv, as a user would call it."""
BACKEND = """
import os, time, zipfile
INFO = "whitecell-1.dist-info/"
def build_editable(folder, config=None, metadata=None):
    print("building", flush=True)
    while os.path.exists(os.path.join(os.path.dirname(__file__), "wait")):
        time.sleep(0.05)
    with zipfile.ZipFile(os.path.join(folder, "whitecell-1-py3-none-any.whl"), "w") as wheel:
        _info(lambda name, text: wheel.writestr(INFO + name, text))
        wheel.writestr("whitecell.pth", os.path.dirname(__file__))
    return "whitecell-1-py3-none-any.whl"
def prepare_metadata_for_build_editable(folder, config=None):
    os.makedirs(os.path.join(folder, INFO))
    def put(name, text):
        with open(os.path.join(folder, INFO, name), "w") as file:
            file.write(text)
    _info(put)
    return INFO.rstrip("/")
def _info(put):
    import tomllib
    with open("pyproject.toml", "rb") as file:
        project = tomllib.load(file)["project"]
    needs = list(project["dependencies"])
    for extra, more in project["optional-dependencies"].items():
        needs += [each + " ; extra == '" + extra + "'" for each in more]
    extras = "".join("Provides-Extra: " + each + "\\n" for each in project["optional-dependencies"])
    put("METADATA", "Metadata-Version: 2.1\\nName: whitecell\\nVersion: 1\\n" + extras
        + "".join("Requires-Dist: " + each + "\\n" for each in needs))
    put("WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    put("RECORD", "")
    put("entry_points.txt", "[console_scripts]\\nwhitecell = game.cli:main\\n")
"""
CLI = "def main():\n    import textual\n    print('played with', textual.VERSION)\n    return 0\n"
TESTS = """import sys
from game.bootstrap import ready_or_hand_over
ready_or_hand_over("tests", extras=("dev",))
print("tested")
"""


def project(checkout: Path, textual: str = "1.0", **extras: str) -> None:
    """Write what the checkout needs, and the lock that goes with it."""
    optional = "".join(f'{name} = ["{needs}"]\n' for name, needs in {"dev": "probe>=1", **extras}.items())
    (checkout / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        f'[project]\nname = "whitecell"\nversion = "1"\ndependencies = ["textual>={textual}"]\n'
        f"[project.optional-dependencies]\n{optional}",
        encoding="utf-8",
    )
    (checkout / "uv.lock").write_text(
        f'[[package]]\nname = "textual"\nversion = "{textual}"\nsource = {{ registry = "." }}\n', encoding="utf-8"
    )


def wheel(checkout: Path, name: str, version: str) -> None:
    """Put a package of one line into the folder of wheels."""
    folder = checkout / "wheels"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as made:
        info = f"{name}-{version}.dist-info/"
        made.writestr(f"{name}.py", f"VERSION = '{version}'\n")
        made.writestr(info + "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        made.writestr(info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr(info + "RECORD", "")


def fresh(tmp_path: Path) -> Path:
    """A checkout with the real first start and a program of one line; its package `probe` cannot be had."""
    for name in ("__init__", "__main__", "bootstrap", "installation", "packages"):
        (tmp_path / "game").mkdir(exist_ok=True)
        shutil.copy(ROOT / "game" / f"{name}.py", tmp_path / "game")
    (tmp_path / "game" / "cli.py").write_text(CLI, encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "__init__.py").touch()
    (tmp_path / "tests" / "__main__.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "backend.py").write_text(BACKEND, encoding="utf-8")
    project(tmp_path)
    wheel(tmp_path, "textual", "1.0")
    return tmp_path


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that was started once: it is copied for every test, as a user may copy it."""
    made = fresh(tmp_path_factory.mktemp("started"))
    code, _, said = start(made)
    assert code == 0, said
    return made


@pytest.fixture
def checkout(started: Path, tmp_path: Path) -> Path:
    """A checkout with a `.venv` that works."""
    return Path(shutil.copytree(started, tmp_path / "checkout", symlinks=True))


def surroundings(checkout: Path) -> Mapping[str, str]:
    away = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(checkout / "wheels"), "PIP_CONFIG_FILE": os.devnull}
    return {**os.environ, **away}


def start(checkout: Path, module: str = "game", python: str = BARE) -> tuple[int, str, str]:
    """Start it by a Python without packages; return exit code, output, and what was said."""
    site = ["-S"] if python == BARE else []
    command = [python, *site, "-m", module]
    done = subprocess.run(
        command, cwd=checkout, env=surroundings(checkout), capture_output=True, text=True, timeout=100
    )
    return done.returncode, done.stdout, done.stderr


def python(checkout: Path) -> Path:
    return checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def left_over(checkout: Path) -> list[str]:
    return sorted(path.name for path in checkout.glob(".venv-*") if path.name != ".venv-setup")


def test_a_first_start_sets_up_plays_and_says_nothing_the_second_time(tmp_path: Path) -> None:
    checkout = fresh(tmp_path)
    code, out, said = start(checkout)
    assert (code, out) == (0, "played with 1.0\n"), said
    assert len(said.splitlines()) == 1
    assert start(checkout) == (0, "played with 1.0\n", "")
    assert left_over(checkout) == []
    script = python(checkout).with_name("whitecell.exe" if os.name == "nt" else "whitecell")
    done = subprocess.run([script], capture_output=True, text=True, check=False)
    assert done.stdout == "played with 1.0\n"  # scripts name the Python that they stand beside
    assert not [
        path for path in python(checkout).parent.iterdir() if path.is_file() and b".venv-new" in path.read_bytes()
    ]


def test_a_missing_extra_takes_nothing_away_and_a_changed_lock_neither(checkout: Path) -> None:
    code, out, said = start(checkout, "tests")  # its package cannot be had
    assert (code, out) == (1, "")
    assert "No matching distribution found for probe>=1" in said
    assert "What was in .venv is still there." in said
    assert len(said.splitlines()) == 2
    assert start(checkout) == (0, "played with 1.0\n", "")

    project(checkout, "2.0")  # asked for, and cannot be had
    code, out, said = start(checkout, python=str(python(checkout)))  # from inside: it does not try again and again
    assert (code, out) == (0, "played with 1.0\n")
    assert said.count("Going on with those that are there.") == 1
    assert "textual" in said
    assert left_over(checkout) == []

    wheel(checkout, "textual", "2.0")
    code, out, said = start(checkout)
    assert (code, out, len(said.splitlines())) == (0, "played with 2.0\n", 1)


def test_what_was_added_once_stays_when_the_lock_changes(checkout: Path) -> None:
    wheel(checkout, "probe", "1.0")
    assert start(checkout, "tests")[:2] == (0, "tested\n")
    wheel(checkout, "textual", "2.0")
    project(checkout, "2.0")
    assert start(checkout)[:2] == (0, "played with 2.0\n")
    assert start(checkout, "tests") == (0, "tested\n", "")


@pytest.mark.parametrize("end", ["SIGKILL", "SIGINT"])
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_set_up_that_is_stopped_in_the_middle_takes_nothing_away(checkout: Path, end: str) -> None:
    wheel(checkout, "textual", "2.0")
    project(checkout, "2.0")
    (checkout / "wait").touch()
    command = [BARE, "-S", "-m", "game"]
    working = subprocess.Popen(
        command, cwd=checkout, env=surroundings(checkout), stderr=subprocess.PIPE, start_new_session=True
    )
    log = checkout / ".venv-setup" / "whitecell-setup.log"
    made = checkout / ".venv-new" / "bin" / "python"
    while not made.exists() or not log.exists():
        time.sleep(0.05)
    os.killpg(working.pid, getattr(signal, end))
    said = working.communicate(timeout=60)[1].decode()
    if end == "SIGINT":
        assert (working.returncode, "is still there" in said, "Traceback" in said) == (130, True, False)
        assert python(checkout).exists()
        return
    (checkout / "wheels" / "textual-2.0-py3-none-any.whl").unlink()
    (checkout / "wait").unlink()
    assert start(checkout)[:2] == (0, "played with 1.0\n")
    assert left_over(checkout) == []


@pytest.mark.parametrize("between", ["first rename", "second rename"])
def test_a_swap_that_is_cut_in_two_is_finished_or_undone(checkout: Path, between: str) -> None:
    venv = checkout / ".venv"
    if between == "first rename":  # the old one is away, the new one is not whole
        (checkout / ".venv-new").mkdir()
    else:  # the new one is whole, and not in its place yet
        shutil.copytree(venv, checkout / ".venv-new", symlinks=True)
    venv.rename(checkout / ".venv-old")
    (checkout / "wheels" / "textual-1.0-py3-none-any.whl").unlink()  # so that nothing can be made anew
    assert start(checkout) == (0, "played with 1.0\n", "")
    assert left_over(checkout) == []


def test_of_two_first_starts_at_once_one_sets_up_and_both_play(tmp_path: Path) -> None:
    checkout = fresh(tmp_path)
    command = [BARE, "-S", "-m", "game"]
    both = [
        subprocess.Popen(command, cwd=checkout, env=surroundings(checkout), stdout=-1, stderr=-1, text=True)
        for _ in range(2)
    ]
    ended = [each.communicate(timeout=100) for each in both]
    assert [out for out, _ in ended] == ["played with 1.0\n"] * 2
    assert sum("Setting up" in said for _, said in ended) == 1
    assert left_over(checkout) == []


def test_what_is_half_made_is_made_afresh(checkout: Path) -> None:
    (checkout / ".venv" / "whitecell-installed.txt").write_text("", encoding="utf-8")  # so an older version left it
    half = checkout / ".venv" / "half-installed"
    half.mkdir()
    assert start(checkout)[:2] == (0, "played with 1.0\n")
    assert not half.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network from one process")
def test_without_a_network_what_is_there_plays_and_the_reason_is_said(checkout: Path) -> None:
    away = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    if subprocess.run([*away, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no process give up its network")
    project(checkout, "2.0")
    outside = {"PIP_INDEX_URL": "https://index.invalid/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [*away, BARE, "-S", "-m", "game"]
    done = subprocess.run(command, cwd=checkout, env={**kept, **outside}, capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout) == (0, "played with 1.0\n"), done.stderr
    assert "Going on with those that are there." in done.stderr
    assert "No matching distribution found for textual>=2.0" in done.stderr
