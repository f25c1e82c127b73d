"""The head of a class's page as sections: where the syndicates parted, and then the first page of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from game.faces import front_page
from game.faces.front_page import WORDS, count, cut
from game.faces.model import Block, FaceDocument, Item, Items, Section, TextSpan, aside, para, strong, text
from game.report.class_front import LETTERS, ClassFront, FrontRow, class_front
from game.report.front import for_class
from game.report.model import Debrief
from game.words import Language

LABELS = (11, 9, 7, 5, 4, 3)
"""Words of a label, from the widest to the narrowest page."""


def sections(words: Language, named: Sequence[tuple[str, Debrief]]) -> tuple[Section, ...]:
    """Return the class's own head and the first page of each syndicate, as the whole class may read them.

    ``named`` are the names that the class used that day, and the debriefs; each has a letter beside it, for charts.
    """
    lettered = [(LETTERS[place], debrief) for place, (_, debrief) in enumerate(named)]
    made = [head(words, class_front(lettered), [name for name, _ in named])]
    for (letter, debrief), (name, _) in zip(lettered, named, strict=True):
        if debrief.front:
            shown = replace(debrief, front=for_class(debrief.front))
            title = words.say("First page of {letter}, {name}", letter=letter, name=name)
            made.append(replace(front_page.section(words, shown, f"{letter.lower()}-"), title=title, name=""))
    return tuple(made)


def document(words: Language, title: str, named: Sequence[tuple[str, Debrief]]) -> FaceDocument:
    """Return them as a report."""
    facts = (words.many("{n} syndicate", "{n} syndicates", len(named)),)
    banner = (TextSpan(words.say("Debrief of a class")),)
    foot = front_page.pins(words, (each for _, each in named))
    return FaceDocument(title, words.code, sections(words, named), facts, banner, foot)


def head(words: Language, front: ClassFront, names: Sequence[str]) -> Section:
    """Return the class's own first page: at most 250 words; ``names`` are those of its syndicates, in their order."""
    for label in LABELS:
        made = _head(words, front, names, label)
        if count(made) <= WORDS:
            break
    return made


def _head(words: Language, front: ClassFront, names: Sequence[str], label: int) -> Section:
    title = words.say("First page")
    return Section(front_page.ID, title, tuple(_blocks(words, front, names, label)), name=title)


def _blocks(words: Language, front: ClassFront, names: Sequence[str], label: int) -> Iterable[Block]:
    count = words.many("{n} syndicate", "{n} syndicates", front.syndicates)
    yield para(words.say("{scenario}, {syndicates}.", scenario=front.title, syndicates=count), role="lead")
    where = words.say("Where you parted")
    if front.split:
        said = words.say(
            "“{title}”: {n} different options.", title=cut(front.split.title, label), n=front.split.options
        )
        yield para(strong(f"{where}. "), said)
        yield Items(tuple(_row(words, *each, label) for each in zip(front.split.rows, names, strict=True)))
    else:
        yield para(strong(f"{where}. "), words.say("Nowhere: each decision that several took was the same."))
    if front.untold:
        facts = words.many("{n} fact", "{n} facts", front.untold.facts)
        said = words.say(
            "At “{title}” up to {facts} not marked as told, in {n} of {of} syndicates.",
            title=cut(front.untold.title, label), facts=facts, n=front.untold.syndicates, of=front.untold.of,
        )  # fmt: skip
        yield para(strong(f"{words.say('Not told')}. "), said)
    if front.alike:
        said = words.say("“{title}”: all took “{option}”. Was there another case?",
                         title=cut(front.alike.title, label), option=cut(front.alike.option, label))  # fmt: skip
        yield para(strong(f"{words.say('All alike')}. "), said)
    yield para(strong(f"{words.say('For Monday')}. "), " ".join(_monday(words, front)))


def _row(words: Language, row: FrontRow, name: str, label: int) -> Item:
    who = strong(f"{row.letter} {name}: ")
    if not row.option:
        return Item(text(who, aside(words.message(row.says))))
    option = f"“{cut(row.option, label)}”"
    return Item(text(who, aside(f"{words.message(row.decided)}: ") if row.decided else "", option))


def _monday(words: Language, front: ClassFront) -> Iterator[str]:
    found = front.monday
    if found is None:
        yield words.say("Which of these choices would you make again at once?")
    elif found.probe:
        yield f"“{found.probe}”"
        yield words.many("(Spent in {n} syndicate.)", "(Spent in {n} syndicates.)", front.spent_in)
    else:
        yield words.say("“{lesson}”: what stood in its way?", lesson=found.title)
    yield words.say("Where does that choice come up next in your own work? “When …, I will …”")
