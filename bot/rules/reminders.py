"""When someone hears that hours are missing: a ladder of days through the month, as of a given day.

A rung is the latest one at or before today, so that two weeks of downtime skip nothing and repeat nothing:
its code never changes, and the notice's unique key is made of it.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from bot.rules.hours import NOTHING, Standing
from bot.rules.periods import Period
from bot.rules.policies import Policy


class Audience(StrEnum):
    MENTOR = "mentor"
    MENTOR_AND_COORDINATOR = "mentor+coordinator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: `code` for its key, who hears of it, and the day it fell on."""

    code: str
    audience: Audience
    on: date


@dataclass(frozen=True)
class _Step:
    """A rung of the ladder before it has a day: whom it tells below which share of the target."""

    code: str
    audience: Audience
    below_percent: int
    on: date


def rung_on(
    period: Period,
    active_days: AbstractSet[date],
    today: date,
    done: timedelta,
    target: timedelta,
    policy: Policy,
) -> Rung | None:
    """The rung that `today` stands on if its share of the target is not reached, else None.

    None as well on a day in a pause or outside the participation: nobody could make the hours good there.
    """
    days = sorted(active_days & period.days)
    if today not in days or target == NOTHING:
        return None
    fallen = [step for step in _ladder(period, days, policy) if step.on <= today]
    if not fallen or done * 100 >= target * fallen[-1].below_percent:
        return None
    step = fallen[-1]
    return Rung(step.code, step.audience, step.on)


def is_impossible(standing: Standing, policy: Policy) -> bool:
    """Whether more is missing than the days left could bring at 4 h each."""
    return standing.missing > standing.days_left * timedelta(minutes=policy.hours_a_day_possible_minutes)


def silent_for(last_logged: date | None, started: date, today: date) -> int:
    """Days since the last session, or since the start where none was logged after it."""
    since = started if last_logged is None else max(last_logged, started)
    return max((today - since).days, 0)


def _ladder(period: Period, days: list[date], policy: Policy) -> Iterator[_Step]:
    """The steps in the order of their days; after the fourth, one every second active day until the last."""
    four = _days_of_four(period, days)
    yield _Step("pace10", Audience.MENTOR, policy.pace10_percent, days[four[0]])
    yield _Step("pace15", Audience.MENTOR, policy.pace15_percent, days[four[1]])
    yield _Step("warn10", Audience.MENTOR_AND_COORDINATOR, policy.warn10_percent, days[four[2]])
    yield _Step("warn5", Audience.MENTOR_AND_COORDINATOR, policy.warn5_percent, days[four[3]])
    every = policy.warn_every_days
    for nth, place in enumerate(range(four[3] + every, len(days), every), start=1):
        yield _Step(f"every{every}:{nth}", Audience.MENTOR_AND_COORDINATOR, 100, days[place])


def _days_of_four(period: Period, days: list[date]) -> tuple[int, int, int, int]:
    """Places in `days`: in a full month the 10th, the 15th, ten and five days before the end; else shares."""
    count = len(days)
    if count == len(period.days) and count > 20:
        return 9, 14, count - 11, count - 6
    third, half, two_thirds, five_sixths = (
        -(-count * share.numerator // share.denominator) - 1
        for share in (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(5, 6))
    )
    return third, half, two_thirds, five_sixths
