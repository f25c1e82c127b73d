"""What was added to format 1: each field arrives, and each mistake in it is one sentence."""

import datetime as dt
from pathlib import Path

import pytest

from game.analysis.abstraction.objectives import Objective
from game.analysis.exact.questions import tallies
from game.analysis.sampled.simulation import Simulation
from game.exercise.views.seat_view_builder import lessons_of
from game.faces.sheet import run_sheet_html
from game.report.words_of_numbers import Words
from game.rules import judge, play
from game.rules.state import Raised
from game.scenario.catalogue import catalogue
from game.scenario.findings import ScenarioError
from game.scenario.lessons import known_lessons
from game.scenario.load import load, load_files
from game.scenario.pictures import MAX_PICTURE, kind_of, read_stub
from game.scenario.scenario import Scenario
from tests import kit

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
TWO = [kit.option("a"), kit.option("b")]


def said(**fields: object) -> str:
    """What is said of a scenario that cannot be read."""
    with pytest.raises(ScenarioError) as problem:
        kit.scenario(**fields)  # type: ignore[arg-type]
    return " ".join(f"{each.says} {each.cure}" for each in problem.value.findings)


# --- a clock of hours


def hourly(**fields: object) -> Scenario:
    plain = kit.draft(**fields)  # type: ignore[arg-type]
    plain["clock"] = {"start": "2031-03-01 06:00", "hours": 48}
    return kit.compiled(plain)


def test_a_clock_of_hours_walks_hour_by_hour() -> None:
    send = kit.option("send", later=[kit.later(5, effects={"x": 4})])
    lamp = kit.inject("lamp", send, kit.option("wait"), hour=3, until=9, when="hour < 8")
    made = hourly(injects=[lamp], gauges={"x": 10})
    step = play.begin(made)
    assert (step.state.day, made.days, made.hours) == (3, 48, True)
    assert made.time(3) == dt.datetime.fromisoformat("2031-03-01 09:00")
    after = play.decide(made, 1, step.state, 0, 0)
    assert [h.day for h in after.happenings if type(h).__name__ == "DelayedApplied"] == [8]
    assert after.state.gauges == (14,)


@pytest.mark.parametrize(
    ("clock", "inject", "says"),
    [
        ({"days": 3, "hours": 48}, {}, "days or hours"),
        ({}, {}, "needs 'days'"),
        ({"hours": 48}, {"day": 3}, "Write 'hour: 3'"),
        ({"days": 48}, {"hour": 3}, "Write 'day: 3'"),
        ({"hours": 48}, {"when": "day > 3"}, "has no 'day'"),
        ({"days": 48}, {"when": "hour > 3"}, "has no 'hour'"),
        ({"hours": 2001}, {}, "2,000"),
        ({"days": 4, "start": "2031-03-01 06:00"}, {}, "without a time of day"),
        ({"hours": 4, "start": "2031-03-01 25:00"}, {}, "is not a date"),
    ],
)
def test_days_and_hours_are_never_mixed(clock: kit.Plain, inject: kit.Plain, says: str) -> None:
    plain = kit.draft(injects=[kit.inject("one", *TWO, **inject)])
    plain["clock"] = clock
    with pytest.raises(ScenarioError, match=says):
        kit.compiled(plain)


def test_a_gauge_of_an_older_file_may_still_be_called_hour() -> None:
    made = kit.scenario([kit.inject("one", *TWO, when="hour > 3")], gauges={"hour": 5})
    assert play.begin(made).state.on_table == 0


# --- opened with, also, epilogue


def test_a_run_opens_with_what_it_brings_along() -> None:
    fields = {
        "injects": [kit.inject("one", *TWO, when="told", day=1), kit.inject("two", *TWO, when="not told", day=1)],
        "flags": ("told", "lost"),
        "opens_with": [{"flag": "told", "ask": "Told?", "default": "yes"}, {"flag": "lost", "ask": "Lost?"}],
    }
    made = kit.scenario(**fields)  # type: ignore[arg-type]
    assert made.opened == (0,)
    assert play.begin(made).state.on_table == 0
    assert play.begin(made, frozenset()).state.on_table == 1
    assert play.begin(made, frozenset((1,))).state.flags == (0, 1)
    assert play.playthrough(made, 1, lambda inject, open: open[0], opened=()).state.played[0] == -2


def test_sampled_runs_open_with_what_the_author_says() -> None:
    made = kit.scenario(
        [kit.inject("one", *TWO, when="told", day=1), kit.inject("two", *TWO, when="not told", day=1)],
        flags=("told",),
        opens_with=[{"flag": "told", "ask": "Told?", "default": "yes"}],
    )
    came = Simulation(made).batch(1, 64).came
    assert came[0].all()
    assert not came[1].any()


