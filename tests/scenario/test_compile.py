"""From a file to a scenario ready for play: every field arrives, and every mistake is named where it stands."""

import datetime as dt
import pickle

import pytest
from hypothesis import given, settings

from game.scenario import model
from game.scenario.findings import Finding, ScenarioError
from game.scenario.load import examine_files, load_files
from game.scenario.scenario import Advice, Branch, Change, Document, Effect, Evidence, Later, Question, Scenario
from tests import kit
from tests.strategies import drafts

WHOLE = """\
# A scenario with every field of the format in it.
format: 1
id: whole
title: Everything at once
summary: One line for the menu.
language: en
minutes: 45
setting: |
  Two towns.

  One river.
clock: {start: 2031-03-01, days: 60, labels: week}
roles:
  srsg:
    title: Special Representative
    brief: You sign.
    interests: {trust: 3, danger: -1}
  commander:
gauges:
  trust: {title: Public trust, start: 50, min: 0, max: 80, good: high, shown: open}
  danger: {start: -5, min: -10, max: 10, good: low, shown: assessed, unit: pts}
  truth: {start: 7, shown: hidden}
flags:
  warned: {title: People were warned}
  escorts:
lessons:
  measure_impact: {holds_if: trust >= 50}
  keep_revisiting: {}
  balance_quick_and_long:
  ours_first: {title: Own the first hour, imperative: "Say who owns the hour before you act."}
opens_with:
  - {flag: warned, ask: Were they warned?, default: yes, from: other, when: told_them}
trends:
  - {id: drift, every: 7, when: day > 3, effects: {trust: -1}, set: [warned], clear: [escorts], text: It drifts.}
injects:
  - id: market
    title: Shots at the market
    day: 3
    until: 5
    when: trust < 60 and not escorts
    to: [srsg]
    decided_by: vote
    situation: Shots.
    also:
      - {when: warned, text: "The notices still hang."}
    documents:
      - {kind: sitrep, title: SITREP 3, from: JOC, to: [srsg], text: "All quiet.", minutes: 2,
         bears_on: [patrol], line: All quiet.}
      - {kind: map}
    private: {srsg: "You know him."}
    dilemma: Speed or care.
    question: What do you order?
    minutes: 8
    options:
      - id: patrol
        label: Send a patrol
        case: Now is better.
        detail: Ten soldiers.
        requires: trust >= 1
        advice: {commander: {stance: against, says: "Too few."}}
        effects: {trust: +5, danger: "= -2"}
        set: [escorts]
        clear: [warned]
        assess: [danger]
        chance:
          - {weight: 70, text: Quiet., effects: {trust: +1}, set: [warned]}
          - {weight: 0}
        later:
          - {after: 20, when: not warned, text: Stalls reopen., effects: {trust: -3}, clear: [escorts]}
        outcome: They go.
        evidence:
          measure_impact: {weight: +2, because: They count.}
          keep_revisiting: {weight: -3, because: Nobody looks again.}
      - id: pass
    default: pass
    expected: They ask first.
    notes: Wait for the silence.
  - {id: sentence, answer: written, options: [{id: says_it, style: [consult, wait]}, {id: says_nothing}]}
  - id: radio
  - {id: tray, manual: true, until: 9}
endings:
  - {id: lost, title: Lost, when: trust <= 0, stops: true, text: "Gone."}
  - {id: else, text: "It went on."}
epilogue:
  - {about: The market, when: trust > 60, text: "It opened."}
  - {about: The market, text: "It did not."}
forecasts:
  - {id: likely, inject: market, ask: How likely?, about: "chose(market, pass) and trust < 45"}
questions:
  - {id: sure, ask: How sure?, scale: 5, when: before}
  - {id: later, ask: How sure now?}
"""


@pytest.fixture(scope="module")
def whole() -> Scenario:
    return load_files({"whole.yaml": WHOLE})


