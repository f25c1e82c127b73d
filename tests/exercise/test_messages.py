"""What the exercise says of itself is a message: its reader's language is known where it is read, never here."""

import ast
import dataclasses
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_file

from game.exercise import commands as cmd
from game.exercise.acts import desk_acts, seat_acts
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Refused
from game.exercise.json_codec import message_from, message_json
from game.exercise.run.opening import brought, read_given
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.class_view_builder import DECIDES
from game.exercise.views.seat_view import SAYS
from game.scenario.catalogue import catalogue
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Scenario
from game.ui.shell.actions import Where, every_act
from game.words import ENGLISH, Message, Wording, lazy
from tests.exercise.seating import Clock, opened, seated
from tests.faces.test_pseudo import PSEUDO, outside, words_of
from tests.walk.marking import keeps
from tests.walk.stages import Day, alone, alone_in_writing, discussed, in_class, in_writing, made

GAME = Path(__file__).parents[2] / "game"
PEOPLE = (
    "Ada", "Bo", "Cem", "Dora", "Kim", "At the door", "Ten minutes.", "Speak up.", "A lamp",
    "It burns on the far side.",
    "They asked who counts.", "The disk is full.", "It is ours.", "It is", "It does.", "So.", "But.", "Said before.",
    "It went well.", *(f"{name} says so." for name in ("Ada", "Bo", "Cem")), "all", "syndicate 1", "1 in 2",
    "We never asked.", "Ask first", "The ford's office", "Monday",
)  # fmt: skip
"""What those who play the walk say."""
LEFT = {
    "SyndicateRow.code": "letters drawn at random",
    "SyndicateRow.doctrine[]": "stands in the catalogue of lessons, which is translated as a file",
    "View.recalls[]": "which questions wait, by the names that the log has for them",
    "TalkCard.title": "the host puts the cards together from the debrief, the same for all seats, in its language",
    "TalkCard.ask": "the same",
    "TalkCard.record[]": "the same",
    "Beside.how": "as the log has it, shown in words by whoever draws it",
}
"""Texts of a view that are no messages, each with why."""


def said(value: Any, owner: str = "", name: str = "") -> Iterator[str]:
    """Every text of a view as a reader of the pseudo-language has it, but for what is the program's own."""
    if isinstance(value, Message):
        yield PSEUDO.message(value)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            yield from said(getattr(value, each.name), type(value).__name__, each.name)
    elif isinstance(value, tuple | list):
        for at, each in enumerate(value):
            yield from said(each, owner, f"{name}.{at}" if name.endswith("[]") else f"{name}[]")
    elif type(value) is str and value and not keeps(owner, name) and f"{owner}.{name}" not in LEFT:
        yield value


def english(*seen: object, scenario: Scenario) -> set[str]:
    """What views say in English alone that neither the author nor somebody at the table wrote."""
    written = (scenario, catalogue(), known_lessons(scenario), PEOPLE)
    return outside(tuple(text for view in seen for text in said(view)), *written)


def test_what_a_person_alone_is_shown_is_in_their_language(tmp_path: Path) -> None:
    assert english(*(met.view for met in alone(tmp_path)), scenario=made()) == set()
    assert english(*(met.view for met in alone_in_writing(tmp_path)), scenario=discussed()) == set()


@pytest.mark.parametrize("which", ["choosing", "writing"])
def test_what_a_class_and_its_facilitator_are_shown_is_in_their_language(tmp_path: Path, which: str) -> None:
    scenario = made() if which == "choosing" else discussed()
    day = Day(tmp_path, scenario)
    views = [met.view for met in (in_class if which == "choosing" else in_writing)(day)]
    desks = [view for _, view in day.desks]
    beside = [day.desk.beside(inject.id) for inject in scenario.injects]
    found = english(*views, *desks, *beside, scenario=scenario)
    assert {each for each in found if each != day.room.name.casefold()} == set()


def refusals(tmp_path: Path) -> Iterator[tuple[Scenario, Callable[[], object]]]:
    """Things that cannot be done, one of each kind that has a sentence with values in it."""
    library, text = Library(tmp_path / "home"), made()
    table = library.begin(text, 3)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    view = seat.snapshot()
    assert view.inject is not None
    inject = view.inject
    taken = cmd.Decide(inject=inject.id, option=inject.options[0].id)
    yield text, lambda: seat.submit(dataclasses.replace(taken, option="none"))
    yield text, lambda: seat.submit(dataclasses.replace(taken, confidence=99))
    seat.submit(taken)
    yield text, lambda: seat.submit(cmd.Decide(inject=inject.id, option=inject.options[0].id))
    yield text, lambda: table.seat("nobody")
    yield text, lambda: library.begin(text, 3, "wardn")
    yield text, lambda: library.begin(text, 3, "zzz")
    yield text, lambda: library.branch(table.name, "zzz")
    yield text, lambda: library.read("zzz")
    yield text, lambda: library.path("..")
    yield text, lambda: read_given(["zzz"])
    yield text, lambda: brought(text, {"zzz": True})
    yield text, lambda: Classes(tmp_path / "classes").open(text, 99, 3)
    room, _ = opened(tmp_path / "class", clock=Clock(), scenario=text)
    desk, seats = Desk(room), seated(room, 2)
    desk.begin()
    for act in (
        desk.begin, lambda: desk.hold("9"), lambda: desk.let_go("1"), lambda: desk.release("1", "zzz"),
        lambda: desk.adjust("1", "zzz", 5, "So."), lambda: desk.adjust("1", text.gauges[0].id, "x", "So."),
        lambda: desk.give_roles(seats[0].id, ["zzz"]), lambda: desk.message("zzz", "So."),
        lambda: desk.observe("1", "zzz", "So."), lambda: desk.move(seats[0].id, "1"),
        lambda: desk.judge("1", "zzz", "So."), lambda: room.join("zzz", "Ada"),
        lambda: seats[0].submit(cmd.Settle(inject=inject.id, option="zzz", syndicate="9")),
        lambda: seats[0].submit(cmd.Settle(inject=inject.id, option="zzz")),
    ):  # fmt: skip
        yield text, act
    desk.pause()
    yield text, lambda: seats[0].submit(cmd.Choose(inject=inject.id, option=inject.options[0].id))


