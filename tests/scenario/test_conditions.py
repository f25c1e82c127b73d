"""The condition language: what it takes, what it refuses in which words, and that its three readings agree."""

import itertools
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario import conditions
from game.scenario.conditions import (
    NO_OPTION,
    NOT_PLAYED,
    Both,
    Chose,
    ConditionError,
    Day,
    Domains,
    Extreme,
    Flag,
    Gauge,
    Names,
    Not,
    Number,
    Relation,
    Sum,
    Tree,
    bounds,
    constant,
    evaluate,
    lower,
    lower_with,
    mentioned,
    parse,
)
from tests.strategies import spoken, trees, worlds

NAMES = Names(
    gauges={"trust": (0, 100), "funds": (-50, 500)},
    flags=("warned", "escorts_used"),
    injects={"market": ("patrol", "pass", "wait"), "import": ("not", "is", "continue"), "radio": ()},
    days=60,
)


def more(left: Tree, right: Tree) -> Relation:
    return Relation((">",), (left, right))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("trust < 60", Relation(("<",), (Gauge(0), Number(60)))),
        ("20 <= trust < 60", Relation(("<=", "<"), (Number(20), Gauge(0), Number(60)))),
        ("day != 3", Relation(("!=",), (Day(), Number(3)))),
        ("warned", Flag(0)),
        ("not escorts_used", Not(Flag(1))),
        ("not not warned", Not(Not(Flag(0)))),
        ("warned and escorts_used and day == 1", Both(True, (Flag(0), Flag(1), Relation(("==",), (Day(), Number(1)))))),
        ("warned or not warned", Both(False, (Flag(0), Not(Flag(0))))),
        ("not warned and escorts_used", Both(True, (Not(Flag(0)), Flag(1)))),
        ("warned and (escorts_used or warned)", Both(True, (Flag(0), Both(False, (Flag(1), Flag(0)))))),
        ("trust + funds * 2 > 0", more(Sum("+", Gauge(0), Sum("*", Gauge(1), Number(2))), Number(0))),
        ("trust - 5 > -3", more(Sum("-", Gauge(0), Number(5)), Number(-3))),
        ("-trust > +3", more(Sum("-", Number(0), Gauge(0)), Number(3))),
        ("min(trust, funds, 7) > 5", more(Extreme("min", (Gauge(0), Gauge(1), Number(7))), Number(5))),
        ("max(trust) > 5", more(Extreme("max", (Gauge(0),)), Number(5))),
        ("chose(market)", Chose(0)),
        ("chose( market , wait )", Chose(0, 2)),
        ("chose(radio)", Chose(2)),
        ("  warned  ", Flag(0)),
        ("trust\n  < 60", Relation(("<",), (Gauge(0), Number(60)))),
    ],
)
def test_each_part_of_the_language_has_its_node(text: str, tree: Tree) -> None:
    assert parse(text, NAMES) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("chose(market, pass)", Chose(0, 1)),
        ("not chose(market, pass)", Not(Chose(0, 1))),
        ("chose(import)", Chose(1)),
        ("chose(import, not) and not chose(import, is)", Both(True, (Chose(1, 0), Not(Chose(1, 1))))),
        ("chose (import,continue) or warned", Both(False, (Chose(1, 2), Flag(0)))),
    ],
)
def test_an_id_may_be_a_keyword_of_python(text: str, tree: Tree) -> None:
    assert parse(text, NAMES) == tree