def test_the_head_arrives(whole: Scenario) -> None:
    assert (whole.id, whole.title, whole.summary) == ("whole", "Everything at once", "One line for the menu.")
    assert (whole.language, whole.minutes, whole.setting) == ("en", 45, "Two towns.\n\nOne river.")
    assert (whole.start, whole.days, whole.labels) == (dt.date(2031, 3, 1), 60, "week")
    assert whole.date(31) == dt.date(2031, 4, 1)


def test_roles_gauges_flags_and_lessons_arrive(whole: Scenario) -> None:
    assert [(role.id, role.title, role.brief) for role in whole.roles] == [
        ("srsg", "Special Representative", "You sign."),
        ("commander", "Commander", ""),
    ]
    assert whole.roles[0].interests == ((0, 3), (1, -1))
    trust, danger, truth = whole.gauges
    assert (trust.title, trust.start, trust.min, trust.max, trust.shown) == ("Public trust", 50, 0, 80, "open")
    assert (danger.unit, danger.high_is_good, danger.shown) == ("pts", False, "assessed")
    assert (truth.title, truth.min, truth.max, truth.good, truth.shown) == ("Truth", 0, 100, "high", "hidden")
    assert [(flag.id, flag.title) for flag in whole.flags] == [("warned", "People were warned"), ("escorts", "Escorts")]
    assert [(id, when.text if when else None) for id, when in whole.lessons.items()] == [
        ("measure_impact", "trust >= 50"),
        ("keep_revisiting", None),
        ("balance_quick_and_long", None),
        ("ours_first", None),
    ]
    assert whole.bounds == ((0, 80), (-10, 10), (0, 100))


def test_trends_injects_and_documents_arrive(whole: Scenario) -> None:
    (drift,) = whole.trends
    assert (drift.id, drift.every, drift.when and drift.when.text) == ("drift", 7, "day > 3")
    assert drift.change == Change((Effect(0, -1),), (0,), (1,), "It drifts.")
    market, _, radio, tray = whole.injects
    assert (market.first, market.last, market.to, market.decided_by) == (3, 5, ("srsg",), "vote")
    assert (market.dilemma, market.question, market.minutes) == ("Speed or care.", "What do you order?", 8)
    assert (market.situation, market.private) == ("Shots.", (("srsg", "You know him."),))
    assert (market.expected, market.notes, market.default) == ("They ask first.", "Wait for the silence.", 1)
    assert market.documents == (
        Document("sitrep", "SITREP 3", "JOC", ("srsg",), "All quiet.", 2, bears_on=("patrol",), line="All quiet."),
        Document("map", "Map", "", (), "", 0),
    )
    assert (radio.title, radio.first, radio.last, radio.options, radio.decided_by) == ("Radio", 0, 60, (), "srsg")
    assert (tray.manual, tray.first, tray.last) == (True, 0, 9)
    assert whole.inject("tray") is tray
    assert market.option("pass") == 1
    assert market.option("gone") is None


def test_an_option_arrives_with_all_that_comes_of_it(whole: Scenario) -> None:
    patrol, wait = whole.injects[0].options
    assert (patrol.label, patrol.case, patrol.detail, patrol.outcome) == (
        "Send a patrol",
        "Now is better.",
        "Ten soldiers.",
        "They go.",
    )
    assert patrol.requires is not None
    assert patrol.requires.holds((1, 0, 0), (0, 0), (-2, -2, -2), 0)
    assert patrol.advice == (Advice("commander", "against", "Too few."),)
    assert patrol.change == Change((Effect(0, 5), Effect(1, -2, outright=True)), (1,), (0,))
    assert [effect.as_written() for effect in patrol.change.effects] == [5, "= -2"]
    assert patrol.assess == (1,)
    assert patrol.chance == (Branch(70, Change((Effect(0, 1),), (0,), (), "Quiet.")), Branch(0, Change()))
    assert patrol.weights == (70, 0)
    (later,) = patrol.later
    assert later == Later(20, later.when, Change((Effect(0, -3),), (), (1,), "Stalls reopen."))
    assert patrol.evidence == (
        Evidence("measure_impact", 2, "They count."),
        Evidence("keep_revisiting", -3, "Nobody looks again."),
    )
    assert (wait.label, wait.change.empty, wait.weights) == ("Pass", True, ())


