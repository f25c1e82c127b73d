"""Signs that only look like what they should be: named, at their own place, with a cure that may be copied."""

import pytest

from game.scenario.check import check_files
from game.scenario.findings import Finding
from game.scenario.signs import mended, named, strange

FERRY = """\
format: 1
id: ferry
title: The ferry
minutes: 5
clock: {days: 9}
roles: {head: {title: Head, brief: You sign.}}
gauges: {trust: {start: 50}}
flags: {seen: }
lessons: {}
injects:
  - id: rope
    day: 2
    when: trust > 10 and not seen
    situation: The rope has gone.
    options:
      - {id: wait, outcome: A., effects: {trust: -5}, set: [seen]}
      - {id: swim, outcome: B., effects: {trust: +5}}
endings: [{id: e, title: Over, text: Over.}]
"""


def first(old: str, new: str) -> Finding:
    assert FERRY.count(old) == 1
    return next(each for each in check_files({"ferry.yaml": FERRY.replace(old, new)}) if each.code < "WC200")


@pytest.mark.parametrize(
    ("old", "new", "sign", "called", "cure"),
    [
        ("    day: 2", "\tday: 2", "\t", "a tab stands where spaces have to", "4 spaces before 'day: 2'"),
        ("    day: 2", "  \u00a0 day: 2", "\u00a0", "a no-break space (U+00A0)", "4 spaces before 'day: 2'"),
        ("    day: 2", "   \u3000day: 2", "\u3000", "an ideographic space (U+3000)", "4 spaces before"),
        ("    day: 2", "   \u200b day: 2", "\u200b", "a zero width space (U+200B)", ""),
        ("    situation: The", "    situation: |\n\t  The", "\t", "a tab stands where spaces", "6 spaces before"),
        ("trust: -5", "trust: \u20135", "\u2013", "an en dash (U+2013)", "Write -5."),
        ("trust: -5", "trust: \u22125", "\u2212", "a minus sign (U+2212)", "Write -5."),
        ("trust: -5", 'trust: "= \uff14"', "\uff14", "a fullwidth digit four (U+FF14)", "Write = 4."),
        ("day: 2", "day: \uff12", "\uff12", "a fullwidth digit two (U+FF12)", "Write 2."),
        ("day: 2", "day: \u0662", "\u0662", "an Arabic-indic digit two (U+0662)", "Write 2."),
        ("minutes: 5", "minutes: 5\u00a0", "\u00a0", "a no-break space (U+00A0)", "Write 5."),
        ("not seen", "not s\u0435en", "\u0435", "a Cyrillic small letter ie (U+0435)", "'trust > 10 and not seen'."),
        ("trust > 10", "trust > \u221210", "\u2212", "a minus sign (U+2212)", "That makes 'trust > -10 and not seen'."),
        ("trust > 10", "trust \uff1e 10", "\uff1e", "a fullwidth greater-than sign (U+FF1E)", "Write 'trust > 10 and"),
        ("[seen]", "[s\u0435en]", "\u0435", "a Cyrillic small letter ie (U+0435)", "Write seen."),
        ("id: wait", "id: w\u0430it", "\u0430", "a Cyrillic small letter a (U+0430)", "Write wait."),
        ("id: wait", "id: wait\u200b", "\u200b", "a zero width space (U+200B)", "Write wait."),
        ("    situation:", "    situati\u043en:", "\u043e", "a Cyrillic small letter o (U+043E)", "Write situation."),
        ("    day: 2", "    day\uff1a 2", "\uff1a", "a fullwidth colon (U+FF1A)", "Write 'day: 2'."),
    ],
)  # fmt: skip
def test_a_sign_that_only_looks_right_is_named_in_its_place(
    old: str, new: str, sign: str, called: str, cure: str
) -> None:
    found = first(old, new)
    assert called in found.says, found.sentence
    assert cure in found.cure, found.sentence
    assert found.source[found.place.column - 1] == sign
    assert "\n" not in found.sentence


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("0x10", "write 16."), ("0b11", "write 3."), ("0o17", "write 15."), ("010", "write 10."), ("2.0", "write 2."),
        ("1_0", "Write 10."), ("1,000", "Write 1000."),
    ],
)  # fmt: skip
def test_a_number_written_as_programs_write_it_is_given_in_tens(written: str, cure: str) -> None:
    assert cure in first("day: 2", f'day: "{written}"').cure
    assert cure in first("trust: -5", f'trust: "{written}"').cure


def test_every_cure_of_a_condition_reads_as_a_condition() -> None:
    for new in (
        "trust > \uff11\uff10 and not seen",
        "trust \u2212 5 > 10 and not s\u0435en",
        "trust > 10\u200a and n\u043et seen",
    ):
        found = first("trust > 10 and not seen", new)
        written = found.cure.split("'")[-2]
        assert not [
            each
            for each in check_files({"f.yaml": FERRY.replace("trust > 10 and not seen", written)})
            if each.code < "WC200"
        ]


def test_text_for_people_may_have_any_sign() -> None:
    text = FERRY.replace("The rope has gone.", "Die Fähre – „weg“ １２ Ж\u00a0km.")
    assert not [each for each in check_files({"ferry.yaml": text}) if each.code < "WC200"]


def test_a_plain_text_has_nothing_strange_and_what_is_mended_is_plain() -> None:
    assert strange("day >= 3 and not seen") == -1
    assert mended("day\u00a0\u2265 3") == "day \u2265 3"  # like no plain sign: it keeps its own message
    assert named("\ue000") == "a sign without a name (U+E000)"
