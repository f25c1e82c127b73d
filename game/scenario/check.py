"""Checking a scenario: every error, and every warning and note; beside errors, those that no mending can change.

`check` is the whole of it for a path, `check_files` for texts that an editor holds.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from game.scenario.catalogue import Catalogue
from game.scenario.checks.additions import additions
from game.scenario.checks.check_context import Subject
from game.scenario.checks.codes import CODES, TABLE, Code, explained, known
from game.scenario.checks.cut import cut
from game.scenario.checks.evidence import evidence
from game.scenario.checks.gauges import gauges
from game.scenario.checks.markdown import markdown
from game.scenario.checks.never import never
from game.scenario.checks.sarif import as_sarif
from game.scenario.checks.seats import seats
from game.scenario.checks.suppressions import silenced
from game.scenario.checks.timing_checks import course
from game.scenario.checks.wording import wording
from game.scenario.files import INJECTS, MAIN, cured, exists, is_file, renamed
from game.scenario.findings import Finding, Level, Place
from game.scenario.load import Examined, examine, examine_files
from game.scenario.node import Path as NodePath
from game.scenario.shipped import shipped
from game.scenario.text import clean_line

__all__ = [
    "CODES",
    "TABLE",
    "Code",
    "as_sarif",
    "check",
    "check_all",
    "check_examined",
    "check_files",
    "explained",
    "known",
    "summary",
]

MOST = 4_000
"""Findings of one check that are listed."""

CERTAIN = frozenset(
    f"WC{number}"
    for number in (207, 211, 212, 214, 215, 216, 217, 221, 225, 233, 234, 243, 251, 252, 253, 257, 258, 260, 261)
) | frozenset(("WC264", "WC266", "WC314", "WC315"))
"""Codes that speak of one place in the file and of nothing that a mistake elsewhere could have hidden."""

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    evidence,
    course,
    never,
    cut,
    gauges,
    seats,
    wording,
    markdown,
    additions,
)


More = Callable[[Subject], Iterator[Finding]]
"""A check from another room."""

NEVER = frozenset(
    ("WC211", "WC213", "WC214", "WC215", "WC216", "WC217", "WC218", "WC222", "WC223", "WC224", "WC262", "WC263")
)
"""Say that something can never come to pass, without an analysis."""

UNREACHED = frozenset(("WC271", "WC272", "WC273", "WC274"))
"""Say so from an analysis."""


def check(path: Path | str, lessons: Catalogue | None = None, more: More | None = None) -> list[Finding]:
    """Return everything that is to be said of the scenario at a path, in the order of the file."""
    return check_examined(examine(path, lessons), more)


def check_all(names: Sequence[str], more: More | None = None) -> list[Finding]:
    """The same for several, each the path or the id of a scenario; of several, a file that is none is passed over."""
    by_id = shipped()
    found: list[Finding] = []
    for name in names:
        path = by_id[name] if name in by_id and not exists(Path(name)) else Path(name)
        said = check(path, more=more)
        if len(names) > 1 and [each.code for each in said] == ["WC101"] and is_file(path) and not said[0].place.line:
            passed = CODES["WC313"]
            says = "this is not a scenario, and is passed over."
            said = [Finding(passed.code, passed.level, said[0].place, says, why=passed.why)]
        found += said
    return found


def check_files(files: Mapping[str, str], lessons: Catalogue | None = None) -> list[Finding]:
    """The same for files held in memory: name inside the scenario's folder to text."""
    return check_examined(examine_files(files, lessons))


