"""The codes of what was added to format 1 after its first edition: errors in it, and findings on its use."""

from __future__ import annotations

from game.scenario.checks.code import codes
from game.scenario.findings import Level

ADDED = codes(
    Level.ERROR,
    (
        "WC131",
        "Days and hours mixed",
        "A clock counts one of them, and what is written in the other is not read.",
        "With `days` write `day`, with `hours` write `hour`, everywhere.",
    ),
    (
        "WC132",
        "A lesson of your own that is half a lesson",
        "The debrief shows its title and says what it asks for.",
        "Give it both `title` and `imperative`, and an id that the catalogue does not have.",
    ),
    (
        "WC133",
        "A written answer that nobody can judge",
        "Whoever reads the answer takes the option that fits it.",
        "Add `options`, or leave `answer` out.",
    ),
    (
        "WC134",
        "A picture that cannot be shown",
        "Pages show it, terminals and screen readers say its `alt`, and a class loads it over one network.",
        "Save it as PNG, JPEG or WebP of 2 MB at most (20 MB in all), and add `alt`.",
    ),
    (
        "WC135",
        "A line that does not stand in its paper",
        "The debrief quotes it word for word.",
        "Copy a sentence of 24 words at most from the text.",
    ),
    (
        "WC136",
        "Too many facts to open with",
        "A facilitator answers them on one screen, before the class sits down.",
        "Keep the four that change most.",
    ),
    (
        "WC137",
        "An opening read from nowhere",
        "Its condition is in the names of another scenario.",
        "Add `from` with that scenario's id, or take `when` out.",
    ),
)

ADDED_WARNINGS = codes(
    Level.WARNING,
    (
        "WC262",
        "A paragraph that is never read",
        "The scenario seems to remember something, and never says so.",
        "Ask for what can be when its inject comes up, or take the paragraph out.",
    ),
    (
        "WC263",
        "A paragraph of the epilogue that is never told",
        "What became of somebody in that case, no group will read.",
        "Ask for what can be at the end, or take the paragraph out.",
    ),
    (
        "WC264",
        "A paragraph of the epilogue behind one that always holds",
        "Of one subject the first paragraph that holds is told, and one without `when` always holds.",
        "Put the one without `when` last.",
    ),
    (
        "WC265",
        "An opening that changes nothing",
        "A facilitator is asked a question of which nothing comes.",
        "Let a `when` or a `requires` ask about the flag, or take the opening out.",
    ),
    (
        "WC266",
        "An opening that is not read in the other scenario",
        "After a run of it the default stands, whatever happened there.",
        "Use names of that scenario in `when`.",
    ),
    (
        "WC267",
        "A file of injects that is not read",
        "What is written in it does not come up, and where it is named elsewhere, it is missing.",
        "Put it into `injects/`, and give its name the ending `.yaml` (some editors put `.txt` behind it).",
    ),
)

ADDED_NOTES = codes(
    Level.NOTE,
    (
        "WC315",
        "An opening from a scenario that is not here",
        "Whether its `when` can be read is seen only as a run begins.",
        "Nothing, if people who play it have the other scenario; the default stands where they do not.",
    ),
    (
        "WC316",
        "A decision whose papers are not marked",
        "The debrief says what was on the table and not heard best where its author marked what bears on what.",
        "Add `bears_on` or `line` to a paper, or `bears_on` to a private fact.",
    ),
    (
        "WC317",
        "An ending without text beside others that have one",
        "At the end of the exercise players read a title, and nothing of what became of it.",
        "Add `text` with what has come about.",
    ),
    (
        "WC318",
        "An option of which nothing comes",
        "It is evidence for a lesson and changes nothing: what it costs is said after play alone.",
        "Give it `effects`, something that comes `later`, or a flag to set.",
    ),
)
