"""Whole runs in plain lines: from the briefing to the debrief, and left at every prompt."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.exercise.run.run_store import Library
from game.scenario.load import shipped
from tests.exercise.quiet_word import quiet_draft
from tests.kit import branch, document, draft, ending, inject, later, option, written
from tests.plain.robot import Answer, Spoken, hold, listed, only, plays, saved, until


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Everything that a scenario can ask, in two injects to decide and one to read."""
    patrol = option(
        "patrol",
        label="Send the patrol",
        case="Presence.",
        detail="On *foot*.",
        advice={"soldier": {"stance": "against", "says": "Not at night."}},
        effects={"trust": -4, "safety": 3},
        chance=[branch(3, text="It is quiet.", effects={"trust": 2}), branch(0, text="Never.")],
        later=[later(2, text="Stalls reopen.", effects={"trust": 5})],
        assess=["access"],
        outcome="They leave.",
        evidence={"measure_impact": 3, "keep_revisiting": -1},
    )
    barrier = option("fence", label="Build the fence", requires="trust >= 90")
    plain = draft(
        [
            inject(
                "market",
                patrol,
                barrier,
                title="Shots at the market",
                day=1,
                minutes=5,
                question="What do you order?",
                documents=[document(title="Report 1", sender="JOC", minutes=2, text="A   B\n1   2")],
                private={"head": "The bridge is out."},
                dilemma="Now or later.",
            ),
            inject("rumour", day=2),
            inject("talks", option("meet"), option("wait"), day=4),
        ],
        gauges={
            "trust": {"start": 50, "title": "Public trust"},
            "safety": 50,
            "access": {"start": 40, "shown": "assessed"},
        },
        lessons={"measure_impact": "trust >= 50", "keep_revisiting": None},
        roles={
            "head": {"title": "Head", "brief": "You lead.", "interests": {"trust": 3}},
            "soldier": {"title": "Soldier"},
        },
        endings=[ending("done", title="It is over")],
        forecasts=[{"id": "f", "inject": "market", "ask": "Will trust hold?", "about": "trust >= 50"}],
        questions=[{"id": "q", "ask": "How ready are you?", "scale": 5, "when": "both"}],
        setting="A **town**.",
        days=6,
    )
    return saved(tmp_path, written(plain))


def play(scenario: Path, *more: str) -> tuple[str, ...]:
    return ("play", str(scenario), "--plain", "--seed", "7", *more)


def told(spoken: Spoken) -> str:
    """What was said, with the line breaks of the wrapping taken out."""
    return " ".join(spoken.out.split())


def test_a_run_from_the_briefing_to_the_debrief(small: Path) -> None:
    answers = {"How_sure": "8", "reason": "We must", "argument": "It is late", "percent": "70", "fully": "3"}
    done = hold(play(small), only(**answers))
    assert (done.code, done.err) == (0, "")
    said = told(done)
    for sentence in (
        "This is an exercise, not a test.",
        "Where time left is shown, it is soft: at its end you are told, and nothing happens by itself.",
        "Where you are: A test. Day 0 of 6.",
        "A town.",
        "Your own headquarters watches: Public trust (above all).",
        "Question 1 of 1. How ready are you?",
        "Day 1 of 6. You are: All seats.",
        "Decided by: Head. Suggested time: 5 minutes.",
        "Papers on the table, 0 of 1 opened",
        "Only one seat knows: Each is known to one seat alone; you hold them all. Head. The bridge is out.",
        "What do you order?",
        "Will trust hold? In percent, 0 to 100; Enter skips:",
        "Closed: needs Public trust at 90 or above.",
        "You decided: Send the patrol. They leave.",
        "Chance: 1 in 1; it happened.",
        "Public trust fell by 4 to 46, for the worse.",
        "By chance: Public trust rose by 2 to 48, for the better.",
        "You had somebody look: - Access stands at 40, as you believed.",
        "Set in motion: 1 thing that will come back later.",
        "- Day 3, this came back from day 1, Shots at the market: Send the patrol. Stalls reopen.",
        "The exercise is over. It is over:",
        "Served once: Measure what changes (1, held).",
        "Serves “Measure what changes”: patrol speaks of measure_impact.",
        "Why: “We must” Sure: 8 of 10.",
        "Against it: “It is late”",
        "- Will trust hold? You said 70 in 100; it came about.",
        "- How ready are you? 3 before, 3 after, of 5.",
        "What now? This is run test-",
    ):
        assert sentence in said


GROUP = re.compile(r"\b(plural|syndicate|(each|one|none|all) of you|each alone|each says|together)\b", re.I)


