"""The facilitator's desk on the screen: every act is a key, asks for its reason, says what it did, and is an event."""

from dataclasses import replace
from pathlib import Path

import pytest

from game.exercise.acts.act import Right
from game.exercise.classroom.class_store import Classes, renew
from game.exercise.classroom.classroom import CLASS, Classroom
from game.exercise.classroom.facilitator_session import Desk
from game.exercise.commands import Consent, Settle
from game.hosting import Screens
from game.record.events import How, Kind
from game.record.store import FolderStore
from game.scenario.load import load
from game.ui.desk.desk_app import DeskApp
from game.ui.desk.desk_text import header
from game.ui.desk.wall import facts
from game.ui.shell.confirm import Confirm
from tests.exercise.quiet_word import quiet, table
from tests.exercise.seating import Clock, choose, choose_all, leader_of, opened, seated, starter
from tests.fixtures.first_edition import SCENARIOS
from tests.ui.class_driving import desk_app, press, text, typed, until

SMALL, WIDE = (80, 24), (140, 44)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Classroom:
    return opened(tmp_path, clock=clock)[0]


def last(room: Classroom, kind: Kind, run: str = CLASS) -> dict[str, object]:
    """The data of the newest event of a kind, of the class or of a syndicate."""
    return next(dict(event.data) for event in reversed(room.log.events(run)) if event.kind is kind)


def look(app: DeskApp) -> None:
    """Let a second go by."""
    app.look()


async def test_a_reason_written_while_somebody_else_decides_decides_nothing_that_nobody_saw(room: Classroom) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    option = choose_all(seats)
    leader = leader_of(seats)
    inject = leader.snapshot().inject
    assert inject is not None
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "It is decided by your hand" in await press(pilot, "c", "enter")
        leader.submit(Settle(inject=inject.id, option=option))
        assert "is no longer on the table" in await typed(pilot, "They could not agree")
    assert [(each.inject, each.by) for each in room.tables["1"].run.decisions] == [(inject.id, leader.id)]


async def test_the_lobby_shows_how_to_get_in_and_who_is_there(room: Classroom) -> None:
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        shown = text(pilot.app)
        assert "http://192.0.2.7:8765/" in shown
        assert all(each.code in shown for each in room.syndicates)
        assert "█▀▄" in shown
        assert "Nobody yet" in shown
        room.join(room.syndicates[0].code, "Ada")
        assert "Ada" in await until(pilot, "1 seat,")
    async with desk_app(room).run_test(size=SMALL) as pilot:
        assert "Ada" in text(pilot.app)  # above the code to scan, too


async def test_a_day_from_begin_to_endex_by_keys(room: Classroom) -> None:
    for number in (0, 1):
        seated(room, 2, number)
    app = desk_app(room, pages_at=lambda: "class.html")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        assert "Begin?" in await press(pilot, "b")
        await press(pilot, "escape")
        assert not room.roster.begun
        await press(pilot, "b", "enter")
        assert room.roster.begun
        assert "have chosen" in text(app)
        await press(pilot, "p")
        assert "PAUSED for everybody" in await typed(pilot, "Fire drill")
        assert last(room, Kind.PAUSED)["reason"] == "Fire drill"
        assert "Time runs again for everybody" in await press(pilot, "p")
        assert room.roster.paused
        await press(pilot, "enter")
        assert not room.roster.paused
        assert "The pages are made after ENDEX" in await press(pilot, "y")
        assert "ENDEX for everybody" in await press(pilot, "e")
        await press(pilot, "escape")
        assert not room.roster.over
        await press(pilot, "e")
        assert "cannot be taken back" in await typed(pilot, "")
        assert not room.roster.over
        await press(pilot, "enter")
        assert room.roster.over
        shown = text(app)
        assert "on the table at ENDEX" in shown
        assert "waits for" not in shown
        assert "Write the pages" in await press(pilot, "y")
        await press(pilot, "enter")
        await until(pilot, "Written: class.html")
        await press(pilot, "escape")
        await press(pilot, "d")
        await until(pilot, "SYNDICATE 1")  # made in a thread of its own


