"""Months, the working days in them, and until when a month may still be corrected."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import holidays

from bot.rules.errors import MonthIsLocked, NotUnderstood

CORRECTION_DAYS = 5  # Working days of the next month; records elsewhere are signed in its first week.
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included: a calendar month by default."""

    first: date
    last: date

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        first = date(year, month, 1)
        return cls(first, _first_of_next_month(first) - _DAY)

    @classmethod
    def containing(cls, day: date) -> "Period":
        """The calendar month of `day`."""
        return cls.month(day.year, day.month)

    @classmethod
    def parse(cls, key: str) -> "Period":
        """The month that `key` names ("2026-11"). Raises NotUnderstood."""
        match = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", key.strip())
        if match is None:
            raise NotUnderstood("month")
        return cls.month(int(match[1]), int(match[2]))

    @property
    def key(self) -> str:
        """ "2026-11": the month in which the period begins, for rows and unique keys."""
        return f"{self.first:%Y-%m}"

    @cached_property
    def days(self) -> frozenset[date]:
        return frozenset(days_from(self.first, self.last))

    def previous(self) -> "Period":
        """The calendar month before."""
        return Period.containing(self.first - _DAY)

    def next(self) -> "Period":
        """The calendar month after."""
        return Period.containing(self.last + _DAY)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def days_from(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included; none where `last` is earlier."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday of Latvia and no day off that the government moved there."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


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


def check_open(period: Period, *, today: date, correction_days: int = CORRECTION_DAYS) -> None:
    """Raises MonthIsLocked."""
    if not is_open(period, today=today, correction_days=correction_days):
        raise MonthIsLocked(period)


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("LV", years=year))
