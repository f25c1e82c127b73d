"""What a run opens with: who answers, where it stands, and what it makes of two runs."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.widgets import OptionList

from game.cli import cli
from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.errors import Refused
from game.exercise.run.opening import Brought, brought, following, once_more, read_given, runs_before
from game.exercise.run.run_store import ALONE, ONLY, Library
from game.faces.compare import document as compared
from game.faces.lines import report as told
from game.plain import opening_text
from game.plain.talk import Talk
from game.record.events import Event, Kind
from game.record.log import RecordError
from game.record.run import Run, fold
from game.record.store import FolderStore
from game.report.compare import compare
from game.report.debrief import debrief
from game.scenario.load import load, shipped
from game.scenario.menu_head import glances
from game.scenario.scenario import Scenario
from game.ui.desk.desk_app import BeforeTheDesk
from game.ui.panels.openings import Openings
from game.ui.solo import home_class
from game.wishes import HostWish
from game.words import ENGLISH
from tests import kit
from tests.plain.robot import hold, listed
from tests.report_html.conftest import played as finished
from tests.ui.driving import app_at, at, library, press, text, until

OPENS = [
    {"flag": "told", "ask": "Was it told?", "default": "yes", "from": "test", "when": "trust > 55 and chose(one, a)"},
    {"flag": "lost", "ask": "Was it lost?"},
]
INJECT = kit.inject(
    "one", kit.option("a", effects={"trust": 10}), kit.option("b"), day=1,
    also=[{"when": "told", "text": "They have heard."}, {"when": "lost", "text": "They have not come back."}],
)  # fmt: skip


def opener(**fields: object) -> Scenario:
    given = {"opens_with": OPENS, "flags": ("told", "lost"), **fields}
    return kit.scenario([INJECT], **given)  # type: ignore[arg-type]


def played(shelf: Library, made: Scenario, option: str, opened: Brought | None = None) -> str:
    """SeatScreen a run to its end; its name."""
    table = shelf.begin(made, 7, opened=opened)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    seat.submit(cmd.Decide(inject="one", option=option))
    table.log.close()
    return table.name


def after(shelf: Library, name: str) -> tuple[str, Run]:
    return name, shelf.read(name)


def sources(of: Brought) -> list[tuple[bool, str]]:
    return [(each.says, str(each.source)) for each in of.answers]


def test_the_answers_stand_behind_the_start_of_the_log_and_before_day_0(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    table = shelf.begin(made, 7, opened=brought(made, {"told": False, "lost": True}))
    events = table.log.events(ONLY)
    assert [event.kind for event in events] == [Kind.RUN_STARTED, Kind.OPENED_WITH]
    assert events[1].data == {"flags": {"told": False, "lost": True}, "run": ""}
    assert table.run.brought == {"told": False, "lost": True}
    table.seat(ALONE).submit(cmd.ReadBriefing())
    view = table.seat(ALONE).snapshot().inject
    assert view is not None
    assert view.also == ("They have not come back.",)


def test_what_a_scenario_asks_is_answered_as_its_author_has_it_where_nobody_does(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(opener(), 7)
    assert table.run.brought == {"told": True, "lost": False}
    plain = Library(tmp_path).begin(kit.scenario([INJECT | {"also": []}]), 7)
    assert [event.kind for event in plain.log.events(ONLY)] == [Kind.RUN_STARTED]


def test_an_earlier_run_answers_by_its_last_state(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    high, low = played(shelf, made, "a"), played(shelf, made, "b")
    assert sources(brought(made, None, after(shelf, high)))[0] == (True, f"from run {high}: yes")
    assert sources(brought(made, None, after(shelf, low)))[0] == (False, f"from run {low}: no")
    assert sources(brought(made, {"told": True}, after(shelf, low)))[0] == (True, "given by hand")


def test_where_a_run_cannot_answer_the_default_stands_and_it_is_said(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    low = played(shelf, made, "b")
    elsewhere = opener(opens_with=[{**OPENS[0], "from": "ridge"}])
    (says,) = sources(brought(elsewhere, None, after(shelf, low)))
    assert says == (True, f"as its author has it: yes; run {low} is not of 'ridge'")
    changed = opener(opens_with=[{**OPENS[0], "when": "courage > 3"}])
    (says,) = sources(brought(changed, None, after(shelf, low)))
    assert says[0]
    assert f"cannot be read in run {low} (no gauge or flag is called 'courage')" in says[1]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["told"], "'told' is no answer to an opening. Write FLAG=yes or FLAG=no."),
        (["told=perhaps"], "'told=perhaps' is no answer"),
        (["=" * 5_000], "is no answer"),
        (["tol=yes"], "'test' does not open with 'tol'. Did you mean 'told'?"),
    ],
)
def test_a_hostile_answer_is_one_bounded_sentence(given: list[str], says: str) -> None:
    with pytest.raises(Refused) as problem:
        brought(opener(), read_given(given))
    assert says in str(problem.value)
    assert len(str(problem.value)) < 200


def test_a_scenario_that_asks_nothing_follows_no_run(tmp_path: Path) -> None:
    shelf = Library(tmp_path)
    name = played(shelf, opener(), "a")
    with pytest.raises(Refused, match="leave --after out"):
        brought(kit.scenario([INJECT | {"also": []}]), None, after(shelf, name))


def test_what_a_run_opened_with_cannot_come_later_and_names_only_what_is_asked(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(opener(), 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    events = table.log.events(ONLY)
    late = Event("x", ONLY, 4, Kind.OPENED_WITH, "", "", {"flags": {}, "run": ""})
    with pytest.raises(RecordError, match="before everything else"):
        fold([*events, late], table.run.scenario)
    strange = Event("x", ONLY, 2, Kind.OPENED_WITH, "", "", {"flags": {"gold": True}, "run": ""})
    with pytest.raises(RecordError):
        fold([events[0], strange], table.run.scenario)


def test_a_branch_opens_as_its_run_did(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    name = played(shelf, made, "a", brought(made, {"lost": True}))
    table = shelf.branch(name, "one")
    kinds = [event.kind for event in table.log.events(ONLY)]
    assert kinds[:3] == [Kind.RUN_STARTED, Kind.OPENED_WITH, Kind.RUN_BRANCHED]
    assert table.run.brought == {"told": True, "lost": True}


def test_every_syndicate_of_a_class_opens_alike(tmp_path: Path) -> None:
    made = opener()
    room, _ = Classes(FolderStore(tmp_path)).open(made, 2, 7, opened=brought(made, {"lost": True}))
    assert [table.run.brought["lost"] for table in room.tables.values()] == [True, True]
    room.close()
    assert Classes(FolderStore(tmp_path)).read(room.name).runs["2"].brought["lost"]


def test_two_runs_that_opened_otherwise_are_told_apart(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    one, two = played(shelf, made, "a"), played(shelf, made, "a", brought(made, {"lost": True}))
    side = compare(after(shelf, one), after(shelf, two))
    assert side.opened == ("Was it told? Yes. Was it lost? No.", "Was it told? Yes. Was it lost? Yes.")
    said = "\n".join(told(ENGLISH, compared(ENGLISH, side)))
    assert "Second opened with: Was it told? Yes. Was it lost? Yes." in said
    assert compare(after(shelf, one), after(shelf, one)).opened == ("", "")
    assert debrief(shelf.read(two), two).opened == {"told": True, "lost": True}


def test_two_runs_with_dice_are_never_said_to_have_the_same_luck(tmp_path: Path) -> None:
    chance = [kit.branch(1, effects={"trust": 1}), kit.branch(1, effects={"trust": 2})]
    made = kit.scenario([kit.inject("one", kit.option("a", chance=chance), kit.option("b"))])
    shelf = Library(tmp_path)
    table = shelf.begin(made, 7)
    start = table.log.events(ONLY)

    def thrown(**more: object) -> Run:
        data = {"inject": "one", "option": "a", "how": "alone", "day": 0, **more}
        return fold([*start, Event("d", ONLY, 2, Kind.DECISION_TAKEN, "", ALONE, data)], made)

    seeded, dice = thrown(), thrown(drawn=0)
    assert (seeded.luck, dice.luck) == ("seed", "dice")
    assert [thrown(drawn=drawn).state.gauges[0] for drawn in (0, 1)] == [51, 52]
    assert "The same luck" not in compare(("a", dice), ("b", dice)).luck
    assert compare(("a", seeded), ("b", seeded)).luck == "The same luck in both."
    assert debrief(dice, "a").luck == "dice"
    with pytest.raises(RecordError, match="no branch 2"):
        thrown(drawn=2)


# --- the commands and what they ask


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(kit.draft([INJECT], opens_with=OPENS, flags=("told", "lost"))), encoding="utf-8")
    return str(path)


def test_play_says_what_was_opened_and_how_luck_was_drawn(file: str, tmp_path: Path) -> None:
    said = json.loads(CliRunner().invoke(cli, ["play", file, "--json", "--opening", "lost=yes"]).output)
    assert (said["opened"], said["luck"], said["flags"]) == ({"told": True, "lost": True}, "seed", ["told", "lost"])


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("one: {option: a, drawn: 1}", ""),
        ('{"one": {"option": "a", "drawn": 0}}', ""),
        ("one: {option: a, drawn: 2}", "has no branch 2 to draw. Its branches are 0 to 1"),
        ("one: {option: b, drawn: 0}", "leave 'drawn' out"),
        ("one: {drawn: 1}", "says what was drawn, and not which option"),
        ("one: {option: a, drawn: -1}", "is the number of a branch, not '-1'"),
        ('{"one": {"option": "a", "drawn": true}}', "is the number of a branch, not 'True'"),
        ("one: {option: a, dice: 1}", "'dice' is no part of a decision"),
        ("two: {option: a, drawn: 1}", "an inject 'two' that is not there"),
    ],
)
def test_a_script_takes_what_dice_drew(tmp_path: Path, script: str, says: str) -> None:
    chance = [kit.branch(1, effects={"trust": 1}), kit.branch(1, effects={"trust": 2})]
    made = kit.draft([kit.inject("one", kit.option("a", chance=chance), kit.option("b"))])
    (tmp_path / "test.yaml").write_text(kit.written(made), encoding="utf-8")
    (tmp_path / "script.yaml").write_text(script, encoding="utf-8")
    got = hold(["play", str(tmp_path / "test.yaml"), "--json", "--script", str(tmp_path / "script.yaml")])
    if says:
        assert (got.code, got.out) == (2, "")
        assert says in got.err
        assert got.err.count("\n") == 1
    else:
        run = json.loads(got.out)
        drawn = 1 if "1}" in script else 0
        assert (run["luck"], run["decisions"][0]["chance"], run["gauges"]["trust"]) == ("dice", drawn, 51 + drawn)


def test_after_a_run_the_plain_stream_asks_with_the_source_of_each_answer(file: str) -> None:
    first = hold(["play", file, "--plain", "--seed", "7"])
    assert first.code == 0
    name = Library().entries()[0].id
    again = hold(["play", file, "--plain", "--seed", "7", "--after", name])
    assert f"1. Was it told? Yes (from run {name}: yes)." in again.out
    assert "2. Was it lost? No (as its author has it: no)." in again.out
    assert again.out.index("Was it told?") < again.out.index("Press Enter to begin")
    assert Library().read(Library().entries()[0].id).brought_from == name


def test_where_every_answer_is_given_nothing_is_asked(file: str) -> None:
    hold(["play", file, "--plain", "--seed", "7"])
    name = Library().entries()[0].id
    given = ("--opening", "told=no", "--opening", "lost=yes")
    again = hold(["play", file, "--plain", "--seed", "7", "--after", name, *given])
    assert "What has come before?" not in again.out
    assert Library().read(Library().entries()[0].id).brought == {"told": False, "lost": True}


def test_a_facilitator_turns_an_answer_in_lines() -> None:
    told = io.StringIO()
    answered = opening_text.ask(Talk(io.StringIO("2\n9\n\n"), told), opener(), brought(opener()))
    assert answered.flags == {"told": True, "lost": True}
    assert "2. Was it lost? Yes (given by hand)." in told.getvalue()
    assert "in an earlier run" not in told.getvalue()


def test_lines_read_the_answers_in_an_earlier_run(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    low, told = played(shelf, made, "b"), io.StringIO()
    talk = Talk(io.StringIO("2\na\n1\n\n"), told)
    answered = opening_text.ask(talk, made, brought(made), runs_before(made, shelf), shelf)
    assert (answered.flags, answered.run) == ({"told": False, "lost": True}, low)  # by hand stands
    assert f"1. Was it told? No (from run {low}: no)." in told.getvalue()


def test_runs_that_a_scenario_can_follow_are_over_and_of_one_in_which_it_reads(tmp_path: Path, home: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    over = played(shelf, made, "a")
    shelf.begin(made, 7).log.close()  # not over
    played(shelf, kit.scenario([kit.inject("one", kit.option("a"))], id="other"), "a")
    assert [each.name for each in runs_before(made, shelf)] == [over]
    assert runs_before(kit.scenario([INJECT | {"also": []}]), shelf) == ()
    room, _ = Classes().open(made, 2, 7)
    name = room.name
    assert [each.name for each in runs_before(made, shelf)] == [over]
    Desk(room).begin()
    Desk(room).endex()
    room.close()
    found = [each.name for each in runs_before(made, shelf)]
    assert sorted(found) == sorted([over, f"{name}.1", f"{name}.2"])
    assert following(made, brought(made), f"{name}.1", shelf).run == f"{name}.1"


def test_a_run_that_is_played_again_opens_as_it_did(tmp_path: Path) -> None:
    shelf, made = Library(tmp_path), opener()
    first = played(shelf, made, "a")
    run = shelf.read(played(shelf, made, "b", brought(made, {"lost": True}, after(shelf, first))))
    again = once_more(run)
    assert (again.flags, again.run) == ({"told": True, "lost": True}, first)
    assert once_more(shelf.read(first)).run == ""


async def test_one_screen_asks_and_turns_answers(tmp_path: Path) -> None:
    made = opener()
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_with(made, 7, None, brought(made))
        await pilot.pause()
        assert isinstance(app.screen, Openings)
        assert "Was it told?" in text(app)
        assert "as its author has it: no" in text(app)
        assert "after an earlier run" not in text(app)
        assert "? help" in text(app)
        await press(pilot, "question_mark")
        await until(pilot, lambda: "Keys here" in text(app))
        assert "Begin, or turn an answer" in text(app)
        await press(pilot, "f1", "escape")  # it is open already: there is one to close
        assert isinstance(app.screen, Openings)
        await press(pilot, "down", "down", "enter")
        assert "given by hand" in text(app)
        await press(pilot, "b")
        assert app.table is not None
        assert app.table.run.brought == {"told": True, "lost": True}


async def test_enter_alone_begins_as_the_author_has_it_and_escape_does_not_begin(tmp_path: Path) -> None:
    made = opener()
    app = app_at(library(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(made, 7, None)
        await pilot.pause()
        await press(pilot, "escape")
        assert app.table is None
        app.begin(made, 7, None)
        await pilot.pause()
        await press(pilot, "enter")
        assert app.table is not None
        assert app.table.run.brought == {"told": True, "lost": False}
        await press(pilot, "escape")
        app.begin(kit.scenario([INJECT | {"also": []}]), 7, None)  # nothing to ask
        await until(pilot, lambda: at(app, "briefing"))


async def test_the_screen_reads_the_answers_in_an_earlier_run(tmp_path: Path) -> None:
    shelf, made = library(tmp_path), opener()
    low = played(shelf, made, "b")
    app = app_at(shelf)
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(made, 7, None)
        await pilot.pause()
        assert "after an earlier run" in text(app)
        await press(pilot, "a")
        assert low in text(app)
        await press(pilot, "enter")
        assert f"from run {low}: no" in text(app)
        await press(pilot, "enter")
        assert app.table is not None
        assert (app.table.run.brought["told"], app.table.run.brought_from) == (False, low)


async def test_the_home_screen_asks_before_a_run_and_before_a_class(tmp_path: Path, home: Path) -> None:
    app = app_at(library(home / "runs"))
    asks = load(shipped()["starter"]).opens_with[0].ask
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "Ferry Town" in text(app))
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: asks in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: at(app, "briefing"))
    app = app_at(library(home / "runs"))
    async with app.run_test(size=(100, 40)) as pilot:
        home_class.host(app, [each for each in glances() if each.id == "starter"])
        await pilot.pause()
        await press(pilot, "enter", "2", "enter", "down", "enter")
        await until(pilot, lambda: asks in text(app))
        await press(pilot, "down", "enter", "b")
    assert app.wish == HostWish(
        "starter", 2, new=True, openings=("camp_in_base=yes", *(f"{flag}=no" for flag in _flags("starter")[1:]))
    )


def _flags(id: str) -> list[str]:
    made = load(shipped()[id])
    return [made.flags[each.flag].id for each in made.opens_with]


def test_the_home_in_lines_asks_before_a_run() -> None:
    number = str(1 + [each.id for each in glances()].index("starter"))
    said = hold(["--plain"], listed(number, "1", "1", "", then=lambda _: None))
    assert "What has come before?" in said.out
    assert "Enter begins (? is help):" in " ".join(said.out.split())
    assert Library().read(Library().entries()[0].id).brought[_flags("starter")[0]]


@pytest.mark.parametrize(
    ("keys", "begun"), [(["down", "enter", "b"], True), (["question_mark", "escape", "escape"], False)]
)
async def test_a_facilitator_is_asked_on_the_same_screen_before_the_desk(
    tmp_path: Path, keys: list[str], begun: bool
) -> None:
    made = opener()
    app = BeforeTheDesk(made, brought(made), tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Openings))
        await press(pilot, *keys)
    assert (app.answers is not None) == begun
    assert app.answers is None or app.answers.flags == {"told": False, "lost": False}


SHIPPED = [
    (id, each.source)
    for id, path in sorted(shipped().items())
    for each in {opening.source: opening for opening in load(path).opens_with}.values()
]


@pytest.mark.parametrize(("id", "source"), SHIPPED)
def test_every_shipped_opening_is_answered_by_a_run_of_the_scenario_that_it_names(
    tmp_path: Path, id: str, source: str
) -> None:
    shelf = Library(tmp_path)
    made = load(shipped()[id])
    name, run = finished(shelf, load(shipped()[source]), pick=1)
    answers = brought(made, after=(name, run)).answers
    read = [each for each, opening in zip(answers, made.opens_with, strict=True) if opening.source == source]
    assert read
    assert all(str(each.source).startswith(f"from run {name}: ") for each in read)
    assert all("as its author has it" in str(each.source) for each in answers if each not in read)


@pytest.mark.usefixtures("painted")  # a list counts its lines anew as it is drawn
async def test_the_longest_questions_of_the_library_stand_on_one_small_screen(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    name, run = finished(shelf, load(shipped()["starter"]), pick=1)
    for id in sorted({id for id, _ in SHIPPED}):
        made = load(shipped()[id])
        app = app_at(shelf)
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_with(made, 7, None, brought(made, after=(name, run)))
            await pilot.pause()
            rows = app.screen.query_one(OptionList)
            assert rows.virtual_size.height <= rows.size.height, id