@pytest.mark.parametrize(
    ("text", "column", "says", "cure"),
    [
        # names
        ("trst < 60", 1, "no gauge or flag is called 'trst'", "Did you mean 'trust'?"),
        ("day > 3 and Funds > 2", 13, "no gauge or flag is called 'Funds'", "Did you mean 'funds'?"),
        ("  wrned", 3, "no gauge or flag is called 'wrned'", "Did you mean 'warned'?"),
        ("xyzzy > 1", 1, "no gauge or flag is called 'xyzzy'", "Use a gauge, a flag or 'day'."),
        ("market", 1, "'market' is an inject.", "Write 'chose(market)'"),
        ("chose(markt)", 7, "no inject is called 'markt'", "Did you mean 'market'?"),
        ("warned and chose(market, wiat)", 26, "inject 'market' has no option 'wiat'", "Did you mean 'wait'?"),
        ("chose(market, zzz)", 15, "has no option 'zzz'", "It has: patrol, pass, wait."),
        ("chose(market, import)", 15, "has no option 'import'", "It has:"),
        ("chose(radio, wait)", 14, "inject 'radio' has no option 'wait'", "It has none; write 'chose(radio)'."),
        # kinds
        (
            "trust",
            1,
            "'trust' is a gauge, and a gauge is a number, not a yes or no.",
            "Compare it, as in 'trust < 40'.",
        ),
        ("warned and trust", 12, "'trust' is a gauge", "Compare it"),
        ("not day", 5, "the day is a number", "Compare it, as in 'day < 40'."),
        ("warned > 3", 1, "'warned' is a flag, and a flag is a yes or no", "Write 'warned' or 'not warned' alone."),
        ("trust + warned > 3", 9, "'warned' is a flag", ""),
        ("trust + 5", 1, "a number alone is not a condition.", "Compare it, as in 'day > 3'."),
        ("-trust", 1, "a number alone is not a condition.", ""),
        ("5", 1, "a number alone is not a condition.", ""),
        ("min(trust, 3)", 1, "min(...) is a number, not a yes or no.", "Compare it with a number."),
        ("chose(market) > 3", 1, "chose(...) is a yes or no, not a number.", "Write it alone."),
        ("(trust < 3) > 1", 2, "a yes or no stands where a number has to.", "Check the brackets."),
        ("trust > (not warned)", 10, "a yes or no stands where a number has to.", ""),
        # calls
        ("min() > 3", 1, "min(...) needs numbers in its brackets.", "Write 'min(a, b)'."),
        ("max(*trust) > 3", 1, "max(...) needs numbers in its brackets.", ""),
        ("chose()", 1, "chose(...) takes an inject, or an inject and one of its options.", "Write 'chose(inject)'"),
        ("chose(market, wait, pass)", 1, "chose(...) takes an inject", ""),
        ("chose(3)", 1, "chose(...) takes an inject", ""),
        ("chose(market > 3)", 1, "chose(...) takes an inject", ""),
        ("chos(market)", 1, "'chos(...)' is not part of a condition.", "Did you mean 'chose'?"),
        ("abs(trust) > 3", 1, "'abs(...)' is not part of a condition.", ""),
        ("trust(3) > 1", 1, "'trust(...)' is not part of a condition.", ""),
        ("exec(market)", 1, "'exec(...)' is not part of a condition.", ""),
        # words and signs of other languages
        ("trust > 3 && warned", 11, "'&' is not part", "Write 'and'."),
        ("warned || warned", 8, "'|' is not part", "Write 'or'."),
        ("!warned", 1, "this sign is not part", "Write 'not'."),
        ("trust <> 3", 7, "'<>' is not part", "Write '!='."),
        ("trust => 3", 7, "this comparison is the wrong way round.", "Write '>=' or '<='."),
        ("trust = 40", 7, "one '=' does not compare.", "Write '=='."),
        ("trust > 3 AND warned", 11, "'and', 'or' and 'not' are written in small letters.", ""),
        ("NOT warned", 1, "'and', 'or' and 'not' are written in small letters.", ""),
        ("trust > 'high'", 9, "a condition has no quotes in it.", "Write names and numbers without quotes."),
        ("trust > 3 # not yet", 11, "'#' begins a comment", "a line of its own"),
        ("trust > 60%", 11, "there are no percentages in a condition.", "Write the number alone."),
        ("trust / 2 > 3", 7, "there is no division in a condition.", "Multiply the other side instead."),
        ("trust // 2 > 3", 7, "there is no division in a condition.", ""),
        ("trust ** 2 > 3", 7, "there are no powers in a condition.", ""),
        ("trust ^ 2 > 3", 7, "there are no powers in a condition.", ""),
        ("trust > 3.5", 9, "numbers are whole.", "Round it."),
        ("trust > 03", 9, "a number does not begin with 0.", "Leave the 0 out."),
        ("trust ≤ 3", 7, "this sign cannot be read.", "Write '<=', '>=' or '!='."),
        ("trust > –3", 9, "this is a dash, not a minus.", "Write '-'."),
        ("trust in 3", 1, "'in' is not part of a condition.", "Write the flag's name alone"),
        ("trust is 3", 1, "'is' is not part of a condition.", "Write '=='."),
        ("trust > 0x10", 9, "a number and a word run into each other.", ""),
        ("trust > 1e5", 9, "a number and a word run into each other.", ""),
        ("trust > 1_000", 9, "a number and a word run into each other.", ""),
        ("trust > 10j", 9, "a number and a word run into each other.", ""),
        ("trust > 1and warned", 9, "a number and a word run into each other.", ""),
        ("trüst > 3", 3, "'ü' is not part of a condition.", ""),
        ("warned.x", 7, "'.' is not part of a condition.", "Names have small letters"),
        ("warned[0]", 7, "'[' is not part of a condition.", ""),
        ("(x := 3) > 2", 4, "':' is not part of a condition.", ""),
        ("lambda: 3", 7, "':' is not part of a condition.", ""),
        ("warned if warned else warned", 8, "'if' and 'else' are not part of a condition.", "Write what has to hold"),
        ("yield > 3", 1, "no gauge or flag is called 'yield'", ""),
        ("trust > 3 and lambda", 15, "no gauge or flag is called 'lambda'", ""),
        ("chose(import, market)", 15, "has no option 'market'", "It has:"),
        ("warned, warned", 1, "this is not part of a condition.", ""),
        ("trust > (1, 2)", 9, "this is not part of a condition.", ""),
        # truth by itself
        ("true", 1, "'true' is not a condition", "Leave the key out"),
        ("False", 1, "'False' is not a condition", "manual: true"),
        ("no", 1, "'no' is not a condition", ""),
        ("trust > None", 9, "'None' is not a condition", ""),
        # brackets and sizes
        ("(trust > 3", 1, "a bracket is opened and not closed.", "Count the brackets."),
        ("(trust > (3)", 1, "a bracket is opened and not closed.", ""),
        ("trust > 3)", 10, "a bracket is closed and not opened.", ""),
        (")(", 1, "a bracket is closed and not opened.", ""),
        ("trust > 1000001", 9, "this number is larger than 1,000,000.", "Use a smaller one."),
        ("", 1, "this condition is empty.", "Leave the key out"),
        ("   ", 1, "this condition is empty.", ""),
        ("warned and " * 200 + "warned", 1, "this condition is longer than 2,000 characters.", "Set a flag"),
        ("not " * 45 + "warned", 161, "this condition is nested more than 40 deep.", "Set a flag"),
        ("funds*funds*funds*funds*funds*funds*funds > 1", 1, "the numbers in this condition can grow too large.", ""),
    ],
)
def test_a_mistake_is_named_with_its_column_and_its_cure(text: str, column: int, says: str, cure: str) -> None:
    with pytest.raises(ConditionError) as problem:
        parse(text, NAMES)
    assert says in problem.value.says
    assert cure in problem.value.cure
    assert problem.value.column == column


