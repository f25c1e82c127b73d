"""Answers in writing: who holds the pen, who reads along, who judges, and what the debrief says of it.

A whole discussion exercise of six such injects is played alone and in a class.
"""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.classroom.rehearsal import Rehearsal
from game.exercise.commands import Refused
from game.exercise.drafting import ANSWER
from game.exercise.run.run_session import LocalSeat
from game.exercise.run.run_store import ALONE, ONLY, Library
from game.exercise.views.seat_view import Phase, Stage
from game.faces.report_page import debrief_html, group_html
from game.record.events import How, Kind
from game.report.debrief import debrief
from game.report.group import group_debrief
from tests import discussion, kit
from tests.discussion import ASKED
from tests.exercise.seating import Clock, group, leader_of, opened, seated, shelf, stage, texts
from tests.faces import telling
from tests.plain.robot import hold
from tests.ui.class_driving import desk_app, seat_app, typed
from tests.ui.class_driving import press as keys
from tests.ui.driving import app_at, library, press, text, until
from tests.ui.driving import seated as at_table

NASTY = "**Loud** [b]x[/b] <script>alert(1)</script>\nsecond \x1b[2J line"


@pytest.fixture
def seat(tmp_path: Path) -> LocalSeat:
    table = Library(tmp_path).begin(discussion.scenario(), 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    return table.seat(ALONE)


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, 1, clock=Clock(), scenario=discussion.scenario())[0]


def write(seat: LocalSeat | ClassSeat, inject: str, words: str = "We own it.") -> None:
    seat.submit(cmd.WriteAnswer(inject=inject, text=words))


# --- alone


def test_alone_the_answer_is_written_before_anything_that_judges_it_is_shown(seat: LocalSeat) -> None:
    before = seat.snapshot().inject
    assert before is not None
    assert (before.written, before.options, before.expected) == (True, (), "")
    assert "promises" not in texts(seat.snapshot())
    with pytest.raises(Refused, match="write your answer first"):
        seat.submit(cmd.Decide(inject="first_hour", option="says_limits"))
    write(seat, "first_hour")
    after = seat.snapshot().inject
    assert after is not None
    assert (after.answer, len(after.options), after.expected) == ("We own it.", 2, "They say who **owns** the hour.")


