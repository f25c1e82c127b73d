"""The codes of warnings and notes: where a scenario will disappoint a class, and what its author may want to know.

A long table (each row is one code, and they are looked up by number), so the file is as long as it is.
"""

from __future__ import annotations

from game.scenario.checks.code import codes
from game.scenario.findings import Level

EVIDENCE = codes(
    Level.WARNING,
    (
        "WC201",
        "An option without evidence",
        "Whoever takes it learns nothing from it in the debrief.",
        "Say under `evidence` which lesson it serves or strains, and by what.",
    ),
    (
        "WC202",
        "An inject that no lesson needs",
        "It takes minutes of play and leaves no trace in the debrief.",
        "Let its options bear on a lesson, or make it information by taking the options out.",
    ),
    (
        "WC203",
        "An option that costs nothing",
        "It is the right answer; players find it and stop weighing.",
        "Take from it what it would really cost: another gauge, another actor, or something later.",
    ),
    (
        "WC204",
        "A lesson that only one option can serve",
        "What the debrief says of it hangs on one choice, and looks like a test item.",
        "Let a second decision bear on the lesson.",
    ),
    (
        "WC205",
        "A lesson that no option can strain",
        "Everyone reads the same friendly word of it, whatever they do.",
        "Give an option that tempts people evidence of -1 to -3 for it.",
    ),
    (
        "WC206",
        "A lesson that no option serves",
        "The debrief can say of it only that it was not at stake, or was spent.",
        "Give an option evidence of +1 to +3 for it, or take it out of `lessons`.",
    ),
    (
        "WC207",
        "Evidence without `because`",
        "Players see a weight and no reason, and cannot argue with it.",
        "Add `because` with the concrete thing in the option that bears on the lesson.",
    ),
)

COURSE = codes(
    Level.WARNING,
    (
        "WC211",
        "A condition that never holds",
        "What hangs on it will not be seen in any run.",
        "Look at the gauge's bounds, at the days on which it is asked, and at what moves each name in it.",
    ),
    (
        "WC212",
        "A condition that always holds",
        "It looks like a fork in the story and is none.",
        "Leave it out, or ask something that decisions change.",
    ),
    (
        "WC213",
        "A delayed effect that can never land",
        "It falls due after the last day, and lapses unseen.",
        "Let it come back sooner, or give the clock more days.",
    ),
    ("WC214", "`until` before `day`", "The inject never comes up.", "Set `until` to `day` or later."),
    ("WC215", "A day after the last one", "The inject never comes up.", "Move it forward, or give the clock days."),
    ("WC216", "A trend that begins after the last day", "It never happens.", "Make it more frequent, or take it out."),
    (
        "WC217",
        "A chance branch of weight 0",
        "It is never drawn; its text is written for nobody.",
        "Give it a weight, or take it out.",
    ),
    (
        "WC218",
        "An ending that can never be told",
        "Its text is written for nobody.",
        "Ask for less in its `when`, or leave room beside the other endings.",
    ),
    (
        "WC219",
        "A stop that holds from the beginning",
        "The first change of state ends the game.",
        "Ask for something that decisions bring about.",
    ),
    (
        "WC220",
        "A flag that nothing sets",
        "A condition asks about it and always hears no.",
        "Put it under `set` of an option, a branch, a delayed effect or a trend; or take it out.",
    ),
    (
        "WC221",
        "A condition cut by a comment",
        "YAML drops what follows ` #`; the rest of the condition is gone.",
        "Put the whole condition in double quotes, or the comment on a line of its own.",
    ),
    (
        "WC222",
        "An inject that waits in vain",
        "It never comes up, however it is played and whatever is released: it waits for what cannot come before it.",
        "Loosen its `when`, move its days, or let something bring about what it waits for.",
    ),
    (
        "WC223",
        "An option that waits in vain",
        "It is closed in every run: what it `requires` cannot have come about by then.",
        "Loosen its `requires`, or let something before it bring that about.",
    ),
    (
        "WC224",
        "A delayed effect or trend that waits in vain",
        "The author counts on something that does not happen in any run.",
        "Loosen its `when`, let it come back sooner, or take it out.",
    ),
    (
        "WC225",
        "A text cut by a comment",
        "YAML drops what follows ` #`; players read half a text.",
        "Put the whole text in double quotes, or two blanks before the comment.",
    ),
)

GAUGES = codes(
    Level.WARNING,
    (
        "WC231",
        "A gauge that nobody moves",
        "Players watch a number that no decision reaches.",
        "Give it effects, or take it out.",
    ),
    (
        "WC232",
        "A gauge that nobody can see",
        "Its changes teach nothing, in play or after it.",
        "Show it, let an option `assess` it, or let a lesson's `holds_if` ask about it.",
    ),
    (
        "WC233",
        "An effect of nothing",
        "A 0, or a flag set and cleared at once, changes nothing.",
        "Take it out, or say what was meant.",
    ),
    (
        "WC234",
        "A value beyond a gauge's bounds",
        "The gauge is cut at its bound, and the report says of every such run that an effect was cut.",
        "Set it to a value inside the bounds.",
    ),
)

