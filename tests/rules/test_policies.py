"""A municipality's settings: stored as what differs, read back as they were."""

from datetime import date, time

import pytest

from bot import rules
from bot.rules.people import MinorsInChat
from bot.rules.policies import DEFAULT, Kind, Mode, OwnPause, Policy
from bot.rules.quiet import QuietHours, Weekday


def test_what_is_like_the_default_is_not_stored() -> None:
    assert DEFAULT.values() == {}
    assert Policy.from_values({}) == DEFAULT


def test_what_differs_is_stored_and_read_back() -> None:
    policy = Policy(
        target_minutes=900,
        kinds_that_count=frozenset({Kind.MENTORING, Kind.EVENT}),
        modes_that_count=frozenset({Mode.IN_PERSON}),
        group_counts=False,
        minors_in_chat=MinorsInChat.NO,
        parishes=("Smiltene", "Blome"),
        youth_quiet=QuietHours(time(22, 30), time(8)),
        staff_days_off=frozenset({Weekday.SUN, Weekday.SAT}),
        own_days_off=frozenset({date(2026, 12, 23)}),
        own_pause=OwnPause.NEVER,
    )
    assert policy.values() == {
        "target_minutes": 900,
        "kinds_that_count": ["event", "mentoring"],
        "modes_that_count": ["in_person"],
        "group_counts": False,
        "minors_in_chat": "no",
        "parishes": ["Smiltene", "Blome"],
        "youth_quiet": "22:30-08:00",
        "staff_days_off": ["sat", "sun"],
        "own_days_off": ["2026-12-23"],
        "own_pause": "never",
    }
    assert Policy.from_values(policy.values()) == policy


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"target": 900}, "target"),
        ({"target_minutes": "900"}, "target_minutes"),
        ({"target_minutes": True}, "target_minutes"),
        ({"target_minutes": -1}, "target_minutes"),
        ({"rounding_minutes": 0}, "rounding_minutes"),
        ({"group_counts": 1}, "group_counts"),
        ({"kinds_that_count": "event"}, "kinds_that_count"),
        ({"kinds_that_count": ["party"]}, "kinds_that_count"),
        ({"modes_that_count": None}, "modes_that_count"),
        ({"minors_in_chat": "maybe"}, "minors_in_chat"),
        ({"youth_quiet": "late"}, "youth_quiet"),
        ({"youth_quiet": "25:00-09:00"}, "youth_quiet"),
        ({"parishes": "Smiltene"}, "parishes"),
        ({"parishes": ["Smiltene", "Smiltene"]}, "parishes"),
        ({"parishes": ["Smiltene", ""]}, "parishes"),
        ({"parishes": ["n" * 33]}, "parishes"),
        ({"parishes": [str(n) for n in range(61)]}, "parishes"),
        ({"youth_days_off": ["someday"]}, "youth_days_off"),
        ({"staff_days_off": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, "staff_days_off"),
        ({"holidays_off": "no"}, "holidays_off"),
        ({"own_days_off": ["23.12.2026"]}, "own_days_off"),
        ({"own_days_off": "2026-12-23"}, "own_days_off"),
        ({"staff_budget_a_day": -1}, "staff_budget_a_day"),
        ({"own_pause": "maybe"}, "own_pause"),
        ({"age_low": 30}, "age_low"),
        ({"min_months": 5}, "min_months"),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence(values: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=rf"^The.*\b{named}\b.*\.$"):
        rules.policies.Policy.from_values(values)


def test_the_nine_kinds_all_count_until_someone_says_otherwise() -> None:
    assert len(Kind) == len(DEFAULT.kinds_that_count) == 9
