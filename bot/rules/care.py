"""The caring path: whom to call, how urgent it is, and until when somebody should have taken it. Never advice."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.rules.periods import add_working_days, is_working_day

DAY_FROM, DAY_UNTIL = time(9), time(17)


class Wish(StrEnum):
    """Why somebody should get in touch, the quietest first."""

    TALK = "talk"
    LOOK_IN = "look_in"
    CALL = "call"


class Contact(StrEnum):
    """How a young person would like to be reached."""

    WRITE = "write"
    CALL = "call"


@dataclass(frozen=True)
class Helpline:
    """A number that anyone in Latvia can call free of charge at any time; `languages` only where confirmed."""

    number: str
    what: str
    languages: tuple[str, ...]
    source: str
    checked_on: date


@cache
def helplines() -> tuple[Helpline, ...]:
    """The packed list, danger first."""
    text = (resources.files("bot.rules") / "care.toml").read_text("utf-8")
    return tuple(Helpline(**{**one, "languages": tuple(one["languages"])}) for one in tomllib.loads(text)["helpline"])


def speaks(language: str) -> bool:
    """Whether any of the lines is confirmed to answer in this language."""
    return any(language in one.languages for one in helplines())


def merged(before: Wish, wish: Wish) -> Wish:
    """What is asked for where something was asked for already: the louder of the two."""
    order = list(Wish)
    return max(before, wish, key=order.index)


def waits_until(asked_at: datetime, working_days: int, zone: ZoneInfo) -> datetime:
    """The same time of day so many working days later; what was asked at night counts from the morning on."""
    local = asked_at.astimezone(zone)
    by_day = min(max(local.time(), DAY_FROM), DAY_UNTIL)
    return datetime.combine(add_working_days(local.date(), working_days), by_day, tzinfo=zone)


def working_hours_later(asked_at: datetime, hours: int, zone: ZoneInfo) -> datetime:
    """So many hours of working days later, counted by the wall clock between nine and five."""
    local, left = asked_at.astimezone(zone).replace(tzinfo=None), timedelta(hours=hours)
    while True:
        opens, closes = (datetime.combine(local.date(), one) for one in (DAY_FROM, DAY_UNTIL))
        begins = max(local, opens)
        if is_working_day(local.date()) and begins < closes:
            if left <= closes - begins:
                return (begins + left).replace(tzinfo=zone)
            left -= closes - begins
        local = opens + timedelta(days=1)


def report_by(heard_at: datetime, at_least: timedelta, zone: ZoneInfo) -> datetime:
    """A threat to a child is reported no later than the same day (domain.md 3.3): before its last minute, but never so
    soon that nobody could."""
    today = heard_at.astimezone(zone).date()
    return max(datetime.combine(today, time(23, 59), tzinfo=zone), heard_at + at_least)
