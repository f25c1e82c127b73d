"""One scenario with something of everything that an author's page shows, and its analysis."""

from functools import cache

from game import analysing
from game.analysis.analyse import analyse
from game.analysis.result.model import Analysis
from game.analysis.run.study import Wish
from game.report.analysis import AnalysisReport, report
from game.scenario.checks.check_context import Subject
from game.scenario.load import examine_files
from tests import kit
from tests.kit import branch, ending, inject, later, option

ROWS = 256
"""Runs of a batch: few, so that a test is quick."""

DRAFT = kit.draft(
    [
        inject(
            "market",
            option(
                "patrol", effects={"trust": +6, "safety": -4}, evidence={"measure_impact": +2},
                chance=[branch(3, effects={"trust": +1}), branch(1, set=["seen"])],
                later=[later(2, effects={"safety": +2})],
            ),
            option("wait", effects={"trust": -3}, evidence={"measure_impact": -1}),
            option("worse", effects={"trust": -4}, evidence={"measure_impact": -1}),
            option("closed", requires="trust >= 90", evidence={"measure_impact": +1}),
            day=1,
        ),
        inject("rumour", day=2),
        inject("road", option("go", effects={"safety": -1}), option("stay", effects={"trust": -1}), day=3, when="seen"),
        inject("bridge", option("cross", requires="trust > 50"), day=4, title="The bridge"),
        inject("never", option("a"), option("b"), day=4, when="seen and trust <= 40"),
        inject("call", option("yes"), option("no"), manual=True),
    ],
    title="A page of everything",
    gauges={"trust": 50, "safety": {"start": 40, "good": "low"}},
    flags=["seen"],
    lessons=["measure_impact"],
    roles={"chief": {"title": "Chief", "interests": {"trust": 2}}},
    endings=[ending("good", when="trust > 50"), ending("lost", when="trust < 10"), ending("else")],
    days=6,
)  # fmt: skip


def made(draft: kit.Plain = DRAFT, sample: int = 0, memory: int = 1 << 30) -> tuple[Analysis, Subject]:
    """The analysis of a scenario, and its text."""
    examined = examine_files({"test.yaml": kit.written(draft)})
    assert examined.scenario
    assert examined.root
    analysis = analyse(examined.scenario, Wish(memory, sample=sample, rows=ROWS))
    return analysis, Subject(examined.scenario, examined.root, examined.source)


def reported(draft: kit.Plain = DRAFT, sample: int = 0, memory: int = 1 << 30) -> AnalysisReport:
    """The report of a scenario."""
    analysis, subject = made(draft, sample, memory)
    return report(analysis, analysing.said(analysis, subject))


@cache
def everything() -> AnalysisReport:
    """The report of that one scenario."""
    return reported()


@cache
def sampled() -> AnalysisReport:
    """The same from random runs alone."""
    return reported(sample=500)
