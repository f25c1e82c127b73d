"""The line at the foot of a seat's screen: keys go into it, and what was typed is asked for on."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from game.ui.seat.inline_form import Asking
from game.ui.seat.seat_turning import SeatTurning
from game.ui.widgets.line import Line
from game.ui.widgets.textual_private import bound


class SeatLine(SeatTurning):
    """Asks field by field, and once more before what cannot be taken back."""

    async def take_key(self, event: events.Key) -> bool:
        """Do what a key means here, at once; False where it means nothing of ours.

        Textual would hand it down to whatever has the focus and back up again. Where the host is
        busy, a letter typed behind Enter would be a step ahead of the line that Enter opens.
        """
        if self.asking is not None:
            return await self.take_letter(event)
        if self.sure is not None and event.is_printable:
            self.action_back()  # a sentence that is typed where no line is open may not say yes by its Enter
            return True
        for binding in bound(self, event.key):
            if await self.app.run_action(binding.action, self):
                return True
        return False

    async def take_letter(self, event: events.Key) -> bool:
        """A key while something is asked: it goes into the line, or ends the answer."""
        if event.key == "enter":
            self.typed()
        elif event.key in ("ctrl+j", "shift+enter") and self.several:
            self.line.insert_text("\n")
            self.typing()
        elif event.key == "escape":
            self.action_back()
        elif event.key in ("pageup", "pagedown"):
            self.scroll_page(-5 if event.key == "pageup" else 5)
        elif event.is_printable and event.character:
            self.line.insert_text(event.character)
            self.typing()
        else:
            for binding in bound(self.line, event.key):
                if await self.app.run_action(binding.action, self.line):
                    self.typing()
                    return True
            return False
        return True

    def take_paste(self, text: str) -> bool:
        """What is pasted goes into the line; where none is open it means nothing."""
        if self.asking is not None:
            self.asking.problem = self.line.paste(text)
            self.typing()
            self.draw()
        return True

    def typing(self) -> None:
        """Something was typed into the line."""
        if self.asking is not None:
            self.asking.typing(self.line.value)

    def be_sure(self, question: str, act: Callable[[], object]) -> None:
        """Ask once before something that cannot be taken back."""
        self.sure, self.sure_seen, self.sure_of = (question, act), False, None
        self.draw()
        self.call_after_refresh(setattr, self, "sure_seen", True)

    def ask(self, asking: Asking) -> None:
        """Ask for things in the line at the foot."""
        self.asking, self.sure, self.sure_of = asking, None, None
        self.set_class(True, "-asking")
        self.next_ask()

    def next_ask(self) -> None:
        """Make the line ready for what is asked now."""
        if self.asking is None:
            return
        self.set_class(self.several, "-several")
        self.line.begin(self.asking.begun, self.asking.limit, self.asking.restrict)
        self.line.focus()
        self.draw()

    def typed(self) -> None:
        """An answer was typed."""
        asking = self.asking
        if asking is None:
            return
        done = asking.take(self.line.value)
        if not done:
            if asking.problem:
                self.line.mark_all()
            else:
                self.next_ask()
            self.draw()
            return
        if asking.skipped is not None and not asking.typed[asking.now.name]:
            self.stop_asking()
            asking.skipped()
        elif asking.sure is not None:
            self.stop_asking()
            self.make_sure(asking)
        elif not asking.send(asking.typed) and self.asking is asking:
            asking.again(f"Not sent, but kept. {self.turned.said}")
        elif self.asking is asking:
            self.stop_asking()
        self.draw()

    def make_sure(self, asking: Asking) -> None:
        """Ask once more before it is sent."""

    def stop_asking(self) -> None:
        """Put the line away; questions that were asked after play are not asked again."""
        if self.asking is not None:
            self.asking.leave()
        self.asking = None
        self.set_class(False, "-asking", "-several")
        self.query_one("#line", Line).value = ""
        self.board.focus()
        self.draw()

    def think_again(self) -> None:
        """Not sure: back to what was asked last, where anything was."""
        asking, self.sure, self.sure_of = self.sure_of, None, None
        if asking is not None and asking.fields:
            asking.again("")
            self.ask(asking)

    def action_back(self) -> None:
        """Back one step: from a question, from a page."""
        if self.asking:
            self.stop_asking()
        elif self.sure:
            self.think_again()
            self.draw()
        else:
            super().action_back()
