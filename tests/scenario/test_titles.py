"""Titles where ids belong: the message gives the id that is meant, never one that does not exist."""

import pytest

from game.scenario.check import check_files
from game.scenario.findings import Finding

WARD = """\
format: 1
id: ward
minutes: 5
clock: {days: 9}
roles:
  head: {title: Head of Office, brief: You sign.}
  second: {title: Field Medic, brief: You mend.}
gauges: {calm: {title: Public trust, start: 50}, beds: {title: Beds left, start: 9}}
flags: {warned: {title: People were warned}}
lessons: {protect_humanitarian_space: {}}
injects:
  - id: queue
    title: The long queue
    day: 2
    to: [head]
    decided_by: head
    private: {second: It grows.}
    situation: They wait.
    default: wait
    options:
      - id: open
        label: Open the gate
        advice: {head: {stance: for, says: Go.}}
        effects: {calm: +5}
        set: [warned]
        assess: [beds]
        evidence: {protect_humanitarian_space: {weight: +1, because: So.}}
      - {id: wait, label: Wait for light, effects: {calm: -1}}
  - id: night
    day: 4
    when: calm >= 40
    situation: It is late.
endings: [{id: e, title: Over, text: Over.}]
forecasts: [{id: f, inject: queue, ask: Likely?, about: calm < 40}]
"""


def wrong(old: str, new: str) -> Finding:
    assert WARD.count(old) == 1, old
    found = [each for each in check_files({"ward.yaml": WARD.replace(old, new)}) if each.code < "WC200"]
    assert len(found) == 1, [each.sentence for each in found]
    return found[0]


@pytest.mark.parametrize(
    ("old", "new", "id"),
    [
        ("to: [head]", "to: [Head of Office]", "head"),
        ("to: [head]", "to: [head of ofice]", "head"),
        ("to: [head]", "to: [head_of_office]", "head"),
        ("decided_by: head", "decided_by: Field Medic", "second"),
        ("private: {second", "private: {Field Medic", "second"),
        ("advice: {head", "advice: {Head of Office", "head"),
        ("effects: {calm: +5}", "effects: {Public trust: +5}", "calm"),
        ("effects: {calm: +5}", "effects: {public_trust: +5}", "calm"),
        ("set: [warned]", "set: [People were warned]", "warned"),
        ("assess: [beds]", "assess: [Beds left]", "beds"),
        ("default: wait", "default: Wait for light", "wait"),
        ("inject: queue", "inject: The long queue", "queue"),
        ("evidence: {protect_humanitarian_space", "evidence: {Protect humanitarian space", "protect_h"),
    ],
)  # fmt: skip
def test_a_title_in_place_of_an_id_gives_the_id_that_exists(old: str, new: str, id: str) -> None:
    found = wrong(old, new)
    assert found.cure.startswith((f"Write {id}", f"Did you mean '{id}'?")), found.sentence


@pytest.mark.parametrize(
    ("condition", "mended"),
    [
        ("Public trust >= 40", "calm >= 40"),
        ("day > 3 and People were warned", "day > 3 and warned"),
        ("'Public trust' - Beds left > 4", "calm - beds > 4"),
        ("chose(The long queue)", "chose(queue)"),
        ("chose(queue, Open the gate)", "chose(queue, open)"),
        ("chose(The long queue, 'Wait for light') or public trust > 3", "chose(queue, wait) or calm > 3"),
    ],
)
def test_titles_in_a_condition_are_given_as_ids_to_copy(condition: str, mended: str) -> None:
    found = wrong("when: calm >= 40", f'when: "{condition}"')
    assert found.cure == f"Write '{mended}'."
    assert found.place.line == 31
    assert not [
        each
        for each in check_files({"w.yaml": WARD.replace("when: calm >= 40", f"when: {mended}")})
        if each.code < "WC200"
    ]


def test_a_word_that_is_like_no_title_gets_the_ids_that_there_are() -> None:
    assert wrong("to: [head]", "to: [The Mayor]").cure == "The ids of roles are: head, second."


def test_where_an_id_is_made_and_not_named_one_is_still_made_up() -> None:
    assert "'the_night'" in wrong("id: night", "id: The night").cure
