"""The acts of a seat, alone or in a class: each once, for every face and for the host.

What a face shows is an offer; what it sends back is read by the offer's own fields, there and again on the host
(`game.exercise.acts.perform`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from game.exercise import commands as cmd
from game.exercise import recalling
from game.exercise.acts.act import Act, Build, Passed, Right
from game.exercise.acts.fields import ActField, PickField, PickRow, TextField, WholeField, YesField
from game.exercise.acts.offer import ActValue, Offer
from game.exercise.drafting import ANSWER, FORECAST, NOTE
from game.exercise.views.class_view import CARDS
from game.exercise.views.seat_view import SAYS, ChairView, ForecastView, InjectView, Phase, Stage, View, What
from game.words import ENGLISH, Language, Message, lazy

ALONE, SEAT = frozenset({Right.ALONE}), frozenset({Right.SEAT})
EITHER = ALONE | SEAT
STOPPED = (Stage.PAUSED, Stage.HELD)


def under(view: View) -> Stage | None:
    """Return the stage that a seat of a class is at, beneath a pause or a hold; None alone."""
    return view.group.under if view.group else None


def rests(words: Language, view: View) -> str:
    """Return why nothing can be sent now, though it may be filled in."""
    return words.message(SAYS[view.group.stage]) if view.group and view.group.stage in STOPPED else ""


def at(stages: tuple[Stage, ...], view: View) -> InjectView | None:
    """Return the inject on the table, where a seat of a class is at one of these stages with it."""
    return view.inject if under(view) in stages else None


# --- fields


def options(words: Language, inject: InjectView, mine: str = "", says: str = "", then: str = "") -> PickField:
    """Return the field for one of an inject's options."""
    rows = tuple(
        PickRow(each.id, each.label, each.case, words.message(each.closed), says if each.id == mine else "")
        for each in inject.options
    )
    return PickField(name="option", ask=inject.question or words.say("Your options"), rows=rows, first=mine, then=then)


def why(words: Language, needed: bool = False) -> tuple[ActField, ...]:
    """Return the fields of a choice beside the option: reason, how sure, what speaks against it."""
    missing = lazy("the facilitator asks for a reason, and for how sure you are.") if needed else None
    return (
        TextField(
            name="reason", ask=words.say("Why? Your reason, in a line"), limit=cmd.MAX_REASON, required=needed,
            missing=missing,
        ),
        WholeField(
            name="confidence", ask=words.say("How sure are you?"), high=10, required=needed, missing=missing,
            ends=(words.say("a guess"), words.say("certain")),
        ),
        TextField(name="counter", ask=words.say("The strongest argument against it"), limit=cmd.MAX_REASON),
    )  # fmt: skip


def percent(words: Language, forecast: ForecastView, name: str = "percent", required: bool = True) -> WholeField:
    """Return the field for a forecast."""
    return WholeField(
        name=name, ask=forecast.ask, high=100, required=required, unit=words.say("percent"),
        apart=words.say("A forecast:"),
    )  # fmt: skip


def forecasts(words: Language, inject: InjectView) -> tuple[ActField, ...]:
    """Return the fields for the forecasts that are asked beside a choice and have no answer yet."""
    return tuple(
        percent(words, each, f"{FORECAST}{each.id}", required=False)
        for each in inject.forecasts
        if each.percent is None
    )


# --- offers


def read_briefing(words: Language, view: View) -> tuple[Offer, ...]:
    """Setting and role card are read."""
    return () if view.briefed else (Offer("read_briefing", words.say("I have read it")),)


def take_role(words: Language, view: View) -> tuple[Offer, ...]:
    """A role that nobody in the syndicate holds, while the lobby is open."""
    return _chairs(view, "take_role", words.say("take the role"), lambda chair: not chair.holder)


def give_role_back(words: Language, view: View) -> tuple[Offer, ...]:
    """A role of one's own, while the lobby is open."""
    return _chairs(view, "give_role_back", words.say("give it back"), lambda chair: chair.yours)


