"""Hypothesis strategies: small valid scenarios with every corner of the rules in them, and conditions over their names.

`drafts()` gives plain data (see `kit.compiled`), `scenarios()` compiled scenarios. Both keep their promise: what they
give loads. `trees(names)` gives condition trees, `spoken(tree, names)` the text that an author would write for one.
"""

from typing import Any

from hypothesis import strategies as st

from game.scenario.conditions import (
    Both,
    Chose,
    Day,
    Extreme,
    Flag,
    Gauge,
    Names,
    Not,
    Number,
    Relation,
    Sum,
    Tree,
)
from game.scenario.scenario import Scenario
from tests import kit
from tests.kit import Plain

ONE_TO_3 = st.integers(1, 3)
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


@st.composite
def gauges(draw: st.DrawFn) -> Plain:
    """A gauge, often with odd bounds: negative ones, two values only, a start on the edge."""
    low = draw(st.sampled_from((0, 0, 0, -7, -100, 1, 99)))
    high = low + draw(st.sampled_from((100, 100, 1, 2, 9, 500)))
    start = draw(st.one_of(st.sampled_from((low, high)), st.integers(low, high)))
    good, shown = draw(st.sampled_from(("high", "low"))), draw(st.sampled_from(("open", "assessed", "hidden")))
    return {"start": start, "min": low, "max": high, "good": good, "shown": shown}


# --- conditions


def numbers(names: Names) -> st.SearchStrategy[Tree]:
    """Trees with a number for a value; a product has a small constant in it, so nothing grows out of range."""
    leaves: list[st.SearchStrategy[Tree]] = [st.integers(-150, 150).map(Number), st.just(Day())]
    if names.gauges:
        leaves += [st.integers(0, len(names.gauges) - 1).map(Gauge)] * 3
    leaf = st.one_of(leaves)
    sums = st.builds(Sum, st.sampled_from(("+", "-")), leaf, leaf)
    products = st.builds(lambda by, of: Sum("*", Number(by), of), st.integers(-3, 3), leaf)
    extremes = st.builds(
        lambda name, parts: Extreme(name, tuple(parts)),
        st.sampled_from(("min", "max")),
        st.lists(leaf | sums, min_size=1, max_size=3),
    )
    return st.one_of(leaf, leaf, sums, products, extremes)


def trees(names: Names, max_leaves: int = 6) -> st.SearchStrategy[Tree]:
    """Trees of conditions over these names: every node that the language has."""
    compare = st.integers(1, 2).flatmap(
        lambda count: st.builds(
            lambda signs, parts: Relation(tuple(signs), tuple(parts)),
            st.lists(st.sampled_from(COMPARISONS), min_size=count, max_size=count),
            st.lists(numbers(names), min_size=count + 1, max_size=count + 1),
        )
    )
    leaves: list[st.SearchStrategy[Tree]] = [compare, compare]
    if names.flags:
        leaves.append(st.integers(0, len(names.flags) - 1).map(Flag))
    chosen: list[Tree] = []
    for index, options in enumerate((names.injects or {}).values()):
        chosen += [Chose(index), *(Chose(index, option) for option in range(len(options)))]
    if chosen:
        leaves.append(st.sampled_from(chosen))
    return st.recursive(
        st.one_of(leaves),
        lambda part: st.one_of(
            st.builds(Not, part),
            st.builds(
                lambda every, parts: Both(every, tuple(parts)), st.booleans(), st.lists(part, min_size=2, max_size=3)
            ),
        ),
        max_leaves=max_leaves,
    )


def spoken(tree: Tree, names: Names) -> str:
    """The text of a tree as an author would write it, with a bracket wherever one may stand."""
    gauge_ids, inject_ids = list(names.gauges), list(names.injects or {})
    match tree:
        case Number(value):
            return str(value) if value >= 0 else f"({value})"
        case Gauge(index):
            return gauge_ids[index]
        case Flag(index):
            return names.flags[index]
        case Day():
            return names.tick
        case Chose(inject, option):
            id = inject_ids[inject]
            return f"chose({id})" if option is None else f"chose({id}, {(names.injects or {})[id][option]})"
        case Sum(sign, left, right):
            return f"({spoken(left, names)} {sign} {spoken(right, names)})"
        case Extreme(name, parts):
            return f"{name}({', '.join(spoken(part, names) for part in parts)})"
        case Relation(signs, parts):
            words = [spoken(part, names) for part in parts]
            return "(" + words[0] + "".join(f" {s} {w}" for s, w in zip(signs, words[1:], strict=True)) + ")"
        case Both(every, parts):
            return "(" + (" and " if every else " or ").join(spoken(part, names) for part in parts) + ")"
        case Not(part):
            return f"(not {spoken(part, names)})"


