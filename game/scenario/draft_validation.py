"""Validation of a draft: which keys it has and which kinds of value, before any name is looked up.

Pydantic finds what is wrong; here it gets its place in the file, a person's words and a cure. What is wrong is then
mended in memory, so that the rest of the file can be checked in the same go (`Shape.mended`).
"""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from game.scenario import field_types, model, signs, titles
from game.scenario.findings import Finding, Place, ScenarioError, did_you_mean, edits, error, nearest
from game.scenario.node import Node, Path
from game.scenario.source import Source

MAX_FINDINGS = 500
"""No person mends more in one go, and a hostile file has to be refused in bounded time."""

_ROUNDS = 4
"""Times that a draft is validated at most, each after what was wrong is mended in memory. Later rounds only report what
lies below a key that was given its right name."""
_MANY = 5_000
"""Faults from which on listing them takes longer than finding them: the draft is thinned to its first items then."""

_PARTS: dict[str, tuple[str, type[model.DraftPart]]] = {
    "clock": ("the clock", model.ClockDraft),
    "roles": ("a role", model.RoleDraft),
    "gauges": ("a gauge", model.GaugeDraft),
    "flags": ("a flag", model.FlagDraft),
    "lessons": ("a lesson", model.LessonDraft),
    "trends": ("a trend", model.TrendDraft),
    "injects": ("an inject", model.InjectDraft),
    "documents": ("a document", model.DocumentDraft),
    "private": ("a private fact", model.PrivateFactDraft),
    "also": ("a paragraph", model.AlsoDraft),
    "opens_with": ("an opening", model.OpeningDraft),
    "epilogue": ("a paragraph of the epilogue", model.EpilogueParagraphDraft),
    "options": ("an option", model.OptionDraft),
    "advice": ("advice", model.AdviceDraft),
    "chance": ("a branch of chance", model.BranchDraft),
    "later": ("a delayed effect", model.LaterDraft),
    "evidence": ("evidence", model.EvidenceDraft),
    "endings": ("an ending", model.EndingDraft),
    "forecasts": ("a forecast", model.ForecastDraft),
    "questions": ("a question", model.QuestionDraft),
}
"""A key that holds parts: what one of them is called, and its model."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A scenario whose shape was checked."""

    draft: model.Draft | None
    """None where too much is wrong to look further."""
    findings: tuple[Finding, ...] = ()
    mended: tuple[Path, ...] = ()
    """Where `draft` is not what the author wrote: what is said of names in these parts may be untrue."""

    def doubtful(self, path: Path) -> bool:
        """Whether a complaint at this path may come of the mending alone."""
        return any(path[: len(mended)] == mended for mended in self.mended)


def shape(root: Node, source: Source) -> Shape:
    """Check the shape of a scenario; every mistake becomes a finding, in the order of the file."""
    if root.kind != "map":
        says = "a scenario is a map that begins with 'format: 1'."
        return Shape(None, (error("WC101", root.place, says, "", source.line(root.place)),))
    value: Any = root.value()
    findings: list[Finding] = []
    mended: list[Path] = []
    renamed: list[Path] = []
    for round in range(_ROUNDS):
        made, details = _validated(value)
        if made is not None:
            return Shape(made, tuple(findings), tuple(mended))
        # Later rounds only see what the mending left, except below keys that now have their right name.
        told = [detail for detail in details if round == 0 or _below(detail["loc"], renamed)]
        findings += [_finding(detail, root, source) for detail in _without_echoes(told[:MAX_FINDINGS], root)]
        if len(details) > MAX_FINDINGS:
            break
        rest = [detail for detail in details if not _rename(value, root, detail, renamed)]
        if not all(_mend(value, detail, mended) for detail in rest):
            break
    return Shape(None, tuple(findings[:MAX_FINDINGS]))


def _below(path: Path, renamed: list[Path]) -> bool:
    return any(path[: len(each)] == each for each in renamed)


def _validated(value: Any) -> tuple[model.Draft | None, list[Any]]:
    """Return the draft, or what is wrong with it."""
    try:
        return model.Draft.model_validate(value), []
    except ValidationError as all_of_it:
        problem = all_of_it
    # Listing very many complaints takes longer than finding them: those of the first items will do.
    for most in (200, 20):
        if problem.error_count() >= _MANY:
            try:
                model.Draft.model_validate(_thinned(value, most))
            except ValidationError as first_of_it:
                problem = first_of_it
    return None, problem.errors(include_url=False, include_input=False)


