"""The kinds of value that format 1 has: how each is read, and what is said where it is something else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from game.scenario.text import MAX_LINE, MAX_TEXT, clean, clean_line

ID_PATTERN = r"^[a-z][a-z0-9_]{0,59}$"
MAX_EFFECT = 1_000_000
MAX_DAYS = 36_500
MAX_WEIGHT = 1_000_000
MAX_MINUTES = 10_000
MAX_HOURS = 2_000
"""Hours of a clock of hours: twelve weeks, and what a walk and an analysis still go through at once."""


def wrong(says: str, cure: str = "") -> PydanticCustomError:
    """Return the one kind of error that the validators here raise."""
    return PydanticCustomError("whitecell", "{says}", {"says": says, "cure": cure})


def word(value: Any) -> str:
    """How a value looks to the person who wrote it."""
    if isinstance(value, dict):
        return "a map (key: value)"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return f"'{str(value).lower()}'"
    return "nothing" if value is None else f"'{str(value)[:60]}'"


def as_id(text: str) -> str:
    """Return an id made from any text, for a suggestion."""
    made = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:60]
    return made if made and made[0].isalpha() else f"x_{made}".rstrip("_")


# --- text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    raise wrong(f"text is expected here, not {word(value)}.", "Write the text after the ':' or indented under '|'.")


def _long(value: Any) -> str:
    text = _text(value)
    if len(text) > MAX_TEXT:
        raise wrong(f"this text has {len(text):,} characters; {MAX_TEXT:,} is the most.", "Split it into documents.")
    return clean(text).strip("\n")


def _line(value: Any) -> str:
    text = _text(value)
    if len(text) > MAX_LINE:
        raise wrong(f"this has {len(text):,} characters; {MAX_LINE} is the most here.", "Shorten it.")
    return clean_line(text)


def _id(value: Any) -> str:
    if isinstance(value, bool):
        raise wrong(f"{word(value)} is not an id: YAML reads it as a yes or no.", "Choose another word.")
    text = _text(value)
    if not re.fullmatch(ID_PATTERN, text):
        raise wrong(f"{word(value)} is not an id.", f"An id has small letters, digits and _: '{as_id(text)}'.")
    return text


def _condition(value: Any) -> str:
    if value is None:
        raise wrong("there is no condition here.", "Leave the key out, or write one such as 'legitimacy < 60'.")
    # A tab becomes one space, not four: columns in an error have to count as the author's editor counts.
    return clean(_text(value).replace("\t", " "), 2_100)  # one that is too long is refused where it is read


# --- numbers


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(f"a whole number is expected here, not {word(value)}.", _number_hint(value))
    return value


DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""A date as it is written in a scenario."""


def _number_hint(value: Any) -> str:
    text = str(value).strip()[:80]
    if isinstance(value, str) and re.fullmatch(r"[+-]?(0|[1-9][0-9]{0,16})", text):
        return f"It stands in quotes: write {text} without quotes."  # else YAML had read a number
    if re.fullmatch(DATE, text):
        return "Write a number, and no date."
    if re.fullmatch(r"[+-]?\d+\.\d+", text):
        return f"Numbers are whole: write {round(float(text))}."
    if re.fullmatch(r"[+-]?0[0-9]+", text):
        return f"Leave the 0 in front out: write {int(text)}."
    if re.fullmatch(r"[+-]?0(x[0-9a-f]+|o[0-7]+|b[01]+)", text, re.IGNORECASE):
        return f"Numbers are written in tens: write {int(text, 0)}."
    digits = re.search(r"[+-]?\d+", text.replace(",", "").replace("_", ""))
    return f"Write {digits.group()}." if digits else "Write a number such as 5."


def _between(low: int, high: int) -> Callable[[int], int]:
    def check(value: int) -> int:
        if not low <= value <= high:
            raise wrong(f"{value} is out of range here.", f"Between {low:,} and {high:,}.")
        return value

    return check


