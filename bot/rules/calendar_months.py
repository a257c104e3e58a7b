"""A span of days with a name: a calendar month, unless a municipality counts otherwise."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included: a calendar month by default."""

    first: date
    last: date

    @staticmethod
    @cache
    def month(year: int, month: int) -> "Period":
        """The same object for the same month, so that its days are gathered once."""
        first = date(year, month, 1)
        return Period(first, _first_of_next_month(first) - _DAY)

    @classmethod
    def containing(cls, day: date) -> "Period":
        """The calendar month of `day`."""
        return cls.month(day.year, day.month)

    @classmethod
    def parse(cls, key: str) -> "Period":
        """The month that `key` names ("2026-11"). Raises ValueError."""
        match = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", key.strip())
        if match is None:
            raise ValueError(f"No month looks like this: {key!r}. It must look like 2026-11.")
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


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