def _thinned(value: Any, most: int) -> Any:
    """The first items of every list and map."""
    if isinstance(value, list):
        return [_thinned(item, most) for item in value[:most]]
    if isinstance(value, dict):
        return {key: _thinned(item, most) for key, item in itertools.islice(value.items(), most)}
    return value


def draft(root: Node, source: Source) -> model.Draft:
    """Return the scenario's shape.

    Raises:
        ScenarioError: with one finding for each mistake.
    """
    made = shape(root, source)
    if made.findings or made.draft is None:
        raise ScenarioError(made.findings)
    return made.draft


# --- what is said


def _meant(path: Path, root: Node) -> str | None:
    """The key that an unknown one was most likely meant to be: none that is there already, and any that is needed."""
    word, there = str(path[-1]), {key.text for key, _ in root.find(path[:-1]).items}
    missing = [name for name in _fields(path[:-1]) if name not in there]
    required = (name for name in missing if _is_required(path[:-1], name) and edits(word, name) <= 2)
    return nearest(word, missing) or next(required, None)


def _without_echoes(details: list[Any], root: Node) -> Iterator[Any]:
    """Leave out 'x is missing' where a key beside it was most likely meant to be x: one mistake, one complaint."""
    meant = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            path = detail["loc"]
            meant.add((path[:-1], _meant(path, root)))
    for detail in details:
        path = detail["loc"]
        # A key that swallowed its value for want of a space has none: that is said of the key.
        swallowed = bool(path) and _CLOSE.fullmatch(str(path[-1])) and not root.find(path).text
        if not swallowed and (detail["type"] != "missing" or (path[:-1], path[-1]) not in meant):
            yield detail


_CLOSE = re.compile(r"(?P<key>\w{1,60}):(?P<value>[^\s:/]{1,60})")
"""A key and a value that YAML takes for one word, as no space stands between them."""


def _day_meant(root: Node, text: str) -> str:
    """The day of the clock that a date is, where a number of days is expected; empty where it is no date of one."""
    if not re.fullmatch(field_types.DATE, text):
        return ""
    start, hours = root.find(("clock", "start")).text[:10], root.find(("clock",)).key("hours")
    try:
        day = (dt.date.fromisoformat(text) - dt.date.fromisoformat(start)).days
    except ValueError:
        day = -1
    if day < 0 or hours:
        return f"Write {'hours' if hours else 'days'} as a number, counted from the clock's start."
    return f"Write {day}, which is that date."