def _chairs(view: View, act: str, label: str, which: Callable[[ChairView], bool]) -> tuple[Offer, ...]:
    group = view.group
    if group is None or group.begun or group.stage is not Stage.READY:
        return ()
    return tuple(Offer(act, label, (("role", each.id),), title=each.title) for each in group.chairs if which(each))


def answers(words: Language, view: View) -> tuple[Offer, ...]:
    """The scenario's questions of this moment."""
    asked = []
    for each in view.questions:
        ask = words.say("Before play, as you now see it: {ask}", ask=each.ask) if each.then else each.ask
        ends = (words.say("not at all"), words.say("fully"))
        number = WholeField(name="answer", ask=ask, high=each.scale, ends=ends, required=True)
        given = (("question", each.id), ("then", str(each.then)))
        asked.append(Offer("answer", words.say("Answer"), given, (number,), title=words.say("A question")))
    return tuple(asked)


def papers(words: Language, view: View) -> tuple[Offer, ...]:
    """The papers on the table."""
    inject = view.inject
    if inject is None:
        return ()
    given = [((("inject", inject.id), ("document", str(each.number))), each.title) for each in inject.documents]
    return tuple(
        Offer("open", words.say("read it"), about, rests=rests(words, view), title=title) for about, title in given
    )


def foretell(words: Language, view: View) -> tuple[Offer, ...]:
    """The forecasts at the inject on the table."""
    return tuple(
        Offer("foretell", words.say("Foretell"), (("forecast", each.id),), (percent(words, each),), rests(words, view))
        for each in (view.inject.forecasts if view.inject else ())
    )


def decide(words: Language, view: View) -> tuple[Offer, ...]:
    """Alone: an option is chosen and carried out; of a written answer it is how one judges it."""
    inject = view.inject
    if view.group is not None or inject is None or not inject.options:
        return ()
    if inject.theirs:  # a colleague decides, and hears what this seat would do
        label, title, ask = words.say("choose"), words.say("Your choice"), words.say("Is that your choice?")
        then = words.say("You are about to choose: {picked}")
    else:
        label, title, ask = words.say("decide"), words.say("Your decision"), words.say("Is that your decision?")
        judged, decided = words.say("You judge your answer: {picked}"), words.say("You are about to decide: {picked}")
        then = judged if inject.written else decided
    sure = YesField(name="sure", ask=ask, help=words.say("n: think again."), required=True)
    fields = (*forecasts(words, inject), options(words, inject, then=then), *why(words), sure)
    return (Offer("decide", label, (("inject", inject.id),), fields, title=title),)


def choose(words: Language, view: View) -> tuple[Offer, ...]:
    """In a class: what one would do, before anyone's choice is shown."""
    inject, group = at((Stage.CHOOSE, Stage.CHOSEN), view), view.group
    if inject is None or group is None:
        return ()
    pick = options(words, inject, group.mine, words.say("your choice"), words.say("You are about to choose: {picked}"))
    fields = (*forecasts(words, inject), pick, *why(words, group.reason_required))
    label = words.say("choose anew") if group.under is Stage.CHOSEN else words.say("choose")
    return (Offer("choose", label, (("inject", inject.id),), fields, rests(words, view), words.say("Your decision")),)


def vote(words: Language, view: View) -> tuple[Offer, ...]:
    """A vote, once the choices are shown."""
    inject, group = at((Stage.VOTE,), view), view.group
    if inject is None or group is None:
        return ()
    pick = options(words, inject, group.my_vote, words.say("your vote"))
    return (
        Offer("vote", words.say("vote"), (("inject", inject.id),), (pick,), rests(words, view), words.say("Your vote")),
    )


