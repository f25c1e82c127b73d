"""Text that would act: in scenarios, in answers, in names. None of it reaches the stream."""

import re
from pathlib import Path

import pytest

from game.exercise.run.run_store import Library
from game.faces.wrapping import cells
from tests.kit import branch, document, draft, ending, inject, later, option, written
from tests.plain.robot import hold, only, plays, saved, unsafe

NAUGHTY = [
    "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "\x9b31m\x9d0;t\x9c",
    "[bold red]markup[/] [@click=app.quit]x[/] {0} %s $HOME `id`",
    "abc\u202edef\u2066ghi\u2069",
    "a\u200bb\u200dc\ufeffd\u2060e\U000e0041f",
    "a\rb\x08\x08c\x00d\x7fe",
    "e" + "\u0301" * 200,
    "x" * 250,
    "語" * 120,
    "\u0627\u0644\u0633\u0644\u0627\u0645 שלום",
    "👩‍👩‍👧‍👦" * 20,
    "q",
    "line one\nline two\u2028line three",
    "'; DROP TABLE event; --",
]


def hostile(text: str) -> str:
    """A scenario with one text everywhere."""
    act = option(
        "act",
        label=text[:200],
        case=text,
        detail=text,
        advice={"leader": {"stance": "for", "says": text}},
        effects={"trust": 1},
        chance=[branch(1, text=text), branch(1, text=text)],
        later=[later(1, text=text, effects={"trust": 1})],
        outcome=text,
        evidence={"measure_impact": {"weight": 3, "because": text}},
    )
    shut = option("shut", label=text[:200], requires="trust >= 99")
    papers = [document(kind, title=text[:200], sender=text[:200], text=text) for kind in ("cable", "map", "social")]
    injects = [
        inject("one", act, shut, title=text[:200], situation=text, question=text, documents=papers, dilemma=text),
        inject("two", situation=text, title=text[:200]),
    ]
    fields = {
        "title": text[:200],
        "summary": text,
        "setting": text,
        "roles": {"leader": {"title": text[:200], "brief": text, "interests": {"trust": 1}}},
        "gauges": {"trust": {"start": 50, "title": text[:200], "unit": text[:10]}},
        "lessons": {"measure_impact": "trust >= 50"},
        "questions": [{"id": "q", "ask": text, "scale": 5, "when": "both"}],
        "forecasts": [{"id": "f", "inject": "one", "ask": text, "about": "trust > 50"}],
        "endings": [ending("end", title=text[:200], text=text)],
        "days": 3,
    }
    # A file may not hold the last control codes as they are; escaped they come through all the same.
    return re.sub("[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", written(draft(injects, **fields)))


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_hostile_scenario_never_reaches_the_terminal(text: str, tmp_path: Path) -> None:
    looks = iter(["v 1", "d 1", "d 2", "d 3", "g", "t", "l", "r", "s", "?"])

    def answer(prompt: str) -> str:
        return next(looks, "1") if prompt.startswith("Your decision") else plays(prompt)

    path = saved(tmp_path, hostile(text))
    done = hold(["play", path, "--plain"], answer)
    assert done.code == 0, done.err
    run = Library().entries()[0].id
    others = [hold(arguments) for arguments in (["runs"], ["debrief", run], ["debrief", run, run], ["check", path])]
    for spoken in (done, *others):
        assert not unsafe(spoken.out + spoken.err)
    assert max(map(cells, done.out.split("\n"))) <= 80


@pytest.mark.parametrize("text", [text for text in NAUGHTY if "\n" not in text and text != "q"], ids=lambda _: "text")
def test_hostile_answers_are_kept_as_harmless_text(text: str) -> None:
    done = hold(["play", "starter", "--plain"], only(Why=text, argument=text, How_sure="5"))
    assert done.code == 0
    assert not unsafe(done.out + done.err)
    assert not unsafe("".join(choice.reason for made in Library().entries() for choice in _choices(made.id)))


def _choices(run: str):
    return [choice for made in Library().read(run).choices.values() for choice in made]


@pytest.mark.parametrize(
    "arguments", [["resume"], ["debrief"], ["play"], ["check"], ["lessons"], ["play", "starter", "--seat"]]
)
def test_hostile_arguments_are_not_echoed(arguments: list[str]) -> None:
    done = hold([*arguments, "\x1b[2J\u202ename"])
    assert done.code in (1, 2)
    assert not unsafe(done.out + done.err)
    assert done.out + done.err
