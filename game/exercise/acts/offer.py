"""An offer: an act as it stands now, with its fields, what it is given for, and why it may have to wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.exercise.acts.fields import SHOWN, ActField, Complaint
from game.words import lazy

ActValue = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as it stands now. Faces show it and send back what was typed, field by field, as text."""

    act: str
    label: str
    """On its button, or after Enter."""
    given: tuple[tuple[str, str], ...] = ()
    """What it was given for: inject, paper, syndicate. Sent along; where it no longer holds, it is refused."""
    fields: tuple[ActField, ...] = ()
    rests: str = ""
    """Why it cannot be sent now, though it may be filled in; empty where it can."""
    title: str = ""
    says: str = ""
    """What it brings, in a sentence, to be read before it is sent."""
    done: str = ""
    """What is said once it is done."""

    @property
    def key(self) -> str:
        """Names a draft: what was typed stays with it, however the offer changes meanwhile. It has no blank in it."""
        return ":".join((self.act, *(value for _, value in self.given))).replace(" ", ".")

    def read(self, typed: Mapping[str, str]) -> dict[str, ActValue]:
        """Return the values of all fields.

        Raises:
            Complaint: the first that a field makes, or a field that this offer does not have.
        """
        if unknown := set(typed) - {each.name for each in self.fields}:
            raise Complaint(lazy("There is no field “{name}”.", name=min(unknown)[:SHOWN]))
        return {each.name: each.read(typed.get(each.name, "")) for each in self.fields}
