"""Which command is which: an id counts for one run, one seat and one content.

Nothing is kept for it beside the events themselves: what a command says stands in the event
that answers it, so a repeat is known in any log, of any edition, after any restart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from game.exercise import commands as cmd
from game.exercise.errors import Refused
from game.record.events import Event, Fact, How, Kind
from game.scenario.text import clean, clean_line
from game.words import lazy

COLLEAGUE = "colleague"
"""Who stands in a log for a simulated colleague: no seat."""


@dataclass(frozen=True, slots=True)
class CommandIdentity:
    """What somebody asks for, as far as it does not hang on the day: by this a repeat is known."""

    id: str
    by: str
    kind: Kind
    """Of the event that holds what was said."""
    data: Mapping[str, Any] = field(default_factory=dict)
    """What that event says; a tuple stands for any one of its values."""
    desk: bool = False
    """Whether it is the desk that asks, and no seat."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the event may have."""
        return with_ends(self.id)

    def fact(self, **more: object) -> Fact:
        """The event that answers this, before it has a place; ``more`` is what hangs on the day."""
        return Fact(self.id, self.kind, self.by, {**self.data, **more})

    def is_in(self, event: Event) -> bool:
        """Whether an event is what this asks for."""
        return (
            event.by == self.by
            and event.kind is self.kind
            and all(_agree(event.data.get(name, ""), value) for name, value in self.data.items())
        )


def with_ends(id: str) -> tuple[str, ...]:
    """Return the ids that what a command says may have: a choice or a vote that decides stands before its decision."""
    return (id, f"{id}:choice", f"{id}:vote")


def _agree(there: object, asked: object) -> bool:
    return there in asked if isinstance(asked, tuple) else there == asked


def asked_by(seat: str, command: cmd.Command) -> CommandIdentity:
    """Return what a seat's command asks for, its texts cleaned as they stand in the log (Refused where it is none)."""
    match command:
        case cmd.ReadBriefing():
            return CommandIdentity(command.id, seat, Kind.BRIEFING_READ)
        case cmd.OpenDocument(inject=inject, document=number):
            return CommandIdentity(command.id, seat, Kind.DOCUMENT_OPENED, {"inject": inject, "document": number})
        case cmd.Decide() | cmd.Choose():
            choice = {
                "inject": command.inject,
                "option": command.option,
                "confidence": command.confidence,
                "reason": clean_line(command.reason, cmd.MAX_REASON),
                "counter": clean_line(command.counter, cmd.MAX_REASON),
            }
            return CommandIdentity(command.id, seat, Kind.CHOICE_MADE, choice)
        case cmd.Acknowledge(inject=inject):
            return CommandIdentity(command.id, seat, Kind.INJECT_ACKNOWLEDGED, {"inject": inject})
        case cmd.LetColleagues():
            return CommandIdentity(command.id, COLLEAGUE, Kind.DECISION_TAKEN)
        case cmd.AddNote(text=text, about=about):
            note = {"text": clean(text, cmd.MAX_NOTE).strip(), "about": clean_line(about, 80)}
            return CommandIdentity(command.id, seat, Kind.NOTE_ADDED, note)
        case cmd.Answer(question=question, answer=answer, then=then):
            when = ("then",) if then else ("before", "after")
            given = {"question": question, "answer": answer, "when": when}
            return CommandIdentity(command.id, seat, Kind.QUESTION_ANSWERED, given)
        case cmd.Foretell(forecast=forecast, percent=percent):
            return CommandIdentity(command.id, seat, Kind.FORECAST_MADE, {"forecast": forecast, "percent": percent})
        case cmd.Recall():
            said = {
                "moment": clean_line(command.moment, 8), "prompt": clean_line(command.prompt, 20),
                "pick": clean_line(command.pick, 80), "sure": command.sure,
                "text": clean_line(command.text, cmd.MAX_REASON).strip(), "mark": clean_line(command.mark, 8),
            }  # fmt: skip
            return CommandIdentity(command.id, seat, Kind.RECALLED, said)
        case cmd.ShowChoices(inject=inject):
            return CommandIdentity(command.id, seat, Kind.CHOICES_SHOWN, {"inject": inject})
        case cmd.Vote(inject=inject, option=option):
            return CommandIdentity(command.id, seat, Kind.VOTE_CAST, {"inject": inject, "option": option})
        case cmd.GivePen(inject=inject, seat=writer):
            return CommandIdentity(command.id, seat, Kind.VOTE_CAST, {"inject": inject, "option": writer})
        case cmd.WriteAnswer(inject=inject, text=text):
            words = {"inject": inject, "text": clean(text, cmd.MAX_ANSWER).strip()}
            return CommandIdentity(command.id, seat, Kind.ANSWER_WRITTEN, words)
        case cmd.Settle(inject=inject, option=option):
            data = {"inject": inject, "option": option, "how": str(How.LEADER)}
            return CommandIdentity(command.id, seat, Kind.DECISION_TAKEN, data)
        case cmd.TakeRole(role=role) | cmd.GiveRoleBack(role=role):
            change = {"seat": seat, "role": role, "taken": isinstance(command, cmd.TakeRole)}
            return CommandIdentity(command.id, seat, Kind.ROLES_GIVEN, change)
        case cmd.ShareFact(inject=inject, role=role):
            return CommandIdentity(command.id, seat, Kind.FACT_SHARED, {"inject": inject, "role": role})
        case cmd.Consent(names=names):
            return CommandIdentity(command.id, seat, Kind.CONSENT_GIVEN, {"names": names})
        case cmd.TurnCard(card=card, shown=shown, text=text):
            turned = {"card": card, "shown": shown, "text": clean_line(text, cmd.MAX_REASON).strip()}
            return CommandIdentity(command.id, seat, Kind.CARD_TURNED, turned)
        case cmd.CommitAction():
            return CommandIdentity(command.id, seat, Kind.COMMITTED, _meant(command))
        case _:
            raise Refused(lazy("this cannot be done here."))


