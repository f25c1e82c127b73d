"""What a walk hands over: rows that meet something, and how the rows of a decision are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from game.analysis.abstraction.objectives import LaterId
from game.analysis.columns.batch import Batch


class Sink(Protocol):
    """Takes what a walk meets. Batches are whole: their `place` says where each row stood when the walk began."""

    def table(self, day: int, turn: int, inject: int, batch: Batch) -> Batch | None:
        """An inject came up for a decision, and at least one option is open in each row.

        Returns the rows as they are after the decision, to be walked on; None where the walk ends here.
        """

    def end(self, day: int, batch: Batch, stopped: bool) -> None:
        """The clock ran out, or an ending stopped the game."""

    def read(self, day: int, inject: int, batch: Batch) -> None:
        """An inject without options was read."""

    def passed(self, day: int, inject: int, batch: Batch) -> None:
        """An inject passed unanswered, every option being closed."""

    def trend(self, day: int, trend: int, batch: Batch, where: np.ndarray | None) -> None:
        """A trend happens in some rows; None for all of them."""

    def landed(self, day: int, later: LaterId, batch: Batch, due: np.ndarray, lands: np.ndarray) -> None:
        """A delayed effect was due in some rows, and in some of these its `when` held."""

    def stood(self, first: int, last: int, batch: Batch) -> None:
        """These rows stood as they are at the end of each day from `first` until before `last`."""


class Unseen:
    """The part of a sink that looks at nothing on the way."""

    def read(self, day: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""

    def passed(self, day: int, inject: int, batch: Batch) -> None:
        """See `Sink`."""

    def trend(self, day: int, trend: int, batch: Batch, where: np.ndarray | None) -> None:
        """See `Sink`."""

    def landed(self, day: int, later: LaterId, batch: Batch, due: np.ndarray, lands: np.ndarray) -> None:
        """See `Sink`."""

    def stood(self, first: int, last: int, batch: Batch) -> None:
        """See `Sink`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows of a decision that share an option and a branch of chance: they follow each other in the joined batch."""

    option: int
    chance: float
    """Probability of the branch, 1 where there was none or the game stopped before it."""
    rows: np.ndarray | None
    """The rows of the decision's batch they come from; None for all, in order."""
    start: int
    size: int
    branch: int | None = None
