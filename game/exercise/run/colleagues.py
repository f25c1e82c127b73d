"""Simulated colleagues of somebody who plays one seat: they decide what is for them (a scoring rule, never a search).

A colleague weighs what its own headquarters rewards, what it advises itself, and what the person at the seat chose and
how sure they were. It knows what an author wrote of it and what each option does at once, nothing of luck or of what
comes later. All follows from the run and its seed, so that the same run brings the same decisions.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.exercise.identity import COLLEAGUE as BY
from game.record.events import Fact, How, Kind
from game.record.run import Choice, Run
from game.rules import chance, play
from game.scenario.scenario import Inject, Option, Role

ADVICE = {"for": 4, "against": -4}
"""What a colleague's own advice on an option weighs."""
HEARD = 3
"""What the person's choice weighs; one more where they are sure of it, one less where they guess."""
SURE, GUESS = 8, 2
INTEREST = 5
"""What its interests weigh at most: no more than its own advice and a doubt."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a colleague comes to."""

    option: int
    says: str


def theirs(run: Run, seat: str, inject: Inject) -> bool:
    """Whether colleagues decide an inject, or read it: it is not for this seat's roles, or another role decides."""
    if not run.colleagues:
        return False
    held = frozenset(run.seats[seat]["roles"])
    return not inject.reaches(held) or bool(inject.options and _deciders(run, inject) and inject.decided_by not in held)


def facts(run: Run, seat: str, id: str, choice: Choice | None) -> list[Fact]:
    """Return what colleagues make of the inject on the table: their decision, or that they have read it.

    ``choice`` is what the person at the seat would do; None where it is not for them.
    """
    assert run.state.on_table is not None
    inject, day = run.scenario.injects[run.state.on_table], run.state.day
    if not inject.options:
        return [Fact(id, Kind.INJECT_ACKNOWLEDGED, BY, {"inject": inject.id, "day": day})]
    made = decide(run, seat, inject, choice)
    data = {"inject": inject.id, "option": inject.options[made.option].id, "how": str(How.COLLEAGUE), "day": day}
    return [Fact(id, Kind.DECISION_TAKEN, BY, {**data, "reason": made.says})]


def decide(run: Run, seat: str, inject: Inject, choice: Choice | None) -> Weighed:
    """Return what the deciding colleague decides, or what the vote comes to with the person's own voice in it."""
    deciders = _deciders(run, inject)
    if [role.id for role in deciders] == [inject.decided_by]:
        return weigh(run, deciders[0], inject, choice)
    held = frozenset(run.seats[seat]["roles"])
    votes = [weigh(run, role, inject, choice).option for role in deciders if role.id not in held]
    mine = None if choice is None else inject.option(choice.option)
    votes += [] if mine is None else [mine]
    open_now = play.open_options(run.scenario, run.state)
    won = max(open_now, key=lambda option: (votes.count(option), _drawn(run, inject, "vote", option)))
    return Weighed(won, f"{votes.count(won)} of {len(votes)} voted for it.")


def weigh(run: Run, role: Role, inject: Inject, choice: Choice | None) -> Weighed:
    """Return the open option that weighs most for a role, with a sentence of why."""
    open_now = play.open_options(run.scenario, run.state)
    mine = None if choice is None else inject.option(choice.option)

    def weight(index: int) -> int:
        option = inject.options[index]
        heard = _heard(choice) if index == mine else 0
        return ADVICE.get(_stance(role, option), 0) + _interest(run, role, option) + heard

    taken = max(open_now, key=lambda index: (weight(index), _drawn(run, inject, role.id, index)))
    return Weighed(taken, _says(run, role, inject.options[taken], mine, taken))


def _deciders(run: Run, inject: Inject) -> list[Role]:
    """The roles that decide an inject: one, or all who vote; none where nobody is named who does."""
    roles = run.scenario.roles
    alone = [role for role in roles if role.id == inject.decided_by]
    if alone or not (inject.to or inject.decided_by == "vote"):
        return alone
    return [role for role in roles if not inject.to or role.id in inject.to]


def _heard(choice: Choice | None) -> int:
    sure = None if choice is None else choice.confidence
    return HEARD + (0 if sure is None else int(sure >= SURE) - int(sure <= GUESS))


def _stance(role: Role, option: Option) -> str:
    return next((advice.stance for advice in option.advice if advice.role == role.id), "")


def _moves(run: Run, role: Role, option: Option) -> list[tuple[int, int]]:
    """Gauge and weighed move, for the better above 0, of what an option does at once to what a role's own rewards."""
    weights, made = dict(role.interests), []
    for effect in option.change.effects:
        gauge = run.scenario.gauges[effect.gauge]
        amount = effect.amount - run.state.gauges[effect.gauge] if effect.outright else effect.amount
        weighed = amount * weights.get(effect.gauge, 0) * (1 if gauge.high_is_good else -1)
        if weighed:
            made.append((effect.gauge, weighed))
    return made


def _interest(run: Run, role: Role, option: Option) -> int:
    """How well an option serves what a role's headquarters rewards; more than twice the bound is no more than that."""
    total = sum(weighed for _, weighed in _moves(run, role, option))
    return max(-INTEREST, min(INTEREST, round(total / 4)))


def _says(run: Run, role: Role, option: Option, mine: int | None, taken: int) -> str:
    """The sentence with which a colleague decides: its own advice where there is some, else what it looks to."""
    advice = next((each for each in option.advice if each.role == role.id and each.stance != "against"), None)
    moves = _moves(run, role, option)
    if advice is not None and advice.says:
        said = " ".join(advice.says.split())
    elif moves and max(moves, key=lambda move: move[1])[1] > 0:
        gauge = max(moves, key=lambda move: move[1])[0]
        said = f"My own headquarters looks at one thing here: {run.scenario.gauges[gauge].title}."
    else:
        said = "None of this is good; this I can answer for."
    if mine is None:
        return said
    return f"{said} You would have done the same." if mine == taken else f"I have heard you. {said}"


def _drawn(run: Run, inject: Inject, who: str, option: int) -> int:
    """A number that parts two options of one weight, from the seed alone."""
    return chance.number(f"{run.seed}:{inject.id}:{BY}:{who}:{inject.options[option].id}")