def _number(draw: st.DrawFn, names: Names) -> Tree:
    """A tree with a number for a value, as one of `numbers`."""
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return Sum(draw(st.sampled_from("+-")), _leaf(draw, names), _leaf(draw, names))
    if kind == 1:
        return Sum("*", Number(draw(st.integers(-3, 3))), _leaf(draw, names))
    if kind == 2:
        return Extreme(draw(st.sampled_from(("min", "max"))), tuple(_leaf(draw, names) for _ in range(draw(ONE_TO_3))))
    return _leaf(draw, names)


def _leaf(draw: st.DrawFn, names: Names) -> Tree:
    kind = draw(st.integers(0, 4))
    if kind < 3 and names.gauges:
        return Gauge(draw(st.integers(0, len(names.gauges) - 1)))
    return Day() if kind == 3 else Number(draw(st.integers(-150, 150)))


def _condition(draw: st.DrawFn, names: Names, depth: int) -> Tree:
    kind = draw(st.integers(0, 9))
    if kind < 2 and depth:
        every, count = draw(st.booleans()), draw(st.integers(2, 3))
        return Both(every, tuple(_condition(draw, names, depth - 1) for _ in range(count)))
    if kind == 2 and depth:
        return Not(_condition(draw, names, depth - 1))
    if kind < 5 and names.flags:
        return Flag(draw(st.integers(0, len(names.flags) - 1)))
    if kind < 7 and names.injects:
        index = draw(st.integers(0, len(names.injects) - 1))
        option = draw(st.integers(-1, len(list(names.injects.values())[index]) - 1))
        return Chose(index, option if option >= 0 else None)
    signs = [draw(st.sampled_from(COMPARISONS)) for _ in range(draw(st.integers(1, 2)))]
    return Relation(tuple(signs), tuple(_number(draw, names) for _ in range(len(signs) + 1)))


@st.composite
def conditions(draw: st.DrawFn, names: Names) -> str:
    """Texts of conditions with every node of `trees`, short of the limit on length.

    Drawn by hand: a strategy of Hypothesis for each scenario's own names costs more than all else in a scenario.
    """
    return spoken(_condition(draw, names, 1), names)


def worlds(names: Names) -> st.SearchStrategy[tuple[list[int], list[int], list[int], int]]:
    """States as a condition sees them: gauge values, flags, what became of each inject, the day."""
    return st.tuples(
        st.tuples(*(st.integers(low, high) for low, high in names.gauges.values())).map(list),
        st.tuples(*(st.integers(0, 1) for _ in names.flags)).map(list),
        st.tuples(*(st.integers(-2, len(options) - 1) for options in (names.injects or {}).values())).map(list),
        st.integers(0, names.days),
    )


# --- scenarios


def _some(draw: st.DrawFn, ids: list[str], most: int = 2) -> list[str]:
    return draw(st.lists(st.sampled_from(ids), max_size=most, unique=True)) if ids else []


