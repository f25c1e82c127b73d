"""What an author may do with an analysis, in words: cures, what decisions teach, how large a class has to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.analysis.abstraction.objectives import Objective
from game.analysis.result.model import Analysis
from game.analysis.result.phrases import named
from game.analysis.sampled.teaching import MOST, SURE
from game.called import program
from game.report.words_of_numbers import Words, percent, signed


@dataclass(frozen=True, slots=True)
class TeachingLine:
    """What the choice at one inject tells, and what it costs."""

    title: str
    verdicts: str
    endings: str
    minutes: str
    rate: str
    """Bits for ten minutes of the class."""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """What one step of one number moves."""

    where: str
    step: str
    moves: str


def mending(analysis: Analysis, called: str) -> Iterator[str]:
    """Yield what is to be said of cures as a whole; a command calls the scenario so."""
    if analysis.cures is None and not analysis.unmended:
        yield (
            f"What to change, proved by analysing again, and which numbers endings and lessons hang on: "
            f"{program()} analyse {called} --mend."
        )
        return
    if analysis.cures is not None and (analysis.cures or analysis.uncured):
        of = len(analysis.cures) + len(analysis.uncured)
        cured = f"{len(analysis.cures)} {'has' if len(analysis.cures) == 1 else 'have'}"
        warnings = f"{of} {'warning' if of == 1 else 'warnings'}"
        yield f"Of {warnings} {cured} a cure that changes one number, proved by analysing again."
    if analysis.uncured:
        yield "For the others no single number was found that would do: they need an option or a condition rewritten."
    if analysis.unmended:
        yield analysis.unmended


def teaching(analysis: Analysis) -> Iterator[TeachingLine]:
    """Yield what each decision tells, the one that tells most for its time first."""
    lines = []
    for id, each in analysis.teaching.items():
        rate = each.bits * 10 / max(1, each.minutes)
        title, minutes = analysis.scenario.inject(id).title, str(each.minutes or "under 1")
        line = TeachingLine(title, f"{each.verdicts:.1f}", f"{each.endings:.1f}", minutes, f"{rate:.1f}")
        lines.append((rate, line))
    yield from (line for _, line in sorted(lines, key=lambda each: -each[0]))


def class_plan(analysis: Analysis, words: Words) -> Iterator[str]:
    """Yield how many syndicates it takes until some of them have met every lesson."""
    plan = analysis.plan
    if plan is None or not plan.lessons:
        return
    if plan.never:
        yield f"No run without the tray meets {named(plan.never)}: release what tests it, or leave it out of the plan."
    every = "every other lesson" if plan.never else "every lesson"
    sure = percent(SURE)
    if plan.needed is None:
        yield f"Even {MOST} syndicates, each for itself, are less than {sure} sure to meet {every} between them."
    elif plan.needed == 1:
        yield f"One syndicate is {sure} sure or more to meet {every}."
    else:
        yield f"It takes {plan.needed} syndicates to be {sure} sure that {every} is met by one of them."
    told = [f"{n}: {percent(chance)}" for n, chance in enumerate(plan.chances, 1)]
    most = next((n for n, chance in enumerate(plan.chances, 1) if chance > CERTAIN), len(told))
    if most > 1:
        yield f"So many syndicates, and how likely they meet all: {', '.join(told[:most])}."
    rare = sorted((share, id) for id, share in plan.lessons.items() if 0 < share < 1)[:RARE]
    if rare:
        listed = (f"“{words.title(Objective('tally', id))}” ({percent(share)})" for share, id in rare)
        yield f"Met least often by one syndicate: {', '.join(listed)}."


CERTAIN = 0.995
"""From here on more syndicates are of no use."""

RARE = 3
"""So many of the lessons that a syndicate meets least are named."""


def sensitivity(analysis: Analysis, words: Words) -> Iterator[MovedLine]:
    """Yield the numbers that endings and lessons hang on, the strongest first."""
    for each in analysis.sensitivity or ():
        moves = sorted(each.moves.items(), key=lambda move: -abs(move[1][1] - move[1][0]))
        told = []
        for objective, (old, new) in moves[:MOVES]:
            form = percent if objective.kind == "ending" else signed
            told.append(f"{words.title(objective)} {form(old)} → {form(new)}")
        more = [f"and {len(moves) - MOVES} more"] if len(moves) > MOVES else []
        yield MovedLine(each.where, f"{each.old} → {each.new}", "; ".join([*told, *more]))


MOVES = 3
"""So many of what one number moves are named."""
