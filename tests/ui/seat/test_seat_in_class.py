"""A student's seat on the screen, as a student uses it: by keys alone, in 80 columns and in a wide window."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.classroom.classroom import Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.classroom.participant_session import ClassSeat
from game.exercise.views.class_view import CARDS, TalkCard
from game.exercise.views.seat_view import Stage
from tests.exercise.quiet_word import SECRET, decide_both, quiet, quiet_last, table
from tests.exercise.seating import Clock, choose, group, opened, seated
from tests.ui.class_driving import press, seat_app, text, typed, until
from tests.ui.naughty import NAUGHTY

SMALL, WIDE = (80, 24), (140, 40)


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return opened(tmp_path, clock=Clock())[0]


def joined(room: Classroom, name: str = "Ada") -> str:
    return room.join(room.syndicates[0].code, name).seat


def in_play(room: Classroom, people: int = 2) -> list[ClassSeat]:
    seats = seated(room, people)
    Desk(room).begin()
    return seats


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_from_the_briefing_to_a_role_by_enter_alone(room: Classroom, size: tuple[int, int]) -> None:
    app = seat_app(room, joined(room))
    async with app.run_test(size=size) as pilot:
        assert "page 1 of 3" in await until(pilot, "The rule of the room")
        assert "page 2 of 3" in await press(pilot, "enter")
        assert "page 3 of 3" in await press(pilot, "enter")
        assert "A question" in await press(pilot, "enter")
        for _ in range(3):
            shown = await press(pilot, "5", "enter")
        assert "Before it begins" in shown
        assert ": free" in shown
        shown = await press(pilot, "down", "enter")
        assert "✓ Company Commander" in shown
        assert room.roles("s1") == {"company_commander"}
        assert "○ Company Commander" in await press(pilot, "enter")


async def test_a_choice_is_asked_for_line_by_line_and_nobody_else_sees_it(room: Classroom) -> None:
    ada, bram = in_play(room)
    app, theirs = seat_app(room, ada.id), seat_app(room, bram.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        assert "Why? Your reason" in await press(pilot, "2", "enter")
        assert "How sure are you?" in await typed(pilot, "It can be mended")
        assert "A whole number from 0 to 10" in await typed(pilot, "11")
        await press(pilot, "backspace", "backspace")
        assert "strongest argument" in await typed(pilot, "8")
        shown = await typed(pilot, "Nobody asked them")
        assert "Chosen. Waiting for Person 1" in shown
        assert "✓ your choice" in shown
    made = room.tables["1"].run.choices["pump"][0]
    assert (made.reason, made.confidence, made.counter) == ("It can be mended", 8, "Nobody asked them")
    async with theirs.run_test(size=WIDE) as pilot:
        await until(pilot, "nobody sees it until")
        assert "It can be mended" not in await press(pilot, *"xsoatgv")


async def test_escape_thinks_again_and_keeps_nothing(room: Classroom) -> None:
    ada = in_play(room)[0]
    async with seat_app(room, ada.id).run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter", "a", "b", "escape")
        assert "nobody sees it until" in text(pilot.app)
        assert not room.tables["1"].run.choices


async def test_the_spread_comes_by_itself_and_the_leader_decides_after_a_question(room: Classroom) -> None:
    seats = in_play(room)
    leader = next(seat for seat in seats if seat.leads())
    async with seat_app(room, leader.id).run_test(size=SMALL) as pilot:
        for seat in seats:
            choose(seat, reason="a reason of mine")
        shown = await until(pilot, "your role decides")
        assert "2 × " in shown
        assert "a reason of mine" in shown
        assert "Decide for your syndicate" in await press(pilot, "enter")
        assert not room.tables["1"].run.decisions
        await press(pilot, "escape")
        assert not room.tables["1"].run.decisions
        shown = await press(pilot, "enter", "enter")
        assert "Outcome: The pump" in shown
        assert "Decided by" in shown
        assert "Eleven trucks" in await press(pilot, "enter")


async def test_the_outcome_comes_to_those_who_did_not_decide(room: Classroom) -> None:
    seats = in_play(room)
    leader = next(seat for seat in seats if seat.leads())
    other = next(seat for seat in seats if seat is not leader)
    async with seat_app(room, other.id).run_test(size=SMALL) as pilot:
        options = [choose(seat) for seat in seats]
        await until(pilot, "decides.")
        leader.submit(cmd.Settle(inject="pump", option=options[-1]))
        await until(pilot, "Outcome: The pump")


async def test_an_answer_that_is_being_typed_is_let_go_of_when_the_choices_are_shown(room: Classroom) -> None:
    seats = in_play(room)
    async with seat_app(room, seats[0].id).run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        await press(pilot, "enter", "I", "n")
        Desk(room).show_choices("1")
        assert "NOT sent" in await until(pilot, "The choices are shown")
        shown = await press(pilot, "n")
        assert "A note for the report" in shown
        assert "In" in shown.split("A note for the report")[1]
        assert not room.tables["1"].run.choices.get("pump")


async def test_letters_typed_ahead_of_the_line_go_into_it_and_do_nothing_else(room: Classroom) -> None:
    ada = in_play(room)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        for key in ("enter", *"gtq", "enter", "7", "enter", "enter"):  # no pause between them: a busy host
            app.simulate_key(key)
        await until(pilot, "Chosen.")
    made = room.tables["1"].run.choices["pump"][0]
    assert (made.reason, made.confidence) == ("gtq", 7)


async def test_papers_open_from_a_list_and_stay_in_it(room: Classroom) -> None:
    ada = in_play(room, 1)[0]
    async with seat_app(room, ada.id).run_test(size=WIDE) as pilot:
        await until(pilot, "unread")
        shown = await press(pilot, "d")
        assert "Papers on the table" in shown
        shown = await press(pilot, "enter")
        assert "✓ read" in shown
        assert "Your options" in await press(pilot, "escape", "escape")
        assert room.tables["1"].run.opened


async def test_what_one_alone_knows_is_told_after_a_question(room: Classroom) -> None:
    seats = in_play(room, 4)
    knows = next(seat for seat in seats if group(seat).facts)
    fact = group(knows).facts[0]
    async with seat_app(room, knows.id).run_test(size=WIDE) as pilot:
        await until(pilot, "only yours (o)")
        assert fact.text.split()[0] in await press(pilot, "o")
        assert "Put what you alone know" in await press(pilot, "y")
        shown = await press(pilot, "enter")
        assert "On the table" in shown
        assert "told by" in shown


@pytest.mark.parametrize(
    ("act", "word"), [("pause", "PAUSED"), ("hold", "HELD"), ("endex", "ENDEX"), ("trouble", "NOT CONNECTED")]
)
async def test_a_seat_that_waits_says_so_in_a_word(room: Classroom, act: str, word: str) -> None:
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        desk = Desk(room)
        if act == "trouble":
            app.seat.trouble = "The host cannot be reached; trying again."  # type: ignore[misc]
            app.changed()
        else:
            {"pause": desk.pause, "hold": lambda: desk.hold("1"), "endex": desk.endex}[act]()
        await until(pilot, word)


async def test_at_the_door_the_title_stands_alone(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, admit=True)
    async with seat_app(room, joined(room)).run_test(size=WIDE) as pilot:
        shown = await until(pilot, "AT THE DOOR")
        assert "Company Commander" not in await press(pilot, *"rgtlovs")
        assert "Ferry Town" in shown
        Desk(room).admit("s1")
        await until(pilot, "The rule of the room")


async def test_whoever_is_taken_back_leaves_with_a_sentence(room: Classroom) -> None:
    app = seat_app(room, joined(room))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "The rule of the room")
        Desk(room).remove("s1", "")
        for _ in range(100):
            await pilot.pause(0.02)
            if app.left_because:
                break
        assert "no longer yours" in app.left_because


async def test_what_the_facilitator_writes_is_announced_and_read(room: Classroom) -> None:
    ada = in_play(room, 1)[0]
    async with seat_app(room, ada.id).run_test(size=SMALL) as pilot:
        await until(pilot, "nobody sees it until")
        Desk(room).message(ada.id, "Five minutes.")
        await until(pilot, "has written to you")
        Desk(room).write("1", "A call", "The capital rings.")
        shown = await press(pilot, "m")
        assert "Five minutes." in shown
        assert "The capital rings." in shown


async def test_at_zero_everybody_is_told_and_nothing_else_happens(tmp_path: Path) -> None:
    clock = Clock()
    room, _ = opened(tmp_path, clock=clock)
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    now = 0.0
    app.timer = lambda: now
    async with app.run_test(size=SMALL) as pilot:
        assert "3:00 left" in await until(pilot, "nobody sees it until")
        now = 100.0
        app.shown.tick()
        await until(pilot, "1:20 left")
        now = 181.0
        app.shown.tick()
        assert "time is up" in await until(pilot, "Time is up: finish the thought")
        assert group(ada).stage is Stage.CHOOSE


async def test_whoever_still_reads_an_outcome_is_not_hurried(tmp_path: Path) -> None:
    """The soft time is the syndicate's, and runs; it is shown and said once the seat has come to the inject."""
    room, _ = opened(tmp_path, clock=Clock())
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    now = 0.0
    app.timer = lambda: now
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "3:00 left")
        ada.submit(cmd.Settle(inject="pump", option=choose(ada)))
        shown = await until(pilot, "Outcome: ")
        assert " left" not in shown.rstrip().split("\n")[-1]
        now = 3600.0
        assert app.shown is not None
        app.shown.tick()
        assert "Time is up" not in await press(pilot, "pagedown")
        await press(pilot, "enter")
        app.shown.tick()
        await until(pilot, "Time is up: finish the thought")


