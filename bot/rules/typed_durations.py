"""How long a session took, as a mentor types it: "1,5", "1:30", "90 min", "2 st.", "1 год 30 хв", "14-15:30".

Figures with their usual units in the three languages, and the few words that people use instead of figures.
What could mean two things ("1.30", "15") is not read: the mentor is asked again.
"""

import re
from datetime import time
from fractions import Fraction

from bot.rules import calendar_words

_HOURS = r"(?:h|hrs?|hours?|st|std|stund\w*|г|год|годин\w*)\.?"
_MINUTES = r"(?:m|mins?|minut\w*|minus\w*|хв|хвилин\w*)\.?"
_HOURS_ONLY = re.compile(rf"([0-9]{{1,3}})(?:[.,]([0-9]{{1,2}}))? ?{_HOURS}")
_AND = r"(?:un |та |і |й |and )?"
_HOURS_AND_MINUTES = re.compile(rf"([0-9]{{1,3}}) ?{_HOURS} ?{_AND}([0-9]{{1,2}}) ?(?:{_MINUTES})?")
_MINUTES_ONLY = re.compile(rf"([0-9]{{1,4}}) ?{_MINUTES}")
_CLOCK = re.compile(r"([0-9]):([0-5][0-9])(?: ?(?:h|st\.?|год\.?))?")
_BARE = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?")

_FRACTIONS_OF_TWO_FIGURES = {"00", "25", "50", "75"}
_BARE_HOURS_UP_TO = 12
_BARE_MINUTES_FROM = 25
_DAY = 24 * 60
_LONGEST_OVER_MIDNIGHT = 12 * 60

_IN_WORDS = {
    "pusstunda": 30, "pusstundu": 30, "pus stunda": 30, "pus stundu": 30, "stundu": 60, "stunda": 60,
    "pusotra stunda": 90, "pusotru stundu": 90, "pusotras stundas": 90, "pusotra": 90, "divas stundas": 120,
    "tris stundas": 180, "півгодини": 30, "пів години": 30, "година": 60, "годину": 60, "півтори години": 90,
    "півтори": 90, "дві години": 120, "три години": 180, "half an hour": 30, "half hour": 30,
    "an hour": 60, "one hour": 60, "hour": 60, "an hour and a half": 90, "hour and a half": 90,
    "one and a half hours": 90, "two hours": 120, "three hours": 180,
}  # fmt: skip

_FROM = r"(?:(?:no|from|з|із|від) )?"
_TIME = r"(?:plkst\.? ?)?([0-9]{1,2})(?:[:.]([0-5][0-9]))?( ?[ap]m)?"
_TO = r" ?(?:[-–—]|lidz|to|till|until|до) ?"
_SPAN = re.compile(f"{_FROM}{_TIME}{_TO}{_TIME}")


def read_duration(text: str) -> int | None:
    """Minutes, or None where `text`, the whole of it, is no sure duration; 0 and over a day are read."""
    folded = calendar_words.fold(text)
    if folded in _IN_WORDS:
        return _IN_WORDS[folded]
    if match := _HOURS_AND_MINUTES.fullmatch(folded):
        return _hours_and_minutes(*match.groups())
    if match := _HOURS_ONLY.fullmatch(folded):
        return _decimal_hours(*match.groups())
    if match := _CLOCK.fullmatch(folded):
        return _hours_and_minutes(*match.groups())
    if match := _MINUTES_ONLY.fullmatch(folded):
        return int(match[1])
    if match := _BARE.fullmatch(folded):
        return _bare(*match.groups())
    return None


def read_span(text: str) -> tuple[time, int] | None:
    """When it began and its minutes by the wall clock, from "14-15:30" or, over midnight, "23-1".

    None where unsure, or where the end is before the start by less than half a day."""
    match = _SPAN.fullmatch(calendar_words.fold(text))
    if match is None:
        return None
    begin = _minute_of_day(match[1], match[2], match[3] or _half_for_begin(match))
    end = _minute_of_day(match[4], match[5], match[6])
    if begin is None or end is None or begin == _DAY:
        return None
    minutes = end - begin if begin < end else end - begin + _DAY
    if end <= begin and minutes > _LONGEST_OVER_MIDNIGHT:
        return None
    return time(*divmod(begin, 60)), minutes


def _hours_and_minutes(hours: str, minutes: str) -> int | None:
    return int(hours) * 60 + int(minutes) if int(minutes) < 60 else None


def _decimal_hours(hours: str, fraction: str | None) -> int | None:
    """1,5 and 1.25 are hours; 1.30 may mean an hour and thirty minutes, so that it is not read."""
    if fraction is None:
        return int(hours) * 60
    if len(fraction) == 2 and fraction not in _FRACTIONS_OF_TWO_FIGURES:
        return None
    return int(60 * Fraction(f"{hours}.{fraction}"))


def _bare(number: str, fraction: str | None) -> int | None:
    """A number alone: small ones are hours, large ones can only be minutes, those between could be either."""
    if fraction is not None or int(number) <= _BARE_HOURS_UP_TO:
        return _decimal_hours(number, fraction)
    return int(number) if int(number) >= _BARE_MINUTES_FROM else None


def _minute_of_day(hour: str, minute: str | None, half: str | None) -> int | None:
    hours = int(hour)
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half.strip() == "pm" else 0)
    total = hours * 60 + int(minute or 0)
    return total if total <= _DAY else None


def _half_for_begin(match: re.Match[str]) -> str | None:
    """ "2-3:30 pm" begins in the afternoon too, "11-1 pm" in the morning, "11-1 am" in the evening."""
    if match[6] is None:
        return None
    other = "am" if match[6].strip() == "pm" else "pm"
    return match[6] if int(match[1]) % 12 <= int(match[4]) % 12 else other
