"""A run: the events of a log folded through the rules.

`fold` is the only way from a log to a state; live play adds one event at a time with
`with_event`, so that a replay and the live run cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from game.record.events import Event, How, Kind
from game.record.log import RecordError
from game.rules import play
from game.rules.play import RuleError, Step
from game.rules.state import Happening, Raised, State
from game.scenario.scenario import Effect, Scenario


@dataclass(frozen=True, slots=True)
class Choice:
    """What one seat would do at an inject, and why."""

    seat: str
    option: str
    confidence: int | None
    reason: str
    counter: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was taken: by whom, how and when."""

    inject: str
    option: str
    day: int
    by: str
    how: How
    at: str
    seq: int
    raised: str = ""
    """Wall time at which its inject came up."""
    drawn: int | None = None
    """The branch that dice on a table gave; None where the seed drew."""
    reason: str = ""
    """Why, where the facilitator decided or judged, or somebody judged their own answer."""
    away: tuple[tuple[str, str], ...] = ()
    """Wall times in which its inject lay beneath another that had interrupted it: from, to."""

    @property
    def says(self) -> str:
        """The sentence with which a colleague decided; anybody else's reason is no such sentence."""
        return self.reason if self.how is How.COLLEAGUE else ""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An inject that had to give way: its soft time goes on with what was left when it comes up again."""

    raised: str
    """Wall time at which it first came up."""
    away: tuple[tuple[str, str], ...]
    """Wall times in which it lay beneath another: from, to; no second one while it lasts."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A written answer as it was sent: the group's own words."""

    by: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note that somebody typed, about an inject, a lesson, or the run as a whole."""

    by: str
    text: str
    about: str
    at: str


@dataclass(frozen=True, slots=True)
class Action:
    """What a group means to do."""

    text: str
    owner: str
    """A body or a post; nothing where nobody was named."""
    due: str
    priority: int
    """1 to 3, 1 first; 0 where none was given."""


@dataclass(frozen=True, slots=True)
class CardTalk:
    """How far a group is in the talk that it leads itself, card by card."""

    card: str
    """The id of the card that lies before everybody."""
    at: str
    """Wall time at which it came."""
    shown: frozenset[str] = frozenset()
    """The cards whose record was laid open."""
    lines: Mapping[str, str] = field(default_factory=dict)
    """Card to the line that was typed there for the group, in the order in which they were."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What one seat said from memory, or means to do."""

    by: str
    moment: str
    """``end``, or so many days after it."""
    prompt: str
    pick: str
    sure: int | None
    text: str
    mark: str
    at: str


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that is known of a run at one point of its log."""

    scenario: Scenario
    seed: int
    seats: Mapping[str, Mapping[str, Any]]
    """Seat id to its `name` and `roles`."""
    state: State
    happenings: tuple[Happening, ...]
    started: str
    seq: int = 1
    """The number of events folded in."""
    last: str = ""
    """Wall time of the last event."""
    latest: int = 0
    """How many happenings there were before the last move: what follows them is news."""
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Inject id to the choices made there; a seat's later choice stands for its earlier one."""
    decisions: tuple[Decision, ...] = ()
    opened: frozenset[tuple[str, str, int]] = frozenset()
    """Seat, inject id and number of each document opened."""
    notes: tuple[Note, ...] = ()
    answers: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """Seat, question id, and before or after: the answer."""
    forecasts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Seat and forecast id: percent."""
    briefed: frozenset[str] = frozenset()
    """Seats that have read the briefing."""
    adjusted: tuple[tuple[int, str, str], ...] = ()
    """Day, gauge id and reason of each change by the facilitator's hand."""
    shown: frozenset[str] = frozenset()
    """Injects whose private choices are laid open to the syndicate."""
    votes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Inject id to seat to option: the vote cast last stands."""
    written: tuple[tuple[int, str, str], ...] = ()
    """Day, title and text of what the facilitator wrote on the spot."""
    withdrawn: frozenset[int] = frozenset()
    """The numbers of those among them that were withdrawn, from 0."""
    minutes: Mapping[str, int] = field(default_factory=dict)
    """Inject id to the minutes that the facilitator gave it."""
    raised: str = ""
    """Wall time at which the inject on the table came up; of one that was interrupted, the first time."""
    interrupted: Mapping[str, Interrupted] = field(default_factory=dict)
    """Inject id to when it gave way to another."""
    holds: tuple[tuple[str, str], ...] = ()
    """Wall times of each hold: from, to; no second one while it lasts."""
    taken_back: tuple[tuple[str, str, str], ...] = ()
    """Inject, option and reason of each decision that the facilitator took back."""
    before: Run | None = field(default=None, compare=False, repr=False)
    """The run before its last decision, as long as nothing else has moved it since."""
    stopped: bool = False
    """Whether the last hold came by itself, at the gate after a decision."""
    shared: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Inject and role of each private fact that was put on the table: the seat that did it."""
    texts: Mapping[str, Answered] = field(default_factory=dict)
    """Inject id to the answer that was written there."""
    brought: Mapping[str, bool] = field(default_factory=dict)
    """Flag id to whether the run opened with it."""
    brought_from: str = ""
    """The run in which that was read, or nothing."""
    paused: bool = False
    branched_from: tuple[str, str] | None = None
    """Run and inject from which this run was played on."""
    ended: bool = False
    colleagues: bool = False
    """Whether simulated colleagues decide what is not for the one seat to decide."""
    actions: tuple[Action, ...] = ()
    """What the group means to do, in the order in which it said so."""
    talk: CardTalk | None = None
    """The talk by cards, once the group has begun it."""
    recalled: tuple[Recalled, ...] = ()
    """What seats said from memory once play was over, each for itself."""
    pin: str = field(default="", compare=False)
    """The first signs of its log's chain, for the foot of a form; nothing where nothing is kept apart in it."""
    called: str = field(default="", compare=False)
    """The name that it was brought here under; nothing: that of its log."""
    looked: str = field(default="", compare=False)
    """What an analysis said of it elsewhere, as JSON, where it was brought here."""

    @property
    def gated(self) -> bool:
        """Whether the syndicate stands at the gate after a decision: what comes next is not shown yet."""
        return self.stopped and self.held

    @property
    def held(self) -> bool:
        """Whether the facilitator holds the syndicate where it is."""
        return bool(self.holds) and not self.holds[-1][1]

    @property
    def beneath(self) -> str:
        """The id of the inject that was interrupted and comes up again; nothing where none was.

        Whatever waits in the queue and came up before was interrupted.
        """
        state, injects = self.state, self.scenario.injects
        came = {each.inject for each in self.happenings if isinstance(each, Raised)} if state.queue else ()
        return next((injects[each].id for each in state.queue if each in came), "")

    @property
    def away(self) -> tuple[tuple[str, str], ...]:
        """Wall times in which the inject on the table lay beneath another: from, to."""
        on_table = self.state.on_table
        known = None if on_table is None else self.interrupted.get(self.scenario.injects[on_table].id)
        return known.away if known else ()

    @property
    def luck(self) -> str:
        """``dice`` where any draw was made by hand, else ``seed``: with dice no two runs have the same luck."""
        return "dice" if any(each.drawn is not None for each in self.decisions) else "seed"

    def moved(self, step: Step) -> Run:
        """The run after a move of the rules; the time of an inject that stays on the table runs on."""
        return replace(
            self,
            state=step.state,
            happenings=self.happenings + step.happenings,
            latest=len(self.happenings),
            raised=self.raised if step.state.on_table == self.state.on_table else "",
            before=None,
        )

    def come_up(self, at: str) -> Run:
        """The run in which what is on the table came up at a wall time, for the first time or after an interruption."""
        on_table = self.state.on_table
        id = "" if on_table is None else self.scenario.injects[on_table].id
        known = self.interrupted.get(id)
        if known is None:
            return replace(self, raised=at)
        back = replace(known, away=(*known.away[:-1], (known.away[-1][0], at)))
        return replace(self, raised=known.raised, interrupted={**self.interrupted, id: back})

    def with_event(
        self, event: Event, notes: list[Note] | None = None, opened: set[tuple[str, str, int]] | None = None
    ) -> Run:
        """Return the run with one more event.

        ``notes`` and ``opened`` gather what is noted and opened, where the caller puts it in at the end (`fold`).

        Raises:
            RecordError: where the event cannot have happened here.
        """
        if event.seq != self.seq + 1:
            raise RecordError(f"event {event.seq} of run '{event.run}' follows event {self.seq}: the log has a gap.")
        try:
            if notes is not None and event.kind is Kind.NOTE_ADDED:
                notes.append(_noted(event))
                changed = self
            elif opened is not None and event.kind is Kind.DOCUMENT_OPENED:
                opened.add(_paper(event))
                changed = self
            else:
                changed = _APPLY.get(event.kind, _nothing)(self, event)
        except (RuleError, KeyError, TypeError, ValueError) as problem:
            says = f"event {event.seq} of run '{event.run}' does not fit its scenario: {problem}"
            raise RecordError(says) from None
        changed = changed if changed.raised else changed.come_up(event.at)
        return replace(changed, seq=event.seq, last=event.at)


