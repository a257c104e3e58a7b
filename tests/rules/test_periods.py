"""Months, working days with Latvian holidays, and the lock after the corrections."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import MonthIsLocked, NotUnderstood
from bot.rules.periods import Period

NOVEMBER = Period.month(2026, 11)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_month_knows_its_days_and_its_neighbours() -> None:
    assert (NOVEMBER.first, NOVEMBER.last, NOVEMBER.key) == (date(2026, 11, 1), date(2026, 11, 30), "2026-11")
    assert NOVEMBER.next() == Period.month(2026, 12)
    assert NOVEMBER.next().next() == Period.month(2027, 1)
    assert Period.month(2027, 1).previous() == Period.month(2026, 12)
    assert date(2026, 11, 30) in NOVEMBER
    assert date(2026, 12, 1) not in NOVEMBER


@given(day=days)
def test_every_day_belongs_to_exactly_the_month_that_contains_it(day: date) -> None:
    month = Period.containing(day)
    assert day in month
    assert day not in month.next()
    assert day not in month.previous()
    assert month.next().previous() == month == Period.parse(month.key)
    assert len(month.days) == (month.last - month.first).days + 1
    assert month.last + timedelta(days=1) == month.next().first


@pytest.mark.parametrize("key", ["", "2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "x"])
def test_what_is_no_month_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="2026-11"):
        Period.parse(key)
    with pytest.raises(NotUnderstood):
        rules.periods.read_month(key)


def test_latvian_holidays_are_no_working_days() -> None:
    assert rules.periods.is_working_day(date(2026, 11, 17))
    assert not rules.periods.is_working_day(date(2026, 11, 18))
    assert not rules.periods.is_working_day(date(2026, 6, 23))
    assert not rules.periods.is_working_day(date(2026, 11, 21))


def test_a_holiday_on_a_weekend_gives_the_next_monday_off() -> None:
    assert not rules.periods.is_working_day(date(2025, 5, 5))


def test_working_days_left_include_today_and_may_be_none() -> None:
    left = rules.periods.working_days_left
    assert left(NOVEMBER, date(2026, 10, 1)) == left(NOVEMBER, date(2026, 11, 1)) == 20
    assert left(NOVEMBER, date(2026, 11, 27)) == 2
    assert left(NOVEMBER, date(2026, 11, 30)) == 1
    assert left(NOVEMBER, date(2026, 12, 1)) == 0
    assert left(Period.month(2026, 10), date(2026, 10, 31)) == 0


def test_a_month_locks_after_five_working_days_of_the_next() -> None:
    assert rules.periods.locks_on(NOVEMBER) == date(2026, 12, 8)
    assert rules.periods.is_open(NOVEMBER, today=date(2026, 12, 7))
    rules.periods.check_open(NOVEMBER, today=date(2026, 12, 7))
    with pytest.raises(MonthIsLocked) as refusal:
        rules.periods.check_open(NOVEMBER, today=date(2026, 12, 8))
    assert refusal.value.month == NOVEMBER


def test_holidays_and_days_moved_by_the_government_lengthen_the_corrections() -> None:
    december = Period.month(2025, 12)
    assert rules.periods.locks_on(december) == date(2026, 1, 10)


def test_without_correction_days_a_month_locks_at_once() -> None:
    assert rules.periods.locks_on(NOVEMBER, correction_days=0) == date(2026, 12, 1)


@given(day=days, n=st.integers(0, 30))
def test_adding_working_days_passes_exactly_so_many(day: date, n: int) -> None:
    then = rules.periods.add_working_days(day, n)
    passed = rules.periods.working_days(day + timedelta(days=1), then)
    assert len(passed) == n
    assert then == (passed[-1] if passed else day)