def asked_at_desk(by: str, command: cmd.DeskCommand) -> CommandIdentity:
    """Return what a command of a desk asks for, its texts cleaned as they stand in the log (Refused where it is none).

    Args:
        by: who is at that desk.
    """
    kind, data = _at_desk(command)
    if isinstance(command, cmd.Reasoned):
        data["reason"] = clean_line(command.reason, cmd.MAX_REASON).strip()
    return CommandIdentity(command.id, by, kind, data, desk=True)


def _at_desk(command: cmd.DeskCommand) -> tuple[Kind, dict[str, Any]]:
    match command:
        case cmd.BeginPlay():
            return Kind.PLAY_BEGUN, {}
        case cmd.PausePlay():
            return Kind.PAUSED, {}
        case cmd.ResumePlay():
            return Kind.RESUMED, {}
        case cmd.GiveEndex():
            return Kind.ENDEX, {}
        case cmd.RequireReasons(required=required):
            return Kind.REASONS_ASKED, {"required": required}
        case cmd.AskRecall(asked=asked):
            return Kind.RECALL_ASKED, {"asked": asked}
        case cmd.SetGate(closed=closed):
            return Kind.GATE_SET, {"closed": closed}
        case cmd.HoldSyndicate():
            return Kind.HELD, {}
        case cmd.LetGoOn():
            return Kind.LET_GO, {}
        case cmd.SetMinutes(inject=inject, minutes=minutes):
            return Kind.TIME_SET, {"inject": inject, "minutes": minutes}
        case cmd.RevealChoices(inject=inject):
            return Kind.CHOICES_SHOWN, {"inject": inject}
        case cmd.DecideFor(inject=inject, option=option, how=how):
            taken = How.TIMER if how == How.TIMER else How.FACILITATOR
            return Kind.DECISION_TAKEN, {"inject": inject, "option": option, "how": str(taken)}
        case cmd.JudgeAnswer(inject=inject, option=option):
            return Kind.DECISION_TAKEN, {"inject": inject, "option": option, "how": str(How.JUDGED)}
        case cmd.LayAside(inject=inject):
            return Kind.INJECT_ACKNOWLEDGED, {"inject": inject}
        case cmd.ReleaseInject(inject=inject):
            return Kind.INJECT_RELEASED, {"inject": inject, **_place(command)}
        case cmd.WriteNews(title=title, text=text):
            words = {"title": clean_line(title, cmd.MAX_HEADING).strip(), "text": clean(text, cmd.MAX_NOTE).strip()}
            return Kind.INJECT_WRITTEN, words
        case cmd.WithdrawInject(inject=inject):
            return Kind.INJECT_WITHDRAWN, {"inject": inject}
        case cmd.TakeDecisionBack(inject=inject):
            return Kind.DECISION_TAKEN_BACK, {"inject": inject}
        case cmd.WithdrawNews(news=number):
            return Kind.NEWS_WITHDRAWN, {"news": number}
        case cmd.WithdrawLetter(letter=number):
            return Kind.MESSAGE_WITHDRAWN, {"letter": number}
        case cmd.AdjustGauge(gauge=gauge, effect=effect):
            return Kind.GAUGE_ADJUSTED, {"gauge": gauge, "effect": effect.strip().replace("+", "")}
        case cmd.SendLetter(to=to, text=text):
            return Kind.MESSAGE_SENT, {"to": to, "text": clean(text, cmd.MAX_NOTE).strip()}
        case cmd.LetIn(seat=seat):
            return Kind.SEAT_ADMITTED, {"seat": seat}
        case cmd.GiveRoles(seat=seat, roles=roles):
            return Kind.ROLES_GIVEN, {"seat": seat, "roles": list(roles)}
        case cmd.DealRoles() | cmd.SwapRoles():
            return Kind.ROLES_GIVEN, {}
        case cmd.SetObserving(seat=seat, observes=observes):
            return Kind.SEAT_OBSERVES, {"seat": seat, "observes": observes}
        case cmd.SetRoles(syndicate=syndicate, roles=roles):
            return Kind.ROLE_SET_GIVEN, {"syndicate": syndicate, "roles": list(roles)}
        case cmd.MoveSeat(seat=seat, syndicate=syndicate):
            return Kind.SEAT_MOVED, {"seat": seat, "syndicate": syndicate}
        case cmd.MergeSeats(seat=seat, into=into):
            return Kind.SEATS_MERGED, {"seat": seat, "into": into}
        case cmd.TakeSeatBack(seat=seat):
            return Kind.SEAT_REMOVED, {"seat": seat}
        case cmd.GiveDesk(right=right, name=name):
            return Kind.DESK_GIVEN, {"right": right, "name": clean_line(name, cmd.MAX_NAME).strip()}
        case cmd.TakeDeskBack(desk=desk):
            return Kind.DESK_TAKEN, {"desk": desk}
        case cmd.MarkLesson(syndicate=syndicate, lesson=lesson, text=text):
            mark = {"syndicate": syndicate, "lesson": lesson, "text": clean(text, cmd.MAX_NOTE).strip()}
            return Kind.OBSERVATION_MADE, mark
        case cmd.CommitAction():
            return Kind.COMMITTED, _meant(command)
        case cmd.TickAction(syndicate=syndicate, inject=inject, action=action, seen=seen):
            ticked = {"syndicate": syndicate, "inject": inject, "action": action, "seen": seen}
            return Kind.ACTION_SEEN, ticked
        case cmd.ShowOnWall(inject=inject, shown=shown):
            return Kind.WALL_SET, {"inject": inject, "shown": shown}
        case cmd.NoteForAll(text=text):
            note = {"syndicate": "", "lesson": "", "text": clean(text, cmd.MAX_NOTE).strip()}
            return Kind.OBSERVATION_MADE, note
        case _:
            raise Refused(lazy("this cannot be done here."))


def _place(command: cmd.ReleaseInject) -> dict[str, Any]:
    """Where in the queue an inject is sent, as its event says it; what it interrupts hangs on the moment."""
    if command.place == cmd.NEXT:
        return {"after": ""}
    return {"after": command.place.removeprefix(cmd.AFTER)} if command.place.startswith(cmd.AFTER) else {}


def _meant(command: cmd.CommitAction) -> dict[str, Any]:
    """What a group means to do, as its event says it."""
    texts = {"text": command.text, "owner": command.owner, "due": command.due}
    cleaned = {name: clean_line(typed, cmd.MAX_REASON).strip() for name, typed in texts.items()}
    return {**cleaned, "priority": command.priority}
