"""The first page as a section: at most 250 words and one chart, by construction.

Each block is a list of clauses. Where they are too many words, those that are needed least are left out first, then
labels and quotations are cut. "Should", "best", "wrong", "missed", "failed to", "lost" and "only" are never said of a
decision; what stands in quotation marks, titles and labels is the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from game.exercise import recalling
from game.faces import debrief_numbers
from game.faces.model import (
    Block,
    Chart,
    ChartMarks,
    FaceDocument,
    Items,
    Para,
    Section,
    TextSpan,
    para,
    plain,
    strong,
)
from game.faces.spoken import capital
from game.record.events import How
from game.report.front_model import At, Front, Parted, Position
from game.report.model import Debrief, GaugePart, RecallPart
from game.words import Language

WORDS = 250
"""The most that a first page holds."""

ID = "front"

TITLED = 9
"""With so many words of a label there is room for what can be seen or thought of beside it."""

NAME = 5
"""So many words of a title are always shown."""

SCATTERED = 3
"""From so many gaps on decisions are counted and not listed."""

OWN = 9
"""So many words more than of a label are shown of a sentence of one's own."""

KEEP = 0
"""The place of a clause that is never left out; of the others those with the greatest place go first."""


@dataclass(frozen=True, slots=True)
class _Room:
    """How much room there is: clauses that are kept, words of a label, of a quotation."""

    clauses: int
    label: int
    quote: int
    event: int
    """Of what luck brought, which is told to the end of a sentence."""


_ROOMS = (
    *(_Room(clauses, 11, 24, 20) for clauses in range(7, 1, -1)),
    _Room(2, 9, 24, 20), _Room(2, 9, 24, 14), _Room(1, 9, 24, 14), _Room(1, 7, 24, 11), _Room(1, 7, 16, 11),
    _Room(1, 5, 12, 9), _Room(1, 5, 8, 8),
    _Room(1, 4, 6, 6), _Room(1, 3, 4, 4),
)  # fmt: skip
"""From the widest to the narrowest."""

_REMEMBERED = {
    "weight": recalling.WEIGHED, "positions": recalling.WEIGHED, "unheard": recalling.UNKNOWN,
    "luck": recalling.LUCK, "exchange": recalling.EXCHANGE, "monday": recalling.PLAN,
}  # fmt: skip
"""Which answer from memory stands in which block."""

Clause = tuple[int, str]
"""Its place, and what it says; nothing where there is nothing to say."""


def section(words: Language, debrief: Debrief, lead: str = "") -> Section:
    """Return the first page of a debrief; ``lead`` comes before its ids where there are several on one page."""
    front = debrief.front
    assert front is not None
    for room in _ROOMS:
        made = _Page(words, front, room, debrief.recalled).section(_chart(words, debrief, front, lead), lead)
        if count(made) <= WORDS:
            break
    return made


def sentences(words: Language, debrief: Debrief) -> dict[str, str]:
    """Return what each block of a first page says where there is room for all of it, and its head."""
    if debrief.front is None:
        return {}
    page = _Page(words, debrief.front, _ROOMS[0])
    if not debrief.front.decisions:
        return {"head": page.head()}
    told = {"head": page.head()}
    for key, _, clauses in page.blocks():
        page.named.clear()  # each is read alone
        told[key] = " ".join(clause for _, clause in clauses if clause)
    return told


def document(words: Language, debrief: Debrief) -> FaceDocument:
    """Return the first page alone."""
    made_of = words.say("Run {run}, seed {seed}.", run=debrief.run, seed=debrief.seed)
    banner = (TextSpan(words.say("Debrief")),)
    return FaceDocument(
        debrief.title, words.code, (section(words, debrief),), (words.message(debrief.clock),), banner,
        foot=(made_of, *pins(words, (debrief,))),
    )  # fmt: skip


def pins(words: Language, debriefs: Iterable[Debrief]) -> tuple[str, ...]:
    """Return a line for the foot that says of which logs a form is; none where nothing is pinned."""
    found = ", ".join(dict.fromkeys(each.pin for each in debriefs if each.pin))
    return (words.say("Log {pins}.", pins=found),) if found else ()


def count(shown: Section) -> int:
    """Return how many words a first page holds: its title and its paragraphs and lists, the chart apart."""
    said = [plain(block.text) for block in shown.blocks if isinstance(block, Para)]
    said += [plain(item.text) for block in shown.blocks if isinstance(block, Items) for item in block.items]
    return len(" ".join((shown.title, *said)).split())


