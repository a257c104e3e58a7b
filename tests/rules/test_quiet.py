"""Nobody is woken, on the nights of the clock changes neither."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import NoDayLeft
from bot.rules.quiet import DaysOff, QuietHours, Rest, Weekday

RIGA = ZoneInfo("Europe/Riga")
YOUTH = QuietHours(time(21), time(9))
MINUTE = timedelta(minutes=1)

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
hours = st.builds(QuietHours, times, times)
around_changes = st.sampled_from([datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)])
moments = st.builds(
    lambda night, minutes: night + minutes * MINUTE, around_changes, st.integers(0, 3 * 24 * 60)
) | st.builds(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE, st.integers(0, 4_000_000))


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=RIGA, fold=fold)  # type: ignore[misc,arg-type]  # Five whole numbers.


def test_quiet_hours_cross_midnight() -> None:
    covered = [hour for hour in range(24) if YOUTH.covers(local(2026, 11, 3, hour, 0))]
    assert covered == [*range(9), 21, 22, 23]


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    siesta, never = QuietHours(time(13), time(15)), QuietHours(time(9), time(9))
    assert [hour for hour in range(24) if siesta.covers(local(2026, 11, 3, hour, 0))] == [13, 14]
    assert not any(never.covers(local(2026, 11, 3, hour, 0)) for hour in range(24))
    moment = datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert never.next_open(moment, RIGA) == moment
    assert never.next_quiet(moment, RIGA) is None


def test_an_evening_message_waits_for_the_morning() -> None:
    assert YOUTH.next_open(local(2026, 11, 3, 22, 15), RIGA) == local(2026, 11, 4, 9, 0)
    assert YOUTH.next_open(local(2026, 11, 4, 8, 59), RIGA) == local(2026, 11, 4, 9, 0)
    assert YOUTH.next_open(local(2026, 11, 4, 9, 0), RIGA) == local(2026, 11, 4, 9, 0)
    assert YOUTH.next_quiet(local(2026, 11, 4, 9, 0), RIGA) == local(2026, 11, 4, 21, 0)


@pytest.mark.parametrize("day", [29, 30])
def test_nine_in_the_morning_is_nine_after_the_clocks_change(day: int) -> None:
    assert YOUTH.next_open(local(2026, 3, 28, 22, 0), RIGA) == local(2026, 3, 29, 9, 0)
    assert YOUTH.next_open(local(2026, 10, 24, 22, 0), RIGA) == local(2026, 10, 25, 9, 0)
    assert YOUTH.next_quiet(local(2026, 3, day, 10, 0), RIGA) == local(2026, 3, day, 21, 0)


def test_an_hour_that_is_skipped_ends_quiet_hours_when_the_clock_jumps_over_their_end() -> None:
    until_half_past_three = QuietHours(time(21), time(3, 30))
    assert until_half_past_three.next_open(local(2026, 3, 29, 1, 0), RIGA) == local(2026, 3, 29, 4, 0)


def test_an_hour_that_comes_twice_is_quiet_twice() -> None:
    until_half_past_three = QuietHours(time(21), time(3, 30))
    once, again = local(2026, 10, 25, 3, 40), local(2026, 10, 25, 3, 10, fold=1)
    assert until_half_past_three.next_quiet(once, RIGA) == local(2026, 10, 25, 3, 0, fold=1).astimezone(UTC)
    assert until_half_past_three.next_open(again, RIGA) == local(2026, 10, 25, 3, 30, fold=1).astimezone(UTC)


@given(quiet=hours, moment=moments)
def test_what_waits_never_leaves_in_quiet_hours(quiet: QuietHours, moment: datetime) -> None:
    """Two days: who may be woken for a quarter of an hour only misses it in the night that skips it."""
    leaves = quiet.next_open(moment, RIGA)
    assert leaves >= moment
    assert leaves.utcoffset() == timedelta(0)
    assert not quiet.covers(leaves.astimezone(RIGA))
    assert leaves - moment <= timedelta(days=2)


@settings(max_examples=40)
@given(quiet=hours, moment=moments)
def test_nothing_waits_longer_than_it_must_and_no_minute_before_the_next_quiet_is_quiet(
    quiet: QuietHours, moment: datetime
) -> None:
    opens, closes = quiet.next_open(moment, RIGA), quiet.next_quiet(moment, RIGA)
    whole = moment.replace(second=0, microsecond=0) + MINUTE
    minutes = [whole + n * MINUTE for n in range(26 * 60)]
    assert all(quiet.covers(one.astimezone(RIGA)) for one in minutes if one < opens)
    if closes is not None:
        assert quiet.covers(closes.astimezone(RIGA))
        assert not any(quiet.covers(one.astimezone(RIGA)) for one in minutes if one < closes)


def test_a_message_before_midnight_spends_the_budget_of_its_local_day() -> None:
    assert rules.quiet.budget_day(datetime(2026, 11, 3, 21, 59, tzinfo=UTC), RIGA) == date(2026, 11, 3)
    assert rules.quiet.budget_day(datetime(2026, 11, 3, 22, 0, tzinfo=UTC), RIGA) == date(2026, 11, 4)


# --- days off ---

weekdays = st.frozensets(st.sampled_from(Weekday), max_size=6)
days_off = st.builds(
    DaysOff, weekdays, st.booleans(), st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5)
)
a_year = st.builds(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE, st.integers(0, 800 * 24 * 60))
rests = st.builds(Rest, hours, days_off)
HOLIDAYS = DaysOff(holidays=True)


def test_a_weekend_and_holidays_are_local_days() -> None:
    weekend = Rest(YOUTH, DaysOff(frozenset({Weekday.SAT, Weekday.SUN}), holidays=True))
    assert weekend.next_open(local(2026, 11, 13, 21, 30), RIGA) == local(2026, 11, 16, 9, 0)
    assert weekend.next_open(local(2026, 11, 17, 22, 0), RIGA) == local(2026, 11, 19, 9, 0)  # 18 November
    assert weekend.next_open(local(2026, 12, 23, 23, 0), RIGA) == local(2026, 12, 28, 9, 0)
    assert weekend.next_quiet(local(2026, 11, 13, 20, 59), RIGA) == local(2026, 11, 13, 21, 0)


def test_without_quiet_hours_a_day_off_lasts_from_midnight_to_midnight() -> None:
    """By the wall clock: the day of a change is 23 or 25 hours long."""
    never = QuietHours(time(9), time(9))
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        rest = Rest(never, DaysOff(dates=frozenset({day})))
        before = local(day.year, day.month, day.day - 1, 12, 0)
        assert rest.next_open(before, RIGA) == before
        assert rest.next_quiet(before, RIGA) == local(day.year, day.month, day.day, 0, 0)
        assert rest.next_open(local(day.year, day.month, day.day, 0, 0), RIGA) == local(
            day.year, day.month, day.day + 1, 0, 0
        )
    assert Rest(never, DaysOff()).next_quiet(local(2026, 11, 3, 12, 0), RIGA) is None


def test_a_holiday_that_falls_on_a_weekend_brings_a_day_off_on_monday() -> None:
    assert HOLIDAYS.cover(date(2026, 5, 4)) and HOLIDAYS.cover(date(2025, 5, 5))
    assert not DaysOff().cover(date(2026, 5, 4))


def test_seven_days_off_a_week_are_not_to_be_had() -> None:
    with pytest.raises(NoDayLeft):
        DaysOff(frozenset(Weekday))


@given(rest=rests, moment=a_year)
def test_over_a_year_nothing_leaves_in_quiet_hours_or_on_a_day_off(rest: Rest, moment: datetime) -> None:
    leaves = rest.next_open(moment, RIGA)
    assert leaves >= moment and leaves.utcoffset() == timedelta(0)
    assert not rest.covers(leaves.astimezone(RIGA))
    assert rest.next_open(leaves, RIGA) == leaves
    if leaves > moment:
        assert rest.covers(moment.astimezone(RIGA))


@settings(max_examples=60)
@given(rest=rests, moment=a_year, apart=st.integers(0, 2000))
def test_what_may_leave_must_have_left_before_rest_begins(rest: Rest, moment: datetime, apart: int) -> None:
    opens = rest.next_open(moment, RIGA)
    closes = rest.next_quiet(opens, RIGA)
    if closes is not None:
        assert closes > opens and rest.covers(closes.astimezone(RIGA))
        between = opens + (closes - opens) * apart / 2001
        assert not rest.covers(between.astimezone(RIGA))
