"""Ten cards: each asks before it tells, from the numbers of the first page; in plain lines they lead or are printed."""

from dataclasses import replace

import pytest

from game.cli import main
from game.exercise import commands
from game.exercise.run.run_store import ALONE, Library
from game.faces import front_page
from game.faces.cards import cards, lines
from game.plain import leading
from game.words import ENGLISH
from tests import kit
from tests.kit import inject, option
from tests.report.test_front import LEVEL, looked, run_of, said, three


def test_there_are_ten_and_none_tells_before_it_asks() -> None:
    made = cards(ENGLISH, looked(run_of(three(), "open", "walk", "climb"), LEVEL))
    assert [each.id for each in made] == [
        "recall", "ended", "weight", "other", "known", "unheard", "luck", "exchange", "tag", "monday",
    ]  # fmt: skip
    assert [each.id for each in made if each.private] == ["recall", "monday"]
    for number, card in enumerate(made, 1):
        asked = "\n".join(lines(ENGLISH, card, number, 10))
        assert card.ask in asked
        assert card.record
        assert not any(each in asked for each in card.record)
    assert made[2].about == "gate"
    assert made[3].ask == "Argue for “Shut” from the same papers: what is the strongest case?"


def test_the_record_is_what_the_first_page_says() -> None:
    made = looked(run_of(three(), "open", "walk", "climb"), LEVEL)
    page = said(made)
    record = {each.title: " ".join(each.record) for each in cards(ENGLISH, made)}
    assert record["What weighed most"] == page["What weighed most"]
    assert record["Known and true"] == page["Known and true"]
    assert front_page.sentences(ENGLISH, made)["monday"] in record["For Monday"]


def test_where_there_is_no_first_page_there_are_cards_all_the_same() -> None:
    made = cards(ENGLISH, replace(looked(run_of(three(), "open", "walk", "climb")), front=None))
    assert len(made) == 10
    assert all(each.record for each in made)


def test_the_command_prints_them_where_nobody_types_and_keeps_what_is_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = Library().begin(kit.scenario([inject("one", option("act"))]), 7)
    table.seat(ALONE).submit(commands.ReadBriefing())
    table.seat(ALONE).submit(commands.Decide(inject="one", option="act"))
    table.log.close()
    run = table.name
    assert main(["debrief", run, "--cards", "--plain"]) == 0
    out = capsys.readouterr().out
    assert out.count("The record:") == 10
    assert "Card 10 of 10, 2 minutes: For Monday." in out
    assert leading.keep(run, "One tag", "", "Not this one.").startswith("Kept")
    assert Library().read(run).notes[-1].text == "One tag: Not this one."
    assert main(["debrief", run, "--cards", "--json"]) == 2