async def test_after_endex_the_debrief_is_read_here_and_kept_as_a_page(
    room: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ada = in_play(room, 1)[0]
    ada.submit(cmd.Settle(inject="pump", option=choose(ada)))
    async with seat_app(room, ada.id).run_test(size=WIDE) as pilot:
        await until(pilot, "nobody sees it until")
        Desk(room).endex("time")
        shown = await until(pilot, "How it ended")
        assert "A question" not in shown
        assert "hot wash" not in shown, "how it ended has the screen to itself"
        await press(pilot, "enter")
        await until(pilot, "A question")
        shown = await press(pilot, "escape")
        assert "The hot wash" in shown
        await until(pilot, "Debrief")  # made in a thread of its own
        assert "── Decisions" in await press(pilot, *["down"] * 2)
        assert "May your name stand" in await press(pilot, "u")
        assert "may stand" in await press(pilot, "enter")
        await press(pilot, "k")
        await until(pilot, "your copy")
    (page,) = tmp_path.glob("*my-copy.html")
    assert "Person 0" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAUGHTY[:6])
async def test_hostile_names_and_reasons_are_only_text(room: Classroom, name: str) -> None:
    seats = in_play(room, 2)
    for seat in seats:
        choose(seat, reason=name)
    Desk(room).message("all", name or "x")
    async with seat_app(room, seats[0].id).run_test(size=WIDE) as pilot:
        await until(pilot, "decides")
        shown = await press(pilot, *"xvmotg")
        assert "\x1b" not in shown
        assert pilot.app.is_running


