"""Format 1 as an author writes it: every field, its bounds and its help text.

These pydantic models stand at the file's edge only. They know shapes and bounds; what a
name refers to is checked in `compile`. Each field's description is what an editor shows.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from game.scenario.text import MAX_LINE, MAX_TEXT, clean, clean_line

ID_PATTERN = r"^[a-z][a-z0-9_]{0,59}$"
MAX_EFFECT = 1_000_000
DOCUMENT_KINDS = ("sitrep", "cable", "email", "letter", "report", "press", "radio", "social", "map", "table")


def _wrong(says: str, cure: str = "") -> PydanticCustomError:
    return PydanticCustomError("whitecell", "{says}", {"says": says, "cure": cure})


def _word(value: Any) -> str:
    """How a value looks to the person who wrote it."""
    if isinstance(value, dict):
        return "a map (key: value)"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"'{str(value)[:60]}'"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    raise _wrong(f"text is expected here, not {_word(value)}.", "Write the text after the ':' or indented under '|'.")


def _long(value: Any) -> str:
    text = _text(value)
    if len(text) > MAX_TEXT:
        raise _wrong(f"this text has {len(text):,} characters; {MAX_TEXT:,} is the most.", "Split it into documents.")
    return clean(text).strip("\n")


def _line(value: Any) -> str:
    text = _text(value)
    if len(text) > MAX_LINE:
        raise _wrong(f"this has {len(text):,} characters; {MAX_LINE} is the most here.", "Shorten it.")
    return clean_line(text)


def _id(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(ID_PATTERN, text):
        raise _wrong(f"{_word(value)} is not an id.", f"An id has small letters, digits and _: '{as_id(text)}'.")
    return text


def as_id(text: str) -> str:
    """Return an id made from any text, for a suggestion."""
    made = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:60]
    return made if made and made[0].isalpha() else f"x_{made}".rstrip("_")


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(f"a whole number is expected here, not {_word(value)}.", _number_hint(value))
    return value


def _number_hint(value: Any) -> str:
    text = str(value).strip()
    if re.fullmatch(r"[+-]?\d+\.\d+", text):
        return f"Numbers are whole: write {round(float(text))}."
    if re.fullmatch(r"0\d+", text):
        return f"Leave the 0 in front out: write {text.lstrip('0') or '0'}."
    digits = re.search(r"[+-]?\d+", text.replace(",", "").replace("_", ""))
    return f"Write {digits.group()}." if digits else "Write a number such as 5."


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(f"true or false is expected here, not {_word(value)}.", "Write true or false.")
    return value


def _set_value(value: Any) -> int | str:
    """A change by an amount (``+5``), or a value outright (``"= 40"``)."""
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > MAX_EFFECT:
            raise _wrong(f"{value:,} is too large for an effect.", f"At most {MAX_EFFECT:,}.")
        return value
    if isinstance(value, str) and (found := re.fullmatch(r"=\s*([+-]?\d{1,7})", value.strip())):
        return f"= {int(found.group(1))}"
    says = f"an effect is a whole number or a value to set, not {_word(value)}."
    raise _wrong(says, 'Write +5, -5 or "= 40".')


def _date(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(_text(value).strip())
    except ValueError:
        raise _wrong(f"{_word(value)} is not a date.", "Write year-month-day, as in 2031-03-01.") from None


def _map(value: Any) -> Any:
    """A key with nothing after it means an empty map, as an author would expect."""
    return {} if value is None else value


def _list(value: Any) -> Any:
    return [] if value is None else value


Text = Annotated[str, BeforeValidator(_long), WithJsonSchema({"type": "string", "maxLength": MAX_TEXT})]
Line = Annotated[str, BeforeValidator(_line), WithJsonSchema({"type": "string", "maxLength": MAX_LINE})]
Id = Annotated[str, BeforeValidator(_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Truth = Annotated[bool, BeforeValidator(_truth)]
Amount = Annotated[
    int | str,
    BeforeValidator(_set_value),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^=\s*[+-]?\d+$"}]}),
]
Date = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Condition = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(lambda text: clean(text, 600)),
    WithJsonSchema({"type": "string", "description": "A condition, such as: legitimacy < 60 and not escorts_used"}),
]
Ids = Annotated[list[Id], BeforeValidator(_list)]
Effects = Annotated[dict[Id, Amount], BeforeValidator(_map)]


def _bounded(low: int, high: int) -> Any:
    """A whole number between two bounds, both included."""

    def check(value: int) -> int:
        if not low <= value <= high:
            raise _wrong(f"{value} is out of range here.", f"Between {low} and {high}.")
        return value

    return Annotated[
        int,
        BeforeValidator(_whole),
        AfterValidator(check),
        WithJsonSchema({"type": "integer", "minimum": low, "maximum": high}),
    ]


Minutes = _bounded(0, 10_000)
DayNumber = _bounded(0, 36_500)


class Part(BaseModel):
    """Common to all parts of the format: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Clock(Part):
    """How long the mandate lasts and when it begins."""

    start: Date | None = Field(None, description="The date of day 0, as 2031-03-01.")
    days: DayNumber = Field(description="The last day of the exercise; day 0 is the first.")
    labels: Literal["day", "week"] = Field("day", description="What the header counts: day or week.")


