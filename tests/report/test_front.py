"""The first page by its rules: what each block chooses, how ties are broken, what is said where there is nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Any

import pytest

from game.exercise.run.run_store import ALONE
from game.faces import class_front as class_face
from game.faces import front_page
from game.faces.lines import report
from game.faces.model import Chart, Para, plain
from game.faces.report_page import report_page
from game.record.events import How
from game.record.run import Answered, Decision, Run
from game.report.class_front import class_front
from game.report.debrief import debrief
from game.report.front import for_class
from game.report.front_model import Front
from game.report.html.redact import for_roles
from game.report.model import Debrief, Opened
from game.report.reach import DecisionReach, Reach
from game.rules.play import playthrough
from game.rules.state import Decided
from game.scenario.load import load, shipped
from game.scenario.scenario import Scenario
from game.words import ENGLISH
from tests import kit
from tests.kit import branch, document, ending, inject, option
from tests.report.fronts import made_up, random_run

LETTER = (
    "The ferry takes people who are not kept safe at night, and the whole of the town has known it since spring. The "
    "clerk writes down every name, twice, in a book that nobody reads and that is not to be shown to anybody at all."
)


def three(**fields: Any) -> Scenario:
    """Three decisions; safety is assessed, and moves at the first of them."""
    return kit.scenario(
        [
            inject(
                "gate",
                option("open", {"measure_impact": 2, "keep_revisiting": -1}, effects={"safety": -20}),
                option("shut", {"keep_revisiting": 3}),
                documents=[document("letter", LETTER, title="From the ferry"), document(title="A table")],
                private={"deputy": "The lock is broken."},
                dilemma="Whether the ferry and its people can be kept safe at night.",
            ),
            inject(
                "road",
                option("walk", {"measure_impact": 1, "protect_legitimacy": -2},
                       chance=[branch(1, text="Rain falls."), branch(3, text="The sun.", effects={"trust": 4})]),
                option("look", assess=["safety"]),
                day=2,
            ),
            inject("wall", option("climb", {"inform_for_ownership": -3, "measure_impact": 3}), option("rest"), day=5),
        ],
        gauges={"trust": 50, "safety": {"start": 50, "shown": "assessed"}, "cost": {"start": 10, "good": "low"}},
        lessons=["measure_impact", "keep_revisiting", "protect_legitimacy", "inform_for_ownership"],
        roles=("leader", "deputy"),
        endings=[ending("calm"), ending("dry", when="trust > 0"), ending("late", when="trust > 1")],
        **fields,
    )  # fmt: skip


def run_of(text: Scenario, *options: str, hows: Iterable[How] = (), table: bool = False, **fields: Any) -> Run:
    """A run with these options; ``hows`` says how each was decided."""
    wanted = list(options)
    step = playthrough(text, 1, lambda index, open: text.injects[index].option(wanted.pop(0)) or 0)
    decided = [event for event in step.happenings if isinstance(event, Decided)]
    seats = {"s1": ["leader"], "s2": ["deputy"]} if table else {ALONE: ["leader", "deputy"]}
    ways = list(hows) or [How.LEADER if table else How.ALONE] * len(decided)
    decisions = tuple(
        Decision(text.injects[event.inject].id, text.injects[event.inject].options[event.option].id, event.day,
                 "s1", how, "", at)
        for at, (event, how) in enumerate(zip(decided, ways, strict=True))
    )  # fmt: skip
    held = {seat: {"name": seat, "roles": roles} for seat, roles in seats.items()}
    return replace(
        Run(text, 1, held, step.state, step.happenings, "", decisions=decisions), **fields
    )  # fmt: skip


Values = Mapping[int, Mapping[int, tuple[float, Mapping[int, float], float]]]
"""By inject, by gauge: reach before, after each option, after luck."""


def looked(run: Run, values: Values | None = None) -> Debrief:
    taken = {event.inject: event.option for event in run.happenings if isinstance(event, Decided)}
    weighed = tuple(
        DecisionReach(at, taken[at], tuple(Reach(gauge, *each) for gauge, each in gauges.items()))
        for at, gauges in (values or {}).items()
    )
    return debrief(run, "a-run", opened=Opened(weighed=weighed))


def front(run: Run, values: Values | None = None) -> Front:
    made = looked(run, values).front
    assert made
    return made


def said(made: Debrief) -> dict[str, str]:
    """What each block says, by its name."""
    shown = front_page.section(ENGLISH, made)
    lines = [plain(block.text) for block in shown.blocks if isinstance(block, Para)]
    return dict(line.split(". ", 1) for line in lines if ". " in line)


LEVEL = {0: {0: (60.0, {0: 52.0, 1: 60.0}, 52.0)}, 1: {0: (60.0, {0: 51.7, 1: 60.0}, 51.7)}}


# --- 1


def test_what_weighed_most_is_the_greatest_share_and_what_came_in_return_stands_beside_it() -> None:
    values = {
        0: {0: (61.0, {0: 47.0, 1: 61.0}, 47.0), 1: (70.0, {0: 70.0, 1: 63.0}, 70.0)},
        1: {0: (47.0, {0: 41.0, 1: 47.0}, 41.0)},
        2: {0: (41.0, {0: 41.0, 1: 41.0}, 41.0)},
    }
    made = looked(run_of(three(), "open", "walk", "climb"), values)
    assert said(made)["What weighed most"] == (
        "Decision 1, “Gate” (d0): you chose “Open”. Trust (0 to 100): 61 was within reach before it, 47 after "
        "it; “Shut” kept 61. In return, Safety could end 7 higher than by that other way."
    )


def test_level_shares_are_the_earlier_decisions_then_the_earlier_gauges() -> None:
    run = run_of(three(), "open", "walk", "climb")
    found = front(run, LEVEL).weight
    assert found
    assert found.at.number == 1
    far = {**LEVEL, 1: {0: (60.0, {0: 50.0, 1: 60.0}, 50.0)}}
    found = front(run, far).weight
    assert found
    assert found.at.number == 2
    both = {0: {1: (60.0, {0: 50.0, 1: 60.0}, 50.0), 0: (60.0, {0: 50.0, 1: 60.0}, 50.0)}}
    found = front(run, {0: dict(sorted(both[0].items()))}).weight
    assert found
    assert found.gauge == "trust"


def test_a_low_gauge_closes_upwards_and_is_told_so() -> None:
    values = {0: {2: (10.0, {0: 30.0, 1: 10.0}, 30.0), 0: (50.0, {0: 50.0, 1: 50.0}, 50.0)}}
    says = said(looked(run_of(three(), "open", "walk", "climb"), values))["What weighed most"]
    assert "Cost (0 to 100): 10 was within reach before it, 30 after it" in says
    assert "No gauge could end higher in return: what was seen in it?" in says


def test_a_decision_taken_for_the_group_weighs_only_where_no_own_one_does_and_is_marked() -> None:
    hows = (How.FACILITATOR, How.VOTE, How.TIMER)
    run = run_of(three(), "open", "walk", "climb", hows=hows, table=True)
    found = front(run, {**LEVEL, 0: {0: (60.0, {0: 10.0, 1: 60.0}, 10.0)}}).weight
    assert found
    assert found.at.number == 2
    alone = looked(run, {0: {0: (60.0, {0: 10.0, 1: 60.0}, 10.0)}})
    assert "the facilitator took “Open”" in said(alone)["What weighed most"]
    late = looked(run, {2: {0: (60.0, {0: 10.0, 1: 60.0}, 10.0)}})
    assert "time ran out and the facilitator took “Climb”" in said(late)["What weighed most"]


def test_where_nothing_weighs_or_nothing_is_known_the_page_says_so() -> None:
    run = run_of(three(), "open", "walk", "climb")
    level = {0: {0: (50.0, {0: 46.0, 1: 50.0}, 46.0)}}
    says = said(looked(run, level))
    assert says["What weighed most"] == (
        "No single choice put a twentieth of any gauge out of reach. Changed by hand, so not weighed: decisions 2, 3."
    )
    assert says["Luck"] == "No draw moved a gauge by a fiftieth."
    unknown = said(debrief(run, "a-run", opened=Opened(how="It can be worked out: ask.")))
    assert unknown["What weighed most"] == "It can be worked out: ask."
    assert unknown["Luck"] == "What the draws changed is not worked out yet."
    assert "known, true" not in unknown


# --- 2


def test_the_widest_gap_is_told_with_what_was_decided_meanwhile_and_where_a_look_was_open() -> None:
    values = {at: {1: (80.0, {0: 75.0, 1: 80.0}, 75.0)} for at in (0, 1, 2)}
    made = looked(run_of(three(), "open", "walk", "climb"), values)
    assert said(made)["Known and true"] == (
        "Safety: at decision 2, “Road”, you went by 50; it was 30. What was chosen so (decisions 2, 3) "
        "put 10 of it out of reach. An option that shows it was open at decision 2."
    )
    charts = [block for block in front_page.section(ENGLISH, made).blocks if isinstance(block, Chart)]
    assert [each.says for each in charts] == [
        "True and known Safety: 50 and 50 at the start, 20 apart at decision 2, 30 and 50 at the end."
    ]
    assert charts[0].told
    assert charts[0].told.apart == (2, 30, 50)


def test_what_is_known_ends_with_a_look_that_was_taken() -> None:
    found = front(run_of(three(), "open", "look", "climb")).parted
    assert found
    assert found.during == (2,)
    assert found.cost is None
    assert found.look == 0


def test_a_hidden_gauge_parts_only_where_no_assessed_one_does() -> None:
    moves = [inject("gate", option("go", effects={"seen": -4, "dark": -30})), inject("end", option("stop"), day=2)]
    gauges = {"seen": {"start": 50, "shown": "assessed"}, "dark": {"start": 50, "shown": "hidden"}}
    made = looked(run_of(kit.scenario(moves, gauges=gauges), "go", "stop"))
    assert said(made)["Known and true"] == "Dark is never shown: 50 at first, 20 by decision 2, “End”."
    within = looked(run_of(three(), "shut", "walk", "climb"))
    assert said(within)["Known and true"] == "What you were shown stayed within a twentieth of the truth."
    open_ = kit.scenario([inject("gate", option("go"))], gauges={"seen": 50})
    assert said(looked(run_of(open_, "go")))["Known and true"] == "Every gauge was shown as it was."


# --- 3


def test_at_a_table_a_fact_that_was_not_told_comes_before_a_closed_paper() -> None:
    run = run_of(three(), "open", "walk", "climb", table=True)
    says = said(looked(run))["Not heard"]
    assert says == (
        "At decision 1, “Gate”, the Deputy alone held this, and it was not marked as told: “The lock is broken.” What "
        "would it have "
        "changed?"
    )
    told = replace(run, shared={("gate", "deputy"): "s2"})
    assert "“From the ferry” stayed closed" in said(looked(told))["Not heard"]


def test_alone_papers_are_quoted_by_the_sentence_that_bears_or_by_their_title() -> None:
    run = run_of(three(), "open", "walk", "climb")
    found = front(run).unheard
    assert found
    assert found.kind == "paper"
    assert found.line == f"{LETTER.split('. ')[0]}."
    letter_read = replace(run, opened=frozenset({(ALONE, "gate", 0)}))
    found = front(letter_read).unheard
    assert found
    assert (found.title, found.line, found.closed, found.offered) == ("A table", "", 1, 2)
    all_read = replace(run, opened=frozenset({(ALONE, "gate", 0), (ALONE, "gate", 1)}))
    assert said(looked(all_read))["Not heard"] == "Every paper on the table was opened."


def test_the_paper_that_its_author_marked_is_the_one_and_its_line_is_quoted() -> None:
    papers = [
        document("letter", LETTER, title="Ferry"),
        document(text="AAA\nThe rope is wet.", title="Rope", bears_on=["shut"], line="The rope is wet."),
        document(text="BBB", title="Hut", bears_on=["open"]),
    ]
    gate = inject("gate", option("open"), option("shut"), documents=papers, dilemma="The ferry and its people.")
    run = run_of(kit.scenario([gate], gauges={"trust": 50}), "open")
    kept = {0: {0: (60.0, {0: 40.0, 1: 60.0}, 40.0)}}
    found = front(run, kept).unheard
    assert found
    assert (found.title, found.line) == ("Rope", "The rope is wet.")
    found = front(run).unheard
    assert found
    assert found.title == "Hut"


def test_the_walk_begins_at_the_decision_that_closed_most() -> None:
    gates = [inject(id, option("go"), documents=[document(title=f"Paper {id}")], day=day)
             for day, id in enumerate(("one", "two"))]  # fmt: skip
    run = run_of(kit.scenario(gates, gauges={"trust": 50}), "go", "go")
    found = front(run, {1: {0: (60.0, {0: 57.0}, 57.0)}}).unheard
    assert found
    assert found.title == "Paper two"


def test_where_nothing_is_known_of_reach_the_walk_begins_at_the_exchange() -> None:
    papers = [document(title="Note")]
    gates = [
        inject("one", option("go"), documents=papers),
        inject("two", option("go", {"measure_impact": 1, "keep_revisiting": -1}), documents=papers, day=2),
    ]
    text = kit.scenario(gates, gauges={"trust": 50}, lessons=["measure_impact", "keep_revisiting"])
    found = front(run_of(text, "go", "go")).unheard
    assert found
    assert found.at.number == 2


def test_a_paper_for_another_seat_is_not_one_that_was_left_closed() -> None:
    papers = [document(title="Secret", to=["deputy"])]
    text = kit.scenario([inject("gate", option("go"), documents=papers)], roles=("leader", "deputy"))
    run = replace(run_of(text, "go"), seats={ALONE: {"name": "", "roles": ["leader"]}})
    assert said(looked(run))["Not heard"] == "No papers lay on the table."


# --- 4, 5, 6


def test_luck_is_the_draw_that_changed_most_beside_what_the_choice_closed() -> None:
    values = {1: {0: (60.0, {0: 55.0, 1: 60.0}, 52.0), 1: (50.0, {0: 50.0, 1: 50.0}, 52.1)}}
    run = run_of(three(), "open", "walk", "climb")
    text = run.scenario.injects[1].options[0].chance
    drawn = next(event.chance for event in run.happenings if isinstance(event, Decided) and event.chance is not None)
    odds = ("1 in 4", "3 in 4")[drawn]
    assert said(looked(run, values))["Luck"] == (
        f"At decision 2, “{text[drawn].change.text}” ({odds}): after it Trust could end 3 lower than "
        "expected. The choice itself put 5 out of reach."
    )
    for_them = replace(run, decisions=(run.decisions[0], replace(run.decisions[1], how=How.TIMER), run.decisions[2]))
    assert said(looked(for_them, values))["Luck"].endswith("The choice, taken for you, put 5 out of reach.")
    assert said(looked(run_of(three(), "open", "look", "climb"), values))["Luck"] == "No draw of chance came up."


def test_a_draw_of_less_than_a_fiftieth_is_not_told() -> None:
    run = run_of(three(), "open", "walk", "climb")
    for after, told in ((53.1, "No draw moved a gauge by a fiftieth."), (52.9, "could end 2 lower than expected")):
        luck = said(looked(run, {1: {0: (60.0, {0: 55.0, 1: 60.0}, after)}}))["Luck"]
        assert told in luck, after


def test_clauses_are_left_out_one_after_the_other() -> None:
    scenario = load(shipped()["starter"])
    pages = []
    for seed in range(30):
        run = random_run(scenario, seed)
        pages.append("\n".join(said(debrief(run, "a-run", opened=made_up(run))).values()))
    clauses = ("Bought: “", "Paid: “", "Would it have moved you?")
    for less, more in pairwise(clauses):
        assert any(less not in page and more in page for page in pages), (less, more)


def test_the_exchange_is_another_decision_than_the_one_that_weighed_most_where_there_is_one() -> None:
    run = run_of(three(), "open", "walk", "climb")
    found = front(run).exchange
    assert found
    assert found.at.number == 3
    weighty = {2: {0: (60.0, {0: 40.0, 1: 60.0}, 40.0)}}
    found = front(run, weighty).exchange
    assert found
    assert found.at.number == 1
    alone = front(run_of(three(), "shut", "look", "climb"), weighty).exchange
    assert alone
    assert alone.at.number == 3
    none = looked(run_of(three(), "shut", "look", "rest"))
    assert said(none)["Bought and paid"] == "No choice served one lesson at the cost of another."


def test_mondays_lesson_is_the_one_spent_most_and_first_one_spent_where_most_weighed() -> None:
    run = run_of(three(), "open", "walk", "climb")
    most = front(run).monday
    assert most
    assert most.lesson == "inform_for_ownership"
    weighty = front(run, {1: {0: (60.0, {0: 40.0, 1: 60.0}, 40.0)}}).monday
    assert weighty
    assert weighty.lesson == "protect_legitimacy"
    nothing = said(looked(run_of(three(), "shut", "look", "rest")))["For Monday"]
    assert nothing.startswith("Which of these choices would you make again at once?")
    others = run_of(three(), "open", "walk", "climb", hows=(How.VOTE, How.TIMER, How.FACILITATOR), table=True)
    taken = front(others).monday
    assert taken
    assert taken.lesson == "keep_revisiting"


# --- the whole page


def test_two_endings_are_named_and_the_others_counted_and_a_cut_off_run_says_what_lay_there() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"))
    head = plain(front_page.section(ENGLISH, made).blocks[0].text)  # type: ignore[union-attr]
    assert head.startswith("A test, 3 decisions. How it ended: ")
    cut = replace(made, front=replace(made.front, finished=False, cut_off=True, when="d3", on_table="The wall"))  # type: ignore[type-var]
    head = plain(front_page.section(ENGLISH, cut).blocks[0].text)  # type: ignore[union-attr]
    assert head == "A test, 3 decisions. Cut off on d3, “The wall” on the table and not decided."
    so_far = replace(cut, front=replace(cut.front, cut_off=False))  # type: ignore[type-var]
    shown = front_page.section(ENGLISH, so_far).blocks
    assert plain(shown[0].text) == "A test, 3 decisions. Not finished: so far to d3, where “The wall” is on the table."  # type: ignore[union-attr]
    charts = [block.says for block in shown if isinstance(block, Chart)]
    assert charts == ["True and known Safety: 50 and 50 at the start, 20 apart at decision 2, 30 and 50 so far."]


def test_a_first_page_alone_has_one_title_and_no_list_of_one_section() -> None:
    made = front_page.document(ENGLISH, looked(run_of(three(), "open", "walk", "climb")))
    assert "\n".join(report(ENGLISH, made)).count("First page") == 1
    page = report_page(made, "en")
    assert "On this page" not in page
    assert page.count(">First page<") == 1


def test_of_a_cable_without_a_marked_sentence_one_of_its_own_is_quoted_and_never_its_head() -> None:
    said_in = "SUBJ: THE FERRY. NOT FOR ONWARD USE.\n\n1. NO FERRY SAILS AT NIGHT UNTIL THE LOCK IS MENDED.\n\nENDS"
    gate = inject("gate", option("open"), documents=[document("cable", said_in, title="Night")], dilemma="The ferry.")
    found = front(run_of(kit.scenario([gate], gauges={"trust": 50}), "open")).unheard
    assert found
    assert found.line == "NO FERRY SAILS AT NIGHT UNTIL THE LOCK IS MENDED."


def test_runs_that_differ_in_one_decision_differ_on_the_page() -> None:
    values = {0: {0: (61.0, {0: 47.0, 1: 61.0}, 47.0)}}
    one, other = run_of(three(), "open", "walk", "climb"), run_of(three(), "shut", "walk", "climb")
    assert said(looked(one, values)) != said(looked(other, values))


def test_runs_that_differ_in_one_decision_and_not_on_the_page_have_it_in_no_block() -> None:
    aside = inject("path", option("left"), option("right", {"measure_impact": 1}), day=2)
    gate = inject("gate", option("open", {"measure_impact": 2, "keep_revisiting": -1}), option("shut"))
    made = kit.scenario([gate, aside], gauges={"trust": 50}, lessons=["measure_impact", "keep_revisiting"])
    found: dict[tuple[str, ...], Front] = {
        taken: front(run_of(made, *taken), {0: LEVEL[0]})
        for taken in product(*([option.id for option in inject.options] for inject in made.injects))
    }
    equal = []
    for one, other in combinations(found, 2):
        differs = [at for at, pair in enumerate(zip(one, other, strict=True), 1) if len(set(pair)) > 1]
        if len(differs) > 1 or told_of(found[one]) != told_of(found[other]):
            continue
        equal += differs
        blocks = [getattr(found[one], name) for name in ("weight", "parted", "unheard", "luck", "exchange")]
        assert differs[0] not in {block.at.number for block in blocks if block}, (one, other)
    assert equal == [2, 2], "a decision on which nothing hung; where the gate was shut or open the pages differ"


def told_of(found: Front) -> tuple[object, ...]:
    """What stands on a page."""
    return (found.endings, found.weight, found.parted, found.unheard, found.luck, found.exchange, found.monday)


@pytest.mark.parametrize("roles", [frozenset({"Leader"}), frozenset({"Deputy"})])
def test_a_seats_own_copy_leaves_out_what_another_seat_alone_held(roles: frozenset[str]) -> None:
    made = for_roles(looked(run_of(three(), "open", "walk", "climb", table=True)), roles)
    says = said(made)["Not heard"]
    assert ("The lock is broken." in says) is ("Deputy" in roles)
    assert "The lock is broken." in says or says == "What other seats alone knew is left out of this copy."


def test_a_first_page_for_the_whole_class_holds_neither_fact_nor_holder() -> None:
    made = looked(run_of(three(), "open", "walk", "climb", table=True))
    assert made.front
    shown = said(replace(made, front=for_class(made.front)))["Not heard"]
    assert shown.startswith("At decision 1, “Gate”, a fact that one seat held was not marked as told.")
    assert "lock" not in str(for_class(made.front))
    assert "Deputy" not in shown


# --- a discussion


def seminar() -> Scenario:
    answers = [option("inside"), option("outside")]
    return kit.scenario(
        [
            inject("place", *answers, answer="written"),
            inject("far", option("near"), option("long"), answer="written", day=1),
            inject("place_again", *answers, option("left"), answer="written", day=5),
            inject("far_again", option("near"), option("long"), option("left"), answer="written", day=6),
        ],
        gauges={},
    )


def test_a_discussion_has_its_positions_side_by_side_and_what_moved() -> None:
    words = {"place": Answered("s1", "Inside, with a door.", ""), "place_again": Answered("s1", "Out, by now.", "")}
    run = run_of(seminar(), "inside", "near", "outside", "near", hows=[How.JUDGED] * 4, texts=words)
    made = said(looked(run))
    assert set(made) == {
        "A test, 4 decisions", "Side by side", "What moved", "A sentence against it", "Not heard", "Bought and paid",
        "For Monday",
    }  # fmt: skip
    assert made["Side by side"] == (
        "Decision 1, “Place”: “Inside, with a door”; at decision 3 “Out, by now”. (Read as “Inside”, then “Outside”.) "
        "Decision 2, “Far”: “Near”; the same at decision 4."
    )
    assert made["What moved"] == "Moved: 1. Kept: 2. Which fact, or which person, moved it?"
    left = said(looked(run_of(seminar(), "inside", "near", "left", "near", hows=[How.JUDGED] * 4)))
    assert left["What moved"] == "Kept: 2. Left as it was: 1. Is the reason still the same?"


# --- a class


def test_a_class_is_told_where_it_parted_what_it_did_alike_and_what_most_did_not_tell() -> None:
    runs = [run_of(three(), *taken, table=True) for taken in
            (("open", "walk", "climb"), ("shut", "walk", "climb"), ("open", "look", "climb"))]  # fmt: skip
    named = [(f"Syndicate {at}", looked(run)) for at, run in enumerate(runs, start=1)]
    found = class_front([("ABC"[at], each) for at, (_, each) in enumerate(named)])
    assert found.split
    assert (found.split.inject, [row.option for row in found.split.rows]) == ("gate", ["Open", "Shut", "Open"])
    assert found.alike
    assert (found.alike.inject, found.alike.option) == ("wall", "Climb")
    assert found.untold
    assert (found.untold.syndicates, found.untold.of, found.untold.facts) == (3, 3, 1)
    assert found.monday
    assert (found.monday.lesson, found.spent_in) == ("inform_for_ownership", 3)
    lines = "\n".join(report(ENGLISH, class_face.document(ENGLISH, "A test", named)))
    assert "At “Gate” up to 1 fact not marked as told, in 3 of 3 syndicates." in lines
    assert "The lock is broken" not in lines
    assert "B Syndicate 2: " in lines
    assert "First page of B, Syndicate 2" in lines
    assert front_page.count(class_face.head(ENGLISH, found, [name for name, _ in named])) <= front_page.WORDS


def test_syndicates_that_parted_as_often_are_told_where_their_reach_lies_farthest_apart() -> None:
    values = {0: {0: (60.0, {0: 58.0, 1: 60.0}, 58.0)}, 1: {0: (60.0, {0: 30.0, 1: 60.0}, 30.0)}}
    runs = [run_of(three(), *taken) for taken in (("open", "walk", "climb"), ("shut", "look", "climb"))]
    assert (found := class_front([("AB"[at], looked(run, values)) for at, run in enumerate(runs)]).split)
    assert found.inject == "road"


def test_what_was_not_worked_out_but_played_at_random_is_about() -> None:
    run = run_of(three(), "open", "walk", "climb")
    rough = DecisionReach(0, 0, (Reach(0, 61.0, {0: 47.0, 1: 61.0}, 47.0, about=True),))
    made = debrief(run, "a-run", opened=Opened(weighed=(rough,), coming=2))
    assert made.front
    assert (made.front.method, made.front.coming) == ("about", True)
    assert (
        "Trust (0 to 100): about 61 was within reach before it, about 47 after it; “Shut” kept about 61."
        in (said(made)["What weighed most"])
    )
    notes = [plain(block.text) for block in front_page.section(ENGLISH, made).blocks if isinstance(block, Para)]
    assert notes[-1].endswith("About: a mean of 400 random ways on. More is being worked out, and fills in.")
    assert front(run, LEVEL).method == "exact"
    assert front(run).method == "none"


def test_a_decision_is_named_once_on_a_page_and_wherever_a_block_is_read_alone() -> None:
    values = {0: {0: (61.0, {0: 47.0, 1: 61.0}, 47.0)}}
    made = looked(run_of(three(), "open", "walk", "climb"), values)
    page, alone = said(made), front_page.sentences(ENGLISH, made)
    assert page["What weighed most"].startswith("Decision 1, “Gate” (d0): ")
    assert page["Not heard"].startswith("At decision 1, the paper ")
    assert alone["unheard"].startswith("At decision 1, “Gate”, the paper ")


def test_decisions_that_lie_scattered_are_counted() -> None:
    values = {at: {1: (80.0, {0: 75.0, 1: 80.0}, 75.0)} for at in (0, 1, 2)}
    made = looked(run_of(three(), "open", "walk", "climb"), values)
    assert made.front
    assert made.front.parted
    parted = replace(made.front.parted, during=(1, 3, 5, 6, 7, 9, 11))
    scattered = said(replace(made, front=replace(made.front, parted=parted)))["Known and true"]
    assert "What was chosen so (7 decisions from 1 on) put 10 of it out of reach." in scattered


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((2, 3), "2, 3"), ((7, 8, 9, 10, 11, 12, 14), "7 to 12, 14"), ((1,), "1"), ((), ""), ((1, 3, 4, 5), "1, 3 to 5")],
)
def test_numbers_that_follow_each_other_are_told_by_the_first_and_the_last(numbers: tuple[int, ...], said: str) -> None:
    assert front_page.in_runs(ENGLISH, numbers) == said


def test_what_was_drawn_is_told_to_the_end_of_a_sentence() -> None:
    said_ = "At three the far side of the square is alight. Nine stalls burn out before the pump has water."
    assert front_page.cut_whole(said_, 24) == said_
    assert front_page.cut_whole(said_, 12) == "At three the far side of the square is alight. …"
    assert front_page.cut_whole(said_, 5) == "At three the far side …"
    long = "The committee finds that the team has exceeded its instructions, and cites an article without a meaning."
    assert front_page.cut_whole(long, 14) == "The committee finds that the team has exceeded its instructions …"
    assert (
        front_page.cut_whole("A call at 4.30 p.m. from Two Wells about 3 carts.", 8)
        == "A call at 4.30 p.m. from Two Wells …"
    )
    scenario = kit.scenario([inject("gate", option("open", chance=[branch(1, text=said_), branch(1, text=said_)]))])
    luck = said(looked(run_of(scenario, "open"), {0: {0: (60.0, {0: 55.0}, 52.0)}}))["Luck"]
    assert said_ in luck
