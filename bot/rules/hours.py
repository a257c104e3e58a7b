"""How many hours a month owes a young person, and where the month stands.

Hours belong to the participation, not to a pair: whoever the mentor was, the days and minutes add up.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import product

from bot.rules import participations, periods
from bot.rules.periods import Period
from bot.rules.policies import Kind, Mode, Policy

NOTHING = timedelta(0)
PER_DAY_STEP = timedelta(minutes=5)


class ShortReason(StrEnum):
    """Why a month could not bring its hours; NO_CONTACT is the young person's silence, MENTOR_AWAY the mentor's."""

    ILLNESS = "illness"
    EXAMS = "exams"
    MOVED = "moved"
    NO_CONTACT = "no_contact"
    MENTOR_AWAY = "mentor_away"
    OTHER = "other"


@dataclass(frozen=True)
class Standing:
    """One young person's month as it stands on a day.

    `target` is for the active days, `full_target` for a whole month. Days left are days of the participation
    from today, today included; `per_day` is what each working day left must bring, None where none is left.
    """

    period: Period
    done: timedelta
    target: timedelta
    full_target: timedelta
    missing: timedelta
    full_missing: timedelta
    days_left: int
    working_days_left: int
    per_day: timedelta | None
    previous_done: timedelta
    previous_target: timedelta

    @property
    def is_reached(self) -> bool:
        return self.missing == NOTHING


def round_up(delta: timedelta, to: timedelta) -> timedelta:
    """The next whole multiple of `to`, `delta` itself if it is one."""
    return to * -(-delta // to)


def target(period: Period, active_days: AbstractSet[date], *, full: timedelta, to: timedelta) -> timedelta:
    """The share of `full` for the active days of `period`, rounded up once to a multiple of `to`.

    Reckoned in whole steps, so that no fraction of a second ever rounds a target up by half an hour.
    """
    active = len(active_days & period.days)
    return to * -(-(full * active) // (to * len(period.days)))


def active_days(
    period: Period, *, started: date, ended: date | None, pauses: Iterable[tuple[date, date | None]]
) -> frozenset[date]:
    """The days of `period` in the participation and in no pause; both ends of each span included."""
    away = list(pauses)
    return frozenset(
        day
        for day in periods.days_from(max(period.first, started), min(period.last, ended or period.last))
        if not any(participations.is_running(first, last, on=day) for first, last in away)
    )


def standing(
    period: Period,
    *,
    done: timedelta,
    active_days: AbstractSet[date],
    today: date,
    policy: Policy,
    previous_done: timedelta,
    previous_target: timedelta,
) -> Standing:
    """The month of one young person, as of `today`."""
    owed = target(period, active_days, full=policy.target, to=policy.rounding)
    missing = max(owed - done, NOTHING)
    days_left = [day for day in active_days & period.days if day >= today]
    working_days_left = sum(map(periods.is_working_day, days_left))
    return Standing(
        period=period,
        done=done,
        target=owed,
        full_target=policy.target,
        missing=missing,
        full_missing=max(policy.target - done, NOTHING),
        days_left=len(days_left),
        working_days_left=working_days_left,
        per_day=round_up(missing / working_days_left, PER_DAY_STEP) if working_days_left else None,
        previous_done=previous_done,
        previous_target=previous_target,
    )


def counts(kind: Kind, mode: Mode, is_group: bool, policy: Policy) -> bool:
    """Whether the minutes of such a session count towards the target."""
    return kind in policy.kinds_that_count and mode in policy.modes_that_count and (policy.group_counts or not is_group)


@lru_cache(maxsize=256)
def what_counts(policy: Policy) -> frozenset[tuple[str, str, bool]]:
    """Every (kind, mode, is it a group session) whose minutes count."""
    return frozenset(
        (kind.value, mode.value, is_group)
        for kind, mode, is_group in product(Kind, Mode, (False, True))
        if counts(kind, mode, is_group, policy)
    )
