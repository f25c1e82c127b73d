"""Help is one document: what can be done stands in it as it is offered, and each renderer says every word of it."""

from pathlib import Path

from game.exercise.acts import desk_acts, seat_acts
from game.exercise.classroom.facilitator_session import Desk
from game.faces import help, lines, page, terminal
from game.faces.desk_page import DeskPage
from game.faces.seat_page import SeatPage
from game.scenario.glossary import glossary
from game.words import ENGLISH
from tests.exercise.seating import opened, seated
from tests.faces.test_pseudo import PSEUDO, outside


def test_every_face_says_all_of_it() -> None:
    shown = (help.doing(ENGLISH, "Keys", (("q", "Leave."),)), help.signs(ENGLISH), help.explained(ENGLISH))
    said = [
        "\n".join(line for each in shown for line in lines.part(ENGLISH, each)),
        terminal.reading(400, *shown).plain,
        "".join(page.section(each) for each in shown).replace("&#39;", "'"),
    ]
    for face in said:
        assert "Leave." in face
        assert all(term in face and meaning in face for term, meaning in glossary())
        assert all(str(says) in face for _, says in help.SIGNS)


def test_a_word_finds_terms_then_meanings_and_else_the_nearest_term() -> None:
    terms = [term for term, _ in glossary()]
    found = lines.blocks(ENGLISH, help.explained(ENGLISH, "Mandate").blocks)
    assert found[0].startswith("- Christmas-tree mandate: ")
    assert {line[2:].partition(": ")[0] for line in found} < set(terms)
    assert lines.blocks(ENGLISH, help.explained(ENGLISH, "Caveta").blocks) == [
        "No term has “Caveta” in it. Did you mean “Caveat”?"
    ]


def test_a_page_says_of_every_act_what_it_does_while_it_is_offered(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1)
    (seat,) = seated(room, 1)
    desk = Desk(room)
    before, at_desk = SeatPage(seat).whole(), DeskPage(desk, {}).whole()
    desk.begin()
    after = SeatPage(seat).whole()
    here = [{id: html for id, _, _, html in each["parts"]}["help"] for each in (before, after, at_desk)]
    assert "Say what you would do" not in here[0]
    assert "Say what you would do" in here[1]
    assert "Begin play." in here[2]
    for acts in (seat_acts.BY_ID, desk_acts.BY_ID):
        assert all(act.title and str(act.help).endswith(".") for act in acts.values())


def test_help_is_said_in_the_readers_language(tmp_path: Path) -> None:
    room, _ = opened(tmp_path, 1)
    (seat,) = seated(room, 1)
    offers = seat_acts.offered(PSEUDO, seat.snapshot())
    shown = help.on_page(PSEUDO, seat_acts.BY_ID, offers), help.explained(PSEUDO, "zzz"), help.terms(PSEUDO)
    assert outside(shown, glossary(), "zzz") == set()
