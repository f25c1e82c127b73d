"""A language as a value: two in one process differ, and values are never searched for braces."""

import datetime as dt
import gettext

from pydantic import TypeAdapter

from game.words import ENGLISH, Language, Message, language, lazy


class Shouted(gettext.NullTranslations):
    """A language that only shouts."""

    def gettext(self, message: str) -> str:
        return message.upper().replace("{WHO}", "{who}").replace("{N}", "{n}")

    def ngettext(self, one: str, more: str, n: int) -> str:
        return self.gettext(one if n == 1 else more)


def test_two_languages_live_in_one_process() -> None:
    loud = Language("xx", Shouted(), ",")
    message = lazy("decided by {who}", who="Ada {n}")
    assert ENGLISH.message(message) == "decided by Ada {n}"
    assert loud.message(message) == "DECIDED BY Ada {n}"
    assert str(message) == "decided by Ada {n}"
    assert loud.many("one", "{n} papers", 3) == "3 PAPERS"


def test_a_message_in_a_message_is_translated_too() -> None:
    loud = Language("xx", Shouted())
    assert loud.say("{who} waits", who=lazy("nobody")) == "NOBODY WAITS"


def test_numbers_dates_and_lists_are_the_languages_own() -> None:
    assert ENGLISH.number(-0.25) == "−0.25"
    assert language("fr").number(-0.25) == "−0,25"
    assert ENGLISH.date(dt.date(2031, 4, 4)) == "4 Apr 2031"
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"
    assert ENGLISH.listed(["a"]) == "a"
    assert ENGLISH.listed([]) == ""


def test_a_sentence_with_marked_words_is_translated_whole() -> None:
    assert ENGLISH.told("{role} is {stance} it", role=1, stance=2) == [1, " is ", 2, " it"]


def test_a_message_from_a_wire_comes_back_and_reaches_into_no_value() -> None:
    adapter = TypeAdapter(Message)
    message = lazy("{n} in {of}", n=3, of=lazy("{all} days", all="ten"))
    assert adapter.validate_python(adapter.dump_python(message, mode="json")) == message
    assert str(message) == "3 in ten days"
    for text in ("{who.__class__}", "{who!r:>999999999}", "{", "{}", "{0}", "{nobody}"):
        assert ENGLISH.say(text, who="Ada") == text


def test_nothing_is_said_where_there_is_no_message() -> None:
    assert (ENGLISH.say(""), ENGLISH.message(None)) == ("", "")