async def test_a_hold_is_asked_for_one_or_all_and_let_go_of_the_same_way(room: Classroom) -> None:
    for number in (0, 1):
        seated(room, 1, number)
    Desk(room).begin()
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "Syndicate 1" in await press(pilot, "h")
        await press(pilot, "enter")
        await typed(pilot, "They lost a page")
        assert room.tables["1"].run.held
        assert not room.tables["2"].run.held
        assert "Syndicate 1 is held." in text(pilot.app)
        await press(pilot, "h", "enter", "enter")
        assert not room.tables["1"].run.held
        await press(pilot, "h", "down", "enter", "enter")
        assert room.tables["2"].run.held


async def test_deciding_shows_what_is_picked_from_and_asks_why(room: Classroom) -> None:
    seated(room, 2)
    Desk(room).begin()
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "Not all have chosen" in await press(pilot, "x")
        await typed(pilot, "Long enough")
        assert "pump" in room.tables["1"].run.shown
        assert "Set the pump today" in await press(pilot, "c")
        await press(pilot, "enter")
        await typed(pilot, "They could not agree")
        assert last(room, Kind.DECISION_TAKEN, "1")["reason"] == "They could not agree"
        assert last(room, Kind.DECISION_TAKEN, "1")["how"] == How.FACILITATOR


async def test_the_authors_default_stands_first_when_the_facilitator_decides(tmp_path: Path) -> None:
    scenario = starter()
    pump = scenario.inject("pump")
    injects = tuple(replace(pump, default=len(pump.options) - 1) if each is pump else each for each in scenario.injects)
    room, _ = opened(tmp_path, scenario=replace(scenario, injects=injects))
    seated(room, 1)
    Desk(room).begin()
    async with desk_app(room).run_test(size=WIDE) as pilot:
        rows = (await press(pilot, "c")).split("\n")
        first = next(row for row in rows if "▸ " in row and "Syndicate" not in row)
        assert f"{pump.options[-1].label}  (the default)" in first


async def test_what_needs_the_facilitator_stands_in_the_banner(tmp_path: Path, clock: Clock) -> None:
    room, _ = opened(tmp_path, admit=True, clock=clock)
    desk, app = Desk(room), desk_app(room)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        room.join(room.syndicates[0].code, "Ada")
        await until(pilot, "1 waits at the door. (k)")
        await press(pilot, "k", "enter", "enter")
        assert room.member("s1").admitted
        desk.begin()
        clock.passes(600)
        look(app)
        assert "Time is up for syndicates 1 and 2." in await until(pilot, "Time is up")


async def test_seats_are_given_roles_moved_and_taken_back_by_keys(room: Classroom) -> None:
    ada, bram = (room.join(room.syndicates[0].code, name).seat for name in ("Ada", "Bram"))
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "Give roles" in await press(pilot, "k", "enter")
        assert "[x]" in await press(pilot, "enter", "space")
        await press(pilot, "enter")
        assert len(room.member(ada).roles) == 1
        await press(pilot, "k", "enter", "down", "down", "down", "enter", "enter")
        await typed(pilot, "Too many here")
        assert room.member(ada).syndicate == "2"
        await press(pilot, "k", "enter", "end", "enter")
        await typed(pilot, "")
        assert room.roster.members[bram].removed


async def test_words_news_gauges_minutes_and_marks_are_events_with_their_reason(room: Classroom) -> None:
    ada = seated(room, 1)[0]
    Desk(room).begin()
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        await press(pilot, "m", "enter")
        await typed(pilot, "Five minutes")
        assert ada.snapshot().group is not None
        assert last(room, Kind.MESSAGE_SENT)["text"] == "Five minutes"
        await press(pilot, "w", "enter")
        await typed(pilot, "A call")
        await typed(pilot, "The capital rings")
        await typed(pilot, "To hurry them")
        assert last(room, Kind.INJECT_WRITTEN, "1") == {
            "title": "A call", "text": "The capital rings", "reason": "To hurry them", "day": 0,
        }  # fmt: skip
        await press(pilot, "j", "enter")
        await typed(pilot, "5")
        await typed(pilot, "They asked well")
        assert last(room, Kind.GAUGE_ADJUSTED, "1")["reason"] == "They asked well"
        await press(pilot, "u")
        await typed(pilot, "999")
        assert "whole number" in await typed(pilot, "")
        await press(pilot, "backspace", "9", "enter", "enter")
        assert last(room, Kind.TIME_SET, "1")["minutes"] == 9
        await press(pilot, "o", "enter")
        await typed(pilot, "They read it twice")
        assert last(room, Kind.OBSERVATION_MADE)["text"] == "They read it twice"


