"""Scenarios with one fault each, and some without: each kind of slip that `check` has to meet, by the smallest change.

They are made from three whole scenarios. `check` says what it says of them today; a later edition may say more.
"""

from __future__ import annotations

from pathlib import Path

MILL = """\
format: 1
id: mill
title: The mill
summary: Two days of grain.
language: en
minutes: 8
setting: |
  A mill between two hills.
clock: {start: 2031-06-02, days: 12, labels: day}
roles:
  keeper: {title: Keeper of the mill, brief: You hold the key., interests: {trade: 1}}
  elder: {title: Elder, brief: You hold the word., interests: {trade: 1}}
gauges:
  trade: {title: Trade, start: 45, good: high}
  store: {title: Store, start: 5, max: 300, good: high}
flags:
  weighed: {title: The sacks are weighed}
lessons:
  protect_legitimacy: {}
injects:
  - id: queue
    title: The queue
    day: 1
    decided_by: keeper
    situation: Forty people wait, and ten sacks are ground.
    question: Who is served?
    options:
      - id: lot
        label: Draw lots
        case: Nobody can say that you chose.
        effects: {trade: +4}
        set: [weighed]
        outcome: The lots are drawn from a hat.
        evidence: {protect_legitimacy: {weight: +2, because: All could watch.}}
      - id: need
        label: Serve the poorest first
        case: They have waited longest.
        effects: {trade: -4}
        outcome: The poorest go home with flour.
        evidence: {protect_legitimacy: {weight: -1, because: You alone said who is poor.}}
  - id: dust
    title: Dust in the air
    day: 4
    when: store >= 0 and not weighed or trade < 45
    situation: The air in the mill is white.
    question: Do you stop?
    options:
      - {id: stop, label: Stop the stones, case: It may burn., outcome: It is quiet., effects: {trade: +2}}
      - {id: grind, label: Grind on, case: They are hungry., outcome: It does not burn., effects: {trade: -2}}
endings:
  - {id: fed, title: Fed, when: trade >= 49, text: They ate.}
  - {id: hungry, title: Hungry, text: They did not.}
"""

QUIET = """\
format: 1
id: quiet
title: A quiet letter
minutes: 6
clock: {days: 6}
roles:
  envoy: {title: Envoy}
  clerk: {title: Clerk}
gauges: {goodwill: {start: 40}}
lessons: {measure_impact: {}}
injects:
  - id: letter
    title: A letter for one
    day: 1
    to: [envoy]
    decided_by: envoy
    situation: FOR THE ENVOY ALONE
    documents:
      - {kind: letter, title: The letter, text: Burn this.}
    options:
      - {id: burn, label: Burn it, effects: {goodwill: 2}}
      - {id: file, label: File it, effects: {goodwill: -2}}
endings: [{id: end, title: The end}]
"""

TRAY = """\
format: 1
id: lamp
title: The lamp
minutes: 9
clock: {days: 9}
roles: {watch: {brief: You watch.}}
gauges: {nerve: {start: 50}}
lessons: {measure_impact: {}}
injects:
  - id: dusk
    title: Dusk
    day: 1
    situation: It gets dark.
    options:
      - {id: light, label: Light the lamp, effects: {nerve: +3}, outcome: It burns., evidence: {measure_impact: {weight: 1, because: One sees.}}}
      - {id: dark, label: Sit in the dark, effects: {nerve: -3}, outcome: It is dark., evidence: {measure_impact: {weight: -1, because: One sees nothing.}}}
  - id: leak
    title: A leak to the papers
    manual: true
    situation: Somebody has told them about the oil.
    options:
      - {id: silent, label: Say nothing at all, effects: {nerve: -35}, outcome: They print it., evidence: {measure_impact: {weight: -2, because: Nothing was shown.}}}
      - {id: open, label: Open the cellar, effects: {nerve: -45}, outcome: They look., evidence: {measure_impact: {weight: 2, because: It was counted.}}}
  - id: crowd
    title: A crowd at the door
    day: 5
    when: chose(leak, silent)
    situation: They have read it.
    options:
      - {id: speak, label: Speak to them now, effects: {nerve: +3}, outcome: They listen., evidence: {measure_impact: {weight: 1, because: It was said.}}}
      - {id: hide, label: Hide until they go, effects: {nerve: -3}, outcome: They stay., evidence: {measure_impact: {weight: -1, because: It was not.}}}
endings:
  - {id: broken, title: Broken, when: nerve < 8, text: You run., stops: true}
  - {id: morning, title: Morning, text: It gets light.}
"""  # noqa: E501