def test_every_refusal_is_said_in_its_readers_language(tmp_path: Path) -> None:
    count = 0
    for scenario, act in refusals(tmp_path):
        with pytest.raises(Refused) as problem:
            act()
        refused, count = problem.value, count + 1
        people = ("zzz", "wardn", "nobody", "Person 0", "Person 1", "whitecell", scenario.id)
        names = tuple(word for each in (tmp_path / "home" / "runs").iterdir() for word in (each.stem,))
        ids = tuple(words_of(refused.message.values))
        assert outside(refused.said(PSEUDO), scenario, people, names, [i for i in ids if " " not in i]) == set(), ids
        assert refused.said(ENGLISH) == str(refused)
        assert message_from(message_json(refused.message)) == refused.message
        assert str(pickle.loads(pickle.dumps(refused))) == str(refused)
    assert count > 25


def test_a_refusal_from_an_older_host_is_said_as_it_came() -> None:
    assert str(message_from("nothing {is} filled in.")) == "nothing {is} filled in."


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a function by its name, in all of the program."""
    for file in sorted(GAME.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                yield file, node


def test_no_message_is_put_together_before_it_is_translated() -> None:
    glued = [
        f"{file.relative_to(GAME)}:{call.lineno}"
        for file, call in calls("lazy")
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
    ]
    assert glued == []


KEYWORDS: dict[str, Any] = {"say": None, "many": (1, 2), "told": None, "lazy": None}
OWNERS = ("words", "ENGLISH", "language", "self.language", "self._words")
FROM_A_FILE = re.compile(r"readings?\b|texts\(\)|\w+(\[0\])?\.(disclaimer|luck_said|luck)$")
"""Texts of ``assets/debrief.yaml``, which is translated as a file."""
FILED = {"faces/debrief.py": {"each"}, "faces/lesson_trail.py": {"said.title", "said.said"}}
FILED["report/readings.py"] = {"words(part.reading).said"}
"""The same where it has another name."""


def extracted(folder: Path) -> set[str]:
    """Every text that ``pybabel extract`` finds; of a plural, its first form."""
    return {
        text if isinstance(text, str) else text[0]
        for file in folder.rglob("*.py")
        for _, text, _, _ in extract_from_file("python", file, keywords=KEYWORDS)
    }


def test_babel_finds_what_the_exercise_says() -> None:
    found = extracted(GAME / "exercise")
    assert {message.text for message in SAYS.values()} <= found
    assert {getattr(DECIDES, each.name).text for each in dataclasses.fields(DECIDES)} <= found
    literal = {
        call.args[0].value
        for file, call in calls("lazy")
        if file.is_relative_to(GAME / "exercise") and isinstance(call.args[0], ast.Constant)
    }
    assert literal - {""} <= found
    assert lazy("this cannot be done here.").text in found


def test_babel_finds_what_every_act_and_place_is_called() -> None:
    found = extracted(GAME / "exercise") | extracted(GAME / "ui")
    named = [*every_act(), *seat_acts.ACTS, *desk_acts.ACTS]
    said = {each for act in named for each in texts_of(act.title) | texts_of(act.help)}
    assert said | {place.value.text for place in Where} <= found
    assert len(said) > 150


def texts_of(message: Wording) -> set[str]:
    """The texts of a message and of those in it."""
    assert isinstance(message, Message), f"{message} cannot be extracted"
    return {message.text}.union(*(texts_of(value) for _, value in message.values))  # type: ignore[arg-type]


def test_no_text_is_said_that_cannot_be_extracted() -> None:
    """What stands in a name, or in one of two branches, is found by no extraction: each is said where it stands."""
    hidden = []
    for file in sorted(GAME.rglob("*.py")):
        known = FILED.get(file.relative_to(GAME).as_posix(), set())
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                says = node.func.attr in ("say", "many", "told") and ast.unparse(node.func.value) in OWNERS
                text = ast.unparse(node.args[0])
                if says and not isinstance(node.args[0], ast.Constant) and not FROM_A_FILE.match(text):
                    hidden += [f"{file.relative_to(GAME)}:{node.lineno} {text}"] if text not in known else []
    assert hidden == []
