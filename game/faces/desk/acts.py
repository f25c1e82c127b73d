"""The acts of a desk on a page: one in a fold, or one that a press does."""

from __future__ import annotations

from collections.abc import Mapping

from game.exercise.acts.offer import Offer
from game.faces.model import ActForm, Block, Card, Text, para, text
from game.faces.spoken import capital

Offers = Mapping[str, tuple[Offer, ...]]
"""What a desk can do now, by act."""


def folded(offer: Offer, title: str = "", open: bool = False) -> Card:
    """Return an act that unfolds: its title, what it brings, its form."""
    says = (para(offer.says, role="note"),) if offer.says else ()
    heading: Text = text(title or offer.title or capital(offer.label))
    return Card((*says, ActForm(offer)), heading, id=f"c-{offer.key}", fold="open" if open else "closed")


def pressed(offer: Offer, title: str = "", fold: bool = False) -> Block:
    """Return an act that one press does, once it is unfolded where it is folded."""
    says = (para(offer.says, role="note"),) if offer.says else ()
    if fold:
        heading = text(title or offer.title)
        return Card((*says, ActForm(offer, quick=True)), heading, id=f"c-{offer.key}", fold="closed")
    return Card((*says, ActForm(offer, quick=True)), text(title or offer.title))


def about(offers: Offers, act: str, **given: str) -> tuple[Offer, ...]:
    """Return what is offered of an act for something that it is given for."""
    wanted = given.items()
    return tuple(each for each in offers.get(act, ()) if wanted <= dict(each.given).items())