def _bounded_schema(low: int, high: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong(f"true or false is expected here, not {word(value)}.", "Write true or false.")
    return value


def _yes(value: Any) -> bool:
    """An answer to a question: a person writes yes as well as true."""
    if isinstance(value, str) and value.casefold() in ("yes", "no"):
        return value.casefold() == "yes"
    if not isinstance(value, bool):
        raise wrong(f"yes or no is expected here, not {word(value)}.", "Write yes or no.")
    return value


_GROUPED = re.compile(r"[+-]?[0-9]+([_,][0-9]+)+")
"""A number with marks between its digits."""


def _amount(value: Any) -> int | str:
    """A change by an amount (``+5``), or a value outright (``"= 40"``)."""
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > MAX_EFFECT:
            raise wrong(f"{value:,} is too large for an effect.", f"At most {MAX_EFFECT:,}.")
        return value
    if isinstance(value, str) and (found := re.fullmatch(r"=\s*([+-]?[0-9]{1,7})", value.strip())):
        return f"= {int(found.group(1))}"
    says = f"an effect is a whole number or a value to set, not {word(value)}."
    hint = _number_hint(value) if isinstance(value, str) and value.strip()[:1] not in ("", "=") else ""
    raise wrong(says, hint if "write" in hint or _GROUPED.fullmatch(str(value).strip()) else 'Write +5, -5 or "= 40".')


def _moment(value: Any) -> dt.datetime:
    """A date, with the time of day where the clock counts hours."""
    text = _text(value).strip()
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?", text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise wrong(f"{word(value)} is not a date.", "Write year-month-day, as in 2031-03-01.")


# --- what may be left empty


def empty_map(value: Any) -> Any:
    """An id with nothing after it, as of a flag, means that there is no more to say of it."""
    return {} if value is None else value


def as_fact(value: Any) -> Any:
    """A fact may be its text alone."""
    return value if isinstance(value, dict) else {"text": _long("" if value is None else value)}


class OrText:
    """Says in the JSON Schema that a text may stand for the map that holds it."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "maxLength": MAX_TEXT}, handler(schema)]}


class OrNothing:
    """Says in the JSON Schema that the key may stand with nothing after it."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"type": "null"}]}


# --- the kinds, as the model names them

# A title may be 2031 or true and is read as written. With a list of those types an editor would offer `true`, `false`
# and `null` for every text; with an `if` alone it would complete the key without its colon.
_ANY_TEXT = {"anyOf": [{"if": {"type": ["object", "array"]}, "then": {"type": "string"}}]}

Text = Annotated[str, BeforeValidator(_long), WithJsonSchema({**_ANY_TEXT, "maxLength": MAX_TEXT})]
Line = Annotated[str, BeforeValidator(_line), WithJsonSchema({**_ANY_TEXT, "maxLength": MAX_LINE})]
Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
Condition = Annotated[str, BeforeValidator(_condition), WithJsonSchema({"type": "string", "minLength": 1})]
MaybeCondition = Annotated[str | None, BeforeValidator(_condition), WithJsonSchema({"type": "string", "minLength": 1})]

GaugeValue = Annotated[
    int,
    BeforeValidator(_whole),
    AfterValidator(_between(-MAX_EFFECT, MAX_EFFECT)),
    _bounded_schema(-MAX_EFFECT, MAX_EFFECT),
]
Minutes = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_between(0, MAX_MINUTES)), _bounded_schema(0, MAX_MINUTES)
]
DayNumber = Annotated[int, BeforeValidator(_whole), AfterValidator(_between(0, MAX_DAYS)), _bounded_schema(0, MAX_DAYS)]
Days = Annotated[int, BeforeValidator(_whole), AfterValidator(_between(1, MAX_DAYS)), _bounded_schema(1, MAX_DAYS)]
Odds = Annotated[int, BeforeValidator(_whole), AfterValidator(_between(0, MAX_WEIGHT)), _bounded_schema(0, MAX_WEIGHT)]
Scale = Annotated[int, BeforeValidator(_whole), AfterValidator(_between(2, 100)), _bounded_schema(2, 100)]
Weight = Annotated[
    int,
    BeforeValidator(_whole),
    WithJsonSchema({"type": "integer", "enum": [-3, -2, -1, 1, 2, 3]}),
]
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"type": "boolean"})]
YesNo = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Hours = Annotated[int, BeforeValidator(_whole), AfterValidator(_between(0, MAX_HOURS)), _bounded_schema(0, MAX_HOURS)]
Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?$"}),
]
Amount = Annotated[
    int | str,
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": -MAX_EFFECT, "maximum": MAX_EFFECT},
                {"type": "string", "pattern": r"^=\s*[+-]?[0-9]{1,7}$"},
            ]
        }
    ),
]

Ids = list[Id]
Effects = dict[Id, Amount]
Interests = dict[Id, GaugeValue]
