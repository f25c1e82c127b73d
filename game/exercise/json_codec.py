"""Views and commands as JSON, for a seat whose screen is not in the host's process.

What comes in is checked field by field before anything is made of it; what goes out is a view
that was cut for that seat already.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import TypeAdapter, ValidationError

from game.exercise import commands as cmd
from game.exercise.errors import Refused
from game.exercise.views.binder import FolderView
from game.exercise.views.seat_view import View
from game.words import Message, lazy

COMMANDS: dict[str, type[cmd.Command]] = {
    "read_briefing": cmd.ReadBriefing,
    "take_role": cmd.TakeRole,
    "give_role_back": cmd.GiveRoleBack,
    "open_document": cmd.OpenDocument,
    "share_fact": cmd.ShareFact,
    "foretell": cmd.Foretell,
    "choose": cmd.Choose,
    "show_choices": cmd.ShowChoices,
    "vote": cmd.Vote,
    "write_answer": cmd.WriteAnswer,
    "give_pen": cmd.GivePen,
    "settle": cmd.Settle,
    "acknowledge": cmd.Acknowledge,
    "add_note": cmd.AddNote,
    "answer": cmd.Answer,
    "recall": cmd.Recall,
    "consent": cmd.Consent,
    "turn_card": cmd.TurnCard,
    "commit_action": cmd.CommitAction,
}
"""Everything that a seat of a class may ask for, by the word for it."""
_NAMES = {kind: name for name, kind in COMMANDS.items()}
_ID = re.compile(r"[0-9a-f]{16,64}", re.ASCII)


MAX_FIELDS = 60
"""Fields of a draft at most: a scenario has fewer forecasts."""
_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def _of(kind: type[Any]) -> TypeAdapter[Any]:
    """The reader and writer of one kind, made when it is first needed."""
    if kind.__name__ not in _ADAPTERS:
        _ADAPTERS[kind.__name__] = TypeAdapter(kind)
    return _ADAPTERS[kind.__name__]


def message_json(message: Message) -> Any:
    """Return a message as plain data for JSON: its reader's language is known at the other end."""
    return _of(Message).dump_python(message, mode="json")


def message_from(data: object) -> Message:
    """Return the message in plain data; what is none is said as it is."""
    try:
        message: Message = _of(Message).validate_python(data)
    except ValidationError:
        return Message(str(data))
    return message


def view_json(view: View) -> Any:
    """Return a view as plain data for JSON."""
    return _of(View).dump_python(view, mode="json")


def view_from(data: object) -> View:
    """Return the view in plain data (Refused where it is none: another version wrote it)."""
    try:
        view: View = _of(View).validate_python(data)
    except ValidationError:
        raise Refused(lazy("the host speaks another version of Whitecell; use the same on both sides.")) from None
    return view


def binder_json(binder: tuple[FolderView, ...]) -> Any:
    """Return a binder as plain data for JSON."""
    return [_of(FolderView).dump_python(folder, mode="json") for folder in binder]


def binder_from(data: object) -> tuple[FolderView, ...]:
    """Return the binder in plain data (Refused where it is none: another version wrote it)."""
    try:
        return tuple(_of(FolderView).validate_python(folder) for folder in (data if isinstance(data, list) else ()))
    except ValidationError:
        raise Refused(lazy("the host speaks another version of Whitecell; use the same on both sides.")) from None


def command_json(command: cmd.Command) -> dict[str, Any]:
    """Return a command as plain data: its word under ``do``, beside its fields."""
    data: dict[str, Any] = _of(type(command)).dump_python(command, mode="json")
    return {"do": _NAMES[type(command)], **data}


def draft_from(data: object) -> dict[str, str]:
    """Return the fields of a draft in plain data (Refused where it is none)."""
    if not isinstance(data, dict) or len(data) > MAX_FIELDS:
        raise Refused(lazy("this is no draft."))
    if not all(isinstance(part, str) for pair in data.items() for part in pair):
        raise Refused(lazy("this is no draft."))
    return dict(data)


def command_from(data: object) -> cmd.Command:
    """Return the command in plain data.

    Raises:
        Refused: where it is none, has a field too many or too few, or an id that is none of ours.
    """
    kind = COMMANDS.get(str(data.get("do"))) if isinstance(data, dict) else None
    if kind is None or not isinstance(data, dict) or not _ID.fullmatch(str(data.get("id"))):
        raise Refused(lazy("this is no command."))
    fields = {name: value for name, value in data.items() if name != "do"}
    if set(fields) - set(kind.__dataclass_fields__):
        raise Refused(lazy("this command has a field that is not known."))
    try:
        made: cmd.Command = _of(kind).validate_json(json.dumps(fields), strict=True)
    except (ValidationError, UnicodeEncodeError):
        raise Refused(lazy("this command is not whole.")) from None
    return made
