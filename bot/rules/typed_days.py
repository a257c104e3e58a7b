"""The day of a session as a mentor types it: "vakar", "у понеділок", "5.03", "3. novembris", "2026-11-05"."""

import re
from datetime import date, timedelta

from bot.rules import calendar_words, numeric_dates

_YEARS_TO_LOOK_BACK = 8
"""29 February may be eight years away when a century has no leap day."""


def read_day(text: str, *, today: date) -> date | None:
    """The day that `text`, the whole of it, names, or None where it names none.

    A weekday is the latest such day, today included; a date without a year the latest past one. A day to
    come is given back as it was said, so that the refusal can name it.
    """
    folded = calendar_words.fold(text).rstrip(".,!")
    if folded in calendar_words.DAYS_AGO:
        return today - timedelta(days=calendar_words.DAYS_AGO[folded])
    return _weekday(folded, today) or _date(text, today)


def read_day_about(text: str, *, today: date) -> date | None:
    """A day of a plan, past or to come: as `read_day`, but a date without a year is the one nearest to today."""
    parts = numeric_dates.parts(text)
    if parts is None or parts[0] is not None:
        return read_day(text, today=today)
    _, month, day = parts
    found = [numeric_dates.existing(today.year + years, month, day) for years in (-1, 0, 1)]
    return min(filter(None, found), key=lambda one: abs(one - today), default=None)


def _weekday(folded: str, today: date) -> date | None:
    weekday = calendar_words.weekday(re.sub(r"^(?:on|у|в) ", "", folded))
    if weekday is None:
        return None
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _date(text: str, today: date) -> date | None:
    parts = numeric_dates.parts(text)
    if parts is None:
        return None
    year, month, day = parts
    if year is not None:
        return numeric_dates.existing(year if year >= 100 else 2000 + year, month, day)
    for earlier in range(_YEARS_TO_LOOK_BACK + 1):
        found = numeric_dates.existing(today.year - earlier, month, day)
        if found and found <= today:
            return found
    return None
