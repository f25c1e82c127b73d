"""The author's page as one file of HTML: findings first, then the course, heat, bands and numbers."""

from __future__ import annotations

from game.report import analysis_intros
from game.report.analysis import AnalysisReport
from game.report.html.bands import band_chart
from game.report.html.course import course
from game.report.html.environment import language as tag
from game.report.html.environment import render

CONTENTS = {
    "findings": "Findings",
    "course": "What follows what",
    "heat": "Options against lessons and gauges",
    "bands": "Gauges over the days",
    "endings": "Endings",
    "lessons": "Lessons",
    "gauges": "Gauges at the end",
    "strategies": "Naive strategies",
    "ways": "How each is reached",
    "questions": "How it was worked out",
}


def analysis_html(report: AnalysisReport, language: str = "en") -> str:
    """Return an analysis as a page; ``language`` is the scenario's, for the page's ``lang``."""
    return render(
        "analysis.html.j2",
        r=report,
        intros=analysis_intros,
        contents=list(CONTENTS.items()),
        course=course("course-drawing", report.decisions),
        bands=[(f"{part.title} ({part.note})" if part.note else part.title, band_chart(part)) for part in report.bands],
        heading=f"Analysis: {report.title}",
        language=tag(language),
    )
