"""An analysis as plain data: the contract of ``analyse --json``, and what else programs may want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from game.analysis.abstraction.objectives import Objective
from game.analysis.interval import Figure
from game.analysis.result.model import Analysis, ObjectiveRange, OptionResult, Others, Ran, Reached, ValueToGo
from game.scenario.findings import Finding

Number = float | list[float] | None


def _written(analysis: Analysis) -> bool:
    return any(inject.written for inject in analysis.scenario.injects)


def as_json(analysis: Analysis, findings: Iterable[Finding], triples: bool = False) -> dict[str, Any]:
    """Return the analysis with its findings; each number is one where it is exact, else [estimate, low, high].

    Where no number is exact each stands in three parts. `triples` writes them so in any case, to be read back.
    """
    plain = _Plain("sampled" if triples else analysis.method)
    return {
        "scenario": analysis.scenario.id,
        "sha256": analysis.scenario.sha256,
        "method": analysis.method,
        "complete": analysis.complete,
        "states": analysis.states,
        "transitions": analysis.transitions,
        "runs": analysis.runs,
        "seconds": round(analysis.seconds, 3),
        **({"judged_by": "group" if analysis.scenario.self_judged else "another"} if _written(analysis) else {}),
        "injects": {
            id: plain.reached(reached) | ({"passes": plain.number(passes)} if passes else {})
            for id, reached in analysis.injects.items()
            for passes in (analysis.passes.get(id),)
        },
        "options": {id: plain.option(option) for id, option in analysis.options.items()},
        "endings": {
            id: plain.reached(analysis.ending_reach[id]) | plain.outcome(outcome)
            for id, outcome in analysis.endings.items()
        },
        "lessons": {
            id: plain.outcome(
                outcome,
                verdicts=_sampled(analysis.verdicts.get(id, {})),
                readings=_sampled(analysis.readings.get(id, {})),
            )
            | {"verdicts": {str(kind): plain.number(share) for kind, share in analysis.verdicts.get(id, {}).items()}}
            | {"readings": {str(kind): plain.number(share) for kind, share in analysis.readings.get(id, {}).items()}}
            for id, outcome in analysis.lessons.items()
        },
        "gauges": {
            id: plain.outcome(outcome, final=id in analysis.sampled_days, days=id in analysis.sampled_days)
            | plain.days(analysis, id)
            for id, outcome in analysis.gauges.items()
        },
        "parts": {id: plain.reached(reached) for id, reached in analysis.parts.items()},
        "decisions": {
            id: {
                "open": {option: rounded(store.open) for option, store in decision.options.items()},
                "before": _stores(decision.stores),
                "after": {option: _stores(store.stores) for option, store in decision.options.items()},
                "against_mean": {
                    option: {_name(objective): rounded(more) for objective, more in store.against.items()}
                    for option, store in decision.options.items()
                },
            }
            for id, decision in analysis.decisions.items()
        },
        "flows": {
            id: {target: rounded(share) for target, share in flows.items()}  # the end has no name
            for id, flows in analysis.flows.items()
        },
        **_mending(analysis),
        "strategies": {ran.name: _ran(ran) for ran in analysis.strategies},
        "questions": [
            {
                "asks": asking.name,
                "exact": asking.exact,
                "states": asking.states,
                "transitions": asking.transitions,
                "seconds": round(asking.seconds, 3),
                **({"why": asking.why} if asking.why else {}),
            }
            for asking in analysis.questions
        ],
        "findings": [finding.as_json() for finding in findings],
    }


def _mending(analysis: Analysis) -> dict[str, Any]:
    """What decisions teach, how large a class has to be, what to change, and what hangs on which number."""
    made: dict[str, Any] = {
        "teaching": {
            id: {"verdicts": rounded(each.verdicts), "endings": rounded(each.endings), "minutes": each.minutes}
            for id, each in analysis.teaching.items()
        }
    }
    if plan := analysis.plan:
        made["class_plan"] = {
            "lessons": {id: rounded(share) for id, share in plan.lessons.items()},
            "all_met": [rounded(chance) for chance in plan.chances],
            "syndicates": plan.needed,
            "never": list(plan.never),
        }
    if analysis.cures is not None:
        made["cures"] = [asdict(cure) for cure in analysis.cures]
        made["uncured"] = [list(each) for each in analysis.uncured]
    if analysis.sensitivity is not None:
        made["sensitivity"] = [
            {
                **{name: getattr(each, name) for name in ("path", "where", "before", "after", "old", "new")},
                "moves": {_name(o): [rounded(old), rounded(new)] for o, (old, new) in each.moves.items()},
                "share": rounded(each.share),
            }
            for each in analysis.sensitivity
        ]
    if analysis.unmended:
        made["unmended"] = analysis.unmended
    return made


class _Plain:
    """Numbers in the form that the method asks for, each that is not exact with its kind beside it."""

    def __init__(self, method: str) -> None:
        self.method = method

    def number(self, figure: Figure | None) -> Number:
        if figure is None:
            return None
        if self.method == "exact" or (self.method == "mixed" and figure.exact):
            return rounded(figure.value)
        return [rounded(part) for part in figure]

    def reached(self, reached: Reached) -> dict[str, Any]:
        made: dict[str, Any] = {"reachable": reached.reachable, "random": self.number(reached.random)}
        made |= _kinds({"random": reached.random})
        if reached.way is not None:
            made |= {"script": dict(reached.way.script), "luck": dict(reached.way.luck), "seed": reached.way.seed}
            if reached.way.releases:
                made["releases"] = dict(reached.way.releases)
        if reached.barred:
            made["barred"] = reached.barred
        if reached.only_if:
            made["only_if"], *others = map(list, reached.only_if)
            made |= {"or_if": others} if others else {}
        if reached.why:
            made["why"] = {"reachable": reached.why}
        return made

    def option(self, option: OptionResult) -> dict[str, Any]:
        made = self.reached(option.reached) | {
            "dominated_by": _ids(option.dominated_by),
            "outdone_by": _ids(option.outdone_by),
            "hopeless_beside": _ids(option.hopeless_beside),
            "dominated_on_gauges": _ids(option.dominated_on_gauges),
            "dominated_on_evidence": _ids(option.dominated_on_evidence),
        }
        if option.so_far:
            made["dominated_so_far_by"] = list(option.so_far)
        if option.why:
            made["why"] = made.get("why", {}) | dict(option.why)
        return made

    def outcome(self, outcome: ObjectiveRange, **more: bool) -> dict[str, Any]:
        """`more` names what else stands beside them, and whether it is sampled."""
        return {
            "random": self.number(outcome.random),
            "min": self.number(outcome.least),
            "max": self.number(outcome.greatest),
            **({"proved": [rounded(part) for part in outcome.proved]} if outcome.proved else {}),
            **_kinds(
                {
                    "random": outcome.random,
                    "min": outcome.least,
                    "max": outcome.greatest,
                    "proved": Figure(outcome.proved[0], *outcome.proved) if outcome.proved else None,
                },
                **more,
            ),
        }

    @staticmethod
    def days(analysis: Analysis, gauge: str) -> dict[str, Any]:
        return {
            "final": {str(value): rounded(share) for value, share in analysis.final.get(gauge, {}).items()},
            "days": [list(band) for band in _changes(analysis, gauge)],
        }


KINDS = {"random": "sampled", "min": "bounds", "max": "bounds", "proved": "bounds"}
"""What a number in three parts is: an estimate from random runs, or what was found between what nothing can pass."""


def _kinds(figures: Mapping[str, Figure | None], **sampled: bool) -> dict[str, Any]:
    """The kind of each that is not exact; nothing where all are."""
    found = {name: KINDS[name] for name, figure in figures.items() if figure is not None and not figure.exact}
    found |= {name: "sampled" for name, truth in sampled.items() if truth}
    return {"kinds": found} if found else {}


def _sampled(shares: Mapping[Any, Figure]) -> bool:
    return not all(share.exact for share in shares.values())


def _ids(others: Others) -> list[str] | None:
    return None if others is None else list(others)


def _changes(analysis: Analysis, gauge: str) -> Iterable[tuple[int, ...]]:
    """The days on which a band is not that of the day before."""
    before: tuple[int, ...] | None = None
    for band in analysis.bands.get(gauge, ()):
        values = (band.p5, band.p25, band.p50, band.p75, band.p95)
        if values != before:
            yield (band.day, *values)
        before = values


def _stores(stores: Mapping[Objective, ValueToGo]) -> dict[str, Any]:
    return {
        _name(objective): {"min": rounded(store.least), "max": rounded(store.greatest), "random": rounded(store.random)}
        for objective, store in stores.items()
    }


def _ran(ran: Ran) -> dict[str, Any]:
    return {"exact": ran.exact, **{_name(objective): rounded(value) for objective, value in ran.values.items()}}


def _name(objective: Objective) -> str:
    kind = "lesson" if objective.kind == "tally" else objective.kind
    return objective.id if objective.id.startswith("family:") else f"{kind}:{objective.id}"


def rounded(number: float) -> float:
    """Return a number without what only binary fractions brought in."""
    found = round(float(number), 12)
    return 0.0 if found == 0 else found
