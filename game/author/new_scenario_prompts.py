"""The few questions that `whitecell new` asks at a terminal. An answer that will not do is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import click

from game.author.errors import AuthorError
from game.author.new import DAYS, DEFAULT_ROLES, STORIES, NewScenario
from game.scenario.text import clean_line


def roles_in(text: str) -> tuple[str, ...]:
    """The posts in a line with commas between them."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def wish(id: str, given: Mapping[str, Any]) -> NewScenario:
    """Return what the options of the command say, the rest as it is meant to begin with.

    Raises:
        AuthorError: where one of them will not do.
    """
    held = dict(given)
    if "roles" in held:
        held["roles"] = roles_in(held["roles"])
    if "days" not in held and "injects" in held:
        held["days"] = max(DAYS, held["injects"] + 1)
    return NewScenario(id, **held)


def ask(wish: NewScenario, given: frozenset[str]) -> NewScenario:
    """Return the wish with an answer to everything that was not given as an option; Enter takes what is in brackets."""
    click.echo("A few questions; Enter takes what stands in brackets.")
    if "title" not in given:
        title = click.prompt("What is it called", default=wish.id.replace("_", " ").capitalize())
        wish = replace(wish, title=title)
    if "roles" not in given:
        wish = _until(
            "Who sits at the table (posts, with commas)",
            ", ".join(DEFAULT_ROLES),
            str,
            lambda text: replace(wish, roles=roles_in(text)),
        )
    if "injects" not in given:
        wish = _until(
            f"How many injects to begin with (1 to {len(STORIES)})",
            wish.injects,
            _whole,
            lambda number: replace(wish, injects=number, days=max(wish.days, number + 1)),
        )
    if "days" not in given:
        wish = _until("How many days does it last", wish.days, _whole, lambda number: replace(wish, days=number))
    if "folder" not in given:
        folder = click.confirm("A folder with a file for each inject (no: one file)", default=wish.folder)
        wish = replace(wish, folder=folder)
    return wish


def _whole(text: str) -> int:
    """A whole number that was typed."""
    try:
        return int(text)
    except ValueError:
        raise AuthorError(f"'{clean_line(text, 40)}' is not a number in digits. Write a number such as 3.") from None


def _until(question: str, default: Any, kind: Callable[[str], Any], made: Callable[[Any], NewScenario]) -> NewScenario:
    while True:
        try:
            return made(kind(click.prompt(question, default=default, type=str)))
        except AuthorError as problem:
            click.echo(f"  {problem}")