async def test_a_click_marks_a_row_and_a_click_on_the_mark_takes_it(room: Classroom) -> None:
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, "nobody sees it until")
        row = next(row for row, item in app.shown.laid.item_at.items() if item == 1)  # type: ignore[union-attr]
        await pilot.click("#board", offset=(10, row))
        await pilot.pause(0.1)
        assert app.shown.turned.marked == 1
        row = next(row for row, item in app.shown.laid.item_at.items() if item == 1)  # type: ignore[union-attr]
        await pilot.click("#board", offset=(10, row))
        await until(pilot, "Why? Your reason")


@pytest.mark.parametrize("size", [(40, 12), (60, 16), (80, 24), (104, 30), (200, 60)])
async def test_every_size_holds_what_has_to_be_there(room: Classroom, size: tuple[int, int]) -> None:
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=size) as pilot:
        await until(pilot, "? help")
        for key in ("2", "o", "d", "escape", "g", "t", "enter", "escape"):
            await press(pilot, key)
            assert len(app.shown.laid.rows) <= size[1] + 1  # type: ignore[union-attr]
        assert "? help" in text(app)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_seat_that_is_not_asked_sees_who_is_at_work_and_then_what_moved(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    room, (chief, adviser, _) = table(tmp_path / "quiet", quiet())
    app = seat_app(room, adviser.id)
    async with app.run_test(size=size) as pilot:
        shown = await until(pilot, "Others are at work: Chief decides.")
        for key in "sdaoxwgtvm12":
            shown += await press(pilot, key)
        shown += await press(pilot, "s", "enter")
        assert not [word for word in SECRET if word in shown]
        assert adviser.id not in {each.seat for each in room.tables["1"].run.choices.get("word", ())}
        choose(chief, 1)
        chief.submit(cmd.Settle(inject="word", option="yield"))
        shown = await until(pilot, "What was for Chief is decided.")
        assert "Trust" in shown
        assert not [word for word in SECRET if word in shown]
        assert "What open is about." in await press(pilot, "s")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_what_came_of_the_last_inject_is_read_at_the_end_by_who_was_not_asked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    room, seats = table(tmp_path / "quiet", quiet_last())
    app = seat_app(room, seats[1].id)
    async with app.run_test(size=size) as pilot:
        await until(pilot, "What open is about.")
        decide_both(*seats)
        assert "What was for Chief is decided." in await until(pilot, "How it ended")
        shown = await press(pilot, "t")
        assert "The deciding role (Adviser) decided: " in " ".join(shown.split())
        assert not [word for word in SECRET if word in shown]
        await press(pilot, "escape")
        Desk(room).endex("The hour is over")
        assert "What was for Chief is decided." in await until(pilot, "ENDEX")


async def test_who_is_here_says_who_is_not_asked(tmp_path: Path) -> None:
    room, (chief, *_) = table(tmp_path / "quiet", quiet())
    app = seat_app(room, chief.id)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, "Choose alone")
        assert (await press(pilot, "v")).count("not asked") == 2


