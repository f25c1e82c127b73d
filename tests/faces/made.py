"""A document with every block, every field and one word of its own in each text."""

from game.exercise.acts.fields import AmountField, PickField, PickRow, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.faces.model import (
    ActForm,
    Bands,
    Card,
    Chart,
    Curve,
    FaceDocument,
    Flow,
    FlowStep,
    Grid,
    Item,
    Items,
    Pairs,
    Paper,
    PaperLine,
    Para,
    Section,
    Text,
    TextSpan,
    text,
)


def every_field(word: str = "word") -> tuple[TextField | WholeField | AmountField | PickField | YesField, ...]:
    """One of each."""
    rows = (
        PickRow("one", f"{word}row", f"{word}case"),
        PickRow("two", f"{word}shut", closed=f"{word}why"),
        PickRow("three", f"{word}own", mine=f"{word}mine"),
    )
    return (
        PickField(name="option", ask=f"{word}pick", rows=rows, first="one"),
        PickField(name="roles", ask=f"{word}several", rows=rows, several=True, required=False),
        TextField(name="reason", ask=f"{word}ask", help=f"{word}help"),
        WholeField(name="sure", ask=f"{word}sure"),
        WholeField(name="minutes", ask=f"{word}minutes", high=600, unit=f"{word}unit"),
        AmountField(name="effect", ask=f"{word}amount"),
        YesField(name="yes", ask=f"{word}yes"),
    )


def every_block(word: str = "word") -> tuple[object, ...]:
    """One of each block, every text of which begins with ``word``."""

    def said(name: str) -> Text:
        return text(TextSpan(f"{word}{name}"))

    points, cells = ((0, 40), (3, 50)), (said("cell"), said("right"))
    offer = Offer("choose", f"{word}label", (("inject", "first"),), every_field(word), f"{word}rests")
    return (
        Para(said("para")),
        Para(said("label"), "label"),
        Para(said("quote"), "quote"),
        Items((Item(said("item"), (Para(said("more")),), "+", "served"),), "sign"),
        Items((Item(said("number")),), "number", 4),
        Pairs(((f"{word}name", said("value")),)),
        Grid(
            f"{word}map",
            (f"{word}corner", f"{word}column"),
            ((said("heading"),), cells),
            signs=said("signs"),
            filled=True,
        ),
        Grid(f"{word}caption", (f"{word}head", f"{word}other"), (cells,), frozenset((1,)), (0.5,)),
        Chart("c1", f"{word}chart", said("now"), f"{word}says", (Curve(f"{word}curve", points),), 0, 100, 5),
        Bands(
            "b1",
            f"{word}band",
            f"{word}lies",
            50,
            0,
            100,
            ((0, 50, 50, 50, 50, 50), (5, 1, 2, 3, 4, 5)),
            (f"{word}top", f"{word}middle", f"{word}bottom"),
        ),
        Flow(
            "f1",
            f"{word}flow",
            f"{word}boxes",
            (FlowStep(f"{word}step", f"{word}comes", f"{word}chance", ((f"{word}next", f"{word}share"),)),),
            f"{word}end",
        ),
        Chart("c2", f"{word}gauge", said("stands"), f"{word}means", (Curve("", points),), 0, 100, 5, stood=40),
        paper(word),
        Card((Para(said("inside")),), said("card"), id="k"),
        Card((Card((Para(said("left")),)), Card((Para(said("beside")),))), beside=True),
        ActForm(offer),
    )


def paper(word: str = "word", closed: bool = False) -> Paper:
    """A paper with a line of each manner; ``closed`` it is one that can be opened."""
    written = (
        PaperLine(f"{word}logged", f"{word}time", "time"),
        PaperLine(f"{word}filled", f"{word}field", "field"),
        PaperLine(f"{word}listed", f"{word}dot", "item", 1),
        PaperLine(f"{word}posted", manner="post"),
        PaperLine(f"{word}bare"),
    )
    head = ((f"{word}from", f"{word}sender"), (f"{word}to", f"{word}addressee"))
    offer = Offer("open", f"{word}open") if closed else None
    costs = text(TextSpan(f"{word}costs"))
    return Paper("p1", "letter", f"{word}kind", f"{word}about", f"{word}sender", head, written,
                 alt=f"{word}alt", unseen=f"{word}unseen", cost=costs, offer=offer)  # fmt: skip


def document(word: str = "word") -> FaceDocument:
    """A document that holds them all."""
    blocks = every_block(word)
    section = Section("all", f"{word}section", blocks, f"{word}short", f"{word}count", terms=text(f"{word}terms"))  # type: ignore[arg-type]
    return FaceDocument(f"{word}document", "en", (section,), (f"{word}fact",), text(f"{word}banner"))
