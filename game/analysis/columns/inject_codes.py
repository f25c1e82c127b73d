"""What became of an inject as one small number: not played, played without an option, or option and day.

What is pending follows from it, since each inject is played once: a delayed effect is due `after` days later.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from game.analysis.abstraction.liveness import Liveness
from game.analysis.abstraction.objectives import LaterId
from game.rules.state import NO_OPTION, NOT_PLAYED, State
from game.scenario.scenario import Inject

UNPLAYED = 0
UNANSWERED = 1


class InjectCodes:
    """The codes of one inject: 0 not played, 1 played without an option, then option x day x round."""

    def __init__(self, live: Liveness, index: int, ordered: bool) -> None:
        self.index = index
        self.inject: Inject = live.scenario.injects[index]
        last = min(self.inject.last, live.scenario.days)
        self.timed = any(option.later for option in self.inject.options)
        self.days = max(1, last - self.inject.first + 1) if self.timed else 1
        self.rounds = len(live.scenario.injects) if ordered else 1
        self.size = 2 + len(self.inject.options) * self.days * self.rounds
        self.type = np.int16 if self.size < 2**15 else np.int64

    def code(self, option: int, day: int, turn: int) -> int:
        """The code for an option taken on a day, as the `turn`-th decision of that day."""
        day = day - self.inject.first if self.timed else 0
        return 2 + (option * self.days + day) * self.rounds + (turn if self.rounds > 1 else 0)

    def read(self, code: int) -> tuple[int, int, int]:
        """Option, day and turn of a code from 2 on (the day is the first one where it makes no difference)."""
        rest, turn = divmod(code - 2, self.rounds)
        option, day = divmod(rest, self.days)
        return option, day + self.inject.first, turn

    @cached_property
    def options(self) -> np.ndarray:
        """Code to what conditions know of it: `NOT_PLAYED`, `NO_OPTION` or the option's index."""
        taken = np.repeat(np.arange(len(self.inject.options)), self.days * self.rounds)
        return np.concatenate([[NOT_PLAYED, NO_OPTION], taken]).astype(np.int16)

    @cached_property
    def turns(self) -> np.ndarray:
        """Code to the turn of the decision within its day."""
        turn = np.tile(np.arange(self.rounds), len(self.inject.options) * self.days)
        return np.concatenate([[0, 0], turn]).astype(np.int16)

    def due(self, option: int, after: int, day: int) -> list[int]:
        """The codes for which a delayed effect of an option, so many days after, is due on a day."""
        taken = day - after
        if not self.inject.first <= taken < self.inject.first + self.days:
            return []
        return [self.code(option, taken, turn) for turn in range(self.rounds)]


def histories(live: Liveness) -> list[InjectCodes]:
    """Return the codes of every inject."""
    ordered = ordered_injects(live)
    return [InjectCodes(live, index, index in ordered) for index in range(len(live.scenario.injects))]


def ordered_injects(live: Liveness) -> set[int]:
    """The injects of which it has to be known in what order they were decided on one day.

    Two delayed effects due on one day land as they were scheduled (rule 2b). That is file order, unless an inject comes
    up after a later one of the same day, for which it needs a `when`, or a facilitator who releases it.
    """
    found: set[int] = set()
    ids: list[LaterId] = [id for id in live.later_days if live.later_days[id]]
    injects = live.scenario.injects
    for a in ids:
        for b in ids:
            one, other = injects[a[0]], injects[b[0]]
            late = one.when is not None or one.manual
            if a[0] < b[0] and late and live.later(a).after == live.later(b).after:
                days = live.scenario.days
                if max(one.first, other.first) <= min(one.last, other.last, days):
                    found |= {a[0], b[0]}
    return found


def codes_of(state: State, histories: list[InjectCodes]) -> list[int]:
    """Return the code of each inject in a state."""
    decided = list(dict.fromkeys(pending.inject for pending in state.pending))
    codes = []
    for history, played in zip(histories, state.played, strict=True):
        if played in (NOT_PLAYED, NO_OPTION):
            codes.append(UNPLAYED if played == NOT_PLAYED else UNANSWERED)
            continue
        day = history.inject.first
        turn = 0
        for pending in state.pending:
            if pending.inject == history.index:
                day = pending.due - history.inject.options[played].later[pending.later].after
                turn = decided.index(history.index)  # its place among all is as good as its turn within the day
        codes.append(history.code(played, day, turn))
    return codes