def test_endings_forecasts_and_questions_arrive(whole: Scenario) -> None:
    assert [(ending.id, ending.title, ending.stops) for ending in whole.endings] == [
        ("lost", "Lost", True),
        ("else", "Else", False),
    ]
    assert [(index, ending.id) for index, ending in whole.stops] == [(0, "lost")]
    (likely,) = whole.forecasts
    assert (likely.inject, likely.about.text) == ("market", "chose(market, pass) and trust < 45")
    assert whole.questions == (
        Question("sure", "How sure?", 5, "before"),
        Question("later", "How sure now?", 10, "both"),
    )


def test_every_field_of_the_format_is_in_this_test() -> None:
    """Guards the test above: a new field has to be added to `WHOLE`."""
    for part in (model.Draft, *model.DraftPart.__subclasses__(), *model.ChangeDraft.__subclasses__()):
        for name, info in part.model_fields.items():
            written = info.alias or name
            if part is model.DocumentDraft and name in ("file", "alt"):
                continue  # have tests of their own, with files
            if part in (model.ClockDraft, model.InjectDraft) and name in ("hours", "hour"):
                continue  # a clock counts one of the two: see the tests of a clock of hours
            assert f"{written}:" in WHOLE, f"{part.__name__}.{name}"


def test_a_scenario_can_be_sent_to_another_process(whole: Scenario) -> None:
    assert whole.endings[0].when is not None
    assert whole.endings[0].when.holds((0, 0, 0), (0, 0), (-2, -2, -2), 0)  # a function that was made stays behind
    there = pickle.loads(pickle.dumps(whole))
    assert there == whole
    assert there.endings[0].when.holds((0, 0, 0), (0, 0), (-2, -2, -2), 0)


@settings(max_examples=20)
@given(drafts())
def test_a_generated_scenario_loads_and_loads_the_same_again(plain: kit.Plain) -> None:
    made = kit.compiled(plain)
    assert kit.compiled(plain) == made
    assert load_files(made.source.files).sha256 == made.sha256


# --- mistakes


def findings(old: str, new: str) -> list[Finding]:
    """What is said of the whole scenario with one piece of it written otherwise."""
    assert WHOLE.count(old) == 1, f"{old!r} stands {WHOLE.count(old)} times"
    return list(examine_files({"whole.yaml": WHOLE.replace(old, new)}).findings)


