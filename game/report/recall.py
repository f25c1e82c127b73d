"""What is asked again a week and six weeks after a run, from its debrief and its scenario alone: pure, and the same on
every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from game.exercise import recalling
from game.exercise.acts.fields import ActField, PickField, PickRow, TextField
from game.exercise.acts.offer import Offer
from game.exercise.commands import MAX_REASON
from game.record.run import Recalled
from game.report.model import Debrief, DecisionPart
from game.scenario.lessons import known_lessons
from game.scenario.scenario import Evidence, Inject, Scenario
from game.words import Language

DISTRACTORS = 3
"""Lessons that stand beside the one that was tested."""


@dataclass(frozen=True, slots=True)
class RecallSheet:
    """What is asked of one run at one moment, and what stands beside the answers."""

    name: str
    title: str
    """Of the scenario."""
    moment: str
    inject: str
    decision: DecisionPart
    number: int
    tagged: str
    """The lesson of the heaviest evidence on the option that was taken; nothing where it bore on none."""
    tagged_title: str
    because: str
    lessons: tuple[tuple[str, str], ...]
    """Id and title of what may be picked, in their order; none where nothing can stand beside the tagged one."""
    plan: str
    first: Mapping[str, Recalled]
    """What was said at the end, by what was asked."""


def sheet(debrief: Debrief, made: Scenario, moment: str, recalled: Iterable[Recalled] = ()) -> RecallSheet | None:
    """Return what is asked; None where no decision was taken."""
    parts = [each for each in debrief.decisions if each.option]
    if not parts:
        return None
    first = {each.prompt: each for each in recalled if each.moment == recalling.END}
    named = next(_named(debrief, moment, first), parts[0].inject)
    decision = next((each for each in parts if each.inject == named), parts[0])
    inject = made.inject(decision.inject)
    tagged = _tagged(inject, decision.option)
    known = known_lessons(made).lessons
    listed = _beside(made, inject, tagged.lesson, debrief.seed) if tagged else ()
    return RecallSheet(
        debrief.run, debrief.title, moment, inject.id, decision, debrief.decisions.index(decision) + 1,
        tagged.lesson if tagged else "", known[tagged.lesson].title if tagged else "", tagged.because if tagged else "",
        tuple((id, known[id].title) for id in listed), first[recalling.PLAN].text if recalling.PLAN in first else "",
        first,
    )  # fmt: skip


def asked_about(debrief: Debrief, moment: str) -> int:
    """Return the number of the decision that is asked about at a moment; 0 where none was taken."""
    parts = [(number, each.inject) for number, each in enumerate(debrief.decisions, 1) if each.option]
    named = next(_named(debrief, moment, {}), "")
    return next((number for number, inject in parts if inject == named), parts[0][0] if parts else 0)


def _named(debrief: Debrief, moment: str, first: Mapping[str, Recalled]) -> Iterator[str]:
    """The decisions that may be asked about, the nearest first: after a week what weighed most, then the exchange."""
    front = debrief.front
    blocks = [front.weight, front.exchange] if front else []
    for block in blocks if moment == recalling.WEEK else reversed(blocks):
        if block is not None:
            yield block.at.inject
    own = first.get(recalling.WEIGHED)
    if own is not None and any(each.inject == own.pick and each.option for each in debrief.decisions):
        yield own.pick


def _tagged(inject: Inject, label: str) -> Evidence | None:
    """The heaviest evidence on the option that was taken; of equals the first."""
    option = next((each for each in inject.options if each.label == label), None)
    return max(option.evidence, key=lambda each: abs(each.weight), default=None) if option else None


def _beside(made: Scenario, inject: Inject, tagged: str, seed: int) -> tuple[str, ...]:
    """The tagged lesson among others of the scenario that no option bears on, of other families; ordered by seed."""
    known = known_lessons(made).lessons

    def order(id: str) -> bytes:
        return hashlib.sha256(f"{seed}\0{inject.id}\0{id}".encode()).digest()

    bears = {each.lesson for option in inject.options for each in option.evidence}
    others = [id for id in made.lessons if id not in bears and known[id].family != known[tagged].family]
    picked: list[str] = []
    for id in sorted(others, key=order):  # each of a family of its own, as long as there are such
        if known[id].family not in {known[each].family for each in picked}:
            picked.append(id)
    picked += [id for id in sorted(others, key=order) if id not in picked]
    return tuple(sorted((tagged, *picked[:DISTRACTORS]), key=order)) if picked else ()


def offers(words: Language, of: RecallSheet) -> tuple[Offer, ...]:
    """Return what is asked, in its order; the last one is a mark of one's own, beside what was told."""
    title = of.decision.title
    made: list[tuple[str, str, tuple[ActField, ...]]] = [
        (recalling.DILEMMA, words.say("“{title}”", title=title),
         (_line(words.say("What was the choice between, and what made it hard?")),)),
        (recalling.CHOICE, words.say("“{title}”", title=title),
         (_line(words.say("What did you choose, what did it buy, and what did it cost?")),)),
    ]  # fmt: skip
    if of.lessons:
        rows = tuple(PickRow(id, told) for id, told in of.lessons)
        pick = PickField(name="pick", ask=words.say("Which of these did it test?"), rows=rows, required=False)
        made.append((recalling.TESTED, words.say("What was tested"), (pick,)))
    if of.plan:
        came = (
            PickRow(recalling.DID, words.say("The occasion came, and I did")),
            PickRow(recalling.DID_NOT, words.say("The occasion came, and I did not")),
            PickRow(recalling.NOT_YET, words.say("It has not come")),
        )
        pick = PickField(name="pick", ask=words.say("You wrote: “{plan}”", plan=of.plan), rows=came, required=False)
        made.append((recalling.CAME, words.say("Your plan"), (pick, _line(words.say("A line on it")))))
    return tuple(
        Offer("recall", words.say("Keep it"), (("moment", of.moment), ("prompt", prompt)), fields, title=name)
        for prompt, name, fields in made
    )


