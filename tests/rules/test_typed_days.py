"""Days of sessions as mentors type them, in three languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.sessions import read_day
from bot.rules.typed_days import read_day_about

TUESDAY = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("šodien", 10), ("Sodien", 10), ("сьогодні", 10), ("today", 10), ("TODAY!", 10),
        ("vakar", 9), ("вчора", 9), ("Учора", 9), ("yesterday", 9),
        ("aizvakar", 8), ("позавчора", 8), ("the day before yesterday", 8), ("rīt", 11), ("завтра", 11),
        ("otrdien", 10), ("у вівторок", 10), ("Tuesday", 10), ("вт", 10),
        ("pirmdien", 9), ("pirmdiena", 9), ("понеділок", 9), ("в понеділок", 9), ("on Monday", 9), ("mon", 9),
        ("svētdien", 8), ("неділя", 8), ("у неділю", 8), ("sunday", 8), ("sestdien", 7), ("у суботу", 7),
        ("piektdien", 6), ("у п\u2019ятницю", 6), ("п'ятниця", 6), ("пʼятниця", 6), ("fri", 6),
        ("ceturtdien", 5), ("у четвер", 5), ("thursday", 5), ("trešdien", 4), ("у середу", 4), ("wed.", 4),
        ("5.11", 5), ("05/11", 5), ("5.11.", 5), ("5.11.2026", 5), ("05.11.26", 5), ("2026-11-05", 5),
        ("5. novembris", 5), ("5. novembrī", 5), ("5 листопада", 5), ("5 November", 5), ("Nov 5", 5),
        ("November 5th", 5), ("2026. gada 5. novembrī", 5), ("12.11.2026", 12),
    ],
)  # fmt: skip
def test_a_day_is_understood(text: str, day: int) -> None:
    assert read_day(text, today=TUESDAY) == date(2026, 11, day)


def test_a_date_without_a_year_is_the_latest_past_one() -> None:
    assert read_day("11.11", today=TUESDAY) == date(2025, 11, 11)
    assert read_day("10.11", today=TUESDAY) == TUESDAY
    assert read_day("31. decembris", today=date(2027, 1, 2)) == date(2026, 12, 31)
    assert read_day("29.02", today=TUESDAY) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "kaut kad", "5", "31.11", "30.02.2026", "5.13", "ot", "monday tuesday", "Anna", "14-16", "2h",
     "marta",
     "0.0", "99.99.9999", "vakar 2h"],
)  # fmt: skip
def test_what_is_no_day_is_not_made_into_one(text: str) -> None:
    assert read_day(text, today=TUESDAY) is None


@given(st.text(max_size=60) | st.from_regex(r"[0-9./ -]{1,12}", fullmatch=True))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    read_day(text, today=TUESDAY)


@given(st.dates(date(2024, 1, 1), date(2032, 1, 1)), st.integers(0, 300))
def test_a_past_day_is_read_back_without_its_year(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert read_day(f"{day.day}.{day.month}", today=today) == day
    assert read_day(f"{day:%d/%m}", today=today) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.12.", date(2026, 12, 1)), ("5.11", date(2026, 11, 5)), ("3. janvāris", date(2027, 1, 3)),
        ("30 червня", date(2026, 6, 30)), ("1.12.2024", date(2024, 12, 1)), ("vakar", date(2026, 11, 9)),
    ],
)  # fmt: skip
def test_a_planned_day_without_a_year_is_the_nearest(text: str, day: date) -> None:
    assert read_day_about(text, today=TUESDAY) == day


@pytest.mark.parametrize("text", ["30.2.", "sometime", "", "29.2"])
def test_a_planned_day_that_does_not_exist_is_none(text: str) -> None:
    assert read_day_about(text, today=TUESDAY) is None