MISTAKES = [
    # old text, new text; code; the piece of the new line at which the finding points; says; cure
    # --- shape
    ("format: 1", "format: 2", "WC105", "2", "this engine reads format 1, not '2'.", "Write 'format: 1'"),
    ("id: whole\n", "", "WC103", None, "a scenario needs 'id'.", "Add 'id:'."),
    ("summary:", "sumary:", "WC102", "sumary", "'sumary' is not a key of a scenario.", "Did you mean 'summary'?"),
    ("situation: Shots.", "situatoin: Shots.", "WC102", "situatoin", "is not a key of an inject.", "mean 'situation'?"),
    ("        case: Now", "        cases: Now", "WC102", "cases", "is not a key of an option.", "Did you mean 'case'?"),
    (
        "{weight: 70,",
        "{wieght: 70,",
        "WC102",
        "wieght",
        "is not a key of a branch of chance.",
        "Did you mean 'weight'?",
    ),
    (
        "from: JOC",
        "sender: JOC",
        "WC102",
        "sender",
        "'sender' is not a key of a document.",
        "It has: kind, title, from",
    ),
    ("labels: week", "labels: weekly", "WC105", "weekly", "'weekly' cannot stand for labels.", "Did you mean 'week'?"),
    ("kind: sitrep", "kind: fax", "WC105", "fax", "'fax' cannot stand for kind.", "Write one of: sitrep, cable, email"),
    ("good: low", "good: no", "WC105", "no", "'no' cannot stand for good.", ""),
    (
        "id: market\n",
        "id: Market\n",
        "WC104",
        "Market",
        "'Market' is not an id.",
        "has small letters, digits and _: 'market'",
    ),
    ("  escorts:\n", "  escorts:\n  Not So:\n", "WC104", "Not So", "'Not So' is not an id.", "'not_so'"),
    ("id: radio\n", "id: true\n", "WC104", "true", "'true' is not an id: YAML reads it as a yes or no.", ""),
    ("start: 50", "start: fifty", "WC104", "fifty", "a whole number is expected here, not 'fifty'.", "such as 5"),
    (
        "start: 50",
        'start: "50"',
        "WC104",
        '"50"',
        "a whole number is expected here, not '50'.",
        "write 50 without quotes",
    ),
    ("{trust: 3,", '{trust: "+3",', "WC104", '"+3"', "not '+3'.", "write +3 without quotes."),
    ("{trust: 3,", "{trust:3,", "WC104", "trust:3", "a space is missing behind the ':' of 'trust:3'.", "'trust: 3'"),
    ("start: 50", "start: 50.5", "WC104", "50.5", "a whole number is expected here, not '50.5'.", "write 50."),
    ("start: 50", "start: 050", "WC104", "050", "a whole number is expected", "Leave the 0 in front out: write 50."),
    ("start: 50", "start: 1_000", "WC104", "1_000", "a whole number is expected here", "Write 1000."),
    ("start: 50", "start: true", "WC104", "true", "a whole number is expected here, not 'true'.", ""),
    ("day: 3\n", "day: -3\n", "WC104", "-3", "-3 is out of range here.", "Between 0 and 36,500."),
    ("after: 20", "after: 0", "WC104", "0", "0 is out of range here.", "Between 1 and"),
    ("scale: 5", "scale: 1", "WC104", "1", "1 is out of range here.", "Between 2 and 100."),
    (
        "manual: true",
        "manual: yes",
        "WC104",
        "yes",
        "true or false is expected here, not 'yes'.",
        "Write true or false.",
    ),
    ("trust: +5", "trust: up", "WC104", "up", "an effect is a whole number or a value to set, not 'up'.", "= 40"),
    ("trust: +5", "trust: 5.5", "WC104", "5.5", "an effect is a whole number", "Numbers are whole: write 6."),
    ("trust: +5", "trust: 9999999", "WC104", "9999999", "9,999,999 is too large for an effect.", "1,000,000"),
    ("start: 2031-03-01", "start: 1 March", "WC104", "1 March", "'1 March' is not a date.", "as in 2031-03-01."),
    ("start: 2031-03-01", "start: 2031-02-30", "WC104", "2031", "'2031-02-30' is not a date.", ""),
    ("start: 2031-03-01", "start: 9999-03-01", "WC113", "9999", "the year 9999 is too late", "At most 9000."),
    ("situation: Shots.", "situation: [a, b]", "WC104", "[a", "text is expected here, not a list.", "after the ':'"),
    ("title: Lost", f"title: {'x' * 501}", "WC104", "xxx", "this has 501 characters; 500 is the most here.", "Shorten"),
    ("notes: Wait", f"notes: {'x' * 32_001}", "WC104", "xxx", "this text has 32,0", "Split it into documents."),
    ("to: [srsg]\n", "to: srsg\n", "WC107", "srsg", "a list is expected for to.", "Put brackets round it: [srsg]."),
    ("to: [srsg]\n", "to: the srsg\n", "WC107", "the", "a list is expected for to.", "Begin each item with '- '"),
    (
        WHOLE[WHOLE.index("  measure_impact:") : WHOLE.index("opens_with:")],
        "  - own_it\n",
        "WC106",
        "- own_it",
        "a map",
        "Write 'own_it:' instead of '- own_it'.",
    ),
    ("format: 1\n", "format:\n", "WC105", None, "this engine reads format 1, not ''.", "Write 'format: 1'"),
    (
        "gauges:\n  trust: {title: Public trust, start: 50,",
        "gauges:\n  trust: {title: Public trust, start: ,",
        "WC103",
        "start",
        "a gauge needs 'start'.",
        "nothing stands there.",
    ),
    (
        "shown: open}",
        "shown: }",
        "WC105",
        None,
        "nothing stands here for shown.",
        "Write one of: open, assessed, hidden.",
    ),
    ("clock: {start: 2031-03-01, days: 60, labels: week}", "clock: 60", "WC106", "60", "a map (key: value)", "Indent"),
    ("{id: tray, manual: true, until: 9}", "tray", "WC106", "tray", "a map (key: value) is expected", ""),
    ("private: {srsg", "private: {s: [], srsg", "WC104", "[]", "text is expected here, not a list.", ""),
    (
        "when: trust < 60 and not escorts\n",
        "when:\n",
        "WC104",
        None,
        "there is no condition here.",
        "Leave the key out",
    ),
    ("holds_if: trust >= 50", "holds_if: null", "WC104", "null", "there is no condition here.", "such as"),
    # --- names
    ("to: [srsg]\n", "to: [commander, srgs]\n", "WC110", "srgs", "no role is called 'srgs'.", "Did you mean 'srsg'?"),
    (
        "decided_by: vote",
        "decided_by: committee",
        "WC110",
        "committee",
        "no role is called 'committee'.",
        "The roles are: srsg, commander, vote.",
    ),
    (
        "decided_by: vote",
        "decided_by: voter",
        "WC110",
        "voter",
        "no role is called 'voter'.",
        "Did you mean 'vote'?",
    ),
    ("default: pass", "default: past", "WC110", "past", "no option is called 'past'.", "Did you mean 'pass'?"),
    ("{trust: 3,", "{trsut: 3,", "WC110", "trsut", "no gauge is called 'trsut'.", "Did you mean 'trust'?"),
    (
        "effects: {trust: +5",
        "effects: {escorts: +5",
        "WC110",
        "escorts",
        "no gauge is called 'escorts'.",
        "A new one is made under 'gauges:'.",
    ),
    (
        "set: [escorts]",
        "set: [trust]",
        "WC110",
        "trust",
        "no flag is called 'trust'.",
        "The flags are: warned, escorts.",
    ),
    ("assess: [danger]", "assess: [dnager]", "WC110", "dnager", "no gauge is called 'dnager'.", "mean 'danger'?"),
    ("advice: {commander", "advice: {comander", "WC110", "comander", "no role is called", "Did you mean 'commander'?"),
    ("private: {srsg", "private: {srs", "WC110", "srs", "no role is called 'srs'.", "Did you mean 'srsg'?"),
    ("inject: market", "inject: markt", "WC110", "markt", "no inject is called 'markt'.", "Did you mean 'market'?"),
    ("id: tray", "id: market", "WC111", "market", "a second inject is called 'market'; the first is in line 36.", ""),
    ("- id: pass", "- id: pass\n      - id: pass", "WC111", "pass", "a second option is called 'pass'", "another id"),
    ("  commander:\n", "  vote:\n  commander:\n", "WC114", "vote", "'vote' cannot be a role", "Rename it."),
    ("min: 0, max: 80", "min: 80, max: 80", "WC115", "trust", "the least value of 'trust' (80) is not below", ""),
    ("start: 50", "start: 90", "WC115", "90", "'trust' starts at 90, outside its bounds 0 and 80.", "Start inside"),
    ("  escorts:\n", "  escorts:\n  truth:\n", "WC116", "truth", "'truth' is a gauge already.", "another id"),
    ("  escorts:\n", "  escorts:\n  not:\n", "WC117", "not", "'not' is a word of the condition language.", ""),
    ("  escorts:\n", "  escorts:\n  day:\n", "WC117", "day", "'day' is a word of the condition language.", ""),
    (
        "  keep_revisiting: {}",
        "  keep_revisitng: {}",
        "WC118",
        "keep_revisitng",
        "the catalogue has no lesson",
        "mean 'keep_r",
    ),
    (
        "  measure_impact: {weight",
        "  protect_legitimacy: {weight",
        "WC122",
        "protect",
        "does not list the lesson",
        "Add 'pr",
    ),
    (
        "  measure_impact: {weight",
        "  measure_impct: {weight",
        "WC118",
        "measure_impct",
        "no lesson 'measure_impct'",
        "mean",
    ),
    ("weight: +2, because", "weight: 0, because", "WC123", "0", "from -3 to +3 and not 0, not 0.", "Write +1"),
    ("weight: +2, because", "weight: +4, because", "WC123", "+4", "from -3 to +3 and not 0, not 4.", ""),
    ("{weight: 70,", "{weight: 0,", "WC121", "chance", "every branch of this chance has weight 0.", ""),
    ("{id: lost, title: Lost, when: trust <= 0,", "{id: lost, title: Lost,", "WC125", "{id", "needs a 'when'", ""),
    # --- conditions
    ("when: trust < 60 and", "when: trst < 60 and", "WC120", "trst", "no gauge or flag is called 'trst'.", "'trust'?"),
    ("and not escorts\n", "and not escrts\n", "WC120", "escrts", "no gauge or flag is called 'escrts'.", "'escorts'?"),
    ("requires: trust >= 1", "requires: 'trust >= wall'", "WC120", "wall", "no gauge or flag is called 'wall'.", ""),
    ("holds_if: trust >= 50", "holds_if: trust", "WC120", "trust", "'trust' is a gauge", "Compare it"),
    (
        "when: trust < 60 and not escorts\n",
        "when: true\n",
        "WC120",
        "true",
        "'true' is not a condition",
        "manual: true",
    ),
    (
        "when: trust < 60 and not escorts\n",
        "when: 60\n",
        "WC120",
        "60",
        "a number alone is not a condition.",
        "Compare",
    ),
    ("when: not warned,", "when: not warned and,", "WC120", None, "cannot be read as a condition.", "Write it like"),
    ("when: day > 3,", "when: day > 3 # fmt,", "WC014", None, "", ""),
    ("requires: trust >= 1", "requires: trust and #>= 1", "WC120", None, "", "What follows ' #' is a comment in YAML"),
    (
        "requires: trust >= 1",
        "requires: |\n          danger < 3\n          and trst > 1",
        "WC120",
        "trst",
        "no gauge",
        "?",
    ),
    ('"chose(market, pass) and', '"chose(market, stay) and', "WC120", "stay", "has no option 'stay'.", "It has"),
    (
        '"chose(market, pass) and trust < 45"',
        "chose(market, pass)",
        "WC102",
        "pass)",
        "cut at its comma.",
        "Inside { }",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "at", "says", "cure"), MISTAKES, ids=lambda value: str(value)[:24])
