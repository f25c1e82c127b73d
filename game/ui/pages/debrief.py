"""The debrief as pages of text: one function a section, each from the debrief's model alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual.content import Content

from game.record.events import How
from game.report import readings
from game.report.model import Debrief, DecisionPart, LessonPart, MarkPart
from game.report.texts import texts
from game.rules.judge import Outcome, Reading
from game.ui.pages import gauges
from game.ui.pages.gauges import STANDS, STOOD, over_time, track
from game.ui.pages.open import others
from game.ui.write import BAD, GOOD, MUTED, SERVED, SPENT, STRONG, TITLE, WARN, Page

HUES = {"served": SERVED, "spent": SPENT, "both": STRONG, "flat": MUTED}
OUTCOMES = {Outcome.HELD: ("and in the end it held", GOOD), Outcome.FAILED: ("and in the end it did not hold", BAD)}


def sign(reading: Reading) -> tuple[str, str]:
    """Return a reading's sign and the hue that goes with it."""
    return readings.words(reading).sign, HUES[readings.tone(reading)]


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the debrief's list, and how its page is made (for a width)."""

    id: str
    title: str
    write: Callable[[int], Content]
    read: tuple[Reading, ...] = ()
    """The readings of the lessons in it that were at stake: where there is something to read."""

    def entry(self) -> Content:
        """The section's line in the list, with a sign for each lesson that was at stake."""
        page = Page().add(self.title)
        for reading in self.read:
            drawn, colour = sign(reading)
            page.add(f" {drawn}", colour)
        return page.content()


def sections(debrief: Debrief, long: bool, unfolded: bool | None = None) -> list[Section]:
    """Return the debrief's sections: what became of it, families of lessons, then the timeline and the rest.

    ``unfolded`` tells the lessons of one decision in full; None where no key of the screen unfolds them.
    """
    made = [Section("ending", "How it ended", lambda width: ending(debrief))]
    made += [
        Section(each.id, each.title, partial(lessons, each.idea, each.lessons, unfolded), at_stake(each.lessons))
        for each in debrief.families
    ]
    barred = at_stake(debrief.barriers)
    made.append(Section("barriers", "Five standing barriers", lambda width: barriers(debrief), barred))
    made.append(Section("timeline", "Decision by decision", lambda width: timeline(debrief)))
    made.append(Section("gauges", "Gauges: true and known", lambda width: tracks(debrief, width)))
    made.append(Section("luck", "Decisions and luck", lambda width: luck(debrief)))
    made.append(Section("others", "What else was open", lambda width: others(debrief)))
    if debrief.headquarters:
        made.append(Section("headquarters", "What your capitals thought", lambda width: headquarters(debrief)))
    if debrief.forecasts or debrief.answers:
        made.append(Section("forecasts", "Forecasts and confidence", lambda width: forecasts(debrief)))
    made.append(Section("talk", f"The talk: {'20' if long else '5'} minutes", lambda width: talk(debrief, long)))
    made.append(Section("notes", "Your notes", lambda width: notes(debrief)))
    return made


def ending(debrief: Debrief) -> Content:
    """Return how the run ended and how to read what follows."""
    page = Page().line(debrief.title, TITLE).line(debrief.clock, MUTED)
    if debrief.branched_from:
        run, title = debrief.branched_from
        page.line(f"Played on from “{title}” of run {run}.", MUTED)
    if not debrief.finished:
        page.gap().line("This run is not finished; the debrief goes as far as it was played.", WARN)
    if debrief.stopped:
        page.gap().line("The exercise ended before its time.", WARN)
    for said in debrief.began:
        page.line(f"It opened with: {said}", MUTED)
    if debrief.luck == "dice":
        page.line("Luck came from dice on a table where they were thrown, and from the seed elsewhere.", MUTED)
    for title, text in (*debrief.endings, *debrief.epilogue):
        page.heading(title).prose(text)
    if debrief.families:
        page.heading("How to read this")
        page.prose(
            "Each lesson shows where your decisions served it, where they spent it, and what was bought in exchange. "
            "What you decided and what came of it stand apart. There is no score."
        )
        page.line("The list has a sign for each lesson that was at stake:", MUTED)
        for (drawn, colour), means in key():
            page.add(f"  {drawn} ", colour).line(means, MUTED)
        page.gap().prose(texts().readings.once)
    page.prose(debrief.luck_said).prose(debrief.disclaimer, MUTED)
    page.line(f"Run {debrief.run}, seed {debrief.seed}.", MUTED)
    return page.content()


