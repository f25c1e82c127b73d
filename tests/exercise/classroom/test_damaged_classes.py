"""A damaged class is named, and takes no other away; what is read of it never ends in more than a sentence."""

import random
from pathlib import Path

from game.errors import Said
from game.exercise import commands as cmd
from game.exercise.classroom.facilitator_session import Desk
from game.record.store import FolderStore
from game.report.acts import acts
from game.scenario.findings import ScenarioError
from tests.exercise.seating import choose_all, leader_of, opened, seated, shelf
from tests.record.damage import damaged


def played(folder: Path) -> Path:
    """A class that was paused, held, played and ended; its one file."""
    room, _ = opened(folder, syndicates=1)
    seats = seated(room, 2)
    desk = Desk(room)
    desk.begin()
    desk.pause("a break")
    desk.resume()
    chosen = choose_all(seats)
    leader_of(seats).submit(cmd.Settle(inject="pump", option=chosen))
    desk.endex()
    room.close()
    path = FolderStore(folder).path(room.name)
    return path.rename(path.with_name("sound.sqlite3"))


def test_sixty_damaged_classes_take_no_other_away(tmp_path: Path) -> None:
    whole = played(tmp_path).read_bytes()
    classes, bad = shelf(tmp_path), tmp_path / "hurt.sqlite3"
    for seed in range(60):
        bad.write_bytes(damaged(whole, random.Random(seed)))
        listed = {entry.id: entry.problem for entry in classes.entries()}
        assert set(listed) == {"sound", "hurt"}, seed
        assert listed["sound"] == "", seed
        try:
            record = classes.read("hurt")
        except (Said, ScenarioError):
            continue
        assert listed["hurt"] == "", seed
        assert all(act.minute >= 0 for act in acts(record, "1")), seed
