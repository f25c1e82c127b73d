"""Name resolution: the names in a draft become indices, and what is wrong with one is said where it stands.

A name that is not there gets the nearest one that is (Damerau's distance, `findings.edits`).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable

from game.scenario import conditions, titles
from game.scenario.conditions import ConditionError, Names
from game.scenario.draft_validation import MAX_FINDINGS, Shape, where
from game.scenario.findings import Finding, Place, ScenarioError, did_you_mean, error
from game.scenario.node import Node, Path
from game.scenario.scenario import Condition
from game.scenario.source import Source, occurrence

COMMENT_HINT = "What follows ' #' is a comment in YAML and is not read; put the whole condition in double quotes."

MAX_TITLED = 300
"""Characters of a condition in which titles are looked for."""

MAX_COMPARED = 50_000
"""Names looked at for suggestions in one scenario: enough for any honest number of mistakes."""


class Lookup:
    """The names of a draft, and every complaint about the use of one; they gather in `findings`."""

    def __init__(self, shape: Shape, root: Node, source: Source) -> None:
        if shape.draft is None:
            raise ScenarioError(shape.findings)
        self.shape = shape
        self.draft = draft = shape.draft
        self.root = root
        self.source = source
        self.findings: list[Finding] = []
        self.ticks = next((each for each in (draft.clock.hours, draft.clock.days) if each is not None), 0)
        """The clock's last number, of days or of hours."""
        option_ids: dict[str, tuple[str, ...]] = {}
        for inject in draft.injects:  # of two with one id the first counts: the second is an error of its own
            option_ids.setdefault(inject.id, tuple(option.id for option in inject.options))
        self.names = Names(
            gauges={id: (min(gauge.min, gauge.max), max(gauge.min, gauge.max)) for id, gauge in draft.gauges.items()},
            flags=tuple(draft.flags),
            injects=option_ids,
            days=self.ticks,
            hours=draft.clock.hours is not None,
        )
        self.gauges = self.names.gauge_index
        self.flags = self.names.flag_index
        self.trees: dict[str, conditions.Tree] = {}
        self.patience = MAX_COMPARED

    # --- saying what is wrong

    def complain(self, code: str, path: Path, says: str, cure: str = "", key: bool = False) -> None:
        """Add an error at ``path``; `key` points at the key itself."""
        if len(self.findings) >= MAX_FINDINGS:
            return
        node = self.root.find(path)
        if key:
            node = self.root.find(path[:-1]).key(str(path[-1])) or node
        self.complain_at(node.place, code, path, says, cure)

    def complain_at(self, place: Place, code: str, path: Path, says: str, cure: str) -> None:
        if len(self.findings) < MAX_FINDINGS and not self.shape.doubtful(path):
            self.findings.append(error(code, place, says, cure, self.source.line(place), where(path, self.root)))

    def suggestion(self, word: str, known: Iterable[str]) -> str:
        """``Did you mean 'x'?``, or nothing; nothing too where so much is wrong that looking would take long."""
        names = list(known)
        self.patience -= len(names)
        return did_you_mean(word, names) if self.patience > 0 else ""

    def known(self, id: str, ids: Collection[str], what: str, path: Path, key: bool = False) -> bool:
        """Whether ``id`` is one of ``ids``; where not, complain with the nearest."""
        if id in ids:
            return True
        cure = self.suggestion(id, ids)
        if (
            not cure
            and self.patience > 0
            and (meant := titles.meant(id, titles.titles(self.root, what, path)))
            and meant in ids
        ):
            cure = f"Did you mean '{meant}'?"
        if not cure:
            listed = ", ".join(itertools.islice(ids, 12))
            cure = f"The {what}s are: {listed}." if ids else f"This scenario names no {what}."
            if what in ("gauge", "flag"):
                cure += f" A new one is made under '{what}s:'."
        self.complain("WC110", path, f"no {what} is called '{id}'.", cure, key=key)
        return False

    def unique(self, ids: Iterable[str], what: str, path: Path) -> None:
        """Complain of every id that comes a second time."""
        first: dict[str, int] = {}
        for index, id in enumerate(ids):
            if id in first:
                twin = self.root.find((*path, first[id], "id"))
                here = self.root.find((*path, index, "id"))
                at = f"line {twin.line}" + (f" of {twin.file}" if twin.file != here.file else "")
                says = f"a second {what} is called '{id}'; the first is in {at}."
                self.complain("WC111", (*path, index, "id"), says, "Give it another id.")
            first.setdefault(id, index)

    # --- pieces

    def condition(self, text: str | None, path: Path) -> Condition | None:
        """Parse a condition; None where there is none or it is wrong."""
        if text is None:
            return None
        try:
            tree = self.trees.get(text)
            if tree is None:
                tree = self.trees[text] = conditions.parse(text, self.names, self.suggestion)
        except ConditionError as problem:
            node = self.root.find(path)
            if self._by_title(text, path, node, problem):
                return None
            cure = (COMMENT_HINT if self.source.comment_after(node) else "") or problem.cure
            place = self.source.inside(node, *occurrence(text, problem.column))
            self.complain_at(place, "WC120", path, problem.says, cure)
            return None
        return Condition(" ".join(text.split()), tree)

    def _by_title(self, text: str, path: Path, node: Node, problem: ConditionError) -> bool:
        """Whether a condition speaks of something by its title; then the same with ids is given to copy."""
        self.patience -= len(self.names.injects or ())
        if problem.cure.startswith("Did you mean") or len(text) > MAX_TITLED or self.patience < 0:
            return False
        flat = " ".join(text.split())
        mended = titles.with_ids(flat, self.root)
        try:
            conditions.parse(mended, self.names)
        except ConditionError:
            return False
        if mended == flat:
            return False
        at = next((place for place, (a, b) in enumerate(zip(flat, mended, strict=False)) if a != b), 0)
        place = self.source.inside(node, *occurrence(text, at + 1))
        says = "a condition speaks of things by their ids, and here is a title."
        self.complain_at(place, "WC120", path, says, f"Write '{mended}'.")
        return True
