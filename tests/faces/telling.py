"""A debrief as each face tells it, as text."""

from game.faces import debrief, group_debrief
from game.faces.debrief import TalkForm
from game.faces.leafing import leaves
from game.faces.lines import report
from game.faces.model import FOLD, FaceDocument
from game.faces.report_page import debrief_html
from game.report.group import GroupDebrief
from game.report.model import Debrief
from game.words import ENGLISH
from tests.report_html.reading import read


def document(of: Debrief | GroupDebrief, talk: TalkForm = TalkForm.BOTH, unfolded: bool = False) -> FaceDocument:
    """The document of a run, or of a syndicate."""
    if isinstance(of, GroupDebrief):
        return group_debrief.document(ENGLISH, of, talk, unfolded)
    return debrief.document(ENGLISH, of, talk, unfolded)


def said(of: Debrief | GroupDebrief, talk: TalkForm = TalkForm.BOTH, letters: bool = True) -> str:
    """What a plain stream says, unwrapped; with ``letters`` one that can be asked for what is folded."""
    return "\n".join(report(ENGLISH, document(of, talk), {FOLD: "o"} if letters else {}))


def screens(of: Debrief | GroupDebrief, unfolded: bool = False, width: int = 200) -> dict[str, str]:
    """What a terminal shows, by the id of each page."""
    return {leaf.id: leaf.write(width).plain for leaf in leaves(document(of, unfolded=unfolded), {FOLD: "o"})}


def screen(of: Debrief | GroupDebrief, unfolded: bool = False, width: int = 200) -> str:
    """All that a terminal shows, page after page."""
    return "\n".join(screens(of, unfolded, width).values())


def page(of: Debrief) -> str:
    """What a reader of the page sees and hears."""
    return read(debrief_html(of, full=True)).text
