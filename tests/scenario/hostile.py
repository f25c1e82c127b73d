"""Files and folders as a stranger might send them: bombs, brackets, endless lines, noise, links that lead away."""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

HEAD = "format: 1\nid: a\ntitle: A\nclock: {days: 30}\ngauges: {trust: {start: 5}}\n"
ONE = HEAD + "injects:\n- id: a\n"
MEGABYTE = 1_000_000
SECRET = "NOT FOR YOUR EYES"

# What can begin something that YAML then waits for the end of, and signs that fill a line.
OPENINGS = ("[", "{a: ", "- ", "? ", '"[', "(", "[{a: ", "> ", "|\n ", "! ", "&a ", "*a ", "<<: {")
SIGNS = (
    *"a\"'\\ \t:-,#!%@\0\r\n\x85\u2028\ufeff東\u202e",
    "a: ", "e\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧", "\x1b[31m", "\\ud800", "\\u0041",
)  # fmt: skip


def files(many: int = 5_000, long: int = MEGABYTE, deep: int = 100_000) -> dict[str, bytes]:
    """Hostile files by name: lists of so many parts, lines of so many bytes, brackets so deep."""
    texts: dict[str, str] = {}
    for opening in OPENINGS:
        texts[f"{deep} x {opening!r}"] = opening * deep
        texts[f"{deep} x {opening!r} in a value"] = f"{HEAD}setting: {opening * deep}"
    for sign in SIGNS:
        count = long // len(sign.encode())
        texts[f"a line of {sign!r}"] = sign * count
        texts[f"a value of {sign!r}"] = f"{HEAD}setting: x{sign * count}"
        texts[f"a quoted value of {sign!r}"] = f'{HEAD}setting: "x{sign * count}"'
    return {name: text.encode() for name, text in (texts | _bombs(deep) | _crowds(many)).items()} | _noise(long)