@pytest.mark.parametrize(("words", "says"), [("", "is empty"), (" \n\t ", "is empty")])
def test_an_answer_that_says_nothing_is_refused(seat: LocalSeat, words: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        write(seat, "first_hour", words)


def test_an_answer_is_bounded_cleaned_and_stays_as_it_was_sent(seat: LocalSeat) -> None:
    command = cmd.WriteAnswer(inject="first_hour", text=f"{NASTY} {'w' * 5_000}")
    seat.submit(command)
    seat.submit(command)
    shown = seat.snapshot().inject
    assert shown is not None
    assert len(shown.answer) == cmd.MAX_ANSWER
    assert "\x1b" not in shown.answer
    with pytest.raises(Refused, match="written already"):
        write(seat, "first_hour", "Something else.")


def test_what_wants_a_choice_takes_no_answer_in_writing(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(kit.scenario([kit.inject("one", kit.option("a"), kit.option("b"))]), 7)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    with pytest.raises(Refused, match="wants no answer in writing"):
        write(table.seat(ALONE), "one")


def test_the_whole_exercise_is_played_alone(tmp_path: Path) -> None:
    shelf = Library(tmp_path)
    table = shelf.begin(discussion.scenario(), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    for number, id in enumerate(ASKED):
        write(seat, id, f"Answer {number}. {NASTY}")
        seat.submit(cmd.Decide(inject=id, option="says_limits" if number % 2 else "promises", reason=f"So {number}."))
    assert seat.snapshot().phase is Phase.OVER
    assert {event.data["how"] for event in table.log.events(ONLY) if event.kind is Kind.DECISION_TAKEN} == {"judged"}
    table.log.close()
    run = shelf.read(table.name)
    made = debrief(run, table.name)
    assert [part.answer[:9] for part in made.decisions] == [f"Answer {number}." for number in range(6)]
    assert str(made.decisions[2].decided) == "You judged your answer to be"
    assert made.decisions[2].judged == "So 2."
    own = next(part for family in made.families for part in family.lessons if part.id == "ours_hour")
    assert (own.served_at, own.spent_at) == (3, 3)  # the words are the group's, and so is the evidence
    plain = telling.said(made)
    page = debrief_html(made, full=True)
    assert "You wrote" in plain
    assert "**Loud** [b]x[/b] <script>" in plain
    assert "<script>alert" not in page
    assert "<strong>Loud</strong>" not in page
    assert "&lt;script&gt;" in page
    assert "It waits." in plain
    assert "It waits." in page


def test_the_plain_stream_asks_for_the_answer_and_then_for_the_judgement(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(kit.written(discussion.draft()), encoding="utf-8")

    def answers(prompt: str) -> str:
        if "y or n:" in prompt:
            return "y"
        if prompt.startswith("Your answer"):
            return "We say who owns it."
        return "1" if prompt.startswith("Your decision") else ""

    spoken = hold(["play", str(path), "--plain", "--seed", "7"], answers)
    assert spoken.code == 0
    assert spoken.out.count("Your answer, as it was sent:") == 6
    first = spoken.out.index("It says what is covered")
    assert spoken.out.index("We say who owns it.") < first
    assert spoken.out.index("was expected to weigh") < first


async def test_one_screen_takes_the_answer_and_shows_what_judges_it(tmp_path: Path) -> None:
    shelf, table = at_table(tmp_path, discussion.scenario())
    app = app_at(shelf, table)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "Write your answer" in text(app))
        assert "It promises" not in text(app)
        await press(pilot, "enter", *"We own it", "enter")
        await until(pilot, lambda: "Send it? It stays as it is." in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: "It promises what nobody can hold" in text(app))
        assert "Your answer, as it was sent" in text(app)
        assert table.run.texts["first_hour"].text == "We own it"
        await press(pilot, "enter", *"so", "enter", "enter", "enter")
        await until(pilot, lambda: "You judge your answer" in text(app))
        await press(pilot, "enter")
        await until(pilot, lambda: len(table.run.decisions) == 1)
        assert table.run.decisions[0].how is How.JUDGED


def test_a_branch_at_a_written_inject_lets_it_be_written_anew(tmp_path: Path) -> None:
    shelf = library(tmp_path)
    table = shelf.begin(discussion.scenario(), 7)
    seat = table.seat(ALONE)
    seat.submit(cmd.ReadBriefing())
    write(seat, "first_hour")
    seat.submit(cmd.Decide(inject="first_hour", option="promises"))
    branch = shelf.branch(table.name, "first_hour").seat(ALONE)
    write(branch, "first_hour", "Otherwise.")


# --- in a class


def begun(room: Classroom, people: int = 3) -> list[ClassSeat]:
    seats = seated(room, people)
    Desk(room).begin()
    return seats


def test_the_deciding_role_holds_the_pen_and_everybody_reads_along(room: Classroom) -> None:
    seats = begun(room)
    writer = leader_of(seats)
    reader = next(seat for seat in seats if seat is not writer)
    assert [stage(seat) for seat in seats].count(Stage.WRITE) == 1
    assert stage(reader) is Stage.WRITING
    told: list[str] = []
    reader.on_change(lambda: told.append(group(reader).draft))
    writer.keep_draft("first_hour", {ANSWER: "We own the"})
    assert told == ["We own the"]
    assert group(reader).writes == writer.member.name
    assert group(writer).draft == ""
    with pytest.raises(Refused, match="not for this seat to write"):
        write(reader, "first_hour")
    for view in (reader.snapshot(), writer.snapshot()):
        assert "promises" not in texts(view)
        assert "**owns**" not in texts(view)


def test_the_facilitator_judges_with_a_word_of_reason(room: Classroom) -> None:
    seats = begun(room)
    desk = Desk(room)
    with pytest.raises(Refused, match="has not sent its answer"):
        desk.judge("1", "says_limits", "It does.")
    write(leader_of(seats), "first_hour", "We own it.")
    assert {stage(seat) for seat in seats} == {Stage.JUDGING}
    row = desk.snapshot().syndicates[0]
    assert (row.answer, row.yours, str(row.decides)) == ("We own it.", True, "you judge what they wrote")
    with pytest.raises(Refused, match="a word of reason"):
        desk.judge("1", "says_limits", "  ")
    desk.judge("1", "says_limits", "It names the limits.", inject="first_hour", id="a" * 32)
    desk.judge("1", "says_limits", "It names the limits.", inject="first_hour", id="a" * 32)
    taken = room.tables["1"].run.decisions
    assert [(each.how, each.reason) for each in taken] == [(How.JUDGED, "It names the limits.")]
    assert str(group(seats[0]).decided) == "Your answer was judged by the facilitator: “It names the limits.”"
    assert room.log.drafts.all() == []


def test_choices_votes_and_decisions_of_another_kind_are_refused_while_it_is_written(room: Classroom) -> None:
    seats = begun(room)
    writer = leader_of(seats)
    for command in (
        cmd.Choose(inject="first_hour", option="promises"),
        cmd.Settle(inject="first_hour", option="promises"),
        cmd.Vote(inject="first_hour", option="promises"),
        cmd.ShowChoices(inject="first_hour"),
        cmd.GivePen(inject="first_hour", seat=writer.id),
    ):
        with pytest.raises(Refused):
            writer.submit(command)
    with pytest.raises(Refused, match="nothing to choose"):
        Desk(room).show_choices("1")


def up_to_the_vote(room: Classroom) -> list[ClassSeat]:
    seats = begun(room)
    for id in ASKED[:3]:
        write(leader_of(seats), id)
        Desk(room).judge("1", "promises", "It promises.")
    return seats


def test_where_a_vote_decides_it_is_voted_who_writes(room: Classroom) -> None:
    seats = up_to_the_vote(room)
    assert {stage(seat) for seat in seats} == {Stage.PEN}
    assert [name for _, name, _ in group(seats[0]).pens] == [seat.member.name for seat in seats]
    with pytest.raises(Refused, match="none of them"):
        seats[0].submit(cmd.GivePen(inject="press", seat="s99"))
    for seat in seats[:2]:
        seat.submit(cmd.GivePen(inject="press", seat=seats[2].id))
    assert {stage(seat) for seat in seats} == {Stage.PEN}
    seats[2].submit(cmd.GivePen(inject="press", seat=seats[0].id))
    assert [stage(seat) for seat in seats] == [Stage.WRITING, Stage.WRITING, Stage.WRITE]


def test_of_those_who_share_the_votes_the_one_who_came_first_writes(room: Classroom) -> None:
    seats = up_to_the_vote(room)
    for seat, to in zip(seats, (2, 1, 0), strict=True):
        seat.submit(cmd.GivePen(inject="press", seat=seats[to].id))
    assert [stage(seat) for seat in seats] == [Stage.WRITE, Stage.WRITING, Stage.WRITING]


def test_the_pen_goes_on_where_whoever_held_it_leaves(room: Classroom) -> None:
    seats = up_to_the_vote(room)
    for seat in seats:
        seat.submit(cmd.GivePen(inject="press", seat=seats[1].id))
    Desk(room).remove(seats[1].id, "left")
    assert [stage(seat) for seat in (seats[0], seats[2])] == [Stage.WRITE, Stage.WRITING]


def test_where_nobody_holds_the_role_the_facilitator_decides_by_hand(room: Classroom) -> None:
    seats = begun(room, 1)
    Desk(room).give_roles(seats[0].id, ["deputy"])
    assert stage(seats[0]) is Stage.WRITING
    assert "the facilitator (nobody is Head)" in str(group(seats[0]).says).replace("The", "the")
    assert Desk(room).snapshot().syndicates[0].yours
    Desk(room).decide("1", "promises", reason="They said it aloud.")
    assert room.tables["1"].run.decisions[0].how is How.FACILITATOR


def test_the_whole_exercise_is_played_in_a_class_and_told(room: Classroom, tmp_path: Path) -> None:
    seats = up_to_the_vote(room)
    for seat in seats:
        seat.submit(cmd.GivePen(inject="press", seat=seats[1].id))
    write(seats[1], "press", NASTY)
    Desk(room).judge("1", "says_limits", "It names what it cannot do.")
    for id in ASKED[4:]:
        if id == "handover":
            shown = seats[0].snapshot().inject
            assert shown is not None
            assert shown.also == ("The promise is still on the wall.",)
        write(leader_of(seats), id)
        Desk(room).judge("1", "says_limits", "It does.")
    assert room.tables["1"].run.state.over
    Desk(room).endex()
    room.close()
    made = group_debrief(shelf(tmp_path).read(room.name), "1")
    part = made.debrief.decisions[3]
    assert str(part.decided) == "The facilitator judged the answer to be"
    assert part.judged == "It names what it cannot do."
    own = next(each for family in made.debrief.families for each in family.lessons if each.id == "ours_hour")
    assert (own.served_at, own.spent_at) == (3, 3)
    page = group_html(made)
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "It names what it cannot do." in page


def test_simulated_people_write_and_wait_for_the_facilitator(tmp_path: Path) -> None:
    room = opened(tmp_path, 1, clock=Clock(), scenario=discussion.scenario())[0]
    rehearsal = Rehearsal.join(room)
    Desk(room).begin()
    for _ in range(400):
        rehearsal.tick()
        if Desk(room).snapshot().syndicates[0].answer:
            Desk(room).judge("1", "says_limits", "It does.")
        if room.tables["1"].run.state.over:
            return
    raise AssertionError("the rehearsal never came to its end")


async def test_a_seat_writes_on_its_screen_and_the_others_read_along(room: Classroom) -> None:
    seats = begun(room)
    writer = leader_of(seats)
    reader = next(seat for seat in seats if seat is not writer)
    app = seat_app(room, writer.id)
    async with app.run_test(size=(100, 40)) as pilot:
        assert "Write your answer" in await keys(pilot)
        await keys(pilot, "enter")
        assert "Send it? It stays as it is." in await typed(pilot, "We own it.")
        await keys(pilot, "enter")
    assert room.tables["1"].run.texts["first_hour"].text == "We own it."
    app = seat_app(room, reader.id)
    async with app.run_test(size=(100, 40)) as pilot:
        shown = await keys(pilot)
        assert "Your answer, as it was sent" in shown
        assert "We own it." in shown


async def test_the_desk_judges_by_its_keys(room: Classroom) -> None:
    seats = begun(room)
    write(leader_of(seats), "first_hour", "We own it.")
    app = desk_app(room)
    async with app.run_test(size=(140, 44)) as pilot:
        shown = await keys(pilot)
        assert "Has sent its answer" in shown
        await keys(pilot, "c", "enter")
        await typed(pilot, "It names the limits.")
    taken = room.tables["1"].run.decisions[0]
    assert (taken.how, taken.reason, taken.option) == (How.JUDGED, "It names the limits.", "says_limits")
