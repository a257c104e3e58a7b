"""The ladder of reminders: who hears of missing hours, on which day, once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.hours import Standing
from bot.rules.notice_rules import PACKED, Hears
from bot.rules.periods import Period
from bot.rules.policies import DEFAULT
from bot.rules.reminders import Rung

NOVEMBER, FEBRUARY, DECEMBER = Period.month(2026, 11), Period.month(2027, 2), Period.month(2026, 12)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def rung(today: int, done: timedelta, *, period: Period = NOVEMBER) -> Rung | None:
    on = period.first.replace(day=today)
    return rules.reminders.rung_on(period, period.days, on, done, 20 * HOUR, PACKED)


def codes(period: Period, active: frozenset[date], target: timedelta) -> dict[int, str]:
    """The day on which each rung is first stood on, with nothing logged."""
    found: dict[str, int] = {}
    for day in sorted(period.days):
        step = rules.reminders.rung_on(period, active, day, 0 * HOUR, target, PACKED)
        if step:
            assert step.on <= day
            found.setdefault(step.code, step.on.day)
    return {day: code for code, day in found.items()}


def test_a_full_month_has_the_ladder_of_the_programme() -> None:
    assert codes(NOVEMBER, NOVEMBER.days, 20 * HOUR) == {
        10: "pace10", 15: "pace15", 20: "warn10", 25: "warn5", 27: "every2:1", 29: "every2:2",
    }  # fmt: skip
    assert codes(FEBRUARY, FEBRUARY.days, 20 * HOUR) == {
        10: "pace10", 15: "pace15", 18: "warn10", 23: "warn5", 25: "every2:1", 27: "every2:2",
    }  # fmt: skip
    assert codes(DECEMBER, DECEMBER.days, 20 * HOUR) == {
        10: "pace10", 15: "pace15", 21: "warn10", 26: "warn5", 28: "every2:1", 30: "every2:2",
    }  # fmt: skip


BOTH = (Hears.MENTOR, Hears.COORDINATOR)


@pytest.mark.parametrize(
    ("today", "enough", "code", "rule", "readers"),
    [
        (10, 4 * HOUR, "pace10", "pace10", (Hears.MENTOR,)),
        (15, 8 * HOUR, "pace15", "pace15", (Hears.MENTOR,)),
        (20, 13 * HOUR, "warn10", "warn10", BOTH),
        (25, 17 * HOUR, "warn5", "warn5", BOTH),
        (27, 20 * HOUR, "every2:1", "every", BOTH),
    ],
)
def test_one_minute_decides_whether_a_rung_is_told(
    today: int, enough: timedelta, code: str, rule: str, readers: tuple[Hears, ...]
) -> None:
    assert rung(today, enough) is None
    assert rung(today, enough - MINUTE) == Rung(code, PACKED[rule], date(2026, 11, today))
    assert PACKED[rule].to == readers


def test_before_the_tenth_nobody_is_told() -> None:
    assert rung(9, 0 * HOUR) is None


def test_after_downtime_only_the_latest_rung_is_told_with_the_day_it_fell_on() -> None:
    assert rung(24, 0 * HOUR) == Rung("warn10", PACKED["warn10"], date(2026, 11, 20))


def test_after_the_month_nobody_is_told_what_cannot_be_made_good() -> None:
    late = rules.reminders.rung_on(NOVEMBER, NOVEMBER.days, date(2026, 12, 1), 0 * HOUR, 20 * HOUR, PACKED)
    assert late is None


def test_in_a_part_month_the_rungs_fall_on_shares_of_the_active_days() -> None:
    active = frozenset(date(2026, 11, day) for day in range(13, 31))
    assert codes(NOVEMBER, active, 12 * HOUR) == {
        18: "pace10", 21: "pace15", 24: "warn10", 27: "warn5", 29: "every2:1",
    }  # fmt: skip


def test_during_a_pause_nobody_is_reminded_and_afterwards_the_ladder_goes_on() -> None:
    active = NOVEMBER.days - {date(2026, 11, day) for day in range(12, 24)}
    on = {day: code for day, code in codes(NOVEMBER, active, 12 * HOUR).items() if 12 <= day < 24}
    assert on == {}
    step = rules.reminders.rung_on(NOVEMBER, active, date(2026, 11, 24), 0 * HOUR, 12 * HOUR, PACKED)
    assert step is not None
    assert step.code == "warn10"


@given(
    active=st.frozensets(st.sampled_from(sorted(NOVEMBER.days))),
    done=st.integers(0, 1300),
    today=st.sampled_from(sorted(NOVEMBER.days)),
)
def test_a_rung_is_only_told_while_hours_are_missing_and_can_be_made_good(
    active: frozenset[date], done: int, today: date
) -> None:
    target = rules.hours.target(NOVEMBER, active, full=20 * HOUR, to=30 * MINUTE)
    step = rules.reminders.rung_on(NOVEMBER, active, today, done * MINUTE, target, PACKED)
    if step is not None:
        assert done * MINUTE < target
        assert today in active
        assert step.on in active
        assert step.on <= today


@given(active=st.frozensets(st.sampled_from(sorted(NOVEMBER.days)), min_size=1))
def test_the_days_of_rungs_never_go_back(active: frozenset[date]) -> None:
    target = rules.hours.target(NOVEMBER, active, full=20 * HOUR, to=30 * MINUTE)
    fell_on = [
        step.on
        for day in sorted(active)
        if (step := rules.reminders.rung_on(NOVEMBER, active, day, 0 * HOUR, target, PACKED))
    ]
    assert fell_on == sorted(fell_on)
    assert fell_on


def standing(*, done: timedelta, today: date) -> Standing:
    return rules.hours.standing(
        NOVEMBER,
        done=done,
        active_days=NOVEMBER.days,
        today=today,
        policy=DEFAULT,
        previous_done=0 * HOUR,
        previous_target=0 * HOUR,
    )


def test_a_month_is_impossible_when_four_hours_a_day_would_not_do() -> None:
    on = date(2026, 11, 28)
    assert not rules.reminders.is_impossible(standing(done=8 * HOUR, today=on), DEFAULT)
    assert rules.reminders.is_impossible(standing(done=8 * HOUR - MINUTE, today=on), DEFAULT)
    assert not rules.reminders.is_impossible(standing(done=20 * HOUR, today=date(2026, 12, 5)), DEFAULT)


def test_silence_is_counted_from_the_last_session_or_from_the_start() -> None:
    silent, start, today = rules.reminders.silent_for, date(2026, 11, 3), date(2026, 11, 12)
    assert silent(None, start, today) == 9
    assert silent(date(2026, 11, 10), start, today) == 2
    assert silent(date(2026, 6, 1), start, today) == 9
    assert silent(None, date(2026, 12, 1), today) == 0
