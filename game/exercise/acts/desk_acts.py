"""The acts of a desk: each once, for every face and for the host; who may is one table, `Act.rights`.

What is done to one syndicate is offered once for each, so that it stands in that syndicate's card; what may go to
several asks for whom, and becomes a command for each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from game.exercise import commands as cmd
from game.exercise.acts.act import Act, Build, Passed, Right
from game.exercise.acts.fields import ActField, AmountField, PickField, PickRow, TextField, WholeField, YesField
from game.exercise.acts.offer import ActValue, Offer
from game.exercise.acts.seat_acts import action_fields, made, once
from game.exercise.views.facilitator_view import DeskView, SeatRow, State, SyndicateRow
from game.words import Language, Message, lazy

HEAD = frozenset({Right.FACILITATOR})
BOTH = HEAD | {Right.CO_FACILITATOR}
ALL_THREE = BOTH | {Right.OBSERVER}
ALL = "all"
"""In the place of a syndicate: each of them that is offered."""
MAX_DESKS = 12
"""Desks beside the facilitator's at a time."""
ORDER = "order"
"""In the place of a place in the queue: where the scenario's order puts it."""
SHORT = 60
"""Letters of a text in a list."""
MAX_MINUTES = 600
"""Minutes that an inject may be given."""


# --- what is so


def playing(view: DeskView) -> bool:
    """Whether play has begun and ENDEX was not given; a pause changes nothing of it."""
    return view.state in (State.RUNNING, State.HELD, State.PAUSED)


def open_rows(view: DeskView) -> tuple[SyndicateRow, ...]:
    """Return the syndicates that can still play."""
    return tuple(each for each in view.syndicates if not each.over) if playing(view) else ()


def unheld(row: SyndicateRow) -> tuple[str, ...]:
    """Return the roles that nobody holds in a syndicate."""
    held = {role for seat in row.seats for role in seat.roles}
    return tuple(id for id in row.roles if id not in held)


def seats(view: DeskView) -> tuple[SeatRow, ...]:
    """Return everybody in the class who is let in, syndicate by syndicate."""
    return tuple(seat for each in view.syndicates for seat in each.seats)


# --- fields


def name_of(words: Language, syndicate: str) -> str:
    """Return what a syndicate is called."""
    return words.say("Syndicate {id}", id=syndicate)


def whom(words: Language, rows: Iterable[SyndicateRow], ask: str = "") -> PickField:
    """Return the field for one of some syndicates, or all of them; where there is one alone, it is marked."""
    known = [PickRow(each.id, name_of(words, each.id)) for each in rows]
    if len(known) > 1:
        known.append(PickRow(ALL, words.say("All of them")))
    alone = known[0].id if len(known) == 1 else ""
    return PickField(name="syndicate", ask=ask or words.say("To whom?"), rows=tuple(known), first=alone)


def why(words: Language, missing: Message | None = None) -> TextField:
    """Return the field for a reason; ``missing`` is what is said without one, where it is needed."""
    ask = (
        words.say("Why? It stands in the report")
        if missing
        else words.say("Why? It stands in the report, and may be left out")
    )
    return TextField(name="reason", ask=ask, limit=cmd.MAX_REASON, required=missing is not None, missing=missing)


def sure(ask: str) -> YesField:
    """Return the field that is said yes to."""
    return YesField(name="sure", ask=ask, required=True)


def text(ask: str, missing: Message, lines: int = 3) -> TextField:
    """Return the field for what is written."""
    return TextField(name="text", ask=ask, limit=cmd.MAX_NOTE, lines=lines, required=True, missing=missing)


def held_by(words: Language, seat: SeatRow, roles: Mapping[str, str]) -> str:
    """Return the titles of a seat's roles, with which of them it shares; nothing where it has none."""
    return ", ".join(
        words.say("{role} (shared)", role=roles.get(role, role)) if role in seat.shares else roles.get(role, role)
        for role in seat.roles
    )


def seat_line(words: Language, seat: SeatRow, roles: Mapping[str, str]) -> str:
    """Return a seat for a list: name, syndicate, and the titles of its roles."""
    held = held_by(words, seat, roles) or (words.say("observes") if seat.observes else words.say("no role"))
    if not seat.admitted:
        held = words.say("at the door")
    if seat.perhaps:
        who = seat.perhaps.name
        held = words.say("{roles}; perhaps {name}, who is not connected", roles=held, name=who)
    return words.say("{name}, syndicate {id}: {roles}", name=seat.name, id=seat.syndicate, roles=held)


# --- offers: the day


