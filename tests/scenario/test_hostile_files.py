"""Hostile files: each is taken or refused, in a sentence with its place, and nothing outside a folder is ever read.

The long form, with the time and the memory of each file in a process of its own, is `tests.endurance.hostile_files`.
"""

import os
import threading
import time
from pathlib import Path

import pytest

from game.scenario.check import check
from game.scenario.findings import Finding
from game.scenario.load import examine
from tests.scenario.hostile import HEAD, SECRET, files, folders

HANG = 20
"""Seconds of work after which a file has stopped the program."""

FILES = files(many=1_500, long=100_000)


def said(path: Path) -> list[Finding]:
    """What is said of a scenario; printing it works, and every place is one that there is."""
    start = time.process_time()
    found = check(path)
    assert time.process_time() - start < HANG
    for finding in found[:200]:
        shown = finding.shown()
        assert finding.says
        assert SECRET not in shown
        assert "\x1b" not in shown
    return found


@pytest.mark.parametrize("name", sorted(FILES), ids=lambda name: ascii(name)[1:60])
def test_a_hostile_file_is_taken_or_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_bytes(FILES[name])
    found = said(path)
    lines = FILES[name].decode(errors="replace").replace("\r", "\n").count("\n") + 2
    assert found
    assert all(0 <= finding.place.line <= lines * 2 and finding.place.file == str(path) for finding in found)


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right that Windows users seldom have")
def test_nothing_outside_a_folder_is_read(tmp_path: Path) -> None:
    passed_over = ("a document away 5", "a folder for a file", "a pipe of injects")  # no file at all is named there
    for name, path in folders(tmp_path).items():
        refused = any(finding.level == "error" for finding in said(path))
        assert refused == (name not in passed_over), name


@pytest.mark.skipif(os.name == "nt", reason="making links takes a right that Windows users seldom have")
def test_a_document_exchanged_for_a_link_while_it_is_read_lets_nothing_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    document = folder / "document.txt"
    document.write_text("fine", encoding="utf-8")
    scenario = folder / "mine.yaml"
    scenario.write_text(HEAD + "injects: [{id: a, documents: [{kind: map, file: document.txt}]}]\n", encoding="utf-8")
    done = threading.Event()

    def exchange() -> None:
        while not done.is_set():
            (folder / "link").symlink_to(tmp_path / "secret.txt")
            (folder / "link").replace(document)
            (folder / "plain").write_text("fine", encoding="utf-8")
            (folder / "plain").replace(document)

    other = threading.Thread(target=exchange)
    other.start()
    seen = set()
    try:
        until = time.monotonic() + 2
        while time.monotonic() < until:
            made = examine(scenario)
            seen.add(made.scenario.injects[0].documents[0].text if made.scenario else made.findings[0].code)
    finally:
        done.set()
        other.join()
    assert seen <= {"fine", "WC001", "WC020"}
    assert len(seen) > 1


def test_a_scenario_written_while_it_is_read_is_taken_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "moving.yaml"
    texts = [(HEAD + f"setting: |\n  {word * 20_000}\n").encode() for word in ("a", "b")]
    path.write_bytes(texts[0])
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            for text in texts:
                with path.open("r+b") as file:  # in place, as some editors save
                    file.truncate(len(HEAD) + 5)
                    file.write(text)

    other = threading.Thread(target=write)
    other.start()
    try:
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            for finding in check(path):
                assert finding.shown()
    finally:
        done.set()
        other.join()