def check_examined(examined: Examined, more: More | None = None) -> list[Finding]:
    """The same for a scenario that has been read already.

    `more` is a check that needs more than the text, such as an analysis; it is asked where the scenario can be played.
    """
    wrong = [*_unread(examined), *(replace(each, why=CODES[each.code].why) for each in examined.findings)]
    scenario = examined.scenario or (examined.mended.scenario if examined.mended else None)
    if scenario is None or examined.root is None:
        return wrong
    subject = Subject(scenario, examined.root, examined.source, whole=examined.mended is None)
    checks = CHECKS if more is None or examined.findings else (*CHECKS, more)
    said = [finding for say in checks for finding in _bounded(say, subject)]
    found: Iterable[Finding] = silenced(subject, _once(subject, said), analysed=len(checks) > len(CHECKS))
    if examined.mended:
        found = _certain(subject, found, examined.mended.paths, wrong)
    order = {shown: index for index, shown in enumerate(examined.source.shown.values())}
    lost = any(each.code == "WC111" or each.says.endswith("is not an id.") for each in wrong)
    return sorted(
        [*wrong, *found],
        key=lambda f: (_turn(f, lost), order.get(f.place.file, len(order)), f.place.line, f.place.column, f.code),
    )


def _turn(finding: Finding, lost: bool) -> int:
    """Causes before consequences: what is not read at all first, and last a name that most likely is lost by an id."""
    follows = lost and finding.code in ("WC110", "WC120") and finding.says.startswith("no inject is called")
    return 0 if finding.code == "WC267" else 2 if follows else 1


def _unread(examined: Examined) -> Iterator[Finding]:
    """Files that look like injects and are passed over; before all else, for what is in them is missed elsewhere."""
    code = CODES["WC267"]
    for name in examined.source.unread:
        if name in examined.source.files:
            continue  # a document
        place = Place(clean_line(f"{_folder_of(examined)}{name}", 1_000))
        folder, _, own = name.rpartition("/")
        says = f"this file is not read: the name of a file in {INJECTS}/ ends in .yaml."
        cure = cured(own)
        if folder != INJECTS:
            says = f"this file is not read: injects lie in {INJECTS}/, or in {MAIN} itself."
            cure = f"Move it to '{INJECTS}/{clean_line(renamed(own), 80)}'."
        yield Finding(code.code, code.level, place, says, cure, code.why)


def _folder_of(examined: Examined) -> str:
    """What stands before the names of files in a scenario's folder, as a person knows it."""
    name, shown = next(iter(examined.source.shown.items()), ("", ""))
    return shown.removesuffix(name)


def _certain(
    subject: Subject, found: Iterable[Finding], mended: Sequence[NodePath], wrong: list[Finding]
) -> Iterator[Finding]:
    """What holds of a scenario with mistakes in it, however they are mended: the rest is said once they are."""
    lines = {(finding.place.file, finding.place.line) for finding in wrong}
    for finding in found:
        path = subject.path(finding)
        if (
            finding.code in CERTAIN
            and (finding.place.file, finding.place.line) not in lines
            and not any(path[: len(each)] == each[: len(path)] for each in mended)
        ):
            yield finding


def _once(subject: Subject, found: list[Finding]) -> Iterator[Finding]:
    """The findings without those of an analysis that only say of a part what was said of a condition in it."""
    barred = [subject.path(finding) for finding in found if finding.code in NEVER]
    for finding in found:
        path = subject.path(finding)
        if finding.code not in UNREACHED or not any(each[: len(path)] == path for each in barred):
            yield finding


def _bounded(say: Callable[[Subject], Iterator[Finding]], subject: Subject) -> Iterator[Finding]:
    """What one check has to say, up to more than anybody reads; a hostile file has to be answered in bounded time."""
    found = say(subject)
    yield from itertools.islice(found, MOST)
    if next(found, None) is not None:
        says = f"there are more than {MOST:,} findings of one kind; those behind them are not listed."
        yield subject.at("WC314", subject.root.place, says, "Mend these, and check again.")


def summary(findings: Iterable[Finding]) -> str:
    """Return one line for the end of a list: how many of each level."""
    levels = [finding.level for finding in findings]
    counts = [(levels.count(level), level) for level in Level if level in levels]
    if not counts:
        return "Nothing to say: it can be played."
    said = ", ".join(f"{count} {level}{'s' if count > 1 else ''}" for count, level in counts)
    return f"{said}; it {'cannot be played yet' if Level.ERROR in levels else 'can be played'}."
