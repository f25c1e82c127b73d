"""What was played as xAPI 1.0.3 statements, in the words of the serious games profile: one statement a line.

A decision is ``selected`` on a ``menu``: as an ``alternative`` a reader of this profile would ask whether it was right.
No statement holds a success or a score. An actor is a pseudonym; a person's own steps are there only where that person
agreed to be named in reports, else the syndicate is the actor, as a group without members. Ids are UUIDv5 over the
event, so that a record store that is sent the same again holds it once.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from game.errors import Said
from game.exercise.clock import parsed
from game.record.events import Event, Kind
from game.report.measures import FEWEST_PEOPLE
from game.report.tables import TableSource

BASE = "https://whitecell.invalid/xapi/"
"""Under it lie activities, accounts and extensions, where a college names no place of its own."""
GAMES, VERBS = "https://w3id.org/xapi/seriousgames", "http://adlnet.gov/expapi/verbs/"
SELECTED = "https://w3id.org/xapi/adb/verbs/selected"
"""As the profile has it, in this spelling."""
_IRI = re.compile(r"https?://[A-Za-z0-9.:/_~%-]{1,200}/")


class CannotState(Said):
    """Statements that cannot be made, in one sentence."""


@dataclass(frozen=True, slots=True)
class _Actor:
    """Who did something, under a pseudonym."""

    key: str
    """The seat, or the syndicate."""
    group: bool = False


def lines(sources: Sequence[TableSource], base: str = BASE, array: bool = False) -> str:
    """Return statements as text: one a line, or as one JSON array.

    Raises:
        CannotState: where the base is no address that ends in a slash.
    """
    if not _IRI.fullmatch(base):
        raise CannotState(f"'{base[:80]}' is no address such as https://example.org/xapi/ with a slash at its end.")
    made = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in statements(sources, base)]
    if array:
        return "[" + ",\n".join(made) + "]\n"
    return "".join(f"{each}\n" for each in made)


def statements(sources: Iterable[TableSource], base: str = BASE) -> Iterator[dict[str, Any]]:
    """Yield the statements of runs, in order."""
    for source in sources:
        yield from _Teller(source, base).told()


class _Teller:
    """The statements of one run."""

    def __init__(self, source: TableSource, base: str) -> None:
        self.source, self.base, self.run = source, base, source.run
        self.space = uuid.uuid5(uuid.NAMESPACE_URL, base)
        self.made = self.run.scenario
        self.game = f"{base}{self.made.id}"
        events = source.events
        self.events, self.first = events, events[0].id
        self.solo = source.group is None
        self.agreed: set[str] = set()
        self.people = 1
        if source.record and source.group:
            members = source.record.roster.at(source.group.syndicate)
            self.agreed, self.people = {each.seat for each in members if each.named}, len(members)

    def told(self) -> Iterator[dict[str, Any]]:
        """Yield every statement."""
        total = sum(bool(inject.options) and not inject.manual for inject in self.made.injects)
        done = 0
        for event in self.events:
            match event.kind:
                case Kind.RUN_STARTED:
                    for part, actor in enumerate(self.all()):
                        yield self.game_said(event, part, actor, "initialized")
                case Kind.DOCUMENT_OPENED:
                    yield from self.opened(event)
                case Kind.CHOICE_MADE | Kind.VOTE_CAST if not self.solo:
                    yield from self.chose(event)
                case Kind.QUESTION_ANSWERED | Kind.FORECAST_MADE:
                    yield from self.answered(event)
                case Kind.DECISION_TAKEN:
                    done += 1
                    yield from self.decided(event, done / total if total else 1.0)
                case Kind.RUN_ENDED:
                    result = {"completion": True, "extensions": {self.ext("endings"): list(event.data["endings"])}}
                    for part, actor in enumerate(self.all()):
                        yield self.game_said(event, part, actor, "completed", result)
                case _:
                    pass

    # --- who

    def table(self) -> _Actor:
        """Who decides: the one player, or the syndicate."""
        return _Actor("solo") if self.solo else _Actor("syndicate", group=True)

    def all(self) -> Iterator[_Actor]:
        """Everybody for whom a run begins and ends."""
        yield self.table()
        yield from (_Actor(seat) for seat in sorted(self.agreed))

    def actor(self, of: _Actor) -> dict[str, Any]:
        """Return an actor as a statement has it."""
        key = uuid.uuid5(self.space, f"{self.first}/{of.key}").hex
        kind = "syndicate" if of.group else "seat"
        return {
            "objectType": "Group" if of.group else "Agent",
            "name": f"{kind}-{key[:8]}",
            "account": {"homePage": f"{self.base}{kind}s", "name": key},
        }

    # --- what

    def opened(self, event: Event) -> Iterator[dict[str, Any]]:
        """A paper was opened; of a small group that did not agree nobody is to be told what one person read."""
        if self.solo:
            who = self.table()
        elif event.by in self.agreed:
            who = _Actor(event.by)
        elif self.people >= FEWEST_PEOPLE:
            who = self.table()
        else:
            return
        inject, number = event.data["inject"], event.data["document"]
        title = self.made.inject(inject).documents[number].title
        thing = self.activity(f"/{inject}/document/{number}", f"{GAMES}/activity-types/accessible", title or inject)
        yield self.said(event, 0, who, f"{GAMES}/verbs/accessed", thing)

    def chose(self, event: Event) -> Iterator[dict[str, Any]]:
        """A private choice or a vote, of who agreed."""
        if event.by in self.agreed:
            result: dict[str, Any] = {"response": event.data["option"]}
            how = "vote" if event.kind is Kind.VOTE_CAST else "choice"
            more: dict[str, Any] = {self.ext("how"): how}
            if event.data.get("confidence") is not None:
                more[self.ext("confidence")] = event.data["confidence"]
            yield self.said(event, 0, _Actor(event.by), SELECTED, self.menu(event), {**result, "extensions": more})

    def decided(self, event: Event, progress: float) -> Iterator[dict[str, Any]]:
        """A decision, and how far play has come with it."""
        data = event.data
        more: dict[str, Any] = {self.ext("how"): data["how"], self.ext("day"): data["day"]}
        if self.solo and (choice := next((c for c in self.run.choices.get(data["inject"], ())), None)):
            more |= {} if choice.confidence is None else {self.ext("confidence"): choice.confidence}
        result = {"response": data["option"], "extensions": more}
        yield self.said(event, 0, self.table(), SELECTED, self.menu(event), result)
        far = {"extensions": {f"{GAMES}/extensions/progress": round(min(1.0, progress), 2)}}
        for part, actor in enumerate(self.all(), 1):
            yield self.game_said(event, part, actor, "progressed", far)

    def answered(self, event: Event) -> Iterator[dict[str, Any]]:
        """A question or a forecast, answered with a number."""
        if not self.solo and event.by not in self.agreed:
            return
        who = self.table() if self.solo else _Actor(event.by)
        if event.kind is Kind.FORECAST_MADE:
            id, value = event.data["forecast"], event.data["percent"]
            ask = next((each.ask for each in self.made.forecasts if each.id == id), id)
            thing = self.activity(f"/forecast/{id}", f"{VERBS[:-6]}activities/cmi.interaction", ask)
        else:
            id, value = event.data["question"], event.data["answer"]
            ask = next((each.ask for each in self.made.questions if each.id == id), id)
            path = f"/question/{id}/{event.data['when']}"
            thing = self.activity(path, f"{VERBS[:-6]}activities/cmi.interaction", ask)
        thing["definition"]["interactionType"] = "numeric"
        yield self.said(event, 0, who, f"{VERBS}answered", thing, {"response": str(value)})

    # --- how a statement is made

    def ext(self, name: str) -> str:
        """The address of an extension of ours."""
        return f"{self.base}ext/{name}"

    def menu(self, event: Event) -> dict[str, Any]:
        """What was decided, as an activity."""
        inject = self.made.inject(event.data["inject"])
        return self.activity(f"/{inject.id}", f"{GAMES}/activity-types/menu", inject.title)

    def activity(self, path: str, kind: str, title: str) -> dict[str, Any]:
        """Return an activity under the scenario's own address."""
        name = {self.made.language: title}
        return {"objectType": "Activity", "id": f"{self.game}{path}", "definition": {"type": kind, "name": name}}

    def game_said(
        self, event: Event, part: int, actor: _Actor, verb: str, result: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """A statement about the exercise as a whole."""
        thing = self.activity("", f"{GAMES}/activity-types/serious-game", self.made.title)
        return self.said(event, part, actor, f"{VERBS}{verb}", thing, result)

    def said(
        self, event: Event, part: int, actor: _Actor, verb: str, thing: dict[str, Any], result: Any = None
    ) -> dict[str, Any]:
        """Return one statement."""
        at = parsed(event.at).astimezone(dt.UTC)
        made = {
            "id": str(uuid.uuid5(self.space, f"{self.first}/{event.id}/{part}")),
            "version": "1.0.3",
            "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "actor": self.actor(actor),
            "verb": {"id": verb, "display": {"en": verb.rsplit("/", 1)[1]}},
            "object": thing,
            "context": {
                "registration": str(uuid.uuid5(self.space, self.first)),
                "platform": "Whitecell",
                "language": self.made.language,
                "contextActivities": {"category": [{"id": GAMES}], "grouping": [{"id": self.game}]},
                "extensions": {self.ext("scenario-sha256"): self.made.sha256},
            },
        }
        return made if result is None else {**made, "result": result}
