"""The codes of what only an analysis can know: `check --analyse` and `analyse` say them."""

from __future__ import annotations

from game.scenario.checks.code import codes
from game.scenario.findings import Level

REACHED = codes(
    Level.WARNING,
    (
        "WC271",
        "An inject that no way of playing reaches",
        "It was written for nobody.",
        "Loosen its `when`, move its days, or take it out.",
    ),
    (
        "WC272",
        "An option that is never open",
        "Players read a choice that none of them will ever have.",
        "Loosen its `requires`, or let an earlier decision meet it.",
    ),
    (
        "WC273",
        "A branch, delayed effect or trend that never comes to pass",
        "The author counts on something that does not happen.",
        "Look at its condition, its days, and what stops the game before.",
    ),
    (
        "WC274",
        "An ending that no way of playing reaches",
        "Nobody will ever read it.",
        "Move its numbers, or give players a way to it.",
    ),
    (
        "WC275",
        "A dominated option",
        "Another one leaves as much open of everything, at best and at worst, and more of something: no dilemma.",
        "Give it something that the other cannot buy, or make the other dearer.",
    ),
    (
        "WC276",
        "A hopeless option",
        "Its best is no better than another's worst: whoever takes it has lost, whatever they do after.",
        "Let something good be reachable after it.",
    ),
    (
        "WC277",
        "A naive strategy that wins everything",
        "Players who find it stop weighing.",
        "Make that way of playing cost a gauge or a lesson.",
    ),
    (
        "WC278",
        "An inject that may pass with every option closed",
        "The group reads a problem and may do nothing about it.",
        "Leave `requires` out of one of its options, unless that is meant.",
    ),
    (
        "WC279",
        "An ending that is told whatever is decided",
        "It tells players nothing about their decisions.",
        "Move its numbers so that decisions matter to it.",
    ),
    (
        "WC280",
        "A lesson that no decision makes a difference to",
        "Every run reads the same of it.",
        "Let options of one inject bear on it differently.",
    ),
    (
        "WC281",
        "A gauge that no decision makes a difference to",
        "Players watch a number that they cannot move.",
        "Let the options of an inject move it differently.",
    ),
    (
        "WC282",
        "A lesson that costs nothing",
        "Serving it is always right, so it teaches nothing about trade-offs.",
        "Let the options that serve it cost a gauge, or another lesson.",
    ),
)

BEATEN = codes(
    Level.NOTE,
    (
        "WC321",
        "An option that another one outdoes at its best",
        "Whoever plays on as well as can be is better off with the other; at worst it may still be the safer one.",
        "Nothing, where safety is what it buys; else give it something of its own.",
    ),
    (
        "WC322",
        "An option dominated on the gauges alone",
        "Only its evidence speaks for it.",
        "Nothing, where that is meant.",
    ),
    (
        "WC323",
        "An option dominated on the evidence alone",
        "Only the gauges speak for it.",
        "Nothing, where that is meant.",
    ),
)

ANALYSED = frozenset(code.code for code in (*REACHED, *BEATEN))
"""The codes that are only said where an analysis was asked for."""
