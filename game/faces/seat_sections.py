"""The sections of a seat's page, in their order, made from its view; the acts are where what they are about is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import offered
from game.exercise.views.document_kinds import kind_name
from game.exercise.views.seat_view import (
    ClassView,
    DocumentView,
    EntryView,
    GaugeView,
    InjectView,
    MoveView,
    OptionView,
    OutcomeView,
    RoleView,
    Stage,
    View,
    What,
)
from game.faces.model import (
    ActForm,
    Block,
    Card,
    Image,
    Item,
    Items,
    Pairs,
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
from game.faces.spoken import value
from game.report.texts import IN_A_CLASS, texts
from game.words import Language

SIGNS = {
    What.DECIDED: "●", What.READ: "·", What.PASSED: "✕", What.OTHERS: "○", What.CAME_BACK: "↩", What.WENT_ON: "∼",
    What.ADJUSTED: "✎", What.STOPPED: "■",
}  # fmt: skip
TOLD = (What.DECIDED, What.OTHERS, What.PASSED)
"""What "so far" tells."""


class Placed(NamedTuple):
    """A section and where it stands."""

    section: Section
    side: bool = False
    """Whether it stands in the narrow column, where there is room for one."""


def sections(words: Language, view: View) -> tuple[Placed, ...]:
    """Return what a seat of a class sees, in its order."""
    group, can = view.group, offered(words, view)
    assert group is not None
    match group.under if group.stage in (Stage.PAUSED, Stage.HELD) else group.stage:
        case Stage.LOBBY:
            main = [door(words, view.title)]
        case Stage.READY:
            main = ready(words, view, group, can)
        case Stage.ENDED | Stage.ENDEX:
            main = end(words, view, group, can)
        case _:
            main = play(words, view, group, can)
    if group.stage is Stage.LOBBY:
        return tuple(map(Placed, main))
    side = [messages(words, group)]
    if group.stage is not Stage.READY:
        main += [note(words, view.notes, can.get("note", ()))]
        side += [gauges(words, view.gauges, view.day), timeline(words, view.timeline)]
    made = (*map(Placed, main), *(Placed(each, True) for each in (*side, people(words, group))))
    return tuple(each for each in made if each.section.blocks)


def forms(some: tuple[Offer, ...]) -> tuple[ActForm, ...]:
    """Return acts as they are given."""
    return tuple(map(ActForm, some))


def door(words: Language, title: str) -> Section:
    """Return what somebody reads who is not let in yet."""
    welcome = words.say("The facilitator lets you in; this page follows by itself.")
    return Section("door", words.say("Welcome"), (para(title, role="lead"), para(welcome)))


def ready(words: Language, view: View, group: ClassView, can: Mapping[str, tuple[Offer, ...]]) -> list[Section]:
    """Return the briefing, and what is asked before play."""
    made = []
    if group.begun:
        made.append(previously(words, view))
    rule: list[Block] = [*prose(texts().no_fault), Items(tuple(Item(text(each)) for each in IN_A_CLASS))]
    made.append(Section("rule", words.say("The rule of the room"), tuple(rule), words.say("The rule")))
    where = (para(view.title, role="lead"), *prose(view.setting or view.summary))
    made.append(Section("setting", words.say("Where you are"), where, words.say("Setting")))
    made.append(roles(words, view, group, can))
    asked = forms((*can.get("answer", ()), *can.get("read_briefing", ())))
    title = words.say("Before play") if asked else words.say("You are ready")
    waits = () if asked else (para(words.say("Play begins when the facilitator says so; this page follows.")),)
    made.append(Section("questions", title, asked or waits, title))
    return made


def roles(words: Language, view: View, group: ClassView, can: Mapping[str, tuple[Offer, ...]]) -> Section:
    """Return the role cards, and the chairs that are free."""
    made: list[Block] = [Card(tuple(_role(words, each)), text(each.title)) for each in view.roles]
    if not view.roles:
        none = words.say("You have no role yet: take one below, or the facilitator gives you one.")
        made.append(para(none if view.table else words.say("There are no roles here."), role="note"))
    for each in (*can.get("take_role", ()), *can.get("give_role_back", ())):
        made.append(Card((ActForm(each),), text(each.title)))
    taken = [f"{each.title}: {each.holder}" for each in group.chairs if each.holder and not each.yours]
    if taken:
        made.append(Items(tuple(Item(text(each)) for each in taken)))
    return Section("role", words.say("Who you are"), tuple(made), words.say("Roles"))


def _role(words: Language, role: RoleView) -> list[Block]:
    made: list[Block] = [*prose(role.brief)]
    ranked = sorted(role.interests, key=lambda pair: -pair[1])
    if ranked:
        watched = ", ".join(title for title, _ in ranked)
        made.append(para(aside(words.say("Your own headquarters watches: ")), strong(watched)))
    return made


def previously(words: Language, view: View) -> Section:
    """Return what a late joiner reads first: where it plays, the decisions so far, what is on the table."""
    told = [each for each in view.timeline if each.what in TOLD]
    rows = tuple(Item(text(strong(each.title), f" → {each.text}"), (), SIGNS[each.what]) for each in told)
    made: list[Block] = [*prose(view.setting or view.summary)]
    made += [Items(rows, "sign")] if rows else [para(words.say("Nothing has been decided yet."))]
    if view.inject:
        made.append(para(words.say("On the table: "), strong(view.inject.title), " ", view.inject.question))
    return Section("previously", words.say("Previously"), tuple(made), words.say("So far"))


def play(words: Language, view: View, group: ClassView, can: Mapping[str, tuple[Offer, ...]]) -> list[Section]:
    """Return what is on the table, what came of the last decision, and what there is to do."""
    made = [outcome(words, view.outcome, group.decided, view.news)]
    inject = view.inject
    if inject is None:
        made.append(Section("situation", words.say("Others are at work"), (para(view.elsewhere or group.says),)))
        return made
    made += [
        situation(words, inject, group.writes, group.draft),
        papers(words, inject.id, inject.documents, can.get("open", ())),
        facts(words, group, can.get("tell", ())),
        spread(words, group),
        act(words, inject, group, can),
    ]
    return made


def outcome(words: Language, done: OutcomeView | None, decided: str, news: tuple[EntryView, ...]) -> Section:
    """Return what came of the last decision, and what happened since."""
    made: list[Block] = []
    if done:
        made += [para(strong(done.option), *([aside(f" {decided}")] if decided else [])), *prose(done.text)]
        if done.luck:
            luck = (para(strong(words.say("Chance: ")), str(done.luck.odds)), *prose(done.luck.text))
            made.append(Card(luck, (), "flat"))
        moved = (*done.moves, *(done.luck.moves if done.luck else ()))
        made.append(
            moves(words, moved) if moved else para(words.say("No gauge that you can see has moved."), role="note")
        )
        for each in done.assessed:
            said = {"gauge": each.gauge, "value": each.after, "before": each.before}
            made.append(
                para(words.say("You had somebody look: {gauge} stands at {value}; you believed {before}.", **said))
            )
        if done.set_in_motion:
            one, more = (
                "Set in motion: {n} thing that will come back later.",
                "Set in motion: {n} things that will come back.",
            )
            made.append(para(words.many(one, more, done.set_in_motion), role="warn"))
    if news:
        made += [para(words.say("And then"), role="label")] if done else []
        made.append(Items(tuple(entry(words, each) for each in news), "sign"))
    title = words.say("Outcome: {title}", title=done.title) if done else words.say("What has happened since")
    return Section("outcome", title, tuple(made))


def moves(words: Language, some: tuple[MoveView, ...]) -> Items:
    """Return what gauges did."""
    return Items(tuple(_move(words, each) for each in some), "sign")


def _move(words: Language, moved: MoveView) -> Item:
    sign = "▲" if moved.after > moved.before else "▼" if moved.after < moved.before else "="
    tone: Tone = "flat" if moved.better is None else "good" if moved.better else "bad"
    good = {True: words.say("for the better"), False: words.say("for the worse"), None: words.say("no change")}
    stands = f"{moved.gauge} {moved.before} → {value(moved.after, moved.unit)}"
    return Item(text(TextSpan(stands, "", tone), aside(f", {good[moved.better]}")), (), sign, tone)


def entry(words: Language, each: EntryView) -> Item:
    """Return one thing that happened."""
    more: list[Block] = [para(each.cause, role="note")] if each.cause else []
    more += [para(each.text)] if each.text else []
    more += [moves(words, each.moves)] if each.moves else []
    return Item(text(aside(f"{each.when} "), strong(each.title or each.what.value)), tuple(more), SIGNS[each.what])


def situation(words: Language, inject: InjectView, writes: str, draft: str) -> Section:
    """Return what has happened."""
    made: list[Block] = [para(inject.in_place_of, role="warn")] if inject.in_place_of else []
    made += prose(inject.situation or words.say("No more is known."))
    for each in inject.also:
        made += prose(each)
    typed = inject.answer or draft
    if inject.written and (typed or writes):
        whose = words.say("Your answer, as it was sent") if inject.answer else words.say("{name} writes", name=writes)
        made.append(para(whose, role="label"))
        made += [Para(text(line), "quote") for line in (typed or "…").splitlines() if line.strip()]
    if inject.expected:
        made += [para(words.say("What a well-led team was expected to weigh"), role="label"), *prose(inject.expected)]
    if inject.decided_by:
        made.append(para(aside(words.say("Decided by: ")), strong(inject.decided_by)))
    return Section("situation", inject.title, tuple(made), words.say("Situation"))


def papers(words: Language, inject: str, documents: tuple[DocumentView, ...], offers: tuple[Offer, ...]) -> Section:
    """Return the papers on the table."""
    given = {dict(each.given)["document"]: each for each in offers}
    made: list[Block] = []
    for each in documents:
        kind = words.say(kind_name(each.kind))
        if not each.opened:
            made.append(Card((ActForm(given[str(each.number)]),), text(aside(f"{kind}: "), each.title)))
            continue
        rows: list[Block] = [Pairs(((words.say("From"), text(each.sender)),))] if each.sender else []
        rows += [Para(text(line)) for line in each.text.split("\n") if line.strip()]
        rows += [Image(each.title, each.alt, each.picture)] if each.picture else []
        made.append(
            Card(tuple(rows), text(aside(f"{kind}: "), each.title), "", f"paper-{inject}-{each.number}", "closed")
        )
    count = f"{sum(each.opened for each in documents)}/{len(documents)}" if documents else ""
    return Section("papers", words.say("Papers"), tuple(made), words.say("Papers"), count)


def facts(words: Language, group: ClassView, offers: tuple[Offer, ...]) -> Section:
    """Return what this seat alone knows, and what was put on the table."""
    tell = {dict(each.given)["role"]: each for each in offers}
    made: list[Block] = []
    for each in group.facts:
        whose = words.say("told by {name}", name=each.told_by) if each.told_by else words.say("known to you alone")
        act: tuple[Block, ...] = (ActForm(tell[each.role]),) if each.role in tell else ()
        made.append(
            Card((*prose(each.text), *act), text(each.title, aside(f", {whose}")), "" if each.told_by else "warn")
        )
    return Section("facts", words.say("What only some of you know"), tuple(made), words.say("Only you"))


def spread(words: Language, group: ClassView) -> Section:
    """Return what each would do, by option."""
    labels = dict.fromkeys(each.option for each in group.spread)
    made: list[Block] = []
    for label in labels:
        voices = [each for each in group.spread if each.option == label]
        rows = tuple(
            Item(
                text(
                    strong(each.name), _sure(words, each.confidence), f": {each.reason or words.say('gave no reason')}"
                )
            )
            for each in voices
        )
        made += [para(f"{len(voices)} × {label}", role="label"), Items(rows)]
    if group.votes:
        made += [para(words.say("Votes so far"), role="label")]
        made.append(Items(tuple(Item(text(f"{count} × {label}")) for label, count in group.votes)))
    return Section("spread", words.say("What each of you would do"), tuple(made), words.say("The others"))


def _sure(words: Language, confidence: int | None) -> TextSpan:
    return aside("" if confidence is None else words.say(" (sure: {n} of 10)", n=confidence))


def act(words: Language, inject: InjectView, group: ClassView, can: Mapping[str, tuple[Offer, ...]]) -> Section:
    """Return what there is to do about it."""
    made: list[Block] = []
    for id in ("choose", "vote", "settle", "write", "pen", "acknowledge", "show"):
        for offer in can.get(id, ()):
            picks = any(field.name == "option" for field in offer.fields)
            form = ActForm(offer, tuple(_about(words, each) for each in inject.options) if picks else ())
            again = id == "show" or (id == "choose" and group.mine)
            title = words.say("Change your mind") if id == "choose" else words.say("Show the choices now")
            made.append(Card((form,), text(title), "", f"again-{id}", "closed") if again else form)
    if not made and inject.options:
        rows = tuple(Item(text(strong(each.label)), _about(words, each)[1]) for each in inject.options)
        made.append(Items(rows))
    mine = next((each.label for each in inject.options if each.id == group.mine), "")
    if mine and not group.spread:
        made.insert(0, para(words.say("You have chosen: "), strong(mine)))
    title = {
        Stage.CHOOSE: words.say("Choose alone"), Stage.CHOSEN: words.say("You have chosen"),
        Stage.VOTE: words.say("Vote"),
    }.get(group.under, words.say("Decide") if group.may_decide else words.say("The options"))  # fmt: skip
    return Section("act", title, tuple(made), title)


def _about(words: Language, option: OptionView) -> tuple[Text, tuple[Block, ...]]:
    made: list[Block] = [*prose(option.detail)] if option.detail else []
    rows = tuple(
        Item(text(strong(each.role), f" {each.stance}", f": “{each.says}”" if each.says else ""))
        for each in option.advice
    )
    made += [Items(rows)] if rows else []
    peek = words.say("Detail and advice") if rows else words.say("Detail")
    return text(peek), tuple(made)


def end(words: Language, view: View, group: ClassView, can: Mapping[str, tuple[Offer, ...]]) -> list[Section]:
    """Return how it ended, and what there is to look back on."""
    made: list[Block] = []
    for title, told in (*view.endings, *view.epilogue):
        made.append(Card(prose(told), text(title)))
    over = group.stage is Stage.ENDEX
    if not made:
        made.append(para(words.say("Everything you decided is kept.") if over else group.says))
    back: list[Block] = []
    if over:
        back.append(para(words.say("What happened? So what? Now what?")))
    back += forms(can.get("answer", ()))
    back += forms(can.get("names", ()))
    return [
        outcome(words, view.outcome, group.decided, view.news),
        Section("end", words.say("How it ended"), tuple(made), words.say("The end")),
        Section("questions", words.say("Looking back"), tuple(back), words.say("Look back")),
    ]


def note(words: Language, notes: tuple[tuple[str, str], ...], offers: tuple[Offer, ...]) -> Section:
    """Return the place for a note."""
    rows = tuple(Item(text(aside(f"{about}: " if about else ""), told)) for about, told in notes)
    made: list[Block] = [Card(forms(offers), text(words.say("Write a note for the report")), "", "note-box", "closed")]
    return Section("note", words.say("Your notes"), (*made, *([Items(rows)] if rows else [])))


def messages(words: Language, group: ClassView) -> Section:
    """Return what the facilitator wrote, the newest first."""
    made: list[Block] = [Card(prose(told), text(title)) for title, told in reversed(group.written)]
    for to, told in reversed(group.messages):
        few = words.say("To your syndicate") if " " in to else words.say("To you")
        whom = words.say("To everybody") if to == "all" else few
        made.append(Card((para(told),), text(whom)))
    return Section("messages", words.say("From the facilitator"), tuple(made), words.say("Mail"), str(len(made) or ""))


def gauges(words: Language, known: tuple[GaugeView, ...], day: int) -> Section:
    """Return every gauge that the seat can see."""
    rows = []
    for each in known:
        old = each.assessed and each.age
        good: Tone = "good" if (each.change > 0) == each.high_is_good else "bad"
        moved = TextSpan(f" {'▲' if each.change > 0 else '▼'} {abs(each.change)}" if each.change else "", "", good)
        rows.append(Item(text(f"{each.title} ", strong(f"{value(each.value, each.unit)}{'?' if old else ''}"), moved)))
    return Section("gauges", words.say("What you know"), (Items(tuple(rows)),) if rows else (), words.say("Gauges"))


def timeline(words: Language, entries: tuple[EntryView, ...]) -> Section:
    """Return what happened so far, the newest first."""
    rows = tuple(entry(words, each) for each in reversed(entries))
    return Section("timeline", words.say("Timeline"), (Items(rows, "sign"),) if rows else (), words.say("Timeline"))


def people(words: Language, group: ClassView) -> Section:
    """Return who sits here, and who has chosen, never what."""
    rows = tuple(
        Item(
            text(
                strong(each.name), words.say(" (you)") if each.you else "",
                aside(f" {', '.join(each.roles) or words.say('no role yet')}"),
                TextSpan("", spoken=words.say(", has chosen") if each.chosen else ""),
            ),
            (), "✓" if each.chosen else "○",
        )
        for each in group.members
    )  # fmt: skip
    return Section("people", words.say("Syndicate {id}", id=group.syndicate), (Items(rows, "sign"),), words.say("Who"))
