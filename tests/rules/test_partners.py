"""Consultations are written down when they are over."""

from datetime import date

import pytest

from bot import rules
from bot.rules.errors import InFuture, NothingToLog, TooLong

TODAY = date(2026, 11, 18)


def test_a_day_to_come_is_refused() -> None:
    rules.partners.check_day(TODAY, today=TODAY)
    with pytest.raises(InFuture):
        rules.partners.check_day(date(2026, 11, 19), today=TODAY)


def test_minutes_are_for_those_who_came() -> None:
    assert rules.partners.checked_minutes(60, attended=True) == 60
    assert rules.partners.checked_minutes(60, attended=False) == 0
    with pytest.raises(NothingToLog):
        rules.partners.checked_minutes(0, attended=True)
    with pytest.raises(TooLong):
        rules.partners.checked_minutes(24 * 60 + 1, attended=True)