def test_a_run_alone_speaks_to_one_person(small: Path) -> None:
    done = hold(play(small), only())
    name = Library().entries()[0].id
    for said in (
        done.out,
        *(hold(["debrief", name, "--plain", *more]).out for more in ((), ("--full",), ("--cards",))),
    ):
        assert "What" in said
        assert not GROUP.findall(said)


def test_the_order_is_the_one_of_the_questions(small: Path) -> None:
    prompts = hold(play(small)).prompts
    ask = "The strongest argument against it (Enter skips):"
    assert prompts[:8] == [
        "0 (not at all) to 5 (fully); Enter skips:",
        "Press Enter to begin (? is help):",
        "Your decision, 1 to 2 (v 1: detail and advice on 1; ? is help):",
        "Will trust hold? In percent, 0 to 100; Enter skips:",
        "Why? Your reason, in a line (Enter skips):",
        "How sure are you? 0 (a guess) to 10 (certain); Enter skips:",
        ask,
        "Is that your decision? n: think again. y or n:",
    ]
    assert prompts[8] == "Press Enter when you have read it (? is help):"
    assert prompts[-1] == "Your choice (Enter: done; n: a note; p: your plan; o: lessons of one decision):"


def test_the_end_of_the_input_at_any_prompt_leaves_a_run_that_goes_on(small: Path) -> None:
    whole = hold(play(small))
    decided = whole.prompts.index(whole.prompts[-1]) - 1  # the question after play
    for count in range(decided):
        left = hold(play(small), until(count))
        assert left.code == 1, (count, left.out)
        assert left.err.startswith("The input ended before the run did. Nothing is lost. Go on later with: ")
        run = left.run
        again = hold(["resume", run, "--plain"])
        assert (again.code, again.err) == (0, ""), count
        finished = Library().read(run)
        assert finished.ended
        assert [each.inject for each in finished.decisions] == ["market", "talks"]


@pytest.mark.parametrize("gone", [0, 1])
def test_the_end_of_the_input_after_the_last_decision_still_prints_the_debrief(small: Path, gone: int) -> None:
    whole = hold(play(small))
    done = hold(play(small), until(len(whole.prompts) - 2 + gone))
    assert (done.code, done.err) == (0, "")
    assert "Decision by decision:" in done.out


def test_quitting_at_any_prompt_leaves_a_run_that_goes_on(small: Path) -> None:
    whole = hold(play(small))
    for count in range(len(whole.prompts) - 2):
        first = listed(*[plays(prompt) for prompt in whole.prompts[:count]], "q", "y")
        left = hold(play(small), first)
        assert (left.code, left.err) == (0, ""), count
        assert left.out.endswith(f"Go on later with: whitecell resume {left.run}\n")
        assert hold(["resume", left.run, "--plain"]).code == 0


def test_everything_can_be_looked_at_before_deciding(small: Path) -> None:
    looks = ["v 1", "v", "v 9", "d", "d 1", "d 7", "g", "t", "l", "r", "s", "9", "2", "?"]
    notes = ["n Ask the women", "n", "It is late"]
    done = hold(play(small), listed("", "", "", *looks, *notes))
    said = told(done)
    for sentence in (
        "On foot. - Soldier is against it: “Not at night.”",
        "There is no option 9.",
        "1. Situation report: Report 1, from JOC (not opened; reading it costs 2 minutes)",
        "Situation report: Report 1. From: JOC. To: everyone here. Reading it cost 2 minutes.",
        "There is no paper 7; d lists them.",
        "Access: 40 of 0 to 100, high is good. As last seen 1 day ago.",
        "Nothing has been decided yet.",
        "How your decisions bore on them is for the debrief.",
        "1 of 1 opened",
        "Suggested time: 5 minutes. Papers have cost 2 minutes of it.",
        "Type a number from 1 to 2; ? is help.",
        "“Build the fence” is closed: needs Public trust at 90 or above.",
        "v or v 2: an option's detail",
        "Your note: “Ask the women”",
        "Your note: “It is late”",
        "Papers read: 1 of 1.",
    ):
        assert sentence in said
    assert "  A   B\n  1   2\n" in done.out  # a table keeps its columns


def test_thinking_again_decides_nothing(small: Path) -> None:
    done = hold(play(small), listed("", "", "1", "", "", "", "", "n", "q", "y"))
    assert "Nothing is decided yet." in done.out
    assert not Library().read(done.run).decisions


def test_one_seat_sees_its_own_papers_and_facts(small: Path) -> None:
    done = hold(play(small, "--seat", "soldier"))
    assert "You are: Soldier." in done.out
    assert "The bridge is out." not in done.out
    assert "Others at the table: Head." in done.out