def key() -> list[tuple[tuple[str, str], str]]:
    """Return each sign with the titles of the readings that it stands for."""
    by_sign: dict[tuple[str, str], list[str]] = {}
    for reading in sorted(Reading, key=lambda each: each.place):
        if reading is not Reading.UNTESTED:
            by_sign.setdefault(sign(reading), []).append(readings.words(reading).title.lower())
    return [(drawn, ", ".join(titles)) for drawn, titles in by_sign.items()]


def at_stake(parts: Sequence[LessonPart]) -> tuple[Reading, ...]:
    """The readings of those lessons that were at stake, in the order in which they are listed."""
    return tuple(part.reading for part in readings.ordered(parts) if part.reading is not Reading.UNTESTED)


def lessons(idea: str, parts: Sequence[LessonPart], unfolded: bool | None, width: int) -> Content:
    """Return one family: lessons at stake with their trail first, those of one decision folded, the rest in a line."""
    page = Page().prose(idea, "italic")
    once = readings.once(parts)
    for part in (*readings.told(parts), *(once if unfolded else ())):
        lesson(page, part)
    if once and not unfolded:
        page.gap()
        for line in readings.folded(once):
            title, _, rest = line.partition(":")
            page.add(f"{title}:", STRONG).line(rest)
        if unfolded is not None:
            page.line("The numbers are decisions, which tell them; o tells them here.", MUTED)
    for part in readings.untested(parts):
        drawn, colour = sign(part.reading)
        page.gap().add(f"{drawn} ", colour).add(part.title, STRONG)
        page.line(f"  {readings.words(part.reading).title}. {readings.sentence(part)}", MUTED)
        if part.outcome:
            _outcome(page, part)
    return page.content()


def lesson(page: Page, part: LessonPart) -> None:
    """Write one lesson: reading, outcome, trail with counter-evidence, what was bought."""
    drawn, colour = sign(part.reading)
    page.gap().add(f"{drawn} ", colour).line(part.title, TITLE)
    page.line(f"  {part.imperative}", f"{MUTED} italic")
    page.add(f"  {readings.words(part.reading).title}. ", colour).line(readings.sentence(part))
    _outcome(page, part)
    for title, found in (("served", part.evidence_for), ("spent", part.evidence_against)):
        for each in found:
            mark(page, each, title)
    if part.probe:
        page.line(f"  Ask: {part.probe}", MUTED)


def _outcome(page: Page, part: LessonPart) -> None:
    if part.outcome:
        said, colour = OUTCOMES[part.outcome]
        page.add("  What came of it: ", MUTED).line(f"{said} ({part.test}).", colour)


def mark(page: Page, each: MarkPart, title: str) -> None:
    """Write one piece of evidence: where, what weight, because, in exchange for what."""
    whose = "" if each.own else " (taken for you)"
    page.add(f"  {each.when:>4} {each.weight:+d} {title}{whose}  ", SERVED if each.weight > 0 else SPENT)
    page.line(f"{each.number} {each.title}: {each.option}", STRONG).line(
        f"        because {each.because[:1].lower()}{each.because[1:]}"
    )
    verb = "bought" if each.weight < 0 else "cost"
    for exchanged in each.in_exchange:
        page.line(f"        {verb}: {exchanged}", MUTED)


def barriers(debrief: Debrief) -> Content:
    """Return the five closing barriers, which stand on every debrief."""
    page = Page().prose(
        "Five things that stand in the way of every such operation. They are here whatever was tested.", "italic"
    )
    for part in debrief.barriers:
        lesson(page, part)
    return page.content()