def _finding(detail: Any, root: Node, source: Source) -> Finding:
    """Turn one complaint of pydantic into a finding with its place and a cure."""
    path: Path = tuple(step for step in detail["loc"] if step != "[key]")
    name = str(path[-1]) if path else ""
    node = root.find(path)
    place = node.place
    parent = root.find(path[:-1])
    key = parent.key(name)
    match detail["type"]:
        case "extra_forbidden":
            place = key.place if key else place
            code, says = "WC102", f"'{name[:60]}' is not a key of {part_name(path[:-1])}."
            meant = _meant(path, root)
            cure = f"Did you mean '{meant}'?" if meant else f"It has: {', '.join(_fields(path[:-1]))}."
            if _cut_at_a_comma(name) and source.line(place)[: place.column - 1].rstrip().endswith(","):
                says = f"'{name[:60]}' is the rest of a text that was cut at its comma."
                cure = "Inside { } put a text with a comma in double quotes."
        case "missing":
            place = parent.place
            code, says = "WC103", f"{part_name(path[:-1])} needs '{name}'."
            cure = f"Add '{name}:'."
            if key:
                place, cure = key.place, "Write it after the ':'; nothing stands there."
        case "whitecell":
            code, says, cure = "WC104", detail["ctx"]["says"], detail["ctx"]["cure"]
            at_key = detail["loc"][-1] == "[key]"
            if at_key:
                place = key.place if key else place
            if says.startswith("a whole number is expected"):
                cure = _day_meant(root, node.text) or cure
            if at_key and (found := _CLOSE.fullmatch(name)) and not node.text:
                says = f"a space is missing behind the ':' of '{name[:60]}'."
                cure = f"Write '{found['key']}: {found['value']}'."
            if says.endswith("is not an id."):
                cure = titles.cure(root, name if at_key else node.text, path, at_key) or cure
        case "literal_error":
            code, says, cure = _unknown_word(node, name, str(detail["ctx"].get("expected", "")))
        case "model_type" | "dict_type" | "model_attributes_type":
            code, says = "WC106", f"a map (key: value) is expected for {name or 'this'}."
            words = [child.text for child in node.children if child.kind == "scalar" and child.text]
            cure = (
                f"Write '{words[0][:60]}:' instead of '- {words[0][:60]}'." if words else "Indent its keys beneath it."
            )
        case "list_type":
            code, says = "WC107", f"a list is expected for {name or 'this'}."
            cure = "Begin each item with '- ', or use [ ]."
            if node.kind == "scalar" and re.fullmatch(field_types.ID_PATTERN, node.text):
                cure = f"Put brackets round it: [{node.text}]."
        case _:
            code, says, cure = "WC108", f"{name or 'this'}: {detail['msg'][:1].lower()}{detail['msg'][1:]}.", ""
    said = _strange(key if key is not None and place == key.place else node, code, source)
    if said:
        place, says, cure = said
    return error(code, place, says, cure, source.line(place), where(path, root))


def _strange(node: Node | None, code: str, source: Source) -> tuple[Place, str, str] | None:
    """What is wrong with a key, an id, a word or a number that only looks as it should: the sign by its name."""
    if node is None or node.kind != "scalar" or code not in ("WC102", "WC104", "WC105"):
        return None
    at = signs.strange(node.text)
    mended = signs.mended(node.text).strip()
    if (
        at < 0
        or not (mended.isascii() and mended.isprintable())
        or len(node.text) > 80
        or " " in mended.removeprefix("= ")
    ):
        return None
    line = source.line(node.place)
    column = line.find(node.text[at], node.column - 1) + 1
    says = f"there is {signs.named(node.text[at])} in '{node.text}'."
    return Place(node.file, node.line, column or node.column), says, f"Write {mended}."


def _cut_at_a_comma(key: str) -> bool:
    """Whether a key may be what `{when: chose(a, b)}` or `{text: Yes, but}` leaves behind at its comma."""
    return " " in key or (key.endswith(")") and "(" not in key)


def _unknown_word(node: Node, name: str, expected: str) -> tuple[str, str, str]:
    """Say that a word is none of those that may stand here."""
    given = node.text[:60] if node.kind == "scalar" else field_types.word(node.value())
    if name == "format":
        return "WC105", f"this engine reads format 1, not '{given}'.", "Write 'format: 1', without quotes."
    if not given:
        return "WC105", f"nothing stands here for {name or 'this'}.", f"Write one of: {_words(expected)}."
    wanted = _words(expected)
    cure = f"{did_you_mean(given, wanted.split(', '))} Write one of: {wanted}.".strip()
    return "WC105", f"'{given}' cannot stand for {name or 'this'}.", cure


def _words(expected: str) -> str:
    """The words that pydantic expects, without its quotes."""
    return expected.replace(" or ", ", ").replace("'", "")


def _part(path: Path) -> tuple[str, type[model.DraftPart]]:
    names = [step for step in path if isinstance(step, str) and step in _PARTS]
    return _PARTS[names[-1]] if names else ("a scenario", model.Draft)


def part_name(path: Path) -> str:
    """What the thing at ``path`` is called, for a sentence."""
    return _part(path)[0]


def _fields(path: Path) -> Iterator[str]:
    """The keys that the thing at ``path`` may have."""
    for name, info in _part(path)[1].model_fields.items():
        yield info.alias or name


def _is_required(path: Path, name: str) -> bool:
    return any((info.alias or key) == name and info.is_required() for key, info in _part(path)[1].model_fields.items())


