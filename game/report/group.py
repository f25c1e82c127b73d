"""A syndicate's debrief: that of its run, and what only a group has: voices, acts of the facilitator, measures.

Three copies are made from one record: the syndicate's (nobody's own answers in it, names only
with consent), one for each seat (redacted by role, with that seat's own answers), and the class's.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.exercise.classroom.capacity import MAX_SYNDICATES
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.errors import Refused
from game.exercise.views.facilitator_view_builder import closed, label
from game.exercise.views.inject_state import decided
from game.record.events import How
from game.record.run import Action, Choice, Decision, Run
from game.report.acts import FacilitatorAct, acts
from game.report.debrief import debrief
from game.report.front_model import Front
from game.report.html.redact import for_roles
from game.report.measure_words import DECIDED
from game.report.measures import FEWEST_PEOPLE, Measures, measures
from game.report.model import Debrief, DecisionPart, Opened
from game.scenario.lessons import known_lessons
from game.words import Message, lazy


@dataclass(frozen=True, slots=True)
class Voice:
    """What one seat would have done alone."""

    option: str
    confidence: None
    """Never told of one person; `Measures.confidence` has the spread. The key stays for programs that read it."""
    reason: str
    name: str
    """Only with the person's consent."""
    apart: bool
    """Whether it was decided otherwise: a minority's reasons are kept."""


@dataclass(frozen=True, slots=True)
class InjectVoices:
    """The voices at one inject."""

    inject: str
    title: str
    decided: str
    how: Message
    voices: tuple[Voice, ...]
    """Of fewer than five people those who agreed to be quoted; else all, those apart last."""
    said: Message | None = None
    """Who decided and how, as a sentence begins."""
    also_said: tuple[str, ...] = ()
    """Reasons without their options, where one of them would point to a single person."""
    hidden: bool = False
    """Whether voices are left out, because fewer than five people chose."""


@dataclass(frozen=True, slots=True)
class MarkedLesson:
    """An observer's mark."""

    lesson: str
    inject: str
    text: str


@dataclass(frozen=True, slots=True)
class GroupDebrief:
    """Everything that a syndicate's report shows."""

    syndicate: str
    debrief: Debrief
    tables: tuple[InjectVoices, ...]
    acts: tuple[FacilitatorAct, ...]
    marks: tuple[MarkedLesson, ...]
    measures: Measures
    said: tuple[tuple[str, str], ...] = ()
    """The lines that the group typed at the cards of its talk: the id of the card, and the line."""
    actions: tuple[Action, ...] = ()
    """What the group means to do."""
    over_at: str = ""
    """When the exercise was over, in a seat's own copy: from then on it is asked again."""


_KNOWN: deque[tuple[Run, Opened]] = deque(maxlen=MAX_SYNDICATES)
_WORKING = threading.Lock()


def group_debrief(record: ClassRecord, syndicate: str) -> GroupDebrief:
    """Return a syndicate's debrief; nobody's own answers and forecasts are in it."""
    run = record.runs[syndicate]
    close = closed(record.roster, run)
    bare = replace(run, answers={}, forecasts={}, recalled=())
    whole = debrief(bare, f"{record.name}.{syndicate}", opened=_opened(run), close=close)
    return _group(record, syndicate, replace(whole, you=f"Syndicate {syndicate}"))


def seat_debrief(record: ClassRecord, seat: str) -> GroupDebrief:
    """Return a seat's own copy: without what other seats alone knew, with its own notes, answers and forecasts.

    Raises:
        Refused: where the exercise is not over, or there is no such seat.
    """
    member = record.roster.members.get(seat)
    if member is None or member.removed or not member.admitted:
        raise Refused(lazy("this seat is no longer yours."))
    if not record.roster.over:
        raise Refused(lazy("the debrief is there once the facilitator has given ENDEX."))
    run = record.runs[member.syndicate]
    titles = frozenset(role.title for role in record.scenario.roles if role.id in member.roles)
    name, close = f"{record.name}.{member.syndicate}", closed(record.roster, run)
    own = debrief(_only(run, seat), name, opened=_opened(run), close=close)
    cut = for_roles(own, titles)
    mine = replace(
        cut,
        you=f"{member.name}: {', '.join(sorted(titles))}" if titles else member.name,
        forecasts=own.forecasts,
        brier=own.brier,
        answers=own.answers,
        notes=own.notes,
        recalled=own.recalled,
    )
    return _group(record, member.syndicate, mine, seat)


def _opened(run: Run) -> Opened:
    """What else was open in a run: worked out once for all of its seats; whoever asks meanwhile waits."""
    if run.looked:
        from game.report.open import opened

        return opened(run)
    with _WORKING:
        found = next((found for known, found in _KNOWN if _same(known, run)), None)
        if found is not None:
            return found
        from game.report.open import opened  # here, because it brings numpy, which a class does without until then

        found = opened(run)
        _KNOWN.append((run, found))
        return found


def _same(one: Run, other: Run) -> bool:
    """Whether the same was decided under the same luck."""
    fixed = one.scenario.sha256 == other.scenario.sha256 and one.seed == other.seed
    return fixed and one.happenings == other.happenings and one.brought == other.brought


