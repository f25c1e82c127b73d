"""What a group of its size may show: every copy of classes of one to twelve people, and figures that are subtracted."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from game import filing
from game.exercise.classroom.classroom import ClassRecord
from game.faces.class_pages import class_page
from game.faces.decisions import not_decided
from game.faces.report_page import group_html
from game.looking_back import LookedBack, as_json
from game.record.events import How
from game.record.run import Choice, Run
from game.report import tables
from game.report.as_json import plain
from game.report.debrief import debrief
from game.report.group import GroupDebrief, group_debrief, seat_debrief
from game.report.measure_words import measured
from game.report.measures import FEWEST_PEOPLE, Measures
from game.report.model import Opened
from game.report.office import parts, xapi
from game.report.tables import TableSource
from game.rules.judge import Reading
from game.words import ENGLISH
from tests.exercise.simulating import Simulation, reason_of
from tests.faces import telling
from tests.report_html.reading import read


@pytest.fixture(scope="module", params=range(1, 13))
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ClassRecord:
    """A class with so many people a syndicate."""
    people = request.param
    return Simulation(tmp_path_factory.mktemp("class"), people, people).played(40 + 12 * people)


def forms(group: GroupDebrief, own: bool = False) -> Iterator[tuple[str, str]]:
    """Every form of a syndicate's debrief, as text."""
    yield "page", read(group_html(group, own=own)).text
    yield "plain", telling.said(group, letters=False)
    yield "screen", telling.screen(group, unfolded=True)
    yield "json", json.dumps(plain(group), ensure_ascii=False)


def files(record: ClassRecord, syndicate: str) -> Iterator[tuple[str, str]]:
    """What is written into files of a syndicate, as text."""
    group, run = group_debrief(record, syndicate), record.runs[syndicate]
    events = record.by_run[syndicate]
    sources = [TableSource(f"{record.name}.{syndicate}", run, group.debrief, Opened(), group, record, events)]
    for name, pieces in parts.parts(ENGLISH, sources, filing.first_pages(sources)).items():
        yield (
            f"Word, {name}",
            "\n".join(
                f"{each.lead} {each.text} {' '.join(cell for row in each.rows for cell in row)}" for each in pieces
            ),
        )
    yield "tables", "\n".join(tables.as_csv(name, rows) for name, rows in tables.tables(sources).items())
    yield "xapi", xapi.lines(sources)


def copies(record: ClassRecord) -> Iterator[tuple[str, str, str, str]]:
    """Copy, syndicate, seat and text of everything that a class's debriefs are written into."""
    for syndicate in record.runs:
        for form, text in forms(group_debrief(record, syndicate)):
            yield f"{form} of syndicate {syndicate}", syndicate, "", text
        for form, text in files(record, syndicate):
            yield f"{form} of syndicate {syndicate}", syndicate, "", text
    for seat, member in record.roster.members.items():
        for form, text in forms(seat_debrief(record, seat), own=True):
            yield f"{form} of seat {seat}", member.syndicate, seat, text
    yield "class page", "", "", read(class_page(record)).text


def told_too_much(record: ClassRecord) -> list[str]:
    """Everything in a copy of a class that a group of its size may not show."""
    wrong = []
    for copy, syndicate, seat, text in copies(record):
        for id, run in record.runs.items():
            for inject, choices in run.choices.items():
                for choice in choices:
                    if choice.seat != seat and f"Against it spoke {choice.seat} at {inject}" in text:
                        wrong.append(f"{copy}: what {choice.seat} said against its own choice at {inject}")
                    if choice.reason not in text or not choice.reason:
                        continue
                    if syndicate not in ("", id):
                        wrong.append(f"{copy}: a reason of syndicate {id}")
                    elif not may_be_read(record, run, inject, choice, seat, copy.split(" of ")[0]):
                        wrong.append(f"{copy}: the reason of {choice.seat} at {inject}")
        wrong += [f"{copy}: {found}" for found in re.findall(r"how sure: \d+|sure \d+ of 10|sure: \d+", text, re.I)]
    for syndicate in record.runs:
        group = group_debrief(record, syndicate)
        wrong += [f"syndicate {syndicate}: {found}" for found in by_subtraction(group.measures)]
        wrong += [f"syndicate {syndicate}: {found}" for found in pointed_at(record, group)]
    whole = json.dumps(as_json(LookedBack(record, "")), ensure_ascii=False)
    if re.search(r'"confidence": \d', whole):
        wrong.append("json of the class: how sure one person was")
    return wrong


def may_be_read(record: ClassRecord, run: Run, inject: str, choice: Choice, seat: str, form: str) -> bool:
    """Whether a reason may stand in a copy, by the table of the paper."""
    taken = next((each for each in run.decisions if each.inject == inject), None)
    role = taken is not None and taken.how is How.LEADER and taken.by == choice.seat
    enough = len(run.choices[inject]) >= FEWEST_PEOPLE
    if form in ("tables", "xapi"):
        return role
    if form == "class page":
        return role and enough
    return role or enough or choice.seat == seat or record.roster.members[choice.seat].named