def as_played(run: Run) -> Scenario:
    """Return a run's scenario as it was played: it opens as it did, and who plays alone judges what they write."""
    made = run.scenario
    given = tuple(
        replace(each, default=run.brought.get(made.flags[each.flag].id, each.default)) for each in made.opens_with
    )
    alone = bool(run.seats) and any(inject.written for inject in made.injects)
    return replace(made, opens_with=given, self_judged=alone or made.self_judged)


def begun_with(run: Run) -> list[int]:
    """Return the flags with which a run began, by index."""
    index = {flag.id: number for number, flag in enumerate(run.scenario.flags)}
    return [index[flag] for flag, answer in run.brought.items() if answer]


def fold(events: Iterable[Event], scenario: Scenario) -> Run:
    """Return the run that a log's events make, with the scenario that they name.

    Raises:
        RecordError: where the events are none, have a gap, or do not fit the scenario.
    """
    stream = iter(events)
    first = next(stream, None)
    if first is None or first.kind is not Kind.RUN_STARTED or first.seq != 1:
        raise RecordError("this log does not begin with the start of a run.")
    step = play.begin(scenario)
    seats = dict(first.data["seats"])
    run = Run(
        scenario, int(first.data["seed"]), seats, step.state, step.happenings, first.at, last=first.at, raised=first.at,
        brought={scenario.flags[each.flag].id: each.default for each in scenario.opens_with},
        colleagues=bool(first.data.get("colleagues")),
    )  # fmt: skip
    # Notes and opened documents grow with the log: gathered here and put in once, or a fold would be quadratic.
    notes: list[Note] = []
    opened: set[tuple[str, str, int]] = set()
    for event in stream:
        run = run.with_event(event, notes, opened)
    return replace(run, notes=tuple(notes), opened=frozenset(opened))