BEATEN = MILL.replace("effects: {trade: +4}", "effects: {trade: +4, store: +6}").replace(
    "effects: {trade: -4}", "effects: {trade: -4, store: -6}"
)
PLAIN = "    situation: Forty people wait, and ten sacks are ground."
MARKDOWN = """\
    situation: |
      Trade stands at {trade}. **Loud** and ~~gone~~.

      ![plan](plan.png) and [a film](https://example.org/film.mp4)

      | Hill | Sacks |
      |---|---|
      | East | 40 |

      > said the elder
      1. grind
      2. weigh"""
SETS = "".join(
    f"      - {{id: n{number}, label: 'Plan {number:02} of the mill', case: It may do., outcome: Done., "
    f"effects: {{trade: {number % 7 - 3:+}, store: {-2 * number}}}}}\n"
    for number in range(48)
)


def change(text: str, *pairs: tuple[str, str]) -> str:
    """A text with each first one put in place of by the second; each has to be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def long(count: int) -> str:
    """A scenario of so many injects, some of which wait for earlier ones."""
    head = MILL.partition("injects:")[0].replace("days: 12", "days: 300")
    injects = []
    for number in range(count):
        earlier = f" and chose(n{number - 6}, go)" if number > 6 and number % 4 == 0 else ""
        injects.append(
            f"  - id: n{number}\n    title: Day {number}\n    day: {number % 290 + 1}\n"
            f"    when: trade > {number % 30}{earlier}\n    situation: The stones turn.\n    question: What now?\n"
            "    options:\n"
            "      - {id: go, label: Go, case: Yes., outcome: Gone., effects: {trade: +1, store: -1}}\n"
            "      - {id: stay, label: Stay, case: No., outcome: Stayed., effects: {trade: -1}, "
            "later: [{after: 4, text: It comes back., effects: {trade: +2}}]}\n"
        )
    return head + "injects:\n" + "".join(injects) + "endings:" + MILL.partition("endings:")[2]


CASES: dict[str, str] = {
    "mill": MILL,
    "letter_for_one": QUIET,
    "same_option_ids_twice": change(
        MILL, ("id: stop", "id: lot"), ("id: grind", "id: need"), ("day: 4", "day: 1"),
        ("when: store >= 0 and not weighed or trade < 45", "when: store >= 0"),
    ),
    "tray_leads_on": TRAY,
    "option_beaten_in_everything": BEATEN,
    "two_wait_for_each_other": change(
        MILL, ("day: 1\n", "day: 1\n    when: chose(dust, stop)\n"),
        ("when: store >= 0 and not weighed or trade < 45", "when: chose(queue)"),
    ),
    "window_over_before": change(
        MILL, ("day: 1\n", "day: 1\n    until: 3\n    when: chose(dust, stop)\n"),
        ("when: store >= 0 and not weighed or trade < 45", "when: day > 3"),
    ),
    "hash_in_texts": change(
        MILL, ("title: The queue", "title: Gate #2 is shut"), ("label: Draw lots", "label: Draw #1 lots"),
        ("outcome: It is quiet.", "outcome: 'The keeper #nods.'"),
    ),
    "markdown_that_is_not_drawn": change(MILL, (PLAIN, MARKDOWN)),
    "many_options": change(MILL, ("endings:", SETS + "endings:")),
    "tab_before_a_field": change(MILL, ("    title: The queue", "\ttitle: The queue")),
    "tabs_before_a_text": change(MILL, ("    situation: The air", "\t\tsituation: The air")),
    "tab_in_a_block": change(MILL, ("  A mill between", "\tA mill between")),
    "space_that_does_not_break": change(MILL, ("    title: The queue", "\u00a0\u00a0\u00a0\u00a0title: The queue")),
    "dash_for_a_minus": change(MILL, ("effects: {trade: -4}", "effects: {trade: \u20134}")),
    "minus_of_the_typographer": change(MILL, ("effects: {trade: -4}", "effects: {trade: \u22124}")),
    "wide_digit": change(MILL, ("day: 4", "day: \uff14")),
    "letter_of_another_script": change(MILL, ("not weighed", "not w\u0435ighed")),
    "numbers_of_programmers": change(
        MILL, ("minutes: 8", "minutes: 0x08"), ("day: 4", "day: 004"), ("{trade: +4}", "{trade: 1_0}")
    ),
    "titles_for_ids": change(
        MILL, ("decided_by: keeper", "to: [Keeper of the mill]\n    decided_by: Keeper of the mill")
    ),
    "fran\u00e7ais": change(
        MILL, ("language: en", "language: fr"), ("title: The queue", "title: \u00ab La file d\u2019attente \u00bb"),
        ("question: Who is served?", "question: \u00c0 qui le tour\u202f?"),
    ),
    "long_list": long(60),
}  # fmt: skip


def write(name: str, folder: Path) -> Path:
    """Write a case as the file of an author."""
    path = folder / f"{name}.yaml"
    path.write_text(CASES[name], encoding="utf-8", newline="\n")
    return path