def settle(words: Language, view: View) -> tuple[Offer, ...]:
    """Whoever leads decides for the syndicate."""
    inject, group = at((Stage.TALK,), view), view.group
    if inject is None or group is None or not group.may_decide:
        return ()
    title = words.say("The decision of your syndicate")
    sure = YesField(name="sure", ask=words.say("Decide for your syndicate: {picked}?"), required=True)
    return (Offer("settle", words.say("decide"), (("inject", inject.id),), (options(words, inject), sure), "", title),)


def write(words: Language, view: View) -> tuple[Offer, ...]:
    """The answer in writing of the group, by whoever holds the pen."""
    inject, group = view.inject, view.group
    holds = group is None or group.under is Stage.WRITE
    if inject is None or not inject.written or inject.answer or not holds:
        return ()
    text = TextField(
        name="text", ask=words.say("Your answer, in your own words") if group is None else inject.question,
        limit=cmd.MAX_ANSWER, lines=6, required=True, missing=lazy("the answer is empty."),
    )  # fmt: skip
    sure = YesField(name="sure", ask=words.say("Send it? It stays as it is."), required=True)
    title = words.say("Your answer, in your own words") if group is None else words.say("The answer of your syndicate")
    return (Offer("write", words.say("write"), (("inject", inject.id),), (text, sure), rests(words, view), title),)


def pen(words: Language, view: View) -> tuple[Offer, ...]:
    """A vote on who writes."""
    inject, group = at((Stage.PEN,), view), view.group
    if inject is None or group is None:
        return ()
    rows = tuple(
        PickRow(seat, name, mine=words.say("your vote") if seat == group.my_vote else "")
        for seat, name, _ in group.pens
    )
    pick = PickField(name="seat", ask=words.say("Who writes?"), rows=rows, first=group.my_vote)
    title = words.say("Who writes")
    return (Offer("pen", words.say("give the pen"), (("inject", inject.id),), (pick,), rests(words, view), title),)


def acknowledge(words: Language, view: View) -> tuple[Offer, ...]:
    """News without options is laid aside as read, alone or by whoever leads."""
    inject, group = view.inject, view.group
    reads = view.phase is Phase.READ if group is None else group.stage is Stage.READ and group.may_decide
    if inject is None or inject.options or inject.written or not reads:
        return ()
    return (
        Offer(
            "acknowledge", words.say("go on") if group is None else words.say("lay it aside"), (("inject", inject.id),)
        ),
    )


def let_colleagues(words: Language, view: View) -> tuple[Offer, ...]:
    """Alone among simulated colleagues: they deal with what is not for this seat."""
    return (Offer("colleagues", words.say("let them")),) if view.group is None and view.elsewhere else ()


def show(words: Language, view: View) -> tuple[Offer, ...]:
    """Whoever leads lays the choices made so far open."""
    if view.inject is None or view.group is None or not view.group.may_show:
        return ()
    sure = YesField(name="sure", ask=words.say("Lay the choices made so far open to all of you?"), required=True)
    return (Offer("show", words.say("show choices"), (("inject", view.inject.id),), (sure,)),)


def tell(words: Language, view: View) -> tuple[Offer, ...]:
    """What a role of this seat alone knows is put on the table."""
    inject, group = view.inject, view.group
    if inject is None or group is None:
        return ()
    ask = words.say("Put what you alone know on the table for all of you to read?")
    sure = YesField(name="sure", ask=ask, required=True)
    label, why_not = words.say("tell it"), rests(words, view)
    return tuple(
        Offer("tell", label, (("inject", inject.id), ("role", each.role)), (sure,), why_not, each.title)
        for each in group.facts
        if not each.told_by
    )


def note(words: Language, view: View) -> tuple[Offer, ...]:
    """A note for the report, about what is on the table."""
    text = TextField(
        name="text", ask=words.say("What do you want to remember of this?"), limit=cmd.MAX_NOTE, lines=3, required=True,
        missing=lazy("the note is empty."),
    )  # fmt: skip
    about = view.inject.id if view.inject else ""
    return (Offer("note", words.say("note"), (("about", about),), (text,), title=words.say("A note for the report")),)