@pytest.mark.parametrize(
    "text", ["trust low", "trust > > 3", "> 3", "trust >", "and warned", "warned or", "not", "(" * 300]
)
def test_what_is_no_expression_at_all_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text, NAMES)


@given(st.text(st.sampled_from("trustwned><=!()+-*0129 ,.'\"#&|\n\\:[]{}@~^%é\x00\u202e"), max_size=60))
def test_any_text_is_read_or_refused_with_a_column_inside_it(text: str) -> None:
    refused: ConditionError | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Python's own parser warns of odd numbers: nothing of that reaches a player
        try:
            parse(text, NAMES)
        except ConditionError as problem:
            refused = problem
    assert refused is None or (1 <= refused.column <= len(text) + 1 and refused.says)


@given(trees(NAMES))
def test_a_condition_written_out_is_read_back_as_the_same_tree(tree: Tree) -> None:
    text = spoken(tree, NAMES)
    if len(text) <= conditions.MAX_LENGTH:
        assert evaluated_alike(parse(text, NAMES), tree)


def evaluated_alike(one: Tree, other: Tree) -> bool:
    """Whether two trees say the same over a spread of states (a chain of `and` may be nested otherwise)."""
    states = itertools.product((0, 33, 100), (-50, 7), (0, 1), (0, 1), (-2, -1, 0, 2), (-2, 1), (-2, -1), (0, 30))
    return all(
        evaluate(one, (a, b), (c, d), (e, f, g), day) == evaluate(other, (a, b), (c, d), (e, f, g), day)
        for a, b, c, d, e, f, g, day in states
    )


