"""A logbook as a document: families never at stake first, no sum over lessons, nobody judged."""

from __future__ import annotations

from collections.abc import Iterator

from game.called import program
from game.exercise import recalling
from game.faces.model import Block, FaceDocument, Grid, Item, Items, Section, TextSpan, aside, para, strong, text
from game.report.calibration import Calibration
from game.report.least import FEWEST_FORECASTS
from game.report.logbook import Logbook, LoggedFamily, LoggedPlan, Next
from game.words import MINUS, Language


def document(words: Language, of: Logbook) -> FaceDocument:
    """Return the logbook."""
    sections = (
        Section("next", words.say("What to play next"), tuple(_next(words, of)), words.say("Next")),
        Section("lessons", words.say("Lessons"), (), words.say("Lessons"),
                sections=tuple(_family(words, each) for each in of.families)),
        Section("forecasts", words.say("Forecasts"), tuple(_forecasts(words, of.calibration)), words.say("Forecasts")),
        Section("plans", words.say("Plans"), tuple(_plans(words, of)), words.say("Plans")),
        Section("endings", words.say("Endings seen"), tuple(_endings(words, of)), words.say("Endings seen")),
    )  # fmt: skip
    facts = (words.say("From the runs on this machine and your own copies; nothing is sent."),)
    return FaceDocument(words.say("Your logbook"), words.code, sections, facts, (TextSpan(words.say("For you alone")),))


def _next(words: Language, of: Logbook) -> Iterator[Block]:
    if not of.next:
        yield para(words.say("Play what you like; nothing waits for you."))
        return
    yield Items(tuple(Item(text(next_line(words, each))) for each in of.next), "number")


def next_line(words: Language, each: Next) -> str:
    """Return what to play next in a sentence, with its reason and its command."""
    values = {"title": each.title, "what": each.what, "at": each.at, "program": program()}
    match each.kind:
        case "resume":
            return words.say("Go on with “{title}”: it was left unfinished. {program} resume {what}", **values)
        case "recall":
            return words.say("Two minutes from memory on “{title}”: it is due. {program} recall {what}", **values)
        case "scenario":
            lessons = ", ".join(f"“{lesson}”" for lesson in each.detail)
            return words.say(
                "“{title}”: it has most that was never at stake for you, such as {lessons}. {program} play {what}",
                lessons=lessons, **values,
            )  # fmt: skip
        case "seat":
            return words.say(
                "“{title}” as {at}: you never sat there, and its headquarters ended least content. {program} play "
                "{what} --seat {role}", role=each.option, **values,
            )  # fmt: skip
        case "branch":
            return words.say(
                "Decide {at} of “{title}” again, same luck: it closed most. {program} branch {what} --at {inject}",
                inject=each.option, **values,
            )  # fmt: skip
        case _:
            return words.say(
                "An ending you have not seen is still open from decision {at} of “{title}”. {program} branch {what} "
                "--at {inject}", inject=each.option, **values,
            )  # fmt: skip


def _family(words: Language, family: LoggedFamily) -> Section:
    met = [each for each in family.lessons if each.runs]
    made: list[Block] = []
    if met:
        heads = (words.say("Lesson"), words.say("Met in"), words.say("Served at"), words.say("Spent at"),
                 words.say("Last met"))  # fmt: skip
        rows = tuple(
            (text(each.title), text(words.many("{n} run", "{n} runs", each.runs)), text(f"+ {each.served_at}"),
             text(f"{MINUS} {each.spent_at}"), text(each.last or words.say("not over yet")))
            for each in met
        )  # fmt: skip
        made.append(Grid(words.say("Decisions of your own, by lesson"), heads, rows))
    never = "; ".join(each.title for each in family.lessons if not each.runs)
    if never:
        made.append(para(strong(words.say("Never at stake: ")), never))
    return Section(f"family-{family.id}", family.title, tuple(made), family.title)


def _forecasts(words: Language, of: Calibration) -> Iterator[Block]:
    if of.count < FEWEST_FORECASTS:
        yield para(words.many("{n} forecast; too few to judge.", "{n} forecasts; too few to judge.", of.count))
        return
    heads = (words.say("You said"), words.say("Forecasts"), words.say("On the mean"), words.say("Came about"),
             words.say("90 % interval"))  # fmt: skip
    rows = tuple(
        (text(words.say("{low} to {high} %", low=each.low, high=each.high)), text(str(each.count)),
         text(f"{each.said:.0f} %"), text(f"{each.came:.0f} %"),
         text(words.say("{low} to {high} %", low=f"{each.least:.0f}", high=f"{each.most:.0f}")))
        for each in of.thirds
    )  # fmt: skip
    yield Grid(words.say("What you said against what came about"), heads, rows, frozenset((1, 2, 3)))
    if of.surer is not None:
        points, low, high = sorted(map(abs, of.surer))[1], *sorted(map(abs, of.surer))[::2]
        values = {"n": f"{points:.0f}", "low": f"{low:.0f}", "high": f"{high:.0f}", "count": of.count}
        if of.surer[0] > 0:
            yield para(
                words.say(
                    "Over {count} forecasts you were surer than right by about {n} points (90 %: {low} to {high}).",
                    **values,
                )
            )
        else:
            yield para(
                words.say(
                    "Over {count} forecasts you were less sure than right by about {n} points (90 %: {low} to {high}).",
                    **values,
                )
            )


def _plans(words: Language, of: Logbook) -> Iterator[Block]:
    if of.plans:
        yield Items(tuple(Item(text(aside(f"{each.day}, {each.title}: "), f"“{each.text}” ", _came(words, each)))
                          for each in of.plans))  # fmt: skip
    else:
        yield para(words.say("None written down."))
    if of.notes:
        yield para(words.say("Notes by lesson"), role="label")
        yield Items(tuple(Item(text(aside(f"{title}: "), said)) for title, said in of.notes))


def _came(words: Language, plan: LoggedPlan) -> str:
    came = {
        "open": words.say("open"), recalling.DID: words.say("it came, and I did"),
        recalling.DID_NOT: words.say("it came, and I did not"), recalling.NOT_YET: words.say("it has not come"),
    }.get(plan.came, "")  # fmt: skip
    return f"{came}: “{plan.said}”" if plan.said else came


def _endings(words: Language, of: Logbook) -> Iterator[Block]:
    if not of.endings:
        yield para(words.say("None yet."))
        return
    yield Items(tuple(Item(text(aside(f"{title}: "), "; ".join(seen))) for title, seen in of.endings))