def timeline(debrief: Debrief) -> Content:
    """Return every decision with its reason, its luck and what came back."""
    page = Page()
    for number, part in enumerate(debrief.decisions, start=1):
        decision(page, debrief, number, part)
    for when, gauge, reason in debrief.by_facilitator:
        page.gap().line(f"✎ {when} the facilitator changed {gauge}: {reason}", WARN)
    if not debrief.decisions:
        page.line("No decision was taken.", MUTED)
    if debrief.not_decided:
        page.gap()
    for line in debrief.not_decided:
        page.line(line, WARN)
    return page.content()


def _told_here(page: Page, debrief: Debrief, number: int) -> None:
    """The lessons that rest on this decision alone, which the families only name."""
    for part, each in readings.told_at(debrief, number):
        drawn, colour = sign(part.reading)
        page.add(f"  {drawn} {readings.words(part.reading).title}: ", colour).line(f"{part.title}. {each.because}")


def decision(page: Page, debrief: Debrief, number: int, part: DecisionPart) -> None:
    """Write one decision in full."""
    page.gap().add(f"{number}  {part.when}  ", MUTED).line(part.title, TITLE)
    if part.dilemma:
        page.prose(part.dilemma, f"{MUTED} italic", "  ")
    if not part.option:
        page.line("  Passed unanswered: no option was open.", WARN)
        return
    if part.answer:
        page.line("  You wrote:", MUTED)
        for line in part.answer.splitlines():  # the group's own words are text, and no Markdown
            page.line(f"    {line}")
    page.add(f"  {part.decided}: ", MUTED).line(part.option, STRONG)
    if part.judged:
        page.line(f"  in the words of whoever judged: {part.judged}")
    sure = "" if part.confidence is None else f" (sure: {part.confidence} of 10)"
    if part.reason or sure:
        whose = "because" if part.how == How.ALONE else "the deciding role's reason"
        page.line(f"  {whose}: {part.reason or 'no reason given'}{sure}")
    if part.counter:
        page.line(f"  against it you said: {part.counter}")
    if part.documents_offered:
        left = f"; left closed: {', '.join(part.unread)}" if part.unread else ""
        page.line(f"  Papers read: {part.documents_opened} of {part.documents_offered}{left}", MUTED)
    for moved in part.moves:
        gauges.move(page, moved, "    ")
    _told_here(page, debrief, number)
    if part.luck:
        page.add(f"  Chance, {part.luck.odds}: ", WARN).line(part.luck.text or "nothing was said of it.")
        for moved in part.luck.moves:
            gauges.move(page, moved, "    by chance ")
    for came in part.came:
        said = {"landed": "came back", "lapsed": "did not come about", "not yet": "still on its way at the end"}[
            came.status
        ]
        page.add(f"  ↩ {debrief.ticks.on(came.day)}, {said}: ", MUTED).line(came.text)
        for moved in came.moves:
            gauges.move(page, moved, "    ")
    for note in part.notes:
        page.line(f"  ✎ {note}", WARN)


def tracks(debrief: Debrief, width: int) -> Content:
    """Return each gauge over time, true against what the players knew."""
    page = Page().prose(
        "Above the truth, below what you knew. Where the two part, you decided on an old picture.", "italic"
    )
    room = max(12, min(80, width - 28))
    for gauge in debrief.gauges:
        unit = f" {gauge.unit}" if gauge.unit else ""
        better = (gauge.final > gauge.start) == gauge.high_is_good if gauge.final != gauge.start else None
        word = {True: "better", False: "worse", None: "unchanged"}[better]
        page.gap().add(gauge.title, STRONG).add(f"  {gauge.start} → {gauge.final}{unit}  ")
        page.line(word, gauges.colour(better))
        day = max(1, debrief.day)
        bounds = gauge.low, gauge.high
        stood = track(gauge.start, gauge.final, bounds, room)
        page.add(f"  {STOOD} start, {STANDS} end  {gauge.low} ", MUTED).add(stood).line(f" {gauge.high}", MUTED)
        page.add("  true   ", MUTED).add(over_time(gauge.true_points, bounds, day, room))
        page.line(f"  of {gauge.low} to {gauge.high}", MUTED)
        if gauge.shown == "hidden":
            page.line("  known  never shown to you", MUTED)
        elif gauge.shown == "assessed":
            page.add("  known  ", MUTED).add(over_time(gauge.known_points, bounds, day, room), WARN)
            page.line(f"  {gauge.known} since {debrief.ticks.on(gauge.known_since)}", MUTED)
        else:
            page.line("  known  as it was, always", MUTED)
        if gauge.cuts:
            page.line(f"  {gauge.cuts} effect{'s' if gauge.cuts > 1 else ''} cut at the bound", MUTED)
    return page.content()


