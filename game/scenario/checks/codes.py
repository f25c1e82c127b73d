"""Every code that a finding can have: one table, from which the authoring guide, SARIF and the tests are made.

A code is for ever: one that is no longer used is not given out again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from game.scenario.findings import Level


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its number, how bad it is, its name, and why it matters."""

    code: str
    level: Level
    title: str
    why: str


def _errors(*rows: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, Level.ERROR, title, why) for code, title, why in rows)


def _warnings(*rows: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, Level.WARNING, title, why) for code, title, why in rows)


def _notes(*rows: tuple[str, str, str]) -> tuple[Code, ...]:
    return tuple(Code(code, Level.NOTE, title, why) for code, title, why in rows)


FILES = _errors(
    ("WC001", "A file that cannot be read", "What is not there cannot be played."),
    ("WC002", "A file or scenario that is too large", "A scenario is text; this much of it is something else."),
    ("WC003", "A file that is not UTF-8", "Letters would come out wrong on another machine."),
    ("WC004", "A character that no text file holds", "It moves cursors and breaks screens, and nobody sees it."),
    ("WC005", "A file that is not YAML", "Nothing in it can be found."),
    ("WC006", "Too many values or files", "No class plays that much; it is most likely not a scenario."),
    ("WC007", "An anchor or alias", "`&` and `*` make YAML copy text; a few lines of it can fill a memory."),
    ("WC008", "A tag", "`!` makes YAML build things that are not text."),
    ("WC009", "Nested too deep", "The format needs nine levels; forty mean a stray bracket."),
    ("WC010", "A second document in one file", "Only one of the two could be meant."),
    ("WC011", "A key that is no word", "Keys name things; a list or a map cannot."),
    ("WC012", "A key that stands twice", "YAML would keep the last one and drop the first in silence."),
    ("WC013", "An empty file", "There is nothing to play."),
    ("WC014", "YAML that cannot be read", "From this place on nobody can say what belongs to what."),
    ("WC020", "A path out of the scenario's folder", "A scenario from somebody else must not read your files."),
    ("WC021", "A document that is YAML", "Files that end in .yaml are the scenario's own."),
    ("WC022", "A document that is too long", "Nobody reads thirty pages in an exercise."),
)

SHAPE = _errors(
    ("WC101", "Not a scenario", "A scenario is a map that begins with `format: 1`."),
    ("WC102", "An unknown key", "It would be ignored, and the author would not know."),
    ("WC103", "A key that is missing", "The part cannot be played without it."),
    ("WC104", "A value of the wrong kind", "A number, text, list or map was expected."),
    ("WC105", "A word that cannot stand here", "Only a few words have a meaning here."),
    ("WC106", "A map was expected", "Keys and values belong here."),
    ("WC107", "A list was expected", "One item or more, each after a dash, or in [ ]."),
    ("WC108", "Another mistake of shape", "The part does not have the form of the format."),
)

NAMES = _errors(
    ("WC110", "An unknown name", "It names no role, gauge, flag, option or inject of this scenario."),
    ("WC111", "An id that stands twice", "Conditions and reports could not tell the two apart."),
    ("WC112", "A value outside a gauge's bounds", "The gauge could never have it."),
    ("WC113", "A date out of range", "Days are counted from it."),
    ("WC114", "A role called vote", "`decided_by: vote` means that all seats vote."),
    ("WC115", "A gauge whose bounds or start do not fit", "It has to start inside its bounds."),
    ("WC116", "A flag with the id of a gauge", "A condition could not tell which is meant."),
    ("WC117", "An id that the condition language uses", "A condition could not name it."),
    ("WC118", "A lesson that the catalogue does not have", "The debrief could say nothing about it."),
    ("WC119", "A document with text and file", "Only one of the two can be shown."),
    ("WC120", "A condition that cannot be read", "The engine would have to guess when it holds."),
    ("WC121", "A chance of which every branch has weight 0", "Nothing could be drawn."),
    ("WC122", "Evidence for a lesson that is not listed", "Only listed lessons stand in the debrief."),
    ("WC123", "A weight of evidence out of range", "Weights are from -3 to +3, and 0 says nothing."),
    ("WC124", "A second ending without `when`", "One is told where no other holds."),
    ("WC125", "A stop without `when`", "It would end the game before it begins."),
)

EVIDENCE = _warnings(
    ("WC201", "An option without evidence", "Whoever takes it learns nothing from it in the debrief."),
    ("WC202", "An inject that no lesson needs", "It takes minutes of play and leaves no trace in the debrief."),
    ("WC203", "An option that costs nothing", "It is the right answer; players find it and stop weighing."),
    (
        "WC204",
        "A lesson that only one option can serve",
        "The verdict hangs on one choice, and looks like a test item.",
    ),
    ("WC205", "A lesson that no option can strain", "Everyone gets the same friendly verdict, whatever they do."),
    (
        "WC206",
        "A lesson that no option serves",
        "The debrief can say of it only that it was not at stake, or was spent.",
    ),
    ("WC207", "Evidence without `because`", "Players see a weight and no reason, and cannot argue with it."),
)

