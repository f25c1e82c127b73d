"""One world of two generations: dates, names and figures of different scenarios agree, and nothing in it is real."""

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path

import pytest

from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from tests.data.world import FAMILIES, REAL, SHARED, STARTS
from tests.shingles import kept, runs

ROOT = Path(__file__).parents[2]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DATED = re.compile(
    rf"\b({'|'.join(DAYS)}|{'|'.join(day[:3] for day in DAYS)}),? (\d{{1,2}}) "
    rf"({'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)})\b(?: (\d{{4}})\b)?"
)
NAME = re.compile(r"\b([A-Z][a-z]{2,}) ([A-Z][a-z]{2,})\b")


def text_of(path: Path) -> str:
    """A file's words, whatever its lines."""
    return " ".join(path.read_text(encoding="utf-8").split())


def texts() -> dict[str, str]:
    """Every shipped scenario's id to all its text."""
    found: dict[str, str] = defaultdict(str)
    for path in sorted((ROOT / "scenarios").rglob("*.yaml")):
        found[path.relative_to(ROOT / "scenarios").parts[0].removesuffix(".yaml")] += f" {text_of(path)}"
    return found


def fits(scenario: Scenario, weekday: str, day: int, month: str, year: str) -> bool:
    """Whether a date is of that weekday in the year that it names, or in one in which the scenario may speak of it."""
    assert scenario.start
    number = [each[:3] for each in MONTHS].index(month[:3]) + 1
    near = range(scenario.start.year - 1, scenario.start.year + 2)
    for each in [int(year)] if year else near:
        date = dt.date(each, number, day)
        since = (date - scenario.start).days
        if (year or -120 <= since <= scenario.days + 200) and DAYS[date.weekday()][:3] == weekday[:3]:
            return True
    return False


@pytest.mark.parametrize("id", STARTS)
def test_every_weekday_is_that_of_its_date(id: str) -> None:
    scenario = load(shipped()[id])
    wrong = [said for *found, said in dated(scenario) if not fits(scenario, *found)]
    assert not wrong


def dated(scenario: Scenario) -> list[tuple[str, int, str, str, str]]:
    every = (each for text in scenario.source.files.values() for each in DATED.finditer(" ".join(str(text).split())))
    return [(each[1], int(each[2]), each[3], each[4] or "", each[0]) for each in every]


@pytest.mark.parametrize("id", STARTS)
def test_an_inject_that_names_its_day_comes_up_on_it(id: str) -> None:
    scenario = load(shipped()[id])
    assert str(scenario.start) == STARTS[id]
    for inject in scenario.injects:
        found = DATED.match(" ".join(inject.situation.split()))
        if found:
            first = scenario.date(inject.first)
            assert first
            assert (first.day, MONTHS[first.month - 1]) == (int(found[2]), found[3]), inject.id


@pytest.mark.parametrize("fact", SHARED)
def test_files_that_share_a_fact_say_the_same_of_it(fact: str) -> None:
    for name, said in SHARED[fact].items():
        assert said in text_of(ROOT / "scenarios" / name), name


def test_no_two_people_of_different_scenarios_share_a_surname() -> None:
    every = texts()
    common = {word for text in every.values() for word in re.findall(r"\b[a-z]+\b", text)}
    common |= {word[:cut].lower() for word in (*DAYS, *MONTHS) for cut in (3, 9)}
    people: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for id, text in every.items():
        for first, last in NAME.findall(text):
            if not {first.lower(), last.lower()} & common:
                people[last][first].add(id)
    clashes = {
        last: dict(firsts)
        for last, firsts in people.items()
        if len(firsts) > 1 and len(set().union(*firsts.values())) > 1 and last not in FAMILIES
    }
    assert not clashes


def test_no_scenario_names_a_real_country() -> None:
    named = {id: [each for each in REAL if re.search(rf"\b{each}\b", text)] for id, text in texts().items()}
    assert not {id: found for id, found in named.items() if found}


def test_no_sentence_of_the_briefing_is_in_any_file() -> None:
    briefing, found = kept(), []
    kinds = {".py", ".yaml", ".md", ".j2", ".json", ".css", ".tcss", ".toml", ".txt"}
    for folder in ("scenarios", "assets", "game", "tests", "README.md"):
        path = ROOT / folder
        for each in [path] if path.is_file() else sorted(path.rglob("*")):
            if each.suffix in kinds and "node_modules" not in each.parts:
                text = each.read_text(encoding="utf-8", errors="ignore")
                found += [f"{each.relative_to(ROOT)}: {said}" for said, hashed in runs(text) if hashed in briefing]
    assert not found


def test_a_sentence_of_eight_words_is_found_whatever_its_signs() -> None:
    said, plain = "One two three, four; five\nsix SEVEN eight.", "one two three four five six seven eight"
    assert list(runs(said)) == list(runs(plain))
    assert len(kept()) > 1_000
