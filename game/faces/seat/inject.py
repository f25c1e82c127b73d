"""What is on the table: the situation, what one alone knows, the options with what speaks for each, what is done."""

from __future__ import annotations

from game.exercise.acts.fields import PickField
from game.exercise.acts.offer import Offer
from game.exercise.views.seat_view import AdviceView, FactView, InjectView, OptionView, SpreadView
from game.faces.model import (
    ActForm,
    Block,
    Card,
    Item,
    Items,
    Para,
    Section,
    Text,
    TextSpan,
    Tone,
    aside,
    para,
    strong,
    text,
)
from game.faces.prose import prose
from game.faces.seat.shared import shared
from game.faces.seat.timeline import say
from game.faces.spoken import capital, stop
from game.words import Language, Message, Wording

STANCES: dict[str, tuple[str, Tone]] = {"for": ("▲", "good"), "against": ("▼", "bad")}
"""Sign and tone of what another seat advises; of any other stance ``●``."""


def situation(words: Language, inject: InjectView, told: int = 0, again: Wording = "") -> Section:
    """Return what has happened; ``told`` facts, which one alone knew, are on the table.

    ``again`` says first why it is there another time.
    """
    return _situation(
        words, inject.title, inject.in_place_of, (inject.situation, *inject.also), inject.decided_by,
        inject.minutes, inject.minutes_read, told, again,
    )  # fmt: skip


@shared
def _situation(
    words: Language, title: str, in_place_of: str | Message, happened: tuple[str, ...], decided_by: str | Message,
    minutes: int, read: int, told: int, again: Wording,
) -> Section:  # fmt: skip
    made: list[Block] = [para(say(words, each), role="warn") for each in (again, in_place_of) if each]
    first, *also = happened
    made += prose(first or words.say("No more is known."))
    made += [block for each in also for block in prose(each)]
    if told:
        said = words.many(
            "{n} thing that one of you alone knew is told.", "{n} things that one of you alone knew are told.", told
        )
        made.append(Para((TextSpan(said, to="private"),), "warn"))
    terms = []
    if decided_by:
        terms.append(words.say("Decided by: {who}.", who=stop(say(words, decided_by)).removesuffix(".")))
    if minutes:
        said = words.many("Suggested time: {n} minute.", "Suggested time: {n} minutes.", minutes)
        cost = words.many("Papers have cost {n} minute of it.", "Papers have cost {n} minutes of it.", read)
        terms += [said, *([cost] if read else [])]
    return Section("situation", title, tuple(made), words.say("Situation"), terms=text(" ".join(terms)), key="s")


@shared
def elsewhere(words: Language, says: str | Message) -> Section:
    """Return who is at work on what is not for this seat."""
    title = words.say("Others at work")
    return Section("situation", title, (para(say(words, says)),), words.say("Situation"), key="s")


@shared
def answer(words: Language, sent: str, expected: str, draft: str, writes: str) -> Section:
    """Return what a group answers in its own words: sent, or as it is typed; as text, and no Markdown.

    ``expected`` is what it is held against where the group judges it itself; ``writes`` is the name of who types.
    """
    made: list[Block] = []
    title = words.say("Your answer")
    if sent:
        title = words.say("Your answer, as it was sent")
        made += _typed(sent, "strong")
    elif draft or writes:
        title = words.say("{name} writes", name=writes)
        made += _typed(draft or "…")
    if expected:
        made += (para(words.say("What a well-led team was expected to weigh"), role="label"), *prose(expected))
        judge = words.say("Which of the options below is your answer? Judge it yourselves, and say why.")
        made.append(para(judge, role="warn"))
    return Section("answer", title, tuple(made))


def _typed(words: str, manner: str = "") -> tuple[Block, ...]:
    return tuple(Para(text(strong(line) if manner else line), "quote") for line in words.splitlines() if line.strip())


# --- what not everybody knows


