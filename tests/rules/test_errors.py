"""Refusals carry facts and never print them."""

from dataclasses import fields
from datetime import date

import pytest

from bot import rules
from bot.rules.errors import RuleBroken


def test_every_refusal_can_be_raised_and_prints_as_its_name_alone() -> None:
    refusals = RuleBroken.__subclasses__()
    assert len(refusals) > 15
    for refusal in refusals:
        facts = ["Oksana" for _ in fields(refusal)]  # type: ignore[arg-type]  # Each one is a dataclass.
        with pytest.raises(RuleBroken) as raised:
            raise refusal(*facts)
        assert str(raised.value) == refusal.__name__


def test_a_refusal_says_which_days_it_is_about() -> None:
    refusal = rules.errors.OutsideParticipation(date(2026, 11, 3), None, "Oksana")
    assert (refusal.first, refusal.last, refusal.youth_name) == (date(2026, 11, 3), None, "Oksana")