def test_an_unknown_seat_is_refused_before_a_run_is_made(small: Path) -> None:
    done = hold(play(small, "--seat", "soldyer"))
    assert (done.code, done.out) == (2, "")
    assert done.err == "'test' has no role 'soldyer'. Did you mean 'soldier'?\n"
    assert not Library().entries()


def test_playing_on_from_a_decision_and_laying_the_two_side_by_side(small: Path) -> None:
    hold(play(small))
    run = Library().entries()[0].id
    assert hold(["resume", run, "--plain"], listed("1", "2", then=only(Your_decision="2"))).code == 0
    entries = Library().entries()
    assert [entry.branched_from for entry in entries if entry.id != run] == [run]
    both = hold(["resume", run, "--plain"], listed("2", "1", then=plays))
    said = told(both)
    assert "Two runs: A test." in said
    assert "The same luck in both." in said
    assert "The same in both: - Shots at the market: Send the patrol" in said
    assert "Talks. First: day 4, Wait Second: day 4, Meet" in said


def test_the_menu_after_play(small: Path) -> None:
    hold(play(small))
    run = Library().entries()[0].id
    alone = listed("2", "1", "", "3", "1", "3", "", "4", "n A last word", "9", "?")
    done = hold(["resume", run, "--plain"], alone)
    said = told(done)
    assert done.code == 0
    assert "There is no other run of this scenario yet" in said
    assert "Play on from which decision?" in said
    assert said.count("How it ended:") == 5  # three titles, and two first pages
    assert "Tick for one decision, whatever came of it." in said
    assert "Noted; it goes into the debrief." in said
    assert Library().read(run).notes[-1].text == "A last word"


FIRST_RUN = str(len(shipped()) + 1)
"""Its number at home: runs stand behind the scenarios."""


def test_home_begins_goes_on_and_looks_back() -> None:
    begun = hold(["--plain"], listed("w", "1", "2", "", then=until(0)))
    assert begun.code == 1
    assert "First week in Ferry Town: 20 minutes; 4 seats." in told(begun)
    assert "whitecell new my_scenario" in told(begun)
    assert "what can be done with each, are named by: whitecell runs" in told(begun)
    gone_on = hold(["--plain"], at_home(FIRST_RUN))
    assert "Go on with:" in gone_on.out
    assert "You are: Head of Field Office." in gone_on.out
    looked = hold(["--plain"], at_home(FIRST_RUN))
    assert (looked.code, looked.err) == (0, "")
    assert "Look back on:" in looked.out
    assert "Decision by decision:" in looked.out


def test_home_without_anybody_there_is_no_failure() -> None:
    done = hold(["--plain"], until(0))
    assert (done.code, done.err) == (0, "")


def test_home_says_what_a_run_that_cannot_be_opened_is(small: Path) -> None:
    left = hold(play(small), until(2))
    with_lock = Library().resume(left.run)
    try:
        done = hold(["--plain"], listed(FIRST_RUN, "q", "y"))
    finally:
        with_lock.log.close()
    assert done.code == 0
    assert f"Run '{left.run}' is open in another window; close it there first." in told(done)


# --- in processes of their own


COMMAND = [sys.executable, "-c", "import sys; from game.cli import main; sys.exit(main())"]
STARTER = [*COMMAND, "play", "starter", "--plain", "--seed", "7"]