class Role(Part):
    """A seat at the table."""

    title: Line = Field("", description="The post, as players will read it.")
    brief: Text = Field("", description="Role card, shown to this seat alone. Markdown.")
    interests: Annotated[dict[Id, Whole], BeforeValidator(_map)] = Field(
        default_factory=dict, description="Gauge id to weight: what this actor's own headquarters rewards."
    )


class Gauge(Part):
    """A number that decisions move."""

    title: Line = Field("", description="The gauge's name on the screen.")
    start: Whole = Field(description="Its value on day 0.")
    min: Whole = Field(0, description="Its lower bound; effects stop here.")
    max: Whole = Field(100, description="Its upper bound; effects stop here.")
    unit: Line = Field("", description="A unit shown behind the number, such as k$.")
    good: Literal["high", "low"] = Field("high", description="Which end is the good one.")
    shown: Literal["open", "assessed", "hidden"] = Field(
        "open",
        description="open: always the true value; assessed: as it was when last assessed; hidden: in the report only.",
    )


class Flag(Part):
    """A yes or no that decisions set."""

    title: Line = Field("", description="What it means when it is set.")


class Lesson(Part):
    """A lesson of the catalogue that this scenario tests."""

    holds_if: Condition | None = Field(None, description="What has to hold at the end for the outcome to be 'held'.")


class Change(Part):
    """Something that changes the state: effects, then flags set, then flags cleared."""

    text: Text = Field("", description="What the players read when it happens.")
    effects: Effects = Field(default_factory=dict, description='Gauge id to +5, -5 or "= 40".')
    set: Ids = Field(default_factory=list, description="Flags that it sets.")
    clear: Ids = Field(default_factory=list, description="Flags that it clears.")


class Trend(Change):
    """What goes on by itself, every so many days."""

    id: Id = Field(description="A name for it, in small letters and _.")
    every: _bounded(1, 36_500) = Field(description="Happens on each day that this number divides (never day 0).")  # type: ignore[valid-type]
    when: Condition | None = Field(None, description="Happens only where this holds.")


class Branch(Change):
    """One way that luck can go."""

    weight: _bounded(0, 1_000_000) = Field(description="How likely, against the other branches.")  # type: ignore[valid-type]


class Later(Change):
    """A delayed effect."""

    after: _bounded(1, 36_500) = Field(description="Days after the decision.")  # type: ignore[valid-type]
    when: Condition | None = Field(None, description="Tested on the day it is due; it lapses where this does not hold.")


class Advice(Part):
    """What another seat says of an option."""

    stance: Line = Field("neutral", description="for, against or neutral.")
    says: Text = Field("", description="Their words.")


class Evidence(Part):
    """What an option shows for or against a lesson."""

    weight: Whole = Field(description="From -3 to +3, not 0.")
    because: Text = Field("", description="The concrete thing in this option that serves or strains the lesson.")


class Document(Part):
    """A paper on the table, shown as what it is."""

    kind: Literal["sitrep", "cable", "email", "letter", "report", "press", "radio", "social", "map", "table"] = Field(
        description="What it looks like."
    )
    title: Line = Field("", description="Its heading.")
    sender: Line = Field("", alias="from", description="Who wrote it.")
    to: Ids = Field(default_factory=list, description="Roles that get it; left out: everyone.")
    text: Text = Field("", description="Its text; line breaks are kept.")
    file: Line = Field("", description="Or a file inside the scenario's folder that holds the text.")
    minutes: Minutes = Field(0, description="What reading it costs the group.")  # type: ignore[valid-type]


class Option(Part):
    """One thing that can be decided."""

    id: Id = Field(description="A name for it, in small letters and _.")
    label: Line = Field("", description="What the players choose, as an order.")
    case: Text = Field("", description="The strongest argument for it, in one sentence.")
    detail: Text = Field("", description="Who does what, by when, with what. Markdown.")
    requires: Condition | None = Field(None, description="Open only where this holds.")
    advice: Annotated[dict[Id, Advice], BeforeValidator(_map)] = Field(
        default_factory=dict, description="Role id to stance and words."
    )
    effects: Effects = Field(default_factory=dict, description='At once. Gauge id to +5, -5 or "= 40".')
    set: Ids = Field(default_factory=list, description="Flags that it sets.")
    clear: Ids = Field(default_factory=list, description="Flags that it clears.")
    assess: Ids = Field(default_factory=list, description="Gauges that the players now see as they are.")
    chance: Annotated[list[Branch], BeforeValidator(_list)] = Field(
        default_factory=list, description="Exactly one of these is drawn."
    )
    later: Annotated[list[Later], BeforeValidator(_list)] = Field(
        default_factory=list, description="What comes of it days after."
    )
    outcome: Text = Field("", description="What the players read at once. Markdown.")
    evidence: Annotated[dict[Id, Evidence], BeforeValidator(_map)] = Field(
        default_factory=dict, description="Lesson id to weight and because."
    )