@shared
def facts(
    words: Language, known: tuple[FactView, ...], offers: tuple[Offer, ...], in_class: bool, holds_all: bool = False
) -> Section:
    """Return what this seat alone knows, and what others put on the table; ``offers`` tell the first, by role.

    With ``holds_all`` one person has every seat: what each of them knows alone is told as that.
    """
    tell = {dict(each.given)["role"]: each for each in offers}
    mine = [
        Card((*prose(each.text), *_act(tell.get(each.role))), text(each.title), "warn", f"fact-{each.role}")
        for each in known
        if not each.told_by
    ]
    told = [
        Card(prose(each.text), text(each.title, aside(words.say(", told by {name}", name=each.told_by))))
        for each in known
        if each.told_by
    ]
    made: list[Block] = []
    if mine and in_class:
        only = words.say("Known to you alone. It helps your group only if it is said.")
        made.append(Para(text(TextSpan(only, to="tell")), "warn"))
    elif mine and holds_all:
        made.append(para(words.say("Each is known to one seat alone; you hold them all."), role="note"))
    elif mine:
        made.append(para(words.say("Known to this seat alone. It helps the group only if it is said."), role="note"))
    made += mine
    made += [para(words.say("On the table"), role="label")] if told else []
    made += told
    if not known:
        made.append(para(words.say("Nothing that the others do not know as well."), role="note"))
    title, name = words.say("What was told"), words.say("Told")
    if mine:
        title = words.say("Only one seat knows") if holds_all else words.say("Only you know")
        name = words.say("Of one seat") if holds_all else words.say("Only you")
    return Section("private", title, tuple(made), name, key="o")


def alone(inject: InjectView) -> tuple[FactView, ...]:
    """Return what a seat that plays alone is told that the others are not, as the facts of a class are."""
    return tuple(FactView(f"{at}", role, fact, "") for at, (role, fact) in enumerate(inject.private))


def _act(offer: Offer | None) -> tuple[Block, ...]:
    return (ActForm(offer),) if offer else ()


@shared
def spread(words: Language, laid: tuple[SpreadView, ...], votes: tuple[tuple[str, int], ...]) -> Section:
    """Return what each seat would do, by option, with reasons; and the votes, where there are any."""
    made: list[Block] = []
    if laid:
        apart = len({each.option for each in laid}) > 1
        alone = words.say("As chosen before anyone spoke. Ask first those who stand alone.")
        made.append(para(alone if apart else words.say("As chosen before talking."), role="note"))
    else:
        made.append(para(words.say("The choices are shown when all have chosen."), role="note"))
    labels = list(dict.fromkeys(each.option for each in laid))
    for label in sorted(labels, key=lambda label: -sum(each.option == label for each in laid)):
        voices = [each for each in laid if each.option == label]
        heard = words.many("{n} voice for: {label}", "{n} voices for: {label}", len(voices), label=label)
        head = text(TextSpan(f"{len(voices)} × {label}", spoken=heard))
        made.append(Card((Items(tuple(_voice(words, each) for each in voices), "sign"),), head))
    if any(count for _, count in votes):
        rows = tuple(_votes(words, label, count) for label, count in votes)
        made += (para(words.say("Votes so far"), role="label"), Items(rows, "sign"))
    title = words.say("What each of you would do")
    return Section("spread", title, tuple(made), words.say("Choices"), key="x")


def _voice(words: Language, each: SpreadView) -> Item:
    sure = "" if each.confidence is None else words.say(" (sure: {n} of 10)", n=each.confidence)
    return Item(text(strong(each.name), aside(sure), ": ", each.reason or words.say("gave no reason")), sign="•")


def _votes(words: Language, label: str, count: int) -> Item:
    heard = words.many("{label}: {n} vote", "{label}: {n} votes", count, label=label)
    return Item((TextSpan(f"{count}  {label}", spoken=heard),), sign="•")


# --- options


@shared
def options(
    words: Language, some: tuple[OptionView, ...], mine: str = "", voted: str = "",
    votes: tuple[tuple[str, int], ...] = (),
) -> Items:  # fmt: skip
    """Return the options as a list to pick from: what each is called, whether it is yours, what speaks for it.

    ``mine`` and ``voted`` are the ids of one's own choice and vote.
    """
    count = dict(votes)
    return Items(tuple(_option(words, each, each.id == mine, each.id == voted, count) for each in some), "number")


def _option(words: Language, each: OptionView, mine: bool, voted: bool, votes: dict[str, int]) -> Item:
    label = TextSpan(each.label, "aside" if each.closed else "strong", spoken=stop(each.label))
    made: list[TextSpan | str] = [label]
    if n := votes.get(each.label, 0):
        made.append(aside(words.many("  {n} vote", "  {n} votes", n)))
    if mine or voted:
        own = words.say("your vote") if voted else words.say("your choice")
        made.append(TextSpan(f"  ✓ {own}", "", "good", spoken=f" {stop(own.capitalize())}"))
    return Item(text(*made), _argument(words, each))


