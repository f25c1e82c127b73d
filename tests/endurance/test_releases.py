"""Claims over every release from the tray, in the long form; the short one is in `tests/analysis`."""

import pytest

from tests.endurance.releases import looked


@pytest.mark.endurance
@pytest.mark.timeout(3600)
def test_what_is_said_of_releases_is_that_of_every_run_of_three_hundred_scenarios() -> None:
    assert [(number, says) for number, _, says in looked(1, 0, 300) if says] == []
