"""What `check` says of scenarios that load: each code on the smallest change of a clean scenario that brings it up."""

import json
from pathlib import Path

import pytest

from game.scenario.check import CODES, TABLE, as_sarif, check, check_all, check_files, explained, known, summary
from game.scenario.checks.code_analysis import ANALYSED
from game.scenario.checks.codes import RETIRED
from game.scenario.findings import Finding, Level, ScenarioError
from game.scenario.load import shipped

CLEAN = """\
format: 1
id: clean
title: Nothing to say
minutes: 40
clock: {days: 30}
roles:
  head: {title: Head, brief: You sign., interests: {depth: 1}}
  deputy: {title: Deputy, brief: You advise.}
gauges:
  trust: {start: 50}
  safety: {start: 50, shown: assessed}
  depth: {start: 30, shown: hidden}
flags:
  warned: {title: People were warned}
lessons:
  measure_impact: {holds_if: trust >= 50}
  keep_revisiting: {}
trends:
  - {id: drift, every: 7, when: warned, effects: {safety: -1}, text: It drifts.}
injects:
  - id: market
    day: 3
    until: 9
    when: trust > 10 and safety > 5
    situation: Shots were heard behind the market, and two stalls burn.
    documents:
      - {kind: sitrep, title: SITREP 3, to: [deputy], text: All quiet., minutes: 1}
    private: {deputy: The second vehicle has no fuel.}
    question: What do you order?
    minutes: 8
    expected: They ask who is at risk.
    options:
      - id: patrol
        label: Send a patrol down to the market now
        case: Presence tonight is worth more than a plan.
        detail: Two sections on foot.
        requires: trust > 20
        effects: {trust: +5, safety: -5}
        set: [warned]
        assess: [safety]
        chance:
          - {weight: 70, text: The night is quiet., effects: {depth: +1}}
          - {weight: 30, text: A patrol is hit., effects: {depth: -1}}
        later:
          - {after: 5, when: warned, text: Stalls reopen., effects: {trust: +2}}
        outcome: They go.
        evidence:
          measure_impact: {weight: +2, because: Somebody counts the stalls.}
          keep_revisiting: {weight: -2, because: Nobody comes back to look.}
      - id: wait
        label: Wait for first light and then look
        case: What we do not know can hurt us.
        detail: The section stands ready.
        effects: {trust: -5, safety: +3}
        clear: [warned]
        outcome: They stay.
        evidence:
          measure_impact: {weight: -1, because: Nobody sees what burns.}
          keep_revisiting: {weight: +2, because: A second look is part of it.}
  - id: road
    day: 9
    situation: The road is closed again.
    question: Who goes?
    minutes: 8
    notes: Wait for the silence.
    decided_by: deputy
    options:
      - id: ask
        label: Ask the far bank for leave to cross
        effects: {trust: +2, depth: -3}
        outcome: They answer.
        evidence:
          measure_impact: {weight: +2, because: They keep a list of crossings.}
          keep_revisiting: {weight: +1, because: They ask every week.}
      - id: stay
        label: Leave the road closed until Friday
        effects: {depth: +3, trust: -1}
        outcome: It stays closed.
        evidence:
          measure_impact: {weight: -2, because: Nobody counts who turns back.}
          keep_revisiting: {weight: -2, because: Friday settles it.}
  - id: third
    day: 12
    situation: A letter has come.
  - id: call
    situation: The capital rings.
    question: What do you say?
    minutes: 5
    notes: Probe for whose interest it is.
    decided_by: vote
    options:
      - id: agree
        label: Agree to what the capital asks
        effects: {trust: -2, depth: +2}
        outcome: They are glad.
        evidence: {measure_impact: {weight: +1, because: They ask for numbers.}}
      - id: refuse
        label: Refuse what the capital asks
        effects: {trust: +2, depth: -2}
        outcome: They are not glad.
        evidence: {keep_revisiting: {weight: +1, because: The question stays open.}}
endings:
  - {id: lost, when: trust <= 0, stops: true, text: Gone.}
  - {id: held, when: trust >= 53 and depth > 20, text: It held.}
  - {id: else, text: It went on.}
forecasts:
  - {id: likely, inject: market, ask: How likely is it?, about: trust < 45}
"""


def found_in(text: str) -> list[Finding]:
    return check_files({"clean.yaml": text})


def changed(*pairs: tuple[str, str]) -> str:
    """The clean scenario with some pieces of it written otherwise."""
    text = CLEAN
    for old, new in pairs:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def test_of_a_clean_scenario_there_is_nothing_to_say() -> None:
    assert [finding.shown() for finding in found_in(CLEAN)] == []
    assert summary([]) == "Nothing to say: it can be played."


