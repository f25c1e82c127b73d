"""What carries runs and classes from machine to machine, in a test: a shelf that was played, every form, any damage."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from game import filing, first_pages, looking_back
from game.errors import Said
from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.errors import Refused
from game.exercise.run.run_store import ALONE, Library
from game.faces.debrief import document
from game.faces.group_debrief import document as group_document
from game.faces.lines import report
from game.faces.report_page import debrief_html
from game.record import parcel
from game.record.store import FolderStore
from game.report import tables
from game.report.as_json import plain
from game.report.debrief import debrief
from game.report.office import xapi
from game.report.open import opened
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests.exercise.simulating import Simulation

WORDS = ("I saw it so", "nobody asked", "the road is wet", "Anneliese said no", "…and then?", "<b>&amp;", "éàü 中文")


def at_home(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Let the program's data lie in a folder, from now on."""
    monkeypatch.setenv("WHITECELL_HOME", str(folder))
    return folder


def played(scenario: Scenario, seed: int, most: int = 100) -> str:
    """Play a run alone at random, with notes, reasons and papers opened; return its name."""
    dice = random.Random(seed)
    table = Library().begin(scenario, seed)
    seat = table.seat(ALONE)
    for question in scenario.questions:
        with suppress(Refused):  # it is asked at another moment
            seat.submit(cmd.Answer(question=question.id, answer=dice.randint(0, question.scale)))
    seat.submit(cmd.ReadBriefing())
    for _ in range(most):
        view = seat.snapshot()
        found = view.inject
        if found is None:
            break
        if dice.random() < 0.3:
            seat.submit(cmd.AddNote(text=dice.choice(WORDS), about=dice.choice(("", found.id))))
        for forecast in found.forecasts:
            seat.submit(cmd.Foretell(forecast=forecast.id, percent=dice.randint(0, 100)))
        for paper in found.documents:
            if dice.random() < 0.5:
                seat.submit(cmd.OpenDocument(inject=found.id, document=paper.number))
        chosen = [each.id for each in found.options if not each.closed]
        if not found.options or not chosen:
            try:
                seat.submit(cmd.Acknowledge(inject=found.id))
            except Refused:  # it wants an answer in writing: the run ends here, unfinished
                break
            continue
        seat.submit(
            cmd.Decide(
                inject=found.id, option=dice.choice(chosen), confidence=dice.choice((None, 0, 7)),
                reason=dice.choice(("", *WORDS)), counter=dice.choice(("", *WORDS)),
            )
        )  # fmt: skip
    table.log.close()
    return table.name


def simulated(home: Path, seed: int, people: int | None = None, syndicates: int = 2) -> str:
    """Play a class of simulated people; return its name."""
    made = Simulation(home / "classes", seed, people, syndicates)
    return made.played(30 + 8 * len(made.seats)).name


def run_forms(name: str) -> dict[str, str]:
    """Every form of a run."""
    run = Library().read(name)
    made = debrief(run, name, opened=opened(run))
    first = first_pages.of_runs([(name, run)])
    return {
        "json": json.dumps(plain(made), ensure_ascii=False),
        "plain": "\n".join(report(ENGLISH, document(ENGLISH, made))),
        "page": debrief_html(made, language=run.scenario.language),
        "first page": "\n".join(first.lines),
        "first page as JSON": json.dumps(first.data, ensure_ascii=False),
        "first page as page": first.html,
    }


def files(name: str) -> dict[str, bytes]:
    """Every file that is made of a run or of a class."""
    sources, _ = filing.sources([name])
    rows = tables.tables(sources)
    return {
        "report in Word": filing.document(sources, "aar", None, ratings=False)[0],
        "forms in Word": filing.document(sources, "odcr", None, ratings=False)[0],
        "workbook": tables.workbook(rows),
        **{f"{table}.csv": tables.as_csv(table, rows[table]).encode() for table in rows},
        "xAPI": xapi.lines(sources).encode(),
    }


def class_forms(name: str, folder: Path) -> dict[str, str]:
    """Every form of a class, of a syndicate of it (``NAME.1``) or of a seat (``NAME.1/s2``), or of a copy of one."""
    looked = looking_back.found(name)
    first = first_pages.of_class(looked)
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "json": json.dumps(looking_back.as_json(looked), ensure_ascii=False),
        "plain": "\n".join(line for each in looked.groups for line in report(ENGLISH, group_document(ENGLISH, each))),
        "first page": "\n".join(first.lines),
        "first page as page": first.html,
    }
    for path in looking_back.pages(looked, folder / "page.html"):
        made[path.name] = path.read_text(encoding="utf-8")
    return made


def seats_of(name: str) -> Iterator[tuple[str, str, str]]:
    """The seats of a class with their syndicates and names."""
    for seat, member in Classes(FolderStore(Library().folder.parent / "classes")).read(name).roster.members.items():
        yield seat, member.syndicate, member.name


def mutated(blob: bytes, dice: random.Random) -> bytes:
    """Return a file after one kind of damage: bits, cuts, or an honest zip around strange contents."""
    kind = dice.randrange(6)
    if kind == 0:
        made = bytearray(blob)
        for _ in range(dice.choice((1, 1, 4, 64))):
            made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
        return bytes(made)
    if kind == 1:
        return blob[: dice.randrange(len(blob))]
    if kind == 2:
        at = dice.randrange(len(blob))
        return blob[:at] + dice.randbytes(dice.choice((1, 16, 4096))) + blob[at + dice.choice((0, 1, 16)) :]
    parts = parcel._unzipped(blob)
    name = dice.choice(sorted(parts))
    if kind == 3:
        parts[name] = dice.choice(
            (b"", b"[]", b"{}", b"null", b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b"7", b"9" * 9_000)
        )
        return parcel._zipped(parts)
    if kind == 4:
        strange = dice.choice(
            ("../up", "/etc/x", "scenario/../../x", "scenario/C:\\x", "log.jsonl ", "scenario//a", "x" * 300)
        )
        parts[strange] = parts.pop(name)
        return parcel._zipped(parts)
    return parcel._zipped({**parts, name: _strange(parts[name], dice)})


STRANGE = (
    None,
    True,
    -1,
    0,
    2**70,
    1.5,
    "",
    "yesterday",
    "\x1b[2J",
    [],
    ["a", 1],
    {},
    {"sealed": 7},
    {"sealed": "a"},
    [[[]]],
)


def _strange(raw: bytes, dice: random.Random) -> bytes:
    """JSON in which one value is another; of a log, in one line."""
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    try:
        held = json.loads(lines[at])
    except ValueError:
        return raw[::-1]
    spot = held
    while isinstance(spot, dict | list) and spot:
        key = dice.choice(list(spot) if isinstance(spot, dict) else range(len(spot)))
        if not isinstance(spot[key], dict | list) or not spot[key] or dice.random() < 0.4:
            spot[key] = dice.choice(STRANGE)
            break
        spot = spot[key]
    lines[at] = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return b"\n".join(lines)


def refused(path: Path) -> str:
    """What verifying and importing a file say; nothing where both took it. Whatever else they raise is a fault."""
    from game import carrying

    said = ""
    for act in (carrying.verify, carrying.bring):
        try:
            act(path)
        except Said as problem:
            said = str(problem)
            if "\n" in said or "\x1b" in said or len(said) > 700:
                raise AssertionError(f"said: {said!r}") from problem
    return said