def _nothing(run: Run, event: Event) -> Run:
    """An event that changes nothing a run knows of: it is of the class, or only for the reader of a log."""
    return run


def _decision(run: Run, event: Event) -> Run:
    data = event.data
    inject = run.scenario.inject_index[data["inject"]]
    option = run.scenario.injects[inject].option(data["option"])
    if option is None:
        raise RuleError(f"'{data['inject']}' has no option '{data['option']}'.")
    day, drawn = run.state.day, data.get("drawn")
    moved = run.moved(play.decide(run.scenario, run.seed, run.state, inject, option, drawn))
    how = How(data["how"])
    made = Decision(
        data["inject"],
        data["option"],
        day,
        event.by,
        how,
        event.at,
        event.seq,
        run.raised,
        drawn,
        str(data.get("reason", "")),
        run.away,
    )
    return replace(moved, decisions=(*run.decisions, made), before=replace(run, before=None))


def _opened_with(run: Run, event: Event) -> Run:
    """The run as it begins with what it brings along, in place of how it would without."""
    if event.seq != 2:
        raise RuleError("what a run opens with stands before everything else.")
    ids = [flag.id for flag in run.scenario.flags]
    asked = {ids[each.flag]: each.flag for each in run.scenario.opens_with}
    brought = {**run.brought, **{flag: bool(answer) for flag, answer in event.data["flags"].items()}}
    step = play.begin(run.scenario, [asked[flag] for flag, answer in brought.items() if answer])
    return replace(
        run, state=step.state, happenings=step.happenings, brought=brought, brought_from=str(event.data["run"])
    )


