"""What worked goes on working, whatever becomes of a set-up: real environments, a real pip, and a folder of wheels.

The packages are so small that an environment is made in seconds; the network is taken away by the system itself.
"""

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from game import packages
from tests.waiting import until

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
    for name in ("__init__", "__main__", "bootstrap", "extras", "installation", "packages"):
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


def start(
    checkout: Path, module: str = "game", python: str = BARE, within: Sequence[str] = (), words: Sequence[str] = ()
) -> tuple[int, str, str]:
    """Start it by a Python without packages; return exit code, output, and what was said."""
    site = ["-S"] if python == BARE else []
    command = [*within, python, *site, "-m", module, *words]
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


def test_a_list_for_excel_fetches_what_it_needs_and_csv_is_named_where_that_cannot_be_had(checkout: Path) -> None:
    project(checkout, office="sheets>=1")
    command = ["msel", "export", "starter", "--out", "list.xlsx"]
    code, out, said = start(checkout, words=command)
    assert (code, out) == (1, "")
    assert "No matching distribution found for sheets>=1" in said
    assert "name a file that ends in .csv" in said
    wheel(checkout, "sheets", "1.0")
    assert start(checkout, words=command)[:2] == (0, "played with 1.0\n")
    assert start(checkout, words=command) == (0, "played with 1.0\n", "")  # once


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
    until(lambda: made.exists() and log.exists())
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


def test_a_checkout_that_was_moved_names_its_new_place(checkout: Path, tmp_path: Path) -> None:
    moved = checkout.rename(tmp_path / "moved")  # it was copied once already: `started` made it elsewhere
    assert start(moved) == (0, "played with 1.0\n", "")
    script = python(moved).with_name("whitecell.exe" if os.name == "nt" else "whitecell")
    away = {"cwd": tmp_path, "capture_output": True, "text": True, "check": False}
    assert subprocess.run([script], **away).stdout == "played with 1.0\n"
    where = subprocess.run([python(moved), "-c", "import game; print(game.__file__)"], **away).stdout
    assert Path(where.strip()).parent == moved / "game"


def test_what_somebody_elses_project_left_beside_a_wheel_is_not_set_up(checkout: Path) -> None:
    (checkout / "game" / "_data").mkdir()  # stands in a wheel
    (checkout / "pyproject.toml").write_text("this is not even TOML", encoding="utf-8")
    shutil.rmtree(checkout / ".venv")
    code, _, said = start(checkout)
    assert code == 1  # the Python of this test has no packages; none are fetched
    assert "No module named 'textual'" in said
    assert "Setting up" not in said
    assert not (checkout / ".venv").exists()


def test_a_checkout_without_its_lock_plays_all_the_same(tmp_path: Path) -> None:
    checkout = fresh(tmp_path)
    (checkout / "uv.lock").unlink()
    assert start(checkout)[:2] == (0, "played with 1.0\n")
    assert start(checkout) == (0, "played with 1.0\n", "")


# --- folders that may only be read, and users who are not root ------------------------------------------------------


def somebody() -> list[str]:
    """What starts a program as a user who is not root: this one, or for root a nobody of a world of their own."""
    if os.name == "nt" or os.geteuid():
        return []
    command = ["unshare", "--user"]
    if sys.platform != "linux" or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets root be nobody else")
    return command


def set_rights(folder: Path, rights: str) -> None:
    subprocess.run(["chmod", "-R", rights, folder], check=True)


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_user_who_is_not_root_sets_up_and_plays(tmp_path: Path) -> None:
    checkout = fresh(tmp_path)
    assert start(checkout, within=somebody())[:2] == (0, "played with 1.0\n")
    assert start(checkout, within=somebody()) == (0, "played with 1.0\n", "")


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_shared_folder_that_may_only_be_read_plays_and_says_what_it_cannot_do(checkout: Path) -> None:
    project(checkout, "2.0")  # asked for since it was set up
    set_rights(checkout, "a-w")
    try:
        code, out, said = start(checkout, within=somebody())
        assert (code, out, len(said.splitlines())) == (0, "played with 1.0\n", 1), said
        assert "may not be written to" in said
        assert "Going on with those that are there." in said
    finally:
        set_rights(checkout, "u+w")
    project(checkout, "1.0")
    set_rights(checkout, "a-w")
    try:
        assert start(checkout, within=somebody()) == (0, "played with 1.0\n", "")
    finally:
        set_rights(checkout, "u+w")


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_folder_that_may_only_be_read_and_was_never_set_up_says_so_in_a_sentence(tmp_path: Path) -> None:
    checkout = fresh(tmp_path)
    set_rights(checkout, "a-w")
    try:
        code, out, said = start(checkout, within=somebody())
    finally:
        set_rights(checkout, "u+w")
    assert (code, out, len(said.splitlines())) == (1, "", 1), said
    assert "may not be written to (Permission denied). Copy it to a place of your own" in said


