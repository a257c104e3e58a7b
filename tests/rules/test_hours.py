"""Targets, active days and the standing of a month."""

from datetime import date, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.hours import Standing
from bot.rules.periods import Period
from bot.rules.policies import DEFAULT, Kind, Mode, Policy

NOVEMBER = Period.month(2026, 11)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
target = partial(rules.hours.target, full=20 * HOUR, to=30 * MINUTE)
months = st.builds(Period.month, st.integers(2024, 2032), st.integers(1, 12))


def days(first: int, last: int) -> frozenset[date]:
    return frozenset(date(2026, 11, day) for day in range(first, last + 1))


def standing(*, done: timedelta, today: date, active_days: frozenset[date] = NOVEMBER.days) -> Standing:
    return rules.hours.standing(
        NOVEMBER,
        done=done,
        active_days=active_days,
        today=today,
        policy=DEFAULT,
        previous_done=18 * HOUR,
        previous_target=20 * HOUR,
    )


def test_a_full_month_owes_twenty_hours_and_an_empty_one_nothing() -> None:
    assert target(NOVEMBER, NOVEMBER.days) == 20 * HOUR
    assert target(NOVEMBER, set()) == 0 * HOUR
    assert target(NOVEMBER, Period.month(2026, 12).days) == 0 * HOUR


def test_a_part_month_is_rounded_up_once_to_half_an_hour() -> None:
    assert target(NOVEMBER, days(1, 15)) == 10 * HOUR
    assert target(NOVEMBER, days(1, 16)) == 11 * HOUR
    assert target(NOVEMBER, days(1, 1)) == 1 * HOUR


@given(month=months, data=st.data())
def test_more_active_days_never_owe_less(month: Period, data: st.DataObject) -> None:
    every = sorted(month.days)
    some = data.draw(st.sets(st.sampled_from(every)))
    more = some | data.draw(st.sets(st.sampled_from(every)))
    assert 0 * HOUR <= target(month, some) <= target(month, more) <= 20 * HOUR


@given(month=months, data=st.data())
def test_the_target_is_the_smallest_half_hour_that_covers_the_share(month: Period, data: st.DataObject) -> None:
    active = data.draw(st.sets(st.sampled_from(sorted(month.days))))
    owed = target(month, active)
    exact = 20 * HOUR * len(active)
    assert owed % (30 * MINUTE) == 0 * HOUR
    assert owed * len(month.days) >= exact
    assert (owed - 30 * MINUTE) * len(month.days) < exact


def test_pauses_and_both_ends_shape_the_active_days() -> None:
    active = rules.hours.active_days(
        NOVEMBER,
        started=date(2026, 11, 3),
        ended=date(2026, 11, 20),
        pauses=[(date(2026, 11, 5), date(2026, 11, 6)), (date(2026, 11, 19), None)],
    )
    assert active == days(3, 4) | days(7, 18)


def test_who_joined_earlier_and_has_not_ended_is_active_all_month() -> None:
    assert rules.hours.active_days(NOVEMBER, started=date(2026, 9, 1), ended=None, pauses=[]) == NOVEMBER.days


@given(
    start=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    length=st.integers(0, 200),
    pauses=st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.none() | st.integers(0, 60))),
)
def test_the_months_share_the_days_of_a_participation_without_loss(
    start: date, length: int, pauses: list[tuple[date, int | None]]
) -> None:
    end = start + timedelta(days=length)
    spans = [(first, None if n is None else first + timedelta(days=n)) for first, n in pauses]
    everywhere = Period(start, end)
    month, together = Period.containing(start), frozenset[date]()
    while month.first <= end:
        here = rules.hours.active_days(month, started=start, ended=end, pauses=spans)
        assert here <= month.days
        together |= here
        month = month.next()
    assert together == rules.hours.active_days(everywhere, started=start, ended=end, pauses=spans)


def test_the_forecast_says_what_each_working_day_must_bring() -> None:
    now = standing(done=11 * HOUR + 30 * MINUTE, today=date(2026, 11, 18))
    assert (now.missing, now.working_days_left, now.days_left) == (8 * HOUR + 30 * MINUTE, 8, 13)
    assert now.per_day == 65 * MINUTE
    assert not now.is_reached


def test_on_a_last_weekend_no_working_day_is_left_but_days_are() -> None:
    october = Period.month(2026, 10)
    now = rules.hours.standing(
        october,
        done=19 * HOUR,
        active_days=october.days,
        today=date(2026, 10, 31),
        policy=DEFAULT,
        previous_done=0 * HOUR,
        previous_target=0 * HOUR,
    )
    assert (now.working_days_left, now.per_day, now.days_left) == (0, None, 1)
    assert not rules.reminders.is_impossible(now, DEFAULT)


def test_a_programme_that_ends_midmonth_has_no_working_days_after_its_end() -> None:
    now = standing(done=5 * HOUR, today=date(2026, 11, 12), active_days=days(1, 13))
    assert (now.target, now.full_target) == (9 * HOUR, 20 * HOUR)
    assert (now.missing, now.full_missing) == (4 * HOUR, 15 * HOUR)
    assert (now.working_days_left, now.per_day) == (2, 2 * HOUR)


def test_more_than_the_target_is_reached_and_nothing_is_missing() -> None:
    now = standing(done=23 * HOUR, today=date(2026, 11, 12))
    assert now.is_reached
    assert now.missing == now.full_missing == now.per_day == 0 * HOUR


@given(done=st.integers(0, 3000), day=st.integers(1, 30))
def test_keeping_the_daily_hours_always_reaches_the_target(done: int, day: int) -> None:
    now = standing(done=done * MINUTE, today=date(2026, 11, day))
    assert now.done + now.missing >= now.target
    if now.per_day is not None:
        assert now.per_day * now.working_days_left >= now.missing
        assert now.per_day % (5 * MINUTE) == 0 * HOUR


def test_what_counts_is_the_municipalitys_choice() -> None:
    counts = rules.hours.counts
    strict = Policy(
        kinds_that_count=frozenset({Kind.MENTORING}),
        modes_that_count=frozenset({Mode.IN_PERSON}),
        group_counts=False,
    )
    assert all(counts(kind, mode, True, DEFAULT) for kind in Kind for mode in Mode)
    assert counts(Kind.MENTORING, Mode.IN_PERSON, False, strict)
    assert not counts(Kind.EVENT, Mode.IN_PERSON, False, strict)
    assert not counts(Kind.MENTORING, Mode.CHAT, False, strict)
    assert not counts(Kind.MENTORING, Mode.IN_PERSON, True, strict)


@given(minutes=st.integers(0, 10_000), step=st.integers(1, 120))
def test_rounding_up_never_loses_and_adds_less_than_a_step(minutes: int, step: int) -> None:
    rounded = rules.hours.round_up(minutes * MINUTE, step * MINUTE)
    assert 0 * MINUTE <= rounded - minutes * MINUTE < step * MINUTE
