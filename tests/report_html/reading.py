"""A page as a test reads it: its elements, headings and text, and whether every element is closed in its turn."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    words: str = ""


@dataclass
class Page:
    """A parsed page."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    stream: list[Element | str] = field(default_factory=list)
    """Elements as they open and text as it stands, in the order of the page."""

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    @property
    def tags(self) -> set[str]:
        return {element.tag for element in self.elements}

    @property
    def text(self) -> str:
        """What a reader sees: all text but the style sheet's, white space folded."""
        return _folded(piece for piece in self.stream if isinstance(piece, str))

    @property
    def headings(self) -> list[tuple[int, str]]:
        found = [element for element in self.elements if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        return [(int(element.tag[1]), " ".join(element.words.split())) for element in found]

    def section(self, id: str) -> str:
        """The words after the heading of this id or of this section, as far as the next of its rank or above."""
        at = (place for place, piece in enumerate(self.stream) if isinstance(piece, Element))
        start = next(place for place in at if self.stream[place].attributes.get("id") == id)  # type: ignore[union-attr]
        if self.stream[start].tag == "section":  # type: ignore[union-attr]
            start += 1
        rank = self.stream[start].tag  # type: ignore[union-attr]
        words: list[str] = []
        for piece in self.stream[start + 1 :]:
            if isinstance(piece, str):
                words.append(piece)
            elif piece.tag in ("h1", "h2", rank):
                break
        return _folded(words)


def _folded(words: Iterable[str]) -> str:
    """Pieces of text as one line."""
    return " ".join("".join(words).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.page.faults.append(f"<{tag}> names an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        self.page.stream.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.page.faults.append(f"</{tag}> closes {self.open[-1].tag if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1].tag != "style":
            self.page.stream.append(data)
        if data.strip():
            for element in self.open[-1:]:
                element.words += f"{data} "
            # A heading says what is in it, whatever marks it up.
            for element in self.open[:-1]:
                if element.tag in ("h1", "h2", "h3", "h4", "h5"):
                    element.words += f"{data} "

    def handle_comment(self, data: str) -> None:
        self.page.faults.append(f"a comment: {data[:40]}")


def read(html: str) -> Page:
    """Parse a page; what is wrong with its elements stands in `faults`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.faults += [f"<{element.tag}> is never closed" for element in reader.open]
    return reader.page