SEATS = codes(
    Level.WARNING,
    (
        "WC241",
        "A seat with nothing to do for three injects running",
        "Its player turns to the telephone, and stays there.",
        "Give the seat a private fact, advice on an option, a document or the decision in one of them.",
    ),
    (
        "WC242",
        "A document addressed to nobody present",
        "It is on nobody's screen.",
        "Address it to a seat that gets the inject, or leave its `to` out.",
    ),
    (
        "WC243",
        "A private fact for a seat that does not get the inject",
        "It is on nobody's screen.",
        "Add the seat to the inject's `to`, or give the fact to another.",
    ),
    (
        "WC244",
        "A decision by a seat that the inject's `to` does not name",
        "Whoever decides gets it with the others; more people read it than `to` says.",
        "Add the seat to the inject's `to`, or let another decide.",
    ),
    (
        "WC245",
        "An inject with one option",
        "There is nothing to decide; information needs no option.",
        "Add a second option, or take the one out and put its text into the situation.",
    ),
)

WORDS = codes(
    Level.WARNING,
    (
        "WC251",
        "Options of very unequal length",
        "People take the longest one for the right one.",
        "Bring the labels, and the texts, to about one length.",
    ),
    (
        "WC252",
        "Loaded words",
        "They tell players what the author thinks before players have thought.",
        "Say what is done, and leave the judgement out.",
    ),
    (
        "WC253",
        "A situation over 90 words",
        "A group stops listening; the rest belongs into documents.",
        "Keep what calls for a decision, and make a document of the rest.",
    ),
    (
        "WC254",
        "Reading time over the inject's minutes",
        "The time is gone before anybody has spoken.",
        "Give it more minutes, or less to read.",
    ),
    (
        "WC255",
        "Injects longer than the planned minutes",
        "The class ends before the exercise does.",
        "Plan more minutes, give the injects less, or take one out.",
    ),
    (
        "WC256",
        "No option that waits",
        "Not to act yet is a decision too, and often the one that tempts.",
        "Add an option that waits, refuses or leaves things as they are, and let it cost something too.",
    ),
    (
        "WC257",
        "An inject without a situation",
        "Players see a heading and no news.",
        "Say under `situation` what has happened.",
    ),
    (
        "WC258",
        "A document without text",
        "Players open it and find nothing.",
        "Add `text`, or `file` with the name of a file that has some.",
    ),
    (
        "WC259",
        "Two options that do the same",
        "Players weigh a difference that is none.",
        "Let them buy different things, or keep one.",
    ),
    (
        "WC260",
        "A stance that is almost a known one",
        "It is shown as it is written, without the colour of its side.",
        "Write `for`, `against` or `neutral`; any other words are shown as they are.",
    ),
    (
        "WC261",
        "Markdown that is not drawn",
        "Players read its marks as they are typed.",
        "Paragraphs, lists, quotes, **bold**, *italic* and `code` are drawn; make a document of a table or a picture.",
    ),
)

SILENCING = codes(
    Level.WARNING,
    (
        "WC291",
        "A silencing without a reason",
        "The next author cannot tell whether it still holds.",
        "Write `because` and why it is meant.",
    ),
    (
        "WC292",
        "A silencing of what cannot be silenced",
        "Errors and unknown codes cannot be put aside.",
        "Name the code of a warning or a note, as in `# whitecell: ok WC205 because ...`.",
    ),
)

NOTES = codes(
    Level.NOTE,
    (
        "WC301",
        "A lesson on which only one decision bears",
        "Once is too little to call a habit, and once is all that the debrief can ever say of it.",
        "Let another decision bear on it.",
    ),
    ("WC302", "A silencing that silences nothing", "It was once needed; it can go.", "Take the comment out."),
    (
        "WC303",
        "A flag that nothing asks about",
        "It changes nothing, though the report lists it.",
        "Let a `when` or a `requires` ask about it, or take it out.",
    ),
    (
        "WC304",
        "No ending for when no other holds",
        "Some runs end without a word.",
        "Add an ending without `when`.",
    ),
    ("WC305", "A seat without a role card", "Its player does not know what to want.", "Add `brief` to the role."),
    (
        "WC306",
        "A decision without help for the facilitator",
        "Somebody else has to be able to run it.",
        "Add `expected` with what a good team weighs, or `notes` with two questions to ask.",
    ),
    (
        "WC307",
        "An option without its own words",
        "Players cannot weigh it, or do not read what came of it.",
        "Add `outcome` with what the players see at once.",
    ),
    (
        "WC308",
        "Every option may be closed",
        "Where all are closed, the inject passes unanswered.",
        "Leave `requires` out of one of them, unless that is meant.",
    ),
    (
        "WC309",
        "No time planned",
        "A facilitator cannot tell whether it fits the lesson.",
        "Add `minutes` to the head of the scenario.",
    ),
    (
        "WC310",
        "A scenario that tests no lesson",
        "It can be played, and the debrief has nothing to say.",
        "List under `lessons` what it is played for; `whitecell lessons` has the catalogue.",
    ),
    (
        "WC311",
        "A change that nobody is told of",
        "Numbers move, and players read no reason.",
        "Add `text` with what happened, and from what.",
    ),
    (
        "WC312",
        "A scenario without a title",
        "The menu shows its id.",
        "Add `title` with what people call it.",
    ),
    (
        "WC313",
        "A file that is no scenario",
        "Among files that were named all at once there may be others; it is passed over.",
        "Nothing; name the scenarios alone if you do not want to read this.",
    ),
    (
        "WC314",
        "More findings than are listed",
        "Nobody mends thousands of them in one go.",
        "Mend what is listed, and check again.",
    ),
)