LONG = " ".join(["word"] * 91)
NO_FOURTH = CLEAN[CLEAN.index("  - id: call") : CLEAN.index("endings:")]
PATROL_EVIDENCE = CLEAN[CLEAN.index("        evidence:\n          measure_impact: {weight: +2, because: Somebody") :]
PATROL_EVIDENCE = PATROL_EVIDENCE[: PATROL_EVIDENCE.index("      - id: wait")]

PAPER = '    documents: [{kind: letter, title: A, text: "' + "word " * 2_400 + '"}]\n'

DELAY = """      - id: delay
        label: Answer the capital in a week from now
        effects: {trust: -1, depth: +1}
        outcome: They wait.
        evidence: {own_the_politics: {weight: 1, because: a}}
"""

CASES: list[tuple[str, list[tuple[str, str]], str, str]] = [
    # code; what is changed; the piece at which it points; a piece of what it says
    ("WC201", [(PATROL_EVIDENCE, "")], "id: patrol", "option 'patrol' is no evidence"),
    (
        "WC202",
        [
            ("        evidence: {measure_impact: {weight: +1, because: They ask for numbers.}}\n", ""),
            ("        evidence: {keep_revisiting: {weight: +1, because: The question stays open.}}\n", ""),
        ],
        "id: call",
        "no option of 'call' is evidence",
    ),
    ("WC203", [("effects: {trust: +2, depth: -2}", "effects: {trust: +2}")], "id: refuse", "'refuse' costs nothing"),
    (
        "WC204",
        [
            ("measure_impact: {weight: +2, because: They keep", "measure_impact: {weight: -2, because: They keep"),
            ("measure_impact: {weight: +1, because: They ask", "measure_impact: {weight: -1, because: They ask"),
        ],
        "measure_impact:",
        "only one option serves the lesson 'measure_impact': market.patrol.",
    ),
    (
        "WC205",
        [
            ("measure_impact: {weight: -1, because: Nobody sees", "measure_impact: {weight: +1, because: Nobody sees"),
            (
                "measure_impact: {weight: -2, because: Nobody counts",
                "measure_impact: {weight: +2, because: Nobody counts",
            ),
        ],
        "measure_impact:",
        "no option strains the lesson 'measure_impact'.",
    ),
    (
        "WC206",
        [("  keep_revisiting: {}\n", "  keep_revisiting: {}\n  own_the_politics:\n")],
        "own_the",
        "no option serves",
    ),
    ("WC207", [(", because: Somebody counts the stalls.", "")], "measure_impact", "does not say why"),
    ("WC211", [("trust > 10 and", "trust > 110 and")], "trust > 110", "never holds when it is asked"),
    ("WC211", [("requires: trust > 20", "requires: chose(market)")], "chose(market)", "never holds"),
    ("WC211", [("requires: trust > 20", "requires: day > 9")], "day > 9", "never holds"),
    ("WC211", [("about: trust < 45", "about: trust < 0")], "trust < 0", "never holds"),
    ("WC212", [("trust > 10 and safety > 5", "day >= 3")], "day >= 3", "always holds when it is asked"),
    ("WC212", [("after: 5, when: warned", 'after: 5, when: "chose(market, patrol)"')], '"chose', "always holds"),
    (
        "WC212",
        [("trust >= 53 and depth > 20", "depth > 20 or depth < 40")],
        "depth > 20",
        "'held' is told after every run",
    ),
    ("WC213", [("after: 5", "after: 28")], "28", "this falls due on day 31 at the earliest; the last day is 30."),
    ("WC214", [("until: 9", "until: 2")], "2", "'market' may come up until day 2, which is before day 3."),
    ("WC215", [("day: 12", "day: 40")], "40", "'third' would come up on day 40; the last day is 30."),
    ("WC216", [("every: 7", "every: 31")], "31", "'drift' would happen first on day 31; the last day is 30."),
    ("WC217", [("weight: 30", "weight: 0")], "0", "a branch of 'patrol' has weight 0."),
    ("WC218", [("trust >= 53 and depth", "trust >= 101 and depth")], "trust >= 101", "'held' can never be told"),
    (
        "WC218",
        [("when: trust >= 53 and depth > 20", "when: trust > 0")],
        "{id: else",
        "'else' can never be told: one of",
    ),
    ("WC219", [("trust <= 0", "trust <= 50")], "trust <= 50", "'lost' holds before anybody has decided anything"),
    ("WC220", [("        set: [warned]\n", "")], "warned:", "conditions ask about 'warned', and nothing sets it."),
    (
        "WC221",
        [("requires: trust > 20", "requires: trust > 20 # and not warned")],
        "trust",
        "'and not warned' is not read",
    ),
    ("WC221", [("requires: trust > 20", "requires: day > 3 # or trust > 5")], "day", "'or trust > 5' is not read."),
    (
        "WC222",
        [
            (
                "    situation: A letter has come.",
                "    when: chose(call, agree) and trust > 70\n    situation: One.",
            )
        ],
        "chose(call, agree) and trust > 70",
        "'third' can never come up by day 12: 'trust' lies between 42 and 61.",
    ),
    (
        "WC223",
        [("effects: {trust: +2, depth: -2}", "requires: trust > 70\n        effects: {trust: +2, depth: -2}")],
        "trust > 70",
        "'refuse' of 'call' is never open: 'trust' lies between",
    ),
    (
        "WC224",
        [("after: 5, when: warned", "after: 5, when: trust > 70")],
        "trust > 70",
        "this never lands: 'trust' lies between",
    ),
    (
        "WC224",
        [("every: 7, when: warned", "every: 7, when: warned and trust > 70")],
        "warned and trust > 70",
        "'drift' never happens: 'trust' lies between",
    ),
    ("WC225", [("outcome: They go.", "outcome: They go to gate #3 at once.")], "#3", "'#3 at once.' is not read."),
    (
        "WC261",
        [("situation: The road is closed again.", "situation: The road is closed at ~~noon~~ again.")],
        "~~noon~~",
        "a text struck out is not drawn: players read '~~noon~~'.",
    ),
    ("WC231", [("  depth:", "  calm: {start: 5}\n  depth:")], "calm", "nothing moves 'calm'."),
    ("WC232", [("        assess: [safety]\n", "")], "safety", "no option assesses it"),
    (
        "WC232",
        [(", interests: {depth: 1}", ""), (" and depth > 20", "")],
        "depth",
        "'depth' is hidden, and no condition",
    ),
    (
        "WC233",
        [("effects: {trust: +5, safety: -5}", "effects: {trust: 0, safety: -5}")],
        "trust: 0",
        "moves 'trust' by 0",
    ),
    ("WC233", [("set: [warned]", "set: [warned]\n        clear: [warned]")], "clear: [warned]", "clears it at once"),
    (
        "WC234",
        [("effects: {trust: -5, safety: +3}", 'effects: {trust: -5, safety: "= 101"}')],
        '"= 101"',
        "option 'wait' sets 'safety' to 101; its bounds are 0 and 100.",
    ),
    (
        "WC234",
        [("effects: {trust: -5, safety: +3}", "effects: {trust: -5, safety: +101}")],
        "+101",
        "option 'wait' moves 'safety' by +101; it goes from 0 to 100.",
    ),
    (
        "WC241",
        [
            (CLEAN[CLEAN.index("    documents:") : CLEAN.index("    question: What do you order?")], ""),
            ("decided_by: deputy", "decided_by: head"),
            ("decided_by: vote", "decided_by: head"),
        ],
        "id: call",
        "'deputy' has nothing to do in 'call', 'market', 'road'.",
    ),
    (
        "WC242",
        [
            ("    until: 9\n", "    until: 9\n    to: [head]\n"),
            ("    private: {deputy: The second vehicle has no fuel.}\n", ""),
        ],
        "[deputy]",
        "goes to deputy, and 'market'",
    ),
    (
        "WC243",
        [("    until: 9\n", "    until: 9\n    to: [head]\n"), ("to: [deputy]", "to: [head]")],
        "deputy",
        "so not this",
    ),
    (
        "WC244",
        [("    day: 9\n", "    day: 9\n    to: [head]\n")],
        "[head]",
        "'deputy' decides 'road' and so gets it",
    ),
    (
        "WC245",
        [(CLEAN[CLEAN.index("      - id: refuse") : CLEAN.index("endings:")], "")],
        "options",
        "'call' has one option.",
    ),
    (
        "WC251",
        [("Ask the far bank", "Ask the elders, the traders and the boatmen of the far bank together")],
        "id: ask",
        "char",
    ),
    (
        "WC251",
        [("What we do not know can hurt us.", "What we do not know can hurt us. " * 8)],
        "id: wait",
        "the text of",
    ),
    (
        "WC252",
        [("Send a patrol down", "Recklessly send a patrol down")],
        "Recklessly",
        "'Recklessly' says what the author",
    ),
    ("WC252", [("The road is closed", "The road is obviously closed")], "obviously", "'obviously' says"),
    ("WC252", [("A letter has come.", "It is\n      the right thing to do.")], "the right", "'the right thing' says"),
    ("WC253", [("The capital rings.", LONG)], "word", "the situation of 'call' has 91 words; 90 are enough."),
    (
        "WC254",
        [("text: All quiet., minutes: 1", "text: All quiet., minutes: 12")],
        "8",
        "reading 'market' takes some 12 min",
    ),
    ("WC254", [("text: All quiet.", "text: " + "word " * 1900)], "8", "takes some 10 minutes of its 8"),
    ("WC255", [("minutes: 40", "minutes: 20")], "20", "the injects take 21 minutes together; the scenario plans 20."),
    (
        "WC255",
        [
            ("minutes: 40", "minutes: 22"),
            ("    situation: A letter has come.\n", "    situation: A letter has come.\n" + PAPER),
        ],
        "22",
        "the injects take 33 minutes together; the scenario plans 22.",
    ),
    (
        "WC256",
        [
            ("      - id: wait", "      - id: look"),
            ("Wait for first light and then look", "Look at it by drone at once"),
        ],
        "options",
        "no option of 'market' seems to wait",
    ),
    ("WC257", [("    situation: A letter has come.\n", "")], "id: third", "'third' has no situation."),
    ("WC258", [("text: All quiet., ", "")], "{kind", "'SITREP 3' has no text."),
    (
        "WC259",
        [
            ("{trust: +2, depth: -2}", "{trust: -2, depth: +2}"),
            ("{keep_revisiting: {weight: +1, because: The", "{measure_impact: {weight: +1, because: The"),
        ],
        "id: refuse",
        "option 'refuse' does the same as 'agree'.",
    ),
    (
        "WC260",
        [
            (
                "        outcome: They go.\n",
                "        outcome: They go.\n        advice: {deputy: {stance: Aganst, says: a}}\n",
            )
        ],
        "Aganst",
        "the stance of 'deputy' on 'patrol' is 'Aganst'.",
    ),
    (
        "WC301",
        [
            ("  keep_revisiting: {}\n", "  keep_revisiting: {}\n  own_the_politics:\n"),
            ("{measure_impact: {weight: +1", "{own_the_politics: {weight: 1, because: a}, measure_impact: {weight: +1"),
            (
                "{keep_revisiting: {weight: +1",
                "{own_the_politics: {weight: -1, because: a}, keep_revisiting: {weight: 1",
            ),
            ("endings:\n", f"{DELAY}endings:\n"),
        ],
        "own_the",
        "only one decision bears on 'own_the_politics': the debrief can only ever say once.",
    ),
    ("WC303", [("flags:\n", "flags:\n  idle:\n")], "idle", "no condition asks about 'idle'."),
    ("WC304", [("  - {id: else, text: It went on.}\n", "")], "endings", "no ending is told where none of the others"),
    ("WC305", [(", brief: You advise.", "")], "deputy", "the seat 'deputy' has no role card."),
    ("WC306", [("    notes: Wait for the silence.\n", "")], "id: road", "'road' has no 'expected' and no 'notes'."),
    ("WC307", [("        outcome: They answer.\n", "")], "id: ask", "option 'ask' has no 'outcome'."),
    (
        "WC308",
        [
            (
                "        effects: {trust: -5, safety: +3}",
                "        requires: trust < 90\n        effects: {trust: -5, safety: +3}",
            )
        ],
        "options",
        "every option of 'market' has a 'requires'.",
    ),
    ("WC309", [("minutes: 40\n", "")], "format", "does not say how long it takes."),
    ("WC310", [(CLEAN[CLEAN.index("lessons:\n") : CLEAN.index("trends:")], "")], "", ""),
    ("WC311", [(", text: Stalls reopen.", "")], "{after", "this delayed effect has no 'text'."),
    (
        "WC262",
        [
            (
                "    question: Who goes?\n",
                "    also: [{when: depth > 100, text: Deep.}]\n    question: Who goes?\n",
            )
        ],
        "depth > 100",
        "this paragraph of 'road' can never be read: 'depth > 100' never holds.",
    ),
    (
        "WC262",
        [("    question: Who goes?\n", "    also: [{when: depth > 90, text: Deep.}]\n    question: Who goes?\n")],
        "depth > 90",
        "this paragraph of 'road' can never be read: 'depth' lies between",
    ),
    (
        "WC263",
        [("forecasts:\n", "epilogue: [{about: The mayor, when: trust > 100, text: She stands again.}]\nforecasts:\n")],
        "trust > 100",
        "this paragraph about 'The mayor' can never be told",
    ),
    (
        "WC264",
        [("forecasts:\n", "epilogue: [{about: A, text: b.}, {about: A, when: trust > 40, text: c.}]\nforecasts:\n")],
        "{about: A, when",
        "one about 'A' without 'when' stands before it",
    ),
    (
        "WC265",
        [("flags:\n", "opens_with: [{flag: told, ask: Was it told?}]\nflags:\n  told: {title: It was told}\n")],
        "told",
        "a run opens with 'told', and no condition asks about it.",
    ),
    (
        "WC266",
        [("flags:\n", "opens_with: [{flag: warned, ask: W?, from: starter, when: no_such > 1}]\nflags:\n")],
        "no_such",
        "is not read in a run of 'starter': no gauge or flag is called 'no_such'",
    ),
    (
        "WC315",
        [("flags:\n", "opens_with: [{flag: warned, ask: W?, from: ridge_far, when: trust > 1}]\nflags:\n")],
        "ridge_far",
        "the scenario 'ridge_far' is not on the shelf",
    ),
    (
        "WC316",
        [
            (
                "    question: Who goes?\n",
                "    documents: [{kind: letter, text: We wait., bears_on: [ask]}]\n    question: Who goes?\n",
            )
        ],
        "id: market",
        "no paper of 'market' says what it bears on",
    ),
    ("WC317", [(", text: Gone.}", "}")], "{id", "the ending 'lost' has no text"),
    (
        "WC318",
        [("        effects: {depth: +3, trust: -1}\n", "")],
        "id: stay",
        "nothing comes of option 'stay' but evidence.",
    ),
    ("WC312", [("title: Nothing to say\n", "")], "id: clean", "the scenario has no title; the menu calls it 'Clean'."),
]


