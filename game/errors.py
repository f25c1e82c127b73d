"""The one thing that all rooms' errors have in common."""

from game.words import Language, Message


class Said(Exception):
    """An error whose text is one sentence for a person, with the cure: printed once, at the edge.

    It is made from a text, or from a message where the reader's language is not known (`game.words.lazy`).
    """

    @property
    def message(self) -> Message:
        """The sentence, to be said where its reader's language is known; one made from a text stays as it is."""
        made = self.args[0] if self.args else ""
        return made if isinstance(made, Message) else Message(str(self))

    def said(self, words: Language) -> str:
        """Return the sentence in a reader's language."""
        return words.message(self.message)
