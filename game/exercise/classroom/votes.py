"""The inject on a syndicate's table: who decides it, who has chosen, what each would do, who leads a vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from game.exercise.classroom.roster import Member, Roster
from game.exercise.run.run_session import Table
from game.exercise.views.class_view import SpreadView
from game.record.run import Run
from game.rules import play
from game.scenario.scenario import Inject


def on_table(run: Run) -> Inject | None:
    """Return the inject on a run's table."""
    index = run.state.on_table
    return None if index is None else run.scenario.injects[index]


def addressees(roster: Roster, syndicate: str, inject: Inject | None) -> tuple[Member, ...]:
    """Return the seats of a syndicate that an inject is for: they read it, choose, vote, and are waited for.

    Whoever observes reads along, and is asked nothing.
    """
    here = (each for each in roster.at(syndicate) if not each.observes)
    return tuple(each for each in here if inject is None or inject.reaches(each.roles))


def by_vote(inject: Inject) -> bool:
    """Whether an inject is decided by vote; what has no options is only read."""
    return bool(inject.options) and inject.decided_by == "vote"


def decider(roster: Roster, syndicate: str, inject: Inject) -> Member | None:
    """Return who decides an inject or lays it aside; None where the vote does, or the facilitator for want of a holder.

    Where no role is named for it, that is whoever came first of those it is for.
    """
    if by_vote(inject):
        return None
    if inject.decided_by in ("", "vote"):
        return next(iter(addressees(roster, syndicate, inject)), None)
    return roster.holder(syndicate, inject.decided_by)


def leading(votes: Mapping[str, str], here: Collection[str]) -> str | None:
    """Return the option with the most votes of those who are here.

    None where two share the most, or somebody has not voted yet; votes of those who left do not count.
    """
    counted = [option for seat, option in votes.items() if seat in here]
    ranked = Counter(counted).most_common(2)
    if not ranked or len(counted) < len(here):
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None


def writer(roster: Roster, run: Run, syndicate: str, inject: Inject) -> Member | None:
    """Return who writes the answer of a group: who decides, or whom the vote gave the pen.

    None where somebody has not voted yet, or the role has no holder. Of those who share the most votes it is the one
    who came first: nobody waits for a second vote.
    """
    if not by_vote(inject):
        return decider(roster, syndicate, inject)
    asked = addressees(roster, syndicate, inject)
    here = {each.seat for each in asked}
    counted = Counter(to for seat, to in run.votes.get(inject.id, {}).items() if seat in here)
    if not asked or here - set(run.votes.get(inject.id, {})):
        return None
    return max(asked, key=lambda each: counted[each.seat])


def chosen_at(run: Run, inject: Inject | None) -> set[str]:
    """Return the seats that have chosen at an inject."""
    return {choice.seat for choice in run.choices.get(inject.id, ())} if inject else set()


def spread(roster: Roster, run: Run, inject: Inject) -> tuple[SpreadView, ...]:
    """Return what each seat would do, by name, in the order of choosing."""
    labels = {option.id: option.label for option in inject.options}
    return tuple(
        SpreadView(roster.members[choice.seat].name, labels.get(choice.option, ""), choice.confidence, choice.reason)
        for choice in run.choices.get(inject.id, ())
        if choice.seat in roster.members
    )


def tally(run: Run, inject: Inject) -> tuple[tuple[str, int], ...]:
    """Return each option's label with its votes, in file order; none where nobody voted."""
    count = Counter(run.votes.get(inject.id, {}).values())
    return tuple((option.label, count[option.id]) for option in inject.options) if count else ()


def open_options(table: Table) -> tuple[str, ...]:
    """Return the ids of the options open now, in file order."""
    index = table.run.state.on_table
    if index is None:
        return ()
    options = table.run.scenario.injects[index].options
    return tuple(options[i].id for i in play.open_options(table.run.scenario, table.run.state))
