"""Makers of small scenarios for tests: say what the test is about, the rest has a default.

    played = scenario(
        injects=[inject("market", option("patrol", effects={"trust": +5}), option("wait"), day=3)],
        gauges={"trust": 50, "safety": {"start": 10, "min": -5, "max": 15}},
        flags=["warned"],
        lessons={"measure_impact": "trust >= 50", "keep_revisiting": None},
        endings=[ending("lost", when="trust <= 0", stops=True), ending("else")],
        days=30,
    )

Everything goes the way of an author's file: to text, then through `load_files`. So a scenario that could not be written
cannot be tested either. Any field of format 1 may be given by its name (``from`` as ``sender``).
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from game.scenario.load import load_files
from game.scenario.pictures import Picture
from game.scenario.scenario import Scenario

_NOT_WRITTEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

Plain = dict[str, Any]
"""A part of a scenario as an author writes it."""

LESSONS = ("measure_impact", "keep_revisiting", "balance_quick_and_long", "protect_legitimacy", "inform_for_ownership")
"""Some ids of the catalogue, one of them a barrier's."""


def option(id: str = "act", evidence: Mapping[str, int | Plain] | None = None, **fields: Any) -> Plain:
    """An option. `evidence` may be short: ``{"measure_impact": +2}``."""
    made: Plain = {"id": id, "label": id.capitalize(), **fields}
    if evidence:
        made["evidence"] = {
            lesson: {"weight": of, "because": f"{id} speaks of {lesson}."} if isinstance(of, int) else of
            for lesson, of in evidence.items()
        }
    return made


def inject(id: str = "news", *options: Plain, **fields: Any) -> Plain:
    """An inject with these options; without any it is information, to be acknowledged."""
    made: Plain = {"id": id, "title": id.capitalize(), "situation": f"What {id} is about.", **fields}
    if options:
        made["options"] = list(options)
    return made


def branch(weight: int = 1, **fields: Any) -> Plain:
    """A branch of chance."""
    return {"weight": weight, **fields}


def later(after: int = 1, **fields: Any) -> Plain:
    """A delayed effect."""
    return {"after": after, **fields}


def trend(id: str = "drift", every: int = 1, **fields: Any) -> Plain:
    """What goes on by itself."""
    return {"id": id, "every": every, **fields}


def ending(id: str = "end", **fields: Any) -> Plain:
    """A thread for the debrief; without ``when`` it is told where no other is."""
    return {"id": id, "title": id.capitalize(), "text": f"It ended with {id}.", **fields}


def document(kind: str = "sitrep", text: str = "All quiet.", **fields: Any) -> Plain:
    """A paper on the table; its ``from`` is written ``sender``."""
    if "sender" in fields:
        fields["from"] = fields.pop("sender")
    return {"kind": kind, "text": text, **fields}


def draft(
    injects: Iterable[Plain] = (),
    gauges: Mapping[str, int | Plain] | None = None,
    flags: Iterable[str] | Mapping[str, Plain] = (),
    lessons: Iterable[str] | Mapping[str, str | Plain | None] = (),
    roles: Iterable[str] | Mapping[str, Plain] = ("leader",),
    endings: Iterable[Plain] = (),
    days: int = 30,
    **fields: Any,
) -> Plain:
    """A whole scenario as plain data.

    A gauge may be its start alone, a lesson its ``holds_if`` alone; flags, lessons and roles may be a list of ids.
    """
    if gauges is None:
        gauges = {"trust": 50, "safety": 50}
    made: Plain = {
        "format": 1,
        "id": "test",
        "title": "A test",
        "clock": {"days": days},
        "roles": _by_id(roles),
        "gauges": {id: {"start": of} if isinstance(of, int) else of for id, of in gauges.items()},
        "flags": _by_id(flags),
        "lessons": {id: {"holds_if": of} if isinstance(of, str) else of for id, of in _by_id(lessons).items()},
        "injects": list(injects),
        "endings": list(endings),
    }
    return made | fields


def _by_id(given: Iterable[str] | Mapping[str, Any]) -> Plain:
    return dict(given) if isinstance(given, Mapping) else {id: {} for id in given}


def written(plain: Plain) -> str:
    """A scenario's plain data as the text of a file (JSON with line breaks, which is YAML too).

    What no text file may hold, an author can only write as a code, as in "\\u001b".
    """
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    return _NOT_WRITTEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def scenario(injects: Iterable[Plain] = (), **fields: Any) -> Scenario:
    """A compiled scenario from what `draft` takes. A mistake in it raises ScenarioError, as it would for an author."""
    return compiled(draft(injects, **fields))


def compiled(plain: Plain) -> Scenario:
    """A compiled scenario from plain data."""
    return load_files({"test.yaml": written(plain), **pictures(plain)})


def pictures(plain: Plain) -> Plain:
    """What stands for the pictures that a scenario's papers name."""
    papers = [paper for inject in plain.get("injects") or [] for paper in inject.get("documents") or []]
    names = [str(paper.get("file", "")) for paper in papers]
    stub = Picture("image/png", 10, "0" * 64).stub()
    return {name: stub for name in names if name.endswith(".png")}
