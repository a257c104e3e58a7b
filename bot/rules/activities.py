"""Activities: wall time that clock changes do not move, who has a seat, when one is reminded.

A moment is a local day and time with its zone. An hour that comes twice means the first one, an hour that is skipped
the hour after, as for logged sessions.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.rules.errors import ActivityIsCancelled, ActivityIsOver, NotAhead, TooFewTimes
from bot.rules.notice_rules import Hears, NoticeRule

FURTHEST = timedelta(days=366)  # a mistyped year is noticed
FEWEST_TIMES, MOST_TIMES = 2, 3  # offered after *move it*
SOON = timedelta(hours=24)  # a change so close ahead does not wait for tomorrow's message
_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)


class ActivityState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SeatAnswer(StrEnum):
    """What a young person said; none yet is None."""

    COMING = "coming"
    NOT_COMING = "not_coming"
    WAITING = "waiting"
    """Would come; all places are taken."""
    TAKEN_BACK = "taken_back"
    """The mentor does not ask any more."""
    HELD = "held"
    """May not take part before a paper is there; asked again when it is."""


EXPECTED = (None, SeatAnswer.COMING, SeatAnswer.WAITING)
"""Who may come: no answer is no refusal."""
CONCERNED = (*EXPECTED, SeatAnswer.HELD)
"""Who hears that it does not take place, or that they are not asked any more."""


class ReminderTime(StrEnum):
    """When one likes to be reminded."""

    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"


USUAL_REMINDERS = frozenset({ReminderTime.DAY_BEFORE})
"""For who has not said when."""


class Covers(Protocol):
    """Hours in which nobody is written to, with or without days off."""

    def covers(self, local: datetime) -> bool: ...


class HasAnswer(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def answer(self) -> str | None: ...
    @property
    def answered_at(self) -> datetime | None: ...


# --- time ---


def begins(day: date, start: time, zone: ZoneInfo) -> datetime:
    """The aware UTC moment."""
    return datetime.combine(day, start, tzinfo=zone).astimezone(UTC)


def ends(day: date, start: time, minutes: int, zone: ZoneInfo) -> datetime:
    """The aware UTC moment, `minutes` of real time after the beginning."""
    return begins(day, start, zone) + timedelta(minutes=minutes)


def on_the_wall(day: date, start: time, zone: ZoneInfo) -> tuple[date, time]:
    """What the clock on the wall shows then: an hour that is skipped becomes the hour after."""
    local = begins(day, start, zone).astimezone(zone)
    return local.date(), local.time().replace(fold=0)


def check_ahead(day: date, start: time, *, now: datetime, zone: ZoneInfo) -> None:
    """Activities are planned from now on, and not further than a year ahead. Raises NotAhead."""
    moment = begins(day, start, zone)
    if not now < moment <= now + FURTHEST:
        raise NotAhead(day, start)


def check_stands(state: str, day: date, start: time, *, now: datetime, zone: ZoneInfo) -> None:
    """Answers and changes come before it begins. Raises ActivityIsCancelled, ActivityIsOver."""
    if state == ActivityState.CANCELLED:
        raise ActivityIsCancelled(day, start)
    if begins(day, start, zone) <= now:
        raise ActivityIsOver(day, start)


def check_times(times: Iterable[datetime]) -> None:
    """Raises TooFewTimes: a choice needs two, and more than three is a puzzle."""
    if not FEWEST_TIMES <= len(set(times)) <= MOST_TIMES:
        raise TooFewTimes(FEWEST_TIMES, MOST_TIMES)


def reminder_at(
    day: date,
    start: time,
    zone: ZoneInfo,
    *,
    quiet: Covers,
    rule: NoticeRule,
    prefers: ReminderTime = ReminderTime.DAY_BEFORE,
) -> datetime:
    """When to remind: by the wall clock at the rule's time on its day, or an hour ahead; in quiet hours and on days
    off, the last full hour before them. A reminder that waited for their end could come after the beginning."""
    if prefers is ReminderTime.HOUR_BEFORE:
        wished = begins(day, start, zone) - _HOUR
    else:
        wished = begins(day + timedelta(days=rule.number), rule.time_for(Hears.YOUTH), zone)
    earlier = (wished - n * _HOUR for n in range(_WEEK // _HOUR))
    return next((one for one in earlier if not quiet.covers(one.astimezone(zone))), wished)


def reminders_at(
    day: date,
    start: time,
    zone: ZoneInfo,
    *,
    quiet: Covers,
    rule: NoticeRule,
    prefers: AbstractSet[ReminderTime],
) -> dict[ReminderTime, datetime]:
    """When to remind of each time that is preferred; of none as usual. Where quiet hours push the hour before into the
    evening before, the reminder of the day before says it already."""
    found = {
        one: reminder_at(day, start, zone, quiet=quiet, rule=rule, prefers=one)
        for one in ReminderTime
        if one in (prefers or USUAL_REMINDERS)
    }
    late = found.get(ReminderTime.HOUR_BEFORE)
    if late is not None and ReminderTime.DAY_BEFORE in found and late.astimezone(zone).date() < day:
        del found[ReminderTime.HOUR_BEFORE]
    return found


# --- seats ---


def is_full(capacity: int | None, coming: int) -> bool:
    return capacity is not None and coming >= capacity


def next_in_line(seats: Iterable[HasAnswer], capacity: int | None, *, but: AbstractSet[int] = frozenset()) -> list[int]:
    """The ids of waiting seats for whom there is a place now, who waits longest first; `but` are ids of those who may
    not have one yet."""
    known = list(seats)
    waiting = sorted(
        (one for one in known if one.answer == SeatAnswer.WAITING and one.answered_at and one.id not in but),
        key=lambda one: (one.answered_at, one.id),
    )
    if capacity is None:
        return [one.id for one in waiting]
    free = capacity - sum(one.answer == SeatAnswer.COMING for one in known)
    return [one.id for one in waiting[: max(0, free)]]


def place_in_line(seats: Iterable[HasAnswer], seat_id: int) -> int:
    """1 for who is next."""
    return next_in_line(seats, None).index(seat_id) + 1


def read_stamp(text: str) -> datetime | None:
    """A local moment as buttons carry it, 202611251430; None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) == 12):
        return None
    try:
        return datetime.fromisoformat(f"{text[:8]}T{text[8:]}")
    except ValueError:
        return None
