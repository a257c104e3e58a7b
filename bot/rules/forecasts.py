"""How a month will end: what is logged, what is planned, how the last weeks went. docs/forecast.md says it in words.

Expected: to what is logged comes, calendar week by calendar week until the month ends, whichever is more: what is
planned there, each activity weighed by how often theirs took place, or what that many days usually bring. Plans are a
part of a habit, so the two are not added up. A habit is the average of the last four weeks, week by week from yesterday
backwards; those with fewer than four active days are left out.

The range: *low* is the leanest of those weeks and only what was accepted, *high* the busiest and all that is planned.
No day is expected to hold more than the policy says. The range is no statistic: four weeks are too few for one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules import periods
from bot.rules.hours import NOTHING, PER_DAY_STEP, Standing, round_up
from bot.rules.notice_rules import Trust

WEEKS = 4  # of habit
FEWEST_DAYS = 4  # active ones in a week that tells something
STEP = timedelta(minutes=30)  # what is shown: a forecast to the minute would promise too much
_WEEK = 7
_KEPT, _ASKED = 3, 4  # assumed before there is a record: three of four take place


@dataclass(frozen=True)
class Ahead:
    """An activity to come that the young person has not declined, as far as its minutes count."""

    day: date
    minutes: int
    is_accepted: bool


@dataclass(frozen=True)
class Week:
    """Counted minutes of seven days and how many of these were active."""

    minutes: int
    days: int


@dataclass(frozen=True)
class Record:
    """Activities that are over and of which it is known: how many there were and how many took place, of those that
    were accepted and of all that were asked."""

    accepted: int = 0
    accepted_held: int = 0
    asked: int = 0
    held: int = 0

    def weighed(self, one: Ahead) -> timedelta:
        """What an activity to come will bring on average; a yes never makes it less."""
        share = (self.held + _KEPT) / (self.asked + _ASKED)
        if one.is_accepted:
            share = max(share, (self.accepted_held + _KEPT) / (self.accepted + _ASKED))
        return timedelta(minutes=one.minutes) * share


@dataclass(frozen=True)
class Forecast:
    """A month's end as it looks on a day. `planned` are the full minutes of what is ahead, `to_plan` what is missing
    beyond them. `expected` and `low` are rounded down to half an hour, `high` up."""

    low: timedelta
    expected: timedelta
    high: timedelta
    done: timedelta
    target: timedelta
    missing: timedelta
    planned: timedelta
    to_plan: timedelta
    can_hold: timedelta
    """What the days left can bring at best, as far as the policy says."""
    has_habit: bool

    @property
    def is_covered(self) -> bool:
        """Whether nothing is missing once all that is planned takes place."""
        return self.to_plan == NOTHING

    @property
    def is_reached(self) -> bool:
        return self.missing == NOTHING

    @property
    def will_miss(self) -> bool:
        """What is planned does not cover the rest, and as the last weeks went it will not be made good."""
        return not self.is_covered and self.expected < self.target

    @property
    def lost(self) -> timedelta:
        """What is lost if nothing is done, and could still be saved: the digest's order."""
        gap = NOTHING if self.is_covered else max(self.target - self.expected, NOTHING)
        return min(gap, self.can_hold)


def forecast(
    standing: Standing,
    *,
    active_days: AbstractSet[date],
    today: date,
    ahead: Iterable[Ahead],
    weeks: Sequence[Week],
    record: Record,
    most_a_day: timedelta,
) -> Forecast:
    """How the month of `standing` will end, as of `today`. `weeks` are the last ones, the latest first."""
    days = sorted(day for day in active_days & standing.period.days if day >= today)
    coming = [one for one in ahead if one.day in standing.period and one.day >= today]
    told = [one for one in weeks[:WEEKS] if one.days >= FEWEST_DAYS]
    accepted = [one for one in coming if one.is_accepted]
    usual = Week(sum(one.minutes for one in told), sum(one.days for one in told))
    leanest, busiest = _leanest(told), _busiest(told)
    planned = timedelta(minutes=sum(one.minutes for one in coming))
    to_plan = max(standing.missing - planned, NOTHING)
    low = _brings(days, _by_week(accepted, record), leanest, most_a_day)
    expected = _brings(days, _by_week(coming, record), usual, most_a_day)
    high = _brings(days, _by_week(coming, None), busiest, most_a_day)
    return Forecast(
        low=max(_down(standing.done + low), standing.done),
        expected=max(_down(standing.done + expected), standing.done),
        high=round_up(standing.done + high, STEP),
        done=standing.done,
        target=standing.target,
        missing=standing.missing,
        planned=planned,
        to_plan=to_plan,
        can_hold=len(days) * most_a_day,
        has_habit=bool(told),
    )