async def test_an_inject_from_the_tray_goes_to_the_marked_syndicate(room: Classroom) -> None:
    seated(room, 1)
    seated(room, 1, 1)
    Desk(room).begin()
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        shown = await press(pilot, "i")
        assert "Send an inject from the tray now" in shown
        await press(pilot, "enter")
        assert "When does it come up?" in await press(pilot, "enter")
        await press(pilot, "enter")
        assert "Sent." in await typed(pilot, "They are ready")
        assert last(room, Kind.INJECT_RELEASED, "1")["after"] == ""
        assert last(room, Kind.INJECT_RELEASED, "1")["reason"] == "They are ready"
        assert not [event for event in room.log.events("2") if event.kind is Kind.INJECT_RELEASED]


async def test_what_was_sent_is_taken_back_and_a_gate_is_closed_by_keys(room: Classroom) -> None:
    seated(room, 1)
    desk = Desk(room)
    desk.begin()
    desk.write("1", "A call", "The capital rings")
    desk.release("1", desk.snapshot().tray[0][0])
    async with desk_app(room).run_test(size=SMALL, notifications=True) as pilot:
        assert "News to syndicate 1: A call" in await press(pilot, "z")
        await press(pilot, "down", "enter")
        assert "Withdrawn" in await typed(pilot, "Wrong line")
        assert last(room, Kind.NEWS_WITHDRAWN, "1")["reason"] == "Wrong line"
        await press(pilot, "z", "enter", "enter")
        await typed(pilot, "")
        assert desk.snapshot().syndicates[0].queued == ()
        assert "Stop each syndicate after each decision?" in await press(pilot, "g")
        await press(pilot, "enter")
        assert room.roster.gate
        assert "Let each syndicate go on by itself?" in await press(pilot, "g")


async def test_expected_actions_are_ticked_and_a_note_is_written_by_keys(room: Classroom) -> None:
    seated(room, 1)
    Desk(room).begin()
    expected = Desk(room).snapshot().syndicates[0].expected
    assert expected
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert expected[0][:30] in await press(pilot, "l")
        await press(pilot, "enter")
        assert Desk(room).snapshot().syndicates[0].seen == (0,)
        assert "✓" in text(pilot.app)
        assert "Action of syndicate 1" in await press(pilot, "n")
        await press(pilot, "down", "enter")
        assert "Noted" in await typed(pilot, "They asked before they acted")
        assert last(room, Kind.OBSERVATION_MADE)["text"] == "They asked before they acted"
        await press(pilot, "n", "enter")
        await typed(pilot, "Walk the landing")
        assert "Written down" in await press(pilot, "enter", "enter", "enter")  # owner, due and priority stay open
        assert last(room, Kind.COMMITTED, "1")["text"] == "Walk the landing"


async def test_an_observers_desk_names_no_key_that_it_may_not_use(room: Classroom) -> None:
    seated(room, 1)
    Desk(room).begin()
    app = desk_app(room)
    app.desk = Desk(room, by="desk 2", right=Right.OBSERVER)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        shown = text(pilot.app)
        assert "pause" not in shown
        assert "ENDEX" not in shown
        assert "may not do this" in await press(pilot, "p")
        assert not room.roster.paused


async def test_syndicates_are_laid_side_by_side(room: Classroom) -> None:
    for number in (0, 1):
        seated(room, 1, number)
    Desk(room).begin()
    for number, option in (("1", 0), ("2", 1)):
        Desk(room).decide(number, room.scenario.injects[room.tables[number].run.state.on_table or 0].options[option].id)
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        shown = await press(pilot, "v", "end", "enter")  # what is done stands last
        assert "Side by side" in shown
        assert "Preview: what everybody reads" in shown
        options = room.scenario.inject("pump").options
        assert options[0].label.split()[0] in shown
        assert options[1].label.split()[0] in shown


