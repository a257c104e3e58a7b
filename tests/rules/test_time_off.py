"""How long people may pause by themselves, and what a pause drops for good."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import EndBeforeStart, PauseTooLong
from bot.services.notices import FACTS

TODAY = date(2026, 11, 18)


@given(days=st.integers(1, 28), ahead=st.integers(0, 180))
def test_so_many_days_are_within_the_rule_whenever_they_begin(days: int, ahead: int) -> None:
    first = rules.time_off.until(TODAY, ahead)
    until = rules.time_off.until(first, days)
    last = rules.time_off.last_day(until)
    rules.time_off.check_span(first, last, most_days=28, today=TODAY)
    assert (last - first).days + 1 == days
    assert rules.time_off.back_on(last) == until


def test_a_day_more_is_not() -> None:
    with pytest.raises(PauseTooLong) as refused:
        rules.time_off.check_span(TODAY, date(2026, 12, 16), most_days=28, today=TODAY)
    assert (refused.value.most_days, refused.value.until) == (28, date(2026, 12, 16))


@pytest.mark.parametrize(("first", "last"), [(date(2026, 11, 17), TODAY), (TODAY, date(2026, 11, 17))])
def test_a_pause_neither_began_yesterday_nor_ends_before_it_begins(first: date, last: date) -> None:
    with pytest.raises(EndBeforeStart):
        rules.time_off.check_span(first, last, most_days=28, today=TODAY)


def test_a_pause_twelve_months_ahead_is_a_slip() -> None:
    with pytest.raises(PauseTooLong):
        rules.time_off.check_span(date(2027, 11, 18), date(2027, 11, 20), most_days=28, today=TODAY)


def test_reminders_are_dropped_and_news_is_kept() -> None:
    kinds = rules.time_off.REMINDERS | rules.time_off.NEW | rules.quiet.AWAITED
    assert kinds <= set(FACTS), "they are kinds of notices"
    assert not rules.time_off.REMINDERS & rules.quiet.AWAITED
    for kind in ("programme_ended", "plan_shown", "paired", "activity_cancelled", "time_off_over"):
        assert not rules.time_off.is_stale(kind, is_urgent=False)
    assert rules.time_off.is_stale("shortfall", is_urgent=False)
    assert rules.time_off.is_stale("activity_invited", is_urgent=True)
    assert not rules.time_off.is_stale("activity_invited", is_urgent=False)
