"""Months, the working days in them, and until when a month may still be corrected."""

from datetime import date, timedelta
from functools import cache

import holidays

from bot.rules.calendar_months import Period, days_from
from bot.rules.errors import MonthIsLocked, NotUnderstood

__all__ = [
    "CORRECTION_DAYS",
    "Period",
    "add_working_days",
    "check_open",
    "days_from",
    "is_open",
    "is_public_holiday",
    "is_working_day",
    "last_closed",
    "locks_on",
    "read_month",
    "working_days",
    "working_days_left",
]

CORRECTION_DAYS = 5  # Working days of the next month; records elsewhere are signed in its first week.
_DAY = timedelta(days=1)
_SATURDAY = 5


def read_month(text: str) -> Period:
    """The month that someone typed as "2026-11". Raises NotUnderstood."""
    try:
        return Period.parse(text)
    except ValueError:
        raise NotUnderstood("month") from None


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday of Latvia and no day off that the government moved there."""
    return day.weekday() < _SATURDAY and not is_public_holiday(day)


def is_public_holiday(day: date) -> bool:
    """In Latvia; also a day off that makes up for a holiday on a weekend."""
    return day in _holidays(day.year)


def working_days(first: date, last: date) -> list[date]:
    """The working days from `first` to `last`, both included."""
    return [day for day in days_from(first, last) if is_working_day(day)]


def working_days_left(period: Period, today: date) -> int:
    """Working days of `period` from `today`, which is included."""
    return len(working_days(max(today, period.first), period.last))


def add_working_days(day: date, n: int) -> date:
    """The `n`-th working day after `day`; `day` itself for none."""
    while n > 0:
        day += _DAY
        n -= is_working_day(day)
    return day


def locks_on(period: Period, *, correction_days: int = CORRECTION_DAYS) -> date:
    """The first day on which `period` is locked: the day after so many working days of the next month."""
    return add_working_days(period.last, correction_days) + _DAY


def is_open(period: Period, *, today: date, correction_days: int = CORRECTION_DAYS) -> bool:
    return today < locks_on(period, correction_days=correction_days)


def last_closed(today: date, *, correction_days: int = CORRECTION_DAYS) -> Period:
    """The latest month that may not be corrected any more."""
    period = Period.containing(today)
    while is_open(period, today=today, correction_days=correction_days):
        period = period.previous()
    return period


def check_open(period: Period, *, today: date, correction_days: int = CORRECTION_DAYS) -> None:
    """Raises MonthIsLocked."""
    if not is_open(period, today=today, correction_days=correction_days):
        raise MonthIsLocked(period)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("LV", years=year))
