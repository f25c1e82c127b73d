"""How doctrine on lessons is to be read, in every form of a debrief."""

from game.words import lazy

INTRO = lazy(
    "What others wrote on the lessons that were at stake, in the briefing's time and since. Each sentence is this "
    "exercise's own summary; read the document before you quote it."
)