def keeps_silent(found: Forecast, trust: Trust) -> bool:
    """Whether a rung that trusts so much has nothing to say: what the ladder warns of will not come about."""
    if trust is Trust.NOTHING:
        return found.is_reached
    return found.is_covered or (trust is Trust.HABIT and not found.will_miss)


def week_of(day: date, today: date) -> int:
    """Which week of habit a day lies in: 0 for yesterday and the six days before it; negative from today on."""
    return ((today - day).days - 1) // _WEEK


def habit_from(today: date) -> date:
    """The first day of the oldest week of habit."""
    return today - timedelta(days=WEEKS * _WEEK)


# --- a mentor's days ---


@dataclass(frozen=True)
class Load:
    """What all of a mentor's young people lack together against what the mentor's days left can hold. A session with
    several of them counts for each, so a month that looks too full can still be made good in a group."""

    youth: int
    missing: timedelta
    to_plan: timedelta
    days_left: int
    working_days_left: int
    can_hold: timedelta
    per_day: timedelta | None

    @property
    def is_possible(self) -> bool:
        return self.missing <= self.can_hold


def load(
    found: Sequence[Forecast], *, days: AbstractSet[date], away: AbstractSet[date] = frozenset(), most_a_day: timedelta
) -> Load:
    """`days` are those left on which any of the young people is active, `away` the mentor's own days off."""
    left = days - away
    missing = sum((one.missing for one in found), NOTHING)
    working = _working(left)
    return Load(
        youth=sum(not one.is_reached for one in found),
        missing=missing,
        to_plan=sum((one.to_plan for one in found), NOTHING),
        days_left=len(left),
        working_days_left=working,
        can_hold=len(left) * most_a_day,
        per_day=round_up(missing / working, PER_DAY_STEP) if working else None,
    )


def urgency(one: Forecast) -> tuple[int, timedelta]:
    """Who first, in ascending order: who can still be helped, the least time to spare before all; then who cannot be
    any more; then who is expected to reach the target or has plans that cover it; then who has reached it."""
    if one.is_reached:
        return 3, NOTHING
    if not one.will_miss:
        return 2, one.can_hold - one.missing
    spare = one.can_hold - one.missing
    return (1, -spare) if spare < NOTHING else (0, spare)


# --- weeks ---

_Monday = date


def _brings(days: Sequence[date], planned: dict[_Monday, timedelta], habit: Week, most_a_day: timedelta) -> timedelta:
    """Week by week, whichever is more: what is planned or what so many days usually bring."""
    active: dict[_Monday, int] = defaultdict(int)
    for day in days:
        active[_monday(day)] += 1
    usual = {monday: min(_share(habit, count), count * most_a_day) for monday, count in active.items()}
    return sum(
        (max(planned.get(one, NOTHING), usual.get(one, NOTHING)) for one in planned.keys() | usual.keys()), NOTHING
    )


def _by_week(ahead: Iterable[Ahead], record: Record | None) -> dict[_Monday, timedelta]:
    """Weighed by the record; in full without one."""
    found: dict[_Monday, timedelta] = defaultdict(timedelta)
    for one in ahead:
        found[_monday(one.day)] += timedelta(minutes=one.minutes) if record is None else record.weighed(one)
    return found


def _share(habit: Week, days: int) -> timedelta:
    """What so many days bring at this rate."""
    return timedelta(minutes=habit.minutes) * days / habit.days if habit.days else NOTHING


def _leanest(weeks: Sequence[Week]) -> Week:
    return min(weeks, key=lambda one: one.minutes / one.days, default=Week(0, 0))


def _busiest(weeks: Sequence[Week]) -> Week:
    return max(weeks, key=lambda one: one.minutes / one.days, default=Week(0, 0))


def _monday(day: date) -> _Monday:
    return day - timedelta(days=day.weekday())


def _working(days: Iterable[date]) -> int:
    return sum(map(periods.is_working_day, days))


def _down(delta: timedelta) -> timedelta:
    return STEP * (delta // STEP)
