"""A young person's time in the programme: from its first day to its last, counted in whole months."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.errors import EndBeforeStart, LoggedBefore, NotAfterEnd, NotYet, OutsideMonths, OverAlready
from bot.rules.policies import Policy


class EndReason(StrEnum):
    """Why a programme ended; EARLY_POSITIVE is an end before its time because work or studies began, NOT_ELIGIBLE what
    the coordinator found."""

    COMPLETED = "completed"
    EARLY_POSITIVE = "early_positive"
    DROPPED = "dropped"
    MOVED = "moved"
    NOT_ELIGIBLE = "not_eligible"
    OTHER = "other"


class Outlook(StrEnum):
    """How a young person's programme goes on from today, with the chat or without it."""

    WITH_MENTOR = "with_mentor"
    WITHOUT_MENTOR = "without_mentor"
    OVER = "over"


@dataclass(frozen=True)
class Participation:
    """One stay in the programme; `last` is the last day that belongs to it, None while it runs."""

    youth_id: int
    youth_name: str
    first: date
    last: date | None = None

    def is_running(self, on: date) -> bool:
        return is_running(self.first, self.last, on=on)


def is_running(first: date, last: date | None, *, on: date) -> bool:
    """Whether `on` is one of the days, first and last included."""
    return first <= on and (last is None or on <= last)


def owes_until(planned_end: date, ended: date | None) -> date:
    """The last day that owes hours: the planned end, or the real one where it came earlier."""
    return planned_end if ended is None else min(planned_end, ended)


def is_overdue(planned_end: date, ended: date | None, *, on: date) -> bool:
    """Whether the planned end has passed and nobody has ended the programme or moved its end."""
    return ended is None and planned_end < on


def default_end(start: date, months: int) -> date:
    """The last day of so many months from `start`: 3 November and one month end on 2 December."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    days_there = monthrange(year, month + 1)[1]
    if start.day > days_there:
        return date(year, month + 1, days_there)
    return date(year, month + 1, start.day) - timedelta(days=1)


def check_span(start: date, planned_end: date, *, policy: Policy, has_reason: bool = False) -> None:
    """A programme lasts as many months as the policy allows; the coordinator's reason opens other lengths.

    The day of the same number is still allowed: 3 November to 3 March is four months to everyone who says so.
    Raises EndBeforeStart, OutsideMonths.
    """
    if planned_end < start:
        raise EndBeforeStart
    longest = default_end(start, policy.max_months) + timedelta(days=1)
    shortest = default_end(start, policy.min_months)
    if not has_reason and not shortest <= planned_end <= longest:
        raise OutsideMonths(policy.min_months, policy.max_months)


def check_not_over(planned_end: date, *, today: date) -> None:
    """Nobody is invited to a programme that would be over before the link is opened. Raises OverAlready."""
    if planned_end < today:
        raise OverAlready(planned_end)


def check_after_end(last: date, first: date) -> None:
    """A programme that ended on `last` is begun again on a later day. Raises NotAfterEnd."""
    if first <= last:
        raise NotAfterEnd(last)


def check_nothing_before(first: date, entries: Sequence[tuple[date, str]]) -> None:
    """Entries, each a day and its mentor, belong to a programme from its first day on. Raises LoggedBefore."""
    if before := tuple(one for one in entries if one[0] < first):
        raise LoggedBefore(first, before)


def check_last_day(start: date, last: date, *, today: date) -> date:
    """The last day that counts when a programme ends on `last`; one that never began ends the day before it would.

    Raises EndBeforeStart, NotYet: a day to come is a planned end.
    """
    check_not_to_come(last, today=today)
    if today < start:
        return start - timedelta(days=1)
    if last < start:
        raise EndBeforeStart
    return last


def check_not_to_come(day: date, *, today: date) -> None:
    """Raises NotYet."""
    if day > today:
        raise NotYet(day)