def _argument(words: Language, each: OptionView) -> tuple[Block, ...]:
    """Why an option cannot be taken, else the case for it."""
    made: list[Block] = []
    if each.closed:
        shut = words.say("closed: {why}", why=say(words, each.closed))
        made.append(Para((TextSpan(shut, spoken=capital(shut)),), "warn"))
    if each.case:
        heard = words.say("The case for it: “{case}”", case=each.case)
        made.append(Para((TextSpan(f"“{each.case}”", spoken=heard),), "note"))
    return tuple(made)


@shared
def detail(words: Language, number: int, each: OptionView) -> Card:
    """Return one option in full: its case, its detail, what the other seats advise."""
    made = (*_argument(words, each), *_more(words, each))
    if not each.detail and not each.advice:
        none = words.say("There is no more to it, and nobody has advised on it.")
        made = (*made, para(none, role="note"))
    return Card(made, text(f"{number}. {each.label}"))


def advice(words: Language, some: tuple[OptionView, ...]) -> Section:
    """Return every option in full."""
    nothing = para(words.say("There is nothing to decide here."), role="note")
    made = tuple(detail(words, number, each) for number, each in enumerate(some, 1))
    return Section("advice", words.say("The options in detail"), made or (nothing,), words.say("Advice"), key="a")


def _more(words: Language, each: OptionView) -> tuple[Block, ...]:
    said = tuple(_advised(words, advised) for advised in each.advice)
    return (*prose(each.detail), *((Items(said, "sign"),) if said else ()))


def _advised(words: Language, advised: AdviceView) -> Item:
    sign, tone = STANCES.get(advised.stance, ("●", "flat"))
    known = {"for": words.say("for it"), "against": words.say("against it"), "neutral": words.say("undecided")}
    stance = TextSpan(known.get(advised.stance, advised.stance), tone=tone)
    line = words.told("{role} is {stance}", role=strong(advised.role), stance=stance)
    return Item(text(*line, f": “{advised.says}”" if advised.says else ""), (), sign, tone)


def about(words: Language, each: OptionView) -> tuple[Text, tuple[Block, ...]]:
    """Return what says that there is more to an option, and that: how many advise, and which way."""
    more = _more(words, each)
    if not more:
        return (), ()
    if not each.advice:
        return text(words.say("Detail")), more
    peek = words.many("Detail and advice of {n} seat ", "Detail and advice of {n} seats ", len(each.advice))
    signs = (STANCES.get(advised.stance, ("●", "flat")) for advised in each.advice)
    return text(peek, *(TextSpan(sign, tone=tone, spoken="") for sign, tone in signs)), more


# --- acts


@shared
def acts(
    words: Language, some: tuple[OptionView, ...], mine: str, voted: str, votes: tuple[tuple[str, int], ...],
    offers: tuple[Offer, ...], question: str,
) -> Section:  # fmt: skip
    """Return what there is to do with what is on the table; where that is for others, the options to read.

    ``question`` is what is to be decided.
    """
    explained = tuple(about(words, each) for each in some)
    made: list[Block] = []
    chosen = next((each.label for each in some if each.id == mine), "")
    picks = False
    if question and not any(field.ask == question for offer in offers for field in offer.fields):
        made.append(para(strong(question)))
    for offer in offers:
        pick = any(isinstance(field, PickField) and field.name == "option" for field in offer.fields)
        form = ActForm(offer, explained if pick else ())
        picks = picks or pick
        if offer.act == "choose" and chosen:
            made += (para(words.say("You have chosen"), role="label"), para(chosen, role="lead"))
            made.append(para(words.say("Nobody sees it until all choices are shown."), role="note"))
            anew = text(words.say("Change your mind"))
            made.append(Card((form,), anew, id=f"anew-{dict(offer.given).get('inject', '')}", fold="closed"))
        else:
            made.append(form)
    if some and not picks:
        made.append(options(words, some, mine, voted, votes))
        made += [Card(more, (*text(f"{each.label}: "), *peek), fold="closed", id=f"more-{each.id}")
                 for each, (peek, more) in zip(some, explained, strict=True) if more]  # fmt: skip
    title = next((each.title for each in offers if each.title), "") or words.say("Your options")
    return Section("act", title, tuple(made), words.say("Options") if some else title)