# --- what is said ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("WARNING: Retrying after 'ProxyError('Cannot connect to proxy.', OSError(111))'", "the proxy in HTTPS_PROXY"),
        ("WARNING: OSError('Tunnel connection failed: 407 Proxy Authentication Required')", "the proxy in HTTPS_PROXY"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "set PIP_CERT"),
        (
            "WARNING: Retrying after 'NewConnectionError(Network is unreachable)'",
            "the packages' index cannot be reached",
        ),
        ("ERROR: nothing of the kind", ""),
    ],
)
def test_what_pip_says_of_a_network_is_told_as_what_it_means(
    words: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in packages.PROXIES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@proxy.invalid:3128")
    told = packages.network_reason(words)
    assert meant in told
    assert bool(told) == bool(meant)
    assert "secret" not in told


def test_a_proxy_that_is_not_there_is_named_and_its_password_is_not(tmp_path: Path) -> None:
    checkout = fresh(tmp_path)
    kept = {name: value for name, value in os.environ.items() if name not in packages.PROXIES and name[:4] != "PIP_"}
    proxy = {"HTTPS_PROXY": "http://user:secret@127.0.0.1:9", "PIP_INDEX_URL": "https://index.invalid/simple"}
    command = [BARE, "-S", "-m", "game"]
    done = subprocess.run(
        command,
        cwd=checkout,
        env={**kept, **proxy, "PIP_RETRIES": "1", "PIP_CONFIG_FILE": os.devnull, "NO_PROXY": ""},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 1
    assert "the proxy in HTTPS_PROXY does not let pip through" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
def test_progress_is_shown_in_one_line_of_a_terminal_and_taken_away(tmp_path: Path) -> None:
    import pty

    checkout = fresh(tmp_path)
    ours, theirs = pty.openpty()
    command = [BARE, "-S", "-m", "game"]
    working = subprocess.Popen(command, cwd=checkout, env=surroundings(checkout), stdout=-1, stderr=theirs)
    os.close(theirs)
    said = b""
    with working:
        while True:
            try:
                got = os.read(ours, 1024)
            except OSError:  # Linux says so where others end
                break
            if not got:
                break
            said += got
    os.close(ours)
    assert b"\r  package 1: textual" in said
    assert said.endswith(b" " * 78 + b"\r")
    assert said.count(b"\n") == 1


# --- without a network ----------------------------------------------------------------------------------------------


def offline() -> list[str]:
    """What starts a program without a network."""
    away = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    if subprocess.run([*away, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets no process give up its network")
    return away


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network from one process")
def test_without_a_network_what_is_there_plays_and_the_reason_is_said(checkout: Path) -> None:
    away = offline()
    project(checkout, "2.0")
    outside = {"PIP_INDEX_URL": "https://index.invalid/simple", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [*away, BARE, "-S", "-m", "game"]
    done = subprocess.run(command, cwd=checkout, env={**kept, **outside}, capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout) == (0, "played with 1.0\n"), done.stderr
    assert "Going on with those that are there." in done.stderr
    assert "No matching distribution found for textual>=2.0" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes the network from one process")
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_without_a_network_a_folder_of_wheels_that_was_carried_here_is_enough(tmp_path: Path, version: str) -> None:
    checkout = fresh(tmp_path)
    shutil.rmtree(checkout / "wheels")
    wheel(checkout, "textual", version)  # that of the lock, or another that will do
    (checkout / "wheels").rename(checkout / "wheelhouse")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [*offline(), BARE, "-S", "-m", "game"]
    outside = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "https://index.invalid/simple"}
    done = subprocess.run(command, cwd=checkout, env={**kept, **outside}, capture_output=True, text=True, timeout=100)
    assert (done.returncode, done.stdout) == (0, f"played with {version}\n"), done.stderr
    assert ("Not all the versions" in done.stderr) == (version != "1.0")
