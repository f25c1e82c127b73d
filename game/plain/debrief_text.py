"""The debrief in words: sections with a title each, by family first, by timeline second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from game.exercise.ticks import DAYS, Ticks
from game.plain import words
from game.plain.decision_text import decision, luck
from game.plain.lines import prose
from game.plain.open_text import others
from game.plain.words import stop
from game.report import readings
from game.report.model import Debrief, GaugePart, LessonPart, MarkPart
from game.report.texts import texts
from game.rules.history import Point
from game.rules.judge import Outcome

OUTCOMES = {Outcome.HELD: "it held in the end", Outcome.FAILED: "it did not hold in the end"}


class Form(Enum):
    """How long the talk afterwards may take."""

    SHORT = (5,)
    LONG = (20,)
    BOTH = (5, 20)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the debrief."""

    title: str
    lines: tuple[str, ...]


def lines(sections: Iterable[Section]) -> list[str]:
    """Return sections as lines to print, each under its title."""
    made: list[str] = []
    for section in sections:
        made += ["", "", f"{section.title}:", *([] if section.lines[:1] == ("",) else [""]), *section.lines]
    return made


def sections(debrief: Debrief, form: Form = Form.SHORT) -> list[Section]:
    """Return the whole debrief; the first section tells how it ended."""
    made = [ending(debrief), reading(debrief)]
    made += [Section(family.title, tuple(lessons(family.idea, family.lessons))) for family in debrief.families]
    made += [
        Section("Decision by decision", tuple(timeline(debrief))),
        Section("What else was open", tuple(others(debrief))),
        Section("Gauges, as they were and as you knew them", tuple(gauges(debrief))),
        Section("Decisions and luck", tuple(luck(debrief))),
    ]
    if debrief.headquarters:
        made.append(Section("What your capitals thought", tuple(headquarters(debrief))))
    made.append(Section("Five standing barriers", tuple(barriers(debrief))))
    if debrief.forecasts or debrief.answers:
        made.append(Section("Forecasts and answers", tuple(forecasts(debrief))))
    made += [talk(debrief, form), Section("Your notes", tuple(notes(debrief)))]
    return made


def ending(debrief: Debrief) -> Section:
    """Return how the run ended."""
    made = [stop(debrief.title), stop(words.clock(debrief.clock)) + f" You were: {stop(debrief.you)}"]
    made.append(f"Run {debrief.run}, seed {debrief.seed}.")
    if debrief.branched_from:
        run, title = debrief.branched_from
        made.append(f"Played on from “{title}” of run {run}.")
    if not debrief.finished:
        made.append("This run is not finished; the debrief goes as far as it was played.")
    if debrief.stopped:
        made.append("The exercise ended before its time.")
    made += [f"It opened with: {said}" for said in debrief.began]
    if debrief.luck == "dice":
        made.append("Luck came from dice on a table where they were thrown, and from the seed elsewhere.")
    for title, text in debrief.endings:
        made += ["", stop(title), *prose(text)]
    if debrief.epilogue:
        made += ["", "What became of them."]
    for about, text in debrief.epilogue:
        made += ["", stop(about), *prose(text)]
    return Section("How it ended", tuple(made))


def reading(debrief: Debrief) -> Section:
    """Return how to read what follows."""
    said = (
        "Each lesson shows where your decisions served it, where they spent it, and what was bought in exchange. "
        "What you decided and what came of it stand apart. There is no score."
    )
    return Section("How to read this", (said, "", texts().readings.once, "", debrief.luck_said, "", debrief.disclaimer))


# --- lessons


def lessons(idea: str, parts: Sequence[LessonPart]) -> list[str]:
    """Return one family: lessons at stake with their trail, those of one decision folded, the others in a line each."""
    made = prose(idea)
    for part in readings.told(parts):
        made += ["", *lesson(part)]
    once = readings.once(parts)
    if once:
        made += ["", *readings.folded(once)]
        made += [f"- {stop(part.title)}{_came(part)}" for part in once if part.outcome]
    untested = readings.untested(parts)
    if untested:
        made += ["", f"{readings.words(untested[0].reading).title}. {readings.words(untested[0].reading).said}"]
    return made + [f"- {stop(part.title)}{_away(part)}{_came(part)}" for part in untested]


def _away(part: LessonPart) -> str:
    """What others decided that bore on a lesson, where no decision of one's own did."""
    return f" {readings.sentence(part)}" if readings.taken_for(part) else ""


def _came(part: LessonPart) -> str:
    return f" What came of it: {OUTCOMES[part.outcome]} ({part.test})." if part.outcome else ""


def lesson(part: LessonPart) -> list[str]:
    """Return one lesson: reading, outcome, the trail with its counter-evidence, what was got in exchange."""
    made = [stop(part.title), f"  {stop(part.imperative)}"]
    made.append(f"  {readings.words(part.reading).title}. {readings.sentence(part)}")
    if part.outcome:
        made.append(f" {_came(part)}")
    for mark in (*part.evidence_for, *part.evidence_against):
        made += trail(mark)
    if part.probe:
        made.append(f"  Ask: {part.probe}")
    return made


def trail(mark: MarkPart) -> list[str]:
    """Return one piece of evidence: where, what weight, why, in exchange for what."""
    served = mark.weight > 0
    verb = "Served" if served else "Spent"
    whose = "" if mark.own else ", taken for you"
    at = f"decision {mark.number} ({words.when(mark.when)}), {mark.title}"
    where = f"{verb}{whose}, weight {abs(mark.weight)} of 3, {at}: {stop(mark.option)}"
    made = [f"  - {where} Because: {stop(mark.because)}"]
    made += [f"    {'It cost' if served else 'It bought'}: {stop(words.change(got))}" for got in mark.in_exchange]
    return made


