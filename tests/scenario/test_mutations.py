"""Scenario files after accidents: each is read or refused, with places inside it, never with a traceback.

The long form is `tests.endurance.hostile_files`.
"""

import random
import time

from game.scenario.check import check_files
from game.scenario.findings import Finding
from tests.scenario.accidents import STARTER, mutated
from tests.scenario.test_compile import WHOLE


def accept_or_refuse(text: str) -> list[Finding]:
    """Check a text as a file on disk would be: what is no UTF-8 has been refused before this."""
    start = time.process_time()
    found = check_files({"s.yaml": text.encode(errors="replace").decode()})
    assert time.process_time() - start < 10
    for finding in found:
        assert finding.says
        assert finding.shown()
        assert "\x1b" not in finding.shown()
        assert finding.place.file == "s.yaml"
    return found


def test_a_file_after_an_accident_is_read_or_refused() -> None:
    dice = random.Random(20310301)
    for _ in range(240):
        accept_or_refuse(mutated(WHOLE, dice))
    for _ in range(16):
        accept_or_refuse(mutated(STARTER, dice))
