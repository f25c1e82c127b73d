"""Prompts: commands at every one of them, numbers, long lines, the end of the input."""

import io

import pytest

from game.errors import Said
from game.plain.talk import MAX_ANSWER, Deed, InputEnded, Left, Talk


class Both:
    """A talk with these lines typed."""

    def __init__(self, typed: str) -> None:
        self.out = io.StringIO()
        self.talk = Talk(io.StringIO(typed), self.out)


def test_a_command_is_done_and_the_prompt_comes_again() -> None:
    both, done = Both("g\nG\nv 2\nv2\nn a note\nanswer\n"), list[str]()
    deeds = {"g": Deed("", lambda rest: done.append("g" + rest))}
    deeds["v"] = Deed("", lambda rest: done.append("v" + rest), "number")
    deeds["n"] = Deed("", lambda rest: done.append("n" + rest), "text")
    assert both.talk.ask("Well?", deeds) == "answer"
    assert done == ["g", "g", "v2", "v2", "na note"]
    assert both.out.getvalue().count("Well?") == 6


def test_a_sentence_that_begins_with_a_letter_is_no_command() -> None:
    deeds = {"n": Deed("", lambda rest: pytest.fail(rest), "text"), "g": Deed("", lambda rest: pytest.fail(rest))}
    for sentence in ("n is too few to hold the gate", "good enough", "g is the wrong road", "né"):
        assert Both(f"{sentence}\n").talk.ask("Why?", deeds, free=True) == sentence


def test_what_is_refused_is_one_sentence_and_the_prompt_comes_again() -> None:
    def refused(_: str) -> None:
        raise Said("the note is empty")

    both = Both("n\nok\n")
    assert both.talk.ask("Well?", {"n": Deed("", refused)}) == "ok"
    assert "The note is empty.\n" in both.out.getvalue()


@pytest.mark.parametrize(
    ("typed", "number"), [("3", 3), ("3.", 3), ("3)", 3), ("x\n11\n-1\n99999999999\n2", 2), ("", None)]
)
def test_a_number_is_asked_for_until_it_is_one(typed: str, number: int | None) -> None:
    both = Both(f"{typed}\n")
    assert both.talk.number("How sure?", 0, 10) == number
    assert both.out.getvalue().count("Type a number from 0 to 10") == typed.count("\n")


def test_quitting_asks_once_and_says_how_to_go_on() -> None:
    both = Both("q\nn\nq\nmaybe\ny\n")
    both.talk.run = "starter-abcd"
    with pytest.raises(Left):
        both.talk.ask("Well?")
    assert both.out.getvalue().count("Leave Whitecell?") == 3
    assert both.out.getvalue().endswith("Nothing is lost. Go on later with: whitecell resume starter-abcd\n")


def test_the_end_of_the_input_ends_the_line() -> None:
    both = Both("")
    with pytest.raises(InputEnded):
        both.talk.ask("Well?")
    assert both.out.getvalue() == "Well? \n"


def test_a_line_longer_than_any_answer_is_one_answer() -> None:
    both = Both("x" * (3 * MAX_ANSWER) + "\nnext\n")
    assert len(both.talk.ask("Well?")) == MAX_ANSWER
    assert both.talk.ask("Well?") == "next"


def test_help_names_the_commands_and_explains_words() -> None:
    both = Both("?\n? cimic\n?srsg\n? zzzz\n? sitrap\nok\n")
    assert both.talk.ask("Well?", {"g": Deed("the gauges", print)}) == "ok"
    said = " ".join(both.out.getvalue().split())
    assert "g: the gauges." in said
    assert "q: leave; asks once" in said
    assert "CIMIC: Military staff" in said
    assert "Special Representative" in said
    assert "No term has “zzzz” in it." in said


def test_y_or_n_keeps_asking() -> None:
    assert Both("perhaps\n\nYES\n").talk.sure("So?")
    assert not Both("n\n").talk.sure("So?", {"n": Deed("", lambda rest: pytest.fail(rest))})


def test_an_answer_is_cleaned_and_shown_in_a_log() -> None:
    both = Both("\x1b[31mred\u202e\n")
    assert both.talk.ask("Well?") == "\N{REPLACEMENT CHARACTER}[31mred"
    assert both.out.getvalue() == "Well? \N{REPLACEMENT CHARACTER}[31mred\n"