@pytest.mark.parametrize(
    ("opens", "says"),
    [
        ([{"flag": "tld"}], "Did you mean 'told'"),
        ([{"flag": "told", "default": "perhaps"}], "yes or no"),
        ([{"flag": "told", "when": "x"}], "names no scenario"),
        ([{"flag": f"f{n}"} for n in range(5)], "4 are the most"),
        ([{"flag": "told"}, {"flag": "told"}], "asked for twice"),
    ],
)
def test_an_opening_that_cannot_be_read_is_named(opens: list[kit.Plain], says: str) -> None:
    assert says in said(opens_with=opens, flags=("told", "f0", "f1", "f2", "f3", "f4"))


def test_paragraphs_follow_the_situation_where_they_held_as_it_came_up() -> None:
    also = [
        {"when": "x > 5", "text": "High."},
        {"when": "x <= 5", "text": "Low."},
        {"when": "chose(one, a)", "text": "A."},
    ]
    made = kit.scenario([kit.inject("one", *TWO), kit.inject("two", *TWO, day=1, also=also)], gauges={"x": 7})
    step = play.decide(made, 1, play.begin(made).state, 0, 0)
    raised = [each for each in step.happenings if isinstance(each, Raised)]
    assert raised[-1].also == (0, 2)


def test_of_each_subject_the_first_paragraph_that_holds_is_told() -> None:
    told = [
        {"about": "The well", "when": "x > 5", "text": "Water."},
        {"about": "The mayor", "when": "x < 5", "text": "Gone."},
        {"about": "The well", "text": "Dust."},
    ]
    made = kit.scenario([kit.inject("one", *TWO)], gauges={"x": 7}, epilogue=told)
    state = play.begin(made).state
    assert judge.epilogue(made, state) == (0,)
    low = kit.scenario([kit.inject("one", *TWO)], gauges={"x": 3}, epilogue=told)
    assert judge.epilogue(low, play.begin(low).state) == (1, 2)


# --- lessons of one's own, what bears, written answers


def test_a_lesson_of_ones_own_is_judged_like_all_others() -> None:
    own = {"ours_hour": {"title": "Own it", "imperative": "Say who.", "holds_if": "x > 5"}}
    made = kit.scenario(
        [kit.inject("one", kit.option("a", {"ours_hour": 3}), kit.option("b"))], gauges={"x": 7}, lessons=own
    )
    step = play.decide(made, 1, play.begin(made).state, 0, 0)
    judged = judge.judge(made, step.state, step.happenings)["ours_hour"]
    assert (str(judged.verdict), str(judged.outcome)) == ("evidenced", "held")
    assert made.own_lessons["ours_hour"].title == "Own it"


@pytest.mark.parametrize(
    ("lessons", "says"),
    [
        ({"ours": {"title": "Half"}}, "has no imperative"),
        ({"ours": {"imperative": "Half."}}, "has no title"),
        ({"measure_impact": {"title": "Mine", "imperative": "Mine."}}, "lesson of the catalogue"),
        ({"ours": {}}, "no lesson 'ours'"),
    ],
)
def test_half_a_lesson_is_named(lessons: kit.Plain, says: str) -> None:
    assert says in said(lessons=lessons)


def test_a_private_fact_may_say_what_it_bears_on() -> None:
    private = {"chief": {"text": "No fuel.", "bears_on": ["a"]}, "other": "Nothing."}
    made = kit.scenario([kit.inject("one", *TWO, private=private)], roles=("chief", "other"))
    assert made.injects[0].private == (("chief", "No fuel."), ("other", "Nothing."))
    assert made.injects[0].bears_on == (("chief", ("a",)),)


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"kind": "letter", "text": "We turn round.", "line": "We go on."}, "does not stand in the paper"),
        ({"kind": "letter", "text": "w " * 30, "line": ("w " * 25).strip()}, "25 words"),
        ({"kind": "letter", "text": "x", "bears_on": ["c"]}, "no option is called 'c'"),
    ],
)
def test_what_bears_has_to_be_there(document: kit.Plain, says: str) -> None:
    assert says in said(injects=[kit.inject("one", *TWO, documents=[document])])


def test_a_line_may_be_broken_in_the_paper_and_is_whole_in_the_debrief() -> None:
    document = {"kind": "letter", "text": "We thank you. If uniforms ride\nwith us we turn round.", "bears_on": ["b"],
                "line": "If uniforms ride with us we turn round."}  # fmt: skip
    made = kit.scenario([kit.inject("one", *TWO, documents=[document])])
    assert made.injects[0].documents[0].bears_on == ("b",)


