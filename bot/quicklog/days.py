"""Which day a message speaks of: relative words, weekdays and dates, day before month."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.quicklog import numbers
from bot.quicklog.words import Line

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """Tokens `first` to `last` name a day; None is a day nobody can be sure of.

    `weekday` (1-7) is what a bare weekday claims; `is_future` marks words such as "next week".
    """

    first: int
    last: int
    rule: str
    on: date | None = None
    weekday: int = 0
    is_future: bool = False


def find(line: Line, today: date, taken: set[int]) -> list[Day]:
    """All mentions of a day outside the tokens already taken, left to right."""
    found: list[Day] = []
    at = 0
    while at < len(line):
        hit = None if at in taken or line.says_nothing(at) else _at(line, at, today)
        if hit:
            found.append(replace(hit, is_future=hit.is_future or bool(hit.on and hit.on > today)))
        at = hit.last if hit else at + 1
    return found


def agree(days: Sequence[Day], today: date) -> date | None:
    """The one day that all mentions mean; None where they leave a doubt. No mention is today."""
    if not days:
        return today
    on = _meant(days)
    return on if on is not None and on <= today else None


def ahead(days: Sequence[Day], today: date) -> date | None:
    """The one day that all mentions mean, where it is still to come."""
    on = _meant(days) if days else None
    return on if on is not None and on > today else None


def _meant(days: Sequence[Day]) -> date | None:
    if any(day.on is None for day in days):
        return None
    certain = {day.on for day in days if not day.weekday}
    weekdays = {day.weekday for day in days if day.weekday}
    if len(certain) > 1 or len(weekdays) > 1:
        return None
    on = certain.pop() if certain else days[0].on
    if on is None or (weekdays and on.isoweekday() not in weekdays):
        return None
    return on


def _at(line: Line, at: int, today: date) -> Day | None:
    return (
        _weekday(line, at, today)
        or _written(line, at, today)
        or _month(line, at, today)
        or _ago(line, at, today)
        or _word(line, at, today)
    )


def _word(line: Line, at: int, today: date) -> Day | None:
    future = line.cue(at, "future_day")
    if future:
        return Day(at, future.last, "later", is_future=True)
    cue = line.cue(at, "day")
    if cue:
        return Day(at, cue.last, "relative day", today + timedelta(days=int(cue.value)))
    unsure = line.cue(at, "unsure_day") or line.cue(at, "weekdays")
    return Day(at, unsure.last, "no certain day") if unsure else None


def _weekday(line: Line, at: int, today: date) -> Day | None:
    """A weekday with the words beside it that say which week."""
    which = line.cue(at, "which")
    name_at = which.last if which else at
    if which and not _names_weekday(line, name_at):
        name_at += 1 if line.cue(name_at, "at") or line.key(name_at) in {"on", "the", ","} else 0
    if not _names_weekday(line, name_at):
        return None
    cue = line.cue(name_at, "weekday") or line.cue(name_at, "weak_weekday")
    if cue is None:
        return None
    last = cue.last
    if which is None:
        tail = line.skip(last, ",")
        which = line.cue(tail, "which")
        if which and not _is_week(line, which.value, tail):
            which = None
        last = which.last if which else last
    on, rule, certain = _of_week(int(cue.value), which.value if which else "", today)
    if not certain:
        return Day(at, last, rule, is_future=rule == "next weekday")
    return Day(at, last, rule, on, weekday=0 if which else int(cue.value))


def _names_weekday(line: Line, at: int) -> bool:
    if line.cue(at, "weekday"):
        return not (line.cue(at - 1, "every") or line.cue(at, "weekdays"))
    if line.cue(at, "weak_weekday") is None:  # "sat", "sun", "wed" at the head or after "on", "last"
        return False
    is_first = at == 0 or line.key(at - 1) in {"on", "last", "this", ",", "-"}
    return is_first and line.key(at + 1) not in {"with", "and", "down", "in", "at", "on", "by", "together"}


def _is_week(line: Line, value: str, at: int) -> bool:
    """Behind a weekday only a whole week tells which ("Monday last week"), not "last" alone."""
    if value in {"week_before", "two_weeks_before"}:
        return True
    cue = line.cue(at, "which")
    return bool(cue and cue.last - at > 1) and value in {"this", "next"}


def _of_week(weekday: int, which: str, today: date) -> tuple[date | None, str, bool]:
    monday = today - timedelta(days=today.isoweekday() - 1)
    this_week = monday + timedelta(days=weekday - 1)
    latest = this_week if this_week <= today else this_week - _WEEK
    if which == "week_before":
        return this_week - _WEEK, "weekday of last week", True
    if which == "two_weeks_before":
        return this_week - 2 * _WEEK, "weekday two weeks ago", True
    if which == "this":
        return this_week, "weekday of this week", True
    if which == "next":
        return None, "next weekday", False
    if which == "last":
        before = latest if latest < today else latest - _WEEK
        return before, "last weekday", before < monday
    return latest, "weekday", True


def _written(line: Line, at: int, today: date) -> Day | None:
    """`5.03.`, `05/03`, `5.3.2027`, `2027-03-05`."""
    token = line.tokens[at]
    if token.sort == "iso":
        year, month, day = (int(part) for part in token.text.split("-"))
        return Day(at, at + 1, "date", _day(year, month, day))
    if token.sort == "full":
        day, month, year = (int(part) for part in re.split(r"[./-]", token.text))
        return Day(at, at + 1, "date", _day(year + 2000 if year < 100 else year, month, day))
    if token.sort not in {"slash", "number"} or "," in token.text:
        return None
    if line.cue(at + 1, "unit") or line.cue(at + 1, "other_unit") or line.key(at + 1) == "%":
        return None
    if line.cue(at - 1, "not_a_number") or line.cue(at - 2, "not_a_number") or token.text == "24/7":
        return None
    day_text, _, month_text = token.text.replace("/", ".").partition(".")
    if not month_text or len(day_text) > 2 or len(month_text) > 2:
        return None
    last = line.skip(at + 1, ".")
    return Day(at, last, "date", _latest(int(day_text), int(month_text), today))


def _month(line: Line, at: int, today: date) -> Day | None:
    """`10. jūlijā`, `1st of December`, `першого вересня`, `July 10`, `5. datumā`."""
    if line.cue(at, "month_first"):
        number = _ordinal(line, line.skip(at + 1, "."))
        month = line.cue(at, "month")
        if number and month and not line.cue(number[1], "unit") and line.key(number[1]) != ":":
            return _in_year(line, at, number[1], number[0], int(month.value), today)
    number = _ordinal(line, at)
    if number is None:
        return None
    day, last = number
    follows = line.skip(line.skip(last, "."), "-")
    month = line.cue(follows + 1 if line.key(follows) == "of" else follows, "month")
    if month:
        written = _in_year(line, at, month.last, day, int(month.value), today)
        return replace(written, on=None, rule="one of two days") if _has_rival(line, at) else written
    of_month = line.cue(follows, "of_month")
    if of_month or (
        line.key(at - 1) == "the" and (at == 1 or line.key(at - 2) == "on") and line.key(last - 1).endswith(_ENDS)
    ):
        end = of_month.last if of_month else last
        return Day(at, end, "day of the month", _latest_of_month(day, today))
    return None


def _has_rival(line: Line, at: int) -> bool:
    """`15 or 16 November`, `15.-16. novembrī`: another number stands before this one."""
    joint = at - 1
    if not (
        line.cue(joint, "or") or line.cue(joint, "and") or line.cue(joint, "till") or line.key(joint) in {"-", "–", "/"}
    ):
        return False
    before = line.token(joint - 2 if line.key(joint - 1) == "." else joint - 1)
    return before is not None and before.sort == "number"


_ENDS = ("st", "nd", "rd", "th")


def _ordinal(line: Line, at: int) -> tuple[int, int] | None:
    """A day of the month in figures or words, and the position after it."""
    token = line.token(at)
    if token and token.sort == "number" and token.text.isdecimal() and len(token.text) <= 2:
        suffix = line.skip(at + 1, "-")
        is_suffixed = line.cue(suffix, "ordinal_suffix") and line.is_glued(suffix)
        return int(token.text), suffix + 1 if is_suffixed else at + 1
    word = line.cue(at, "ordinal")
    if word:
        return int(word.value), word.last
    tens = line.cue(at, "number")
    if tens and tens.value in {"20", "30"}:
        ones = line.cue(line.skip(tens.last, "-"), "ordinal")
        if ones and int(ones.value) < 10:
            return int(tens.value) + int(ones.value), ones.last
    return None


def _in_year(line: Line, first: int, last: int, day: int, month: int, today: date) -> Day:
    year = line.token(line.skip(last, ","))
    if year and year.sort == "number" and re.fullmatch(r"20\d\d", year.text):
        return Day(first, line.skip(last, ",") + 1, "date", _day(int(year.text), month, day))
    return Day(first, last, "date", _latest(day, month, today))


def _ago(line: Line, at: int, today: date) -> Day | None:
    """`pirms 3 dienām`, `тиждень тому`, `a week ago`; `pēc nedēļas` lies ahead."""
    opening = line.cue(at, "before") or line.cue(at, "within")
    start = opening.last if opening else at
    if line.key(start) in {"a", "one"}:
        start += 1
    vague = line.cue(at, "vague") or line.cue(start, "vague")
    number = numbers.Quantity(None, vague.last, True) if vague else numbers.quantity(line, start)
    span = line.cue(number.last if number else start, "span")
    if span is None:
        return None
    ahead = line.cue(at, "within")
    if ahead and not line.cue(span.last, "ago"):
        return Day(at, span.last, "later", is_future=True) if number or span.value == "7" else None
    closing = line.cue(span.last, "ago")
    if not (closing or line.cue(at, "before")):
        return None
    last = closing.last if closing else span.last
    amount = number.amount if number else 1.0
    if amount is None or not amount.is_integer() or amount > 400:
        return Day(at, last, "no certain day")
    return Day(at, last, "so long ago", today - timedelta(days=int(amount) * int(span.value)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _latest(day: int, month: int, today: date) -> date | None:
    """The latest such day up to today; a day that the calendar lacks is None."""
    return _day(today.year - ((month, day) > (today.month, today.day)), month, day)


def _latest_of_month(day: int, today: date) -> date | None:
    if day <= today.day:
        return _day(today.year, today.month, day)
    before = today.replace(day=1) - timedelta(days=1)
    return _day(before.year, before.month, day)