def marking(words: Language, of: RecallSheet) -> Offer:
    """Return the one question that is asked once the record stands beside the answers."""
    says = {
        recalling.HAD: words.say("Had it"), recalling.HALF: words.say("Half of it"), recalling.GONE: words.say("Gone"),
    }  # fmt: skip
    rows = tuple(PickRow(each, says[each]) for each in recalling.MARKS)
    pick = PickField(name="mark", ask=words.say("For yourself: how much of it came back?"), rows=rows, required=False)
    given = (("moment", of.moment), ("prompt", recalling.MARK))
    return Offer("recall", words.say("Keep it"), given, (pick,), title=words.say("Your own mark"))


def at_once(words: Language, of: RecallSheet, prompt: str) -> tuple[str, ...]:
    """Return what is told as soon as a question was answered or left out: of what was tested its author's tag."""
    if prompt != recalling.TESTED:
        return ()
    return (words.say("Its author tagged: “{lesson}”: {because}", lesson=of.tagged_title, because=of.because),)


def _line(ask: str) -> TextField:
    return TextField(name="text", ask=ask, limit=MAX_REASON)


def isomorph(of: RecallSheet, scenarios: Iterable[Scenario], played: frozenset[str]) -> Scenario | None:
    """Return a scenario with the same dilemma in other clothes, unplayed first, shorter first; None where none has it.

    ``played`` are the ids of those that this person has played.
    """
    found = [
        each for each in scenarios
        if any(_isomorphic(inject, of.tagged) and inject.id != of.inject for inject in each.injects)
    ]  # fmt: skip
    return min(found, key=lambda each: (each.id in played, each.minutes or 10_000, each.id), default=None)


def _isomorphic(inject: Inject, lesson: str) -> bool:
    """Whether one option serves a lesson and one spends it."""
    weights = [each.weight for option in inject.options for each in option.evidence if each.lesson == lesson]
    return not inject.written and any(each > 0 for each in weights) and any(each < 0 for each in weights)