def luck(debrief: Debrief) -> Content:
    """Return every draw of chance with what else could have come."""
    page = Page().prose(debrief.luck_said, "italic")
    kinds = {
        "better": ("kinder than the alternatives", GOOD),
        "worse": ("harder than the alternatives", BAD),
        "even": ("no better and no worse", MUTED),
    }
    drawn = [part for part in debrief.decisions if part.luck]
    for part in drawn:
        assert part.luck is not None
        page.gap().add(f"{part.when}  ", MUTED).line(f"{part.title}: {part.option}", STRONG)
        said, colour = kinds[part.luck.kind]
        page.add(f"  {part.luck.odds}, and it happened: ", WARN).line(part.luck.text)
        page.line(f"  {said}", colour)
        for odds, text in part.luck.others:
            page.line(f"  {odds}: {text}", MUTED)
    if not drawn:
        page.line("Chance had no part in this run.", MUTED)
    return page.content()


def headquarters(debrief: Debrief) -> Content:
    """Return how content each role's own headquarters is, and why."""
    page = Page().prose(
        "What each actor's own headquarters rewards, and how it looks from there. 0 is as content as on day 0.",
        "italic",
    )
    for part in debrief.headquarters:
        words = (
            "more content than at the start"
            if part.content > 0
            else "less content"
            if part.content < 0
            else "as at the start"
        )
        sign = "▲" if part.content > 0 else "▼" if part.content < 0 else "="
        page.gap().add(part.role, STRONG).add(
            f"  {sign} {part.content:+.2f}  ", gauges.colour(part.content > 0 if part.content else None)
        )
        page.line(words, MUTED)
        for title, share in part.parts:
            page.line(f"    {title} {share:+.2f}", MUTED)
    page.gap().line(
        f"Between the most and the least content: {debrief.spread:.2f}. The wider, the harder to be coherent."
    )
    return page.content()


def forecasts(debrief: Debrief) -> Content:
    """Return forecasts against what happened, and answers before and after."""
    page = Page()
    for part in debrief.forecasts:
        page.gap().line(part.ask, STRONG)
        page.line(f"  you said {part.percent} in 100; it {'came about' if part.came_true else 'did not come about'}")
    if debrief.brier is not None:
        page.gap().line(
            f"Brier score {debrief.brier:.3f}: 0 is a prophet, 0.25 a coin. It tells of calibration, not of skill."
        )
    for answer in debrief.answers:
        page.gap().line(answer.ask, STRONG)
        before, after = (("–" if value is None else str(value)) for value in (answer.before, answer.after))
        page.line(f"  before {before}, after {after}, of {answer.scale}")
    return page.content()


def talk(debrief: Debrief, long: bool) -> Content:
    """Return the prompts for the talk, short or long."""
    page = Page().line("m changes between 5 and 20 minutes; n writes a note into the report.", MUTED)
    for title, prompts in (("What?", debrief.what), ("So what?", debrief.so_what), ("Now what?", debrief.now_what)):
        page.heading(title)
        for prompt in prompts.long if long else prompts.short:
            page.line(f" • {prompt}")
    page.heading("How was it decided? Tick for one decision, whatever came of it")
    for check in debrief.decision_check:
        page.line(f" [ ] {check}")
    return page.content()


def notes(debrief: Debrief) -> Content:
    """Return the notes written during play and here."""
    page = Page()
    if not debrief.notes:
        page.line("No notes yet. n writes one; it goes into the report.", MUTED)
    for note in debrief.notes:
        page.gap().line(f"✎ {note.about or 'the run'}", MUTED).line(note.text)
    return page.content()
