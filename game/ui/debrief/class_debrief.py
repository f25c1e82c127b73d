"""The debriefs of a class on a screen: one syndicate at a time, the others a key away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from game.report.group import GroupDebrief
from game.ui.debrief.group_debrief import GroupDebriefScreen
from game.ui.shell.app_base import Program


class ClassDebriefApp(Program):
    """Looks back on a class that is not hosted now."""

    def __init__(self, groups: Sequence[GroupDebrief], settings: Path | None = None) -> None:
        super().__init__(settings)
        self.groups, self.at = groups, 0

    def on_mount(self) -> None:
        self.push_screen(GroupDebriefScreen(self.groups[0], others=len(self.groups) > 1))

    def turn(self, by: int) -> None:
        """Go to another syndicate."""
        self.at = (self.at + by) % len(self.groups)
        self.switch_screen(GroupDebriefScreen(self.groups[self.at], others=len(self.groups) > 1))

    def back(self) -> None:
        """There is nothing below."""
        self.ask_to_leave()
