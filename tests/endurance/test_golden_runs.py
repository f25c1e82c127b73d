"""Every kept run, in the long form; the short one is in `tests/golden`."""

import pytest

from tests.endurance.golden_runs import changed


@pytest.mark.endurance
@pytest.mark.timeout(3600)
def test_four_hundred_runs_are_what_they_were() -> None:
    assert list(changed()) == []