def cut(said: str, most: int) -> str:
    """Return a text of so many words and one, or so many and what says that more is left out."""
    found = said.split()
    whole = len(found) <= most + 1  # one word more takes no more room than what says that it is left out
    return " ".join(found) if whole else f"{' '.join(found[:most]).rstrip(',;:.')} …"


def cut_whole(said: str, most: int) -> str:
    """Return as many whole sentences as are no more than so many words, so that what happened is not broken off.

    Where the first alone is longer it ends behind one of its clauses, or else at a word.
    """
    found = " ".join(said.split())
    if len(found.split()) <= most:
        return found
    ends = [at.end() for at in _SENTENCE_END.finditer(found) if len(found[: at.end()].split()) <= most]
    if not ends:
        fewest = most // 2
        ends = [at.start() for at in _CLAUSE_END.finditer(found) if fewest <= len(found[: at.start()].split()) <= most]
    return f"{found[: ends[-1]]} …" if ends else cut(found, most)


_SENTENCE_END = re.compile(r"[.!?][”\"’')]*(?= [“\"‘'(]?[^\W\d_a-z])")
_CLAUSE_END = re.compile(r"[,;:](?= )")


class _Page:
    """One page for one room."""

    def __init__(self, words: Language, front: Front, room: _Room, recalled: Iterable[RecallPart] = ()) -> None:
        self.words, self.front, self.room = words, front, room
        self.recalled = {each.prompt: each for each in recalled}
        self.named: set[int] = set()
        """Decisions of which the title was told: from then on their number is enough."""

    def section(self, chart: Chart | None, lead: str) -> Section:
        words, front = self.words, self.front
        made: list[Block] = [para(self.head(), role="lead")]
        if front.decisions:
            for key, name, told in self.blocks():
                clauses = (*self.remembered(key), *told, *self.named_apart(key))
                said = " ".join(clause for place, clause in clauses if clause and place < self.room.clauses)
                made.append(para(strong(f"{name}. "), said))
        else:
            made.append(para(words.say("No decision was taken; there is nothing to weigh.")))
        if chart is not None:
            made.append(chart)
        if front.method != "none" and front.decisions:
            foot = words.say("Reach and luck are worked out with every rule known; nobody at the table knew them.")
            if front.method == "about":
                foot += words.say(" About: a mean of 400 random ways on.")
            if front.coming:
                foot += words.say(" More is being worked out, and fills in.")
            made.append(para(foot, role="note"))
        title = words.say("First page")
        return Section(f"{lead}{ID}", title, tuple(made), name=title)

    def blocks(self) -> Iterator[tuple[str, str, Iterable[Clause]]]:
        """Yield each block's key, its name and its clauses."""
        words, front = self.words, self.front
        if front.gauges:
            yield "weight", words.say("What weighed most"), self.weight()
            yield "parted", words.say("Known and true"), self.parted()
        else:
            yield "positions", words.say("Side by side"), self.positions()
            yield "moved", words.say("What moved"), self.moved()
            yield "apart", words.say("A sentence against it"), self.apart()
        yield "unheard", words.say("Not heard"), self.unheard()
        if front.gauges:
            yield "luck", words.say("Luck"), self.luck()
        yield "exchange", words.say("Bought and paid"), self.exchange()
        yield "monday", words.say("For Monday"), self.monday()

    # --- what the reader said from memory

    def remembered(self, key: str) -> Iterator[Clause]:
        """What was said of this block before anything was shown, in a few words."""
        words, told = self.words, self.recalled.get(_REMEMBERED.get(key, ""))
        if told is None:
            return
        text = f"“{cut(told.text, max(4, self.room.quote // 2))}”" if told.text else ""
        sure = self.recalled.get(recalling.LUCK)
        if told.number:
            which = words.say("You named {decision}", decision=self.decision(told.number, told.title))
        elif told.pick == recalling.NOWHERE:
            which = words.say("You said nowhere")
        elif told.pick:
            which = words.say("You said none")
        else:
            which = words.say("You wrote") if told.prompt == recalling.PLAN else words.say("You said")
        if told.prompt == recalling.WEIGHED and told.pick and sure is not None and sure.sure is not None:
            which = words.say("{said}, sure {n} of 10", said=which, n=sure.sure)
        if told.number and text:
            yield KEEP, words.say("{named}, because {text}.", named=which, text=text)
        elif told.pick or text:
            yield KEEP, f"{which}: {text}" if text else f"{which}."

    def named_apart(self, key: str) -> Iterator[Clause]:
        """Where another decision was named than the page names: no answer is right."""
        told, found = self.recalled.get(recalling.WEIGHED), self.front.weight
        if key == "weight" and told is not None and told.number and found and told.number != found.at.number:
            yield (
                3,
                self.words.say(
                    "You named decision {n}, the page names decision {other}. It weighs by what stays within reach; "
                    "what do you weigh by?",
                    n=told.number, other=found.at.number,
                ),
            )  # fmt: skip

    # --- pieces

    def label(self, said: str) -> str:
        return cut(said, self.room.label)

    def name(self, said: str) -> str:
        """What has a name of its own: it is cut where nothing else is left to cut."""
        return cut(said, NAME) if self.room.label < NAME else said

    def scale(self, scale: tuple[int, int]) -> str:
        """The ends of a gauge's range; where there is no room for them they stand at the chart."""
        if self.room.label < TITLED:
            return ""
        return self.words.say(" ({least} to {most})", least=scale[0], most=scale[1])

    def quote(self, said: str) -> str:
        return cut_whole(said, self.room.quote)

    def own(self, said: str) -> str:
        """A group's own sentence, in the middle of one of the page's."""
        return cut(said, self.room.label + OWN).rstrip(".")

    def figure(self, value: float, about: bool = False) -> str:
        said = self.words.number(value, 1) if value != int(value) else str(int(value))
        return self.words.say("about {n}", n=said) if about else said

    def decision(self, n: int, title: str) -> str:
        """A decision in the middle of a sentence: a number alone says nothing to whoever reads it first."""
        if n in self.named:
            return self.words.say("decision {n}", n=n)
        self.named.add(n)
        return self.words.say("decision {n}, “{title}”", n=n, title=self.label(title))

    def decisions(self, numbers: Sequence[int]) -> str:
        """Several of them by their numbers; of many that lie scattered how many they are."""
        listed = in_runs(self.words, numbers)
        if listed.count(",") >= SCATTERED:
            return self.words.say("{n} decisions from {first} on", n=len(numbers), first=numbers[0])
        return self.words.many("decision {numbers}", "decisions {numbers}", len(numbers), numbers=listed)

    def head(self) -> str:
        words, front = self.words, self.front
        decisions = words.many("{n} decision", "{n} decisions", front.decisions)
        named = "; ".join(self.label(each) for each in front.endings[:2])
        more = len(front.endings) - 2
        if front.finished and more > 0:
            how = words.say("How it ended: {endings}; {n} more.", endings=named, n=more)
        elif front.finished and named:
            how = words.say("How it ended: {endings}.", endings=named)
        elif front.finished:
            how = words.say("It ran to its end.")
        elif front.on_table and not front.cut_off:
            how = words.say(
                "Not finished: so far to {when}, where “{title}” is on the table.",
                when=front.when, title=self.label(front.on_table),
            )  # fmt: skip
        elif not front.cut_off:
            how = words.say("Not finished: so far to {when}.", when=front.when)
        elif front.on_table:
            how = words.say(
                "Cut off on {when}, “{title}” on the table and not decided.",
                when=front.when, title=self.label(front.on_table),
            )  # fmt: skip
        else:
            how = words.say("Cut off on {when}.", when=front.when)
        if self.room.label < TITLED:  # it stands over every form
            return words.say("{decisions}. {how}", decisions=decisions, how=how)
        return words.say("{scenario}, {decisions}. {how}", scenario=front.title, decisions=decisions, how=how)

    def took(self, at: At, option: str) -> str:
        """Which decision, and who took what; where it is the one that was named from memory, it is not named twice."""
        words, told = self.words, self.recalled.get(recalling.WEIGHED)
        values = {"who": self.chose(at, option), "when": at.when}
        if told is not None and told.number == at.number:
            return words.say("It weighed most ({when}): {who}", **values)
        return words.say("{decision} ({when}): {who}", decision=capital(self.decision(at.number, at.title)), **values)

    def chose(self, at: At, option: str) -> str:
        """Who took what, behind a colon."""
        values = {"option": self.label(option)}
        match at.how:
            case How.LEADER:
                return self.words.say("the deciding role chose “{option}”.", **values)
            case How.VOTE:
                return self.words.say("the vote took “{option}”.", **values)
            case How.FACILITATOR:
                return self.words.say("the facilitator took “{option}”.", **values)
            case How.TIMER:
                return self.words.say("time ran out and the facilitator took “{option}”.", **values)
            case How.COLLEAGUE:
                return self.words.say("your colleague took “{option}”.", **values)
            case How.JUDGED:
                return self.words.say("your answer was read as “{option}”.", **values)
            case _:
                return self.words.say("you chose “{option}”.", **values)

    def not_yet(self) -> str:
        """What is said where reach was not worked out."""
        return self.front.how or self.words.say("Not worked out yet.")

    # --- the blocks

    def weight(self) -> Iterator[Clause]:
        yield from self.weighed()
        if self.front.unweighed:
            numbers = self.decisions(self.front.unweighed)
            yield 3, self.words.say("Changed by hand, so not weighed: {numbers}.", numbers=numbers)

    def weighed(self) -> Iterator[Clause]:
        words, front, found = self.words, self.front, self.front.weight
        if front.method == "none":
            yield KEEP, self.not_yet()
            return
        if found is None:
            yield KEEP, words.say("No single choice put a twentieth of any gauge out of reach.")
            return
        yield KEEP, self.took(found.at, found.option)
        values = {
            "gauge": self.name(found.gauge_title), "scale": self.scale(found.scale),
            "before": self.figure(found.before, found.about),
            "after": self.figure(found.after, found.about), "other": self.label(found.other),
            "kept": self.figure(found.kept, found.about),
        }  # fmt: skip
        yield (
            KEEP,
            words.say(
                "{gauge}{scale}: {before} was within reach before it, {after} after it; “{other}” kept {kept}.",
                **values,
            ),
        )
        if not found.gain:
            yield KEEP, words.say("No gauge could end higher in return: what was seen in it?")
            return
        gain = {"gauge": self.name(found.gain), "n": self.figure(found.gain_points, found.gain_about)}
        if self.room.label < TITLED and found.gain_low:
            yield KEEP, words.say("In return, {gauge} could end {n} lower.", **gain)
        elif self.room.label < TITLED:
            yield KEEP, words.say("In return, {gauge} could end {n} higher.", **gain)
        elif found.gain_low:
            yield KEEP, words.say("In return, {gauge} could end {n} lower than by that other way.", **gain)
        else:
            yield KEEP, words.say("In return, {gauge} could end {n} higher than by that other way.", **gain)

    def parted(self) -> Iterator[Clause]:
        words, found = self.words, self.front.parted
        if found is None:
            nothing = words.say("What you were shown stayed within a twentieth of the truth.")
            yield KEEP, nothing if self.front.unseen else words.say("Every gauge was shown as it was.")
            return
        values = {"gauge": self.name(found.gauge_title), "decision": self.decision(found.at.number, found.at.title),
                  "known": found.known, "true": found.true}  # fmt: skip
        if found.shown == "assessed":
            yield KEEP, words.say("{gauge}: at {decision}, you went by {known}; it was {true}.", **values)
        else:
            yield (
                KEEP,
                words.say("{gauge} is never shown: {known} at first, {true} by {decision}.", **values),
            )
        numbers = self.decisions(found.during)
        if found.cost:
            cost = self.figure(found.cost, found.about)
            yield (
                KEEP,
                words.say("What was chosen so ({numbers}) put {cost} of it out of reach.", numbers=numbers, cost=cost),
            )
        elif len(found.during) > 1:
            yield 2, words.say("Taken so: {numbers}.", numbers=numbers)
        if found.look:
            yield 3, words.say("An option that shows it was open at decision {n}.", n=found.look)

    def unheard(self) -> Iterator[Clause]:
        words, front, found = self.words, self.front, self.front.unheard
        if found is None:
            if front.withheld:
                yield KEEP, words.say("What other seats alone knew is left out of this copy.")
            elif any(each.held for each in front.facts):
                yield KEEP, words.say("Every paper on the table was opened, every fact told.")
            elif front.papers:
                yield KEEP, words.say("Every paper on the table was opened.")
            else:
                yield KEEP, words.say("No papers lay on the table.")
            return
        values = {"decision": self.decision(found.at.number, found.at.title), "role": found.role,
                  "title": self.label(found.title),
                  "line": self.quote(found.line)}  # fmt: skip
        if found.kind == "fact" and not found.role:
            yield KEEP, words.say("At {decision}, a fact that one seat held was not marked as told.", **values)
        elif found.kind == "fact":
            yield (
                KEEP,
                words.say(
                    "At {decision}, the {role} alone held this, and it was not marked as told: “{line}”", **values
                ),
            )
        elif found.line:
            yield KEEP, words.say("At {decision}, the paper “{title}” stayed closed: “{line}”", **values)
        else:
            yield KEEP, words.say("At {decision}, the paper “{title}” stayed closed.", **values)
        yield (
            4,
            words.say("What would it have changed?") if found.kind == "fact" else words.say("Would it have moved you?"),
        )

    def luck(self) -> Iterator[Clause]:
        words, front, found = self.words, self.front, self.front.luck
        if found is None:
            if not front.draws:
                yield KEEP, words.say("No draw of chance came up.")
            elif front.method == "none":
                yield KEEP, words.say("What the draws changed is not worked out yet.")
            else:
                yield KEEP, words.say("No draw moved a gauge by a fiftieth.")
            return
        drawn = self.words.say(", “{drawn}”", drawn=cut_whole(found.text, self.room.event)) if found.text else ""
        values = {"decision": self.decision(found.at.number, found.at.title), "drawn": drawn,
                  "odds": words.odds(*found.odds),
                  "points": self.figure(found.points, found.about), "gauge": self.name(found.gauge_title)}  # fmt: skip
        if found.more:
            yield (
                KEEP,
                words.say(
                    "At {decision}{drawn} ({odds}): after it {gauge} could end {points} higher than expected.",
                    **values,
                ),
            )
        else:
            yield (
                KEEP,
                words.say(
                    "At {decision}{drawn} ({odds}): after it {gauge} could end {points} lower than expected.",
                    **values,
                ),
            )
        choice = self.figure(found.choice, found.about)
        if not found.at.own:
            yield 1, words.say("The choice, taken for you, put {n} out of reach.", n=choice)
        elif found.choice:
            yield 1, words.say("The choice itself put {n} out of reach.", n=choice)
        else:
            yield 1, words.say("The choice itself put nothing out of reach.")

    def exchange(self) -> Iterator[Clause]:
        words, found = self.words, self.front.exchange
        if found is None:
            yield KEEP, words.say("No choice served one lesson at the cost of another.")
            return
        yield KEEP, words.say(
            "{decision}: it bought “{bought}” and paid with “{paid}”.",
            decision=capital(self.decision(found.at.number, found.at.title)),
            bought=self.name(found.bought), paid=self.name(found.paid),
        )  # fmt: skip
        yield 6, words.say("Bought: “{because}”", because=cut_whole(found.bought_because, 14))
        yield 5, words.say("Paid: “{because}”", because=cut_whole(found.paid_because, 14))

    def monday(self) -> Iterator[Clause]:
        words, found = self.words, self.front.monday
        if found is None:
            yield KEEP, words.say("Which of these choices would you make again at once?")
        elif found.probe:
            yield KEEP, f"“{found.probe}”"
        else:
            yield KEEP, words.say("“{lesson}”: what stood in its way?", lesson=found.title)
        yield KEEP, words.say("Where does that choice come up next in your own work? “When …, I will …”")

    # --- a discussion

    def positions(self) -> Iterator[Clause]:
        words = self.words
        for each in self.front.positions:
            values = {
                "n": each.at.number, "title": self.label(each.at.title), "m": each.again_at,
                "first": self.own(each.first_words) or self.label(each.first),
                "again": self.own(each.again_words) or self.label(each.again),
            }  # fmt: skip
            if not each.again_at:
                yield KEEP, words.say("Decision {n}, “{title}”: “{first}”.", **values)
            elif each.how in ("moved", "kept in other words"):
                yield KEEP, words.say("Decision {n}, “{title}”: “{first}”; at decision {m} “{again}”.", **values)
            elif each.how == "left":
                yield KEEP, words.say("Decision {n}, “{title}”: “{first}”; at decision {m} left unopened.", **values)
            else:
                yield KEEP, words.say("Decision {n}, “{title}”: “{first}”; the same at decision {m}.", **values)
            if each.first_words and each.how == "moved":
                read = {"first": cut(each.first, 5), "again": cut(each.again, 5)}
                place = KEEP if each.first_words == each.again_words else 4  # else nothing would have moved
                yield place, words.say("(Read as “{first}”, then “{again}”.)", **read)
            elif each.first_words:
                yield 5, words.say("(Read as “{first}”.)", first=cut(each.first, 5))

    def moved(self) -> Iterator[Clause]:
        words, found = self.words, self.front.positions
        said = (
            ("moved", words.say("Moved: {numbers}.")), ("kept", words.say("Kept: {numbers}.")),
            ("kept in other words", words.say("Kept, in other words: {numbers}.")),
            ("left", words.say("Left as it was: {numbers}.")), ("not yet", words.say("Not asked again: {numbers}.")),
        )  # fmt: skip
        told = False
        for how, sentence in said:
            numbers = _numbers(each for each in found if each.how == how)
            if numbers:
                told = True
                yield KEEP, sentence.format(numbers=numbers)
        if any(each.how == "moved" for each in found):
            yield KEEP, words.say("Which fact, or which person, moved it?")
        elif any(each.again_at for each in found):
            yield KEEP, words.say("Is the reason still the same?")
        elif not told:
            yield KEEP, words.say("Each question was asked once.")

    def apart(self) -> Iterator[Clause]:
        words = self.words
        if not self.front.apart:
            yield KEEP, words.say("None was written down, or none may be quoted.")
        for title, said in self.front.apart[:1]:
            yield KEEP, words.say("“{said}” ({title})", said=self.quote(said), title=self.label(title))


