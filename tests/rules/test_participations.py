"""One to four months, and the days that belong to them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import EndBeforeStart, LoggedBefore, NotYet, OutsideMonths
from bot.rules.participations import Participation, check_last_day
from bot.rules.policies import DEFAULT

check = rules.participations.check_span
starts = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 11, 1), 1, date(2026, 11, 30)),
        (date(2026, 11, 3), 1, date(2026, 12, 2)),
        (date(2026, 11, 3), 4, date(2027, 3, 2)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 30), 1, date(2028, 2, 29)),
    ],
)
def test_months_end_on_the_day_before_the_same_date(start: date, months: int, last: date) -> None:
    assert rules.participations.default_end(start, months) == last


@given(start=starts, months=st.integers(1, 4))
def test_one_to_four_months_need_no_reason(start: date, months: int) -> None:
    check(start, rules.participations.default_end(start, months), policy=DEFAULT)


def test_the_same_date_four_months_later_is_still_four_months() -> None:
    check(date(2026, 11, 3), date(2027, 3, 3), policy=DEFAULT)


@pytest.mark.parametrize("end", [date(2026, 11, 20), date(2027, 3, 4)])
def test_other_lengths_need_the_coordinators_reason(end: date) -> None:
    with pytest.raises(OutsideMonths) as refusal:
        check(date(2026, 11, 3), end, policy=DEFAULT)
    assert (refusal.value.low, refusal.value.high) == (1, 4)
    check(date(2026, 11, 3), end, policy=DEFAULT, has_reason=True)


def test_no_reason_makes_an_end_come_before_its_start() -> None:
    with pytest.raises(EndBeforeStart):
        check(date(2026, 11, 3), date(2026, 11, 2), policy=DEFAULT, has_reason=True)


def test_first_and_last_day_belong_to_it() -> None:
    stay = Participation(1, "Oksana", date(2026, 11, 3), date(2026, 11, 20))
    running = [day for day in (2, 3, 20, 21) if stay.is_running(date(2026, 11, day))]
    assert running == [3, 20]
    assert Participation(1, "Oksana", date(2026, 11, 3)).is_running(date(2030, 1, 1))


def test_a_programme_ends_on_a_day_that_has_come() -> None:
    start, today = date(2026, 11, 2), date(2026, 11, 18)
    assert check_last_day(start, today, today=today) == today
    with pytest.raises(NotYet):
        check_last_day(start, date(2026, 11, 19), today=today)
    with pytest.raises(EndBeforeStart):
        check_last_day(start, date(2026, 11, 1), today=today)


def test_a_programme_that_never_began_ends_the_day_before_it_would() -> None:
    start, today = date(2026, 12, 1), date(2026, 11, 18)
    assert check_last_day(start, today, today=today) == date(2026, 11, 30)


def test_a_programme_begins_no_later_than_its_entries() -> None:
    entries = [(date(2026, 11, 5), "Ilze"), (date(2026, 11, 9), "Ilze")]
    rules.participations.check_nothing_before(date(2026, 11, 5), entries)
    with pytest.raises(LoggedBefore) as no:
        rules.participations.check_nothing_before(date(2026, 11, 9), entries)
    assert no.value.entries == ((date(2026, 11, 5), "Ilze"),)
