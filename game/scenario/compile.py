"""From an author's draft to a scenario ready for play, with every name looked up.

Collects every mistake it meets and goes on, so that an author mends a file in one go.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from game.scenario import conditions, model
from game.scenario.catalogue import Catalogue
from game.scenario.draft_validation import MAX_FINDINGS, Shape
from game.scenario.findings import ScenarioError
from game.scenario.name_resolution import Lookup
from game.scenario.node import Node, Path
from game.scenario.pictures import Picture, is_picture
from game.scenario.scenario import (
    Advice,
    Also,
    Branch,
    Change,
    Condition,
    Document,
    Effect,
    Ending,
    EpilogueParagraph,
    Evidence,
    Flag,
    Forecast,
    Gauge,
    Inject,
    Later,
    Opening,
    Option,
    OwnLesson,
    Question,
    Role,
    Scenario,
    Trend,
)
from game.scenario.source import Source

MAX_YEAR = 9000  # days are counted from it, and a date ends at 9999

MAX_OPENINGS = 4
"""Facts that a run can be opened with: a facilitator answers them on one screen."""
MAX_LINE_WORDS = 24
"""Words of the sentence that a debrief quotes from a paper."""

ReadDocument = Callable[[str, Node], str | Picture]
"""Returns the text or the picture in a document's file, given the path as written and its node."""