def in_runs(words: Language, numbers: Iterable[int]) -> str:
    """Return numbers in order; three or more that follow each other as the first and the last of them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [
        [words.say("{first} to {last}", first=run[0], last=run[-1])] if len(run) > 2 else map(str, run) for run in runs
    ]
    return ", ".join(part for run in shown for part in run)


def _numbers(some: Iterable[Position]) -> str:
    return ", ".join(str(each.at.number) for each in some)


# --- the chart


def _chart(words: Language, debrief: Debrief, front: Front, lead: str) -> Chart | None:
    """The gauge of block 2, else of block 1, on the whole of its scale."""
    parted, weight = front.parted, front.weight
    wanted = parted.gauge if parted else weight.gauge if weight else ""
    part = next((each for each in debrief.gauges if each.id == wanted), None)
    if part is None:
        return None
    days = max(1, debrief.day)
    made = debrief_numbers.gauge(words, part, days, debrief_numbers.decision_marks(debrief), debrief.ticks)
    luck = front.luck
    says_apart = words.say("{n} apart", n=abs(parted.true - parted.known)) if parted else ""
    told = ChartMarks(
        weighed=_mark(made.marks, weight.at) if weight and weight.gauge == part.id else None,
        apart=(parted.at.day, parted.true, parted.known) if parted and parted.shown == "assessed" else None,
        says=says_apart,
        luck=luck.at.day if luck and luck.gauge == part.id else None,
    )
    says = _says(words, part, parted, front.finished or front.cut_off)
    return replace(made, id=f"{lead}front-{made.id}", told=told, says=says)


def _mark(marks: Sequence[tuple[int, str]], at: At) -> tuple[int, str] | None:
    """The mark of the day on which a decision was taken."""
    return next((each for each in marks if each[0] == at.day), None)


def _says(words: Language, part: GaugePart, parted: Parted | None, over: bool) -> str:
    values = {"gauge": part.title, "start": part.start, "final": part.final, "known": part.known}
    if parted is None or part.shown != "assessed":
        if not over:
            return words.say("{gauge}: {start} at the start, {final} so far.", **values)
        return words.say("{gauge}: {start} at the start, {final} at the end.", **values)
    apart = abs(parted.true - parted.known)
    if not over:
        return words.say(
            "True and known {gauge}: {start} and {start} at the start, {apart} apart at decision {n}, {final} and "
            "{known} so far.",
            apart=apart, n=parted.at.number, **values,
        )  # fmt: skip
    return words.say(
        "True and known {gauge}: {start} and {start} at the start, {apart} apart at decision {n}, {final} and {known} "
        "at the end.",
        apart=apart, n=parted.at.number, **values,
    )  # fmt: skip