def test_a_written_answer_has_options_to_be_judged_by() -> None:
    made = kit.scenario([kit.inject("one", kit.option("a", style=["consult"]), kit.option("b"), answer="written")])
    assert made.injects[0].written
    assert made.injects[0].options[0].style == ("consult",)
    assert "needs options" in said(injects=[kit.inject("one", answer="written")])
    assert "written" in said(injects=[kit.inject("one", *TWO, answer="spoken")])
    assert "consult" in said(injects=[kit.inject("one", kit.option("a", style=["brave"]))])


# --- draws by hand


def test_dice_on_a_table_take_the_place_of_the_seed() -> None:
    chance = [kit.branch(1, effects={"x": 1}), kit.branch(1, effects={"x": 2}), kit.branch(0, effects={"x": 3})]
    made = kit.scenario([kit.inject("one", kit.option("a", chance=chance), kit.option("b"))], gauges={"x": 0})
    state = play.begin(made).state
    for drawn in (0, 1):
        assert play.decide(made, 1, state, 0, 0, drawn).state.gauges == (drawn + 1,)
        assert play.playthrough(made, 1, lambda i, o: 0, draws={0: drawn}).state.gauges == (drawn + 1,)
    for drawn in (-1, 2, 3):
        with pytest.raises(play.RuleError, match="no branch"):
            play.decide(made, 1, state, 0, 0, drawn)
    with pytest.raises(play.RuleError, match="no branch"):
        play.decide(made, 1, state, 0, 1, 0)


# --- pictures


def drawn(tmp_path: Path, data: bytes = PNG, name: str = "map.png", **fields: object) -> Path:
    """A folder with a scenario that shows a picture."""
    folder = tmp_path / "seen"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / name).write_bytes(data)
    document = {"kind": "map", "title": "Map", "file": f"documents/{name}", "alt": "Two roads.", **fields}
    plain = kit.draft([kit.inject("one", *TWO, documents=[{k: v for k, v in document.items() if v is not None}])])
    (folder / "scenario.yaml").write_text(kit.written(plain), encoding="utf-8")
    return folder


def test_a_picture_is_known_by_its_hash_and_its_bytes_count(tmp_path: Path) -> None:
    made = load(drawn(tmp_path))
    picture = made.injects[0].documents[0].picture
    assert picture is not None
    assert (picture.kind, picture.size) == ("image/png", len(PNG))
    assert made.source.pictures == {picture.sha256: PNG}
    kept = load_files(made.source.files)
    assert kept.sha256 == made.sha256
    assert kept == made
    assert max(map(len, made.source.files.values())) < 4_000
    assert read_stub(made.source.files["documents/map.png"]) == picture
    other = load(drawn(tmp_path / "other", PNG + b"1"))
    assert other.sha256 != made.sha256


@pytest.mark.parametrize(
    ("data", "fields", "says"),
    [
        (b"GIF89a" + b"\0" * 40, {}, "not a PNG, JPEG or WebP"),
        (b"<svg onload=alert(1)>", {}, "not a PNG, JPEG or WebP"),
        (b"", {}, "not a PNG, JPEG or WebP"),
        (PNG, {"alt": None}, "needs 'alt'"),
        (PNG, {"alt": "  "}, "needs 'alt'"),
        (PNG + b"\0" * MAX_PICTURE, {}, "larger than 2 MB"),
        (PNG, {"file": "documents/gone.png"}, "no file"),
        (PNG, {"file": "../../map.png"}, "out of the scenario's folder"),
    ],
)
def test_a_hostile_picture_is_one_sentence(tmp_path: Path, data: bytes, fields: kit.Plain, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(drawn(tmp_path, data, **fields))


def test_pictures_are_told_by_their_first_bytes() -> None:
    assert kind_of(b"\xff\xd8\xff\xe0rest") == "image/jpeg"
    assert kind_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert kind_of(b"RIFF\0\0\0\0WAVE") == ""
    assert kind_of(PNG[:7]) == ""


def test_everywhere_a_lesson_of_ones_own_stands_behind_the_catalogue_as_a_family() -> None:
    own = {"ours_hour": {"title": "Own it", "imperative": "Say who."}}
    made = kit.scenario([kit.inject("one", kit.option("a", {"ours_hour": 3}), kit.option("b"))], lessons=own)
    known = known_lessons(made)
    assert [family.title for family in known.families][-1] == "Your own objectives"
    assert [lesson.title for lesson in known.of("own")] == ["Own it"]
    assert known_lessons(kit.scenario([kit.inject("one", *TWO)])) is catalogue()
    assert [(each.family, each.title) for each in lessons_of(made)] == [("Your own objectives", "Own it")]
    assert "Own it" in run_sheet_html(made)
    assert "Your own objectives" in "\n".join(word for word, _ in tally_titles(made))


def tally_titles(made: Scenario) -> list[tuple[str, str]]:
    """What an analysis counts of a scenario, in words."""
    words = Words(made, known_lessons(made))
    return [(words.title(Objective("tally", tally.id)), tally.id) for tally in tallies(made)]