class Compiler(Lookup):
    """Makes a scenario of a draft; what is wrong gathers in `findings`.

    Raises:
        ScenarioError: on being made, where the shape has no draft.
    """

    def __init__(
        self, shape: Shape, root: Node, source: Source, catalogue: Catalogue, read_document: ReadDocument
    ) -> None:
        super().__init__(shape, root, source)
        self.catalogue = catalogue
        self.read_document = read_document
        self.said: set[str] = set()
        """Lessons of which it was said that they are not listed."""

    # --- pieces

    def effects(self, effects: Mapping[str, int | str], path: Path) -> tuple[Effect, ...]:
        made = []
        for id, amount in effects.items():
            if not self.known(id, self.gauges, "gauge", (*path, id), key=True):
                continue
            if isinstance(amount, str):
                made.append(Effect(self.gauges[id], int(amount[1:]), outright=True))
            else:
                made.append(Effect(self.gauges[id], amount))
        return tuple(made)

    def flag_list(self, ids: Iterable[str], path: Path) -> tuple[int, ...]:
        return tuple(
            self.flags[id] for index, id in enumerate(ids) if self.known(id, self.flags, "flag", (*path, index))
        )

    def change(self, part: model.ChangeDraft | model.OptionDraft, path: Path, text: str = "") -> Change:
        return Change(
            self.effects(part.effects, (*path, "effects")),
            self.flag_list(part.set, (*path, "set")),
            self.flag_list(part.clear, (*path, "clear")),
            text,
        )

    def roles_listed(self, ids: Iterable[str], path: Path) -> tuple[str, ...]:
        return tuple(id for index, id in enumerate(ids) if self.known(id, self.draft.roles, "role", (*path, index)))

    # --- parts, in the order of the format

    def clock(self) -> None:
        clock = self.draft.clock
        unread = any(mended[:1] == ("clock",) for mended in self.shape.mended)
        if not unread and (clock.days is None) == (clock.hours is None):
            if clock.days is None:
                self.complain("WC103", ("clock",), "the clock needs 'days'.", "Add 'days:', or 'hours:' in its place.")
            else:
                says = "a clock counts days or hours, and this one has both."
                self.complain("WC131", ("clock", "hours"), says, "Keep one of them.", key=True)
        if clock.start and clock.days is not None and clock.start.time() != dt.time():
            says = "a clock of days begins on a date, without a time of day."
            self.complain("WC131", ("clock", "start"), says, f"Write {clock.start.date()}, or count 'hours'.")
        start = clock.start
        if start and start.year > MAX_YEAR:
            says = f"the year {start.year} is too late to count from."
            self.complain("WC113", ("clock", "start"), says, f"At most {MAX_YEAR}.")

    def roles(self) -> Iterator[Role]:
        for id, role in self.draft.roles.items():
            path: Path = ("roles", id)
            if id == "vote":
                self.complain(
                    "WC114", path, "'vote' cannot be a role: it means that all seats vote.", "Rename it.", key=True
                )
            interests = [
                (self.gauges[gauge], weight)
                for gauge, weight in role.interests.items()
                if self.known(gauge, self.gauges, "gauge", (*path, "interests", gauge), key=True)
            ]
            yield Role(id, role.title or titled(id), role.brief, tuple(interests))

    def made_gauges(self) -> Iterator[Gauge]:
        for id, gauge in self.draft.gauges.items():
            path: Path = ("gauges", id)
            self.reserved(id, path)
            if gauge.min >= gauge.max:
                says = f"the least value of '{id}' ({gauge.min}) is not below its greatest ({gauge.max})."
                self.complain("WC115", path, says, "Set min below max.", key=True)
            elif not gauge.min <= gauge.start <= gauge.max:
                says = f"'{id}' starts at {gauge.start}, outside its bounds {gauge.min} and {gauge.max}."
                self.complain("WC115", (*path, "start"), says, "Start inside them, or set min and max.")
            yield Gauge(
                id, gauge.title or titled(id), gauge.start, gauge.min, gauge.max, gauge.unit, gauge.good, gauge.shown
            )

    def made_flags(self) -> Iterator[Flag]:
        for id, flag in self.draft.flags.items():
            self.reserved(id, ("flags", id))
            if id in self.gauges:
                self.complain(
                    "WC116", ("flags", id), f"'{id}' is a gauge already.", "Give the flag another id.", key=True
                )
            yield Flag(id, flag.title or titled(id))

    def reserved(self, id: str, path: Path) -> None:
        if id in conditions.RESERVED or id == self.names.tick:
            self.complain("WC117", path, f"'{id}' is a word of the condition language.", "Choose another id.", key=True)

    def lessons(self) -> dict[str, Condition | None]:
        made: dict[str, Condition | None] = {}
        for id, lesson in self.draft.lessons.items():
            own = bool(lesson.title or lesson.imperative)
            if own and id in self.catalogue.lessons:
                says = f"'{id}' is a lesson of the catalogue, and has its title and its imperative there."
                self.complain("WC132", ("lessons", id), says, "Take them out, or give yours another id.", key=True)
            elif own and not (lesson.title and lesson.imperative):
                missing = "an imperative" if lesson.title else "a title"
                says = f"your own lesson '{id}' has no {missing.split()[1]}."
                self.complain("WC132", ("lessons", id), says, f"Give it {missing}.", key=True)
            elif not own and id not in self.catalogue.lessons:
                self.unknown_lesson(id, ("lessons", id))
            made[id] = self.condition(lesson.holds_if, ("lessons", id, "holds_if"))
        return made

    def unknown_lesson(self, id: str, path: Path) -> None:
        cure = self.suggestion(id, self.catalogue.lessons)
        self.said.update(cure.split("'")[1:2])  # what was misspelt where it is listed is listed
        cure = cure or "The catalogue is in assets/lessons.yaml; one of your own is made under 'lessons:'."
        self.complain("WC118", path, f"the catalogue has no lesson '{id}'.", cure, key=True)

    def trends(self) -> Iterator[Trend]:
        self.unique((trend.id for trend in self.draft.trends), "trend", ("trends",))
        for index, trend in enumerate(self.draft.trends):
            path: Path = ("trends", index)
            yield Trend(
                trend.id, trend.every, self.condition(trend.when, (*path, "when")), self.change(trend, path, trend.text)
            )

    def injects(self) -> Iterator[Inject]:
        self.unique((inject.id for inject in self.draft.injects), "inject", ("injects",))
        for index, inject in enumerate(self.draft.injects):
            yield self.inject(inject, ("injects", index))

    def inject(self, inject: model.InjectDraft, path: Path) -> Inject:
        self.unique((option.id for option in inject.options), "option", (*path, "options"))
        roles = self.draft.roles
        # What is only read is laid aside by those who get it; a decision is the first role's, which gets it with them.
        decided_by = inject.decided_by or next((id for id in inject.to if not inject.options and id in roles), "")
        decided_by = decided_by or next(iter(roles), "")
        if decided_by != "vote" and decided_by not in roles and inject.decided_by:
            self.known(decided_by, [*roles, "vote"], "role", (*path, "decided_by"))
        options = tuple(self.option(option, (*path, "options", i)) for i, option in enumerate(inject.options))
        ids = [option.id for option in inject.options]
        default = None
        if inject.default and self.known(inject.default, ids, "option", (*path, "default")):
            default = ids.index(inject.default)
        self.tick_named(inject, path)
        first = inject.hour if self.names.hours else inject.day
        last = inject.until if inject.until is not None else first if first is not None else self.ticks
        if inject.answer and not options:
            says = "a written answer needs options: what whoever reads it chooses from."
            self.complain("WC133", (*path, "answer"), says, "Add 'options', or leave 'answer' out.")
        return Inject(
            id=inject.id,
            title=inject.title or titled(inject.id),
            first=first or 0,
            last=last,
            when=self.condition(inject.when, (*path, "when")),
            manual=inject.manual,
            to=self.roles_listed(inject.to, (*path, "to")),
            decided_by=decided_by,
            situation=inject.situation,
            also=tuple(self.also(inject, path)),
            written=inject.answer == "written",
            documents=tuple(
                self.document(each, ids, (*path, "documents", i)) for i, each in enumerate(inject.documents)
            ),
            private=tuple(
                (role, fact.text)
                for role, fact in inject.private.items()
                if self.known(role, roles, "role", (*path, "private", role), key=True)
            ),
            bears_on=tuple(
                (role, self.bears_on(fact.bears_on, ids, (*path, "private", role, "bears_on")))
                for role, fact in inject.private.items()
                if fact.bears_on
            ),
            dilemma=inject.dilemma,
            question=inject.question,
            minutes=inject.minutes,
            options=options,
            default=default,
            expected=inject.expected,
            notes=inject.notes,
        )

    def tick_named(self, inject: model.InjectDraft, path: Path) -> None:
        """Complain of `day` where the clock counts hours, and the other way round."""
        wrong, right = ("day", "hour") if self.names.hours else ("hour", "day")
        if getattr(inject, wrong) is not None:
            says = f"this clock counts {right}s, and '{wrong}:' is not read."
            self.complain("WC131", (*path, wrong), says, f"Write '{right}: {getattr(inject, wrong)}'.", key=True)

    def also(self, inject: model.InjectDraft, path: Path) -> Iterator[Also]:
        for index, also in enumerate(inject.also):
            when = self.condition(also.when, (*path, "also", index, "when"))
            if when:
                yield Also(when, also.text)

    def bears_on(self, ids: Iterable[str], options: list[str], path: Path) -> tuple[str, ...]:
        if any(mended[:3] == (*path[:2], "options") for mended in self.shape.mended):
            return ()  # an option's id may not be what its author wrote
        return tuple(id for index, id in enumerate(ids) if self.known(id, options, "option", (*path, index)))

    def document(self, document: model.DocumentDraft, options: list[str], path: Path) -> Document:
        text, picture = document.text, None
        if document.file:
            if text:
                self.complain("WC119", path, "a document has both 'text' and 'file'.", "Keep one of them.")
            try:
                if len(self.findings) < MAX_FINDINGS:
                    read = self.read_document(document.file, self.root.find((*path, "file")))
                    text, picture = (read, None) if isinstance(read, str) else (text, read)
            except ScenarioError as problem:
                self.findings.extend(problem.findings)
        if is_picture(document.file) and not document.alt.strip():
            says = "a picture needs 'alt': what it shows, for whoever cannot see it."
            self.complain("WC134", (*path, "file"), says, 'Add alt: "..." with what a reader has to know of it.')
        if document.line:
            self.quoted(document, text, path)
        return Document(
            document.kind,
            document.title or document.kind.capitalize(),
            document.sender,
            self.roles_listed(document.to, (*path, "to")),
            text,
            document.minutes,
            document.alt,
            picture,
            self.bears_on(document.bears_on, options, (*path, "bears_on")),
            document.line,
        )

    def quoted(self, document: model.DocumentDraft, text: str, path: Path) -> None:
        """Complain of a line that does not stand in its paper, or is too long to be quoted."""
        count = len(document.line.split())
        if count > MAX_LINE_WORDS:
            says = f"this line has {count} words; {MAX_LINE_WORDS} are the most that a debrief quotes."
            self.complain("WC135", (*path, "line"), says, "Quote the part of it that bears.")
        elif " ".join(document.line.split()) not in " ".join((text or document.alt).split()):
            says = "this line does not stand in the paper."
            self.complain("WC135", (*path, "line"), says, "Copy it from the text, word for word.")

    def option(self, option: model.OptionDraft, path: Path) -> Option:
        chance = tuple(
            Branch(branch.weight, self.change(branch, (*path, "chance", i), branch.text))
            for i, branch in enumerate(option.chance)
        )
        weights = tuple(branch.weight for branch in chance)
        if chance and not sum(weights):
            self.complain(
                "WC121", (*path, "chance"), "every branch of this chance has weight 0.", "Give one a weight.", key=True
            )
        return Option(
            id=option.id,
            label=option.label or titled(option.id),
            case=option.case,
            detail=option.detail,
            requires=self.condition(option.requires, (*path, "requires")),
            advice=tuple(
                Advice(role, advice.stance, advice.says)
                for role, advice in option.advice.items()
                if self.known(role, self.draft.roles, "role", (*path, "advice", role), key=True)
            ),
            change=self.change(option, path),
            assess=tuple(
                self.gauges[id]
                for i, id in enumerate(option.assess)
                if self.known(id, self.gauges, "gauge", (*path, "assess", i))
            ),
            chance=chance,
            weights=weights,
            later=tuple(
                Later(
                    later.after,
                    self.condition(later.when, (*path, "later", i, "when")),
                    self.change(later, (*path, "later", i), later.text),
                )
                for i, later in enumerate(option.later)
            ),
            outcome=option.outcome,
            evidence=tuple(self.evidence(option, path)),
            style=tuple(dict.fromkeys(option.style)),
        )

    def evidence(self, option: model.OptionDraft, path: Path) -> Iterator[Evidence]:
        for id, evidence in option.evidence.items():
            place = (*path, "evidence", id)
            own = self.draft.lessons.get(id)
            if id not in self.catalogue.lessons and not (own and own.title):
                self.unknown_lesson(id, place)
            elif own is None and id not in self.said:
                self.said.add(id)  # once, however many options name it
                says = f"the scenario does not list the lesson '{id}'."
                self.complain("WC122", place, says, f"Add '{id}: {{}}' under 'lessons'.", key=True)
            if evidence.weight == 0 or not -3 <= evidence.weight <= 3:
                says = f"a weight of evidence is from -3 to +3 and not 0, not {evidence.weight}."
                self.complain("WC123", (*place, "weight"), says, "Write +1, +2, +3, -1, -2 or -3.")
            yield Evidence(id, evidence.weight, evidence.because)

    def endings(self) -> Iterator[Ending]:
        self.unique((ending.id for ending in self.draft.endings), "ending", ("endings",))
        without = [index for index, ending in enumerate(self.draft.endings) if ending.when is None and not ending.stops]
        for index in without[1:]:
            says = "a second ending has no 'when'; only one can be told where no other is."
            self.complain("WC124", ("endings", index), says, "Give it a 'when'.")
        for index, ending in enumerate(self.draft.endings):
            path: Path = ("endings", index)
            if ending.stops and ending.when is None:
                self.complain(
                    "WC125", path, "an ending that stops the game needs a 'when'.", "Add one, or leave out 'stops'."
                )
            when = self.condition(ending.when, (*path, "when"))
            yield Ending(ending.id, ending.title or titled(ending.id), when, ending.stops, ending.text)

    def epilogue(self) -> Iterator[EpilogueParagraph]:
        for index, paragraph in enumerate(self.draft.epilogue):
            when = self.condition(paragraph.when, ("epilogue", index, "when"))
            yield EpilogueParagraph(paragraph.about, when, paragraph.text)

    def openings(self) -> Iterator[Opening]:
        asked = self.draft.opens_with
        if len(asked) > MAX_OPENINGS:
            says = f"a run is opened with {len(asked)} facts; {MAX_OPENINGS} are the most."
            self.complain("WC136", ("opens_with",), says, "Keep those that change most.", key=True)
        first: set[str] = set()
        for index, opening in enumerate(asked[:MAX_OPENINGS]):
            path: Path = ("opens_with", index)
            if opening.flag in first:
                says = f"'{opening.flag}' is asked for twice."
                self.complain("WC111", (*path, "flag"), says, "Keep one of them.")
            first.add(opening.flag)
            if opening.when and not opening.source:
                says = "this condition names no scenario to be read in."
                self.complain("WC137", (*path, "when"), says, "Add 'from:' with that scenario's id.")
            if self.known(opening.flag, self.flags, "flag", (*path, "flag")):
                when = " ".join((opening.when or "").split())
                flag = self.flags[opening.flag]
                yield Opening(flag, opening.ask, opening.default, opening.source or "", when)

    def own_lessons(self) -> dict[str, OwnLesson]:
        return {
            id: OwnLesson(id, lesson.title, lesson.imperative)
            for id, lesson in self.draft.lessons.items()
            if lesson.title and id not in self.catalogue.lessons
        }

    def forecasts(self) -> Iterator[Forecast]:
        self.unique((forecast.id for forecast in self.draft.forecasts), "forecast", ("forecasts",))
        for index, forecast in enumerate(self.draft.forecasts):
            path: Path = ("forecasts", index)
            if forecast.inject:
                self.known(forecast.inject, self.names.inject_index, "inject", (*path, "inject"))
            about = self.condition(forecast.about, (*path, "about"))
            if about:
                yield Forecast(forecast.id, forecast.inject or "", forecast.ask, about)

    def scenario(self, sha256: str) -> Scenario:
        """Return the whole scenario; `findings` says whether it may be used."""
        draft = self.draft
        self.clock()
        self.unique((question.id for question in draft.questions), "question", ("questions",))
        return Scenario(
            id=draft.id,
            title=draft.title or titled(draft.id),
            summary=draft.summary,
            language=draft.language,
            minutes=draft.minutes,
            setting=draft.setting,
            start=draft.clock.start.date() if draft.clock.start else None,
            days=self.ticks,
            labels=draft.clock.labels,
            roles=tuple(self.roles()),
            gauges=tuple(self.made_gauges()),
            flags=tuple(self.made_flags()),
            lessons=self.lessons(),
            trends=tuple(self.trends()),
            injects=tuple(self.injects()),
            endings=tuple(self.endings()),
            forecasts=tuple(self.forecasts()),
            questions=tuple(Question(q.id, q.ask, q.scale, q.when) for q in draft.questions),
            names=self.names,
            sha256=sha256,
            source=self.source,
            hours=self.names.hours,
            moment=draft.clock.start if self.names.hours else None,
            epilogue=tuple(self.epilogue()),
            opens_with=tuple(self.openings()),
            own_lessons=self.own_lessons(),
        )


def titled(id: str) -> str:
    """A title made from an id, where the author gave none."""
    return id.replace("_", " ").capitalize()
