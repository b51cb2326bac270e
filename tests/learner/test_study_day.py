from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tutor.learner.study_day import study_day

AWKWARD = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo"]


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("2026-03-01T03:59:59+01:00", date(2026, 2, 28)),
        ("2026-03-01T04:00:00+01:00", date(2026, 3, 1)),
        ("2026-03-01T23:59:59-11:00", date(2026, 3, 1)),
        ("2026-01-01T00:30:00+14:00", date(2025, 12, 31)),
        ("2026-03-01T12:00:00+05:45", date(2026, 3, 1)),
    ],
)
def test_the_day_turns_over_at_four_by_the_learners_own_clock(clock: str, day: date) -> None:
    assert study_day(datetime.fromisoformat(clock)) == day


@pytest.mark.parametrize("zone", AWKWARD)
def test_the_day_never_goes_back_nor_skips_over_a_year_of_clock_changes(zone: str) -> None:
    start = datetime(2018, 1, 1, tzinfo=UTC)
    instants = [start + timedelta(minutes=60 * step) for step in range(366 * 24)]

    found = [study_day(at.astimezone(ZoneInfo(zone))) for at in instants]

    assert {(after - before).days for before, after in pairwise(found)} == {0, 1}


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        study_day(datetime(2026, 1, 1))
