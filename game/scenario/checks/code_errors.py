"""The codes of errors: what is wrong with files, with the shape of a part, with the names in it.

A long table (each row is one code, and they are looked up by number), so the file is as long as it is.
"""

from __future__ import annotations

from game.scenario.checks.code import codes
from game.scenario.findings import Level

FILES = codes(
    Level.ERROR,
    (
        "WC001",
        "A file that cannot be read",
        "What is not there cannot be played.",
        "Look at the name, its letters and the folder it is in.",
    ),
    (
        "WC002",
        "A file or scenario that is too large",
        "A scenario is text; this much of it is something else.",
        "Take out what is no text, or make two scenarios of it.",
    ),
    (
        "WC003",
        "A file that is not UTF-8",
        "Letters would come out wrong on another machine.",
        "Save it as UTF-8; most editors have it in the status line or under Save as.",
    ),
    (
        "WC004",
        "A character that no text file holds",
        "It moves cursors and breaks screens, and nobody sees it.",
        "Delete it, and type the word again if it came in by copying.",
    ),
    (
        "WC005",
        "A file that is not YAML",
        "Nothing in it can be found.",
        "Begin with `format: 1`, and write `key: value`, one to a line.",
    ),
    (
        "WC006",
        "Too many values or files",
        "No class plays that much; it is most likely not a scenario.",
        "Put several injects in a file, or make two scenarios of it.",
    ),
    (
        "WC007",
        "An anchor or alias",
        "`&` and `*` make YAML copy text; a few lines of it can fill a memory.",
        "Put a text that begins with one of them in double quotes, or write the copy out.",
    ),
    (
        "WC008",
        "A tag",
        "`!` makes YAML build things that are not text.",
        "Put a text that begins with `!` in double quotes.",
    ),
    (
        "WC009",
        "Nested too deep",
        "The format needs nine levels; forty mean a stray bracket.",
        "Close the bracket that was opened last, or take it out.",
    ),
    (
        "WC010",
        "A second document in one file",
        "Only one of the two could be meant.",
        "Take the line `---` out, or keep each scenario in a file of its own.",
    ),
    (
        "WC011",
        "A key that is no word",
        "Keys name things; a list or a map cannot.",
        "Put it in quotes, or write the key before its `:` as one word.",
    ),
    (
        "WC012",
        "A key that stands twice",
        "YAML would keep the last one and drop the first in silence.",
        "Join the two, or take one out.",
    ),
    (
        "WC013",
        "An empty file",
        "There is nothing to play.",
        "Begin with `format: 1`, or let `whitecell new` write a first scenario.",
    ),
    (
        "WC014",
        "YAML that cannot be read",
        "From this place on nobody can say what belongs to what.",
        "Look at this line and the one above: the indentation, a quote, a bracket, a second `: ` in a text.",
    ),
    (
        "WC020",
        "A path out of the scenario's folder",
        "A scenario from somebody else must not read your files.",
        "Copy the file into the scenario's folder and name it from there.",
    ),
    (
        "WC021",
        "A document that is YAML",
        "Files that end in .yaml are the scenario's own.",
        "Give the document a name that ends in .md or .txt.",
    ),
    (
        "WC022",
        "A document that is too long",
        "Nobody reads thirty pages in an exercise.",
        "Keep the page that matters, or make several documents of it.",
    ),
)

SHAPE = codes(
    Level.ERROR,
    (
        "WC101",
        "Not a scenario",
        "Without its head nobody can tell what the rest is.",
        "Begin with `format: 1`; of a folder, check the folder and not a file of its injects.",
    ),
    (
        "WC102",
        "An unknown key",
        "It would be ignored, and the author would not know.",
        "Correct the word, or the indentation: a key belongs to the part that it stands under.",
    ),
    (
        "WC103",
        "A key that is missing",
        "The part cannot be played without it.",
        "Add the key.",
    ),
    (
        "WC104",
        "A value of the wrong kind",
        "The engine would have to guess what was meant.",
        "Numbers are whole and without quotes, ids have small letters, digits and `_`.",
    ),
    (
        "WC105",
        "A word that cannot stand here",
        "Only a few words have a meaning here.",
        "Take one of the words that the finding lists.",
    ),
    (
        "WC106",
        "A map was expected",
        "Here things have names, and a name was not found.",
        "Write `name: value`, one to a line and further in, or `{name: value}`.",
    ),
    (
        "WC107",
        "A list was expected",
        "Here there may be several, and the engine could not tell them apart.",
        "Begin each item with `- `, or write `[one, two]`.",
    ),
    (
        "WC108",
        "Another mistake of shape",
        "The part does not have the form of the format.",
        "Compare it with the example under 'Every field'.",
    ),
)

NAMES = codes(
    Level.ERROR,
    (
        "WC110",
        "An unknown name",
        "The engine would not know whom to show it to, or what to move.",
        "Correct the name, or add what it names to the scenario.",
    ),
    (
        "WC111",
        "An id that stands twice",
        "Conditions and reports could not tell the two apart.",
        "Give one of them another id.",
    ),
    (
        "WC113",
        "A date out of range",
        "Days are counted from it, and the calendar ends.",
        "Begin before the year 9000.",
    ),
    (
        "WC114",
        "A role called vote",
        "`decided_by: vote` means that all seats vote.",
        "Give the role another id.",
    ),
    (
        "WC115",
        "A gauge whose bounds or start do not fit",
        "It could never have the value that it begins with.",
        "Set `min` below `max`, and `start` between them.",
    ),
    (
        "WC116",
        "A flag with the id of a gauge",
        "A condition could not tell which is meant.",
        "Give the flag another id.",
    ),
    (
        "WC117",
        "An id that the condition language uses",
        "A condition could not name it.",
        "Choose another id than `day`, `min`, `max`, `chose`, `and`, `or`, `not`, `in`, `is`, `true`, `false`, `none`.",
    ),
    (
        "WC118",
        "A lesson that the catalogue does not have",
        "The debrief could say nothing about it.",
        "`whitecell lessons` lists the ids; correct this one, or take it out.",
    ),
    (
        "WC119",
        "A document with text and file",
        "Only one of the two can be shown.",
        "Keep `text` or `file`.",
    ),
    (
        "WC120",
        "A condition that cannot be read",
        "The engine would have to guess when it holds.",
        "Write gauges, flags, `day`, whole numbers, comparisons, `+ - *`, `and`, `or`, `not` and `chose(...)` only.",
    ),
    (
        "WC121",
        "A chance of which every branch has weight 0",
        "Nothing could be drawn.",
        "Give one branch a weight, or take `chance` out.",
    ),
    (
        "WC122",
        "Evidence for a lesson that is not listed",
        "Only listed lessons stand in the debrief.",
        "Add the lesson under `lessons`, or take the evidence out.",
    ),
    (
        "WC123",
        "A weight of evidence out of range",
        "Weights are from -3 to +3, and 0 says nothing.",
        "Take -3 to -1 or +1 to +3, or take the evidence out.",
    ),
    (
        "WC124",
        "A second ending without `when`",
        "One is told where no other holds.",
        "Give one of the two a `when`.",
    ),
    (
        "WC125",
        "A stop without `when`",
        "It would end the game before it begins.",
        "Add a `when`, or leave `stops` out.",
    ),
)