def consent(words: Language, view: View) -> tuple[Offer, ...]:
    """Whether one's name may stand beside one's reasons in a report."""
    if view.group is None:
        return ()
    names = YesField(
        name="names", ask=words.say("May your name stand beside your reasons in the report?"), first=view.group.named
    )
    return (Offer("names", words.say("my name"), (), (names,)),)  # fmt: skip


def card(words: Language, view: View) -> tuple[Offer, ...]:
    """The talk by cards, once the exercise is over: to begin, to lay the record open, to go on and back.

    Each offer is for the card that it leads to, so that two who go on at once go on once.
    """
    group = view.group
    if group is None or not group.cards:
        return ()
    if group.talk is None:
        return (_turn(words.say("begin the cards"), CARDS[0]),)
    talk, made = group.talk, []
    if not talk.shown and talk.card:
        asks = talk.reads and not talk.card.private
        line = TextField(name="text", ask=words.say("A line for the group"), limit=cmd.MAX_REASON)
        label = words.say("keep the line and show the record") if asks else words.say("show the record")
        made.append(_turn(label, talk.id, True, (line,) if asks else ()))
    if talk.number < talk.of:
        made.append(_turn(words.say("next card"), CARDS[talk.number]))
    if talk.number > 1:
        made.append(_turn(words.say("card before"), CARDS[talk.number - 2]))
    return tuple(made)


def _turn(label: str, to: str, shown: bool = False, fields: tuple[ActField, ...] = ()) -> Offer:
    """To a card. Where no line is asked, none is taken."""
    given = (("card", to), ("shown", str(shown)), *(() if fields else (("text", ""),)))
    return Offer("card", label, given, fields)


def commit(words: Language, view: View) -> tuple[Offer, ...]:
    """What the syndicate means to do, for the plan of its report, in the hot wash."""
    if under(view) is not Stage.ENDEX:
        return ()
    title = words.say("What your syndicate means to do")
    return (
        Offer("commit", words.say("action"), (), action_fields(words, words.say("What do you mean to do?")), "", title),
    )


def action_fields(words: Language, ask: str) -> tuple[ActField, ...]:
    """Return the fields of an action for the plan: what, whose it is, by when, how urgent."""
    return (
        TextField(name="text", ask=ask, limit=cmd.MAX_REASON, required=True, missing=lazy("the action is empty.")),
        TextField(name="owner", ask=words.say("Which body or post does it?"), limit=cmd.MAX_REASON),
        TextField(name="due", ask=words.say("By when?"), limit=cmd.MAX_REASON),
        WholeField(name="priority", ask=words.say("How urgent? 1 is first, 3 is last, 0 is not said"), low=0, high=3),
    )  # fmt: skip


def recall(words: Language, view: View) -> tuple[Offer, ...]:
    """What is asked from memory before the debrief opens; and one's plan."""
    decided = tuple(
        PickRow(each.inject, ENGLISH.message(each.title)) for each in view.timeline
        if each.what is What.DECIDED and each.inject
    )  # fmt: skip
    return tuple(
        Offer("recall", words.say("Keep it, for yourself alone"), (("moment", recalling.END), ("prompt", each)),
              _from_memory(words, each, decided), title=_named(words, each))
        for each in view.recalls
        if decided or each == recalling.PLAN
    )  # fmt: skip


def _named(words: Language, prompt: str) -> str:
    """What a question is about, as the first page names it."""
    match prompt:
        case recalling.WEIGHED:
            return words.say("What weighed most")
        case recalling.EXCHANGE:
            return words.say("Bought and paid")
        case recalling.UNKNOWN:
            return words.say("Not known")
        case recalling.LUCK:
            return words.say("Luck")
        case _:
            return words.say("For Monday")


