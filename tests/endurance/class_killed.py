"""A class whose host is killed at any instant, again and again, while terminals play it and its facilitator goes on.

Every terminal holds a seat as `whitecell join` does, in a thread of its own, and does what it
may do at any pace. What was answered is kept here; after each blow the class's log has to have
all of it, once.

    .venv/bin/python -m tests.endurance.class_killed [--blows 1000] [--seed 1] [--scenario ID] [--keep FILE]

The long form is 1,000 blows: most of an hour. What each class came to is a line of FILE; begun again, it goes on
behind the last. Busy processes beside it make it a host under load.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from game.exercise import commands as cmd
from game.exercise.classroom.class_store import Classes
from game.exercise.classroom.classroom import ClassRecord
from game.exercise.errors import Refused
from game.exercise.views.seat_view import Stage, View
from game.record.events import Event, Kind
from game.record.store import FolderStore
from game.web.client_login import Door
from game.web.remote_seat import RemoteSeat, Unreachable
from tests.endurance.class_host import Host
from tests.endurance.page_people import PageFacilitator

SYNDICATES, PEOPLE = 2, 2


@dataclass
class Player:
    """Somebody at a terminal, who plays as fast as the host answers."""

    seat: RemoteSeat
    name: str
    chance: random.Random
    answered: list[cmd.Command] = field(default_factory=list)
    """What the host has said is done."""
    faults: list[str] = field(default_factory=list)
    over: bool = False

    def play(self, stop: threading.Event) -> None:
        """Play until told to stop."""
        try:
            while not stop.is_set():
                self.one(stop)
        except Exception as problem:  # a thread's failure has to reach the test
            self.faults.append(f"{type(problem).__name__}: {problem}")

    def one(self, stop: threading.Event) -> None:
        """Do one thing; where no answer comes do it again, as a person would, until one does."""
        try:
            view = self.seat.snapshot()
        except Unreachable:
            return
        self.over = view.group is not None and view.group.stage in (Stage.ENDED, Stage.ENDEX)
        command = self.wanted(view)
        while not stop.is_set():
            try:
                self.seat.submit(command)
            except Unreachable:
                continue
            except Refused:
                return
            else:
                self.answered.append(command)
                return

    def wanted(self, view: View) -> cmd.Command:
        """Something that this seat may do now, or a note."""
        stage, inject = view.group.stage if view.group else None, view.inject
        note = cmd.AddNote(text=f"{self.name} {len(self.answered)} {self.chance.random()}", about="")
        if inject is None or self.chance.random() < 0.3:
            return note
        options = [option.id for option in inject.options if not option.closed]
        if not options:
            return cmd.Acknowledge(inject=inject.id)
        option = self.chance.choice(options)
        if stage is Stage.CHOOSE:
            return cmd.Choose(inject=inject.id, option=option, reason=note.text)
        if stage is Stage.VOTE:
            return cmd.Vote(inject=inject.id, option=option)
        return cmd.Settle(inject=inject.id, option=option) if stage is Stage.TALK else note


@dataclass
class Tally:
    """What came of it, whole or of one class."""

    blows: int = 0
    decisions: int = 0
    answered: int = 0
    on_the_way: int = 0
    """Commands that were on their way at a blow, and were asked again with the same id."""
    classes: int = 0

    def add(self, more: Tally) -> None:
        """Count what another came to."""
        for name, value in asdict(more).items():
            setattr(self, name, getattr(self, name) + value)


async def killed(home: Path, blows: int, seed: int, scenario: str = "starter", kept: Path | None = None) -> Tally:
    """Kill the host so many times; a new class, with a seed of its own, is opened whenever one has come to its end.

    Args:
        home: a folder for the classes.
        blows: how many in all.
        seed: of the first class; the next has the next.
        scenario: what they play.
        kept: where each class's tally is a line, and is read from first.
    """
    tally = Tally()
    for line in kept.read_text("utf-8").splitlines() if kept and kept.exists() else ():
        tally.add(Tally(**json.loads(line)))
    while tally.blows < blows:
        number = seed + tally.classes
        one = await one_class(home / str(number), blows - tally.blows, random.Random(number), scenario)
        tally.add(one)
        if kept:
            with kept.open("a", encoding="utf-8") as file:
                print(json.dumps(asdict(one)), file=file)
            print(f"{tally.blows} of {blows} blows, {tally.answered} answered", flush=True)
    return tally


async def one_class(home: Path, blows: int, chance: random.Random, scenario: str) -> Tally:
    """Play one class to its end, or until there were blows enough."""
    tally = Tally(classes=1)
    host = await Host.start(home, scenario, "--syndicates", str(SYNDICATES))
    players = await asyncio.to_thread(join, host, chance)
    stop, known = threading.Event(), {}
    threads = [threading.Thread(target=each.play, args=(stop,), daemon=True) for each in players]
    try:
        await facilitate(host, first=True)
        for each in threads:
            each.start()
        while tally.blows < blows and not all(each.over for each in players):
            await asyncio.sleep(chance.uniform(0.05, 2.5))
            promised = {each.name: len(each.answered) for each in players}
            tally.on_the_way += sum(bool(each.seat._open) for each in players)
            await host.kill()
            tally.blows += 1
            known = check(home, host.name, players, promised, known)
            host = await host.again()
            await facilitate(host, first=False)
        stop.set()
        await asyncio.to_thread(lambda: [each.join(20) for each in threads])
        await host.stop()
        check(home, host.name, players, {each.name: len(each.answered) for each in players}, known)
    finally:
        stop.set()
        await asyncio.to_thread(lambda: [each.seat.close() for each in players])
        if host.process.returncode is None:
            await host.stop()
    faults = [fault for each in players for fault in each.faults]
    assert not faults, faults
    record = Classes(FolderStore(home / "classes")).read(host.name)
    tally.decisions = sum(len(run.decisions) for run in record.runs.values())
    tally.answered = sum(len(each.answered) for each in players)
    return tally


def join(host: Host, chance: random.Random) -> list[Player]:
    """Everybody joins at a terminal and reads the briefing."""
    door, players = Door(host.url), []
    for number in range(SYNDICATES * PEOPLE):
        name = f"Person {number}"
        seat = RemoteSeat(door, asyncio.run(door.join(host.codes[number % SYNDICATES], name)))
        seat.connect()
        seat.submit(cmd.ReadBriefing())
        players.append(Player(seat, name, random.Random(chance.random())))
    return players


async def facilitate(host: Host, first: bool) -> None:
    """Begin, or go on after a blow: a class that was opened again is paused until its facilitator says so."""
    desk = PageFacilitator(host.url)
    try:
        await desk.enter(host.contract["facilitator"])
        if first:
            await desk.begin(SYNDICATES)
        elif await desk.can("resume"):  # not where everybody has come to the end
            await desk.go_on()
    finally:
        await desk.close()


def check(
    home: Path, name: str, players: list[Player], promised: dict[str, int], known: dict[str, tuple[Event, ...]]
) -> dict[str, tuple[Event, ...]]:
    """The log has all that it had, and all that was answered, once."""
    record = Classes(FolderStore(home / "classes")).read(name)
    now = {"class": record.events, **record.by_run}
    for run, events in known.items():
        assert now[run][: len(events)] == events, f"what the log of {run} had has changed"
    ids = Counter(event.id for events in now.values() for event in events)
    assert [id for id, times in ids.items() if times > 1] == []
    for each in players:
        for command in each.answered[: promised[each.name]]:
            assert ids[command.id], f"{each.name} was answered, and it is lost: {command}"
    once(record)
    return now


def once(record: ClassRecord) -> None:
    """Each syndicate has decided each inject at most once, and no note is there twice."""
    for run, events in record.by_run.items():
        decided = Counter(event.data["inject"] for event in events if event.kind is Kind.DECISION_TAKEN)
        notes = Counter(event.data["text"] for event in events if event.kind is Kind.NOTE_ADDED)
        assert max(decided.values(), default=0) <= 1, f"syndicate {run} has decided twice: {decided}"
        assert max(notes.values(), default=0) <= 1, f"syndicate {run} has a note twice"


def main() -> int:
    """Kill, and print what it came to; a fault ends it with its own words."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--blows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenario", default="orvane_mission", metavar="ID")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        tally = asyncio.run(killed(Path(folder), asked.blows, asked.seed, asked.scenario, asked.keep))
    print(f"{asdict(tally)}, {time.monotonic() - begun:.0f} s this time; nothing lost, nothing doubled")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
