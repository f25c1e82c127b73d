"""Short forms: planted faults are found, cures do what they say, each defect breaks its mark of the seal."""

from __future__ import annotations

import pytest

from tests.endurance import cures, planted, seal_defects


@pytest.mark.parametrize("number", range(len(planted.KINDS)))
def test_a_planted_fault_is_found(number: int) -> None:
    kind, draft, what = planted.planted(number)
    assert planted.found(kind, draft, what), kind


def test_a_cure_written_into_the_file_takes_its_finding_away_and_makes_no_other() -> None:
    draft = next(draft for number, draft in cures.worlds(1, 0) if number == 0)
    warned, cured, wrong = cures.looked(draft, cures.Budget(analyses=6, questions=60))
    assert wrong == []
    assert set(cured) <= set(warned)


@pytest.mark.parametrize("number", [0, 5, 6, 7, 10])
def test_a_defect_breaks_its_mark_of_the_seal_and_nothing_that_does_not_follow(number: int) -> None:
    mark, broke = seal_defects.looked(1, number)
    assert seal_defects.wrong(mark, broke) == []


@pytest.mark.endurance
@pytest.mark.timeout(7200)
def test_a_thousand_planted_faults_are_found() -> None:
    assert [n for n, _, truth in planted.looked(1, iter(range(1000))) if not truth] == []


@pytest.mark.endurance
@pytest.mark.timeout(7200)
def test_two_hundred_defects_break_their_marks() -> None:
    assert [says for n in range(200) for says in seal_defects.wrong(*seal_defects.looked(1, n))] == []
