"""Findings as SARIF 2.1.0, which editors and build servers show beside the line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from game.scenario.checks.codes import CODES
from game.scenario.findings import Finding
from game.scenario.text import visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return one SARIF log with one run: the rules that were broken, and where."""
    results = list(findings)
    used = sorted({finding.code for finding in results})
    driver = {"name": "whitecell", "rules": [_rule(code) for code in used]}
    index = {code: number for number, code in enumerate(used)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, index[finding.code]) for finding in results],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    known = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.why},
        "help": {"text": known.mend},
        "defaultConfiguration": {"level": str(known.level)},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    place = finding.place
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
        if finding.source:
            physical["region"]["snippet"] = {"text": visible(finding.source[:400])}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.where:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.where}]
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.level),
        "message": {"text": f"{finding.says} {finding.cure}".strip()},
        "locations": [location],
    }


def _uri(file: str) -> str:
    """A path as a URI: relative ones stay so, as a build server expects."""
    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix())