@pytest.mark.parametrize(("code", "pairs", "at", "says"), [case for case in CASES if case[0] != "WC310"])
def test_each_code_comes_up_alone_and_in_its_place(code: str, pairs: list[tuple[str, str]], at: str, says: str) -> None:
    text = changed(*pairs)
    found = found_in(text)
    assert [finding.code for finding in found] == [code], [finding.shown() for finding in found]
    (finding,) = found
    assert says in finding.says
    assert finding.cure
    assert finding.why == CODES[code].why
    assert finding.level == CODES[code].level
    assert finding.source == text.splitlines()[finding.place.line - 1]
    assert finding.source[finding.place.column - 1 :].startswith(at), finding.shown()
    line, caret = finding.excerpt
    assert line[caret.index("^") :].startswith(at)


def test_a_flag_that_a_run_opens_with_is_set_and_read() -> None:
    opens = "opens_with: [{flag: told, ask: Was it told?}]\nflags:\n  told: {title: It was told}\n"
    for asks in ("told", "not told"):
        assert found_in(changed(("flags:\n", opens), ("    day: 9\n", f"    day: 9\n    when: {asks}\n"))) == []
    stops = ("endings:\n", "endings:\n  - {id: gone, when: told, stops: true, text: Gone.}\n")
    assert [each.code for each in found_in(changed(("flags:\n", opens), stops))] == ["WC219"]


