"""When someone hears that hours are missing: a ladder of days through the month, as of a given day.

A rung is the latest one at or before today, so that two weeks of downtime skip nothing and repeat nothing:
its code never changes, and the notice's unique key is made of it.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.rules.hours import NOTHING, Standing
from bot.rules.notice_rules import Anchor, NoticeRule, NoticeRules
from bot.rules.periods import Period
from bot.rules.policies import Policy


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: `code` for its key, the rule that says who hears of it, and the day it fell on."""

    code: str
    rule: NoticeRule
    on: date


def rung_on(
    period: Period,
    active_days: AbstractSet[date],
    today: date,
    done: timedelta,
    target: timedelta,
    rules: NoticeRules,
) -> Rung | None:
    """The rung that `today` stands on if its share of the target is not reached, else None.

    None as well on a day in a pause or outside the participation: nobody could make the hours good there.
    """
    if today not in active_days or target == NOTHING:
        return None
    fallen = [step for step in _ladder(period, frozenset(active_days), rules) if step.on <= today]
    if not fallen or is_enough(done, target, fallen[-1].rule):
        return None
    return fallen[-1]


def is_enough(done: timedelta, target: timedelta, rule: NoticeRule) -> bool:
    """Whether the share of the target is reached below which the rule speaks."""
    return done * 100 >= target * (rule.below_percent or 0)


def is_impossible(standing: Standing, policy: Policy) -> bool:
    """Whether more is missing than the days left could bring at 4 h each."""
    return standing.missing > standing.days_left * timedelta(minutes=policy.hours_a_day_possible_minutes)


def silent_for(last_logged: date | None, started: date, today: date) -> int:
    """Days since the last session, or since the start where none was logged after it."""
    since = started if last_logged is None else max(last_logged, started)
    return max((today - since).days, 0)


@lru_cache(maxsize=256)
def _ladder(period: Period, active_days: frozenset[date], rules: NoticeRules) -> tuple[Rung, ...]:
    """The steps in the order of their days; after the last of them, one every so many active days until the end. Kept,
    because most young people are active all month."""
    days = sorted(active_days & period.days)
    of_month = [one for one in rules.all() if one.anchor is Anchor.MONTH]
    places = {one.name: _place(one, period, len(days)) for one in of_month if one.every_days is None}
    steps = [
        (places[one.name], Rung(one.name, one, days[places[one.name]]))
        for one in of_month
        if one.on and one.every_days is None
    ]
    last = max(places.values(), default=-1)
    for one in of_month:
        if one.on and (every := one.every_days) is not None:
            steps += [
                (place, Rung(f"every{every}:{nth}", one, days[place]))
                for nth, place in enumerate(range(last + every, len(days), every), start=1)
            ]
    return tuple(rung for _, rung in sorted(steps, key=lambda step: step[0]))


def _place(rule: NoticeRule, period: Period, count: int) -> int:
    """Its place among the active days: in a full month by its day, else by its share of them."""
    if count == len(period.days) and count > 20:
        return rule.day - 1 if rule.day is not None else max(count - (rule.days_before_end or 0) - 1, 0)
    assert rule.share is not None
    return -(-count * rule.share.numerator // rule.share.denominator) - 1
