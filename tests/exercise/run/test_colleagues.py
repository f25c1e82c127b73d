"""One seat with simulated colleagues: they weigh, say a sentence and decide; what the seat chose stands beside it."""

from pathlib import Path

import pytest

from game.exercise import commands as cmd
from game.exercise.acts.fields import PickField
from game.exercise.acts.seat_acts import offered
from game.exercise.errors import Refused
from game.exercise.run.colleagues import HEARD, _heard
from game.exercise.run.run_session import Table
from game.exercise.run.run_store import ALONE, Library
from game.exercise.views.inject_state import taken_for
from game.exercise.views.seat_view import Phase
from game.record.events import How
from game.record.run import Choice
from game.report.debrief import debrief
from game.scenario.load import find, load
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests.kit import inject, option, scenario

FOR, AGAINST = {"stance": "for", "says": "My people can do this."}, {"stance": "against", "says": "Not with mine."}


def table_of(folder: Path, made: Scenario, role: str = "medic", seed: int = 7) -> Table:
    table = Library(folder).begin(made, seed, role, colleagues=True)
    table.seat(ALONE).submit(cmd.ReadBriefing())
    return table


def gate(**advice: dict[str, str]) -> Scenario:
    """The chief decides between two options, and advises as is said; the medic is asked."""
    return scenario(
        [
            inject(
                "gate",
                option("open", label="Open it", advice={"chief": advice["open"]} if "open" in advice else {}),
                option("shut", label="Shut it", advice={"chief": advice["shut"]} if "shut" in advice else {}),
                decided_by="chief",
            )
        ],
        roles={"chief": {"title": "Chief"}, "medic": {"title": "Medic"}},
    )


def chosen(folder: Path, made: Scenario, option: str = "open", confidence: int | None = 5, seed: int = 7) -> Table:
    table = table_of(folder, made, seed=seed)
    table.seat(ALONE).submit(cmd.Decide(inject="gate", option=option, confidence=confidence, reason="They are cold."))
    return table


def test_a_colleague_decides_and_what_the_seat_chose_stands_beside_it(tmp_path: Path) -> None:
    table = chosen(tmp_path, gate(open=AGAINST, shut=FOR))
    (decision,) = table.run.decisions
    assert (decision.option, decision.how, decision.by) == ("shut", How.COLLEAGUE, "colleague")
    assert decision.says == "I have heard you. My people can do this."
    (choice,) = table.run.choices["gate"]
    assert (choice.seat, choice.option, choice.reason) == (ALONE, "open", "They are cold.")
    outcome = table.seat(ALONE).snapshot().outcome
    assert outcome is not None
    assert str(outcome.decided) == "You chose “Open it”. Your colleague (Chief) decided"
    assert "My people can do this." in outcome.text
    told = debrief(table.run, table.name)
    assert told.decisions[0].decided == outcome.decided


def test_what_the_seat_chose_is_heard_where_nothing_speaks_against_it(tmp_path: Path) -> None:
    for mine in ("open", "shut"):
        table = chosen(tmp_path, gate(), mine)
        assert table.run.decisions[0].option == mine
        assert table.run.decisions[0].says.endswith("You would have done the same.")


def test_a_colleague_serves_what_its_own_headquarters_rewards(tmp_path: Path) -> None:
    options = [option("lift", effects={"trust": 8}), option("sink", effects={"trust": -8})]
    for good, expected in ((True, "lift"), (False, "sink")):
        made = scenario(
            [inject("gate", *options, decided_by="chief")],
            roles={"chief": {"title": "Chief", "interests": {"trust": 3}}, "medic": {"title": "Medic"}},
            gauges={"trust": {"start": 50, "good": "high" if good else "low"}},
        )
        table = table_of(tmp_path, made)
        table.seat(ALONE).submit(cmd.Decide(inject="gate", option="sink" if good else "lift", confidence=1))
        assert table.run.decisions[0].option == expected


def test_the_same_run_brings_the_same_decisions(tmp_path: Path) -> None:
    made = load(find("orvane_mission"))
    role = made.roles[-1].id
    ends = []
    for folder in ("a", "b"):
        table = table_of(tmp_path / folder, made, role)
        play(table)
        ends.append([(each.inject, each.option, each.how, each.says) for each in table.run.decisions])
    assert ends[0] == ends[1]
    assert {how for _, _, how, _ in ends[0]} >= {How.COLLEAGUE}


def play(table: Table) -> None:
    """Play to the end: the first open option, and colleagues where it is theirs."""
    seat = table.seat(ALONE)
    for _ in range(200):
        view = seat.snapshot()
        if view.phase is Phase.OVER:
            return
        if view.inject is None:
            assert view.elsewhere
            seat.submit(cmd.LetColleagues())
        elif view.inject.options:
            taken = next(each for each in view.inject.options if not each.closed)
            seat.submit(cmd.Decide(inject=view.inject.id, option=taken.id))
        else:
            seat.submit(cmd.Acknowledge(inject=view.inject.id))
    raise AssertionError("it never came to an end")