def test_lessons_of_ones_own_are_checked_like_those_of_the_catalogue() -> None:
    own = "  ours: {title: Own it, imperative: Say who owns the hour.}\n"
    found = found_in(changed(("  keep_revisiting: {}\n", f"  keep_revisiting: {{}}\n{own}")))
    assert [(each.code, each.says) for each in found] == [("WC206", "no option serves the lesson 'ours'.")]


def test_a_scenario_without_lessons_is_told_so_once() -> None:
    text = "\n".join(line for line in CLEAN.splitlines() if "measure_impact" not in line and "keep_revis" not in line)
    text = text.replace("lessons:\n", "").replace("        evidence:\n", "")
    assert [finding.code for finding in found_in(text)] == ["WC310"]


@pytest.mark.parametrize(
    ("name", "text", "cure"),
    [
        ("02_queue.yaml.txt", "", "Take the .txt off: it has to be called '02_queue.yaml'."),
        ("02_queue.yml.TXT", "", "Take the .txt off: it has to be called '02_queue.yml'."),
        ("02_queue.YAML", "", "Call it '02_queue.yaml'."),
        ("02_queue.txt", "- id: queue\n", "Call it '02_queue.yaml'."),
        ("02_queue", "# mine\nid: queue\n", "Call it '02_queue.yaml'."),
    ],
)
def test_a_file_of_injects_that_is_not_read_for_its_name_is_named(
    tmp_path: Path, name: str, text: str, cure: str
) -> None:
    (tmp_path / "injects").mkdir()
    (tmp_path / "injects" / name).write_text(text, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(CLEAN.replace("id: clean", f"id: {tmp_path.name}"), encoding="utf-8")
    found = [each for each in check(tmp_path) if each.code != "WC313"]
    assert (found[0].code, found[0].level, found[0].cure) == ("WC267", Level.WARNING, cure)
    assert found[0].place.file == str(tmp_path / "injects" / name)
    missing = CLEAN.replace("    day: 9\n", "    day: 9\n    when: chose(queue, wait)\n")
    (tmp_path / "scenario.yaml").write_text(missing, encoding="utf-8")
    assert check(tmp_path)[0].code == "WC267"  # the cause stands before what follows from it


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("02_queue.yaml", True),
        ("02_queue.yaml.txt", True),
        ("injects/more/02_queue.yaml", True),
        ("Inject/02_queue.yaml", True),
        ("drafts/02_queue.yaml", False),
        ("notes.md", False),
        ("02_queue.yaml~", False),
        ("injects/02_queue.yaml", False),
    ],
)
def test_a_file_of_injects_that_lies_elsewhere_is_named(tmp_path: Path, name: str, named: bool) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("- id: another\n  day: 3\n  situation: A queue.\n", encoding="utf-8")
    (tmp_path / "town.yaml").write_text(CLEAN, encoding="utf-8")  # a scenario of its own
    (tmp_path / "scenario.yaml").write_text(CLEAN.replace("id: clean", f"id: {tmp_path.name}"), encoding="utf-8")
    found = [(each.place.file, each.cure) for each in check(tmp_path) if each.code == "WC267"]
    assert found == ([(str(file), "Move it to 'injects/02_queue.yaml'.")] if named else [])