async def test_a_seat_of_a_class_reads_first_as_well(room: Classroom) -> None:
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=(60, 16)) as pilot:
        await until(pilot, "Enter: 3 options")
        board = app.shown
        assert board is not None
        assert board.folded
        assert "more lines: PgDn" in text(app)
        for _ in range(12):
            if not board.folded:
                break
            await press(pilot, "pagedown")
        assert "▸ 1 " in text(app)
        assert "leaves at ten" in text(app)
        await press(pilot, "escape")
        assert board.folded
        await press(pilot, "enter")
        assert not board.folded
        assert board.asking is None, "the first Enter only calls the options"
        await press(pilot, "enter")
        assert board.asking is not None


async def test_whoever_joins_late_reads_what_went_before(room: Classroom) -> None:
    ada = in_play(room, 1)[0]
    ada.submit(cmd.Settle(inject="pump", option=choose(ada)))
    app = seat_app(room, joined(room, "Late"))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, "page 1 of 3")
        shown = await press(pilot, *["enter"] * 6)
        assert "Where you are" in shown
        shown += "".join([await press(pilot, "pagedown") for _ in range(4)])
        assert "The pump →" in " ".join(shown.split())
        assert "On the table" in shown
        assert "Where you are" not in await press(pilot, "escape"), "back one step is what is on the table"


async def test_the_papers_of_a_seat_are_in_its_binder(room: Classroom) -> None:
    ada = in_play(room, 1)[0]
    app = seat_app(room, ada.id)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, "nobody sees it until")
        assert "You have opened no paper yet." in await press(pilot, "b")
        assert "You have opened no map yet." in await press(pilot, "p")
        await press(pilot, "d", "enter")
        shown = await press(pilot, "b")
        assert "Binder" in shown
        assert "The pump" in shown
        assert "You have opened no paper yet." not in shown


async def test_a_card_comes_to_every_screen_and_the_readers_line_is_kept_for_the_group(room: Classroom) -> None:
    ada, bram = in_play(room, 2)
    room.deck = lambda syndicate: {
        id: TalkCard(id, f"Title of {id}", f"What of {id}?", (f"The record of {id}.",)) for id in CARDS
    }
    Desk(room).endex("time")
    async with seat_app(room, ada.id).run_test(size=WIDE) as pilot:
        await until(pilot, "How it ended")
        assert "Begin the cards now?" in await press(pilot, "c")
        await press(pilot, "enter")
        assert "The record of recall." not in await until(pilot, "What of recall?")
        await press(pilot, "enter")
        await until(pilot, "The record of recall.")
        bram.submit(cmd.TurnCard(card="ended", shown=False))
        shown = await until(pilot, "What of ended?")
        assert "Card 2 of 10" in shown
        reads = group(ada).talk
        assert reads is not None
        if not reads.reads:
            bram.submit(cmd.TurnCard(card="weight", shown=False))
            await until(pilot, "What of weight?")
        await press(pilot, "enter")
        await typed(pilot, "We rode too soon")
        await until(pilot, "Of the group: “We rode too soon”")
        await press(pilot, "e")
        for words in ("Ask the drivers", "", "", ""):
            await typed(pilot, words)
        await until(pilot, "What you mean to do")
        await until(pilot, "Ask the drivers")
    talk = room.tables["1"].run.talk
    assert talk is not None
    assert list(talk.lines.values()) == ["We rode too soon"]
    assert [each.text for each in room.tables["1"].run.actions] == ["Ask the drivers"]