@pytest.mark.parametrize("id", ["starter", "orvane_mission"])
def test_every_seat_of_what_is_shipped_plays_to_the_debrief(tmp_path: Path, id: str) -> None:
    made = load(find(id))
    for role in made.roles:
        table = table_of(tmp_path, made, role.id)
        play(table)
        own = [each for each in table.run.decisions if each.how is How.ALONE]
        assert {made.inject(each.inject).decided_by for each in own} <= {role.id, ""}
        theirs = {each.inject for each in table.run.decisions if each.how is How.COLLEAGUE}
        assert taken_for(table.run) == theirs, "readings never count them as this seat's own"
        assert debrief(table.run, table.name).decisions
        table.log.close()
        assert Library(tmp_path).read(table.name).decisions == table.run.decisions


def test_what_is_not_for_the_seat_is_neither_seen_nor_decided_by_it(tmp_path: Path) -> None:
    made = scenario(
        [
            inject(
                "secret", option("a", label="Pay him"), option("b", label="Do not"), to=["chief"], decided_by="chief"
            ),
            inject("open", option("c"), decided_by="medic", day=3),
        ],
        roles=["chief", "medic"],
    )
    table = table_of(tmp_path, made)
    seat = table.seat(ALONE)
    view = seat.snapshot()
    assert view.inject is None
    assert str(view.elsewhere) == "Others are at work: Chief decides."
    with pytest.raises(Refused):
        seat.submit(cmd.Acknowledge(inject="secret"))
    after = seat.submit(cmd.LetColleagues())
    assert "Pay him" not in repr(after)
    assert after.inject is not None
    assert after.inject.id == "open"
    with pytest.raises(Refused, match="is for you"):
        seat.submit(cmd.LetColleagues())
    seat.submit(cmd.Decide(inject="open", option="c"))
    assert [each.how for each in table.run.decisions] == [How.COLLEAGUE, How.ALONE]


def test_a_vote_counts_the_voice_of_the_seat(tmp_path: Path) -> None:
    roles = {id: {"title": id.capitalize()} for id in ("chief", "medic", "pilot")}
    options = [
        option("open", advice={"chief": FOR, "pilot": AGAINST}),
        option("shut", advice={"chief": AGAINST, "pilot": FOR}),
    ]
    for mine in ("open", "shut"):
        table = chosen(tmp_path, scenario([inject("gate", *options, decided_by="vote")], roles=roles), mine, 0)
        assert (table.run.decisions[0].option, table.run.decisions[0].says) == (mine, "2 of 3 voted for it.")


def test_a_branch_keeps_its_colleagues_and_all_seats_have_none(tmp_path: Path) -> None:
    table = chosen(tmp_path, gate())
    table.log.close()
    again = Library(tmp_path).branch(table.name, "gate")
    assert again.run.colleagues
    with pytest.raises(Refused, match="name yours"):
        Library(tmp_path).begin(gate(), 7, colleagues=True)


def test_what_a_colleague_decides_is_chosen_by_the_seat_and_not_decided(tmp_path: Path) -> None:
    for table, label in (
        (table_of(tmp_path / "theirs", gate(shut=FOR)), "choose"),
        (table_of(tmp_path / "own", gate(shut=FOR), role="chief"), "decide"),
    ):
        (offer,) = offered(ENGLISH, table.seat(ALONE).snapshot())["decide"]
        assert offer.label == label
        pick, *_, sure = offer.fields
        assert isinstance(pick, PickField)
        assert pick.then == f"You are about to {label}: {{picked}}"
        assert sure.ask == ("Is that your choice?" if label == "choose" else "Is that your decision?")


def test_a_seat_without_colleagues_decides_everything_as_before(tmp_path: Path) -> None:
    table = Library(tmp_path).begin(gate(shut=FOR), 7, "medic")
    table.seat(ALONE).submit(cmd.ReadBriefing())
    table.seat(ALONE).submit(cmd.Decide(inject="gate", option="open"))
    assert table.run.decisions[0].how is How.ALONE


VOTED = {"chief": {"title": "Chief"}, "medic": {"title": "Medic"}, "clerk": {"title": "Clerk"}}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"decided_by": "vote"}, "3 of 3 voted for it."),  # all vote where it is for nobody in particular
        ({"decided_by": "vote", "to": ["medic", "clerk"]}, "2 of 2 voted for it."),
    ],
)
def test_those_vote_for_whom_it_is(fields: dict[str, object], says: str, tmp_path: Path) -> None:
    advice = dict.fromkeys(VOTED, FOR)
    made = scenario([inject("gate", option("open", advice=advice), option("shut"), **fields)], roles=VOTED)
    table = chosen(tmp_path, made)
    (decision,) = table.run.decisions
    assert decision.says.endswith(says)


def test_a_sure_voice_weighs_more_and_a_guess_less_than_one_that_does_not_say() -> None:
    said = {sure: _heard(Choice(ALONE, "open", sure, "", "")) for sure in (None, 0, 5, 10)}
    assert said[0] < said[None] == said[5] == HEARD < said[10]


def test_one_role_decides_also_where_others_read_it_too(tmp_path: Path) -> None:
    made = scenario(
        [
            inject(
                "gate",
                option("open", advice={"chief": AGAINST, "clerk": FOR}),
                option("shut", advice={"chief": FOR, "clerk": AGAINST}),
                decided_by="chief",
                to=["chief", "medic", "clerk"],
            )
        ],
        roles=VOTED,
    )
    (decision,) = chosen(tmp_path, made).run.decisions
    assert (decision.option, decision.how) == ("shut", How.COLLEAGUE)
    assert "voted" not in decision.says
