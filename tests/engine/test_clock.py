"""The clock that runs and the clock that may be turned."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.toolbox.clock import Clock, TurnableClock

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)
A_MOMENT = timedelta(seconds=5)


def test_the_clock_speaks_utc() -> None:
    assert Clock().now().tzinfo is UTC
    assert TurnableClock(MORNING.astimezone(timezone(timedelta(hours=2)))).now().tzinfo is UTC


def test_a_turned_clock_runs_on_from_there() -> None:
    clock = TurnableClock(MORNING)
    clock.turn_to(MORNING + timedelta(days=3))
    first, second = clock.now(), clock.now()
    assert MORNING + timedelta(days=3) <= first <= second < MORNING + timedelta(days=3) + A_MOMENT


def test_a_clock_cannot_be_turned_back() -> None:
    clock = TurnableClock(MORNING)
    with pytest.raises(ValueError, match="cannot be turned back"):
        clock.turn_to(MORNING - timedelta(seconds=1))
    assert MORNING <= clock.now() < MORNING + A_MOMENT


def test_an_unset_turnable_clock_shows_the_real_time() -> None:
    assert abs(TurnableClock().now() - Clock().now()) < A_MOMENT