def _from_memory(words: Language, prompt: str, decided: tuple[PickRow, ...]) -> tuple[ActField, ...]:
    """The fields of one question; none of them needs an answer."""
    ask = {
        recalling.WEIGHED: words.say("And why that one, in a line?"),
        recalling.EXCHANGE: words.say("What did it buy, and what did it cost?"),
        recalling.UNKNOWN: words.say("What did you not know when you took it?"),
        recalling.PLAN: words.say("Where does that choice come up next in your own work? “When …, I will …”"),
    }
    text = tuple(TextField(name="text", ask=ask[each], limit=cmd.MAX_REASON) for each in (prompt,) if each in ask)
    if prompt == recalling.WEIGHED:
        rows = (*decided, PickRow(recalling.NONE, words.say("None of them")))
        return (PickField(name="pick", ask=words.say("Which decision weighed most?"), rows=rows, required=False), *text)
    if prompt == recalling.LUCK:
        rows = (*decided, PickRow(recalling.NOWHERE, words.say("Nowhere")))
        sure = WholeField(
            name="sure", ask=words.say("How sure are you of the decision that you named as weighing most?"), high=10,
            ends=(words.say("a guess"), words.say("certain")),
        )  # fmt: skip
        where = words.say("Where did luck decide more than you?")
        return (PickField(name="pick", ask=where, rows=rows, required=False), sure)
    return text


# --- what they become


def once(kind: type[cmd.Command]) -> Build:
    """Return how an offer becomes one command: what it is given for and what its fields hold, by the same names."""

    def build(offer: Offer, values: Mapping[str, ActValue], id: str) -> tuple[cmd.Command, ...]:
        return (made(kind, id, {**dict(offer.given), **values}),)

    return build


def made(kind: type[cmd.Command], id: str, held: Mapping[str, Any]) -> cmd.Command:
    """Return a command of some kind from what an offer was given for and what its fields hold, by the same names."""
    known = {name: held[name] for name in held if name in kind.__dataclass_fields__}
    for name, value in known.items():
        match kind.__dataclass_fields__[name].type:
            case "int":
                known[name] = int(value or 0)
            case "bool":
                known[name] = value in (True, "True")
            case "str":
                known[name] = value or ""
    return kind(id=id, **known)


def chosen(kind: type[cmd.Command]) -> Build:
    """Return how a choice becomes commands: its forecasts, each once under an id of its own, then the choice."""

    def build(offer: Offer, values: Mapping[str, ActValue], id: str) -> tuple[cmd.Command, ...]:
        foretold = [(name, value) for name, value in values.items() if name.startswith(FORECAST) and value is not None]
        return (
            *(
                made(cmd.Foretell, cmd.derived(id, name), {"forecast": name.removeprefix(FORECAST), "percent": value})
                for name, value in foretold
            ),
            *once(kind)(offer, values, id),
        )

    return build


# --- what is said where they are not offered


def _says(text: str) -> Passed[View]:
    """The same sentence always."""
    return lambda view, held: lazy(text)


def _no_role(view: View, held: Mapping[str, object]) -> Message:
    group = view.group
    chair = next((each for each in group.chairs if each.id == held.get("role")), None) if group else None
    if group is not None and group.begun:
        return lazy("play has begun: the facilitator gives roles now.")
    if chair is None:
        return lazy("there is no such role.")
    if chair.yours or not chair.holder:
        return lazy("you hold {title} already.", title=chair.title) if chair.yours else lazy("you do not hold it.")
    return lazy("{name} is {title} already.", name=chair.holder, title=chair.title)


def _no_question(view: View, held: Mapping[str, object]) -> Message:
    if held.get("then") and view.phase is not Phase.OVER:
        return lazy("this is asked after play.")
    return lazy("this is not asked now.")


def _no_decision(view: View, held: Mapping[str, object]) -> Message:
    if view.inject and view.inject.written and not view.inject.answer:
        return lazy("write your answer first; then judge it.")
    return NO_LONGER


