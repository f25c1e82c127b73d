"""What an analysis did not test, in sentences: what is not said of it is then no result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.analysis.result.model import Analysis, Reached
from game.analysis.result.phrases import named, unknown


def untested(analysis: Analysis) -> Iterator[str]:
    """Yield a sentence for each kind of finding that may be missing, with the reason."""
    if not analysis.complete:
        yield "It was stopped: what was still to be worked out may hide more."
    for why, ids in _by_reason((id, reached.why) for id, reached in _reached(analysis) if reached.reachable is None):
        yield f"Whether {named(ids)} can come to pass: {why}."
    options = ((id, next(iter(option.why.values()), "")) for id, option in analysis.options.items())
    for why, ids in _by_reason(options):
        yield f"Whether {named(ids)} {'is' if len(ids) == 1 else 'are'} beaten by another option: {why}."
    sampled = analysis.sampled
    if sampled:
        yield f"Whether decisions make a difference to each lesson, gauge and ending: {unknown(sampled)}."
    followed = [ran.name for ran in analysis.strategies if not ran.exact]
    if followed or any(objective.kind != "ending" for objective in sampled):
        why = unknown([objective for objective in sampled if objective.kind != "ending"]) if sampled else ""
        why = why or f"{len(followed)} ways of playing were sampled"
        yield f"Whether a naive way of playing wins everything, or a lesson costs nothing: {why}."


def _reached(analysis: Analysis) -> Iterator[tuple[str, Reached]]:
    yield from analysis.injects.items()
    yield from ((id, option.reached) for id, option in analysis.options.items())
    yield from analysis.parts.items()
    yield from analysis.ending_reach.items()


def _by_reason(reasons: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for id, why in reasons:
        if why:
            found.setdefault(why, []).append(id)
    yield from found.items()
