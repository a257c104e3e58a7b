"""A time to come as a mentor types it: "rīt 14:00", "ceturtdien 15-16:30", "5.12. plkst. 16", "завтра о 14"."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.rules import calendar_words, numeric_dates
from bot.rules.typed_days import read_day
from bot.rules.typed_durations import read_span
from bot.rules.typed_times import read_time

_WEEK = 7
_YEARS_AHEAD = 8  # until the next 29 February, when a century has no leap day
_JUST_PASSED = timedelta(days=35)  # "10.11." on 18 November is no plan for next year
_MOST_WORDS = 8


@dataclass(frozen=True)
class TypedMoment:
    """What was said; None where it was not."""

    day: date | None = None
    start: time | None = None
    minutes: int | None = None


def read_day_ahead(text: str, *, today: date) -> date | None:
    """The day that `text`, the whole of it, names: a weekday is the next such day, a date without a year the next one.

    A date that has just passed, or with its year, is read as it was said, so that the refusal can name it."""
    folded = re.sub(r"^(?:on|у|в) ", "", calendar_words.fold(text).rstrip(".,!"))
    weekday = calendar_words.weekday(folded)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % _WEEK + 1)
    parts = numeric_dates.parts(text)
    if parts is None or parts[0] is not None:
        return read_day(text, today=today)
    _, month, day = parts
    found = [numeric_dates.existing(today.year + years, month, day) for years in range(-1, _YEARS_AHEAD + 1)]
    return next((one for one in found if one is not None and one > today - _JUST_PASSED), None)


def read_moment(text: str, *, today: date) -> TypedMoment:
    """Day, time and length as far as the words, all of them, say them; an empty one where they do not."""
    if (day := read_day_ahead(text, today=today)) is not None:
        return TypedMoment(day)
    words = text.replace(",", " ").split()
    if len(words) > _MOST_WORDS:
        return TypedMoment()
    for at in range(1, len(words)):
        one, other = " ".join(words[:at]), " ".join(words[at:])
        for said_day, said_time in ((one, other), (other, one)):
            day, clock = read_day_ahead(said_day, today=today), _clock(said_time)
            if day is not None and clock is not None:
                return TypedMoment(day, *clock)
    clock = _clock(text)
    return TypedMoment() if clock is None else TypedMoment(None, *clock)


def _clock(text: str) -> tuple[time, int | None] | None:
    if (span := read_span(text)) is not None:
        return span
    start = read_time(text)
    return None if start is None else (start, None)