def _only(run: Run, seat: str) -> Run:
    """The run with the personal things of one seat alone."""
    return replace(
        run,
        answers={key: value for key, value in run.answers.items() if key[0] == seat},
        forecasts={key: value for key, value in run.forecasts.items() if key[0] == seat},
        notes=tuple(note for note in run.notes if note.by == seat),
        recalled=tuple(each for each in run.recalled if each.by == seat),
    )


def _group(record: ClassRecord, syndicate: str, whole: Debrief, mine: str = "") -> GroupDebrief:
    """``mine`` is the seat whose own copy it is: its own words are in it."""
    run = record.runs[syndicate]
    held = {role for each in record.roster.at(syndicate) for role in each.roles}
    titles = {role.title for role in record.scenario.roles if role.id in held}
    done = tuple(_by_the_group(run, _held(part, titles)) for part in whole.decisions)
    tables = tuple(_table(record, run, taken, mine) for taken in run.decisions)
    # What the facilitator changed by hand stands among the acts, with everything else that they did.
    return GroupDebrief(
        syndicate=syndicate,
        debrief=replace(whole, decisions=done, by_facilitator=(), front=_front(whole, tables)),
        tables=tables,
        acts=acts(record, syndicate),
        marks=tuple(_marks(record, syndicate)),
        measures=measures(record, syndicate),
        said=tuple(run.talk.lines.items()) if run.talk else (),
        actions=run.actions,
        over_at=(record.roster.over_at or "") if mine else "",
    )


def _held(part: DecisionPart, roles: set[str]) -> DecisionPart:
    """A decision with those papers and private facts alone that were for somebody of the syndicate."""
    return replace(part, bearing=tuple(each for each in part.bearing if not each.to or roles.intersection(each.to)))


def _front(whole: Debrief, tables: Sequence[InjectVoices]) -> Front | None:
    """The first page; of a discussion with the sentences of those who stood apart, as far as they may be shown."""
    if whole.front is None or whole.front.gauges:
        return whole.front
    apart = [(table.title, voice.reason) for table in tables for voice in table.voices if voice.apart and voice.reason]
    return replace(whole.front, apart=tuple(apart))


def _by_the_group(run: Run, part: DecisionPart) -> DecisionPart:
    """A decision as the group's: of a vote no single voice is the reason; a leader's reason is the role's and stands,
    how sure the person was and their own doubts do not."""
    taken = next((each for each in run.decisions if each.inject == part.inject), None)
    if taken is None:
        return part
    if taken.how is How.LEADER:
        return replace(part, confidence=None, counter="")
    return replace(part, reason="", confidence=None, counter="")


def _table(record: ClassRecord, run: Run, taken: Decision, mine: str) -> InjectVoices:
    inject = record.scenario.inject(taken.inject)
    choices = run.choices.get(taken.inject, ())
    quoted = {each.seat for each in choices if each.seat == mine or (each.reason and _named(record, each.seat))}
    shown, also = _spoken(choices, taken, quoted)
    voices = [_voice(record, choice, taken) for choice in shown]
    # Those who stood apart come last; within each, the order in which they chose is not told.
    ordered = sorted(voices, key=lambda voice: (voice.apart, voice.option, voice.reason))
    return InjectVoices(
        inject.id, inject.title, label(inject, taken.option), DECIDED[taken.how], tuple(ordered),
        decided(run, inject.id), also, len(shown) < len(choices),
    )  # fmt: skip


def _spoken(choices: Sequence[Choice], taken: Decision, quoted: set[str]) -> tuple[list[Choice], tuple[str, ...]]:
    """The choices that may be shown, and the reasons that may be shown without an option.

    Of fewer than five people only those who agreed to be quoted are shown. Of more, where an option was one person's
    alone, a reason beside it would be that person's: then all reasons of those who did not agree stand apart from
    their options, and one that is left there by itself is not told.
    """
    if len(choices) < FEWEST_PEOPLE:
        return [choice for choice in choices if choice.seat in quoted], ()
    counts = Counter(choice.option for choice in choices)
    if not any(counts[each.option] == 1 and each.reason and each.seat not in quoted for each in choices):
        return list(choices), ()
    shown = [choice if choice.seat in quoted else replace(choice, reason="") for choice in choices]
    leads = taken.by if taken.how is How.LEADER else ""  # that reason stands with the decision, as the role's
    also = sorted({each.reason for each in choices if each.reason and each.seat not in quoted and each.seat != leads})
    return shown, tuple(also) if len(also) > 1 else ()


def _voice(record: ClassRecord, choice: Choice, taken: Decision) -> Voice:
    name = record.roster.members[choice.seat].name if _named(record, choice.seat) else ""
    option = label(record.scenario.inject(taken.inject), choice.option)
    return Voice(option, None, choice.reason, name, choice.option != taken.option)


def _named(record: ClassRecord, seat: str) -> bool:
    """Whether somebody agreed that their name and words may stand in a report."""
    member = record.roster.members.get(seat)
    return member is not None and member.named


def _marks(record: ClassRecord, syndicate: str) -> list[MarkedLesson]:
    known, scenario = known_lessons(record.scenario).lessons, record.scenario
    return [
        MarkedLesson(
            known[mark.lesson].title if mark.lesson in known else "",
            scenario.inject(mark.inject).title if mark.inject in scenario.inject_index else "",
            mark.text,
        )
        for mark in record.roster.observations
        if mark.syndicate in ("", syndicate)
    ]
