"""Clock times and ranges of them: `14-16`, `no 9 līdz 11:30`, `з 14 до 15:30`, `from 2 to 3:30 pm`."""

import re
from dataclasses import dataclass

from bot.quicklog.words import Cue, Line

_DASHES = "-–—−"
DAY = 24 * 60
_EVENING = 18 * 60  # an end that is earlier than a start from here on …
_MORNING = 6 * 60  # … and not later than this is on the next day


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes; `half` is am, pm or empty; `is_bare` says that only an hour was written."""

    minute: int
    last: int
    half: str
    is_bare: bool


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` for `minutes`; None where the range is no sure length."""

    start: int | None
    minutes: int | None
    last: int


def clock(line: Line, at: int, *, after_word: bool = False) -> Clock | None:
    """The time that begins at this token. A lone hour, or a word for one, needs a word before it."""
    written = _written(line, at, after_word)
    if written is None:
        return None
    minute, last, is_bare = written
    suffix = line.skip(last, "-")
    if is_bare and line.cue(suffix, "ordinal_suffix") and line.is_glued(suffix):
        last = suffix + 1
    if after_word and line.cue(last, "oclock"):
        last += 1
    half = line.cue(last, "meridiem")
    if half and 1 <= minute // 60 <= 12:
        return Clock(minute, half.last, half.value, is_bare)
    return Clock(minute, last, "", is_bare)


def _written(line: Line, at: int, after_word: bool) -> tuple[int, int, bool] | None:
    token = line.token(at)
    if token is None:
        return None
    if token.sort == "clock":
        return _minutes(*token.text.split(":"), last=at + 1)
    if token.sort == "number":
        hour, dot, minute = token.text.partition(".")
        if dot and len(minute) == 2:
            return _minutes(hour, minute, last=at + 1)
        return (int(hour) * 60, at + 1, True) if hour.isdecimal() and not dot and int(hour) <= 24 else None
    half = line.cue(at, "half_before") if after_word else None
    begin = half.last if half else at
    word = (line.cue(begin, "clock_word") or line.cue(begin, "number")) if after_word else None
    named = re.fullmatch(r"(\d+)(?::(\d\d))?", word.value) if word else None
    if word is None or named is None or int(named[1]) > 24:
        return None
    spoken = int(named[1]) * 60 + int(named[2] or 0) - (30 if half else 0)
    return (spoken, word.last, True) if spoken >= 0 else None


def _minutes(hour: str, minute: str, *, last: int) -> tuple[int, int, bool] | None:
    if int(hour) > 24 or int(minute) > 59 or (int(hour) == 24 and int(minute)):
        return None
    return int(hour) * 60 + int(minute), last, False


def after(line: Line, word: Cue) -> int:
    """The position behind a word that may be abbreviated with a dot: `plkst. 10`."""
    return line.skip(word.last, ".")


def in_day(hand: Clock) -> int:
    """Minutes since midnight on a 24-hour clock."""
    if not hand.half:
        return hand.minute
    return hand.minute % (12 * 60) + (12 * 60 if hand.half == "pm" else 0)


def find_range(line: Line, at: int) -> Range | None:
    """The range that begins at this token, with or without a word for "from"."""
    opening = line.cue(at, "from") or line.cue(at, "at")
    first = clock(line, after(line, opening) if opening else at, after_word=bool(opening))
    if first is None or (not opening and _is_label(line, at)):
        return None
    joint = _joint(line, first.last, is_between=bool(line.cue(at, "between")))
    second = clock(line, joint, after_word=True) if joint else None
    if second is None:
        return None
    if line.cue(second.last, "other_unit") or line.key(second.last) == "%":
        return None
    last = second.last
    if line.cue(last, "month") or line.cue(line.skip(last, "."), "month") or line.cue(last, "of_month"):
        return None
    if line.cue(last, "unit"):  # "2-3 h": one or the other
        return Range(None, None, last + 1)
    if _may_be_dates(line, at, second, bool(opening)):
        return None
    return _length(first, second, last, is_opened=bool(opening))


def _is_label(line: Line, at: int) -> bool:
    return any(line.cue(at - back, "not_a_number") for back in (1, 2))


def _joint(line: Line, at: int, *, is_between: bool) -> int:
    if line.key(at) and line.key(at) in _DASHES:
        return at + 1
    word = line.cue(at, "and" if is_between else "till")
    return after(line, word) if word else 0


def _may_be_dates(line: Line, at: int, second: Clock, is_opened: bool) -> bool:
    """Whether `8.11-9.11` is written, two days as likely as two times."""
    dotted = [t for t in line.tokens[at : second.last] if t.sort == "number" and "." in t.text]
    likely = [t for t in dotted if int(t.text.split(".")[1]) % 15 == 0 or not 1 <= int(t.text.split(".")[1]) <= 12]
    return bool(dotted) and len(likely) < len(dotted) and not is_opened


def _length(first: Clock, second: Clock, last: int, *, is_opened: bool) -> Range:
    start, end = _agree(first, second)
    only_hours = first.is_bare and second.is_bare and not (first.half or second.half)
    doubtful = only_hours and first.minute < _MORNING
    minutes = end - start
    if end <= _MORNING and start >= _EVENING and (is_opened or not only_hours):  # `23:00-01:00`, not `23-1`
        minutes += DAY
    if doubtful or minutes <= 0:
        return Range(None, None, last)
    return Range(start, minutes, last)


def _agree(first: Clock, second: Clock) -> tuple[int, int]:
    """Both hands on the 24-hour clock; "2 to 3:30 pm" says pm once for both, "2 pm to 4" likewise."""
    start, end = in_day(first), in_day(second)
    if second.half == "pm" and not first.half and first.minute % 720 < second.minute % 720:
        start = first.minute % 720 + 720 if first.minute < 720 else first.minute
    if first.half == "pm" and not second.half and second.minute < 720 and end < start:
        end = second.minute + 720
    if first.half == "am" and not second.half and end < start:
        end = second.minute + 720
    return start, end