def barriers(debrief: Debrief) -> list[str]:
    """Return the five closing barriers, which stand on every debrief."""
    made = ["Five things that stand in the way of every such operation. They are here whatever was tested."]
    for part in debrief.barriers:
        made += ["", *lesson(part)]
    return made


# --- the course of it


def timeline(debrief: Debrief) -> list[str]:
    """Return every decision with its reason, its luck and what came back."""
    made: list[str] = []
    for number, part in enumerate(debrief.decisions, start=1):
        told = [
            f"  {readings.words(lesson.reading).title}: {lesson.title}. Because: {stop(mark.because)}"
            for lesson, mark in readings.told_at(debrief, number)
        ]
        made += ["", *decision(number, part, told, debrief.ticks)]
    by_title = {gauge.id: gauge.title for gauge in debrief.gauges}
    for when, gauge, reason in debrief.by_facilitator:
        made += [
            "",
            f"{words.capital(words.when(when))}, the facilitator changed {by_title.get(gauge, gauge)}: {reason}",
        ]
    made = made or ["No decision was taken."]
    return [*made, "", *debrief.not_decided] if debrief.not_decided else made


def gauges(debrief: Debrief) -> list[str]:
    """Return each gauge through the run, the truth against what the players knew."""
    made = ["Where the two part, you decided on an old picture."]
    for gauge in debrief.gauges:
        made += ["", *gauge_track(gauge, debrief.ticks)]
    return made


def gauge_track(gauge: GaugePart, ticks: Ticks = DAYS) -> list[str]:
    """Return one gauge: from where to where, its course, and what was known of it."""
    start, final = (words.value(value, gauge.unit) for value in (gauge.start, gauge.final))
    if gauge.final == gauge.start:
        made = [f"{gauge.title}: from {start} to {final}, unchanged in the end."]
    else:
        good = "better" if (gauge.final > gauge.start) == gauge.high_is_good else "worse"
        made = [f"{gauge.title}: from {start} to {final}, for the {good}."]
    made.append(f"  As it was: {_course(gauge.start, gauge.true_points, ticks)}.")
    if gauge.shown == "hidden":
        made.append("  As you knew it: never shown to you.")
    elif gauge.shown == "assessed":
        known = _course(gauge.start, gauge.known_points, ticks)
        made.append(f"  As you knew it: {known}; last looked at {ticks.at(gauge.known_since)}.")
    else:
        made.append("  As you knew it: the same, always.")
    if gauge.cuts:
        made.append(f"  {words.count(gauge.cuts, 'effect')} cut short, because it could go no further.")
    return made


def _course(start: int, points: Sequence[Point], ticks: Ticks) -> str:
    """A gauge over time, by the evening of each day that moved it: ``50 at first, 46 on day 3``."""
    moved = [point for point in points if point != (0, start)]
    return ", ".join([f"{start} at first", *(f"{point.value} {ticks.at(point.day)}" for point in moved)])


def headquarters(debrief: Debrief) -> list[str]:
    """Return how content each role's own headquarters is, and why."""
    made = ["What each actor's own headquarters rewards, and how it looks from there. 0 is as content as on day 0."]
    for part in debrief.headquarters:
        felt = "more content than at the start" if part.content > 0 else "less content than at the start"
        made += ["", f"{part.role}: {felt if part.content else 'as at the start'} ({part.content:+.2f})."]
        if part.parts:
            made.append("  " + ", ".join(f"{title} {share:+.2f}" for title, share in part.parts) + ".")
    spread = f"Between the most and the least content: {debrief.spread:.2f}. The wider, the harder to be coherent."
    return [*made, "", spread]


def forecasts(debrief: Debrief) -> list[str]:
    """Return forecasts against what happened, and answers before and after."""
    made = []
    for part in debrief.forecasts:
        came = "came about" if part.came_true else "did not come about"
        made.append(f"- {part.ask} You said {part.percent} in 100; it {came}.")
    if debrief.brier is not None:
        said = "0 is a prophet, 0.25 a coin. It tells of calibration, not of skill."
        made.append(f"Brier score {debrief.brier:.3f}: {said}")
    for answer in debrief.answers:
        before, after = ("no answer" if value is None else str(value) for value in (answer.before, answer.after))
        made.append(f"- {answer.ask} Before: {before}; after: {after}; of {answer.scale}.")
    return made


# --- the talk


def talk(debrief: Debrief, form: Form) -> Section:
    """Return the questions for the talk: for 5 minutes, for 20, or both."""
    made: list[str] = []
    for minutes in form.value:
        for title, prompts in (("What?", debrief.what), ("So what?", debrief.so_what), ("Now what?", debrief.now_what)):
            made += ["", f"{title} In {minutes} minutes." if len(form.value) > 1 else title]
            made += [f"- {prompt}" for prompt in (prompts.short if minutes == 5 else prompts.long)]
    made += ["", "How was it decided? For one decision, whatever came of it: yes or no?"]
    made += [f"- {check}" for check in debrief.decision_check]
    return Section(f"For a talk of {' or '.join(map(str, form.value))} minutes", tuple(made))


def notes(debrief: Debrief) -> list[str]:
    """Return the notes written during play and afterwards."""
    if not debrief.notes:
        return ["No notes were written."]
    return [f"- On {note.about or 'the run'}: {' '.join(note.text.split())}" for note in debrief.notes]