def begin(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Play begins."""
    if view.state is not State.LOBBY:
        return ()
    says = [words.say("Roles that nobody holds stay with you.")]
    if unread := sum(not seat.briefed for seat in seats(view)):
        says.insert(0, words.many("{n} has not read the briefing.", "{n} have not read their briefing.", unread))
    if not all(each.seats for each in view.syndicates):
        says.insert(0, words.say("A syndicate has no seats yet."))
    if without := [name for each in view.syndicates for name in each.without_role]:
        says.insert(0, words.say("No role: {names}.", names=words.listed(without)))
    ask = sure(words.say("Begin?"))
    return (
        Offer("begin", words.say("begin"), (), (ask,), "", words.say("Begin"), " ".join(says), words.say("Begun.")),
    )


def pause(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Everybody stops."""
    if view.state not in (State.RUNNING, State.HELD):
        return ()
    says = words.say("Everybody stops, time stands still, and nothing fires until you go on.")
    done = words.say("PAUSED for everybody.")
    return (Offer("pause", words.say("pause"), (), (why(words),), "", words.say("Pause"), says, done),)


def resume(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Everybody goes on."""
    if view.state is not State.PAUSED:
        return ()
    says, done = words.say("Time runs again for everybody."), words.say("RUNNING again.")
    return (Offer("resume", words.say("go on"), (), (why(words),), "", words.say("Go on"), says, done),)


def endex(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The exercise ends for everybody."""
    if view.state is State.ENDEX:
        return ()
    fields = (why(words), sure(words.say("ENDEX for everybody, now? It cannot be taken back.")))
    says = words.say("Play ends where it is; every decision is kept.")
    return (
        Offer("endex", words.say("ENDEX"), (), fields, "", words.say("ENDEX for everybody"), says, words.say("ENDEX.")),
    )


def reasons(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Reasons are asked of every choice, or left open."""
    if view.state is State.ENDEX:
        return ()
    needed = not view.reasons
    ask = words.say("Ask a reason of every choice?") if needed else words.say("Leave reasons open again?")
    done = (
        words.say("From now on every choice needs a reason and how sure.")
        if needed
        else words.say("Reasons may be left out again.")
    )
    given, says = (("required", str(needed)),), words.say("It counts for every choice from now on.")
    return (Offer("reasons", words.say("yes"), given, (sure(ask),), "", words.say("Reasons"), says, done),)


def memory(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Each seat is asked from memory before its debrief opens, or that is left out."""
    asks = not view.recall
    ask = (
        words.say("Ask each seat from memory before its debrief opens?")
        if asks
        else words.say("Leave the questions from memory out?")
    )
    says = words.say("Three minutes, each seat for itself; what they say is never shown to you.")
    done = words.say("Each seat is asked from memory.") if asks else words.say("Nobody is asked from memory.")
    given = (("asked", str(asks)),)
    return (Offer("memory", words.say("yes"), given, (sure(ask),), "", words.say("From memory"), says, done),)


def gate(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Each syndicate stops after each decision, or goes on by itself."""
    if view.state is State.ENDEX:
        return ()
    closes = not view.gate
    ask = sure(
        words.say("Stop each syndicate after each decision?")
        if closes
        else words.say("Let each syndicate go on by itself?")
    )
    says = (
        words.say("Each waits at its outcome, and its time stands still, until you let it go on (h).")
        if closes
        else words.say("Who waits at the gate now still waits until you let it go on (h).")
    )
    title, done = (
        words.say("A gate after each decision"),
        words.say("The gate is closed.") if closes else words.say("The gate is open."),
    )
    return (Offer("gate", words.say("yes"), (("closed", str(closes)),), (ask,), "", title, says, done),)


# --- offers: a syndicate


def hold(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Syndicates wait where they are."""
    rows = [each for each in open_rows(view) if not each.held]
    says = words.say("They wait where they are, and their time stands still.")
    fields = (whom(words, rows, words.say("Who waits?")), why(words))
    title, done = words.say("Hold where they are"), words.say("HELD.")
    return (Offer("hold", words.say("hold"), (), fields, "", title, says, done),) if rows else ()


def let_go(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Syndicates that are held go on."""
    rows = [each for each in open_rows(view) if each.held]
    fields = (whom(words, rows, words.say("Who goes on?")), why(words))
    title, says, done = words.say("Let go on"), words.say("Their time runs again."), words.say("Goes on.")
    return (Offer("let_go", words.say("let go on"), (), fields, "", title, says, done),) if rows else ()


def on_table(view: DeskView, which: Callable[[SyndicateRow], bool]) -> list[SyndicateRow]:
    """Return the syndicates that have something on their table, of some kind."""
    return [each for each in open_rows(view) if each.inject and which(each)]


def about(each: SyndicateRow) -> tuple[tuple[str, str], ...]:
    """Return what an act on a table is given for."""
    return (("syndicate", each.id), ("inject", each.inject))


def show(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The choices made so far are laid open to a syndicate."""
    return tuple(
        Offer(
            "show", words.say("show choices"), about(each), (why(words),), "",
            words.say("Show the choices of syndicate {id}", id=each.id),
            words.say("Not all have chosen: {names}.", names=", ".join(each.waits_for))
            if each.waits_for
            else words.say("They are laid open to all of it."),
            words.say("Syndicate {id} sees its choices.", id=each.id),
        )
        for each in on_table(view, lambda each: bool(each.options) and not each.written and not each.shown)
    )  # fmt: skip


def decide(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The facilitator decides: a role that nobody holds, a tie, or time is up."""
    offers = []
    for each in on_table(view, lambda each: bool(each.options) and not each.answer):
        ordered = sorted(each.options, key=lambda option: not option.default)
        rows = tuple(PickRow(a.id, a.label, mine=words.say("the default") if a.default else "") for a in ordered)
        fields: list[ActField] = [PickField(name="option", ask=words.say("Which option?"), rows=rows), why(words)]
        says = words.say("It is decided by your hand, and the report says so.")
        if each.seconds is not None and each.seconds <= 0:
            says = words.say("The report says how it was taken.")
            timer = PickRow("timer", words.say("Time is up: it is taken by the timer's rule"))
            hand = PickRow("facilitator", words.say("It is decided by your hand"))
            fields.insert(1, PickField(name="how", ask=words.say("How is it taken?"), rows=(timer, hand)))
        title = words.say("Decide for syndicate {id}", id=each.id)
        offers.append(
            Offer("decide", words.say("decide"), about(each), tuple(fields), "", title, says, words.say("Decided."))
        )
    return tuple(offers)


def judge(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The facilitator says which option an answer in writing is."""
    missing = lazy("a judgement needs a word of reason; it stands in the report.")
    return tuple(
        Offer(
            "judge", words.say("judge"), about(each),
            (
                PickField(
                    name="option", ask=words.say("Which is the answer of syndicate {id}?", id=each.id),
                    rows=tuple(PickRow(option.id, option.label) for option in each.options),
                ),
                why(words, missing),
            ),
            "", words.say("Judge the answer of syndicate {id}", id=each.id),
            words.say("The syndicate reads your reason."), words.say("Judged."),
        )
        for each in on_table(view, lambda each: bool(each.options and each.answer))
    )  # fmt: skip


def lay_aside(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """News without options is laid aside for a syndicate."""
    return tuple(
        Offer(
            "lay_aside", words.say("lay it aside"), about(each),
            (sure(words.say("Lay it aside for syndicate {id}?", id=each.id)),), "", words.say("Lay it aside"),
            words.say("It counts as read by all of it."), words.say("Laid aside as read."),
        )
        for each in on_table(view, lambda each: not each.options and not each.written)
    )  # fmt: skip


def minutes(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The inject on a table gets more or less time."""
    number = WholeField(
        name="minutes", ask=words.say("How many minutes in all for this inject?"), high=MAX_MINUTES, required=True
    )
    return tuple(
        Offer(
            "minutes", words.say("set"), about(each), (number, why(words)), "",
            words.say("Minutes for syndicate {id}", id=each.id), words.say("They count from when it came up."),
            words.say("Time set."),
        )
        for each in on_table(view, lambda each: True)
    )  # fmt: skip


def adjust(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A gauge of a syndicate is changed by hand."""
    fields = (
        PickField(name="gauge", ask=words.say("Which gauge?"), rows=tuple(PickRow(*each) for each in view.gauges)),
        AmountField(name="effect", ask=words.say("By how much? Such as 5 or -5, or = 40 to set it")),
        why(words, lazy("a change by hand needs a reason; it stands in the report.")),
    )
    return tuple(
        Offer(
            "adjust", words.say("change"), (("syndicate", each.id),), fields, "",
            words.say("Gauge of syndicate {id}", id=each.id), words.say("It is shown in the report as yours."),
            words.say("Changed."),
        )
        for each in open_rows(view)
    )  # fmt: skip


# --- offers: injects and words


def tray(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """An inject of the tray is sent to syndicates that have not had it."""
    offers = []
    for id, title in view.tray:
        rows = [each for each in open_rows(view) if id not in (*each.had, *each.lapsed)]
        says, done = words.say("It comes up as soon as its days and its condition allow."), words.say("Sent.")
        fields = (whom(words, rows), place_of(words, view, rows, id), why(words))
        if rows:
            offers.append(Offer("tray", words.say("send"), (("inject", id),), fields, "", title, says, done))
    return tuple(offers)


def place_of(words: Language, view: DeskView, rows: Sequence[SyndicateRow], inject: str) -> PickField:
    """Return the field for where in the queue an inject of the tray comes up."""
    titles = dict(view.tray)
    when = {each.id: words.message(dict(each.waits).get(inject, "")) for each in rows}
    known = [PickRow(cmd.NEXT, _next(words, when))]
    known += [
        PickRow(f"{cmd.AFTER}{each}", words.say("Behind “{title}”, which waits", title=titles.get(each, each)))
        for each in dict.fromkeys(id for row in rows for id in row.queued)
    ]
    known.append(PickRow(ORDER, words.say("Where the scenario's order puts it")))
    closed = "" if any(inject in row.ready for row in rows) else words.say("its days or its condition do not allow it")
    now = words.say("Now: it interrupts what is on the table, which comes up again")
    known.append(PickRow(cmd.NOW, now, closed=closed))
    ask = words.say("When does it come up?")
    return PickField(name="place", ask=ask, rows=tuple(known), required=False, first=cmd.NEXT)


def _next(words: Language, when: Mapping[str, str]) -> str:
    """What "next" means for some syndicates, by when it can come up in each: nothing where it can now."""
    waits = list(dict.fromkeys(when.values()))
    if not any(waits):
        return words.say("Next, before all else that is due")
    if len(waits) == 1:
        return words.say("Before all else that is due, but not yet: {when}", when=waits[0])
    says = (words.say("syndicate {id} {when}", id=id, when=each or words.say("next")) for id, each in when.items())
    return words.say("Before all else that is due: {when}", when="; ".join(says))


def news(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """News is written on the spot."""
    rows, missing = open_rows(view), lazy("news needs a title and a text.")
    heading = TextField(
        name="title", ask=words.say("Its heading?"), limit=cmd.MAX_HEADING, required=True, missing=missing
    )
    fields = (whom(words, rows), heading, text(words.say("What do they read?"), missing), why(words))
    says, done = words.say("They are told at once; it changes no gauge."), words.say("Written; they are told.")
    return (Offer("news", words.say("write"), (), fields, "", words.say("News"), says, done),) if rows else ()


def withdraw_inject(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """An inject of the tray is taken out again, before it comes up."""
    offers = []
    for id, title in view.tray:
        rows = [each for each in open_rows(view) if id in each.queued]
        says, done = words.say("It has not come up yet."), words.say("Taken out again.")
        fields = (whom(words, rows, words.say("From whom?")), why(words))
        if rows:
            offers.append(
                Offer("withdraw_inject", words.say("take out"), (("inject", id),), fields, "", title, says, done)
            )
    return tuple(offers)


def withdraw_news(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """News is withdrawn; that it was is seen."""
    says, done = words.say("Its heading stays, and that it was withdrawn."), words.say("Withdrawn.")
    return tuple(
        Offer(
            "withdraw_news", words.say("withdraw"), (("syndicate", each.id), ("news", str(number))), (why(words),), "",
            words.say("News to syndicate {id}: {title}", id=each.id, title=title), says, done,
        )
        for each in open_rows(view)
        for number, title in each.news
    )  # fmt: skip


def withdraw_letter(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A letter is withdrawn; that it was is seen."""
    says, done = words.say("Whoever had it sees that it was withdrawn."), words.say("Withdrawn.")
    return tuple(
        Offer(
            "withdraw_letter", words.say("withdraw"), (("letter", str(number)),), (why(words),), "",
            words.say("A letter: {text}", text=each.text[:SHORT]), says, done,
        )
        for number, each in enumerate(view.messages)
        if not each.withdrawn
    )  # fmt: skip


def undo(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The last decision of a syndicate is taken back, as long as nothing came after it."""
    missing = lazy("a decision is taken back with a reason; it stands in the report, and the syndicate reads it.")
    fields = (why(words, missing), sure(words.say("Take it back? The same inject is on their table again.")))
    says = words.say("Their choices stay shown, and they decide anew; the syndicate reads your reason.")
    return tuple(
        Offer(
            "undo", words.say("take back"), (("syndicate", each.id), ("inject", each.undo)), fields, "",
            words.say("The decision of syndicate {id}: {last}", id=each.id, last=each.last), says,
            words.say("Taken back."),
        )
        for each in (view.syndicates if playing(view) else ())
        if each.undo
    )  # fmt: skip


def message(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A letter to everybody, a syndicate or a seat."""
    rows = [PickRow(ALL, words.say("Everybody"))]
    rows += [PickRow(f"syndicate {each.id}", name_of(words, each.id)) for each in view.syndicates]
    rows += [
        PickRow(seat.seat, words.say("{name} (syndicate {id})", name=seat.name, id=seat.syndicate))
        for seat in (*seats(view), *view.at_door)
    ]
    fields = (
        PickField(name="to", ask=words.say("To whom?"), rows=tuple(rows)),
        text(words.say("What do you write?"), lazy("the message is empty.")),
    )
    return (Offer("message", words.say("send"), (), fields, "", words.say("A letter"), "", words.say("Sent.")),)


def wall(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """The syndicates are laid side by side at an inject on the wall, or that is taken down."""
    offers = []
    for each in view.reached:
        shows = each.id != view.on_wall
        given = (("inject", each.id), ("shown", str(shows)))
        says = words.say("The wall shows nothing of their play then.")
        fields: tuple[ActField, ...] = ()
        if shows:
            says = words.say("What each syndicate decided and how; nobody's own choice, no gauge, no outcome.")
        if shows and each.waiting:
            names = words.listed(each.waiting)
            says = words.say("Not decided yet by syndicate {some}: they will read what others did.", some=names)
            fields = (sure(words.say("Show it already?")),)
        label, done = (
            words.say("show it on the wall") if shows else words.say("take it off the wall"),
            words.say("It is on the wall.")
            if shows
            else words.say("Taken down: the wall shows nothing of their play."),
        )
        offers.append(Offer("wall", label, given, fields, "", each.title, says, done))
    return tuple(offers)


# --- offers: seats


def admit(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Somebody at the door is let in."""
    return tuple(
        Offer("admit", words.say("Let in"), (("seat", each.seat),), title=each.name, done=words.say("Let in."))
        for each in view.at_door
    )


def roles(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A seat is given roles: all that it holds from now on."""
    says, done = words.say("One person decides in a role; two may share it."), words.say("Roles given.")
    known, offers = dict(view.roles), []
    share = PickField(
        name="share", ask=words.say("And whoever holds one of them now?"), required=False, first="False",
        rows=(
            PickRow("False", words.say("holds it no longer")),
            PickRow("True", words.say("goes on to decide in it, and the two share it")),
        ),
    )  # fmt: skip
    for row in view.syndicates:
        for each in row.seats:
            held = " ".join(each.roles)
            rows = tuple(PickRow(id, known[id]) for id in row.roles)
            ask = words.say("Which roles does {name} hold from now on?", name=each.name)
            boxes = PickField(name="roles", ask=ask, rows=rows, required=False, several=True, first=held)
            taken = any(other.roles for other in row.seats if other.seat != each.seat)
            fields = (boxes, share) if taken else (boxes,)
            given = (("seat", each.seat), ("held", held))
            offers.append(Offer("roles", words.say("Give roles"), given, fields, "", each.name, says, done))
    return tuple(offers)


def swap(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Two people of a syndicate change roles."""
    titles, offers = dict(view.roles), []
    for row in view.syndicates:
        for each in row.seats:
            others = tuple(
                PickRow(other.seat, seat_line(words, other, titles))
                for other in row.seats
                if (other.roles, other.shares) != (each.roles, each.shares)
            )
            field = PickField(name="other", ask=words.say("With whom does {name} change?", name=each.name), rows=others)
            if others:
                label, says = words.say("Change roles with another"), words.say("Each holds what the other held.")
                given = (("seat", each.seat),)
                offers.append(Offer("swap", label, given, (field,), "", each.name, says, words.say("Changed.")))
    return tuple(offers)


def watch(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Somebody observes from now on, or plays again."""
    if view.state is State.ENDEX:
        return ()
    offers = []
    for each in seats(view):
        given = (("seat", each.seat), ("observes", str(not each.observes)))
        label = words.say("Play again") if each.observes else words.say("Observe")
        says = words.say("Whoever observes reads and listens, gives their roles up, and is waited for by nobody.")
        done = words.say("Plays again; give a role.") if each.observes else words.say("Observes.")
        offers.append(Offer("observing", label, given, title=each.name, says=says, done=done))
    return tuple(offers)


def role_set(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Which of the scenario's roles are held at a syndicate's table."""
    if view.state is State.ENDEX or not view.roles:
        return ()
    says = words.say("Whoever holds one that is left out gives it up; what only it would decide falls to you.")
    known = tuple(PickRow(*each) for each in view.roles)
    offers = []
    for each in view.syndicates:
        ask = words.say("Which roles are held in syndicate {id}?", id=each.id)
        boxes = PickField(name="roles", ask=ask, rows=known, several=True, first=" ".join(each.roles))
        title = words.say("The roles of syndicate {id}", id=each.id)
        given = (("syndicate", each.id),)
        offers.append(Offer("role_set", words.say("set roles"), given, (boxes,), "", title, says, words.say("Set.")))
    return tuple(offers)


def deal(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Roles are dealt round the table: those that nobody holds, or all by heads."""
    rows = [each for each in view.syndicates if unheld(each) or _uneven(each)]
    rows = [each for each in rows if any(not seat.observes for seat in each.seats)]
    if view.state is State.ENDEX or not rows:
        return ()
    free = "" if any(unheld(each) for each in rows) else words.say("every role is held")
    how = PickField(
        name="how", ask=words.say("Deal what?"), required=False, first=cmd.BY_HEADS,
        rows=(
            PickRow(cmd.BY_HEADS, words.say("By heads: everybody has one, and some share where there are too few")),
            PickRow("free", words.say("Only what nobody holds, to whoever holds the fewest"), closed=free),
        ),
    )  # fmt: skip
    says, done = words.say("Who holds a role keeps it where that can be."), words.say("Dealt.")
    fields = (whom(words, rows, words.say("Deal roles in which syndicate?")), how)
    return (Offer("deal", words.say("deal"), (), fields, "", words.say("Deal roles"), says, done),)


def _uneven(row: SyndicateRow) -> bool:
    """Whether somebody has no role, or decides in two more than another: by heads it would be otherwise."""
    playing = [each for each in row.seats if not each.observes]
    counts = [len(each.roles) - len(each.shares) for each in playing]
    return bool(row.without_role) or (bool(counts) and max(counts) - min(counts) > 1)


def move(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Somebody is moved to another syndicate."""
    offers = []
    for each in (*seats(view), *view.at_door):
        others = tuple(PickRow(a.id, name_of(words, a.id)) for a in view.syndicates if a.id != each.syndicate)
        fields = (PickField(name="syndicate", ask=words.say("Where to?"), rows=others), why(words))
        label, says = words.say("Move to another syndicate"), words.say("Roles stay behind.")
        if others:
            given = (("seat", each.seat),)
            offers.append(Offer("move", label, given, fields, "", each.name, says, words.say("Moved.")))
    return tuple(offers)


def merge(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """One person's two seats become one."""
    titles = dict(view.roles)
    everybody = (*seats(view), *view.at_door)
    known = [PickRow(each.seat, seat_line(words, each, titles)) for each in everybody]
    offers = []
    for each in everybody:
        rows = tuple(row for row in known if row.id != each.seat)
        first = each.perhaps.seat if each.perhaps else ""
        ask = words.say("Into which seat? That one stays")
        fields = (PickField(name="into", ask=ask, rows=rows, first=first), why(words))
        label = words.say("The same person as another seat: make the two one")
        says = words.say("Both devices open the seat that stays.")
        if rows:
            given = (("seat", each.seat),)
            offers.append(Offer("merge", label, given, fields, "", each.name, says, words.say("The two are one.")))
    return tuple(offers)


def remove(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A seat is taken back."""
    label, says = words.say("Take the seat back"), words.say("Whoever sits there is out at once.")
    return tuple(
        Offer("remove", label, (("seat", each.seat),), (why(words),), "", each.name, says, words.say("Taken back."))
        for each in (*seats(view), *view.at_door)
    )


# --- offers: desks


def give_desk(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Somebody gets a desk of their own, with a right."""
    if len(view.desks) >= MAX_DESKS:
        return ()
    rows = (
        PickRow(Right.CO_FACILITATOR, words.say("Co-facilitator: helps play on, and neither begins nor ends it")),
        PickRow(Right.OBSERVER, words.say("Observer: sees everything, marks and notes, and changes nothing")),
    )
    name = TextField(
        name="name", ask=words.say("Whose desk is it?"), limit=cmd.MAX_NAME, required=True,
        missing=lazy("a name is needed, so that you know whose desk it is."),
    )  # fmt: skip
    fields = (PickField(name="right", ask=words.say("What may they do?"), rows=rows), name)
    says = words.say("The link to it is shown once, to be handed on; it holds until you take it back.")
    title, done = words.say("A desk for somebody"), words.say("Given.")
    return (Offer("give_desk", words.say("give"), (), fields, "", title, says, done),)


def take_desk(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A desk is taken back."""
    says, done = words.say("Whoever sits there is out at once."), words.say("Taken back.")
    return tuple(
        Offer(
            "take_desk", words.say("Take the desk back"), (("desk", each.desk),), (why(words),), "",
            each.name, says, done,
        )
        for each in view.desks
    )  # fmt: skip


# --- offers: what is seen


def observe(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """Something was seen about a lesson."""
    rows = (*(PickRow(*each) for each in view.lessons), PickRow("", words.say("None of them: something else")))
    fields = (
        PickField(name="lesson", ask=words.say("About which lesson?"), rows=rows, required=False),
        text(words.say("What did you see?"), lazy("the mark is empty.")),
    )
    return tuple(
        Offer(
            "observe", words.say("mark"), (("syndicate", each.id),), fields, "",
            words.say("Mark, syndicate {id}", id=each.id), words.say("It goes into the report."), words.say("Marked."),
        )
        for each in view.syndicates
    )  # fmt: skip


def commit(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """What a syndicate means to do is written down; also after the end, in the hot wash."""
    fields = action_fields(words, words.say("What do they mean to do?"))
    says, done = words.say("It stands in the plan of its report."), words.say("Written down.")
    return tuple(
        Offer(
            "commit", words.say("action"), (("syndicate", each.id),), fields, "",
            words.say("Action of syndicate {id}", id=each.id), says, done,
        )
        for each in view.syndicates
    )  # fmt: skip


def tick(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """An action that is expected of a well-led team was seen, or was not after all."""
    offers = []
    for each in view.syndicates:
        for number, expected in enumerate(each.expected):
            seen = number not in each.seen
            given = (*about(each), ("action", str(number)), ("seen", str(seen)))
            label, done = words.say("seen") if seen else words.say("not seen"), words.say("Noted.")
            offers.append(Offer("tick", label, given, title=expected, done=done))
    return tuple(offers)


def note(words: Language, view: DeskView) -> tuple[Offer, ...]:
    """A note about the exercise as a whole."""
    field = text(words.say("What do you want to remember of this day?"), lazy("the note is empty."))
    says = words.say("It stands in the report of each syndicate.")
    return (
        Offer(
            "note", words.say("note"), (), (field,), "", words.say("A note for the report"), says, words.say("Noted.")
        ),
    )


# --- what they become


def for_each(kind: type[cmd.DeskCommand]) -> Build:
    """Return how an offer becomes a command for each syndicate that it goes to, each once under an id of its own."""

    def build(offer: Offer, values: Mapping[str, ActValue], id: str) -> tuple[cmd.Command, ...]:
        if values["syndicate"] != ALL:
            return once(kind)(offer, values, id)
        (field,) = (each for each in offer.fields if isinstance(each, PickField) and each.name == "syndicate")
        there = [row.id for row in field.rows if row.id != ALL]
        return tuple(
            made(kind, cmd.derived(id, each), {**dict(offer.given), **values, "syndicate": each}) for each in there
        )

    return build


# --- what is said where they are not offered


def _says(sentence: str) -> Passed[DeskView]:
    return lambda view, held: _not_played(view) or lazy(sentence)


def _not_played(view: DeskView) -> Message | None:
    if view.state is State.LOBBY:
        return lazy("play has not begun yet.")
    return lazy("the exercise is over already.") if view.state is State.ENDEX else None


def _row(view: DeskView, held: Mapping[str, object]) -> SyndicateRow | None:
    return next((each for each in view.syndicates if each.id == held.get("syndicate")), None)


def _of_syndicate(what: Callable[[SyndicateRow], Message | None]) -> Passed[DeskView]:
    """Of a syndicate: that it is not in play, or has come to its end; else what is said of it."""

    def says(view: DeskView, held: Mapping[str, object]) -> Message:
        row = _row(view, held)
        if stopped := _not_played(view):
            return stopped
        if row is not None and row.over:
            return lazy("syndicate {id} has come to its end.", id=row.id)
        return (what(row) if row is not None else None) or lazy("there is nothing that this can be done to now.")

    return says


def _of_table(what: Callable[[SyndicateRow], Message | None]) -> Passed[DeskView]:
    def says(row: SyndicateRow) -> Message:
        return (what(row) if row.inject else None) or (
            lazy("this is no longer on the table.")
            if row.inject
            else lazy("nothing is on the table of syndicate {id}.", id=row.id)
        )

    return _of_syndicate(says)


def _not_shown(row: SyndicateRow) -> Message | None:
    if not row.options or row.written:
        return lazy("there is nothing to choose on this table.")
    return lazy("the choices are shown already.") if row.shown else None


def _not_decided(row: SyndicateRow) -> Message | None:
    if not row.options:
        return lazy("“{title}” wants no decision.", title=row.title)
    return lazy("syndicate {id} has sent its answer: judge it.", id=row.id) if row.answer else None


def _not_judged(row: SyndicateRow) -> Message | None:
    return None if row.answer else lazy("syndicate {id} has not sent its answer yet.", id=row.id)


def _not_aside(row: SyndicateRow) -> Message | None:
    return lazy("“{title}” wants a decision.", title=row.title) if row.options or row.written else None


def _not_sent(view: DeskView, held: Mapping[str, object]) -> Message:
    if "inject" not in held:
        return _not_played(view) or lazy(
            "nothing is left in the tray that could still be sent; news is written on the spot."
            if view.tray
            else "the tray is empty: no inject of this scenario waits for you; news is written on the spot."
        )
    title = dict(view.tray).get(str(held.get("inject")))
    if title is None:
        return lazy("'{id}' is not in the tray.", id=str(held.get("inject"))[:60])

    def sent(row: SyndicateRow) -> Message:
        if held["inject"] in row.lapsed and held["inject"] not in row.had:
            return lazy(
                "“{title}” comes up no more in syndicate {id}: its last day has passed.", title=title, id=row.id
            )
        return lazy("“{title}” was sent to syndicate {id} already.", title=title, id=row.id)

    return _of_syndicate(sent)(view, held)


def _not_taken_out(view: DeskView, held: Mapping[str, object]) -> Message:
    def says(row: SyndicateRow) -> Message:
        if "inject" not in held:
            return lazy("nothing that you sent waits to come up in syndicate {id}.", id=row.id)
        return lazy("that waits no more to come up in syndicate {id}.", id=row.id)

    return _of_syndicate(says)(view, held)


def _not_withdrawn(view: DeskView, held: Mapping[str, object]) -> Message:
    def says(row: SyndicateRow) -> Message:
        if "news" not in held:
            return lazy("no news of yours stands in syndicate {id}.", id=row.id)
        return lazy("there is no such news, or it is withdrawn already.")

    return _of_syndicate(says)(view, held)


def _not_undone(view: DeskView, held: Mapping[str, object]) -> Message:
    row = _row(view, held)
    if row is None:
        return lazy("there is no such syndicate.")
    if not row.last:
        return _not_played(view) or lazy("syndicate {id} has decided nothing that could be taken back.", id=row.id)
    return _not_played(view) or lazy(
        "the last decision of syndicate {id} stays, for something has come after it: a text was laid aside, a gauge "
        "was changed or an inject sent by hand, or the one after it was taken back.",
        id=row.id,
    )


def _nobody(view: DeskView, held: Mapping[str, object]) -> Message:
    there = next((each for each in (*seats(view), *view.at_door) if each.seat == held.get("seat")), None)
    if there is not None:
        if held.get("syndicate"):
            return lazy("{name} is in syndicate {id} already.", name=there.name, id=there.syndicate)
        if "into" in held:
            return lazy("a seat cannot be merged with itself.")
        if "held" in held:
            return lazy("their roles have changed meanwhile; look again.")
        return lazy("this seat is let in already.")
    return lazy("nobody sits in that seat any more.")


def _everywhere(sentence: str) -> Passed[DeskView]:
    return lambda view, held: lazy(sentence)


ACTS: tuple[Act[DeskView], ...] = (
    Act("begin", HEAD, cmd.BeginPlay, begin, once(cmd.BeginPlay), lambda view, held: (
        lazy("the exercise is over already.") if view.state is State.ENDEX else lazy("play has begun already.")),
        key="b", title=lazy("begin"), help=lazy("Begin play.")),
    Act("pause", BOTH, cmd.PausePlay, pause, once(cmd.PausePlay), _says("the exercise is paused already."),
        key="p", title=lazy("pause"), help=lazy("Stop everybody.")),
    Act("resume", BOTH, cmd.ResumePlay, resume, once(cmd.ResumePlay), _says("the exercise is not paused."),
        key="p", title=lazy("go on"), help=lazy("Let everybody go on.")),
    Act("hold", BOTH, cmd.HoldSyndicate, hold, for_each(cmd.HoldSyndicate),
        _of_syndicate(lambda row: lazy("syndicate {id} is held already.", id=row.id) if row.held else None),
        key="h", title=lazy("hold"), help=lazy("Let a syndicate, or all, wait.")),
    Act("let_go", BOTH, cmd.LetGoOn, let_go, for_each(cmd.LetGoOn),
        _of_syndicate(lambda row: None if row.held else lazy("syndicate {id} is not held.", id=row.id)),
        key="h", title=lazy("let go"), help=lazy("Let those that wait go on.")),
    Act("gate", BOTH, cmd.SetGate, gate, once(cmd.SetGate),
        _everywhere("it is so already, or the exercise is over."),
        key="g", title=lazy("gate"),
        help=lazy("Stop each syndicate after each decision, or let each go on by itself.")),
    Act("decide", BOTH, cmd.DecideFor, decide, once(cmd.DecideFor), _of_table(_not_decided),
        key="c", title=lazy("decide"),
        help=lazy("Decide for the marked syndicate: a role nobody holds, a tie, time is up.")),
    Act("judge", BOTH, cmd.JudgeAnswer, judge, once(cmd.JudgeAnswer), _of_table(_not_judged),
        key="c", title=lazy("judge"), help=lazy("Judge the answer that it wrote.")),
    Act("lay_aside", BOTH, cmd.LayAside, lay_aside, once(cmd.LayAside), _of_table(_not_aside),
        key="c", title=lazy("lay aside"), help=lazy("Lay aside as read what wants no decision.")),
    Act("tray", BOTH, cmd.ReleaseInject, tray, for_each(cmd.ReleaseInject), _not_sent,
        key="i", title=lazy("tray"), help=lazy("Send an inject from the tray now.")),
    Act("news", BOTH, cmd.WriteNews, news, for_each(cmd.WriteNews), _of_syndicate(lambda row: None),
        key="w", title=lazy("news"), help=lazy("Write news on the spot.")),
    Act("message", BOTH, cmd.SendLetter, message, once(cmd.SendLetter), _everywhere("there is nobody to write to."),
        key="m", title=lazy("message"), help=lazy("Write to everybody, a syndicate or a seat.")),
    Act("withdraw_inject", BOTH, cmd.WithdrawInject, withdraw_inject, for_each(cmd.WithdrawInject),
        _not_taken_out,
        key="z", title=lazy("take back"), help=lazy("Take an inject out again before it comes up.")),
    Act("withdraw_news", BOTH, cmd.WithdrawNews, withdraw_news, once(cmd.WithdrawNews),
        _not_withdrawn,
        key="z", title=lazy("take back"), help=lazy("Withdraw news.")),
    Act("withdraw_letter", BOTH, cmd.WithdrawLetter, withdraw_letter, once(cmd.WithdrawLetter),
        lambda view, held: lazy(
            "there is no such letter, or it is withdrawn already."
            if "letter" in held
            else "there is no letter of yours that could be withdrawn."),
        key="z", title=lazy("take back"), help=lazy("Withdraw a letter; that it was is seen.")),
    Act("undo", HEAD, cmd.TakeDecisionBack, undo, once(cmd.TakeDecisionBack),
        _not_undone,
        key="z", title=lazy("take back"), help=lazy("Take a syndicate's last decision back, with a reason.")),
    Act("adjust", HEAD, cmd.AdjustGauge, adjust, once(cmd.AdjustGauge), _of_syndicate(lambda row: None),
        key="j", title=lazy("gauge"), help=lazy("Change a gauge, with a reason that stands in the report.")),
    Act("observe", ALL_THREE, cmd.MarkLesson, observe, once(cmd.MarkLesson),
        _everywhere("there is no such syndicate."),
        key="o", title=lazy("mark"), help=lazy("Mark something you saw about a lesson.")),
    Act("tick", ALL_THREE, cmd.TickAction, tick, once(cmd.TickAction),
        _everywhere("that is not expected of what is on the table now, or it is noted already."),
        key="l", title=lazy("expected"), help=lazy("Tick what is expected of a well-led team, as you see it done.")),
    Act("commit", BOTH, cmd.CommitAction, commit, once(cmd.CommitAction), _everywhere("there is no such syndicate."),
        key="n", title=lazy("note"), help=lazy("Write down what a syndicate means to do, for its plan.")),
    Act("note", ALL_THREE, cmd.NoteForAll, note, once(cmd.NoteForAll), _everywhere("this note has no place."),
        key="n", title=lazy("note"), help=lazy("Write a note on the whole day; it goes into the report.")),
    Act("wall", BOTH, cmd.ShowOnWall, wall, once(cmd.ShowOnWall),
        _everywhere("that has come up nowhere yet, or is on the wall, or off it, already."),
        title=lazy("wall"), help=lazy("Lay the syndicates side by side at one inject on the wall, or take that down.")),
    Act("minutes", BOTH, cmd.SetMinutes, minutes, once(cmd.SetMinutes), _of_table(lambda row: None),
        key="u", title=lazy("minutes"), help=lazy("Give the inject on the table more or less time.")),
    Act("show", BOTH, cmd.RevealChoices, show, once(cmd.RevealChoices), _of_table(_not_shown),
        key="x", title=lazy("show choices"), help=lazy("Lay the choices made so far open.")),
    Act("admit", BOTH, cmd.LetIn, admit, once(cmd.LetIn), _nobody,
        key="k", title=lazy("seats"), help=lazy("Let somebody in.")),
    Act("roles", BOTH, cmd.GiveRoles, roles, once(cmd.GiveRoles), _nobody,
        key="k", title=lazy("seats"), help=lazy("Give roles.")),
    Act("swap", BOTH, cmd.SwapRoles, swap, once(cmd.SwapRoles), _nobody,
        key="k", title=lazy("seats"), help=lazy("Have two people change roles.")),
    Act("observing", BOTH, cmd.SetObserving, watch, once(cmd.SetObserving), _nobody,
        key="k", title=lazy("seats"), help=lazy("Let somebody observe, or play again.")),
    Act("move", BOTH, cmd.MoveSeat, move, once(cmd.MoveSeat), _nobody,
        key="k", title=lazy("seats"), help=lazy("Move somebody to another syndicate.")),
    Act("merge", BOTH, cmd.MergeSeats, merge, once(cmd.MergeSeats), _nobody,
        key="k", title=lazy("seats"), help=lazy("Make two seats of one person one.")),
    Act("remove", HEAD, cmd.TakeSeatBack, remove, once(cmd.TakeSeatBack), _nobody,
        key="k", title=lazy("seats"), help=lazy("Take a seat back.")),
    Act("give_desk", HEAD, cmd.GiveDesk, give_desk, once(cmd.GiveDesk),
        _everywhere("there are as many desks as may be; take one back first."),
        key="k", title=lazy("seats"),
        help=lazy("Give a co-facilitator or an observer a desk of their own: the pass is a link.")),
    Act("take_desk", HEAD, cmd.TakeDeskBack, take_desk, once(cmd.TakeDeskBack),
        _everywhere("nobody has that desk any more."),
        key="k", title=lazy("seats"), help=lazy("Take a desk back.")),
    Act("deal", BOTH, cmd.DealRoles, deal, for_each(cmd.DealRoles),
        _everywhere("there is nothing to deal: everybody has a role, or nobody is there to hold one."),
        key="r", title=lazy("deal roles"), help=lazy("Deal the roles that nobody holds, or all by heads.")),
    Act("role_set", BOTH, cmd.SetRoles, role_set, once(cmd.SetRoles),
        _everywhere("there is no such syndicate, or the exercise is over."),
        key="r", title=lazy("deal roles"), help=lazy("Say which roles are held in a syndicate.")),
    Act("reasons", HEAD, cmd.RequireReasons, reasons, once(cmd.RequireReasons),
        _everywhere("it is so already, or the exercise is over."),
        key="s", title=lazy("reasons"), help=lazy("Ask a reason of every choice, or leave it open.")),
    Act("memory", HEAD, cmd.AskRecall, memory, once(cmd.AskRecall), _everywhere("it is so already."),
        key="s", title=lazy("from memory"),
        help=lazy("Ask each seat from memory before its debrief opens, or leave that out.")),
    Act("endex", HEAD, cmd.GiveEndex, endex, once(cmd.GiveEndex), _everywhere("the exercise is over already."),
        key="e", title=lazy("ENDEX"), help=lazy("End the exercise for everybody; asks once.")),
)  # fmt: skip
"""Everything that a desk can do, with who may."""

BY_ID = {act.id: act for act in ACTS}


def offered_at_desk(
    words: Language, view: DeskView, right: Right, acts: Collection[str] = BY_ID.keys()
) -> dict[str, tuple[Offer, ...]]:
    """Return what of some acts a desk of some right can do now, by act; by default of all of them."""
    return {id: BY_ID[id].offers(words, view) for id in acts if right in BY_ID[id].rights}


def passed_at_desk(view: DeskView, right: Right, acts: Collection[str], syndicate: str) -> tuple[Message, ...]:
    """Return why each of some acts, as far as a desk of some right may do them, cannot be done to a syndicate."""
    return tuple(dict.fromkeys(
        BY_ID[id].passed(view, {"syndicate": syndicate}) for id in acts if right in BY_ID[id].rights
    ))  # fmt: skip


def desk_commands(offer: Offer, typed: Mapping[str, str], id: str) -> Sequence[cmd.DeskCommand]:
    """Return what is sent for an offer that was filled in, a command for each syndicate that it goes to.

    Args:
        offer: what is done.
        typed: what its fields hold, as text.
        id: of this sending, the same when it is sent again.

    Raises:
        Complaint: the first that a field makes.
    """
    sent = BY_ID[offer.act].build(offer, offer.read(typed), id)
    return [each for each in sent if isinstance(each, cmd.DeskCommand)]
