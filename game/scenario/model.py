"""Format 1 as an author writes it: every field, its bounds and its help text.

These pydantic models stand at the file's edge only. They know shapes and bounds; what a
name refers to is checked in `compile`, which makes what is ready for play of it (`scenario.py`): of a `GaugeDraft` a
`Gauge`. Each field's description is what an editor shows.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticUseDefault

from game.scenario.field_types import (
    Condition,
    DayNumber,
    Days,
    Effects,
    GaugeValue,
    Hours,
    Id,
    Ids,
    Interests,
    Line,
    MaybeCondition,
    Minutes,
    Moment,
    Odds,
    OrNothing,
    OrText,
    Scale,
    Text,
    Truth,
    Weight,
    YesNo,
    as_fact,
    empty_map,
)

_Map = BeforeValidator(empty_map)


ASKS = frozenset(("when", "requires", "holds_if", "about", "labels", "good", "shown", "kind", "format", "answer"))
"""Keys that hold a condition or one of a few words: with nothing after it, such a key is most likely unfinished."""


def _each(*words: str) -> dict[str, Any]:
    """What each of a field's words means, in their order; editors show it beside the word."""
    return {"enumDescriptions": [*words]}


class DraftPart(BaseModel):
    """Common to all parts of the format: an unknown key is an error, one with nothing after it is as if left out."""

    model_config = ConfigDict(extra="forbid", model_title_generator=lambda part: part.__name__.removesuffix("Draft"))

    @field_validator("*", mode="before")
    @classmethod
    def _left_open(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.field_name not in ASKS:
            raise PydanticUseDefault
        return value


class ClockDraft(DraftPart):
    """How long the mandate lasts and when it begins."""

    start: Moment | None = Field(
        None, description="The date of day 0, as 2031-03-01; with `hours` also the time, as 2031-03-01 06:00."
    )
    days: DayNumber | None = Field(None, description="The last day of the exercise; day 0 is the first.")
    hours: Hours | None = Field(
        None, description="In place of `days`: the last hour. Then `day` is written `hour`, and all counts hours."
    )
    labels: Literal["day", "week"] = Field(
        "day",
        description="What the header counts.",
        json_schema_extra=_each("Day 34.", "Week 5 of 26, beside the date."),
    )


class RoleDraft(DraftPart):
    """A seat at the table."""

    title: Line = Field("", description="The post, as players will read it.")
    brief: Text = Field("", description="Role card, shown to this seat alone. Markdown.")
    interests: Interests = Field(
        default_factory=dict, description="Gauge id to weight: what this actor's own headquarters rewards."
    )


class GaugeDraft(DraftPart):
    """A number that decisions move."""

    title: Line = Field("", description="The gauge's name on the screen.")
    start: GaugeValue = Field(description="Its value on day 0.")
    min: GaugeValue = Field(0, description="Its lower bound; effects stop here.")
    max: GaugeValue = Field(100, description="Its upper bound; effects stop here.")
    unit: Line = Field("", description="A unit shown behind the number, such as k$.")
    good: Literal["high", "low"] = Field(
        "high",
        description="Which end is the good one.",
        json_schema_extra=_each("More of it is better, as of trust.", "Less of it is better, as of tension."),
    )
    shown: Literal["open", "assessed", "hidden"] = Field(
        "open",
        description="What players see of it.",
        json_schema_extra=_each(
            "Always the true value.",
            "As it was when last assessed, and how long ago; an option's `assess` refreshes it.",
            "Nothing in play; it is in the report only.",
        ),
    )


class FlagDraft(DraftPart):
    """A yes or no that decisions set."""

    title: Line = Field("", description="What it means when it is set.")


class LessonDraft(DraftPart):
    """A lesson that this scenario tests: one of the catalogue, or one of your own with a title and an imperative."""

    title: Line = Field("", description="Of a lesson of your own: its name.")
    imperative: Text = Field("", description="Of a lesson of your own: what it asks for, in one sentence.")
    holds_if: MaybeCondition = Field(None, description="What has to hold at the end for the outcome to be 'held'.")


class ChangeDraft(DraftPart):
    """Something that changes the state: effects, then flags set, then flags cleared."""

    text: Text = Field("", description="What the players read when it happens.")
    effects: Effects = Field(default_factory=dict, description='Gauge id to +5, -5 or "= 40".')
    set: Ids = Field(default_factory=list, description="Flags that it sets.")
    clear: Ids = Field(default_factory=list, description="Flags that it clears.")


class TrendDraft(ChangeDraft):
    """What goes on by itself, every so many days."""

    id: Id = Field(description="A name for it, in small letters and _.")
    every: Days = Field(description="Happens on each day that this number divides (never day 0).")
    when: MaybeCondition = Field(None, description="Happens only where this holds.")


class BranchDraft(ChangeDraft):
    """One way that luck can go."""

    weight: Odds = Field(description="How likely, against the other branches.")


class LaterDraft(ChangeDraft):
    """A delayed effect."""

    after: Days = Field(description="Days after the decision.")
    when: MaybeCondition = Field(None, description="Tested on the day it is due; it lapses where this does not hold.")


class AdviceDraft(DraftPart):
    """What another seat says of an option."""

    stance: Line = Field(
        "neutral",
        description="for, against or neutral; other words are shown as they are.",
        examples=["for", "against", "neutral"],
    )
    says: Text = Field("", description="Their words.")


class EvidenceDraft(DraftPart):
    """What an option shows for or against a lesson."""

    weight: Weight = Field(description="From -3 to +3, not 0.")
    because: Text = Field("", description="The concrete thing in this option that serves or strains the lesson.")


class DocumentDraft(DraftPart):
    """A paper on the table, shown as what it is."""

    kind: Literal["sitrep", "cable", "email", "letter", "report", "press", "radio", "social", "map", "table"] = Field(
        description="What it looks like.",
        json_schema_extra=_each(
            "A situation report.",
            "A diplomatic cable.",
            "An e-mail.",
            "A letter.",
            "A report or an assessment.",
            "A piece of a newspaper.",
            "A radio log.",
            "Posts on a social medium.",
            "A sketch map, drawn with characters.",
            "A table, in columns of characters.",
        ),
    )
    title: Line = Field("", description="Its heading.")
    sender: Line = Field("", alias="from", description="Who wrote it.")
    to: Ids = Field(default_factory=list, description="Roles that get it; left out: everyone.")
    text: Text = Field("", description="Its text; line breaks are kept.")
    file: Line = Field(
        "", description="Or a file inside the scenario's folder: a text, or a picture (PNG, JPEG, WebP; 2 MB)."
    )
    alt: Text = Field("", description="Of a picture: what it shows, for whoever reads it in a terminal or by ear.")
    minutes: Minutes = Field(0, description="What reading it costs the group.")
    bears_on: Ids = Field(default_factory=list, description="Options of this inject that it bears on.")
    line: Line = Field("", description="The sentence that bears, word for word as in the text; 24 words at most.")


class PrivateFactDraft(DraftPart):
    """What one seat alone knows."""

    text: Text = Field("", description="The fact.")
    bears_on: Ids = Field(default_factory=list, description="Options of this inject that it bears on.")


class AlsoDraft(DraftPart):
    """A paragraph that follows the situation where the world remembers something."""

    when: Condition = Field(description="Read as the inject comes up.")
    text: Text = Field("", description="What follows the situation. Markdown.")


class OptionDraft(DraftPart):
    """One thing that can be decided."""

    id: Id = Field(description="A name for it, in small letters and _.")
    label: Line = Field("", description="What the players choose, as an order.")
    case: Text = Field("", description="The strongest argument for it, in one sentence.")
    detail: Text = Field("", description="Who does what, by when, with what. Markdown.")
    requires: MaybeCondition = Field(None, description="Open only where this holds.")
    advice: dict[Id, AdviceDraft] = Field(default_factory=dict, description="Role id to stance and words.")
    effects: Effects = Field(default_factory=dict, description='At once. Gauge id to +5, -5 or "= 40".')
    set: Ids = Field(default_factory=list, description="Flags that it sets.")
    clear: Ids = Field(default_factory=list, description="Flags that it clears.")
    assess: Ids = Field(default_factory=list, description="Gauges that the players now see as they are.")
    style: list[Literal["consult", "fast", "wait", "guard", "loudest"]] = Field(
        default_factory=list, description="What habit would take it; for the analysis alone, never shown."
    )
    chance: list[BranchDraft] = Field(default_factory=list, description="Exactly one of these is drawn.")
    later: list[LaterDraft] = Field(default_factory=list, description="What comes of it days after.")
    outcome: Text = Field("", description="What the players read at once. Markdown.")
    evidence: dict[Id, EvidenceDraft] = Field(default_factory=dict, description="Lesson id to weight and because.")


class InjectDraft(DraftPart):
    """A piece of news, with or without a decision."""

    id: Id = Field(description="A name for it, in small letters and _.")
    title: Line = Field("", description="Its heading.")
    day: DayNumber | None = Field(None, description="The first day it can come up.")
    hour: Hours | None = Field(None, description="In place of `day` where the clock counts hours.")
    until: DayNumber | None = Field(
        None, description="The last day (or hour) it can come up; left out: `day`, or the clock's last."
    )
    when: MaybeCondition = Field(None, description="Comes up only where this holds.")
    manual: Truth = Field(False, description="In the facilitator's tray: comes up only when released by hand.")
    to: Ids = Field(default_factory=list, description="Roles that get it; left out: everyone.")
    decided_by: Id | None = Field(None, description="A role, or vote; left out: the first role.")
    situation: Text = Field("", description="What has happened, in under 90 words. Markdown.")
    also: list[AlsoDraft] = Field(
        default_factory=list, description="Paragraphs that follow the situation, each where its `when` holds."
    )
    documents: list[DocumentDraft] = Field(default_factory=list, description="Papers that come with it.")
    private: dict[Id, Annotated[PrivateFactDraft, BeforeValidator(as_fact), OrText()]] = Field(
        default_factory=dict, description="Role id to a fact that only this seat knows."
    )
    dilemma: Text = Field("", description="What is really traded; for the facilitator and the debrief.")
    question: Line = Field("", description="The question that the group has to answer.")
    minutes: Minutes = Field(0, description="Suggested time for discussion.")
    answer: Literal["written"] | None = Field(
        None,
        description="written: the group writes; its options are what the reader of the answer judges.",
        json_schema_extra=_each("The group writes its answer, and it is judged which option fits."),
    )
    options: list[OptionDraft] = Field(
        default_factory=list, description="What can be decided; left out: it is read and acknowledged."
    )
    default: Id | None = Field(None, description="The option taken when the facilitator's time runs out.")
    expected: Text = Field("", description="For the facilitator: what a well-led team weighs and does.")
    notes: Text = Field("", description="For the facilitator alone: teaching points and probes.")


class EndingDraft(DraftPart):
    """A thread that the debrief tells."""

    id: Id = Field(description="A name for it, in small letters and _.")
    title: Line = Field("", description="Its heading.")
    when: MaybeCondition = Field(None, description="Told where this holds; left out: told where no other is.")
    stops: Truth = Field(False, description="true: ends the game at once when it holds after a change.")
    text: Text = Field("", description="What the players read.")


class EpilogueParagraphDraft(DraftPart):
    """What became of a person or a place; told after the endings, it changes nothing."""

    about: Line = Field(description="Whom or what it is about; of one subject the first that holds is told.")
    when: MaybeCondition = Field(None, description="Told where this holds at the end; left out: it closes its subject.")
    text: Text = Field("", description="What the players read. Markdown.")


class OpeningDraft(DraftPart):
    """A fact that an earlier run, or the facilitator, brings along."""

    flag: Id = Field(description="The flag that is set where the answer is yes.")
    ask: Line = Field("", description="The question to a facilitator, answered by yes or no.")
    default: YesNo = Field(False, description="The answer where nobody gives one: yes or no.")
    source: Id | None = Field(None, alias="from", description="The scenario whose run can answer it.")
    when: MaybeCondition = Field(None, description="A condition in that scenario's names, on its last state.")


class ForecastDraft(DraftPart):
    """A probability question, scored for calibration and never for rank."""

    id: Id = Field(description="A name for it.")
    inject: Id | None = Field(None, description="The inject it is asked with.")
    ask: Line = Field(description="The question.")
    about: Condition = Field(description="What it asks about, tested at the end.")


class QuestionDraft(DraftPart):
    """A question before and after play."""

    id: Id = Field(description="A name for it.")
    ask: Line = Field(description="The question.")
    scale: Scale = Field(10, description="The highest answer; 0 is the lowest.")
    when: Literal["before", "after", "both"] = Field(
        "both",
        description="When it is asked.",
        json_schema_extra=_each("Before play.", "After play.", "Before play and after it, to be compared."),
    )


class Draft(DraftPart):
    """A whole scenario as written."""

    format: Literal[1] = Field(description="The format's number: 1.")
    id: Id = Field(description="A name for it, in small letters and _.")
    title: Line = Field("", description="Its name in the menu.")
    summary: Line = Field("", description="One line for the menu.")
    language: Line = Field("en", description="The language it is written in, as en.")
    minutes: Minutes = Field(0, description="What a facilitator should plan.")
    setting: Text = Field("", description="What everyone reads before play. Markdown.")
    clock: ClockDraft = Field(description="When it begins and how many days it lasts.")
    roles: dict[Id, Annotated[RoleDraft, _Map, OrNothing()]] = Field(default_factory=dict, description="The seats.")
    gauges: dict[Id, GaugeDraft] = Field(default_factory=dict, description="The numbers that decisions move.")
    flags: dict[Id, Annotated[FlagDraft, _Map, OrNothing()]] = Field(
        default_factory=dict, description="Yes-or-no facts that decisions set."
    )
    lessons: dict[Id, Annotated[LessonDraft, _Map, OrNothing()]] = Field(
        default_factory=dict, description="Lessons of the catalogue that this scenario tests."
    )
    opens_with: list[OpeningDraft] = Field(
        default_factory=list, description="Facts that an earlier run or the facilitator brings along; four at most."
    )
    trends: list[TrendDraft] = Field(default_factory=list, description="What goes on by itself.")
    injects: list[InjectDraft] = Field(default_factory=list, description="What happens, in file order.")
    endings: list[EndingDraft] = Field(default_factory=list, description="Threads that the debrief tells.")
    epilogue: list[EpilogueParagraphDraft] = Field(
        default_factory=list, description="What became of people and places, told after the endings."
    )
    forecasts: list[ForecastDraft] = Field(default_factory=list, description="Probability questions.")
    questions: list[QuestionDraft] = Field(default_factory=list, description="Questions before and after play.")