def test_a_mistake_is_named_where_it_stands(
    old: str, new: str, code: str, at: str | None, says: str, cure: str
) -> None:
    (found,) = findings(old, new)
    assert (found.code, found.level) == (code, "error")
    assert says in found.says
    assert cure in found.cure
    if at is not None:
        assert found.source[found.place.column - 1 :].startswith(at), found.shown()
        assert found.source in WHOLE.replace(old, new).splitlines()


def test_a_text_and_a_file_at_once_are_too_many() -> None:
    files = {"whole.yaml": WHOLE.replace("{kind: map}", "{kind: map, text: a, file: b.txt}"), "b.txt": "b"}
    (found,) = examine_files(files).findings
    assert (found.code, found.cure) == ("WC119", "Keep one of them.")


def test_an_ending_without_when_may_stand_once() -> None:
    (found,) = findings('text: "It went on."}\n', 'text: "It went on."}\n  - {id: third}\n')
    assert (found.code, found.where) == ("WC124", "endings.third" if found.where.startswith("endings") else "third")


def test_all_mistakes_are_said_in_one_go_in_the_order_of_the_file() -> None:
    text = WHOLE
    for old, new in [
        ("summary:", "sumary:"),  # a key that is not known
        ("start: 50", "start: fifty"),  # a value of the wrong kind
        ("to: [srsg]\n", "to: [srgs]\n"),  # a name that is not known
        ("requires: trust >= 1", "requires: trst >= 1"),  # a condition
        ("assess: [danger]", "assess: danger"),  # a list that is none
        ("inject: market", "inject: markt"),
    ]:
        text = text.replace(old, new)
    found = examine_files({"whole.yaml": text}).findings
    assert [finding.code for finding in found] == ["WC102", "WC104", "WC110", "WC120", "WC107", "WC110"]
    assert [finding.place.line for finding in found] == sorted(finding.place.line for finding in found)


