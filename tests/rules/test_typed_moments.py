"""Times to come as mentors write them, in three languages."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.typed_moments import TypedMoment

WEDNESDAY = date(2026, 11, 18)


def on(day: int, month: int = 11, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("rīt", on(19)),
        ("Rīt", on(19)),
        ("parīt", on(20)),
        ("šodien", on(18)),
        ("завтра", on(19)),
        ("післязавтра", on(20)),
        ("day after tomorrow", on(20)),
        ("piektdien", on(20)),
        ("trešdien", on(25)),  # today is a Wednesday: the next one is meant
        ("trešdiena", on(25)),
        ("у п’ятницю", on(20)),
        ("on Monday", on(23)),
        ("25.11.", on(25)),
        ("5.1", on(5, 1, 2027)),
        ("3. decembris", on(3, 12)),
        ("3 грудня", on(3, 12)),
        ("2026-12-03", on(3, 12)),
        ("3.12.2026", on(3, 12)),
        ("29.02.", on(29, 2, 2028)),
        # What has just passed is no plan for next year: the refusal names it.
        ("10.11.", on(10)),
        ("10.11.2026", on(10)),
        ("31.11.", None),
        ("kaut kad", None),
        ("", None),
        ("trešdien 10", None),
    ],
)
def test_a_day_ahead(text: str, day: date | None) -> None:
    assert rules.typed_moments.read_day_ahead(text, today=WEDNESDAY) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("rīt 14:00", TypedMoment(on(19), time(14))),
        ("rīt plkst. 14.00", TypedMoment(on(19), time(14))),
        ("rīt, 14", TypedMoment(on(19), time(14))),
        ("14:00 rīt", TypedMoment(on(19), time(14))),
        ("ceturtdien 15-16:30", TypedMoment(on(19), time(15), 90)),
        ("trešdien 10", TypedMoment(on(25), time(10))),
        ("5.12. plkst. 16", TypedMoment(on(5, 12), time(16))),
        ("5. decembris 14.30", TypedMoment(on(5, 12), time(14, 30))),
        ("завтра о 14", TypedMoment(on(19), time(14))),
        ("у п’ятницю з 10 до 12", TypedMoment(on(20), time(10), 120)),
        ("tomorrow at 5 pm", TypedMoment(on(19), time(17))),
        ("2026-12-05 16:00", TypedMoment(on(5, 12), time(16))),
        ("rīt", TypedMoment(on(19))),
        ("14:30", TypedMoment(None, time(14, 30))),
        ("14–16", TypedMoment(None, time(14), 120)),
        ("kaut kad", TypedMoment()),
        ("rīt agri", TypedMoment()),
        ("", TypedMoment()),
    ],
)
def test_a_moment(text: str, moment: TypedMoment) -> None:
    assert rules.typed_moments.read_moment(text, today=WEDNESDAY) == moment


@given(st.text(max_size=60))
def test_any_words_are_read_or_not_and_never_raise(text: str) -> None:
    rules.typed_moments.read_moment(text, today=WEDNESDAY)


@given(
    day=st.dates(date(2026, 11, 19), date(2027, 10, 1)),
    start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
def test_a_date_without_its_year_is_the_next_one(day: date, start: time) -> None:
    said = rules.typed_moments.read_moment(f"{day.day}.{day.month}. {start:%H:%M}", today=WEDNESDAY)
    assert said == TypedMoment(day, start)


@given(ahead=st.integers(1, 7))
def test_a_weekday_is_the_next_such_day(ahead: int) -> None:
    names = ("pirmdien", "otrdien", "trešdien", "ceturtdien", "piektdien", "sestdien", "svētdien")
    day = WEDNESDAY + timedelta(days=ahead)
    assert rules.typed_moments.read_day_ahead(names[day.weekday()], today=WEDNESDAY) == day
