"""A pause that people give themselves: how long it may be, and what is not said any more when it fell due in one."""

from datetime import date, timedelta
from enum import StrEnum

from bot.rules.errors import EndBeforeStart, PauseTooLong

LENGTHS = (3, 7, 14)  # days that are offered
MOST_AHEAD = timedelta(days=180)
_DAY = timedelta(days=1)

# What the clock says again in its time, or what is over by then: in a pause it is dropped, not kept for the return.
REMINDERS = frozenset(
    {
        *("pace", "shortfall", "impossible", "silence", "ending", "overdue", "digest"),
        *("profile_nudge", "measure_due", "measure_exit", "activity_reminder"),
    }
)
# Close ahead and urgent, but about something new: whoever asked to be left alone is not asked along.
NEW = frozenset({"activity_invited", "seat_freed"})


class TimeOffReason(StrEnum):
    """Why, in one word and only for who likes to say it; never details about health."""

    ILLNESS = "illness"
    EXAMS = "exams"
    CAMP = "camp"
    HOLIDAY = "holiday"


class TimeOffDecision(StrEnum):
    """Whether the days of a young person's own pause are taken out of the programme."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


def is_stale(kind: str, *, is_urgent: bool) -> bool:
    """Whether a notice that falls due in its reader's pause is dropped for good."""
    return kind in REMINDERS or (is_urgent and kind in NEW)


def until(first: date, days: int) -> date:
    """The day on which reminders come again after so many days."""
    return first + days * _DAY


def last_day(until: date) -> date:
    return until - _DAY


def back_on(last: date) -> date:
    return last + _DAY


def check_span(first: date, last: date, *, most_days: int, today: date) -> None:
    """Raises EndBeforeStart for an end that is not ahead, PauseTooLong."""
    if last < first or first < today:
        raise EndBeforeStart
    if last > first + (most_days - 1) * _DAY or first > today + MOST_AHEAD:
        raise PauseTooLong(most_days, until(first, most_days))