async def test_an_inject_is_shown_on_the_wall_after_a_question_where_somebody_may_still_decide_it(
    room: Classroom,
) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    for seat in seats:
        choose(seat, reason="a reason of mine")
    pump = room.scenario.inject("pump")
    leader_of(seats).submit(Settle(inject="pump", option=pump.options[0].id))
    assert facts(Desk(room).snapshot())["beside"] is None
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        shown = await press(pilot, "v", "enter", "w")
        assert "Show it already?" in shown
        assert "Not decided yet by syndicate 2" in shown
        assert room.roster.wall == ""
        await press(pilot, "enter")
        assert room.roster.wall == "pump"
        assert pump.options[0].label in " ".join((await press(pilot, "f")).split())
        await press(pilot, "escape")
        shown_there = facts(Desk(room).snapshot())["beside"]
        assert pump.question == shown_there["question"]
        first, second = shown_there["columns"]
        assert first["option"] == pump.options[0].label
        assert "deciding role" in first["met"]
        assert (second["option"], second["met"]) == ("", "On the table.")
        assert "says why" in shown_there["asks"]
        private = ["a reason of mine", "Person", *(gauge.title for gauge in room.scenario.gauges)]
        assert not [word for word in private if word in str(facts(Desk(room).snapshot()))]
        leader_of_one = room.tables["1"].run.decisions[0].by
        next(each for each in seats if each.id == leader_of_one).submit(Consent(names=True))
        assert "a reason of mine" in str(facts(Desk(room).snapshot())["beside"]), "it agreed to be quoted"
        assert "take it off the wall" in await press(pilot, "v", "enter")
        await press(pilot, "w")
        assert facts(Desk(room).snapshot())["beside"] is None


async def test_the_projector_shows_nothing_of_play(room: Classroom) -> None:
    seats = seated(room, 2)
    Desk(room).begin()
    for seat in seats:
        choose(seat, reason="a reason of mine")
    pump = room.scenario.inject("pump")
    private = ["a reason of mine", "Person 0", pump.title, pump.question, *(each.label for each in pump.options)]
    private += [gauge.title for gauge in room.scenario.gauges]
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "Person 0" in text(pilot.app)
        shown = await press(pilot, "f")
        assert "Syndicate 1" in shown
        assert not [words for words in private if words in shown]
        assert "Syndicates" in await press(pilot, "escape")


async def test_the_name_that_opens_the_class_again_stands_on_the_desk_and_on_the_wall(room: Classroom) -> None:
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert room.name in text(pilot.app)
        assert f"class {room.name}" in await press(pilot, "f")
    for width in (WIDE[0], 100):
        assert room.name in header(Desk(room).snapshot(), "http://192.0.2.7:8765/", "09:00", width).plain


async def test_a_full_disk_is_told_where_the_facilitator_looks(room: Classroom) -> None:
    seated(room, 1)
    Desk(room).begin()
    room.log._is("there is no room left on the disk")
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "no room left" in await until(pilot, "Not written")


async def test_a_loop_that_is_late_is_told_as_slow(room: Classroom) -> None:
    async with desk_app(room, health=lambda: "0.8 s late").run_test(size=WIDE, notifications=True) as pilot:
        assert "0.8 s late" in await until(pilot, "Slow")


async def test_the_run_sheet_is_written_for_the_session_that_was_picked(room: Classroom) -> None:
    app = desk_app(room, sheet_at=lambda minutes: f"sheet-{minutes}.html")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        assert "45 minutes" in await press(pilot, "t")
        await press(pilot, "down", "enter")
        await until(pilot, "Written: sheet-90.html")
        opened_by: list[str] = []
        app.open_url = lambda url, **_: opened_by.append(url)  # type: ignore[method-assign]
        assert "open it" not in await press(pilot, "o")
        assert opened_by == [Path("sheet-90.html").absolute().as_uri()]


async def test_roles_are_dealt_by_heads_shared_and_changed_by_keys(room: Classroom) -> None:
    seated(room, 1)
    ada = room.join(room.syndicates[0].code, "Ada").seat
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "1 has no role. (k)" in text(pilot.app)
        await press(pilot, "r", "enter")
        assert "By heads" in await press(pilot, "enter")
        await press(pilot, "enter")
        assert room.member(ada).roles
        assert "has no role" not in text(pilot.app)
        before = room.member(ada).roles
        await press(pilot, "k", "down", "enter")
        assert "With whom does Ada change?" in await press(pilot, "down", "enter")
        await press(pilot, "enter")
        assert room.member(ada).roles != before
        await press(pilot, "r", "down", "enter")
        await press(pilot, "space", "enter")
        assert len(Desk(room).snapshot().syndicates[0].roles) == len(room.scenario.roles) - 1