def _text(run: Run, event: Event) -> Run:
    inject = run.scenario.inject(event.data["inject"])
    if not inject.written or inject.id in run.texts:
        raise RuleError(f"'{inject.id}' asks for no answer in writing now.")
    return replace(run, texts={**run.texts, inject.id: Answered(event.by, event.data["text"], event.at)})


def _acknowledged(run: Run, event: Event) -> Run:
    return run.moved(play.acknowledge(run.scenario, run.state, run.scenario.inject_index[event.data["inject"]]))


def _released(run: Run, event: Event) -> Run:
    index, data = run.scenario.inject_index, event.data
    if data.get("before"):
        return _interrupted(run, event, play.interrupt(run.scenario, run.state, index[data["inject"]]))
    queue, after = run.state.queue, data.get("after")
    if after is None:
        place = None
    elif after in index and index[after] in queue:
        place = queue.index(index[after]) + 1
    else:
        place = len(queue) if after else 0
    return run.moved(play.release(run.scenario, run.state, index[data["inject"]], place))


def _interrupted(run: Run, event: Event, step: Step) -> Run:
    on_table = run.state.on_table
    assert on_table is not None  # else nothing could be interrupted
    gone = Interrupted(run.raised, (*run.away, (event.at, "")))
    return replace(
        run.moved(step), interrupted={**run.interrupted, run.scenario.injects[on_table].id: gone}
    )  # fmt: skip


def _taken_back(run: Run, event: Event) -> Run:
    """The run plays on from before its last decision; what people did beside it stays."""
    before, inject = run.before, event.data["inject"]
    if before is None or not run.decisions or run.decisions[-1].inject != inject:
        raise RuleError(f"the decision at '{inject}' cannot be taken back.")
    gone = (inject, run.decisions[-1].option, event.data["reason"])
    holds = (*run.holds[:-1], (run.holds[-1][0], event.at)) if run.gated else run.holds
    return replace(
        run, state=before.state, happenings=before.happenings, latest=before.latest, decisions=before.decisions,
        choices=before.choices, votes=before.votes, shown=before.shown, shared=before.shared, texts=before.texts,
        ended=before.ended, raised=event.at, interrupted=before.interrupted, holds=holds, before=None,
        taken_back=(*run.taken_back, gone),
    )  # fmt: skip


def _withdrawn(run: Run, event: Event) -> Run:
    step = play.withdraw(run.scenario, run.state, run.scenario.inject_index[event.data["inject"]])
    # What was news stays so: nothing came up by it, and nothing went on.
    return replace(run, state=step.state, happenings=run.happenings + step.happenings, before=None)


def _adjusted(run: Run, event: Event) -> Run:
    data = event.data
    gauges = [gauge.id for gauge in run.scenario.gauges]
    text = str(data["effect"])
    effect = Effect(gauges.index(data["gauge"]), int(text.lstrip("= ")), outright=text.startswith("="))
    moved = run.moved(play.adjust(run.scenario, run.state, (effect,)))
    return replace(moved, adjusted=(*run.adjusted, (run.state.day, data["gauge"], data["reason"])))


def _choice(run: Run, event: Event) -> Run:
    data = event.data
    made = Choice(event.by, data["option"], data["confidence"], data["reason"], data["counter"], event.at)
    others = tuple(choice for choice in run.choices.get(data["inject"], ()) if choice.seat != event.by)
    return replace(run, choices={**run.choices, data["inject"]: (*others, made)})


def _vote(run: Run, event: Event) -> Run:
    inject = event.data["inject"]
    votes = {**run.votes.get(inject, {}), event.by: event.data["option"]}
    return replace(run, votes={**run.votes, inject: votes})


def _noted(event: Event) -> Note:
    return Note(event.by, event.data["text"], event.data["about"], event.at)


def _action(event: Event) -> Action:
    data = event.data
    return Action(data["text"], data["owner"], data["due"], data["priority"])