@given(trees(NAMES, max_leaves=12), worlds(NAMES))
def test_the_lowered_function_says_what_the_walk_says(tree: Tree, world: tuple) -> None:
    assert bool(lower(tree)(*world)) == bool(evaluate(tree, *world))


@given(trees(NAMES), st.lists(worlds(NAMES), min_size=1, max_size=5))
def test_over_columns_the_lowered_function_says_the_same(tree: Tree, rows: list[tuple]) -> None:
    of_columns = lower_with(tree, {"min_": np.minimum, "max_": np.maximum})
    g, f, p = (np.array([row[part] for row in rows], dtype=np.int64).T for part in range(3))
    day = np.array([row[3] for row in rows])
    answers = np.broadcast_to(of_columns(g, f, p, day), len(rows))
    assert [bool(answer) for answer in answers] == [bool(evaluate(tree, *row)) for row in rows]


@given(trees(NAMES, max_leaves=10), worlds(NAMES))
def test_the_bounds_of_a_tree_contain_what_it_says(tree: Tree, world: tuple) -> None:
    low, high = bounds(tree, NAMES)
    assert low <= evaluate(tree, *world) <= high


SMALL = Names(gauges={"a": (-2, 3), "b": (0, 4)}, flags=("f",), injects={"i": ("x", "y")}, days=3)


@given(trees(SMALL))
def test_constant_agrees_with_trying_every_state(tree: Tree) -> None:
    states = itertools.product(range(-2, 4), range(5), range(2), range(NOT_PLAYED, 2), range(4))
    truths = {bool(evaluate(tree, (a, b), (f,), (i,), day)) for a, b, f, i, day in states}
    assert constant(tree, SMALL) == (truths.pop() if len(truths) == 1 else None)


@given(trees(SMALL), st.data())
def test_constant_within_a_narrower_reach_agrees_too(tree: Tree, data: st.DataObject) -> None:
    a = sorted(data.draw(st.tuples(st.integers(-2, 3), st.integers(-2, 3))))
    day = sorted(data.draw(st.tuples(st.integers(0, 3), st.integers(0, 3))))
    flag = data.draw(st.sampled_from([(0,), (1,), (0, 1)]))
    played = data.draw(st.sampled_from([(NOT_PLAYED,), (NOT_PLAYED, 0), (NO_OPTION,), (NOT_PLAYED, 0, 1)]))
    reach = Domains(((a[0], a[1]), (0, 4)), (flag,), (played,), (day[0], day[1]))
    states = itertools.product(range(a[0], a[1] + 1), range(5), flag, played, range(day[0], day[1] + 1))
    truths = {bool(evaluate(tree, (a, b), (f,), (i,), d)) for a, b, f, i, d in states}
    assert constant(tree, SMALL, reach) == (truths.pop() if len(truths) == 1 else None)
    low, high = bounds(tree, SMALL, reach)
    assert low <= min(truths, default=low)
    assert max(truths, default=high) <= high


@pytest.mark.parametrize(
    ("text", "always"),
    [
        ("trust < 0", False),
        ("trust >= 0", True),
        ("trust < 30 and trust > 40", False),
        ("trust < 30 and trust > 40 and funds > 3 and day > 5 and chose(market)", False),
        ("warned or not warned", True),
        ("trust + funds > 600", False),
        ("trust - trust == 0", True),
        ("day <= 60", True),
        ("chose(radio) or not chose(radio)", True),
        ("chose(market, wait) and chose(market, pass)", False),
        ("trust > 50", None),
    ],
)
def test_a_condition_that_never_or_always_holds_is_known(text: str, always: bool | None) -> None:
    assert constant(parse(text, NAMES), NAMES) is always


def test_what_a_condition_mentions() -> None:
    tree = parse("min(trust, 3) > 1 and (chose(radio) or not escorts_used) and day > 1", NAMES)
    assert mentioned(tree) == ([0], [1], [2], True)


def test_chose_tells_apart_not_played_acknowledged_and_each_option() -> None:
    played, patrol = parse("chose(market)", NAMES), parse("chose(market, patrol)", NAMES)
    seen = {
        mark: (evaluate(played, (), (), (mark,), 0), evaluate(patrol, (), (), (mark,), 0)) for mark in (-2, -1, 0, 1)
    }
    assert seen == {NOT_PLAYED: (0, 0), NO_OPTION: (1, 0), 0: (1, 1), 1: (1, 0)}