def _bombs(deep: int) -> dict[str, str]:
    names = "abcdefghij"
    laughs = "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in itertools.pairwise(names)
    )
    condition = "injects: [{id: a, when: "
    return {
        "a billion laughs": f"a: &a [lol, lol]\n{laughs}",
        "merged keys": "a: &a {x: 1}\n" + "b: {<<: *a}\n" * 100,
        "an anchor of itself": "&a [*a]",
        "steps down": "".join(" " * step + f"a{step}:\n" for step in range(min(1_400, deep))),
        "steps to the side": "".join(" " * min(step, 60) + "a:\n" for step in range(deep)),
        "separators": "---\n" * deep,
        "ends": "...\n" * deep,
        "directives": "%YAML 1.1\n" * deep,
        "tag directives": "%TAG ! tag:x,2000:\n" * deep,
        "a Python object": "!!python/object/apply:os.system ['true']",
        "digits": f"{HEAD}minutes: {'9' * deep}",
        "a long key": f"{HEAD}{'k' * deep}: 1",
        "a long comment": f"{HEAD}# {'c' * deep}",
        "many keys": HEAD + "".join(f"k{number}: 1\n" for number in range(deep)),
        "rows of words": f"{HEAD}x: [{','.join(['[' + ','.join(['a'] * 4_500) + ']'] * (deep // 1_500))}]",
        "a long condition": f"{HEAD}{condition}{'trust > 3 and ' * (deep // 2)} trust > 3}}]",
        "a condition of brackets": f'{HEAD}{condition}"{"(" * 900}trust{")" * 900} > 3"}}]',
        "a condition of nots": f'{HEAD}{condition}"{"not " * 480}trust > 3"}}]',
        "a condition of minuses": f'{HEAD}{condition}"{"-" * 1_900}trust > 3"}}]',
        "a condition of powers": f'{HEAD}{condition}"9**9**9**9 > trust"}}]',
        "a condition that grows": f'{HEAD}{condition}"{"*".join(["trust"] * 300)} > 3"}}]',
        "comments to check": HEAD + "# whitecell: ok WC214 because x\n" * (deep // 4),
        "a long comment to check": f"{HEAD}# whitecell: ok {'WC214 ' * deep} because x\n",
    }


def _crowds(many: int) -> dict[str, str]:
    """Files that are right in their form, or nearly, and in which every part meets every other."""

    def lines(line: Callable[[int], str], count: int = many) -> str:
        return "".join(f"{line(number)}\n" for number in range(count))

    always = " and ".join(f"(f{n} or not f{n})" for n in range(9))
    bad = "- {id: A, when: trst, to: [x, y], options: [{id: B}, {id: B}]}"
    return {
        "injects": f"{HEAD}injects:\n" + lines(lambda n: f"- {{id: i{n}, when: trust > 3}}"),
        "bad injects": f"{HEAD}injects:\n" + lines(lambda n: bad),
        "options": f"{ONE}  options:\n" + lines(lambda n: f"  - {{id: o{n}, effects: {{trust: +{n}}}}}"),
        "options alike": f"{ONE}  options:\n" + lines(lambda n: f"  - {{id: o{n}, label: x}}"),
        "delayed effects": f"{ONE}  options:\n  - id: o\n    later:\n" + lines(lambda n: f"    - {{after: {n + 1}}}"),
        "documents that are not there": f"{ONE}  documents:\n" + lines(lambda n: "  - {kind: map, file: none.txt}"),
        "flags nearly named": f"{HEAD}flags:\n"
        + lines(lambda n: f"  f{n}:")
        + "injects:\n"
        + lines(lambda n: f"- {{id: i{n}, when: fx{n} and trust > 3}}", many // 3),
        "gauges": HEAD.replace("gauges: {trust: {start: 5}}\n", "gauges:\n")
        + lines(lambda n: f"  g{n}: {{start: 5}}")
        + "injects: [{id: a, when: "
        + " and ".join(f"g{n} > {n}" for n in range(35))
        + "}]",
        "lessons nearly named": f"{HEAD}lessons:\n" + lines(lambda n: f"  measure_impac{n}:"),
        "seats at injects": f"{HEAD}roles:\n"
        + lines(lambda n: f"  r{n}:", many // 4)
        + "injects:\n"
        + lines(lambda n: f"- {{id: i{n}, options: [{{id: a}}, {{id: b}}]}}", many // 4),
        "seats at votes": f"{HEAD}roles:\n"
        + lines(lambda n: f"  r{n}:", many // 4)
        + "injects:\n"
        + lines(lambda n: f"- {{id: i{n}, decided_by: vote, options: [{{id: a}}, {{id: b}}]}}", many // 4),
        "endings": f"{HEAD}endings:\n" + lines(lambda n: f"- {{id: e{n}, when: trust > {n}}}"),
        "choices": f"{HEAD}injects:\n- id: i0\n"
        + lines(
            lambda n: f'- {{id: i{n + 1}, when: "chose(i{n}) or chose(i{n // 2}) or chose(i{n // 3})"}}', many // 2
        ),
        "conditions that always hold": f"{HEAD}flags:\n"
        + lines(lambda n: f"  f{n}:", 9)
        + "injects:\n"
        + lines(lambda n: f'- {{id: i{n}, when: "{always} and day + 3 < {n + 100}"}}', many // 4),
        "trends": f"{HEAD}trends:\n" + lines(lambda n: f"- {{id: t{n}, every: 1, when: day > {n}}}"),
    }


def _noise(long: int) -> dict[str, bytes]:
    dice = random.Random(20310301)
    return {
        "noise": dice.randbytes(long),
        "a program": Path(sys.executable).read_bytes()[:long],
        "a picture": b"\x89PNG\r\n\x1a\n" + dice.randbytes(long),
        "UTF-16": HEAD.encode("utf-16"),
        "UTF-32": HEAD.encode("utf-32"),
        "zeros": bytes(long),
        "ones": b"\xff" * long,
        "overlong": b"\xc0\x80" * 1_000,
        "half a surrogate": b"a: \xed\xa0\x80",
        "nothing": b"",
        "next to nothing": b"   \n\n",
        "cut in a letter": HEAD.encode() + "summary: 東".encode()[:-1],
    }


def folders(root: Path) -> dict[str, Path]:
    """Make hostile folders (where the system has links and pipes) and return the path to check in each.

    A file with `SECRET` in it lies beside them: nothing that is said of any of them may hold it.
    """
    secret = root / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    (root / "outside.yaml").write_text(f"- id: outside\n  title: {SECRET}\n", encoding="utf-8")
    made: dict[str, Path] = {}

    def scenario(name: str, text: str = HEAD) -> Path:
        made[name] = folder = root / name.replace(" ", "_")
        (folder / "injects").mkdir(parents=True)
        (folder / "scenario.yaml").write_text(text, encoding="utf-8")
        return folder

    def paper(name: str, file: str) -> Path:
        return scenario(name, f'{ONE}  documents: [{{kind: map, file: "{file}"}}]\n')

    for number, file in enumerate(("../secret.txt", str(secret), "a/../../secret.txt", "..", "C:secret.txt", "")):
        paper(f"a document away {number}", file.replace("\\", "/"))
    (paper("a linked document", "link.txt") / "link.txt").symlink_to(secret)
    (paper("a linked folder", "way/secret.txt") / "way").symlink_to(root)
    ring = paper("a ring of links", "a.txt")
    (ring / "a.txt").symlink_to(ring / "b.txt")
    (ring / "b.txt").symlink_to(ring / "a.txt")
    (scenario("a linked inject") / "injects" / "a.yaml").symlink_to(root / "outside.yaml")
    held = scenario("a linked folder of injects") / "injects"
    held.rmdir()
    held.symlink_to(root)
    alone = scenario("a linked scenario") / "scenario.yaml"
    alone.unlink()
    alone.symlink_to(root / "outside.yaml")
    (scenario("a folder for a file") / "injects" / "a.yaml").mkdir()
    crowd = scenario("a crowd of files") / "injects"
    for number in range(501):
        (crowd / f"{number:03}.yaml").write_text(f"- id: i{number}\n", encoding="utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(paper("a pipe", "pipe.txt") / "pipe.txt")
        os.mkfifo(scenario("a pipe of injects") / "injects" / "a.yaml")
        (paper("an endless device", "zero.txt") / "zero.txt").symlink_to("/dev/zero")
    return made