def _turned(run: Run, event: Event) -> Run:
    card, text = event.data["card"], event.data["text"]
    was = run.talk or CardTalk("", "")
    at = was.at if card == was.card else event.at
    shown = was.shown | {card} if event.data["shown"] else was.shown
    return replace(run, talk=CardTalk(card, at, shown, {**was.lines, card: text} if text else was.lines))


def recalled_in(event: Event) -> Recalled:
    """Return what a seat said from memory in an event; what was left out of a copy is not there."""
    data, sure = event.data, event.data["sure"]
    return Recalled(
        event.by, str(data["moment"]), str(data["prompt"]), str(data["pick"]), sure if isinstance(sure, int) else None,
        str(data["text"]), str(data["mark"]), event.at,
    )  # fmt: skip


def _paper(event: Event) -> tuple[str, str, int]:
    return (event.by, event.data["inject"], event.data["document"])


def _answer(run: Run, event: Event) -> Run:
    key = (event.by, event.data["question"], event.data["when"])
    return replace(run, answers={**run.answers, key: event.data["answer"]})


def _forecast(run: Run, event: Event) -> Run:
    return replace(run, forecasts={**run.forecasts, (event.by, event.data["forecast"]): event.data["percent"]})


_APPLY: Mapping[Kind, Callable[[Run, Event], Run]] = {
    Kind.OPENED_WITH: _opened_with,
    Kind.DECISION_TAKEN: _decision,
    Kind.DECISION_TAKEN_BACK: _taken_back,
    Kind.ANSWER_WRITTEN: _text,
    Kind.INJECT_ACKNOWLEDGED: _acknowledged,
    Kind.INJECT_RELEASED: _released,
    Kind.INJECT_WITHDRAWN: _withdrawn,
    Kind.NEWS_WITHDRAWN: lambda run, event: replace(run, withdrawn=run.withdrawn | {event.data["news"]}),
    Kind.GAUGE_ADJUSTED: _adjusted,
    Kind.CHOICE_MADE: _choice,
    Kind.NOTE_ADDED: lambda run, event: replace(run, notes=(*run.notes, _noted(event))),
    Kind.DOCUMENT_OPENED: lambda run, event: replace(run, opened=run.opened | {_paper(event)}),
    Kind.QUESTION_ANSWERED: _answer,
    Kind.FORECAST_MADE: _forecast,
    Kind.BRIEFING_READ: lambda run, event: replace(run, briefed=run.briefed | {event.by}),
    Kind.CHOICES_SHOWN: lambda run, event: replace(run, shown=run.shown | {event.data["inject"]}),
    Kind.VOTE_CAST: _vote,
    Kind.INJECT_WRITTEN: lambda run, event: replace(
        run, written=(*run.written, (event.data["day"], event.data["title"], event.data["text"]))
    ),
    Kind.TIME_SET: lambda run, event: replace(
        run, minutes={**run.minutes, event.data["inject"]: event.data["minutes"]}
    ),
    Kind.HELD: lambda run, event: (
        run if run.held else replace(run, holds=(*run.holds, (event.at, "")), stopped=bool(event.data.get("gate")))
    ),
    Kind.LET_GO: lambda run, event: (
        replace(run, holds=(*run.holds[:-1], (run.holds[-1][0], event.at))) if run.held else run
    ),
    Kind.FACT_SHARED: lambda run, event: replace(
        run, shared={**run.shared, (event.data["inject"], event.data["role"]): event.by}
    ),
    Kind.PAUSED: lambda run, event: replace(run, paused=True),
    Kind.RESUMED: lambda run, event: replace(run, paused=False),
    Kind.COMMITTED: lambda run, event: replace(run, actions=(*run.actions, _action(event))),
    Kind.CARD_TURNED: _turned,
    Kind.RECALLED: lambda run, event: replace(run, recalled=(*run.recalled, recalled_in(event))),
    Kind.RUN_BRANCHED: lambda run, event: replace(run, branched_from=(event.data["run"], event.data["inject"])),
    Kind.RUN_ENDED: lambda run, event: replace(run, ended=True),
}
