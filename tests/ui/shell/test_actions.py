"""The one list of acts is true: every act is a method of every screen that it names, and no key does two things."""

import pytest

from game.ui.author.analysis_screen import AnalysisScreen
from game.ui.debrief.compare import Compare
from game.ui.debrief.debrief_screen import DebriefScreen
from game.ui.desk.desk_screen import DeskScreen
from game.ui.seat.seat_screen import SeatScreen
from game.ui.shell.actions import KeyAct, Where, acts, bindings, every_act
from game.ui.shell.screen_base import Panel
from game.ui.solo.home import Home

SCREENS = {
    Where.HOME: Home,
    Where.PLAY: SeatScreen,
    Where.SEAT: SeatScreen,
    Where.DESK: DeskScreen,
    Where.DEBRIEF: DebriefScreen,
    Where.COMPARE: Compare,
    Where.ANALYSIS: AnalysisScreen,
    Where.PANEL: Panel,
}
PAIRS = [(act, where) for act in every_act() for where in act.where if where in SCREENS]


@pytest.mark.parametrize(("act", "where"), PAIRS, ids=lambda each: getattr(each, "id", None) or str(each))
def test_every_act_is_a_method_of_its_screen(act: KeyAct, where: Where) -> None:
    assert callable(getattr(SCREENS[where], f"action_{act.action.partition('(')[0]}"))


@pytest.mark.parametrize("where", Where)
def test_no_key_does_two_things_on_one_screen(where: Where) -> None:
    keys = [key for act in acts(where) for key in act.keys.split(",")]
    assert len(keys) == len(set(keys))
    assert len(bindings(where)) >= len(acts(where))


@pytest.mark.parametrize("act", every_act(), ids=lambda act: act.id)
def test_every_act_says_in_a_sentence_what_it_does(act: KeyAct) -> None:
    assert str(act.help).endswith(".")
    assert len(str(act.title)) < 17