def _no_answer(view: View, held: Mapping[str, object]) -> Message:
    inject = view.inject
    if inject is None:
        return NO_LONGER
    if not inject.written:
        return lazy("“{title}” wants no answer in writing.", title=inject.title)
    if inject.answer:
        return lazy("the answer is written already; it stays as it was sent.")
    return lazy("it is not for this seat to write now.")


def _no_card(view: View, held: Mapping[str, object]) -> Message:
    if view.group and view.group.cards:
        return lazy("the talk is at another card by now: look again.")
    return lazy("the cards are for after ENDEX.")


def _no_reading(view: View, held: Mapping[str, object]) -> Message:
    inject = view.inject
    if inject is None:
        return NO_LONGER
    if inject.options or inject.written:
        return lazy("“{title}” wants a decision.", title=inject.title)
    return view.group.says if view.group else NO_LONGER


def _no_fact(view: View, held: Mapping[str, object]) -> Message:
    told = [each.role for each in view.group.facts if each.told_by] if view.group else []
    roles = [each.id for each in view.roles]
    if held.get("role") in told and held.get("role") in roles:
        return lazy("it is on the table already.")
    return lazy("there is nothing that this seat alone knows.")


NO_LONGER = lazy("this is no longer on the table.")

ACTS: tuple[Act[View], ...] = (
    Act("read_briefing", EITHER, cmd.ReadBriefing, read_briefing, once(cmd.ReadBriefing),
        _says("the briefing is read already."), stops=False,
        title=lazy("begin"), help=lazy("Say that you have read the briefing.")),
    Act("take_role", SEAT, cmd.TakeRole, take_role, once(cmd.TakeRole), _no_role, stops=False,
        title=lazy("take a role"), help=lazy("Take a role that nobody holds.")),
    Act("give_role_back", SEAT, cmd.GiveRoleBack, give_role_back, once(cmd.GiveRoleBack), _no_role, stops=False,
        title=lazy("give it back"), help=lazy("Give your role back, for somebody else to take.")),
    Act("answer", EITHER, cmd.Answer, answers, once(cmd.Answer), _no_question, stops=False,
        title=lazy("questions"), help=lazy("Answer what is asked before and after play.")),
    Act("open", EITHER, cmd.OpenDocument, papers, once(cmd.OpenDocument),
        _says("this document is not on the table."),
        title=lazy("open a paper"),
        help=lazy("Open a paper; that is recorded, and costs the minutes that stand beside it.")),
    Act("foretell", EITHER, cmd.Foretell, foretell, once(cmd.Foretell),
        _says("this forecast is not asked now."),
        title=lazy("forecast"), help=lazy("Say how likely something is before anybody knows.")),
    Act("decide", ALONE, cmd.Decide, decide, chosen(cmd.Decide), _no_decision,
        title=lazy("decide"), help=lazy("Pick an option; say why, how sure you are and what speaks against it.")),
    Act("choose", SEAT, cmd.Choose, choose, chosen(cmd.Choose),
        _says("the choices are shown already; now it is for the talk."),
        title=lazy("choose"), help=lazy("Say what you would do; nobody sees it before the choices are shown.")),
    Act("vote", SEAT, cmd.Vote, vote, once(cmd.Vote), _says("there is no vote now."),
        title=lazy("vote"), help=lazy("Vote for an option now that the choices are shown.")),
    Act("settle", SEAT, cmd.Settle, settle, once(cmd.Settle), _says("it is not for this seat to decide now."),
        title=lazy("decide"), help=lazy("Decide for your syndicate.")),
    Act("write", EITHER, cmd.WriteAnswer, write, once(cmd.WriteAnswer), _no_answer,
        title=lazy("write"), help=lazy("Write the answer; it stays as it was sent.")),
    Act("pen", SEAT, cmd.GivePen, pen, once(cmd.GivePen), _says("there is no vote now on who writes."),
        title=lazy("who writes"), help=lazy("Vote on who writes for your syndicate.")),
    Act("acknowledge", EITHER, cmd.Acknowledge, acknowledge, once(cmd.Acknowledge), _no_reading,
        title=lazy("read"), help=lazy("Say that you have read it; then play goes on.")),
    Act("colleagues", ALONE, cmd.LetColleagues, let_colleagues, once(cmd.LetColleagues),
        _says("what is on the table is for you."),
        title=lazy("let them"), help=lazy("Let the others deal with what is not for you.")),
    Act("show", SEAT, cmd.ShowChoices, show, once(cmd.ShowChoices),
        _says("whoever decides, or the facilitator, shows the choices."),
        key="x", title=lazy("show choices"), help=lazy("Lay the choices made so far open.")),
    Act("tell", SEAT, cmd.ShareFact, tell, once(cmd.ShareFact), _no_fact,
        key="y", title=lazy("tell it"), help=lazy("Put what only you know on the table for your syndicate.")),
    Act("note", EITHER, cmd.AddNote, note, once(cmd.AddNote), _says("this note has no place."), stops=False,
        key="n", title=lazy("note"), help=lazy("Write a note; it goes into the report.")),
    Act("recall", EITHER, cmd.Recall, recall, once(cmd.Recall), _says("this is not asked now."), stops=False,
        title=lazy("from memory"), help=lazy("Say what you remember before you read your debrief.")),
    Act("names", SEAT, cmd.Consent, consent, once(cmd.Consent), _says("this is asked in a class."), stops=False,
        key="u", title=lazy("my name"), help=lazy("Say whether your name may stand in the report.")),
    Act("card", SEAT, cmd.TurnCard, card, once(cmd.TurnCard), _no_card, stops=False,
        title=lazy("cards"), help=lazy("Turn the cards of the talk: a question first, then what the record says.")),
    Act("commit", SEAT, cmd.CommitAction, commit, once(cmd.CommitAction),
        _says("the plan is made after ENDEX."), stops=False,
        key="e", title=lazy("action"), help=lazy("Write down what your syndicate means to do; it goes into the plan.")),
)  # fmt: skip
"""Everything that a seat can do."""