@pytest.mark.parametrize("key", ["roles", "gauges", "flags", "lessons", "injects", "options", "evidence", "effects"])
def test_a_misspelt_key_is_one_mistake_however_much_stands_below_it(key: str) -> None:
    text = WHOLE.replace(f"{key}:", f"{key[:-2]}x{key[-1]}:")
    found = examine_files({"whole.yaml": text}).findings
    assert {finding.code for finding in found} == {"WC102"}
    assert len(found) == WHOLE.count(f"{key}:")
    assert all(finding.cure == f"Did you mean '{key}'?" for finding in found)


def test_what_stands_below_a_misspelt_key_is_checked_in_the_same_go() -> None:
    text = WHOLE.replace("    options:\n", "    optons:\n").replace("label: Send a patrol", "lable: Send a patrol")
    text = text.replace("requires: trust >= 1", "requires: trst >= 1").replace("weight: 70", "weight: some")
    found = examine_files({"whole.yaml": text}).findings
    assert [finding.code for finding in found] == ["WC102", "WC102", "WC120", "WC104"]
    lines = text.splitlines()
    assert all(finding.source == lines[finding.place.line - 1] for finding in found)
    assert "trst" in found[2].source


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  trust: {title: Public trust, start: 50,", "  trust: {title: Public trust,"),
        ("id: market\n", "id: Market\n"),
        ("options:\n", "options: 3\n    rest:\n"),
        ("gauges:\n", "gauges: 3\nmore:\n"),
        ("  srsg:\n", "  SRSG:\n"),
        ("id: patrol\n", "id: pa trol\n"),
        ("days: 60, ", ""),
    ],
)
def test_one_mistake_of_shape_makes_no_others_of_names(old: str, new: str) -> None:
    found = findings(old, new)
    assert all(finding.code in ("WC102", "WC103", "WC104", "WC106", "WC107") for finding in found), found