def test_the_starter_through_pipes() -> None:
    told_by_robot = hold(["play", "starter", "--plain", "--seed", "7"])
    typed = "".join(f"{plays(prompt)}\n" for prompt in told_by_robot.prompts)
    done = subprocess.run(STARTER, input=typed, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    names = [entry.id for entry in Library().entries()]
    assert len(names) == 2
    bare = [text for out in (done.stdout, told_by_robot.out) for text in [_without(out, names)]]
    assert bare[0] == bare[1]


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to another process there")
@pytest.mark.parametrize("answers", [0, 3, 6])
def test_ctrl_c_at_a_prompt_loses_nothing(answers: int) -> None:
    child = subprocess.Popen(STARTER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdin
    assert child.stdout
    child.stdin.write(b"\n" * answers)
    child.stdin.flush()
    wanted = {0: b"Question 1 of 3", 3: b"to begin", 6: b"Your options"}[answers]
    seen = b""
    until_when = time.monotonic() + 30
    while wanted not in seen and time.monotonic() < until_when:
        more = os.read(child.stdout.fileno(), 65536)
        assert more, child.communicate()[1].decode()
        seen += more
    time.sleep(0.2)  # from the words to the prompt after them
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 1, err.decode()
    assert "Stopped. Nothing is lost. Go on later with: whitecell resume starter-" in err.decode()
    assert "Traceback" not in err.decode()


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "RUN")
    return re.sub(r"\bLog [0-9a-f]{12}\b", "Log PIN", text)  # it covers when each thing was written


def at_home(choice: str) -> Answer:
    """Pick this at home, play on, and leave when home comes back."""
    picked: list[str] = []

    def answer(prompt: str) -> str:
        if "q leaves" not in prompt:
            return plays(prompt)
        picked.append(choice)
        return choice if len(picked) == 1 else "q"

    return answer


def test_in_one_seat_what_is_for_others_is_decided_in_their_place_without_their_papers(tmp_path: Path) -> None:
    file = saved(tmp_path, written(quiet_draft()))
    done = hold(play(file, "--seat", "adviser"), listed("", "d", "1"))
    said = told(done)
    assert done.code == 0
    assert "This is for Chief: you decide it in their place, without the papers that are theirs. SITUATION" in said
    assert "There are no papers on the table." in said
    assert "You decided: LABEL" in said
    assert "PAPER" not in said.partition("The exercise is over.")[0]
    assert "ALONE" not in said
    assert "This is for" not in told(hold(play(file, "--seat", "chief")))


def test_home_goes_on_with_what_was_left_by_enter_alone(home: Path) -> None:
    run = hold(["play", "starter", "--plain", "--seed", "7"], until(9)).run
    spoken = hold(["--plain"], listed("", then=lambda prompt: "q" if "Your decision" in prompt else plays(prompt)))
    assert f"You go on with First week in Ferry Town, run {run}." in spoken.out
    assert len(Library().entries()) == 1


def test_home_deletes_a_run_by_its_number_after_asking(home: Path) -> None:
    run = hold(["play", "starter", "--plain", "--seed", "7"], until(9)).run
    listing = hold(["--plain"], listed("q", "y")).out
    number = next(line.partition(".")[0] for line in listing.split("\n") if run in line)
    spoken = hold(["--plain"], listed("f", "f 1", f"f {number}", "n", f"f {number}", "y", "q", "y"))
    assert "f alone deletes nothing" in spoken.out
    assert "Nothing is deleted." in spoken.out
    assert f"Deleted: {run}." in spoken.out
    assert Library().entries() == []


def test_a_binder_a_map_who_is_who_and_so_far_are_a_letter_away(home: Path, small: Path) -> None:
    asks = iter(["b", "p", "d 1", "b", "b 1", "b 9", "w", "h", None])
    spoken = hold(
        ["play", small, "--plain", "--seed", "7"],
        lambda prompt: next(asks) if prompt.startswith("Your decision") else plays(prompt),
    )
    assert "You have opened no paper yet." in spoken.out
    assert "You have opened no map yet." in spoken.out
    assert "1. Situation report: Report 1, from JOC (opened)" in spoken.out
    assert "There is no paper 9 in your binder" in spoken.out
    assert "- Head: you." in spoken.out
    assert "Nothing has been decided yet." in spoken.out


def test_going_on_says_what_went_before(home: Path) -> None:
    run = hold(["play", "starter", "--plain", "--seed", "7"], until(9)).run
    out = hold(["resume", run, "--plain"], lambda prompt: None).out
    assert "So far:" in out
    assert "The pump: you decided: " in out
    assert "On the table:" in out


def test_one_seat_with_colleagues_is_played_to_its_debrief(home: Path, tmp_path: Path) -> None:
    made = draft(
        [
            inject("one", option("a"), option("b"), decided_by="chief"),
            inject("two", option("c"), to=["chief"], decided_by="chief", day=2),
            inject("three", option("d"), decided_by="medic", day=4),
        ],
        roles={"chief": {"title": "Chief"}, "medic": {"title": "Medic"}},
    )
    path = saved(tmp_path, written(made))
    spoken = hold(["play", path, "--plain", "--seed", "7", "--seat", "medic", "--colleagues"])
    assert spoken.code == 0
    assert "your colleague (chief) decided" in " ".join(spoken.out.split()).lower()
    assert "Others are at work: Chief decides." in spoken.out
    assert hold(["play", path, "--plain", "--colleagues"]).code == 2


def test_after_a_run_it_is_played_again_with_a_purpose(home: Path, small: Path) -> None:
    asked: list[str] = []

    def again(prompt: str) -> str | None:
        asked.append(prompt)
        if "Your choice (Enter: done" in prompt:
            return "5" if sum("Your choice (Enter: done" in each for each in asked) == 1 else ""
        return "2" if "The purpose" in prompt else plays(prompt)

    spoken = hold(["play", small, "--plain", "--seed", "7"], again)
    assert "Play again, to what end? This run is kept." in spoken.out
    library = Library()
    assert len(library.entries()) == 2
    roles = sorted(len(library.read(entry.id).seats["solo"]["roles"]) for entry in library.entries())
    assert roles == [1, 2]