def pointed_at(record: ClassRecord, group: GroupDebrief) -> Iterator[str]:
    """Reasons that stand beside an option which one person alone would have taken, without that person's consent."""
    run = record.runs[group.syndicate]
    for table in group.tables:
        alone = Counter(choice.option for choice in run.choices.get(table.inject, ()))
        for choice in run.choices.get(table.inject, ()):
            shown = any(voice.reason == choice.reason for voice in table.voices if choice.reason)
            if shown and alone[choice.option] == 1 and not record.roster.members[choice.seat].named:
                yield f"the lone reason of {choice.seat} at {table.inject}"
        if len(table.also_said) == 1:
            yield f"one single reason without an option at {table.inject}"


def by_subtraction(of: Measures) -> Iterator[str]:
    """Counts of people below five, shown or left when one printed figure is taken from another that holds it."""
    shown = [met for met in of.met if met.chose is not None]
    for met in of.met:
        if met.chose is None and (met.apart, met.options, met.most, met.moved) != (None,) * 4:
            yield f"figures of too few at {met.inject}"
        if met.chose is not None and met.chose < FEWEST_PEOPLE:
            yield f"{met.chose} people at {met.inject}"
    spreads = [of.confidence, *(each for asked in of.asked for each in (asked.before, asked.then, asked.after))]
    yield from (f"{each.people} people answered" for each in spreads if each and each.people < FEWEST_PEOPLE)
    if of.forecasters is not None and 0 < of.forecasters < FEWEST_PEOPLE:
        yield f"{of.forecasters} people foretold"
    rows = {str(name): str(value) for name, value in measured(of)}
    pooled = re.fullmatch(r"(\d+) of (\d+)", rows["Private choices apart from the decision"])
    wholes = [(int(pooled[1]), int(pooled[2]))] if pooled else []
    # The whole less every set of the rows beside it: what is left is nothing, or people enough.
    for whole in wholes:
        left = whole[1] - sum(met.chose or 0 for met in shown)
        if left:
            yield f"{left} people who stand in no row"
        if whole[0] != sum(met.apart or 0 for met in shown):
            yield "people apart who stand in no row"
    if not wholes and shown:
        yield "no sum of what is shown"


def test_no_copy_of_a_class_of_any_size_tells_more_than_its_size_allows(record: ClassRecord) -> None:
    assert told_too_much(record) == []


def test_what_others_took_stands_in_no_sentence_whose_subject_is_you(record: ClassRecord) -> None:
    for copy, _, _, text in copies(record):
        assert not re.search(r"\byou decided:", text, re.I), copy
    for syndicate, run in record.runs.items():
        group = group_debrief(record, syndicate)
        away = {each.inject for each in run.decisions if each.how in (How.TIMER, How.FACILITATOR)}
        for part in group.debrief.decisions:
            assert str(part.decided).endswith("aken by the facilitator") == (part.inject in away)
        for lesson in (lesson for family in group.debrief.families for lesson in family.lessons):
            own = [mark for mark in lesson.trail if mark.inject not in away]
            assert lesson.served_at + lesson.spent_at == len(own)
            assert (lesson.reading is Reading.UNTESTED) == (not own)


def test_the_measure_counts_the_lessons_that_the_list_reads_as_at_stake(record: ClassRecord) -> None:
    row = "Lessons at stake in own decisions, of those that the scenario lists"
    for syndicate in record.runs:
        group = group_debrief(record, syndicate)
        listed = [lesson for family in group.debrief.families for lesson in family.lessons]
        at_stake = [lesson for lesson in listed if lesson.reading is not Reading.UNTESTED]
        counted = {str(name): str(value) for name, value in measured(group.measures)}
        assert counted[row] == f"{len(at_stake)} of {len(listed)}"
        assert (group.measures.tested, group.measures.planned) == (len(at_stake), len(listed))


def test_a_leaders_reason_stands_as_the_roles_and_how_sure_the_person_was_does_not(record: ClassRecord) -> None:
    for syndicate, run in record.runs.items():
        for part in group_debrief(record, syndicate).debrief.decisions:
            taken = next((each for each in run.decisions if each.inject == part.inject), None)
            if taken is None:
                continue
            assert part.confidence is None
            assert part.reason in ("", reason_of(taken.by, part.inject))
            assert not part.reason or taken.how is How.LEADER


def test_every_form_names_what_lay_on_the_table_at_endex(record: ClassRecord) -> None:
    for syndicate, run in record.runs.items():
        if run.state.on_table is not None:
            title = run.scenario.injects[run.state.on_table].title
            for form, text in forms(group_debrief(record, syndicate)):
                wanted = "on the table at ENDEX, not decided"
                assert wanted in text if form == "json" else f"{title}: {wanted}" in text, form
            assert "on the table at ENDEX, not decided" in read(class_page(record)).section("decisions")


def test_the_page_of_a_class_never_says_of_what_lay_there_that_it_did_not_come_up(record: ClassRecord) -> None:
    words = read(class_page(record)).section("decisions")
    for run in record.runs.values():
        for taken in run.decisions:
            assert run.scenario.inject(taken.inject).title in words


def test_a_run_that_is_not_finished_names_what_lies_on_the_table_when_one_plays_alone(record: ClassRecord) -> None:
    run = next(iter(record.runs.values()))
    alone = debrief(replace(run, decisions=()), "alone")
    if run.state.on_table is not None:
        title = run.scenario.injects[run.state.on_table].title
        assert f"{title}: on the table." in not_decided(ENGLISH, alone)
