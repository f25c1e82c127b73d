"""Who decides when nobody is there: policies, and scripts of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from game.rules import chance
from game.rules.play import Chooser, RuleError
from game.scenario.findings import did_you_mean
from game.scenario.scenario import Scenario


class Policy(StrEnum):
    """How an option is taken of those that are open."""

    FIRST = "first"
    LAST = "last"
    RANDOM = "random"
    """Drawn from the seed."""
    DEFAULT = "default"
    """The inject's own `default` where it has one that is open, else the first."""


def chooser(scenario: Scenario, seed: int, policy: Policy, script: Mapping[str, str] | None = None) -> Chooser:
    """Return a chooser that follows a script (inject id to option id), and elsewhere a policy.

    Raises:
        RuleError: where the script names an inject or option that is not there; and later,
            from the chooser, where it takes an option that is closed then.
    """
    wanted: dict[int, int] = {}
    for inject_id, option_id in (script or {}).items():
        index = scenario.inject_index.get(inject_id)
        if index is None:
            cure = did_you_mean(inject_id, scenario.inject_index)
            raise RuleError(f"the script names an inject '{inject_id}' that is not there. {cure}".rstrip())
        option = scenario.injects[index].option(option_id)
        if option is None:
            cure = did_you_mean(option_id, [each.id for each in scenario.injects[index].options])
            raise RuleError(f"inject '{inject_id}' has no option '{option_id}'. {cure}".rstrip())
        wanted[index] = option

    def choose(inject: int, open: tuple[int, ...]) -> int:
        if inject in wanted:
            if wanted[inject] not in open:
                option = scenario.injects[inject].options[wanted[inject]]
                raise RuleError(
                    f"option '{option.id}' of inject '{scenario.injects[inject].id}' is closed when it comes up."
                )
            return wanted[inject]
        return _by_policy(scenario, seed, policy, inject, open)

    return choose


def draws_of(scenario: Scenario, options: Mapping[str, str], draws: Mapping[str, int]) -> dict[int, int]:
    """Return the draws of dice on a table by inject; ``options`` are what was taken there (see `chooser`).

    Raises:
        RuleError: where the option has no such branch, or one that chance could never take.
    """
    found: dict[int, int] = {}
    for inject_id, drawn in draws.items():
        index = scenario.inject_index[inject_id]
        option = scenario.injects[index].options[scenario.injects[index].option(options[inject_id]) or 0]
        if not (drawn < len(option.weights) and option.weights[drawn]):
            last = len(option.weights) - 1
            cure = f"Its branches are 0 to {last}; one of weight 0 is never drawn."
            cure = cure if option.weights else "Nothing is drawn there: leave 'drawn' out."
            raise RuleError(f"option '{option.id}' of inject '{inject_id}' has no branch {drawn} to draw. {cure}")
        found[index] = drawn
    return found


def _by_policy(scenario: Scenario, seed: int, policy: Policy, inject: int, open: tuple[int, ...]) -> int:
    match policy:
        case Policy.LAST:
            return open[-1]
        case Policy.RANDOM:
            return chance.pick(seed, scenario.injects[inject].id, open)
        case Policy.DEFAULT:
            default = scenario.injects[inject].default
            return default if default is not None and default in open else open[0]
        case _:
            return open[0]
