"""A panel made from an offer: what it asks, line by line, and the question whether that is meant, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from game.exercise.acts.fields import ActField, Complaint, PickField, TextField, WholeField, YesField
from game.exercise.acts.offer import Offer
from game.exercise.acts.seat_acts import DRAFTED
from game.faces.asking import question
from game.faces.content_builder import BAD, MUTED, WARN, Page, literal
from game.ui.shell.screen_base import Keys, Panel, named
from game.ui.widgets.drafting import PanelDraft
from game.ui.widgets.line import Line, Lines
from game.words import ENGLISH


class Sure(Static, can_focus=True):
    """The line of keys, and once all is typed the question whether that is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "agree", "Yes", show=False),
        Binding("escape,up", "reconsider", "Back", show=False),
    ]

    class Reconsidered(Message):
        """Not yet."""

    class Agreed(Message):
        """That is meant."""

    seen = False
    """Whether the question has been drawn: until then nobody can have meant a key for it."""

    def ask(self, question: Content) -> None:
        """Ask; what was pasted cannot answer, nor what was typed before the question stood there."""
        self.seen = False
        self.update(question)
        self.focus()
        self.call_after_refresh(setattr, self, "seen", True)

    def action_agree(self) -> None:
        """Enter."""
        if self.seen:
            self.post_message(self.Agreed())

    def action_reconsider(self) -> None:
        """Escape."""
        self.post_message(self.Reconsidered())


class OfferPanel(Panel[dict[str, str]]):
    """Returns what was typed, by field. Enter goes to the next line; behind the last one it is asked once more."""

    def __init__(
        self,
        offer: Offer,
        known: Mapping[str, str] | None = None,
        drafting: PanelDraft | None = None,
    ) -> None:
        """Args:
        offer: what is done.
        known: fields that need not be asked.
        drafting: keeps what is typed, and has what was typed before.
        """
        super().__init__()
        self.offer, self.known, self.drafting = offer, dict(known or {}), drafting
        self.fields: tuple[ActField, ...] = tuple(
            each for each in offer.fields if each.name not in self.known and not isinstance(each, YesField)
        )
        self.sure = next((each for each in offer.fields if isinstance(each, YesField)), None)

    def compose(self) -> ComposeResult:
        panel = Vertical(classes="panel small")
        panel.border_title = literal(self.heading)
        with panel:
            if self.offer.says:
                yield Static(literal(self.offer.says, MUTED))
            for each in self.fields:
                yield Static(literal(question(ENGLISH, each)), classes="label")
                yield self.line(each)
            yield Sure(named(*self.does), classes="keys", id="hint")

    @property
    def tight(self) -> bool:
        """Whether the lines have no edge: so that a small window holds all of them."""
        return len(self.fields) > 2

    @property
    def heading(self) -> str:
        """What stands over the panel: what is about to be done, where a row was picked for it."""
        then = next((each.then for each in self.offer.fields if isinstance(each, PickField)), "")
        return then.partition(":")[0] or self.offer.title

    @property
    def does(self) -> Keys:
        """See `Panel.does`."""
        several = self.sure and len(self.fields) > 1
        enter = ENGLISH.say("next line; the last one asks") if several else ENGLISH.say("keeps it")
        if self.offer.says and not self.sure and len(self.fields) == 1:
            enter = self.offer.label
        does = [("Enter", enter), ("Esc", ENGLISH.say("think again, what you typed stays"))]
        if any(isinstance(each, TextField) and each.lines > 1 for each in self.fields):
            does.insert(1, ("Ctrl+J", ENGLISH.say("a new line")))
        return tuple(does)

    def line(self, field: ActField) -> Line | Lines:
        """A line for a field, or several, with what was typed there before."""
        typed = self.drafting.of(self.kept_in(field.name)) if self.drafting else ""
        if isinstance(field, TextField) and field.lines > 1:
            several = Lines(id=_id(field))
            several.begin(typed, field.limit, None)
            return several
        digits = len(str(field.high)) if isinstance(field, WholeField) else 0
        limit = field.limit if isinstance(field, TextField) else 0
        made = Line(typed, limit=limit, digits=digits, compact=self.tight, id=_id(field), name=field.name)
        made.cursor_position = len(typed)
        return made

    def kept_in(self, name: str) -> str:
        """The field of the draft that holds a field of the offer."""
        return DRAFTED.get(self.offer.act) or name

    @property
    def lines(self) -> list[Line | Lines]:
        """What is typed into, in the order of the fields."""
        return [each for each in self.query("Line, Lines") if isinstance(each, Line | Lines)]

    def on_mount(self) -> None:
        self.lines[0].focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def typing(self, event: Input.Changed | TextArea.Changed) -> None:
        """What is typed is kept, so that neither Escape nor a killed program takes it away."""
        if self.drafting and isinstance(event.control, Line | Lines):
            field = next(each for each in self.fields if _id(each) == event.control.id)
            self.drafting.typed(self.kept_in(field.name), event.control.value)

    def leave(self) -> None:
        """A field is left."""
        if self.drafting:
            self.drafting.write()

    def dismiss(self, result: dict[str, str] | None = None) -> AwaitComplete:
        """See `Panel.dismiss`; what is typed stays."""
        self.leave()
        return super().dismiss(result)

    @on(Input.Submitted)
    @on(Lines.Submitted)
    def entered(self) -> None:
        """Go to the next line, or ask whether that is meant."""
        self.leave()
        # From the line that has the focus, not the one that sent this: a fast typist is a key ahead of us.
        if not isinstance(self.focused, Line | Lines):
            return
        lines = self.lines
        at = lines.index(self.focused)
        if at + 1 < len(lines):
            self.set_focus(lines[at + 1])
        elif self.typed() is None:
            return
        elif self.sure is None:
            self.dismiss(self.typed())
        else:
            keys = named(("Enter", ENGLISH.say("yes")), ("Esc", ENGLISH.say("back")))
            self.query_one(Sure).ask(Page().add(f" {self.sure.ask} ", WARN).put(keys).content())

    @on(Sure.Reconsidered)
    def reconsidered(self) -> None:
        """Back to the last line; nothing is done."""
        self.query_one(Sure).update(named(*self.does))
        self.lines[-1].focus()

    @on(events.DescendantFocus)
    def went_back(self, event: events.DescendantFocus) -> None:
        """Another line has the focus: the question is put away."""
        if isinstance(event.widget, Line | Lines) and self.query_one(Sure).seen:
            self.query_one(Sure).seen = False
            self.query_one(Sure).update(named(*self.does))

    @on(Sure.Agreed)
    def agreed(self) -> None:
        """That is meant."""
        typed = self.typed()
        if typed is not None:
            self.dismiss(typed)

    def typed(self) -> dict[str, str] | None:
        """Check each field; what was typed, or None where one of them will not do."""
        typed = dict(self.known)
        for field, line in zip(self.fields, self.lines, strict=True):
            try:
                field.read(line.value)
            except Complaint as problem:
                self.complain(ENGLISH.message(problem.says), line)
                return None
            typed[field.name] = line.value.strip()
        return typed | ({self.sure.name: "yes"} if self.sure else {})

    def complain(self, text: str, line: Line | Lines) -> None:
        """Say what is wrong and go there; nothing typed is lost."""
        self.query_one(Sure).update(literal(text[:1].upper() + text[1:], BAD))
        line.focus()
        line.mark_all()


def _id(field: ActField) -> str:
    """The id of a field's widget; a forecast's has a dot, which none may have."""
    return field.name.replace(".", "-")
