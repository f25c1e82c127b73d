"""The least sample from which a figure is shown: below it, it says more of chance, or of one person, than it may."""

from __future__ import annotations

FEWEST_PEOPLE = 5
"""Below this no distribution of personal answers is shown."""
FEWEST_FORECASTS = 20
"""Below this neither a mean Brier score nor a picture of calibration is shown."""
FEWEST_TO_SAY = 50
"""Below this nobody is told that they were surer than right."""
FEWEST_FORECASTERS = 10
"""Below this the forecasts of a course are not pooled."""
FEWEST_TIMES = 3
"""Below this there is no middle of times."""
FEWEST_SYNDICATES = 3
"""Below this a course is no course: each number would be one group's."""