@st.composite
def drafts(draw: st.DrawFn, max_injects: int = 5, max_days: int = 25, tray: int = 8) -> Plain:
    """A small valid scenario as plain data, with all that the format has; one inject in `tray` lies in the tray."""
    days = draw(st.integers(0, max_days))
    hours = draw(st.integers(1, 4)) == 1
    tick = "hour" if hours else "day"
    gauge_ids = [f"gauge_{n}" for n in range(draw(st.integers(2, 5)))]
    flag_ids = [f"flag_{n}" for n in range(draw(st.integers(0, 3)))]
    role_ids = [f"role_{n}" for n in range(draw(st.integers(1, 3)))]
    lesson_ids = list(kit.LESSONS[: draw(st.integers(0, len(kit.LESSONS)))]) + ["ours"] * draw(st.booleans())
    scale = {id: draw(gauges()) for id in gauge_ids}
    option_ids = {
        f"inject_{n}": [f"option_{m}" for m in range(draw(st.integers(0, 3)))]
        for n in range(draw(st.integers(0, max_injects)))
    }
    bounds = {id: (gauge["min"], gauge["max"]) for id, gauge in scale.items()}
    when = conditions(Names(bounds, flag_ids, option_ids, days, hours))

    def sometimes(part: Plain, key: str, value: st.SearchStrategy[Any], odds: int = 3) -> None:
        if draw(st.integers(1, odds)) == 1:
            part[key] = draw(value)

    def change(odds: int = 2) -> Plain:
        part: Plain = {}
        if draw(st.integers(1, odds)) == 1:
            part["effects"] = {}
            for id in _some(draw, gauge_ids):
                outright = st.integers(*bounds[id]).map(lambda value: f"= {value}")
                part["effects"][id] = draw(st.one_of(st.integers(-30, 30), st.integers(-30, 30), outright))
        sometimes(part, "set", st.just(_some(draw, flag_ids)), 4)
        sometimes(part, "clear", st.just(_some(draw, flag_ids)), 6)
        return part

    def chance() -> list[Plain]:
        branches = [kit.branch(draw(st.integers(0, 3)), **change()) for _ in range(draw(st.integers(1, 3)))]
        if not any(each["weight"] for each in branches):
            branches[-1]["weight"] = 1
        return branches

    def later() -> list[Plain]:
        made = [kit.later(draw(st.integers(1, days + 3)), **change()) for _ in range(draw(st.integers(1, 2)))]
        for each in made:
            sometimes(each, "when", when)
        return made

    def option(id: str) -> Plain:
        weights = st.integers(-3, 3).filter(bool)
        part = kit.option(id, {lesson: draw(weights) for lesson in _some(draw, lesson_ids, 3)}, **change())
        sometimes(part, "requires", when, 4)
        if draw(st.integers(1, 3)) == 1:
            part["chance"] = chance()
        if draw(st.integers(1, 3)) == 1:
            part["later"] = later()
        sometimes(part, "assess", st.just(_some(draw, gauge_ids)))
        sometimes(part, "style", st.just(_some(draw, ["consult", "fast", "wait", "guard", "loudest"])), 4)
        return part

    def papers(ids: list[str]) -> list[Plain]:
        bears = {"bears_on": _some(draw, ids)}
        letter = kit.document("letter", "We thank you.\nIf uniforms ride with us we turn round.", **bears)
        letter["line"] = "If uniforms ride with us we turn round."
        seen = {"kind": "map", "title": "Sector", "file": "documents/sector.png", "alt": "Two roads."}
        return draw(st.lists(st.sampled_from((letter, seen)), max_size=2))

    def inject(id: str) -> Plain:
        part = kit.inject(id, *(option(each) for each in option_ids[id]))
        sometimes(part, tick, st.integers(0, days + 2), 2)
        sometimes(part, "also", st.lists(when.map(lambda text: {"when": text, "text": text}), min_size=1, max_size=3))
        sometimes(part, "documents", st.just(papers(option_ids[id])), 4)
        facts = {
            role: draw(st.sampled_from(("A fact.", {"text": "A fact.", "bears_on": _some(draw, option_ids[id])})))
            for role in _some(draw, role_ids)
        }
        sometimes(part, "private", st.just(facts), 4)
        sometimes(part, "until", st.integers(0, days + 2))
        sometimes(part, "when", when)
        sometimes(part, "manual", st.just(True), tray)
        sometimes(part, "to", st.just(_some(draw, role_ids)), 4)
        sometimes(part, "decided_by", st.sampled_from([*role_ids, "vote"]), 4)
        if option_ids[id]:
            sometimes(part, "default", st.sampled_from(option_ids[id]), 4)
            sometimes(part, "answer", st.just("written"), 4)
        return part

    def trend(number: int) -> Plain:
        part = kit.trend(f"trend_{number}", draw(st.integers(1, days + 2)), **change(1))
        sometimes(part, "when", when, 2)
        return part

    def ending(number: int) -> Plain:
        return kit.ending(f"ending_{number}", when=draw(when), stops=draw(st.integers(1, 3)) == 1)

    endings = [ending(number) for number in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        endings.append(kit.ending("otherwise"))
    interests = {
        id: {"interests": {gauge: draw(st.integers(-3, 3)) for gauge in _some(draw, gauge_ids)}} for id in role_ids
    }
    forecasts = [{"id": "likely", "ask": "How likely?", "about": draw(when)}] if draw(st.booleans()) else []
    lessons: Plain = {id: draw(st.none() | when) for id in lesson_ids}
    if "ours" in lessons:
        lessons["ours"] = {"title": "Ours", "imperative": "Say who.", "holds_if": draw(when)}
    asked = [
        {"flag": flag, "ask": f"{flag}?", "default": draw(st.sampled_from(("yes", "no", True, False)))}
        for flag in _some(draw, flag_ids, 4)
    ]
    epilogue = [
        {"about": draw(st.sampled_from(("The well", "The mayor"))), "text": str(number)}
        for number in range(draw(st.integers(0, 4)))
    ]
    for paragraph in epilogue:
        sometimes(paragraph, "when", when, 2)
    clock = {"clock": {"hours": days, "start": "2031-03-01 06:30"}} if hours else {}
    return kit.draft(
        [inject(id) for id in option_ids],
        gauges=scale,
        flags=flag_ids,
        lessons=lessons,
        roles=interests,
        endings=endings,
        days=days,
        trends=[trend(number) for number in range(draw(st.integers(0, 2)))],
        forecasts=forecasts,
        opens_with=asked,
        epilogue=epilogue,
        **clock,
    )


def scenarios(max_injects: int = 5, max_days: int = 25) -> st.SearchStrategy[Scenario]:
    """Small compiled scenarios."""
    return drafts(max_injects, max_days).map(kit.compiled)
