"""Which meetings would close a month: days, times and lengths as a pair usually has them. A proposal, never a promise.

The usual weekdays come first, the most usual before all, then other working days; weekends only where they are usual.
The time is the one most often begun at, the length the middle one. A day on which the young person has something
planned is left alone, and no proposal falls into the mentor's other activities.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from bot.rules import periods
from bot.rules.hours import NOTHING, round_up

MOST = 3  # offered at once
WEEKS_BACK = 8  # what a pair usually does is read from so many weeks
DEFAULT_START = time(15)
DEFAULT_MINUTES = 120
SHORTEST, LONGEST = 60, 240  # minutes of one proposal
EARLIEST, LATEST = time(8), time(17)  # a proposal begins in between, and is over by the evening
EVENING = time(21)
_STEP = timedelta(minutes=30)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Met:
    """A session as it was: `start` where that is known."""

    day: date
    start: time | None
    minutes: int


@dataclass(frozen=True)
class Busy:
    """Something planned: local wall time."""

    day: date
    start: time
    minutes: int


@dataclass(frozen=True)
class Proposal:
    day: date
    start: time
    minutes: int


def proposals(
    to_plan: timedelta,
    *,
    met: Sequence[Met],
    days: AbstractSet[date],
    today: date,
    theirs: Iterable[Busy],
    mentors: Iterable[Busy],
    most_a_day: timedelta,
) -> list[Proposal]:
    """Up to three, in the order of their days, from tomorrow on; `days` are the active ones of the month. They are
    longer than usual where the days left are few, and together no longer than `to_plan` in half hours needs."""
    if to_plan <= NOTHING:
        return []
    full = {one.day for one in theirs}
    free = [day for day in sorted(days) if day > today and day not in full]
    usual = Counter(one.day.weekday() for one in met)
    likely = [day for day in free if usual[day.weekday()] or periods.is_working_day(day)]
    length = _length(to_plan, met, among=min(len(likely), MOST), most_a_day=most_a_day)
    start, blocked = _usual_start(met), list(mentors)
    found: list[Proposal] = []
    for day in sorted(likely, key=lambda day: (-usual[day.weekday()], day)):
        left = to_plan - timedelta(minutes=sum(one.minutes for one in found))
        if left <= NOTHING or len(found) == MOST:
            break
        minutes = min(length, round_up(left, _STEP)) // _MINUTE
        if (at := _free_at(day, start, minutes, blocked)) is not None:
            found.append(Proposal(day, at, minutes))
    return sorted(found, key=lambda one: one.day)


def _length(to_plan: timedelta, met: Sequence[Met], *, among: int, most_a_day: timedelta) -> timedelta:
    """The usual one, longer where that would not do, and never longer than a day can hold."""
    minutes = [one.minutes for one in met if one.minutes > 0]
    usual = timedelta(minutes=min(max(median_low(minutes) if minutes else DEFAULT_MINUTES, SHORTEST), LONGEST))
    longest = max(min(most_a_day, timedelta(minutes=LONGEST)), _STEP)
    return min(max(round_up(usual, _STEP), round_up(to_plan / max(among, 1), _STEP)), longest)


def _usual_start(met: Sequence[Met]) -> time:
    """The half hour most often begun at; of equals the latest session's."""
    starts = Counter(_half_hour(one.start) for one in sorted(met, key=lambda it: it.day, reverse=True) if one.start)
    return starts.most_common(1)[0][0] if starts else DEFAULT_START


def _half_hour(start: time) -> time:
    return min(max(time(start.hour, 0 if start.minute < 30 else 30), EARLIEST), LATEST)


def _free_at(day: date, start: time, minutes: int, blocked: Iterable[Busy]) -> time | None:
    """The usual time, or the next half hour at which nothing of the mentor's runs; None where the evening comes."""
    here = [one for one in blocked if one.day == day]
    begins, evening = datetime.combine(day, start), datetime.combine(day, EVENING)
    while begins + timedelta(minutes=minutes) <= evening:
        if not any(_overlaps(begins, minutes, one) for one in here):
            return begins.time()
        begins += _STEP
    return None


def _overlaps(begins: datetime, minutes: int, one: Busy) -> bool:
    other = datetime.combine(one.day, one.start)
    return begins < other + timedelta(minutes=one.minutes) and other < begins + timedelta(minutes=minutes)