class Inject(Part):
    """A piece of news, with or without a decision."""

    id: Id = Field(description="A name for it, in small letters and _.")
    title: Line = Field("", description="Its heading.")
    day: DayNumber | None = Field(None, description="The first day it can come up.")  # type: ignore[valid-type]
    until: DayNumber | None = Field(
        None, description="The last day it can come up; left out: `day`, or the clock's last."
    )  # type: ignore[valid-type]
    when: Condition | None = Field(None, description="Comes up only where this holds.")
    manual: Truth = Field(False, description="In the facilitator's tray: comes up only when released by hand.")
    to: Ids = Field(default_factory=list, description="Roles that get it; left out: everyone.")
    decided_by: Id | None = Field(None, description="A role, or vote; left out: the first role.")
    situation: Text = Field("", description="What has happened, in under 90 words. Markdown.")
    documents: Annotated[list[Document], BeforeValidator(_list)] = Field(
        default_factory=list, description="Papers that come with it."
    )
    private: Annotated[dict[Id, Text], BeforeValidator(_map)] = Field(
        default_factory=dict, description="Role id to a fact that only this seat knows."
    )
    dilemma: Text = Field("", description="What is really traded; for the facilitator and the debrief.")
    question: Line = Field("", description="The question that the group has to answer.")
    minutes: Minutes = Field(0, description="Suggested time for discussion.")  # type: ignore[valid-type]
    options: Annotated[list[Option], BeforeValidator(_list)] = Field(
        default_factory=list, description="What can be decided; left out: it is read and acknowledged."
    )
    default: Id | None = Field(None, description="The option taken when the facilitator's time runs out.")
    expected: Text = Field("", description="For the facilitator: what a well-led team weighs and does.")
    notes: Text = Field("", description="For the facilitator alone: teaching points and probes.")


class Ending(Part):
    """A thread that the debrief tells."""

    id: Id = Field(description="A name for it, in small letters and _.")
    title: Line = Field("", description="Its heading.")
    when: Condition | None = Field(None, description="Told where this holds; left out: told where no other is.")
    stops: Truth = Field(False, description="true: ends the game at once when it holds after a change.")
    text: Text = Field("", description="What the players read.")


class Forecast(Part):
    """A probability question, scored for calibration and never for rank."""

    id: Id = Field(description="A name for it.")
    inject: Id | None = Field(None, description="The inject it is asked with.")
    ask: Line = Field(description="The question.")
    about: Condition = Field(description="What it asks about, tested at the end.")


class Question(Part):
    """A question before and after play."""

    id: Id = Field(description="A name for it.")
    ask: Line = Field(description="The question.")
    scale: _bounded(2, 100) = Field(10, description="The highest answer; 0 is the lowest.")  # type: ignore[valid-type]
    when: Literal["before", "after", "both"] = Field("both", description="When it is asked.")


class Draft(Part):
    """A whole scenario as written."""

    format: Literal[1] = Field(description="The format's number: 1.")
    id: Id = Field(description="A name for it, in small letters and _.")
    title: Line = Field(description="Its name in the menu.")
    summary: Line = Field("", description="One line for the menu.")
    language: Line = Field("en", description="The language it is written in, as en.")
    minutes: Minutes = Field(0, description="What a facilitator should plan.")  # type: ignore[valid-type]
    setting: Text = Field("", description="What everyone reads before play. Markdown.")
    clock: Clock = Field(description="When it begins and how many days it lasts.")
    roles: Annotated[dict[Id, Role], BeforeValidator(_map)] = Field(default_factory=dict, description="The seats.")
    gauges: Annotated[dict[Id, Gauge], BeforeValidator(_map)] = Field(
        default_factory=dict, description="The numbers that decisions move."
    )
    flags: Annotated[dict[Id, Annotated[Flag, BeforeValidator(_map)]], BeforeValidator(_map)] = Field(
        default_factory=dict, description="Yes-or-no facts that decisions set."
    )
    lessons: Annotated[dict[Id, Annotated[Lesson, BeforeValidator(_map)]], BeforeValidator(_map)] = Field(
        default_factory=dict, description="Lessons of the catalogue that this scenario tests."
    )
    trends: Annotated[list[Trend], BeforeValidator(_list)] = Field(
        default_factory=list, description="What goes on by itself."
    )
    injects: Annotated[list[Inject], BeforeValidator(_list)] = Field(
        default_factory=list, description="What happens, in file order."
    )
    endings: Annotated[list[Ending], BeforeValidator(_list)] = Field(
        default_factory=list, description="Threads that the debrief tells."
    )
    forecasts: Annotated[list[Forecast], BeforeValidator(_list)] = Field(
        default_factory=list, description="Probability questions."
    )
    questions: Annotated[list[Question], BeforeValidator(_list)] = Field(
        default_factory=list, description="Questions before and after play."
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of format 1, for editors (``whitecell schema``)."""
    schema = Draft.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Whitecell scenario, format 1"} | {
        key: value for key, value in schema.items() if key != "title"
    }
