"""The caring path: whom to call, how urgent it is, and until when somebody should have taken it. Never advice."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.rules.periods import add_working_days

DAY_FROM, DAY_UNTIL = time(9), time(17)


class Wish(StrEnum):
    """Why somebody should get in touch, the quietest first."""

    TALK = "talk"
    LOOK_IN = "look_in"
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