BY_ID = {act.id: act for act in ACTS}


def offered(words: Language, view: View) -> dict[str, tuple[Offer, ...]]:
    """Return all that a seat can do now, by act."""
    right = Right.ALONE if view.group is None else Right.SEAT
    return {act.id: act.offers(words, view) for act in ACTS if right in act.rights and let_in(view)}


def first(view: View, *acts: str) -> Offer | None:
    """Return the first offer of the first of some acts that can be done now; None where none can."""
    known = offered(ENGLISH, view)
    return next((offer for act in acts for offer in known.get(act, ())), None)


def commands(offer: Offer, typed: Mapping[str, str], id: str, syndicate: str = "") -> tuple[cmd.Command, ...]:
    """Return what is sent for an offer that was filled in, in its order.

    Args:
        offer: what is done.
        typed: what its fields hold, as text.
        id: of this sending, the same when it is sent again.
        syndicate: in a class, the one for which it is given.

    Raises:
        Complaint: the first that a field makes.
    """
    sent = BY_ID[offer.act].build(offer, offer.read(typed), id)
    return tuple(replace(each, syndicate=syndicate) for each in sent)


DRAFTED = {"decide": "", "choose": "", "write": ANSWER, "note": NOTE}
"""Acts that are typed at some length, and the field of the draft that holds it; nothing: each field its own."""


def about(offer: Offer) -> str | None:
    """Return the inject whose draft an offer is typed into, nothing for the note; None where no draft is kept."""
    return dict(offer.given).get("inject", "") if offer.act in DRAFTED else None


def let_in(view: View) -> bool:
    """Whether a seat is past the door."""
    return view.group is None or view.group.stage is not Stage.LOBBY