def test_what_a_scenario_error_says_is_the_first_and_how_many_more() -> None:
    with pytest.raises(ScenarioError) as problem:
        load_files({"w.yaml": "format: 1\ntitle: A\n"})
    assert (
        str(problem.value)
        == "w.yaml:1:1: a scenario needs 'id'. Add 'id:'. (and 1 more: whitecell check shows them all)"
    )


@pytest.mark.parametrize("text", ["3", "[]", "- a\n- b", "text"])
def test_a_file_that_is_no_map_is_no_scenario(text: str) -> None:
    (found,) = examine_files({"w.yaml": text}).findings
    assert (found.code, found.says) == ("WC101", "a scenario is a map that begins with 'format: 1'.")


def test_a_hostile_key_cannot_move_the_cursor_by_an_error() -> None:
    (found,) = [f for f in findings("summary:", '"\\e[31m\\u202Esumary":') if f.code == "WC102"]
    assert found.says == "'�[31msumary' is not a key of a scenario."
    assert "\x1b" not in found.shown()


def test_information_for_some_is_laid_aside_by_the_first_of_them_and_a_decision_is_the_first_roles() -> None:
    made = kit.scenario(
        [
            kit.inject("memo", to=["clerk"]),
            kit.inject("named", to=["clerk"], decided_by="guard"),
            kit.inject("news"),
            kit.inject("choice", kit.option("a"), kit.option("b"), to=["clerk"]),
        ],
        roles=("chief", "clerk", "guard"),
    )
    assert [each.decided_by for each in made.injects] == ["clerk", "guard", "chief", "chief"]