COURSE = _warnings(
    ("WC211", "A condition that never holds", "What hangs on it will not be seen in any run."),
    ("WC212", "A condition that always holds", "It looks like a fork in the story and is none."),
    ("WC213", "A delayed effect that can never land", "It falls due after the last day, and lapses unseen."),
    ("WC214", "`until` before `day`", "The inject never comes up."),
    ("WC215", "A day after the last one", "The inject never comes up."),
    ("WC216", "A trend that begins after the last day", "It never happens."),
    ("WC217", "A chance branch of weight 0", "It is never drawn; its text is written for nobody."),
    ("WC218", "An ending that can never be told", "Its text is written for nobody."),
    ("WC219", "A stop that holds from the beginning", "The first change of state ends the game."),
    ("WC220", "A flag that nothing sets", "A condition asks about it and always hears no."),
    ("WC221", "A condition cut by a comment", "YAML drops what follows ` #`; the rest of the condition is gone."),
)

GAUGES = _warnings(
    ("WC231", "A gauge that nobody moves", "Players watch a number that no decision reaches."),
    ("WC232", "A gauge that nobody can see", "Its changes teach nothing, in play or after it."),
    ("WC233", "An effect of nothing", "A 0, or a flag set and cleared at once, changes nothing."),
)

SEATS = _warnings(
    (
        "WC241",
        "A seat with nothing to do for three injects running",
        "Its player turns to the telephone, and stays there.",
    ),
    ("WC242", "A document addressed to nobody present", "It is on nobody's screen."),
    ("WC243", "A private fact for a seat that does not get the inject", "It is on nobody's screen."),
    ("WC244", "A decision by a seat that does not get the inject", "The one who decides has not been told of it."),
    ("WC245", "An inject with one option", "There is nothing to decide; information needs no option."),
)

WORDS = _warnings(
    ("WC251", "Options of very unequal length", "People take the longest one for the right one."),
    ("WC252", "Loaded words", "They tell players what the author thinks before players have thought."),
    ("WC253", "A situation over 90 words", "A group stops listening; the rest belongs into documents."),
    ("WC254", "Reading time over the inject's minutes", "The time is gone before anybody has spoken."),
    ("WC255", "Injects longer than the planned minutes", "The class ends before the exercise does."),
    ("WC256", "No option that waits", "Not to act yet is a decision too, and often the one that tempts."),
    ("WC257", "An inject without a situation", "Players see a heading and no news."),
    ("WC258", "A document without text", "Players open it and find nothing."),
    ("WC259", "Two options that do the same", "Players weigh a difference that is none."),
    ("WC260", "A stance that is almost a known one", "It is shown as it is written, without the colour of its side."),
)

SILENCING = _warnings(
    ("WC291", "A silencing without a reason", "The next author cannot tell whether it still holds."),
    ("WC292", "A silencing of what cannot be silenced", "Errors and unknown codes cannot be put aside."),
)

NOTES = _notes(
    (
        "WC301",
        "A lesson whose evidence is too light",
        "A verdict other than 'in the balance' needs weights of 3 in all.",
    ),
    ("WC302", "A silencing that silences nothing", "It was once needed; it can go."),
    ("WC303", "A flag that nothing asks about", "It changes nothing, though the report lists it."),
    ("WC304", "No ending for when no other holds", "Some runs end without a word."),
    ("WC305", "A seat without a role card", "Its player does not know what to want."),
    ("WC306", "A decision without help for the facilitator", "Somebody else has to be able to run it."),
    ("WC307", "An option without its own words", "Players cannot weigh it, or do not read what came of it."),
    ("WC308", "Every option may be closed", "Where all are closed, the inject passes unanswered."),
    ("WC309", "No time planned", "A facilitator cannot tell whether it fits the lesson."),
    ("WC310", "A scenario that tests no lesson", "It can be played, and the debrief has nothing to say."),
    ("WC311", "A change that nobody is told of", "Numbers move, and players read no reason."),
)

TABLE: tuple[Code, ...] = (
    *FILES,
    *SHAPE,
    *NAMES,
    *EVIDENCE,
    *COURSE,
    *GAUGES,
    *SEATS,
    *WORDS,
    *SILENCING,
    *NOTES,
)
"""Every code, in order."""

CODES: dict[str, Code] = {code.code: code for code in TABLE}


def table() -> str:
    """The table as Markdown, for the authoring guide."""
    rows = [f"| `{code.code}` | {code.level} | {code.title} | {code.why} |" for code in TABLE]
    return "\n".join(["| code | level | what | why it matters |", "| --- | --- | --- | --- |", *rows]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
