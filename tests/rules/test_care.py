"""Until when somebody should have taken a call: working days, working hours, the same day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import care
from bot.rules.periods import is_working_day

RIGA = ZoneInfo("Europe/Riga")
FIRST = datetime(2026, 1, 1, tzinfo=RIGA).replace(tzinfo=None)
LAST = datetime(2027, 12, 1, tzinfo=RIGA).replace(tzinfo=None)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=RIGA)


@pytest.mark.parametrize(
    ("asked_at", "hours", "until"),
    [
        (at(11, 19, 10), 4, at(11, 19, 14)),
        (at(11, 19, 13), 4, at(11, 19, 17)),
        (at(11, 19, 15), 4, at(11, 20, 11)),
        (at(11, 19, 23), 4, at(11, 20, 13)),
        (at(11, 19, 5), 4, at(11, 19, 13)),
        (at(11, 20, 16), 4, at(11, 23, 12)),  # over a weekend
        (at(11, 18, 12), 4, at(11, 19, 13)),  # a public holiday
        (at(12, 23, 16), 2, at(12, 28, 10)),  # over Christmas and a weekend
        (at(11, 19, 10), 20, at(11, 23, 14)),
    ],
)
def test_working_hours(asked_at: datetime, hours: int, until: datetime) -> None:
    assert care.working_hours_later(asked_at, hours, RIGA) == until


@given(
    st.datetimes(FIRST, LAST, timezones=st.just(RIGA)),
    st.integers(1, 40),
)
def test_it_is_always_ahead_and_by_day(asked_at: datetime, hours: int) -> None:
    """Both clock changes and New Year are in the years."""
    until = care.working_hours_later(asked_at, hours, RIGA)
    assert until > asked_at
    assert is_working_day(until.date())
    assert care.DAY_FROM <= until.time() <= care.DAY_UNTIL
    assert care.working_hours_later(asked_at, hours + 1, RIGA) > until


def test_a_threat_is_reported_the_same_day_but_never_at_once() -> None:
    hour = timedelta(hours=1)
    assert care.report_by(at(11, 19, 10), hour, RIGA) == at(11, 19, 23, 59)
    assert care.report_by(at(11, 19, 23, 30), hour, RIGA) == at(11, 20, 0, 30)