def test_what_is_kept_beside_the_injects_on_purpose_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "injects").mkdir()
    for name in ("01_road.yaml~", "01_road.yaml.bak", ".01_road.yaml.swp", "notes.md", "notes.txt"):
        (tmp_path / "injects" / name).write_text("Ask the mayor first.\n", encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(CLEAN, encoding="utf-8")
    assert "WC267" not in [each.code for each in check(tmp_path)]


@pytest.mark.parametrize(
    ("clock", "day", "cure"),
    [
        ("{start: 2031-05-05, days: 12}", "2031-05-14", "Write 9, which is that date."),
        ("{start: 2031-05-05, days: 12}", "2031-05-01", "Write days as a number, counted from the clock's start."),
        ("{days: 12}", "2031-05-14", "Write days as a number, counted from the clock's start."),
    ],
)
def test_a_date_where_a_day_is_counted_is_worked_out(clock: str, day: str, cure: str) -> None:
    text = f"format: 1\nid: flood\nclock: {clock}\ninjects:\n  - id: queue\n    day: {day}\n    situation: A queue.\n"
    found = next(each for each in check_files({"flood.yaml": text}) if each.code == "WC104")
    assert found.cure == cure


def test_a_wrong_id_stands_before_what_misses_it() -> None:
    asked = changed(("    day: 9\n", "    day: 9\n    when: chose(call, agree)\n"))
    assert "WC120" not in [each.code for each in found_in(asked)]
    for id in ("market", "the call"):  # one that is taken, and one that is none
        text = asked.replace("- id: call\n", f"- id: {id}\n")
        codes = [each.code for each in found_in(text) if each.level is Level.ERROR]
        assert codes[0] in ("WC104", "WC111")
        assert codes[1:] in ([], ["WC120"])


def test_of_a_paper_whose_file_is_not_there_that_alone_is_said() -> None:
    paper = "    documents: [{kind: letter, title: The letter, file: letter.txt}]\n    question: Who goes?\n"
    found = found_in(changed(("    question: Who goes?\n", paper)))
    assert [each.code for each in found] == ["WC001"]


def test_every_warning_and_note_has_a_case_here() -> None:
    cased = {code for code, *_ in CASES} | {"WC267", "WC291", "WC292", "WC302", "WC313", "WC314"}
    assert {code.code for code in TABLE if code.level is not Level.ERROR} - ANALYSED == cased


def test_the_table_has_each_code_once_and_in_order() -> None:
    codes = [code.code for code in TABLE]
    assert codes == sorted(set(codes))
    assert all(code.title and code.why.endswith(".") and code.mend.endswith(".") for code in TABLE)
    assert not {*codes} & RETIRED
    assert {code.level for code in TABLE if code.code < "WC200"} == {Level.ERROR}
    assert {code.level for code in TABLE if "WC200" <= code.code < "WC300"} == {Level.WARNING}
    assert {code.level for code in TABLE if code.code >= "WC300"} == {Level.NOTE}


@pytest.mark.parametrize(
    "comment",
    ["# as the Commander would say", "# and now for something else", "# a comparison may be chained", "# see day 3"],
)
def test_an_honest_comment_behind_a_condition_is_no_piece_of_it(comment: str) -> None:
    assert found_in(changed(("requires: trust > 20", f"requires: trust > 20 {comment}"))) == []


@pytest.mark.parametrize("stance", ["for", "against", "neutral", "in two minds", "torn", "worried", '""', "2031"])
def test_any_words_may_stand_for_a_stance(stance: str) -> None:
    advice = f"        advice: {{deputy: {{stance: {stance}, says: a}}}}\n"
    assert found_in(changed(("        outcome: They go.\n", f"        outcome: They go.\n{advice}"))) == []


def test_in_another_language_english_words_are_not_looked_for() -> None:
    text = changed(
        ("id: clean\n", "id: clean\nlanguage: de\n"),
        ("      - id: wait", "      - id: look"),
        ("Wait for first light and then look", "Obviously look at it by drone"),
    )
    assert found_in(text) == []


def test_all_findings_come_in_one_go_in_the_order_of_the_file() -> None:
    found = found_in(changed(("weight: 30", "weight: 0"), ("until: 9", "until: 2"), ("minutes: 40", "minutes: 20")))
    assert [finding.code for finding in found] == ["WC255", "WC214", "WC217"]
    assert summary(found) == "3 warnings; it can be played."


def test_beside_errors_that_is_said_which_no_mending_of_them_can_change() -> None:
    found = found_in(
        changed(("weight: 30", "weight: 0"), ("until: 9", "untill: 2"), ("to: [deputy]", "to: [deputies]"))
    )
    assert [finding.code for finding in found] == ["WC102", "WC110", "WC217"]
    assert all(finding.why for finding in found)
    assert summary(found) == "2 errors, 1 warning; it cannot be played yet."


def test_what_a_mistake_may_have_hidden_is_not_said() -> None:
    said = """
format: 1
id: hidden
title: Hidden
clock: {days: 9}
gauges: {trust: {start: 50}}
injects:
  - id: one
    situation: It is obviously bad.
    when: trust < 40
    options:
      - {id: act, label: Act, effects: {trsut: -20}, requires: trust > 200}
      - {id: wait, label: Wait, evidence: {measure_impct: {weight: 1, because: It waits.}}}
"""
    found = [(finding.code, finding.place.line) for finding in found_in(said)]
    # Not that the condition never holds (the misspelt effect moves trust), nor that an option has no evidence.
    assert found == [("WC252", 9), ("WC110", 12), ("WC118", 13)]


def test_of_very_many_findings_the_first_are_listed_and_the_rest_is_said_to_be_there() -> None:
    many = "".join(f"  - {{id: more_{number}, situation: a}}\n" for number in range(4_500))
    text = changed(("  - id: call\n", many.replace("situation: a", "day: 40") + "  - id: call\n"))
    codes = [finding.code for finding in found_in(text)]
    assert codes.count("WC215") == 4_000
    assert codes.count("WC314") >= 1


# --- several at once, and files that are none


def test_of_several_files_those_that_are_no_scenarios_are_passed_over(tmp_path: Path) -> None:
    good, page = tmp_path / "good.yaml", tmp_path / "README.md"
    good.write_text(CLEAN, encoding="utf-8")
    page.write_text("# Read me\n\n- a: `b`\n*c*\n", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (alone,) = check_all([str(page)])
    assert (alone.code, alone.level, alone.place.line) == ("WC101", "error", 0)
    assert "this is not a scenario" in alone.says
    found = check_all([str(path) for path in sorted(tmp_path.iterdir())])
    assert [(each.code, each.level) for each in found] == [("WC313", "note")] * 2


def test_a_scenario_by_another_name_is_still_one(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(CLEAN.replace("until: 9", "untill: 9"), encoding="utf-8")
    (tmp_path / "clean.yaml").write_text(CLEAN, encoding="utf-8")
    found = check_all([str(tmp_path / "clean.txt"), str(tmp_path / "clean.yaml")])
    assert [each.code for each in found] == ["WC102"]


def test_a_shipped_scenario_may_be_named_by_its_id() -> None:
    assert check_all(["starter"]) == []
    assert [each.code for each in check_all(["startr"])] == ["WC001"]


def test_a_file_of_injects_is_told_where_it_belongs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine" / "injects").mkdir(parents=True)
    (tmp_path / "mine" / "scenario.yaml").write_text(CLEAN, encoding="utf-8")
    part = tmp_path / "mine" / "injects" / "01.yaml"
    part.write_text("- id: another\n", encoding="utf-8")
    (found,) = check(part)
    assert (found.code, found.cure) == ("WC101", "Name that folder.")
    assert f"in '{tmp_path / 'mine'}'" in found.says
    monkeypatch.chdir(part.parent)
    assert f"in '{tmp_path / 'mine'}'" in check("01.yaml")[0].says


# --- a code explained


@pytest.mark.parametrize("code", [code.code for code in TABLE])
def test_every_code_is_explained_with_its_reason_and_its_cure(code: str) -> None:
    text = explained(known(code))
    assert text.startswith(f"{code}, {CODES[code].level}: {CODES[code].title}.")
    assert CODES[code].why in text
    assert CODES[code].mend in text
    assert (f"# whitecell: ok {code} because" in text) == (CODES[code].level is not Level.ERROR)


def test_a_code_is_known_in_letters_of_any_size_and_a_wrong_one_gets_the_nearest() -> None:
    assert known("wc203") == known(" 203 ") == CODES["WC203"]
    with pytest.raises(ScenarioError, match=r"^WC20x: no finding has this code\. Did you mean 'WC20\d'\?$"):
        known("WC20x")
    with pytest.raises(ScenarioError, match="They are listed at the end of"):
        known("nonsense" * 99)


# --- silencing


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("until: 9", "until: 2  # whitecell: ok WC214 because it waits for the second part"),
        ("    until: 9", "    # whitecell: ok WC214 because of the second part\n    until: 2"),
        ("    until: 9", "    # whitecell: OK wc213, WC214 BECAUSE of the second part\n    until: 2"),
        ("    until: 9", "    # whitecell: ok WC214 because of the second part\n    # and a word more\n    until: 2"),
        ("    until: 9", "    until: 2"),
    ],
)
def test_a_finding_is_put_aside_with_a_reason(old: str, new: str) -> None:
    text = changed((old, new))
    assert [each.code for each in found_in(text) if each.code != "WC302"] == ([] if "whitecell" in text else ["WC214"])


def test_a_comment_above_a_part_covers_all_that_is_in_it() -> None:
    comment = "  # whitecell: ok WC214 WC217 because it is a draft\n  - id: market\n"
    text = changed(("  - id: market\n", comment), ("until: 9", "until: 2"), ("weight: 30", "weight: 0"))
    assert found_in(text) == []
    assert [each.code for each in found_in(text.replace("day: 12", "day: 40"))] == ["WC215"]


def test_a_comment_behind_one_line_does_not_cover_the_next() -> None:
    text = changed(("day: 12\n", "day: 40\n"), ("  - id: third\n", "  - id: third # whitecell: ok WC257 because so\n"))
    assert [each.code for each in found_in(text)] == ["WC302", "WC215"]


@pytest.mark.parametrize(
    ("comment", "code", "says"),
    [
        ("# whitecell: ok WC214", "WC291", "this comment gives no reason, so it silences nothing."),
        ("# whitecell: ok WC214 because", "WC291", "gives no reason"),
        ("# whitecell: ok because it is meant", "WC292", "this comment names no code."),
        ("# whitecell: WC214 because it is meant", "WC292", "this comment names no code."),
        ("# whitecell: ok WC999 because it is meant", "WC292", "WC999 cannot be silenced."),
        ("# whitecell: ok WC102 because it is meant", "WC292", "WC102 cannot be silenced."),
        ("# whitecell: ok WC217 because it is meant", "WC302", "WC217 does not come up here."),
    ],
)
def test_a_comment_that_silences_nothing_is_said_to(comment: str, code: str, says: str) -> None:
    found = found_in(changed(("until: 9", f"until: 2  {comment}")))
    assert {each.code for each in found} == {"WC214", code}
    (about,) = [each for each in found if each.code == code]
    assert says in about.says
    assert about.source[about.place.column - 1 :] == comment


def test_an_error_is_never_put_aside() -> None:
    found = found_in(changed(("until: 9", "untill: 2  # whitecell: ok WC102 because it is meant")))
    assert [each.code for each in found] == ["WC102"]


# --- forms


def test_findings_as_sarif_name_the_rule_the_place_and_the_line() -> None:
    found = found_in(changed(("until: 9", "until: 2"), ("day: 12", "day: 40")))
    log = json.loads(json.dumps(as_sarif(found)))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["WC214", "WC215"]
    assert run["tool"]["driver"]["rules"][0]["help"] == {"text": CODES["WC214"].mend}
    first = run["results"][0]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("WC214", 0, "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "clean.yaml"
    assert place["region"] == {"startLine": 23, "startColumn": 12, "snippet": {"text": "    until: 2"}}
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "market.until"}]
    assert "'market' may come up" in first["message"]["text"]


def test_findings_as_json_hold_all_that_is_shown() -> None:
    (found,) = found_in(changed(("until: 9", "until: 2")))
    plain = json.loads(json.dumps(found.as_json()))
    assert {key: plain[key] for key in ("code", "level", "file", "line", "column", "where")} == {
        "code": "WC214",
        "level": "warning",
        "file": "clean.yaml",
        "line": 23,
        "column": 12,
        "where": "market.until",
    }
    assert all(plain[key] for key in ("says", "cure", "why"))
    assert plain["excerpt"] == ["    23 |     until: 2", "       |            ^"]


@pytest.mark.parametrize("id", sorted(shipped()))
def test_the_shipped_scenarios_come_out_clean(id: str) -> None:
    assert [finding.shown() for finding in check(shipped()[id])] == []


def test_whoever_decides_gets_what_they_decide_and_the_facts_in_it() -> None:
    text = changed(("    day: 9\n", "    day: 9\n    to: [head]\n    private: {deputy: Only they know.}\n"))
    assert [finding.code for finding in found_in(text)] == ["WC244"]