async def test_a_desk_is_given_and_taken_back_by_keys(room: Classroom) -> None:
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        await press(pilot, "k", "end", "enter")
        assert "Observer: sees everything" in text(pilot.app)
        await press(pilot, "down", "enter")
        shown = await typed(pilot, "Kim")
        assert "facilitator?t=" in shown
        (kim,) = Desk(room).snapshot().desks
        assert (kim.name, kim.right) == ("Kim", Right.OBSERVER)
        await press(pilot, "escape")
        assert "The observer's desk of Kim: take it back" in await press(pilot, "k")
        await press(pilot, "end", "enter")
        await typed(pilot, "")
        assert Desk(room).snapshot().desks == ()


async def test_an_empty_tray_says_what_to_do_instead(tmp_path: Path) -> None:
    first_edition = load(SCENARIOS / "orvane_mission")  # all of it is on the calendar
    room, _ = Classes(FolderStore(tmp_path)).open(first_edition, 1, seed=7)
    seated(room, 1)
    Desk(room).begin()
    async with desk_app(room).run_test(size=WIDE, notifications=True) as pilot:
        assert "The tray is empty" in await press(pilot, "i")
    room.close()


async def test_whoever_leaves_the_desk_is_told_how_the_class_is_opened_as_it_was(room: Classroom) -> None:
    app = desk_app(room, command=f"whitecell host {room.name} --lan")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "q")
        assert isinstance(app.screen, Confirm)
        assert f"whitecell host {room.name} --lan" in app.screen.asked.plain


async def test_addresses_are_shown_with_the_fingerprint_and_a_link_of_ones_own(room: Classroom) -> None:
    app = desk_app(room, link=lambda: "http://192.0.2.7:8765/desk/abc", fingerprint="SHA-256 AB:CD")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        shown = await press(pilot, "a")
        assert "desk/abc" in shown
        assert "AB:CD" in shown
        assert "a new link" not in shown
        await press(pilot, "escape")
        projected = await press(pilot, "f")
        assert "AB:CD" in projected
        assert "desk/abc" not in projected


async def test_to_read_the_addresses_closes_nothing_and_a_new_link_says_what_it_closes(room: Classroom) -> None:
    screens = Screens(room)
    screens.address = "http://192.0.2.7:8765/"
    wall = room.enter(screens.new_link().partition("t=")[2])
    assert wall is not None
    app = desk_app(room, link=screens.link, new_link=lambda: screens.new_link(passes=False))
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        before = screens.link()
        for _ in range(2):
            assert before in await press(pilot, "a")
            await press(pilot, "enter")
        assert screens.link() == before
        assert room.is_facilitator(wall)
        await press(pilot, "a")
        asked = await press(pilot, "n")
        assert "closes the wall and the desk pages" in asked
        await press(pilot, "escape")
        assert room.is_facilitator(wall)
        await press(pilot, "a", "n")
        shown = await press(pilot, "enter")
        assert screens.link() != before
        assert screens.link() in shown
        assert not room.is_facilitator(wall)
        renew(room)  # made elsewhere: what is known here opens nothing
        await press(pilot, "escape")
        assert "facilitator?t=" not in await press(pilot, "a")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_the_state_is_large_where_there_is_room_and_a_word_where_there_is_not(
    room: Classroom, size: tuple[int, int]
) -> None:
    seated(room, 1)
    app = desk_app(room)
    async with app.run_test(size=size) as pilot:
        for act, word in (
            (Desk(room).begin, "RUNNING"),
            (lambda: Desk(room).pause(""), "PAUSED"),
            (Desk(room).endex, "ENDEX"),
        ):
            act()
            look(app)
            await pilot.pause(0.05)
            assert " ".join(word) in text(pilot.app) or ("█" in text(pilot.app) and size[1] >= 30)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_desk_counts_and_names_only_those_whom_it_is_for(tmp_path: Path, size: tuple[int, int]) -> None:
    room, (chief, *_) = table(tmp_path / "quiet", quiet(to=["chief", "police"]))
    app = desk_app(room)
    async with app.run_test(size=size) as pilot:
        await until(pilot, "0 of 2 have chosen, waits for Person 0 and Person 2.")
        choose(chief)
        shown = await until(pilot, "1 of 2 have chosen, waits for Person 2.")
        assert "Person 1," not in shown