def where(path: Path, root: Node) -> str:
    """The place in the scenario's own ids, such as ``market_attack.patrols``."""
    words: list[str] = []
    node: Node | None = root
    for step in path:
        node = node.step(step) if node else None
        if isinstance(step, int):
            id_node = node.get("id") if node else None
            words.append(id_node.text if id_node and id_node.kind == "scalar" else str(step))
        elif step not in ("injects", "options", "roles", "gauges", "flags", "trends", "endings"):
            words.append(step)
    return ".".join(words)[:200]


# --- mending in memory

_SAMPLES: dict[str, Any] = {
    "format": 1,
    "id": "mended",
    "title": "Mended",
    "clock": {"days": field_types.MAX_DAYS},
    "days": field_types.MAX_DAYS,
    "start": 0,
    "every": 1,
    "after": 1,
    "weight": 1,
    "kind": "report",
    "ask": "Mended",
    "about": "day >= 0",
}
"""For each key that has to be there, a value that may stand."""


_MAPS = frozenset(("roles", "gauges", "flags", "lessons", "advice", "evidence", "effects", "interests", "private"))
_NAMING = frozenset(("roles", "gauges", "flags", "lessons", "injects", "options"))


def _rename(value: Any, root: Node, detail: Any, renamed: list[Path]) -> bool:
    """Give a misspelt key its right name, so that what stands below it can be checked and named in the same go."""
    path: Path = detail["loc"]
    meant = _meant(path, root) if path and detail["type"] == "extra_forbidden" else None
    parent = value
    for step in path[:-1] if meant else ():
        parent = parent[step]
    if not meant or meant in parent:
        return False
    parent[meant] = parent.pop(path[-1])
    root.find(path[:-1]).rename(str(path[-1]), meant)
    renamed.append((*path[:-1], meant))
    return True


def _mend(value: Any, detail: Any, mended: list[Path]) -> bool:
    """Put something valid where a complaint was, in `value` itself; False where that cannot be done."""
    path: Path = tuple(step for step in detail["loc"] if step != "[key]")
    bad_key = detail["loc"][-1:] == ("[key]",)
    if not path or (path[-1] in _NAMING and _is_field(path)):
        return False  # with all its names gone, every use of one would look wrong
    parent = value
    for step in path[:-1]:
        try:
            parent = parent[step]
        except (KeyError, IndexError, TypeError):
            return True  # an earlier mending took the whole part away
    last = path[-1]
    given = parent.get(last) if isinstance(parent, dict) else None
    if detail["type"] == "missing" and given is not None:
        return True  # it was there under another name
    if isinstance(parent, list):
        # The place in the list is kept: paths of other complaints count on it.
        parent[int(last)] = _sample_part(path, len(mended))
    elif not isinstance(parent, dict):
        return True
    elif bad_key:
        parent.setdefault(field_types.as_id(str(last)), parent.pop(last, None))
    elif detail["type"] == "extra_forbidden":
        parent.pop(last, None)
    elif not _is_field(path):
        parent[last] = _sample_part(path, len(mended))
    elif last in _SAMPLES:
        parent[last] = copy.deepcopy(_SAMPLES[str(last)])
        if last == "id":
            parent[last] = field_types.as_id(given) if isinstance(given, str) else f"mended_{len(mended)}"
    else:
        parent.pop(last, None)
    # A gauge's bounds, an ending's condition and the rest of a cut text bear on what stands beside them.
    beside = path[0] in ("gauges", "endings") or _cut_at_a_comma(str(last))
    mended.append(path[:-1] if beside and len(path) > 1 else path)
    return True


def _is_field(path: Path) -> bool:
    """Whether the last step is a key of the format, not an id of the author's."""
    return len(path) == 1 or (path[-2] not in _MAPS and isinstance(path[-1], str))


def _sample_part(path: Path, number: int) -> Any:
    """A whole part, or an item of a list of ids or of numbers, that may stand at ``path``."""
    holder = path[-2]
    if holder in ("effects", "interests"):
        return 0
    if holder == "private":
        return ""
    if holder not in _PARTS:
        return "mended"
    made = {}
    for name, info in _PARTS[str(holder)][1].model_fields.items():
        if info.is_required():
            made[info.alias or name] = f"mended_{number}" if name == "id" else copy.deepcopy(_SAMPLES[name])
    return made
