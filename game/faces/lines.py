"""A document as plain lines: signs become their words, lines end as sentences do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from game.exercise.ticks import Ticks
from game.faces.asking import offered
from game.faces.curves import Points
from game.faces.model import (
    FOLD,
    ActForm,
    Bands,
    Block,
    Card,
    Chart,
    FaceDocument,
    Flow,
    Grid,
    Image,
    Item,
    Items,
    Pairs,
    Paper,
    Para,
    Section,
    Text,
    listed,
)
from game.faces.spoken import capital, clock, stop
from game.scenario.text import clean
from game.words import Language

Letters = Mapping[str, str]
"""What words may lead to (a section's or an act's id), and the letter to type for it."""


def report(words: Language, shown: FaceDocument, letters: Letters | None = None, told: str = "") -> list[str]:
    """Return a report to be read from top to bottom, unwrapped; without its head and the section ``told`` already."""
    drawing = _Lines(words, letters or {})
    made: list[str] = []
    if not told:
        facts = " ".join(stop(clock(each)) for each in shown.facts)
        made += [f"{drawing.words(shown.banner)}: {stop(shown.title)}", facts]
    for each in listed(replace(shown, sections=tuple(each for each in shown.sections if each.id != told))):
        made += [] if each.overview else drawing.chapter(each)
    return _cleaned([*made, "", *shown.foot])


def chapter(words: Language, shown: Section, letters: Letters | None = None) -> list[str]:
    """Return one section of a report, with room above its title."""
    return _cleaned(_Lines(words, letters or {}).chapter(shown))


def part(words: Language, shown: Section, letters: Letters | None = None) -> list[str]:
    """Return a section as it is said in play: a line apart, under its title and its terms."""
    return _cleaned(_Lines(words, letters or {}).part(shown))


def rows(words: Language, some: Items) -> list[str]:
    """Return a list to pick from, numbered; of what stands beneath, what is read and not what is done."""
    drawing = _Lines(words, {})
    made: list[str] = []
    for number, each in enumerate(some.items, 1):
        beneath = tuple(block for block in each.more if not isinstance(block, ActForm))
        made += [f"{number}. {stop(drawing.words(each.text))}", *drawing.blocks(beneath, "   ")]
    return _cleaned(made)


def paper(words: Language, shown: Paper) -> list[str]:
    """Return an open paper: what it is, from whom, to whom, what reading it cost, then its text."""
    return _cleaned(_Lines(words, {}).paper(shown))


def blocks(words: Language, some: Iterable[Block], letters: Letters | None = None) -> list[str]:
    """Return blocks, one under the other."""
    return _cleaned(_Lines(words, letters or {}).blocks(tuple(some), ""))


def _cleaned(lines: Iterable[str]) -> list[str]:
    """Lines without anything that a terminal would act on, whoever wrote it."""
    return [clean(line) for line in lines]


class _Lines:
    """Blocks being said."""

    def __init__(self, language: Language, letters: Letters) -> None:
        self.language, self.letters = language, letters

    def words(self, said: Text) -> str:
        """Words as they are heard; what leads somewhere is followed by the letter to type."""
        made = ""
        for span in said:
            heard = span.text if span.spoken is None else span.spoken
            letter = self.letters.get(span.to)
            made += f"{heard.rstrip('.')} ({letter})." if letter else heard
        return " ".join(filter(None, made.replace("\n", " ").split(" ")))  # a no-break space stays

    def chapter(self, shown: Section) -> list[str]:
        """A section that is found again in a long stream: two lines apart, its inner sections one."""
        made = ["", "", f"{shown.title}:", "", *self.blocks(shown.blocks, "")]
        for inner in shown.sections:
            made += ["", f"{inner.title}:" if inner.title[-1:].isalnum() else inner.title, ""]
            made += self.blocks(inner.blocks, "")
        return made if shown.blocks else [*made[:3], *made[4:]]

    def part(self, shown: Section) -> list[str]:
        """A section in play."""
        title = shown.title.rstrip()
        made = ["", f"{title}:" if title[-1:].isalnum() else title] if title else [""]
        made += [self.words(shown.terms)] if shown.terms else []
        body = self.blocks(shown.blocks, "")
        for inner in shown.sections:
            body += self.part(inner)
        return [*made, "", *body] if shown.terms and body else [*made, *body]

    def paper(self, paper: Paper) -> list[str]:
        """A paper that was turned to; columns that must stay are kept."""
        say = self.language.say
        heads = [f"{name}: {stop(value)}" if name else stop(value) for name, value in paper.head]
        made = ["", f"{paper.name}: {stop(paper.title)}", " ".join([*heads, self.words(paper.cost)]).rstrip(), ""]
        if paper.alt:
            made += [f"  {paper.unseen}", f"  {paper.alt}"]
        for line in paper.lines:
            said = f"{line.head} {line.text}".rstrip() if line.head else line.text
            made.append(f"  {'  ' * line.depth}{said}".rstrip())
        return [*made, "", say("End of the paper.")]

    def paper_row(self, paper: Paper, number: int) -> str:
        """A paper in a list: its number, what it is, from whom, whether it was opened and what that costs."""
        say = self.language.say
        sender = say(", from {sender}", sender=paper.sender) if paper.sender else ""
        state = say("opened")
        if paper.offer is not None:
            cost = self.words(paper.cost)
            state = say("not opened; {cost}", cost=cost) if cost else say("not opened")
        return f"{number}. {paper.name}: {paper.title}{sender} ({state})"

    def blocks(self, some: tuple[Block, ...], indent: str) -> list[str]:
        made: list[str] = []
        last: Block | None = None
        papers = 0
        for each in some:
            papers += isinstance(each, Paper)
            lines = [indent + self.paper_row(each, papers)] if isinstance(each, Paper) else self.block(each, indent)
            made += ["", *lines] if made and lines and _apart(last, each) else lines
            last = each
        return made

    def block(self, block: Block, indent: str) -> list[str]:
        match block:
            case Para(text, role):
                said = self.words(text)
                if role == "label":
                    said = f"{said.rstrip(':.')}:"
                return [indent + (said if role in ("", "quote", "label") else stop(said))] if said else []
            case Items(some, marks, start):
                lines: list[str] = []
                for number, each in enumerate(some, start):
                    lines += self.item(each, f"{number}. " if marks == "number" else "- ", indent, marks == "sign")
                return lines
            case Pairs(rows):
                return [f"{indent}{name}: {stop(self.words(value))}" for name, value in rows]
            case Card():
                return self.card(block, indent)
            case Grid():
                return self.grid(block, indent)
            case Chart(stood=int()):
                return [f"{indent}- {block.title}: {block.says}"]
            case Chart():
                return self.chart(block, indent)
            case Paper():
                return [indent + self.paper_row(block, 1)]
            case Bands(title=title, says=says):
                return [f"{indent}- {title}: {stop(says)}"]
            case Flow():
                return self.flow(block, indent)
            case Image(title, alt):
                return [f"{indent}- {title}: {stop(alt)}"]
            case ActForm():
                return self.form(block, indent)

    def card(self, card: Card, indent: str) -> list[str]:
        """A card under its title. A folded one is left to its letter; where there is none it is said in full."""
        title = [f"{indent}{stop(self.words(card.title))}"] if card.title else []
        if card.fold == "closed" and FOLD in self.letters:
            return title
        deeper = indent + ("  " if title else "")
        if card.beside:
            return [*title, *(line for each in card.blocks for line in self.block(each, deeper))]
        return [*title, *self.blocks(card.blocks, deeper)]

    def item(self, item: Item, lead: str, indent: str, own: bool) -> list[str]:
        """An item of the interface is a sentence; one of an author's list stays as it was written."""
        said = self.words(item.text)
        if own or item.more:
            said = stop(capital(said))
        return [f"{indent}{lead}{said}", *self.blocks(item.more, indent + "  ")]

    def grid(self, grid: Grid, indent: str) -> list[str]:
        """Each row as what it is of, and heads with their cells."""
        made = [f"{indent}{stop(grid.caption)}"] if grid.caption else []
        for row in grid.rows:
            if len(row) == 1:
                made.append(indent + stop(self.words(row[0])))
                continue
            first, *cells = ((head, self.words(cell)) for head, cell in zip(grid.heads, row, strict=True))
            said = "; ".join(f"{head}: {cell}" if head else cell for head, cell in cells if cell)
            made.append(f"{indent}- {stop(first[1])} {stop(said)}".rstrip())
        return made

    def flow(self, flow: Flow, indent: str) -> list[str]:
        """Each step, and how often which comes next."""
        made = []
        for each in flow.steps:
            leads = "; ".join(f"{share} {target}" for target, share in each.leads)
            made.append(f"{indent}- {stop(each.title)} {stop(capital(each.says))} {stop(leads)}".rstrip())
        return made

    def chart(self, chart: Chart, indent: str) -> list[str]:
        """A chart is its sentence and the course of each curve; with a page to itself, the sentence alone."""
        if chart.told is not None:
            return [stop(f"{indent}{chart.says}")]
        course = [f"{indent}  {capital(each.label)}: {self.course(each.points, chart.ticks)}." for each in chart.curves]
        return [f"{indent}{stop(chart.title)}", stop(f"{indent}  {chart.says}"), *course]

    def course(self, points: Points, ticks: Ticks) -> str:
        """A value over time: ``50 at first, 46 on day 3``."""
        (_, first), *rest = points
        moved = [self.language.say("{value} {when}", value=value, when=ticks.at(day)) for day, value in rest]
        return ", ".join([self.language.say("{value} at first", value=first), *moved])

    def form(self, form: ActForm, indent: str) -> list[str]:
        """What can be done here; the prompts come when it is begun."""
        return offered(self.language, form.offer, indent)


def _apart(last: Block | None, block: Block) -> bool:
    """Whether an empty line stands between two blocks."""
    if isinstance(block, Chart):
        return block.stood is None
    if isinstance(block, Card | Grid) or isinstance(last, Card | Grid):
        return True
    return isinstance(block, Para) and isinstance(last, Para) and block.role == last.role in ("", "quote")
