"""A logged session: the days it covers, what is refused, what is asked about again.

`Doubt`s never refuse: the mentor is asked once more and may say yes. How typed words become days and
durations is in `typed_days` and `typed_durations`, offered here too so that callers read
`rules.sessions.read_day(...)`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.errors import InFuture, NothingToLog, OutsideParticipation, TooLong
from bot.rules.participations import Participation
from bot.rules.policies import DEFAULT, Policy
from bot.rules.typed_days import read_day
from bot.rules.typed_durations import read_duration, read_span

__all__ = [
    "DAY_MINUTES",
    "Doubt",
    "Span",
    "check_session",
    "days_of",
    "doubts",
    "end_of",
    "read_day",
    "read_duration",
    "read_span",
    "split_at_midnight",
]

DAY_MINUTES = 24 * 60
RIGA = ZoneInfo("Europe/Riga")
_MINUTE = timedelta(minutes=1)


class Doubt(StrEnum):
    """Why a session is asked about again before it is saved."""

    LONG_SESSION = "long_session"
    LONG_DAY = "long_day"
    OVERLAP = "overlap"
    SAME_AGAIN = "same_again"


@dataclass(frozen=True)
class Span:
    """A session as far as doubts need it; a group session is one span with several youth ids."""

    day: date
    start: time | None
    minutes: int
    youth: frozenset[int]
    session_id: int | None = None


def split_at_midnight(start: datetime, minutes: int, zone: ZoneInfo) -> list[tuple[date, int]]:
    """The local days that `minutes` from the aware `start` cover, with the minutes that passed on each.

    The sum is always `minutes`, also on the nights of 23 and 25 hours. No minutes stay on their day as 0.
    """
    here = start.astimezone(UTC).replace(second=0, microsecond=0)
    day = here.astimezone(zone).date()
    pieces: list[tuple[date, int]] = []
    while True:
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
        today = min(minutes, -((here - midnight) // _MINUTE))
        pieces.append((day, today))
        minutes -= today
        if minutes <= 0:
            return pieces
        here, day = midnight, day + timedelta(days=1)


def days_of(day: date, start: time | None, minutes: int, zone: ZoneInfo) -> list[tuple[date, int]]:
    """The days that a session covers; with no start time all minutes belong to its day."""
    if start is None:
        return [(day, minutes)]
    return split_at_midnight(_begin(day, start, zone), minutes, zone)


def end_of(day: date, start: time, minutes: int, zone: ZoneInfo) -> datetime:
    """The aware UTC moment at which a session ended."""
    return _begin(day, start, zone) + minutes * _MINUTE


def check_session(
    day: date,
    start: time | None,
    minutes: int,
    *,
    said_at: datetime,
    zone: ZoneInfo,
    participations: Iterable[Participation],
    attended: bool = True,
) -> None:
    """What no mentor can confirm away. `participations` are all those of the young people in the session.

    `said_at` is when the mentor said it, however late it is read. A no-show has no minutes.
    Raises NothingToLog, TooLong (over 24 h), InFuture, OutsideParticipation.
    """
    if minutes < 0 or (attended and minutes == 0):
        raise NothingToLog
    if minutes > DAY_MINUTES:
        raise TooLong(DAY_MINUTES)
    if day > said_at.astimezone(zone).date():
        raise InFuture(day)
    if start is not None and end_of(day, start, minutes, zone) > said_at:
        raise InFuture(day)
    for stays in _by_youth(participations):
        for covered, _ in days_of(day, start, minutes, zone):
            _check_running(stays, covered)


def doubts(new: Span, others: Iterable[Span], *, policy: Policy = DEFAULT, zone: ZoneInfo = RIGA) -> list[Doubt]:
    """What to ask about before saving `new`, beside the mentor's `others` on the days around it.

    A span with the id of `new` is the same session (changed, or its other rows) and is left out.
    """
    rest = {other for other in others if new.session_id is None or other.session_id != new.session_id}
    found = {
        Doubt.LONG_SESSION: new.minutes > policy.ask_over_minutes,
        Doubt.LONG_DAY: _longest_day(new, rest, zone) > policy.ask_over_minutes_a_day,
        Doubt.OVERLAP: any(_overlaps(new, other, zone) for other in rest),
        Doubt.SAME_AGAIN: any(_is_same(new, other) for other in rest),
    }
    return [doubt for doubt, holds in found.items() if holds]


def _begin(day: date, start: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC; of an hour that comes twice the first, of one that is skipped the hour after."""
    return datetime.combine(day, start, tzinfo=zone).astimezone(UTC)


def _by_youth(participations: Iterable[Participation]) -> list[list[Participation]]:
    stays: dict[int, list[Participation]] = {}
    for one in participations:
        stays.setdefault(one.youth_id, []).append(one)
    return list(stays.values())


def _check_running(stays: Sequence[Participation], day: date) -> None:
    if not any(stay.is_running(day) for stay in stays):
        latest = max(stays, key=lambda stay: stay.first)
        raise OutsideParticipation(latest.first, latest.last, latest.youth_name)


def _longest_day(new: Span, rest: Iterable[Span], zone: ZoneInfo) -> int:
    """The most minutes that one of the days of `new` would hold; a group's rows are one session."""
    once = {(span.session_id, span.day, span.start, span.minutes): span for span in rest}
    minutes: Counter[date] = Counter()
    for span in (new, *once.values()):
        minutes.update(dict(days_of(span.day, span.start, span.minutes, zone)))
    return max(minutes[day] for day, _ in days_of(new.day, new.start, new.minutes, zone))


def _overlaps(one: Span, other: Span, zone: ZoneInfo) -> bool:
    """Only where both say when they began, and both took time."""
    if one.start is None or other.start is None:
        return False
    begin = max(_begin(one.day, one.start, zone), _begin(other.day, other.start, zone))
    end = min(end_of(one.day, one.start, one.minutes, zone), end_of(other.day, other.start, other.minutes, zone))
    return begin < end


def _is_same(one: Span, other: Span) -> bool:
    return (one.day, one.minutes) == (other.day, other.minutes) and bool(one.youth & other.youth)
