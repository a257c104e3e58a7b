"""The moments that the page's clock can be turned to. All of them are local, and later than `now`."""

from datetime import date, datetime, time, timedelta

from bot.demo.tryout import ZONE
from bot.rules.periods import Period

_MORNING = time(9)
_EVENING = time(19)
_DAY = timedelta(days=1)


def morning_of(day: date) -> datetime:
    return datetime.combine(day, _MORNING, tzinfo=ZONE)


def next_morning(now: datetime) -> datetime:
    """Nine o'clock, today's if that is to come."""
    nine = morning_of(now.date())
    return nine if nine > now else morning_of(now.date() + _DAY)


def next_monday(now: datetime) -> datetime:
    nine = morning_of(now.date() + (7 - now.weekday()) % 7 * _DAY)
    return nine if nine > now else morning_of(nine.date() + 7 * _DAY)


def end_of_month(now: datetime) -> datetime:
    """The last evening of the month; from there, of the next one."""
    period = Period.containing(now.date())
    evening = _evening_of(period.last)
    return evening if evening > now else _evening_of(period.next().last)


def _evening_of(day: date) -> datetime:
    return datetime.combine(day, _EVENING, tzinfo=ZONE)
