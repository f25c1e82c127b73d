"""What a facilitator does about seats: let in, give roles, move, merge, take back."""

from __future__ import annotations

from collections.abc import Callable

from game.exercise.commands import new_id
from game.ui.pages.desk import seat_line
from game.ui.screens.desk_board import DeskBoard


class SeatActs(DeskBoard):
    """The acts about seats."""

    def action_seats(self) -> None:
        """Let in, move, remove; give roles."""
        scenario = self.desk.room.scenario
        rows = [("all", f"Let all {len(self.view.at_door)} in")] if len(self.view.at_door) > 1 else []
        rows += [(seat.seat, seat_line(seat, scenario)) for seat in self.view.at_door]
        rows += [(seat.seat, seat_line(seat, scenario)) for each in self.view.syndicates for seat in each.seats]
        self.pick("Seats", rows, lambda id: self.let_all_in() if id == "all" else self.seat(id))

    def action_deal(self) -> None:
        """Deal the roles that nobody holds, in every syndicate."""
        self.sure(
            "Deal the roles that nobody holds?",
            "In every syndicate, round the table.",
            "Deal",
            lambda: self.each("all", self.desk.deal_roles, "Dealt."),
        )

    def let_all_in(self) -> None:
        """Let everybody in who waits."""
        for seat in self.view.at_door:
            self.do(lambda id=seat.seat: self.desk.admit(id), "")  # type: ignore[misc]
        self.program.say("All are let in.")

    def seat(self, id: str) -> None:
        """What to do about one seat."""
        door, asked = any(seat.seat == id for seat in self.view.at_door), new_id()
        rows = [("admit", "Let in")] if door else [("roles", "Give roles")]
        rows += [
            ("move", "Move to another syndicate"),
            ("merge", "The same person as another seat: make the two one"),
            ("remove", "Take the seat back"),
        ]
        acts: dict[str, Callable[[], object]] = {
            "admit": lambda: self.do(lambda: self.desk.admit(id, id=asked), "Let in."),
            "roles": lambda: self.roles_of(id),
            "move": lambda: self.move(id),
            "merge": lambda: self.merge(id),
            "remove": lambda: self.why(
                "Take the seat back", "Whoever sits there is out at once.",
                lambda why: self.do(lambda: self.desk.remove(id, why, id=asked), "Taken back."),
            ),
        }  # fmt: skip
        self.pick(self.desk.room.member(id).name, rows, lambda what: acts[what]())

    def roles_of(self, id: str) -> None:
        """Give one more role, or take all away."""
        held, asked = list(self.desk.room.member(id).roles), new_id()
        roles = [(role.id, role.title) for role in self.desk.room.scenario.roles if role.id not in held]
        if held:
            roles.append(("", "None: take all roles away"))

        def give(role: str) -> None:
            now = self.desk.room.member(id).roles  # somebody may have given it one while the list was open
            self.do(lambda: self.desk.give_roles(id, [*now, role] if role else [], id=asked), "Roles given.")

        self.pick("Add which role?", roles, give)

    def move(self, id: str) -> None:
        """Move to another syndicate; roles stay behind."""
        here, asked = self.desk.room.member(id).syndicate, new_id()
        where = [(each.id, f"Syndicate {each.id}") for each in self.view.syndicates if each.id != here]
        self.pick(
            "Where to?",
            where,
            lambda to: self.why(
                "Move", f"To syndicate {to}; roles stay behind.",
                lambda why: self.do(lambda: self.desk.move(id, to, why, id=asked), "Moved."),
            ),
        )  # fmt: skip

    def merge(self, id: str) -> None:
        """Make this seat and another one."""
        scenario, asked = self.desk.room.scenario, new_id()
        rows = [
            (seat.seat, seat_line(seat, scenario))
            for each in self.view.syndicates
            for seat in each.seats
            if seat.seat != id
        ]
        self.pick(
            "Into which seat? That one stays",
            rows,
            lambda into: self.why(
                "Merge", "Both devices open the seat that stays.",
                lambda why: self.do(lambda: self.desk.merge(id, into, why, id=asked), "The two are one."),
            ),
        )  # fmt: skip
